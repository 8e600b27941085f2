"""Today's clients against those of the champion in office: what has moved is told, what is broken blocks."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from training.judging.office import InOffice, Shifts, shifts_since
from training.monitoring.reference import Reference, reference_of
from training.trained import Trained


@pytest.fixture(scope="module")
def reference(trained: Trained) -> Reference:
    rows = trained.snapshots.rows
    return reference_of(
        trained.population,
        trained.bundle.score(trained.population)["churn_probability"],
        rows[trained.snapshots.teaching],
        features=trained.snapshots.features,
        gains=pd.Series({"days_since_order": 3.0, "average_check": 1.0, "tenure_days": 0.001}),
        as_of=trained.origins[0].test_day,
    )


def shifts(trained: Trained, reference: Reference | None, **columns: object) -> Shifts:
    office = InOffice(trained.bundle, reference)
    return shifts_since(office, trained.snapshots, trained.population.assign(**columns), seed=1)


def test_among_the_same_clients_nothing_has_shifted(trained: Trained, reference: Reference) -> None:
    assert shifts(trained, reference) == Shifts()
    assert shifts(trained, None) == Shifts()
    assert shifts_since(None, trained.snapshots, trained.population, seed=1) == Shifts()


def test_values_that_are_gone_block_in_words(trained: Trained, reference: Reference) -> None:
    found = shifts(trained, reference, average_check=np.nan)
    assert [one.name for one in found.blocking] == ["drift/missing_share/average_check"]
    first = found.said("en")[0]
    assert first.startswith("average_check: 100.0% are missing, 0.0% were. Check the source")
    assert "does not take office until somebody has looked" in first
    assert "не станет действующей" in found.said("ru")[0]
    refused = replace(trained, shifts=found)
    assert not refused.passed


def test_a_training_as_of_a_day_before_the_champions_never_takes_its_place(trained: Trained) -> None:
    newer = replace(trained.bundle, card={**trained.bundle.card, "as_of": "2099-01-01"})
    assert newer.as_of > trained.as_of
    found = shifts_since(InOffice(newer, None), trained.snapshots, trained.population, seed=1)
    assert [one.figure for one in found.blocking] == ["older"]
    assert "champion in office as of 2099-01-01; the version does not take office" in found.said("en")[0]
    assert "действующая — на 2099-01-01" in found.said("ru")[0]
    assert not replace(trained, shifts=found).passed


def test_what_the_champion_hardly_reads_and_what_has_only_moved_is_told_and_does_not_block(
    trained: Trained, reference: Reference
) -> None:
    hardly = shifts(trained, reference, tenure_days=np.nan)
    assert not hardly.blocking
    assert any(one.subject == "tenure_days" for one in hardly.findings)
    moved = shifts(trained, reference, days_since_order=trained.population["days_since_order"] + 200)
    assert not moved.blocking
    assert any(one.name == "drift/psi/days_since_order" for one in moved.findings)


def test_a_feature_whose_table_is_gone_counts_as_missing(trained: Trained, reference: Reference) -> None:
    office = InOffice(trained.bundle, reference)
    without = trained.population.drop(columns="average_check")
    found = shifts_since(office, trained.snapshots, without, seed=1)
    assert [one.subject for one in found.blocking] == ["average_check"]


def test_a_share_of_leavers_that_the_champion_never_knew_blocks(
    trained: Trained, reference: Reference
) -> None:
    rows = trained.snapshots.rows
    turned = replace(trained.snapshots, rows=rows.assign(left=rows["left"].where(rows["left"].isna(), 1.0)))
    found = shifts_since(InOffice(trained.bundle, reference), turned, trained.population, seed=1)
    assert "truth/base_rate/at_risk" in [one.name for one in found.blocking]
    assert found.said("en")[0].startswith("At risk: 100.0% left")
