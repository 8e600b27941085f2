"""Which tables, or branches' orders, come no more: told first, and above all that follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from features.data_report.report import Stop
from features.data_report.stop_words import dependent_features, told
from training.monitoring.drift import LITTLE_GAIN
from training.monitoring.finding import STOPPED, Finding, Verdict

#: A branch that has been silent for longer was closed, as it seems.
MOST_DAYS_ACT = 90


def stopped(stops: Iterable[Stop], gains: Mapping[str, float]) -> list[Finding]:
    """Judge the tables, and the branches of orders, that come no more.

    Parameters
    ----------
    stops : iterable of Stop
        Of `features.data_report.stopped.stops_of`.
    gains : mapping of str to float
        Share of the trees' gain by feature; empty where nobody knows.

    Returns
    -------
    list of Finding
        `stopped` of each table and of ``orders.branch``: days of silence against the longest pause before.
    """
    found = groupby(stops, key=lambda stop: (stop.table, bool(stop.branch)))
    return [_finding(list(stops), gains) for _, stops in found]


def explained(heads: Iterable[Finding], findings: Iterable[Finding]) -> list[Finding]:
    """Put the findings of features, where they are not well, under the table that they come from."""
    heads = list(heads)
    above = {name: head.name for head in heads for name in dependent_features(head.subject)}
    return [
        *heads,
        *(
            replace(one, under=above[one.subject]) if one.verdict != "ok" and one.subject in above else one
            for one in findings
        ),
    ]


def _finding(stops: list[Stop], gains: Mapping[str, float]) -> Finding:
    first = stops[0]
    return Finding(
        "drift",
        STOPPED,
        f"{first.table}.branch" if first.branch else first.table,
        float(first.silent_days) if first.last_day else float("nan"),
        _verdict(stops, gains),
        (told(stops, "ru", features=False), told(stops, "en", features=False)),
        float(first.longest_pause_days) if first.last_day else float("nan"),
    )


def _verdict(stops: list[Stop], gains: Mapping[str, float]) -> Verdict:
    """Judge by what the model reads of it: with little gain it cannot spoil the scores."""
    table = stops[0].table
    if stops[0].branch:
        return "act" if min(stop.silent_days for stop in stops) <= MOST_DAYS_ACT else "watch"
    if table == "orders":
        return "act"
    read = dependent_features(table)
    if not gains:
        return "act" if read else "watch"
    return "act" if sum(gains.get(name, 0.0) for name in read) >= LITTLE_GAIN else "watch"
