"""churn-rate: from a company's files to the verdict, the files, and what it refuses."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.serving.walked import Walked, winback

SETTINGS = """[company]
language = "en"
timezone = "UTC"

[churn]
max_days = 60

[source]
url = "."
"""
#: Every ten days from the 1st of January to the 14th of March; six of thirty clients stop on the 30th.
STARTS, ENDS, STOPS = date(2024, 1, 1), date(2024, 3, 14), date(2024, 1, 30)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Thirty regular clients of two branches over ten weeks."""
    folder = tmp_path_factory.mktemp("shop")
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["client_id", "ordered_at", "amount", "branch"])
        for number in range(30):
            day, end = STARTS + timedelta(days=number % 5), STOPS if number < 6 else ENDS
            while day <= end:
                rows.writerow([f"{number:03}", day, 100, "North" if number % 2 else "South"])
                day += timedelta(days=10)
    (folder / "winback.toml").write_text(SETTINGS, encoding="utf-8")
    return Walked(folder, {})


def test_the_way_from_files_to_a_verdict(shop: Walked) -> None:
    files = [shop.folder / f"churn.{suffix}" for suffix in ("html", "xlsx", "csv")]
    words = [word for path in files for word in ("--out", path)]
    ran = shop.run("churn-rate", "--minimum", 10, *words, "--json")
    assert (ran.code, ran.err) == (0, "")
    # In January there was no base; at the start of February thirty clients, all lost by nobody; a client with a
    # rhythm of ten days is lost after thirty days of silence: the six who stopped, by the 1st of March.
    assert [(one["start"], one["clients_at_start"], one["lost"]) for one in ran.report["periods"]] == [
        ("2024-02-01", 30, 6)
    ]
    assert ran.report["yearly_churn_rate"] is None
    assert ran.report["year_known_on"] == "2025-02-01"
    assert ran.report["headline"].startswith("The yearly churn is not known yet")
    branches = ran.report["breakdowns"]["branch"]["groups"]
    assert {(one["group"], one["clients_at_start"], one["lost"]) for one in branches} == {
        ("North", 15, 3),
        ("South", 15, 3),
    }
    assert ran.report["files"] == [str(path) for path in files]
    assert all(path.stat().st_size > 1000 for path in files)


def test_people_read_the_verdict_and_where_the_files_lie(shop: Walked) -> None:
    path = shop.folder / "one.csv"
    ran = shop.run("churn-rate", "--by", "branch, abc", "--out", path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("The yearly churn is not known yet: it can be told from 1")
    assert "Clients lost: 6 – of 30 at the start" in ran.out.replace("\u00a0", " ")
    assert "By month" in ran.out
    assert ran.out.index("By branch") < ran.out.index("By ABC class")
    assert f"Report: {path}" in ran.out


def test_a_day_before_the_first_order_is_too_little_data(shop: Walked) -> None:
    ran = shop.run("churn-rate", "--as-of", "2023-12-01")
    assert (ran.code, ran.out) == (4, "")
    assert "There are no orders before 2023-12-01 to tell churn from." in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--out", "churn.pdf"),
            "churn.pdf ends with '.pdf'; the churn report is written as .csv, .xlsx or .html.",
        ),
        (("--out", "none/churn.csv"), "The folder of none/churn.csv does not exist"),
        (("--as-of", "2024-02-30"), "'2024-02-30' is no day."),
        (("--as-of", "2999-01-01"), "which has not come"),
        (("--by", "colour"), "--by is 'colour'; churn is broken down by abc, branch, manager"),
        (
            ("--by", "manager"),
            "Nothing in the data tells the manager of a client; manager stands in orders.manager",
        ),
        (("--every", "week"), "--every is 'week'; churn is told by month, quarter, year."),
        (("--last", "0"), "--last is 0; at least one period is told."),
        (("--minimum", "0"), "--minimum is 0; a group has at least one client."),
    ],
)
def test_wrong_use_is_refused_and_writes_nothing(shop: Walked, words: tuple[str, ...], said: str) -> None:
    before = sorted(shop.folder.iterdir())
    ran = shop.run("churn-rate", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert sorted(path for path in shop.folder.iterdir() if path.name != "winback-data") == [
        path for path in before if path.name != "winback-data"
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "branch,colour"), "--by is 'colour'"),
        (("--every", "week"), "--every is 'week'"),
        (("--last", "-4"), "--last is -4"),
        (("--minimum", "0"), "--minimum is 0"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_any_data_are_read(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    settings = tmp_path / "winback.toml"
    settings.write_text(SETTINGS, encoding="utf-8")  # and no orders beside it
    ran = winback("churn-rate", *words, "--config", str(settings))
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert not (tmp_path / "winback-data").exists()


def test_without_settings_it_says_what_to_run(tmp_path: Path) -> None:
    ran = winback("churn-rate", config=tmp_path / "winback.toml")
    assert ran.code == 2
    assert "Run `winback init` to write one." in ran.err


def test_names_in_square_brackets_are_shown_as_they_stand(shop: Walked, tmp_path: Path) -> None:
    rows = (shop.folder / "orders.csv").read_text(encoding="utf-8")
    (tmp_path / "orders.csv").write_text(rows.replace("South", "[/S]"), encoding="utf-8")
    (tmp_path / "winback.toml").write_text(SETTINGS, encoding="utf-8")
    out = tmp_path / "churn[1].csv"
    settings = tmp_path / "winback.toml"
    ran = winback("churn-rate", "--minimum", "10", "--out", str(out), "--config", str(settings))
    assert (ran.code, ran.err) == (0, "")
    assert "[/S]" in ran.out
    assert f"Report: {out}" in ran.out
