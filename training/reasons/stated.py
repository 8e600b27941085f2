"""What a client itself gave as its reason when it left: it stands before what a model thinks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from features.data_report.words import day as date_text
from features.family import Cause
from features.figures import LANGUAGES, Language
from training.reasons.telling import HEADINGS


@dataclass(frozen=True)
class _Said:
    """A word of `features.schema.DEPARTURE_REASONS`: the cause that it names, and how a seller says it."""

    cause: Cause
    ru: str
    en: str


#: What lies outside our reach is no reason to tell: such a client is on no list.
_SAID: Mapping[str, _Said] = {
    "service": _Said(Cause.SERVICE, "обслуживание", "service"),
    "delivery": _Said(Cause.SERVICE, "доставка", "delivery"),
    "conflict": _Said(Cause.SERVICE, "конфликт", "a conflict"),
    "quality": _Said(Cause.OFFER, "качество", "quality"),
    "availability": _Said(Cause.OFFER, "нет в наличии", "not in stock"),
    "price": _Said(Cause.PRICE, "цена", "price"),
    "loyalty": _Said(Cause.LOYALTY, "нет скидок постоянным", "no reward for loyalty"),
    "manager": _Said(Cause.MANAGER, "смена менеджера", "another manager"),
    "attention": _Said(Cause.ATTENTION, "о клиенте забыли", "nobody kept in touch"),
}


def stated_reasons(departures: pd.DataFrame) -> pd.DataFrame:
    """Give the causes that clients named themselves, and a sentence of each.

    Parameters
    ----------
    departures : DataFrame
        What `features.departures.standing_departures` gave.

    Returns
    -------
    DataFrame, indexed by ``client_id``
        ``reason`` (a `Cause`'s code), ``reason_ru``, ``reason_en``; who named none, or one outside our reach,
        is not in it.

    Examples
    --------
    >>> gone = {"client_id": ["1", "2"], "left_on": date(2024, 11, 4), "reason": ["price", "moved"]}
    >>> stated_reasons(pd.DataFrame(gone).assign(to_competitor=True))["reason_en"].tolist()
    ['Finds the price too high: on leaving for a competitor on 2024-11-04 the client named it itself (price)']
    """
    named = departures[departures["reason"].isin(_SAID)]
    said = [_SAID[word] for word in named["reason"]]
    rivals = named["to_competitor"].eq(True)
    told = {
        f"reason_{language}": [
            _sentence(each, left_on, language, to_competitor=rival)
            for each, left_on, rival in zip(said, named["left_on"], rivals, strict=True)
        ]
        for language in LANGUAGES
    }
    index = pd.Index(named["client_id"], name="client_id")
    return pd.DataFrame({"reason": [each.cause.value for each in said], **told}, index=index, dtype="object")


def _sentence(said: _Said, left_on: date, language: Language, *, to_competitor: bool) -> str:
    heading = HEADINGS[said.cause].words(language, borne_out=True)
    day = date_text(left_on, language)
    if language == "ru":
        rival = " к конкуренту" if to_competitor else ""
        return f"{heading}: уходя{rival} {day}, клиент сам так сказал ({said.ru})"
    rival = " for a competitor" if to_competitor else ""
    return f"{heading}: on leaving{rival} on {day} the client named it itself ({said.en})"


def with_stated(found: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Put the causes that clients named themselves first; what was there moves down, each cause once.

    Parameters
    ----------
    found : DataFrame
        ``client_id``, ``reason_1`` and so on, with or without ``reason_1_ru``, ``reason_1_en``.
    stated : DataFrame
        What `stated_reasons` gave, of these clients or others.

    Returns
    -------
    DataFrame, indexed as `found`
        The same columns.

    Examples
    --------
    >>> found = pd.DataFrame({"client_id": ["1"], "reason_1": "service", "reason_2": "price"})
    >>> gone = {"client_id": ["1"], "left_on": date(2024, 11, 4), "reason": "price", "to_competitor": False}
    >>> with_stated(found, stated_reasons(pd.DataFrame(gone)))[["reason_1", "reason_2"]].to_numpy().tolist()
    [['price', 'service']]
    """
    forms = [form for form in ("", *(f"_{each}" for each in LANGUAGES)) if f"reason_1{form}" in found]
    places = sum(f"reason_{number}" in found for number in range(1, len(found.columns)))
    columns = {
        (place, form): found[f"reason_{place + 1}{form}"].astype("object").tolist()
        for place in range(places)
        for form in forms
    }
    own = stated[[f"reason{form}" for form in forms]]
    of_row = dict(zip(own.index, own.itertuples(index=False, name=None), strict=True))
    for row, client_id in enumerate(found["client_id"]):
        if client_id not in of_row:
            continue
        first = of_row[client_id]
        others = [tuple(columns[place, form][row] for form in forms) for place in range(places)]
        told = [first, *(each for each in others if each[0] != first[0])][:places]
        for place, each in enumerate(told):
            for form, value in zip(forms, each, strict=True):
                columns[place, form][row] = value
    return found.assign(
        **{
            f"reason_{place + 1}{form}": pd.Series(values, index=found.index, dtype="object")
            for (place, form), values in columns.items()
        }
    )
