"""Where who left is drawn by lot, no candidate tells leavers from stayers."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from features.errors import GateError
from tests.training.spine_company import spine_settings
from training.judging.backtest import backtest
from training.models.candidates import CANDIDATES
from training.past.origins import rolling_origins
from training.trained import Trained


def test_shuffled_labels_give_every_candidate_an_auc_near_one_half(trained: Trained) -> None:
    rows, random = trained.snapshots.rows, np.random.default_rng(12)
    by_lot = rows["left"].copy()
    for _, labels in rows.loc[rows["left"].notna(), "left"].groupby(rows["as_of"]):
        by_lot[labels.index] = random.permutation(labels.to_numpy())
    snapshots = replace(trained.snapshots, rows=rows.assign(left=by_lot))
    tested = backtest(snapshots, trained.origins, spine_settings()).predictions
    true = trained.backtest.predictions
    for name in CANDIDATES:
        assert 0.45 < roc_auc_score(tested["left"], tested[name]) < 0.55, name
        assert roc_auc_score(true["left"], true[name]) > 0.65, name


def test_one_class_alone_is_refused_in_words(trained: Trained) -> None:
    rows = trained.snapshots.rows
    for everyone in (0.0, 1.0):
        labels = rows["left"].where(rows["left"].isna(), everyone)
        alike = replace(trained.snapshots, rows=rows.assign(left=labels))
        with pytest.raises(GateError, match="too little history to judge a model.*leavers and stayers"):
            rolling_origins(alike, spine_settings())
