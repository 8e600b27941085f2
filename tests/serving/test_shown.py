"""Which part of a list is shown."""

import shutil
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import NotFoundError, UsageError
from serving.answers.shown import (
    FILTERS,
    KEPT,
    ListDesk,
    ListQuery,
    list_query,
    money,
    read_cursor,
    write_cursor,
)
from serving.plain import plain

HEAD_OFFICE: Any = SimpleNamespace(id="1", role="marketer", branch=None)
NORTH: Any = SimpleNamespace(id="2", role="marketer", branch="North")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        *(("0", 0), ("50000", 50_000), ("50 000,5", 50_000.5), ("1\u00a0000.25", 1000.25), (".5", 0.5)),
        *(
            ("50,000", 50_000),
            ("1,234,567.89", 1_234_567.89),
            ("50,00", 50),
            ("0,125", 0.125),
            ("1234,567", 1234.567),
        ),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, amount: float) -> None:
    assert money(text) == amount


@given(st.text(max_size=25))
def test_any_text_is_an_amount_that_can_be_spent_or_refused(text: str) -> None:
    with suppress(UsageError):
        assert 0 <= money(text) <= 1e15


@pytest.mark.parametrize("text", ["1" * 19, "1" * 400, "1000000000000000.1"])
def test_an_amount_beyond_the_largest_is_refused_and_told_so(text: str) -> None:
    with pytest.raises(UsageError, match=r"^budget is more than 1000000000000000; ask for that or less\.$"):
        money(text)


@pytest.mark.parametrize("text", ["-1", "nan", "1e5", "٣", "1.2.3", ".", "5 €"])
def test_what_is_no_amount_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(
        UsageError, match=r"^budget is no amount of money; write digits such as 50000 or 50000\.50\.$"
    ):
        money(text)


def test_a_key_of_a_branch_always_asks_for_that_branch() -> None:
    asked = list_query("at-risk", {"branch": ["South"]}, language="ru", holder=NORTH)
    assert asked.by_column == {"branch": ("North",)}
    assert list_query("at-risk", {}, language="ru", holder=NORTH) == asked


def test_the_order_of_filters_makes_no_other_list() -> None:
    one = list_query(
        "at-risk", {"status": ["new", "active"], "abc": ["A"]}, language="ru", holder=HEAD_OFFICE
    )
    two = list_query(
        "at-risk", {"abc": ["A"], "status": ["active", "", "new"]}, language="ru", holder=HEAD_OFFICE
    )
    assert one == two
    assert set(one.by_column) <= set(FILTERS)


def test_an_unknown_list_is_not_found() -> None:
    with pytest.raises(NotFoundError, match="at-risk, recoverable"):
        list_query("all", {}, language="ru", holder=HEAD_OFFICE)


@given(st.text(max_size=40), st.integers(1, 10**9 - 1))
def test_a_cursor_is_read_back_as_it_was_written(plan_id: str, start: int) -> None:
    assert read_cursor(write_cursor(plan_id, start)) == (plan_id, start)


@given(st.text(max_size=60))
def test_any_text_is_a_cursor_of_ours_or_refused(text: str) -> None:
    with suppress(UsageError):
        plan_id, start = read_cursor(text)
        assert read_cursor(write_cursor(plan_id, start)) == (plan_id, start)


class Counting:
    """Makes lists of two publications that stand, and counts them."""

    def __init__(self, data_dir: Path, plan_budget: float | None = None) -> None:
        self.made: list[dict[str, Any]] = []
        for name in ("s1", "s2"):
            (data_dir / "published" / name).mkdir(parents=True)
        self.settings = SimpleNamespace(
            plan=SimpleNamespace(budget=plan_budget), storage=SimpleNamespace(data_dir=data_dir)
        )
        self.recorded: list[str] = []
        self.attempted: frozenset[str] = frozenset()
        self.ledger = SimpleNamespace(
            record_plan=lambda record, *_, **__: self.recorded.append(record.plan_id),
            attempted_of_plan=lambda plan_id: self.attempted,
        )
        self.clock = lambda: None
        self.wishes: frozenset[tuple[str, str]] = frozenset()

    def make_list(self, published: Any, list_name: str, **named: Any) -> Any:
        """Make a list of 25 rows."""
        self.made.append(named)
        rows = pd.DataFrame(
            {"rank": range(1, 26), "client_id": [f"{n:02}" for n in range(1, 26)], "phone": "+7"}
        )
        figures = dict.fromkeys(("as_of", "model_version", "budget", "value", "cost", "bound", "record"))
        return SimpleNamespace(
            rows=rows,
            plan_id=f"plan-{list_name}-{named['budget']}",
            list_name=list_name,
            snapshot_id=published.snapshot_id,
            **figures,
        )


