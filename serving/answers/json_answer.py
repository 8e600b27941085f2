"""The form in which JSON answers leave."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from serving.plain import as_json


class JsonAnswer(JSONResponse):
    """A JSON answer written by `as_json`."""

    def render(self, content: Any) -> bytes:
        """Write the body."""
        return as_json(content)


def tagged(request: Request, answer: Mapping[str, Any]) -> Response:
    """Answer with an `ETag`, or 304 where the caller has that very answer."""
    body = as_json(answer)
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
    if tag in known or known == ["*"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)
