"""What drives leaving: each feature's share of what the trees gained, in the catalog's words."""

import pandas as pd

from features.catalog import FEATURES
from training.columns import with_columns
from training.words import index_of


def described(importance: pd.DataFrame, *, language: str = "en") -> pd.DataFrame:
    """Put the catalog's words beside each feature's share of the gain, the largest first.

    Parameters
    ----------
    importance : DataFrame
        ``feature, gain``; features the catalog does not know keep their names.
    language : str
        `ru` or `en`.

    Returns
    -------
    DataFrame
        ``feature, meaning, cause, share``; shares of all features sum to 1.

    Examples
    --------
    >>> found = described(pd.DataFrame({"feature": ["tenure_days", "overdue_ratio"], "gain": [1.0, 3.0]}))
    >>> found[["meaning", "share"]].to_numpy().tolist()
    [['silence in own cycles', 0.75], ['days since the first order day', 0.25]]
    """
    russian = index_of(language) == 0
    lines = {line.name: line for line in FEATURES}
    known = with_columns(importance, ("feature", "gain"), "importance")
    known = known[known["gain"] > 0].sort_values(["gain", "feature"], ascending=[False, True])
    meanings = [
        (lines[name].meaning_ru if russian else lines[name].meaning) if name in lines else name
        for name in known["feature"]
    ]
    return pd.DataFrame(
        {
            "feature": known["feature"].to_numpy(),
            "meaning": meanings,
            "cause": [str(lines[name].cause) if name in lines else "profile" for name in known["feature"]],
            "share": (known["gain"] / known["gain"].sum()).to_numpy(),
        }
    )
