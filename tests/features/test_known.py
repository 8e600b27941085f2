"""What is known of orders when a day begins: the cut, the ages, the gaps, and the clients whose past moved."""

import ibis
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as law

from features.arithmetic import number_of
from features.facts import facts_of
from features.known import ORDER_DAY, order_days
from tests.features import hostile
from tests.features.company import at, day, events_of, order
from tests.features.hostile import T, Tables

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def known_on(rows: list[hostile.Row], when: int, margin_share: float = 0.3) -> pd.DataFrame:
    facts = facts_of(events_of(orders=rows), lambda _name, made: made)
    as_of = ibis.literal(number_of(day(when)), "int32")
    found: pd.DataFrame = order_days(facts, as_of, margin_share=margin_share).to_pyarrow().to_pandas()
    return found.sort_values(["client_id", "age"], ignore_index=True)


def test_order_days_carry_age_gap_and_whether_they_are_the_last_ones() -> None:
    rows = [order("a", when) for when in (90, 30, 99, 60)]
    found = known_on([*rows, order("a", 40, 2), order("a", 40.5, 1)], 100, margin_share=0.5)
    assert found["age"].tolist() == [1, 10, 40, 60, 70]
    assert found["gap"].tolist()[:-1] == [9, 30, 20, 10]
    assert pd.isna(found["gap"].iloc[-1])
    assert found["amount"].tolist() == [10_000, 10_000, 10_000, 300, 10_000]
    assert found["margin"].tolist() == [5_000, 5_000, 5_000, 150, 5_000]
    assert found["log_gap"].tolist() == [2_197_225, 3_401_197, 2_995_732, 2_302_585, 0]  # ln 9, 30, 20, 10
    assert found["is_last"].tolist() == [True, False, False, False, False]
    assert found["is_recent"].tolist() == [True, True, True, False, False]


def test_order_days_of_a_later_day_of_knowledge_hold_what_was_undone_and_learned_since() -> None:
    rows = [
        order("a", 10),
        order("a", 20, status="cancelled", status_at=at(120)),
        order("a", 30, known_at=at(110)),
        order("a", 105),
    ]

    def stood(when: int) -> list[tuple[int, float]]:
        found = known_on(rows, when).sort_values("day")
        return list(zip(found["day"] - number_of(day(0)), found["gap"].fillna(0), strict=True))

    assert stood(100) == [(10, 0), (20, 10)]
    assert stood(120) == [(10, 0), (20, 10), (30, 10), (105, 75)]
    assert stood(121) == [(10, 0), (30, 20), (105, 75)]


def test_of_two_orders_on_a_day_the_one_undone_later_counts_until_then() -> None:
    rows = [order("a", 10, 40), order("a", 10.5, 60, status="cancelled", status_at=at(50))]
    assert known_on(rows, 50)["amount"].tolist() == [10_000]
    assert known_on(rows, 51)["amount"].tolist() == [4_000]


def test_ages_are_whole_days_whatever_the_hour() -> None:
    assert known_on([order("a", 99.999)], 100)["age"].tolist() == [1]
    assert known_on([order("a", 98.0)], 100)["age"].tolist() == [2]


@law(
    max_examples=5,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(company=hostile.companies(150))
def test_what_moved_later_is_told_as_if_facts_were_made_on_the_day(company: Tables) -> None:
    # Facts of all events, cut to the day, against facts made of what a faithful recorder had written then.
    wanted = known_on(hostile.as_written_then(company, T)["orders"], T)
    found = known_on(company["orders"], T)
    pd.testing.assert_frame_equal(found[list(ORDER_DAY)], wanted[list(ORDER_DAY)])
