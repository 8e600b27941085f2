"""Sessions of the pages."""

import json
from base64 import urlsafe_b64encode
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from serving.edge.sessions import IDLE_SECONDS, LONGEST_SECONDS, Sessions, session_secret


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_session_ends_when_idle_and_is_prolonged_by_use() -> None:
    clock = Clock()
    sessions = Sessions(b"s" * 32, clock)
    cookie = sessions.cookie(sessions.start("key-1"))
    clock.now += IDLE_SECONDS
    session = sessions.read(cookie)
    assert session is not None
    prolonged = sessions.cookie(session)
    clock.now += 1
    assert sessions.read(cookie) is None
    assert sessions.read(prolonged) is not None


def test_a_session_ends_after_its_longest_time_however_busy() -> None:
    clock = Clock()
    sessions = Sessions(b"s" * 32, clock)
    session = sessions.start("key-1")
    clock.now += LONGEST_SECONDS
    assert sessions.read(sessions.cookie(session)) is not None
    clock.now += 1
    assert sessions.read(sessions.cookie(session)) is None


def test_after_signing_out_a_copy_of_the_cookie_is_refused() -> None:
    sessions = Sessions(b"s" * 32, Clock())
    session = sessions.start("key-1")
    cookie = sessions.cookie(session)
    other = sessions.cookie(sessions.start("key-1"))
    sessions.end(session)
    assert sessions.read(cookie) is None
    assert sessions.read(other) is not None


@given(st.text(max_size=80))
def test_a_cookie_that_we_did_not_sign_is_refused(cookie: str) -> None:
    assert Sessions(b"s" * 32, Clock()).read(cookie) is None


def test_a_cookie_of_another_installation_is_refused() -> None:
    clock = Clock()
    theirs = Sessions(b"t" * 32, clock)
    assert Sessions(b"s" * 32, clock).read(theirs.cookie(theirs.start("key-1"))) is None
    forged = urlsafe_b64encode(json.dumps(["admin", "n", int(clock.now), int(clock.now)]).encode()).decode()
    assert Sessions(b"s" * 32, clock).read(f"{forged}.") is None


def test_a_forms_token_belongs_to_its_session_and_is_no_cookie() -> None:
    sessions = Sessions(b"s" * 32, Clock())
    one, two = sessions.start("key-1"), sessions.start("key-1")
    assert sessions.is_form_token(one, sessions.form_token(one))
    assert not sessions.is_form_token(two, sessions.form_token(one))
    assert not sessions.is_form_token(one, "é")


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = session_secret(tmp_path / "data")
    assert len(first) == 32
    assert session_secret(tmp_path / "data") == first
    files = list((tmp_path / "data").iterdir())
    assert [file.name for file in files] == ["session.secret"]
    assert files[0].stat().st_mode & 0o777 == 0o600
