"""What may be judged, and the groups it falls into."""

import numpy as np
import pandas as pd
import pytest

from features.errors import UsageError
from tests.training.backtested import rows_of
from training.judging.predictions import checked, group_of, groups_of


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"left": [0, np.nan]}, "left is other than 0 and 1"),
        ({"left": [0, 0.5]}, "left is other than 0 and 1"),
        ({"weight": [1, -1]}, "weight is -1"),
        ({"weight": [1, np.nan]}, "weight is missing"),
        ({"blend": [0.2, 1.2]}, "blend is 1.2"),
        ({"blend": [0.2, np.nan]}, r"blend has no probability in 1 row\(s\)"),
    ],
)
def test_what_cannot_be_judged_is_refused_by_name(changed: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        checked(rows_of([0, 1], [0.2, 0.8]).assign(**changed), ["blend"])


def test_absent_columns_are_named() -> None:
    with pytest.raises(UsageError, match="lack status, logistic;"):
        checked(rows_of([0], [0.2]).drop(columns="status"), ["blend", "logistic"])


def test_rows_without_weight_do_not_count_even_if_nobody_scored_them() -> None:
    rows = checked(rows_of([0, 1], [0.2, np.nan], weight=[1, 0]), ["blend"])
    assert rows["client_id"].tolist() == ["c000"]


def test_at_risk_is_new_active_and_overdue() -> None:
    statuses = ["new", "active", "overdue", "lost"]
    rows = rows_of([0] * 4, [0.1] * 4, status=statuses)
    assert group_of(rows, "at_risk")["status"].tolist() == statuses[:3]
    assert group_of(rows, "recoverable")["status"].tolist() == ["lost"]
    assert len(group_of(rows, "all")) == 4
    with pytest.raises(UsageError, match="group is 'gone'"):
        group_of(rows, "gone")


def test_a_tenure_of_exactly_a_year_is_in_the_second_band() -> None:
    rows = pd.DataFrame({"status": "active", "tenure_days": [0, 364, 365, 1095, np.nan]})
    masks = groups_of(rows, ["tenure_days"])
    bands = {name: np.flatnonzero(mask).tolist() for name, mask in masks.items() if "tenure" in name}
    assert bands == {
        "tenure_under_1_year": [0, 1],
        "tenure_1_to_3_years": [2],
        "tenure_over_3_years": [3],
    }


def test_a_column_to_group_by_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="no column branch"):
        groups_of(rows_of([0], [0.1]), ["branch"])
