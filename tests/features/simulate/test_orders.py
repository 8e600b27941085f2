"""What orders amount to, and whether cancellations and returns are where they should be."""

import numpy as np
import pandas as pd
import pytest

from features.simulate.block import Block
from features.simulate.orders import CANCELLED, DONE, RETURNED, standing_share
from features.simulate.window import NEVER


def test_an_order_is_the_sum_of_its_lines(tables: dict[str, pd.DataFrame]) -> None:
    orders, lines = tables["orders"], tables["order_lines"]
    assert set(orders["order_id"]) == set(lines["order_id"])
    keys = ["order_id", "ordered_at"]
    by_lines = lines.groupby(keys)["amount"].sum().sort_index()
    by_orders = orders.groupby(keys)["amount"].sum().sort_index()
    assert by_lines.index.equals(by_orders.index)
    assert (by_lines == by_orders).all()


def test_a_part_that_comes_back_follows_a_done_order_and_is_less_than_it(
    tables: dict[str, pd.DataFrame],
) -> None:
    orders = tables["orders"]
    back = orders[orders["amount"] < 0]
    placed = orders[orders["amount"] > 0].set_index("order_id")
    assert len(back) > 300
    origin = placed.loc[back["order_id"]]
    assert (origin["status"] == "done").all()
    assert (back["ordered_at"].to_numpy() > origin["ordered_at"].to_numpy()).all()
    assert (-back["amount"].to_numpy() < origin["amount"].to_numpy()).all()
    assert (-back["margin"].to_numpy() < origin["margin"].to_numpy()).all()
    assert (back["status"] == "returned").all()
    assert back["order_id"].is_unique


def test_the_lines_that_come_back_are_of_the_order_at_its_prices(tables: dict[str, pd.DataFrame]) -> None:
    lines = tables["order_lines"]
    assert ((lines["quantity"] < 0) == (lines["amount"] < 0)).all()
    back = lines[lines["quantity"] < 0]
    pairs = back.merge(lines[lines["quantity"] > 0], on=["order_id", "product"], suffixes=("_back", ""))
    assert len(pairs) == len(back)
    assert (-pairs["quantity_back"] <= pairs["quantity"]).all()
    price = pairs["amount"].astype(float) / pairs["quantity"]
    price_back = pairs["amount_back"].astype(float) / pairs["quantity_back"]
    assert (abs(price - price_back) < 0.011).all()


def test_a_cancelled_or_returned_order_says_when_and_a_done_one_does_not(block: Block) -> None:
    rows = block.orders
    placed = rows.only(rows.amount > 0)
    cancelled, returned = placed.status == CANCELLED, placed.status == RETURNED
    assert 0.03 < cancelled.mean() < 0.09
    assert 0.005 < returned.mean() < 0.03
    assert (placed.status_day[cancelled] >= placed.day[cancelled]).all()
    assert (placed.status_day[returned] > placed.day[returned]).all()
    assert (placed.status_day[placed.status == DONE] == NEVER).all()
    assert (placed.delivered_day[cancelled] == NEVER).all()
    assert (placed.status_day[returned] >= placed.delivered_day[returned]).all()


def test_only_returns_are_negative_and_margin_is_a_part_of_the_amount(block: Block) -> None:
    rows = block.orders.only(block.orders.amount > 0)
    assert ((rows.margin > 0) & (rows.margin < rows.amount)).all()
    assert (rows.discount >= 0).all()
    assert (block.orders.amount != 0).all()


def test_the_discount_is_what_is_missing_from_list_prices(block: Block) -> None:
    rows, lines, goods = block.orders, block.lines, block.scene.market.products
    placed = rows.only(rows.amount > 0)
    sold = lines.only(lines.quantity > 0)
    price = goods.price(sold.product, block.visits.day[sold.place])
    listed = np.bincount(sold.place, sold.quantity * price, block.visits.day.size)
    assert (listed[placed.place] == placed.amount + placed.discount).all()
    share = placed.discount / (placed.amount + placed.discount)
    given = placed.discount > 0
    assert 0.12 < given.mean() < 0.28
    assert 0.02 < share[given].min() < share[given].max() < 0.11
    rewarded = block.scene.clients.rewarded[block.visits.member[placed.place]]
    assert given[rewarded].mean() > 5 * given[~rewarded].mean()


def test_some_orders_of_the_last_two_branches_are_entered_late_and_no_others(
    tables: dict[str, pd.DataFrame], block: Block
) -> None:
    orders = tables["orders"]
    late = orders.dropna(subset=["known_at"])
    assert set(late["branch"]) == {"Сибирь", "Восток"}
    assert (late["known_at"] > late["ordered_at"]).all()
    of_both = orders["branch"].isin({"Сибирь", "Восток"}) & (orders["amount"] > 0)
    assert 0.03 < len(late) / of_both.sum() < 0.07
    known_day = block.orders.known_day
    assert ((known_day == NEVER) | (known_day < block.scene.window.days)).all()
    lines = tables["order_lines"].dropna(subset=["known_at"])
    assert set(lines["order_id"]) == set(late["order_id"])


def test_the_standing_share_is_what_content_clients_keep(block: Block) -> None:
    rows, visits = block.orders, block.visits
    first = np.append(True, visits.member[1:] != visits.member[:-1])
    before = np.where(first, 0.0, np.append(0.0, visits.unhappiness[:-1]))
    of_calm = ((before < 0.1) & (visits.drifting == 0))[rows.place]
    # each order weighs the same: amounts relative to the client's mean check
    weight = rows.amount / block.scene.clients.mean_check[visits.member[rows.place]]
    undone = (rows.status == CANCELLED) | ((rows.status == RETURNED) & (rows.amount > 0))
    kept = weight[of_calm & ~undone].sum()
    ordered = weight[of_calm & (rows.amount > 0)].sum()
    assert kept / ordered == pytest.approx(standing_share(), abs=0.015)
