"""A source that was cut is told by check, refused by training and scoring, and taken where somebody says so."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from features.data_report.gone import row_counts
from features.event_sets import read_report
from features.materialize import open_events
from serving.scores.known_rows import FILE
from serving.store import publish, read_pointer
from tests.serving.walked import Walked, read_on_few_days, winback

BRANCHES = ("North", "South", "East", "West")
HEAD = "client_id,ordered_at,amount,branch"
FIRST = date(2024, 1, 1)


@pytest.fixture
def shop(tmp_path: Path) -> Walked:
    """Four orders a day for 200 days, of which scores were made, as it seems."""
    rows = [
        f"{number % 40},{FIRST + timedelta(days=number // 4)},100,{BRANCHES[number % 4]}"
        for number in range(800)
    ]
    (tmp_path / "orders.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    (tmp_path / "winback.toml").write_text('[company]\nlanguage = "en"\n[source]\nurl = "."\n', "utf-8")
    assert winback("check", config=tmp_path / "winback.toml").code == 0
    company = Walked(tmp_path, {})
    sink, data_dir = io.BytesIO(), company.data_dir
    pq.write_table(row_counts(open_events(data_dir), read_report(data_dir)), sink)
    now = datetime(2024, 7, 20, tzinfo=UTC)
    publish(
        data_dir, {FILE: sink.getvalue()}, as_of=date(2024, 7, 19), scored_at=now, model_version="of-before"
    )
    return company


def keep(company: Walked, kept: Callable[[int, list[str]], bool]) -> None:
    head, *rows = (company.folder / "orders.csv").read_text(encoding="utf-8").splitlines()
    left = [row for at, row in enumerate(rows) if kept(at, row.split(","))]
    (company.folder / "orders.csv").write_text("\n".join([head, *left, ""]), encoding="utf-8")


@pytest.mark.parametrize(
    ("case", "kept", "rows"),
    [
        ("by lines", lambda at, row: at < 400, 400),
        ("by clients", lambda at, row: int(row[0]) % 3, 280),
        ("by branch", lambda at, row: row[3] != "South", 200),
        ("by days", lambda at, row: not "2024-05-01" <= row[1] <= "2024-05-31", 124),
    ],
)
def test_a_cut_is_told_by_check_on_terminal_page_and_for_machines(
    shop: Walked, case: str, kept: Callable[[int, list[str]], bool], rows: int
) -> None:
    assert shop.run("check", "--json").report["rows_gone"] == []
    keep(shop, kept)
    (whole, *branches) = shop.run("check", "--json").report["rows_gone"]
    assert (whole["table"], whole["rows"], whole["is_cut"]) == ("orders", rows, True), case
    assert ("South" in [one["branch"] for one in branches]) or case != "by branch"
    ran = shop.run("check", "--html", shop.folder / "report.html")
    said = f"orders lacks rows that the scores of 2024-07-19 were made of: {rows} of"
    assert ran.code == 0
    assert said in " ".join(ran.out.split())
    assert said in (shop.folder / "report.html").read_text("utf-8")


def test_training_refuses_a_cut_source_until_it_is_whole_or_somebody_says_that_it_is(shop: Walked) -> None:
    whole = (shop.folder / "orders.csv").read_text(encoding="utf-8")
    keep(shop, lambda at, row: row[3] != "South")
    ran = shop.run("train")
    assert ran.code == 3, ran.err
    assert "South (200 of 200 since 2024-01-01)" in " ".join(ran.err.split())
    accepted = shop.run("train", "--accept-fewer-rows")
    assert accepted.code != 3, accepted.err
    assert "orders lacks rows" in accepted.err  # said nevertheless
    (shop.folder / "orders.csv").write_text(whole, encoding="utf-8")
    assert "lacks rows" not in shop.run("features", "--out", shop.folder / "f.parquet").err


def test_a_few_orders_that_are_gone_are_told_and_refuse_nothing(shop: Walked) -> None:
    keep(shop, lambda at, row: at not in (100, 300))
    ran = shop.run("train")
    assert ran.code != 3
    assert "2 of 700 since 2024-01-26 are gone." in " ".join(ran.err.split())
    assert "--accept-fewer-rows" not in ran.err


def test_scoring_a_cut_source_keeps_what_is_published_and_once_accepted_it_is_the_measure(
    walked: Walked, tmp_path: Path
) -> None:
    company = walked.copied(tmp_path / "company")
    standing = read_pointer(company.data_dir)
    head, *rows = (company.folder / "orders.csv").read_text(encoding="utf-8").splitlines()
    (company.folder / "orders.csv").write_text("\n".join([head, *rows[::2], ""]), encoding="utf-8")
    ran = company.run("score")
    assert ran.code == 3, ran.err
    assert "orders" in ran.err
    assert read_pointer(company.data_dir) == standing
    with read_on_few_days():
        accepted = company.run("score", "--accept-fewer-rows")
    assert accepted.code == 0, accepted.err
    assert read_pointer(company.data_dir) != standing
    assert company.run("check", "--json").report["rows_gone"] == []
