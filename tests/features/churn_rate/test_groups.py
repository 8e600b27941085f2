"""Groups: who is called worse than the company, and who is left in peace."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.churn_rate.groups import breakdown, judged, wanted_kinds
from features.churn_rate.intervals import rate_of
from features.churn_rate.losses import Balance, balance
from features.churn_rate.periods import Period
from features.churn_rate.standings import CLIENT, LOST
from features.errors import UsageError
from features.settings import Churn
from tests.features.churn_rate.regulars import standings_of

DAYS = (date(2024, 1, 1), date(2024, 2, 1))


def company(clients: int, lost: int, *, could_be_lost: bool = True) -> Balance:
    rows = {f"{number:04}": (CLIENT, LOST if number < lost else CLIENT) for number in range(clients)}
    could = [[could_be_lost] * clients] * 2
    return balance(standings_of(rows, DAYS, could=could), Period(*DAYS), Churn())


def tallies(*rows: tuple[str | None, int, int]) -> pa.Table:
    return pa.table(
        {
            "name": pa.array([row[0] for row in rows], pa.string()),
            "clients": pa.array([row[1] for row in rows], pa.int64()),
            "lost": pa.array([row[2] for row in rows], pa.int64()),
            "profit": pa.array([row[2] * 1050 for row in rows], pa.int64()),
            "undated": pa.array([0] * len(rows), pa.int64()),
        }
    )


def test_nobody_is_blamed_for_three_clients() -> None:
    found = breakdown(
        "manager", tallies(("few", 3, 3), ("many", 97, 7)), company(100, 10), minimum_clients=20
    )
    assert found is not None
    by_name = {group.name: group for group in found.groups}
    assert (by_name["few"].rate, by_name["few"].judgement) == (None, "too_few")
    assert by_name["many"].judgement == "alike"
    assert [group.name for group in found.groups] == ["many", "few"]


def test_a_group_is_worse_only_beyond_its_whole_interval() -> None:
    # 10 of 50: 11.2 to 33.0 %. 9 of 50: 9.8 to 30.8 %.
    assert judged(10, 50, company_rate=0.11, compared=1) == "alike"  # chance: 4.6 % bring ten and more
    assert judged(10, 50, company_rate=0.09, compared=1) == "worse"
    assert judged(9, 50, company_rate=0.10, compared=1) == "alike"


def test_of_many_groups_that_are_alike_none_is_blamed_for_standing_out() -> None:
    assert judged(10, 50, company_rate=0.08, compared=1) == "worse"
    assert judged(10, 50, company_rate=0.08, compared=40) == "alike"
    assert judged(20, 50, company_rate=0.08, compared=40) == "worse"


@given(clients=st.integers(1, 400), data=st.data(), rate=st.floats(0.01, 0.99), compared=st.integers(1, 100))
def test_a_judgement_never_contradicts_the_interval(
    clients: int, data: st.DataObject, rate: float, compared: int
) -> None:
    lost = data.draw(st.integers(0, clients))
    interval = rate_of(lost, clients)
    assert interval is not None
    judgement = judged(lost, clients, company_rate=rate, compared=compared)
    if judgement == "worse":
        assert interval.low > rate
    if judgement == "better":
        assert interval.high < rate
    assert judged(lost, clients, company_rate=rate, compared=compared + 1) in (judgement, "alike")


def test_a_nameless_group_is_counted_and_not_judged() -> None:
    found = breakdown(
        "branch", tallies((None, 60, 50), ("North", 140, 10)), company(200, 60), minimum_clients=20
    )
    assert found is not None
    assert [(one.name, one.judgement) for one in found.groups] == [("North", "better"), (None, "alike")]
    assert sum(one.lost for one in found.groups) == 60


def test_a_kind_of_which_nothing_is_known_is_no_breakdown() -> None:
    assert breakdown("branch", tallies((None, 100, 10)), company(100, 10), minimum_clients=20) is None
    assert breakdown("product", tallies(), company(100, 10), minimum_clients=20) is None


def test_small_products_are_counted_and_left_out() -> None:
    found = breakdown(
        "product",
        tallies(("bag", 60, 10), ("box", 19, 5), ("lid", 2, 1)),
        company(100, 10),
        minimum_clients=20,
    )
    assert found is not None
    assert ([one.name for one in found.groups], found.too_small, found.exclusive) == (["bag"], 2, False)


def test_the_worst_stand_first_and_the_rest_by_losses_beyond_expectation() -> None:
    rows = (("good", 300, 2), ("usual", 300, 33), ("bad", 300, 85), ("large", 100, 0), ("few", 5, 5))
    found = breakdown("manager", tallies(*rows), company(1005, 125), minimum_clients=20)
    assert found is not None
    assert [one.name for one in found.groups] == ["bad", "usual", "large", "good", "few"]
    assert [one.judgement for one in found.groups] == ["worse", "alike", "better", "better", "too_few"]
    bad = found.groups[0]
    assert bad.excess == pytest.approx(85 - 300 * 125 / 1005)
    assert bad.lost_share == 85 / 125
    assert bad.lost_profit_before == 85 * 10.5


def test_under_a_lower_bound_nobody_is_judged() -> None:
    found = breakdown(
        "manager",
        tallies(("bad", 50, 40), ("good", 50, 0)),
        company(100, 40, could_be_lost=False),
        minimum_clients=20,
    )
    assert found is not None
    assert {one.judgement for one in found.groups} == {"too_early"}


def test_kinds_are_asked_for_by_name() -> None:
    assert wanted_kinds(None) == ("abc", "branch", "manager", "region", "category", "product")
    with pytest.raises(
        UsageError, match=r"--by is 'colour, size'; churn is broken down by abc, branch, .* product\."
    ):
        wanted_kinds(["branch", "colour", "size"])
