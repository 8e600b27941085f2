"""Ten thousand inputs made from the recorded OpenAPI, other ones at each run, in this process."""

import pytest

from tests.serving.conftest import Inside
from tests.serving.fuzzed import fuzz, operations

pytestmark = pytest.mark.torture
INPUTS = 10_000


@pytest.mark.parametrize("label", operations())
def test_an_operation_keeps_the_laws_over_thousands_of_inputs(fuzzed: Inside, label: str) -> None:
    share = -(-INPUTS // len(operations()))
    met = fuzz(fuzzed, label, share + share % 2, anew=True)
    print(sum(met.values()), "inputs", dict(sorted(met.items())))
    assert sum(times for (asked, _), times in met.items() if asked == label) >= share
