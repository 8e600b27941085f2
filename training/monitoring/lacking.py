"""Which tables have thinned out, and which lack rows that were there: told beside what moved with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from features.data_report.gap_words import gone_told, thinned_in
from features.data_report.report import Gone, Thinned
from features.data_report.stop_words import dependent_features
from training.monitoring.finding import GONE, THINNED, Finding
from training.monitoring.words import reason
from training.words import LANGUAGES

#: So many of the features that moved with a table are named.
MOST_NAMED = 5


@dataclass(frozen=True)
class Lacking:
    """What the data lack.

    Attributes
    ----------
    thinned : tuple of Thinned
        Tables and branches that bring far fewer rows than usual.
    gone : tuple of Gone
        Rows that are gone of those that the published scores were made of.
    known_on : date or None
        As-of day of those scores.
    """

    thinned: tuple[Thinned, ...] = ()
    gone: tuple[Gone, ...] = ()
    known_on: date | None = None


def lacking(found: Lacking, moved: Sequence[Finding]) -> list[Finding]:
    """Judge what the data lack, and name the features of the same tables that are not well.

    A table may be thin because business is, so nothing is put below it as its consequence: a thin table is to
    be watched, and missing rows are to be acted on only where scoring refuses them.

    Parameters
    ----------
    found : Lacking
    moved : sequence of Finding
        The findings of drift.

    Returns
    -------
    list of Finding
        `thinned` and `gone` of each table, and of ``orders.branch``: the rows that came, or are gone,
        against those that are usual, or were known.
    """
    return [*_thinned(found, moved), *_gone(found, moved)]


def _thinned(found: Lacking, moved: Sequence[Finding]) -> Iterable[Finding]:
    for (table, of_branches), parts in groupby(found.thinned, lambda one: (one.table, bool(one.branch))):
        few = list(parts)
        told = [thinned_in(few, language)[0] for language in LANGUAGES]
        yield Finding(
            "drift",
            THINNED,
            f"{table}.branch" if of_branches else table,
            float(sum(one.rows for one in few)),
            "watch",
            _beside((told[0], told[1]), table, moved),
            float(sum(one.usual_rows for one in few)),
        )


def _gone(found: Lacking, moved: Sequence[Finding]) -> Iterable[Finding]:
    for (table, of_branches), parts in groupby(found.gone, lambda one: (one.table, bool(one.branch))):
        lost = list(parts)
        told = [" ".join(gone_told(lost, found.known_on, language)) for language in LANGUAGES]
        yield Finding(
            "drift",
            GONE,
            f"{table}.branch" if of_branches else table,
            float(sum(one.rows for one in lost)),
            "act" if any(one.is_cut for one in lost) else "ok",
            _beside((told[0], told[1]), table, moved),
            float(sum(one.rows_known for one in lost)),
        )


def _beside(told: tuple[str, str], table: str, moved: Sequence[Finding]) -> tuple[str, str]:
    """Add which features of the table are to be watched or acted on."""
    read = set(dependent_features(table))
    names = dict.fromkeys(one.subject for one in moved if one.verdict in ("watch", "act"))
    theirs = [name for name in names if name in read]
    if not theirs:
        return told
    rest = len(theirs) - MOST_NAMED
    named = ", ".join([*theirs[:MOST_NAMED], *([f"+{rest}"] if rest > 0 else [])])
    return reason("beside", told=told, names=named)
