"""What is no longer as it was when the model was trained: features, statuses, probabilities."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from features.leaving import GROUPS, STATUSES
from training.monitoring.distributions import FEWEST_KNOWN, Distribution, Shift, shift, shift_of_counts
from training.monitoring.finding import Finding, Verdict, graded
from training.monitoring.reference import Reference
from training.monitoring.value_counts import ValueCounts
from training.monitoring.words import plain, reason, share

#: The field's usual limits of the population stability index.
PSI_WATCH, PSI_ACT = 0.1, 0.25
#: Change of the share of missing values, and of clients in a status.
SHARE_WATCH, SHARE_ACT = 0.05, 0.20
#: A feature with less of the trees' gain cannot spoil the scores: its drift is worth a look, no more.
LITTLE_GAIN = 0.01
#: What moved no more than so many times as far as it did before the training is as usual.
USUAL_TIMES = 1.5
#: Columns of `publication_steps`.
STEPS = (
    *("as_of", "model_version", "group", "clients", "mean", "psi", "by_chance"),
    *("as_of_before", "model_version_before", "mean_before"),
)
_95 = 1.959963984540054


def feature_drift(reference: Reference, rows: pd.DataFrame, as_of: date) -> Iterator[Finding]:
    """Compare each feature of the clients of today with those of the training's as-of day.

    Parameters
    ----------
    reference : Reference
    rows : DataFrame
        The feature table of the as-of day.
    as_of : date

    Yields
    ------
    Finding
        `psi` and `missing_share` of each feature.
    """
    for name, then in reference.features.items():
        now = then.again(rows[name])
        spread = _spread(name, then, now, reference.gain_shares)
        yield unless_usual(spread, spread.value, reference, as_of)
        missing = missing_finding(name, then, now, reference.gain_shares)
        yield unless_usual(missing, abs(missing.value - missing.expected), reference, as_of)


def status_drift(reference: Reference, rows: pd.DataFrame, as_of: date) -> Iterator[Finding]:
    """Compare the mix of statuses: `status_psi` of all, `status_share` of each."""
    counts = rows["status"].value_counts()
    now = np.array([float(counts.get(status, 0)) for status in STATUSES])
    then = np.array([float(reference.statuses.get(status, 0)) for status in STATUSES])
    if not min(then.sum(), now.sum()):
        return
    there = then + now > 0
    mix = shift_of_counts(then[there], now[there])
    verdict = judged(mix)
    said = _chance("mix.ok" if verdict == "ok" else "mix.moved", mix, verdict, psi=plain(mix.psi))
    found = Finding("drift", "status_psi", "all", mix.psi, verdict, said, 0.0)
    yield unless_usual(found, mix.psi, reference, as_of)
    for status, before, after in zip(STATUSES, then / then.sum(), now / now.sum(), strict=True):
        verdict = _share_verdict(before, after, then.sum(), now.sum())
        key = "status.ok" if verdict == "ok" else "status.moved"
        said = reason(key, now=share(after), then=share(before))
        found = Finding("drift", "status_share", status, float(after), verdict, said, float(before))
        yield unless_usual(found, float(abs(after - before)), reference, as_of)


def score_drift(reference: Reference, status: pd.Series, churn_probability: pd.Series) -> Iterator[Finding]:
    """Compare what the model says today with what it said on the training's as-of day: `score_psi` by group.

    Parameters
    ----------
    reference : Reference
    status : Series of str
    churn_probability : Series of float
        On the same index.
    """
    for group, held in GROUPS.items():
        then = reference.scores[group]
        now = then.again(churn_probability[status.isin(held)])
        moved = shift(then, now)
        said = _moved(moved, then, now)
        yield Finding("drift", "score_psi", group, moved.psi, judged(moved), said, expected=0.0)
        if min(then.known, now.known):
            said = reason("mean.ok", now=share(now.mean), then=share(then.mean))
            yield Finding("drift", "score_mean", group, now.mean, _mean_verdict(now, then), said, then.mean)


def publication_steps(past: pd.DataFrame) -> pd.DataFrame:
    """Set each publication beside the one before.

    Parameters
    ----------
    past : DataFrame
        Scores of past publications: ``as_of, model_version, status, churn_probability``.

    Returns
    -------
    DataFrame
        One row a publication and group, earliest first: ``as_of, model_version, group, clients, mean`` (of
        P(left)), ``psi, by_chance, mean_before, as_of_before, version_before``; nan and None for the first.
    """
    rows: list[dict[str, object]] = []
    for group, held in GROUPS.items():
        before: dict[str, object] = {"as_of": None, "model_version": None, "mean": np.nan}
        spread = Distribution.of([])
        for (day, version), part in past[past["status"].isin(held)].groupby(["as_of", "model_version"]):
            said = part["churn_probability"]
            moved = shift(spread, spread.again(said))
            row: dict[str, object] = {
                "as_of": day,
                "model_version": version,
                "group": group,
                "clients": len(part),
                "mean": float(said.mean()),
                "psi": moved.psi,
                "by_chance": moved.by_chance,
                **{f"{name}_before": value for name, value in before.items()},
            }
            rows.append(row)
            before = {name: row[name] for name in before}
            spread = Distribution.of(said)
    return pd.DataFrame(rows, columns=list(STEPS))


def step_drift(steps: pd.DataFrame) -> Iterator[Finding]:
    """Judge the newest publication of each group against the one before: `step_psi`."""
    for group, part in steps.groupby("group"):
        last = part.iloc[-1]
        if last["as_of_before"] is None:
            continue
        moved = Shift(float(last["psi"]), float(last["by_chance"]))
        verdict = judged(moved)
        other = last["model_version_before"] != last["model_version"]
        key = "step.ok" if verdict in ("ok", "unknown") else "step.version" if other else "step.moved"
        said = reason(
            key,
            psi=plain(moved.psi),
            then=share(last["mean_before"]),
            now=share(last["mean"]),
            then_day=last["as_of_before"],
        )
        yield Finding("drift", "step_psi", str(group), moved.psi, verdict, said, expected=0.0)


def _spread(name: str, then: Distribution, now: Distribution, gains: Mapping[str, float]) -> Finding:
    moved = shift(then, now)
    verdict = judged(moved)
    said = _moved(moved, then, now)
    gone = now.known * then.clients < then.known * now.clients / 2
    if verdict == "unknown" and gone and then.known >= FEWEST_KNOWN <= now.clients:
        said = reason("psi.gone", then=then.known, now=now.known)
        return Finding("drift", "psi", name, np.nan, "watch" if hardly_read(name, gains) else "act", said)
    if verdict == "act" and hardly_read(name, gains):
        verdict = "watch"
        said = reason(
            "psi.little_used", psi=plain(moved.psi), then=plain(then.mean), now=plain(now.mean),
            gain=share(gains.get(name, 0.0)),
        )  # fmt: skip
    return Finding("drift", "psi", name, moved.psi, verdict, said, expected=0.0)


def hardly_read(name: str, gains: Mapping[str, float]) -> bool:
    """Tell whether a feature cannot spoil the scores; nobody knows where there are no trees."""
    return bool(gains) and gains.get(name, 0.0) < LITTLE_GAIN


def missing_finding(
    name: str,
    then: Distribution | ValueCounts,
    now: Distribution | ValueCounts,
    gains: Mapping[str, float],
) -> Finding:
    """Set the share of clients without a value against what it was.

    Only where more are missing may the source be at fault; that more is known is worth a look.
    """
    before, after = then.missing_share, now.missing_share
    verdict = _share_verdict(before, after, then.clients, now.clients)
    if verdict == "act" and (after < before or hardly_read(name, gains)):
        verdict = "watch"
    key = (
        "missing.ok"
        if verdict not in ("watch", "act")
        else "missing.more"
        if after > before
        else "missing.fewer"
    )
    said = reason(key, now=share(after), then=share(before))
    return Finding("drift", "missing_share", name, after, verdict, said, expected=before)


def unless_usual(found: Finding, distance: float, reference: Reference, as_of: date) -> Finding:
    """Take a verdict back where the figure had moved about as far in as many days before the training."""
    days = (as_of - reference.as_of).days
    usual = reference.usual_distance(f"{found.figure}/{found.subject}", abs(days))
    if found.verdict not in ("watch", "act") or not distance <= USUAL_TIMES * usual:
        return found
    said = reason("usual", psi=plain(distance), days=abs(days), usual=plain(usual))
    return replace(found, verdict="ok", reason=said)


def judged(moved: Shift) -> Verdict:
    """Judge a shift by the field's limits, unless chance alone could have brought it."""
    verdict = graded(moved.psi, watch=PSI_WATCH, act=PSI_ACT)
    return "ok" if verdict in ("watch", "act") and moved.psi <= moved.by_chance else verdict


