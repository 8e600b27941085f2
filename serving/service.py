"""The BentoML service: live scoring, everything else mounted beside it, all of it behind the guard."""

import asyncio
import gc
import logging
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from serving.environment import CONFIG, quiet_environment

quiet_environment()  # before BentoML is imported, which reads it then

import bentoml  # noqa: E402
from starlette.responses import Response  # noqa: E402

from features.errors import SettingsError, UsageError, WinbackError  # noqa: E402
from serving.answers.backend import Backend, open_backend  # noqa: E402
from serving.answers.clients import UNKNOWN, answered_by, may_score  # noqa: E402
from serving.answers.house import House  # noqa: E402
from serving.answers.json_answer import JsonAnswer  # noqa: E402
from serving.edge.event_log import asked_format, tell, write_log  # noqa: E402
from serving.edge.guard import Guard, holder_of, in_thread  # noqa: E402
from serving.edge.keys import Holder  # noqa: E402
from serving.edge.problems import problem, problem_of  # noqa: E402
from serving.edge.requests import MOST_LIVE_CLIENTS, LiveRequest  # noqa: E402
from serving.telling.attending import attend  # noqa: E402
from serving.web.app import web_app  # noqa: E402
from serving.web.rendering import Renderer  # noqa: E402

logger = logging.getLogger(__name__)
write_log(asked_format())  # of BentoML's supervisor, too, which only imports this module

#: Seconds between two looks at what is published.
POLL_SECONDS = 1.0
#: Seconds after which BentoML itself gives up; the guard does so long before.
LAST_RESORT_SECONDS = 120


def backend_from_environment() -> Backend:
    """Open the backend by the settings file that `WINBACK_CONFIG` names.

    Raises
    ------
    SettingsError
        If the variable is not set.
    """
    named = os.environ.get(CONFIG)
    if not named:
        raise SettingsError(f"{CONFIG} is not set; it names the settings file, as in {CONFIG}=winback.toml.")
    return open_backend(Path(named))


def make_service(open_it: Callable[[], Backend]) -> Any:
    """Make the BentoML service.

    Parameters
    ----------
    open_it : callable
        Opens the backend, when a worker starts.
    """
    house = House()

    @bentoml.asgi_app(web_app(house), path="/")
    @bentoml.service(
        name="winback",
        workers=1,
        threads=4,
        traffic={"timeout": LAST_RESORT_SECONDS},
        metrics={"enabled": False},
        logging={"access": {"enabled": False}},
        http={"cors": {"enabled": False}},
        tracing={"excluded_urls": [".*"]},  # nobody traces (serving.environment), and asking costs .2 ms
    )
    class Winback:
        """Which clients are leaving, which can be won back, and which of them are worth the money."""

        def __init__(self) -> None:
            backend = open_it()
            write_log(backend.settings.serving.log_format)
            tell(logger, logging.INFO, "started", "the worker has started", process=os.getpid())
            backend.refresh()
            backend.heed()
            house.move_in(backend)
            self._tasks: list[asyncio.Task[None]] = []
            gc.collect()
            gc.freeze()  # what stands now stays: the collector need not walk it at each request

        @bentoml.on_startup  # type: ignore[untyped-decorator]  # BentoML has no types
        async def begin(self) -> None:
            """Watch for newer publications, and see to the ledger."""
            backend = house.backend
            self._tasks = [asyncio.create_task(follow(backend)), asyncio.create_task(attend(backend))]

        @bentoml.on_shutdown  # type: ignore[untyped-decorator]
        async def end(self) -> None:
            """Stop watching."""
            tell(logger, logging.INFO, "stopping", "the worker is stopping", process=os.getpid())
            for task in self._tasks:
                task.cancel()

        async def __is_ready__(self) -> bool:
            return house.backend.ready

        @bentoml.api(route="/v1/scores/live")  # type: ignore[untyped-decorator]
        async def live(self, body: LiveRequest, /, ctx: bentoml.Context) -> Any:
            """Score the events that come with the request."""
            return await answered(ctx, house.backend, body)

    service: Any = Winback
    service.add_asgi_middleware(Guard, house=house, page=Renderer(house).refusal)
    return service


async def answered(ctx: Any, backend: Backend, body: Any) -> Response:
    """Score what a request sent, and answer with the scores, or with the problem that was met.

    Parameters
    ----------
    ctx : bentoml.Context
        Of the request; BentoML takes the status from here, whatever the answer says.
    backend : Backend
        What answers.
    body : LiveRequest
        The events.
    """
    holder = holder_of(ctx.request.scope)
    try:
        done = await in_thread(scored_live, backend, body, holder)
    except WinbackError as fault:
        done = problem_of(fault)
    answer = done if isinstance(done, Response) else JsonAnswer(done)
    ctx.response.status_code = answer.status_code
    return answer


def scored_live(backend: Backend, body: Any, holder: Holder) -> dict[str, Any] | Response:
    """Answer `POST /v1/scores/live`."""
    loaded = backend.current
    ids = body.client_ids()
    if len(ids) > MOST_LIVE_CLIENTS:
        return problem(
            413,
            "too_many",
            f"The body holds events of {len(ids)} clients; at most {MOST_LIVE_CLIENTS} go into one request.",
        )
    check_day_has_come(body.as_of, backend)
    hidden = {key for key in ids if not may_score(loaded, key, holder)}
    tables = body.tables(backend.settings.zone)
    if hidden:
        tables = {
            name: kept
            for name, rows in tables.items()
            if (kept := [row for row in rows if row.get("client_id") not in hidden])
        }
    errors: list[dict[str, Any]] = [{"client_id": key, "code": UNKNOWN} for key in sorted(hidden)]
    if not tables.get("orders"):
        return {**answered_by(loaded), "scores": [], "errors": errors}
    answer = loaded.scorer.score(body.as_of, tables)
    return {**answered_by(loaded), "scores": answer.scores, "errors": [*answer.errors, *errors]}


def check_day_has_come(as_of: date, backend: Backend) -> None:
    """Refuse a day later than tomorrow, and than what is published."""
    tomorrow = backend.clock().astimezone(backend.settings.zone).date() + timedelta(days=1)
    latest = max(tomorrow, backend.current.published.as_of)
    if as_of > latest:
        raise UsageError(
            f"as_of is {as_of}, which has not come: nobody could have ordered yet. The latest is {latest}."
        )


async def follow(backend: Backend) -> None:
    """Take newer publications for as long as the worker lives."""
    while True:
        await asyncio.sleep(POLL_SECONDS)
        if await in_thread(backend.refresh):
            gc.collect()
            gc.freeze()


Winback = make_service(backend_from_environment)
