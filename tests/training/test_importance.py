"""Importance in the catalog's words."""

import pandas as pd
import pytest

from features.errors import UsageError
from training.reasons.importance import described


def test_shares_add_up_to_one_and_fall() -> None:
    gains = pd.DataFrame({"feature": ["order_days", "check_drift", "tenure_days"], "gain": [1.0, 6.0, 3.0]})
    found = described(gains)
    assert found["feature"].tolist() == ["check_drift", "tenure_days", "order_days"]
    assert found["share"].tolist() == pytest.approx([0.6, 0.3, 0.1])
    assert found["cause"].tolist() == ["spend", "profile", "profile"]


def test_the_seller_reads_russian_and_a_stranger_keeps_its_name() -> None:
    gains = pd.DataFrame({"feature": ["tenure_days", "moon_phase"], "gain": [2.0, 1.0]})
    assert described(gains, language="ru")["meaning"].tolist() == ["дней с первого заказа", "moon_phase"]


def test_a_feature_that_was_never_used_is_left_out() -> None:
    gains = pd.DataFrame({"feature": ["tenure_days", "order_days"], "gain": [2.0, 0.0]})
    assert described(gains)["feature"].tolist() == ["tenure_days"]


def test_a_table_without_gain_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="importance has the columns feature; gain is missing"):
        described(pd.DataFrame({"feature": ["tenure_days"]}))
