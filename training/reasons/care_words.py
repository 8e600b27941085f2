"""How features of contacts, deliveries, visits and managers are told to a seller."""

from collections.abc import Mapping

from features.families.activity import WINDOWS as VISIT_WINDOWS
from features.families.contacts import ANSWER_WINDOWS
from features.families.contacts import WINDOWS as CONTACT_WINDOWS
from features.families.managers import WINDOWS as MANAGER_WINDOWS
from features.signs.evidence import RAREST_CONTACT_DAYS
from training.reasons.telling import Heading, Telling, long_from

#: A client who turned to us within this is in touch, whatever cadence the company keeps.
LATELY_DAYS = 14
#: From here on an answer is slow, and a visit long ago.
SLOW_ANSWER_HOURS, LONG_AGO_DAYS = 24, 30
#: Even the least important client is due a contact so often (M35): `contact_every_days` says how often.
EVERY = f"{{{RAREST_CONTACT_DAYS}:day}}"
LONG_PAUSE = (f" (контакт нужен раз в {EVERY})", f" (one is due every {EVERY})")
SLOW_ANSWER = long_from(SLOW_ANSWER_HOURS, "часов", "hours")
LONG_AGO = long_from(LONG_AGO_DAYS, "дней", "days")
FEW_RU = f" (мало — реже чем раз в {EVERY})"
FEW_EN = f" (few: fewer than one in {EVERY})"
#: A change of manager explains a leaving client for a year.
REMEMBERED_DAYS = 365
HALF, MOSTLY = 0.5, 0.75
NO_RESULT = Heading("Контакты без результата", "Contacts without result", "Контакты с клиентом", "Contacts")
LATE = Heading("Поставки опаздывают", "Deliveries come late", "Поставки", "Deliveries")
SLOW = Heading("Долго отвечаем", "Slow to answer", "Обслуживание", "Service")
REFUSES = Heading("Отказывается от предложений", "Refuses our offers", "Товар и ожидания", "Offer")
VISITS = Heading("Реже заходит на сайт", "Visits the site less often", "Визиты на сайт", "Visits")
DISMISSED = Heading(
    "Уволен менеджер клиента", "The client's manager was dismissed", "Менеджер клиента", "Manager"
)
ALONE = Heading("Клиент без менеджера", "Nobody looks after the client", "Менеджер клиента", "Manager")


def _fact(
    observed: str, ru: str, en: str, heading: Heading | None = None, *, unknown_is_well: bool = False
) -> Telling:
    """Tell a count or share of what should not be: anything above 0 bears the reason out."""
    return Telling(observed, ru, en, line=0, unknown_is_well=unknown_is_well, heading=heading)


