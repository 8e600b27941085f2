"""record: attempts and their outcomes come back from the CRM."""

import csv
import io
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import BusyError, NotFoundError
from features.figures import Language
from features.settings import Settings
from features.whole_files import put_file
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    console,
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
    from serving.crm.returned import Returned
    from serving.crm.row_faults import RowError
    from serving.ledger import Ledger, ReturnedRow

#: Rows of a file, each with its line.
Lines = list[tuple[int, "ReturnedRow"]]

#: Faults shown on the terminal; `--errors` and `--json` hold them all.
MOST_SHOWN = 10
#: Columns of the file of refused rows.
HEADS = ("line", "column", "code", "detail")


def record(
    file: Annotated[Path, typer.Argument(help="The CRM's export as CSV.")],
    config: Config = DEFAULT_CONFIG,
    errors: Annotated[
        Path | None, typer.Option("--errors", help="CSV to write the refused rows to: line, column, why.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Take attempts and outcomes back from a CRM's export; the same file again changes nothing.

    Example: winback record crm-export.csv --errors refused.csv
    """
    settings = settings_of(config)
    told, faults = run_record(settings, file, file_to_write(errors))
    if as_json:
        say_json(told)
        return
    _show(told, faults, settings.company.language)
    if errors is not None and faults:
        say_where(said("where.refused", settings.company.language), errors)


def _show(told: dict[str, Any], faults: "list[RowError]", language: Language) -> None:
    """Print how many rows were news, known or refused, and the first refused with why."""
    counts = {name: told[name] for name in ("rows", "recorded", "known", "refused")}
    console.print(said("recorded", language, **counts))
    if told["not_ours"] or told["not_made"]:
        aside = {name: told[name] for name in ("not_ours", "not_made")}
        console.print(said("recorded.aside", language, **aside))
    if told["columns_not_used"]:
        unused = said("recorded.unused", language, columns=", ".join(told["columns_not_used"]))
        console.print(unused, highlight=False, markup=False)
    if faults:
        heads = [said(f"refused.{name}", language) for name in HEADS]
        rows = [dict(zip(heads, _cells(fault, language), strict=True)) for fault in faults[:MOST_SHOWN]]
        console.print(table_of(said("refused", language), heads, rows))


def run_record(
    settings: Settings, file: Path, errors: Path | None = None
) -> "tuple[dict[str, Any], list[RowError]]":
    """Read a file and record its rows; give the report for machines, and why rows were refused."""
    from serving.crm.returned import read_returned
    from serving.crm.row_faults import REFUSALS, RowError
    from serving.ledger import Ledger, PartlyRecordedError
    from serving.telling.webhooks import wanted_events

    moment = now()
    read = read_returned(file, actions=settings.actions, zone=settings.zone, now=moment)
    receivers = wanted_events(settings)
    ledger_of = Ledger(settings.ledger_url, zone=settings.zone, receivers=receivers)
    with closing(ledger_of) as ledger, working("recording", settings.company.language):
        rows, refused = _of_clients(settings, ledger, read)
        try:
            verdicts = ledger.record_returned([row for _, row in rows], moment, by="command:record")
        except PartlyRecordedError as fault:
            raise BusyError(f"{fault} They end with line {rows[fault.rows - 1][0]} of {file}.") from None
    for (line, _), verdict in zip(rows, verdicts, strict=True):
        if verdict in REFUSALS:
            refused[line] = verdict
    faults = [*read.errors, *(RowError(line, "", code) for line, code in refused.items())]
    faults.sort(key=lambda fault: fault.line)
    counts = Counter(verdicts)
    if errors is not None:
        _write(faults, errors, settings.company.language)
    told = {
        "rows": read.rows_in,
        "recorded": counts["recorded"],
        "known": counts["known"],
        "refused": len(faults),
        "not_made": read.not_made,
        "not_ours": read.not_ours,
        "columns_not_used": list(read.unused),
        "errors": [fault.to_dict() for fault in faults],
    }
    return told, faults


def _of_clients(settings: Settings, ledger: "Ledger", read: "Returned") -> tuple[Lines, dict[int, str]]:
    """Give the rows of clients, under the ids that count now, and by line why others are refused."""
    from features.privacy.erased import read_erased
    from features.privacy.person import merged_ids

    data_dir = settings.storage.data_dir
    erased, merged = read_erased(data_dir), merged_ids(data_dir)
    rows = [
        (line, replace(row, client_id=merged.get(row.client_id, row.client_id))) for line, row in read.rows
    ]
    strangers = _strangers(data_dir, ledger, {row.client_id for _, row in rows})
    refused = {line: "unknown_client" for line, row in rows if row.client_id in strangers}
    refused |= {line: "erased" for line, row in read.rows if erased and erased.holds("id", row.client_id)}
    return [(line, row) for line, row in rows if line not in refused], refused


def _strangers(data_dir: Path, ledger: "Ledger", ids: set[str]) -> set[str]:
    """Give the ids of nobody: neither published now nor in the ledger. Before the first scoring none is."""
    from serving.store import open_published

    try:
        published = open_published(data_dir)
    except NotFoundError:
        return set()
    unknown = {one for one in ids if published.score(one) is None}
    return unknown - {*ledger.episode_states()["client_id"]} if unknown else unknown


def _cells(fault: "RowError", language: Language) -> tuple[int, str, str, str]:
    return fault.line, fault.column, fault.code, fault.words(language)


def _write(faults: "list[RowError]", path: Path, language: Language) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows(_cells(fault, language) for fault in faults)
    put_file(path, text.getvalue().encode("utf-8-sig"))
