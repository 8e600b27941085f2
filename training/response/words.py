"""How measured effects, and why others are not measured, are told in Russian and English."""

from collections.abc import Mapping
from typing import Any

from training.report_numbers import number, share
from training.words import index_of, name_of

#: Key → (Russian, English); part of the report's words.
RESPONSE_WORDS: dict[str, tuple[str, str]] = {
    "basis.measured": ("измерено", "measured"),
    "measured": ("Измерено по клиентам", "Measured client by client"),
    "measured.lead": (
        "На сколько действие меняет вероятность заказа. Эффект бывает и отрицательным: тогда действие не "
        "предлагается. Оценщиков сравнили по ценности их выбора на клиентах, которых они не видели. Qini — "
        "площадь между кривой и прямой «наугад» (по Рэдклиффу, в дважды устойчивой форме Свердрупа и др.), "
        "AUUC — площадь под кривой.",
        "By how much an action changes the chance of an order; it may be negative, then the action is not "
        "proposed. The learners were compared by what their choice is worth on clients they had not seen. "
        "Qini is the area between the curve and the line of contacting at random (Radcliffe's, in the doubly "
        "robust form of Sverdrup et al.), AUUC the area under the curve.",
    ),
    "effect": ("Эффект", "Effect"),
    "learner": ("Оценщик", "Learner"),
    "qini": ("Qini", "Qini"),
    "auuc": ("AUUC", "AUUC"),
    "money_qini": ("Qini в деньгах", "Money-Qini"),
    "policy": ("Кого выбирать", "Whom to choose"),
    "policy.lead": (
        "Что выбор клиентов принёс бы в прошлых попытках сверх «никого не трогать», на 1000 клиентов: один и "
        "тот же бюджет, {budget} от затрат на всех. Считали двумя способами (AIPW и обратной вероятностью), "
        "в скобках 95 % интервал. Вероятности попыток {recorded}.",
        "What choosing clients would have brought in past attempts beyond leaving all alone, per 1,000 "
        "clients: the same budget, {budget} of what contacting all costs. Reckoned in two ways (AIPW and "
        "inverse propensity), 95% interval in brackets. The chances of the attempts {recorded}.",
    ),
    "recorded.yes": ("записаны", "were recorded"),
    "recorded.no": (
        "не были записаны и оценены по данным",
        "were not recorded and are estimated from the data",
    ),
    "policy.plan": ("План winback", "The plan"),
    "policy.risk": ("По риску ухода", "By risk"),
    "policy.value": ("По ценности", "By value"),
    "policy.risk_value": ("Риск × ценность", "Risk × value"),
    "policy.random": ("Наугад", "At random"),
    "policy.nobody": ("Никого", "Nobody"),
    "contacted": ("Связались", "Contacted"),
    "by_aipw": ("AIPW", "AIPW"),
    "by_ipw": ("Обратная вероятность", "Inverse propensity"),
    "plan_more": ("План даёт больше на", "The plan brings more by"),
    "not_identifiable": (
        "не определить: {outside} таких контактов в попытках не бывало",
        "not identifiable: {outside} of such contacts were never tried",
    ),
}

_WHY_NOT: dict[str, tuple[str, str]] = {
    "no_controls": (
        "никого не оставили без действия, а без контрольной группы эффект не измерить",
        "nobody was left alone, and without a control group no effect can be measured",
    ),
    "few_controls": (
        "в контрольной группе {controls}, нужно {needed}",
        "{controls} were left alone, {needed} are needed",
    ),
    "few_treated": ("попыток {treated}, нужно {needed}", "{treated} attempts, {needed} are needed"),
    "unsure": (
        "стандартная ошибка {error}, нужна меньше {most} (трети эффекта, которого ждали)",
        "the standard error is {error}, it must be below {most} (a third of the effect that was expected)",
    ),
    "no_extra": (
        "не установлено дополнение: pip install -e '.[response]' в папке программы",
        "the extra is not installed: pip install -e '.[response]' in winback's own folder",
    ),
}


def why_not_measured(line: Mapping[str, Any], language: str) -> str:
    """Say why an action's effect is not measured.

    Parameters
    ----------
    line : mapping
        Of `training.response.learning.Learned.refusals`: ``list, action, why_not`` and its figures.
    language : str
        `ru` or `en`.

    Examples
    --------
    >>> line = {"list": "at_risk", "action": "call", "why_not": "few_controls", "controls": 60, "needed": 100}
    >>> why_not_measured(line, "en")
    'At risk, call: not measured yet: 60 were left alone, 100 are needed.'
    """
    place = index_of(language)
    figures = {}
    for name in ("controls", "treated", "needed", "error", "most"):
        if name in line:
            told = share(line[name], language, places=1) if name in ("error", "most") else ""
            figures[name] = told or number(line[name], language)
    why = _WHY_NOT[line["why_not"]][place].format(**figures)
    which = f"{name_of('group', line['list'], language)}, {line['action']}"
    return f"{which}: {('пока не измерено', 'not measured yet')[place]}: {why}."
