"""How a refusal looks over HTTP: `application/problem+json` (RFC 9457), one table from errors to statuses."""

import json
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from features.errors import (
    BadDataError,
    BusyError,
    ConflictError,
    DamagedError,
    GateError,
    NotFoundError,
    SettingsError,
    UnknownValueError,
    UsageError,
    WinbackError,
)
from serving.edge.strict_json import NotJsonError

MEDIA_TYPE = "application/problem+json"
#: Seconds after which a caller may ask again.
RETRY_AFTER = 1

#: Which error is which status and code; the first class that fits counts.
STATUS_OF: tuple[tuple[type[WinbackError], int, str], ...] = (
    (NotJsonError, 400, "not_json"),
    (SettingsError, 500, "settings"),
    (UnknownValueError, 422, UnknownValueError.code),
    (UsageError, 400, "wrong_use"),
    (BadDataError, 422, "bad_data"),
    (DamagedError, 503, "damaged"),
    (NotFoundError, 404, "not_found"),
    (BusyError, 503, "busy"),
    (ConflictError, 409, "conflict"),
    (GateError, 409, "refused"),
    (WinbackError, 500, "internal"),
)

#: What a status says where nothing better is known.
DETAILS = {
    400: "The request cannot be read; compare it with /docs.json.",
    404: "There is no such route; /docs.json lists them.",
    405: "This route does not take that method; the Allow header names those it takes.",
    500: "A fault of ours; the log holds it under this answer's X-Request-ID.",
    503: "The service cannot answer now; ask again after the seconds in Retry-After.",
}

_OUR_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


class Problem(JSONResponse):
    """A refusal as the HTTP edge gives it."""

    media_type = MEDIA_TYPE


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Problem:
    """Make the answer of a refusal.

    Parameters
    ----------
    status : int
        HTTP status, 400–599.
    code : str
        The refusal's name, stable for machines.
    detail : str
        What we got, what we need, what to do; never a value of a client.
    errors : sequence of mappings
        Faults by field.
    headers : mapping, optional
        Further headers; 429 and 503 get `Retry-After` by themselves.

    Examples
    --------
    >>> answer = problem(404, "unknown_client", "No client of that id is published.")
    >>> answer.media_type, json.loads(answer.body)["type"]
    ('application/problem+json', 'urn:winback:problem:unknown_client')
    """
    all_headers = dict(headers or {})
    if status in (429, 503) or code == "under_way":
        all_headers.setdefault("Retry-After", str(RETRY_AFTER))
    body = {
        "type": f"urn:winback:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": [dict(error) for error in errors],
    }
    return Problem(body, status_code=status, headers=all_headers)


def problem_of(fault: WinbackError) -> Problem:
    """Give the answer to one of our own errors.

    Examples
    --------
    >>> problem_of(BusyError("A scoring runs.")).status_code
    503
    """
    status, common = next((s, c) for kind, s, c in STATUS_OF if isinstance(fault, kind))
    code = str(getattr(fault, "code", common))  # a refusal with a name of its own keeps it
    detail = DETAILS[500] if status == 500 else str(fault)
    return problem(status, code, detail, errors=getattr(fault, "errors", ()))


def problem_from(status: int, body: bytes) -> Problem:
    """Turn a foreign error body (BentoML's, Starlette's) into ours.

    BentoML answers a failed validation with 400 and pydantic's errors; those become 422 with the path of each
    field, or 413 where a list is too long. Everything else keeps its status and loses its words.

    Examples
    --------
    >>> body = b'{"detail": [{"loc": ["client_ids", 0], "type": "string_type", "msg": "should be a string"}]}'
    >>> answer = problem_from(400, body)
    >>> answer.status_code, json.loads(answer.body)["errors"]
    (422, [{'field': 'client_ids.0', 'code': 'string_type', 'detail': 'should be a string'}])
    """
    errors = _field_errors(body) if status == 400 else []
    if errors:
        return invalid(errors)
    known = status if status in DETAILS else (500 if status >= 500 else 400)
    return problem(status, f"http_{status}", DETAILS[known])


def invalid(errors: Sequence[Mapping[str, str]]) -> Problem:
    """Give the answer to a body that does not fit its schema: 413 where a list is too long, else 422."""
    if any(error["code"] == "too_long" for error in errors):
        return problem(
            413, "too_many", "A list in the body is longer than allowed; send less at once.", errors=errors
        )
    return problem(422, "invalid", "The body does not fit the schema in /docs.json.", errors=errors)


def _field_errors(body: bytes) -> list[dict[str, str]]:
    try:
        parsed = json.loads(body)
    except ValueError:
        return []
    detail = parsed.get("detail") if isinstance(parsed, dict) else None
    listed = detail if isinstance(detail, list) else []
    return [field_error(item) for item in listed if isinstance(item, dict)]


def field_error(item: Mapping[str, Any]) -> dict[str, str]:
    """Give a fault that pydantic found as path, code and words, without what was sent.

    Examples
    --------
    >>> field_error({"loc": ("outcome",), "type": "literal_error", "msg": "Input should be 'ordered'"})
    {'field': 'outcome', 'code': 'literal_error', 'detail': "Input should be 'ordered'"}
    """
    # A place in a list is a number; a text of digits is a name that somebody sent, such as a telephone's.
    named = [
        str(step) if isinstance(step, int) or _OUR_NAME.fullmatch(step) else "(not a field name)"
        for step in item.get("loc", ())
    ]
    return {
        "field": ".".join(named),
        "code": str(item.get("type", "invalid")),
        "detail": str(item.get("msg", "not acceptable")),
    }
