"""The same answer everywhere: live equals batch equals training; and how scores are composed."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

import serving.scores.live as live
from features.compiling import STANDING
from features.errors import BadDataError, UsageError
from features.events import Events
from features.materialize import open_events
from features.table import FeatureTable
from serving.scores.composing import SCORES
from serving.scores.live import LiveScorer
from serving.store import Published, open_published
from tests.serving.conftest import Inside, stop_inside
from tests.serving.walked import Walked, raw_events, start_walked
from training.past.snapshots import take

#: What no arithmetic of ours may change: the same to the last bit.
EXACT = (
    *("client_id", "as_of", "model_version", "status", "days_since_order", "horizon_days", "risk_band"),
    *("next_order_on", "next_order_from", "next_order_to", "abc", "xyz", "abc_before", "xyz_before"),
    *("signs", "missing_features"),
)
#: Equal to a billionth.
CLOSE = (
    *("own_cycle_days", "overdue_ratio", "churn_probability", "risk_percentile", "stay_probability"),
    *("historical_value", "formula_ltv", "value_if_kept", "value_if_left", "expected_ltv"),
)
MANY = 200
#: Clients of one request: with rows of every table a body stays below its limit.
AT_ONCE = 20


@pytest.fixture(scope="module")
def published(walked: Walked) -> Published:
    return open_published(walked.data_dir)


@pytest.fixture(scope="module")
def scorer(walked: Walked, published: Published) -> LiveScorer:
    return LiveScorer(published, walked.settings)


@pytest.fixture(scope="module")
def behind_http(walked: Walked) -> Iterator[Inside]:
    """The service in this process on what the company published."""
    started, stack = start_walked(walked)
    yield started
    stop_inside(started, stack)


@pytest.fixture(scope="module")
def events(walked: Walked) -> Events:
    return open_events(walked.data_dir)


def some(published: Published, count: int) -> list[str]:
    """Ids of clients of every status, sorted."""
    scores = published.tables["scores"].to_pandas().query("status != 'insufficient_data'")
    few = scores.groupby("status").head(count // 8)["client_id"].tolist()
    rest = [key for key in scores["client_id"] if key not in set(few)]
    return sorted([*few, *rest[: count - len(few)]])


def assert_same_scores(live: list[dict[str, Any]], published: Published, ids: list[str]) -> None:
    batch = published.tables["scores"].to_pandas().set_index("client_id", drop=False).loc[ids]
    found = pd.DataFrame(live).set_index("client_id", drop=False).loc[ids]
    assert set(SCORES) == {*EXACT, *CLOSE, "scored_at", "snapshot_id"}
    for name in EXACT:
        batch_values = [plainly(value) for value in batch[name]]
        assert [plainly(value) for value in found[name]] == batch_values, name
    for name in CLOSE:
        np.testing.assert_allclose(
            found[name].astype("float64"), batch[name].astype("float64"), rtol=1e-9, atol=0, err_msg=name
        )


def plainly(value: Any) -> Any:
    """A value as JSON and Parquet alike would have it."""
    if isinstance(value, list | np.ndarray):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None or value != value else value


def test_two_hundred_clients_live_through_http_get_exactly_the_published_scores(
    behind_http: Inside, published: Published, walked: Walked
) -> None:
    ids = some(published, MANY)
    assert len(ids) == MANY
    live: list[dict[str, Any]] = []
    for start in range(0, MANY, AT_ONCE):
        rows = raw_events(walked.folder, set(ids[start : start + AT_ONCE]))
        body = {"as_of": published.as_of.isoformat(), **rows}
        answer = behind_http.ask("POST", "/v1/scores/live", as_="crm", json=body)
        assert answer.status_code == 200, answer.text[:500]
        assert answer.json()["errors"] == []
        live += answer.json()["scores"]
    assert {score["status"] for score in live} == {"new", "active", "overdue", "lost"}
    assert_same_scores(live, published, ids)


def test_a_client_alone_gets_what_it_gets_among_all(
    scorer: LiveScorer, published: Published, walked: Walked
) -> None:
    ids = some(published, 8)
    alone = [scorer.score(published.as_of, raw_events(walked.folder, {key})).scores[0] for key in ids]
    assert_same_scores(alone, published, ids)


def test_training_batch_and_live_see_the_same_features(
    scorer: LiveScorer,
    published: Published,
    events: Events,
    walked: Walked,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day, settings = published.as_of, walked.settings
    ids = some(published, MANY)
    seen: list[pd.DataFrame] = []
    compose = live.compose

    def noting(rows: pd.DataFrame, *given: Any) -> pd.DataFrame:
        seen.append(rows)
        return compose(rows, *given)

    monkeypatch.setattr(live, "compose", noting)
    scorer.score(day, raw_events(walked.folder, set(ids)))
    batch, _ = FeatureTable(events, settings).at(events.connection.con, day)
    learned = take(
        events, settings, [day - timedelta(days=60), day], known_at=day, window_days=30
    ).rows.query("as_of == @day")
    by_way = {
        way: rows.set_index("client_id").loc[ids]
        for way, rows in {"live": seen[0], "batch": batch.to_pandas(), "training": learned}.items()
    }
    features = [*STANDING, *scorer.features]
    assert {"average_check", "cycle_spread"} < set(features)
    for way in ("live", "training"):
        pd.testing.assert_frame_equal(
            by_way[way][features], by_way["batch"][features], check_dtype=False, rtol=1e-9, atol=0, obj=way
        )


def test_rows_that_leave_a_column_out_do_not_hide_it_in_others(
    scorer: LiveScorer, published: Published
) -> None:
    day = published.as_of - timedelta(days=20)
    bare = {"client_id": "x", "ordered_at": "2024-01-10", "amount": 100.0}
    told = {"client_id": "x", "ordered_at": day.isoformat(), "amount": 100.0, "order_id": "2"}
    cancelled = {**told, "status": "cancelled", "status_at": (day + timedelta(days=1)).isoformat()}
    stands = scorer.score(published.as_of, {"orders": [bare, told]}).scores[0]
    falls = scorer.score(published.as_of, {"orders": [bare, cancelled]}).scores[0]
    assert stands["days_since_order"] == 20
    assert falls["days_since_order"] == (published.as_of - date(2024, 1, 10)).days


def test_a_live_day_before_the_published_context_is_refused(scorer: LiveScorer, published: Published) -> None:
    early = published.as_of - timedelta(days=1)
    with pytest.raises(UsageError, match=rf"as_of is {early}; .* is of {published.as_of}\. Ask for that day"):
        scorer.score(early, {"orders": []})


def test_orders_without_an_amount_are_refused(scorer: LiveScorer, published: Published) -> None:
    with pytest.raises(BadDataError, match="amount"):
        scorer.score(published.as_of, {"orders": [{"client_id": "x", "ordered_at": "2024-01-10"}]})


def test_rows_that_cannot_be_used_and_clients_without_orders_are_told_apart(
    scorer: LiveScorer, published: Published
) -> None:
    good = {"client_id": "x", "ordered_at": "2024-01-10", "amount": 100.0}
    future = {"client_id": "y", "ordered_at": "2031-01-10", "amount": 100.0}
    answer = scorer.score(published.as_of, {"orders": [good, future]})
    assert [score["client_id"] for score in answer.scores] == ["x"]
    assert {(error.get("client_id"), error["code"]) for error in answer.errors} >= {("y", "no_orders")}
    (fault,) = [error for error in answer.errors if "table" in error]
    assert (fault["table"], fault["column"], fault["rows"]) == ("orders", "ordered_at", [2])


def test_nothing_of_a_request_is_left_for_the_next(scorer: LiveScorer, published: Published) -> None:
    first = scorer.score(
        published.as_of, {"orders": [{"client_id": "x", "ordered_at": "2024-01-10", "amount": 1.0}]}
    )
    second = scorer.score(
        published.as_of, {"orders": [{"client_id": "y", "ordered_at": "2024-01-10", "amount": 1.0}]}
    )
    assert [score["client_id"] for score in (*first.scores, *second.scores)] == ["x", "y"]


def test_a_later_day_is_scored_live_by_the_same_context(
    scorer: LiveScorer, published: Published, walked: Walked
) -> None:
    (key,) = some(published, 8)[:1]
    later = published.as_of + timedelta(days=400)
    now, then = (
        scorer.score(day, raw_events(walked.folder, {key})).scores[0] for day in (published.as_of, later)
    )
    assert then["days_since_order"] == now["days_since_order"] + 400
    assert then["own_cycle_days"] == now["own_cycle_days"]
    assert then["status"] == "lost"
