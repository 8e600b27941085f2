"""The pages themselves: sign-in, the two lists, their downloads, and the language."""

from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from features.errors import UsageError
from serving.answers.asked import one_of, parameters_of
from serving.answers.downloads import FORMATS, download
from serving.answers.house import House
from serving.answers.loaded import Loaded
from serving.answers.shown import LIST_NAMES, ListDesk, ListQuery, items_of, list_query
from serving.edge.access import find_rule
from serving.edge.guard import holder_of, in_thread, session_of
from serving.edge.keys import Holder
from serving.edge.sessions import COOKIE, Session
from serving.planning.filters import CHOICES
from serving.web.rendering import LANGUAGE_COOKIE, Renderer, safe_next
from serving.web.words import LANGUAGES

#: Rows of one page.
PAGE_ROWS = 50
#: Filters that the page offers.
OFFERED = ("status", "risk_band", "branch")
STATUSES = {"at_risk": ("new", "active", "overdue"), "recoverable": ("lost",)}


class Pages:
    """The pages, on one worker's house."""

    def __init__(self, house: House, lists: ListDesk, renderer: Renderer) -> None:
        self._house = house
        self._lists = lists
        self._render = renderer

    def routes(self) -> list[Route]:
        """Give the routes to mount."""
        return [
            Route("/", self.home),
            Route("/sign-in", self.sign_in_form, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
            Route("/language/{language}", self.language),
            Route("/lists/{list_name}", self.ranked_list),
            Route("/lists/{list_name}/export", self.export),
        ]

    async def home(self, request: Request) -> Response:
        """`GET /`: the list that is looked at first."""
        return RedirectResponse("/lists/at-risk", status_code=303)

    async def sign_in_form(self, request: Request) -> Response:
        """`GET /sign-in`."""
        target = page_for(safe_next(request.query_params.get("next", "/")))
        if session_of(request.scope) is None and request.headers.get("sec-fetch-site") == "cross-site":
            return self._render.once_more(request, target)  # a new session would end the old one
        return self._render.page(request, "sign_in.html", {"fault": "", "next": target})

    async def sign_in(self, request: Request) -> Response:
        """`POST /sign-in`: a key becomes a session."""
        backend = self._house.backend
        form = await form_of(request)
        target = page_for(safe_next(form.get("next", "/")))
        session = session_of(request.scope)
        if session is None or not backend.sessions.is_form_token(session, form.get("form_token", "")):
            if session is not None and session.key_id:  # another tab signed in while this form stood open
                return RedirectResponse(target, status_code=303)
            return self._again(request, "stale_form", target, 403)
        key = form.get("key", "").strip()
        holder = await in_thread(backend.keys.by_secret, key) if 0 < len(key) <= 200 else None
        if holder is None:
            return self._again(request, "wrong_key", target, 401)
        if not may_see_pages(holder):
            return self._again(request, "wrong_role", target, 403)
        await in_thread(backend.noted, f"key:{holder.id}", "page.sign_in", 0)
        response = RedirectResponse(target, status_code=303)
        self._render.remember(request, response, backend.sessions.start(holder.id))
        return response

    def _again(self, request: Request, fault: str, target: str, status: int) -> Response:
        context = {"fault": fault, "next": target}
        fresh = self._house.backend.sessions.start()
        return self._render.page(request, "sign_in.html", context, session=fresh, status=status)

    async def sign_out(self, request: Request) -> Response:
        """`POST /sign-out`."""
        session = signed_in(request)
        form = await form_of(request)
        sessions = self._house.backend.sessions
        if not sessions.is_form_token(session, form.get("form_token", "")):
            context = {"what": "still_signed_in", "detail": "", "once_more": "", "request_id": ""}
            return self._render.page(request, "problem.html", context, status=403)
        sessions.end(session)
        response = RedirectResponse("/sign-in", status_code=303)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return response

    async def language(self, request: Request) -> Response:
        """`GET /language/{ru|en}`: remember a language and go back."""
        chosen = request.path_params["language"]
        response = RedirectResponse(safe_next(request.query_params.get("next", "/")), status_code=303)
        if chosen in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=365 * 86400, httponly=True, samesite="lax")
        return response

    async def ranked_list(self, request: Request) -> Response:
        """`GET /lists/{at-risk|recoverable}`: the page that a marketer works with."""
        holder, language = holder_of(request.scope), self._render.language(request)
        address_name = request.path_params["list_name"]
        parameters = parameters_of(request, ("budget", "page", *OFFERED))
        fault = ""
        try:
            query = list_query(address_name, parameters, language=language, holder=holder)
        except UsageError:
            fault = "wrong_budget"
            parameters.pop("budget", None)
            query = list_query(address_name, parameters, language=language, holder=holder)
        number = page_number(parameters.get("page", ["1"])[-1])
        context = await in_thread(self._shown, query, number, holder)
        context |= {
            "address_name": address_name,
            "fault": fault,
            "budget_text": request.query_params.get("budget", ""),
        }
        return self._render.page(request, "list.html", context, status=400 if fault else 200)

    def _shown(self, query: ListQuery, number: int, holder: Holder) -> dict[str, Any]:
        backend = self._house.backend
        loaded = backend.current
        whole = self._lists.whole(backend, loaded, query)
        places = len(whole.rows)
        start = min((number - 1) * PAGE_ROWS, max(0, (places - 1) // PAGE_ROWS * PAGE_ROWS))
        attempted = backend.ledger.attempted_of_plan(whole.plan_id)
        items = items_of(whole, start, start + PAGE_ROWS, attempted)
        backend.noted(f"key:{holder.id}", f"page.list:{query.list_name}", len(items))
        address = [] if query.budget is None else [("budget", digits_of(query.budget))]
        address += [(name, value) for name, values in query.filters for value in values if name in OFFERED]
        return {
            "whole": whole,
            "items": items,
            "clients": places - len(attempted),
            "attempted": len(attempted),
            "first": start + 1,
            "last": min(start + PAGE_ROWS, places),
            "places": places,
            "previous": urlencode([*address, ("page", start // PAGE_ROWS)]) if start else "",
            "following": urlencode([*address, ("page", start // PAGE_ROWS + 2)])
            if start + PAGE_ROWS < places
            else "",
            "exports": {form: urlencode([*address, ("format", form)]) for form in ("xlsx", "csv", "json")},
            "chosen": query.by_column,
            "choices": choices_of(loaded, query, holder),
            "own_branch": holder.branch,
            "as_of": loaded.published.as_of,
            "model_version": loaded.published.model_version,
            "degraded": backend.degraded is not None,
            "tabs": list(LIST_NAMES),
            "of_tab": urlencode([(name, value) for name, value in address if name != "status"]),
            "bands": backend.settings.scores.bands,
        }

    async def export(self, request: Request) -> Response:
        """`GET /lists/{list}/export`: the list that is shown, as a file."""
        parameters = parameters_of(request, ("budget", "format", *OFFERED))
        holder, language = holder_of(request.scope), self._render.language(request)
        query = list_query(request.path_params["list_name"], parameters, language=language, holder=holder)
        form = one_of(parameters, "format", tuple(FORMATS)) or "xlsx"
        return await download(self._house, self._lists, query, form=form, holder=holder)


def choices_of(loaded: Loaded, query: ListQuery, holder: Holder) -> dict[str, tuple[str, ...]]:
    """Give what each filter offers; a key of one branch is offered that branch."""
    branches = loaded.branches if holder.branch is None else (holder.branch,)
    return {"status": STATUSES[query.list_name], "risk_band": CHOICES["risk_band"], "branch": branches}


def may_see_pages(holder: Holder) -> bool:
    """Tell whether a key's role may use the pages, by the table of routes."""
    rule = find_rule("GET", "/")
    return rule is not None and rule.allows(holder.role)


def signed_in(request: Request) -> Session:
    """Give the session of a request that the guard let through."""
    session = session_of(request.scope)
    if session is None:
        raise UsageError("There is no session; sign in.")
    return session


async def form_of(request: Request) -> dict[str, str]:
    """Read a form's fields, the last of each name."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        fields = parse_qs(body, max_num_fields=20)
    except ValueError as fault:
        raise UsageError("The form has too many fields.") from fault
    return {name: values[-1] for name, values in fields.items()}


def page_for(target: str) -> str:
    """Give the page to open after signing in: of a file, the list that it was to be taken from.

    Examples
    --------
    >>> page_for("/lists/at-risk/export?budget=5&format=xlsx"), page_for("/lists/at-risk?budget=5")
    ('/lists/at-risk?budget=5', '/lists/at-risk?budget=5')
    """
    path, _, query = target.partition("?")
    if not path.endswith("/export"):
        return target
    kept = urlencode([(name, value) for name, value in parse_qsl(query) if name != "format"])
    return f"{path.removesuffix('/export')}?{kept}".removesuffix("?")


def digits_of(amount: float) -> str:
    """Write an amount as an address bears it: every digit, and no power of ten.

    Examples
    --------
    >>> digits_of(30000.0), digits_of(1234567.89), digits_of(1e15)
    ('30000', '1234567.89', '1000000000000000')
    """
    return f"{Decimal(repr(amount)).normalize():f}"


def page_number(text: str) -> int:
    """Read a page's number; what is none is the first page."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
