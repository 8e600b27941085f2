"""Values of categories: rare ones stand nowhere, and every row has the same code wherever it is scored."""

import json

import numpy as np
import pandas as pd
import pytest

from features.errors import BadDataError
from training.models.levels import FEWEST_HOLDERS, NO_LEVELS, Levels
from training.models.rows import matrix


def rows_of(**holders: int) -> pd.DataFrame:
    """So many clients hold each value; nobody says anything of one more."""
    values = [value for value, count in holders.items() for _ in range(count)]
    told = pd.Series([*values, None], dtype="object")
    return pd.DataFrame({"client_id": [f"c{place}" for place in range(len(told))], "branch": told})


def test_a_value_that_few_hold_stands_nowhere_and_many_such_together_are_one() -> None:
    few = FEWEST_HOLDERS - 1
    levels = Levels.of(rows_of(North=FEWEST_HOLDERS, Ivanov=few, Petrov=few), ["branch"])
    assert levels.known == {"branch": ("North",)}
    assert "Ivanov" not in json.dumps(levels.to_dict())
    codes = levels.codes(pd.DataFrame({"branch": ["North", "Ivanov", "founded since", None]}), "branch")
    np.testing.assert_array_equal(codes, [0, 1, 1, np.nan])
    assert levels.count("branch") == 2


def test_without_enough_of_them_a_value_that_is_not_known_is_missing() -> None:
    levels = Levels.of(rows_of(North=FEWEST_HOLDERS, South=FEWEST_HOLDERS, Ivanov=3), ["branch"])
    codes = levels.codes(pd.DataFrame({"branch": ["South", "Ivanov"]}), "branch")
    np.testing.assert_array_equal(codes, [1, np.nan])


def test_holders_are_clients_and_not_rows() -> None:
    one = pd.DataFrame({"client_id": ["c1"] * 500, "branch": ["Ivanov"] * 500})
    assert Levels.of(one, ["branch"]).known == {"branch": ()}


def test_what_is_written_is_read_back() -> None:
    levels = Levels.of(rows_of(North=80, Ivanov=70, Petrov=10), ["branch"])
    assert Levels.from_dict(json.loads(json.dumps(levels.to_dict()))) == levels


def test_numbers_where_texts_belong_are_refused_and_a_column_of_nothing_is_missing() -> None:
    levels = Levels({"branch": ("1",)})
    with pytest.raises(BadDataError, match="branch holds numbers; the model needs texts"):
        levels.codes(pd.DataFrame({"branch": [1.0]}), "branch")
    assert np.isnan(levels.codes(pd.DataFrame({"branch": [np.nan]}), "branch")).all()


def test_codes_stand_in_the_place_of_their_column() -> None:
    rows = pd.DataFrame({"branch": ["South", None], "silence": [3.0, 4.0]})
    inputs = matrix(rows, ["silence", "branch", "silence"], Levels({"branch": ("North", "South")}))
    np.testing.assert_array_equal(inputs, [[3, 1, 3], [4, np.nan, 4]])
    with pytest.raises(BadDataError, match="branch hold no numbers"):
        matrix(rows, ["branch"], NO_LEVELS)
    with pytest.raises(BadDataError, match="lack the model's columns: branch"):
        matrix(rows[["silence"]], ["branch"], Levels({"branch": ()}))
