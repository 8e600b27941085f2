"""What every command shares: the settings file, JSON for machines, tables and progress for people."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from features.errors import BadDataError, UsageError
from features.figures import Language
from features.settings import Settings, read_settings
from serving.commands.words import said

if TYPE_CHECKING:
    from features.data_report.report import DataReport, Gone
    from features.events import Events

Config = Annotated[
    Path,
    typer.Option("--config", envvar="WINBACK_CONFIG", help="The settings file.", show_default="winback.toml"),
]
DEFAULT_CONFIG = Path("winback.toml")
AcceptFewerRows = Annotated[
    bool,
    typer.Option(
        "--accept-fewer-rows",
        help="Go on although rows are gone that the published scores were made of.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON, for machines.")]
Day = Annotated[
    str | None, typer.Option("--as-of", help="Day as YYYY-MM-DD; default: the day after the last event.")
]

console = Console(width=None if Console().is_terminal else 150)
errors = Console(stderr=True)


def settings_of(config: Path) -> Settings:
    """Read the settings file."""
    return read_settings(config)


def now() -> datetime:
    """Give the time now: the one place where commands read the clock."""
    return datetime.now(UTC)


def day_of(text: str | None) -> date | None:
    """Read a day of the command line.

    Examples
    --------
    >>> day_of("2024-02-30")
    Traceback (most recent call last):
    ...
    features.errors.UsageError: '2024-02-30' is no day. Write it as YYYY-MM-DD, as in 2024-03-31.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(f"{text!r} is no day. Write it as YYYY-MM-DD, as in 2024-03-31.") from fault


def day_come(text: str | None, settings: Settings) -> date | None:
    """Read the as-of day of what is trained or published; it has come, or comes tomorrow."""
    day = day_of(text)
    latest = now().astimezone(settings.zone).date() + timedelta(days=1)
    if day is not None and day > latest:
        raise UsageError(
            f"--as-of is {day}, which has not come: nobody could have ordered yet. The latest is {latest}."
        )
    return day


def amount_of(text: str | None, option: str) -> float | None:
    """Read an amount of the command line, of money or of hours, as the pages read one.

    Examples
    --------
    >>> amount_of("50 000,50", "--budget")
    50000.5
    >>> amount_of("much", "--budget")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    features.errors.UsageError: --budget is 'much': no amount of money; ...such as 50000 or 50000.50.
    """
    from serving.answers.amounts import money

    if text is None:
        return None
    try:
        return money(text, option.removeprefix("--"))
    except UsageError as fault:
        told = str(fault).removeprefix(option.removeprefix("--")).removeprefix(" is ")
        raise UsageError(f"{option} is {text!r}: {told}") from None


def file_to_write(path: Path | None) -> Path | None:
    """Refuse, before any work, a file of which the folder does not exist."""
    if path is not None and not path.parent.is_dir():
        raise UsageError(f"The folder of {path} does not exist; the file goes into it. Create it first.")
    return path


def accepted_events(settings: Settings, *, refuse_cut: bool = False) -> "Events":
    """Read and check the source, warn of what is missing in it, and open what was accepted.

    Parameters
    ----------
    settings : Settings
    refuse_cut : bool
        Whether a source is refused that lacks too many rows of those that the published scores were made of.

    Raises
    ------
    BadDataError
        If it is refused: saying how many rows of which table are gone, and what to do.
    """
    from features.data_report.gap_words import gone_told
    from features.data_report.page import Around, missing_told
    from features.data_report.stopped import source_silence
    from features.materialize import accept_source, open_events

    with working("reading", settings.company.language):
        today = now().astimezone(settings.zone)
        report = accept_source(settings, now=today.replace(tzinfo=None))
        events = open_events(settings.storage.data_dir, memory_gb=settings.storage.memory_gb)
        silence = source_silence(events, today.date())
        lost, since = rows_gone(settings, events, report)
        if refuse_cut and any(one.is_cut for one in lost):
            raise BadDataError("\n".join(gone_told(lost, since, settings.company.language)))
        around = Around(silence=silence, gone=lost, gone_since=since)
        for told in missing_told(report, settings.company.language, around):
            errors.print(told, soft_wrap=True, markup=False)
        return events


def rows_gone(settings: Settings, events: "Events", report: "DataReport") -> tuple[list["Gone"], date | None]:
    """Give the rows that are gone of those that the published scores were made of, and these scores' day."""
    from features.data_report.gone import gone, row_counts
    from serving.scores.known_rows import known_rows

    known = known_rows(settings.storage.data_dir)
    if known is None:
        return [], None
    since, counts = known
    return gone(counts, row_counts(events, report)), since


@contextmanager
def working(what: str, language: Language, **parts: object) -> Iterator[Callable[..., None]]:
    """Show on a terminal that work goes on; gives what is to be told of its steps, each by its code."""
    with errors.status(_at_work(what, language, **parts)) if errors.is_terminal else nullcontext() as status:

        def step(code: str, **counts: object) -> None:
            told = _at_work(f"{what}.{code}", language, **counts)
            if status is not None:
                status.update(told)

        yield step


def _at_work(what: str, language: Language, **parts: object) -> str:
    return f"{said(f'working.{what}', language, **parts)} …"


@contextmanager
def counting(what: str, total: int, language: Language) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many of a total are done; gives what is to be told of it."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
    with bar:
        task = bar.add_task(said(f"working.{what}", language), total=total)
        yield lambda done: bar.update(task, completed=done)


def say_json(report: Any) -> None:
    """Print a report for machines."""
    from serving.plain import plain

    typer.echo(json.dumps(plain(report), ensure_ascii=False, indent=1, allow_nan=False))


def say_where(what: str, where: object) -> None:
    """Say where a result lies."""
    console.print(f"{what}: [bold]{escape(str(where))}[/bold]", soft_wrap=True)


def table_of(title: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Table:
    """Lay rows out as a table; numbers stand right."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for name in columns:
        numeric = any(isinstance(row.get(name), int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left")
    for row in rows:
        # A client called "[x]" is no markup.
        table.add_row(*("" if row.get(name) is None else escape(str(row.get(name))) for name in columns))
    return table
