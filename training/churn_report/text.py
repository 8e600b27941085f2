"""How the churn report writes rates, intervals and stretches of the calendar, in Russian and English."""

from datetime import date

from features.churn_rate import Period, Rate
from training import report_numbers as write
from training.words import index_of

#: Stands where a figure can't be told.
NOTHING = "–"

_MONTHS = (
    ("январь", "January"),
    ("февраль", "February"),
    ("март", "March"),
    ("апрель", "April"),
    ("май", "May"),
    ("июнь", "June"),
    ("июль", "July"),
    ("август", "August"),
    ("сентябрь", "September"),
    ("октябрь", "October"),
    ("ноябрь", "November"),
    ("декабрь", "December"),
)


def percent(share: float | None, language: str) -> str:
    r"""Write a rate: whole percents from 10 % on, one decimal below.

    Examples
    --------
    >>> percent(0.2333, "en"), percent(0.0567, "ru"), percent(None, "en")
    ('23%', '5,7\xa0%', '')
    """
    whole = share is not None and (share == 0 or round(100 * share, 1) >= 10)
    return write.share(share, language, places=0 if whole else 1)


def span(low: float, high: float, language: str) -> str:
    r"""Write the two ends of an interval, the sign once.

    Examples
    --------
    >>> span(0.02, 0.026, "ru"), span(0.0, 0.104, "en")
    ('2,0–2,6\xa0%', '0–10%')
    """
    written = percent(low, language).rstrip(f"%{write.NO_BREAK}")
    return f"{written}–{percent(high, language)}"


def band_text(acceptable: tuple[float, float], language: str) -> str:
    """Write the acceptable band, which the settings give in round numbers.

    Examples
    --------
    >>> band_text((0.05, 0.15), "en"), band_text((0.025, 0.1), "en")
    ('5–15%', '2.5–10%')
    """
    low, high = (
        write.share(share, language, places=0 if round(100 * share, 1) == round(100 * share) else 1)
        for share in acceptable
    )
    return low.rstrip(f"%{write.NO_BREAK}") + "–" + high


def rate_text(rate: Rate | None, language: str) -> str:
    """Write a rate and its interval; a dash where there is none.

    Examples
    --------
    >>> rate_text(Rate(0.2333, 0.2066, 0.2623), "en"), rate_text(None, "en")
    ('23% (21–26)', '–')
    """
    if rate is None:
        return NOTHING
    interval = span(rate.low, rate.high, language).rstrip(f"%{write.NO_BREAK}")
    return f"{percent(rate.share, language)} ({interval})"


def period_name(period: Period, language: str) -> str:
    r"""Name a stretch of the calendar: a month, a quarter, a year, or its two ends.

    Examples
    --------
    >>> period_name(Period(date(2024, 2, 1), date(2024, 3, 1)), "ru")
    'февраль\xa02024'
    >>> period_name(Period(date(2024, 4, 1), date(2024, 7, 1)), "en")
    'Q2\xa02024'
    >>> period_name(Period(date(2024, 2, 1), date(2024, 4, 1)), "en")
    '1\xa0February\xa02024\xa0– 31\xa0March\xa02024'
    """
    place, start = index_of(language), period.start
    if period.months == 1:
        return f"{_MONTHS[start.month - 1][place]}{write.NO_BREAK}{start.year}"
    if period.months == 3 and start.month % 3 == 1:
        quarter = start.month // 3 + 1
        return write.NO_BREAK.join(((f"{quarter}-й квартал", f"Q{quarter}")[place], str(start.year)))
    if period.months == 12 and start.month == 1:
        return (f"{start.year}{write.NO_BREAK}год", str(start.year))[place]
    return f"{write.day(start, language)}{write.NO_BREAK}– {write.day(period.last_day, language)}"


def month_mark(start: date, language: str) -> str:
    """Write a month in three letters, for an axis.

    Examples
    --------
    >>> month_mark(date(2024, 5, 1), "ru"), month_mark(date(2024, 9, 1), "en")
    ('май', 'Sep')
    """
    return _MONTHS[start.month - 1][index_of(language)][:3]


def capital(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
