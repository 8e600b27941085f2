"""Who looks after the client, and whether that changed (M26)."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import count_where, day_number
from features.chains import as_told, chain_facts
from features.family import Cause, Family, Feature, Known, Reader, Source

WINDOWS = (90, 365)


def facts(managers: ir.Table) -> Mapping[str, ir.Table]:
    """Link each client's managers, one after another.

    Returns
    -------
    mapping of str to ibis Table
        ``linked_managers``: ``client_id, manager, valid_from, day, known_day, end_day`` (null: not told),
        ``dismissed`` (from the end day on), and its link: ``changed`` (another manager than the one before).
        ``late_managers``: see `features.chains`.
    """
    rows = managers.select(
        "client_id",
        "manager",
        "valid_from",
        day=day_number(managers.valid_from),
        known_day=day_number(managers.known_at),
        end_day=day_number(managers.valid_to),
        dismissed=managers.dismissed.coalesce(False),
    )
    linked, late = chain_facts(rows, _link)
    return {"linked_managers": linked, "late_managers": late}


def _link(rows: ir.Table) -> ir.Table:
    in_turn = ibis.window(group_by="client_id", order_by=["valid_from", "manager"])
    return rows.mutate(changed=(rows.manager != rows.manager.lag().over(in_turn)).coalesce(False))


def _rows(known: Known) -> ir.Table:
    told = as_told(known.facts["linked_managers"], known.facts["late_managers"], known.as_of, _link)
    ended = (told.end_day < known.as_of).coalesce(False)
    return told.select(
        "client_id",
        "manager",
        "age",
        "changed",
        # When a manager left is known from that day on, and so is that they were dismissed.
        end_age=ibis.ifelse(ended, known.as_of - told.end_day, ibis.null("int32")),
        dismissed=ended & told.dismissed,
    )


MANAGERS = Source("managers", "managers", _rows)


def sums(managers: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count managers and changes, and take the ages of the last ones."""
    age, none = managers.age, ibis.null("int32")
    return {
        "manager_rows": managers.count(),
        "manager_names": managers.manager.nunique(),
        **{f"manager_changed_{days}": count_where(managers.changed & (age <= days)) for days in WINDOWS},
        "latest_manager_change_age": ibis.ifelse(managers.changed, age, none).min(),
        "oldest_manager_age": age.max(),
        "latest_manager_dismissed_age": ibis.ifelse(managers.dismissed, managers.end_age, none).min(),
        # Whose last day was yesterday may be followed today, which is not known yet.
        "latest_manager_end_age": managers.end_age.min(),
        "managers_in_office": count_where(managers.end_age.isnull() | (managers.end_age <= 1)),
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Say how long the present manager has been there, and how long ago the last change was."""
    changed = clients.latest_manager_change_age
    alone = ibis.ifelse(clients.managers_in_office == 0, clients.latest_manager_end_age, 0)
    return {
        **{f"manager_changes_{days}": clients[f"manager_changed_{days}"].cast("float64") for days in WINDOWS},
        "days_since_manager_change": changed.cast("float64"),
        "days_since_manager_dismissed": clients.latest_manager_dismissed_age.cast("float64"),
        "managers_ever": clients.manager_names.coalesce(0).cast("float64"),
        "manager_tenure_days": ibis.ifelse(
            clients.managers_in_office > 0, changed.coalesce(clients.oldest_manager_age), ibis.null("int32")
        ).cast("float64"),
        "days_without_manager": ibis.ifelse(clients.manager_rows > 0, alone, ibis.null("int64")).cast(
            "float64"
        ),
    }


def _feature(
    name: str,
    unit: str,
    meaning: str,
    meaning_ru: str,
    null_meaning: str = "",
    *,
    rises: int = 0,
    table: str = "managers",
) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, Cause.MANAGER, null_meaning, rises, table)


FAMILY = Family(
    "managers",
    MANAGERS,
    sums,
    finish,
    (
        *(
            _feature(
                f"manager_changes_{days}",
                "count",
                f"times that the client's manager changed in {days} days",
                f"смен менеджера за {days} дней",
                rises=1,
            )
            for days in WINDOWS
        ),
        _feature(
            "days_since_manager_change",
            "days",
            "days since the client was given another manager",
            "дней со смены менеджера",
            "the manager never changed",
            rises=-1,
        ),
        _feature(
            "days_since_manager_dismissed",
            "days",
            "days since a manager of the client was dismissed",
            "дней с увольнения менеджера",
            "none was dismissed",
            rises=-1,
            table="managers.dismissed",
        ),
        _feature(
            "managers_ever", "count", "managers that the client has had", "менеджеров за всё время"
        ).misleading(Reader.LINE),
        _feature(
            "manager_tenure_days",
            "days",
            "days that the present manager has looked after the client",
            "дней с нынешним менеджером",
            "the client has no manager",
            rises=-1,
        ),
        _feature(
            "days_without_manager",
            "days",
            "days since the last manager's time ended, if nobody has followed; else 0",
            "дней без менеджера",
            "no manager was ever named",
            rises=1,
        ),
    ),
)
