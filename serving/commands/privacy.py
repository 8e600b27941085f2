"""erase, person, opt-out, audit: what a person may ask of the company, and the proof of what was done."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import UsageError
from features.figures import Language
from features.settings import Settings
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    console,
    errors,
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
    from rich.table import Table

    from serving.ledger import Ledger

ClientId = Annotated[str, typer.Argument(help="The client's id, as in the source.")]


def erase(
    client_id: Annotated[str | None, typer.Argument(help="The client's id, as in the source.")] = None,
    config: Config = DEFAULT_CONFIG,
    pending: Annotated[
        bool, typer.Option("--pending", help="Only finish the erasures that were asked for before.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Remove one person everywhere, and keep a re-import from bringing them back; run again, it goes on.

    Example: winback erase 00123
    """
    if (client_id is None) != pending:
        raise UsageError("Whom? Give one CLIENT_ID, or --pending to finish what was asked for before.")
    settings = settings_of(config)
    language, told = settings.company.language, run_erasure(settings, client_id)
    if as_json:
        say_json(told)
        return
    for done in told["erasures"]:
        if not done["gone"]:
            unknown = said("person.unknown", language)
            told_so = said("erased.unknown", language, id=done["erasure_id"], unknown=unknown)
            console.print(told_so, highlight=False)
            continue
        console.print(_places(said("erased", language, id=done["erasure_id"]), done["gone"], language))
    if not told["erasures"]:
        console.print(said("erased.none", language))
    say_where(said("where.source", language), told["source"])
    for file in told["files"]:
        say_where(said("where.file", language), file)
    console.print(said("erased.copies", language))


def _places(title: str, counts: Mapping[str, int], language: Language) -> "Table":
    """Lay out how many rows each place has, or had."""
    heads = [said(key, language) for key in ("person.place", "person.rows")]
    return table_of(title, heads, [dict(zip(heads, one, strict=True)) for one in counts.items()])


def run_erasure(settings: Settings, client_id: str | None) -> dict[str, Any]:
    """Ask for an erasure, do all that are pending, and give what went and what is left to the user."""
    from serving.personal.erasing import ask_erasure, erase_pending, left_to_the_user

    with closing(_ledger(settings)) as ledger, working("erasing", settings.company.language):
        if client_id is not None:
            ask_erasure(settings, ledger, client_id, now(), by="command:erase")
        done = erase_pending(settings, ledger, now)
    erasures = [{"erasure_id": one.id, "gone": dict(one.gone), "done_at": one.done_at} for one in done]
    return {"erasures": erasures, **left_to_the_user(settings)}


def person(
    client_id: ClientId,
    config: Config = DEFAULT_CONFIG,
    out: Annotated[
        Path | None, typer.Option("--out", help="JSON file to write the data to; private.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Give everything that is held on one person, place by place; audited.

    Example: winback person 00123 --out person.json
    """
    settings = settings_of(config)
    held = run_person(settings, client_id, file_to_write(out))
    if as_json:
        say_json(held)
        return
    language = settings.company.language
    if held:
        counts = {place: len(found) for place, found in held.items()}
        console.print(_places(said("person.held", language), counts, language))
    else:
        console.print(said("person.unknown", language))
    if out is not None:
        say_where(said("where.data", language), out)


def run_person(settings: Settings, client_id: str, out: Path | None = None) -> dict[str, Any]:
    """Gather what is held on a person; write it to a file, if one is named."""
    import json

    from features.privacy.person import find_person
    from features.whole_files import put_file
    from serving.personal.erasing import tracking_of
    from serving.personal.exported import note_exported
    from serving.personal.held import held_on
    from serving.plain import plain

    data_dir = settings.storage.data_dir
    with closing(_ledger(settings)) as ledger, working("looking", settings.company.language):
        held = held_on(settings, ledger, tracking_of(settings), find_person(data_dir, client_id))
        told: dict[str, Any] = plain(held)
        if out is not None:
            note_exported(data_dir, out, now())
            put_file(out, json.dumps(told, ensure_ascii=False, indent=1).encode())
        ledger.audit("command:person", "person.export", 1, now())
    return told


def opt_out(
    client_id: ClientId,
    config: Config = DEFAULT_CONFIG,
    channel: Annotated[
        str | None,
        typer.Option(help="call, visit, management_call, email or message; default: by none of them."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="The client takes the wish back.")] = False,
) -> None:
    """Write down that a client does not wish to be contacted; it holds from the next request.

    Example: winback opt-out 00123 --channel call
    """
    from serving.personal.opt_outs import take_wish_back, whose

    settings = settings_of(config)
    data_dir = settings.storage.data_dir
    client = whose(data_dir, client_id)
    with closing(_ledger(settings)) as ledger:
        by, what = "command:opt-out", "client.opt_in" if undo else "client.opt_out"
        if undo:
            news = take_wish_back(ledger, client.ids, channel)
        else:
            news = ledger.opt_out(client.client_id, channel, now(), by=by)
        if news:
            ledger.audit(by, what, 1, now())
    language = settings.company.language
    came = ("none", "taken_back") if undo else ("known", "written")
    console.print(said(f"wish.{came[bool(news)]}", language))
    if client.fault:
        alone = "wish.taken_back_alone" if undo else "wish.alone"
        told = said(alone, language, client=client_id, fault=client.fault)
        errors.print(told, markup=False, soft_wrap=True)
    elif not undo and not _is_known(settings, client_id):
        errors.print(said("wish.nobody", language), soft_wrap=True)


def _is_known(settings: Settings, client_id: str) -> bool:
    """Tell whether any accepted event names a client."""
    from features.privacy.person import find_person, rows_of_person

    data_dir = settings.storage.data_dir
    with working("looking", settings.company.language):
        return bool(rows_of_person(data_dir, find_person(data_dir, client_id)))


def audit(
    config: Config = DEFAULT_CONFIG,
    last: Annotated[int, typer.Option(help="How many of the newest rows to show.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Prove that no row of the audit was changed, and show the newest: who did what to how many clients.

    Exit code 3: the chain breaks. Keep the digest it prints elsewhere: it shows rows cut off at the end.
    Example: winback audit --last 50
    """
    from dataclasses import asdict

    if last < 1:
        raise UsageError(f"--last is {last}; at least one row is shown. Write --last 20, say.")
    settings = settings_of(config)
    language = settings.company.language
    with closing(_ledger(settings)) as ledger:
        proved = ledger.check_audit()
        rows = [asdict(row) for row in ledger.audit_rows()]
    newest = rows[-1]["sha256"] if rows else None
    shown = rows[-last:]
    if as_json:
        say_json({"rows": proved, "newest_sha256": newest, "last": shown})
        return
    if not rows:
        console.print(said("audit.none", language))
        return
    heads = {name: said(f"audit.{name}", language) for name in ("number", "at", "who", "what", "how_many")}
    noted = [{head: row[name] for name, head in heads.items()} for row in shown]
    console.print(table_of(said("audit", language), list(heads.values()), noted))
    console.print(said("audit.proved", language, rows=proved, newest=newest), highlight=False)


def _ledger(settings: Settings) -> "Ledger":
    from serving.ledger import Ledger

    settings.storage.data_dir.mkdir(parents=True, exist_ok=True)
    return Ledger(settings.ledger_url, zone=settings.zone)
