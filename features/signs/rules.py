"""The rules of the signs (M11–M21, M25–M27): when each holds, and the sentence with its evidence."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.figures import named_in
from features.settings import Signs
from features.signs.evidence import CLASS_BEFORE, CLASS_NOW, numbers

Flags = NDArray[np.bool_]
#: Returns and cancellations in 90 days below which a rise may be chance.
FEWEST_RETURNS = 2


@dataclass(frozen=True)
class Sign:
    """One sign.

    Attributes
    ----------
    code : str
        What the scores carry.
    rule : str
        The rule of mission.md that it follows.
    holds : callable
        evidence, thresholds → for each row whether it holds; a missing value says no.
    ru, en : str
        The sentence, to be filled in by `features.figures.say`.
    """

    code: str
    rule: str
    holds: Callable[[pd.DataFrame, Signs], Flags]
    ru: str
    en: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """The columns that the sentence shows."""
        return tuple(dict.fromkeys((*named_in(self.ru), *named_in(self.en))))


def _at_least(seen: pd.DataFrame, name: str, least: float) -> Flags:
    # Rounded to a billionth: a fall from 100 to 80 is one of 0.2.
    return np.asarray(np.round(numbers(seen, name), 9) >= least)


def _silent(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return _at_least(seen, "overdue_ratio", thresholds.overdue_ratio)


def _one_order(seen: pd.DataFrame) -> Flags:
    return np.asarray(numbers(seen, "order_days") == 1)


def _overdue(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    # A client of one order has no cycle of its own; that is the sign `no_repeat`.
    return _silent(seen, thresholds) & ~_one_order(seen)


def _no_repeat(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return _silent(seen, thresholds) & _one_order(seen)


def _class_fall(seen: pd.DataFrame, _: Signs) -> Flags:
    # Letters fall as they rise in the alphabet, and value weighs before regularity.
    fallen = seen[CLASS_NOW] > seen[CLASS_BEFORE]
    return fallen.fillna(False).to_numpy(dtype=np.bool_)


def _low_nps(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return np.asarray(numbers(seen, "nps_last") < thresholds.nps_below)


def _returns(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    often = _at_least(seen, "setback_share_365", thresholds.returns_share)
    return often & _at_least(seen, "setbacks_365", 1)


def _more_returns(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    # One alone says little, however few are usual.
    lately, usual = numbers(seen, "setbacks_90"), numbers(seen, "usual_setbacks_90")
    most = np.round(usual * thresholds.returns_rise_ratio, 9)
    return np.asarray((lately >= FEWEST_RETURNS) & (lately >= most) & (lately > usual))


def _check_fall(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    drift = numbers(seen, "check_drift")
    return np.asarray((np.round(1 - np.exp(drift), 9) >= thresholds.check_fall_share) & (drift < 0))


def _lately_complained(seen: pd.DataFrame) -> Flags:
    return _at_least(seen, "complaints_365", 1)


def _slow_complaint(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return _at_least(seen, "days_to_resolve", thresholds.slow_complaint_days) & _lately_complained(seen)


def _late_deliveries(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    late = numbers(seen, "late_share_90")
    return np.asarray((np.round(late, 9) >= thresholds.late_share) & (late > 0))


def _contact_pause(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    long = _at_least(seen, "contact_pause_ratio", thresholds.contact_pause_ratio)
    return long & _at_least(seen, "days_since_contact", thresholds.contact_pause_days)


def _manager_changed(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return np.asarray(numbers(seen, "days_since_manager_change") <= thresholds.manager_days)


def _manager_dismissed(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return np.asarray(numbers(seen, "days_since_manager_dismissed") <= thresholds.manager_days)


def _price_rise(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    rise = numbers(seen, "basket_rise_share")
    return np.asarray((np.round(rise, 9) >= thresholds.price_rise_share) & (rise > 0))


def _fewer_visits(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    visits, usual = numbers(seen, "visits_90"), numbers(seen, "usual_visits_90")
    most = np.round(usual * (1 - thresholds.visits_fall_share), 9)
    return np.asarray((usual >= thresholds.usual_visits) & (visits <= most) & (visits < usual))


#: In the order in which a seller reads them.
SIGNS: tuple[Sign, ...] = (
    Sign(
        "overdue",
        "M11",
        _overdue,
        "молчит {days_since_order:day} {own_cycle_days:usual}",
        "silent for {days_since_order:day} {own_cycle_days:usual}",
    ),
    Sign(
        "no_repeat",
        "M19",
        _no_repeat,
        "заказал один раз, {days_since_order:day} назад; обычно возвращаются через {own_cycle_days:day}",
        "ordered once, {days_since_order:day} ago; clients usually come back after {own_cycle_days:day}",
    ),
    Sign(
        "conflict",
        "M13",
        lambda seen, _: _at_least(seen, "conflicts_365", 1),
        "{conflicts_365:conflict} за год, последний {days_since_conflict:day} назад",
        "{conflicts_365:conflict} in a year, the last one {days_since_conflict:day} ago",
    ),
    Sign(
        "open_complaint",
        "M21",
        lambda seen, _: _at_least(seen, "complaints_open", 1),
        "{complaints_open:open_complaint}, самая старая ждёт {oldest_open_complaint_days:day}",
        "{complaints_open:open_complaint}, the oldest waiting for {oldest_open_complaint_days:day}",
    ),
    Sign(
        "slow_complaint",
        "M21",
        _slow_complaint,
        "жалобы решались в среднем {days_to_resolve:day}",
        "complaints took {days_to_resolve:day} on average to resolve",
    ),
    Sign(
        "complaints",
        "M20",
        lambda seen, by: _at_least(seen, "complaints_90", by.complaints),
        "{complaints_90:complaint} за 90 дней",
        "{complaints_90:complaint} in 90 days",
    ),
    Sign(
        "late_deliveries",
        "M21",
        _late_deliveries,
        "за 90 дней опоздало {late_share_90:percent} поставок, худшее опоздание за год — "
        "{worst_days_late_365:day}",
        "{late_share_90:percent} of deliveries in 90 days came late, the worst of a year by "
        "{worst_days_late_365:day}",
    ),
    Sign(
        "overdue_delivery",
        "M21",
        lambda seen, _: _at_least(seen, "overdue_deliveries", 1),
        "{overdue_deliveries:overdue_delivery}, самая старая ждёт {oldest_overdue_delivery_days:day}",
        "{overdue_deliveries:overdue_delivery}, the oldest by {oldest_overdue_delivery_days:day}",
    ),
    Sign(
        "slow_answers",
        "M21",
        lambda seen, by: _at_least(seen, "hours_to_answer_90", by.answer_hours),
        "на запросы клиента отвечаем в среднем за {hours_to_answer_90:hour}",
        "the client's requests are answered in {hours_to_answer_90:hour} on average",
    ),
    Sign(
        "low_nps",
        "M15",
        _low_nps,
        "оценка NPS {nps_last} из 10, {days_since_nps:day} назад",
        "NPS answer {nps_last} of 10, {days_since_nps:day} ago",
    ),
    Sign(
        "contact_pause",
        "M27",
        _contact_pause,
        "пауза в контактах {days_since_contact:day} {usual_contact_pause_days:usual}",
        "no contact for {days_since_contact:day} {usual_contact_pause_days:usual}",
    ),
    Sign(
        "fruitless_contacts",
        "M12",
        lambda seen, by: _at_least(seen, "fruitless_contacts", by.fruitless_contacts),
        "{fruitless_contacts:fruitless_contact}, первый из них {days_fruitless:day} назад",
        "{fruitless_contacts:fruitless_contact}, the first of them {days_fruitless:day} ago",
    ),
    Sign(
        "refusals",
        "M16",
        lambda seen, by: _at_least(seen, "refusals_90", by.refusals),
        "{refusals_90:refusal} от предложений за 90 дней",
        "{refusals_90:refusal} in 90 days",
    ),
    Sign(
        "manager_changed",
        "M26",
        _manager_changed,
        "менеджер клиента сменился {days_since_manager_change:day} назад",
        "the client's manager changed {days_since_manager_change:day} ago",
    ),
    Sign(
        "manager_dismissed",
        "M26",
        _manager_dismissed,
        "менеджера клиента уволили {days_since_manager_dismissed:day} назад",
        "a manager of the client was dismissed {days_since_manager_dismissed:day} ago",
    ),
    Sign(
        "price_rise",
        "M25",
        _price_rise,
        "привычная корзина подорожала для клиента на {basket_rise_share:percent}",
        "the client's own basket costs {basket_rise_share:percent} more than it paid",
    ),
    Sign(
        "fewer_visits",
        "M17",
        _fewer_visits,
        "{visits_90:visit} за 90 дней {usual_visits_90:usual}",
        "{visits_90:visit} in 90 days {usual_visits_90:usual}",
    ),
    Sign(
        "check_fall",
        "M18",
        _check_fall,
        "чек упал: последние {recent_orders:order} в среднем по {recent_check} против {check_before} прежде",
        "checks fall: last {recent_orders:order} at {recent_check} on average against {check_before} before",
    ),
    Sign(
        "class_fall",
        "M14",
        _class_fall,
        "класс упал с {class_before} до {class_now}",
        "class fell from {class_before} to {class_now}",
    ),
    Sign(
        "returns",
        "M16",
        _returns,
        "{returns_365:return} и {cancellations_365:cancellation} за год, {setback_share_365:percent} заказов",
        "{returns_365:return} and {cancellations_365:cancellation} in a year, "
        "{setback_share_365:percent} of orders",
    ),
    Sign(
        "more_returns",
        "M16",
        _more_returns,
        "возвратов и отмен за 90 дней: {setbacks_90} {usual_setbacks_90:usual}",
        "returns and cancellations in 90 days: {setbacks_90} {usual_setbacks_90:usual}",
    ),
)
