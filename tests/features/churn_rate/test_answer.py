"""The churn of a company worked by hand, what it refuses to say, and that later events change no earlier figure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as law
from hypothesis import strategies as st

from features.churn_rate import ChurnRate, Period
from features.errors import GateError, UsageError
from features.settings import settings_from
from tests.features.churn_rate.regulars import END, FIRST, every_ten_days, told, year_of_thirty


@pytest.fixture(scope="module")
def year() -> ChurnRate:
    return told(year_of_thirty(), minimum_clients=10)


def test_a_year_worked_by_hand(year: ChurnRate) -> None:
    assert (year.as_of, year.until, year.first_order) == (date(2024, 3, 2), END, FIRST)
    found = year.longest
    assert found is not None
    assert found.period == Period(date(2023, 3, 1), END)
    assert (found.clients_at_start, found.lost, found.kept, found.lost_and_back) == (30, 6, 24, 2)
    assert (found.new_clients, found.new_lost, found.returned, found.clients_at_end) == (3, 1, 1, 27)
    assert (found.ever, found.silent, found.silent_before) == (32, 1, 1)
    assert (found.ordered_ever, found.once_only) == (35, 1)
    assert found.lost_to_new == 7 / 3


def test_the_yearly_rate_its_interval_and_the_lifetime(year: ChurnRate) -> None:
    assert year.yearly is not None
    assert year.yearly.share == 6 / 30
    assert (round(year.yearly.low, 4), round(year.yearly.high, 4)) == (0.0951, 0.3731)
    assert year.lifetime_years == 5


@pytest.mark.parametrize(
    ("band", "side", "sure"),
    [
        ((0.05, 0.15), "above", False),
        ((0.01, 0.05), "above", True),
        ((0.05, 0.25), "inside", False),
        ((0.05, 0.40), "inside", True),
        ((0.25, 0.40), "below", False),
        ((0.40, 0.50), "below", True),
        ((0.20, 0.20), "inside", False),
    ],
)
def test_the_company_stands_on_one_side_of_its_band(
    year: ChurnRate, band: tuple[float, float], side: str, sure: bool
) -> None:
    there = replace(year, acceptable=band)
    assert (there.side, there.sure) == (side, sure)


def test_losses_are_dated_by_the_month_in_which_the_status_became_lost(year: ChurnRate) -> None:
    months = {one.period.start: one for one in year.periods}
    assert list(months) == [date(2023, month, 1) for month in range(2, 13)] + [
        date(2024, 1, 1),
        date(2024, 2, 1),
    ]
    lost = {start.month: one.lost for start, one in months.items() if start.year == 2023}
    # a00 … a05 in May to October, a06 and a07 in June, n31 in August; o34 and o35, 40 days after the 5th and
    # 6th of January, in February
    assert lost == {2: 2, 3: 0, 4: 0, 5: 1, 6: 3, 7: 1, 8: 2, 9: 1, 10: 1, 11: 0, 12: 0}
    assert (months[date(2023, 7, 1)].returned, months[date(2024, 1, 1)].returned) == (2, 1)
    assert months[date(2023, 6, 1)].new_clients == 2


def test_a_month_stands_in_the_year_by_its_balance(year: ChurnRate) -> None:
    assert year.longest is not None
    within = [one for one in year.periods if one.period.start >= year.longest.period.start]
    assert within[0].clients_at_start == year.longest.clients_at_start
    assert all(
        one.clients_at_end == other.clients_at_start for one, other in zip(within, within[1:], strict=False)
    )
    assert within[-1].clients_at_end == year.longest.clients_at_end


def test_the_clients_at_the_start_bring_their_money_with_them(year: ChurnRate) -> None:
    rows = year.clients.frame().set_index("client_id")
    assert len(rows) == 30
    assert sorted(rows.index[rows["lost"]]) == [f"a{number:02}" for number in range(6)]
    assert set(rows["profit_before"]) == {60.0}  # six orders from the 1st of January to the 20th of February
    assert year.clients.before_days == 59
    orders = [when for days in year_of_thirty().values() for when in days]
    assert year.clients.profit == 10 * sum(date(2023, 3, 1) <= when < END for when in orders)


def test_a_year_that_is_not_over_is_named_by_the_day_on_which_it_will_be() -> None:
    # A past of 20 days (a third of max_days) is over on the 21st of January: a year begins in February.
    found = told(year_of_thirty(), as_of=date(2024, 1, 31), by=["branch"])
    assert (found.yearly, found.side, found.sure, found.lifetime_years) == (None, "unknown", False, None)
    assert found.year_known_on == date(2024, 2, 1)
    assert found.longest is not None
    assert found.longest.period == Period(date(2023, 2, 1), date(2024, 1, 1))
    assert found.longest.period.months == 11
    day_before = told(year_of_thirty(), as_of=date(2024, 2, 1), by=["branch"])
    assert day_before.yearly is not None


def test_a_history_without_a_past_has_no_figure_but_a_day_on_which_there_will_be() -> None:
    found = told(year_of_thirty(), as_of=date(2023, 1, 25))
    assert (found.longest, found.periods, found.breakdowns) == (None, (), {})
    assert found.clients.frame().empty
    assert found.year_known_on == date(2024, 2, 1)


def test_a_longer_horizon_asks_for_a_longer_past() -> None:
    found = told(year_of_thirty(), settings=settings_from({"churn": {"max_days": 365}}), by=["abc"])
    assert found.year_known_on == date(2024, 6, 1)  # 122 days: the 3rd of May
    assert found.longest is not None
    assert found.longest.period.start == date(2023, 6, 1)
    assert {one.period.start: one.gap for one in found.periods}[date(2023, 5, 1)] == "no_past"


def test_the_groups_add_up_to_the_company(year: ChurnRate) -> None:
    assert year.longest is not None
    for by in ("branch", "abc"):
        groups = year.breakdowns[by].groups
        assert sum(group.clients_at_start for group in groups) == year.longest.clients_at_start
        assert sum(group.lost for group in groups) == year.longest.lost
        assert sum(group.lost_share for group in groups) == pytest.approx(1)
        assert sum(group.lost_profit_before for group in groups) == 6 * 60
    north, south = year.breakdowns["branch"].groups
    assert {(one.name, one.clients_at_start, one.lost) for one in (north, south)} == {
        ("North", 15, 3),
        ("South", 15, 3),
    }


def test_only_kinds_that_the_data_tell_are_given_unless_asked_for(year: ChurnRate) -> None:
    assert list(year.breakdowns) == ["abc", "branch"]
    with pytest.raises(
        UsageError, match=r"Nothing in the data tells the manager of a client; manager stands in"
    ):
        told(year_of_thirty(), by=["branch", "manager"])
    with pytest.raises(
        UsageError, match=r"tells the product of a client; product stands in order_lines.product"
    ):
        told(year_of_thirty(), by=["product"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"by": ["color"]},
            r"--by is 'color'; churn is broken down by abc, branch, manager, region, category, prod",
        ),
        ({"minimum_clients": 0}, r"--minimum is 0; a group has at least one client. Write --minimum 20."),
        ({"every": "week"}, r"--every is 'week'"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked: Mapping[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        told({"a01": [FIRST]}, **asked)


def test_no_orders_before_the_day_are_too_little_data() -> None:
    with pytest.raises(
        GateError, match=r"There are no orders before 2022-01-01 to tell churn from. Check \[source\]"
    ):
        told({"a01": [FIRST]}, as_of=date(2022, 1, 1))


days_of_a_client = st.lists(st.integers(0, 400), min_size=1, max_size=12, unique=True)


@law(max_examples=15, deadline=None)
@given(st.lists(days_of_a_client, min_size=3, max_size=12), st.integers(150, 400))
def test_nothing_that_is_known_later_changes_a_period_or_a_group(drawn: list[list[int]], until: int) -> None:
    orders = {
        f"a{number:02}": sorted(FIRST + timedelta(days=one) for one in days)
        for number, days in enumerate(drawn)
    }
    orders["a99"] = every_ten_days(FIRST, date(2024, 2, 10))
    day = FIRST + timedelta(days=until)
    then = {client: [when for when in days if when < day] for client, days in orders.items()}
    earlier, again = told(then, as_of=day, minimum_clients=2), told(orders, as_of=day, minimum_clients=2)
    assert earlier.longest == again.longest
    assert earlier.periods == again.periods
    assert earlier.breakdowns == again.breakdowns
    later = {one.period: one for one in told(orders, minimum_clients=2).periods}
    assert all(later[one.period] == one for one in earlier.periods)


def test_every_number_of_periods_can_be_asked_for() -> None:
    found = told(year_of_thirty(), every="quarter", last=2, by=[])
    assert [one.period.start for one in found.periods] == [date(2023, 7, 1), date(2023, 10, 1)]
    assert found.periods[0].clients_at_end == found.periods[1].clients_at_start
    assert found.breakdowns == {}
