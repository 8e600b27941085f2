"""Which JSON bodies we take: plain, finite, shallow and unambiguous ones, before any library reads them."""

import json
from math import isfinite
from typing import Any, NoReturn

from features.errors import UsageError

#: Objects and lists inside each other; our own requests need four.
DEEPEST = 16
#: Digits of a whole number; more than int64 holds is no figure of ours.
LONGEST_NUMBER = 18


class NotJsonError(UsageError):
    """A body that is not the plain JSON we take; the message never repeats what stood there."""


def read_json(body: bytes) -> Any:
    """Parse a request body strictly.

    Parameters
    ----------
    body : bytes
        The whole body, UTF-8.

    Raises
    ------
    NotJsonError
        If it is empty, not UTF-8, not JSON, or holds NaN, Infinity, a number too large to be exact, a name
        twice in one object, half a character, or more than `DEEPEST` levels.

    Examples
    --------
    >>> read_json(b'{"client_ids": ["00123"]}')
    {'client_ids': ['00123']}
    >>> read_json(b'{"amount": NaN}')
    Traceback (most recent call last):
    ...
    serving.edge.strict_json.NotJsonError: The body holds NaN or Infinity; every number must be finite. ...
    """
    if not body.strip():
        raise NotJsonError("The body is empty; send one JSON object.")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise NotJsonError("The body is not UTF-8; encode the JSON as UTF-8.") from fault
    try:
        value = json.loads(
            text,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_exact,
            object_pairs_hook=_each_once,
        )
        _whole_characters(text, value)
    except json.JSONDecodeError as fault:
        raise NotJsonError(
            f"The body is not JSON: line {fault.lineno}, column {fault.colno}. Send one JSON object."
        ) from None
    except RecursionError as fault:
        raise _too_deep() from fault
    _shallow(value)
    return value


def _refuse_constant(_: str) -> NoReturn:
    raise NotJsonError(
        "The body holds NaN or Infinity; every number must be finite. Leave it out or send null."
    )


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise NotJsonError("The body holds a number beyond 1.8e308; every number must be finite.")
    return number


def _exact(digits: str) -> int:
    if len(digits.lstrip("-")) > LONGEST_NUMBER:
        raise NotJsonError(
            f"The body holds a whole number of more than {LONGEST_NUMBER} digits. Send identifiers as text."
        )
    return int(digits)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotJsonError("The body names the same field twice in one object; send each field once.")
    return found


def _whole_characters(text: str, value: Any) -> None:
    if "\\u" not in text:
        return
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as fault:
        raise NotJsonError(
            "The body holds half a surrogate pair, which is no character; send whole ones."
        ) from fault


def _too_deep() -> NotJsonError:
    return NotJsonError(f"The body nests more than {DEEPEST} levels; our requests need four.")


def _shallow(value: Any) -> None:
    level, depth = [value], 0
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        if depth > DEEPEST:
            raise _too_deep()
        level = [child for item in level for child in (item.values() if isinstance(item, dict) else item)]
