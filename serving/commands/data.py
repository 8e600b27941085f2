"""init, simulate, check, features: from the company's files to a feature table."""

from pathlib import Path
from typing import Annotated

import typer

from features.errors import UsageError
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    accepted_events,
    console,
    day_of,
    file_to_write,
    now,
    say_json,
    say_where,
    settings_of,
    table_of,
    working,
)


def init(
    directory: Annotated[
        Path, typer.Argument(help="Folder of the settings file; its data are looked at.")
    ] = Path(),
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite a settings file that stands there.")
    ] = False,
) -> None:
    """Write a commented settings file; propose the column mapping for the files there.

    Example: winback init shop/
    """
    from features.proposal import propose
    from features.settings_text import settings_text

    path = directory / DEFAULT_CONFIG
    if path.exists() and not force:
        raise UsageError(f"{path} stands already. Give another folder, or --force to overwrite it.")
    if not directory.is_dir():
        raise UsageError(f"{directory} is no folder. Make it, or give the folder where the data lie.")
    path.write_text(settings_text(propose(directory)), encoding="utf-8")
    say_where("Settings", path)
    console.print("Read them through, then run `winback check`.")


def simulate(
    directory: Annotated[Path, typer.Argument(help="Folder to write the invented company to.")],
    clients: Annotated[int, typer.Option(help="Clients of the company.")] = 2000,
    months: Annotated[int, typer.Option(help="Months of history.")] = 36,
    seed: Annotated[int, typer.Option(help="The same seed gives the same company.")] = 1,
    language: Annotated[str, typer.Option(help="ru or en.")] = "ru",
) -> None:
    """Write the event tables of an invented company, and the truth beside them.

    Example: winback simulate farm/ --clients 5000 --months 36 --seed 7
    """
    from features.proposal import propose
    from features.settings_text import settings_text
    from features.simulate import simulate_company

    if language not in ("ru", "en"):
        raise UsageError(f"language is {language!r}; the company speaks ru or en. Choose one of them.")
    with working("Inventing a company"):
        company = simulate_company(directory, clients=clients, months=months, seed=seed, language=language)  # type: ignore[arg-type]  # checked above
    settings = directory / DEFAULT_CONFIG
    settings.write_text(settings_text(propose(directory)), encoding="utf-8")
    rows = [{"table": name, "rows": count} for name, count in company.rows.items()]
    console.print(table_of("An invented company", ["table", "rows"], rows))
    say_where("Tables, truth and settings", directory)


def check(
    config: Config = DEFAULT_CONFIG,
    html: Annotated[Path | None, typer.Option("--html", help="Write the report as a page, too.")] = None,
    as_json: AsJson = False,
) -> None:
    """Report what of the data was accepted, repaired or quarantined, and which features are on.

    Example: winback check --html report.html
    """
    from features.catalog import FEATURES
    from features.data_report import as_html, as_rich
    from features.materialize import accept_source

    settings, html = settings_of(config), file_to_write(html)
    with working("Reading the source"):
        report = accept_source(settings, now=now().astimezone(settings.zone).replace(tzinfo=None))
    have = {table.name for table in report.tables}
    off = sorted({line.table for line in FEATURES} - have)
    on = [line.name for line in FEATURES if line.table in have]
    if html is not None:
        page = as_html(report, settings.company.language, company=settings.company.name)
        html.write_text(page, encoding="utf-8")
    if as_json:
        say_json({**report.to_dict(), "features_on": on, "tables_missing": off})
        return
    console.print(as_rich(report, settings.company.language))
    console.print(
        f"{len(on)} features are on."
        + "".join(f" Table {name} is missing: its features are off." for name in off)
    )
    say_where("Accepted events", settings.storage.data_dir / "events")
    if any(table.quarantined for table in report.tables):
        say_where("Quarantined rows", settings.storage.data_dir / "quarantine")
    if html is not None:
        say_where("Report", html)


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
    from training.train import event_days

    settings = settings_of(config)
    if out is None:
        raise UsageError("Where should the features go? Give --out FILE.parquet, or --catalog to list them.")
    if out.suffix != ".parquet":
        raise UsageError(
            f"{out} is no Parquet file; features are written as Parquet. Call it {out.stem}.parquet."
        )
    file_to_write(out)
    days = [day for day in map(day_of, as_of or []) if day is not None]
    events = accepted_events(settings)
    if not days:
        from datetime import timedelta

        days = [event_days(events)[1] + timedelta(days=1)]
    with working("Computing features"):
        rows = write_features(events, settings, days, out)
    if as_json:
        say_json({"file": str(out), "rows": rows, "as_of": [str(day) for day in sorted(set(days))]})
        return
    say_where(f"{rows} rows", out)


def _catalog(as_json: bool) -> None:
    from dataclasses import asdict

    from features.catalog import FEATURES

    if as_json:
        say_json([asdict(line) for line in FEATURES])
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
        for line in FEATURES
    ]
    console.print(table_of("Features", list(rows[0]), rows))
