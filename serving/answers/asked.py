"""What a request asks for: its body by a schema, and its parameters."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request

from features.errors import UsageError
from serving.answers.downloads import FORMATS
from serving.answers.shown import MOST_ROWS, ROWS
from serving.edge.intake import RefusedError
from serving.edge.problems import field_error, invalid
from serving.edge.requests import Moment, Strict

S = TypeVar("S", bound=Strict)


async def body_of(request: Request, model: type[S]) -> S:
    """Read a body by its schema; RefusedError with every fault where it does not fit."""
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as fault:
        found = fault.errors(include_url=False, include_input=False, include_context=False)
    raise RefusedError(invalid([field_error(dict(error)) for error in found]))


def parameters_of(request: Request, known: tuple[str, ...]) -> dict[str, list[str]]:
    """Give the query's parameters; UsageError for one that the route does not know."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise UsageError(f"The query has a parameter that is not known; known are: {', '.join(known)}.")
        found.setdefault(name, []).append(value)
    return found


def one_of(parameters: Mapping[str, list[str]], name: str, choices: tuple[str, ...]) -> str | None:
    """Give a parameter that takes one of few words, or none where it is left out."""
    given = parameters.get(name)
    if not given:
        return None
    if given[-1] not in choices:
        raise UsageError(f"{name} must be one of: {', '.join(choices)}.")
    return given[-1]


def form_of(request: Request, parameters: Mapping[str, list[str]]) -> str:
    """Give the form of a list: by `format`, else by `Accept`, else JSON."""
    asked = one_of(parameters, "format", tuple(FORMATS))
    if asked:
        return asked
    accepted = request.headers.get("accept", "")
    for part in accepted.split(","):
        wanted = part.split(";")[0].strip()
        for form, media_type in FORMATS.items():
            if wanted == media_type.split(";")[0]:
                return form
    return "json"


def moment_of(parameters: Mapping[str, list[str]], zone: ZoneInfo) -> datetime | None:
    """Give `changed_since`, without an offset in the company's zone; None where it is left out.

    Raises
    ------
    UsageError
        If it is no time.
    """
    given = parameters.get("changed_since")
    if not given:
        return None
    try:
        moment: datetime = TypeAdapter(Moment).validate_python(given[-1])
    except ValidationError:
        raise UsageError(
            "changed_since must be a time by RFC 3339, such as 2026-03-01T06:00:00Z; in an address, write + "
            "as %2B."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def limit_of(parameters: Mapping[str, list[str]]) -> int:
    """Give `limit`, 1 to `MOST_ROWS`."""
    given = (parameters.get("limit") or [str(ROWS)])[-1]
    if not given.isascii() or not given.isdigit() or len(given) > 6 or not 1 <= int(given) <= MOST_ROWS:
        raise UsageError(f"limit must be a whole number from 1 to {MOST_ROWS}.")
    return int(given)
