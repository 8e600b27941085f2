"""How long the client has been silent, in days and in its own cycles (M11)."""

from collections.abc import Mapping

from ibis.expr import types as ir

from features.arithmetic import ratio
from features.family import Cause, Family, Feature, Reader
from features.known import ORDER_DAYS


def sums(days: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count order days, and take the ages of the first and the last one."""
    return {"order_days": days.count(), "oldest_age": days.age.max(), "latest_age": days.age.min()}


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set the silence against the cycle, the relation and the longest gap."""
    silent = clients.latest_age.cast("float64")
    tenure = clients.oldest_age.cast("float64")
    return {
        "days_since_order": silent,
        "tenure_days": tenure,
        "overdue_ratio": ratio(silent, clients.own_cycle_days),
        "overdue_deviations": (silent.ln() - clients.own_cycle_days.ln()) / clients.cycle_spread,
        "silent_share": ratio(silent, tenure),
        "silence_to_longest_gap": ratio(silent, clients.longest_gap),
    }


FAMILY = Family(
    "recency",
    ORDER_DAYS,
    sums,
    finish,
    (
        Feature(
            "days_since_order",
            "days",
            "days since the last order day",
            "дней с последнего заказа",
            Cause.SILENCE,
            rises=1,
        ),
        Feature(
            "tenure_days", "days", "days since the first order day", "дней с первого заказа", Cause.PROFILE
        ).misleading(Reader.LINE, Reader.VALUE),
        Feature(
            "overdue_ratio",
            "ratio",
            "silence in own cycles",
            "молчание в обычных промежутках",
            Cause.SILENCE,
            "nobody in the population has ordered twice",
            rises=1,
        ),
        Feature(
            "overdue_deviations",
            "ratio",
            "silence on the client's own log-normal scale of gaps, in its standard deviations",
            "насколько молчание необычно для клиента",
            Cause.SILENCE,
            "nobody in the population has ordered twice",
            rises=1,
        ),
        Feature(
            "silent_share",
            "share",
            "silence as a share of the relation",
            "доля молчания в отношениях",
            Cause.SILENCE,
        ),
        Feature(
            "silence_to_longest_gap",
            "ratio",
            "silence against the longest gap that the client came back from",
            "молчание против самого долгого перерыва",
            Cause.SILENCE,
            "the client has ordered on one day only",
        ),
    ),
    read_by_others=True,
)
