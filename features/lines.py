"""What the lines of orders say, and from which day on it is known: products, categories, money, quantities.

A line without client or date of its own takes them from its order; one that no order explains says nothing.
A negative line is a partial return: it is no purchase, and returns are counted by orders. The facts hold for
every as-of day, as those of orders do (`features.orders`): what in the end stands is linked once, and only
clients of whom something was told late, or undone, are linked anew.
"""

from collections.abc import Callable, Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import day_number, ratio, sum_where
from features.family import Known, Source

SetAside = Callable[[str, ir.Table], ir.Table]
Link = Callable[[ir.Table], ir.Table]

ORDER = ["client_id", "order_id"]
#: More than a billion of anything is no quantity.
MOST_THOUSANDTHS = 10**12
#: Most hundredths that a line may come to at another price.
MOST_HUNDREDTHS = 1e15
QUARTER, HALF_YEAR, YEAR = 90, 180, 365
#: The market's name of what a product costs today: hundredths for a thousandth of its unit.
PRICE = "product_price"


def line_facts(lines: ir.Table, orders: ir.Table, *, set_aside: SetAside) -> Mapping[str, ir.Table]:
    """Read accepted order lines as facts.

    Parameters
    ----------
    lines : ibis Table
        Accepted order lines (`features.schema`).
    orders : ibis Table
        Every order row: `rows` of `features.orders.OrderFacts`.
    set_aside : callable
        See `features.orders.order_facts`.

    Returns
    -------
    mapping of str to ibis Table
        ``lines``: ``client_id, product, day, known_day`` of purchases that in the end stand, ``paid``
        (hundredths) for the ``quantity`` (thousandths) of those lines that make a price, both 0 where none
        does, and the links of `link_products`.
        ``category_days``: ``client_id, category, day, known_day, paid`` and the links of `link_categories`.
        ``undone_lines, undone_category_days``: the same, without links, of what is undone from ``void_day``
        on. ``late_lines``: ``client_id, day, known_day, void_day`` of purchases that became known after their
        day, or are undone.
    """
    voids = set_aside("line_voids", _voids(orders))
    bought = _dated(lines, orders).left_join(voids, ORDER)
    days = ("client_id", "day", "known_day", "void_day")
    makes_price = (bought.amount > 0) & (bought.quantity > 0)
    products = bought.group_by("product", *days).agg(
        paid=sum_where(makes_price, bought.amount).cast("int64"),
        quantity=sum_where(makes_price, bought.quantity).cast("int64"),
    )
    named = bought.filter(bought.category.notnull())
    categories = named.group_by("category", *days).agg(paid=named.amount.sum().cast("int64"))
    stands = _.void_day.isnull()
    return {
        "lines": link_products(products.filter(stands).drop("void_day")),
        "undone_lines": products.filter(~stands),
        "category_days": link_categories(categories.filter(stands).drop("void_day")),
        "undone_category_days": categories.filter(~stands),
        "late_lines": bought.filter(~stands | (_.known_day > _.day)).select(*days).distinct(),
    }


def _dated(lines: ir.Table, orders: ir.Table) -> ir.Table:
    """Give each purchased line its client and its day."""
    thousandths = lines.quantity * 1000
    sane = thousandths.abs() <= MOST_THOUSANDTHS  # false for what is no number
    rows = lines.filter(lines.amount_hundredths >= 0).select(
        *ORDER,
        "product",
        "category",
        day=day_number(lines.ordered_at),
        known_day=day_number(lines.known_at),
        amount=lines.amount_hundredths,
        quantity=ibis.ifelse(sane, thousandths, ibis.null("float64")).round().cast("int64"),
    )
    whole = rows.client_id.notnull() & rows.day.notnull()
    part = rows.filter(~whole)
    told = _first_told(orders.semi_join(part.select("order_id").distinct(), "order_id")).rename(
        {f"order_{name}": name for name in ("client_id", "day", "known_day")}
    )
    found = part.join(told, "order_id").filter(_.client_id.isnull() | (_.client_id == _.order_client_id))
    filled = found.mutate(
        client_id=found.order_client_id,
        day=found.day.coalesce(found.order_day),
        known_day=ibis.greatest(found.known_day.coalesce(found.order_known_day), found.order_known_day),
    )
    return rows.filter(whole).union(filled.select(*rows.columns))


