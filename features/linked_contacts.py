"""Each client's contacts, linked one to the next: what one tells of all before it, as known on a day."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import count_where, day_number
from features.chains import as_told, chain_facts
from features.family import Known, Source

#: Outcomes without result (M12), and those that brought something new (M35).
FRUITLESS, INFORMATIVE = ("none", "no_answer", "refused"), ("order", "information")
#: All but the last contact is forgotten after so many days.
YEAR = 365
#: What a contact says of all the client's contacts up to it: days of theirs, and counts.
DAYS_SO_FAR = (
    *("reached_day", "first_reached_day", "inbound_day", "outbound_day", "informative_day"),
    "run_day",
)
COUNTS_SO_FAR = ("pauses", "fruitless_run")


def contact_facts(contacts: ir.Table) -> Mapping[str, ir.Table]:
    """Link each client's contacts.

    Parameters
    ----------
    contacts : ibis Table
        Accepted contacts (`features.schema`).

    Returns
    -------
    mapping of str to ibis Table
        ``linked_contacts``: ``client_id, contacted_at, day, known_day``, whether the contact was ``inbound``,
        ``outbound``, ``fruitless``, ``informative`` (both false where the outcome is not told), ``refused``,
        and ``reached`` the client (no call that nobody answered), ``minutes`` until we answered; and its
        links. Of this contact: ``pause`` (days since the client was reached before, null where it is not
        reached now), ``outbound_pause`` (the same between contacts that we began), ``next_day`` (of the next
        contact). Of all up to it: the last ``reached_day, inbound_day, outbound_day, informative_day``, the
        ``first_reached_day``, how many ``pauses`` of a day or more there were, how many contacts in a row
        were without result (``fruitless_run``) and since when (``run_day``).
        ``late_contacts``: see `features.chains`.
    """
    outcome = contacts.outcome.coalesce("not told")
    rows = contacts.select(
        "client_id",
        "contacted_at",
        day=day_number(contacts.contacted_at),
        known_day=day_number(contacts.known_at),
        inbound=(contacts.direction == "in").coalesce(False),
        outbound=(contacts.direction == "out").coalesce(False),
        fruitless=outcome.isin(FRUITLESS),
        informative=outcome.isin(INFORMATIVE),
        refused=outcome == "refused",
        reached=outcome != "no_answer",
        minutes=(contacts.response_hours * 60).round().cast("int64"),
    )
    linked, late = chain_facts(rows, _link)
    return {"linked_contacts": linked, "late_contacts": late}


def _link(rows: ir.Table) -> ir.Table:
    # Of contacts at one moment those with a result come last: together they were not fruitless.
    moments = ibis.window(group_by="client_id", order_by=["contacted_at", ibis.desc("fruitless")])
    # Numbered once: of contacts that are alike each window might otherwise take another one for the last.
    rows = rows.mutate(number=ibis.row_number().over(moments))
    turn = {"group_by": "client_id", "order_by": "number"}
    in_turn, so_far = ibis.window(**turn), ibis.window(**turn, preceding=(None, 0))
    before = ibis.window(**turn, preceding=(None, 1))
    reached, ours = _day_if(rows, rows.reached), _day_if(rows, rows.outbound & rows.reached)
    one = rows.mutate(
        next_day=rows.day.lead().over(in_turn),
        begins=rows.fruitless & ~rows.fruitless.lag(default=False).over(in_turn),
        pause=reached - reached.max().over(before),
        outbound_pause=ours - ours.max().over(before),
        reached_day=reached.max().over(so_far),
        first_reached_day=reached.min().over(so_far),
        inbound_day=_day_if(rows, rows.inbound).max().over(so_far),
        outbound_day=ours.max().over(so_far),
        informative_day=_day_if(rows, rows.informative).max().over(so_far),
    )
    ended = ibis.ifelse(one.fruitless, ibis.null("int64"), one.number).max().over(so_far)
    return one.mutate(
        pauses=count_where(one.pause > 0).over(so_far),
        fruitless_run=one.number - ended.coalesce(-1),
        run_day=_day_if(one, one.begins).max().over(so_far),
    ).drop("number", "begins")


def _day_if(rows: ir.Table, condition: ir.BooleanColumn) -> ir.IntegerColumn:
    return ibis.ifelse(condition, rows.day, ibis.null("int32"))


def _rows(known: Known) -> ir.Table:
    """Give the contacts of a year and each client's last one, which tells of all before it."""
    as_of = known.as_of
    told = as_told(known.facts["linked_contacts"], known.facts["late_contacts"], as_of, _link)
    is_last = told.next_day.isnull() | (told.next_day >= as_of)
    so_far = {f"since_{name}": as_of - told[name] for name in DAYS_SO_FAR}
    so_far |= {f"{name}_so_far": told[name] for name in COUNTS_SO_FAR}
    read_off = {name: ibis.ifelse(is_last, value, ibis.null("int64")) for name, value in so_far.items()}
    rows = told.mutate(is_last=is_last, **read_off)
    return rows.filter(rows.is_last | (rows.age <= YEAR))


CONTACTS = Source("contacts", "contacts", _rows)