def _moved(moved: Shift, then: Distribution, now: Distribution) -> tuple[str, str]:
    verdict = judged(moved)
    if verdict == "unknown":
        return reason("psi.unknown", then=then.known, now=now.known, need=FEWEST_KNOWN)
    if verdict == "ok":
        return _chance("psi.ok", moved, verdict, psi=plain(moved.psi))
    return reason("psi.moved", psi=plain(moved.psi), then=plain(then.mean), now=plain(now.mean))


def _mean_verdict(now: Distribution, then: Distribution) -> Verdict:
    """Judge the change of a mean probability."""
    if min(now.known, then.known) < FEWEST_KNOWN:
        return "unknown"
    return _share_verdict(then.mean, now.mean, then.known, now.known)


def _chance(key: str, moved: Shift, verdict: Verdict, **places: object) -> tuple[str, str]:
    if verdict == "ok" and moved.psi >= PSI_WATCH:
        return reason("psi.chance", psi=plain(moved.psi), chance=plain(moved.by_chance))
    return reason(key, **places)  # type: ignore[arg-type]


def _share_verdict(before: float, after: float, then: float, now: float) -> Verdict:
    """Judge the change of a share, unless chance alone could have brought it."""
    if not min(then, now):
        return "unknown"
    pooled = (before * then + after * now) / (then + now)
    by_chance = _95 * np.sqrt(pooled * (1 - pooled) * (1 / then + 1 / now))
    changed = abs(after - before)
    return "ok" if changed <= by_chance else graded(changed, watch=SHARE_WATCH, act=SHARE_ACT)
