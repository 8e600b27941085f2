"""Trees grown on a small local cluster say the same as those grown here, within noise."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sklearn.metrics import log_loss, roc_auc_score

from features.errors import BusyError
from features.settings import settings_from
from tests.training.test_growing import BASE, ROWS, stored
from tests.training.test_logistic import FEATURES, rows_of
from training.models.boosting import Boosted
from training.past import row_file, stored_rows
from training.train import train

pytest.importorskip("distributed", reason="Dask is not installed (extra `distributed`)")
pytestmark = [
    # workers that end while they still answer: Dask's own, at the end of the test
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """Two workers, each a process of its own, as LightGBM's network wants it."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, memory_limit=None
    ) as cluster:
        yield cluster.scheduler_address


def test_two_workers_find_what_one_machine_finds(scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (row_file, stored_rows):
        monkeypatch.setattr(module, "ROWS_AT_A_TIME", 256)
    rows, later = stored(), rows_of(2000, seed=9)
    here = Boosted.fit(rows, FEATURES, seed=5, base=BASE)
    there = Boosted.fit(replace(rows, workers=scheduler), FEATURES, seed=5, base=BASE)
    assert there.booster.num_trees() == here.booster.num_trees()
    assert there.booster.feature_name() == list(FEATURES)
    truth, said = later["left"], {"here": here.predict(later), "there": there.predict(later)}
    losses = {where: log_loss(truth, p) for where, p in said.items()}
    aucs = {where: roc_auc_score(truth, p) for where, p in said.items()}
    assert losses["there"] == pytest.approx(losses["here"], abs=0.02)
    assert aucs["there"] == pytest.approx(aucs["here"], abs=0.01)
    line = BASE.predict(later)  # the trees did learn something
    assert losses["there"] < log_loss(truth, line) - 0.02
    assert len(ROWS) == len(rows)


def test_a_training_looks_for_the_workers_before_it_does_anything_else(
    monkeypatch: pytest.MonkeyPatch, scheduler: str
) -> None:
    from training.models import growing_on_workers

    growing_on_workers.look_for_workers(scheduler)
    monkeypatch.setattr(growing_on_workers, "SECONDS", 1)
    wrong = settings_from({"training": {"dask_scheduler": "tcp://127.0.0.1:9"}})
    nothing: Any = None
    with pytest.raises(BusyError, match=r"No Dask scheduler answers at \[training\] dask_scheduler"):
        train(nothing, wrong)


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from training.models import growing_on_workers

    monkeypatch.setattr(growing_on_workers, "SECONDS", 1)
    with pytest.raises(BusyError, match=r"No Dask scheduler answers at \[training\] dask_scheduler"):
        Boosted.fit(replace(stored(), workers="tcp://127.0.0.1:9"), FEATURES, seed=5)
