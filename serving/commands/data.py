"""init, simulate, check, features: from the company's files to a feature table."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from features.errors import GateError, UsageError
from features.figures import LANGUAGES
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    accepted_events,
    console,
    counting,
    day_come,
    file_to_write,
    now,
    rows_gone,
    say_json,
    say_where,
    settings_of,
    table_of,
    working,
)
from serving.commands.words import said

if TYPE_CHECKING:
    from features.proposal.tables import Proposal
    from features.settings import Source

#: Endings of files that spreadsheets write and nothing here reads.
WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
#: Endings of databases in a file.
DATABASES = (".duckdb", ".ddb", ".sqlite", ".sqlite3", ".db")


def init(
    directory: Annotated[
        Path, typer.Argument(help="Folder of the settings file; its data are looked at.")
    ] = Path(),
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a settings file that stands there.")
    ] = False,
) -> None:
    """Write a commented settings file; propose the column mapping for the files there.

    WINBACK_SOURCE_URL of the environment names another folder, or a database, to look into.

    Example: winback init shop/
    """
    from features.proposal.source import propose_of
    from features.settings import settings_before
    from features.settings.text import settings_text
    from features.whole_files import put_file

    path = directory / DEFAULT_CONFIG
    if path.exists() and not force:
        raise UsageError(f"{path} stands already. Give another folder, or --force to overwrite it.")
    if not directory.is_dir():
        raise UsageError(f"{directory} is no folder. Make it, or give the folder where the data lie.")
    settings = settings_before(path)
    with working("source", "en"):
        proposal = propose_of(settings)
    put_file(path, settings_text(proposal).encode(), private=False)
    say_where("Settings", path)
    if settings.source.url.get_secret_value() != str(directory.resolve()):
        console.print(
            "What WINBACK_SOURCE_URL names was looked at. The settings file does not repeat it, as it may"
            " hold a password: set it for each command.",
            soft_wrap=True,
        )
    for table in proposal.tables:
        console.print(f"{table.name}: {table.file}", markup=False, soft_wrap=True)
        for doubt in table.to_decide:
            console.print(f"  to decide: {doubt}", markup=False, soft_wrap=True)
    for told in _not_read(settings.source, proposal):
        console.print(told, markup=False, soft_wrap=True)
    console.print("Read them through, then run `winback check`.")


def _not_read(source: "Source", proposal: "Proposal") -> Iterator[str]:
    """Say what of the source is left aside, and that there are no orders, where it is so."""
    if proposal.ignored:
        yield f"Not recognised, and left aside: {proposal.aside}"
    has_orders = any(table.name == "orders" for table in proposal.tables)
    folder = Path(source.url.get_secret_value())
    if source.scheme or not folder.is_dir():
        if not has_orders:
            yield (
                "No table seems to hold orders, which are needed: client, day and amount. Name table or view"
                " and columns under [source.tables.orders]."
            )
        return
    books = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in WORKBOOKS)
    if books:
        yield f"Workbooks are not read: {', '.join(books)}. Save each sheet that is needed as CSV."
    stores = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in DATABASES)
    if stores:
        yield (
            f"Databases are not looked into: {', '.join(stores)}. To read one, name it by WINBACK_SOURCE_URL"
            " and run `winback init --force`; or name it as [source] url, and its tables and columns under"
            " [source.tables.…]."
        )
    if not has_orders:
        yield (
            "There is no file of orders, which are needed: client, day and amount. Put it there as CSV or "
            "Parquet and run `winback init --force`, or name file and columns under [source.tables.orders]. "
            "A database is named by its address: WINBACK_SOURCE_URL, or [source] url."
        )


def simulate(
    directory: Annotated[Path, typer.Argument(help="Folder to write the invented company to.")],
    clients: Annotated[int, typer.Option(help="Clients of the company.")] = 2000,
    months: Annotated[int, typer.Option(help="Months of history.")] = 36,
    seed: Annotated[int, typer.Option(help="The same seed gives the same company.")] = 1,
    language: Annotated[str, typer.Option(help="ru or en.")] = "ru",
    table_format: Annotated[
        str, typer.Option("--format", help="csv, or parquet: better from some 100,000 clients on.")
    ] = "csv",
) -> None:
    """Write the event tables of an invented company, and the truth beside them; your settings file stays.

    Example: winback simulate farm/ --clients 5000 --months 36 --seed 7
    """
    from features.simulate import simulate_company, write_settings

    if language not in LANGUAGES:
        raise UsageError(f"language is {language!r}; the company speaks ru or en. Choose one of them.")
    if table_format not in ("csv", "parquet"):
        raise UsageError(f"--format is {table_format!r}; tables are csv or parquet. Choose one of them.")
    with counting("inventing", clients, language) as done:
        company = simulate_company(
            directory,
            clients=clients,
            months=months,
            seed=seed,
            language=language,
            table_format=table_format,  # type: ignore[arg-type]  # checked above
            progress=done,
        )
    is_written = write_settings(directory, language)
    heads = [said(key, language) for key in ("invented.table", "invented.rows")]
    rows = [dict(zip(heads, one, strict=True)) for one in company.rows.items()]
    console.print(table_of(said("invented", language), heads, rows))
    say_where(said("where.invented_all" if is_written else "where.invented", language), directory)
    if not is_written:
        kept = said("invented.settings_kept", language, file=directory / DEFAULT_CONFIG)
        console.print(kept, soft_wrap=True, markup=False)


def check(
    config: Config = DEFAULT_CONFIG,
    html: Annotated[Path | None, typer.Option("--html", help="Write the report as a page, too.")] = None,
    as_json: AsJson = False,
) -> None:
    """Report what of the data was accepted, repaired or quarantined, and which features are on.

    Example: winback check --html report.html
    """
    from features.catalog import categories_on, switched_off, switched_on
    from features.data_report.page import Around, as_html
    from features.data_report.stopped import source_silence
    from features.data_report.text import as_rich
    from features.materialize import accept_source, open_events
    from features.whole_files import put_file

    settings, html = settings_of(config), file_to_write(html)
    language = settings.company.language
    with working("reading", language):
        report = accept_source(settings, now=now().astimezone(settings.zone).replace(tzinfo=None))
    events = open_events(settings.storage.data_dir, memory_gb=settings.storage.memory_gb)
    known = {"tables": events.tables, "empty_columns": events.empty_columns}
    on = [*switched_on(**known), *categories_on(**known)]
    off = {one.wants: one.features for one in switched_off(**known)}
    aside = str(settings.storage.data_dir / "quarantine")
    silence = source_silence(events, now().astimezone(settings.zone).date())
    lost, since = rows_gone(settings, events, report)
    around = Around(settings.company.name, len(on), list(off.items()), aside, silence, lost, since)
    if html is not None:
        put_file(html, as_html(report, language, around).encode(), private=False)
    if as_json:
        told = {"features_on": on, "features_off": off, "tables_missing": list(off)}
        quiet = None if silence is None else {**asdict(silence), "last_day": str(silence.last_day)}
        missing = {"source_silence": quiet, "rows_gone": [asdict(one) for one in lost]}
        say_json({**report.to_dict(), **told, **missing})
        return
    console.print(as_rich(report, language, around))
    say_where(said("where.events", language), settings.storage.data_dir / "events")
    if any(table.quarantined for table in report.tables):
        say_where(said("where.quarantine", language), settings.storage.data_dir / "quarantine")
    if html is not None:
        say_where(said("where.report", language), html)


def features(
    config: Config = DEFAULT_CONFIG,
    as_of: Annotated[
        list[str] | None, typer.Option("--as-of", help="Day as YYYY-MM-DD; may be given several times.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Parquet file to write.")] = None,
    catalog: Annotated[bool, typer.Option("--catalog", help="List every feature and stop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compute the feature table: one row per client and as-of day.

    Example: winback features --as-of 2024-01-01 --as-of 2024-02-01 --out features.parquet
    """
    if catalog:
        _catalog(as_json)
        return
    from features.materialize import write_features
    from serving.personal.exported import note_exported
    from training.past.history import event_days

    settings = settings_of(config)
    if out is None:
        raise UsageError("Where should the features go? Give --out FILE.parquet, or --catalog to list them.")
    if out.suffix != ".parquet":
        raise UsageError(
            f"{out} is no Parquet file; features are written as Parquet. Call it {out.stem}.parquet."
        )
    file_to_write(out)
    asked = [day for text in as_of or [] if (day := day_come(text, settings)) is not None]
    events = accepted_events(settings)
    first, last = event_days(events)
    days = asked or [last + timedelta(days=1)]
    if min(days) <= first:
        raise GateError(f"No client has an order that was known on {min(days)}. Choose a later --as-of.")
    with working("features", settings.company.language):
        note_exported(settings.storage.data_dir, out, now())
        rows = write_features(events, settings, days, out)
    if as_json:
        say_json({"file": str(out), "rows": rows, "as_of": [str(day) for day in sorted(set(days))]})
        return
    say_where(said("where.rows", settings.company.language, rows=rows), out)


def _catalog(as_json: bool) -> None:
    from dataclasses import asdict

    from features.catalog import FEATURES, STANDING

    lines = (*STANDING, *FEATURES)
    if as_json:
        say_json([asdict(line) for line in lines])
        return
    rows = [
        {
            "feature": line.name,
            "unit": line.unit,
            "meaning": line.meaning,
            "missing means": line.null_meaning or "never missing",
            "cause": line.cause.value,
            "table": line.table,
        }
        for line in lines
    ]
    console.print(table_of("Features", list(rows[0]), rows))
