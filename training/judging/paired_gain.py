"""How much better one contestant is than another, with the interval of a bootstrap paired by client.

Clients are drawn with replacement, each with all its rows on all test days, and both contestants are judged
on the same draw: neither what is common to them nor what a client's days share blurs the difference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.errors import UsageError
from training.judging.predictions import checked
from training.judging.ranked import NEVER_SURER, Ranking
from training.worth.ranges import FloatArray

Metric = Literal["log_loss", "average_precision"]
#: +1 where more is better, −1 where less is.
BETTER: dict[str, int] = {"log_loss": -1, "average_precision": 1}
#: Digits of a gain: below them is what two orders of adding up may differ by, and no gain.
_PLACES = 12
#: Draws that are held at once, so that memory stays at some megabytes.
_AT_ONCE = 25


@dataclass(frozen=True)
class Gain:
    """How much better the first is than the second: on the rows themselves, and its 95 % interval.

    Attributes
    ----------
    mean, low, high : float
        In the metric's own unit, above 0 where the first is better whichever way the metric runs; nan where
        it is undefined.
    """

    mean: float
    low: float
    high: float

    @property
    def surely_better(self) -> bool:
        """Whether the whole interval is above zero."""
        return self.low > 0

    @property
    def surely_worse(self) -> bool:
        """Whether the whole interval is below zero."""
        return self.high < 0


@dataclass(frozen=True)
class Resampled:
    """A metric of several contestants on the same draws of clients.

    Attributes
    ----------
    metric : {'log_loss', 'average_precision'}
    contestants : tuple of str
    values : ndarray of float, shape (1 + draws, contestants)
        The first row is the figure on the rows themselves, the others one draw each.
    """

    metric: Metric
    contestants: tuple[str, ...]
    values: FloatArray

    def observed(self, contestant: str) -> float:
        """Give the figure on the rows themselves, the mean over test days."""
        return float(self.values[0, self.contestants.index(contestant)])

    def gain(self, candidate: str, baseline: str) -> Gain:
        """Give how much better the candidate is than the baseline."""
        first, second = (self.values[:, self.contestants.index(name)] for name in (candidate, baseline))
        gains = np.round(BETTER[self.metric] * (first - second), _PLACES)
        drawn = gains[1:][np.isfinite(gains[1:])]
        if drawn.size == 0 or np.isnan(gains[0]):
            return Gain(np.nan, np.nan, np.nan)
        low, high = np.quantile(drawn, [0.025, 0.975])
        return Gain(float(gains[0]), float(low), float(high))


def paired_gain(
    predictions: pd.DataFrame,
    candidate: str,
    baseline: str,
    metric: Metric = "log_loss",
    *,
    draws: int = 1000,
    seed: int,
) -> Gain:
    """Reckon how much better a candidate is than a baseline, with a 95 % interval.

    Parameters
    ----------
    predictions : DataFrame
        As in `training.judging.predictions.checked`: one row per test day and client.
    candidate, baseline : str
        Columns of P(left).
    metric : {'log_loss', 'average_precision'}
        Reckoned on each test day, weighted, then the mean is taken over the test days.
    draws : int
        Draws of clients, ≥ 1; some 200 do for average precision.
    seed : int
        Of the draws.

    Returns
    -------
    Gain
        Above 0 where the candidate is better.

    Raises
    ------
    UsageError
        If the predictions cannot be judged, the metric is unknown or `draws` is below 1.

    References
    ----------
    Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13: percentile interval.

    Examples
    --------
    >>> rows = pd.DataFrame({"test_day": "2024-05-01", "client_id": list("abcd"), "status": "active",
    ...                      "left": [0, 0, 1, 1], "weight": 1.0, "no_skill": 0.5,
    ...                      "blend": [0.2, 0.2, 0.8, 0.8]})
    >>> gain = paired_gain(rows, "blend", "no_skill", seed=1)
    >>> round(gain.mean, 3), gain.surely_better   # ln 0.8 − ln 0.5
    (0.47, True)
    """
    return resample(predictions, (candidate, baseline), metric, draws=draws, seed=seed).gain(
        candidate, baseline
    )


def resample(
    predictions: pd.DataFrame, contestants: Sequence[str], metric: Metric, *, draws: int, seed: int
) -> Resampled:
    """Reckon a metric of several contestants on the rows and on draws of clients.

    Parameters
    ----------
    predictions, metric, draws, seed
        As in `paired_gain`.
    contestants : sequence of str
        Columns of P(left).

    Returns
    -------
    Resampled
        Test days without rows, for average precision without leavers or stayers, are left out of a draw's
        mean.

    Raises
    ------
    UsageError
        As `paired_gain`.
    """
    if metric not in BETTER:
        raise UsageError(f"metric is {metric!r}; there are {', '.join(BETTER)}. Write one of them.")
    if draws < 1:
        raise UsageError(f"draws is {draws}; an interval needs draws. Write 1000.")
    names = tuple(dict.fromkeys(contestants))
    rows = checked(predictions, names)
    judge = _log_losses if metric == "log_loss" else _average_precisions
    return Resampled(metric, names, judge(rows, names, draws=draws, seed=seed))


def client_counts(clients: int, *, draws: int, seed: int) -> Iterator[FloatArray]:
    """Draw `clients` clients with replacement, again and again, and tell how often each was drawn.

    Examples
    --------
    >>> [counts.sum() for counts in client_counts(5, draws=2, seed=1)]
    [np.float64(5.0), np.float64(5.0)]
    """
    rng = np.random.default_rng(seed)
    for _ in range(draws):
        yield np.bincount(rng.integers(clients, size=clients), minlength=clients).astype(np.float64)


def client_codes(rows: pd.DataFrame) -> tuple[NDArray[np.intp], int]:
    """Give rows their client's number, from 0 in the order of the ids, and how many clients there are."""
    codes, ids = pd.factorize(rows["client_id"], sort=True)
    return codes, len(ids)


