"""How features of complaints, answers and returns are told to a seller."""

from collections.abc import Mapping

from features.families.complaints import WINDOWS as COMPLAINT_WINDOWS
from features.families.nps import DETRACTOR_BELOW, TOPICS
from training.reasons.telling import Heading, Telling

#: A complaint or a return explains a leaving client for a year.
REMEMBERED_DAYS = 365
#: Slower than usual by more than a tenth.
SLOWER = 1.1
RESOLVED_LATE = Heading("Долго решаем жалобы", "Slow to resolve complaints", "Обслуживание", "Service")


def _fact(observed: str, ru: str, en: str, *, unknown_is_well: bool = False) -> Telling:
    """Tell a count or share of what should not be: anything above 0 bears the reason out."""
    return Telling(observed, ru, en, line=0, unknown_is_well=unknown_is_well)


def _complaints() -> dict[str, Telling]:
    counted = {
        "service": ("{n:complaint} на сервис за всё время", "{n:complaint} about service so far"),
        "delivery": ("{n:complaint} на доставку за всё время", "{n:complaint} about delivery so far"),
        "quality": ("{n:complaint} на качество за всё время", "{n:complaint} about quality so far"),
        "price": ("{n:complaint} на цену за всё время", "{n:complaint} about the price so far"),
        "conflict": ("{n:conflict} за всё время", "{n:conflict} so far"),
        "other": ("{n:other_complaint} за всё время", "{n:other_complaint} so far"),
        "open": ("{n:open_complaint}", "{n:open_complaint}"),
    }
    tellings = {
        f"complaints_{name}": _fact(
            f"complaints_{name}", *(words.replace("{n:", f"{{complaints_{name}:") for words in both)
        )
        for name, both in counted.items()
    }
    for days in COMPLAINT_WINDOWS:
        count, before = f"{{complaints_{days}:complaint}}", f"{{complaints_before_{days}}}"
        tellings[f"complaints_{days}"] = _fact(
            f"complaints_{days}",
            f"{count} за {days} дней, раньше — {before}",
            f"{count} in {days} days, {before} before that",
        )
    late = (
        "последняя жалоба {days_since_complaint:day} назад",
        "the last complaint was {days_since_complaint:day} ago",
    )
    return {
        **tellings,
        **_conflicts(),
        "complaints": _fact(
            "complaints", "{complaints:complaint} за всё время", "{complaints:complaint} so far"
        ),
        "days_to_resolve": _fact(
            "days_to_resolve",
            "{complaints:complaint} за всё время, решение занимает в среднем {days_to_resolve:day}",
            "{complaints:complaint} so far, {days_to_resolve:day} on average to resolve",
            unknown_is_well=True,
        ),
        "days_since_complaint": Telling(
            "days_since_complaint", *late, worse=-1, line=REMEMBERED_DAYS, unknown_is_well=True
        ),
        "days_since_quality_complaint": Telling(
            "days_since_quality_complaint",
            "последняя жалоба на качество {days_since_quality_complaint:day} назад",
            "the last complaint about quality was {days_since_quality_complaint:day} ago",
            worse=-1,
            line=REMEMBERED_DAYS,
            unknown_is_well=True,
        ),
        "oldest_open_complaint_days": _fact(
            "oldest_open_complaint_days",
            "жалоба ждёт решения {oldest_open_complaint_days:day}",
            "a complaint has been open for {oldest_open_complaint_days:day}",
            unknown_is_well=True,
        ),
        "worst_complaint_365": _fact(
            "worst_complaint_365",
            "самая тяжёлая жалоба за год — {worst_complaint_365} из 5",
            "the gravest complaint in a year was {worst_complaint_365} of 5",
            unknown_is_well=True,
        ),
    }


