"""The models that compete, and the rows on which they are calibrated: never those they learned from."""

import numpy as np
import pandas as pd
import pytest

from tests.training.test_logistic import FEATURES, rows_of
from training.models import candidates
from training.models.blend import Blend
from training.models.boosting import Boosted
from training.models.candidates import CANDIDATES, GROUPED_FOLDS, LATER_DAYS, fit_models, hold_out
from training.models.logistic import Logistic


def history(days: int, *, horizon: int = 20, clients: int = 150) -> pd.DataFrame:
    """The same clients on so many days, ten days apart."""
    rows = pd.concat([rows_of(clients, seed=number) for number in range(days)], ignore_index=True)
    number = np.repeat(np.arange(days), clients)
    return rows.assign(
        client_id=[f"c{one:03d}" for one in np.tile(np.arange(clients), days)],
        as_of_day=100 + 10 * number,
        ends_day=100 + 10 * number + horizon,
    )


class Remembering:
    """Stands for a model: scores .9 whom it has learned from, .1 the others."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.seen = set(rows.index)
        self.rows = rows

    def predict(self, rows: pd.DataFrame) -> np.ndarray:
        return np.where(rows.index.isin(self.seen), 0.9, 0.1)


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> list[Remembering]:
    made: list[Remembering] = []

    def remember(workshop: object, rows: pd.DataFrame, names: list[str]) -> dict[str, object]:
        made.append(Remembering(rows))
        return dict.fromkeys(names, made[-1])

    monkeypatch.setattr(candidates._Workshop, "candidates", remember)
    return made


def test_only_what_is_asked_for_is_fitted_in_the_order_asked_for() -> None:
    models = fit_models(rows_of(), FEATURES, ["blend", "logistic"], seed=1)
    assert list(models) == ["blend", "logistic"]
    blend, logistic = models["blend"], models["logistic"]
    assert isinstance(blend, Blend)
    assert isinstance(logistic, Logistic)
    assert blend.logistic is logistic
    (alone,) = fit_models(rows_of(), FEATURES, ["lightgbm"], seed=1).values()
    assert isinstance(alone, Boosted)
    assert alone.base is None  # none of the three numbers of a line is among these features
    assert set(CANDIDATES) == {"blend", "logistic", "lightgbm"}


def test_lightgbm_begins_from_a_line_and_the_logistic_reads_nothing_that_only_grows() -> None:
    rows = rows_of()
    named = rows.rename(
        columns=dict(zip(FEATURES, ("order_days", "days_since_order", "nps_last"), strict=False))
    )
    features = [name for name in named.columns if name in {"order_days", "days_since_order", "nps_last"}]
    models = fit_models(named, features, ["logistic", "lightgbm"], seed=1)
    assert set(models["logistic"].features) == {"days_since_order", "nps_last"}
    boosted = models["lightgbm"]
    assert isinstance(boosted, Boosted)
    assert boosted.features == tuple(features)
    assert boosted.base is not None
    assert set(boosted.base.features) == {"days_since_order", "order_days"}
    steep = Logistic.fit(named, boosted.base.features, seed=1)
    assert (np.abs(boosted.base.weights) < np.abs(steep.weights)).all()


def test_with_enough_history_models_calibrate_on_days_after_all_they_learned_from(
    learned: list[Remembering],
) -> None:
    rows = history(10)
    held = hold_out(rows, FEATURES, ["logistic"], seed=1)
    assert held.how == LATER_DAYS
    (model,) = learned
    late = rows[rows["as_of_day"] >= model.rows["ends_day"].max()]
    assert len(held.left) == len(late) > 0
    assert np.array_equal(held.left, late["left"])
    assert (held.scores["logistic"] == 0.1).all()


def test_with_a_short_history_each_client_is_scored_by_models_of_other_clients(
    learned: list[Remembering],
) -> None:
    rows = history(4, horizon=50)
    held = hold_out(rows, FEATURES, ["logistic", "blend"], seed=1)
    assert (held.how, len(learned)) == (GROUPED_FOLDS, candidates.FOLDS)
    assert np.array_equal(held.left, rows["left"])
    for name in ("logistic", "blend"):
        assert (held.scores[name] == 0.1).all()
    for model in learned:
        others = rows.drop(model.rows.index)
        assert not set(model.rows["client_id"]) & set(others["client_id"])


def test_a_later_slice_with_too_few_leavers_is_not_taken(learned: list[Remembering]) -> None:
    rows = history(10)
    rows.loc[rows["as_of_day"] > 100, "left"] = 0.0
    assert hold_out(rows, FEATURES, ["logistic"], seed=1).how == GROUPED_FOLDS
    assert len(learned) == candidates.FOLDS


def test_a_calibrator_is_fitted_on_the_held_out_scores_of_its_own_candidate() -> None:
    held = candidates.HeldOut(
        {"logistic": np.repeat([0.2, 0.8], 50), "blend": np.repeat([0.4, 0.6], 50)},
        np.tile([0.0, 0.0, 0.0, 1.0], 25),
        np.ones(100),
        LATER_DAYS,
    )
    for name in ("logistic", "blend"):
        calibrator = held.calibrator(name, "isotonic")
        assert calibrator.knots == pytest.approx((held.scores[name].min(), held.scores[name].max()))
        assert calibrator.values == pytest.approx((0.24, 0.26), abs=0.02)
