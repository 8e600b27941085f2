"""Snapshots taken inside PostgreSQL teach the same as those taken here."""

from datetime import timedelta
from pathlib import Path

import pandas as pd
import pytest

from features.materialize import open_events
from tests.features.engines.at_hand import POSTGRES, postgres
from tests.features.simulated import DAYS, in_source, schema_of_tests, simulated
from training.past.snapshots import LABELS, take

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


def test_features_and_labels_are_the_same_wherever_they_are_computed(tmp_path: Path) -> None:
    with postgres() as database, schema_of_tests(database, "taken") as schema:
        here = simulated(tmp_path)
        events = open_events(here.storage.data_dir)
        known_at = DAYS[1] + timedelta(days=30)
        taken = [
            take(events, settings, DAYS, known_at=known_at, window_days=180)
            for settings in (here, in_source(here, POSTGRES, schema=schema))
        ]
    ours, theirs = (snapshots.rows for snapshots in taken)
    assert taken[0].features == taken[1].features
    assert ours["left"].notna().sum() > 20
    assert ours["window_margin"].gt(0).sum() > 20
    pd.testing.assert_frame_equal(ours[[*LABELS]], theirs[[*LABELS]], check_exact=True)
    pd.testing.assert_frame_equal(ours, theirs, check_exact=False, rtol=1e-9, atol=0)
