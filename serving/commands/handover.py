"""hand-over: scores and tasks as flat files for a CRM, and into the CRM itself."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import GateError, UsageError
from features.figures import Language
from features.settings import Settings
from serving.commands.lists import ranked, tell_age
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    amount_of,
    console,
    now,
    say_json,
    say_where,
    settings_of,
    working,
)
from serving.commands.words import said

if TYPE_CHECKING:
    from serving.crm.handover import HandedOver

LISTS = ("at-risk", "recoverable")


def hand_over(
    out: Annotated[Path, typer.Option("--out", help="Folder for scores.csv, tasks.csv and about.json.")],
    crm: Annotated[
        str | None, typer.Argument(help="Send them there, too: bitrix24, amocrm or hubspot.")
    ] = None,
    config: Config = DEFAULT_CONFIG,
    only: Annotated[
        list[str] | None, typer.Option("--list", help="at-risk or recoverable; default: tasks of both.")
    ] = None,
    budget: Annotated[str | None, typer.Option(help="Money for each list; default: [plan] budget.")] = None,
    where: Annotated[list[str] | None, typer.Option(help="column=value, of the tasks only.")] = None,
    map_file: Annotated[
        Path, typer.Option("--map", help="The CRM's fields and users.", show_default="crm.toml")
    ] = Path("crm.toml"),
    as_json: AsJson = False,
) -> None:
    """Write scores and tasks for a CRM; run again, it makes no second task for the same attempt.

    Example: winback hand-over bitrix24 --out handed --budget 50000
    """
    from serving.crm.folder import read_map
    from serving.crm.sending import CRMS, send_folder

    if crm is not None and crm not in CRMS:
        raise UsageError(f"{crm!r} is no CRM we know. There are: {', '.join(CRMS)}.")
    if not out.parent.is_dir():
        raise UsageError(f"The folder that {out} is to stand in does not exist. Create it first.")
    settings = settings_of(config)
    if crm is not None:
        read_map(map_file)  # a map that is wrong is told before anything is planned and written
    money = amount_of(budget, "--budget")
    written = run_hand_over(settings, out, only or list(LISTS), budget=money, where=where or [])
    sent = None
    if crm is not None:
        with working("sending", settings.company.language, crm=crm):
            sent = send_folder(crm, out, map_file)
    told = {**vars(written), "folder": str(out), "sent": None if sent is None else sent.told()}
    if as_json:
        say_json(told)
    else:
        _show(told, out, crm, settings.company.language)
    if sent is not None and sent.refused:
        raise GateError(
            f"{crm} refused {sum(sent.refused.values())} row(s): {', '.join(sorted(sent.refused))}."
        )


def run_hand_over(
    settings: Settings, out: Path, names: list[str], *, budget: float | None, where: list[str]
) -> "HandedOver":
    """Plan, leave out what was attempted since the scores, and write the folder."""
    from features.whole_files import filled_folder
    from serving.crm.folder import SCORES, TASKS
    from serving.crm.handover import score_rows, task_rows, write_folder
    from serving.ledger import Ledger
    from serving.personal.exported import note_exported
    from serving.personal.opt_outs import published_now
    from serving.store import open_published

    language = settings.company.language
    with filled_folder(out):
        with working("planning", language):
            lists = [ranked(settings, name, budget=budget, where=where) for name in names]
            with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
                published = published_now(open_published(settings.storage.data_dir), ledger.opt_outs())
                states = ledger.episode_states()
                tasks, made_since = task_rows(lists, published, states, language)
                made_since += sum(one.attempted_since for one in lists)
                scores = score_rows(published, states, language)
                ledger.audit("command", "hand_over.scores", len(scores), now())
                ledger.audit("command", "hand_over.tasks", len(tasks), now())
        tell_age(published.scored_at, settings)
        for name in (SCORES, TASKS):
            note_exported(settings.storage.data_dir, out / name, now())
        return write_folder(out, scores, tasks, settings, made_since=made_since)


def _show(told: dict[str, Any], out: Path, crm: str | None, language: Language) -> None:
    counted = {name: told[name] for name in ("scores", "tasks", "made_since")}
    console.print(said("handed", language, **counted))
    if told["removed_characters"]:
        console.print(said("list.removed", language, count=told["removed_characters"]))
    if told["sent"] is not None:
        counts = [
            f"{said(f'sent.{name}', language)}: {count}"
            for name, count in told["sent"].items()
            if name != "refused"
        ]
        console.print(f"{crm}. {'; '.join(counts)}.", highlight=False)
    say_where(said("where.folder", language), out)
