"""What the client complained of, and how that was mended (M13, M20, M21)."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import count_where, day_number, ratio
from features.family import Cause, Family, Feature, Known, Source
from features.schema import event_table

CATEGORIES = event_table("complaints").column("category").choices
WINDOWS = (30, 90, 365)
CAUSES = {"service": Cause.SERVICE, "delivery": Cause.SERVICE, "conflict": Cause.SERVICE}
CAUSES |= {"quality": Cause.OFFER, "price": Cause.PRICE, "other": Cause.SERVICE}
RUSSIAN = {"service": "на сервис", "delivery": "на доставку", "quality": "на качество"}
RUSSIAN |= {"price": "на цену", "conflict": "с конфликтом", "other": "прочие"}


def _rows(known: Known) -> ir.Table:
    complaints, as_of = known.events["complaints"], known.as_of
    rows = complaints.filter(day_number(complaints.known_at) < as_of)
    opened, closed = day_number(rows.opened_at), day_number(rows.closed_at)
    return rows.select(
        "client_id",
        "category",
        "severity",
        age=as_of - opened,
        days_to_resolve=ibis.ifelse(closed < as_of, closed - opened, ibis.null("int32")),
    )


COMPLAINTS = Source("complaints", "complaints", _rows)


def sums(complaints: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count complaints by age, category and state; add up the days to resolve."""
    closed = complaints.days_to_resolve.notnull()
    # An unknown category is an 'other' one: every complaint counts somewhere.
    category = complaints.category.coalesce("other")
    return {
        "complaints": complaints.count(),
        **{f"complaints_{days}": count_where(complaints.age <= days) for days in WINDOWS},
        **{f"complaints_{name}": count_where(category == name) for name in CATEGORIES},
        "complaints_open": count_where(~closed),
        "complaints_closed": count_where(closed),
        "complaint_days_to_resolve": complaints.days_to_resolve.sum(),
        "latest_complaint_age": complaints.age.min(),
        "oldest_open_complaint_age": ibis.ifelse(closed, ibis.null("int32"), complaints.age).max(),
        "worst_complaint": ibis.ifelse(complaints.age <= 365, complaints.severity, ibis.null("int64")).max(),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Give the counts and ages as they are, and the mean days to resolve."""
    counts = ["complaints", *(f"complaints_{days}" for days in WINDOWS), "complaints_open"]
    counts += [f"complaints_{name}" for name in CATEGORIES]
    return {
        **{name: clients[name].cast("float64") for name in counts},
        "days_to_resolve": ratio(clients.complaint_days_to_resolve, clients.complaints_closed),
        "days_since_complaint": clients.latest_complaint_age.cast("float64"),
        "oldest_open_complaint_days": clients.oldest_open_complaint_age.cast("float64"),
        "worst_complaint_365": clients.worst_complaint.cast("float64"),
    }


def _feature(
    name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str = "", cause: Cause = Cause.SERVICE
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, cause, null_meaning, table="complaints")


FAMILY = Family(
    "complaints",
    COMPLAINTS,
    sums,
    finish,
    (
        _feature("complaints", "count", "complaints ever", "жалоб за всё время"),
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
        _feature("complaints_open", "count", "complaints still open", "нерешённых жалоб"),
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
            "age of the oldest open complaint",
            "дней ждёт самая старая жалоба",
            "none is open",
        ),
        _feature(
            "worst_complaint_365",
            "score",
            "highest severity in 365 days, 1 to 5",
            "самая тяжёлая жалоба за год",
            "no complaint with a severity in 365 days",
        ),
    ),
)
