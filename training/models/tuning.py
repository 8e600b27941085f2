"""LightGBM's parameters, tried on test days before those that are judged, so that no judged day has a say."""

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import optuna
import pandas as pd
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.trial import TrialState
from sklearn.metrics import log_loss

from features.settings import Settings
from training.models.boosting import SETTLED, TREES, Tuned, parameters
from training.models.candidates import fit_models
from training.models.design import PLAIN, Design
from training.past.origins import Origin, earlier_origins
from training.past.snapshots import Snapshots

#: Test days that a trial is judged on, the latest before those of the backtest.
TUNING_DAYS = 3
#: Trials that begin before bad ones are stopped halfway.
UNPRUNED = 5
#: What a trial says of itself where it tried the settled parameters.
IS_SETTLED = "settled"
#: Trials that told something; those that were cut short did not.
JUDGED = (TrialState.COMPLETE, TrialState.PRUNED)
COLUMNS = ("trial", "state", "log_loss")


@dataclass(frozen=True)
class Tuning:
    """What tuning found.

    Attributes
    ----------
    tuned : mapping of str to float
        What differs from LightGBM's settled parameters; empty where nothing was tried or nothing was better.
    table : DataFrame
        ``trial, state, log_loss`` (mean over tuning days), then the parameters tried.
    days : tuple of date
        Tuning days; empty where there was no history left before the judged ones.
    """

    tuned: Tuned
    table: pd.DataFrame
    days: tuple[object, ...]


def tune(
    snapshots: Snapshots,
    origins: Sequence[Origin],
    settings: Settings,
    *,
    design: Design = PLAIN,
    progress: Callable[..., None] = lambda step, **counts: None,
) -> Tuning:
    """Try parameters, ``[training] trials`` of them and no longer than ``tuning_minutes``.

    The settled parameters are the first trial, so that none worse is taken. Trials are kept beside the data
    under what they were judged on: a run that was stopped goes on where it was. Whoever calls is the only one
    who tunes.

    Parameters
    ----------
    snapshots : Snapshots
    origins : sequence of Origin
        The test days that will be judged, earliest first.
    settings : Settings
        Sections training and storage.
    design : Design
        How LightGBM is built otherwise.
    progress : callable
        Is told `tuning` after each trial, with how many were judged (`trial`) of how many (`trials`).
    """
    days = (
        earlier_origins(snapshots, origins, settings, count=TUNING_DAYS) if settings.training.trials else []
    )
    if not days:
        return Tuning(SETTLED, pd.DataFrame(columns=list(COLUMNS)), ())
    study = _study(snapshots, days, design, settings)
    if not any(
        trial.user_attrs.get(IS_SETTLED) for trial in study.get_trials(states=(*JUDGED, TrialState.WAITING))
    ):
        study.enqueue_trial(_settled(days[-1]), user_attrs={IS_SETTLED: True})
    left = settings.training.trials - len(study.get_trials(states=JUDGED))

    def told(study: optuna.Study, trial: optuna.trial.FrozenTrial) -> None:
        judged = len(study.get_trials(states=JUDGED))
        progress("tuning", trial=judged, trials=settings.training.trials)

    if left > 0:
        study.optimize(
            lambda trial: _loss(trial, snapshots, days, settings.training.seed, design),
            n_trials=left,
            timeout=settings.training.tuning_minutes * 60,
            callbacks=[told],
        )
    return Tuning(_best(study), _table(study), tuple(origin.test_day for origin in days))


def _study(snapshots: Snapshots, days: Sequence[Origin], design: Design, settings: Settings) -> optuna.Study:
    """Open the study of these rows, days, design and seed; trials that a kill cut short count as failed."""
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    path: Path = settings.storage.data_dir / "tuning.journal"
    path.parent.mkdir(parents=True, exist_ok=True)
    _drop_half_line(path)
    seed = settings.training.seed
    study = optuna.create_study(
        study_name=f"{snapshots.fingerprint[:16]}-{_print_of(days, design)}-{seed}",
        storage=JournalStorage(JournalFileBackend(str(path))),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=UNPRUNED),
        load_if_exists=True,
    )
    for trial in study.get_trials(states=(TrialState.RUNNING,)):
        study.tell(trial.number, state=TrialState.FAIL)
    # With the same seed a run that goes on would draw again what was tried.
    study.sampler = optuna.samplers.TPESampler(seed=seed + len(study.trials))
    return study


def _print_of(days: Sequence[Origin], design: Design) -> str:
    """Tell apart trials that were judged on other days, or of models built otherwise."""
    parts = (
        [str(origin.test_day) for origin in days],
        sorted(design.by_status),
        sorted(design.categories),
        design.expectations,
        design.monotone,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _drop_half_line(path: Path) -> None:
    """Take away what a full disk left of a line: the next would be written behind it."""
    written = path.read_bytes() if path.exists() else b""
    if written and not written.endswith(b"\n"):
        os.truncate(path, written.rfind(b"\n") + 1)


def _best(study: optuna.Study) -> Tuned:
    if not study.get_trials(states=(TrialState.COMPLETE,)):
        return SETTLED
    best = study.best_trial
    return SETTLED if best.user_attrs.get(IS_SETTLED) else dict(best.params)


def _settled(origin: Origin) -> dict[str, float]:
    rows = int(origin.train.sum())
    settled = parameters(rows, seed=0)
    return {"trees": TREES, **{name: settled[name] for name in _RANGES if name in settled}}


_WHOLE = {"trees": (40, 400), "num_leaves": (4, 32), "min_data_in_leaf": (5, 400)}
_CONTINUOUS = {
    "learning_rate": (0.01, 0.2),
    "feature_fraction": (0.2, 1.0),
    "bagging_fraction": (0.4, 1.0),
    "lambda_l2": (0.1, 100.0),
}
_RANGES = {**_WHOLE, **_CONTINUOUS}


def _asked(trial: optuna.Trial) -> dict[str, float]:
    whole = {name: trial.suggest_int(name, low, high, log=True) for name, (low, high) in _WHOLE.items()}
    continuous = {
        name: trial.suggest_float(name, low, high, log=not name.endswith("_fraction"))
        for name, (low, high) in _CONTINUOUS.items()
    }
    return {**whole, **continuous}


def _loss(
    trial: optuna.Trial, snapshots: Snapshots, days: Sequence[Origin], seed: int, design: Design
) -> float:
    rows, losses = snapshots.rows, []
    tried = replace(design, tuned=_asked(trial))
    for step, origin in enumerate(days):
        models = fit_models(rows[origin.train], snapshots.inputs, ["lightgbm"], seed=seed, design=tried)
        test = rows[origin.test]
        told = models["lightgbm"].predict(test)
        losses.append(log_loss(test["left"], told, sample_weight=test["weight"], labels=[0, 1]))
        trial.report(float(np.mean(losses)), step)
        if trial.should_prune():
            raise optuna.TrialPruned
    return float(np.mean(losses))


def _table(study: optuna.Study) -> pd.DataFrame:
    lines = [
        {"trial": trial.number, "state": trial.state.name.lower(), "log_loss": trial.value, **trial.params}
        for trial in study.trials
    ]
    return pd.DataFrame(lines)
