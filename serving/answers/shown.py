"""Which part of a ranked list is shown: its query, the list made for it, and pages that fit together."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from features.errors import ConflictError, NotFoundError, UsageError
from serving.answers.amounts import money
from serving.answers.backend import Backend
from serving.answers.loaded import Loaded
from serving.edge.keys import Holder
from serving.plain import plain
from serving.planning.filters import check_values

if TYPE_CHECKING:  # a worker loads them when it starts, the supervisor never
    import pandas as pd

    from serving.planning.lists import WinbackList

#: Lists by the name that stands in an address.
LIST_NAMES = {"at-risk": "at_risk", "recoverable": "recoverable"}
#: Columns by which a list may be narrowed.
FILTERS = ("branch", "manager", "status", "risk_band", "abc", "xyz")
#: Rows of one answer: unless told, and at most.
ROWS, MOST_ROWS = 100, 1000
#: Lists that a worker keeps, so that paging does not plan anew.
KEPT = 8
#: What leaves the house only on request, by an audited export.
CONTACTS = ("phone", "email")


class StaleError(ConflictError):
    """A cursor of a list that is no longer there: scores, budget or filters have changed since."""


@dataclass(frozen=True)
class ListQuery:
    """Which list is asked for.

    Attributes
    ----------
    list_name : str
        `at_risk` or `recoverable`.
    budget : float or None
        Money for the plan, in the company's currency; none: as the settings say.
    hours : float or None
        Hours that each executor has; none: as the settings say.
    language : str
        `ru` or `en`.
    filters : tuple of (column, values)
        Columns of `FILTERS`, sorted; a client passes that has one of the values in each.
    """

    list_name: str
    budget: float | None = None
    hours: float | None = None
    language: str = "ru"
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def by_column(self) -> dict[str, tuple[str, ...]]:
        """The filters by column."""
        return dict(self.filters)


@dataclass(frozen=True)
class ListPage:
    """Some rows of a list, where they stand in it, and how many of the whole are still shown."""

    whole: "WinbackList"
    items: Sequence[Mapping[str, Any]]
    start: int
    next_cursor: str | None
    clients: int
    attempted_since: int


def list_query(
    address_name: str, parameters: Mapping[str, Sequence[str]], *, language: str, holder: Holder
) -> ListQuery:
    """Read the query of a list from an address.

    Parameters
    ----------
    address_name : str
        `at-risk` or `recoverable`.
    parameters : mapping of str to sequence of str
        `budget`, `hours` and the columns of `FILTERS`; others are the caller's business.
    language : str
        Of the words in the list.
    holder : Holder
        Who asks: a key of one branch gets that branch, whatever it asks for.

    Raises
    ------
    NotFoundError
        If there is no such list.
    UsageError
        If the budget is no amount of money, the hours are no number, or no client can have a filter's value.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> head_office = SimpleNamespace(id="1", role="marketer", branch=None)
    >>> list_query("at-risk", {"budget": ["5000"], "status": ["new"]}, language="en", holder=head_office)
    ListQuery(list_name='at_risk', budget=5000.0, hours=None, language='en', filters=(('status', ('new',)),))
    """
    if address_name not in LIST_NAMES:
        raise NotFoundError(f"There is no such list; there are: {', '.join(LIST_NAMES)}.")
    filters = {name: tuple(sorted({*parameters[name]} - {""})) for name in FILTERS if parameters.get(name)}
    check_values({name: values for name, values in filters.items() if values})
    if holder.branch is not None:
        filters["branch"] = (holder.branch,)
    budget, hours = (parameters.get(name, [""])[-1] for name in ("budget", "hours"))
    return ListQuery(
        LIST_NAMES[address_name],
        budget=money(budget) if budget.strip() else None,
        hours=money(hours, "hours") if hours.strip() else None,
        language=language,
        filters=tuple(sorted((name, values) for name, values in filters.items() if values)),
    )


class ListDesk:
    """Makes lists, keeps the last few, and pages through one and the same."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ListQuery], WinbackList] = OrderedDict()
        self._turn = Lock()

    def whole(self, backend: Backend, loaded: Loaded, query: ListQuery) -> "WinbackList":
        """Give the list of a query from the publication that is served."""
        key = (loaded.published.state, query)
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made: WinbackList = backend.make_list(
            loaded.published,
            query.list_name,
            budget=backend.settings.plan.budget if query.budget is None else query.budget,
            settings=backend.settings,
            language=query.language,
            filters=query.by_column,
            **({} if query.hours is None else {"hours": query.hours}),
        )
        record_list(backend.ledger, made, backend.clock())
        with self._turn:
            self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made

    def page(
        self, backend: Backend, loaded: Loaded, query: ListQuery, *, limit: int = ROWS, cursor: str = ""
    ) -> ListPage:
        """Give one page of a list, without the clients who were attempted, or wish no contact, since.

        A cursor counts places of the plan, theirs too: attempts between two pages move nobody to another one.

        Parameters
        ----------
        limit : int
            Places of the plan, 1 to `MOST_ROWS`.
        cursor : str
            `next_cursor` of the page before; empty for the first.

        Raises
        ------
        StaleError
            If the cursor's list is gone: the pages would not fit together.
        UsageError
            If the cursor is none of ours.
        """
        from serving.store.manifest import FOLDER

        plan_id, start = read_cursor(cursor) if cursor else ("", 0)
        standing = backend.settings.storage.data_dir / FOLDER
        whole = self._same(query, plan_id, standing) or self.whole(backend, loaded, query)
        if plan_id and whole.plan_id != plan_id:
            raise StaleError(
                "The cursor is of a list that has changed since; begin again without a cursor, or send the "
                "same budget and filters with each page."
            )
        end = start + limit
        attempted = backend.ledger.attempted_of_plan(whole.plan_id)
        following = write_cursor(whole.plan_id, end) if end < len(whole.rows) else None
        gone = attempted | unwished(whole, backend.wishes) if backend.wishes else attempted
        items, clients = items_of(whole, start, end, gone), len(whole.rows) - len(gone)
        return ListPage(whole, items, start, following, clients, len(attempted))

    def _same(self, query: ListQuery, plan_id: str, standing: Path) -> "WinbackList | None":
        """Give the list of a cursor; where its publication is gone, as by an erasure, so is the list."""
        with self._turn:
            for key, made in list(self._kept.items()):
                if not (standing / made.snapshot_id).is_dir():
                    del self._kept[key]
            kept = [
                made for (_, asked), made in self._kept.items() if asked == query and made.plan_id == plan_id
            ]
        return kept[0] if kept else None


