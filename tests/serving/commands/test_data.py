"""init, simulate, check and features: what they refuse, and what they leave behind."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from serving.commands import data, shared
from tests.serving.walked import Walked, winback

ORDERS = "client_id,ordered_at,amount\n" + "".join(f"{n},2024-0{n % 6 + 1}-11,{100 + n}\n" for n in range(40))


@pytest.fixture
def shop(tmp_path: Path) -> Walked:
    """A folder of forty orders with its settings, not yet checked."""
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    assert winback("init", tmp_path).code == 0
    return Walked(tmp_path, {})


def test_init_writes_settings_that_check_takes(shop: Walked) -> None:
    ran = shop.run("check", "--html", shop.folder / "report.html")
    assert (ran.code, ran.err) == (0, "")
    assert "таблица nps" in ran.out
    assert "nps_last, nps_mean" in ran.out
    assert "<html" in (shop.folder / "report.html").read_text(encoding="utf-8")
    assert (shop.data_dir / "events" / "current").is_file()


def test_init_overwrites_only_by_force(shop: Walked) -> None:
    before = shop.config.read_bytes()
    shop.config.write_bytes(before + b"# mine\n")
    refused = winback("init", shop.folder)
    assert (refused.code, "stands already. Give another folder, or --force" in refused.err) == (2, True)
    assert shop.config.read_bytes().endswith(b"# mine\n")
    assert winback("init", shop.folder, "--force").code == 0
    assert shop.config.read_bytes() == before


def test_init_needs_a_folder(tmp_path: Path) -> None:
    ran = winback("init", tmp_path / "none")
    assert (ran.code, "is no folder. Make it" in ran.err) == (2, True)


def test_init_says_what_it_left_aside_and_that_there_are_no_orders(tmp_path: Path) -> None:
    (tmp_path / "orders.xlsx").write_bytes(b"PK")
    (tmp_path / "weather.csv").write_text("sun,rain\n1,2\n", encoding="utf-8")
    ran = winback("init", tmp_path)
    assert ran.code == 0
    assert "left aside: weather.csv" in ran.out
    assert "Workbooks are not read: orders.xlsx." in ran.out
    assert "There is no file of orders" in ran.out
    assert "A database is named by its address: WINBACK_SOURCE_URL, or [source] url." in " ".join(
        ran.out.split()
    )
    (tmp_path / "orders.csv").write_text(ORDERS, encoding="utf-8")
    assert "There is no file of orders" not in winback("init", tmp_path, "--force").out


def test_init_looks_into_what_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company = tmp_path / "company"
    company.mkdir()
    with closing(sqlite3.connect(tmp_path / "shop.sqlite")) as shop:
        shop.execute("CREATE TABLE sales (customer TEXT, date TEXT, total REAL)")
        shop.executemany(
            "INSERT INTO sales VALUES (?, ?, ?)", [(f"c{n}", "2024-01-31", 5) for n in range(40)]
        )
        shop.commit()
    monkeypatch.setenv("WINBACK_SOURCE_URL", "../shop.sqlite")  # relative to the settings file, as always
    ran = winback("init", company)
    assert (ran.code, ran.err) == (0, "")
    assert "orders: sales" in ran.out
    assert "The settings file does not repeat it" in ran.out
    assert "shop.sqlite" not in (company / "winback.toml").read_text(encoding="utf-8")
    checked = winback("check", "--config", company / "winback.toml", "--json")
    assert (checked.code, checked.report["tables"][0]["accepted"]) == (0, 40)


def test_init_says_that_a_database_has_no_orders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(duckdb.connect(str(tmp_path / "shop.duckdb"))) as shop:
        shop.execute("CREATE TABLE weather (sun INTEGER)")
    monkeypatch.setenv("WINBACK_SOURCE_URL", "shop.duckdb")
    ran = winback("init", tmp_path)
    assert ran.code == 0
    assert "left aside: weather" in ran.out
    assert "No table seems to hold orders" in ran.out
    assert "There is no file of orders" not in ran.out


def test_init_writes_nothing_where_the_environment_s_database_is_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WINBACK_SOURCE_URL", "postgresql://winback@127.0.0.1:1/shop")
    ran = winback("init", tmp_path)
    assert (ran.code, "nobody listens at its host and port" in ran.err) == (5, True)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_column_is_bad_data_and_says_which(shop: Walked) -> None:
    (shop.folder / "orders.csv").write_text("client_id,ordered_at\n1,2024-01-01\n", encoding="utf-8")
    ran = shop.run("check")
    assert ran.code == 3
    assert "amount" in ran.err
    assert "orders" in ran.err
    assert not (shop.data_dir / "events" / "current").exists()


def test_bad_data_leave_what_was_accepted_before(shop: Walked) -> None:
    assert shop.run("check").code == 0
    before = (shop.data_dir / "events" / "current").read_bytes()
    (shop.folder / "orders.csv").write_text("client_id,ordered_at\n1,2024-01-01\n", encoding="utf-8")
    assert shop.run("check").code == 3
    assert (shop.data_dir / "events" / "current").read_bytes() == before


def test_an_unknown_setting_is_refused_with_the_nearest_known_one(shop: Walked) -> None:
    text = shop.config.read_text(encoding="utf-8")
    shop.config.write_text(text.replace("[churn]\n", "[churn]\ncycle = 3\n"), encoding="utf-8")
    ran = shop.run("check")
    assert ran.code == 2
    assert "[churn] cycle is not a setting; did you mean `cycles`?" in ran.err


def test_without_a_settings_file_it_says_how_to_get_one(tmp_path: Path) -> None:
    ran = winback("check", config=tmp_path / "none.toml")
    assert (ran.code, "Run `winback init` to write one." in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("features",), "Give --out FILE.parquet, or --catalog"),
        (
            ("features", "--out", "x.csv"),
            "is no Parquet file; features are written as Parquet. Call it x.parq",
        ),
        (
            ("features", "--as-of", "2024-13-01", "--out", "{}/x.parquet"),
            "'2024-13-01' is no day. Write it as",
        ),
        (("features", "--as-of", "2999-01-01", "--out", "{}/x.parquet"), "which has not come: nobody could"),
        (("features", "--out", "{}/none/x.parquet"), "none"),
        (("check", "--html", "{}/none/x.html"), "none"),
        (("train", "--as-of", "tomorrow"), "'tomorrow' is no day. Write it as YYYY-MM-DD"),
        (("score", "--as-of", "2024-02-30"), "'2024-02-30' is no day"),
        (
            ("score", "--out", "scores.xlsx"),
            "is neither Parquet nor CSV. Call it scores.parquet or scores.csv",
        ),
        (("score", "--out", "{}/none/x.csv"), "none"),
    ],
)
def test_what_cannot_be_asked_is_wrong_use(shop: Walked, words: tuple[str, ...], said: str) -> None:
    ran = shop.run(*(word.format(shop.folder) for word in words))
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_several_days_give_several_rows_a_client(shop: Walked) -> None:
    days = ("--as-of", "2024-07-01", "--as-of", "2024-06-01", "--as-of", "2024-07-01")
    report = shop.run("features", *days, "--out", shop.folder / "f.parquet", "--json").report
    assert report["as_of"] == ["2024-06-01", "2024-07-01"]
    assert report["rows"] > 40


def test_a_day_before_any_order_has_no_features_and_leaves_no_file(shop: Walked) -> None:
    file = shop.folder / "early.parquet"
    ran = shop.run("features", "--as-of", "1999-01-01", "--as-of", "2024-07-01", "--out", file)
    assert (ran.code, "No client has an order that was known on 1999-01-01" in ran.err) == (4, True), ran.err
    assert not file.exists()


def test_what_has_stopped_is_told_by_check_and_by_what_reads_the_source_on_the_error_output(
    tmp_path: Path,
) -> None:
    (tmp_path / "orders.csv").write_text("client_id,ordered_at,amount\n1,2024-01-05,9\n1,2024-02-05,9\n")
    (tmp_path / "nps.csv").write_text("client_id,answered_at,score\n")
    (tmp_path / "winback.toml").write_text('[company]\nlanguage = "en"\n[source]\nurl = "."\n')
    told = "nps has no row at all. Features that depend on it: nps_last,"
    checked = winback("check", "--config", str(tmp_path / "winback.toml"))
    assert checked.code == 0
    assert told in " ".join(checked.out.split())
    out = tmp_path / "features.parquet"
    read = winback("features", "--config", str(tmp_path / "winback.toml"), "--out", str(out), "--json")
    assert read.code == 0, read.err
    assert told in read.err
    assert read.report["rows"] == 1


def test_a_source_in_which_nothing_is_new_is_told_by_check_and_by_what_reads_it(
    shop: Walked, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = date(2024, 1, 1)
    rows = [f"{n % 7},{first + timedelta(days=n)},100" for n in range(60)]  # the last is of 2024-02-29
    (shop.folder / "orders.csv").write_text(
        "\n".join(["client_id,ordered_at,amount", *rows]), encoding="utf-8"
    )
    today = datetime(2024, 3, 4, 3, tzinfo=UTC)
    for module in (data, shared):
        monkeypatch.setattr(module, "now", lambda: today)
    said = "Новых данных нет: последняя строка во всём источнике за 29.02.2024, с тех пор ни одной за 3 дн."
    ran = shop.run("check", "--html", shop.folder / "report.html")
    assert said in " ".join(ran.out.split())
    assert said in (shop.folder / "report.html").read_text("utf-8")
    told = shop.run("check", "--json").report["source_silence"]
    assert (told["last_day"], told["silent_days"], told["longest_pause_days"]) == ("2024-02-29", 3, 0)
    assert said in shop.run("features", "--as-of", "2024-03-01", "--out", shop.folder / "f.parquet").err
    today -= timedelta(days=1)
    assert shop.run("check", "--json").report["source_silence"] is None


def test_the_catalog_lists_every_feature_with_its_meaning() -> None:
    from features.catalog import FEATURES, STANDING

    listed = winback("features", "--catalog", "--json").report
    assert [line["name"] for line in listed] == [line.name for line in (*STANDING, *FEATURES)]
    assert all(line["unit"] and line["meaning"] and line["cause"] for line in listed)
    assert "own_cycle_days" in winback("features", "--catalog").out


def test_simulate_speaks_two_languages_and_no_third(tmp_path: Path) -> None:
    ran = winback("simulate", tmp_path / "x", "--clients", 20, "--months", 12, "--language", "de")
    assert (ran.code, "language is 'de'; the company speaks ru or en" in ran.err) == (2, True)
    assert winback("simulate", tmp_path / "x", "--clients", 20, "--months", 12, "--language", "en").code == 0
    assert (tmp_path / "x" / "truth").is_dir()


def test_simulate_replaces_its_own_settings_and_never_a_persons(tmp_path: Path) -> None:
    size = (tmp_path, "--clients", 5, "--months", 3)
    assert winback("simulate", *size).code == 0
    ours = (tmp_path / "winback.toml").read_bytes()
    ran = winback("simulate", *size, "--language", "en")
    assert (ran.code, "Tables, truth and settings" in ran.out) == (0, True)
    assert (tmp_path / "winback.toml").read_bytes() != ours
    (tmp_path / "winback.toml").write_text("# mine\n", encoding="utf-8")
    ran = winback("simulate", *size, "--language", "en")
    assert (ran.code, "stood there already and is as it was: it is yours" in ran.out) == (0, True)
    assert (tmp_path / "winback.toml").read_text(encoding="utf-8") == "# mine\n"


def test_simulate_writes_csv_or_parquet_and_nothing_else(tmp_path: Path) -> None:
    size = (tmp_path, "--clients", 5, "--months", 3)
    ran = winback("simulate", *size, "--format", "xlsx")
    assert (ran.code, "--format is 'xlsx'; tables are csv or parquet" in ran.err) == (2, True)
    assert winback("simulate", *size, "--format", "parquet").code == 0
    assert (tmp_path / "contacts.parquet").is_file()
    assert 'from = "contacts.parquet"' in (tmp_path / "winback.toml").read_text(encoding="utf-8")
