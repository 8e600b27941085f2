"""How a value of a table becomes one that JSON can carry, and how an answer is written."""

from datetime import date, datetime
from math import isfinite
from typing import Any

import numpy as np
import orjson

#: pandas' own words for what is not known, by type: it need not be imported for that.
_MISSING = ("NAType", "NaTType")
#: Types of most values, told by one look.
_AS_IT_IS = frozenset({str, int, bool, type(None)})


def plain(value: Any) -> Any:
    """Give a value as JSON can carry it: times by RFC 3339, and null for what is no number.

    Examples
    --------
    >>> plain({"due_on": date(2026, 1, 5), "share": float("nan"), "signs": ("M11",)})
    {'due_on': '2026-01-05', 'share': None, 'signs': ['M11']}
    """
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if kind is float:
        return value if isfinite(value) else None
    if kind is dict:
        return {str(name): plain(inner) for name, inner in value.items()}
    return _plain_of_others(value)


def _plain_of_others(value: Any) -> Any:
    match value:
        case dict():
            return {str(name): plain(inner) for name, inner in value.items()}
        case list() | tuple() | np.ndarray():
            return [plain(inner) for inner in value]
        case np.generic():
            return plain(value.item())
        case float():
            return value if isfinite(value) else None
        case datetime():
            return None if value != value else value.isoformat()  # NaT is a datetime that is not itself
        case date():
            return value.isoformat()
        case None | str() | int():
            return value
        case _:
            return None if type(value).__name__ in _MISSING else str(value)


def as_json(answer: Any) -> bytes:
    """Write an answer as JSON, each value as `plain` gives it.

    Parameters
    ----------
    answer : dict, list or value
        Values may be those of pandas, numpy and the ledger.

    Examples
    --------
    >>> as_json({"due_on": date(2026, 1, 5), "share": float("nan"), "signs": ("M11",)}).decode()
    '{"due_on":"2026-01-05","share":null,"signs":["M11"]}'
    """
    return orjson.dumps(answer, default=plain, option=orjson.OPT_NON_STR_KEYS)
