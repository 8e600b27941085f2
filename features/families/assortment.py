"""How many products the client takes, and how many of them are new to it."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import count_where, log_ratio, ratio
from features.family import Cause, Family, Feature
from features.lines import HALF_YEAR, LINES, QUARTER


def sums(lines: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count each product of a window once, by its last purchase there."""
    last = lines.is_last
    return {
        "product_count_365": count_where(last),
        "product_count_half": count_where(last & (lines.age <= HALF_YEAR)),
        "product_count_half_before": count_where(lines.half_before),
        "product_count_90": count_where(last & (lines.age <= QUARTER)),
        "product_count_new_90": count_where(lines.is_new),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set the breadth of today against that before."""
    none = ibis.null("float64")
    drift = log_ratio(clients.product_count_half + 1, clients.product_count_half_before + 1)
    new = ratio(clients.product_count_new_90, clients.product_count_90)
    return {
        "products_365": clients.product_count_365.cast("float64"),
        f"products_drift_{HALF_YEAR}": ibis.ifelse(clients.product_count_half_before > 0, drift, none),
        "new_products_share_90": ibis.ifelse(clients.oldest_age > QUARTER, new, none),
    }


def _feature(
    name: str, unit: str, meaning: str, meaning_ru: str, cause: Cause, null_meaning: str = "", rises: int = 0
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, cause, null_meaning, rises, "order_lines")


FAMILY = Family(
    "assortment",
    LINES,
    sums,
    finish,
    (
        _feature(
            "products_365",
            "count",
            "different products bought in 365 days",
            "разных товаров за год",
            Cause.PROFILE,
        ),
        _feature(
            f"products_drift_{HALF_YEAR}",
            "log ratio",
            f"products of the last {HALF_YEAR} days against those of the {HALF_YEAR} before",
            "разных товаров за полгода против предыдущего полугодия",
            Cause.SPEND,
            f"nothing was bought {HALF_YEAR + 1} to {2 * HALF_YEAR} days ago",
            rises=-1,
        ),
        _feature(
            "new_products_share_90",
            "share",
            "of the products bought in 90 days the share never bought before",
            "доля впервые купленных товаров за 90 дней",
            Cause.SPEND,
            "nothing was bought in 90 days, or the first order is not older than these",
        ),
    ),
)
