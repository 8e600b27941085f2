"""Version 1 of the API stays what it was: nothing that a caller may rely on goes or grows stricter."""

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from serving.edge.openapi import openapi
from serving.edge.requests import AttemptRequest, OptOutRequest, OutcomeRequest, ScoresRequest
from tests.serving.recorded_api import broken, recorded, routes_of

Document = dict[str, Any]


def test_nothing_that_was_promised_is_gone() -> None:
    assert broken(recorded(), openapi()) == []


def test_every_route_of_version_1_is_recorded() -> None:
    new = routes_of(openapi()) - routes_of(recorded())
    assert new == set(), "Run `python -m tests.serving.recorded_api`, which records what was added."


def test_a_client_author_is_shown_each_body_and_told_each_field() -> None:
    models = (AttemptRequest, OptOutRequest, OutcomeRequest, ScoresRequest)
    schemas = openapi()["components"]["schemas"]
    for model in models:
        schema = schemas[model.__name__]
        (example,) = schema["examples"]
        assert set(example) == set(schema["properties"])
        model.model_validate_json(json.dumps(example))
        told = [name for name, field in schema["properties"].items() if "description" in field]
        assert told == list(schema["properties"]) or model is ScoresRequest
    paths = openapi()["paths"]
    given = [one for path in paths.values() for way in path.values() for one in way.get("parameters", ())]
    assert [one["name"] for one in given if not one.get("description")] == []


def _remove(*steps: Any) -> Callable[[Document], Any]:
    def change(document: Document) -> None:
        for step in steps[:-1]:
            document = document[step]
        del document[steps[-1]]

    return change


def _put(value: Any, *steps: Any) -> Callable[[Document], Any]:
    def change(document: Document) -> None:
        for step in steps[:-1]:
            document = document[step]
        document[steps[-1]] = value

    return change


SCHEMAS = ("components", "schemas")


@pytest.mark.parametrize(
    "change",
    [
        _remove("paths", "/v1/scores", "post"),
        _remove("paths", "/v1/model"),
        _remove("paths", "/v1/model", "get", "responses", "304"),
        _remove("paths", "/v1/lists/{list_name}", "get", "parameters", 1),
        _put(True, "paths", "/v1/lists/{list_name}", "get", "parameters", 1, "required"),
        _remove(*SCHEMAS, "Score", "properties", "churn_probability"),
        _put(["client_id"], *SCHEMAS, "Score", "required"),
        _put("integer", *SCHEMAS, "Attempt", "properties", "attempt_id", "type"),
        _put(["client_id", "list", "action", "executor"], *SCHEMAS, "AttemptRequest", "required"),
        _put(10, *SCHEMAS, "ScoresRequest", "properties", "client_ids", "maxItems"),
        _put(["ordered"], *SCHEMAS, "OutcomeRequest", "properties", "outcome", "enum"),
        _remove(*SCHEMAS, "OutcomeRequest", "properties", "cost"),
        _remove("paths", "/v1/attempts", "post", "responses", "201", "links", "outcome"),
    ],
)
def test_what_would_break_a_caller_is_found(change: Callable[[Document], Any]) -> None:
    now = copy.deepcopy(openapi())
    change(now)
    assert broken(openapi(), now)


@pytest.mark.parametrize(
    "change",
    [
        _put({"type": "string"}, *SCHEMAS, "Score", "properties", "mood"),
        _put({"type": "string"}, *SCHEMAS, "AttemptRequest", "properties", "mood"),
        _put({"get": {}}, "paths", "/v1/moods"),
        _put("Other words", "paths", "/v1/model", "get", "summary"),
        _put(5000, *SCHEMAS, "ScoresRequest", "properties", "client_ids", "maxItems"),
    ],
)
def test_what_is_added_breaks_nobody(change: Callable[[Document], Any]) -> None:
    now = copy.deepcopy(openapi())
    change(now)
    assert broken(openapi(), now) == []


def enums_in(part: Any) -> list[list[str]]:
    if isinstance(part, dict):
        own = [part["enum"]] if isinstance(part.get("enum"), list) else []
        return own + [found for inner in part.values() for found in enums_in(inner)]
    return [found for inner in part for found in enums_in(inner)] if isinstance(part, list) else []


def test_a_generator_of_clients_can_name_every_word_of_an_enum() -> None:
    found = enums_in(openapi())
    assert len(found) > 5
    for words in found:
        names = [re.sub(r"\W", "_", str(word)).upper() for word in words]
        assert len(set(names)) == len(names), words
