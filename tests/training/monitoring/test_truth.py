"""Whether what was foretold came true, with intervals and verdicts."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.training.monitoring.clients import predicted, reference
from training.monitoring.finding import Finding
from training.monitoring.truth import truth_figures, truth_findings

CARD: dict[str, Any] = {"champions": {"at_risk": "blend", "recoverable": "blend"}, "figures": {}}


def findings(rows: pd.DataFrame, card: dict[str, Any] | None = None, minimum: int = 30) -> dict[str, Finding]:
    judged = truth_figures(rows, seed=1, draws=60)
    found = truth_findings(judged, rows, reference(), card or CARD, minimum_left=minimum)
    return {one.name: one for one in found}


def test_honest_predictions_are_well_in_every_group() -> None:
    found = findings(predicted())
    assert {one.verdict for one in found.values()} == {"ok"}
    one = found["truth/slope/at_risk"]
    assert one.low < 1 < one.high


def test_a_doubled_base_rate_is_found_by_name() -> None:
    found = findings(predicted(times=2))
    rate = found["truth/base_rate/at_risk"]
    assert rate.verdict == "act"
    assert rate.value / rate.expected == pytest.approx(2, abs=0.4)
    assert found["truth/left_share/at_risk"].verdict == "act"
    assert "more leave than foretold" in found["truth/left_share/at_risk"].said("en")
    assert found["truth/intercept/at_risk"].low > 0
    assert found["truth/ece/at_risk"].verdict == "act"


def test_an_error_of_few_clients_that_may_be_chance_asks_for_nothing() -> None:
    rows = predicted(count=60, days=1)
    twelve = (
        rows[rows["status"] == "active"].head(12).assign(churn_probability=0.18, left=[1.0, 0.0, 0.0] * 4)
    )
    one = findings(twelve, minimum=3)["truth/ece/at_risk"]
    assert (one.value > 0.04, one.low) == (True, 0.0)
    assert one.verdict == "ok"
    assert one.said("en").endswith("that may be chance")


def test_who_is_too_sure_has_a_slope_below_one() -> None:
    rows = predicted(count=4000)
    odds = np.log(rows["churn_probability"] / (1 - rows["churn_probability"]))
    surer = 1 / (1 + np.exp(-(odds.mean() + 2.5 * (odds - odds.mean()))))
    one = findings(rows.assign(churn_probability=surer))["truth/slope/at_risk"]
    assert one.verdict == "act"
    assert "too sure of itself" in one.said("en")


def test_an_auc_below_that_of_the_training_is_found() -> None:
    card = {**CARD, "figures": {"at_risk/blend/auc": 0.85, "at_risk/silence_rule/auc": 0.5}}
    one = findings(predicted(), card)["truth/auc/at_risk"]
    assert one.verdict == "act"
    assert one.expected == 0.85
    assert one.said("en").endswith("was 0.850")


def test_a_model_that_is_worse_than_none_is_found() -> None:
    rows = predicted()
    one = findings(rows.assign(churn_probability=1 - rows["churn_probability"]))["truth/log_loss/at_risk"]
    assert one.verdict == "act"


def test_too_few_leavers_are_told_and_not_judged() -> None:
    rows = predicted(count=60, days=1)
    found = findings(rows)
    one = found["truth/calibration/new"]
    assert (one.verdict, np.isnan(one.value)) == ("unknown", True)
    assert "at least 30 of each are needed" in one.said("en")
    assert "truth/auc/new" not in found


def test_no_rows_give_no_findings() -> None:
    rows = predicted().iloc[:0]
    assert truth_figures(rows, seed=1).empty
    assert findings(rows) == {}


def test_the_interval_holds_what_other_clients_would_have_shown() -> None:
    wide = truth_figures(predicted(count=200, days=1), seed=1, draws=100)
    narrow = truth_figures(predicted(count=3000, days=1), seed=1, draws=100)
    spans = [
        (part["high"] - part["low"])[(part["group"] == "all") & (part["figure"] == "auc")].iloc[0]
        for part in (wide, narrow)
    ]
    assert spans[0] > 2 * spans[1] > 0


def test_a_held_out_row_counts_for_those_it_stands_for() -> None:
    rows = predicted()
    heavy = rows.assign(weight=np.where(rows["left"] == 1, 3.0, 1.0))
    share = truth_figures(heavy, seed=1, draws=2).query("group == 'all' and figure == 'left_share'")["value"]
    left = rows["left"].sum()
    assert share.iloc[0] == pytest.approx(3 * left / (3 * left + len(rows) - left))
