"""How errors become answers."""

import json

import pytest

from features import errors
from serving.edge.problems import problem, problem_from, problem_of


def every_error() -> list[type[errors.WinbackError]]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    return [kind for kind in kinds if issubclass(kind, errors.WinbackError)]


@pytest.mark.parametrize("kind", every_error())
def test_every_error_of_ours_has_a_status(kind: type[errors.WinbackError]) -> None:
    answer = problem_of(kind("what we got"))
    body = json.loads(answer.body)
    assert answer.media_type == "application/problem+json"
    assert body["status"] == answer.status_code >= 400
    assert set(body) == {"type", "title", "status", "detail", "errors"}


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.UsageError, 400),
        (errors.BadDataError, 422),
        (errors.DamagedError, 503),
        (errors.NotFoundError, 404),
        (errors.BusyError, 503),
        (errors.ConflictError, 409),
        (errors.SettingsError, 500),
    ],
)
def test_the_status_says_whose_turn_it_is(kind: type[errors.WinbackError], status: int) -> None:
    assert problem_of(kind("what")).status_code == status


def test_a_fault_of_ours_keeps_its_words_to_itself() -> None:
    assert b"secret" not in problem_of(errors.SettingsError("secret path")).body


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_sent_away_is_told_when_to_come_back(status: int) -> None:
    assert problem(status, "busy", "later").headers["retry-after"] == "1"


def test_a_field_that_is_no_name_of_ours_is_not_repeated() -> None:
    for name in ("+7 900 123", "79001234567"):
        body = {"detail": [{"loc": [name, 3], "type": "extra_forbidden", "msg": "Extra"}]}
        answer = json.loads(problem_from(400, json.dumps(body).encode()).body)
        assert answer["errors"][0]["field"] == "(not a field name).3"


def test_a_list_that_is_too_long_is_413() -> None:
    body = {"detail": [{"loc": ["client_ids"], "type": "too_long", "msg": "at most 1000 items"}]}
    assert problem_from(400, json.dumps(body).encode()).status_code == 413


@pytest.mark.parametrize("body", [b"", b"null", b"[1]", b'{"detail": 5}', b'[{"error": "secret"}]', b"\xff"])
def test_foreign_bodies_of_any_form_become_ours_without_their_words(body: bytes) -> None:
    for status in (400, 404, 418, 500, 502):
        answer = problem_from(status, body)
        assert answer.status_code == status
        assert b"secret" not in answer.body
