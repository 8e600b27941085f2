"""The money formulas: cases worked by hand, laws, and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from features.errors import UsageError
from training.worth.economics import (
    acceptance_interval,
    assumed_uplift,
    break_even_uplift,
    discount_factor,
    expected_net_value,
    formula_ltv,
    win_back_cost,
)

shares = st.floats(0, 1)
money = st.floats(0, 1e6)


def test_acceptance_interval_is_that_of_the_published_beta_distribution() -> None:
    found = acceptance_interval(6, 14)
    assert found.mean == pytest.approx(0.3)
    assert stats.beta(6, 14).cdf(found.low) == pytest.approx(0.05)
    assert stats.beta(6, 14).cdf(found.high) == pytest.approx(0.95)


@pytest.mark.parametrize(("alpha", "beta"), [(0, 14), (6, -1), (np.nan, 14), (np.inf, 14)])
def test_acceptance_interval_refuses_what_is_no_beta_distribution(alpha: float, beta: float) -> None:
    with pytest.raises(UsageError, match="both parameters of a Beta distribution are positive"):
        acceptance_interval(alpha, beta)


def test_assumed_uplift_halves_with_each_half_life() -> None:
    uplift = assumed_uplift(0.5, [0, 365, 730], gamma=0.4, half_life_days=365)
    np.testing.assert_allclose(uplift, [0.2, 0.1, 0.05])


@given(stay=shares, days=st.floats(0, 5000), gamma=shares, half_life=st.floats(1, 1000))
def test_assumed_uplift_never_wins_more_than_those_who_leave(
    stay: float, days: float, gamma: float, half_life: float
) -> None:
    uplift = assumed_uplift(stay, days, gamma=gamma, half_life_days=half_life)
    assert 0 <= uplift <= 1 - stay
    assert uplift >= assumed_uplift(stay, days + 1, gamma=gamma, half_life_days=half_life)


def test_assumed_uplift_keeps_unknown_clients_unknown() -> None:
    np.testing.assert_array_equal(
        assumed_uplift([np.nan, 0.0], [0, 0], gamma=1, half_life_days=1), [np.nan, 1.0]
    )


def test_a_percentage_given_for_a_share_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match=r"gamma is 30 \(1 such value\(s\)\); it is a share in \[0, 1\]"):
        assumed_uplift(0.5, 0, gamma=30, half_life_days=365)


def test_days_before_the_loss_are_refused() -> None:
    with pytest.raises(UsageError, match=r"days_lost is -3 \(2 such"):
        assumed_uplift(0.5, [1, -3, -4], gamma=0.3, half_life_days=365)


@pytest.mark.parametrize("half_life", [0.0, -1.0, np.nan, np.inf])
def test_a_half_life_that_is_no_number_of_days_is_refused(half_life: float) -> None:
    with pytest.raises(UsageError, match="response_half_life_days"):
        assumed_uplift(0.5, 0, gamma=0.3, half_life_days=half_life)


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


def test_half_the_base_leaving_in_a_year_means_a_lifetime_of_two_years() -> None:
    assert formula_ltv(1000, 12, margin_share=0.25, yearly_churn_rate=0.5) == pytest.approx(
        1000 * 12 * 0.25 * 2
    )


def test_a_lifetime_without_end_is_unknown_unless_it_is_capped() -> None:
    assert np.isnan(formula_ltv(1000, 12, margin_share=0.25, yearly_churn_rate=0))
    capped = formula_ltv(1000, 12, margin_share=0.25, yearly_churn_rate=0, value_months=24)
    assert capped == pytest.approx(6000)


@given(churn=st.just(0.0) | st.floats(1e-6, 1), months=st.just(0.0) | st.floats(1e-6, 600))
def test_a_cap_never_raises_the_formula(churn: float, months: float) -> None:
    free = formula_ltv(100, 3, margin_share=0.5, yearly_churn_rate=churn)
    capped = formula_ltv(100, 3, margin_share=0.5, yearly_churn_rate=churn, value_months=months)
    assert np.isnan(free) or capped <= free
    assert capped <= 100 * 3 * 0.5 * months / 12 * (1 + 1e-12) + 1e-300
