"""The nightly run of an invented company: features, scores, reasons, plan and files, and what each takes.

``python -m benchmarks.batch --clients N``: simulated events are accepted once (`winback check`, not counted)
and lie in `build/benchmarks/`; the model is that of the company that `benchmarks.http` serves. Reasons are
told of at most 50,000 clients of each list.
"""

import argparse
import importlib
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.contest import DATA, measured, peak_mb

CLIENTS, MONTHS, SEED = 200_000, 30, 7
#: Stage → where its work stands, by module and name.
STAGES = {
    "features": ("features.table.FeatureTable.at",),
    "scores": ("serving.scores.scored.compose",),
    "Booster.predict, in any stage": ("lightgbm.Booster.predict",),
    "reasons": ("serving.scores.scored.before_silence", "serving.scores.publication.explained"),
    "churn report": ("serving.scores.scored.churn_file",),
    "ledger": ("serving.scores.publication._draw",),
    "options": (
        "serving.scores.publication.options",
        "serving.scores.publication.timed",
        "serving.scores.publication.fitting",
    ),
    "Parquet, published": ("serving.scores.publication._parquet", "serving.scores.publication.publish"),
    "plan": ("serving.planning.lists.make_list",),
    "XLSX": ("serving.files.exports.write_list",),
}


@dataclass
class Spent:
    """Seconds and CPU seconds of one stage, and the process's peak memory when it had last ended."""

    seconds: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0


def company_of(clients: int) -> Path:
    """Simulate and accept a company's events, unless they already lie there; its folder."""
    from tests.serving.walked import decide, winback

    folder = DATA / f"batch-{clients}"
    if not (folder / "accepted").exists():
        ran = winback("simulate", folder, "--clients", clients, "--months", MONTHS, "--seed", SEED)
        if ran.code == 0:
            decide(folder)
            ran = winback("check", "--json", config=folder / "winback.toml")
        if ran.code:
            raise SystemExit(ran.err)
        (folder / "accepted").touch()
    return folder


def counted(work: Callable[..., Any], spent: Spent) -> Callable[..., Any]:
    """Give the same work, whose time is added up."""

    @wraps(work)
    def timed(*given: Any, **named: Any) -> Any:
        began, used = time.perf_counter(), time.process_time()
        try:
            return work(*given, **named)
        finally:
            spent.seconds += time.perf_counter() - began
            spent.cpu += time.process_time() - used
            spent.peak = peak_mb()

    return timed


def night(folder: Path, out: Path) -> int:
    """Score, publish, plan both lists and write them; gives how many clients the lists hold."""
    from datetime import UTC, datetime

    from benchmarks.http.company import FOLDER
    from features.materialize import open_events
    from features.settings import read_settings
    from serving.files import exports
    from serving.ledger import Ledger
    from serving.planning import lists
    from serving.scores import publication, scored
    from serving.store import open_published
    from training.bundle import Bundle

    settings = read_settings(folder / "winback.toml", {})
    kept = settings.storage.data_dir
    storage = settings.storage.model_copy(update={"data_dir": out})
    settings = settings.model_copy(update={"storage": storage})
    published = open_published(FOLDER / "winback-data")
    bundle = Bundle.from_files(published.bundle_files)
    day, now = published.as_of, datetime.now(UTC)
    ledger = Ledger(settings.ledger_url, zone=settings.zone)
    events = open_events(kept)
    told = scored.score_clients(events, bundle, settings, as_of=day, now=now)
    publication.publish_scores(told, bundle, settings, ledger, as_of=day, now=now)
    del told
    listed, made = 0, open_published(out)
    for name in ("at_risk", "recoverable"):
        chosen = lists.make_list(made, name, budget=None, settings=settings, language="ru")
        note = exports.ExportNote(name, "ru", day, bundle.version)
        exports.write_list(chosen.rows, note, out / f"{name}.xlsx")
        listed += len(chosen.rows)
    ledger.close()
    return listed


def table_of(clients: int) -> str:
    """Run it once, and tell of each stage."""
    from benchmarks.http.company import open_company

    spent = {stage: Spent() for stage in STAGES}
    folder = company_of(clients)
    open_company()  # whose model scores
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        for stage, places in STAGES.items():
            for place in places:
                owner_name, _, attribute = place.rpartition(".")
                owner = _owner(owner_name)
                work = counted(getattr(owner, attribute), spent[stage])
                stack.enter_context(patch.object(owner, attribute, work))
        whole = measured(lambda: night(folder, Path(name)))
    all_of_it = whole["CPU seconds"]
    rows = [
        f"| {stage} | {one.seconds:.1f} | {one.cpu:.1f} | {one.cpu / all_of_it:.0%} | {one.peak:,.0f} |"
        for stage, one in spent.items()
    ]
    head = f"| {clients:,} clients | seconds | CPU seconds | share of CPU | peak MB by then |"
    total = f"| all of it | {whole['seconds']:.1f} | {all_of_it:.1f} | | {whole['peak MB']:,.0f} |"
    return "\n".join([head, "|---|---|---|---|---|", *rows, total])


def _owner(name: str) -> Any:
    """Give a module, or a class of one."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        module, _, attribute = name.rpartition(".")
        return getattr(importlib.import_module(module), attribute)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--clients", type=int, default=CLIENTS, help=f"clients of the company ({CLIENTS:,})")
    print(table_of(parser.parse_args().clients))


if __name__ == "__main__":
    main()
