"""When silence counts as overdue or lost, by the client's own rhythm, and how far ahead leaving is judged."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.families.season import SEASON_DAYS, YEAR_DAYS
from features.settings import Churn, ListName

#: Quantiles of the client's own log-normal gap distribution, as standard normal deviates.
WITHIN_80, WITHIN_98 = 0.8416212335729143, 2.0537489106318225
#: Who is silent for a year and its season once more is lost, however unevenly it ordered (decision 24).
YEAR_AND_SEASON_DAYS = YEAR_DAYS + SEASON_DAYS
AT_RISK, RECOVERABLE = ("new", "active", "overdue"), ("lost",)
SCORED = (*AT_RISK, *RECOVERABLE)
#: Statuses by group: each has a model of its own, and a list.
GROUPS: Mapping[ListName, tuple[str, ...]] = {"at_risk": AT_RISK, "recoverable": RECOVERABLE}
#: Leaving is judged and learned on days on which the history is so old, as a share of the longest horizon
#: (decision 11): earlier nobody can have been silent for long.
PAST_OF_HORIZON = 1 / 3
STATUSES = (*SCORED, "insufficient_data")


def standing(clients: ir.Table, churn: Churn) -> Mapping[str, ir.Value]:
    """Give each client's status, horizon and days lost.

    Parameters
    ----------
    clients : ibis Table
        With `order_days`, `days_since_order`, `own_cycle_days`, `cycle_spread`.
    churn : Churn
        Settings of leaving.

    Returns
    -------
    mapping
        ``status`` (one of `STATUSES`), ``horizon_days`` (days; null without an own cycle),
        ``lost_after_days`` (whole days of silence from which on the client is lost), ``days_lost`` (days
        since then; 0 on that day and before).
    """
    cycle, silent = clients.own_cycle_days, clients.days_since_order
    overdue_after = (cycle.ln() + clients.cycle_spread * WITHIN_80).exp()
    improbable_after = (cycle.ln() + clients.cycle_spread * WITHIN_98).exp()
    season_missed = ibis.literal(float(YEAR_AND_SEASON_DAYS))
    patience = ibis.greatest(ibis.literal(float(churn.min_days)), cycle * churn.lost_after_cycles)
    # Rounded to a thousandth first: by logarithms in millionths a cycle of 28 days is one of 28.00001.
    silent_too_long = ibis.least(improbable_after.round(3).floor() + 1, season_missed)
    lost_from = ibis.greatest(silent_too_long, patience.round(3).ceil())
    lost_after = ibis.ifelse(cycle.notnull(), lost_from, ibis.null("float64")).cast("float64")
    status = ibis.cases(
        (cycle.isnull(), "insufficient_data"),
        (silent >= lost_after, "lost"),
        ((silent <= overdue_after) & (clients.order_days == 1), "new"),
        (silent <= overdue_after, "active"),
        else_="overdue",
    )
    horizon = (cycle * churn.cycles).round(3).ceil().clip(churn.min_days, churn.max_days)
    return {
        "status": status,
        "horizon_days": ibis.ifelse(cycle.notnull(), horizon, ibis.null("float64")).cast("float64"),
        "lost_after_days": lost_after,
        "days_lost": ibis.ifelse(silent > lost_after, silent - lost_after, ibis.literal(0.0)),
    }
