"""What is offered: what the client gave up, then what like clients buy."""

import numpy as np
import pandas as pd

from serving.options.products import Likeness, offered_products


def bought(*rows: tuple[str, str, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["client_id", "product", "days", "first_day", "last_day"])


def crowd() -> pd.DataFrame:
    """Twenty who take milk and butter, twenty who take nails and screws, and all of them bread."""
    rows = []
    for number in range(40):
        pair = ("milk", "butter") if number < 20 else ("nails", "screws")
        rows += [(f"c{number:02d}", product, 3, 90, 5) for product in (*pair, "bread")]
    return bought(*rows)


def test_what_was_given_up_comes_first_and_then_what_goes_with_the_rest() -> None:
    mine = bought(("me", "milk", 4, 200, 150), ("me", "nails", 6, 200, 3))
    told = offered_products(pd.concat([crowd(), mine]), pd.Series(["me", "nobody"]))
    assert told.to_dict() == {"me": "milk; bread; butter; screws"}


def test_products_go_with_those_that_the_same_clients_buy() -> None:
    likeness = Likeness(crowd())
    baskets, _ = likeness.baskets(bought(("me", "milk", 1, 5, 5)))
    scores = dict(zip(likeness.products, likeness.scores(baskets)[0], strict=True))
    assert scores["butter"] > scores["bread"] > scores["nails"] == 0
    assert scores["milk"] == -np.inf


def test_what_few_clients_buy_is_not_offered_to_others() -> None:
    rare = bought(*((f"c{number:02d}", "caviar", 1, 5, 5) for number in range(4)))
    assert "caviar" not in Likeness(pd.concat([crowd(), rare])).products


def test_where_too_little_is_known_nothing_is_offered() -> None:
    few = bought(("a", "milk", 1, 5, 5))
    assert offered_products(few, pd.Series(["a"])).empty
    assert offered_products(few, pd.Series(["b"])).empty
