"""The laws of the feature table over ten thousand clients each, whose events try to mislead."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.features import hostile, test_table
from tests.features.laws import examples

pytestmark = [
    pytest.mark.torture,
    # ibis 12 calls a method that DuckDB 2 has renamed
    pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
]
#: An answer takes as long for few clients as for many: the companies are large, and every client is looked at.
CLIENTS, COMPANIES = 500, 20
WHOLE, SEEDS = hostile.companies(CLIENTS), st.integers(0, 1000)
LAWS: dict[str, tuple[Callable[..., None], dict[str, st.SearchStrategy[Any]]]] = {
    "as-of": (
        test_table.test_nothing_that_is_known_from_the_day_on_changes_the_day,
        {"company": WHOLE, "other": hostile.companies(40)},
    ),
    "row order": (
        test_table.test_neither_the_order_of_rows_nor_the_threads_change_a_bit,
        {"company": WHOLE, "seed": SEEDS},
    ),
    "duplicates": (
        test_table.test_rows_given_twice_change_nothing_once_accepted,
        {"company": WHOLE, "seed": SEEDS},
    ),
    "another client": (
        test_table.test_another_client_changes_nobody_while_the_context_stands,
        {"company": WHOLE, "other": hostile.companies(40)},
    ),
    "alone": (
        test_table.test_a_client_scored_alone_has_the_row_of_the_batch,
        {"company": WHOLE, "picked": st.lists(st.integers(0, CLIENTS - 1), min_size=5, max_size=5)},
    ),
    "in parts": (
        test_table.test_parts_of_a_company_have_the_rows_of_the_whole,
        {"company": WHOLE, "seed": SEEDS, "parts": st.integers(2, 8)},
    ),
    "several days": (
        test_table.test_several_days_in_one_pass_are_the_days_one_by_one,
        {"company": WHOLE},
    ),
    "some clients": (
        test_table.test_the_rows_of_some_clients_are_those_that_they_have_among_all,
        {"company": WHOLE},
    ),
}


@pytest.mark.parametrize("name", LAWS)
def test_a_law_holds_for_ten_thousand_clients(name: str) -> None:
    law, drawn = LAWS[name]
    inner = law.hypothesis.inner_test  # type: ignore[attr-defined]
    examples(COMPANIES)(given(**drawn)(inner))()
