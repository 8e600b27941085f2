"""signs: who shows signs of leaving, with the evidence; needs no trained model."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.errors import GateError
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

if TYPE_CHECKING:
    import pandas as pd

#: Clients shown on the terminal; files hold them all.
MOST_ROWS = 12
TITLES = {"ru": "Признаки ухода", "en": "Signs of leaving"}
NO_MODEL = {"ru": "без модели", "en": "no model"}


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
    with working("Looking for signs"):
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
    _show(report, counts, f"{TITLES[settings.company.language]}, {day}")
    if out is not None:
        say_where("Signs", out)


def _show(report: "pd.DataFrame", counts: Sequence[Mapping[str, object]], title: str) -> None:
    """Print how many clients show each sign, and who stands first."""
    if report.empty:
        console.print(f"{title}: nobody shows a sign. The thresholds stand in [signs].", markup=False)
        return
    heads = {"sign": "sign", "clients": "clients", "not_lost": "not yet lost"}
    told = [{head: line[name] for name, head in heads.items()} for line in counts]
    console.print(table_of(title, list(heads.values()), told))
    shown = [
        {
            "client": row["client_id"],
            "status": row["status"],
            "class": f"{row['abc']}{row['xyz']}",
            "signs": row["signs_text"],
        }
        for row in report.head(MOST_ROWS).to_dict("records")
    ]
    console.print(table_of("Not yet lost before lost, most profitable first", list(shown[0]), shown))
    if len(report) > len(shown):
        console.print(f"{len(report) - len(shown)} more clients show signs; --out FILE.xlsx holds all.")


def _write(report: "pd.DataFrame", settings: Settings, day: date, out: Path) -> None:
    from serving.files.exports import ExportNote, write_list
    from serving.personal.exported import note_exported

    company = settings.company
    note = ExportNote(
        TITLES[company.language], company.language, day, NO_MODEL[company.language], currency=company.currency
    )
    note_exported(settings.storage.data_dir, out, now())
    write_list(report, note, out)
