"""Keys while the ledger answers, and while it doesn't."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from features.errors import BusyError
from serving.edge.keys import REMEMBERED, KeyDesk
from serving.ledger import Ledger
from serving.ledger.keys import KeyEntry, KeyHolder

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class SometimesDown:
    """A ledger that can be switched off."""

    holders: dict[str, KeyHolder] = field(default_factory=dict)
    down: bool = False

    def check_key(self, key: str, now: datetime) -> KeyHolder | None:
        if self.down:
            raise BusyError("the ledger is down")
        return self.holders.get(key)

    def changes(self) -> int | None:
        return None

    def list_keys(self) -> list[KeyEntry]:
        if self.down:
            raise BusyError("the ledger is down")
        return [
            KeyEntry(holder.id, holder.role, holder.branch, NOW, None, None)
            for holder in self.holders.values()
        ]


def test_a_revocation_holds_from_the_next_request(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    desk = KeyDesk(ledger, Clock())
    new = ledger.add_key("marketer", branch="North", now=NOW - timedelta(days=1))
    for holder in (desk.by_secret(new.key), desk.by_id(new.id)):
        assert holder is not None
        assert (holder.id, holder.role, holder.branch) == (new.id, "marketer", "North")
    ledger.revoke_key(new.id, NOW)
    assert desk.by_secret(new.key) is None
    assert desk.by_id(new.id) is None
    ledger.close()


def test_an_expired_key_opens_nothing_in_a_header_or_in_a_session(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    clock = Clock()
    desk = KeyDesk(ledger, clock)
    new = ledger.add_key("crm", expires_at=NOW + timedelta(hours=1), now=NOW - timedelta(days=1))
    assert desk.by_secret(new.key)
    assert desk.by_id(new.id)
    clock.now = NOW + timedelta(hours=1)
    assert desk.by_secret(new.key) is None
    assert desk.by_id(new.id) is None
    ledger.close()


def test_while_the_ledger_is_down_known_keys_work_for_a_while_and_others_wait(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ledger, clock = SometimesDown({"good": KeyHolder("1", "crm", None)}), Clock()
    desk = KeyDesk(ledger, clock)
    assert desk.by_secret("good") is not None
    ledger.down = True
    clock.now = NOW + REMEMBERED
    assert desk.by_secret("good") == KeyHolder("1", "crm", None)
    with pytest.raises(BusyError, match="Keys cannot be checked now"):
        desk.by_secret("never seen")
    assert caplog.messages[-1] == "the ledger is down"
    clock.now += timedelta(seconds=1)
    with pytest.raises(BusyError, match="Keys cannot be checked now"):
        desk.by_secret("good")


def test_a_key_that_was_refused_is_not_remembered_as_good() -> None:
    ledger, clock = SometimesDown({"good": KeyHolder("1", "crm", None)}), Clock()
    desk = KeyDesk(ledger, clock)
    assert desk.by_secret("good") is not None
    ledger.holders.clear()
    assert desk.by_secret("good") is None
    ledger.down = True
    with pytest.raises(BusyError, match="Keys cannot be checked now"):
        desk.by_secret("good")


def test_a_known_key_is_not_asked_for_again_while_nothing_in_the_ledger_changes(tmp_path: Path) -> None:
    ledger, other = (Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") for _ in range(2))
    desk = KeyDesk(ledger, Clock())
    new = ledger.add_key("crm", now=NOW - timedelta(days=1))
    assert desk.at_once(new.key) is None
    assert desk.by_secret(new.key) == desk.at_once(new.key) is not None
    assert desk.at_once(new.key + "x") is None
    for book in (ledger, other):  # a change by this process, and by another one
        book.audit("key:1", "list.read", 1, NOW)
        assert desk.at_once(new.key) is None
        assert desk.by_secret(new.key) == desk.at_once(new.key) is not None
    other.revoke_key(new.id, NOW)
    assert desk.at_once(new.key) is None
    assert desk.by_secret(new.key) is None
    assert desk.at_once(new.key) is None
    ledger.close()
    other.close()


def test_a_known_key_ends_when_it_expires_though_nothing_changes(tmp_path: Path) -> None:
    ledger, clock = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}"), Clock()
    desk = KeyDesk(ledger, clock)
    new = ledger.add_key("crm", expires_at=NOW + timedelta(hours=1), now=NOW - timedelta(days=1))
    assert desk.by_secret(new.key) == desk.at_once(new.key) is not None
    clock.now = NOW + timedelta(hours=1)
    assert desk.at_once(new.key) is None
    ledger.close()


def test_a_ledger_that_cannot_tell_of_changes_is_asked_each_time() -> None:
    ledger = SometimesDown({"good": KeyHolder("1", "crm", None)})
    desk = KeyDesk(ledger, Clock())
    assert desk.by_secret("good") is not None
    assert desk.at_once("good") is None


def test_a_change_while_the_ledger_is_asked_is_a_change_since(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    desk = KeyDesk(ledger, Clock())
    new = ledger.add_key("crm", now=NOW - timedelta(days=1))
    check = ledger.check_key

    def check_then_revoke(key: str, now: datetime) -> KeyHolder | None:
        holder = check(key, now)
        ledger.revoke_key(new.id, NOW)
        return holder

    ledger.check_key = check_then_revoke  # type: ignore[method-assign]
    assert desk.by_secret(new.key) is not None
    assert desk.at_once(new.key) is None
    ledger.close()
