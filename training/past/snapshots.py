"""Stacked as-of days with their labels, and the rolling origins on which models are judged."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Self

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa

from features.arithmetic import number_of
from features.engines.computing import computing
from features.errors import GateError
from features.events import Events
from features.settings import Settings
from features.steps import sql_of
from features.table import FeatureTable
from training.past.contamination import Contamination
from training.past.labels import outcomes
from training.past.row_file import RowFile
from training.past.snapshot_rows import at_once, labelled, weighed
from training.past.stored_rows import StoredRows

LABELS = ("left", "next_order_in", "window_margin", "weight", "as_of_day", "ends_day")


#: Test days stand at least so far apart: nearer ones would judge the same days twice.
ORIGINS_APART_DAYS = 28
#: One as-of day alone cannot show what of it was that day's.
FEWEST_TRAINING_DAYS = 2


@dataclass(frozen=True)
class Snapshots:
    """Clients on several as-of days, with what became of them.

    Attributes
    ----------
    rows : DataFrame
        One row per client and as-of day: keys, standing, features, then `LABELS`: `left` (0/1, nan where
        the horizon has not ended), `next_order_in` (days), `window_margin` (discounted money over
        `window_days`, nan where the window has not ended), `weight` (0: not usable), `as_of_day` and
        `ends_day` (day numbers; the day on which the horizon has ended).
    features : tuple of str
        Names of the model's inputs, in order.
    known_at : date
        The day up to which outcomes are known.
    window_days : int
        Length of the value window, days.
    contamination : Contamination
        What our own actions did to the rows.
    learn_from : int
        Number of the first as-of day that may teach: earlier ones saw too little of the past.
    stored : StoredRows or None
        Every client's rows, where `rows` are those of a sample of the clients, or where models are to learn
        on workers; None where `rows` are all there is.
    categories : tuple of str
        Names of the columns that are texts, one of a few.
    """

    rows: pd.DataFrame
    features: tuple[str, ...]
    known_at: date
    window_days: int
    contamination: Contamination
    learn_from: int = 0
    stored: StoredRows | None = None
    categories: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names of all that a model of leaving may read: numbers, then categories."""
        return (*self.features, *self.categories)

    @property
    def teaching(self) -> pd.Series:
        """Tell which rows may teach."""
        return usable(self.rows) & (self.rows["as_of_day"] >= self.learn_from)

    @property
    def labels(self) -> pd.DataFrame:
        """Labels of every client's rows (at least `training.past.stored_rows.LABELS`)."""
        return self.rows if self.stored is None else self.stored.labels

    @property
    def count(self) -> int:
        """How many rows there are, of every client."""
        return len(self.labels)

    @property
    def taught(self) -> int:
        """How many rows teach, of every client."""
        everyone = self.everyone()
        return int(self.teaching.sum()) if everyone is None else len(everyone)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the contents of every row, the same for the same data on any machine."""
        digest = hashlib.sha256(",".join(self.rows.columns).encode())
        for part in [self.rows] if self.stored is None else self.stored.frames():
            digest.update(pd.util.hash_pandas_object(part, index=False).to_numpy().tobytes())
        return digest.hexdigest()

    def everyone(self) -> StoredRows | None:
        """Give the rows of every client that may teach, or None where `rows` are all there is."""
        if self.stored is None:
            return None
        teaching = usable(self.labels) & (self.labels["as_of_day"] >= self.learn_from)
        return self.stored.where(teaching.to_numpy())

    def on(self, day: date) -> pd.DataFrame:
        """Give every client's row of a day, index from 0."""
        if self.stored is None:
            # A copy holds its columns together; pandas warns whoever adds one to more than a hundred apart.
            return self.rows[self.rows["as_of"] == day].reset_index(drop=True).copy()
        there = (self.labels["as_of_day"] == number_of(day)).to_numpy()
        return self.stored.where(there).frame()

    def of(self, clients: pd.Series) -> Self:
        """Give the snapshots of some clients; of all of them where `rows` are all there is."""
        if self.stored is None:
            return self
        theirs = self.stored.file.read(["client_id"])["client_id"].isin(clients).to_numpy()
        return replace(self, rows=self.stored.where(theirs).frame(), stored=None)


@dataclass(frozen=True)
class Origin:
    """One test day: the rows to learn from end before it.

    Attributes
    ----------
    test_day : date
    train, test : ndarray of bool
        Masks over `Snapshots.rows`; every horizon in `train` ends on or before the test day.
    """

    test_day: date
    train: np.ndarray
    test: np.ndarray


def as_of_days(first_event: date, known_at: date, *, longest_horizon: int, every: int) -> list[date]:
    """List as-of days, the last one as late as every horizon from it has ended.

    Examples
    --------
    >>> [day.day for day in as_of_days(date(2024, 1, 1), date(2024, 3, 1), longest_horizon=30, every=10)]
    [11, 21, 31]
    """
    last = known_at - timedelta(days=longest_horizon)
    count = (last - first_event).days // every
    return [last - timedelta(days=every * back) for back in range(count - 1, -1, -1)]


