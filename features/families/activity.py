"""How often the client looks in at the site or the app, against its own habit (M17)."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import day_number, log_ratio, sum_where
from features.family import Cause, Family, Feature, Known, Source
from features.known import last_order_days

WINDOWS = (30, 90)
#: The habit is that of so many days before the window, of which at least one window's must be seen.
HABIT_DAYS = 365


def facts(activity: ir.Table) -> Mapping[str, ir.Table]:
    """Read accepted activity as visits: ``client_id, day, known_day, visits``.

    A row without a number of visits is one visit; a row of 0 is none.
    """
    rows = activity.select(
        "client_id",
        day=day_number(activity.seen_at),
        known_day=day_number(activity.known_at),
        visits=activity.visits.coalesce(1),
    )
    return {"visits": rows.filter(_.visits > 0)}


def _rows(known: Known) -> ir.Table:
    told = known.facts["visits"].filter(_.known_day < known.as_of)
    last = last_order_days(known.facts, known.as_of)
    ordered = last.select(buyer=last.client_id, order_day=last.day)
    visits = told.left_join(ordered, told.client_id == ordered.buyer)
    return visits.select(
        "client_id",
        "visits",
        age=known.as_of - visits.day,
        since_order=(visits.day > visits.order_day).coalesce(False),
    )


ACTIVITY = Source("activity", "activity", _rows)


def sums(activity: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count visits in the windows, before them and after the last order."""
    age, visits = activity.age, activity.visits
    return {
        **{f"visit_count_{days}": sum_where(age <= days, visits) for days in WINDOWS},
        **{
            f"visit_count_before_{days}": sum_where((age > days) & (age <= days + HABIT_DAYS), visits)
            for days in WINDOWS
        },
        "visit_count_since_order": sum_where(activity.since_order, visits),
        "latest_visit_age": age.min(),
        "oldest_visit_age": age.max(),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set the visits of a window against the habit before it."""
    features: dict[str, ir.Value] = {
        "days_since_visit": clients.latest_visit_age.cast("float64"),
        "visits_since_order": clients.visit_count_since_order.cast("float64"),
    }
    for days in WINDOWS:
        seen, before = clients[f"visit_count_{days}"], clients[f"visit_count_before_{days}"]
        watched = clients.oldest_visit_age.cast("float64") - days
        usual = before.cast("float64") * days / ibis.least(watched, ibis.literal(float(HABIT_DAYS)))
        features[f"visits_{days}"] = seen.cast("float64")
        features[f"visits_drift_{days}"] = log_ratio(
            seen + 1, ibis.ifelse(watched >= days, usual + 1, ibis.null("float64"))
        )
    return features


def _feature(
    name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str = "", *, rises: int = 0
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, Cause.RHYTHM, null_meaning, rises, "activity")


FAMILY = Family(
    "activity",
    ACTIVITY,
    sums,
    finish,
    (
        _feature(
            "days_since_visit",
            "days",
            "days since the last visit to the site or the app",
            "дней с последнего визита",
            "the client was never seen there",
            rises=1,
        ),
        _feature(
            "visits_since_order",
            "count",
            "visits after the day of the last order",
            "визитов после последнего заказа",
        ),
        *(
            _feature(f"visits_{days}", "count", f"visits in {days} days", f"визитов за {days} дней", rises=-1)
            for days in WINDOWS
        ),
        *(
            _feature(
                f"visits_drift_{days}",
                "log ratio",
                f"visits in {days} days against the client's usual number in the {HABIT_DAYS} days before",
                f"визиты за {days} дней против обычного",
                f"the client was first seen less than {2 * days} days ago, or never",
                rises=-1,
            )
            for days in WINDOWS
        ),
    ),
)
