"""train: from snapshots to a registered version."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import GateError
from features.figures import Language
from features.settings import Settings
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AcceptFewerRows,
    AsJson,
    Config,
    Day,
    accepted_events,
    console,
    day_come,
    say_json,
    say_where,
    settings_of,
    table_of,
    working,
)
from serving.commands.words import said

if TYPE_CHECKING:
    import pandas as pd

    from features.events import Events
    from training.judging.office import InOffice
    from training.tracking.store import Tracking, Version
    from training.trained import Trained

SHOWN = ("average_precision", "log_loss", "auc", "ece")


def train(
    config: Config = DEFAULT_CONFIG,
    as_of: Day = None,
    trust: Annotated[
        list[str] | None,
        typer.Option("--trust", help="Feature that may be almost perfect alone; may be given several times."),
    ] = None,
    accept_fewer_rows: AcceptFewerRows = False,
    as_json: AsJson = False,
) -> None:
    """Train, judge against the baselines, log to MLflow, and register the version.

    It becomes champion where the gate passes. Exit code 4: it did not, and the silence rule serves.
    Example: winback train --as-of 2024-06-01
    """
    settings = settings_of(config)
    made = run_training(settings, as_of, trusted=trust or (), accept_fewer_rows=accept_fewer_rows)
    if as_json:
        say_json(_as_json(made, settings.company.language))
    else:
        _show(made, settings)
    if not made.trained.passed:
        raise GateError(_why_not(made.trained))


def _why_not(trained: "Trained") -> str:
    """Say why a version did not take office: by the baselines, by the champion, or by what has changed."""
    if not trained.verdict.passed:
        return "The gate did not let every group pass; the report's first line says what serves now."
    office = trained.office.groups if trained.office else ()
    said = [part.reason("en") for part in office if part.refused]
    said += [one.removesuffix(".") + "." for one in replace(trained.shifts, findings=()).said("en")]
    return f"Better than the baselines, but the champion stays. {' '.join(said)}"


@dataclass(frozen=True)
class Recorded:
    """A training, the version that the registry has of it, and where its report lies."""

    trained: "Trained"
    version: "Version"
    report: Path


def _show(made: Recorded, settings: Settings) -> None:
    """Print the figures, who serves, which effects could not be measured, and where to read on."""
    from training.response.words import why_not_measured

    language = settings.company.language
    console.print(figures_table(made.trained.summary, language))
    console.print(made.trained.verdict.headline(language))
    for suspicion in made.trained.suspicions:
        console.print(suspicion.said(language), markup=False)
    for line in made.trained.learned.refusals:
        console.print(why_not_measured(line, language), markup=False)
    say_where(said("where.report", language), made.report)
    say_where("MLflow", _where_runs_are(settings))


def run_training(
    settings: Settings,
    as_of: str | None = None,
    *,
    trusted: Collection[str] = (),
    accept_fewer_rows: bool = False,
) -> Recorded:
    """Train, record, and register the version."""
    from features.event_sets import fingerprint
    from serving.store.locks import exclusive
    from training.tracking.recording import record
    from training.tracking.store import Tracking
    from training.train import train as train_all

    asked = day_come(as_of, settings)
    settings.storage.data_dir.mkdir(parents=True, exist_ok=True)
    with exclusive(settings.storage.data_dir, "training"):
        tracking = Tracking(settings)
        tracking.sweep()
        events = accepted_events(settings, refuse_cut=not accept_fewer_rows)
        events = _with_attempts(events, settings)
        office = tracking.champion()
        with working("training", settings.company.language) as step:
            trained = train_all(
                events,
                settings,
                as_of=asked,
                in_office=None if office is None else _in_office(office, tracking),
                trusted=trusted,
                progress=step,
            )
            step("report")
            version, report = record(
                trained, settings, tracking, data_fingerprint=fingerprint(settings.storage.data_dir)
            )
    return Recorded(trained, version, report)


def _as_json(made: Recorded, language: str) -> dict[str, Any]:
    trained, version = made.trained, made.version
    parts = {"at_risk": trained.verdict.at_risk, "recoverable": trained.verdict.recoverable}
    return {
        "version": version.name,
        "registry_version": version.number,
        "aliases": list(version.aliases),
        "gate_passed": trained.passed,
        "headline": trained.verdict.headline(language),
        "report": str(made.report),
        "figures": trained.summary.to_dict(orient="records"),
        "figures_by_origin": trained.judged.to_dict(orient="records"),
        "gains": {group: part.table().to_dict(orient="records") for group, part in parts.items()},
        "value": [] if trained.value is None else trained.value.methods.to_dict(orient="records"),
        "value_method": trained.bundle.value.method,
        "value_tried": [] if trained.value is None else trained.value.tried.to_dict(orient="records"),
        "calibrated_on": trained.fitted_on,
        "response": [dict(line) for line in trained.learned.actions],
        "policy_value": list(trained.learned.policy_lines()),
        "calibration": trained.calibration.to_dict(orient="records"),
        "designs": trained.choices.table().to_dict(orient="records"),
        "expected_profit": dict(trained.profits),
        "shifts": [one.to_dict() for one in trained.shifts.findings],
        "suspicions": [asdict(one) for one in trained.suspicions],
        "blocked_by": [one.name for one in trained.shifts.blocking],
    }


def figures_table(summary: "pd.DataFrame", language: Language) -> Any:
    """Lay out candidates against baselines, mean ± spread over test days."""
    from training.report.words import word
    from training.report_numbers import known, number
    from training.words import name_of

    rows = []
    group_head, contestant_head = word("group", language), word("contestant", language)
    for group in ("at_risk", "recoverable"):
        part = summary[summary["group"] == group]
        for contestant in part["contestant"].unique():
            own = part[part["contestant"] == contestant].set_index("figure")
            row: dict[str, Any] = {
                group_head: name_of("group", group, language),
                contestant_head: name_of("contestant", contestant, language),
            }
            for figure in SHOWN:
                mean, spread = own.loc[figure, "mean"], own.loc[figure, "spread"]
                told = " ± ".join(number(value, language, places=4) for value in (mean, spread))
                row[figure_name(figure, language)] = told if known(mean) else "–"
            rows.append(row)
    heads = [group_head, contestant_head, *(figure_name(figure, language) for figure in SHOWN)]
    return table_of(said("figures", language), heads, rows)


def figure_name(figure: str, language: Language) -> str:
    """Give a figure's name in the company's language."""
    from training.report.words import FIGURES

    words = FIGURES[figure]
    return words.ru if language == "ru" else words.en


def value_table(trained: "Trained", currency: str) -> Any:
    """Lay out how well each way of foretelling value did, errors in the company's currency."""
    from training.words import name_of

    if trained.value is None:
        return "The history is too short to judge value: no value window fits twice into it."
    rows = [
        {
            "value by": row.method,
            "total against what came": f"{row.total_bias:+.1%}",
            f"mean absolute error, {currency}": f"{row.mae:,.2f}",
            "rank correlation": f"{row.rank_correlation:.3f}",
        }
        for row in trained.value.methods.itertuples()
    ]
    days, serves = trained.value.window_days, name_of("method", trained.bundle.value.method, "en")
    title = f"Expected value of the next {days} days, judged on clients of a past day; {serves} serves"
    return table_of(title, list(rows[0]), rows)


