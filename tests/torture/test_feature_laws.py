"""The laws of the feature table over ten thousand clients each, whose events try to mislead."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.features import hostile, test_table
from tests.features.test_table import CLIENTS, examples

pytestmark = [
    pytest.mark.torture,
    # ibis 12 calls a method that DuckDB 2 has renamed
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
]
#: Companies of forty clients.
COMPANIES = 10_000 // CLIENTS
LAWS: dict[str, tuple[Callable[..., None], dict[str, st.SearchStrategy[Any]]]] = {
    "as-of": (
        test_table.test_nothing_that_is_known_from_the_day_on_changes_the_day,
        {"company": hostile.companies(CLIENTS), "other": hostile.companies(6)},
    ),
    "row order": (
        test_table.test_neither_the_order_of_rows_nor_the_threads_change_a_bit,
        {"company": hostile.companies(CLIENTS), "seed": st.integers(0, 1000)},
    ),
    "duplicates": (
        test_table.test_rows_given_twice_change_nothing_once_accepted,
        {"company": hostile.companies(CLIENTS), "seed": st.integers(0, 1000)},
    ),
}


@pytest.mark.parametrize("name", LAWS)
def test_a_law_holds_for_ten_thousand_clients(name: str) -> None:
    law, drawn = LAWS[name]
    inner = law.hypothesis.inner_test  # type: ignore[attr-defined]
    examples(COMPANIES)(given(**drawn)(inner))()
