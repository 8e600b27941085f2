"""A small invented company, accepted, for tests of where features are computed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import psycopg

from features.materialize import accept_source
from features.settings import Settings, read_settings
from features.simulate import simulate_company, write_settings

CLIENTS, MONTHS, SEED = 60, 24, 5
#: After every event of the company.
NOW = datetime(2026, 11, 1)
DAYS = (date(2023, 3, 1), date(2023, 11, 20))
#: DuckDB's names of types → PostgreSQL's, where they differ.
TYPES = {"DOUBLE": "double precision", "TINYINT": "smallint", "UTINYINT": "smallint"}


def simulated(folder: Path) -> Settings:
    """The company in a folder, with its events accepted from there."""
    simulate_company(folder, clients=CLIENTS, months=MONTHS, seed=SEED, language="en", table_format="parquet")
    write_settings(folder, "en")
    settings = read_settings(folder / "winback.toml", {})
    accept_source(settings, now=NOW)
    return settings


def in_source(settings: Settings, url: str, **source: Any) -> Settings:
    """The same company, its features computed by the engine at an address."""
    given = {"url": url, "compute": "source", **source}
    before = {"tables": settings.source.model_dump(by_alias=True)["tables"]}
    return settings.model_copy(update={"source": type(settings.source).model_validate(before | given)})


@contextmanager
def schema_of_tests(database: psycopg.Connection[Any], name: str) -> Iterator[str]:
    """A name for a schema that is not there, before and after."""
    schema = f"winback_{name}_{os.getpid()}"
    database.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
    try:
        yield schema
    finally:
        database.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def load(database: psycopg.Connection[Any], folder: Path, schema: str) -> None:
    """Put the company's files into a schema, as a company's own database would hold them."""
    database.execute(f"CREATE SCHEMA {schema}")
    for file in sorted(folder.glob("*.parquet")):
        with duckdb.connect() as engine:
            described = engine.execute(f"DESCRIBE FROM '{file}'").fetchall()
            text = file.with_suffix(".loaded")
            engine.execute(f"COPY (FROM '{file}') TO '{text}' (FORMAT csv, HEADER false)")
        columns = ", ".join(f'"{name}" {TYPES.get(kind, kind)}' for name, kind, *_ in described)
        database.execute(f"CREATE TABLE {schema}.{file.stem} ({columns})".encode())
        with database.cursor().copy(f"COPY {schema}.{file.stem} FROM STDIN (FORMAT csv)".encode()) as copy:
            copy.write(text.read_bytes())