def _conflicts() -> dict[str, Telling]:
    """Tell of conflicts, and of complaints that wait or were resolved later than is usual for their kind."""
    return {
        "conflicts_365": _fact(
            "conflicts_365", "{conflicts_365:conflict} за год", "{conflicts_365:conflict} in a year"
        ),
        "days_since_conflict": Telling(
            "days_since_conflict",
            "последний конфликт {days_since_conflict:day} назад",
            "the last conflict was {days_since_conflict:day} ago",
            worse=-1,
            line=REMEMBERED_DAYS,
            unknown_is_well=True,
        ),
        "days_since_slow_complaint": Telling(
            "days_since_slow_complaint",
            "жалобу, поданную {days_since_slow_complaint:day} назад, решали дольше обычного",
            "a complaint of {days_since_slow_complaint:day} ago took longer than usual",
            worse=-1,
            line=REMEMBERED_DAYS,
            unknown_is_well=True,
            heading=RESOLVED_LATE,
        ),
        "resolution_to_usual_ratio": Telling(
            "resolution_to_usual",
            "решение жалоб за год заняло {resolution_to_usual:percent} обычного для них срока",
            "resolving a year's complaints took {resolution_to_usual:percent} of the time usual for them",
            line=SLOWER,
            unknown_is_well=True,
            heading=RESOLVED_LATE,
        ),
        "complaints_overdue": Telling(
            "complaints_overdue",
            "{complaints_overdue:waiting_complaint} решения дольше обычного",
            "{complaints_overdue:waiting_complaint} for longer than usual",
            line=0,
            heading=RESOLVED_LATE,
        ),
    }


def _nps() -> dict[str, Telling]:
    last = Telling(
        "nps_last",
        "оценка NPS {nps_last} из 10, {days_since_nps:day} назад",
        "NPS answer {nps_last} of 10, {days_since_nps:day} ago",
        worse=-1,
        line=DETRACTOR_BELOW,
    )
    return {
        **dict.fromkeys(("nps_last", "nps_detractor", "days_since_nps"), last),
        "nps_mean": Telling(
            "nps_mean",
            "средняя оценка NPS {nps_mean} из 10",
            "mean NPS answer {nps_mean} of 10",
            worse=-1,
            line=DETRACTOR_BELOW,
        ),
        "nps_change": Telling(
            "nps_last",
            "оценка NPS {nps_last} из 10 против {nps_before} прежде",
            "NPS answer {nps_last} of 10 against {nps_before} before",
            "nps_before",
            last.ru,
            last.en,
            worse=-1,
            line=DETRACTOR_BELOW,
        ),
        **{
            f"nps_{topic}": Telling(
                f"nps_{topic}",
                f"последняя оценка {name} {{nps_{topic}}} из 10",
                f"the last answer about {topic} was {{nps_{topic}}} of 10",
                worse=-1,
                line=DETRACTOR_BELOW,
            )
            for topic, (_, name) in TOPICS.items()
        },
        "nps_low_share": _fact(
            "nps_low_share",
            f"{{nps_low_share:percent}} оценок NPS ниже {DETRACTOR_BELOW}",
            f"{{nps_low_share:percent}} of NPS answers below {DETRACTOR_BELOW}",
        ),
    }


def _returns() -> dict[str, Telling]:
    return {
        "returns_365": _fact("returns_365", "{returns_365:return} за год", "{returns_365:return} in a year"),
        "cancellations_365": _fact(
            "cancellations_365",
            "{cancellations_365:cancellation} за год",
            "{cancellations_365:cancellation} in a year",
        ),
        "setbacks_90": _fact(
            "setbacks_90",
            "возвратов и отмен за 90 дней: {setbacks_90}",
            "returns and cancellations in 90 days: {setbacks_90}",
        ),
        "setback_drift_90": Telling(
            "setbacks_90",
            "возвратов и отмен за 90 дней: {setbacks_90} {usual_setbacks_90:usual}",
            "returns and cancellations in 90 days: {setbacks_90} {usual_setbacks_90:usual}",
            "usual_setbacks_90",
            "возвратов и отмен за 90 дней: {setbacks_90}",
            "returns and cancellations in 90 days: {setbacks_90}",
            line=0,
        ),
        "setback_share_365": _fact(
            "setback_share_365",
            "возвращено и отменено {setback_share_365:percent} заказов за год",
            "{setback_share_365:percent} of a year's orders returned or cancelled",
            unknown_is_well=True,
        ),
        "returned_amount_share_365": _fact(
            "returned_amount_share_365",
            "за год возвращено на {returned_amount_share_365:percent} от купленного",
            "returned in a year: {returned_amount_share_365:percent} of what was bought",
            unknown_is_well=True,
        ),
        "days_since_setback": Telling(
            "days_since_setback",
            "последний возврат или отмена {days_since_setback:day} назад",
            "the last return or cancellation was {days_since_setback:day} ago",
            worse=-1,
            line=REMEMBERED_DAYS,
            unknown_is_well=True,
        ),
    }


TELLINGS: Mapping[str, Telling] = {**_complaints(), **_nps(), **_returns()}
