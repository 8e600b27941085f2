"""list: whom to contact and how, ranked by what it is worth, on record before anybody sees it."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.errors import UsageError
from features.figures import counted
from features.settings import Settings
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    amount_of,
    console,
    errors,
    now,
    say_json,
    say_where,
    settings_of,
    table_of,
)
from serving.commands.words import said

if TYPE_CHECKING:
    from serving.files.exports import WrittenList
    from serving.planning.lists import WinbackList

#: Scores of the last night; an hour more, for a night that takes longer or has one hour more.
FRESH = timedelta(hours=25)


def list_clients(
    name: Annotated[str, typer.Argument(help="at-risk or recoverable.")],
    config: Config = DEFAULT_CONFIG,
    budget: Annotated[
        str | None, typer.Option(help="Money that may be spent; default: [plan] budget.")
    ] = None,
    hours: Annotated[
        str | None, typer.Option(help="Hours of each executor; default: [plan] hours_per_manager.")
    ] = None,
    where: Annotated[list[str] | None, typer.Option(help="column=value; may be given several times.")] = None,
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help="Phone and e-mail in the file; audited.")
    ] = False,
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", help="XLSX, CSV or JSON file to write; may be given several times."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Rank whom to contact and how, best first, under the budget.

    Example: winback list at-risk --budget 50000 --where branch=North --out list.xlsx
    """
    from serving.files.exports import checked_format
    from serving.files.workbook import MOST_CHARACTERS
    from serving.web.words import count

    settings, files = settings_of(config), out or []
    language = settings.company.language
    most = count(language, MOST_CHARACTERS)
    for file in files:
        checked_format(file)
    made = ranked(
        settings,
        name,
        budget=amount_of(budget, "--budget"),
        hours=amount_of(hours, "--hours"),
        where=where or [],
        with_contacts=with_contacts,
    )
    tell_age(made.scored_at, settings)
    for file in files:
        written = write(made, settings, file)
        if written.removed_characters:
            errors.print(said("list.removed", language, count=written.removed_characters))
        if written.shortened_cells:
            errors.print(
                said("list.cut", language, cells=written.shortened_cells, file=file, most=most),
                markup=False,
                highlight=False,
                soft_wrap=True,  # a long path stays in one piece
            )
    if as_json:
        say_json(
            {
                "plan_id": made.plan_id,
                "as_of": made.as_of.isoformat(),
                "scored_at": made.scored_at.isoformat(),
                "clients": len(made.rows),
                "value": made.value,
                "cost": made.cost,
                "bound": made.bound,
                "gap": made.gap,
                "binding": list(made.binding),
                "one_more": {
                    "money": made.value_of_money,
                    "hour": made.value_of_hour,
                    "limits": dict(made.multipliers),
                },
                "held_out": made.held_out,
                "attempted_since": made.attempted_since,
                "file": str(files[0]) if files else None,
                "files": [str(file) for file in files],
                "items": made.rows.astype(object).where(made.rows.notna(), None).to_dict(orient="records"),
            }
        )
        return
    show(made, settings)
    for file in files:
        say_where(said("where.list", language), file)


def tell_age(scored_at: datetime, settings: Settings) -> None:
    """Say how old the scores are, where a night has passed without new ones."""
    from serving.web.words import day

    age = now() - scored_at
    if age <= FRESH:
        return
    hours, language = int(age.total_seconds() // 3600), settings.company.language
    old = counted(hours, "hour", language) if hours < 48 else counted(hours // 24, "day", language)
    made_at = scored_at.astimezone(settings.zone)
    when = {"day": day(language, made_at.date()), "time": f"{made_at:%H:%M}"}
    errors.print(said("list.old", language, age=old, **when), highlight=False, soft_wrap=True)


def ranked(
    settings: Settings,
    name: str,
    *,
    budget: float | None,
    where: list[str],
    hours: float | None = None,
    with_contacts: bool = False,
) -> "WinbackList":
    """Make a list, record it as a plan before anybody sees it, and leave out who was attempted since."""
    from serving.answers.shown import record_list
    from serving.ledger import Ledger
    from serving.personal.opt_outs import published_now
    from serving.planning.lists import make_list
    from serving.store import open_published

    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        published = published_now(open_published(settings.storage.data_dir), ledger.opt_outs())
    made = make_list(
        published,
        name.replace("-", "_"),
        budget=settings.plan.budget if budget is None else budget,
        hours=hours,
        settings=settings,
        language=settings.company.language,
        filters=_filters(where),
        with_contacts=with_contacts,
    )
    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        record_list(ledger, made, now())
        made = made.without(ledger.attempted_of_plan(made.plan_id))
        if with_contacts:
            ledger.audit("command", "list_with_contacts", len(made.rows), now())
    return made


def _filters(where: list[str]) -> dict[str, list[str]]:
    filters: dict[str, list[str]] = {}
    for text in where:
        column, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--where is {text!r}; it is column=value. Write --where branch=North.")
        filters.setdefault(column, []).append(value)
    return filters


def write(made: "WinbackList", settings: Settings, out: Path) -> "WrittenList":
    """Write a list as XLSX, CSV or JSON."""
    from serving.commands.list_lines import assumed
    from serving.files.exports import ExportNote, write_list
    from serving.personal.exported import note_exported
    from serving.web.words import word

    title = word(settings.company.language, made.list_name.replace("_", "-"))
    note = ExportNote(
        title=f"{settings.company.name}: {title}",
        language=settings.company.language,
        as_of=made.as_of,
        model_version=made.model_version,
        author="winback list",
        currency=settings.company.currency,
        filters={column: ", ".join(values) for column, values in made.filters.items()},
        budget=made.budget,
        bound=made.bound,
        gap=made.gap,
        attempted_since=made.attempted_since,
        value_of_money=made.value_of_money,
        value_of_hour=made.value_of_hour,
        assumptions=" ".join(assumed(made, settings.company.language)),
    )
    note_exported(settings.storage.data_dir, out, now())
    return write_list(made.rows, note, out)


def show(made: "WinbackList", settings: Settings, *, first: int = 10) -> None:
    """Print the head of a list with its money and reasons, and how good the plan is."""
    from serving.commands.list_lines import head, lines

    company = settings.company
    console.print(table_of(*head(made, company.language, first=first)))
    for line in lines(made, company.language, company.currency):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
