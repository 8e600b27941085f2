"""How well the leavers stand in front: the ROC, precision-recall and lift curves in points to draw."""

import numpy as np
import pandas as pd
from sklearn.metrics import precision_recall_curve, roc_curve

from training.judging.predictions import checked, group_of
from training.judging.ranked import Ranking
from training.worth.ranges import FloatArray

MOST_POINTS = 200


def curves(predictions: pd.DataFrame, contestant: str, *, group: str = "all") -> pd.DataFrame:
    """Give the ROC and the precision-recall curve.

    Parameters
    ----------
    predictions : DataFrame
        As in `training.judging.predictions.checked`; all test days in it are ranked together.
    contestant : str
        Column of P(left).
    group : str
        `all`, `at_risk`, `recoverable` or a status.

    Returns
    -------
    DataFrame
        `curve` (`roc` or `precision_recall`), `x`, `y` in [0, 1], at most 200 points a curve, x rising: false
        positive and true positive rate; recall and precision. Empty where only one class is there.

    Raises
    ------
    UsageError
        As `checked`, or if there is no such group.

    Examples
    --------
    >>> rows = pd.DataFrame({"test_day": "2024-05-01", "client_id": list("ab"), "status": "active",
    ...                      "left": [0, 1], "weight": 1.0, "blend": [0.1, 0.5]})
    >>> curves(rows, "blend").query("curve == 'roc'")[["x", "y"]].values.tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]
    """
    rows = group_of(checked(predictions, [contestant]), group)
    if rows["left"].nunique() < 2:
        return pd.DataFrame({"curve": [], "x": [], "y": []}).astype({"curve": "object"})
    false_positive, true_positive, _ = roc_curve(
        rows["left"], rows[contestant], sample_weight=rows["weight"], drop_intermediate=True
    )
    precision, recall, _ = precision_recall_curve(
        rows["left"], rows[contestant], sample_weight=rows["weight"], drop_intermediate=True
    )
    return pd.concat(
        [
            _thinned("roc", false_positive, true_positive),
            _thinned("precision_recall", recall[::-1], precision[::-1]),
        ],
        ignore_index=True,
    )


def lift_curve(
    predictions: pd.DataFrame, contestant: str, *, group: str = "all", points: int = 100
) -> pd.DataFrame:
    """Give, for each share of the clients taken from the top, which share of the leavers is among them.

    Parameters
    ----------
    predictions, contestant, group
        As in `curves`.
    points : int
        Equal steps of the contacted share, ≥ 1.

    Returns
    -------
    DataFrame
        `contacted_share` in (0, 1], `recall` (share of all leavers, those who tie in equal parts) and `lift`
        (recall over contacted share); nan where nobody left.

    Raises
    ------
    UsageError
        As `curves`.

    Examples
    --------
    >>> rows = pd.DataFrame({"test_day": "2024-05-01", "client_id": list("abcd"), "status": "active",
    ...                      "left": [0, 0, 0, 1], "weight": 1.0, "blend": [0.1, 0.2, 0.3, 0.5]})
    >>> lift_curve(rows, "blend", points=2).values.tolist()
    [[0.5, 1.0, 2.0], [1.0, 1.0, 1.0]]
    """
    rows = group_of(checked(predictions, [contestant]), group)
    ranked = Ranking.of(rows[contestant]).weigh(*(rows[name].to_numpy(float) for name in ("left", "weight")))
    shares = np.arange(1, points + 1) / points
    recall = ranked.recall(shares)
    return pd.DataFrame({"contacted_share": shares, "recall": recall, "lift": recall / shares})


def _thinned(curve: str, x: FloatArray, y: FloatArray) -> pd.DataFrame:
    kept = np.unique(np.linspace(0, len(x) - 1, min(len(x), MOST_POINTS)).round().astype(int))
    return pd.DataFrame({"curve": curve, "x": x[kept], "y": y[kept]})