def _pauses() -> dict[str, Telling]:
    pause = Telling(
        "days_since_contact",
        "пауза в контактах {days_since_contact:day} {usual_contact_pause_days:usual}",
        "no contact for {days_since_contact:day} {usual_contact_pause_days:usual}",
        "usual_contact_pause_days",
        f"последний контакт {{days_since_contact:day}} назад{LONG_PAUSE[0]}",
        f"the last contact was {{days_since_contact:day}} ago{LONG_PAUSE[1]}",
        line_of=RAREST_CONTACT_DAYS,
    )
    due = Telling(
        "days_since_informative_contact",
        "контакт с результатом был {days_since_informative_contact:day} назад, "
        "а нужен раз в {contact_due_days:day}",
        "the last fruitful contact was {days_since_informative_contact:day} ago; "
        "one is due every {contact_due_days:day}",
        "contact_due_days",
        f"контакт с результатом был {{days_since_informative_contact:day}} назад{LONG_PAUSE[0]}",
        f"the last fruitful contact was {{days_since_informative_contact:day}} ago{LONG_PAUSE[1]}",
        line_of=RAREST_CONTACT_DAYS,
    )
    return {
        **dict.fromkeys(("days_since_contact", "contact_pause_ratio", "usual_contact_pause_days"), pause),
        **dict.fromkeys(("days_since_informative_contact", "cadence_ratio"), due),
        "longest_contact_pause_365": Telling(
            "longest_contact_pause_365",
            "самая долгая пауза в контактах за год — {longest_contact_pause_365:day} "
            "{usual_contact_pause_days:usual}",
            "the longest pause in contacts in a year was {longest_contact_pause_365:day} "
            "{usual_contact_pause_days:usual}",
            "usual_contact_pause_days",
            f"самая долгая пауза в контактах за год — {{longest_contact_pause_365:day}}{LONG_PAUSE[0]}",
            f"the longest pause in contacts in a year was {{longest_contact_pause_365:day}}{LONG_PAUSE[1]}",
            line_of=RAREST_CONTACT_DAYS,
        ),
        "longest_outbound_pause_365": Telling(
            "longest_outbound_pause_365",
            "за год самая долгая пауза между нашими обращениями к клиенту — "
            f"{{longest_outbound_pause_365:day}}{LONG_PAUSE[0]}",
            "the longest time in a year in which we did not turn to the client was "
            f"{{longest_outbound_pause_365:day}}{LONG_PAUSE[1]}",
            line_of=RAREST_CONTACT_DAYS,
        ),
        "days_since_outbound_contact": Telling(
            "days_since_outbound_contact",
            f"мы обращались к клиенту {{days_since_outbound_contact:day}} назад{LONG_PAUSE[0]}",
            f"we last turned to the client {{days_since_outbound_contact:day}} ago{LONG_PAUSE[1]}",
            line_of=RAREST_CONTACT_DAYS,
        ),
        "days_since_inbound_contact": Telling(
            "days_since_inbound_contact",
            "клиент сам обращался к нам {days_since_inbound_contact:day} назад, "
            "всего за год — {contacts_365:contact}",
            "the client last turned to us {days_since_inbound_contact:day} ago; "
            "{contacts_365:contact} in a year",
            well_from=LATELY_DAYS,
        ),
        "cadence_kept_share": Telling(
            "cadence_kept_share",
            "график контактов соблюдался {cadence_kept_share:percent} недель",
            "the contact cadence was kept in {cadence_kept_share:percent} of weeks",
            worse=-1,
            line=MOSTLY,
        ),
        **{
            f"contacts_{days}": Telling(
                f"contacts_{days}",
                f"{{contacts_{days}:contact}} за {days} дней{FEW_RU}",
                f"{{contacts_{days}:contact}} in {days} days{FEW_EN}",
                worse=-1,
                line_of=f"rarest_contacts_{days}",
            )
            for days in CONTACT_WINDOWS
        },
    }


def _results() -> dict[str, Telling]:
    in_a_row = Telling(
        "fruitless_contacts",
        "{fruitless_contacts:fruitless_contact}",
        "{fruitless_contacts:fruitless_contact}",
        line=1,
        heading=NO_RESULT,
    )
    return {
        **dict.fromkeys(("fruitless_contacts", "days_fruitless"), in_a_row),
        "fruitful_share_365": Telling(
            "fruitful_share_365",
            "с результатом — {fruitful_share_365:percent} контактов за год",
            "{fruitful_share_365:percent} of a year's contacts brought a result",
            worse=-1,
            line=HALF,
            heading=NO_RESULT,
        ),
        "client_started_share_365": Telling(
            "client_started_share_365",
            "клиент сам начал {client_started_share_365:percent} контактов за год, остальные — мы",
            "the client started {client_started_share_365:percent} of a year's contacts, we the others",
            worse=-1,
            well_from=HALF,
        ),
        "refusals_90": _fact(
            "refusals_90", "{refusals_90:refusal} за 90 дней", "{refusals_90:refusal} in 90 days", REFUSES
        ),
        **{
            f"hours_to_answer_{days}": Telling(
                f"hours_to_answer_{days}",
                f"на запросы отвечаем в среднем за {{hours_to_answer_{days}:hour}}{SLOW_ANSWER[0]}",
                f"requests are answered in {{hours_to_answer_{days}:hour}} on average{SLOW_ANSWER[1]}",
                line=SLOW_ANSWER_HOURS,
                unknown_is_well=True,
                heading=SLOW,
            )
            for days in ANSWER_WINDOWS
        },
    }