def take(
    events: Events,
    settings: Settings,
    days: Sequence[date],
    *,
    known_at: date,
    window_days: int,
    assignments: pd.DataFrame | None = None,
) -> Snapshots:
    """Compute features and labels of several as-of days.

    Parameters
    ----------
    events : Events
    settings : Settings
    days : sequence of date
        As-of days.
    known_at : date
        Outcomes are those known when this day began.
    window_days : int
        Days over which margin is summed for the value models.
    assignments : DataFrame, optional
        ``client_id, assigned_day, arm``: our own actions (see `training.past.contamination`).
    """
    with computing(events, settings) as place:
        table = place.table(settings)
        sql = _outcome_sql(table, place.events, settings, known_at=known_at, window_days=window_days)

        def told() -> Iterator[pa.Table]:
            for features, _context in table.days(place.engine, days):
                after = place.engine.fetch(sql)
                joined = features.join(after, "client_id", join_type="left outer").sort_by("client_id")
                yield labelled(joined, known_at, window_days)

        data_dir = settings.storage.data_dir
        file = RowFile.written(told(), data_dir if data_dir.is_dir() else None)
    none = pd.DataFrame({"client_id": [], "assigned_day": [], "arm": []})
    labels, counts = weighed(file, none if assignments is None else assignments, known_at, settings)
    rows, stored = at_once(file, labels, settings.training)
    return Snapshots(
        rows, table.names, known_at, window_days, counts, stored=stored, categories=table.categories
    )


def _outcome_sql(
    table: FeatureTable, events: Events, settings: Settings, *, known_at: date, window_days: int
) -> str:
    as_of = ibis.table({"as_of": "int32"}, name="winback_as_of")
    found = outcomes(
        table.facts,
        events,
        as_of.as_of.as_scalar(),
        ibis.literal(number_of(known_at), "int32"),
        window_days=window_days,
        margin_share=settings.value.margin_share,
        annual_discount_rate=settings.value.annual_discount_rate,
    )
    typed = found.select(
        client_id=found.client_id,
        next_order_in=found.next_order_in.cast("float64"),
        window_margin=found.window_margin.cast("float64"),
        departed_in=found.departed_in.cast("float64"),
    )
    return sql_of(typed, table.dialect)


def usable(rows: pd.DataFrame) -> pd.Series:
    """Tell which rows may teach or test: enough is known, the horizon has ended, our actions left them be."""
    return rows["left"].notna() & (rows["weight"] > 0)


def rolling_origins(snapshots: Snapshots, settings: Settings) -> list[Origin]:
    """Choose the latest test days that the history allows, each with the rows that end before it.

    A test day counts only where every horizon from it has ended, and both sides have enough clients, leavers
    and stayers.

    Parameters
    ----------
    snapshots : Snapshots
    settings : Settings

    Raises
    ------
    GateError
        If not one test day fits.
    """
    rows, training = snapshots.rows, settings.training
    fit = usable(rows)
    known = number_of(snapshots.known_at)
    origins: list[Origin] = []
    for day in sorted(rows["as_of_day"].unique(), reverse=True):
        here = rows["as_of_day"] == day
        too_near = origins and number_of(origins[-1].test_day) - day < ORIGINS_APART_DAYS
        if too_near or len(origins) == training.origins or (rows.loc[here, "ends_day"] > known).any():
            continue
        train = snapshots.teaching & (rows["ends_day"] <= day)
        test = fit & here
        seen = rows["as_of_day"][train].nunique()
        if (
            seen >= FEWEST_TRAINING_DAYS
            and _enough(rows["left"][train], settings)
            and _enough(rows["left"][test], settings)
        ):
            origins.append(Origin(rows.loc[here, "as_of"].iloc[0], train.to_numpy(), test.to_numpy()))
    if not origins:
        raise GateError(
            f"There is too little history to judge a model: no as-of day has {training.minimum_clients} "
            f"clients and {training.minimum_left} leavers and stayers on it and before it. {_fullest(rows)} "
            f"{_what_helps(rows)} `winback signs` needs no model."
        )
    return origins[::-1]


def earlier_origins(
    snapshots: Snapshots, origins: Sequence[Origin], settings: Settings, *, count: int
) -> list[Origin]:
    """Choose the latest test days before the judged ones, at most `count`; none where the history has none.

    What is settled on them has seen nothing of the judged days.
    """
    more = settings.training.model_copy(update={"origins": len(origins) + count})
    found = rolling_origins(snapshots, settings.model_copy(update={"training": more}))
    return [origin for origin in found if origin.test_day < origins[0].test_day][-count:]


def _what_helps(rows: pd.DataFrame) -> str:
    """Say what to do about too few labels: no setting helps where no two clients fared differently."""
    left = rows.loc[usable(rows), "left"]
    if len(left) and left.nunique() == 1:
        return f"{'Everybody' if left.iloc[0] else 'Nobody'} left, so there is nothing to tell apart."
    return (
        "Load more history, or lower [training] minimum_clients and minimum_left,"
        " or shorten [churn] max_days."
    )


def _fullest(rows: pd.DataFrame) -> str:
    """Say of the day with the most labels how many they are, and how many left."""
    days = rows[usable(rows)].groupby("as_of", sort=True)["left"].agg(["size", "sum"])
    if days.empty:
        return "On none has a horizon ended."
    fullest = days.loc[[days["size"].idxmax()]]
    ((day, clients, left),) = fullest.astype("int64").itertuples(name=None)
    return f"The fullest, {day}, has {clients} clients whose horizon has ended, of whom {left} left."


def _enough(labels: pd.Series, settings: Settings) -> bool:
    leavers = labels.sum()
    fewest = min(leavers, len(labels) - leavers)
    return len(labels) >= settings.training.minimum_clients and fewest >= settings.training.minimum_left
