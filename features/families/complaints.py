"""What the client complained of, and how that was mended (M13, M20, M21)."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import count_where, day_number, log_ratio, ratio, sum_where
from features.family import Cause, Family, Feature, Known, Market, Reader, Source
from features.schema import event_table

CATEGORIES = event_table("complaints").column("category").choices
WINDOWS = (30, 90, 365)
#: A complaint that nobody has closed for longer is a gap in the books: nobody waits for it any more.
OPEN_DAYS = 365
#: The market's name of how many days a complaint of a category usually takes to resolve.
USUAL = "usual_days_to_resolve"
CAUSES = {"service": Cause.SERVICE, "delivery": Cause.SERVICE, "conflict": Cause.SERVICE}
CAUSES |= {"quality": Cause.OFFER, "price": Cause.PRICE, "other": Cause.SERVICE}
RUSSIAN = {"service": "на сервис", "delivery": "на доставку", "quality": "на качество"}
RUSSIAN |= {"price": "на цену", "conflict": "с конфликтом", "other": "прочие"}


def _told(known: Known) -> ir.Table:
    complaints, as_of = known.events["complaints"], known.as_of
    rows = complaints.filter(day_number(complaints.known_at) < as_of)
    opened, closed = day_number(rows.opened_at), day_number(rows.closed_at)
    return rows.select(
        "client_id",
        "severity",
        # An unknown category is an 'other' one: every complaint counts somewhere.
        category=rows.category.coalesce("other"),
        age=as_of - opened,
        days_to_resolve=ibis.ifelse(closed < as_of, closed - opened, ibis.null("int32")),
    )


def usual_days(known: Known) -> ir.Table:
    """Find how many days the complaints of each category took, those of 365 days that were resolved.

    Returns
    -------
    ibis Table
        ``name, key, value``: `USUAL`, the category, days.
    """
    resolved = _told(known).filter(_.age <= 365, _.days_to_resolve.notnull())
    sums = resolved.group_by(key=resolved.category).agg(days=_.days_to_resolve.sum(), times=_.count())
    return sums.select(name=ibis.literal(USUAL), key="key", value=ratio(sums.days, sums.times))


def _rows(known: Known) -> ir.Table:
    usual = known.market.filter(_.name == USUAL).select(topic=_.key, usual=_.value)
    rows = _told(known)
    return rows.left_join(usual, rows.category == usual.topic).drop("topic")


RESOLUTION = Market(usual_days)
COMPLAINTS = Source("complaints", "complaints", _rows)


def sums(complaints: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count complaints by age, category and state; add up the days to resolve."""
    closed, category = complaints.days_to_resolve.notnull(), complaints.category
    year, conflict = complaints.age <= 365, category == "conflict"
    waits = ~closed & (complaints.age <= OPEN_DAYS)
    compared = year & closed & complaints.usual.notnull()
    never = ibis.null("int32")
    took = ibis.ifelse(closed, complaints.days_to_resolve, complaints.age)
    usual_hundredths = (complaints.usual * 100).round().cast("int64")
    return {
        "complaints": complaints.count(),
        **{f"complaints_{days}": count_where(complaints.age <= days) for days in WINDOWS},
        **{f"complaints_{name}": count_where(category == name) for name in CATEGORIES},
        "complaints_open": count_where(waits),
        "complaints_closed": count_where(closed),
        "complaint_days_to_resolve": complaints.days_to_resolve.sum(),
        "latest_complaint_age": complaints.age.min(),
        "oldest_open_complaint_age": ibis.ifelse(waits, complaints.age, never).max(),
        "worst_complaint": ibis.ifelse(year, complaints.severity, ibis.null("int64")).max(),
        "conflict_count_365": count_where(year & conflict),
        "latest_conflict_age": ibis.ifelse(conflict, complaints.age, never).min(),
        "latest_quality_age": ibis.ifelse(category == "quality", complaints.age, never).min(),
        "latest_slow_age": ibis.ifelse(took > complaints.usual, complaints.age, never).min(),
        "complaints_compared": count_where(compared),
        "days_compared": sum_where(compared, complaints.days_to_resolve),
        "usual_hundredths_compared": sum_where(compared, usual_hundredths),
        "open_beyond_usual": count_where(waits & (complaints.age > complaints.usual)),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Give the counts and ages as they are, and the mean days to resolve."""
    counts = ["complaints", *(f"complaints_{days}" for days in WINDOWS), "complaints_open"]
    counts += [f"complaints_{name}" for name in CATEGORIES]
    # A day more on both sides: most complaints may be resolved on the day they are opened.
    days = (clients.days_compared + clients.complaints_compared) * 100
    usual = clients.usual_hundredths_compared + clients.complaints_compared * 100
    return {
        **{name: clients[name].cast("float64") for name in counts},
        "days_to_resolve": ratio(clients.complaint_days_to_resolve, clients.complaints_closed),
        "days_since_complaint": clients.latest_complaint_age.cast("float64"),
        "oldest_open_complaint_days": clients.oldest_open_complaint_age.cast("float64"),
        "worst_complaint_365": clients.worst_complaint.cast("float64"),
        "conflicts_365": clients.conflict_count_365.cast("float64"),
        "days_since_conflict": clients.latest_conflict_age.cast("float64"),
        "days_since_quality_complaint": clients.latest_quality_age.cast("float64"),
        "days_since_slow_complaint": clients.latest_slow_age.cast("float64"),
        "resolution_to_usual_ratio": log_ratio(days, usual),
        "complaints_overdue": clients.open_beyond_usual.cast("float64"),
    }


def _feature(
    name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str = "", cause: Cause = Cause.SERVICE
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, cause, null_meaning, table="complaints")


def _sign(
    name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str = "", cause: Cause = Cause.SERVICE
) -> Feature:
    column = "complaints.category" if "conflict" in name or "quality" in name else "complaints"
    rises = -1 if name.startswith("days_since") else 1
    return Feature(name, unit, meaning, meaning_ru, cause, null_meaning, rises, column)


FAMILY = Family(
    "complaints",
    COMPLAINTS,
    sums,
    finish,
    (
        _feature("complaints", "count", "complaints ever", "жалоб за всё время").misleading(Reader.LINE),
        *(
            _feature(f"complaints_{days}", "count", f"complaints in {days} days", f"жалоб за {days} дней")
            for days in WINDOWS
        ),
        *(
            _feature(
                f"complaints_{name}",
                "count",
                f"complaints: {name}",
                f"жалоб {RUSSIAN[name]}",
                cause=CAUSES[name],
            )
            for name in CATEGORIES
        ),
        _feature(
            "complaints_open",
            "count",
            f"complaints of {OPEN_DAYS} days that are still open",
            "нерешённых жалоб за год",
        ),
        _feature(
            "days_to_resolve", "days", "mean days to resolve", "дней на решение жалобы", "none was closed"
        ),
        _feature(
            "days_since_complaint",
            "days",
            "days since the last one",
            "дней с последней жалобы",
            "no complaint",
        ),
        _feature(
            "oldest_open_complaint_days",
            "days",
            f"age of the oldest open complaint of {OPEN_DAYS} days",
            "дней ждёт самая старая жалоба за год",
            "none is open",
        ),
        _feature(
            "worst_complaint_365",
            "score",
            "highest severity in 365 days, 1 to 5",
            "самая тяжёлая жалоба за год",
            "no complaint with a severity in 365 days",
        ),
        _sign("conflicts_365", "count", "conflicts in 365 days", "конфликтов за год"),
        _sign(
            "days_since_conflict",
            "days",
            "days since the last conflict",
            "дней с последнего конфликта",
            "no conflict",
        ),
        _sign(
            "days_since_quality_complaint",
            "days",
            "days since the last complaint about quality",
            "дней с последней жалобы на качество",
            "none about quality",
            cause=Cause.OFFER,
        ),
        _sign(
            "days_since_slow_complaint",
            "days",
            "days since the last complaint that took, or still waits, longer than is usual for its category",
            "дней с последней жалобы, которую решали дольше обычного",
            "none has",
        ),
        _sign(
            "resolution_to_usual_ratio",
            "log ratio",
            "days to resolve the complaints of 365 days against what is usual for their categories",
            "срок решения жалоб за год против обычного",
            "none of 365 days was resolved",
        ),
        _sign(
            "complaints_overdue",
            "count",
            f"open complaints of {OPEN_DAYS} days that have waited longer than is usual for their category",
            "жалоб за год ждут решения дольше обычного",
        ),
    ),
    market=RESOLUTION,
)
