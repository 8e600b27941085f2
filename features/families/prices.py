"""What price increase the client feels: its own basket at today's prices against those it paid (M25)."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import log_ratio, ratio, sum_where
from features.family import Cause, Family, Feature, Known, Market
from features.lines import LINES, PRICE, undone_later

#: A price is that of the last days, or of more days where nobody bought the product in them.
LATELY_DAYS, LATELY_ENOUGH_DAYS = 30, 90


def todays_prices(known: Known) -> ir.Table:
    """Find what each product costs today: what all clients paid for a unit of it lately.

    Returns
    -------
    ibis Table
        ``name, key, value``: `PRICE`, the product, hundredths for a thousandth of its unit.
    """
    as_of, columns = known.as_of, ("product", "day", "known_day", "paid", "quantity")
    undone = undone_later(known.facts["undone_lines"], as_of)
    rows = known.facts["lines"].select(*columns).union(undone.select(*columns))
    sold = rows.filter(rows.known_day < as_of, rows.day >= as_of - LATELY_ENOUGH_DAYS, rows.quantity > 0)
    lately = sold.day >= as_of - LATELY_DAYS
    sums = sold.group_by(key=sold["product"]).agg(
        paid=sold.paid.sum(),
        quantity=sold.quantity.sum(),
        paid_lately=sum_where(lately, sold.paid),
        quantity_lately=sum_where(lately, sold.quantity),
    )
    price = ratio(sums.paid_lately, sums.quantity_lately).coalesce(ratio(sums.paid, sums.quantity))
    return sums.select(name=ibis.literal(PRICE), key="key", value=price)


PRICES = Market(todays_prices)


def sums(lines: ir.Table) -> Mapping[str, ir.Scalar]:
    """Add up the year's basket as it was paid and at other prices."""
    again = lines.is_last & lines.cost_before.notnull()
    return {
        "basket_paid": lines.basket_paid.sum(),
        "basket_paid_priced": sum_where(lines.basket_today.notnull(), lines.basket_paid),
        "basket_today": lines.basket_today.sum(),
        "last_paid": sum_where(again, lines.paid),
        "last_at_price_before": sum_where(again, lines.cost_before),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set other prices against what was paid."""
    return {
        "basket_price_rise": log_ratio(clients.basket_today, clients.basket_paid_priced),
        "basket_priced_share": ratio(clients.basket_paid_priced, clients.basket_paid),
        "last_price_rise": log_ratio(clients.last_paid, clients.last_at_price_before),
    }


def _feature(
    name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str, cause: Cause, rises: int = 0
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, cause, null_meaning, rises, "order_lines.quantity")


FAMILY = Family(
    "prices",
    LINES,
    sums,
    finish,
    (
        _feature(
            "basket_price_rise",
            "log ratio",
            "the client's own basket of 365 days at today's prices against what it paid; a price is what all "
            f"clients paid in {LATELY_DAYS} days, or in {LATELY_ENOUGH_DAYS} where nobody bought in these",
            "своя корзина за год по нынешним ценам против уплаченного",
            "nothing that it bought in 365 days has a price today",
            Cause.PRICE,
            rises=1,
        ),
        _feature(
            "basket_priced_share",
            "share",
            "share of what was paid in 365 days that went to products with a price today",
            "доля годовой корзины, у которой есть нынешняя цена",
            "nothing was bought with a quantity in 365 days",
            Cause.PROFILE,
        ),
        _feature(
            "last_price_rise",
            "log ratio",
            "what each product of 365 days cost the client the last time against the time before",
            "цены последних покупок против прежних цен тех же товаров",
            "no product of 365 days was bought twice",
            Cause.PRICE,
            rises=1,
        ),
    ),
    market=PRICES,
)
