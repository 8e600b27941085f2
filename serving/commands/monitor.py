"""monitor: whether the model still serves, and what the lists brought."""

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import GateError, UsageError
from features.settings import Settings
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    Day,
    accepted_events,
    console,
    day_come,
    rows_gone,
    say_json,
    say_where,
    settings_of,
    table_of,
    working,
)
from serving.commands.words import said

if TYPE_CHECKING:
    from training.monitoring import MonitoringReport

#: Rows of each part on the terminal; the page holds them all.
MOST_ROWS = 12


def monitor(
    config: Config = DEFAULT_CONFIG,
    as_of: Day = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", help="watch or act: exit with 4 where the verdict is so grave."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what has drifted, whether the predictions came true, and what the lists brought.

    Exit code 0 says that the report was made, whatever its verdict; --fail-on is for schedulers.
    Example: winback monitor --fail-on act
    """
    if fail_on not in (None, "watch", "act"):
        raise UsageError(f"--fail-on is {fail_on!r}; it is watch or act. Write --fail-on act.")
    settings = settings_of(config)
    report, page = run_monitoring(settings, as_of)
    if as_json:
        say_json({**report.to_dict(), "report": str(page)})
    else:
        show(report)
        say_where(said("where.report", settings.company.language), page)
    if fail_on and report.verdict in {"watch": ("watch", "act"), "act": ("act",)}[fail_on]:
        raise GateError(f"{report.headline}. The report says why.")


def run_monitoring(settings: Settings, as_of: str | None = None) -> tuple["MonitoringReport", Any]:
    """Look at everything and record it; give the report and where its page lies."""
    from features.data_report.stopped import after_last_event
    from features.event_sets import read_report
    from features.table import FeatureTable
    from serving.crm.attempt_events import with_ledger_attempts
    from serving.ledger import Ledger
    from serving.past.plans import past_plans
    from serving.past.scores import keep_published, past_scores
    from serving.scores.composing import events_for
    from serving.store.locks import exclusive
    from training.bundle import Bundle
    from training.monitoring import Office, Past, Reference
    from training.monitoring import monitor as look
    from training.monitoring.record import record_monitoring
    from training.monitoring.reference import FILE
    from training.past.history import event_days
    from training.tracking.store import Tracking

    data_dir = settings.storage.data_dir
    asked = day_come(as_of, settings)
    data_dir.mkdir(parents=True, exist_ok=True)
    with exclusive(data_dir, "monitoring"):
        tracking = Tracking(settings)
        version = tracking.in_service()
        kept = tracking.text(version, FILE)
        office = Office(
            Bundle.from_files(tracking.bundle(version)), None if kept is None else Reference.from_json(kept)
        )
        events = accepted_events(settings)
        day = asked or event_days(events)[1] + timedelta(days=1)
        lost, known_on = rows_gone(settings, events, read_report(data_dir))
        keep_published(data_dir, kept_days=settings.privacy.past_scores_days)
        with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
            attempts = ledger.attempt_rows()
            plans, plan_rows = past_plans(ledger, before=day)
        with working("monitoring", settings.company.language) as step:
            told = with_ledger_attempts(events, attempts, settings.zone)
            features, _ = FeatureTable(events_for(office.bundle, events), settings).at(
                events.connection.con, day
            )
            if not features.num_rows:
                raise GateError(f"No client has an order that was known on {day}. Choose a later --as-of.")
            report = look(
                office,
                features.to_pandas(),
                told,
                Past(past_scores(data_dir, before=day), plans, plan_rows, attempts, tuple(lost), known_on),
                settings,
                as_of=day,
                heard_until=asked or after_last_event(events),
                progress=step,
            )
            step("report")
            return report, record_monitoring(report, settings, tracking)


def show(report: "MonitoringReport") -> None:
    """Print the verdict, what could not be told, and the gravest findings of each part."""
    from training.monitoring.finding import PARTS
    from training.monitoring.page import WORDS, lines_of
    from training.words import index_of

    place = index_of(report.language)
    console.print(f"[bold]{report.headline}[/bold]", highlight=False)
    for told in report.told_notes():
        console.print(f"· {told}", highlight=False)
    for part in PARTS:
        lines = [line for line in lines_of(report, part) if not line.explained]
        grave = [line for line in lines if line.tone != "ok"]
        heads = [WORDS[key][place] for key in ("subject", "verdict", "reason")]
        rows = [
            dict(zip(heads, (f"{line.figure}: {line.subject}", line.verdict, line.reason), strict=True))
            for line in grave[:MOST_ROWS]
        ]
        if rows:
            console.print(table_of(WORDS[part][place], heads, rows))
        for key, count in (("more", len(grave) - len(rows)), ("well", len(lines) - len(grave))):
            if count:
                console.print(
                    f"{WORDS[part][place]}. {WORDS[key][place].format(count=count)}", highlight=False
                )
