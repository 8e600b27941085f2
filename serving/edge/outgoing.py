"""What every answer carries out: security headers, its request's id, and errors in one form."""

from collections.abc import Callable

from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from serving.edge.problems import Problem, problem_from

SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (b"server", b"winback"),
)
_REPLACED = {name for name, _ in SECURITY_HEADERS} | {b"x-bentoml-request-id", b"x-bentoml-trace-id"}


class Outgoing:
    """The answer to one request on its way out.

    Parameters
    ----------
    send : ASGI send
        Where it goes.
    request_id : str
        Goes with it as `X-Request-ID`.
    bare : bool
        Whether error bodies stay as they are (probes).
    said : callable, optional
        Makes of a refusal what is answered instead, such as a page.

    Attributes
    ----------
    extra : dict of str to str
        Further headers of this answer.
    """

    def __init__(
        self,
        send: Send,
        *,
        request_id: str,
        bare: bool = False,
        said: Callable[[Problem], Response] | None = None,
    ) -> None:
        self._send = send
        self._bare = bare
        self._said = said
        self._held: list[bytes] | None = None
        self.request_id = request_id
        self.extra: dict[str, str] = {}
        self.started = False
        self.status = 0

    async def send(self, message: Message) -> None:
        """Pass a message of the application on, or hold it if it is an error body of another form."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self.status >= 400 and self._is_foreign(message):
                self._held = []
            else:
                await self._start(message)
        elif message["type"] == "http.response.body" and self._held is not None:
            self._held.append(message.get("body", b""))
        else:
            await self._send(message)

    async def finish(self, scope: Scope, receive: Receive) -> None:
        """Send what was held, in our own form."""
        if self._held is not None:
            body, self._held = b"".join(self._held), None
            await self.whole(problem_from(self.status, body), scope, receive)

    async def whole(self, response: Response, scope: Scope, receive: Receive) -> None:
        """Send a whole answer of the guard's own, unless another one has begun."""
        if not self.started:
            self._held = None
            if self._said is not None and isinstance(response, Problem):
                response = self._said(response)
            await response(scope, receive, self._direct)

    async def _direct(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            await self._start(message)
        else:
            await self._send(message)

    async def _start(self, message: Message) -> None:
        self.started = True
        kept = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in _REPLACED]
        if not any(name.lower() == b"cache-control" for name, _ in kept):
            kept.append((b"cache-control", b"no-store"))
        kept += [(name.lower().encode(), value.encode()) for name, value in self.extra.items()]
        kept += [*SECURITY_HEADERS, (b"x-request-id", self.request_id.encode())]
        await self._send({**message, "headers": kept})

    def _is_foreign(self, message: Message) -> bool:
        if self._bare:
            return False
        kinds = [value for name, value in message.get("headers", ()) if name.lower() == b"content-type"]
        ours = (b"application/problem+json", b"text/html")
        return not any(kind.startswith(ours) for kind in kinds)
