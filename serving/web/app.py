"""The Starlette application that is mounted beside BentoML's own routes: everything by GET, and the pages."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from features.errors import WinbackError
from serving.answers.house import House
from serving.answers.reads import Reads
from serving.answers.scores import Scores
from serving.answers.shown import ListDesk
from serving.answers.writes import Writes
from serving.edge.intake import RefusedError
from serving.edge.problems import problem_of
from serving.personal.rights import Rights
from serving.web.pages import Pages
from serving.web.rendering import FOLDER, Renderer


def web_app(house: House) -> Starlette:
    """Make the application.

    Parameters
    ----------
    house : House
        Where the worker's backend stands once it is loaded.
    """
    lists, renderer = ListDesk(), Renderer(house)

    async def told(request: Request, fault: Exception) -> Response:
        if isinstance(fault, RefusedError):
            return fault.answer
        answer = problem_of(fault)  # type: ignore[arg-type]  # registered for WinbackError
        is_page = request.url.path.startswith(("/lists", "/sign", "/language")) or request.url.path == "/"
        return renderer.refusal(request.scope, answer) if is_page else answer

    return Starlette(
        routes=[
            *Scores(house).routes(),
            *Reads(house, lists).routes(),
            *Writes(house).routes(),
            *Rights(house).routes(),
            *Pages(house, lists, renderer).routes(),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ],
        exception_handlers={WinbackError: told},
    )
