"""Parameters are tried on days before the judged ones, are kept, and are never worse there than the settled."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from features.errors import GateError
from features.settings import Settings
from training.models import tuning
from training.models.boosting import SETTLED, parameters
from training.models.tuning import tune
from training.trained import Trained


def settings_of(folder: Path, trials: int) -> Settings:
    return Settings(
        storage={"data_dir": folder}, training={"trials": trials, "minimum_clients": 50, "minimum_left": 10}
    )


def test_tuning_days_end_before_the_first_judged_day(trained: Trained, tmp_path: Path) -> None:
    last = trained.origins[-1:]
    found = tune(trained.snapshots, last, settings_of(tmp_path, 2))
    assert 1 <= len(found.days) <= tuning.TUNING_DAYS
    assert all(day < last[0].test_day for day in found.days)


def test_the_settled_parameters_are_tried_first_and_the_best_trial_is_taken(
    trained: Trained, tmp_path: Path
) -> None:
    found = tune(trained.snapshots, trained.origins[-1:], settings_of(tmp_path, 6))
    table = found.table.set_index("trial")
    assert len(table) == 6
    settled = parameters(int(trained.origins[-2].train.sum()), seed=0)
    assert table.loc[0, "num_leaves"] == settled["num_leaves"]
    finished = table[table["state"] == "complete"]
    best = finished["log_loss"].idxmin()
    assert found.tuned == (SETTLED if best == 0 else {name: table.loc[best, name] for name in found.tuned})
    assert finished["log_loss"].min() <= table.loc[0, "log_loss"]


def test_a_run_that_was_stopped_goes_on_where_it_was(trained: Trained, tmp_path: Path) -> None:
    told: list[str] = []
    tune(trained.snapshots, trained.origins[-1:], settings_of(tmp_path, 2))
    both = tune(trained.snapshots, trained.origins[-1:], settings_of(tmp_path, 3), progress=told.append)
    assert len(both.table) == 3
    assert told == ["tuning, trial 3 of 3"]


def test_labels_of_judged_days_have_no_say(trained: Trained, tmp_path: Path) -> None:
    snapshots, last = trained.snapshots, trained.origins[-1:]
    rows = snapshots.rows
    judged = rows["as_of"] >= last[0].test_day
    turned = replace(snapshots, rows=rows.assign(left=np.where(judged, 1 - rows["left"], rows["left"])))
    losses = [
        tune(one, last, settings_of(tmp_path / name, 3)).table["log_loss"].tolist()
        for name, one in (("as it is", snapshots), ("turned", turned))
    ]
    assert losses[0] == losses[1]


def test_without_trials_or_earlier_days_nothing_is_tried(trained: Trained, tmp_path: Path) -> None:
    assert tune(trained.snapshots, trained.origins, settings_of(tmp_path, 0)).tuned == SETTLED
    strict = settings_of(tmp_path, 2).model_copy(
        update={"training": settings_of(tmp_path, 2).training.model_copy(update={"minimum_clients": 10**6})}
    )
    with pytest.raises(GateError, match="too little history"):
        tune(trained.snapshots, trained.origins, strict)
