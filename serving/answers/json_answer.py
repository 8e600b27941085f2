"""The form in which JSON answers leave."""

from typing import Any

from starlette.responses import JSONResponse

from serving.answers.plain import as_json


class JsonAnswer(JSONResponse):
    """A JSON answer written by `as_json`."""

    def render(self, content: Any) -> bytes:
        """Write the body."""
        return as_json(content)
