"""Those who were tried are foretold by models that learned from other clients only."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from training.champions import Champion
from training.response.unseen import churn_probability_unseen


class Memory:
    """Knows of each client it has seen what became of it, and of others what is usual."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.seen = rows.set_index("client_id")["left"]

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        return rows["client_id"].map(self.seen).fillna(self.seen.mean()).to_numpy()


def remembering(rows: pd.DataFrame) -> Mapping[str, Champion]:
    model: Any = Memory(rows)
    return {"at_risk": Champion(model), "recoverable": Champion(model)}


def clients(count: int) -> pd.DataFrame:
    left = np.arange(count) % 2.0
    names = [f"c{number}" for number in range(count)]
    return pd.DataFrame({"client_id": names, "status": "active", "left": left}, index=range(100, 100 + count))


def told(rows: pd.DataFrame, labelled: pd.DataFrame, *, fewest: int = 1) -> pd.Series:
    return churn_probability_unseen(rows, labelled, remembering(labelled), remembering, fewest=fewest, seed=1)


def test_nobody_is_foretold_by_a_model_that_saw_what_became_of_it() -> None:
    rows = clients(60)
    found = told(rows, rows)
    assert found.index.equals(rows.index)
    assert ((found > 0.3) & (found < 0.7)).all()
    assert found.nunique() <= 3


def test_all_rows_of_a_client_are_foretold_by_one_model() -> None:
    rows = clients(60)
    twice = pd.concat([rows, rows.set_index(rows.index + 1000)])
    found = told(twice, rows)
    assert found.loc[rows.index].tolist() == found.loc[rows.index + 1000].tolist()


def test_where_the_others_are_too_few_to_learn_from_the_champions_answer() -> None:
    rows = clients(60)
    assert told(rows, rows, fewest=30).tolist() == rows["left"].tolist()


def test_where_nobody_was_tried_nobody_is_foretold() -> None:
    rows = clients(60)
    assert told(rows.iloc[:0], rows).empty
