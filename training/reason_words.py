"""How each feature is told to a seller: which plain numbers stand for it, and the sentence around them."""

from collections.abc import Mapping

from features.catalog import feature
from features.complaints import WINDOWS as COMPLAINT_WINDOWS
from features.frequency import WINDOWS as ORDER_WINDOWS
from features.nps import DETRACTOR_BELOW
from training.care_words import TELLINGS as CARE
from training.telling import Heading, Telling

#: A complaint or a return explains a leaving client for a year.
REMEMBERED_DAYS = 365
LESS_BOUGHT = Heading("Покупает меньше", "Buys less", "Суммы покупок", "Spend")
LAST_CHECK = Heading("Последний чек ниже обычного", "Last check below the usual", "Суммы покупок", "Spend")
NEVER_AGAIN = Heading("Не купил повторно", "Never bought again", "Ритм заказов", "Rhythm of orders")


def _silence() -> dict[str, Telling]:
    against_cycle = Telling(
        "days_since_order",
        "молчит {days_since_order:day} {own_cycle_days:usual}",
        "silent for {days_since_order:day} {own_cycle_days:usual}",
        "own_cycle_days",
        "молчит {days_since_order:day}",
        "silent for {days_since_order:day}",
    )
    against_longest = Telling(
        "days_since_order",
        "молчит {days_since_order:day}, самый долгий перерыв до этого — {longest_gap_days:day}",
        "silent for {days_since_order:day}, the longest break before was {longest_gap_days:day}",
        "longest_gap_days",
        "молчит {days_since_order:day}",
        "silent for {days_since_order:day}",
    )
    names = ("days_since_order", "overdue_ratio", "overdue_deviations", "silent_share")
    return {**dict.fromkeys(names, against_cycle), "silence_to_longest_gap": against_longest}


def _order_days(window: int) -> Telling:
    observed, usual = f"order_days_{window}", f"usual_order_days_{window}"
    return Telling(
        observed,
        f"{{{observed}:order_day}} за {window} дней {{{usual}:usual}}",
        f"{{{observed}:order_day}} in {window} days {{{usual}:usual}}",
        usual,
        f"{{{observed}:order_day}} за {window} дней",
        f"{{{observed}:order_day}} in {window} days",
        worse=-1,
    )


def _gap(observed: str, ru: str, en: str) -> Telling:
    return Telling(
        observed,
        f"{ru} {{{observed}:day}} {{own_cycle_days:usual}}",
        f"{en} {{{observed}:day}} {{own_cycle_days:usual}}",
        "own_cycle_days",
        f"{ru} {{{observed}:day}}",
        f"{en} {{{observed}:day}}",
    )


def _rhythm() -> dict[str, Telling]:
    windows = {window: _order_days(window) for window in ORDER_WINDOWS}
    return {
        **{f"order_days_{window}": telling for window, telling in windows.items()},
        # Weighted counts, drifts and shares are told by the plain count of their window.
        **{f"decayed_orders_{window}": windows[window] for window in (30, 90, 180)},
        **{f"frequency_drift_{window}": windows[window] for window in (30, 90)},
        "orders_per_cycle_90": windows[90],
        "active_weeks_share": windows[90],
        "last_gap_ratio": _gap(
            "last_gap_days", "последний перерыв между заказами —", "the last gap between orders was"
        ),
        "recent_gaps_log_ratio": _gap(
            "recent_gap_days", "последние перерывы между заказами — около", "the last gaps were about"
        ),
        "longest_gap_ratio": _gap(
            "longest_gap_days", "самый долгий перерыв между заказами —", "the longest gap so far was"
        ),
        "one_order_only": Telling(
            "order_days",
            "всего {order_days:order}, последний {days_since_order:day} назад",
            "only {order_days:order} so far, the last one {days_since_order:day} ago",
            worse=-1,
            line=2,
            heading=NEVER_AGAIN,
        ),
    }


