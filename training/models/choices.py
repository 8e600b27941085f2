"""Which way of building the candidates foretold best on days before the judged ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from features.catalog import is_category
from features.settings import Settings
from training.judging.paired_gain import Gain, resample
from training.models.candidates import fit_models
from training.models.design import PLAIN, Design
from training.past.origins import Origin, earlier_origins
from training.past.snapshots import Snapshots

#: Days that each way is tried on, the latest before those of the backtest.
DAYS = 2
DRAWS = 300
#: Rows of at most so many, of clients drawn once, are enough to tell two ways apart.
MOST_ROWS = 60_000
BY_STATUS, CATEGORIES, EXPECTATIONS, MONOTONE = "by_status", "categories", "expectations", "monotone"
#: What is tried, of which candidate.
OPTIONS: Sequence[tuple[str, str]] = (
    ("logistic", BY_STATUS),
    ("logistic", CATEGORIES),
    ("lightgbm", BY_STATUS),
    ("lightgbm", CATEGORIES),
    ("lightgbm", EXPECTATIONS),
    ("lightgbm", MONOTONE),
)


@dataclass(frozen=True)
class Tried:
    """One option of one candidate.

    Attributes
    ----------
    candidate : str
        `logistic` or `lightgbm`; the blend is made of both.
    option : str
        `by_status`: a model for each status; `categories`: reads them; `expectations`: reads what
        buy-till-you-die expects; `monotone`: the trees keep to what the trade knows.
    gain : Gain
        In log loss, over the same candidate without the option.
    taken : bool
        What is settled without the option is given up only where the gain is surely above zero; `monotone` is
        settled with it, and given up only where the gain is surely below.
    """

    candidate: str
    option: str
    gain: Gain
    taken: bool


@dataclass(frozen=True)
class Choices:
    """What was settled.

    Attributes
    ----------
    design : Design
    tried : tuple of Tried
        Empty where there was no history left before the judged days, or nothing was to be tried.
    days : tuple of date
    """

    design: Design = PLAIN
    tried: tuple[Tried, ...] = ()
    days: tuple[date, ...] = ()

    def table(self) -> pd.DataFrame:
        """Give ``candidate, option, gain, low, high, taken``, one row an option."""
        rows = [
            (one.candidate, one.option, one.gain.mean, one.gain.low, one.gain.high, one.taken)
            for one in self.tried
        ]
        return pd.DataFrame(rows, columns=["candidate", "option", "gain", "low", "high", "taken"])


def choose(snapshots: Snapshots, origins: Sequence[Origin], settings: Settings) -> Choices:
    """Try each option by itself on days before the judged ones, and settle those that surely help.

    Parameters
    ----------
    snapshots : Snapshots
    origins : sequence of Origin
        The test days that will be judged, earliest first: none of them is looked at.
    settings : Settings
        Section training: the candidates, and whether anything is tried (`try_designs`).

    Returns
    -------
    Choices
    """
    options = _options(snapshots, settings)
    days = earlier_origins(snapshots, origins, settings, count=DAYS) if options else []
    if not days:
        return Choices()
    kept = _some(snapshots.rows, days, settings.training.seed)
    told = pd.concat([_told(snapshots, day, kept, options, settings) for day in days], ignore_index=True)
    names = [name for name in told.columns if name.partition("+")[0] in ("logistic", "lightgbm")]
    drawn = resample(told, names, "log_loss", draws=DRAWS, seed=settings.training.seed)
    tried = []
    for candidate, option in options:
        gain = drawn.gain(f"{candidate}+{option}", candidate)
        if option == MONOTONE:  # tried the other way round
            gain = Gain(-gain.mean, -gain.high, -gain.low)
        taken = not gain.surely_worse if option == MONOTONE else gain.surely_better
        tried.append(Tried(candidate, option, gain, taken))
    design = PLAIN
    for one in tried:
        design = _with(design, one.candidate, one.option, on=one.taken)
    return Choices(design, tuple(tried), tuple(day.test_day for day in days))


def _options(snapshots: Snapshots, settings: Settings) -> list[tuple[str, str]]:
    training = settings.training
    if not training.try_designs:
        return []
    wanted = {"logistic", "lightgbm"} if "blend" in training.candidates else set(training.candidates)
    has = any(is_category(name) for name in snapshots.inputs)
    return [
        (candidate, option)
        for candidate, option in OPTIONS
        if candidate in wanted and (has or option != CATEGORIES)
    ]


def _told(
    snapshots: Snapshots,
    day: Origin,
    kept: np.ndarray,
    options: Sequence[tuple[str, str]],
    settings: Settings,
) -> pd.DataFrame:
    """Give what each way predicts for the clients of a day."""
    train, test = snapshots.rows[day.train & kept], snapshots.rows[day.test & kept]
    seed, inputs = settings.training.seed, snapshots.inputs

    def predicted(candidate: str, design: Design) -> np.ndarray:
        (model,) = fit_models(train, inputs, [candidate], seed=seed, design=design).values()
        return model.predict(test)

    plain = {name: predicted(name, PLAIN) for name in dict.fromkeys(name for name, _ in options)}
    others = {
        f"{name}+{option}": predicted(name, _with(PLAIN, name, option, on=option != MONOTONE))
        for name, option in options
    }
    frame: Mapping[str, Any] = {"test_day": day.test_day, **plain, **others}
    rows: pd.DataFrame = test[["client_id", "status", "left", "weight"]].assign(**frame)
    return rows


def _with(design: Design, candidate: str, option: str, *, on: bool) -> Design:
    """Give the design with an option switched on or off."""
    if option == EXPECTATIONS:
        return replace(design, expectations=on)
    if option == MONOTONE:
        return replace(design, monotone=on)
    if option == BY_STATUS:
        return replace(design, by_status=design.by_status | {candidate} if on else design.by_status)
    return replace(design, categories=design.categories | {candidate} if on else design.categories)


def _some(rows: pd.DataFrame, days: Sequence[Origin], seed: int) -> np.ndarray:
    """Draw clients, each with all its rows, so that no day has more than `MOST_ROWS` to learn from."""
    share = MOST_ROWS / max(day.train.sum() for day in days)
    if share >= 1:
        return np.ones(len(rows), dtype=bool)
    clients = np.sort(rows["client_id"].unique())
    drawn = np.random.default_rng(seed).random(len(clients)) < share
    return rows["client_id"].isin(clients[drawn]).to_numpy()
