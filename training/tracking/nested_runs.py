"""The runs below a training's own: one for each test day, one for each tuning trial, and the data of all."""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from training.past.origins import Origin
from training.tracking.store import DataUsed, Run
from training.trained import Trained

ORIGIN, TRIAL = "origin", "trial"
TEACHES, JUDGES = "training", "evaluation"
MADE_BY, ACCEPTED_BY = "winback train", "winback check"
#: Figures of a test day that stand in its run.
FIGURES = ("auc", "average_precision", "log_loss", "brier", "ece", "lift_10", "recall_10")
#: Columns of the table of trials that are no parameters.
NOT_TUNED = ("trial", "state", "log_loss")


def data_of(trained: Trained, data_fingerprint: str) -> list[DataUsed]:
    """Describe what a training stands on: the accepted events, and the snapshots made of them."""
    snapshots = trained.snapshots
    rows = snapshots.rows
    events = DataUsed(
        "accepted events", data_fingerprint, TEACHES, {}, {"clients": len(trained.population)}, ACCEPTED_BY
    )
    profile = _profile(rows, snapshots.teaching.to_numpy()) | {
        "num_rows": snapshots.count,
        "num_elements": snapshots.count * rows.shape[1],
        "rows_that_teach": snapshots.taught,
        "rows_judged": len(rows),
        "as_of_days": int(rows["as_of"].nunique()),
    }
    made = DataUsed("snapshots", snapshots.fingerprint, TEACHES, columns_of(rows), profile, MADE_BY)
    return [events, made]


def record_origins(run: Run, trained: Trained) -> None:
    """Log each test day as a run of its own, with every group's figures of every contestant."""
    for origin in trained.origins:
        judged = trained.judged[trained.judged["test_day"] == origin.test_day]
        tags = {"winback.test_day": origin.test_day.isoformat(), "winback.version": trained.bundle.version}
        with run.below(f"{ORIGIN} {origin.test_day}", tags, part=ORIGIN) as below:
            below.parameters(_origin_parameters(trained, origin))
            below.data(_origin_data(trained, origin))
            below.figures(_origin_figures(judged))


def record_trials(run: Run, trained: Trained) -> None:
    """Log each tuning trial as a run of its own: its parameters, its state, its log loss."""
    table = trained.tuning.table
    tuned = [name for name in table.columns if name not in NOT_TUNED]
    for row in table.to_dict(orient="records"):
        tags = {"winback.trial.state": str(row["state"]), "winback.version": trained.bundle.version}
        with run.below(f"{TRIAL} {row['trial']}", tags, part=TRIAL) as below:
            below.parameters({name: row[name] for name in tuned})
            below.figures([("log_loss", np.nan if row["log_loss"] is None else row["log_loss"], 0)])


def columns_of(rows: pd.DataFrame) -> dict[str, str]:
    """Name each column's type as MLflow does.

    Examples
    --------
    >>> columns_of(pd.DataFrame({"days": [1], "share": [0.5], "abc": ["A"]}))
    {'days': 'long', 'share': 'double', 'abc': 'string'}
    """

    def kind(of: pd.Series) -> str:
        if pd.api.types.is_bool_dtype(of):
            return "boolean"
        if pd.api.types.is_integer_dtype(of):
            return "long"
        return "double" if pd.api.types.is_numeric_dtype(of) else "string"

    return {str(name): kind(rows[name]) for name in rows.columns}


def _origin_parameters(trained: Trained, origin: Origin) -> dict[str, object]:
    days = trained.snapshots.rows["as_of"]
    return {
        "test_day": origin.test_day,
        "train_from": days[origin.train].min(),
        "train_until": days[origin.train].max(),
        "train_rows": int(origin.train.sum()),
        "test_rows": int(origin.test.sum()),
        "calibrated_on": trained.backtest.how[origin.test_day],
    }


def _origin_data(trained: Trained, origin: Origin) -> Iterable[DataUsed]:
    rows, print_ = trained.snapshots.rows, trained.snapshots.fingerprint
    sides = (
        (f"snapshots that end by {origin.test_day}", TEACHES, origin.train),
        (f"snapshots of {origin.test_day}", JUDGES, origin.test),
    )
    for name, context, mask in sides:
        yield DataUsed(name, print_, context, {}, _profile(rows, mask), MADE_BY)


def _profile(rows: pd.DataFrame, mask: np.ndarray) -> dict[str, float]:
    left = rows["left"].to_numpy()[mask]
    return {"num_rows": int(mask.sum()), "left_share": round(float(left.mean()), 6) if len(left) else 0.0}


def _origin_figures(judged: pd.DataFrame) -> Iterator[tuple[str, float, int]]:
    for row in judged.to_dict(orient="records"):
        for figure in FIGURES:
            if figure in row:
                yield f"{row['group']}/{row['contestant']}/{figure}", row[figure], 0
