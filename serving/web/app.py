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
from serving.web.rendering import FOLDER


def said_of(status: int) -> str:
    """Name the words in which a page says what a status means to its reader.

    Examples
    --------
    >>> said_of(404), said_of(422), said_of(503), said_of(500)
    ('no_page', 'wrong_address', 'busy', 'our_fault')
    """
    known = {404: "no_page", 503: "busy"}
    return known.get(status, "wrong_address" if status < 500 else "our_fault")


def web_app(house: House) -> Starlette:
    """Make the application.

    Parameters
    ----------
    house : House
        Where the worker's backend stands once it is loaded.
    """
    lists = ListDesk()
    pages = Pages(house, lists)

    async def told(request: Request, fault: Exception) -> Response:
        if isinstance(fault, RefusedError):
            return fault.answer
        answer = problem_of(fault)  # type: ignore[arg-type]  # registered for WinbackError
        is_page = request.url.path.startswith(("/lists", "/sign", "/language")) or request.url.path == "/"
        status = answer.status_code
        return pages.failed(request, said_of(status), status, str(fault)) if is_page else answer

    return Starlette(
        routes=[
            *Scores(house).routes(),
            *Reads(house, lists).routes(),
            *Writes(house).routes(),
            *Rights(house).routes(),
            *pages.routes(),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ],
        exception_handlers={WinbackError: told},
    )
