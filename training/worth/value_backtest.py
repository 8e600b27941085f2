"""How well value was foretold on a past day, beside the formula and buy-till-you-die (M8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from scipy.stats import spearmanr

from features.errors import GateError, UsageError
from features.settings import Settings
from training.judging.paired_gain import Gain, client_counts
from training.past.snapshots import Snapshots, usable
from training.worth.expected_margin import btyd_ltv, expected_ltv
from training.worth.ranges import FloatArray
from training.worth.value import METHODS, Method, ValueModel, learnable

TENTHS = 10
FEWEST_CLIENTS = 30
DRAWS = 1000


@dataclass(frozen=True)
class ValueBacktest:
    """What came of it.

    Attributes
    ----------
    test_day : date
    window_days : int
        Days over which expected and realised margin are compared.
    clients : int
        Clients judged: all whose window has ended and whom our own actions left be.
    realised : float
        Their margin in the window, money.
    methods : DataFrame
        ``method`` (`METHODS`), ``total_bias`` (expected over realised total, less 1), ``mae`` (money),
        ``rank_correlation`` (Spearman).
    deciles : DataFrame
        ``method, decile`` (1 is the least expected value)``, clients, expected, realised`` (money, means);
        of the method that serves, as it serves.
    tried : DataFrame
        The same figures of each method as it would serve, split into V and V0 and weighed by the chance to
        stay: ``method, total_bias, mae``, and by how much its mean error is below the model's, with the 95 %
        interval of a bootstrap over clients: ``gain, low, high`` (money; 0 for the model itself).
    """

    test_day: date
    window_days: int
    clients: int
    realised: float
    methods: pd.DataFrame
    deciles: pd.DataFrame
    tried: pd.DataFrame

    @property
    def serves(self) -> Method:
        """Which method is to serve."""
        return chosen(self.tried)


def value_test_days(snapshots: Snapshots) -> list[date]:
    """List the days on which value can be judged: their windows have ended, and others had before them."""
    rows = snapshots.rows
    ended = rows[learnable(snapshots, snapshots.known_at)]
    counts = ended["as_of"].value_counts()
    return [day for day in sorted(counts[counts >= FEWEST_CLIENTS].index) if learnable(snapshots, day).any()]


def judged_rows(snapshots: Snapshots, test_day: date) -> pd.Series:
    """Tell which rows a test day judges: usable, of that day, with an ended window."""
    rows = snapshots.rows
    return usable(rows) & (rows["as_of"] == test_day) & rows["window_margin"].notna()


def backtest_value(
    snapshots: Snapshots, test_day: date, settings: Settings, churn_probability: pd.Series
) -> ValueBacktest:
    """Fit on what was known on the test day, and compare with the margin that came in the window after it.

    Parameters
    ----------
    snapshots : Snapshots
    test_day : date
        One of `value_test_days`.
    settings : Settings
    churn_probability : Series of float
        P(left) as foretold on the test day, in [0, 1], on the index of `snapshots.rows`; only the rows of
        `judged_rows` are read.

    Raises
    ------
    GateError
        If no window has ended before the test day, or none after it.
    UsageError
        If a client of the test day lacks its probability.
    """
    mask = judged_rows(snapshots, test_day)
    if mask.sum() < FEWEST_CLIENTS:
        raise GateError(
            f"Only {int(mask.sum())} clients of {test_day} have a window of {snapshots.window_days} days "
            f"that has ended; {FEWEST_CLIENTS} are needed to judge value. Load more history."
        )
    rows = snapshots.rows[mask].sort_values("client_id")
    left = churn_probability.reindex(rows.index).to_numpy(dtype="float64")
    if np.isnan(left).any():
        raise UsageError(
            f"churn_probability lacks {int(np.isnan(left).sum())} of the {len(rows)} clients judged on "
            f"{test_day}. Give a Series on the index of the snapshots' rows."
        )
    model = ValueModel.fit(snapshots, settings, as_of=test_day)
    expected = model.expected.parts(rows, window_days=model.window_days, value_days=model.window_days)
    served = {
        name: expected_ltv(1 - left, *replace(model, method=name).in_window(rows, expected))
        for name in METHODS
    }
    told = {
        "model": served["model"],
        "formula": model.formula_in_window(rows),
        "buy_till_you_die": btyd_ltv(rows, model.window_days, model.expected),
    }
    came, weight = rows["window_margin"].to_numpy(), rows["weight"].to_numpy()
    tried = tried_ways(served, came, weight, seed=settings.training.seed)
    drawn = {**told, chosen(tried): served[chosen(tried)]}
    return ValueBacktest(
        test_day,
        snapshots.window_days,
        len(rows),
        float((weight * came).sum()),
        pd.DataFrame([{"method": name, **judge(told[name], came, weight)} for name in METHODS]),
        pd.concat([tenths(drawn[name], came, weight).assign(method=name) for name in METHODS]),
        tried,
    )


def tried_ways(
    served: Mapping[Method, FloatArray], came: FloatArray, weight: FloatArray, *, seed: int
) -> pd.DataFrame:
    """Judge each method as it would serve, against the model.

    Parameters
    ----------
    served : mapping of str to ndarray of float
        Method → expected money, one figure a client; the model among them.
    came, weight : ndarray of float
        Realised money, and what each client counts.
    seed : int
        Of the draws of clients.

    Returns
    -------
    DataFrame
        `ValueBacktest.tried`.

    Examples
    --------
    >>> came, told = np.arange(50.0), {"model": np.zeros(50), "formula": np.arange(50.0) + 1}
    >>> tried_ways(told, came, np.ones(50), seed=1)[["method", "mae", "gain"]].values.tolist()
    [['model', 24.5, 0.0], ['formula', 1.0, 23.5]]
    """
    known = ~np.isnan(np.column_stack(list(served.values()))).any(axis=1)
    came, weight = came[known], weight[known]
    errors = {name: np.abs(told[known] - came) for name, told in served.items()}
    gains = _gains([errors["model"] - error for error in errors.values()], weight, seed=seed)
    lines = []
    for (name, told), gain in zip(served.items(), gains, strict=True):
        figures = judge(told[known], came, weight)
        kept = {"total_bias": figures["total_bias"], "mae": figures["mae"]}
        lines.append({"method": name, **kept, "gain": gain.mean, "low": gain.low, "high": gain.high})
    return pd.DataFrame(lines)


def _gains(differences: Sequence[FloatArray], weight: FloatArray, *, seed: int) -> list[Gain]:
    """Give the means of paired differences with the 95 % intervals of a bootstrap; each client is one row."""
    flat = np.column_stack([*(weight * one for one in differences), weight])
    draws = client_counts(len(flat), draws=DRAWS, seed=seed)
    sums = np.stack([flat.sum(axis=0), *(counts @ flat for counts in draws)])
    means = np.divide(
        sums[:, :-1], sums[:, -1:], out=np.full(sums[:, :-1].shape, np.nan), where=sums[:, -1:] > 0
    )
    low, high = np.nanquantile(means[1:], [0.025, 0.975], axis=0)
    return [Gain(*map(float, figures)) for figures in zip(means[0], low, high, strict=True)]


def chosen(tried: pd.DataFrame) -> Method:
    """Choose what serves: the model, unless another is surely nearer to what came.

    Surely: the whole interval of its gain is above 0. Nor may its total be farther from what came than the
    model's: where most clients bring nothing, whoever says too little of everybody errs less by client.

    Examples
    --------
    >>> tried = pd.DataFrame({"method": METHODS, "total_bias": [0.1, -0.3, 0.05], "mae": [9.0, 7.0, 8.0],
    ...                       "low": [0.0, 1.5, 0.5]})
    >>> chosen(tried), chosen(tried.assign(low=[0.0, 1.5, -0.5]))
    ('buy_till_you_die', 'model')
    """
    model = tried[tried["method"] == "model"].iloc[0]
    better = tried[(tried["low"] > 0) & (tried["total_bias"].abs() <= abs(model["total_bias"]))]
    names: list[Method] = better.sort_values("mae")["method"].tolist()
    return names[0] if names else "model"


def judge(expected: FloatArray, realised: FloatArray, weight: FloatArray) -> dict[str, float]:
    """Compare expected with realised money.

    Examples
    --------
    >>> judge(np.array([1.0, 3.0]), np.array([2.0, 6.0]), np.array([1.0, 1.0]))["total_bias"]
    -0.5
    """
    known = ~np.isnan(expected)
    told, came, counts = expected[known], realised[known], weight[known]
    total = float((counts * came).sum())
    varies = len(told) > 1 and np.ptp(told) > 0 and np.ptp(came) > 0
    return {
        "total_bias": float((counts * told).sum()) / total - 1 if total > 0 else np.nan,
        "mae": float(np.average(np.abs(told - came), weights=counts)),
        "rank_correlation": float(spearmanr(told, came).statistic) if varies else np.nan,
    }


def tenths(expected: FloatArray, realised: FloatArray, weight: FloatArray) -> pd.DataFrame:
    """Compare expected with realised money in tenths of the clients, least expected first.

    Examples
    --------
    >>> tenths(np.arange(10.0), np.arange(10.0), np.ones(10)).iloc[-1].tolist()
    [10.0, 1.0, 9.0, 9.0]
    """
    known = ~np.isnan(expected)
    told, came, counts = expected[known], realised[known], weight[known]
    place = np.argsort(told, kind="stable").argsort()
    tenth = place * TENTHS // max(len(told), 1) + 1
    lines = [
        {
            "decile": number,
            "clients": int((tenth == number).sum()),
            "expected": float(np.average(told[tenth == number], weights=counts[tenth == number])),
            "realised": float(np.average(came[tenth == number], weights=counts[tenth == number])),
        }
        for number in np.unique(tenth)
    ]
    return pd.DataFrame(lines)
