"""Categories that are no longer as they were at the training: values new, gone, or held by others."""

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from training.monitoring.distributions import FEWEST_KNOWN
from training.monitoring.drift import hardly_read, judged, missing_finding, unless_usual
from training.monitoring.finding import Finding, Verdict
from training.monitoring.reference import Reference
from training.monitoring.value_counts import ValueCounts, most_moved, shift_of_values
from training.monitoring.words import Place, plain, reason, share

#: New or vanished values of so many clients ask for a new training.
VALUES_ACT = 0.20
#: So many values are named, the largest first.
MOST_NAMED = 3


def category_drift(reference: Reference, rows: pd.DataFrame, as_of: date) -> Iterator[Finding]:
    """Compare each category of the clients of today with that of the training's as-of day.

    Parameters
    ----------
    reference : Reference
    rows : DataFrame
        The feature table of the as-of day; a category that it lacks counts as missing of all.
    as_of : date

    Yields
    ------
    Finding
        `psi` and `missing_share` of each category; `new_values` and `vanished_values` (share of the clients
        now and then) where many hold a value that few held, or the other way round.
    """
    for name, then in reference.categories.items():
        values = rows[name] if name in rows else pd.Series(None, index=rows.index, dtype="object")
        now = ValueCounts.of(values)
        moved = _moved(name, then, now, reference.gain_shares)
        yield unless_usual(moved, moved.value, reference, as_of)
        missing = missing_finding(name, then, now, reference.gain_shares)
        yield unless_usual(missing, abs(missing.value - missing.expected), reference, as_of)
        yield from _values(name, then, now)


def _moved(name: str, then: ValueCounts, now: ValueCounts, gains: Mapping[str, float]) -> Finding:
    moved = shift_of_values(then, now)
    verdict = judged(moved)
    largest = most_moved(then, now)
    told: dict[str, Place] = {
        "psi": plain(moved.psi),
        "value": largest,
        "then": share(then.share(largest)),
        "now": share(now.share(largest)),
    }
    if verdict == "unknown":
        said = reason("values.unknown", then=then.known, now=now.known)
    elif verdict == "ok":
        said = reason("psi.ok", psi=plain(moved.psi))
    elif hardly_read(name, gains):
        verdict, said = "watch", reason("values.little_used", **told)
    else:
        said = reason("values.moved", **told)
    return Finding("drift", "psi", name, moved.psi, verdict, said, expected=0.0)


def _values(name: str, then: ValueCounts, now: ValueCounts) -> Iterator[Finding]:
    """Name values that appeared, and those of which nobody is left to name; nothing where few are known."""
    if min(then.known, now.known) < FEWEST_KNOWN:
        return
    for figure, here, there in (("new_values", now, then), ("vanished_values", then, now)):
        found = {value: count for value, count in here.held.items() if value not in there.held}
        if not found:
            continue
        total = sum(found.values()) / here.known
        verdict: Verdict = "act" if total >= VALUES_ACT else "watch"
        said = reason(f"values.{figure}", values=_named(found), share=share(total))
        yield Finding("drift", figure, name, float(total), verdict, said, expected=0.0)


def _named(found: Mapping[str, int]) -> str:
    names = sorted(found, key=lambda value: (-found[value], value))
    rest = len(names) - MOST_NAMED
    told = ", ".join(f"{value} ({found[value]})" for value in names[:MOST_NAMED])
    return f"{told}, +{rest}" if rest > 0 else told
