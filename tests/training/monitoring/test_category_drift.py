"""Categories that are no longer as they were, found by name and value."""

from datetime import timedelta

import numpy as np
import pandas as pd
import pytest

from tests.training.monitoring.clients import TRAINED_ON, clients
from training.monitoring.category_drift import category_drift
from training.monitoring.finding import Finding
from training.monitoring.reference import Reference, reference_of
from training.monitoring.value_counts import ValueCounts

LATER = TRAINED_ON + timedelta(days=60)
BRANCHES = ("North", "South", "East", "West")


def with_branches(seed: int, shares: tuple[float, ...] = (0.4, 0.3, 0.2, 0.1)) -> pd.DataFrame:
    """Clients of one day, each of a branch; one in a hundred has an odd one of its own."""
    rows = clients(seed)
    random = np.random.default_rng(seed)
    branch = random.choice(BRANCHES, len(rows), p=shares).astype("object")
    odd = random.random(len(rows)) < 0.01
    return rows.assign(branch=np.where(odd, "branch of " + rows["client_id"], branch))


def reference(gains: dict[str, float] | None = None, **earlier: pd.DataFrame) -> Reference:
    population = with_branches(1)
    return reference_of(
        population,
        pd.Series(0.1, index=population.index),
        population.assign(left=0.0, weight=1.0),
        features=("tenure_days",),
        gains=pd.Series(gains or {}, dtype="float64"),
        as_of=TRAINED_ON,
        earlier={int(days.removeprefix("days_")): rows for days, rows in earlier.items()},
        categories=("branch",),
    )


def found(rows: pd.DataFrame, then: Reference | None = None) -> dict[str, Finding]:
    return {one.name: one for one in category_drift(then or reference(), rows, LATER)}


def test_nothing_is_found_where_nothing_moved() -> None:
    drift = found(with_branches(2))
    assert {name: one.verdict for name, one in drift.items()} == {
        "drift/psi/branch": "ok",
        "drift/missing_share/branch": "ok",
    }


def test_a_new_value_is_named_with_its_clients() -> None:
    rows = with_branches(2)
    opened = rows.assign(branch=rows["branch"].where(rows.index >= 150, "Centre"))
    one = found(opened)["drift/new_values/branch"]
    assert one.verdict == "watch"
    assert one.value == pytest.approx(0.15)
    assert "of 15.0% of the clients: Centre (150). Train again" in one.said("en")


def test_of_many_new_values_the_largest_are_named_and_the_others_counted() -> None:
    rows = with_branches(2)
    opened = rows["branch"].copy()
    for first, last, name in ((0, 55, "A"), (55, 135, "B"), (135, 195, "C"), (195, 265, "D")):
        opened.iloc[first:last] = name
    one = found(rows.assign(branch=opened))["drift/new_values/branch"]
    assert "B (80), D (70), C (60), +1" in one.said("en")


def test_values_that_few_hold_count_together_in_the_mix() -> None:
    rows = with_branches(2)
    scattered = rows["branch"].where(rows.index >= 300, "shop of " + rows["client_id"])
    one = found(rows.assign(branch=scattered))["drift/psi/branch"]
    assert one.verdict == "act"


def test_of_few_clients_nothing_is_said() -> None:
    drift = found(with_branches(2).iloc[:30])
    assert {name: one.verdict for name, one in drift.items()} == {
        "drift/psi/branch": "unknown",
        "drift/missing_share/branch": "ok",
    }


def test_values_that_few_hold_are_neither_named_nor_kept() -> None:
    rows = with_branches(2)
    few = rows.assign(branch=rows["branch"].where(rows.index >= 49, "Centre"))
    assert "drift/new_values/branch" not in found(few)
    text = reference().to_json()
    assert "North" in text
    assert "branch of" not in text


def test_a_value_that_nobody_holds_any_more_is_named() -> None:
    rows = with_branches(2)
    renamed = rows.assign(branch=rows["branch"].replace({"North": "Branch North"}))
    drift = found(renamed)
    assert drift["drift/vanished_values/branch"].verdict == "act"
    assert "North (" in drift["drift/vanished_values/branch"].said("en")
    assert drift["drift/new_values/branch"].verdict == "act"


def test_another_mix_of_values_is_found_and_told_by_the_one_that_moved_most() -> None:
    one = found(with_branches(2, (0.1, 0.3, 0.2, 0.4)))["drift/psi/branch"]
    assert one.verdict == "act"
    assert "most of all West: " in one.said("en") or "most of all North: " in one.said("en")


def test_a_category_that_the_model_hardly_reads_is_worth_a_look_and_no_more() -> None:
    moved = with_branches(2, (0.1, 0.3, 0.2, 0.4))
    assert found(moved, reference({"tenure_days": 1.0}))["drift/psi/branch"].verdict == "watch"
    assert found(moved, reference({"branch": 1.0}))["drift/psi/branch"].verdict == "act"


def test_a_mix_that_always_moves_so_is_as_usual() -> None:
    moved = with_branches(2, (0.1, 0.3, 0.2, 0.4))
    usual = reference(days_60=with_branches(3, (0.1, 0.3, 0.2, 0.4)))
    assert found(moved, usual)["drift/psi/branch"].verdict == "ok"


def test_a_category_whose_column_is_gone_is_missing() -> None:
    one = found(with_branches(2).drop(columns="branch"))["drift/missing_share/branch"]
    assert (one.verdict, one.value) == ("act", 1.0)


def test_counts_are_read_back_and_older_references_have_none() -> None:
    made = reference()
    assert Reference.from_json(made.to_json()).categories == made.categories
    assert made.categories["branch"].known == 1000
    assert ValueCounts.of(pd.Series([None, None])).missing_share == 1.0
