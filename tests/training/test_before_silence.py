"""Silent clients are explained by what was before the silence."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from features.catalog import feature
from features.family import Cause
from training.bundle import Bundle
from training.reasons.before_silence import BeforeSilence, due_days
from training.reasons.readings import ANSWERS, REACTIONS, readings, worse_way
from training.trained import Trained

TODAY = date(2026, 3, 2)


def silent(days: float, cycle: float, status: str = "lost") -> pd.DataFrame:
    return pd.DataFrame({"status": [status], "days_since_order": [days], "own_cycle_days": [cycle]})


@pytest.mark.parametrize(
    ("days", "cycle", "status", "read_on"),
    [
        (33.0, 30.0, "overdue", date(2026, 3, 2)),  # due three days ago: today is nearest
        (
            44.1,
            30.0,
            "lost",
            date(2026, 2, 2),
        ),  # fourteen days ago: four weeks back is as near, and before it
        (100.0, 30.0, "lost", date(2025, 12, 8)),  # 70 days ago: 84 and 56 are as near
        (30.0 + 13 * 28, 30.0, "lost", date(2025, 3, 3)),
        (30.0 + 13 * 28 + 84, 30.0, "lost", date(2024, 12, 9)),  # steps of twelve weeks from here on
        (30.0 + 13 * 28 + 9 * 84 + 41, 30.0, "lost", date(2023, 2, 6)),
        (30.0 + 13 * 28 + 9 * 84 + 43, 30.0, "lost", None),  # due before the grid begins
        (33.0, 30.0, "active", None),
        (33.0, np.nan, "insufficient_data", None),
    ],
)
def test_a_silent_client_is_read_when_its_next_order_was_due(
    days: float, cycle: float, status: str, read_on: date | None
) -> None:
    assert due_days(silent(days, cycle, status), TODAY).tolist() == [read_on]


def drawn(seed: int = 5, rows: int = 3000) -> pd.DataFrame:
    """Clients who leave for late deliveries, and of whom the leavers are already silent."""
    rng = np.random.default_rng(seed)
    late, silence = rng.random(rows), rng.random(rows)
    left = rng.random(rows) < 0.1 + 0.7 * late * (silence > 0.3)
    return pd.DataFrame(
        {
            "client_id": [str(number) for number in range(rows)],
            "status": "active",
            "as_of_day": 20_000,
            "weight": 1.0,
            "overdue_ratio": 0.5 + left + 0.1 * silence,
            "late_share_90": late,
            "days_since_order": 20 + 30.0 * left + silence,
            "basket_price_rise": rng.random(rows),
            "left": left.astype(int),
        }
    )


FEATURES = ("overdue_ratio", "days_since_order", "late_share_90", "basket_price_rise")


def test_the_silence_is_not_seen_and_the_cause_is_found() -> None:
    rows = drawn()
    model = BeforeSilence.fit(rows, FEATURES)
    assert model is not None
    assert all(feature(name).cause is not Cause.SILENCE for name in model.hazards.steps)
    late = rows[rows["late_share_90"] > 0.9].assign(status="lost")
    assert (model.reasons(late)["reason_1"] == feature("late_share_90").cause).mean() > 0.9
    calm = rows[rows["late_share_90"] < 0.1]
    assert (model.reasons(calm)["reason_1"] == feature("late_share_90").cause).mean() < 0.1


def test_how_a_client_leaves_does_not_hide_why() -> None:
    rows = drawn()
    slower = rows.assign(frequency_drift_90=-rows["left"] * 1.0)
    slower["fruitless_contacts"] = slower["left"] * 3.0
    model = BeforeSilence.fit(slower, (*FEATURES, "frequency_drift_90", "fruitless_contacts"))
    assert model is not None
    assert {feature(name).cause for name in model.hazards.steps} == {Cause.SERVICE, Cause.PRICE}
    late = slower[(slower["late_share_90"] > 0.9) & (slower["left"] == 1)]
    assert (model.reasons(late)["reason_1"] == Cause.SERVICE).mean() > 0.9


def test_what_a_whole_branch_loses_is_no_reason_of_one_client() -> None:
    rows = drawn()
    rows["branch_churn_90"] = rows["left"] * 0.1
    model = BeforeSilence.fit(rows, (*FEATURES, "branch_churn_90"))
    assert model is not None
    assert set(model.hazards.steps) == {"late_share_90", "basket_price_rise"}


def test_every_reaction_is_a_feature_of_attention_or_of_the_offer() -> None:
    assert {feature(name).cause for name in REACTIONS} == {Cause.ATTENTION, Cause.OFFER}


def test_where_all_stayed_there_is_nothing_to_learn() -> None:
    assert BeforeSilence.fit(drawn().assign(left=0), FEATURES[:1]) is None


def test_where_nobody_is_at_risk_there_is_nothing_to_learn() -> None:
    assert BeforeSilence.fit(drawn().assign(status="lost"), FEATURES) is None


def test_a_bundle_carries_it_and_gives_the_same_reasons(trained: Trained) -> None:
    model = trained.bundle.before_silence
    assert model is not None
    again = Bundle.from_files(trained.bundle.to_files()).before_silence
    assert again is not None
    rows = trained.population[trained.population["status"].isin(("overdue", "lost"))].reset_index(drop=True)
    pd.testing.assert_frame_equal(model.reasons(rows), again.reasons(rows))


def test_a_bundle_without_it_has_none() -> None:
    assert BeforeSilence.from_files({}) is None


def test_a_company_that_keeps_no_table_of_causes_has_nothing_to_learn() -> None:
    assert BeforeSilence.fit(drawn(), ("overdue_ratio", "days_since_order", "tenure_days")) is None


def test_how_it_answers_when_asked_does_not_hide_why() -> None:
    rows = drawn()
    rows["nps_last"] = 9.0 - 8 * rows["left"]
    model = BeforeSilence.fit(rows, (*FEATURES, "nps_last"))
    assert model is not None
    assert "nps_last" not in model.hazards.steps
    assert {"nps_last", "nps_change", "nps_service"} <= ANSWERS


def test_a_cause_of_one_leaver_in_twenty_is_not_told() -> None:
    rows = drawn()
    rng = np.random.default_rng(2)
    rows["left"] = (rng.random(len(rows)) < 0.02 + 0.4 * (rows["late_share_90"] > 0.5)).astype(int)
    rows["left"] |= rng.random(len(rows)) < 0.01 * (rows["basket_price_rise"] > 0.5)
    model = BeforeSilence.fit(rows, FEATURES)
    assert model is not None
    both = rows[(rows["late_share_90"] > 0.95) & (rows["basket_price_rise"] > 0.95)]
    assert set(model.reasons(both)["reason_1"]) == {Cause.SERVICE}
    assert model.reasons(both)["reason_2"].isna().all()
    dear = rows[(rows["late_share_90"] < 0.2) & (rows["basket_price_rise"] > 0.95)]
    assert set(model.reasons(dear)["reason_1"]) == {Cause.PRICE}


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("late_share_90", [0.5, np.nan], [0.5, np.nan]),
        ("contacts_90", [3.0, 0.0], [-3.0, 0.0]),
        ("days_since_complaint", [30.0, np.nan], [-2.0, np.nan]),  # never complained: nothing bad
        ("days_since_outbound_contact", [30.0, np.nan], [2.0, np.inf]),  # never called: forever ago
        ("days_since_discount", [366.0, np.nan], [0.07, 0.07]),  # the price rise that nobody softened
        ("days_since_discount", [365.0, 1.0], [np.nan, np.nan]),
    ],
)
def test_how_bad_a_number_is(name: str, values: list[float], told: list[float]) -> None:
    rows = pd.DataFrame({name: values, "own_cycle_days": 15.0, "basket_price_rise": 0.07})
    np.testing.assert_array_equal(readings(rows, [name])[name], told)


def test_without_prices_want_of_reward_is_how_long_ago_it_was() -> None:
    rows = pd.DataFrame({"days_since_discount": [30.0, np.nan], "own_cycle_days": 15.0})
    assert readings(rows, ["days_since_discount"])["days_since_discount"].tolist() == [2.0, np.inf]


def test_what_is_no_cause_of_leaving_is_passed_over() -> None:
    passed = ("overdue_ratio", "tenure_days", "branch", "nps_last", "fruitless_contacts", "branch_churn_90")
    assert [worse_way(name) for name in passed] == [0] * len(passed)


def test_where_our_contacts_are_told_apart_the_client_s_own_are_passed_over() -> None:
    rows = drawn().assign(contacts_90=3.0, longest_outbound_pause_365=np.arange(3000.0))
    both = BeforeSilence.fit(rows, ("contacts_90", "longest_outbound_pause_365"))
    alone = BeforeSilence.fit(rows, ("contacts_90", "late_share_90"))
    assert both is not None
    assert alone is not None
    assert set(both.hazards.steps) == {"longest_outbound_pause_365"}
    assert set(alone.hazards.steps) == {"contacts_90", "late_share_90"}
