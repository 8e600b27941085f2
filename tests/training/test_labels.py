"""Who left, by hand: the edges of the horizon, cancellations, refunds, departures, and what is known."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.settings import settings_from
from tests.features.company import at, day, events_of, order
from training.past.labels import DAYS_A_MONTH, assignments_of, left
from training.past.snapshots import take

#: Every client ordered on days 0, 10 and 20, is looked at on day 30, and has a horizon of 20 days.
PAST = (0, 10, 20)
T, HORIZON = 30, 20
END, YEAR = T + HORIZON, 400
RATE = 0.21
SETTINGS = settings_from(
    {
        "churn": {"min_days": HORIZON, "max_days": HORIZON},
        "value": {"margin_share": 1.0, "annual_discount_rate": RATE},
    }
)


def departure(number: float, known: float | None = None) -> dict[str, Any]:
    return {"left_on": at(number), "known_at": at(number if known is None else known)}


#: What each client did from day `T` on, named by it.
ORDERS: dict[str, list[dict[str, Any]]] = {
    "orders in the horizon": [order("", T + 7)],
    "orders nothing": [],
    "orders on the as-of day": [order("", T + 0.01)],
    "orders on the last day of the horizon": [order("", END - 0.01)],
    "orders on the day after the horizon": [order("", END)],
    "ordered just before the as-of day": [order("", T - 0.01)],
    "cancels": [order("", T + 5, status="cancelled", status_at=at(T + 6))],
    "cancels on an unknown day": [order("", T + 5, status="cancelled")],
    "cancels after the horizon": [order("", T + 5, status="cancelled", status_at=at(END + 1))],
    "returns all": [order("", T + 5, order_id="1"), order("", T + 8, amount=-100, order_id="1")],
    "is entered late": [order("", T + 5, known_at=at(END))],
    "departs, then orders": [order("", T + 9)],
    "orders, then departs": [order("", T + 2)],
    "departs after the horizon": [order("", T + 9)],
    "departs, told late": [order("", T + 9)],
    "departs for good": [],
    "departed before, orders": [order("", T + 9)],
    "orders twice": [order("", T, amount=50), order("", T + 10, amount=70)],
    "orders after a year": [order("", T + 366, amount=1000)],
    "returns a part": [
        order("", T + 2, amount=100, order_id="1"),
        order("", T + 12, amount=-30, order_id="1"),
    ],
    "returns something older": [order("", T + 5, amount=-30)],
    "orders on the day after the window": [order("", T + YEAR)],
}
DEPARTURES = {
    "departs, then orders": departure(T + 4),
    "orders, then departs": departure(T + 4),
    "departs after the horizon": departure(END),
    "departs, told late": departure(T + 4, END),
    "departs for good": departure(T + 4),
    "departed before, orders": departure(T - 4),
}


def outcomes_at(known: date, window_days: int) -> pd.DataFrame:
    past = [order(client, number + 0.5) for client in ORDERS for number in PAST]
    later = [row | {"client_id": client} for client, rows in ORDERS.items() for row in rows]
    gone = [row | {"client_id": client} for client, row in DEPARTURES.items()]
    events = events_of(orders=[*past, *later], departures=gone)
    taken = take(events, SETTINGS, [day(T)], known_at=known, window_days=window_days)
    return taken.rows.set_index("client_id")


@pytest.fixture(scope="module")
def soon() -> pd.DataFrame:
    """As known on the day on which the horizon has ended; the window has a day to go."""
    return outcomes_at(day(END), HORIZON + 1)


@pytest.fixture(scope="module")
def later() -> pd.DataFrame:
    """As known more than a year after."""
    return outcomes_at(day(T + YEAR + 1), YEAR)


def discounted(money: float, days_ahead: int) -> float:
    """Margin in month m is worth (1 + rate)^(−m/12)."""
    return money * (1 + RATE) ** (-days_ahead / DAYS_A_MONTH / 12)


@pytest.mark.parametrize(
    ("client", "label"),
    [
        ("orders in the horizon", 0),
        ("orders nothing", 1),
        ("orders on the as-of day", 0),
        ("orders on the last day of the horizon", 0),
        ("ordered just before the as-of day", 1),
        ("cancels", 1),
        ("cancels on an unknown day", 0),
        ("returns all", 1),
        ("returns something older", 1),
        ("departs, then orders", 1),
        ("orders, then departs", 0),
        ("departs for good", 1),
        ("departed before, orders", 0),
    ],
)
def test_who_left_is_said_alike_when_the_horizon_ends_and_later(
    soon: pd.DataFrame, later: pd.DataFrame, client: str, label: int
) -> None:
    assert (soon.loc[client, "left"], later.loc[client, "left"]) == (label, label)


@pytest.mark.parametrize(
    ("client", "then", "now"),
    [
        ("cancels after the horizon", 0, 1),
        ("is entered late", 1, 0),
        ("departs, told late", 0, 1),
    ],
)
def test_what_becomes_known_too_late_does_not_count_before(
    soon: pd.DataFrame, later: pd.DataFrame, client: str, then: int, now: int
) -> None:
    assert (soon.loc[client, "left"], later.loc[client, "left"]) == (then, now)


@pytest.mark.parametrize("client", ["orders on the day after the horizon", "orders after a year"])
def test_an_order_on_the_day_after_the_horizon_comes_too_late(later: pd.DataFrame, client: str) -> None:
    assert later.loc[client, "left"] == 1


def test_a_departure_after_the_horizon_changes_nothing(later: pd.DataFrame) -> None:
    assert later.loc["departs after the horizon", "left"] == 0


def test_the_next_order_is_counted_from_the_as_of_day_on(later: pd.DataFrame) -> None:
    wanted = {
        "orders on the as-of day": 0,
        "orders in the horizon": 7,
        "orders on the last day of the horizon": HORIZON - 1,
        "orders on the day after the horizon": HORIZON,
    }
    assert later.loc[list(wanted), "next_order_in"].to_dict() == wanted
    nobody = ["orders nothing", "cancels", "returns all", "returns something older", "departs for good"]
    assert later.loc[nobody, "next_order_in"].isna().all()


def test_margin_is_discounted_by_its_days_ahead(later: pd.DataFrame) -> None:
    wanted = 50 + discounted(70, 10)
    assert later.loc["orders twice", "window_margin"] == pytest.approx(wanted, abs=0.01)


def test_a_year_ahead_costs_one_rate(later: pd.DataFrame) -> None:
    a_year = 1000 / (1 + RATE)  # of 365.25 days
    assert later.loc["orders after a year", "window_margin"] == pytest.approx(a_year, rel=5e-4)


def test_a_refund_is_taken_off_on_its_own_day(later: pd.DataFrame) -> None:
    wanted = discounted(100, 2) - discounted(30, 12)
    assert later.loc["returns a part", "window_margin"] == pytest.approx(wanted, abs=0.01)
    assert later.loc["returns something older", "window_margin"] == pytest.approx(
        -discounted(30, 5), abs=0.01
    )


def test_what_came_to_nothing_brings_nothing(later: pd.DataFrame) -> None:
    nothing = ["orders nothing", "cancels", "returns all", "orders on the day after the window"]
    assert (later.loc[nothing, "window_margin"] == 0).all()


def test_a_window_that_has_not_ended_has_no_margin(soon: pd.DataFrame) -> None:
    assert soon["left"].notna().all()
    assert soon["window_margin"].isna().all()


days_or_none = st.one_of(st.none(), st.integers(0, 60)).map(lambda n: float("nan") if n is None else float(n))


@settings(deadline=None)
@given(st.lists(st.tuples(days_or_none, days_or_none, st.integers(1, 50)), min_size=1, max_size=20))
def test_left_says_in_one_line_what_the_method_says_in_words(rows: list[tuple[float, float, int]]) -> None:
    frame = pd.DataFrame(rows, columns=["order", "departure", "horizon"])
    said = left(frame["order"], frame["departure"], frame["horizon"])
    for (ordered, departed_in, horizon), label in zip(rows, said, strict=True):
        ordered_in_horizon = ordered < horizon
        departure_counts = departed_in < horizon and not ordered < departed_in
        assert label == float(not ordered_in_horizon or departure_counts)


def test_without_a_horizon_there_is_no_label() -> None:
    nobody = pd.Series([float("nan")])
    assert left(pd.Series([3.0]), nobody, nobody).isna().all()


def test_our_own_actions_are_those_that_were_known() -> None:
    rows = [
        {"client_id": "a", "assigned_at": at(5.5), "action": "call", "arm": "treated"},
        {
            "client_id": "b",
            "assigned_at": at(9.5),
            "action": "call",
            "arm": "control",
            "propensity": 0.75,
        },
        {"client_id": "c", "assigned_at": at(5.5), "action": "call", "arm": "treated", "known_at": at(10)},
    ]
    found = assignments_of(events_of(orders=[order("a", 1)], attempts=rows), day(10))
    first = (day(5) - date(1970, 1, 1)).days
    told = set(found[["client_id", "assigned_day", "arm"]].itertuples(index=False, name=None))
    assert told == {("a", first, "treated"), ("b", first + 4, "control")}
    assert found.set_index("client_id")["propensity"].fillna(-1).to_dict() == {"a": -1, "b": 0.75}
    assert set(assignments_of(events_of(orders=[order("a", 1)], attempts=rows), day(9))["client_id"]) == {"a"}


def test_a_company_that_never_acted_has_no_assignments() -> None:
    found = assignments_of(events_of(orders=[order("a", 1)]), day(10))
    assert (list(found.columns), len(found)) == (["client_id", "assigned_day", "arm", "propensity"], 0)
