"""What was foretold in past publications, beside what became of the clients since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import numpy as np
import pandas as pd

from features.arithmetic import number_of
from features.events import Events
from features.leaving import SCORED
from features.settings import Settings
from features.table import FeatureTable
from training.past.contamination import Contamination, weigh
from training.past.labels import left, outcomes
from training.past.origins import ORIGINS_APART_DAYS

#: So many past publications are judged, at least `ORIGINS_APART_DAYS` apart: about a year of them.
MOST_DAYS = 12
#: Scores of a past publication that monitoring reads.
PAST = (
    *("client_id", "as_of", "model_version", "status", "abc", "horizon_days", "churn_probability"),
    *("value_if_kept", "value_if_left", "expected_ltv", "list", "held_out"),
)


@dataclass(frozen=True)
class Matured:
    """Predictions whose horizon has ended.

    Attributes
    ----------
    rows : DataFrame
        One row a publication and client: ``test_day`` (the publication's day), ``client_id, status, abc,
        model_version, horizon_days, churn_probability, left`` (0 or 1), ``weight`` (> 0).
    contamination : Contamination
        What our own actions did to the rows, those of no weight among them.
    days : tuple of date
        Publications that are judged, earliest first.
    """

    rows: pd.DataFrame
    contamination: Contamination
    days: tuple[date, ...]


def matured(
    past: pd.DataFrame, events: Events, settings: Settings, *, known_at: date, assignments: pd.DataFrame
) -> Matured:
    """Join what was said with what came, for clients whose own horizon has ended.

    Which clients these are was settled when they were scored, by their horizon alone: who leaves early is not
    taken early. Our own actions are reckoned with as in training: assignment decides.

    Parameters
    ----------
    past : DataFrame
        `PAST` columns, one row a publication and client.
    events : Events
    settings : Settings
    known_at : date
        Outcomes are those known when this day began.
    assignments : DataFrame
        ``client_id, assigned_day, arm`` (`training.past.labels.assignments_of`).
    """
    rows = past[past["churn_probability"].notna() & past["status"].isin(SCORED)]
    rows = rows.assign(as_of_day=[number_of(day) for day in rows["as_of"]])
    rows = rows[rows["as_of_day"] + rows["horizon_days"] <= number_of(known_at)]
    days = judged_days(rows["as_of"].unique().tolist())
    parts = []
    for day, after in outcomes_after(events, settings, days, known_at=known_at):
        parts.append(rows[rows["as_of"] == day].merge(after, on="client_id", how="left"))
    known = (
        pd.concat(parts, ignore_index=True)
        if parts
        else rows.iloc[:0].assign(next_order_in=np.nan, departed_in=np.nan)
    )
    known["left"] = left(known["next_order_in"], known["departed_in"], known["horizon_days"])
    weights, counts = weigh(known, assignments, holdout_share=settings.plan.holdout_share)
    known = known.assign(weight=weights, test_day=known["as_of"])
    kept = ["test_day", "client_id", "status", "abc", "model_version", "horizon_days", "churn_probability"]
    usable = known.loc[known["weight"] > 0, [*kept, "left", "weight"]].reset_index(drop=True)
    return Matured(usable, counts, tuple(days))


def judged_days(days: Sequence[date]) -> list[date]:
    """Choose publications to judge, the newest first and each some weeks before the next; earliest first.

    Examples
    --------
    >>> week = [date(2024, 1, 1) + timedelta(days=7 * step) for step in range(6)]
    >>> [day.isoformat() for day in judged_days(week)]
    ['2024-01-08', '2024-02-05']
    """
    chosen: list[date] = []
    for day in sorted(days, reverse=True):
        if not chosen or chosen[-1] - day >= timedelta(days=ORIGINS_APART_DAYS):
            chosen.append(day)
    return chosen[:MOST_DAYS][::-1]


def outcomes_after(
    events: Events, settings: Settings, days: Sequence[date], *, known_at: date
) -> Iterator[tuple[date, pd.DataFrame]]:
    """Give what clients did from each of some days on.

    Parameters
    ----------
    events : Events
    settings : Settings
    days : sequence of date
        Days up to `known_at`.
    known_at : date
        What became known from this day on does not count.

    Yields
    ------
    (date, DataFrame)
        The day, and ``client_id, next_order_in, departed_in`` (days), ``margin`` (discounted money from the
        day to `known_at`); a client who did nothing is not in it.
    """
    if not days:
        return
    table = FeatureTable(events, settings, families=())
    connection = events.connection.con
    for (features, _), day in zip(table.days(connection, days), sorted(set(days)), strict=True):
        del features  # the pass over the events is wanted, and the facts that it leaves
        found = outcomes(
            table.facts,
            events,
            ibis.literal(number_of(day), "int32"),
            ibis.literal(number_of(known_at), "int32"),
            window_days=number_of(known_at) - number_of(day),
            margin_share=settings.value.margin_share,
            annual_discount_rate=settings.value.annual_discount_rate,
        )
        asked = found.select(
            client_id=found.client_id,
            next_order_in=found.next_order_in.cast("float64"),
            departed_in=found.departed_in.cast("float64"),
            margin=found.window_margin.cast("float64") / 100,
        )
        frame = connection.sql(str(ibis.to_sql(asked, dialect="duckdb"))).to_arrow_table().to_pandas()
        yield day, frame.astype({"next_order_in": "float64", "departed_in": "float64"})
