"""The response that is assumed: cases worked by hand, laws, and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from features.errors import UsageError
from training.response.assumed import acceptance_interval, assumed_uplift

shares = st.floats(0, 1)


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
