"""All published scores, page by page: every page of one walk is of the publication that it began with."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from features.errors import DamagedError, NotFoundError, UsageError
from serving.answers.attempted import attempted_since
from serving.answers.backend import Backend
from serving.answers.clients import scores_with_action, version_of
from serving.answers.shown import StaleError
from serving.edge.keys import Holder

if TYPE_CHECKING:
    from serving.store import Published
    from serving.store.retained import Retained


@dataclass(frozen=True)
class Place:
    """Where a walk stands: in which publication, before which row, and what it wants of it."""

    snapshot_id: str
    start: int
    changed_since: datetime | None = None


class SyncDesk:
    """Walks through publications, also through one that was replaced on the way."""

    def __init__(self) -> None:
        self._retained: Retained | None = None
        self._heeding: tuple[Published, frozenset[tuple[str, str]], Published] | None = None

    def page(
        self, backend: Backend, holder: Holder, *, cursor: str, limit: int, changed_since: datetime | None
    ) -> dict[str, Any]:
        """Give one page of `GET /v1/scores`.

        Parameters
        ----------
        backend : Backend
            What answers.
        holder : Holder
            Who asks: a key of one branch walks through that branch.
        cursor : str
            `next_cursor` of the page before; empty for the first.
        limit : int
            Scores of a page.
        changed_since : datetime or None
            Only scores made after this moment, with offset; a cursor keeps its walk's own.

        Raises
        ------
        UsageError
            If the cursor is none of ours.
        StaleError
            If the cursor's publication is no longer kept.
        """
        newest = backend.current.published
        place = read_place(cursor) if cursor else Place(newest.snapshot_id, 0, changed_since)
        published = newest if place.snapshot_id == newest.snapshot_id else self._older(backend, place)
        if place.changed_since and published.scored_at <= place.changed_since:
            rows: Sequence[int] = ()
            end = None
        else:
            rows, end = places_from(published, holder, place.start, limit)
        offers = backend.current.offers
        attempted = attempted_since(backend.ledger, published.scored_at) if rows else frozenset()
        more = None if end is None else write_place(Place(place.snapshot_id, end, place.changed_since))
        return {
            **version_of(published),
            "scored_at": published.scored_at,
            "scores": scores_with_action(published, rows, attempted=attempted, offers=offers),
            "next_cursor": more,
        }

    def _older(self, backend: Backend, place: Place) -> "Published":
        from serving.store.retained import Retained

        if self._retained is None:
            self._retained = Retained(backend.settings.storage.data_dir)
        try:
            older = self._retained.get(place.snapshot_id)
        except (NotFoundError, DamagedError) as fault:
            raise StaleError(
                "The publication that the cursor walks through is no longer kept; begin again without one."
            ) from fault
        return self._heeded(older, backend.wishes)

    def _heeded(self, older: "Published", wishes: frozenset[tuple[str, str]]) -> "Published":
        """Forbid what clients do not wish by now; kept, as a walk asks page after page."""
        from serving.personal.opt_outs import published_now

        kept = self._heeding
        if kept is None or kept[0] is not older or kept[1] != wishes:
            self._heeding = kept = (older, wishes, published_now(older, wishes))
        return kept[2]

    def tidy(self) -> None:
        """Let go of an older publication that nobody walks through any more."""
        if self._retained is not None and not self._retained.tidy():
            self._heeding = None


def places_from(
    published: "Published", holder: Holder, start: int, limit: int
) -> tuple[Sequence[int], int | None]:
    """Give the rows of `scores` of a page, and where the next one begins (None: nowhere).

    Parameters
    ----------
    published : Published
        What is walked through, by client.
    holder : Holder
        Whose branch it is, if limited.
    start : int
        Rows before this one were given.
    limit : int
        At most so many.
    """
    import numpy as np
    import pyarrow.compute as pc

    column = published.tables["scores"].column("client_id")
    if holder.branch is None:
        end = min(start + limit, len(column))
        return range(start, end), end if end < len(column) else None
    clients = published.tables["clients"]
    theirs = clients.filter(pc.equal(clients.column("branch"), holder.branch)).column("client_id")
    places = np.flatnonzero(pc.is_in(column, value_set=theirs.combine_chunks()).to_numpy())
    left = places[np.searchsorted(places, start) :]
    return left[:limit].tolist(), int(left[limit]) if len(left) > limit else None


def write_place(place: Place) -> str:
    """Write a place as a cursor.

    Examples
    --------
    >>> read_place(write_place(Place("2026-03-01-v7-ab12", 100)))
    Place(snapshot_id='2026-03-01-v7-ab12', start=100, changed_since=None)
    """
    told = [place.snapshot_id, place.start, place.changed_since and place.changed_since.isoformat()]
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


def read_place(cursor: str) -> Place:
    """Read `write_place`; UsageError if it is none of ours."""
    try:
        name, start, since = json.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
        changed_since = None if since is None else datetime.fromisoformat(since)
    except (ValueError, TypeError) as fault:
        raise UsageError("cursor is none of ours; send next_cursor as it came.") from fault
    without_offset = changed_since is not None and changed_since.tzinfo is None
    if not isinstance(name, str) or type(start) is not int or not 0 <= start < 10**9 or without_offset:
        raise UsageError("cursor is none of ours; send next_cursor as it came.")
    return Place(name, start, changed_since)
