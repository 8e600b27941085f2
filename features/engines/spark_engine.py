"""Features computed inside Spark: steps are views over checkpoints, and only the feature table travels."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING, ClassVar
from uuid import uuid4

import pyarrow as pa

from features.errors import BusyError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: How often a statement that is late is told to stop.
AGAIN_SECONDS = 0.5


@dataclass(frozen=True)
class SparkEngine:
    """A Spark session as an engine.

    A step is computed once and kept by the executors; its plan is cut off there, or each would carry the
    plans of all before it. With an executor its part of a step is lost, and the run must be repeated.

    Attributes
    ----------
    session : SparkSession
        Set to UTC, and to errors (not nulls) where a number overflows.
    seconds : float
        The limit of a statement; 0: none.
    """

    session: "SparkSession"
    seconds: float = 0
    dialect: ClassVar[str] = "pyspark"
    few_rows: ClassVar[int] = 0

    def __post_init__(self) -> None:
        self.session.conf.set("spark.sql.session.timeZone", "UTC")
        self.session.conf.set("spark.sql.ansi.enabled", "true")
        self.session.conf.set("spark.sql.execution.arrow.pyspark.enabled", "true")

    def create(self, name: str, sql: str) -> None:
        """Put a statement's rows under a name."""
        with self._in_time():
            self._put(name, self.session.sql(sql).localCheckpoint())

    def show(self, name: str, sql: str) -> None:
        """Put a statement under a name."""
        self._put(name, self.session.sql(sql))

    def place(self, name: str, rows: pa.Table) -> None:
        """Put given rows under a name."""
        self._put(name, self.session.createDataFrame(rows))

    def fetch(self, sql: str) -> pa.Table:
        """Bring a statement's rows here."""
        with self._in_time():
            return self.session.sql(sql).toArrow()

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Interrupt a statement that takes longer than its limit."""
        if not self.seconds:
            yield
            return
        done, late, tag = Event(), Event(), f"winback-{uuid4().hex}"
        begin, interrupt, end = self._tagging()

        def watch() -> None:
            if done.wait(self.seconds):
                return
            late.set()
            while not done.wait(AGAIN_SECONDS):  # a statement is several jobs; the next may be yet to come
                interrupt(tag)

        begin(tag)
        Thread(target=watch, daemon=True).start()
        try:
            yield
        except Exception:
            if not late.is_set():
                raise
            raise BusyError(
                f"Spark was told to stop a statement: it took longer than {self.seconds:g} s."
                " Raise [source] statement_seconds, or give Spark more to work with."
            ) from None
        finally:
            done.set()
            end(tag)

    def _tagging(self) -> tuple[Callable[[str], object], Callable[[str], object], Callable[[str], object]]:
        """Give how the jobs of this thread get a tag, are interrupted by it, and lose it."""
        from pyspark.sql.utils import is_remote

        if is_remote():
            return self.session.addTag, self.session.interruptTag, self.session.removeTag
        # A session's tags are known to the thread only that set them; those of the context to all.
        context = self.session.sparkContext
        context.setInterruptOnCancel(True)
        return context.addJobTag, context.cancelJobsWithTag, context.removeJobTag

    def _put(self, name: str, rows: "DataFrame") -> None:
        rows.createOrReplaceTempView(name)
