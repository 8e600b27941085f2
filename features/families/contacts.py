"""How we and the client keep in touch: pauses, fruitless contacts, answers, cadence (M12, M27, M35)."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import count_where, later, ratio, sum_where
from features.family import Cause, Family, Feature
from features.linked_contacts import CONTACTS, COUNTS_SO_FAR, DAYS_SO_FAR, YEAR

WINDOWS = (30, 90, 365)
ANSWER_WINDOWS = (90, 365)
#: The weeks over which keeping the cadence is judged.
WEEKS = 12


def sums(contacts: ir.Table) -> Mapping[str, ir.Scalar]:
    """Count a year's contacts, and take what the last one tells."""
    age, year = contacts.age, contacts.age <= YEAR
    answered = ~contacts.outbound & contacts.minutes.notnull()
    return {
        **{f"contact_count_{days}": count_where(age <= days) for days in WINDOWS},
        **{f"since_{name}": contacts[f"since_{name}"].max() for name in DAYS_SO_FAR},
        **{f"{name}_so_far": contacts[f"{name}_so_far"].max() for name in COUNTS_SO_FAR},
        "longest_pause_365": ibis.ifelse(year, contacts.pause, ibis.null("int32")).max(),
        "longest_outbound_365": ibis.ifelse(year, contacts.outbound_pause, ibis.null("int32")).max(),
        "inbound_365": count_where(year & contacts.inbound),
        "outbound_365": count_where(year & contacts.outbound),
        "informative_365": count_where(year & contacts.informative),
        "fruitless_365": count_where(year & contacts.fruitless),
        "refused_90": count_where((age <= 90) & contacts.refused),
        **{f"answered_{days}": count_where((age <= days) & answered) for days in ANSWER_WINDOWS},
        **{
            f"answer_minutes_{days}": sum_where((age <= days) & answered, contacts.minutes)
            for days in ANSWER_WINDOWS
        },
        # The age of the last one that was there at the end of each of the last weeks.
        **{
            f"informative_age_{week}": ibis.ifelse(
                contacts.informative & (age > 7 * week), age, ibis.null("int32")
            ).min()
            for week in range(WEEKS)
        },
    }


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Set pauses against the usual ones, and contacts against the cadence that the client's class is due."""
    silent, run = clients.since_reached_day, clients.fruitless_run_so_far
    usual = ratio(clients.since_first_reached_day - silent, clients.pauses_so_far)
    with_outcome = clients.informative_365 + clients.fruitless_365
    directed = clients.inbound_365 + clients.outbound_365
    target = clients.contact_every_days
    weeks = ibis.least(ibis.literal(WEEKS), (clients.oldest_age + 6) // 7)
    kept = [
        ibis.ifelse(
            (clients.oldest_age > 7 * week) & (clients[f"informative_age_{week}"] - 7 * week <= target), 1, 0
        )
        for week in range(WEEKS)
    ]
    return {
        **{f"contacts_{days}": clients[f"contact_count_{days}"].cast("float64") for days in WINDOWS},
        "days_since_contact": silent.cast("float64"),
        "days_since_inbound_contact": clients.since_inbound_day.cast("float64"),
        "days_since_outbound_contact": clients.since_outbound_day.cast("float64"),
        "usual_contact_pause_days": usual,
        "contact_pause_ratio": ratio(silent, usual),
        "longest_contact_pause_365": later(clients.longest_pause_365, silent).cast("float64"),
        "longest_outbound_pause_365": later(clients.longest_outbound_365, clients.since_outbound_day).cast(
            "float64"
        ),
        "fruitless_contacts": run.coalesce(0).cast("float64"),
        "days_fruitless": ibis.ifelse(run > 0, clients.since_run_day, ibis.null("int64")).cast("float64"),
        "refusals_90": clients.refused_90.cast("float64"),
        "fruitful_share_365": ratio(clients.informative_365, with_outcome),
        "client_started_share_365": ratio(clients.inbound_365, directed),
        **{
            f"hours_to_answer_{days}": ratio(clients[f"answer_minutes_{days}"], clients[f"answered_{days}"])
            / 60
            for days in ANSWER_WINDOWS
        },
        "days_since_informative_contact": clients.since_informative_day.cast("float64"),
        "cadence_ratio": ratio(clients.since_informative_day, target),
        "cadence_kept_share": ratio(sum(kept[1:], kept[0]), weeks),
    }


NEVER = "the client was never reached"


def _feature(
    name: str,
    unit: str,
    meaning: str,
    meaning_ru: str,
    null_meaning: str = "",
    *,
    rises: int = 0,
    column: str = "",
    cause: Cause = Cause.ATTENTION,
) -> Feature:
    table = f"contacts.{column}" if column else "contacts"
    return Feature(name, unit, meaning, meaning_ru, cause, null_meaning, rises, table)


FAMILY = Family(
    "contacts",
    CONTACTS,
    sums,
    finish,
    (
        *(
            _feature(
                f"contacts_{days}",
                "count",
                f"contacts in {days} days, either side's",
                f"контактов за {days} дней",
            )
            for days in WINDOWS
        ),
        _feature(
            "days_since_contact",
            "days",
            "days since the client was last reached; a call that nobody answers is no contact",
            "дней с последнего контакта",
            NEVER,
            rises=1,
        ),
        _feature(
            "days_since_inbound_contact",
            "days",
            "days since the client last turned to us",
            "дней с последнего обращения клиента",
            "the client never turned to us",
            column="direction",
        ),
        _feature(
            "days_since_outbound_contact",
            "days",
            "days since we last reached the client of our own accord",
            "дней с последнего контакта по нашей инициативе",
            "we never did",
            column="direction",
        ),
        _feature(
            "usual_contact_pause_days",
            "days",
            "mean pause between the days on which the client was reached",
            "обычная пауза между контактами, дней",
            "the client was reached on fewer than two days",
        ),
        _feature(
            "contact_pause_ratio",
            "ratio",
            "the present pause in contacts, in usual ones",
            "пауза в контактах, в обычных паузах",
            "the client was reached on fewer than two days",
            rises=1,
        ),
        _feature(
            "longest_contact_pause_365",
            "days",
            "longest pause in contacts that ended in 365 days or still lasts",
            "самая долгая пауза в контактах за год, дней",
            NEVER,
        ),
        _feature(
            "longest_outbound_pause_365",
            "days",
            "longest pause between contacts that we began, ended in 365 days or lasting still",
            "самая долгая пауза между нашими обращениями к клиенту за год, дней",
            "we never did",
            rises=1,
            column="direction",
        ),
        _feature(
            "fruitless_contacts",
            "count",
            "contacts in a row without result, up to the last one",
            "контактов подряд без результата",
            rises=1,
            column="outcome",
        ),
        _feature(
            "days_fruitless",
            "days",
            "days since the first of the contacts in a row without result",
            "дней с первого из безрезультатных контактов подряд",
            "the last contact was not without result",
            column="outcome",
        ),
        _feature(
            "refusals_90",
            "count",
            "contacts in 90 days in which the client refused",
            "отказов клиента за 90 дней",
            rises=1,
            column="outcome",
            cause=Cause.OFFER,
        ),
        _feature(
            "fruitful_share_365",
            "share",
            "share of contacts that brought an order or information, 365 days",
            "доля контактов с результатом за год",
            "no contact with an outcome in 365 days",
            column="outcome",
        ),
        _feature(
            "client_started_share_365",
            "share",
            "share of contacts that the client started, 365 days",
            "доля контактов по инициативе клиента за год",
            "no contact with a direction in 365 days",
            column="direction",
        ),
        *(
            _feature(
                f"hours_to_answer_{days}",
                "hours",
                f"mean hours until the client's requests were answered, {days} days",
                f"часов до ответа клиенту за {days} дней",
                f"no answered request in {days} days",
                rises=1,
                column="response_hours",
                cause=Cause.SERVICE,
            )
            for days in ANSWER_WINDOWS
        ),
        _feature(
            "days_since_informative_contact",
            "days",
            "days since a contact that brought an order or information",
            "дней с последнего контакта с результатом",
            "no contact has brought anything",
            rises=1,
            column="outcome",
        ),
        _feature(
            "cadence_ratio",
            "ratio",
            "days since a contact that brought something, against what the client's class is due",
            "контакт с результатом против срока для класса",
            "no contact has brought anything",
            rises=1,
            column="outcome",
        ),
        _feature(
            "cadence_kept_share",
            "share",
            f"share of the last {WEEKS} weeks of the relation at whose end the cadence of the class was kept",
            f"доля недель из {WEEKS}, когда ритм контактов соблюдался",
            rises=-1,
            column="outcome",
        ),
    ),
)
