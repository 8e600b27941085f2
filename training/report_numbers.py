"""How the report and its charts write numbers, money and days in Russian and English."""

from datetime import date
from math import isfinite

from training.words import index_of

NO_BREAK = "\u00a0"
MINUS = "\u2212"
_CURRENCY_SIGNS = {"RUB": "₽", "EUR": "€", "USD": "$", "GBP": "£", "KZT": "₸", "BYN": "Br", "UAH": "₴"}
_MONTHS = (
    ("января", "January"),
    ("февраля", "February"),
    ("марта", "March"),
    ("апреля", "April"),
    ("мая", "May"),
    ("июня", "June"),
    ("июля", "July"),
    ("августа", "August"),
    ("сентября", "September"),
    ("октября", "October"),
    ("ноября", "November"),
    ("декабря", "December"),
)


def known(number: float | None) -> bool:
    """Tell whether there is a number to write: None, nan and infinity are none.

    Examples
    --------
    >>> known(0), known(None), known(float("nan"))
    (True, False, False)
    """
    return number is not None and isfinite(number)


def number(value: float | None, language: str, *, places: int = 0, signed: bool = False) -> str:
    r"""Write a number; nothing where there is none.

    Parameters
    ----------
    value : float or None
    language : str
        `ru` or `en`.
    places : int
        Digits after the decimal mark.
    signed : bool
        Whether a plus stands before what is above zero.

    Examples
    --------
    >>> number(1234.5, "en", places=1), number(-1234.5, "ru", places=1), number(float("nan"), "en")
    ('1,234.5', '−1\xa0234,5', '')
    """
    if value is None or not known(value):
        return ""
    digits = f"{abs(value):,.{places}f}"
    zero = not digits.strip("0.,")
    if index_of(language) == 0:
        digits = digits.replace(",", NO_BREAK).replace(".", ",")
    sign = "" if zero else MINUS if value < 0 else "+" if signed else ""
    return sign + digits


def share(value: float | None, language: str, *, places: int = 0, signed: bool = False) -> str:
    r"""Write a share in percent; nothing where there is none.

    Examples
    --------
    >>> share(0.125, "ru", places=1), share(0.37, "en"), share(None, "en")
    ('12,5\xa0%', '37%', '')
    """
    if value is None or not known(value):
        return ""
    return number(100 * value, language, places=places, signed=signed) + (
        f"{NO_BREAK}%" if index_of(language) == 0 else "%"
    )


def money(value: float | None, language: str, currency: str, *, places: int = 0) -> str:
    r"""Write an amount, in whole units of the currency or with its hundredths; nothing where there is none.

    Examples
    --------
    >>> money(1234567.4, "en", "EUR"), money(-1500, "ru", "RUB")
    ('1,234,567\xa0€', '−1\xa0500\xa0₽')
    """
    if value is None or not known(value):
        return ""
    return f"{number(value, language, places=places)}{NO_BREAK}{_CURRENCY_SIGNS.get(currency, currency)}"


def day(when: date | None, language: str) -> str:
    r"""Write a day in words; nothing where there is none.

    Examples
    --------
    >>> day(date(2026, 3, 1), "en"), day(date(2026, 3, 1), "ru")
    ('1\xa0March\xa02026', '1\xa0марта\xa02026')
    """
    if when is None:
        return ""
    return NO_BREAK.join((str(when.day), _MONTHS[when.month - 1][index_of(language)], str(when.year)))


def short_day(when: date | None, language: str) -> str:
    r"""Write a day for a narrow column or an axis.

    Examples
    --------
    >>> short_day(date(2026, 3, 1), "en"), short_day(date(2026, 3, 1), "ru")
    ('1\xa0Mar\xa02026', '01.03.2026')
    """
    if when is None:
        return ""
    if index_of(language) == 0:
        return f"{when:%d.%m.%Y}"
    return NO_BREAK.join((str(when.day), _MONTHS[when.month - 1][1][:3], str(when.year)))
