"""The JSON routes that write: attempts that are taken, and what became of them."""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from serving.answers.asked import body_of
from serving.answers.attempts import Done, close, take
from serving.answers.house import House
from serving.edge.guard import holder_of, in_thread
from serving.edge.intake import header, refuse
from serving.edge.problems import MEDIA_TYPE
from serving.edge.requests import AttemptRequest, OutcomeRequest

if TYPE_CHECKING:
    from serving.ledger import Asked

#: Says that an answer repeats the one that the same Idempotency-Key had before.
REPLAYED = "Idempotent-Replayed"
LONGEST_KEY = 255


class Writes:
    """The routes, on one worker's house."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        """Give the routes to mount."""
        return [
            Route("/v1/attempts", self.take, methods=["POST"]),
            Route("/v1/attempts/{attempt_id}/outcome", self.outcome, methods=["POST"]),
        ]

    async def take(self, request: Request) -> Response:
        """`POST /v1/attempts`."""
        body = await body_of(request, AttemptRequest)
        return await self._answered(request, take, body)

    async def outcome(self, request: Request) -> Response:
        """`POST /v1/attempts/{attempt_id}/outcome`."""
        body = await body_of(request, OutcomeRequest)
        return await self._answered(request, close, request.path_params["attempt_id"], body)

    async def _answered(self, request: Request, work: Callable[..., Done], *given: Any) -> Response:
        holder = holder_of(request.scope)
        asked = await _asked(request, holder.id)
        done = await in_thread(work, self._house.backend, *given, holder, asked)
        kind = "application/json" if done.reply.status < 400 else MEDIA_TYPE
        headers = {REPLAYED: "true"} if done.replayed else {}
        return Response(done.reply.body, status_code=done.reply.status, media_type=kind, headers=headers)


async def _asked(request: Request, key_id: str) -> "Asked | None":
    given = header(request.scope, b"idempotency-key")
    if given is None:
        return None
    from serving.ledger import Asked

    # the whole meaning of the request, not its spaces
    body = json.dumps(json.loads(await request.body()), sort_keys=True)
    told = json.dumps([request.method, request.url.path, body])
    return Asked(key_id, read_key(given), sha256(told.encode()).hexdigest())


def read_key(given: str) -> str:
    """Read an `Idempotency-Key`, quoted as its draft standard says or bare as most send it.

    Raises
    ------
    RefusedError
        400, if it is empty, longer than 255 characters, or not of printable ASCII.

    Examples
    --------
    >>> read_key('"8e03978e-40d5-43e8-bc93-6894a57f9324"') == read_key("8e03978e-40d5-43e8-bc93-6894a57f9324")
    True
    """
    bare = given.strip()
    if len(bare) >= 2 and bare[0] == bare[-1] == '"':
        bare = bare[1:-1]
    if not 1 <= len(bare) <= LONGEST_KEY or not (bare.isascii() and bare.isprintable()):
        raise refuse(
            400,
            "idempotency_key",
            f"Idempotency-Key must be 1 to {LONGEST_KEY} printable ASCII characters, such as a new UUID.",
        )
    return bare
