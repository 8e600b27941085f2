"""Prices: the client's own basket at today's prices against what it paid."""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pytest

from features.lines import PRICE
from tests.features.company import accepted, at, compiled, day, engine, features_at, order

T = 500


def bought(
    client: str, age: float, product: str, amount: float, quantity: float | None = 1, **more: Any
) -> dict[str, Any]:
    """One line with client and day of its own, by its age in days."""
    return {
        "order_id": f"{client} {age}",
        "client_id": client,
        "ordered_at": at(T - age),
        "product": product,
        "amount": amount,
        "quantity": quantity,
        **more,
    }


MARKET = [
    # Today p costs (12 + 24) / 3 = 12 apiece: the dearer one of 31 days ago no longer counts.
    bought("other", 30, "p", 12),
    bought("other", 1, "p", 24, 2),
    bought("other", 31, "p", 100),
    # Nobody bought q in 30 days; in 90 it cost 50 for two and a half.
    bought("other", 90, "q", 50, 2.5),
    bought("other", 91, "q", 1),
    # Neither what came back, nor what was free or without quantity makes a price.
    bought("other", 2, "p", -12),
    bought("other", 3, "p", 0),
    bought("other", 4, "p", 99, 0),
    bought("other", 5, "p", 99, None),
    bought("other", 6, "p", 5000, known_at=at(T)),
    bought("other", 0, "p", 5000),
    bought("other", 200, "r", 7),
]
MINE = [
    bought("mine", 300, "p", 20, 2),
    bought("mine", 200, "q", 30, 2),
    bought("mine", 365, "r", 50),
    bought("mine", 366, "p", 1000),
    bought("mine", 100, "q", -15),
]
AGAIN = [
    # 10 apiece, then 11, then 12 apiece; and x once only.
    bought("again", 300, "s", 20, 2),
    bought("again", 200, "s", 11),
    bought("again", 100, "s", 24, 2),
    bought("again", 100, "x", 500),
    bought("again", 364, "u", 10),
    bought("again", 20, "u", 9),
    # The last purchase of v lies before the year.
    bought("again", 400, "v", 10),
    bought("again", 370, "v", 20),
]


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    lines = [*MARKET, *MINE, *AGAIN, bought("unpriced", 10, "p", 10, None)]
    clients = {row["client_id"] for row in lines} | {"no lines"}
    return features_at(day(T), orders=[order(client, T - 480) for client in clients], order_lines=lines)


def test_a_products_price_today_is_what_all_clients_paid_lately() -> None:
    rows = {"orders": accepted("orders", []), "order_lines": accepted("order_lines", [*MARKET, *MINE])}
    _, context = compiled(rows).at(engine(rows), day(T))
    prices = context.filter(pc.equal(context["name"], PRICE)).to_pandas().set_index("key")["value"]
    # Hundredths for a thousandth: 12 apiece are 1.2.
    assert prices.to_dict() == {"p": 1.2, "q": 2.0}


def test_the_own_basket_is_set_against_what_was_paid(told: pd.DataFrame) -> None:
    # Two of p at 12 and two of q at 20 cost 64 today; 50 were paid.
    assert told.loc["mine", "basket_price_rise"] == pytest.approx(np.log(64 / 50))


def test_the_part_of_the_basket_with_a_price_is_told_beside_it(told: pd.DataFrame) -> None:
    assert told.loc["mine", "basket_priced_share"] == 0.5


def test_without_quantities_there_are_no_prices(told: pd.DataFrame) -> None:
    names = ["basket_price_rise", "basket_priced_share", "last_price_rise"]
    assert told.loc["unpriced", names].isna().all()
    assert told.loc["no lines", names].isna().all()


def test_the_last_price_of_each_product_is_set_against_the_one_before(told: pd.DataFrame) -> None:
    # s went from 11 to 12 apiece, two of them; u from 10 to 9.
    assert told.loc["again", "last_price_rise"] == pytest.approx(np.log((24 + 9) / (22 + 10)))
    # The purchase before may be older than a year, the last one not.
    assert told.loc["mine", "last_price_rise"] == pytest.approx(np.log(20 / 2000))


def test_a_published_price_counts_in_place_of_the_clients_own() -> None:
    orders = [order("mine", 20), order("other", 20)]
    table = compiled(["orders", "order_lines"])
    _, context = table.at(
        engine({"orders": accepted("orders", orders), "order_lines": accepted("order_lines", MARKET + MINE)}),
        day(T),
    )
    alone, _ = table.at(
        engine({"orders": accepted("orders", orders[:1]), "order_lines": accepted("order_lines", MINE)}),
        day(T),
        context,
    )
    assert alone["basket_price_rise"].to_pylist() == [pytest.approx(np.log(64 / 50))]
