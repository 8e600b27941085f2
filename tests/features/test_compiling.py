"""A feature table is compiled once for tables of one form, and anew where anything differs that it reads."""

from dataclasses import replace

import ibis
import pytest

from features import compiling
from features.compiling import compile_table
from features.events import Events, named_events
from features.family import Family
from features.settings import Settings, settings_from
from features.wanted_families import wanted_families
from tests.features.company import day, features_at, order
from tests.features.test_wanted_families import OWN


def compiled(
    events: Events,
    settings: Settings | None = None,
    *,
    dialect: str = "duckdb",
    families: list[str | Family] | None = None,
) -> object:
    return compile_table(
        events, settings or Settings(), dialect, wanted_families(events, families or ["recency"])
    )


@pytest.fixture
def events() -> Events:
    return named_events(["orders", "nps"], ibis.duckdb.connect())


def test_tables_of_one_form_share_what_was_compiled(events: Events) -> None:
    assert compiled(events) is compiled(named_events(["orders", "nps"], ibis.duckdb.connect()))


def test_whatever_the_statements_read_has_them_compiled_anew(events: Events) -> None:
    once = compiled(events)
    assert compiled(named_events(["orders"], events.connection)) is not once
    assert compiled(replace(events, empty_columns=frozenset({"orders.branch"}))) is not once
    assert compiled(events, dialect="postgres") is not once
    assert compiled(events, families=["frequency"]) is not once
    for section, name, value in (
        ("churn", "lost_after_cycles", 9),
        ("segments", "contact_every_days", [9, 9, 9]),
        ("value", "margin_share", 0.123),
    ):
        assert compiled(events, settings_from({section: {name: value}})) is not once
    assert compiled(events, settings_from({"company": {"name": "Another"}})) is once


def test_a_table_that_is_itself_computed_and_a_family_of_ones_own_are_compiled_each_time(
    events: Events,
) -> None:
    computed = replace(events, tables={**events.tables, "nps": events["nps"].filter(events["nps"].score > 3)})
    assert compiled(computed) is not compiled(computed)
    assert compiled(events, families=["frequency", OWN]) is not compiled(events, families=["frequency", OWN])


def test_what_was_asked_for_longest_ago_is_let_go(events: Events, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "KEPT", 2)
    once = compiled(events)
    for days in (1, 2):
        compiled(events, settings_from({"segments": {"contact_every_days": [days, 1, 1]}}))
    assert compiled(events) is not once


def test_each_company_is_answered_from_its_own_rows() -> None:
    for amount in (100, 300):
        told = features_at(day(30), orders=[order("a", 0, amount), order("a", 10, amount)])
        assert told.loc["a", "average_check"] == amount
