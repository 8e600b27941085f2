"""How well the curve of silence would have told, on past days, when the next order comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from features.arithmetic import number_of
from features.leaving import AT_RISK
from training.judging.backtest import Backtest
from training.next_order.curve import SHAPES, NextOrder, Shape, SilenceCurves
from training.past.origins import Origin
from training.past.snapshots import Snapshots

#: So far ahead, in horizons, silence is told and looked at; at the horizon itself every shape says the same.
AHEAD = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
#: Ends of the interval in which the next order is expected.
INTERVAL = (0.1, 0.9)
#: Clients of an origin that must have been followed so far.
FOLLOWED = 0.9
_LEAST = 1e-6


@dataclass(frozen=True)
class NextOrderBacktest:
    """What came of it.

    Attributes
    ----------
    shape : str
        Of `SHAPES`, the one of least mean log loss.
    silence : DataFrame
        ``test_day, shape, ahead`` (horizons), ``clients`` (rows), ``expected, observed`` (shares without an
        order until then, weighted for our own actions), ``log_loss``.
    intervals : DataFrame
        ``test_day, shape, clients, inside``: of those whose expected interval had ended, the share whose
        order came inside it; .8 and a little more is right, for whole days can't be cut.
    """

    shape: Shape
    silence: pd.DataFrame
    intervals: pd.DataFrame

    @property
    def chosen(self) -> pd.DataFrame:
        """Give `silence` of the chosen shape, over all test days: ``ahead, clients, expected, observed``."""
        mine = self.silence[self.silence["shape"] == self.shape]
        weighed = mine.assign(
            **{name: mine[name] * mine["clients"] for name in ("expected", "observed")}
        ).groupby("ahead")[["clients", "expected", "observed"]]
        sums = weighed.sum()
        shares = sums[["expected", "observed"]].div(sums["clients"], axis=0)
        return shares.assign(clients=sums["clients"]).reset_index()

    @property
    def inside(self) -> float:
        """Give the share of orders inside the expected interval, over all test days; nan where none ended."""
        mine = self.intervals[self.intervals["shape"] == self.shape]
        ended = mine["clients"].sum()
        return float((mine["inside"] * mine["clients"]).sum() / ended) if ended else float("nan")


def backtest_next_order(
    snapshots: Snapshots,
    origins: Sequence[Origin],
    tested: Backtest,
    champion: Mapping[str, str],
    *,
    seed: int,
) -> NextOrderBacktest:
    """Judge every shape on every origin, by the probabilities that the champions had there.

    Parameters
    ----------
    snapshots : Snapshots
    origins : sequence of Origin
    tested : Backtest
        Of these origins.
    champion : mapping of str to str
        Group → contestant that serves it.
    seed : int
    """
    silence: list[dict[str, object]] = []
    intervals: list[dict[str, object]] = []
    for origin in origins:
        test, left = _asked(snapshots, origin, tested, champion)
        day = number_of(origin.test_day)
        came = test["next_order_in"].fillna(np.inf).to_numpy(dtype="float64")
        followed = number_of(snapshots.known_at) - day
        for shape in SHAPES:
            model = NextOrder.fit(shape, known_then(snapshots, day), known_day=day, seed=seed)
            head = {"test_day": origin.test_day, "shape": shape}
            curves = model.drawn(test, left)
            silence += [{**head, **line} for line in _silence(curves, test, came, followed)]
            intervals.append({**head, **_interval(curves, test, came, followed)})
    told = pd.DataFrame(silence)
    losses = told[told["ahead"] != 1.0].groupby("shape")["log_loss"].mean()
    return NextOrderBacktest(min(SHAPES, key=lambda shape: losses[shape]), told, pd.DataFrame(intervals))


def known_then(snapshots: Snapshots, day: int) -> pd.DataFrame:
    """Give the rows that may teach on a day, with the orders that had come by then."""
    rows = snapshots.rows
    teaching = rows[(rows["as_of_day"] >= snapshots.learn_from) & (rows["as_of_day"] < day)]
    come = teaching["as_of_day"] + teaching["next_order_in"] < day
    return teaching.assign(next_order_in=teaching["next_order_in"].where(come))


def _asked(
    snapshots: Snapshots, origin: Origin, tested: Backtest, champion: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.Series]:
    """Give an origin's test rows and the champions' P(left) of each."""
    said = tested.predictions[tested.predictions["test_day"] == origin.test_day].set_index("client_id")
    rows = snapshots.rows[origin.test].reset_index(drop=True)
    of_row = said.loc[rows["client_id"]]
    left = np.where(
        rows["status"].isin(AT_RISK), of_row[champion["at_risk"]], of_row[champion["recoverable"]]
    )
    return rows, pd.Series(left, index=rows.index)


def _silence(
    curves: SilenceCurves, test: pd.DataFrame, came: np.ndarray, followed: int
) -> list[dict[str, float]]:
    lines = []
    for ahead in AHEAD:
        days = np.rint(test["horizon_days"].to_numpy() * ahead).astype(int)
        known = days <= followed
        if known.mean() < FOLLOWED:
            continue
        told, silent = curves.silence(days)[known], (came >= days)[known]
        weight = test["weight"].to_numpy(dtype="float64")[known]
        right = np.clip(np.where(silent, told, 1 - told), _LEAST, 1)
        lines.append(
            {
                "ahead": ahead,
                "clients": float(known.sum()),
                "expected": float(np.average(told, weights=weight)),
                "observed": float(np.average(silent, weights=weight)),
                "log_loss": float(-np.average(np.log(right), weights=weight)),
            }
        )
    return lines


def _interval(curves: SilenceCurves, test: pd.DataFrame, came: np.ndarray, followed: int) -> dict[str, float]:
    earliest, latest = (curves.quantile(share) for share in INTERVAL)
    ended = latest < followed  # nan, an order that may never come, is not
    inside, weight = ((came >= earliest) & (came <= latest))[ended], test["weight"].to_numpy()[ended]
    share = float(np.average(inside, weights=weight)) if ended.any() else np.nan
    return {"clients": float(ended.sum()), "inside": share}
