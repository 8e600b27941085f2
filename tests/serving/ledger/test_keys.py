"""Keys open the door to their holder until they end, and the ledger itself opens it to nobody."""

from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text

from features.errors import NotFoundError, UsageError
from serving.ledger import KeyHolder, Ledger
from tests.serving.ledger.conftest import NOW, direct_engine, run_sql

LATER = NOW + timedelta(days=1)


@pytest.mark.parametrize("role", ["crm", "marketer", "admin"])
def test_a_key_opens_the_door_to_its_holder(ledger: Ledger, role: str) -> None:
    new = ledger.add_key(role, branch="Север", now=NOW)
    assert ledger.check_key(new.key, LATER) == KeyHolder(new.id, role, "Север")


def test_a_key_is_32_random_bytes_behind_a_prefix(ledger: Ledger) -> None:
    keys = {ledger.add_key("crm", now=NOW).key for _ in range(5)}
    assert {(key[:3], len(key)) for key in keys} == {("wb_", 3 + 43)}
    assert len(keys) == 5


def test_the_key_stands_nowhere_in_the_ledger_only_its_digest(ledger: Ledger, ledger_url: str) -> None:
    new = ledger.add_key("crm", now=NOW)
    engine = direct_engine(ledger_url)
    with engine.connect() as connection:
        kept = " ".join(map(str, connection.execute(text("SELECT * FROM api_keys")).one()))
    engine.dispose()
    assert new.key not in kept
    assert sha256(new.key.encode()).hexdigest() in kept


def test_a_new_key_is_not_shown_by_accident(ledger: Ledger) -> None:
    new = ledger.add_key("crm", now=NOW)
    assert new.key not in repr(new)


@pytest.mark.parametrize(
    "change", [lambda key: key[:-1], lambda key: key + "A", str.upper, lambda key: key[3:]]
)
def test_a_key_that_is_nearly_right_opens_nothing(ledger: Ledger, change: "object") -> None:
    new = ledger.add_key("crm", now=NOW)
    assert callable(change)
    assert ledger.check_key(change(new.key), NOW) is None


@pytest.mark.parametrize("key", ["", "wb_", "wb_\0", "wb_\ud800", "wb_" + "x" * 100_000, "Bearer wb_1"])
def test_nonsense_opens_nothing(ledger: Ledger, key: str) -> None:
    ledger.add_key("crm", now=NOW)
    assert ledger.check_key(key, NOW) is None


def test_a_key_with_the_same_first_digits_of_the_digest_opens_nothing(
    ledger: Ledger, ledger_url: str
) -> None:
    new, guess = ledger.add_key("crm", now=NOW), "wb_guess"
    run_sql(ledger_url, "UPDATE api_keys SET lookup = :lookup", lookup=sha256(guess.encode()).hexdigest()[:8])
    assert ledger.check_key(guess, NOW) is None
    assert new.key != guess


def test_a_key_ends_at_its_time(ledger: Ledger) -> None:
    new = ledger.add_key("crm", expires_at=LATER, now=NOW)
    assert ledger.check_key(new.key, LATER - timedelta(microseconds=1)) is not None
    assert ledger.check_key(new.key, LATER) is None


def test_a_revoked_key_opens_nothing_from_the_next_request_on(ledger: Ledger) -> None:
    new, other = ledger.add_key("crm", now=NOW), ledger.add_key("admin", now=NOW)
    ledger.revoke_key(new.id, NOW)
    assert ledger.check_key(new.key, NOW) is None
    assert ledger.check_key(other.key, NOW) is not None


def test_a_second_revocation_keeps_the_time_of_the_first(ledger: Ledger) -> None:
    new = ledger.add_key("crm", now=NOW)
    ledger.revoke_key(new.id, NOW)
    ledger.revoke_key(new.id, LATER)
    assert [entry.revoked_at for entry in ledger.list_keys()] == [NOW]


def test_revoking_what_does_not_exist_is_told(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match=r"There is no key 'abc'.*winback key list"):
        ledger.revoke_key("abc", NOW)


def test_keys_are_listed_oldest_first_without_secrets(ledger: Ledger) -> None:
    second = ledger.add_key("admin", now=LATER)
    first = ledger.add_key("crm", branch="North", expires_at=LATER, now=NOW)
    listed = ledger.list_keys()
    assert [(entry.id, entry.role, entry.branch, entry.created_at) for entry in listed] == [
        (first.id, "crm", "North", NOW),
        (second.id, "admin", None, LATER),
    ]
    assert first.key not in repr(listed)
    assert sha256(first.key.encode()).hexdigest() not in repr(listed)


def test_an_unknown_role_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="There is no role 'root'; roles are crm, marketer, admin"):
        ledger.add_key("root", now=NOW)


def test_a_key_that_ends_before_it_begins_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="before it begins"):
        ledger.add_key("crm", expires_at=NOW, now=NOW)


def test_a_time_without_offset_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="has no offset"):
        ledger.add_key("crm", now=NOW.replace(tzinfo=None))