def _first_told(orders: ir.Table) -> ir.Table:
    """Give the day of each order: of the row that was known first, so that it never moves."""
    bought = orders.filter(~_.refund)
    first = bought.group_by(*ORDER).agg(known_day=_.known_day.min())
    return bought.semi_join(first, [*ORDER, "known_day"]).group_by(*ORDER, "known_day").agg(day=_.day.min())


def _voids(orders: ir.Table) -> ir.Table:
    """Give ``client_id, order_id, void_day``: the first day on which nothing known of an order stood."""
    bought = orders.filter(_.order_id.notnull(), ~_.refund)
    touched = bought.filter(_.void_day.notnull()).select(*ORDER).distinct()
    rows = bought.semi_join(touched, ORDER)
    told = rows.select(*ORDER, day=_.known_day, step=ibis.literal(1, "int64"))
    undone = rows.filter(_.void_day.notnull()).select(
        *ORDER, day=ibis.greatest(_.void_day, _.known_day), step=ibis.literal(-1, "int64")
    )
    daily = told.union(undone).group_by(*ORDER, "day").agg(step=_.step.sum())
    so_far = ibis.window(group_by=ORDER, order_by="day", preceding=(None, 0))
    left = daily.mutate(left=daily.step.sum().over(so_far))
    return left.filter(_.left <= 0).group_by(*ORDER).agg(void_day=_.day.min())


def link_products(rows: ir.Table) -> ir.Table:
    """Link each purchase of a product to the client's next one and the one before.

    Returns
    -------
    ibis Table
        The rows with ``next_day``, ``is_new`` (there was none before), ``paid_so_far, quantity_so_far`` until
        this one, and ``cost_before``: hundredths that its quantity would have cost at the price of the
        purchase before; null where that has none.
    """
    by_day = ibis.window(group_by=["client_id", "product"], order_by=["day", "known_day"])
    so_far = ibis.window(group_by=by_day.groupings, order_by=by_day.orderings, preceding=(None, 0))
    price_before = ratio(rows.paid.lag().over(by_day), rows.quantity.lag().over(by_day))
    return rows.mutate(
        next_day=rows.day.lead().over(by_day),
        is_new=rows.day.lag().over(by_day).isnull(),
        cost_before=at_price(rows.quantity, price_before),
        paid_so_far=rows.paid.sum().over(so_far).cast("int64"),
        quantity_so_far=rows.quantity.sum().over(so_far).cast("int64"),
    )


def link_categories(rows: ir.Table) -> ir.Table:
    """Link each day of a category to the client's next one, and tell what it came to by then.

    Returns
    -------
    ibis Table
        The rows with ``next_day``, and ``first_day, number, paid_so_far`` of the days until this one.
    """
    by_day = ibis.window(group_by=["client_id", "category"], order_by=["day", "known_day"])
    so_far = ibis.window(group_by=by_day.groupings, order_by=by_day.orderings, preceding=(None, 0))
    return rows.mutate(
        next_day=rows.day.lead().over(by_day),
        first_day=rows.day.min().over(so_far),
        number=ibis.dense_rank().over(ibis.window(group_by=by_day.groupings, order_by="day")) + 1,
        paid_so_far=rows.paid.sum().over(so_far).cast("int64"),
    )


def at_price(quantity: ir.IntegerColumn, price: ir.FloatingValue) -> ir.IntegerValue:
    """Give what a quantity costs in whole hundredths, so that sums are the same in any order."""
    cost = quantity.cast("float64") * price
    return ibis.ifelse(cost > MOST_HUNDREDTHS, MOST_HUNDREDTHS, cost).round().cast("int64")


