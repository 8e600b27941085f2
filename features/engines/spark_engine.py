"""Features computed inside Spark: steps are views over checkpoints, and only the feature table travels."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pyarrow as pa

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True)
class SparkEngine:
    """A Spark session as an engine.

    A step is computed once and kept by the executors; its plan is cut off there, or each would carry the
    plans of all before it. With an executor its part of a step is lost, and the run must be repeated.

    Attributes
    ----------
    session : SparkSession
        Set to UTC, and to errors (not nulls) where a number overflows.
    """

    session: "SparkSession"
    dialect: ClassVar[str] = "pyspark"

    def __post_init__(self) -> None:
        self.session.conf.set("spark.sql.session.timeZone", "UTC")
        self.session.conf.set("spark.sql.ansi.enabled", "true")
        self.session.conf.set("spark.sql.execution.arrow.pyspark.enabled", "true")

    def create(self, name: str, sql: str) -> None:
        """Put a statement's rows under a name."""
        self._put(name, self.session.sql(sql).localCheckpoint())

    def show(self, name: str, sql: str) -> None:
        """Put a statement under a name."""
        self._put(name, self.session.sql(sql))

    def place(self, name: str, rows: pa.Table) -> None:
        """Put given rows under a name."""
        self._put(name, self.session.createDataFrame(rows))

    def fetch(self, sql: str) -> pa.Table:
        """Bring a statement's rows here."""
        return self.session.sql(sql).toArrow()

    def _put(self, name: str, rows: "DataFrame") -> None:
        rows.createOrReplaceTempView(name)
