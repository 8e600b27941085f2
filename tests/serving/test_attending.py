"""When a worker asks the ledger what stands in it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from features.errors import BusyError
from serving.ledger import Ledger, ReturnedRow
from serving.telling import attending
from tests.serving.conftest import Inside
from tests.serving.test_attempted_since import listed, scored

LOOK_SECONDS = 0.01


def attended(inside: Inside, seconds: float = 0.3) -> None:
    """Let the worker attend for a while."""

    async def a_while() -> None:
        task = asyncio.create_task(attending.attend(inside.backend))
        await asyncio.sleep(seconds)
        task.cancel()

    inside.loop.run_until_complete(a_while())


@pytest.fixture
def looks(own_inside: Inside, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the ledger is asked for, from now on."""
    monkeypatch.setattr(attending, "LOOK_SECONDS", LOOK_SECONDS)
    ledger: Any = own_inside.backend.ledger
    asked: list[str] = []

    def noted(name: str) -> None:
        real = getattr(ledger, name)

        def ask(*given: Any) -> Any:
            asked.append(name)
            return real(*given)

        monkeypatch.setattr(ledger, name, ask)

    for name in ("opt_outs", "attempted_since", "pending_erasures"):
        noted(name)
    return asked


def test_a_ledger_that_nobody_wrote_to_is_asked_once(own_inside: Inside, looks: list[str]) -> None:
    gone = listed(own_inside)["items"][0]["client_id"]
    attended(own_inside)  # the list was noted in the ledger
    looks.clear()
    own_inside.backend.attempted._looked_at = None
    attended(own_inside)
    assert sorted(looks) == ["attempted_since", "opt_outs", "pending_erasures"]  # of thirty rounds
    assert scored(own_inside, gone)["attempts_known"] is True


def test_what_another_process_writes_is_seen_at_the_next_look(own_inside: Inside, looks: list[str]) -> None:
    gone = listed(own_inside)["items"][0]["client_id"]
    attended(own_inside)
    settings, clock = own_inside.backend.settings, own_inside.backend.clock
    elsewhere = Ledger(settings.ledger_url, zone=settings.zone)
    elsewhere.record_returned(
        [ReturnedRow(gone, "Звонок", clock() - timedelta(days=9))], clock(), by="record"
    )
    elsewhere.close()
    attended(own_inside)
    assert scored(own_inside, gone)["scores"][0]["recommended_action"] is None


def test_what_could_not_be_asked_is_asked_again(
    own_inside: Inside, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        looks.append("down")
        raise BusyError("The ledger is down.")

    monkeypatch.setattr(own_inside.backend.ledger, "attempted_since", down)
    attended(own_inside)
    assert looks.count("down") > 3


def test_a_ledger_that_cannot_say_whether_it_changed_is_asked_each_time(
    own_inside: Inside, looks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_inside.backend.ledger, "changes", lambda: None)
    attended(own_inside)
    assert looks.count("opt_outs") > 3
