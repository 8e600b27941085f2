"""Whose data they are, where they lie, and how long what is kept of them stays."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from features.settings.kinds import Address, Section, Zone

#: What addresses of engines that compute features themselves begin with.
POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")
SPARK = ("spark", "sc")


class Company(Section):
    """Who the company is and how it counts time and money."""

    name: str = Field("Our company", description="shown on reports and lists")
    currency: str = Field(
        "RUB", pattern="^[A-Z]{3}$", description="ISO 4217 code; orders in another currency are quarantined"
    )
    timezone: Zone = Field("Europe/Moscow", description="IANA zone in which days begin")
    language: Literal["ru", "en"] = Field(
        "ru", description="of lists, reports, pages and what commands print"
    )
    founded_on: date = Field(date(1990, 1, 1), description="earliest credible day of an event")


class Storage(Section):
    """Where winback keeps what it makes; relative paths are relative to the file."""

    data_dir: Path = Field(
        Path("winback-data"), description="folder of accepted events, bundles, scores and lists"
    )
    tracking_uri: Address | None = Field(None, description="MLflow store; default: SQLite in data_dir")
    ledger_url: Address | None = Field(
        None, description="ledger of attempts and keys; default: SQLite in data_dir"
    )
    memory_gb: float | None = Field(
        None,
        gt=0.1,
        description="memory for reading events and computing features, in gigabytes; what does not fit "
        "goes to disk; default: 80 % of the machine's",
    )


class TableSource(Section):
    """Where one event table comes from and how its columns are called there."""

    from_: str | None = Field(
        None, alias="from", description="file, glob or table; default: the table's own name"
    )
    columns: dict[str, str] = Field(default_factory=dict, description='ours = "theirs"')
    values: dict[str, dict[str, str]] = Field(
        default_factory=dict,
        description='by column of ours, "their word" = "ours", for words that we do not know',
    )
    encoding: str | None = Field(None, description="of text files; default: BOM, else UTF-8, else cp1251")
    delimiter: str | None = Field(
        None, min_length=1, max_length=1, description="of text files; default: counted in the header"
    )
    decimal: Literal[".", ","] = Field(".", description="decimal mark of text files")
    date_format: str | None = Field(
        None, description="strptime format of times in text files; default: ISO 8601"
    )
    timezone: Zone | None = Field(
        None, description="IANA zone of times without offset; default: the company's"
    )
    attributes: tuple[str, ...] = Field((), description="further columns of `clients` to keep")


class Source(Section):
    """The company's own data."""

    url: Address = Field(
        SecretStr("."),
        description="folder of CSV/Parquet, DuckDB or SQLite file, postgresql://…, spark://…",
    )
    compute: Literal["here", "source"] = Field(
        "here", description="where features are computed: here, or source (PostgreSQL or Spark itself)"
    )
    schema_: str = Field(
        "winback",
        alias="schema",
        pattern="^[a-z_][a-z0-9_]{0,39}$",
        description="of PostgreSQL, made by us for compute = source; one an installation",
    )
    statement_seconds: Annotated[float, Field(ge=0, le=86_400)] = Field(
        3600, description="longest time for one statement of compute = source; 0: no limit"
    )
    tables: dict[str, TableSource] = Field(default_factory=dict, description="one section a table")

    @property
    def scheme(self) -> str:
        """What stands before ``://`` in the address; empty for a path."""
        url = self.url.get_secret_value()
        return url.split("://")[0].lower() if "://" in url else ""

    @model_validator(mode="after")
    def _computes(self) -> Self:
        if self.compute == "source" and self.scheme not in (*POSTGRES, *SPARK):
            kind = f"{self.scheme}://…" if self.scheme else "a folder or file"
            raise ValueError(
                f'compute is "source", but url is {kind}; features are computed inside PostgreSQL'
                ' (postgresql://…) or Spark (spark://…, sc://…) only. Write compute = "here"'
            )
        return self


class Privacy(Section):
    """How long what is kept about clients stays."""

    past_scores_days: int = Field(
        800,
        ge=1,
        description="days for which past scores are kept, for `winback monitor` and the history of a client",
    )
    plans_days: int = Field(1100, ge=1, description="days for which recorded plans are kept")
    messages_days: int = Field(30, ge=1, description="days for which ended messages of webhooks are kept")
