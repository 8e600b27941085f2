"""A small invented company that went the whole way by commands, and how tests run a command in process."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from features.schema import TABLES, EventTable, Kind
from features.settings import Settings, read_settings

CLIENTS, MONTHS, SEED = 500, 30, 7
#: The version that was scored with.
TREES = "blend-by-hand"
#: Stands in `clients` and never ordered.
ORDERLESS = "0009999"
#: What the company decided otherwise than the defaults.
DECIDED = {
    "[training]": """origins = 2
as_of_every_days = 90
candidates = ["lightgbm"]
""",
    "[value]": "large_client_value = 5000000\n",
    "[plan]": 'exclude = ["0000001"]\n',
    "[source.tables.clients]": 'attributes = ["tier"]\n',
}
#: The company's own attribute of clients, by the last digit of the id.
TIERS = ("gold", "silver", "silver", "basic", "basic")
MORE_ACTIONS = """
[actions.management]
channel = "management_call"
fixed_cost = 2000

[actions.letter]
channel = "email"
fixed_cost = 20
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> Any:
        """What it printed for machines, read strictly: NaN is no JSON."""
        return json.loads(self.out, parse_constant=_no_json)


def _no_json(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def winback(*words: object, config: Path | None = None) -> Ran:
    """Run a command as the console script does, in this process."""
    from serving.cli import main

    asked = [str(word) for word in words] + (["--config", str(config)] if config else [])
    out, err, before, code = io.StringIO(), io.StringIO(), sys.argv, 0
    sys.argv = ["winback", *asked]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.argv = before
    return Ran(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class Walked:
    """The company's folder, and what each command on the way said."""

    folder: Path
    ran: Mapping[str, Ran]

    @property
    def config(self) -> Path:
        """Its settings file."""
        return self.folder / "winback.toml"

    @property
    def settings(self) -> Settings:
        """Its settings."""
        return read_settings(self.config, {})

    @property
    def data_dir(self) -> Path:
        """Where its results lie."""
        return self.settings.storage.data_dir

    def run(self, *words: object) -> Ran:
        """Run a command with its settings file."""
        return winback(*words, config=self.config)

    def copied(self, folder: Path) -> "Walked":
        """Give the same company in a folder of its own, to be changed."""
        shutil.copytree(self.folder, folder)
        return replace(self, folder=folder)


def walk(folder: Path) -> Walked:
    """Go the way from an invented company to published scores, by commands in order."""
    size = ("--clients", CLIENTS, "--months", MONTHS, "--seed", SEED)
    ran = {"simulate": winback("simulate", folder, *size)}
    decide(folder)
    company = Walked(folder, ran)
    ran["check"] = company.run("check", "--json")
    ran["features"] = company.run("features", "--out", folder / "features.parquet", "--json")
    ran["train"] = company.run("train", "--json")
    ran["compare"] = company.run("compare", "--json")
    number = register(company, TREES, champions=trees(company.settings))
    ran["promote"] = company.run("promote", number, "--force", "--why", "these tests are about a model")
    ran["score"] = company.run("score", "--out", folder / "scores.csv", "--json")
    return company


@contextmanager
def read_on_few_days() -> Iterator[None]:
    """Silent clients are read on three days only: for scorings of which no test asks the reasons."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.reasons.before_silence.GRID_DAYS", np.array([0, 28, 84]))
        yield


def trees(settings: Settings) -> dict[str, Any]:
    """Fit champions that are models, whatever the gate says of so small a company."""
    from datetime import date, timedelta

    from features.materialize import open_events
    from training.champions import Champion
    from training.models.calibration import Calibrator
    from training.models.candidates import fit_models
    from training.models.design import Design
    from training.past.snapshots import take, usable

    days = [date(2023, 1, 1) + timedelta(days=60 * step) for step in range(4)]
    events = open_events(settings.storage.data_dir)
    found = take(events, settings, days, known_at=date(2024, 7, 1), window_days=90)
    rows = found.rows[usable(found.rows)].reset_index(drop=True)
    design = Design(categories=frozenset({"logistic", "lightgbm"}), expectations=True)
    models = fit_models(rows, found.inputs, ["logistic", "lightgbm", "blend"], seed=1, design=design)
    sigmoid = Calibrator("sigmoid", (0.9,), (0.1,))
    return {
        "at_risk": Champion(models["blend"], sigmoid),
        "recoverable": Champion(models["lightgbm"], sigmoid),
    }


def decide(folder: Path) -> None:
    """Write down what the company decided, and its own attribute of each client."""
    path = folder / "winback.toml"
    text = path.read_text(encoding="utf-8")
    for section, lines in DECIDED.items():
        text = text.replace(f"{section}\n", f"{section}\n{lines}", 1)
    path.write_text(text + MORE_ACTIONS, encoding="utf-8")
    with (folder / "clients.csv").open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    names = [*rows[0], "tier"]
    rows = [row | {"tier": TIERS[int(row["client_id"]) % len(TIERS)]} for row in rows]
    rows.append(
        {"client_id": ORDERLESS, "valid_from": "2024-01-01", "name": "Без заказов", "branch": "Север"}
    )
    with (folder / "clients.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def raw_events(folder: Path, client_ids: set[str]) -> dict[str, list[dict[str, Any]]]:
    """Clients' rows of the source's own files, as a caller would send them: what is empty is left out."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES.values():
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            tables[table.name] = [
                _row(table, row) for row in csv.DictReader(file) if row["client_id"] in client_ids
            ]
    return tables


def _row(table: EventTable, row: Mapping[str, str]) -> dict[str, Any]:
    """A row as JSON has it; the company's own columns stand in `attributes`."""
    ours = {column.name for column in table.columns}
    sent = {key: _sent(table.column(key).kind, value) for key, value in row.items() if value and key in ours}
    own = {key: value for key, value in row.items() if value and key not in ours}
    return {**sent, "attributes": own} if own else sent


def _sent(kind: Kind, value: str) -> Any:
    """A cell as JSON has it."""
    if kind is Kind.FLAG:
        return {"true": True, "false": False}[value]
    if kind in (Kind.MONEY, Kind.NUMBER):
        return float(value)
    return int(value) if kind is Kind.INTEGER else value


def register(company: Walked, name: str, *, champions: Mapping[str, Any] | None = None) -> str:
    """Register the trained model, which the gate refused, under another name; give its number."""
    import pandas as pd

    from features.catalog import tables_of
    from training.bundle import Bundle, with_golden_scores
    from training.tracking.store import Tracking

    tracking = Tracking(company.settings)
    bundle = replace(Bundle.from_files(tracking.bundle(tracking.version("1"))), version=name)
    if champions is not None:
        read = {feature for champion in champions.values() for feature in champion.model.features}
        categories = sorted(read - {*bundle.features})
        bare = bundle.golden[[*bundle.features, "status", "abc"]]
        numbers = bare.astype(dict.fromkeys(bundle.features, "float64"))
        features = (*bundle.features, *categories)
        nothing = pd.DataFrame(None, index=numbers.index, columns=categories, dtype="object")
        bundle = replace(
            bundle,
            champions=champions,
            features=features,
            tables=tables_of(features),
            golden=pd.concat([numbers, nothing], axis=1),
            status_means=bundle.status_means.reindex(columns=list(features), fill_value=0.0),
        )
        bundle = with_golden_scores(bundle)
    with tracking.run(name, {}) as run:
        model = tracking.log_model(run, bundle.to_files(), example=bundle.example(), requirements=["numpy"])
        return tracking.register(run, model, name=name, passed=False, description=name).number


def start_walked(company: Walked) -> tuple[Any, AsyncExitStack]:
    """Start the service in this process on what the company published."""
    import asyncio

    from serving.answers.backend import open_backend
    from serving.service import make_service
    from tests.serving.conftest import Inside, make_keys

    backend = open_backend(company.config)
    app = make_service(lambda: backend).to_asgi()
    loop = asyncio.new_event_loop()
    stack = AsyncExitStack()
    loop.run_until_complete(stack.enter_async_context(app.router.lifespan_context(app)))
    return Inside(backend, make_keys(backend.ledger), app, loop), stack