def known_lines(facts: Mapping[str, ir.Table], as_of: ir.IntegerScalar, name: str, link: Link) -> ir.Table:
    """Give the purchases that were known and stood when day `as_of` began, linked by what was known then.

    Parameters
    ----------
    facts : mapping of str to ibis Table
        What `line_facts` gave.
    as_of : ibis integer scalar
        The as-of day's number.
    name : str
        ``lines`` or ``category_days``.
    link : callable
        `link_products` or `link_categories`.

    Returns
    -------
    ibis Table
        The columns of the fact, ``age`` (days, ≥ 1) and ``next_age`` (null where no later one was known).
    """
    rows = facts[name].filter(_.day < as_of)
    late = facts["late_lines"].filter(_.day < as_of)
    differs = (late.void_day.isnull() & (late.known_day >= as_of)) | (late.void_day >= as_of).coalesce(False)
    restless = late.filter(differs).select("client_id").distinct()
    undone = undone_later(facts[f"undone_{name}"], as_of)
    stood = rows.semi_join(restless, "client_id").filter(_.known_day < as_of).select(*undone.columns)
    calm = rows.anti_join(restless, "client_id")
    linked = calm.union(link(_together(stood.union(undone))).select(*calm.columns))
    later = ibis.ifelse(linked.next_day < as_of, as_of - linked.next_day, ibis.null("int32"))
    return linked.mutate(age=as_of - linked.day, next_age=later)


def _together(rows: ir.Table) -> ir.Table:
    """Make one row of those that only differ in whether they stand in the end."""
    sums = {name: rows[name].sum().cast("int64") for name in ("paid", "quantity") if name in rows.columns}
    return rows.group_by(*(name for name in rows.columns if name not in sums)).agg(**sums)


def undone_later(undone: ir.Table, as_of: ir.IntegerScalar) -> ir.Table:
    """Give what was known when day `as_of` began, and is undone only from then on."""
    return undone.filter(_.known_day < as_of, _.void_day >= as_of).drop("void_day")


def _lines(known: Known) -> ir.Table:
    """Give the purchases that tell a year's assortment and basket: few of those of a product bought often.

    Returns
    -------
    ibis Table
        ``client_id, age, is_last`` (of the product, in a year), ``half_before`` (the last of the half-year
        before), ``is_new`` (first of all, in the last quarter), ``paid, cost_before`` of the purchase; and
        what adds up to the year's basket: ``basket_paid`` and ``basket_today``, the same quantities at the
        prices of today (null where there is none).
    """
    rows = known_lines(known.facts, known.as_of, "lines", link_products)
    half, year = HALF_YEAR, 2 * HALF_YEAR
    is_last = rows.next_age.isnull() & (rows.age <= YEAR)
    # What had been bought of a product before the year is taken off what has been bought of it by now.
    before_year = ((rows.age > YEAR) & (rows.next_age <= YEAR)).coalesce(False)
    in_half_before = (rows.age > half) & (rows.age <= year) & (rows.next_age.coalesce(0) <= half)
    told = rows.mutate(
        is_last=is_last,
        half_before=in_half_before,
        is_new=rows.is_new & (rows.age <= QUARTER),
        side=ibis.cases((is_last, 1), (before_year, -1), else_=0),
    ).filter(_.half_before | _.is_new | (_.side != 0))
    today = known.market.filter(_.name == PRICE).select(priced=_.key, price=_.value)
    priced = told.left_join(today, told["product"] == today.priced)
    return priced.select(
        *("client_id", "age", "is_last", "half_before", "is_new", "paid", "cost_before"),
        basket_paid=priced.paid_so_far * priced.side,
        basket_today=at_price(priced.quantity_so_far, priced.price) * priced.side,
    )


LINES = Source("lines", "order_lines", _lines)
