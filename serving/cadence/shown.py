"""What `GET /v1/cadence` answers: figures by manager and class, and the clients to contact, page by page."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from serving.answers.clients import answered_by
from serving.answers.loaded import Loaded
from serving.answers.shown import StaleError, read_cursor, write_cursor
from serving.edge.keys import Holder
from serving.planning.filters import check_values

if TYPE_CHECKING:
    from features.settings import Segments
    from serving.cadence.due import Cadence

#: Columns by which the report may be narrowed.
FILTERS = ("branch", "manager", "abc")
TABLE = "cadence"


def published_cadence(
    loaded: Loaded, segments: "Segments", holder: Holder, filters: Mapping[str, Sequence[str]]
) -> "Cadence":
    """Give the cadence that was published with the scores.

    Parameters
    ----------
    loaded : Loaded
        The publication that answers.
    segments : Segments
        Targets by class.
    holder : Holder
        Who asks: a key of one branch sees that branch, whatever it asks for.
    filters : mapping
        Column of `FILTERS` → allowed values.

    Raises
    ------
    UnknownValueError
        If ``abc`` is to have a value that no client can have.
    NoCadenceError
        If the publication holds none.
    """
    from serving.cadence.due import NoCadenceError, narrowed, report_of

    check_values(filters)
    published = loaded.published
    if TABLE not in published.tables:
        raise NoCadenceError(
            "What is published holds no contact cadence: it needs contacts with an outcome, and is made with "
            "the scores. Add them and run `winback score` again."
        )
    wanted = {**filters, **({} if holder.branch is None else {"branch": (holder.branch,)})}
    people = published.tables["clients"].select(["client_id", "name", "branch", "manager"]).to_pandas()
    told = narrowed(published.tables[TABLE].to_pandas(), people, wanted)
    return report_of(told, people, segments, as_of=published.as_of)


def cadence_page(loaded: Loaded, report: "Cadence", *, limit: int, cursor: str) -> dict[str, Any]:
    """Give one page of the answer: all figures, and some of the clients who are behind.

    Raises
    ------
    StaleError
        If the cursor is of another publication.
    UsageError
        If it is none of ours.
    """
    made = answered_by(loaded)
    start = 0
    if cursor:
        snapshot_id, start = read_cursor(cursor)
        if snapshot_id != made["snapshot_id"]:
            raise StaleError("The cursor is of an earlier publication; begin again without a cursor.")
    behind, end = report.behind, start + limit
    more = end < len(behind)
    return {
        **made,
        "targets": dict(report.targets),
        "clients": len(report.clients),
        "behind": len(behind),
        "managers": report.managers.to_dict("records"),
        "classes": report.classes.to_dict("records"),
        "items": behind.iloc[start:end].to_dict("records"),
        "next_cursor": write_cursor(made["snapshot_id"], end) if more else None,
    }
