"""The invented clients of the laws: every feature of the catalog takes several values among them."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from features.catalog import FEATURES
from tests.features import hostile
from tests.features.company import accepted, compiled, day, engine

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

#: At least so many of the clients have a value of each feature, so that the laws are about something.
LEAST_KNOWN = 0.04


def test_no_feature_is_always_missing_or_always_the_same() -> None:
    company = hostile.company_of(7, 1000)
    tables = {name: accepted(name, rows) for name, rows in company.items()}
    features, _ = compiled(hostile.NAMES).at(engine(tables), day(hostile.T))
    told = {line.name: features[line.name] for line in FEATURES}
    known = {name: 1 - column.null_count / len(column) for name, column in told.items()}
    assert {name: share for name, share in known.items() if share < LEAST_KNOWN} == {}
    assert {name for name, column in told.items() if values(column) < 2} == set()


def values(column: pa.ChunkedArray) -> int:
    """How many different values are known."""
    return int(pc.count_distinct(column, mode="only_valid").as_py())


def test_the_same_seed_draws_the_same_company() -> None:
    assert hostile.company_of(3, 20) == hostile.company_of(3, 20) != hostile.company_of(4, 20)
