"""Scores from feature rows: bands, the next order's days, what is missing, and places among all."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from features.errors import BadDataError
from features.events import Events
from features.materialize import open_events
from features.settings import Settings
from features.table import FeatureTable
from serving.scores import composing
from serving.scores.composing import NEXT_ORDER, SCORES, percentile
from serving.store import open_published
from tests.serving.walked import Walked
from training.bundle import Bundle
from training.next_order.curve import NextOrder


@pytest.fixture(scope="module")
def events(walked: Walked) -> Events:
    return open_events(walked.data_dir)


def test_the_next_order_is_dated_from_the_as_of_day_and_null_where_it_is_too_far() -> None:
    rows = pd.DataFrame(
        {
            "own_cycle_days": [20.0, 20.0, np.nan],
            "cycle_spread": [0.5, 0.5, np.nan],
            "days_since_order": [1.0, 1.0, 3.0],
            "horizon_days": [40.0, 40.0, np.nan],
        }
    )
    left = pd.Series([norm.sf((np.log(41) - np.log(20)) / 0.5), 0.9999, np.nan])
    days = composing._next_order(rows, left, NextOrder(), date(2024, 7, 1))
    assert (days["next_order_on"][0] - date(2024, 7, 1)).days == pytest.approx(19, abs=1)
    assert days["next_order_from"][0] < days["next_order_on"][0] < days["next_order_to"][0]
    assert [days[name][1] for name in NEXT_ORDER] == [None] * 3
    assert [days[name][2] for name in NEXT_ORDER] == [None] * 3


def test_nothing_waits_until_overdue_beyond_the_day_on_which_the_client_is_lost() -> None:
    rows = pd.DataFrame(
        {
            "own_cycle_days": [20.0, 100.0, 100.0, np.nan],
            "cycle_spread": [0.5, 2.0, 2.0, np.nan],
            "lost_after_days": [60.0, 425.0, 425.0, np.nan],
            "days_since_order": [10.0, 400.0, 430.0, 3.0],
        }
    )
    # The 0.8 quantiles are 30.5 and 538 days.
    assert composing.overdue_in_days(rows).tolist() == [21, 25, 0, 0]


class Fixed:
    """A bundle that gives the probabilities it is told."""

    version, features, next_order = "fixed", ("average_check", "cycle_spread"), NextOrder()

    def __init__(self, *left: float) -> None:
        self.left = pd.Series(left)

    def score(self, rows: pd.DataFrame) -> pd.DataFrame:
        names = ("stay_probability", "value_if_kept", "value_if_left", "expected_ltv")
        return pd.DataFrame({"churn_probability": self.left, **dict.fromkeys(names, 1.0)})

    def formula_ltv(self, rows: pd.DataFrame) -> np.ndarray:
        return np.ones(len(rows))


def composed(bundle: Any, settings: Settings, walked: Walked, events: Events) -> pd.DataFrame:
    day = date(2024, 7, 1)
    features, _ = FeatureTable(events, settings).at(events.connection.con, day)
    rows = features.to_pandas().head(len(bundle.left))
    stamp = composing.Stamp(day, pd.Timestamp("2024-07-01T05:00Z").to_pydatetime(), "s")
    return composing.compose(rows, bundle, settings, stamp)


def test_a_band_begins_at_its_limit_and_the_unknown_has_none(walked: Walked, events: Events) -> None:
    given_left = (0.0, 0.29999, 0.3, 0.59999, 0.6, 1.0, np.nan)
    scores = composed(Fixed(*given_left), Settings(), walked, events)
    assert scores["risk_band"].tolist() == ["low", "low", "medium", "medium", "high", "high", None]
    assert tuple(scores.columns) == SCORES


def test_missing_features_are_named_client_by_client(walked: Walked) -> None:
    rows = pd.DataFrame({"a": [1.0, np.nan, np.nan], "b": [2.0, 2.0, np.nan], "status": ["x"] * 3})
    assert composing._missing(rows, ("a", "b")) == [[], ["a"], ["a", "b"]]


def test_clients_are_scored_the_same_however_many_at_once(
    walked: Walked, events: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2024, 7, 1)
    bundle = Bundle.from_files(open_published(walked.data_dir).bundle_files)
    table = FeatureTable(composing.events_for(bundle, events), Settings())
    rows = table.at(events.connection.con, day)[0].to_pandas()
    stamp = composing.Stamp(day, pd.Timestamp("2024-07-01T05:00Z").to_pydatetime(), "s")
    at_once = composing.compose(rows, bundle, Settings(), stamp)
    monkeypatch.setattr(composing, "ROWS_AT_ONCE", 7)
    in_parts = composing.compose(rows, bundle, Settings(), stamp)
    assert len(rows) > 7
    pd.testing.assert_frame_equal(in_parts, at_once, rtol=1e-12)


@given(st.lists(st.one_of(st.floats(0, 1), st.none()), min_size=1, max_size=30))
def test_a_percentile_is_the_share_of_clients_at_most_as_likely_to_leave(
    probabilities: list[float | None],
) -> None:
    known = [value for value in probabilities if value is not None]
    found = percentile(pd.Series(probabilities, dtype="float64"))
    for value, rank in zip(probabilities, found, strict=True):
        if value is None:
            assert rank != rank
        else:
            assert rank == pytest.approx(100 * sum(other <= value for other in known) / len(known))


def test_a_snapshot_is_named_by_its_contents(events: Events) -> None:
    table = FeatureTable(events, Settings())
    first, _ = table.at(events.connection.con, date(2024, 7, 1))
    again, _ = table.at(events.connection.con, date(2024, 7, 1))
    other, _ = table.at(events.connection.con, date(2024, 6, 1))
    assert composing.snapshot_id(first) == composing.snapshot_id(again) != composing.snapshot_id(other)


def test_a_model_that_needs_a_table_that_is_gone_is_refused_by_the_tables_name(events: Events) -> None:
    bundle: Any = SimpleNamespace(version="7", tables=("orders", "contacts"))
    events = Events({"orders": events["orders"]}, events.connection)
    with pytest.raises(BadDataError, match="Model 7 was trained with the tables contacts, which the source"):
        composing.events_for(bundle, events)
