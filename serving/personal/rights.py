"""The JSON routes by which a person's rights are kept: not to be contacted, and to be erased."""

import logging
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from features.errors import DamagedError, NotFoundError
from serving.answers.asked import body_of
from serving.answers.attempts import UnknownClientError
from serving.answers.backend import Backend
from serving.answers.clients import may_know
from serving.answers.house import House
from serving.answers.json_answer import JsonAnswer
from serving.edge.guard import holder_of, in_thread
from serving.edge.keys import Holder
from serving.edge.requests import LONGEST_ID, OptOutRequest
from serving.personal.opt_outs import take_wish_back, whose

logger = logging.getLogger(__name__)


class Rights:
    """The routes, on one worker's house."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        """Give the routes to mount."""
        return [
            Route("/v1/opt-outs", self.opt_out, methods=["POST"]),
            Route("/v1/clients/{client_id:path}", self.erase, methods=["DELETE"]),
            Route("/v1/erasures/{erasure_id}", self.erasure),
        ]

    async def opt_out(self, request: Request) -> Response:
        """`POST /v1/opt-outs`."""
        body = await body_of(request, OptOutRequest)
        holder = holder_of(request.scope)
        return JsonAnswer(await in_thread(written_down, self._house.backend, body, holder))

    async def erase(self, request: Request) -> Response:
        """`DELETE /v1/clients/{client_id}`: a job, which a worker does at once."""
        client_id = request.path_params["client_id"]
        holder = holder_of(request.scope)
        told = await in_thread(asked_for, self._house.backend, client_id, holder)
        return JsonAnswer(told, status_code=202, headers={"Location": f"/v1/erasures/{told['erasure_id']}"})

    async def erasure(self, request: Request) -> Response:
        """`GET /v1/erasures/{erasure_id}`."""
        erasure_id = request.path_params["erasure_id"]
        backend = self._house.backend
        found = await in_thread(backend.ledger.erasure, erasure_id)
        await in_thread(backend.refresh)  # what is told to be done is not shown by this worker any more
        if found is None or found.id != erasure_id:
            raise NotFoundError("There is no such erasure. DELETE /v1/clients/{client_id} gives its id.")
        return JsonAnswer(told_of(found))


def written_down(backend: Backend, body: OptOutRequest, holder: Holder) -> dict[str, Any]:
    """Write a client's wish down; it holds from the next request on.

    Raises
    ------
    UnknownClientError
        404, if the key is of one branch and the client of another.
    DamagedError
        503, if the key is of one branch, and only the damaged aliases would tell whether the client is, too.
    """
    client = whose(backend.settings.storage.data_dir, body.client_id)
    if client.fault:
        logger.warning("a wish stands under the id that was given: %s", client.fault)
        if not is_known_to(backend, client.client_id, holder):  # an id of before, maybe: nobody can tell
            raise DamagedError(client.fault)
    check_known_to(backend, client.client_id, holder)
    ledger, by = backend.ledger, f"key:{holder.id}"
    if body.opted_out:
        news = ledger.opt_out(client.client_id, body.channel, backend.clock(), by=by)
    else:
        news = take_wish_back(ledger, client.ids, body.channel)
    if news:
        backend.noted(by, "client.opt_out" if body.opted_out else "client.opt_in", 1)
    backend.heed_wishes()
    return {
        "channel": body.channel,
        "opted_out": body.opted_out,
        "changed": news,
        "aliases_known": client.fault is None,
    }


def asked_for(backend: Backend, client_id: str, holder: Holder) -> dict[str, Any]:
    """Write down that a client is to be erased; nobody may contact them from the next request on."""
    from serving.personal.erasing import ask_erasure

    check_known_to(backend, client_id, holder)
    ledger: Any = backend.ledger
    asked = ask_erasure(backend.settings, ledger, client_id, backend.clock(), by=f"key:{holder.id}")
    backend.heed_wishes()
    return told_of(asked)


def told_of(entry: Any) -> dict[str, Any]:
    """Tell how far an erasure is; nothing in it says whose it is."""
    state = "pending" if entry.done_at is None else "done"
    gone = dict(entry.gone) if state == "done" else {}
    return {
        "erasure_id": entry.id,
        "state": state,
        "asked_at": entry.asked_at,
        "done_at": entry.done_at,
        "gone": gone,
    }


def is_known_to(backend: Backend, client_id: str, holder: Holder) -> bool:
    """Tell whether the key may know a client."""
    return holder.branch is None or may_know(backend.current, client_id, holder)


def check_known_to(backend: Backend, client_id: str, holder: Holder) -> None:
    """Refuse a client that the key may not know."""
    if not is_known_to(backend, client_id, holder) or len(client_id) > LONGEST_ID:
        raise UnknownClientError("No client of that id is published for this key.")
