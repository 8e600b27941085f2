"""Whether what was foretold came true: AUC, log loss, calibration and base rate, with bootstrap intervals."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from features.leaving import GROUPS, RECOVERABLE
from training.judging.calibration_figures import calibration_error
from training.judging.paired_gain import client_codes, client_counts
from training.judging.predictions import groups_of
from training.judging.ranked import Ranked, Ranking
from training.monitoring.calibration_line import calibration_line
from training.monitoring.finding import Finding, Verdict, graded
from training.monitoring.reference import Reference
from training.monitoring.words import number, reason, share
from training.worth.ranges import FloatArray

#: In the order of their columns; `foretold` and `expected` beside `left_share`.
FIGURES = (
    *("left_share", "foretold", "auc", "average_precision", "log_loss", "no_model", "ece"),
    *("intercept", "slope"),
)
DRAWS = 200
#: Points between what was foretold and what came.
GAP_WATCH, GAP_ACT = 0.03, 0.08
ECE_WATCH, ECE_ACT = 0.04, 0.10
#: Slopes so many times 1, or 1 so many times the slope.
SLOPE_WATCH, SLOPE_ACT = 1.25, 2.0
#: Fall of the AUC against the test days of training.
AUC_WATCH, AUC_ACT = 0.03, 0.10
#: Leavers as a multiple of those in training.
RATE_WATCH, RATE_ACT = 1.2, 1.5


def truth_figures(rows: pd.DataFrame, *, seed: int, draws: int = DRAWS) -> pd.DataFrame:
    """Judge matured predictions, all together and by group.

    Parameters
    ----------
    rows : DataFrame
        `training.monitoring.matured.Matured.rows`.
    seed : int
        Of the draws.
    draws : int
        Draws of clients with replacement, each with all its rows.

    Returns
    -------
    DataFrame
        One row a group and figure: ``group, figure, value, low, high`` (95 %, percentile), ``rows, left,
        stayed`` (rows, not weighted); nan where undefined.
    """
    codes, clients = client_codes(rows)
    found: list[dict[str, object]] = []
    parts = {}
    for group, mask in groups_of(rows).items():
        index = np.flatnonzero(mask)
        if index.size:
            parts[group] = _Part(rows.iloc[index], codes[index])
    values = {group: [part.figures(None)] for group, part in parts.items()}
    for counts in client_counts(clients, draws=draws, seed=seed):
        for group, part in parts.items():
            values[group].append(part.figures(counts))
    for group, part in parts.items():
        judged = np.array(values[group])
        for place, figure in enumerate(FIGURES):
            low, high = _interval(judged[1:, place])
            found.append(
                {"group": group, "figure": figure, "value": judged[0, place], "low": low, "high": high}
                | {"rows": part.left.size, "left": int(part.left.sum()), "stayed": int((1 - part.left).sum())}
            )
    columns = ["group", "figure", "value", "low", "high", "rows", "left", "stayed"]
    return pd.DataFrame(found, columns=columns)


class _Part:
    """The rows of one group, ranked once and weighed anew for each draw."""

    def __init__(self, rows: pd.DataFrame, codes: np.ndarray) -> None:
        self.codes = codes
        self.left, self.weight, self.said = (
            rows[name].to_numpy(dtype="float64") for name in ("left", "weight", "churn_probability")
        )
        self.ranking = Ranking.of(self.said)

    def figures(self, counts: FloatArray | None) -> list[float]:
        weight = self.weight if counts is None else self.weight * counts[self.codes]
        ranked: Ranked = self.ranking.weigh(self.left, weight)
        if ranked.empty:
            return [np.nan] * len(FIGURES)
        foretold = float(ranked.weight @ ranked.churn_probability / ranked.weight.sum())
        share_left = ranked.left_share
        no_model = (
            0.0
            if ranked.one_class
            else -(share_left * np.log(share_left) + (1 - share_left) * np.log(1 - share_left))
        )
        intercept, slope = calibration_line(ranked)
        return [
            *(share_left, foretold, ranked.auc, ranked.average_precision, ranked.log_loss, no_model),
            *(calibration_error(ranked), intercept, slope),
        ]


def _interval(drawn: FloatArray) -> tuple[float, float]:
    known = drawn[np.isfinite(drawn)]
    if known.size < drawn.size / 2 or not known.size:
        return np.nan, np.nan
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)


def truth_findings(
    judged: pd.DataFrame,
    rows: pd.DataFrame,
    reference: Reference | None,
    card: Mapping[str, Any],
    *,
    minimum_left: int,
) -> Iterator[Finding]:
    """Judge what `truth_figures` found.

    Parameters
    ----------
    judged : DataFrame
    rows : DataFrame
        The rows it was reckoned from.
    reference : Reference or None
        For the base rate; None where the version in office has none.
    card : mapping
        The bundle's own: who serves which group, and its figures on the test days of training.
    minimum_left : int
        Leavers, and stayers, that a group needs.
    """
    masks = groups_of(rows)
    for group, part in judged.groupby("group", sort=False):
        known = part.set_index("figure")
        first = known.iloc[0]
        if min(first["left"], first["stayed"]) < minimum_left:
            said = reason("few", left=int(first["left"]), stayed=int(first["stayed"]), need=minimum_left)
            yield Finding("truth", "calibration", str(group), np.nan, "unknown", said)
            continue
        yield _gap(str(group), known)
        yield _ece(str(group), known)
        yield from _line(str(group), known)
        yield _auc(str(group), known, _trained_auc(card, str(group)))
        yield _precision(str(group), known)
        yield _log_loss(str(group), known)
        if reference is not None:
            held = rows[masks[str(group)]]
            usual = float(np.average(reference.left_share(held), weights=held["weight"]))
            yield base_rate(str(group), _of(known, "left_share"), usual)


def _sure(verdict: Verdict, surely: float, none: float, watch: float) -> Verdict:
    """Take a verdict back as far as the near end of the interval does not bear it.

    To watch needs an interval that leaves out what was expected; to act, one that is worth
    watching as a whole.
    """
    if not surely > none:
        return "ok"
    return "watch" if verdict == "act" and surely < watch else verdict


def _of(known: pd.DataFrame, figure: str) -> tuple[float, float, float]:
    value, low, high = (float(known[name].to_dict()[figure]) for name in ("value", "low", "high"))
    return value, low, high


def _gap(group: str, known: pd.DataFrame) -> Finding:
    value, low, high = _of(known, "left_share")
    foretold = _of(known, "foretold")[0]
    surely = max(low - foretold, foretold - high)
    verdict = _sure(graded(abs(value - foretold), watch=GAP_WATCH, act=GAP_ACT), surely, 0.0, GAP_WATCH)
    key = "gap.ok" if verdict == "ok" else "gap.more" if value > foretold else "gap.fewer"
    said = reason(key, now=share(value), low=share(low), high=share(high), then=share(foretold))
    return Finding("truth", "left_share", group, value, verdict, said, foretold, low, high)


def _ece(group: str, known: pd.DataFrame) -> Finding:
    value, low, high = _of(known, "ece")
    verdict = _sure(graded(value, watch=ECE_WATCH, act=ECE_ACT), low, 0.0, ECE_WATCH)
    key = "ece.moved" if verdict != "ok" else "ece.ok" if value < ECE_WATCH else "ece.chance"
    said = reason(key, now=share(value), low=share(low), high=share(high))
    return Finding("truth", "ece", group, value, verdict, said, 0.0, low, high)


def _line(group: str, known: pd.DataFrame) -> Iterator[Finding]:
    value, low, high = _of(known, "intercept")
    places = {"now": number(value, signed=True), "low": number(low), "high": number(high)}
    # The gap in points says the same in the marketer's words; the verdict is given there.
    said = reason("intercept.plain", **places)
    yield Finding("truth", "intercept", group, value, "ok", said, 0.0, low, high)
    value, low, high = _of(known, "slope")
    if np.isnan(low):
        return
    # A slope of .8 is as far from 1 as one of 1.25.
    off, surely = (
        float(np.log(part)) if part > 0 else -np.inf for part in (value, high if value < 1 else low)
    )
    watch, act = float(np.log(SLOPE_WATCH)), float(np.log(SLOPE_ACT))
    towards = -surely if value < 1 else surely
    verdict = _sure(graded(abs(off), watch=watch, act=act), towards, 0.0, watch)
    key = "slope.ok" if verdict == "ok" else "slope.over" if value < 1 else "slope.under"
    said = reason(key, now=number(value), low=number(low), high=number(high))
    yield Finding("truth", "slope", group, value, verdict, said, 1.0, low, high)


def _trained_auc(card: Mapping[str, Any], group: str) -> float:
    """Give the AUC on the test days of training, of the contestant that serves the group; nan if not told."""
    served = "recoverable" if group in ("recoverable", *RECOVERABLE) else "at_risk"
    contestant = card.get("champions", {}).get(served)
    return float(card.get("figures", {}).get(f"{group}/{contestant}/auc", np.nan))


def _auc(group: str, known: pd.DataFrame, trained: float) -> Finding:
    value, low, high = _of(known, "auc")
    verdict: Verdict = "ok"
    if not np.isnan(trained):
        fell = graded(trained - value, watch=AUC_WATCH, act=AUC_ACT)
        verdict = _sure(fell, trained - high, 0.0, AUC_WATCH)
    places = {"now": number(value, places=3), "low": number(low, places=3), "high": number(high, places=3)}
    said = reason("auc.ok", **places)
    if verdict in ("watch", "act"):
        said = reason("auc.fell", **places, then=number(trained, places=3))
    elif low <= 0.5 and group in GROUPS:
        verdict, said = "watch", reason("auc.blind", **places)
    return Finding("truth", "auc", group, value, verdict, said, trained, low, high)


def _precision(group: str, known: pd.DataFrame) -> Finding:
    value, low, high = _of(known, "average_precision")
    random = _of(known, "left_share")[0]
    places = {"now": number(value, places=3), "low": number(low, places=3), "high": number(high, places=3)}
    said = reason("average_precision.plain", **places, then=number(random, places=3))
    return Finding("truth", "average_precision", group, value, "ok", said, random, low, high)


def _log_loss(group: str, known: pd.DataFrame) -> Finding:
    value, low, high = _of(known, "log_loss")
    without = _of(known, "no_model")[0]
    verdict: Verdict = "act" if low > without else "ok"
    places = {"now": number(value, places=3), "low": number(low, places=3), "high": number(high, places=3)}
    key = "log_loss.worse" if verdict == "act" else "log_loss.ok"
    said = reason(key, **places, then=number(without, places=3))
    return Finding("truth", "log_loss", group, value, verdict, said, without, low, high)


def base_rate(group: str, left_share: tuple[float, float, float], usual: float) -> Finding:
    """Judge the share that left, with the ends of its interval, against that of such clients in training."""
    value, low, high = left_share
    if np.isnan(usual):
        said = reason("base_rate.ok", now=share(value), then=("нет данных", "not known"))
        return Finding("truth", "base_rate", group, value, "unknown", said, usual, low, high)
    nearest = low if value > usual else high
    times, surely = (
        max(rate / usual, usual / rate) if usual > 0 < rate else np.inf for rate in (value, nearest)
    )
    if (nearest - usual) * (value - usual) <= 0:  # the interval reaches over to the other side
        surely = 1.0
    verdict = _sure(graded(times, watch=RATE_WATCH, act=RATE_ACT), surely, 1.0, RATE_WATCH)
    key = "base_rate.ok" if verdict == "ok" else "base_rate.moved"
    said = reason(key, now=share(value), low=share(low), high=share(high), then=share(usual))
    return Finding("truth", "base_rate", group, value, verdict, said, usual, low, high)
