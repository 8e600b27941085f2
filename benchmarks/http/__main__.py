"""Scores over HTTP, at a constant rate: beside an empty BentoML route, bare FastAPI and MLflow's server."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.contest import Run, compete
from benchmarks.figures import Figure, told
from benchmarks.http.company import Company, open_company, rows_of_peers

REPEATS, SECONDS = 3, 15.0
MEASURES = ("CPU ms a request", "CPU ms a client", "p50 ms", "p99 ms")
OURS, EMPTY, FASTAPI, MLFLOW = "winback", "empty BentoML route", "bare FastAPI", "mlflow models serve"
#: Different requests that take turns.
BODIES = 20
#: The long run: requests a second, by one id each, and for how long.
LONG_RATE, LONG_SECONDS = 200.0, 120.0


@dataclass(frozen=True)
class Case:
    """One kind of request: of how many clients, how often, and whether their events come with it."""

    name: str
    clients: int
    rate: float
    live: bool = False


CASES = (
    Case("by id", 1, 40.0),
    Case("100 ids", 100, 10.0),
    Case("live, 1 client", 1, 2.0, live=True),
    Case("live, 50 clients", 50, 0.5, live=True),
)
Ask = Callable[..., Run]


def asked(
    url: str, bodies: list[Any], case: Case, *, server: int, seconds: float, headers: dict[str, str]
) -> Run:
    """Ask one server; errors are told at once."""
    from benchmarks.load import Load, ask

    measures, statuses = ask(Load(url, bodies, headers, case.rate, seconds), server=server)
    if set(statuses) != {200}:
        print(f"  {case.name}: {url} answered {dict(statuses)}", file=sys.stderr, flush=True)
    return {**measures, "CPU ms a client": measures["CPU ms a request"] / case.clients}


class Contest:
    """The servers, and who is asked what.

    Parameters
    ----------
    company : Company
    stack : ExitStack
        Ends the servers.
    folder : Path
        For logs.
    """

    def __init__(self, company: Company, stack: ExitStack, folder: Path) -> None:
        from benchmarks.http import servers
        from serving.environment import CONFIG

        self.company = company
        config = {CONFIG: str(company.config)}
        self.ours = stack.enter_context(
            servers.bentoml("serving.service:Winback", "/readyz", folder, **config)
        )
        empty = servers.bentoml("benchmarks.http.empty_service:Empty", "/livez", folder)
        self.empty = stack.enter_context(empty)
        self.fastapi = stack.enter_context(servers.fastapi(company, folder))
        self.mlflow = stack.enter_context(servers.mlflow(company, folder))

    def contestants(self, case: Case, seconds: float) -> dict[str, Ask]:
        """Give the servers that can answer a case, ours first."""
        ids = self.company.client_ids
        some = [
            [ids[(start * 7 + number) % len(ids)] for number in range(case.clients)]
            for start in range(BODIES)
        ]
        asking = partial(asked, case=case, seconds=seconds)
        key = {"Authorization": f"Bearer {self.company.key}"}
        path = "/v1/scores/live" if case.live else "/v1/scores"
        found: dict[str, Ask] = {
            OURS: partial(
                asking,
                f"{self.ours.url}{path}",
                [self._body(case, each) for each in some],
                server=self.ours.process_id,
                headers=key,
            ),
            EMPTY: partial(
                asking, f"{self.empty.url}/nothing", [{}], server=self.empty.process_id, headers={}
            ),
        }
        if case.live:
            return found
        by_id = [{"client_ids": each} for each in some]
        rows = [rows_of_peers(self.company.folder, each) for each in some]
        fast, flow = self.fastapi, self.mlflow
        return found | {
            FASTAPI: partial(asking, f"{fast.url}/scores", by_id, server=fast.process_id, headers={}),
            MLFLOW: partial(asking, f"{flow.url}/invocations", rows, server=flow.process_id, headers={}),
        }

    def _body(self, case: Case, client_ids: list[str]) -> Any:
        if not case.live:
            return {"client_ids": client_ids}
        return {"as_of": self.company.as_of, **self.company.events(client_ids)}


def benchmark(
    repeats: int = REPEATS, *, seconds: float = SECONDS, cases: Sequence[Case] = CASES
) -> list[Figure]:
    """Let the servers answer in turn, case by case."""
    from serving.environment import quiet_environment

    quiet_environment()
    figures = []
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        contest = Contest(open_company(), stack, Path(name))
        for case in cases:
            contestants = contest.contestants(case, seconds)
            for warm in contestants.values():
                warm(seconds=max(1.0, 4 / case.rate))
            figures += compete(case.name, contestants, MEASURES, repeats=repeats)
    return figures


def long_run() -> str:
    """Ask by id for minutes; how many answers had which status, and how long they took."""
    from benchmarks.http import servers
    from benchmarks.load import Load, ask
    from serving.environment import CONFIG, quiet_environment

    quiet_environment()
    company = open_company()
    key = {"Authorization": f"Bearer {company.key}"}
    bodies = [{"client_ids": [each]} for each in company.client_ids[:BODIES]]
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        config = {CONFIG: str(company.config)}
        ours = stack.enter_context(
            servers.bentoml("serving.service:Winback", "/readyz", Path(name), **config)
        )
        url = f"{ours.url}/v1/scores"
        ask(Load(url, bodies, key, LONG_RATE / 4, 3.0), server=ours.process_id)
        measures, statuses = ask(Load(url, bodies, key, LONG_RATE, LONG_SECONDS), server=ours.process_id)
    told_measures = ", ".join(f"{name} {value:.3g}" for name, value in measures.items())
    return f"{LONG_RATE:g} a second for {LONG_SECONDS:g} s: statuses {dict(statuses)}, {told_measures}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.http", description=__doc__)
    parser.add_argument("--repeats", type=int, default=REPEATS, help=f"runs of each contestant ({REPEATS})")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"length of a run ({SECONDS:g})")
    parser.add_argument(
        "--case",
        action="append",
        choices=[case.name for case in CASES],
        help="only this one; may be repeated",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--long", action="store_true", help="200 requests a second by id for two minutes")
    given = parser.parse_args()
    if given.long:
        print(long_run())
    else:
        cases = [case for case in CASES if given.case is None or case.name in given.case]
        print(told(benchmark(given.repeats, seconds=given.seconds, cases=cases), as_json=given.json))


if __name__ == "__main__":
    main()