def _in_office(version: "Version", tracking: "Tracking") -> "InOffice":
    """Fetch the champion in office, and what its clients were like."""
    from training.bundle import Bundle
    from training.judging.office import InOffice
    from training.monitoring.reference import FILE, Reference

    text = tracking.text(version, FILE)
    bundle = Bundle.from_files(tracking.bundle(version))
    return InOffice(bundle, None if text is None else Reference.from_json(text))


def _with_attempts(events: "Events", settings: Settings) -> "Events":
    """Add what the ledger knows of attempts and hold-outs to the company's events."""
    from contextlib import closing

    from serving.crm.attempt_events import with_ledger_attempts
    from serving.ledger import Ledger

    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        rows = ledger.attempt_rows()
    return with_ledger_attempts(events, rows, settings.zone)


def _where_runs_are(settings: Settings) -> str:
    """Say how to look at the runs; an address that may hold a password is not shown."""
    from training.tracking.store import experiment_of

    language = settings.company.language
    if settings.tracking_uri.startswith(("http:", "https:")):
        return said("where.server", language, experiment=experiment_of(settings))
    is_file = settings.tracking_uri.startswith("sqlite:")
    address = settings.tracking_uri if is_file else said("where.tracking_uri", language)
    return f"mlflow ui --backend-store-uri {address}"
