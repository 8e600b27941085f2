"""Every operation takes whatever comes; `make torture` sends ten thousand inputs."""

import pytest

from tests.serving.conftest import Inside
from tests.serving.fuzzed import fuzz, link_of, operations


@pytest.mark.parametrize("label", operations())
def test_an_operation_keeps_the_laws_whatever_is_sent(fuzzed: Inside, label: str) -> None:
    met = fuzz(fuzzed, label, 20)
    assert sum(times for (asked, _), times in met.items() if asked == label) >= 10
    link = link_of(label)
    if (
        link and not met[link.to, 200]
    ):  # Hypothesis draws from constants of all that is loaded: twenty may miss
        met = fuzz(fuzzed, label, 200)
    assert link is None or met[link.to, 200]
