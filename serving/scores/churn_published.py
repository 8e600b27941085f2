"""The churn report as it is published beside the scores, and what of it each caller may read."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from features.errors import NotFoundError, UsageError
from features.events import Events
from features.settings import Settings
from serving.plain import plain

#: Name of the report's file in a publication.
FILE = "churn.json"
#: By what the report is broken down, in reading order (`features.churn_rate.BY`, without its import).
KINDS = ("abc", "branch", "manager", "region", "category", "product")
#: What a key of one branch is told of the company; the rest is about other branches, too.
_OF_EVERYBODY = ("company", "currency", "as_of", "until", "acceptable_rate", "every", "minimum_clients")
#: Figures of a group from which those of the whole company could be reckoned back.
_AGAINST_COMPANY = ("excess", "lost_share")


class NoChurnReportError(NotFoundError):
    """What is published holds no churn report for this caller."""

    code = "no_churn_report"


class OneBranchError(UsageError):
    """A key of one branch asks for groups that other branches' clients belong to."""

    code = "one_branch"


def churn_file(events: Events, settings: Settings, *, as_of: date) -> bytes:
    """Make the churn report of the day that is scored, as JSON for the publication.

    A request must not count over all events, so it is made once, here. Its sentences stand in both languages.

    Parameters
    ----------
    events : Events
        All the company's tables: some tell of branches, managers, regions and products.
    settings : Settings
    as_of : date
        The day before which everything is known.

    Returns
    -------
    bytes
        ``{"figures": {…}, "words": {"ru": {"headline", "notes"}, "en": …}}``; equal events give equal bytes.

    Raises
    ------
    GateError
        If there is no order before the day.
    """
    from features.figures import LANGUAGES
    from training.churn_report.report import churn_report
    from training.churn_report.told import headline_of, notes_of

    report = churn_report(events, settings, as_of=as_of)
    figures = report.to_dict()
    for told in ("headline", "notes"):
        del figures[told]
    words = {
        language: {
            "headline": headline_of(report.rate, language),
            "notes": notes_of(report.rate, report.money, language),
        }
        for language in LANGUAGES
    }
    content = plain({"figures": figures, "words": words})
    return (json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n").encode()


def churn_answer(
    published: Mapping[str, Any] | None, *, language: str, by: Sequence[str], branch: str | None
) -> dict[str, Any]:
    """Give what a caller may read of the published report.

    Parameters
    ----------
    published : mapping or None
        What `churn_file` wrote; None where the publication holds none.
    language : {"ru", "en"}
        Of `headline` and `notes`.
    by : sequence of str
        Kinds of groups that are wanted, of `KINDS`; empty: all there are.
    branch : str or None
        The one branch that the caller's key is limited to: it is told of its branch's clients, and nothing
        of the company's from which those of others could be reckoned.

    Raises
    ------
    UsageError
        If a kind is none.
    NoChurnReportError
        If there is no report, or nothing in the data tells a kind that is asked for, or the key's branch.
    OneBranchError
        If a key of one branch asks for other groups.
    """
    unknown = sum(kind not in KINDS for kind in by)
    if unknown:
        raise UsageError(f"by names {unknown} kind(s) that are not known; known are: {', '.join(KINDS)}.")
    if published is None:
        raise NoChurnReportError(
            "What is published holds no churn report; it is made with the scores. Run `winback score` again."
        )
    figures = published["figures"]
    if branch is not None:
        return _of_branch(figures, branch, by)
    there = figures["breakdowns"]
    untold = [kind for kind in by if kind not in there]
    if untold and there:
        raise NoChurnReportError(
            f"Nothing in the company's data tells the {', '.join(untold)} of a client; the report is broken "
            f"down by {', '.join(there)}. Ask for one of these."
        )
    wanted = {kind: groups for kind, groups in there.items() if not by or kind in by}
    return {**figures, **published["words"][language], "breakdowns": wanted}


def _of_branch(figures: Mapping[str, Any], branch: str, by: Sequence[str]) -> dict[str, Any]:
    """Keep what speaks of one branch's clients alone; the rest is there by name, and null."""
    others = [kind for kind in by if kind != "branch"]
    if others:
        raise OneBranchError(
            f"This key sees one branch; groups by {', '.join(others)} hold clients of others. Ask for "
            "by=branch, or use a key without a branch."
        )
    found = figures["breakdowns"].get("branch")
    own = [group for group in found["groups"] if group["group"] == branch] if found else []
    if not own:
        raise NoChurnReportError(
            "The published churn report has no figures of this key's branch: nobody was its client when the "
            "period began, or the history is too short yet. Ask again after the next `winback score`."
        )
    period = figures["period"]
    groups = [group | dict.fromkeys(_AGAINST_COMPANY) for group in own]
    kept = {name: figures[name] for name in _OF_EVERYBODY}
    return {
        **dict.fromkeys(figures),
        **kept,
        "headline": None,
        "notes": [],
        "period": {name: period[name] for name in ("start", "last_day")},
        "periods": [],
        "breakdowns": {"branch": {**found, "groups": groups, "too_small": None, "undated_clients": None}},
    }
