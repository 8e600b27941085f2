"""How every contestant would have done on past days, each judged on days after all it learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import log_loss

from features.arithmetic import number_of
from features.settings import Settings
from training.models.baselines import predict_baselines
from training.models.calibration import METHODS
from training.models.candidates import HeldOut, Model, fit_models, hold_out
from training.models.design import PLAIN, Design
from training.past.origins import Origin
from training.past.snapshots import Snapshots

#: The calibrator of the first origin, when nothing has been judged yet.
FIRST_METHOD = "sigmoid"
CARRIED = ("client_id", "status", "abc", "tenure_days", "left", "weight")


@dataclass(frozen=True)
class Backtest:
    """What came of it.

    Attributes
    ----------
    predictions : DataFrame
        One row per origin and client: `test_day`, `CARRIED`, then P(left) of each baseline and candidate,
        calibrated by the method that had won on earlier origins.
    uncalibrated : DataFrame
        The same rows: the candidates' P(left) before calibration.
    methods : mapping of str to str
        The calibrator that won over all origins, by candidate.
    trials : DataFrame
        ``test_day, candidate, method, log_loss``: every calibrator tried.
    how : mapping of date to str
        On which rows each origin's calibrators were fitted.
    """

    predictions: pd.DataFrame
    uncalibrated: pd.DataFrame
    methods: Mapping[str, str]
    trials: pd.DataFrame
    how: Mapping[date, str]


def backtest(
    snapshots: Snapshots, origins: Sequence[Origin], settings: Settings, design: Design = PLAIN
) -> Backtest:
    """Judge baselines and candidates on every origin.

    Parameters
    ----------
    snapshots : Snapshots
    origins : sequence of Origin
        Earliest first.
    settings : Settings
        Section training.
    design : Design
        How the candidates are built, settled on days before these origins.
    """
    names, seed = settings.training.candidates, settings.training.seed
    frames: list[pd.DataFrame] = []
    raw_frames: list[pd.DataFrame] = []
    trials: list[dict[str, Any]] = []
    how: dict[date, str] = {}
    for origin in origins:
        rows = snapshots.rows
        train, test = rows[origin.train], rows[origin.test]
        held = hold_out(train, snapshots.inputs, names, seed=seed, design=design)
        grown = design.with_trees(held.trees)
        models = fit_models(train, snapshots.inputs, names, seed=seed, design=grown)
        tried = _every_calibration(models, held, test)
        methods = _winners(pd.DataFrame(trials), names)
        everyone = rows[rows["as_of"] == origin.test_day]
        frame = test[list(CARRIED)].reset_index(drop=True)
        frame.insert(0, "test_day", origin.test_day)
        answers = predict_baselines(train, test, everyone, settings)
        answers |= {name: tried[name, methods[name]] for name in names}
        frames.append(frame.assign(**answers))
        raw_frames.append(
            frame[["test_day", "client_id"]].assign(**{name: tried[name, "none"] for name in names})
        )
        how[origin.test_day] = held.how
        trials += [
            {
                "test_day": origin.test_day,
                "candidate": name,
                "method": method,
                "log_loss": log_loss(test["left"], p, sample_weight=test["weight"], labels=[0, 1]),
            }
            for (name, method), p in tried.items()
        ]
    tried_all = pd.DataFrame(trials)
    return Backtest(
        pd.concat(frames, ignore_index=True),
        pd.concat(raw_frames, ignore_index=True),
        _winners(tried_all, names),
        tried_all,
        how,
    )


def predict_on(snapshots: Snapshots, day: date, candidate: str, settings: Settings) -> pd.Series:
    """Give P(left) of the clients of a day by a candidate that knew what was known then.

    Where too few horizons had ended by that day to learn from, everyone gets the share that had left.

    Parameters
    ----------
    snapshots : Snapshots
    day : date
    candidate : str
    settings : Settings

    Returns
    -------
    Series
        On the index of the day's rows.
    """
    rows, seed = snapshots.rows, settings.training.seed
    test = rows[rows["as_of"] == day]
    train = rows[snapshots.teaching & (rows["ends_day"] <= number_of(day))]
    leavers = train["left"].sum()
    if min(leavers, len(train) - leavers) < settings.training.minimum_left:
        share = train["left"].mean() if len(train) else 0.5
        return pd.Series(share, index=test.index)
    held = hold_out(train, snapshots.features, [candidate], seed=seed)
    model = fit_models(train, snapshots.features, [candidate], seed=seed)[candidate]
    calibrated = held.calibrator(candidate, FIRST_METHOD).apply(model.predict(test))
    return pd.Series(calibrated, index=test.index)


def _every_calibration(
    models: Mapping[str, Model], held: HeldOut, test: pd.DataFrame
) -> dict[tuple[str, str], np.ndarray]:
    scores = {name: model.predict(test) for name, model in models.items()}
    return {
        (name, method): held.calibrator(name, method).apply(scores[name])
        for name in models
        for method in METHODS
    }


def _winners(trials: pd.DataFrame, names: Sequence[str]) -> dict[str, str]:
    """Name each candidate's calibrator of least mean log loss so far, the first one where none is known."""
    if trials.empty:
        return dict.fromkeys(names, FIRST_METHOD)
    losses = trials.groupby(["candidate", "method"])["log_loss"].mean()
    return {name: str(losses[name].idxmin()) for name in names}
