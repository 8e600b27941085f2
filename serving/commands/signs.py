"""signs: who shows signs of leaving, with the evidence; needs no trained model."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.errors import GateError
from features.figures import Language
from features.settings import Settings
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
    import pandas as pd

#: Clients shown on the terminal; files hold them all.
MOST_ROWS = 12


def signs(
    config: Config = DEFAULT_CONFIG,
    as_of: Day = None,
    out: Annotated[Path | None, typer.Option("--out", help="XLSX, CSV or JSON file to write.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell who shows signs of leaving, each with its evidence; no trained model is needed.

    Example: winback signs --out signs.xlsx
    """
    from features.signs.report import sign_counts, sign_report
    from serving.files.exports import checked_format
    from training.past.history import event_days

    settings, out = settings_of(config), file_to_write(out)
    if out is not None:
        checked_format(out)
    asked = day_come(as_of, settings)
    events = accepted_events(settings)
    first, last = event_days(events)
    day = asked or last + timedelta(days=1)
    if day <= first:
        raise GateError(f"No client has an order that was known on {day}. Choose a later --as-of.")
    with working("signs", settings.company.language):
        report = sign_report(events, settings, as_of=day)
        counts = sign_counts(report)
    if out is not None:
        _write(report, settings, day, out)
    if as_json:
        clients = report.drop(columns="as_of").to_dict("records")
        say_json(
            {
                "as_of": str(day),
                "signs": counts,
                "clients": clients,
                "file": None if out is None else str(out),
            }
        )
        return
    _show(report, counts, day, settings.company.language)
    if out is not None:
        say_where(said("where.signs", settings.company.language), out)


def _show(
    report: "pd.DataFrame", counts: Sequence[Mapping[str, object]], as_of: date, language: Language
) -> None:
    """Print how many clients show each sign, and who stands first."""
    from features.signs.words import sign_name
    from serving.files.codes import code_words
    from serving.files.words import label, title_of
    from serving.web.words import day

    title = f"{said('signs', language)}. {label('as_of', language)}: {day(language, as_of)}"
    if report.empty:
        console.print(said("signs.none", language, title=title), markup=False)
        return
    heads = [said(key, language) for key in ("signs.sign", "clients", "signs.not_lost")]
    told = [(sign_name(str(line["sign"]), language), line["clients"], line["not_lost"]) for line in counts]
    console.print(table_of(title, heads, [dict(zip(heads, line, strict=True)) for line in told]))
    client, status, signs = (title_of(name, language) for name in ("client_id", "status", "signs_text"))
    shown = [
        {
            client: row["client_id"],
            status: code_words("status", language)[row["status"]],
            said("signs.class", language): f"{row['abc']}{row['xyz']}",
            signs: row["signs_text"],
        }
        for row in report.head(MOST_ROWS).to_dict("records")
    ]
    console.print(table_of(said("signs.who", language), list(shown[0]), shown))
    if len(report) > len(shown):
        console.print(said("signs.more", language, more=len(report) - len(shown)), markup=False)


def _write(report: "pd.DataFrame", settings: Settings, day: date, out: Path) -> None:
    from serving.files.exports import ExportNote, write_list
    from serving.personal.exported import note_exported

    company = settings.company
    title, no_model = (said(key, company.language) for key in ("signs", "signs.no_model"))
    note = ExportNote(title, company.language, day, no_model, currency=company.currency)
    note_exported(settings.storage.data_dir, out, now())
    write_list(report, note, out)
