"""Features computed inside PostgreSQL: steps are temporary tables, only the feature table travels."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import psycopg
import pyarrow as pa
import pyarrow.csv as pa_csv
from psycopg import sql as parts

#: Type in PostgreSQL (its OID) → Arrow's.
ARROW_OF = {
    16: pa.bool_(),
    20: pa.int64(),
    21: pa.int32(),
    23: pa.int32(),
    25: pa.string(),
    701: pa.float64(),
    1043: pa.string(),
    1082: pa.date32(),
    1114: pa.timestamp("us"),
    1700: pa.float64(),
}
#: Text is compared by its bytes, as everywhere else.
TYPE_OF = {
    pa.bool_(): "boolean",
    pa.int64(): "bigint",
    pa.int32(): "integer",
    pa.string(): 'text COLLATE "C"',
    pa.float64(): "double precision",
    pa.date32(): "date",
    pa.timestamp("us"): "timestamp",
}


ROWS_AT_A_TIME = 50_000


def columns_sql(schema: pa.Schema) -> str:
    """Write the columns of a table that is to hold Arrow rows.

    Examples
    --------
    >>> columns_sql(pa.schema([("client_id", pa.string()), ("amount_hundredths", pa.int64())]))
    '"client_id" text COLLATE "C", "amount_hundredths" bigint'
    """
    return ", ".join(f'"{field.name}" {TYPE_OF[field.type]}' for field in schema)


def copy_in(connection: psycopg.Connection[Any], table: str, batches: Iterable[pa.RecordBatch]) -> None:
    """Copy rows into a table, a batch at a time.

    Parameters
    ----------
    connection : psycopg connection
    table : str
        Its name as SQL.
    batches : iterable of pyarrow RecordBatch
        Columns as the table has them.
    """
    with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv)".encode()) as copy:
        for batch in batches:
            written = io.BytesIO()
            pa_csv.write_csv(batch, written, pa_csv.WriteOptions(include_header=False))
            copy.write(written.getvalue())


@dataclass(frozen=True)
class PostgresEngine:
    """A PostgreSQL session as an engine; the role needs the right to make temporary tables.

    Attributes
    ----------
    connection : psycopg connection
        In autocommit; its session is set to UTC and ISO dates.
    """

    connection: psycopg.Connection
    dialect: ClassVar[str] = "postgres"
    few_rows: ClassVar[int] = 0

    def __post_init__(self) -> None:
        # Compiling our long statements to machine code takes longer than running them.
        for setting in ("TimeZone = 'UTC'", "DateStyle = 'ISO'", "jit = off", "client_min_messages = error"):
            self.connection.execute(f"SET {setting}")

    def create(self, name: str, sql: str) -> None:
        """Put a statement's rows under a name, and look at them: nobody else tells the planner how many."""
        self._drop(name)
        self._run(f"CREATE TEMP TABLE {name} AS {sql}")
        self._run(f"ANALYZE {name}")

    def show(self, name: str, sql: str) -> None:
        """Put a statement under a name."""
        self._drop(name)
        self._run(f"CREATE TEMP VIEW {name} AS {sql}")

    def place(self, name: str, rows: pa.Table) -> None:
        """Put given rows under a name."""
        self._drop(name)
        self._run(f"CREATE TEMP TABLE {name} ({columns_sql(rows.schema)})")
        copy_in(self.connection, name, rows.to_batches(max_chunksize=ROWS_AT_A_TIME))
        self._run(f"ANALYZE {name}")

    def fetch(self, sql: str) -> pa.Table:
        """Bring a statement's rows here."""
        described = self.connection.execute(f"SELECT * FROM ({sql}) AS rows LIMIT 0").description or []
        types = {column.name: ARROW_OF[column.type_code] for column in described}
        command = parts.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(parts.SQL(sql))
        with self.connection.cursor().copy(command) as copy:
            stream = io.BufferedReader(_Stream(iter(copy)), 1 << 20)
            if not stream.peek(1):  # no row is no CSV to Arrow
                return pa.schema(list(types.items())).empty_table()
            read = pa_csv.open_csv(
                stream,
                read_options=pa_csv.ReadOptions(column_names=list(types)),
                parse_options=pa_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
                convert_options=pa_csv.ConvertOptions(
                    column_types=types,
                    true_values=["t"],
                    false_values=["f"],
                    null_values=[""],
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=False,
                ),
            )
            return read.read_all()

    def _drop(self, name: str) -> None:
        found = self.connection.execute(
            "SELECT relkind FROM pg_class WHERE relname = %s AND relnamespace = pg_my_temp_schema()", [name]
        ).fetchone()
        if found:
            kind = "VIEW" if found[0] in ("v", b"v") else "TABLE"
            self._run(f"DROP {kind} pg_temp.{name} CASCADE")

    def _run(self, sql: str) -> None:
        self.connection.execute(sql.encode())


class _Stream(io.RawIOBase):
    """Blocks of a copy as a file that can be read."""

    def __init__(self, blocks: Iterator[bytes | bytearray | memoryview]) -> None:
        self._blocks, self._left = blocks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._left = memoryview(block)
        taken = self._left[: len(buffer)]
        buffer[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)
