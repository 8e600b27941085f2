"""Asks a CRM over HTTPS: at its pace, again where it says so, and without a word of what was sent."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from time import monotonic
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from features.errors import BusyError, UsageError
from serving.crm.pace import Clock, Pace

#: Seconds for one answer, and for each part of it; tries of one request, and the longest wait that is still
#: waited for.
TIMEOUT, TRIES, LONGEST_WAIT = 60, 8, 120
#: Most bytes of a part of an answer.
PART = 65_536
#: The CRM says: too many. Nothing of the request was done.
TOO_MANY = 429
#: Nobody knows what became of such a request.
UNCERTAIN = (500, 502, 503, 504)
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class CrmError(BusyError):
    """The CRM refused, or cannot be reached; the message names no client."""


class UncertainError(CrmError):
    """The request may have been carried out or not."""


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers with small names, and the body as JSON (None where it is empty)."""

    status: int
    headers: Mapping[str, str]
    body: Any


class _NoRedirects(HTTPRedirectHandler):
    """A redirect would carry the token elsewhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Caller:
    """Asks one CRM.

    Parameters
    ----------
    address : str
        Of the CRM; https, unless it is this machine.
    headers : mapping
        Sent with each request: the token.
    pace : Pace
    clock : Clock

    Raises
    ------
    UsageError
        If the address is not https, or cannot be asked at all.
    """

    def __init__(self, address: str, headers: Mapping[str, str], pace: Pace, clock: Clock) -> None:
        if not _is_safe(address):
            raise UsageError(
                "The CRM's address must begin with https:// and name a host, with a number for a port, if "
                "any, and no blanks. Set WINBACK_CRM_URL."
            )
        self._address = address.rstrip("/")
        self._headers = {"Content-Type": "application/json", "Accept": "application/json", **headers}
        self._pace, self._clock = pace, clock
        self._opener = build_opener(_NoRedirects)

    def ask(self, method: str, path: str, body: Any = None, *, again: bool = True) -> Answer:
        """Ask once, and again where the CRM says that it was too much.

        Parameters
        ----------
        method, path : str
        body : JSON value, optional
        again : bool
            Whether the request may be sent twice: False for one that makes something.

        Raises
        ------
        UncertainError
            If nobody knows whether a request that must not be sent twice was carried out.
        CrmError
            If the CRM cannot be reached, or still says "too many" or "a fault of ours" after `TRIES`.
        """
        wait, came = 0.0, ""
        for attempt in range(TRIES):
            if attempt:
                self._clock.sleep(wait)
            self._pace.wait()
            try:
                answer = self._once(method, path, body)
            except (OSError, HTTPException) as fault:
                if not again:
                    raise UncertainError(_uncertain(type(fault).__name__)) from None
                wait, came = 2.0**attempt, f"it cannot be reached, {_kind(fault)}"
                continue
            refused = answer.status == TOO_MANY or (answer.status == 503 and says_too_many(answer))
            if not refused and answer.status not in UNCERTAIN:
                return answer
            if not refused and not again:
                raise UncertainError(_uncertain(str(answer.status)))
            wait, came = _wait_of(answer, attempt), f"it answered {answer.status}"
        raise CrmError(
            f"The CRM did not do {path.split('?')[0].rsplit('/', 1)[-1]} in {TRIES} tries: at last {came}. "
            "If WINBACK_CRM_URL is right, run it again later; what was done is found then."
        )

    def _once(self, method: str, path: str, body: Any) -> Answer:
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        request = Request(f"{self._address}{path}", data, self._headers, method=method)  # noqa: S310  # checked above
        try:
            with self._opener.open(request, timeout=TIMEOUT) as reply:
                return _answer(reply.status, reply.headers, _whole(reply))
        except HTTPError as fault:
            with fault:
                return _answer(fault.code, fault.headers, _whole(cast("HTTPResponse", fault.fp)))


def _whole(reply: HTTPResponse) -> bytes:
    """Read a body to its end, or give it up: the socket's own time-out begins anew with each part."""
    until, parts = monotonic() + TIMEOUT, []
    while part := reply.read1(PART):
        parts.append(part)
        if monotonic() > until:
            raise TimeoutError("the answer did not end in time")
    content = b"".join(parts)
    if reply.length:  # `read1` does not tell a connection that ended early
        raise IncompleteRead(content, reply.length)
    return content


def says_too_many(answer: Answer) -> bool:
    """Tell whether a 503 is a refusal before anything was done: it names the limit, or when to come back."""
    named = isinstance(answer.body, dict) and answer.body.get("error") == "QUERY_LIMIT_EXCEEDED"
    return named or "retry-after" in answer.headers


def _is_safe(address: str) -> bool:
    """Tell whether an address can be asked without giving the token away."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port  # a port that is no number is told by reading it
    except ValueError:
        return False
    is_hidden = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    return is_hidden and bool(host) and not any(sign.isspace() for sign in address)


def _kind(fault: Exception) -> str:
    """Name a fault of the way there, without an address."""
    reason = getattr(fault, "reason", fault)
    return type(reason if isinstance(reason, Exception) else fault).__name__


def _answer(status: int, headers: Any, content: bytes) -> Answer:
    try:
        body = json.loads(content) if content.strip() else None
    except ValueError:
        body = None
    return Answer(status, {name.lower(): value for name, value in headers.items()}, body)


def _wait_of(answer: Answer, attempt: int) -> float:
    """Give the seconds to wait: by `Retry-After`, else by HubSpot's interval, else twice as long each time.

    Examples
    --------
    >>> _wait_of(Answer(429, {"retry-after": "3"}, None), 0), _wait_of(Answer(429, {}, None), 2)
    (3.0, 4.0)
    """
    told = answer.headers.get("retry-after", "")
    interval = answer.headers.get("x-hubspot-ratelimit-interval-milliseconds", "")
    if told.isdigit():
        seconds = float(told)
    elif told:
        seconds = _until(told)
    elif answer.status == TOO_MANY and interval.isdigit():
        seconds = int(interval) / 1000
    else:
        return min(2.0**attempt, LONGEST_WAIT)
    if seconds > LONGEST_WAIT:
        raise CrmError(
            f"The CRM asks to come back in {math.ceil(seconds)} seconds: a daily limit, most likely. Do so."
        )
    return seconds


def _until(moment: str) -> float:
    try:
        return max(0.0, (parsedate_to_datetime(moment) - datetime.now(UTC)).total_seconds())
    except ValueError:
        return 1.0


def _uncertain(what: str) -> str:
    return (
        f"The connection broke ({what}) while tasks were being made, so some may be there. Run it again: it "
        "looks first, and makes only those that are missing."
    )
