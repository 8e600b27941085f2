"""One made-up trial, learned from once for all who only look."""

import pytest

from tests.training.response.made_up_trial import FEATURES, MadeUp, made_up_settings, made_up_trial
from training.response.choosing import Trial
from training.response.learning import Learned, learn_response, trial_of


@pytest.fixture(scope="session")
def made_up() -> MadeUp:
    return made_up_trial(4000, seed=1)


@pytest.fixture(scope="session")
def today() -> MadeUp:
    """Clients whom no trial has seen, with the same truth."""
    return made_up_trial(3000, seed=2)


@pytest.fixture(scope="session")
def trial(made_up: MadeUp) -> Trial:
    found = trial_of(made_up.evidence, FEATURES, made_up_settings())
    assert found is not None
    return found


@pytest.fixture(scope="session")
def learned(made_up: MadeUp, today: MadeUp) -> Learned:
    return learn_response(made_up.evidence, today.evidence, FEATURES, made_up_settings())
