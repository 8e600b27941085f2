"""Whether the folder is whole, the same every time, and nobody's own files are touched."""

import csv
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from features.errors import BusyError, UsageError
from features.schema import TABLES
from features.simulate import simulate_company
from features.simulate import write as write_module
from features.simulate.files import names_of
from features.simulate.tables import TRUTH_TABLES
from features.simulate.write import READMES, Wanted, write_company

FILES = (*READMES, *names_of("csv"))


def _bytes(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in sorted(directory.rglob("*.*"))
    }


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        simulate_company(tmp_path / name, clients=60, months=12, seed=seed)
    first, again, other = (_bytes(tmp_path / name) for name in ("first", "again", "other"))
    assert set(first) == set(FILES)
    assert first == again
    for name in names_of("csv"):
        assert first[name] != other[name]


@pytest.mark.parametrize("block", [7, 23])
def test_the_size_of_a_block_changes_no_byte(tmp_path: Path, block: int) -> None:
    write_company(tmp_path / "whole", Wanted(60, 12, 3, "en"))
    write_company(tmp_path / "parts", Wanted(60, 12, 3, "en", block=block))
    assert _bytes(tmp_path / "whole") == _bytes(tmp_path / "parts")


def test_single_clients_as_blocks_and_another_number_of_threads_change_no_byte(tmp_path: Path) -> None:
    write_company(tmp_path / "whole", Wanted(12, 6, 3))
    threads = pa.cpu_count()
    pa.set_cpu_count(1 if threads > 1 else 2)
    try:
        write_company(tmp_path / "parts", Wanted(12, 6, 3, block=1))
    finally:
        pa.set_cpu_count(threads)
    assert _bytes(tmp_path / "whole") == _bytes(tmp_path / "parts")


def test_the_first_clients_of_a_larger_company_are_those_of_a_smaller_one(tmp_path: Path) -> None:
    simulate_company(tmp_path / "small", clients=30, months=12, seed=3)
    simulate_company(tmp_path / "large", clients=50, months=12, seed=3)
    small, large = _bytes(tmp_path / "small"), _bytes(tmp_path / "large")
    for name in FILES:
        if name.endswith(".csv"):
            assert large[name].startswith(small[name])
    assert sum(map(len, large.values())) > 1.2 * sum(map(len, small.values()))


def test_what_is_reported_is_what_lies_there(tmp_path: Path) -> None:
    company = simulate_company(tmp_path / "new" / "deep", clients=40, months=14, seed=5)
    assert (company.first_day.isoformat(), company.last_day.isoformat()) == ("2022-01-01", "2023-02-28")
    assert set(company.paths) == {*TABLES, *TRUTH_TABLES}
    for name, path in company.paths.items():
        with path.open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.DictReader(file)) == company.rows[name]
    assert company.rows["truth/clients"] == 40


