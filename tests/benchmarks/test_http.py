"""The peers of the HTTP benchmark answer what our own model answers."""

import asyncio
from pathlib import Path

import httpx
import lightgbm as lgb
import numpy as np
import pytest

from benchmarks.http import __main__ as module
from benchmarks.http import fastapi_peer
from benchmarks.http.__main__ import CASES, Case
from benchmarks.http.company import MODEL, ROWS, rows_of_peers

IDS = ["00001", "00002", "Ёлка"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(1)
    X, y = rng.normal(size=(200, 3)), rng.integers(0, 2, 200)
    asked = {"objective": "binary", "verbose": -1, "num_threads": 1}
    booster = lgb.train(asked, lgb.Dataset(X, y.astype(float)), 5)
    booster.save_model(str(tmp_path / MODEL))
    np.savez(tmp_path / ROWS, X=X[: len(IDS)], ids=np.array(IDS))
    return tmp_path


def test_bare_fastapi_scores_the_rows_of_the_clients_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(fastapi_peer.FOLDER, str(folder))
    wanted = IDS[::-1]

    async def answer() -> list[float]:
        transport = httpx.ASGITransport(app=fastapi_peer.make_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://peer") as client:
            found: list[float] = (await client.post("/scores", json={"client_ids": wanted})).json()["scores"]
            return found

    with np.load(folder / ROWS) as kept:
        expected = lgb.Booster(model_file=str(folder / MODEL)).predict(kept["X"][::-1])
    assert asyncio.run(answer()) == pytest.approx(expected, abs=1e-12)


def test_a_server_that_knows_no_client_is_sent_their_rows(folder: Path) -> None:
    told = rows_of_peers(folder, ["Ёлка", "00001"])["dataframe_split"]
    with np.load(folder / ROWS) as kept:
        assert told["data"] == kept["X"][[2, 0]].tolist()
    assert len(told["columns"]) == 3


def test_every_way_to_ask_is_measured() -> None:
    assert {(case.clients, case.live) for case in CASES} == {(1, False), (100, False), (1, True), (50, True)}
    assert all(isinstance(case, Case) and case.rate > 0 for case in CASES)


def test_only_the_named_cases_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        module, "benchmark", lambda *_, cases, **__: asked.extend(c.name for c in cases) or []
    )
    for words in (["--case", "100 ids"], []):
        monkeypatch.setattr("sys.argv", ["benchmarks.http", *words])
        module.main()
    assert asked == ["100 ids", *(case.name for case in CASES)]
