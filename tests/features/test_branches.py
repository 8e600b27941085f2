"""Branches: where a client buys, and how many of its clients a branch has lost lately."""

from typing import Any

import ibis
import pandas as pd
import pyarrow.compute as pc
import pytest

from features.events import Events, named_events
from features.families.branches import CHURN
from features.settings import Settings
from features.table import FeatureTable
from tests.features.company import accepted, at, compiled, day, engine, features_at, order

T = 400


def branch_of(*orders: dict[str, Any], t: int = T) -> object:
    told = features_at(day(t), orders=[order("a", 0, branch=None), *orders])
    branch = told.loc["a", "branch"]
    return None if pd.isna(branch) else branch


def test_the_branch_is_that_of_the_last_order_day_that_names_one() -> None:
    rows = [order("a", 1, branch="north"), order("a", 9, branch="south"), order("a", 20)]
    assert branch_of(*rows) == "south"
    assert branch_of(*rows, t=9) == "north"
    assert branch_of(*rows, t=1) is None


def test_of_two_branches_of_one_day_the_first_by_name_counts() -> None:
    assert branch_of(order("a", 100, branch="south"), order("a", 100.5, branch="north")) == "north"


def test_an_older_order_never_comes_before_a_later_one() -> None:
    # As texts, 9 days would come after 10.
    assert branch_of(order("a", T - 10, branch="a"), order("a", T - 9, branch="b")) == "b"


@pytest.mark.parametrize(("t", "expected"), [(10, "north"), (25, "south"), (35, "north"), (45, "east")])
def test_the_branch_is_the_one_known_then(t: int, expected: str) -> None:
    rows = [
        order("a", 1, branch="north"),
        order("a", 20, branch="south", status="cancelled", status_at=at(30)),
        order("a", 18, branch="east", known_at=at(40)),
    ]
    assert branch_of(*rows, t=t) == expected


def test_an_only_branch_is_known_from_its_first_order_that_was_told() -> None:
    rows = [order("a", 5, branch="north", known_at=at(30)), order("a", 20, branch="north")]
    assert [branch_of(*rows, t=t) for t in (20, 21, 40)] == [None, "north", "north"]


def test_the_facts_leave_out_what_tells_nothing_more() -> None:
    loyal = [order("loyal", when, branch="north") for when in range(1, 30)]
    loyal += [order("loyal", 40, branch="north", known_at=at(50))]
    moved = [order("moved", when, branch=name) for when, name in [(1, "north"), (2, "south"), (3, "north")]]
    connection = engine({"orders": accepted("orders", loyal + moved)})
    compiled(["orders"]).at(connection, day(60))
    left = connection.sql("SELECT client_id, count(*) FROM winback_branches GROUP BY ALL ORDER BY ALL")
    assert left.fetchall() == [("loyal", 2), ("moved", 3)]


def company() -> list[dict[str, Any]]:
    """Clients who order every 10 days and are lost after 30 days of silence, of two branches."""
    orders = []
    last_orders = {"active": T - 5, "lost lately": T - 60, "lost long": T - 200}
    sizes = {
        "north": {"active": 6, "lost lately": 3, "lost long": 2},
        "south": {"active": 9, "lost lately": 0, "lost long": 1},
    }
    for branch, groups in sizes.items():
        for group, size in groups.items():
            for number in range(size):
                client = f"{branch} {group} {number}"
                orders += [order(client, last_orders[group] - 10 * back, branch=branch) for back in range(12)]
    return orders


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    newcomers = [
        order(f"new {number}", T - 80 + 10 * back, branch="north") for number in range(3) for back in range(8)
    ]
    somewhere = [order("nowhere", T - 5 - 10 * back) for back in range(12)]
    return features_at(day(T), orders=[*company(), *newcomers, *somewhere])


def test_the_company_is_as_described(told: pd.DataFrame) -> None:
    assert set(told.loc[[name for name in told.index if "lost" in name], "status"]) == {"lost"}
    assert set(told.loc[[name for name in told.index if "active" in name], "status"]) == {"active"}
    lately = [name for name in told.index if "lately" in name]
    assert told.loc[lately, "days_lost"].between(0, 89).all()
    assert told.loc[[name for name in told.index if "long" in name], "days_lost"].ge(90).all()


def test_a_branchs_churn_leans_on_the_companys(told: pd.DataFrame) -> None:
    # Of 9 + 9 + 1 clients who were there and not lost 90 days ago 3 are lost now: the company's 3 / 19.
    north, south = (3 + 20 * 3 / 19) / (9 + 20), (0 + 20 * 3 / 19) / (9 + 20)
    assert told.loc["north active 0", CHURN] == pytest.approx(north)
    assert told.loc["new 0", CHURN] == pytest.approx(north)
    assert told.loc["south active 0", CHURN] == pytest.approx(south)
    assert pd.isna(told.loc["nowhere", CHURN])


def test_one_client_alone_gets_the_published_churn_of_its_branch() -> None:
    orders = company()
    mine = [row for row in orders if row["client_id"] == "south active 0"]
    stranger = [{**row, "client_id": "stranger", "branch": "west"} for row in mine]
    table = compiled(["orders"])
    batch, context = table.at(engine({"orders": accepted("orders", orders)}), day(T))
    live, _ = table.at(engine({"orders": accepted("orders", mine + stranger)}), day(T), context)
    was = batch.filter(pc.equal(batch["client_id"], "south active 0"))[CHURN].to_pylist()
    assert live[CHURN].to_pylist() == [*was, None]
    assert live["branch"].to_pylist() == ["south", "west"]


def test_without_branches_the_family_is_off() -> None:
    events = named_events(["orders"], ibis.duckdb.connect())
    table = FeatureTable(
        Events(events.tables, events.connection, empty_columns=frozenset({"orders.branch"})), Settings()
    )
    assert CHURN not in table.names
    assert table.categories == ()
