"""cadence: which clients were not contacted in time, and how each manager keeps the cadence."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import UsageError
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    Day,
    accepted_events,
    console,
    day_come,
    file_to_write,
    now,
    say_json,
    say_where,
    settings_of,
    table_of,
    working,
)
from serving.commands.words import said

if TYPE_CHECKING:
    from serving.cadence.due import Cadence
    from serving.files.words import Language

#: Rows of a table on the terminal; files hold them all.
MOST_ROWS = 12


def cadence(
    config: Config = DEFAULT_CONFIG,
    where: Annotated[
        list[str] | None, typer.Option(help="branch, manager or abc = value; may be given several times.")
    ] = None,
    as_of: Day = None,
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", help="XLSX or CSV file to write; may be given several times."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Report who is due a contact with news, who has waited too long, and the share kept by each manager.

    Example: winback cadence --where branch=North --out cadence.xlsx
    """
    from serving.cadence.files import checked_suffix, write_cadence
    from serving.personal.exported import note_exported

    settings = settings_of(config)
    for path in out or ():
        file_to_write(path)
        checked_suffix(path)
    language = settings.company.language
    report = _report(config, where or [], as_of)
    for path in out or ():
        note_exported(settings.storage.data_dir, path, now())
        write_cadence(report, path, language=language, author="winback cadence")
    if as_json:
        say_json({**told(report), "files": [str(path) for path in out or ()]})
        return
    if where and report.clients.empty:
        console.print(
            said("cadence.nobody", language, asked=f" {said('and', language)} ".join(where)), markup=False
        )
    else:
        _show(report, language)
    for path in out or ():
        say_where(said("where.report", language), path)


def _report(config: Path, where: list[str], as_of: str | None) -> "Cadence":
    from datetime import timedelta

    from serving.cadence.due import cadence_rows, client_cadence, narrowed, report_of
    from serving.scores.people import people_today
    from training.past.history import event_days

    settings = settings_of(config)
    filters = _filters(where)
    asked = day_come(as_of, settings)
    events = accepted_events(settings)
    day = asked or event_days(events)[1] + timedelta(days=1)
    with working("cadence", settings.company.language):
        people = people_today(events, day)
        rows = cadence_rows(events, settings, as_of=day)
        clients = client_cadence(rows, people, settings.segments, as_of=day)
        return report_of(narrowed(clients, people, filters), people, settings.segments, as_of=day)


def _filters(where: list[str]) -> dict[str, list[str]]:
    from serving.cadence.shown import FILTERS
    from serving.planning.filters import check_values

    filters: dict[str, list[str]] = {}
    for text in where:
        column, equals, value = text.partition("=")
        if not equals or column not in FILTERS:
            raise UsageError(
                f"--where is {text!r}; it is column=value, of {', '.join(FILTERS)}: --where branch=North."
            )
        filters.setdefault(column, []).append(value)
    check_values(filters)
    return filters


def told(report: "Cadence") -> dict[str, Any]:
    """Give the report for machines: targets, figures by manager and class, and the clients behind."""
    return {
        "as_of": report.as_of,
        "targets": dict(report.targets),
        "clients": len(report.clients),
        "behind": len(report.behind),
        "managers": report.managers.to_dict("records"),
        "classes": report.classes.to_dict("records"),
        "items": report.behind.to_dict("records"),
    }


def _show(report: "Cadence", language: "Language") -> None:
    from serving.cadence.files import headline
    from serving.cadence.words import CLASS_COLUMNS, MANAGER_COLUMNS, word
    from serving.web.words import percent

    console.print(f"[bold]{headline(report, language)}[/bold]", highlight=False)
    counts = f"{word('counts', language)}: {word('counts.text', language)}"
    console.print(counts, highlight=False, markup=False)
    tables = (
        ("classes", report.classes, CLASS_COLUMNS),
        ("managers", report.managers.head(MOST_ROWS), MANAGER_COLUMNS),
    )
    for name, frame, columns in tables:
        titles = {column: look.ru if language == "ru" else look.en for column, look in columns.items()}
        shares = {column for column, look in columns.items() if look.kind == "share"}
        rows = [
            {
                titles[str(column)]: percent(language, value) if column in shares else value
                for column, value in row.items()
            }
            for row in frame.to_dict("records")
        ]
        console.print(table_of(word(name, language), list(titles.values()), rows))
