"""Values of tables become what JSON carries, by whichever way they are told apart."""

import json
import math
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from serving.plain import as_json, plain


class Word(str):
    """A text of another type."""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("a", "a"),
        (Word("a"), "a"),
        (0.5, 0.5),
        (math.nan, None),
        (-math.inf, None),
        (np.float64(math.inf), None),
        (np.bool_(False), False),
        (np.array([1.5, math.nan]), [1.5, None]),
        (("M11", date(2026, 1, 5)), ["M11", "2026-01-05"]),
        ({1: {"at": datetime(2026, 1, 5, tzinfo=UTC)}}, {"1": {"at": "2026-01-05T00:00:00+00:00"}}),
        (pd.NaT, None),
        (pd.NA, None),
    ],
)  # fmt: skip
def test_a_value_is_told_as_json_has_it(value: Any, told: Any) -> None:
    found = plain(value)
    assert found == told
    assert type(found) is type(told) or isinstance(found, type(told))
    assert json.loads(as_json({"value": value})) == {"value": told}
