"""Ways to build the candidates: what surely helps on earlier days is taken, and judged days have no say."""

from dataclasses import replace

import numpy as np
import pytest

from features.settings import Settings, settings_from
from tests.training.shaped_company import snapshots_of
from training.models.choices import Choices, choose
from training.models.design import PLAIN
from training.past.origins import rolling_origins

CLIENTS, DAYS = 300, 8


def settings(**training: object) -> Settings:
    asked = {"origins": 2, "minimum_clients": 50, "minimum_left": 20, "candidates": ["blend"]}
    return settings_from({"training": asked | training})


def chosen(by: str, **training: object) -> Choices:
    snapshots, asked = snapshots_of(CLIENTS, DAYS, by=by), settings(**training)
    return choose(snapshots, rolling_origins(snapshots, asked), asked)


@pytest.fixture(scope="module")
def of_branches() -> Choices:
    return chosen("branch")


def taken(found: Choices) -> set[tuple[str, str]]:
    return {(one.candidate, one.option) for one in found.tried if one.taken}


def test_where_the_branch_decides_both_read_it(of_branches: Choices) -> None:
    assert of_branches.design.categories == {"logistic", "lightgbm"}
    assert taken(of_branches) >= {("logistic", "categories"), ("lightgbm", "categories")}
    table = of_branches.table().set_index(["candidate", "option"])
    assert (table.loc[(slice(None), "categories"), "low"] > 0.05).all()
    assert len(table) == 6


def test_where_silence_means_the_opposite_for_the_lost_each_status_has_its_model() -> None:
    found = chosen("status")
    assert "logistic" in found.design.by_status
    assert ("logistic", "categories") not in taken(found)


def test_what_the_trade_knows_gives_way_where_it_is_surely_wrong(of_branches: Choices) -> None:
    assert of_branches.design.monotone
    assert not chosen("order_days_30").design.monotone


def test_days_that_are_judged_have_no_say(of_branches: Choices) -> None:
    snapshots, asked = snapshots_of(CLIENTS, DAYS, by="branch"), settings()
    origins = rolling_origins(snapshots, asked)
    assert all(day < origins[0].test_day for day in of_branches.days)
    judged = snapshots.rows["ends_day"] > max(snapshots.rows.loc[origins[0].train, "ends_day"])
    turned = snapshots.rows.assign(left=np.where(judged, 1 - snapshots.rows["left"], snapshots.rows["left"]))
    assert choose(replace(snapshots, rows=turned), origins, asked).table().equals(of_branches.table())


def test_nothing_is_tried_without_earlier_days_or_where_nobody_asks() -> None:
    assert chosen("branch", try_designs=False) == Choices(PLAIN)
    assert chosen("branch", origins=20) == Choices(PLAIN)
