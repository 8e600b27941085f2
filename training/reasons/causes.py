"""Why each client may leave: causes summed from a model's contributions, told with their numbers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.catalog import feature, is_category
from features.errors import UsageError
from features.family import Cause
from features.signs.evidence import evidence, numbers
from training.reasons.reason_words import telling

FloatArray = NDArray[np.float64]
#: Causes that are shown, in the order that settles ties.
SHOWN: tuple[Cause, ...] = tuple(cause for cause in Cause if cause is not Cause.PROFILE)
#: The row of the means table for clients whose status the scored population didn't have.
ALL = "all"
DECIMALS = 9
#: How a cause stands by the number that tells it: spoken against, not to be judged, borne out.
NO_REASON, UNJUDGED, BORNE_OUT = 0, 1, 2
#: The feature by which silence is told.
SILENCE = "days_since_order"


def some_of_each(status: pd.Series, most: int) -> np.ndarray:
    """Choose rows evenly, at most so many of a status: contributions are dear, and a mean needs few.

    Examples
    --------
    >>> some_of_each(pd.Series(["new", "lost", "new", "new", "new"]), 2).tolist()
    [True, True, False, True, False]
    """
    groups = status.groupby(status.astype("object").to_numpy(), dropna=False)
    every = np.ceil(groups.transform("size") / most)
    return np.asarray(groups.cumcount() % every == 0)


def status_means(contributions: pd.DataFrame, status: pd.Series) -> pd.DataFrame:
    """Average each feature's contribution over the clients of a status, for the bundle to keep.

    Parameters
    ----------
    contributions : DataFrame, one row a client, one column a feature
        Raw log-odds; NaN means that the client's model doesn't know the feature and counts as 0.
    status : Series
        The clients' status, indexed as `contributions`.

    Returns
    -------
    DataFrame
        One row for each status, and `ALL`; the columns of `contributions`.

    Raises
    ------
    UsageError
        If the two are not about the same rows.

    Examples
    --------
    >>> means = status_means(pd.DataFrame({"nps_last": [1.0, 3.0]}), pd.Series(["lost", "lost"]))
    >>> float(means.loc["lost", "nps_last"])
    2.0
    """
    _same_rows(contributions, status)
    values = contributions.astype("float64").fillna(0.0)
    means = values.groupby(status.astype("object").to_numpy()).mean()
    means.loc[ALL] = values.mean()
    return means.rename_axis("status")


def reasons(
    contributions: pd.DataFrame, rows: pd.DataFrame, means: pd.DataFrame | None = None, *, top: int = 3
) -> pd.DataFrame:
    """Find each client's likeliest causes of leaving (M21–M28).

    A cause weighs the sum of its features' contributions less the mean over the client's status; only causes
    above 0 are reasons. Causes that a number bears out, one that is worse than usual, stand before those of
    which no number can be judged; where all that can be told speaks against it ("0 days without a
    manager", no complaint ever), a cause is no reason. Of its features, the one that pulls most is told,
    before others one that bears it out.

    Parameters
    ----------
    contributions : DataFrame, one row a client, one column a feature
        Raw log-odds of leaving; NaN counts as 0.
    rows : DataFrame
        Rows of the feature table, indexed as `contributions`, with ``client_id, status``.
    means : DataFrame, optional
        A table that `status_means` gave; default: that of these clients.
    top : int
        Reasons a client, at least 1.

    Returns
    -------
    DataFrame, indexed as `rows`
        ``client_id``, then for n = 1..top ``reason_n`` (a `Cause`'s code, None from where there are no more),
        ``feature_n``, ``pull_n`` (log-odds above the status mean), ``observed_n``, ``usual_n`` (NaN: none).

    Raises
    ------
    UsageError
        If the rows don't match, a feature is not in the catalog, or `means` lacks one.

    References
    ----------
    Lundberg & Lee 2017, A unified approach to interpreting model predictions, NIPS 30.

    Examples
    --------
    >>> pulls = pd.DataFrame({"nps_last": [0.2, 0.9], "tenure_days": [3.0, 1.0]})
    >>> rows = pd.DataFrame({"client_id": ["1", "2"], "status": "active", "nps_last": [9.0, 3.0]})
    >>> reasons(pulls, rows)["reason_1"].tolist()
    [None, 'offer']
    """
    _same_rows(contributions, rows)
    if not 1 <= top <= len(SHOWN):
        raise UsageError(f"top is {top}; a client gets 1 to {len(SHOWN)} reasons. Write a number of these.")
    features = [str(name) for name in contributions.columns]
    causes = np.array([feature(name).cause for name in features], dtype=object)
    pulls = _above_status(contributions, rows, means)
    weights = np.column_stack([pulls[:, causes == cause].sum(axis=1) for cause in SHOWN]).round(DECIMALS)
    seen = evidence(rows)
    observed, usual = _numbers_told(features, seen)
    worse, judged = _judged(features, seen, observed, usual)
    best, standing = _most_telling(causes, pulls, np.isfinite(observed), worse=worse, judged=judged)
    standing = np.where(weights > 0, standing, NO_REASON)
    strongest = np.lexsort((-weights, -standing), axis=1)
    found = pd.DataFrame({"client_id": rows["client_id"]}, index=rows.index)
    client = np.arange(len(rows))
    for place in range(top):
        cause = strongest[:, place]
        weight, column = weights[client, cause], best[client, cause]
        is_reason = standing[client, cause] > NO_REASON
        for name, chosen in (
            ("reason", _named([cause.value for cause in SHOWN], cause, is_reason)),
            ("feature", _named(features, column, is_reason)),
        ):
            # Of type object: inferred text would turn None into NaN.
            found[f"{name}_{place + 1}"] = pd.Series(chosen, index=rows.index, dtype="object")
        for name, values in (
            ("pull", weight),
            ("observed", observed[client, column]),
            ("usual", usual[client, column]),
        ):
            found[f"{name}_{place + 1}"] = np.where(is_reason, values, np.nan)
    return found


def with_silence(found: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Give those who are silent for longer than they use to be, and have no other reason, their silence.

    Parameters
    ----------
    found : DataFrame
        What `reasons` gave.
    rows : DataFrame
        The feature table, indexed as `found`, with ``days_since_order, own_cycle_days``.

    Returns
    -------
    DataFrame
        The same; ``pull_1`` stays NaN where the silence was put in.

    Examples
    --------
    >>> rows = pd.DataFrame({"client_id": ["1", "2"], "status": ["overdue", "active"]})
    >>> rows = rows.assign(days_since_order=[62.0, 20.0], own_cycle_days=21.0)
    >>> found = reasons(pd.DataFrame({"days_since_order": [-0.5, -0.5]}), rows)
    >>> with_silence(found, rows)["reason_1"].tolist()
    ['silence', None]
    """
    told = telling(SILENCE)
    seen = evidence(rows)
    observed, usual = numbers(seen, told.observed), told.usual_numbers(seen)
    silent = found["reason_1"].isna().to_numpy() & (observed > usual)
    named = {"reason_1": Cause.SILENCE.value, "feature_1": SILENCE}
    measured = {"observed_1": observed, "usual_1": usual}
    return found.assign(
        **{name: found[name].astype("object").mask(silent, said) for name, said in named.items()},
        **{name: np.where(silent, seen_now, found[name]) for name, seen_now in measured.items()},
    )


def _same_rows(contributions: pd.DataFrame, others: pd.DataFrame | pd.Series) -> None:
    if not contributions.index.equals(others.index):
        raise UsageError(
            f"The contributions' {len(contributions)} rows are not the clients' {len(others)} rows; "
            "both need the same index. Give them in one order."
        )
    if contributions.columns.empty:
        raise UsageError("The contributions have no columns; reasons need a feature. Give one column each.")


def _above_status(contributions: pd.DataFrame, rows: pd.DataFrame, means: pd.DataFrame | None) -> FloatArray:
    """Take from each contribution its mean over the client's status."""
    usual = status_means(contributions, rows["status"]) if means is None else means
    unknown = contributions.columns.difference(usual.columns)
    if not unknown.empty:
        raise UsageError(f"The table of means lacks {', '.join(unknown)}; make it of this model's features.")
    status = rows["status"].astype("object")
    known = status.where(status.isin(usual.index), ALL)
    own = usual.loc[known.to_numpy(), contributions.columns].to_numpy(dtype=np.float64)
    return np.asarray(contributions.to_numpy(dtype=np.float64, na_value=0.0) - own)


def _numbers_told(features: Sequence[str], seen: pd.DataFrame) -> tuple[FloatArray, FloatArray]:
    """Give each feature's observed and usual number: two arrays, clients by features."""
    told = [None if is_category(name) else telling(name) for name in features]  # a text is no number
    unknown = np.full(len(seen), np.nan)
    observed = [unknown if one is None else numbers(seen, one.observed) for one in told]
    usual = [unknown if one is None else one.usual_numbers(seen) for one in told]
    return np.column_stack(observed), np.column_stack(usual)


def _judged(
    features: Sequence[str], seen: pd.DataFrame, observed: FloatArray, usual: FloatArray
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which numbers bear their cause out, and which can be judged at all: clients by features."""
    told = [telling(name) for name in features]
    judged = [(observed[:, i], usual[:, i], one.lines(seen)) for i, one in enumerate(told)]
    worse = [one.borne_out(*numbers_of) for one, numbers_of in zip(told, judged, strict=True)]
    can = [one.can_judge(*numbers_of) for one, numbers_of in zip(told, judged, strict=True)]
    return np.column_stack(worse), np.column_stack(can)


def _most_telling(
    causes: NDArray[np.object_],
    pulls: FloatArray,
    known: NDArray[np.bool_],
    *,
    worse: NDArray[np.bool_],
    judged: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Choose the feature to tell of each client's cause, and say how the cause then stands.

    Two arrays, clients by `SHOWN`: columns, and one of `NO_REASON`, `UNJUDGED`, `BORNE_OUT`.
    """
    pull = pulls.round(DECIMALS)
    standing = np.where(worse & (pull > 0), BORNE_OUT, np.where(judged, NO_REASON, UNJUDGED))
    place = np.argsort(np.lexsort((pull, known, standing), axis=1), axis=1)
    best = np.column_stack([np.where(causes == cause, place, -1).argmax(axis=1) for cause in SHOWN])
    return best, np.take_along_axis(standing, best, axis=1)


def _named(names: Sequence[str], which: NDArray[np.intp], where: NDArray[np.bool_]) -> NDArray[np.object_]:
    chosen = np.array([*names], dtype=object)[which]
    chosen[~where] = None
    return chosen
