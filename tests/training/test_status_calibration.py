"""Honesty by status: a planted slope and intercept lie in their intervals, and so do refitted draws."""

import numpy as np
import pandas as pd
import pytest

from training.judging.paired_gain import client_codes, client_counts
from training.judging.ranked import Ranking
from training.judging.status_calibration import COLUMNS, status_calibration
from training.monitoring.calibration_line import calibration_line

SERVING = {"at_risk": "blend", "recoverable": "silence_rule"}


def planted(clients: int, *, slope: float = 1.0, intercept: float = 0.0, seed: int = 4) -> pd.DataFrame:
    """Half are active, half lost; who leaves follows the line, on two test days."""
    random = np.random.default_rng(seed)
    odds = random.normal(-0.5, 1.2, 2 * clients)
    left = random.random(2 * clients) < 1 / (1 + np.exp(-(intercept + slope * odds)))
    p = 1 / (1 + np.exp(-odds))
    return pd.DataFrame(
        {
            "test_day": np.repeat(["2024-05-01", "2024-06-01"], clients),
            "client_id": np.tile([f"c{number:05d}" for number in range(clients)], 2),
            "status": np.tile(["active", "lost"], clients),
            "left": left.astype(float),
            "weight": random.choice([1.0, 2.0], 2 * clients),
            "blend": p,
            "silence_rule": np.clip(p, 0.2, 0.8),
        }
    )


@pytest.fixture(scope="module")
def honest() -> pd.DataFrame:
    return status_calibration(planted(3000), SERVING, seed=1).set_index("status")


def test_honest_probabilities_have_slope_one_and_intercept_zero_in_their_intervals(
    honest: pd.DataFrame,
) -> None:
    assert honest["contestant"].to_dict() == {"active": "blend", "lost": "silence_rule"}
    active = honest.loc["active"]
    assert active["slope_low"] < 1 < active["slope_high"]
    assert active["intercept_low"] < 0 < active["intercept_high"]
    assert active["ece_low"] <= active["ece"] < 0.02
    assert active["clients"] == 3000


@pytest.mark.parametrize(("slope", "intercept"), [(0.5, 0.0), (1.0, 0.6)])
def test_what_is_planted_is_found_and_told_from_honesty(slope: float, intercept: float) -> None:
    found = status_calibration(
        planted(3000, slope=slope, intercept=intercept), {"at_risk": "blend"}, seed=1
    ).iloc[0]
    assert found["slope_low"] < slope < found["slope_high"]
    if slope < 1:
        assert found["slope_high"] < 1
    if intercept:
        assert 0 < found["intercept_low"] < intercept < found["intercept_high"]
        assert found["ece"] > 0.05


def test_one_step_on_a_draw_is_as_good_as_a_new_fit() -> None:
    rows = planted(800)
    found = status_calibration(rows, {"at_risk": "blend"}, draws=60, seed=5).iloc[0]
    part = rows[rows["status"] == "active"]
    codes, clients = client_codes(part)
    ranking = Ranking.of(part["blend"])
    refitted = np.array(
        [
            calibration_line(ranking.weigh(part["left"], part["weight"] * drawn[codes]))
            for drawn in client_counts(clients, draws=60, seed=5)
        ]
    )
    for name, place in (("intercept", 0), ("slope", 1)):
        low, high = np.quantile(refitted[:, place], [0.025, 0.975])
        assert found[f"{name}_low"] == pytest.approx(low, abs=0.02)
        assert found[f"{name}_high"] == pytest.approx(high, abs=0.02)


def test_where_all_left_no_line_is_drawn_and_a_status_of_nobody_has_no_row() -> None:
    rows = planted(200).assign(left=1.0)
    found = status_calibration(rows, SERVING, seed=1)
    assert list(found.columns) == list(COLUMNS)
    assert found["status"].tolist() == ["active", "lost"]
    assert found[["slope", "slope_low", "intercept", "intercept_high"]].isna().all(axis=None)
    assert (found["ece"] > 0.1).all()
