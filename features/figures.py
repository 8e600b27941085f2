"""Numbers inside sentences as people read them, in Russian and English: grouped, rounded, with their noun."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from numbers import Real
from string import Formatter
from typing import Literal

from features.errors import UsageError

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")
NO_BREAK, MINUS = "\u00a0", "\u2212"
NOT_KNOWN = {"ru": "нет данных", "en": "not known"}
#: From here on a number is shown whole; below with one decimal, unless that is 0.
WHOLE_FROM = 9.95

#: Noun → Russian forms for 1, 2 and 5, English forms for 1 and 2.
NOUNS: Mapping[str, tuple[tuple[str, str, str], tuple[str, str]]] = {
    "day": (("день", "дня", "дней"), ("day", "days")),
    "order": (("заказ", "заказа", "заказов"), ("order", "orders")),
    "order_day": (
        ("день с заказами", "дня с заказами", "дней с заказами"),
        ("order day", "order days"),
    ),
    "complaint": (("жалоба", "жалобы", "жалоб"), ("complaint", "complaints")),
    "open_complaint": (
        ("нерешённая жалоба", "нерешённые жалобы", "нерешённых жалоб"),
        ("open complaint", "open complaints"),
    ),
    "other_complaint": (
        ("прочая жалоба", "прочие жалобы", "прочих жалоб"),
        ("other complaint", "other complaints"),
    ),
    "conflict": (("конфликт", "конфликта", "конфликтов"), ("conflict", "conflicts")),
    "return": (("возврат", "возврата", "возвратов"), ("return", "returns")),
    "cancellation": (("отмена", "отмены", "отмен"), ("cancellation", "cancellations")),
    "refusal": (("отказ", "отказа", "отказов"), ("refusal", "refusals")),
    "visit": (("визит", "визита", "визитов"), ("visit", "visits")),
    "hour": (("час", "часа", "часов"), ("hour", "hours")),
    "contact": (("контакт", "контакта", "контактов"), ("contact", "contacts")),
    "fruitless_contact": (
        (
            "контакт подряд без результата",
            "контакта подряд без результата",
            "контактов подряд без результата",
        ),
        ("contact without result", "contacts in a row without result"),
    ),
    "overdue_delivery": (
        ("просроченная поставка", "просроченные поставки", "просроченных поставок"),
        ("overdue delivery", "overdue deliveries"),
    ),
    "manager_change": (
        ("смена менеджера", "смены менеджера", "смен менеджера"),
        ("change of manager", "changes of manager"),
    ),
    "category_given_up": (("категорию", "категории", "категорий"), ("category", "categories")),
    "new_category": (
        ("новая категория", "новые категории", "новых категорий"),
        ("new category", "new categories"),
    ),
    "waiting_complaint": (
        ("жалоба ждёт", "жалобы ждут", "жалоб ждут"),
        ("complaint has waited", "complaints have waited"),
    ),
}


def number_text(value: float, language: Language) -> str:
    """Write a number for reading: whole from 10 on, at most one decimal below, thousands grouped.

    Parameters
    ----------
    value : float
        NaN and infinities are not known.
    language : {"ru", "en"}

    Returns
    -------
    str

    Examples
    --------
    >>> number_text(1900.4, "en"), number_text(3.44, "ru"), number_text(3.04, "ru")
    ('1,900', '3,4', '3')
    """
    shown = _shown(value)
    if not math.isfinite(shown):
        return NOT_KNOWN[language]
    text = f"{shown:,.0f}" if shown == int(shown) else f"{shown:,.1f}"
    if language == "ru":
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return text.replace("-", MINUS)


def counted(value: float, noun: str, language: Language) -> str:
    """Write a number with its noun in the form that the number asks for.

    Parameters
    ----------
    value : float
        A count; fractions take the form of 2.
    noun : str
        A key of `NOUNS`.
    language : {"ru", "en"}

    Returns
    -------
    str

    Raises
    ------
    UsageError
        If there is no such noun.

    Examples
    --------
    >>> [counted(days, "day", "ru") for days in (1, 2, 5, 11, 21)]
    ['1 день', '2 дня', '5 дней', '11 дней', '21 день']
    >>> counted(1, "day", "en"), counted(1.5, "day", "en")
    ('1 day', '1.5 days')
    """
    if noun not in NOUNS:
        raise UsageError(f"There is no noun {noun!r}; known are: {', '.join(NOUNS)}. Add its forms to NOUNS.")
    number = number_text(value, language)
    if not math.isfinite(value):
        return number
    russian, english = NOUNS[noun]
    shown = abs(_shown(value))
    form = russian[_russian_form(shown)] if language == "ru" else english[shown != 1]
    return f"{number} {form}"


def _shown(value: float) -> float:
    if not math.isfinite(value):
        return math.nan
    rounded = float(round(value) if abs(value) >= WHOLE_FROM else round(value, 1))
    return rounded or 0.0  # no negative zero


def _russian_form(shown: float) -> int:
    if shown != int(shown):
        return 1
    last, last_two = int(shown) % 10, int(shown) % 100
    if last == 1 and last_two != 11:
        return 0
    return 1 if last in (2, 3, 4) and last_two not in (12, 13, 14) else 2


def _percent(value: float, language: Language) -> str:
    if not math.isfinite(value):
        return NOT_KNOWN[language]
    return number_text(value * 100, language) + (f"{NO_BREAK}%" if language == "ru" else "%")


def _usual(value: float, language: Language) -> str:
    number, one = number_text(value, language), _shown(value) == 1
    if language == "ru":
        return f"при {'обычном' if one else 'обычных'} {number}"
    return f"where {number} {'is' if one else 'are'} usual"


def _dearer(value: float, language: Language) -> str:
    """Say of a relative change what it costs now: it stands after "costs"."""
    if not math.isfinite(value):
        return NOT_KNOWN[language]
    change = _shown(value * 100)
    by = _percent(abs(value), language)
    if language == "ru":
        return f"дороже на {by}" if change > 0 else f"дешевле на {by}" if change < 0 else "столько же"
    return f"{by} more" if change > 0 else f"{by} less" if change < 0 else "as much"


@dataclass(frozen=True)
class Figure:
    """One number of a sentence.

    Its format is a noun of `NOUNS`, ``percent`` of a share, ``usual``, ``dearer`` of a relative change (what
    it costs against before), or nothing.

    Examples
    --------
    >>> f"silent for {Figure(62, 'en'):day} {Figure(21, 'en'):usual}"
    'silent for 62 days where 21 are usual'
    """

    value: float
    language: Language

    def __format__(self, spec: str) -> str:
        if not spec:
            return number_text(self.value, self.language)
        if spec == "percent":
            return _percent(self.value, self.language)
        if spec == "usual":
            return _usual(self.value, self.language)
        if spec == "dearer":
            return _dearer(self.value, self.language)
        return counted(self.value, spec, self.language)


def say(template: str, values: Mapping[str, object], language: Language) -> str:
    """Fill a sentence with the numbers it names.

    Parameters
    ----------
    template : str
        With ``{name}`` or ``{name:format}``, the formats being those of `Figure`.
    values : mapping
        Name → number or text; what is missing is said to be not known.
    language : {"ru", "en"}

    Returns
    -------
    str

    Raises
    ------
    UsageError
        If we don't speak the language, or the template names an unknown noun.

    Examples
    --------
    >>> say("молчит {silent:day} {cycle:usual}", {"silent": 62, "cycle": 21}, "ru")
    'молчит 62 дня при обычных 21'
    """
    if language not in LANGUAGES:
        raise UsageError(f"language is {language!r}; sentences are in ru or en. Choose one of them.")
    return template.format_map({name: _sayable(values.get(name), language) for name in named_in(template)})


def _sayable(value: object, language: Language) -> object:
    if isinstance(value, str):
        return value
    return Figure(float(value) if isinstance(value, Real) else math.nan, language)


@lru_cache(maxsize=4096)
def named_in(template: str) -> tuple[str, ...]:
    """Give the names that a template fills in.

    Examples
    --------
    >>> named_in("молчит {days_since_order:day} {own_cycle_days:usual}")
    ('days_since_order', 'own_cycle_days')
    """
    return tuple(name for _, name, _, _ in Formatter().parse(template) if name)
