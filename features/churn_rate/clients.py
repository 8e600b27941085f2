"""Who the clients at the start of a period were, what they had brought, and which of them were lost."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.churn_rate.periods import Period
from features.churn_rate.standings import CLIENT, LOST, Standings


@dataclass(frozen=True)
class ClientsAtStart:
    """The clients on a period's first day.

    Attributes
    ----------
    rows : pyarrow Table
        ``client_id``, features as they were known that day, ``lost`` (bool) and ``profit_before``: hundredths
        brought in the `before_days`.
    before_days : int
        Days of the year before the period; fewer where the history is shorter.
    profit : float
        Money that all clients, new ones too, brought during the period.
    """

    rows: pa.Table
    before_days: int
    profit: float

    def frame(self) -> pd.DataFrame:
        """Give the rows with money in units of the currency."""
        frame: pd.DataFrame = self.rows.to_pandas()
        return frame.assign(profit_before=frame["profit_before"] / 100)


def clients_at_start(stood: Standings, period: Period | None, before: date) -> ClientsAtStart:
    """Tell who the clients were when a period began; without a period there are none.

    Parameters
    ----------
    stood : Standings
        With what is kept of the period's first day and its end, and of `before` if there were orders by then.
    period : Period or None
    before : date
        From that day on counts what the clients had brought before the period.
    """
    end = stood.days[-1]
    start = period.start if period else end
    place = stood.place(start)
    base = (stood.state[place] == CLIENT) & (period is not None)
    at = stood.kept[start]
    where = _places(stood, at)
    places = where[base[where]]
    margin = {day: _margins(stood, rows) for day, rows in stood.kept.items()}
    earned = margin[start] - margin.get(before, np.zeros(len(stood.clients), np.int64))
    rows = at.drop_columns(["margin_ever"]).filter(pa.array(base[where]))
    return ClientsAtStart(
        rows.append_column("lost", pa.array(stood.state[-1][places] == LOST)).append_column(
            "profit_before", pa.array(earned[places])
        ),
        min((start - before).days, stood.history_days[place]),
        float((margin[end] - margin[start]).sum()) / 100,
    )


def _places(stood: Standings, features: pa.Table) -> np.ndarray:
    """Tell where clients stand among all; −1 where they do not."""
    found = pc.index_in(features["client_id"].cast(pa.string()), value_set=stood.clients)
    places: np.ndarray = pc.fill_null(found, -1).to_numpy()
    return places


def _margins(stood: Standings, features: pa.Table) -> np.ndarray:
    """Give what each client had brought by a day, in whole hundredths."""
    margins, places = np.zeros(len(stood.clients), np.int64), _places(stood, features)
    brought = np.round(features["margin_ever"].to_numpy() * 100).astype(np.int64)
    margins[places[places >= 0]] = brought[places >= 0]
    return margins
