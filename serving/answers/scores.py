"""The JSON routes of published scores: by id, and all of them for a nightly sync."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from serving.answers.asked import body_of, limit_of, moment_of, parameters_of
from serving.answers.clients import published_scores
from serving.answers.house import House
from serving.answers.json_answer import JsonAnswer, tagged
from serving.answers.shown import StaleError
from serving.answers.sync import SyncDesk
from serving.edge.guard import holder_of, in_thread
from serving.edge.problems import problem
from serving.edge.requests import ScoresRequest

SYNC_PARAMETERS = ("changed_since", "cursor", "limit")
#: Ids that are looked up without a thread: a hundred take some 1 ms, and a thread would hold the GIL as long.
FEW_IDS = 100


class Scores:
    """The routes, on one worker's house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._sync = SyncDesk()

    def routes(self) -> list[Route]:
        """Give the routes to mount."""
        return [Route("/v1/scores", self.by_id, methods=["POST"]), Route("/v1/scores", self.all)]

    async def by_id(self, request: Request) -> Response:
        """`POST /v1/scores`: published scores with value, reasons and the recommended action."""
        ids = (await body_of(request, ScoresRequest)).client_ids
        backend = self._house.backend
        given = (backend.current, ids, holder_of(request.scope), backend.attempted)
        few = len(ids) <= FEW_IDS
        return JsonAnswer(published_scores(*given) if few else await in_thread(published_scores, *given))

    async def all(self, request: Request) -> Response:
        """`GET /v1/scores`: all of them, page by page."""
        backend, holder = self._house.backend, holder_of(request.scope)
        parameters = parameters_of(request, SYNC_PARAMETERS)
        limit, since = limit_of(parameters), moment_of(parameters, backend.settings.zone)
        cursor = (parameters.get("cursor") or [""])[-1]
        self._sync.tidy()
        try:
            page = await in_thread(
                lambda: self._sync.page(backend, holder, cursor=cursor, limit=limit, changed_since=since)
            )
        except StaleError as fault:
            return problem(410, "stale_cursor", str(fault))
        await in_thread(backend.noted, f"key:{holder.id}", "scores.read", len(page["scores"]))
        return await in_thread(tagged, request, page)
