"""What the feature table needs of an engine: a dialect, steps under names, rows as Arrow."""

from typing import Protocol

import pyarrow as pa


def temporary(name: str) -> str:
    """Give the name that a step's result lies under.

    Examples
    --------
    >>> temporary("sums")
    'winback_sums'
    """
    return f"winback_{name}"


class Engine(Protocol):
    """A session on an engine where the event tables stand under their names.

    What is put under a name is the session's own: it hides a table of that name, and goes with the session.
    """

    @property
    def dialect(self) -> str:
        """In which statements are to be written, in ibis' words: duckdb, postgres or pyspark."""

    @property
    def few_rows(self) -> int:
        """Up to so many rows of a step cost less to hold than planning the step for each reader; 0: none."""

    def create(self, name: str, sql: str) -> None:
        """Compute a statement's rows and put them under a name; what lay there goes."""

    def show(self, name: str, sql: str) -> None:
        """Put a statement under a name: whoever reads it computes it, row by row."""

    def place(self, name: str, rows: pa.Table) -> None:
        """Put given rows under a name; what lay there goes."""

    def fetch(self, sql: str) -> pa.Table:
        """Compute a statement and bring its rows here, in its order."""
