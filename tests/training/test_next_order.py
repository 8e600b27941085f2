"""The curve of silence: through the churn probability, never rising, and right where the truth is known."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from training.next_order import curve
from training.next_order.curve import FARTHEST_DAYS, SHAPES, NextOrder, Shape
from training.next_order.hazard import ENDS, INPUTS, PARTS, ends_of, parts_ahead, parts_lived

CLIENTS, FOLLOWED = 4000, 90


def clients(count: int = CLIENTS, *, seed: int = 1) -> pd.DataFrame:
    """Clients whose orders come at an even rate, whatever their silence: own gaps are not log-normal here."""
    random = np.random.default_rng(seed)
    cycle = random.uniform(5, 30, count)
    came = np.floor(random.exponential(cycle))
    silent = random.integers(1, 60, count).astype("float64")
    return pd.DataFrame(
        {
            "own_cycle_days": cycle,
            "cycle_spread": 0.8,
            "days_since_order": silent,
            "overdue_ratio": silent / cycle,
            "horizon_days": np.rint(2 * cycle),
            "next_order_in": np.where(came < FOLLOWED, came, np.nan),
            "weight": 1.0,
            "as_of_day": 100,
        }
    )


ROWS = clients()
FITTED = {shape: NextOrder.fit(shape, ROWS, known_day=100 + FOLLOWED, seed=1) for shape in SHAPES}


@pytest.fixture(params=SHAPES)
def model(request: pytest.FixtureRequest) -> NextOrder:
    return FITTED[request.param]


@given(left=st.floats(0.001, 0.999), shape=st.sampled_from(SHAPES), seed=st.integers(0, 99))
def test_at_the_horizon_it_is_the_churn_probability(left: float, shape: Shape, seed: int) -> None:
    rows = clients(20, seed=seed)
    given_left = pd.Series(left, index=rows.index)
    horizon = rows["horizon_days"].to_numpy().astype(int)
    assert FITTED[shape].drawn(rows, given_left).silence(horizon) == pytest.approx(
        np.full(20, left), rel=1e-9
    )


@given(left=st.floats(0, 1), shape=st.sampled_from(SHAPES), days=st.lists(st.integers(0, 5000), min_size=2))
def test_silence_never_grows_likelier_with_time_and_begins_at_one(
    left: float, shape: Shape, days: list[int]
) -> None:
    rows = clients(5)
    curves = FITTED[shape].drawn(rows, pd.Series(left, index=rows.index))
    told = [curves.silence(day) for day in [0, *sorted(days)]]
    assert told[0] == pytest.approx(1)
    for earlier, later in zip(told, told[1:], strict=False):
        assert (later <= earlier + 1e-12).all()
        assert ((later >= 0) & (later <= 1)).all()


def test_quantiles_are_where_the_curve_crosses(model: NextOrder) -> None:
    curves = model.drawn(ROWS, pd.Series(0.2, index=ROWS.index))
    for share in (0.1, 0.5, 0.79):
        day = curves.quantile(share)
        assert np.isfinite(day).all()
        assert (curves.silence(day.astype(int) + 1) <= 1 - share + 1e-12).all()
        before = day > 0
        assert (curves.silence(day.astype(int))[before] > 1 - share - 1e-12).all()
    early, late = (curves.quantile(share) for share in (0.1, 0.9))
    assert (early <= late).all()


def test_a_learned_hazard_tells_where_gaps_are_not_log_normal() -> None:
    rows = clients(seed=2)
    left = pd.Series(np.exp(-rows["horizon_days"] / rows["own_cycle_days"]))
    days = np.rint(rows["horizon_days"] / 4).to_numpy().astype(int)
    true = np.exp(-days / rows["own_cycle_days"].to_numpy())
    far = {
        shape: np.abs(model.drawn(rows, left).silence(days) - true).mean() for shape, model in FITTED.items()
    }
    assert far["hazard"] < 0.03
    assert far["hazard"] < far["own_rhythm"] * 2 / 3  # it hears the own rhythm, too, which is wrong here


def test_a_clients_curve_is_the_same_however_many_are_drawn_at_once(
    model: NextOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = pd.Series(0.4, index=ROWS.index)
    at_once = model.drawn(ROWS, left).silence(20)
    monkeypatch.setattr(curve, "CLIENTS_AT_ONCE", 7)
    assert model.drawn(ROWS, left).silence(20) == pytest.approx(at_once, rel=1e-12)
    nobody = ROWS.head(0)
    assert model.drawn(nobody, left.head(0)).quantile(0.5).shape == (0,)


def test_own_rhythm_is_the_log_normal_given_the_silence() -> None:
    rows = ROWS.head(50)
    silent, cycle = rows["days_since_order"].to_numpy(), rows["own_cycle_days"].to_numpy()

    def beyond(days: np.ndarray) -> np.ndarray:
        return norm.sf((np.log(silent + days) - np.log(cycle)) / 0.8) / norm.sf(
            (np.log(silent) - np.log(cycle)) / 0.8
        )

    horizon = rows["horizon_days"].to_numpy()
    left = pd.Series(beyond(horizon), index=rows.index)
    assert FITTED["own_rhythm"].drawn(rows, left).silence(7) == pytest.approx(
        beyond(np.full(50, 7.0)), rel=1e-9
    )


def test_without_a_rhythm_or_a_probability_nothing_is_told(model: NextOrder) -> None:
    rows = ROWS.head(2).assign(own_cycle_days=[np.nan, 9.0], cycle_spread=[np.nan, 0.5])
    rows = rows.assign(horizon_days=[np.nan, 18.0], overdue_ratio=[np.nan, 1.0])
    left = pd.Series([np.nan, np.nan], index=rows.index)
    assert np.isnan(model.drawn(rows, left).silence(5)).all()
    assert np.isnan(model.drawn(rows, left).quantile(0.5)).all()


def test_who_hardly_ever_comes_back_is_expected_on_no_day(model: NextOrder) -> None:
    rows = ROWS.head(3).assign(days_since_order=3000.0, overdue_ratio=300.0)
    days = model.drawn(rows, pd.Series(0.99999, index=rows.index)).quantile(0.9)
    assert (np.isnan(days) | (days < FARTHEST_DAYS)).all()
    assert np.isnan(days).any()


def test_what_is_written_is_read_back_the_same(model: NextOrder) -> None:
    again = NextOrder.from_dict(json.loads(json.dumps(model.to_dict())))
    left = pd.Series(0.3, index=ROWS.index)
    assert again.shape == model.shape
    told, again_told = (each.drawn(ROWS, left).silence(11) for each in (model, again))
    assert again_told == pytest.approx(told, rel=1e-12)


def test_with_nothing_to_learn_from_the_own_rhythm_stands() -> None:
    silent = ROWS.assign(next_order_in=np.nan)
    assert NextOrder.fit("hazard", silent, known_day=100 + FOLLOWED, seed=1).shape == "own_rhythm"


def test_parts_end_at_the_horizon_and_count_what_was_lived_and_followed() -> None:
    rows = ROWS.head(1).assign(horizon_days=20.0, next_order_in=5.0)
    assert ends_of(rows)[0, ENDS.index(1.0)] == 20
    assert parts_ahead(rows).shape == (PARTS, len(INPUTS))
    lived = parts_lived(rows, known_day=130)
    assert lived["left"].tolist() == [0, 0, 0, 1]  # days 0, 1, 2–3 passed in silence, the order came in 4–5
    assert len(parts_lived(rows.assign(next_order_in=np.nan), known_day=100 + 16)) == 7
    assert parts_lived(rows, known_day=100).empty
