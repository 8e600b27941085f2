"""The blend: the mean of two models' log-odds, with reasons that add up."""

import numpy as np
import pytest

from tests.training.test_logistic import FEATURES, rows_of
from training.models.blend import Blend
from training.models.boosting import Boosted
from training.models.logistic import Logistic

ROWS = rows_of(600)
STEADY, LINE = FEATURES[1:], FEATURES[:1]


@pytest.fixture(scope="module")
def blend() -> Blend:
    base = Logistic.fit(ROWS, LINE, seed=5)
    return Blend(Logistic.fit(ROWS, STEADY, seed=5), Boosted.fit(ROWS, FEATURES, seed=5, base=base))


def test_it_lies_halfway_between_its_two_voices(blend: Blend) -> None:
    middle = (blend.logistic.log_odds(ROWS) + blend.boosted.log_odds(ROWS)) / 2
    assert blend.log_odds(ROWS) == pytest.approx(middle)
    said = np.column_stack([blend.logistic.predict(ROWS), blend.boosted.predict(ROWS)])
    assert (said.min(axis=1) <= blend.predict(ROWS)).all()
    assert (blend.predict(ROWS) <= said.max(axis=1)).all()


def test_contributions_add_up_over_all_features_and_stand_at_their_own(blend: Blend) -> None:
    parts = blend.contributions(ROWS)
    assert parts.shape == (len(ROWS), len(FEATURES))
    assert np.ptp(blend.log_odds(ROWS) - parts.sum(axis=1)) == pytest.approx(0, abs=1e-9)
    only_trees = blend.boosted.contributions(ROWS)[:, 0] / 2
    assert parts[:, 0] == pytest.approx(only_trees)  # the logistic regression does not read the first


def test_the_order_of_columns_changes_no_score(blend: Blend) -> None:
    assert np.array_equal(blend.predict(ROWS[ROWS.columns[::-1]]), blend.predict(ROWS))
