"""Which candidate and which option belong to a published score."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from serving.store.joined import NONE, Joined, best_options

LISTS = ("at_risk", "recoverable")
IDS = ("00123", "7", "Ёлка")

candidate_rows = st.fixed_dictionaries(
    {"list": st.sampled_from(LISTS), "held_out": st.sampled_from([True, False, False, None])}
)
option_rows = st.fixed_dictionaries(
    {
        "client_id": st.sampled_from(IDS),
        "list": st.sampled_from(LISTS),
        "action": st.sampled_from(["call", "visit", "Встреча"]),
        "eligible": st.sampled_from([True, True, False, None]),
        "expected_net_value": st.sampled_from([None, float("nan"), -1.0, 0.0, 1.0, 2.0, 3.0]),
    }
)


def table(rows: Sequence[dict[str, Any]]) -> pa.Table:
    types = {"held_out": pa.bool_(), "eligible": pa.bool_(), "expected_net_value": pa.float64()}
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({n: pa.array([row[n] for row in rows], types.get(n, pa.large_string())) for n in names})


def plainly_best(candidate: dict[str, Any], options: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The definition, row by row."""
    worth = [
        row
        for row in options
        if candidate["held_out"] is False
        and row["client_id"] == candidate["client_id"]
        and row["eligible"]
        and row["list"] == candidate["list"]
        and (row["expected_net_value"] or 0) > 0
    ]
    return min(worth, key=lambda row: (-row["expected_net_value"], row["action"]), default=None)


@given(st.dictionaries(st.sampled_from(IDS), candidate_rows, min_size=1), st.lists(option_rows, min_size=12))
def test_the_best_option_is_the_one_that_the_definition_gives(
    found: dict[str, dict[str, Any]], options: list[dict[str, Any]]
) -> None:
    candidates = [{"client_id": key, **found[key]} for key in sorted(found)]
    options.sort(key=lambda row: row["client_id"])
    scores = table([{"client_id": key} for key in IDS])
    joined = Joined(scores, table(candidates), table(options))
    for place, key in enumerate(IDS):
        candidate = next((row for row in candidates if row["client_id"] == key), None)
        told = None if joined.candidate[place] == NONE else candidates[joined.candidate[place]]
        assert told == candidate
        best = None if joined.best[place] == NONE else options[joined.best[place]]
        wanted = plainly_best(candidate, options) if candidate else None
        assert (best is None) == (wanted is None)
        for name in ("client_id", "list", "action", "expected_net_value") if best and wanted else ():
            assert best[name] == wanted[name]


def test_of_a_publication_without_options_nothing_is_recommended() -> None:
    candidates = table([{"client_id": "a", "list": "at_risk", "held_out": False}])
    names = {"client_id": pa.string(), "list": pa.string(), "action": pa.string()}
    kinds = {**names, "eligible": pa.bool_(), "expected_net_value": pa.float64()}
    none = pa.table({name: pa.array([], kind) for name, kind in kinds.items()})
    assert best_options(candidates, none).tolist() == [NONE]


def test_text_of_either_type_is_the_same_client() -> None:
    scores = pa.table({"client_id": pa.array(["a", "b"], pa.string())})
    candidates = table([{"client_id": "b", "list": "at_risk", "held_out": False}])
    options = table(
        [{"client_id": "b", "list": "at_risk", "action": "c", "eligible": True, "expected_net_value": 1.0}]
    )
    joined = Joined(scores, candidates, options)
    assert ([*joined.candidate], [*joined.best]) == ([NONE, 0], [NONE, 0])
