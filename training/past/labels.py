"""Who left: what became of each client after an as-of day, judged by what is known on a later day.

`left` = 1 if no order day falls in [t, t + horizon_days). Cancelled and fully returned orders make none. A
known departure makes it 1 where no order precedes it in the horizon.
"""

from collections.abc import Mapping
from datetime import date

import ibis
import numpy as np
import pandas as pd
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import day_number, number_of
from features.events import Events
from features.known import order_days, setbacks

DAYS_A_MONTH = 365.25 / 12


def outcomes(
    facts: Mapping[str, ir.Table],
    events: Events,
    as_of: ir.IntegerScalar,
    known_at: ir.IntegerScalar,
    *,
    window_days: int,
    margin_share: float,
    annual_discount_rate: float,
) -> ir.Table:
    """Give what each client did from day `as_of` on, as known when day `known_at` began.

    Parameters
    ----------
    facts : mapping of str to ibis Table
        Of `features.facts`.
    events : Events
        `departures` are read where the company has them.
    as_of, known_at : ibis integer scalar
        Day numbers, `as_of` ≤ `known_at`.
    window_days : int
        Days over which margin is summed; the window must have ended by `known_at` for the sum to be whole.
    margin_share : float
        Margin as a share of the amount, in [0, 1], for orders that carry none.
    annual_discount_rate : float
        Yearly rate, ≥ 0; margin in month m is worth (1 + rate)^(−m/12).

    Returns
    -------
    ibis Table
        ``client_id, next_order_in`` (days from `as_of`, ≥ 0, null if none), ``window_margin`` (discounted
        hundredths, refunds taken off), ``departed_in`` (days, null if not known).
    """

    def worth(ahead: ir.IntegerColumn, money: ir.IntegerColumn) -> ir.IntegerColumn:
        rate = -np.log1p(annual_discount_rate) / 12 / DAYS_A_MONTH
        inside = (ahead >= 0) & (ahead < window_days)
        discounted = (
            (money.cast("float64") * (ahead.cast("float64") * float(rate)).exp()).round().cast("int64")
        )
        return ibis.ifelse(inside, discounted, 0)

    days = order_days(facts, known_at, margin_share=margin_share)
    bought = days.select("client_id", ahead=days.day - as_of, money=days.margin, order=ibis.literal(1))
    back = setbacks(facts, known_at, margin_share=margin_share).filter(_.counts)
    refunded = back.select("client_id", ahead=back.day - as_of, money=-back.margin, order=ibis.literal(0))
    after = bought.union(refunded).filter(_.ahead >= 0)
    clients = after.group_by("client_id").agg(
        next_order_in=ibis.ifelse(_.order == 1, _.ahead, ibis.null("int32")).min(),
        window_margin=worth(after.ahead, after.money).sum(),
    )
    if not events.has("departures"):
        return clients.mutate(departed_in=ibis.null("int32"))
    departures = events["departures"].filter(day_number(_.known_at) < known_at)
    gone = departures.select("client_id", departed_in=day_number(departures.left_on) - as_of)
    first = gone.filter(_.departed_in >= 0).group_by("client_id").agg(departed_in=_.departed_in.min())
    joined = clients.outer_join(first, "client_id")
    return joined.select(
        "next_order_in",
        "window_margin",
        "departed_in",
        client_id=joined.client_id.coalesce(joined.client_id_right),
    )


def left(next_order_in: pd.Series, departed_in: pd.Series, horizon_days: pd.Series) -> pd.Series:
    """Tell who left, 1.0 or 0.0, for rows whose horizon has ended; nan without a horizon.

    Examples
    --------
    >>> nobody = float("nan")
    >>> left(pd.Series([3, 20, nobody]), pd.Series([nobody, nobody, 5]), pd.Series([14, 14, 14])).tolist()
    [0.0, 1.0, 1.0]
    """
    ordered = next_order_in < horizon_days
    departed_first = (departed_in < horizon_days) & ~(next_order_in < departed_in)
    return (~ordered | departed_first).astype("float64").where(horizon_days.notna())


def assignments_of(events: Events, known_at: date) -> pd.DataFrame:
    """Give our own actions that were known by a day: ``client_id, assigned_day, arm, propensity``."""
    if not events.has("attempts"):
        return pd.DataFrame({"client_id": [], "assigned_day": [], "arm": [], "propensity": []})
    attempts = events["attempts"].filter(day_number(_.known_at) < number_of(known_at))
    wanted = attempts.select("client_id", "arm", "propensity", assigned_day=day_number(attempts.assigned_at))
    sql = str(ibis.to_sql(wanted, dialect="duckdb"))
    frame: pd.DataFrame = events.connection.con.sql(sql).to_arrow_table().to_pandas()
    return frame
