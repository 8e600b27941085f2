"""What every request passes before it reaches a route: identity, right, size, form, time and room."""

import asyncio
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.cookies import CookieError, SimpleCookie
from time import perf_counter
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import uuid4

import anyio.to_thread
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from features.errors import WinbackError
from serving.answers.backend import Backend
from serving.answers.house import House
from serving.edge.access import Rule, find_rule, rules_at
from serving.edge.event_log import tell
from serving.edge.intake import GoneError, RefusedError, header, refuse, replay, take_body
from serving.edge.keys import Holder
from serving.edge.metrics import Metrics
from serving.edge.outgoing import Outgoing
from serving.edge.problems import DETAILS, Problem, problem, problem_of
from serving.edge.quiet_logs import silence_foreign_logs, where_it_broke
from serving.edge.rates import Quota
from serving.edge.sessions import COOKIE, Session

logger = logging.getLogger(__name__)

#: Routes that a probe asks: never queued, never counted as work.
PROBES = ("/livez", "/readyz")

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_OURS = "winback."

T = TypeVar("T")


async def in_thread(work: Callable[..., T], *given: Any) -> T:
    """Run work that would hold the event loop; a request that times out does not wait for its end."""
    return await anyio.to_thread.run_sync(partial(work, *given), abandon_on_cancel=True)


def holder_of(scope: Scope) -> Holder:
    """Give who the guard let through."""
    holder: Holder = scope[f"{_OURS}holder"]
    return holder


def is_let_in(scope: Scope) -> bool:
    """Tell whether the guard knows who asks; on the sign-in page it does not look."""
    return f"{_OURS}holder" in scope


def request_id_of(scope: Scope) -> str:
    """Give what the log calls the request."""
    named: str = scope[f"{_OURS}request_id"]
    return named


def session_of(scope: Scope) -> Session | None:
    """Give the browser's session, signed in or anonymous, if it sent a sound one."""
    session: Session | None = scope.get(f"{_OURS}session")
    return session


