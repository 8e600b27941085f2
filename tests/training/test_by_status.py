"""A model for each status: asked for its own clients, the others by that of all, and read back the same."""

import json

import numpy as np
import pytest

from tests.training.shaped_company import FEATURES, rows_of
from training.models.blend import Blend
from training.models.boosting import TREES, Boosted, Recipe
from training.models.by_status import ByStatus
from training.models.candidates import fit_models
from training.models.design import Design
from training.written import read, write

ROWS = rows_of(250, 4, by="status")
EVERYTHING = Design(
    by_status=frozenset({"logistic", "lightgbm"}),
    categories=frozenset({"lightgbm"}),
    expectations=True,
)


@pytest.fixture(scope="module")
def blend() -> Blend:
    (model,) = fit_models(ROWS, (*FEATURES, "branch"), ["blend"], seed=1, design=EVERYTHING).values()
    assert isinstance(model, Blend)
    return model


def test_each_status_is_asked_of_its_own_model(blend: Blend) -> None:
    model = blend.logistic
    assert isinstance(model, ByStatus)
    assert set(model.models) == {"active", "lost"}
    for status, own in model.models.items():
        part = ROWS[ROWS["status"] == status]
        np.testing.assert_array_equal(model.log_odds(part), own.log_odds(part))
    new = ROWS.head(20).assign(status="new")
    np.testing.assert_array_equal(model.log_odds(new), model.rest.log_odds(new))


def test_it_tells_what_one_model_for_all_cannot(blend: Blend) -> None:
    (one,) = fit_models(ROWS, FEATURES, ["logistic"], seed=1).values()
    apart = blend.logistic.predict(ROWS)
    loss = [-np.log(np.where(ROWS["left"] == 1, p, 1 - p)).mean() for p in (apart, one.predict(ROWS))]
    assert loss[0] < loss[1] - 0.1


def test_a_status_of_too_few_leavers_has_none() -> None:
    few = ROWS[(ROWS["status"] == "active") | (ROWS["client_id"] < "c0020")]
    (model,) = fit_models(few, FEATURES, ["logistic"], seed=1, design=EVERYTHING).values()
    assert isinstance(model, ByStatus)
    assert set(model.models) == {"active"}


def test_new_clients_have_trees_of_their_own_that_know_how_often_all_order() -> None:
    new = np.arange(len(ROWS)) % 2 == 0
    rows = ROWS.assign(
        status=ROWS["status"].where(~new, "new"), order_days=ROWS["order_days"].where(~new, 1.0)
    )
    (model,) = fit_models(rows, FEATURES, ["lightgbm"], seed=1, design=EVERYTHING).values()
    assert isinstance(model, ByStatus)
    own = model.models["new"]
    assert isinstance(own, Boosted)
    assert isinstance(model.rest, Boosted)
    assert own.inputs.orders == model.rest.inputs.orders is not None


def test_what_is_written_is_read_back_the_same(blend: Blend) -> None:
    files: dict[str, bytes] = {}
    spec = json.loads(json.dumps(write(blend, "at_risk", files)))
    assert set(files) == {"at_risk.txt", "at_risk-active.txt", "at_risk-lost.txt"}
    again = read(spec, files)
    np.testing.assert_allclose(again.predict(ROWS), blend.predict(ROWS), rtol=0, atol=1e-12)
    assert isinstance(again, Blend)
    np.testing.assert_allclose(again.contributions(ROWS), blend.contributions(ROWS), rtol=0, atol=1e-9)
    assert again.features == (*FEATURES, "branch")


def test_contributions_and_what_all_share_are_the_log_odds(blend: Blend) -> None:
    part = ROWS[ROWS["status"] == "active"]
    rest = blend.log_odds(part) - blend.contributions(part).sum(axis=1)
    assert np.ptp(rest) < 1e-9
    assert blend.importance().sum() == pytest.approx(1)


def test_trees_of_later_days_stop_early_and_so_many_are_grown_on_all() -> None:
    noise = ROWS.assign(left=np.random.default_rng(1).integers(0, 2, len(ROWS)).astype(float))
    newest = noise["as_of_day"] == noise["as_of_day"].max()
    early, late = noise[~newest], noise[newest]
    stopped = Boosted.fit(early, FEATURES, seed=1, recipe=Recipe(later=late))
    assert 1 <= stopped.trees == stopped.booster.num_trees() < TREES
    assert Boosted.fit(noise, FEATURES, seed=1, recipe=Recipe(trees=7, later=late)).trees == 7
    assert Boosted.fit(early, FEATURES, seed=1, recipe=Recipe({"trees": 9}, later=late)).trees == 9
