"""Parameters are tried on days before the judged ones, are kept, and are never worse there than the settled."""

from dataclasses import replace
from pathlib import Path
from typing import NoReturn
from unittest.mock import Mock

import numpy as np
import pytest

from features.errors import GateError
from features.settings import Settings
from training.models import tuning
from training.models.boosting import SETTLED, parameters
from training.models.design import PLAIN
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
    told = Mock()
    tune(trained.snapshots, trained.origins[-1:], settings_of(tmp_path, 2))
    both = tune(trained.snapshots, trained.origins[-1:], settings_of(tmp_path, 3), progress=told)
    assert len(both.table) == 3
    told.assert_called_once_with("tuning", trial=3, trials=3)
    assert not both.table.drop(columns=["trial", "state", "log_loss"]).duplicated().any(), (
        "what was tried once is not tried again"
    )


class Killed(BaseException):
    """Ends a run as a kill does: Optuna leaves the trial running."""


@pytest.mark.parametrize("end", [Killed, KeyboardInterrupt])
def test_the_settled_parameters_are_tried_again_where_their_trial_was_cut_short(
    trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: type[BaseException]
) -> None:
    def stop(*_: object, **__: object) -> NoReturn:
        raise end

    last, asked = trained.origins[-1:], settings_of(tmp_path, 2)
    with monkeypatch.context() as broken, pytest.raises(end):
        broken.setattr(tuning, "fit_models", stop)
        tune(trained.snapshots, last, asked)
    found = tune(trained.snapshots, last, asked)
    uncut = tune(trained.snapshots, last, settings_of(tmp_path / "uncut", 1)).table
    complete = found.table[found.table["state"] == "complete"]
    assert len(complete) == 2
    assert uncut["log_loss"].item() in complete["log_loss"].tolist()
    assert "running" not in set(found.table["state"])


def test_trials_of_other_test_days_or_of_models_built_otherwise_have_no_say(
    trained: Trained, tmp_path: Path
) -> None:
    asked, free = settings_of(tmp_path, 1), replace(PLAIN, monotone=False)
    tried = []
    for count, design in ((1, PLAIN), (2, PLAIN), (1, free), (1, PLAIN), (2, PLAIN), (1, free)):
        told = Mock()
        tune(trained.snapshots, trained.origins[-count:], asked, design=design, progress=told)
        tried.append(told.call_count)
    assert tried == [1, 1, 1, 0, 0, 0]


def test_a_line_that_a_full_disk_left_half_written_is_dropped(trained: Trained, tmp_path: Path) -> None:
    last, journal = trained.origins[-1:], tmp_path / "tuning.journal"
    tune(trained.snapshots, last, settings_of(tmp_path, 1))
    with journal.open("a", encoding="utf-8") as file:
        file.write('{"op_code":4,"worker_id"')
    for trials in (2, 3):
        assert len(tune(trained.snapshots, last, settings_of(tmp_path, trials)).table) == trials


def test_where_the_time_is_up_before_the_first_trial_the_settled_parameters_are_taken(
    trained: Trained, tmp_path: Path
) -> None:
    asked = settings_of(tmp_path, 2)
    hurried = asked.model_copy(
        update={"training": asked.training.model_copy(update={"tuning_minutes": 1e-12})}
    )
    found = tune(trained.snapshots, trained.origins[-1:], hurried)
    assert found.tuned == SETTLED
    assert list(found.table["state"]) in ([], ["waiting"])


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