def record_list(ledger: Any, made: Any, now: datetime) -> None:
    """Keep a list as a plan in the ledger, with those held out of it, before anybody sees it.

    Parameters
    ----------
    ledger : Ledger
        Where; the same list again changes nothing there.
    made : WinbackList
        As `serving.planning.lists` makes it.
    now : datetime
        The time, with offset.

    Raises
    ------
    BusyError
        If the ledger cannot be used; then the list is not to be shown.
    """
    from serving.ledger import PlanRecord

    record = PlanRecord(
        made.plan_id,
        made.list_name,
        made.as_of,
        made.model_version,
        made.budget,
        made.value,
        made.cost,
        made.bound,
    )
    ledger.record_plan(record, made.record, now=now)


def items_of(
    whole: "WinbackList", start: int, end: int, attempted: Collection[str] = ()
) -> list[dict[str, Any]]:
    """Give rows of a list as plain values, without contacts and without those attempted since."""
    rows = rows_shown(whole, attempted, start, end)
    return [plain(row) for row in rows.to_dict("records")]


def rows_shown(
    whole: "WinbackList", attempted: Collection[str], start: int = 0, end: int | None = None
) -> "pd.DataFrame":
    """Give the rows at places of a plan that may be shown: no contacts, nobody who was attempted since."""
    rows = whole.rows.iloc[start:end].drop(columns=list(CONTACTS), errors="ignore")
    return rows[~rows["client_id"].isin(attempted)] if attempted else rows


def unwished(whole: "WinbackList", wishes: Collection[tuple[str, str]]) -> frozenset[str]:
    """Give the clients of a plan made before they wished no contact, or none by the channel it chose."""
    chosen = zip(whole.rows["client_id"], whole.rows["channel"], strict=True)
    return frozenset(one for one, channel in chosen if (one, "") in wishes or (one, channel) in wishes)


def write_cursor(plan_id: str, start: int) -> str:
    """Name the place in a list where the next page begins.

    Examples
    --------
    >>> read_cursor(write_cursor("plan-1", 100))
    ('plan-1', 100)
    """
    return urlsafe_b64encode(json.dumps([plan_id, start]).encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[str, int]:
    """Read `write_cursor`; UsageError if it is none of ours."""
    try:
        plan_id, start = json.loads(urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4)))
    except (ValueError, TypeError) as fault:
        raise UsageError("cursor is none of ours; send next_cursor as it came.") from fault
    if not isinstance(plan_id, str) or type(start) is not int or not 0 < start < 10**9:
        raise UsageError("cursor is none of ours; send next_cursor as it came.")
    return plan_id, start