class Guard:
    """The ASGI layer around BentoML and the pages; what has no rule in `serving.edge.access` is refused.

    Parameters
    ----------
    app : ASGI application
        What is guarded.
    house : House
        Where the worker's backend stands once it is loaded.
    page : callable
        Makes of a refusal the page that says it, for a reader with a browser.
    """

    def __init__(self, app: ASGIApp, house: House, page: Callable[[Scope, Problem], Response]) -> None:
        self._app = app
        self._house = house
        self._page = page
        self._working = 0
        self._metrics = Metrics()
        silence_foreign_logs()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._request(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = perf_counter()
        rule = find_rule(scope["method"], scope["path"])
        answer = Outgoing(
            send,
            request_id=_request_id(scope),
            bare=rule is not None and rule.path in PROBES,
            said=partial(self._page, scope) if _takes_page(rule, scope) else None,
        )
        scope[f"{_OURS}metrics"] = self._metrics
        scope[f"{_OURS}request_id"] = answer.request_id
        try:
            if rule is None:
                raise _no_rule(scope)
            if rule.path in PROBES:
                await self._app(scope, receive, answer.send)
            else:
                with self._room():
                    await self._let_through(rule, scope, receive, answer)
        except RefusedError as refusal:
            await answer.whole(refusal.answer, scope, receive)
        except GoneError:
            answer.status = 499
        except WinbackError as fault:
            await answer.whole(problem_of(fault), scope, receive)
        except Exception as fault:  # noqa: BLE001  # the outermost edge: its text could hold a client's value
            where = where_it_broke(fault)
            words = f"request {answer.request_id}: {where}"
            tell(logger, logging.ERROR, "fault", words, request_id=answer.request_id, where=where)
            await answer.whole(problem(500, "internal", DETAILS[500]), scope, receive)
        seconds = perf_counter() - began
        route = rule.path if rule else "(none)"
        method = scope["method"] if rule else "-"
        self._metrics.answered(method, route, answer.status, seconds)
        _tell_request(method, route, answer, 1000 * seconds, scope.get(f"{_OURS}holder"))

    async def _let_through(self, rule: Rule, scope: Scope, receive: Receive, answer: Outgoing) -> None:
        """Admit who may, take the body whole, and have the application answer, all within the time given."""
        backend = self._house.backend
        limits = backend.settings.serving
        try:
            async with asyncio.timeout(limits.timeout_seconds):
                elsewhere = await self._admit(rule, scope, backend, answer)
                if elsewhere is not None:
                    await answer.whole(elsewhere, scope, receive)
                    return
                body = await take_body(scope, receive, rule.body, limits.max_body_bytes)
                await self._app(scope, replay(body, receive), answer.send)
                await answer.finish(scope, receive)
        except TimeoutError:
            words = f"request {answer.request_id}: no answer within {limits.timeout_seconds:g} s"
            tell(logger, logging.WARNING, "timeout", words, request_id=answer.request_id, route=rule.path)
            if answer.started:
                raise
            detail = f"No answer within {limits.timeout_seconds:g} s; ask for less, or again later."
            raise refuse(503, "timeout", detail) from None

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Count a request as work while it lasts; 503 where too many are."""
        if self._working >= self._house.backend.settings.serving.max_concurrency:
            raise refuse(503, "overloaded", "Too many requests are in work; ask again later.")
        self._working += 1
        self._metrics.working(1)
        try:
            yield
        finally:
            self._working -= 1
            self._metrics.working(-1)

    async def _admit(self, rule: Rule, scope: Scope, backend: Backend, answer: Outgoing) -> Response | None:
        """Tell the route who asks, and refuse who may not; gives the way to sign in to who has not yet."""
        open_metrics = rule.path == "/metrics" and backend.settings.serving.open_metrics
        if rule.way == "key" and not open_metrics:
            holder = await _holder_by_key(scope, backend)
            _count(backend.rates.ask(holder.id), answer)
        else:
            scope[f"{_OURS}session"] = backend.sessions.read(_cookie(scope))
            if rule.way == "open" or open_metrics:
                return None
            found = await _holder_by_session(scope, backend)
            if found is None:
                return _to_sign_in(scope)
            holder = found
        scope[f"{_OURS}holder"] = holder
        if not rule.allows(holder.role):
            raise refuse(
                403, "wrong_role", f"A {holder.role} key may not do this; it needs one of: {_needed(rule)}."
            )
        return None


def _tell_request(
    method: str, route: str, answer: Outgoing, milliseconds: float, holder: Holder | None
) -> None:
    who = f" by {holder.role} {holder.id}" if holder else ""
    tell(
        logger,
        logging.DEBUG if route in PROBES else logging.INFO,
        "request",
        f"{method} {route} {answer.status} {milliseconds:.1f} ms request {answer.request_id}{who}",
        request_id=answer.request_id,
        method=method,
        route=route,
        status=answer.status,
        milliseconds=round(milliseconds, 1),
        role=holder.role if holder else None,
        key_id=holder.id if holder else None,
    )


def _count(quota: Quota | None, answer: Outgoing) -> None:
    if quota is None:
        return
    answer.extra |= quota.headers()
    if quota.is_spent:
        raise refuse(
            429,
            "rate_limited",
            f"This key has asked {quota.limit} times within a minute; ask again after Retry-After seconds.",
            {"Retry-After": str(quota.seconds)},
        )


def _request_id(scope: Scope) -> str:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"").decode(
        "latin-1"
    )
    return given if _REQUEST_ID.fullmatch(given) else uuid4().hex


def _takes_page(rule: Rule | None, scope: Scope) -> bool:
    """Tell whether a browser asks for a page, so that a refusal is one, too; programs get JSON."""
    is_page = not scope["path"].startswith("/v1/") if rule is None else rule.way != "key"
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return is_page and b"text/html" in accepted


def _no_rule(scope: Scope) -> RefusedError:
    others = sorted({rule.method for rule in rules_at(scope["path"])})
    if not others:
        return refuse(404, "no_route", "There is no such route; /docs.json lists them.")
    allowed = ", ".join([*others, *(["HEAD"] if "GET" in others else [])])
    return refuse(405, "method", f"This route takes {allowed}.", {"Allow": allowed})


def _needed(rule: Rule) -> str:
    return ", ".join(dict.fromkeys((*rule.roles, "admin")))


async def _holder_by_key(scope: Scope, backend: Backend) -> Holder:
    scheme, _, key = (header(scope, b"authorization") or "").partition(" ")
    key = key.strip()
    if scheme.lower() != "bearer" or not key:
        raise refuse(
            401,
            "no_key",
            "This route needs a key; send `Authorization: Bearer KEY`. `winback key add` makes one.",
            {"WWW-Authenticate": "Bearer"},
        )
    holder = None
    if len(key) <= 200:
        holder = backend.keys.at_once(key) or await in_thread(backend.keys.by_secret, key)
    if holder is None:
        raise refuse(
            401,
            "unknown_key",
            "The key is unknown, expired or revoked; ask for a new one.",
            {"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )
    return holder


async def _holder_by_session(scope: Scope, backend: Backend) -> Holder | None:
    session = session_of(scope)
    return await in_thread(backend.keys.by_id, session.key_id) if session and session.key_id else None


def _cookie(scope: Scope) -> str | None:
    try:
        cookies = SimpleCookie(header(scope, b"cookie") or "")
    except CookieError:
        return None
    return cookies[COOKIE].value if COOKIE in cookies else None


def _to_sign_in(scope: Scope) -> Response:
    back = scope["path"] if scope["method"] in ("GET", "HEAD") else "/"
    query = scope.get("query_string", b"").decode("latin-1")
    here = quote(f"{back}?{query}" if query and back != "/" else back, safe="")
    return RedirectResponse(f"/sign-in?next={here}", status_code=303)
