"""The money formulas of actions and delays: cases worked by hand, laws, and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import UsageError
from training.worth.economics import break_even_uplift, discount_factor, expected_net_value, win_back_cost

shares = st.floats(0, 1)
money = st.floats(0, 1e6)


def test_net_value_and_cost_of_a_case_worked_by_hand() -> None:
    # p0 .2, uplift .24, so p1 .44; the incentive of 500 costs 220, with the call of 150: 370.
    # The gain is .24 × (20 000 − 5 000) = 3 600, less 370 = 3 230.
    cost = win_back_cost(0.24, 0.2, fixed_cost=150, incentive_cost=500)
    value = expected_net_value(0.24, 0.2, 20_000, 5_000, fixed_cost=150, incentive_cost=500)
    assert cost == pytest.approx(370)
    assert value == pytest.approx(3_230)


def test_the_incentive_is_also_paid_to_those_who_would_have_come_anyway() -> None:
    assert expected_net_value(0, 0.9, 1000, 0, fixed_cost=0, incentive_cost=100) == pytest.approx(-90)


def test_clients_against_actions_give_one_value_for_each_pair() -> None:
    average_check = np.array([[1000.0], [2000.0], [4000.0]])
    value = expected_net_value(
        np.array([0.1, 0.2]),
        np.zeros((3, 1)),
        10_000,
        0,
        fixed_cost=[50, 60],
        incentive_cost=0.1 * average_check,
    )
    assert value.shape == (3, 2)
    assert value[2, 1] == pytest.approx(0.2 * 10_000 - 0.2 * 400 - 60)


@given(
    stay=shares, part=shares, kept=money, left=money, fixed=money, incentive=money, more=st.floats(0.01, 1e5)
)
def test_net_value_falls_as_the_cost_rises(
    stay: float, part: float, kept: float, left: float, fixed: float, incentive: float, more: float
) -> None:
    def net(f: float, d: float) -> float:
        return float(expected_net_value(part * (1 - stay), stay, kept, left, fixed_cost=f, incentive_cost=d))

    assert net(fixed + more, incentive) < net(fixed, incentive)
    assert net(fixed, incentive + more) <= net(fixed, incentive)


@given(stay=shares, kept=money, left=money, fixed=money, incentive=money)
def test_an_action_with_the_break_even_uplift_earns_nothing_and_costs_nothing(
    stay: float, kept: float, left: float, fixed: float, incentive: float
) -> None:
    needed = float(break_even_uplift(stay, kept, left, fixed_cost=fixed, incentive_cost=incentive))
    if np.isnan(needed):
        best = expected_net_value(1 - stay, stay, kept, left, fixed_cost=fixed, incentive_cost=incentive)
        assert best <= 1e-9 * (1 + kept)
    else:
        value = expected_net_value(needed, stay, kept, left, fixed_cost=fixed, incentive_cost=incentive)
        assert value == pytest.approx(0, abs=1e-8 * (1 + kept + left + fixed + incentive))


def test_there_is_no_break_even_where_the_incentive_eats_the_gain_or_all_leavers_are_too_few() -> None:
    found = break_even_uplift(
        [0.5, 0.5, 0.9], [100, 90, 1000], 0, fixed_cost=[0, 10, 200], incentive_cost=[100, 95, 0]
    )
    assert np.isnan(found).all()


def test_an_uplift_that_makes_no_probability_is_refused() -> None:
    with pytest.raises(UsageError, match=r"stay_probability \+ uplift is 1.1 .*Limit the uplift"):
        win_back_cost(0.6, 0.5, fixed_cost=1, incentive_cost=1)


def test_a_negative_uplift_is_taken_as_measured() -> None:
    assert expected_net_value(-0.1, 0.5, 1000, 0, fixed_cost=10, incentive_cost=0) == pytest.approx(-110)


@pytest.mark.parametrize("name", ["fixed_cost", "incentive_cost"])
@pytest.mark.parametrize("wrong", [-1.0, np.inf])
def test_a_cost_that_is_none_is_refused(name: str, wrong: float) -> None:
    costs = {"fixed_cost": 1.0, "incentive_cost": 1.0} | {name: wrong}
    with pytest.raises(UsageError, match=f"{name} is"):
        win_back_cost(0.1, 0.5, **costs)


@given(first=st.floats(0, 120), second=st.floats(0, 120), rate=st.floats(0, 2))
def test_discounts_of_two_spans_multiply(first: float, second: float, rate: float) -> None:
    both = discount_factor(first, rate) * discount_factor(second, rate)
    assert discount_factor(first + second, rate) == pytest.approx(float(both))


def test_a_year_at_fifteen_percent_costs_its_rate() -> None:
    np.testing.assert_allclose(discount_factor([0, 12, 24], 0.15), [1, 1 / 1.15, 1 / 1.15**2])


def test_a_discount_rate_of_minus_one_is_refused() -> None:
    with pytest.raises(UsageError, match="annual_discount_rate is -1"):
        discount_factor(1, -1)
