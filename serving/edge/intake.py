"""How a body is taken in: of the right type, no larger and no slower than allowed, then strictly read."""

import asyncio
from collections.abc import Iterable
from email.message import Message as HeaderParser
from functools import lru_cache
from typing import cast

from starlette.types import Message, Receive, Scope

from features.errors import WinbackError
from serving.edge.access import Body
from serving.edge.problems import Problem, problem, problem_of
from serving.edge.strict_json import NotJsonError, read_json

#: Seconds within which a whole body must have come.
BODY_SECONDS = 5.0

_MEDIA_TYPE = {"json": "application/json", "form": "application/x-www-form-urlencoded"}


class RefusedError(WinbackError):
    """A request that goes no further; carries the answer."""

    def __init__(self, answer: Problem) -> None:
        super().__init__("refused")
        self.answer = answer


class GoneError(WinbackError):
    """The caller hung up before the body was whole; nobody waits for an answer."""


def refuse(status: int, code: str, detail: str, headers: dict[str, str] | None = None) -> RefusedError:
    """Make a refusal to raise."""
    return RefusedError(problem(status, code, detail, headers=headers))


def header(scope: Scope, name: bytes) -> str | None:
    """Give a header's value, or none; RefusedError where it stands twice.

    Examples
    --------
    >>> header({"headers": [(b"accept", b"text/csv")]}, b"accept")
    'text/csv'
    """
    found = [value for key, value in cast("Iterable[tuple[bytes, bytes]]", scope["headers"]) if key == name]
    if len(found) > 1:
        raise refuse(400, "repeated_header", f"The header {name.decode()} stands twice; send it once.")
    return found[0].decode("latin-1") if found else None


async def take_body(scope: Scope, receive: Receive, kind: Body, most_bytes: int) -> bytes:
    """Read a request's body, or refuse it.

    Parameters
    ----------
    scope, receive : ASGI
        The request.
    kind : {"none", "json", "form"}
        What it must be; of "none", whatever comes is small and goes unread further.
    most_bytes : int
        Largest body, declared or streamed.

    Raises
    ------
    RefusedError
        415 for another type or a compressed body, 413 for a large one, 408 for a slow one, 400 for JSON that
        is not plain.
    GoneError
        If the caller hung up.
    """
    _right_type(scope, kind)
    declared = header(scope, b"content-length")
    if declared is not None and (not declared.isascii() or not declared.isdigit()):
        raise refuse(400, "content_length", "Content-Length is no number of bytes.")
    if declared is not None and (len(declared) > 15 or int(declared) > most_bytes):
        raise _too_large(most_bytes)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _streamed(receive, most_bytes)
    except TimeoutError:
        raise refuse(
            408,
            "slow_body",
            f"The body did not arrive within {BODY_SECONDS:g} s; send it at once.",
            {"Connection": "close"},
        ) from None
    if kind == "json":
        try:
            read_json(body)
        except NotJsonError as fault:
            raise RefusedError(problem_of(fault)) from None
    return body


def _right_type(scope: Scope, kind: Body) -> None:
    if kind == "none":
        return
    if header(scope, b"content-encoding") not in (None, "identity"):
        raise refuse(415, "compressed", "The body is compressed; send it as it is, without Content-Encoding.")
    wanted = _MEDIA_TYPE[kind]
    media_type, charset = _media_type(header(scope, b"content-type") or "application/octet-stream")
    if media_type != wanted or charset not in ("utf-8", "utf8"):
        raise refuse(
            415, "content_type", f"The body must be {wanted} in UTF-8; send `Content-Type: {wanted}`."
        )


@lru_cache(maxsize=64)
def _media_type(content_type: str) -> tuple[str, str]:
    parsed = HeaderParser()
    parsed["content-type"] = content_type
    return parsed.get_content_type(), (parsed.get_content_charset() or "utf-8").lower()


async def _streamed(receive: Receive, most_bytes: int) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError("the caller hung up")
        part = message.get("body", b"")
        size += len(part)
        if size > most_bytes:
            raise _too_large(most_bytes)
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _too_large(most_bytes: int) -> RefusedError:
    return refuse(
        413,
        "too_large",
        f"The body is larger than {most_bytes} bytes; send less at once.",
        {"Connection": "close"},
    )


def replay(body: bytes, receive: Receive) -> Receive:
    """Give a body that was taken in once more to the application behind."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
