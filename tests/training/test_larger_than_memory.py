"""Where the rows are more than fit at once: a sample of clients is judged, the trees learn from all."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from features.arithmetic import number_of
from features.events import Events
from tests.training.spine_company import CLIENTS, spine_settings
from training.models.boosting import Boosted, Recipe
from training.past.labels import assignments_of
from training.past.snapshot_rows import of_a_sample
from training.past.snapshots import Snapshots, take
from training.train import train
from training.trained import Trained

SAMPLED = {"rows_at_once": 2000, "minimum_left": 20, "minimum_clients": 50}
SMALL = {"candidates": ["lightgbm"], "origins": 1, "as_of_every_days": 60}


@pytest.fixture(scope="module")
def few(company: Events, trained: Trained) -> Snapshots:
    """The company's snapshots, read as far as 2,000 rows go."""
    days = sorted(trained.snapshots.rows["as_of"].unique())
    taken = take(
        company,
        spine_settings(training=SAMPLED),
        days,
        known_at=trained.as_of,
        window_days=trained.snapshots.window_days,
        assignments=assignments_of(company, trained.as_of),
    )
    return replace(taken, learn_from=trained.snapshots.learn_from)


def test_the_sample_holds_whole_clients_and_about_as_many_rows_as_asked_for(
    few: Snapshots, trained: Trained
) -> None:
    whole = trained.snapshots.rows
    assert few.count == len(whole) > 4000
    assert 1500 < len(few.rows) < 2500
    theirs = whole[whole["client_id"].isin(few.rows["client_id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(few.rows, theirs)


def test_every_client_can_still_be_read(few: Snapshots, trained: Trained) -> None:
    assert few.stored is not None
    whole = trained.snapshots.rows
    pd.testing.assert_frame_equal(few.stored.frame()[list(whole.columns)], whole)
    today = few.on(trained.as_of)
    assert len(today) == CLIENTS
    pd.testing.assert_frame_equal(today[list(whole.columns)], trained.snapshots.on(trained.as_of))
    asked = whole["client_id"].drop_duplicates().iloc[:5]
    theirs = few.of(asked)
    assert (theirs.stored, len(theirs.rows)) == (None, whole["client_id"].isin(asked).sum())
    assert few.contamination == trained.snapshots.contamination


def test_the_rows_of_nobody_are_a_frame_without_rows(few: Snapshots) -> None:
    nobody = few.of(pd.Series([], dtype="str")).rows
    everybody = few.of(few.rows["client_id"]).rows
    assert nobody.empty
    assert nobody.dtypes.equals(everybody.dtypes)


def test_the_trees_learn_from_every_client_as_they_would_from_a_frame(
    few: Snapshots, trained: Trained
) -> None:
    everyone, snapshots = few.everyone(), trained.snapshots
    assert everyone is not None
    assert snapshots.everyone() is None
    from_file = Boosted.fit(everyone, snapshots.features, seed=1, recipe=Recipe({"trees": 20}))
    from_frame = Boosted.fit(
        snapshots.rows[snapshots.teaching], snapshots.features, seed=1, recipe=Recipe({"trees": 20})
    )
    assert from_file.to_text() == from_frame.to_text()


def test_the_fingerprint_is_of_every_row_whatever_the_sample(few: Snapshots) -> None:
    assert few.stored is not None
    fewer = replace(few, rows=few.rows.iloc[:100])
    assert fewer.fingerprint == few.fingerprint
    half = replace(few, stored=few.stored.where(np.arange(few.count) % 2 == 0))
    assert half.fingerprint != few.fingerprint


def test_a_sample_is_of_clients_and_the_same_each_time() -> None:
    clients = pd.Series([f"client {number % 5000}" for number in range(10_000)])
    chosen = of_a_sample(clients, 0.2)
    assert 0.17 < chosen.mean() < 0.23
    assert (chosen[:5000] == chosen[5000:]).all()
    assert (of_a_sample(clients[::-1], 0.2)[::-1] == chosen).all()
    wider = of_a_sample(clients, 0.5)
    assert (wider | ~chosen).all()


def test_a_training_of_more_rows_than_fit_gives_a_bundle_for_everyone(company: Events) -> None:
    told = train(company, spine_settings(training={**SAMPLED, **SMALL, "rows_at_once": 1000}))
    assert told.snapshots.stored is not None
    assert len(told.snapshots.rows) < told.snapshots.count
    assert len(told.population) == CLIENTS
    assert told.bundle.score(told.population)["churn_probability"].notna().mean() > 0.9
    assert told.bundle.card["training_rows"] > len(told.snapshots.rows)
    assert number_of(told.as_of) == told.snapshots.stored.labels["as_of_day"].max()
    # Trials are rare: those of clients outside the sample count, too.
    outside = ~told.trials["client_id"].isin(told.snapshots.rows["client_id"])
    assert outside.any()


def test_a_company_that_never_attempted_anything_is_trained_though_its_rows_do_not_fit(
    company: Events,
) -> None:
    tables = {name: table for name, table in company.tables.items() if name != "attempts"}
    told = train(
        replace(company, tables=tables), spine_settings(training={**SAMPLED, **SMALL, "rows_at_once": 1000})
    )
    assert told.snapshots.stored is not None
    assert told.trials.empty
