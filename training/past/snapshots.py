"""Stacked as-of days with their labels."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Self

import ibis
import pandas as pd
import pyarrow as pa

from features.arithmetic import number_of
from features.engines.computing import computing
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
