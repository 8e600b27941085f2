"""Rows that the published scores were made of and that are gone are counted, and healthy changes are not."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from features.data_report.gap_words import gone_told
from features.data_report.gone import gone, row_counts
from features.data_report.report import DataReport, Fault, Gone, TableReport
from tests.features.company import at, day, events_of

DAYS, BRANCHES = 900, ("North", "South", "East", "West")
REPORT = DataReport(())


def orders(first: int = 0, last: int = DAYS) -> pd.DataFrame:
    """Eight orders a day of eight clients, two a branch."""
    days = np.repeat(np.arange(first, last), 8)
    clients = np.tile(np.arange(8), last - first)
    return pd.DataFrame({"day": days, "client": clients, "branch": np.array(BRANCHES)[clients // 2]})


def named(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {"client_id": str(client), "ordered_at": at(number), "amount": 1.0, "branch": branch}
        for number, client, branch in zip(rows["day"], rows["client"], rows["branch"], strict=True)
    ]


def counts(rows: pd.DataFrame, **tables: list[dict[str, Any]]) -> pa.Table:
    return row_counts(events_of(orders=named(rows), **tables), REPORT)


KNOWN = counts(orders())


def lost(rows: pd.DataFrame) -> list[Gone]:
    return gone(KNOWN, counts(rows))


def test_nothing_is_gone_of_the_same_rows_nor_of_more() -> None:
    assert lost(orders()) == []
    assert lost(orders(last=DAYS + 1)) == []


@pytest.mark.parametrize(
    ("case", "kept", "rows", "first_day"),
    [
        ("every second client", lambda rows: rows["client"] % 2 == 0, DAYS * 4, day(0)),
        ("lines at the end", lambda rows: rows["day"] < DAYS // 2, DAYS * 4, day(DAYS // 2)),
        ("lines at the beginning", lambda rows: rows["day"] >= DAYS // 2, DAYS * 4, day(DAYS // 2 - 1)),
        ("the oldest at the end, up to a January", lambda rows: rows["day"] >= 380, 380 * 8, day(379)),
        (
            "the last month, mostly",
            lambda rows: (rows["day"] < 870) | (rows["client"] % 2 == 0),
            120,
            day(870),
        ),
        ("a month of the last year", lambda rows: ~rows["day"].between(600, 629), 240, day(629)),
        ("one branch", lambda rows: rows["branch"] != "South", DAYS * 2, day(0)),
    ],
)
def test_a_cut_export_is_told_with_its_rows_and_the_earliest_day(
    case: str, kept: Any, rows: int, first_day: date
) -> None:
    whole = orders()
    one, *branches = lost(whole[kept(whole)])
    assert (one.table, one.branch, one.rows, one.is_cut) == ("orders", "", rows, True), case
    assert [branch.branch for branch in branches] == (["South"] if case == "one branch" else [])
    assert one.first_day is not None
    assert one.first_day <= first_day, case


def test_a_small_branch_that_is_missing_is_told_though_the_table_hardly_shrinks() -> None:
    few = orders().assign(branch=lambda rows: np.where(rows.index % 50 == 0, "Far", "North"))
    found = gone(counts(few), counts(few[few["branch"] != "Far"]))
    assert [(one.branch, one.is_cut) for one in found] == [("", False), ("Far", True)]


@pytest.mark.parametrize(
    ("case", "change"),
    [
        ("another name of a branch", lambda rows: rows.assign(branch=rows["branch"].str.upper())),
        ("clients go to another branch", lambda rows: rows.assign(branch="North")),
        ("a window of whole days", lambda rows: rows[rows["day"] >= 1]),
        ("a window of whole months", lambda rows: rows[rows["day"] >= 31]),
        ("a window of whole years", lambda rows: rows[rows["day"] >= 366]),  # 2024 is gone at new year
        ("one whose first rows are a day off", lambda rows: rows[rows["day"] >= 367]),
    ],
)
def test_what_is_only_called_otherwise_or_leaves_the_window_of_an_export_is_not_gone(
    case: str, change: Any
) -> None:
    assert lost(change(orders())) == [], case


def test_an_export_of_whole_years_may_begin_after_the_holidays() -> None:
    worked = orders()[lambda rows: ~rows["day"].between(366, 373)]  # nobody orders until 9 January 2025
    assert gone(counts(worked), counts(worked[worked["day"] >= 366])) == []
    assert gone(counts(worked), counts(worked[worked["day"] >= 376]))[0].is_cut


def test_days_that_are_written_otherwise_are_hardly_gone() -> None:
    moved = orders()
    moved["day"] -= (moved["client"] == 0) & (moved["day"] > 0)
    assert [(one.rows, one.is_cut) for one in lost(moved)] == [(1, False)]


def test_a_few_rows_that_are_gone_are_told_and_are_no_cut() -> None:
    whole = orders()
    (one,) = lost(whole.drop(index=whole.index[400:410]))
    assert one == Gone("orders", "", 10, (DAYS - 50) * 8, day(50), is_cut=False)
    few = gone(counts(orders(last=2)), counts(orders(last=2).iloc[:-3]))  # three of sixteen may be chance
    assert [(one.rows, one.is_cut) for one in few] == [(3, False)]


def test_a_table_that_is_gone_and_rows_without_a_day_are_told() -> None:
    lines = [{"order_id": str(n), "product": "p", "amount": 1.0} for n in range(100)]
    nps = [{"client_id": "1", "answered_at": at(n), "score": 9} for n in range(100)]
    before = counts(orders(), order_lines=lines, nps=nps)
    found = gone(before, counts(orders(), order_lines=lines[:50]))
    assert found == [
        Gone("order_lines", "", 50, 100, None, is_cut=True),
        Gone("nps", "", 100, 100, day(0), is_cut=True),
    ]


def test_rows_of_people_who_were_erased_are_not_gone() -> None:
    fault = Fault("client_id", "erased", "repaired", DAYS, (2,))
    erased = DataReport((TableReport("orders", 9, 9, 0, 0, (fault,), 1, None, None),))
    rows = orders()
    left = events_of(orders=named(rows[rows["client"] != 3]))
    assert gone(KNOWN, row_counts(left, erased)) == []
    assert gone(KNOWN, row_counts(left, REPORT))[0].rows == DAYS


def test_the_words_say_how_many_since_when_and_what_to_do() -> None:
    cut = [Gone("orders", "", 1200, 3000, date(2024, 1, 5), is_cut=True)]
    branches = [Gone("orders", f"B{n}", 9, 9, date(2024, 1, 5), is_cut=True) for n in range(6)]
    whole, of_branches, remedy = gone_told([*cut, *branches], date(2026, 1, 1), "en")
    assert whole == (
        "orders lacks rows that the scores of 2026-01-01 were made of: 1,200 of 3,000 since 2024-01-05 are gone."
    )
    assert "B0 (9 of 9 since 2024-01-05), B1" in of_branches
    assert of_branches.index("B4") < of_branches.index("+1")
    assert "--accept-fewer-rows" in remedy
    assert "пропало 1\u00a0200 из 3\u00a0000 с 05.01.2024" in gone_told(cut, date(2026, 1, 1), "ru")[0]
    few = [Gone("nps", "", 3, 900, date(2024, 1, 5), is_cut=False)]
    assert len(gone_told(few, date(2026, 1, 1), "en")) == 1
