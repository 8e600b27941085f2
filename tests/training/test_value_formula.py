"""The articles' formula, alone and on feature rows: cases worked by hand, and the law of the cap."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.worth.value_formula import formula_ltv, formula_ltv_of, yearly_churn, yearly_churn_by_class


def client(**more: object) -> pd.DataFrame:
    usual = {"abc": "A", "average_check": 1000.0, "order_days": 4.0, "tenure_days": 365.25}
    return pd.DataFrame([{**usual, "own_cycle_days": 60.0, **more}])


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


def test_check_times_share_times_orders_a_year_times_lifetime() -> None:
    # 1000 × 0.3 × 4 a year × 1 / 0.25 = 4800; two years at most: 2400
    assert formula_ltv_of(client(), {"A": 0.25}, margin_share=0.3) == pytest.approx([4800])
    assert formula_ltv_of(client(), {"A": 0.25}, margin_share=0.3, value_months=24) == pytest.approx([2400])


def test_a_young_relation_is_counted_as_one_own_cycle_and_at_least_ninety_days() -> None:
    young = {"tenure_days": 10.0, "order_days": 1.0}
    floor = formula_ltv_of(client(**young), {"A": 1.0}, margin_share=0.3)
    slow = formula_ltv_of(client(**young, own_cycle_days=180.0), {"A": 1.0}, margin_share=0.3)
    assert floor == pytest.approx([300 * 365.25 / 90])
    assert slow == pytest.approx([300 * 365.25 / 180])


def test_a_class_without_figures_takes_those_of_all() -> None:
    found = formula_ltv_of(client(abc="C"), {"A": 0.1, "all": 0.5}, margin_share=0.3)
    assert found == pytest.approx([2400])


def test_half_of_the_clients_leaving_in_half_a_year_are_three_quarters_in_a_year() -> None:
    assert yearly_churn(np.array([0.5]), np.array([365.25 / 2])) == pytest.approx([0.75])


def test_churn_of_a_class_reads_only_usable_rows_by_their_weight() -> None:
    rows = pd.DataFrame(
        {
            "abc": ["A", "A", "A", "A", "B"],
            "left": [1.0, 0.0, np.nan, 1.0, 0.0],
            "weight": [1.0, 3.0, 1.0, 0.0, 1.0],
            "horizon_days": 365.25,
        }
    )
    assert yearly_churn_by_class(rows) == pytest.approx({"all": 0.2, "A": 0.25, "B": 0.0})