def _spend() -> dict[str, Telling]:
    return {
        "check_drift": Telling(
            "recent_check",
            "последние {recent_orders:order} в среднем по {recent_check} против {check_before} прежде",
            "last {recent_orders:order} at {recent_check} on average against {check_before} before",
            "check_before",
            worse=-1,
        ),
        "last_check_log_ratio": Telling(
            "last_check",
            "последний чек {last_check} при среднем {average_check}",
            "the last check was {last_check} against {average_check} on average",
            "average_check",
            worse=-1,
            heading=LAST_CHECK,
        ),
        "check_slope": Telling(
            "check_change_year",
            "чек меняется на {check_change_year:percent} в год",
            "the check changes by {check_change_year:percent} a year",
            worse=-1,
            line=0,
        ),
        "amount_90": Telling(
            "amount_90",
            "за 90 дней куплено на {amount_90} {usual_amount_90:usual}",
            "bought for {amount_90} in 90 days {usual_amount_90:usual}",
            "usual_amount_90",
            "за 90 дней куплено на {amount_90}",
            "bought for {amount_90} in 90 days",
            worse=-1,
            heading=LESS_BOUGHT,
        ),
    }


def _fact(observed: str, ru: str, en: str) -> Telling:
    """Tell a count or share of what should not be: anything above 0 bears the reason out."""
    return Telling(observed, ru, en, line=0)


def _complaints() -> dict[str, Telling]:
    counted = {
        "service": ("{n:complaint} на сервис", "{n:complaint} about service"),
        "delivery": ("{n:complaint} на доставку", "{n:complaint} about delivery"),
        "quality": ("{n:complaint} на качество", "{n:complaint} about quality"),
        "price": ("{n:complaint} на цену", "{n:complaint} about the price"),
        "conflict": ("{n:conflict} за всё время", "{n:conflict} so far"),
        "other": ("{n:other_complaint}", "{n:other_complaint}"),
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
        "complaints": _fact(
            "complaints", "{complaints:complaint} за всё время", "{complaints:complaint} so far"
        ),
        "days_to_resolve": _fact(
            "days_to_resolve",
            "жалоба решается в среднем {days_to_resolve:day}",
            "a complaint takes {days_to_resolve:day} on average to resolve",
        ),
        "days_since_complaint": Telling("days_since_complaint", *late, worse=-1, line=REMEMBERED_DAYS),
        "oldest_open_complaint_days": _fact(
            "oldest_open_complaint_days",
            "жалоба ждёт решения {oldest_open_complaint_days:day}",
            "a complaint has been open for {oldest_open_complaint_days:day}",
        ),
        "worst_complaint_365": _fact(
            "worst_complaint_365",
            "самая тяжёлая жалоба за год — {worst_complaint_365} из 5",
            "the gravest complaint in a year was {worst_complaint_365} of 5",
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
            worse=-1,
        ),
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
        "setback_share_365": _fact(
            "setback_share_365",
            "возвращено и отменено {setback_share_365:percent} заказов за год",
            "{setback_share_365:percent} of a year's orders returned or cancelled",
        ),
        "returned_amount_share_365": _fact(
            "returned_amount_share_365",
            "за год возвращено на {returned_amount_share_365:percent} от купленного",
            "returned in a year: {returned_amount_share_365:percent} of what was bought",
        ),
        "days_since_setback": Telling(
            "days_since_setback",
            "последний возврат или отмена {days_since_setback:day} назад",
            "the last return or cancellation was {days_since_setback:day} ago",
            worse=-1,
            line=REMEMBERED_DAYS,
        ),
    }


TELLINGS: Mapping[str, Telling] = {
    **_silence(),
    **_rhythm(),
    **_spend(),
    **_complaints(),
    **_nps(),
    **_returns(),
    **CARE,
}


def telling(name: str) -> Telling:
    """Give a feature's telling; one without words of its own is told by its meaning in the catalog.

    Examples
    --------
    >>> telling("frequency_drift_90").observed
    'order_days_90'
    >>> telling("tenure_days").ru
    'дней с первого заказа: {tenure_days}'
    """
    if name in TELLINGS:
        return TELLINGS[name]
    line = feature(name)
    spec = ":percent" if line.unit == "share" else ""
    return Telling(name, f"{line.meaning_ru}: {{{name}{spec}}}", f"{line.meaning}: {{{name}{spec}}}")
