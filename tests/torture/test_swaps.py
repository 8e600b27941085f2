"""Twenty publications under load, five of them damaged: no request is lost, and no damaged one serves."""

from pathlib import Path

import pytest

from tests.serving.conftest import Server
from tests.serving.conftest import server as server  # the fixture
from tests.serving.damaged import DAMAGES
from tests.serving.swapped import swap_under_load

pytestmark = pytest.mark.torture
#: Every fourth of twenty is damaged.
PLAN = [name for how in DAMAGES for name in (None, None, None, how)]


def test_twenty_swaps_under_load_cost_no_request(server: Server, tmp_path: Path) -> None:
    assert (len(PLAN), len(DAMAGES)) == (20, 5)
    done = swap_under_load(server, tmp_path / "aside", PLAN, rate=50)
    print(f"{sum(done.ended.values())} requests, {len(done.versions)} versions")
