"""What the client sent back or called off (M16)."""

from collections.abc import Mapping

from ibis.expr import types as ir

from features.arithmetic import log_ratio, ratio, sum_where
from features.family import Cause, Family, Feature, Reader
from features.known import SETBACKS


def sums(setbacks: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count cancellations and returns, and what went back."""
    year = setbacks.age <= 365
    returned = year & ~setbacks.cancelled
    return {
        "setback_count_90": sum_where(setbacks.age <= 90, setbacks.times),
        "setback_count_365": sum_where(year, setbacks.times),
        "return_count_365": sum_where(returned, setbacks.times),
        "cancellation_count_365": sum_where(year & setbacks.cancelled, setbacks.times),
        "returned_amount_365": sum_where(returned, setbacks.amount),
        "undone_amount_365": sum_where(returned & ~setbacks.counts, setbacks.amount),
        "refunded_margin": sum_where(setbacks.counts, setbacks.margin),
        "latest_setback_age": setbacks.age.min(),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set them against what was ordered."""
    # What was returned whole is no order day any more, but it was bought.
    bought = clients.year_amount + clients.undone_amount_365
    orders = clients.order_days_365.cast("float64") + clients.setback_count_365.cast("float64")
    lately = clients.order_days_90.cast("float64") + clients.setback_count_90.cast("float64")
    before = ratio(clients.setback_count_365 - clients.setback_count_90, orders - lately)
    return {
        "returns_365": clients.return_count_365.cast("float64"),
        "cancellations_365": clients.cancellation_count_365.cast("float64"),
        "setbacks_90": clients.setback_count_90.cast("float64"),
        "setbacks_365": clients.setback_count_365.cast("float64"),
        "setback_share_365": ratio(clients.setback_count_365, orders),
        "returned_amount_share_365": ratio(clients.returned_amount_365, bought),
        "setback_drift_90": log_ratio(clients.setback_count_90 + 1, before * lately + 1),
        "days_since_setback": clients.latest_setback_age.cast("float64"),
        "margin_ever": (clients.margin_sum - clients.refunded_margin).cast("float64") / 100,
    }


def _feature(
    name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str = "", rises: int = 0
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, Cause.OFFER, null_meaning, rises)


FAMILY = Family(
    "returns",
    SETBACKS,
    sums,
    finish,
    (
        _feature("returns_365", "count", "returns in 365 days", "возвратов за год").misleading(Reader.VALUE),
        _feature("cancellations_365", "count", "cancelled orders in 365 days", "отмен за год").misleading(
            Reader.VALUE
        ),
        _feature(
            "setbacks_90", "count", "returns and cancellations in 90 days", "возвратов и отмен за 90 дней"
        ).misleading(Reader.VALUE),
        _feature(
            "setback_share_365",
            "share",
            "returns and cancellations as a share of them and order days, 365 days",
            "доля возвратов и отмен за год",
            "nothing was ordered in 365 days",
        ).misleading(Reader.VALUE),
        _feature(
            "returned_amount_share_365",
            "share",
            "returned amount against the amount bought, 365 days",
            "доля возвращённых денег за год",
            "nothing was bought in 365 days",
        ).misleading(Reader.VALUE),
        _feature(
            "setback_drift_90",
            "log ratio",
            "returns and cancellations in 90 days against as many orders at the rate of the 275 days before",
            "возвраты и отмены за 90 дней против прежней доли",
            "nothing was ordered 91 to 365 days ago",
            rises=1,
        ),
        _feature(
            "days_since_setback",
            "days",
            "days since the last return or cancellation",
            "дней с последнего возврата или отмены",
            "there was none",
        ).misleading(Reader.VALUE),
        Feature(
            "margin_ever", "money", "margin so far, less what went back", "маржа за всё время", Cause.PROFILE
        ).misleading(Reader.LINE, Reader.VALUE),
    ),
)