def loaded(snapshot_id: str = "s1") -> Any:
    return SimpleNamespace(published=SimpleNamespace(snapshot_id=snapshot_id, state=snapshot_id))


def test_a_list_is_made_once_for_all_its_pages_and_anew_for_another_publication(tmp_path: Path) -> None:
    backend: Any = Counting(tmp_path)
    desk, query = ListDesk(), ListQuery("at_risk")
    first = desk.page(backend, loaded(), query, limit=10)
    second = desk.page(backend, loaded(), query, limit=10, cursor=first.next_cursor or "")
    third = desk.page(backend, loaded(), query, limit=10, cursor=second.next_cursor or "")
    assert [item["rank"] for page in (first, second, third) for item in page.items] == list(range(1, 26))
    assert third.next_cursor is None
    assert (len(backend.made), backend.recorded) == (1, ["plan-at_risk-None"])
    desk.page(backend, loaded("s2"), query)
    assert len(backend.made) == 2


def test_attempts_between_two_pages_move_nobody_to_another_page(tmp_path: Path) -> None:
    backend: Any = Counting(tmp_path)
    desk, query = ListDesk(), ListQuery("at_risk")
    first = desk.page(backend, loaded(), query, limit=10)
    backend.attempted = frozenset({"02", "11", "13"})
    second = desk.page(backend, loaded(), query, limit=10, cursor=first.next_cursor or "")
    backend.attempted = frozenset({"02", "11", "13", *(f"{n}" for n in range(21, 26))})
    third = desk.page(backend, loaded(), query, limit=10, cursor=second.next_cursor or "")
    ranks = [[item["rank"] for item in page.items] for page in (first, second, third)]
    assert ranks == [list(range(1, 11)), [12, *range(14, 21)], []]
    assert [page.attempted_since for page in (first, second, third)] == [0, 3, 8]
    assert third.next_cursor is None
    assert len(backend.made) == 1


def test_a_page_that_ends_with_the_list_has_no_next(tmp_path: Path) -> None:
    backend: Any = Counting(tmp_path)
    assert ListDesk().page(backend, loaded(), ListQuery("at_risk"), limit=25).next_cursor is None
    assert ListDesk().page(backend, loaded(), ListQuery("at_risk"), limit=24).next_cursor is not None


def test_only_the_last_few_lists_are_kept(tmp_path: Path) -> None:
    backend: Any = Counting(tmp_path)
    desk = ListDesk()
    for budget in range(KEPT + 1):
        desk.whole(backend, loaded(), ListQuery("at_risk", budget=float(budget)))
    desk.whole(backend, loaded(), ListQuery("at_risk", budget=float(KEPT)))
    assert len(backend.made) == KEPT + 1
    desk.whole(backend, loaded(), ListQuery("at_risk", budget=0.0))
    assert len(backend.made) == KEPT + 2


def test_pages_of_a_publication_that_is_gone_end(tmp_path: Path) -> None:
    backend: Any = Counting(tmp_path)
    desk, query = ListDesk(), ListQuery("at_risk")
    first = desk.page(backend, loaded(), query, limit=10)
    shutil.rmtree(tmp_path / "published" / "s1")
    desk.page(backend, loaded("s2"), query, limit=10, cursor=first.next_cursor or "")
    assert len(backend.made) == 2


def test_without_a_budget_the_settings_budget_holds_and_zero_is_a_budget(tmp_path: Path) -> None:
    backend: Any = Counting(tmp_path, plan_budget=700.0)
    desk = ListDesk()
    desk.whole(backend, loaded(), ListQuery("at_risk"))
    desk.whole(backend, loaded(), ListQuery("at_risk", budget=0.0))
    assert [made["budget"] for made in backend.made] == [700.0, 0.0]


def test_contacts_stand_in_no_page(tmp_path: Path) -> None:
    backend: Any = Counting(tmp_path)
    assert "phone" not in ListDesk().page(backend, loaded(), ListQuery("at_risk")).items[0]


def test_what_is_no_number_or_time_becomes_null() -> None:
    row = {"a": pd.NaT, "b": pd.NA, "c": float("inf"), "d": pd.Timestamp("2026-03-01T10:00"), "e": True}
    assert plain(row) == {"a": None, "b": None, "c": None, "d": "2026-03-01T10:00:00", "e": True}
