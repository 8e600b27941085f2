"""What every test needs before anything heavy is imported: no telemetry, spinning threads or deadlines."""

import hypothesis
import pytest

from serving.environment import quiet_environment, tidy_rarely
from tests.disk_steps import DiskSteps

quiet_environment()
tidy_rarely()
# How long an example takes says more of the machine's other work than of ours.
hypothesis.settings.register_profile("winback", deadline=None)
hypothesis.settings.load_profile("winback")

#: Stands first: it makes the company that others wait for (`walked`), while the other process has a file without.
FIRST = "test_end_to_end.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest to set up."""
    items.sort(key=lambda item: item.path.name != FIRST)


@pytest.fixture
def disk_steps(monkeypatch: pytest.MonkeyPatch) -> DiskSteps:
    """Everything that the test syncs and renames."""
    steps = DiskSteps()
    steps.watch(monkeypatch)
    return steps
