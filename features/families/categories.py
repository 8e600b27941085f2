"""Which kinds of goods the client takes from us, and which it has given up while it went on buying others."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import count_where, log_ratio, ratio
from features.family import Cause, Family, Feature, Known, Source
from features.known import last_order_days
from features.lines import HALF_YEAR, QUARTER, known_lines, link_categories

#: A category is given up once the client's later orders passed it by for longer than both.
GIVEN_UP_DAYS, GIVEN_UP_CYCLES = 90, 3


def _rows(known: Known) -> ir.Table:
    """Give the last day of each category that a client has bought, and the last in the half-year before."""
    days = known_lines(known.facts, known.as_of, "category_days", link_categories)
    half, year = HALF_YEAR, 2 * HALF_YEAR
    half_before = (days.age > half) & (days.age <= year) & (days.next_age.coalesce(0) <= half)
    kept = days.mutate(is_last=days.next_age.isnull(), half_before=half_before).filter(
        _.is_last | _.half_before
    )
    last = last_order_days(known.facts, known.as_of)
    orders = last.select(buyer=last.client_id, order_day=last.day)
    rows = kept.left_join(orders, kept.client_id == orders.buyer)
    # How long the client went on ordering without it: its silence as a whole gives no category up.
    passed_by = rows.order_day - rows.day
    cycles = passed_by * (rows.number - 1) > (rows.day - rows.first_day) * GIVEN_UP_CYCLES
    regular = rows.is_last & (rows.number >= 2)
    return rows.select(
        "client_id",
        "age",
        "is_last",
        "half_before",
        first_age=known.as_of - rows.first_day,
        regular=regular,
        given_up=(regular & (passed_by > GIVEN_UP_DAYS) & cycles).coalesce(False),
        paid=ibis.ifelse(rows.is_last, rows.paid_so_far, 0),
    )


CATEGORIES = Source("categories", "order_lines", _rows)


def sums(categories: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count categories by when they were bought, and find the largest."""
    last = categories.is_last
    return {
        "category_count_365": count_where(last & (categories.age <= 365)),
        "category_count_half": count_where(last & (categories.age <= HALF_YEAR)),
        "category_count_half_before": count_where(categories.half_before),
        "category_count_new_90": count_where(last & (categories.first_age <= QUARTER)),
        "category_count_regular": count_where(categories.regular),
        "category_count_given_up": count_where(categories.given_up),
        "category_amount": categories.paid.sum(),
        "top_category_amount": categories.paid.max(),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set the breadth of today against that before."""
    none = ibis.null("float64")
    drift = log_ratio(clients.category_count_half + 1, clients.category_count_half_before + 1)
    new = clients.category_count_new_90.cast("float64")
    return {
        "categories_365": clients.category_count_365.cast("float64"),
        f"categories_drift_{HALF_YEAR}": ibis.ifelse(clients.category_count_half_before > 0, drift, none),
        "new_categories_90": ibis.ifelse(clients.oldest_age > QUARTER, new, none),
        "categories_given_up": clients.category_count_given_up.cast("float64"),
        "given_up_share": ratio(clients.category_count_given_up, clients.category_count_regular),
        "top_category_share": ratio(clients.top_category_amount, clients.category_amount),
    }


def _feature(
    name: str, unit: str, meaning: str, meaning_ru: str, cause: Cause, null_meaning: str = "", rises: int = 0
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, cause, null_meaning, rises, "order_lines.category")


FAMILY = Family(
    "categories",
    CATEGORIES,
    sums,
    finish,
    (
        _feature(
            "categories_365",
            "count",
            "different categories bought in 365 days",
            "разных категорий за год",
            Cause.PROFILE,
        ),
        _feature(
            f"categories_drift_{HALF_YEAR}",
            "log ratio",
            f"categories of the last {HALF_YEAR} days against those of the {HALF_YEAR} before",
            "категорий за полгода против предыдущего полугодия",
            Cause.SPEND,
            f"nothing was bought {HALF_YEAR + 1} to {2 * HALF_YEAR} days ago",
            rises=-1,
        ),
        _feature(
            "new_categories_90",
            "count",
            "categories bought for the first time in 90 days",
            "новых категорий за 90 дней",
            Cause.SPEND,
            "the first order is not older than 90 days",
            rises=-1,
        ),
        _feature(
            "categories_given_up",
            "count",
            "categories bought on two days or more that the client's later orders passed by for over "
            f"{GIVEN_UP_DAYS} days and {GIVEN_UP_CYCLES} times their usual gap",
            "категорий, которые клиент перестал брать",
            Cause.SPEND,
            rises=1,
        ),
        _feature(
            "given_up_share",
            "share",
            "categories given up, of those bought on two days or more",
            "доля категорий, которые клиент перестал брать",
            Cause.SPEND,
            "no category was bought on two days",
            rises=1,
        ),
        _feature(
            "top_category_share",
            "share",
            "the largest category's share of the money paid so far",
            "доля главной категории в покупках",
            Cause.PROFILE,
            "nothing was paid for any category",
        ),
    ),
)
