"""Where features are computed: DuckDB in the process, PostgreSQL or Spark where the data lie."""

from features.engines.duckdb_engine import DuckDBEngine, Where, as_engine
from features.engines.engine import Engine

__all__ = ["DuckDBEngine", "Engine", "Where", "as_engine"]