def test_money_has_two_decimals_and_days_are_iso(tmp_path: Path) -> None:
    company = simulate_company(tmp_path / "new", clients=20, months=6, seed=5)
    with company.paths["orders"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert len(row["amount"].partition(".")[2]) == 2
        assert len(row["ordered_at"]) == 10
        assert row["ordered_at"][4] == row["ordered_at"][7] == "-"


def test_an_earlier_company_is_replaced_and_a_killed_runs_draft_removed(tmp_path: Path) -> None:
    simulate_company(tmp_path, clients=20, months=6, seed=5)
    (tmp_path / ".winback-draft-abc").mkdir()
    simulate_company(tmp_path, clients=20, months=6, seed=6, language="en")
    simulate_company(tmp_path / "fresh", clients=20, months=6, seed=6, language="en")
    fresh = _bytes(tmp_path / "fresh")
    assert {name: data for name, data in _bytes(tmp_path).items() if "fresh" not in name} == fresh
    assert not list(tmp_path.glob(".winback*"))


@pytest.mark.parametrize("name", ["orders.csv", "notes.txt", "truth", "winback-data"])
def test_a_folder_with_anything_of_the_users_is_refused_untouched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(
        UsageError, match=rf"holds {name}, which is not of an invented company; we need a folder"
    ):
        simulate_company(tmp_path, clients=5, months=3, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_what_later_commands_keep_beside_an_earlier_company_is_left_there(tmp_path: Path) -> None:
    simulate_company(tmp_path, clients=5, months=3, seed=1)
    (tmp_path / "winback-data").mkdir()
    (tmp_path / "winback-data" / "ledger.db").write_bytes(b"kept")
    before = (tmp_path / "orders.csv").read_bytes()
    simulate_company(tmp_path, clients=5, months=3, seed=2)
    assert (tmp_path / "orders.csv").read_bytes() != before
    assert (tmp_path / "winback-data" / "ledger.db").read_bytes() == b"kept"


def test_a_file_added_to_an_earlier_company_is_refused_too(tmp_path: Path) -> None:
    simulate_company(tmp_path, clients=5, months=3, seed=1)
    (tmp_path / "truth" / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"holds truth/mine\.csv"):
        simulate_company(tmp_path, clients=5, months=3, seed=1)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file; we need a folder"):
        simulate_company(tmp_path / "file", clients=5, months=3, seed=1)


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(BusyError, match=r"could not be written: Not a directory\. We need a folder"):
        simulate_company(tmp_path / "file" / "below", clients=5, months=3, seed=1)


def test_a_disk_that_fills_up_leaves_the_earlier_company_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulate_company(tmp_path, clients=5, months=3, seed=1)
    before = _bytes(tmp_path)

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write_module, "_write_text", full)
    with pytest.raises(BusyError, match="No space left on device"):
        simulate_company(tmp_path, clients=9, months=3, seed=1)
    assert _bytes(tmp_path) == before
    assert not list(tmp_path.glob(".winback*"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"clients": 0}, r"clients is 0; we need a whole number from 1 on\. Write, say, 5000\."),
        ({"clients": -3}, r"clients is -3; we need"),
        ({"months": 0}, r"months is 0; we need a whole number from 1 to 240"),
        ({"months": 241}, r"months is 241; we need"),
        ({"seed": -1}, r"seed is -1; we need a whole number from 0 on"),
        ({"language": "de"}, r"language is 'de'; we know ru, en\. Write one of them\."),
        ({"table_format": "xls"}, r"table_format is 'xls'; we know csv, parquet\. Write one of them\."),
    ],
)
def test_bad_arguments_are_refused_before_anything_is_written(
    tmp_path: Path, arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        simulate_company(tmp_path / "new", **{"clients": 5, "months": 3, "seed": 1, **arguments})
    assert not (tmp_path / "new").exists()


def test_a_settings_file_is_never_touched_nor_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "winback.toml").write_text("mine", encoding="utf-8")
    simulate_company(tmp_path, clients=5, months=3, seed=1)
    simulate_company(tmp_path, clients=5, months=3, seed=2)
    assert (tmp_path / "winback.toml").read_text(encoding="utf-8") == "mine"


def test_a_run_in_the_other_format_leaves_no_table_twice(tmp_path: Path) -> None:
    simulate_company(tmp_path, clients=5, months=3, seed=1)
    simulate_company(tmp_path, clients=5, months=3, seed=1, table_format="parquet")
    assert not list(tmp_path.rglob("*.csv"))
    assert set(_bytes(tmp_path)) == {*READMES, *names_of("parquet")}
    simulate_company(tmp_path, clients=5, months=3, seed=1)
    assert set(_bytes(tmp_path)) == set(FILES)


def test_it_is_told_how_many_clients_are_done(tmp_path: Path) -> None:
    told: list[int] = []
    write_company(tmp_path / "new", Wanted(25, 3, 1, block=10), told.append)
    assert told == [10, 20, 25]
