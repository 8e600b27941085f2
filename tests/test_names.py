"""The import packages are bare words: nobody else in this environment may claim them."""

from importlib.metadata import packages_distributions

import pytest


@pytest.mark.parametrize("name", ["features", "training", "serving"])
def test_no_other_distribution_claims_our_package_names(name: str) -> None:
    assert set(packages_distributions().get(name, ())) <= {"winback"}
