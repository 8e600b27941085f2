"""What the client is rewarded with: discounts, how large, how often, and whether they dry up (M22)."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import count_where, log_ratio, ratio, sum_where
from features.family import Cause, Family, Feature
from features.known import ORDER_DAYS

SHORT_DAYS = 90


def sums(days: ir.Table) -> Mapping[str, ir.Scalar]:
    """Add up discounts, and the money that they were taken off, lately and before."""
    short, year, discounted = days.age <= SHORT_DAYS, days.age <= 365, days.discounted > 0
    return {
        "discounted_days_365": count_where(year & discounted),
        "discount_90": sum_where(short, days.discount),
        "discount_365": sum_where(year, days.discount),
        "discount_ever": days.discount.sum(),
        "latest_discount_age": ibis.ifelse(discounted, days.age, ibis.null("int32")).min(),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set discounts against full prices, and the share paid lately against the share paid before."""
    short, ever = clients.quarter_amount, clients.amount_sum
    before, discount_before = ever - short, clients.discount_ever - clients.discount_90
    paid_lately = ratio(short, short + clients.discount_90)
    paid_before = ratio(before, before + discount_before)
    return {
        "discounted_share_365": ratio(clients.discounted_days_365, clients.order_days_365),
        "discount_share_365": ratio(clients.discount_365, clients.year_amount + clients.discount_365),
        "discount_loss_90": log_ratio(paid_lately, paid_before),
        "days_since_discount": clients.latest_discount_age.cast("float64"),
    }


def _feature(
    name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str, rises: int = 0
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, Cause.LOYALTY, null_meaning, rises, "orders.discount")


FAMILY = Family(
    "discounts",
    ORDER_DAYS,
    sums,
    finish,
    (
        _feature(
            "discounted_share_365",
            "share",
            "share of the order days of 365 days with a discount",
            "доля заказов со скидкой за год",
            "nothing was ordered in 365 days",
        ),
        _feature(
            "discount_share_365",
            "share",
            "discounts of 365 days as a share of the full price",
            "средняя скидка за год",
            "nothing was bought in 365 days",
        ),
        _feature(
            "discount_loss_90",
            "log ratio",
            f"share of the full price paid in the last {SHORT_DAYS} days against the share paid before: "
            "above 0 the discounts have shrunk",
            f"доля полной цены за {SHORT_DAYS} дней против прежней",
            "nothing was paid in one of the two times",
            rises=1,
        ),
        _feature(
            "days_since_discount",
            "days",
            "days since the last order with a discount",
            "дней с последнего заказа со скидкой",
            "there was none",
        ),
    ),
)
