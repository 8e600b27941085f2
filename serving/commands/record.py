"""record: attempts and their outcomes come back from the CRM."""

import csv
import io
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import NotFoundError
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

if TYPE_CHECKING:
    from serving.crm.returned import Returned, RowError
    from serving.ledger import Ledger, ReturnedRow

#: Rows of a file, each with its line.
Lines = list[tuple[int, "ReturnedRow"]]

#: Faults shown on the terminal; `--errors` and `--json` hold them all.
MOST_SHOWN = 10

#: What the ledger's refusals mean, for the list of faults.
REFUSED = {
    "spent": "The one attempt of this loss was made before, by another action, or the loss is over.",
    "held_out": "The client is held out: it must not be contacted, and this attempt cannot count.",
    "unknown_attempt": "There is no attempt of that id for this client.",
    "unknown_client": "No client of that id is known. Spreadsheets take zeros away: 00123 is not 123.",
    "erased": "The client was erased: nothing is written down of them any more.",
}


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
    told = run_record(settings_of(config), file, file_to_write(errors))
    if as_json:
        say_json(told)
        return
    console.print(
        f"{told['rows']} rows: {told['recorded']} recorded, {told['known']} known already, "
        f"{told['refused']} refused."
    )
    if told["not_ours"] or told["not_made"]:
        console.print(f"{told['not_made']} tasks are not done yet; {told['not_ours']} are somebody else's.")
    if told["columns_not_used"]:
        console.print(f"Columns not used: {', '.join(told['columns_not_used'])}.", highlight=False)
    if told["errors"]:
        console.print(table_of("Refused", ["line", "column", "code", "detail"], told["errors"][:MOST_SHOWN]))
    if errors is not None and told["errors"]:
        say_where("Refused rows", errors)


def run_record(settings: Settings, file: Path, errors: Path | None = None) -> dict[str, Any]:
    """Read a file and record its rows; give the report."""
    from serving.crm.returned import RowError, read_returned
    from serving.ledger import Ledger
    from serving.telling.webhooks import wanted_events

    moment = now()
    read = read_returned(file, actions=settings.actions, zone=settings.zone, now=moment)
    receivers = wanted_events(settings)
    ledger_of = Ledger(settings.ledger_url, zone=settings.zone, receivers=receivers)
    with closing(ledger_of) as ledger, working("Recording"):
        rows, refused = _of_clients(settings, ledger, read)
        verdicts = ledger.record_returned([row for _, row in rows], moment, by="command:record")
    for (line, _), verdict in zip(rows, verdicts, strict=True):
        if verdict in REFUSED:
            refused[line] = verdict
    faults = [*read.errors, *(RowError(line, "", code, REFUSED[code]) for line, code in refused.items())]
    faults.sort(key=lambda fault: fault.line)
    counts = Counter(verdicts)
    if errors is not None:
        _write(faults, errors)
    return {
        "rows": read.rows_in,
        "recorded": counts["recorded"],
        "known": counts["known"],
        "refused": len(faults),
        "not_made": read.not_made,
        "not_ours": read.not_ours,
        "columns_not_used": list(read.unused),
        "errors": [vars(fault) for fault in faults],
    }


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


def _write(faults: "list[RowError]", path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("line", "column", "code", "detail"))
    writer.writerows((fault.line, fault.column, fault.code, fault.detail) for fault in faults)
    put_file(path, text.getvalue().encode("utf-8-sig"))
