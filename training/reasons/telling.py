"""What a telling of a feature is: the plain numbers that stand for it, their sentence, and its heading."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from features.family import Cause
from features.figures import NO_BREAK, Language, named_in
from features.signs.evidence import numbers

#: An observed number this share away from the usual one is still the usual one.
ABOUT_USUAL = 0.1
#: A mark after a number, where a sentence has no usual one: what counts as long, in Russian and English.
Mark = tuple[str, str]


def long_from(limit: int, ru: str, en: str) -> Mark:
    """Say from where on a time is long; the noun stands in the form after a number of many.

    Examples
    --------
    >>> long_from(24, "часов", "hours")
    (' (долго — больше 24 часов)', ' (long: more than 24 hours)')
    """
    return f" (долго — больше {limit} {ru})", f" (long: more than {limit} {en})"


def percent_mark(ru: str, en: str, share: float) -> Mark:
    """Say a share beside what it is: how much is too much, or what would be even."""
    return f" ({ru} {100 * share:.0f}{NO_BREAK}%)", f" ({en} {100 * share:.0f}%)"


@dataclass(frozen=True)
class Heading:
    """What a reason is called: where the number bears it out, and where it only points that way."""

    ru: str
    en: str
    ru_topic: str
    en_topic: str

    def words(self, language: Language, *, borne_out: bool) -> str:
        """Choose the claim or the mere topic."""
        if language == "ru":
            return self.ru if borne_out else self.ru_topic
        return self.en if borne_out else self.en_topic


HEADINGS: Mapping[Cause, Heading] = {
    Cause.SILENCE: Heading(
        "Давно не заказывает", "Has not ordered for long", "Время без заказов", "Time without orders"
    ),
    Cause.RHYTHM: Heading("Заказывает реже", "Orders less often", "Ритм заказов", "Rhythm of orders"),
    Cause.SPEND: Heading("Чеки падают", "Checks fall", "Суммы покупок", "Spend"),
    Cause.SERVICE: Heading("Плохо обслужили", "Let down by our service", "Обслуживание", "Service"),
    Cause.LOYALTY: Heading(
        "Постоянство не вознаграждено", "Loyalty not rewarded", "Условия для постоянных", "Loyalty"
    ),
    Cause.OFFER: Heading("Ожидания не оправдались", "Expectations not met", "Товар и ожидания", "Offer"),
    Cause.PRICE: Heading("Не устраивает цена", "Finds the price too high", "Цена", "Price"),
    Cause.MANAGER: Heading("Сменился менеджер", "The manager changed", "Менеджер клиента", "Manager"),
    Cause.ATTENTION: Heading("Мало общаемся", "Too little in touch", "Контакты с клиентом", "Contacts"),
}


@dataclass(frozen=True)
class Telling:
    """How one feature is told.

    Attributes
    ----------
    observed, usual : str
        Columns of `features.signs.evidence.evidence`; an empty `usual` where clients have none.
    ru, en : str
        The sentence with both numbers.
    ru_alone, en_alone : str
        The sentence where the usual number is missing; empty: the same one.
    or_usual : str
        The column that is usual where `usual` is missing; the sentence is then the one alone.
    worse : int
        +1 if more than usual bears the reason out, −1 if less does.
    line : float
        What is compared with where there is no usual number; NaN: then nothing bears it out.
    line_of : str
        The column of evidence that the line stands in, where the company decides it.
    well_from : float
        Without a usual number and a line: a number this good, or better, speaks against the reason.
    unknown_is_well : bool
        A missing number says that nothing bad is known to have happened, and speaks against the reason.
    heading : Heading, optional
        In place of the cause's own.
    """

    observed: str
    ru: str
    en: str
    usual: str = ""
    ru_alone: str = ""
    en_alone: str = ""
    or_usual: str = ""
    worse: int = 1
    line: float = np.nan
    line_of: str = ""
    well_from: float = np.nan
    unknown_is_well: bool = False
    heading: Heading | None = None

    def columns(self) -> set[str]:
        """Name the columns of evidence that telling it reads."""
        sentences = (self.ru, self.en, self.ru_alone, self.en_alone)
        named = {name for sentence in sentences for name in named_in(sentence)}
        return (named | {self.observed, self.usual, self.or_usual, self.line_of}) - {""}

    def borne_out(self, observed: ArrayLike, usual: ArrayLike, line: ArrayLike) -> NDArray[np.bool_]:
        """Say where the observed number is worse than the usual one, or than the line if there is none."""
        seen, normal = np.asarray(observed, dtype=np.float64), np.asarray(usual, dtype=np.float64)
        missing = np.isnan(normal)
        slack = np.where(missing, 0.0, ABOUT_USUAL * np.abs(normal))
        against = np.where(missing, line, normal)
        return np.asarray(self.worse * (seen - against) > slack)

    def can_judge(self, observed: ArrayLike, usual: ArrayLike, line: ArrayLike) -> NDArray[np.bool_]:
        """Say where the number can be compared, or speaks plainly against the reason by itself."""
        seen, normal = np.asarray(observed, dtype=np.float64), np.asarray(usual, dtype=np.float64)
        is_well = self.worse * (seen - self.well_from) <= 0
        compared = ~np.isnan(seen) & (~np.isnan(normal) | ~np.isnan(line) | is_well)
        return np.asarray(compared | (self.unknown_is_well & np.isnan(seen)))

    def usual_numbers(self, seen: pd.DataFrame) -> NDArray[np.float64]:
        """Give the usual number of each row of evidence; NaN where there is none."""
        usual = numbers(seen, self.usual)
        return np.where(np.isnan(usual), numbers(seen, self.or_usual), usual) if self.or_usual else usual

    def lines(self, seen: pd.DataFrame) -> NDArray[np.float64]:
        """Give what each row of evidence is compared with where it has no usual number; NaN: nothing."""
        return numbers(seen, self.line_of) if self.line_of else np.full(len(seen), self.line)

    def sentence(self, language: Language, *, alone: bool) -> str:
        """Choose the sentence, with or without the usual number."""
        with_usual, without = (self.ru, self.ru_alone) if language == "ru" else (self.en, self.en_alone)
        return without if alone and without else with_usual
