"""Tuning stops bad trials halfway, goes on after a kill, and keeps its time; on a model that only counts."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.settings import Settings
from training.models import tuning
from training.models.tuning import Tuning, tune
from training.past.origins import Origin

CLIENTS = 60
ROWS = pd.DataFrame({"left": np.arange(CLIENTS) % 2, "weight": 1.0})
EVERYBODY = np.ones(CLIENTS, dtype=bool)
DAYS = [Origin(date(2024, 1, 1) + timedelta(days=30 * step), EVERYBODY, EVERYBODY) for step in range(3)]


class Counting:
    """Stands for the fit of a model; `said` gives P(left) of everybody in a trial, or raises."""

    def __init__(self, said: Callable[[int], float]) -> None:
        self.said = said
        self.fits: list[int] = []
        self.known: list[Any] = []

    def fit_models(self, *_args: Any, design: Any, **_more: Any) -> dict[str, Any]:
        if design.tuned not in self.known:
            self.known.append(design.tuned)
        trial = len(self.known) - 1
        self.fits.append(trial)
        told = self.said(trial)
        return {"lightgbm": SimpleNamespace(predict=lambda rows: np.full(len(rows), told))}


@pytest.fixture
def tuned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Tuning]:
    """Tune with a counting model."""
    monkeypatch.setattr(tuning, "earlier_origins", lambda *_args, **_more: DAYS)

    def run(model: Counting, trials: int, minutes: float = 20.0) -> Tuning:
        monkeypatch.setattr(tuning, "fit_models", model.fit_models)
        settings = Settings(
            storage={"data_dir": tmp_path}, training={"trials": trials, "tuning_minutes": minutes}
        )
        snapshots: Any = SimpleNamespace(rows=ROWS, inputs=("tenure_days",), fingerprint="the same data")
        return tune(snapshots, DAYS, settings)

    return run


def test_a_trial_that_is_worse_than_half_of_the_others_is_stopped_after_its_first_day(
    tuned: Callable[..., Tuning],
) -> None:
    model = Counting(lambda trial: 0.5 if trial < tuning.UNPRUNED else 0.9)
    found = tuned(model, tuning.UNPRUNED + 2)
    assert found.table["state"].tolist() == ["complete"] * tuning.UNPRUNED + ["pruned"] * 2
    fits = pd.Series(model.fits).value_counts().sort_index().tolist()
    assert fits == [len(DAYS)] * tuning.UNPRUNED + [1, 1]
    assert dict(found.tuned) == {}  # the settled parameters were as good as any that were not stopped


def test_no_trial_begins_when_the_time_is_over(tuned: Callable[..., Tuning]) -> None:
    def slow(_trial: int) -> float:
        time.sleep(0.05)
        return 0.5

    found = tuned(Counting(slow), 500, minutes=0.1 / 60)
    assert len(found.table) == 1  # it takes .15 seconds


def test_trials_of_before_a_kill_are_kept_and_count(tuned: Callable[..., Tuning]) -> None:
    def killed(trial: int) -> float:
        if trial == 2:
            raise KeyboardInterrupt
        return 0.5

    with pytest.raises(KeyboardInterrupt):
        tuned(Counting(killed), 6)
    again = Counting(lambda trial: 0.4)
    found = tuned(again, 6)
    assert found.table["state"].tolist() == ["complete"] * 2 + ["fail"] + ["complete"] * 4
    assert len(again.known) == 4  # the one that was cut short told nothing
