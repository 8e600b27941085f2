"""The same trees behind bare FastAPI: a client's row is looked up in memory and scored, and that is all."""

import os
from pathlib import Path

import lightgbm as lgb
import numpy as np
from fastapi import FastAPI
from pydantic import BaseModel

from benchmarks.http.company import MODEL, ROWS

#: Names the company's folder.
FOLDER = "WINBACK_PEER"


class Asked(BaseModel):
    """Whose scores."""

    client_ids: list[str]


def make_app() -> FastAPI:
    folder = Path(os.environ[FOLDER])
    booster = lgb.Booster(model_file=str(folder / MODEL))
    with np.load(folder / ROWS) as kept:
        X, ids = kept["X"], kept["ids"].tolist()
    place = {key: number for number, key in enumerate(ids)}
    app = FastAPI()

    @app.post("/scores")
    async def scores(asked: Asked) -> dict[str, list[float]]:
        rows = X[[place[key] for key in asked.client_ids]]
        return {"scores": np.asarray(booster.predict(rows, num_threads=1)).tolist()}

    return app
