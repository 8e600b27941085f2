"""Accepted events on Spark for as long as one session lasts, and the engine that computes over them."""

from collections.abc import Iterator
from contextlib import contextmanager

from features.engines.computing import as_there, rows_of
from features.engines.spark_engine import SparkEngine
from features.engines.spark_session import open_session, spark_address
from features.errors import BusyError
from features.events import Events
from features.settings import Settings

ARRIVED = "winback_arrived"


@contextmanager
def on_spark(events: Events, settings: Settings) -> Iterator[SparkEngine]:
    """Open a session of the source's Spark on which accepted events stand under their names.

    Rows travel there once a run and are kept by the executors; nothing is written to the catalog or to a disk
    that outlives the session.

    Raises
    ------
    BusyError
        If Spark is down, breaks off, or a statement takes longer than ``[source] statement_seconds``.
    SettingsError
        If pyspark is not installed.
    """
    address = spark_address(settings.source.url.get_secret_value())
    session, ours = open_session(address)
    from py4j.protocol import Py4JError  # type: ignore[import-untyped]  # it has no types
    from pyspark.errors import AnalysisException, PySparkException

    try:
        # Names and settings of its own: a session that the process already had stays as it was.
        own = session if address.master.startswith("sc://") else session.newSession()
        engine = SparkEngine(own, settings.source.statement_seconds)
        for name in as_there(events).tables:
            engine.place(ARRIVED, rows_of(events, name).read_all())
            engine.create(name, f"SELECT * FROM {ARRIVED}")
        yield engine
    except AnalysisException:  # a statement that we wrote wrongly: nothing to try again
        raise
    except (PySparkException, Py4JError, ConnectionError) as fault:
        raise BusyError(
            f"Spark of [source] url broke off while features were computed ({type(fault).__name__})."
            " Nothing half-made was left. Check that it runs and has memory and disk enough, then try again."
        ) from None
    finally:
        if ours:
            session.stop()
