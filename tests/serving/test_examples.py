"""The real orders that ship with packages, as event tables of ours."""

import sys
from pathlib import Path

import duckdb
import pytest

from features.errors import NotFoundError
from features.settings import read_settings
from serving.commands import demo, examples
from serving.commands.examples import EXAMPLES, Example


def example(name: str) -> Example:
    return next(one for one in EXAMPLES if one.name == name)


@pytest.mark.parametrize("name", [one.name for one in EXAMPLES])
def test_the_settings_of_an_example_are_valid_and_name_actions(tmp_path: Path, name: str) -> None:
    path = tmp_path / "winback.toml"
    path.write_text(example(name).settings, encoding="utf-8")
    settings = read_settings(path, {})
    assert settings.actions
    assert settings.company.currency == "USD"


def test_cdnow_is_written_whole(tmp_path: Path) -> None:
    settings = read_settings(example("cdnow").prepare(tmp_path), {})
    orders = str(tmp_path / "source" / "orders.csv")
    counted = duckdb.sql(
        f"SELECT count(*), count(DISTINCT client_id), count(DISTINCT order_id), "
        f"min(ordered_at)::VARCHAR, max(ordered_at)::VARCHAR FROM '{orders}'"
    ).fetchall()[0]
    assert counted == (69_659, 23_570, 69_659, "1997-01-01", "1998-06-30")
    assert settings.churn.min_days == settings.churn.max_days == 182


def test_complete_journey_is_written_whole_with_baskets_that_add_up(tmp_path: Path) -> None:
    source = example("complete-journey").prepare(tmp_path).parent / "source"
    counted = duckdb.sql(
        f"SELECT count(*), count(DISTINCT client_id) FROM '{source / 'orders.parquet'}'"
    ).fetchall()[0]
    assert counted == (155_848, 2_469)
    apart = duckdb.sql(
        f"""SELECT count(*) FROM (SELECT order_id, sum(amount) AS lines FROM '{source / "order_lines.parquet"}'
            GROUP BY order_id) FULL JOIN '{source / "orders.parquet"}' USING (order_id)
            WHERE abs(lines - amount) > 0.005 OR lines IS NULL OR amount IS NULL"""
    ).fetchall()[0]
    assert apart == (0,)


def test_a_missing_package_is_named_with_the_extra_that_brings_it() -> None:
    with pytest.raises(NotFoundError, match="The package no-such-orders, .* with the extra `examples`"):
        examples._folder("no_such_orders", "no-such-orders")


def test_the_demo_names_commands_so_that_a_shell_finds_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "which", lambda _: "/usr/bin/winback")
    assert demo.said("winback") == "winback"
    monkeypatch.setattr(demo, "which", lambda _: None)
    assert Path(demo.said("winback")).parent == Path(sys.executable).parent
