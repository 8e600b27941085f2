"""The client's own purchase cycle (M11): how long between orders, and how evenly."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import MICRO, ratio
from features.family import Cause, Family, Feature, Reader
from features.known import ORDER_DAYS
from features.orders import RECENT_ORDERS

#: Bounds of the shrinkage weight k, its value where the population can't tell, and likewise for the spread.
WEIGHT_BOUNDS, WEIGHT_UNKNOWN = (0.1, 50.0), 3.0
SPREAD_FLOOR, SPREAD_UNKNOWN = 0.1, 0.5
#: Squares are summed in (hundred-thousandths)², so that ten million clients stay within 64 bits.
TEN_MICRO, TEN_MICRO_IN_ONE = 10, 100_000


def sums(days: ir.Table) -> Mapping[str, ir.Scalar]:
    """Sum gaps and the first two moments of their logarithms."""
    return {
        "log_gap_sum": days.log_gap.sum(),
        "log_gap_squares": (days.log_gap * days.log_gap).sum(),
        "longest_gap": days.gap.max(),
        "last_gap": ibis.ifelse(days.is_last, days.gap, ibis.null("int32")).max(),
        "recent_log_gap_sum": ibis.ifelse(days.is_recent, days.log_gap, ibis.null("int64")).sum(),
    }


def derived(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Count gaps: each order day but the first has one."""
    gaps = clients.order_days - 1
    return {"gap_count": gaps, "recent_gap_count": ibis.least(gaps, ibis.literal(RECENT_ORDERS, "int64"))}


def context(clients: ir.Table) -> Mapping[str, ir.Scalar]:
    """Estimate, over the population, the prior of the cycle and how much it weighs.

    ``k = within-client variance / between-client variance`` of log gaps by moments.

    Parameters
    ----------
    clients : ibis Table
        One row a client, with the sums above.
    """
    bought_again = clients.gap_count > 0
    gaps = clients.gap_count.cast("float64")
    mean_micro = clients.log_gap_sum.cast("float64") / gaps.nullif(0)
    mean = (mean_micro / TEN_MICRO).round().cast("int64")
    squares = clients.log_gap_squares.cast("float64") - mean_micro * clients.log_gap_sum.cast("float64")
    within = (squares / (TEN_MICRO * TEN_MICRO)).round().cast("int64")
    return {
        "cycle_clients": ibis.ifelse(bought_again, 1, 0).sum(),
        "cycle_log_sum": ibis.ifelse(
            bought_again, mean_micro.round().cast("int64"), ibis.null("int64")
        ).sum(),
        "cycle_mean_sum": ibis.ifelse(bought_again, mean, ibis.null("int64")).sum(),
        "cycle_mean_squares": ibis.ifelse(bought_again, mean * mean, ibis.null("int64")).sum(),
        "cycle_within_squares": ibis.ifelse(bought_again, within, ibis.null("int64")).sum(),
        "cycle_within_freedom": ibis.ifelse(bought_again, clients.gap_count - 1, 0).sum(),
        "cycle_inverse_gaps": ibis.ifelse(
            bought_again, (MICRO / gaps.nullif(0)).round().cast("int64"), ibis.null("int64")
        ).sum(),
    }


def prior(moments: ir.Table) -> Mapping[str, ir.Value]:
    """Turn the population's moments into the prior: mean log gap, its weight, its spread.

    Returns
    -------
    mapping
        `cycle_log` (log days), `cycle_weight` (k, gaps), `cycle_log_spread` (log days); null where nobody
        has bought twice.
    """
    clients = moments.cycle_clients.cast("float64").nullif(0)
    mean = moments.cycle_mean_sum.cast("float64") / clients
    within = ratio(moments.cycle_within_squares, moments.cycle_within_freedom)
    raw = (moments.cycle_mean_squares.cast("float64") - clients * mean * mean) / (clients - 1).nullif(0)
    between = raw - within * moments.cycle_inverse_gaps.cast("float64") / MICRO / clients
    weight = ibis.ifelse(between > 0, within / between.nullif(0), ibis.literal(WEIGHT_BOUNDS[1]))
    known = within.notnull() & raw.notnull()
    spread = within.coalesce(-1.0).clip(lower=0.0).sqrt() / TEN_MICRO_IN_ONE
    return {
        "cycle_log": moments.cycle_log_sum.cast("float64") / clients / MICRO,
        "cycle_weight": ibis.ifelse(known, weight.clip(*WEIGHT_BOUNDS), ibis.literal(WEIGHT_UNKNOWN)),
        "cycle_log_spread": ibis.ifelse(
            within.notnull(), spread.clip(lower=SPREAD_FLOOR), ibis.literal(SPREAD_UNKNOWN)
        ),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Shrink the client's own moments towards the prior."""
    gaps = clients.gap_count.cast("float64")
    weight = clients.cycle_weight
    own_sum = clients.log_gap_sum.cast("float64").coalesce(0.0) / MICRO
    cycle = ((weight * clients.cycle_log + own_sum) / (weight + gaps)).exp()
    squares = clients.log_gap_squares.cast("float64") - clients.log_gap_sum.cast(
        "float64"
    ) * clients.log_gap_sum.cast("float64") / gaps.nullif(0)
    freedom = (gaps - 1).clip(lower=0.0)
    own_spread = (squares.clip(lower=0.0) / (freedom.nullif(0) * float(MICRO) * float(MICRO))).sqrt()
    spread = (weight * clients.cycle_log_spread + freedom * own_spread.coalesce(0.0)) / (weight + freedom)
    recent = ratio(clients.recent_log_gap_sum, clients.recent_gap_count) / MICRO
    return {
        "own_cycle_days": cycle,
        "cycle_spread": ibis.ifelse(cycle.notnull(), spread.clip(lower=SPREAD_FLOOR), ibis.null("float64")),
        "gap_count": gaps,
        "longest_gap_ratio": ratio(clients.longest_gap, cycle),
        "last_gap_ratio": ratio(clients.last_gap, cycle),
        "recent_gaps_log_ratio": recent - cycle.ln(),
    }


FAMILY = Family(
    "own_cycle",
    ORDER_DAYS,
    sums,
    finish,
    (
        Feature(
            "own_cycle_days",
            "days",
            "the client's usual days between order days, shrunken towards the population's",
            "обычный промежуток между заказами",
            Cause.PROFILE,
            "nobody in the population has ordered twice",
        ),
        Feature(
            "cycle_spread",
            "log days",
            "how unevenly the client orders: standard deviation of log gaps, shrunken",
            "неравномерность заказов",
            Cause.PROFILE,
            "nobody in the population has ordered twice",
        ),
        Feature(
            "gap_count", "count", "gaps between order days", "число промежутков между заказами", Cause.PROFILE
        ).misleading(Reader.LINE),
        Feature(
            "longest_gap_ratio",
            "ratio",
            "longest gap survived, in own cycles",
            "самый долгий перерыв, в обычных промежутках",
            Cause.RHYTHM,
            "the client has ordered on one day only",
        ),
        Feature(
            "last_gap_ratio",
            "ratio",
            "last gap, in own cycles",
            "последний промежуток, в обычных промежутках",
            Cause.RHYTHM,
            "the client has ordered on one day only",
        ),
        Feature(
            "recent_gaps_log_ratio",
            "log ratio",
            "mean log gap of the last three gaps less the own cycle's",
            "последние три промежутка против обычного",
            Cause.RHYTHM,
            "the client has ordered on one day only",
        ),
    ),
    derived=derived,
    read_by_others=True,
)
