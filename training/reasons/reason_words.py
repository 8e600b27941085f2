"""How each feature is told to a seller: which plain numbers stand for it, and the sentence around them."""

from collections.abc import Mapping

from features.catalog import feature
from features.families.frequency import WINDOWS as ORDER_WINDOWS
from training.reasons.care_words import TELLINGS as CARE
from training.reasons.goods_words import TELLINGS as GOODS
from training.reasons.service_words import TELLINGS as SERVICE
from training.reasons.standing_words import BREAK_EN, BREAK_RU
from training.reasons.standing_words import TELLINGS as STANDING
from training.reasons.telling import Heading, Telling

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
        against_cycle.ru,  # who has ordered on one day only has had no break yet
        against_cycle.en,
        or_usual="own_cycle_days",
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
        f"{{{observed}:order_day}} за {window} дней{BREAK_RU}",
        f"{{{observed}:order_day}} in {window} days{BREAK_EN}",
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
            f"за 90 дней куплено на {{amount_90}}, средний чек {{average_check}}{BREAK_RU}",
            f"bought for {{amount_90}} in 90 days, {{average_check}} on average{BREAK_EN}",
            worse=-1,
            heading=LESS_BOUGHT,
        ),
    }


TELLINGS: Mapping[str, Telling] = {
    **_silence(),
    **_rhythm(),
    **_spend(),
    **STANDING,
    **GOODS,
    **SERVICE,
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
