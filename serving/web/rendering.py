"""How a page becomes HTML: templates in the reader's language, and the cookies that go with them."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from features.errors import BusyError
from serving.answers.house import House
from serving.edge.guard import is_let_in, request_id_of, session_of
from serving.edge.problems import Problem
from serving.edge.sessions import COOKIE, IDLE_SECONDS, Session
from serving.web import words

FOLDER = Path(__file__).parent
LANGUAGE_COOKIE = "winback_language"
LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")


class Renderer:
    """Renders pages for one worker's house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def language(self, request: Request) -> str:
        """Give the reader's language: as chosen, else the company's."""
        chosen = request.cookies.get(LANGUAGE_COOKIE, "")
        return chosen if chosen in words.LANGUAGES else self._house.backend.settings.company.language

    def page(
        self,
        request: Request,
        template: str,
        context: Mapping[str, Any],
        *,
        session: Session | None = None,
        status: int = 200,
    ) -> Response:
        """Render a page; the session, the request's own unless another is given, is prolonged by it."""
        session = session or session_of(request.scope) or self._house.backend.sessions.start()
        response = HTMLResponse(self._html(request, template, context, session), status_code=status)
        self.remember(request, response, session)
        return response

    def refusal(self, scope: Scope, refusal: Problem) -> Response:
        """Say a refusal on a page; who was not let in gets no cookie, as they may be signed in unseen."""
        request, status = Request(scope), refusal.status_code
        session = session_of(scope) if is_let_in(scope) else None
        context = {
            "what": words.said_of(status),
            "detail": json.loads(bytes(refusal.body))["detail"],
            "once_more": safe_next(here(request)) if status == 503 and request.method == "GET" else "",
            "request_id": request_id_of(scope) if status >= 500 else "",
        }
        try:
            html = self._html(request, "problem.html", context, session)
        except BusyError:  # the service is starting: not even its language is known
            return refusal
        kept = {name: value for name, value in refusal.headers.items() if not name.startswith("content-")}
        response = HTMLResponse(html, status_code=status, headers=kept)
        if session is not None:
            self.remember(request, response, session)
        return response

    def _html(
        self, request: Request, template: str, context: Mapping[str, Any], session: Session | None
    ) -> str:
        backend = self._house.backend
        language = self.language(request)
        return self._templates.get_template(template).render(
            **context,
            language=language,
            languages=words.LANGUAGES,
            company=backend.settings.company,
            form_token=backend.sessions.form_token(session) if session else "",
            signed_in=session is not None and is_let_in(request.scope),
            idle_minutes=str(IDLE_SECONDS // 60),
            here=here(request),
            t=partial(words.word, language),
            named=partial(words.named, language),
            money=lambda amount: words.money(language, amount, backend.settings.company.currency),
            count=partial(words.count, language),
            percent=partial(words.percent, language),
            day=partial(words.day, language),
        )

    def once_more(self, request: Request, target: str) -> Response:
        """Let the browser ask again by itself: by another site's link it sends no session at first."""
        language = self.language(request)
        html = self._templates.get_template("once_more.html").render(
            target=target, language=language, t=partial(words.word, language)
        )
        return HTMLResponse(html)

    def remember(self, request: Request, response: Response, session: Session) -> None:
        """Set the session's cookie, as of now."""
        response.set_cookie(
            COOKIE,
            self._house.backend.sessions.cookie(session),
            max_age=session.idle_seconds,
            httponly=True,
            samesite="strict",
            secure=request.url.hostname not in LOOPBACK,
        )


def here(request: Request) -> str:
    """Give the address of the page within the site, to come back to."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def safe_next(target: str) -> str:
    """Give where to go next: only ever a page of this site.

    Examples
    --------
    >>> safe_next("/lists/at-risk?budget=5"), safe_next("//elsewhere.example"), safe_next("https://x")
    ('/lists/at-risk?budget=5', '/', '/')
    """
    ours = target.startswith("/") and not target.startswith(("//", "/\\"))
    plain = target.isascii() and target.isprintable() and "\\" not in target
    return target if ours and plain else "/"
