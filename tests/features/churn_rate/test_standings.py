"""Statuses on the first of each month, by the real feature table."""

from datetime import date

import pytest

from features.churn_rate.standings import ABSENT, CLIENT, LOST, UNJUDGED, standings
from tests.features.company import accepted, compiled, engine, order

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")
#: Day 0 is the 1st of January 2024. By its own rhythm of ten days a client is lost after thirty.
STEADY = [order("steady", 10 * number) for number in range(12)]
LEAVER = [order("leaver", 10 * number + 1) for number in range(4)]  # silent from day 31 on, lost on day 61
DAYS = (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1))  # days 0, 31, 60, 91


def test_a_client_is_absent_then_a_client_then_lost() -> None:
    connection = engine(
        {"orders": accepted("orders", [*STEADY, *LEAVER, order("late", 70), order("late", 80)])}
    )
    found = standings(compiled(["orders"]), connection, reversed(DAYS))
    assert found.days == DAYS
    assert found.clients.to_pylist() == ["late", "leaver", "steady"]
    assert found.state.T.tolist() == [
        [ABSENT, ABSENT, ABSENT, CLIENT],
        [ABSENT, CLIENT, CLIENT, LOST],
        [ABSENT, CLIENT, CLIENT, CLIENT],
    ]
    assert found.silent_days.T.tolist() == [[0, 0, 0, 11], [0, 10, 29, 60], [0, 1, 10, 1]]
    assert found.history_days == (0, 31, 60, 91)
    assert found.bought_again[:, 1].tolist() == [False, True, True, True]
    # On day 31 the leaver has been known for thirty days, and so could have been lost.
    assert found.could_be_lost[:, 1].tolist() == [False, True, True, True]
    assert not found.could_be_lost[3, 0]  # known for 21 days


def test_without_anybody_who_bought_twice_nobody_is_judged() -> None:
    connection = engine({"orders": accepted("orders", [order("a", 1), order("b", 5)])})
    found = standings(compiled(["orders"]), connection, DAYS[1:2])
    assert found.state.tolist() == [[UNJUDGED, UNJUDGED]]
    assert not found.could_be_lost.any()
