"""What is judged: predictions on past days with what became of the clients, and the groups they fall into."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.errors import UsageError
from features.leaving import GROUPS, SCORED
from training.worth.ranges import amounts_of, shares_of

#: Bands of the column `tenure_days`: name → days from which it holds.
TENURE_BANDS: Mapping[str, int] = {"under_1_year": 0, "1_to_3_years": 365, "over_3_years": 1095}

Mask = NDArray[np.bool_]


def checked(predictions: pd.DataFrame, contestants: Sequence[str]) -> pd.DataFrame:
    """Take the rows that count, after refusing what cannot be judged.

    Parameters
    ----------
    predictions : DataFrame
        One row per origin and client: `test_day`, `client_id`, `status`, `left` (0 or 1), `weight` (≥ 0; rows
        of weight 0 do not count), and P(left) in [0, 1] in a column per contestant.
    contestants : sequence of str
        Columns that will be judged.

    Returns
    -------
    DataFrame
        The rows with a weight above 0, index from 0.

    Raises
    ------
    UsageError
        If a column is absent, a label is not 0 or 1, or a weight or probability is missing or out of range.

    Examples
    --------
    >>> checked(pd.DataFrame({"client_id": ["a"]}), ["blend"])
    Traceback (most recent call last):
    ...
    features.errors.UsageError: The predictions lack test_day, status, left, weight, blend; ...
    """
    needed = ("test_day", "client_id", "status", "left", "weight", *contestants)
    absent = [name for name in needed if name not in predictions.columns]
    if absent:
        raise UsageError(
            f"The predictions lack {', '.join(absent)}; judging needs one row per test day and client with "
            "these columns. Pass the predictions of the backtest."
        )
    weight = amounts_of("weight", predictions["weight"])
    rows = predictions[weight > 0].reset_index(drop=True)
    if np.isnan(weight).any() or not rows["left"].isin((0, 1)).all():
        raise UsageError("weight is missing, or left is other than 0 and 1. Drop rows whose horizon is open.")
    for name in contestants:
        missing = int(np.isnan(shares_of(name, rows[name])).sum())
        if missing:
            raise UsageError(
                f"{name} has no probability in {missing} row(s); contestants are judged on the same rows. "
                "Drop these rows for all of them."
            )
    return rows


def groups_of(predictions: pd.DataFrame, by: Sequence[str] = ()) -> dict[str, Mask]:
    """Tell which rows are in which group: `all`, at risk, recoverable, each status, and more by column.

    Parameters
    ----------
    predictions : DataFrame
        With `status` and the columns of `by`.
    by : sequence of str
        Columns whose every value makes one more group, such as `abc` (``abc_A``) or `branch`; `tenure_days`
        is cut into `TENURE_BANDS` (``tenure_1_to_3_years``).

    Returns
    -------
    dict of str to ndarray of bool
        Group → mask over the rows; `all` and the standing groups are there even if empty.

    Raises
    ------
    UsageError
        If a column of `by` is absent.

    Examples
    --------
    >>> rows = pd.DataFrame({"status": ["new", "lost"], "abc": ["A", "B"]})
    >>> {name: mask.tolist() for name, mask in groups_of(rows, ["abc"]).items() if mask.any()}
    {'all': [True, True], 'at_risk': [True, False], 'recoverable': [False, True], 'new': [True, False],
     'lost': [False, True], 'abc_A': [True, False], 'abc_B': [False, True]}
    """
    status = predictions["status"]
    masks: dict[str, Mask] = {"all": np.ones(len(predictions), dtype=bool)}
    masks |= {name: status.isin(held).to_numpy() for name, held in GROUPS.items()}
    masks |= {one: (status == one).to_numpy() for one in SCORED}  # pooled figures flatter
    for column in by:
        if column not in predictions.columns:
            raise UsageError(
                f"The predictions have no column {column}, so no groups of it. Leave it out of by."
            )
        banded = column == "tenure_days"
        values = _tenure_band(predictions[column]) if banded else predictions[column]
        name = "tenure" if banded else column
        masks |= {
            f"{name}_{value}": (values == value).to_numpy() for value in sorted(values.dropna().unique())
        }
    return masks


def group_of(predictions: pd.DataFrame, group: str) -> pd.DataFrame:
    """Take the rows of one standing group: `all`, `at_risk`, `recoverable` or a status.

    Raises
    ------
    UsageError
        If there is no such group.
    """
    masks = groups_of(predictions)
    if group not in masks:
        raise UsageError(f"group is {group!r}; there are {', '.join(masks)}. Write one of them.")
    return predictions[masks[group]]


def _tenure_band(days: pd.Series) -> pd.Series:
    edges = [*TENURE_BANDS.values(), np.inf]
    return pd.cut(days, edges, labels=list(TENURE_BANDS), right=False).astype("object")
