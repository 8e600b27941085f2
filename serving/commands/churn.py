"""churn-rate: how many clients were lost, when, where, and whether that is too many."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    Day,
    accepted_events,
    console,
    day_come,
    file_to_write,
    say_json,
    say_where,
    settings_of,
    working,
)
from serving.commands.words import said

if TYPE_CHECKING:
    from training.churn_report.report import ChurnReport
    from training.churn_report.tables import TextTable

#: Rows of a table on the terminal; files hold them all.
MOST_ROWS = 12


def churn_rate(
    config: Config = DEFAULT_CONFIG,
    by: Annotated[
        str | None,
        typer.Option(
            help="abc, branch, manager, region, category, product; default: all that the data tell."
        ),
    ] = None,
    every: Annotated[str, typer.Option(help="month, quarter or year.")] = "month",
    last: Annotated[
        int | None, typer.Option(help="How many periods; default: 24 months, 12 quarters, 6 years.")
    ] = None,
    minimum: Annotated[
        int | None, typer.Option(help="Groups of fewer clients are too few to judge.", show_default="20")
    ] = None,
    as_of: Day = None,
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", help="HTML, XLSX or CSV file to write; may be given several times."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Report how many clients were lost, when, of which groups, and what that costs.

    Example: winback churn-rate --by branch,manager --every month --out churn.html --out churn.xlsx
    """
    from features.churn_rate import MINIMUM_CLIENTS, check_asked
    from serving.files.churn_files import checked_suffix, write_churn
    from training.churn_report.report import churn_report

    settings = settings_of(config)
    kinds = None if by is None else [kind.strip() for kind in by.split(",") if kind.strip()]
    least = MINIMUM_CLIENTS if minimum is None else minimum
    check_asked(every=every, last=last, by=kinds, minimum_clients=least)
    for path in out or ():
        file_to_write(path)
        checked_suffix(path)
    asked = day_come(as_of, settings)
    events = accepted_events(settings)
    with working("churn", settings.company.language):
        report = churn_report(
            events,
            settings,
            as_of=asked,
            every=every,
            last=last,
            by=kinds,
            minimum_clients=least,
        )
        for path in out or ():
            write_churn(report, path)
    if as_json:
        say_json({**report.to_dict(), "files": [str(path) for path in out or ()]})
        return
    _show(report)
    for path in out or ():
        say_where(said("where.report", settings.company.language), path)


def _show(report: "ChurnReport") -> None:
    """Print the verdict, what it rests on, and the head of every table."""
    from training.churn_report.page import cards_of, money_of
    from training.churn_report.tables import groups_table, periods_table
    from training.churn_report.words import word

    rate = report.rate
    console.print(f"[bold]{escape(report.headline)}[/bold]", highlight=False)
    for note in report.notes:
        console.print(f"· {note}", highlight=False, markup=False)
    if rate.longest is not None and rate.longest.rate is not None:
        for card in (*cards_of(report, rate.longest), *money_of(report, rate.longest)):
            value = f"[bold]{escape(card.value)}[/bold]"
            console.print(f"  {escape(card.title)}: {value} – {escape(card.told)}", highlight=False)
    if rate.periods:
        console.print(_laid_out(periods_table(report), most=MOST_ROWS))
        if any(one.more_lost_than_new for one in rate.periods):
            console.print(word("periods.flag", report.language), highlight=False)
    for broken in rate.breakdowns.values():
        table = groups_table(report, broken, most=MOST_ROWS)
        console.print(_laid_out(table))
        if table.left_out:
            console.print(word("groups.more", report.language).format(more=table.left_out), highlight=False)


def _laid_out(table: "TextTable", *, most: int | None = None) -> Table:
    """Lay a finished table out for the terminal: names and verdicts left, numbers right."""
    laid = Table(title=escape(table.title), title_justify="left", header_style="bold")
    for place, head in enumerate(table.heads):
        verdicts = place == len(table.heads) - 1 and any(table.tones)
        laid.add_column(head, justify="left" if place == 0 or verdicts else "right")
    styles = {"worse": "red", "better": "green", "too_few": "dim"}
    for row, tone in list(zip(table.rows, table.tones, strict=True))[:most]:
        # A branch called "[x]" is no markup.
        laid.add_row(*map(escape, row), style=styles.get(tone))
    return laid
