"""What is set down at the training, and read back."""

import json

import numpy as np
import pandas as pd
import pytest

from features.errors import DamagedError
from tests.training.monitoring.clients import clients, reference
from training.monitoring.reference import Reference


def test_what_is_written_is_read_back() -> None:
    made = reference()
    back = Reference.from_json(made.to_json())
    assert back.to_json() == made.to_json()
    assert back.usual == made.usual


def test_no_client_and_no_exact_figure_stands_in_it() -> None:
    text = reference().to_json()
    assert not [client for client in clients(1)["client_id"] if f'"{client}"' in text]
    exact = clients(1)["own_cycle_days"]
    assert not [figure for figure in exact if f"{figure!r}" in text]


def test_the_share_that_left_is_of_the_same_status_and_horizon() -> None:
    rows = pd.DataFrame({"status": ["active", "active", "gone"], "horizon_days": [20.0, 100.0, 20.0]})
    short, long, unknown = reference().left_share(rows)
    assert short == pytest.approx(0.1, abs=0.03)
    assert long == pytest.approx(0.2, abs=0.03)
    assert np.isnan(unknown)


def test_what_always_moves_is_known_by_the_days() -> None:
    made = reference()
    month, quarter = (made.usual_distance("psi/tenure_days", days) for days in (30, 90))
    assert 0 < made.usual_distance("psi/tenure_days", 1) == month < quarter
    assert month < made.usual_distance("psi/tenure_days", 60) < quarter
    assert made.usual_distance("psi/tenure_days", 180) == pytest.approx(2 * quarter)
    assert made.usual_distance("psi/unheard_of", 30) == 0


def test_another_form_or_a_damaged_text_is_refused_in_words() -> None:
    content = json.loads(reference().to_json())
    with pytest.raises(DamagedError, match="of form 99; this winback reads form 1. Train again"):
        Reference.from_json(json.dumps({**content, "form": 99}))
    del content["features"]
    with pytest.raises(DamagedError, match="cannot be read. Train again"):
        Reference.from_json(json.dumps(content))
    with pytest.raises(DamagedError, match="cannot be read"):
        Reference.from_json("{")