def _deliveries() -> dict[str, Telling]:
    lately = _fact(
        "late_share_90",
        "за 90 дней опоздало {late_share_90:percent} поставок",
        "{late_share_90:percent} of deliveries in 90 days came late",
        LATE,
        unknown_is_well=True,
    )
    in_a_year = _fact(
        "late_share_365",
        "за год опоздало {late_share_365:percent} поставок",
        "{late_share_365:percent} of a year's deliveries came late",
        LATE,
        unknown_is_well=True,
    )
    return {
        "late_share_90": lately,
        # In the last 90 days nothing may have come at all; of the year something is known.
        **dict.fromkeys(("late_share_365", "last_delivery_late", "late_deliveries_drift_90"), in_a_year),
        "mean_days_late_365": _fact(
            "mean_days_late_365",
            "поставка опаздывает в среднем на {mean_days_late_365:day}",
            "a delivery comes {mean_days_late_365:day} late on average",
            LATE,
            unknown_is_well=True,
        ),
        "worst_days_late_365": _fact(
            "worst_days_late_365",
            "худшее опоздание поставки за год — {worst_days_late_365:day}",
            "the worst delivery of a year came {worst_days_late_365:day} late",
            LATE,
            unknown_is_well=True,
        ),
        "overdue_deliveries": _fact(
            "overdue_deliveries",
            "{overdue_deliveries:overdue_delivery}",
            "{overdue_deliveries:overdue_delivery}",
            LATE,
        ),
        "oldest_overdue_delivery_days": _fact(
            "oldest_overdue_delivery_days",
            "поставка ждёт после обещанного срока уже {oldest_overdue_delivery_days:day}",
            "a delivery has been overdue for {oldest_overdue_delivery_days:day}",
            LATE,
            unknown_is_well=True,
        ),
    }


def _visits() -> dict[str, Telling]:
    in_window = {
        days: Telling(
            f"visits_{days}",
            f"{{visits_{days}:visit}} за {days} дней {{usual_visits_{days}:usual}}",
            f"{{visits_{days}:visit}} in {days} days {{usual_visits_{days}:usual}}",
            f"usual_visits_{days}",
            f"{{visits_{days}:visit}} за {days} дней; сколько для клиента обычно, судить рано",
            f"{{visits_{days}:visit}} in {days} days; too early to say what is usual",
            worse=-1,
            heading=VISITS,
        )
        for days in VISIT_WINDOWS
    }
    return {
        **{f"visits_{days}": telling for days, telling in in_window.items()},
        **{f"visits_drift_{days}": telling for days, telling in in_window.items()},
        "days_since_visit": Telling(
            "days_since_visit",
            f"последний визит {{days_since_visit:day}} назад{LONG_AGO[0]}",
            f"the last visit was {{days_since_visit:day}} ago{LONG_AGO[1]}",
            line=LONG_AGO_DAYS,
            heading=VISITS,
        ),
        "visits_since_order": Telling(
            "visits_since_order",
            "{visits_since_order:visit} после последнего заказа, который был {days_since_order:day} назад",
            "{visits_since_order:visit} since the last order, {days_since_order:day} ago",
            heading=VISITS,
        ),
    }


def _managers() -> dict[str, Telling]:
    return {
        **{
            f"manager_changes_{days}": _fact(
                f"manager_changes_{days}",
                f"{{manager_changes_{days}:manager_change}} за {days} дней",
                f"{{manager_changes_{days}:manager_change}} in {days} days",
            )
            for days in MANAGER_WINDOWS
        },
        "days_since_manager_change": Telling(
            "days_since_manager_change",
            "менеджер сменился {days_since_manager_change:day} назад",
            "the manager changed {days_since_manager_change:day} ago",
            worse=-1,
            line=REMEMBERED_DAYS,
            unknown_is_well=True,
        ),
        "days_since_manager_dismissed": Telling(
            "days_since_manager_dismissed",
            "менеджера уволили {days_since_manager_dismissed:day} назад",
            "a manager was dismissed {days_since_manager_dismissed:day} ago",
            worse=-1,
            line=REMEMBERED_DAYS,
            unknown_is_well=True,
            heading=DISMISSED,
        ),
        "managers_ever": Telling(
            "managers_ever",
            "менеджеров за всё время: {managers_ever}",
            "managers so far: {managers_ever}",
            line=1,
        ),
        "manager_tenure_days": Telling(
            "manager_tenure_days",
            "нынешний менеджер с клиентом {manager_tenure_days:day}",
            "the present manager has been there for {manager_tenure_days:day}",
            worse=-1,
            well_from=REMEMBERED_DAYS,
        ),
        "days_without_manager": _fact(
            "days_without_manager",
            "{days_without_manager:day} без менеджера",
            "{days_without_manager:day} without a manager",
            ALONE,
        ),
    }


TELLINGS: Mapping[str, Telling] = {
    **_pauses(),
    **_results(),
    **_deliveries(),
    **_visits(),
    **_managers(),
}
