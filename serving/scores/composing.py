"""From feature rows to scores: one composition for the batch and the live way."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np
import pandas as pd
import pyarrow as pa

from features.errors import BadDataError
from features.events import Events
from features.leaving import WITHIN_80
from features.settings import Settings
from features.signs.found import sign_lists
from training.bundle import Bundle
from training.next_order.curve import FARTHEST_DAYS, NextOrder

SCORES = (
    *("client_id", "as_of", "scored_at", "model_version", "snapshot_id", "status", "own_cycle_days"),
    *("days_since_order", "overdue_ratio", "horizon_days", "churn_probability", "risk_band"),
    *("risk_percentile", "stay_probability", "next_order_on", "next_order_from", "next_order_to"),
    *("abc", "xyz", "abc_before", "xyz_before", "historical_value", "formula_ltv", "value_if_kept"),
    *("value_if_left", "expected_ltv", "signs", "missing_features"),
)
BANDS = ("low", "medium", "high")
#: Clients that are scored at once: what a model makes of its rows is several times as large as they are.
ROWS_AT_ONCE = 100_000
#: The middle and the ends of the interval in which the next order is expected.
NEXT_ORDER = {"next_order_on": 0.5, "next_order_from": 0.1, "next_order_to": 0.9}


@dataclass(frozen=True)
class Stamp:
    """What every score of one run carries."""

    as_of: date
    scored_at: datetime
    snapshot_id: str


def compose(rows: pd.DataFrame, bundle: Bundle, settings: Settings, stamp: Stamp) -> pd.DataFrame:
    """Compose scores.

    Parameters
    ----------
    rows : DataFrame
        The feature table at the as-of day.
    bundle : Bundle
    settings : Settings
    stamp : Stamp

    Returns
    -------
    DataFrame
        `SCORES`, one row a client, in the order of `rows`; `risk_percentile` is left to whoever knows all.
    """
    parts = [
        _composed(rows.iloc[first : first + ROWS_AT_ONCE], bundle, settings, stamp)
        for first in range(0, max(len(rows), 1), ROWS_AT_ONCE)
    ]
    return pd.concat(parts) if len(parts) > 1 else parts[0]


def _composed(rows: pd.DataFrame, bundle: Bundle, settings: Settings, stamp: Stamp) -> pd.DataFrame:
    scored = bundle.score(rows)
    low, high = settings.scores.bands
    band = pd.cut(
        scored["churn_probability"], [-np.inf, low, high, np.inf], right=False, labels=list(BANDS)
    ).astype(object)
    composed = pd.concat([rows.drop(columns="as_of"), scored], axis=1).assign(
        as_of=stamp.as_of,
        scored_at=stamp.scored_at,
        model_version=bundle.version,
        snapshot_id=stamp.snapshot_id,
        risk_band=band.where(band.notna(), None),
        risk_percentile=np.nan,
        historical_value=rows["margin_ever"],
        formula_ltv=bundle.formula_ltv(rows),
        signs=pd.Series(sign_lists(rows, settings.signs), index=rows.index, dtype="object"),
        missing_features=pd.Series(_missing(rows, bundle.features), index=rows.index, dtype="object"),
        **_next_order(rows, scored["churn_probability"], bundle.next_order, stamp.as_of),
    )
    return composed[list(SCORES)]


def percentile(probability: pd.Series) -> pd.Series:
    """Give the share of clients, 0 to 100, that are at most as likely to leave.

    Examples
    --------
    >>> percentile(pd.Series([0.1, 0.4, 0.2, 0.3])).tolist()
    [25.0, 100.0, 50.0, 75.0]
    """
    return probability.rank(pct=True, method="max") * 100


def snapshot_id(features: pa.Table) -> str:
    """Name a feature snapshot by its contents."""
    digest = hashlib.sha256()
    for batch in features.combine_chunks().to_batches():
        frame = batch.to_pandas()
        digest.update(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes())
    return digest.hexdigest()[:16]


def _missing(rows: pd.DataFrame, features: Sequence[str]) -> list[list[str]]:
    """List each row's features without a value; rows with the same gaps share the work."""
    absent = rows[list(features)].isna().to_numpy()
    patterns, which = np.unique(absent, axis=0, return_inverse=True)
    names = np.array(features, dtype=object)
    listed = [names[pattern].tolist() for pattern in patterns]
    return [list(listed[place]) for place in which]


def _next_order(
    rows: pd.DataFrame, churn_probability: pd.Series, model: NextOrder, as_of: date
) -> dict[str, pd.Series]:
    """Expect the next order by the client's curve of silence; null where it is too far to be expected."""
    today, curves = pd.Timestamp(as_of), model.drawn(rows, churn_probability)
    found = {}
    for name, share in NEXT_ORDER.items():
        ahead = pd.Series(curves.quantile(share), index=rows.index)
        days = (today + pd.to_timedelta(ahead, unit="D")).dt.date.astype(object)
        found[name] = days.where(ahead.notna(), None)
    return found


def overdue_from(rows: pd.DataFrame, as_of: date) -> pd.Series:
    """Give the day from which each client counts as overdue, not before the as-of day."""
    ahead = pd.to_timedelta(overdue_in_days(rows), unit="D")
    days: pd.Series = (pd.Timestamp(as_of) + ahead).dt.date
    return days


def overdue_in_days(rows: pd.DataFrame) -> pd.Series:
    """Give the whole days until each client counts as overdue, or lost at once; 0 for those who do."""
    within = np.exp(np.log(rows["own_cycle_days"]) + rows["cycle_spread"] * WITHIN_80)
    patience = np.minimum(within, rows["lost_after_days"])
    ahead: pd.Series = np.clip(np.ceil(patience - rows["days_since_order"]), 0, FARTHEST_DAYS)
    return ahead.fillna(0).astype("int64")


def events_for(bundle: Bundle, events: Events) -> Events:
    """Narrow events to the tables that the bundle's features read; what has no value there now is unknown.

    Raises
    ------
    BadDataError
        If the company no longer has one of them.
    """
    gone = [name for name in bundle.tables if not events.has(name)]
    if gone:
        raise BadDataError(
            f"Model {bundle.version} was trained with the tables {', '.join(gone)}, which the source no "
            "longer has. Restore them, or train again without them."
        )
    tables = {name: events[name] for name in bundle.tables}
    return replace(events, tables=tables, empty_columns=frozenset())
