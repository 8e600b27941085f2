"""Figures by day and group: by hand, against scikit-learn, weights as repetition, and the spread."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from tests.training.backtested import DAYS, company, rows_of
from training.judging.campaigns import Campaign
from training.judging.empc import empc
from training.judging.evaluation import FIGURES, client_spread, figures, summary

KEYS = ["test_day", "group", "contestant"]


def one(found: pd.DataFrame, group: str = "all") -> pd.Series:
    return found[found["group"] == group].iloc[0]


def test_figures_as_a_hand_reckons_them() -> None:
    left = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    p = [0.9, 0.4, 0.6, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]
    found = one(figures(rows_of(left, p), ["blend"]))
    assert found["clients"] == 10
    assert found["left_share"] == pytest.approx(0.2)
    assert found["auc"] == pytest.approx(15 / 16)  # one of 16 pairs stands the wrong way round
    assert found["average_precision"] == pytest.approx((1 + 2 / 3) / 2)
    assert found["brier"] == pytest.approx((0.01 + 0.36 + 0.36 + 7 * 0.01) / 10)
    expected = -(np.log(0.9) + np.log(0.4) + np.log(0.4) + 7 * np.log(0.9)) / 10
    assert found["log_loss"] == pytest.approx(expected)
    # Told .4 and .6, one left of two: pooled at ½. (.1² + .1² + .1² + 7 · .1²) / 10, isotonic.
    assert found["brier_calibration"] == pytest.approx(found["brier"] - 2 * 0.25 / 10)
    assert found[["recall_5", "recall_10", "recall_20"]].tolist() == pytest.approx([0.25, 0.5, 0.5])
    assert found[["lift_5", "lift_10", "lift_20"]].tolist() == pytest.approx([5, 5, 2.5])


def test_each_day_group_and_contestant_has_its_row() -> None:
    rows = company(40)
    found = figures(rows, ["truth", "none"])
    assert len(found) == 2 * 5 * 2  # all, at_risk, recoverable, active, lost
    assert not found.duplicated(KEYS).any()
    assert set(found["group"]) == {"all", "at_risk", "recoverable", "active", "lost"}
    assert found.query("group == 'all'")["clients"].tolist() == [40] * 4
    here = rows[(rows["test_day"] == DAYS[1]) & (rows["status"] == "lost")]
    row = found[(found["test_day"] == DAYS[1]) & (found["group"] == "recoverable")].iloc[0]
    assert row["auc"] == pytest.approx(roc_auc_score(here["left"], here["truth"]))
    assert row["average_precision"] == pytest.approx(average_precision_score(here["left"], here["truth"]))


def test_more_groups_come_from_more_columns() -> None:
    rows = company(40).assign(abc=lambda frame: np.where(frame.index % 2, "A", "C"))
    found = figures(rows, ["truth"], by=["abc"])
    assert found.query("group == 'abc_A'")["clients"].tolist() == [20, 20]


def test_weights_of_two_are_rows_twice_but_do_not_make_more_clients() -> None:
    rows = company(60)
    doubled = figures(rows.assign(weight=2.0), ["truth"])
    again = pd.concat([rows, rows.assign(client_id="again " + rows["client_id"])])
    repeated = figures(again, ["truth"])
    same = [name for name in FIGURES if name not in ("clients", "ece")]
    np.testing.assert_allclose(doubled[same], repeated[same])
    # Twice as many independent clients leave less to chance; twice the weight does not.
    once = figures(rows, ["truth"])
    np.testing.assert_allclose(doubled["ece"], once["ece"], atol=1e-12)
    assert (repeated["ece"] >= once["ece"]).all()


def test_one_class_and_one_client_give_nan_and_no_warning() -> None:
    rows = rows_of([0, 0, 1], [0.2, 0.4, 0.5], status=["active", "active", "lost"])
    found = figures(rows, ["blend"])
    stayed, left = one(found, "at_risk"), one(found, "recoverable")
    assert np.isnan(stayed[["auc", "average_precision", "lift_5", "recall_20"]].astype(float)).all()
    assert np.isfinite(stayed[["log_loss", "brier", "ece", "brier_calibration"]].astype(float)).all()
    assert np.isnan(left["auc"])
    assert left["recall_20"] == pytest.approx(0.2)


def test_a_perfectly_calibrated_model_has_almost_no_calibration_error() -> None:
    found = one(figures(company(5000), ["truth", "none"]))
    assert found["ece"] < 0.01
    assert found["brier_calibration"] < 0.01


def test_empc_is_given_by_action_for_at_risk_groups_alone() -> None:
    rows = company(50)
    call = Campaign(value=200, fixed_cost=1, incentive_cost=10)
    found = figures(rows, ["truth"], campaigns={"call": call, "visit": Campaign(200, 50, 0)})
    here = rows[(rows["test_day"] == DAYS[0]) & (rows["status"] == "active")]
    expected = empc(here["left"], here["truth"], value=200, fixed_cost=1, incentive_cost=10)
    assert one(found, "at_risk")["empc_call"] == pytest.approx(expected)
    assert one(found, "active")["empc_call"] > one(found, "active")["empc_visit"]
    assert np.isnan(found.loc[found["group"].isin(["all", "lost", "recoverable"]), "empc_call"]).all()


def test_no_rows_give_no_figures() -> None:
    nothing = figures(company(4).iloc[:0], ["truth"])
    assert list(nothing.columns) == [*KEYS, *FIGURES]
    assert nothing.empty
    assert summary(nothing).empty


def test_the_summary_has_mean_and_spread_over_test_days() -> None:
    found = figures(company(60), ["truth", "none"])
    short = summary(found).set_index(["group", "contestant", "figure"])
    aucs = found.query("group == 'lost' and contestant == 'truth'")["auc"]
    row = short.loc["lost", "truth", "auc"]
    assert row["mean"] == pytest.approx(aucs.mean())
    assert row["spread"] == pytest.approx(abs(aucs.diff().iloc[1]) / np.sqrt(2))
    assert (row["origins"], row["spread_over"]) == (2, "origins")


def test_one_test_day_takes_its_spread_from_clients() -> None:
    rows = company(400).query("test_day == @DAYS[0]")
    found = figures(rows, ["truth"])
    assert summary(found).query("figure == 'auc'")["spread_over"].unique().tolist() == ["none"]
    spread = client_spread(rows, ["truth"], draws=200, seed=1)
    row = (
        summary(found, spread).set_index(["group", "contestant", "figure"]).loc["all", "truth", "left_share"]
    )
    share = rows["left"].mean()
    assert row["spread"] == pytest.approx(np.sqrt(share * (1 - share) / 400), rel=0.15)
    assert row["spread_over"] == "clients"


def test_the_spread_of_clients_never_takes_the_place_of_that_of_test_days() -> None:
    rows = company(60)
    found = figures(rows, ["truth"])
    pd.testing.assert_frame_equal(
        summary(found, client_spread(rows, ["truth"], draws=3, seed=1)), summary(found)
    )


def test_the_order_of_rows_never_matters() -> None:
    rows = company(60)
    mixed = figures(rows.sample(frac=1, random_state=2), ["truth"])
    pd.testing.assert_frame_equal(mixed, figures(rows, ["truth"]))
