"""What lost clients cost: each figure worked by hand, and none where it can't be told."""

from datetime import date

import pytest

from features.settings import Action
from tests.features.churn_rate.regulars import every_ten_days
from tests.training.churn_company import report, settings, whole
from training.churn_report.money import mean_win_back_cost


def test_lost_profit_is_the_average_profit_times_the_clients_lost() -> None:
    found = whole("en")
    rate, money = found.rate, found.money
    assert rate.longest is not None
    per_client = rate.clients.profit / ((30 + 27) / 2)
    assert money.profit_per_client == per_client
    assert money.lost_profit == 6 * per_client
    assert (money.lost_profit_before, money.before_days) == (6 * 60, 59)


def test_lost_ltv_is_the_formula_times_the_clients_lost() -> None:
    # Check 20 × margin .5 × 6 orders in a tenure of 59 days, counted as 90, × lifetime 1 / .2.
    money = whole("en").money
    assert money.formula_ltv == pytest.approx(20 * 0.5 * 6 / (90 / 365.25) * 5)
    assert money.lost_ltv == pytest.approx(6 * money.formula_ltv)


def test_a_class_of_enough_clients_has_a_lifetime_of_its_own() -> None:
    orders = {f"a{number:02}": every_ten_days(date(2023, 1, 1), date(2024, 2, 25)) for number in range(20)}
    orders |= {f"d{number:02}": every_ten_days(date(2023, 1, 1), date(2023, 5, 1)) for number in range(20)}
    money = report(orders=orders).money  # class A loses nobody, class B everybody: half of all
    own = 20 * 0.5 * 4 / (90 / 365.25)  # four orders before the 1st of February
    assert money.formula_ltv == pytest.approx((own / 0.5 + own / 1.0) / 2)  # A takes the churn of all


def test_a_win_back_costs_what_the_settings_actions_do_and_a_new_client_three_times_that() -> None:
    money = whole("en").money
    assert money.win_back_cost == (7 + 11) / 2
    assert (money.new_client_cost, money.new_client_cost_assumed) == (27, True)
    own = report(given=settings(value={"new_client_cost": 50}), by=[]).money
    assert (own.new_client_cost, own.new_client_cost_assumed) == (50, False)
    none = report(given=settings(actions={}), by=[]).money
    assert (none.win_back_cost, none.new_client_cost) == (None, None)


def test_an_incentive_may_be_a_share_of_the_check() -> None:
    action = Action(channel="call", fixed_cost=1, incentive_share=0.1, acceptance=(1, 1))
    assert mean_win_back_cost([action], 200) == 1 + 0.5 * 20


def test_no_lifetime_value_is_told_without_a_yearly_rate() -> None:
    early = report(as_of=date(2024, 1, 31), by=[]).money
    assert (early.formula_ltv, early.lost_ltv) == (None, None)
    assert early.lost_profit is not None
    nothing = report(as_of=date(2023, 1, 25)).money
    assert (nothing.profit_per_client, nothing.lost_profit, nothing.lost_profit_before) == (None, None, None)


def test_nobody_lost_has_no_end_of_a_lifetime() -> None:
    orders = {f"a{number:02}": every_ten_days(date(2023, 1, 1), date(2024, 2, 25)) for number in range(20)}
    found = report(orders=orders, by=[])
    assert found.rate.yearly is not None
    assert found.rate.yearly.share == 0
    assert (found.rate.lifetime_years, found.money.formula_ltv, found.money.lost_profit) == (None, None, 0)