def _log_losses(rows: pd.DataFrame, names: tuple[str, ...], *, draws: int, seed: int) -> FloatArray:
    """Add up losses and weights by client and test day once; a draw is then one product of matrices."""
    codes, clients = client_codes(rows)
    day_of, days = pd.factorize(rows["test_day"], sort=True)
    weight, left = (rows[name].to_numpy(float) for name in ("weight", "left"))
    cell = codes * len(days) + day_of

    def summed(part: FloatArray) -> FloatArray:
        return np.bincount(cell, part, clients * len(days)).reshape(clients, len(days)).astype(np.float64)

    sums = [summed(weight)]
    for name in names:
        p = np.clip(rows[name].to_numpy(float), NEVER_SURER, 1 - NEVER_SURER)
        sums.append(summed(-weight * np.where(left == 1, np.log(p), np.log1p(-p))))
    flat = np.concatenate(sums, axis=1)
    totals = [flat.sum(axis=0)[None]]
    stream = client_counts(clients, draws=draws, seed=seed)
    for start in range(0, draws, _AT_ONCE):
        batch = [next(stream) for _ in range(min(_AT_ONCE, draws - start))]
        totals.append(np.stack(batch) @ flat)
    judged = np.concatenate(totals).reshape(draws + 1, len(names) + 1, len(days))
    weights, losses = judged[:, :1], judged[:, 1:]
    by_day = np.divide(losses, weights, out=np.full(losses.shape, np.nan), where=weights > 0)
    return _mean_over_days(by_day)


def _average_precisions(rows: pd.DataFrame, names: tuple[str, ...], *, draws: int, seed: int) -> FloatArray:
    """Rank each test day once; a draw then only weighs the ranks anew."""
    codes, clients = client_codes(rows)
    prepared = []
    for index in rows.groupby("test_day", sort=True).indices.values():
        day = rows.iloc[index]
        rankings = [Ranking.of(day[name]) for name in names]
        prepared.append((codes[index], day["left"].to_numpy(float), day["weight"].to_numpy(float), rankings))
    by_day = np.full((draws + 1, len(names), len(prepared)), np.nan)
    stream = client_counts(clients, draws=draws, seed=seed)
    for draw in range(draws + 1):
        counts = np.ones(clients) if draw == 0 else next(stream)
        for number, (clients_here, left, weight, rankings) in enumerate(prepared):
            weights = weight * counts[clients_here]
            by_day[draw, :, number] = [ranking.weigh(left, weights).average_precision for ranking in rankings]
    return _mean_over_days(by_day)


def _mean_over_days(by_day: FloatArray) -> FloatArray:
    known = np.isfinite(by_day)
    count = known.sum(axis=-1)
    total = np.where(known, by_day, 0.0).sum(axis=-1)
    return np.asarray(np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0))
