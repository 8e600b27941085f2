"""Who the client is, by the rows about it that carry a date: kind, industry, region, contract, and more."""

from collections.abc import Mapping

import ibis
from ibis import _
from ibis.expr import types as ir

from features.arithmetic import day_number
from features.family import CATEGORY, Cause, Family, Feature, Known, Reader, Source
from features.schema import event_table

#: Ours → what the catalog calls it.
TEXTS = {"kind": "client_kind", "industry": "client_industry", "region": "client_region"}
#: What stands before the name of a company's own attribute.
OWN = "attribute_"


def own_attributes(clients: ir.Table) -> list[str]:
    """Name the columns that are the company's own: `attributes` of ``[source.tables.clients]``."""
    known = event_table("clients").accepted_types
    return [name for name in clients.columns if name not in known]


def _rows(known: Known) -> ir.Table:
    """Give each client's latest row; one without `valid_from` has no date and says nothing of any day."""
    clients, as_of = known.events["clients"], known.as_of
    told = clients.filter(day_number(clients.valid_from) < as_of, day_number(clients.known_at) < as_of)
    texts = {**TEXTS, **{name: f"{OWN}{name}" for name in own_attributes(clients)}}
    # Of rows of one moment the same one on every run and engine.
    kept = (*texts, "created_on", "contract_ends_on")
    tie = [ibis.asc(told[name].cast("string").coalesce("")) for name in kept]
    latest = ibis.window(
        group_by="client_id", order_by=[ibis.desc("valid_from"), ibis.desc("known_at"), *tie]
    )
    created, ends = day_number(told.created_on), day_number(told.contract_ends_on)
    rows = told.select(
        "client_id",
        **{theirs: told[ours] for ours, theirs in texts.items()},
        client_age=ibis.ifelse(created < as_of, as_of - created, ibis.null("int32")),
        contract_days_left=ends - as_of,
        back=ibis.row_number().over(latest),
    )
    return rows.filter(_.back == 0)


ATTRIBUTES = Source("attributes", "clients", _rows)


def sums(clients: ir.Table) -> Mapping[str, ir.Scalar]:
    """Take what the one row of each client says."""
    texts = [*TEXTS.values(), *(name for name in clients.columns if name.startswith(OWN))]
    return {name: clients[name].max() for name in (*texts, "client_age", "contract_days_left")}


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Give texts as they are, and days on either side of the contract's end."""
    left = clients.contract_days_left.cast("float64")
    none = ibis.null("float64")
    return {
        "days_since_created": clients.client_age.cast("float64"),
        "days_to_contract_end": ibis.ifelse(left >= 0, left, none),
        "days_since_contract_end": ibis.ifelse(left < 0, -left, none),
        **{name: clients[name] for name in TEXTS.values()},
    }


def own_lines(names: list[str]) -> tuple[Feature, ...]:
    """Give the catalog lines of a company's own attributes.

    Examples
    --------
    >>> own_lines(["segment"])[0].name
    'attribute_segment'
    """
    return tuple(
        Feature(
            f"{OWN}{name}",
            CATEGORY,
            f"the company's own attribute {name}",
            f"признак клиента: {name}",
            Cause.PROFILE,
            "not said in the latest dated row of the client",
            table=f"clients.{name}",
        )
        for name in names
    )


def _feature(name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str, column: str) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, Cause.PROFILE, null_meaning, table=f"clients.{column}")


_UNSAID = "not said in the latest dated row of the client"
FAMILY = Family(
    "attributes",
    ATTRIBUTES,
    sums,
    finish,
    (
        _feature(
            "days_since_created",
            "days",
            "days since the client was entered, by the latest dated row",
            "дней с заведения карточки клиента",
            _UNSAID,
            "created_on",
        ).misleading(Reader.LINE),
        _feature(
            "days_to_contract_end",
            "days",
            "days until the contract ends, 0 on its last day",
            "дней до конца договора",
            "no contract with an end, or it has ended",
            "contract_ends_on",
        ),
        _feature(
            "days_since_contract_end",
            "days",
            "days since the contract ended",
            "дней с конца договора",
            "no contract with an end, or it hasn't ended",
            "contract_ends_on",
        ),
        _feature("client_kind", CATEGORY, "b2b or b2c", "юрлицо или частное лицо", _UNSAID, "kind"),
        _feature("client_industry", CATEGORY, "industry", "отрасль", _UNSAID, "industry"),
        _feature("client_region", CATEGORY, "region", "регион", _UNSAID, "region"),
    ),
)
