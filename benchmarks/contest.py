"""Contestants run in turn, each in a process of its own, timed by itself and weighed by the kernel."""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.figures import Figure, figure, told

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "build" / "benchmarks"
Run = dict[str, float]


def measured(work: Callable[[], object]) -> Run:
    """Do the work once; seconds, CPU seconds and the peak memory of this process so far."""
    began, began_cpu = time.perf_counter(), time.process_time()
    work()
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    return {"seconds": seconds, "CPU seconds": cpu, "peak MB": peak_mb()}


def peak_mb() -> float:
    """Give the most memory that this process has had so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_alone(module: str, *arguments: str) -> Run:
    """Run a contestant, ``python -m MODULE --run …``, which prints what `measured` gave.

    The caller has to be small: a new process inherits its parent's peak memory as its own.
    """
    command = [sys.executable, "-W", "ignore", "-m", module, "--run", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    run: Run = json.loads(done.stdout.splitlines()[-1])
    return run


def compete(
    case: str, contestants: Mapping[str, Callable[[], Run]], measures: Sequence[str], *, repeats: int
) -> list[Figure]:
    """Let all run in turn, A B A B, and set the first against each of the others."""
    runs: dict[str, list[Run]] = {name: [] for name in contestants}
    for _ in range(repeats):
        for name, run in contestants.items():
            runs[name].append(run())
            print(f"  {case}: {name} {runs[name][-1]}", file=sys.stderr, flush=True)
    ours, *peers = runs

    def of(name: str, measure: str) -> list[float]:
        return [run[measure] for run in runs[name]]

    return [
        figure(case, (ours, peer), measure, of(ours, measure), of(peer, measure))
        for peer in peers
        for measure in measures
    ]


def command_line(
    description: str,
    benchmark: Callable[[int], list[Figure]],
    *,
    repeats: int,
    run: Callable[..., Run] | None = None,
) -> None:
    """Answer ``python -m benchmarks.NAME [--repeats N] [--json]``, and ``--run …`` for one contestant."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--repeats", type=int, default=repeats, help=f"runs of each contestant ({repeats})")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    if run:
        parser.add_argument("--run", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if run and given.run:
        print(json.dumps(run(*given.run)))
    else:
        print(told(benchmark(given.repeats), as_json=given.json))
