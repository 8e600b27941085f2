"""The JSON routes that read: clients, lists, the model's card, figures, and the administrator's reload."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from features.errors import BusyError, UsageError
from serving.answers.asked import form_of, limit_of, moment_of, one_of, parameters_of
from serving.answers.attempts import attempt_of
from serving.answers.clients import UNKNOWN, answered_by, heeding, one_client
from serving.answers.downloads import cadence_file, download
from serving.answers.house import House
from serving.answers.json_answer import JsonAnswer, tagged
from serving.answers.shown import FILTERS, ListDesk, StaleError, list_query
from serving.cadence.shown import FILTERS as CADENCE_FILTERS
from serving.cadence.shown import cadence_page, published_cadence
from serving.edge.guard import holder_of, in_thread
from serving.edge.openapi import openapi
from serving.edge.problems import problem
from serving.edge.published_figures import published_figures
from serving.scores.churn_published import OneBranchError, churn_answer

LIST_PARAMETERS = ("budget", "hours", "limit", "cursor", "changed_since", "format", "language", *FILTERS)
CHURN_PARAMETERS = ("by", "language")
CADENCE_PARAMETERS = ("limit", "cursor", "format", "language", *CADENCE_FILTERS)


class Reads:
    """The routes, on one worker's house.

    Parameters
    ----------
    house : House
        Where the worker's backend stands once it is loaded.
    lists : ListDesk
        The lists that the worker keeps, shared with the pages.
    """

    def __init__(self, house: House, lists: ListDesk) -> None:
        self._house = house
        self._lists = lists

    def routes(self) -> list[Route]:
        """Give the routes to mount."""
        return [
            Route("/v1/clients/{client_id:path}", self.client),
            Route("/v1/lists/{list_name}", self.ranked_list),
            Route("/v1/churn-rate", self.churn_rate),
            Route("/v1/cadence", self.cadence),
            Route("/v1/model", self.model),
            Route("/v1/admin/reload", self.reload, methods=["POST"]),
            Route("/docs.json", self.docs),
            Route("/metrics", self.metrics),
        ]

    async def client(self, request: Request) -> Response:
        """`GET /v1/clients/{client_id}`."""
        backend, holder = self._house.backend, holder_of(request.scope)
        client_id = request.path_params["client_id"]
        kept = backend.settings.storage.data_dir
        answer = await in_thread(one_client, backend.current, client_id, holder, kept)
        if answer is None:
            return problem(404, UNKNOWN, "No client of that id is published for this key.")
        try:
            answer = heeding(answer, await in_thread(attempt_of, backend, client_id))
        except BusyError:  # the ledger is down: everything else of the card is as true as ever
            answer["attempt_state"] |= {"attempt": None, "attempt_known": False}
        return tagged(request, answer)

    async def ranked_list(self, request: Request) -> Response:
        """`GET /v1/lists/{at-risk|recoverable}`."""
        backend, holder = self._house.backend, holder_of(request.scope)
        parameters = parameters_of(request, LIST_PARAMETERS)
        language = one_of(parameters, "language", ("ru", "en")) or backend.settings.company.language
        query = list_query(request.path_params["list_name"], parameters, language=language, holder=holder)
        form, since = form_of(request, parameters), moment_of(parameters, backend.settings.zone)
        limit = limit_of(parameters)  # a file holds all rows, but what is no number is told all the same
        if form != "json":
            if since:
                raise UsageError("changed_since goes with JSON; leave it out, or ask for format=json.")
            return await download(self._house, self._lists, query, form=form, holder=holder)
        cursor = (parameters.get("cursor") or [""])[-1]
        await in_thread(backend.heed_wishes)
        loaded = backend.current
        try:
            page = await in_thread(
                lambda: self._lists.page(backend, loaded, query, limit=limit, cursor=cursor)
            )
        except StaleError as fault:
            return problem(410, "stale_cursor", str(fault))
        whole, changed = page.whole, since is None or loaded.published.scored_at > since
        items = page.items if changed else []
        await in_thread(backend.noted, f"key:{holder.id}", f"list.read:{query.list_name}", len(items))
        return tagged(
            request,
            {
                "snapshot_id": whole.snapshot_id,  # a cursor's list may be of the publication before
                "model_version": whole.model_version,
                "as_of": whole.as_of,
                "plan_id": whole.plan_id,
                "items": items,
                "next_cursor": page.next_cursor if changed else None,
                "bound": whole.bound,
                "value": whole.value,
                "cost": whole.cost,
                "gap": whole.gap,
                "one_more": {
                    "money": whole.value_of_money,
                    "hour": whole.value_of_hour,
                    "limits": dict(whole.multipliers),
                },
                "budget": whole.budget,
                "clients": page.clients,
                "attempted_since": page.attempted_since,
            },
        )

    async def churn_rate(self, request: Request) -> Response:
        """`GET /v1/churn-rate`: the report that was made with the scores."""
        backend, holder = self._house.backend, holder_of(request.scope)
        parameters = parameters_of(request, CHURN_PARAMETERS)
        language = one_of(parameters, "language", ("ru", "en")) or backend.settings.company.language
        by = [kind for given in parameters.get("by", ()) for kind in given.split(",") if kind]
        loaded = backend.current
        try:
            answer = churn_answer(loaded.churn, language=language, by=by, branch=holder.branch)
        except OneBranchError as fault:
            return problem(403, "one_branch", str(fault))
        return await in_thread(tagged, request, {**answer, **answered_by(loaded)})

    async def cadence(self, request: Request) -> Response:
        """`GET /v1/cadence`: who is due a contact with news, and the share kept by each manager."""
        backend, holder = self._house.backend, holder_of(request.scope)
        parameters = parameters_of(request, CADENCE_PARAMETERS)
        language = one_of(parameters, "language", ("ru", "en")) or backend.settings.company.language
        filters = {name: tuple(parameters[name]) for name in CADENCE_FILTERS if parameters.get(name)}
        form, limit = form_of(request, parameters), limit_of(parameters)
        cursor = (parameters.get("cursor") or [""])[-1]
        loaded = backend.current
        segments = backend.settings.segments
        report = await in_thread(published_cadence, loaded, segments, holder, filters)
        if form != "json":
            return await in_thread(cadence_file, backend, report, filters, language, form, holder)
        try:
            page = await in_thread(lambda: cadence_page(loaded, report, limit=limit, cursor=cursor))
        except StaleError as fault:
            return problem(410, "stale_cursor", str(fault))
        await in_thread(backend.noted, f"key:{holder.id}", "cadence.read", len(page["items"]))
        return await in_thread(tagged, request, page)

    async def model(self, request: Request) -> Response:
        """`GET /v1/model`."""
        backend = self._house.backend
        loaded = backend.current
        stands = {
            **answered_by(loaded),
            "scored_at": loaded.published.scored_at,
            "degraded": backend.degraded,
        }
        return tagged(request, {**loaded.card, **stands})

    async def reload(self, request: Request) -> Response:
        """`POST /v1/admin/reload`: look at what is published now, also at what was refused before."""
        backend = self._house.backend
        taken = await in_thread(lambda: backend.refresh(force=True))
        await in_thread(backend.noted, f"key:{holder_of(request.scope).id}", "admin.reload", 0)
        return JsonAnswer(
            {**answered_by(backend.current), "taken": taken, "degraded": backend.degraded}, status_code=202
        )

    async def docs(self, request: Request) -> Response:
        """`GET /docs.json`."""
        return tagged(request, openapi())

    async def metrics(self, request: Request) -> Response:
        """`GET /metrics`."""
        figures = request.scope["winback.metrics"]
        backend = self._house.backend
        figures.degraded(backend.degraded is not None)
        text, media_type = await in_thread(figures.text)
        served = backend.current if backend.ready else None
        published = await in_thread(published_figures, served, backend.ledger, backend.clock())
        return Response(text + published, headers={"content-type": media_type})
