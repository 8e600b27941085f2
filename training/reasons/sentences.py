"""Reasons as sentences: the cause, and the number of the client that bears it out beside its usual one."""

from collections.abc import Mapping
from datetime import date
from numbers import Real
from typing import cast

import numpy as np
import pandas as pd

from features.catalog import feature
from features.data_report.words import day as date_text
from features.errors import UsageError
from features.family import Cause
from features.figures import Language, say
from features.signs.evidence import evidence
from training.reasons.causes import SHOWN
from training.reasons.reason_words import telling
from training.reasons.telling import HEADINGS


def reason_texts(
    found: pd.DataFrame, rows: pd.DataFrame, language: Language, *, today: date | None = None
) -> pd.DataFrame:
    """Word the reasons, each with the observed number and the client's usual one.

    Parameters
    ----------
    found : DataFrame
        What `reasons` gave, or some rows of it: the listed clients'.
    rows : DataFrame
        The feature table, holding the same clients, each once.
    language : {"ru", "en"}
    today : date, optional
        The day on which the words are read: rows ``as_of`` an earlier one say theirs.

    Returns
    -------
    DataFrame, indexed as `found`
        ``client_id``, ``reason_1_text`` and so on; None where there is no reason.

    Raises
    ------
    UsageError
        If `rows` lacks one of the clients, or we don't speak the language.

    Examples
    --------
    >>> from training.reasons.causes import reasons
    >>> rows = pd.DataFrame({"client_id": ["1", "2"], "status": "overdue"})
    >>> rows = rows.assign(days_since_order=[62.0, 20.0], own_cycle_days=21.0)
    >>> found = reasons(pd.DataFrame({"days_since_order": [1.5, 0.5]}), rows)
    >>> reason_texts(found, rows, "ru")["reason_1_text"].tolist()
    ['Давно не заказывает: молчит 62 дня при обычных 21', None]
    """
    listed = rows[rows["client_id"].isin(found["client_id"])].set_index("client_id")
    absent = ~found["client_id"].isin(listed.index)
    if absent.any():
        raise UsageError(
            f"The rows lack {int(absent.sum())} of the clients whose reasons are asked for; "
            "words need their numbers. Give the table that the reasons were made of."
        )
    places = [str(name) for name in found.columns if str(name).startswith("reason_")]
    of_places = [found[place.replace("reason", "feature")] for place in places]
    told = {name for features in of_places for name in features.dropna().unique()}
    read = {column for name in told for column in telling(name).columns()}
    seen = evidence(listed).reindex(columns=sorted(read)).loc[found["client_id"]]
    days = _earlier_days(listed.loc[found["client_id"]], today)
    records = cast("list[dict[str, object]]", seen.to_dict("records"))
    texts = pd.DataFrame({"client_id": found["client_id"]}, index=found.index)
    for place, features in zip(places, of_places, strict=True):
        texts[f"{place}_text"] = pd.Series(
            [
                reason_text(Cause(cause), name, record, language, read_on=day)
                if isinstance(cause, str)
                else None
                for cause, name, record, day in zip(found[place], features, records, days, strict=True)
            ],
            index=found.index,
            dtype="object",
        )
    return texts


def reason_text(
    cause: Cause,
    name: str,
    seen: Mapping[str, object],
    language: Language,
    *,
    read_on: date | None = None,
) -> str:
    """Word one reason by one of its features.

    Parameters
    ----------
    cause : Cause
        Any but `Cause.PROFILE`, which is never shown.
    name : str
        A feature of the catalog.
    seen : mapping
        Column of `features.signs.evidence.evidence` → the client's value.
    language : {"ru", "en"}
    read_on : date, optional
        The day that the numbers are of, where it is not today.

    Returns
    -------
    str

    Raises
    ------
    UsageError
        If the cause is never shown, or we don't speak the language.

    Examples
    --------
    >>> reason_text(Cause.OFFER, "returns_365", {"returns_365": 2.0}, "en")
    'Expectations not met: 2 returns in a year'
    >>> reason_text(Cause.OFFER, "returns_365", {"returns_365": 2.0}, "en", read_on=date(2025, 3, 4))
    'Expectations not met (as of 2025-03-04): 2 returns in a year'
    """
    if cause not in HEADINGS:
        raise UsageError(f"{cause.value!r} is never a reason; shown are {', '.join(SHOWN)}. Leave it out.")
    told = telling(name)
    observed, own = _number(seen.get(told.observed)), _number(seen.get(told.usual))
    usual = _number(seen.get(told.or_usual)) if np.isnan(own) else own
    heading = told.heading or HEADINGS[cause]
    line = _number(seen.get(told.line_of)) if told.line_of else told.line
    topic = heading.words(language, borne_out=bool(told.borne_out(observed, usual, line)))
    if read_on is not None:
        topic += f" ({'на' if language == 'ru' else 'as of'} {date_text(read_on, language)})"
    if np.isnan(observed):
        entry = feature(name)
        meaning = entry.meaning_ru if language == "ru" else entry.meaning
        return f"{topic}: {say(f'{meaning}: {{{name}}}', {}, language)}"
    return f"{topic}: {say(told.sentence(language, alone=bool(np.isnan(own))), seen, language)}"


def _earlier_days(rows: pd.DataFrame, today: date | None) -> list[date | None]:
    """Give the day of each row, None where it is today or nobody asked."""
    if today is None:
        return [None] * len(rows)
    return [None if as_of == today else as_of for as_of in rows["as_of"]]


def _number(value: object) -> float:
    return float(value) if isinstance(value, Real) else np.nan
