"""Rows that only go on with an order add nothing, and every one of them is counted."""

from pathlib import Path

import pytest

from features.errors import BadDataError
from features.privacy.erased import add_erased
from tests.features.reading import Read, faults, good_orders, read

HEAD = "client_id,ordered_at,amount,order_id,item\n"
LINES = "\n".join(
    (
        "anna,2025-01-05,30,#1,soap",
        "anna,2025-01-05,,#1,tea",
        ",,,#1,balm",  # some exports tell client and day once, too
        ",,,,candle",  # and some the number
        "boris,2025-01-06,9,#2,soap",
        "",
    )
)


def orders(folder: Path, lines: str, **more: str) -> Read:
    good = "".join(f"{line},g{n},x\n" for n, line in enumerate(good_orders().split()))
    return read(folder, {"orders.csv": HEAD + good + lines, **more}, {})


def test_further_lines_of_an_order_are_left_out_and_counted(tmp_path: Path) -> None:
    found = orders(tmp_path, LINES)
    report = found.report["orders"]
    assert [(r["client_id"], r["amount_hundredths"]) for r in found.rows() if r["order_id"][0] == "#"] == [
        ("anna", 3000),
        ("boris", 900),
    ]
    assert (report.rows_in, report.accepted, report.repaired, report.quarantined) == (65, 62, 3, 0)
    assert report.taken == 62
    assert found.aside() == []
    assert faults(report) == [
        ("amount", "line of an order", "repaired", 2, (63, 64)),
        ("", "nothing read", "repaired", 1, (65,)),
    ]


def test_they_may_stand_before_the_row_that_tells_the_amount_or_in_another_file(tmp_path: Path) -> None:
    first, *further = LINES.splitlines()
    files = {"a.csv": HEAD + "\n".join(further) + "\n", "b.csv": HEAD + first + "\n"}
    found = read(tmp_path, files, {"orders": {"from": "?.csv"}})
    assert [row["client_id"] for row in found.rows()] == ["anna", "boris"]
    assert found.report["orders"].left_out == 3


@pytest.mark.parametrize(
    "line",
    [
        "anna,2025-01-05,,#7,tea",  # no other row tells of that order
        "clara,2025-01-05,,#1,tea",  # somebody else's
        "anna,2025-02-05,,#1,tea",  # numbers that begin anew
        "anna,2025-01-05,,,tea",  # of no order
        "anna,2025-01-05,free,#1,tea",  # not empty
    ],
)
def test_a_row_without_amount_of_no_known_order_is_set_aside(tmp_path: Path, line: str) -> None:
    found = orders(tmp_path, LINES + line + "\n")
    (aside,) = found.aside()
    assert (aside["column"], aside["line"]) == ("amount", 67)
    assert found.report["orders"].quarantined == 1


def test_a_line_that_tells_money_of_its_own_is_not_left_out(tmp_path: Path) -> None:
    text = "client_id,ordered_at,amount,order_id,margin\nanna,2025-01-05,30,#1,9\nanna,2025-01-05,,#1,4\n"
    with pytest.raises(BadDataError, match="amount is empty, though required: 1 rows"):
        read(tmp_path, {"orders.csv": text})


def test_an_order_that_is_set_aside_is_one_fault_not_one_a_line(tmp_path: Path) -> None:
    found = orders(tmp_path, LINES.replace("2025-01-05,30", "2031-01-05,30").replace("2025-01-05,,", ",,"))
    assert (found.report["orders"].quarantined, found.report["orders"].left_out) == (1, 3)


@pytest.mark.parametrize(("amounts", "warned"), [((30, 30, 30), True), ((10, 15, 5), False)])
def test_totals_that_each_row_repeats_are_warned_of(
    tmp_path: Path, amounts: tuple[int, ...], warned: bool
) -> None:
    lines = "".join(
        f"c{n},2025-01-05,{amount + n},#{n},{amount}{at}\n"
        for n in range(9)
        for at, amount in enumerate(amounts)
    )
    notes = {(note.about, note.rows, note.clients) for note in orders(tmp_path, lines).report["orders"].notes}
    assert (("total repeated", 27, 9) in notes) is warned


def test_lines_follow_an_id_that_was_merged_into_another(tmp_path: Path) -> None:
    lines = "anna,2025-01-05,30,#1,soap\nold,2025-01-05,,#1,tea\n"
    found = orders(tmp_path, lines, **{"aliases.csv": "client_id,alias_of\nold,anna\n"})
    assert (found.report["orders"].left_out, found.report["orders"].quarantined) == (1, 0)


def test_lines_of_somebody_erased_go_with_the_order(tmp_path: Path) -> None:
    add_erased(tmp_path / "data", ids=["anna"], contacts=[])
    found = orders(tmp_path, LINES)
    assert found.report["orders"].erased == 3
    assert found.aside() == []
