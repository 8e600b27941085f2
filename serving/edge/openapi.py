"""What the service says of itself at `/docs.json`: every JSON route with every answer it gives."""

import re
from functools import cache

from serving.answers.amounts import MOST_MONEY
from serving.answers.shown import FILTERS, LIST_NAMES, MOST_ROWS, ROWS
from serving.cadence.shown import FILTERS as CADENCE_FILTERS
from serving.edge.access import RULES, Rule
from serving.edge.openapi_cadence import CADENCE
from serving.edge.openapi_churn import CHURN_REPORT
from serving.edge.openapi_schemas import SCHEMAS, Schema, list_of, ref, text
from serving.edge.requests import (
    MOST_IDS,
    MOST_LIVE_CLIENTS,
    AttemptRequest,
    LiveRequest,
    OptOutRequest,
    OutcomeRequest,
    ScoresRequest,
)
from serving.planning.filters import CHOICES
from serving.scores.churn_published import KINDS

_REFUSALS = {
    "400": "The request cannot be read",
    "401": "No key, or one that is unknown, expired or revoked",
    "403": "The key's role may not do this",
    "404": "Not known to this key",
    "408": "The body came too slowly",
    "409": "The ledger or a rule forbids it: spent, held_out, or under_way for a repeated Idempotency-Key",
    "410": "What the cursor walks through is gone",
    "413": "The body is too large or holds too many items",
    "415": "The body is not application/json",
    "422": "The body does not fit the schema, the rows are unusable, or a filter has an unknown value",
    "429": "This key asks too often; see Retry-After and RateLimit",
    "503": "Overloaded, timed out or nothing sound is published; see Retry-After",
    "500": "A fault of ours",
}


def _json(schema: str) -> Schema:
    return {"application/json": {"schema": ref(schema)}}


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _path(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema, "description": description}


def _header(name: str, description: str) -> Schema:
    return {"name": name, "in": "header", "required": False, "schema": text(), "description": description}


def _word_of(filter_name: str) -> Schema:
    choices = CHOICES.get(filter_name)
    return text() if choices is None else {"type": "string", "enum": list(choices)}


_CLIENT_ID = _path("client_id", text(), "the source's own id, as text: 00123 is not 123")
_LIST_NAME = _path("list_name", {"type": "string", "enum": list(LIST_NAMES)}, "which of the two lists")
_IDEMPOTENCY = _header("Idempotency-Key", "1 to 255 printable characters; kept for 24 hours")
_SINCE = _query("changed_since", text(), "only what was scored after this time, RFC 3339")
_CURSOR = _query("cursor", text(), "next_cursor of the page before")
_LIMIT = _query(
    "limit", {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": ROWS}, "rows a page"
)
_AMOUNT: Schema = {"type": "number", "minimum": 0, "maximum": MOST_MONEY}
_LIST_QUERY = [
    _query("budget", _AMOUNT, "money for the plan; as set where it is left out or empty"),
    _query("hours", _AMOUNT, "of each executor; as set where it is left out or empty"),
    _LIMIT,
    _CURSOR,
    _SINCE,
    _query("format", {"type": "string", "enum": ["json", "csv", "xlsx"]}, "else by Accept"),
    _query("language", {"type": "string", "enum": ["ru", "en"]}, "of the words in the list"),
    *(
        _query(name, list_of(_word_of(name)), f"only clients whose {name} is one of these")
        for name in FILTERS
    ),
]
_CHURN_QUERY = [
    _query("by", list_of({"type": "string", "enum": list(KINDS)}), "only these kinds of groups; else all"),
    _query("language", {"type": "string", "enum": ["ru", "en"]}, "of headline and notes; else the company's"),
]
_CADENCE_QUERY = [
    _LIMIT,
    _CURSOR,
    _query("format", {"type": "string", "enum": ["json", "csv", "xlsx"]}, "else by Accept"),
    _query("language", {"type": "string", "enum": ["ru", "en"]}, "of the words in a file"),
    *(
        _query(name, list_of(text()), f"only clients whose {name} is one of these")
        for name in CADENCE_FILTERS
    ),
]
_FILES: Schema = {
    "text/csv": {"schema": text()},
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
        "schema": {"type": "string", "format": "binary"}
    },
}


def _link(operation: str, parameter: str, found: str) -> Schema:
    """Describe what of an answer is asked for next, and where."""
    return {"operationId": operation, "parameters": {parameter: f"$response.body#/{found}"}}


#: What each JSON route is, by method and path: words, parameters, body, success, and refusals of its own.
_ROUTES: dict[tuple[str, str], Schema] = {
    ("POST", "/v1/scores"): {
        "summary": f"Published scores of up to {MOST_IDS} clients",
        "body": "ScoresRequest",
        "success": ("200", _json("PublishedScores")),
        "refusals": (),
    },
    ("POST", "/v1/scores/live"): {
        "summary": f"Scores of up to {MOST_LIVE_CLIENTS} clients from the events in the request",
        "body": "LiveRequest",
        "success": ("200", _json("LiveScores")),
        "refusals": (),
    },
    ("GET", "/v1/scores"): {
        "summary": "All published scores by client, page by page, for a nightly sync",
        "parameters": [_SINCE, _CURSOR, _LIMIT],
        "success": ("200", _json("AllScores")),
        "links": {"client": _link("get_v1_clients_client_id", "client_id", "scores/0/client_id")},
        "refusals": ("410",),
        "unchanged": True,
    },
    ("POST", "/v1/attempts"): {
        "summary": "Take the one attempt of a client's loss, before the client is contacted",
        "parameters": [_IDEMPOTENCY],
        "body": "AttemptRequest",
        "success": ("201", _json("Attempt")),
        "links": {"outcome": _link("post_v1_attempts_attempt_id_outcome", "attempt_id", "attempt_id")},
        "refusals": ("404", "409"),
        "repeatable": True,
    },
    ("POST", "/v1/attempts/{attempt_id}/outcome"): {
        "summary": "Tell what became of an attempt; a later word replaces an earlier one",
        "parameters": [_path("attempt_id", text(), "as taking the attempt gave it"), _IDEMPOTENCY],
        "body": "OutcomeRequest",
        "success": ("200", _json("Outcome")),
        "refusals": ("404", "409"),
        "repeatable": True,
    },
    ("GET", "/v1/clients/{client_id}"): {
        "summary": "One client: score, signs, reasons, attempt state",
        "parameters": [_CLIENT_ID],
        "success": ("200", _json("Client")),
        "refusals": ("404",),
        "unchanged": True,
    },
    ("DELETE", "/v1/clients/{client_id}"): {
        "summary": "Erase one person everywhere: a job, which goes on after the answer",
        "parameters": [_CLIENT_ID],
        "success": ("202", _json("Erasure")),
        "links": {"progress": _link("get_v1_erasures_erasure_id", "erasure_id", "erasure_id")},
        "refusals": ("404",),
    },
    ("GET", "/v1/erasures/{erasure_id}"): {
        "summary": "How far an erasure is",
        "parameters": [_path("erasure_id", text(), "as asking for the erasure gave it")],
        "success": ("200", _json("Erasure")),
        "refusals": ("404",),
    },
    ("POST", "/v1/opt-outs"): {
        "summary": "Write down that a client does not wish to be contacted, or no longer minds",
        "body": "OptOutRequest",
        "success": ("200", _json("OptOut")),
        "refusals": ("404",),
    },
    ("GET", "/v1/lists/{list_name}"): {
        "summary": "The ranked list, best first, within a budget",
        "parameters": [_LIST_NAME, *_LIST_QUERY],
        "success": ("200", {**_json("RankedList"), **_FILES}),
        "links": {"client": _link("get_v1_clients_client_id", "client_id", "items/0/client_id")},
        "refusals": ("404", "410", "422"),
        "unchanged": True,
    },
    ("GET", "/v1/churn-rate"): {
        "summary": "The churn report that was made with the published scores",
        "parameters": _CHURN_QUERY,
        "success": ("200", _json("ChurnReport")),
        "refusals": ("404",),
        "unchanged": True,
    },
    ("GET", "/v1/cadence"): {
        "summary": "Who is due a contact with news, and the share of clients kept by each manager",
        "parameters": _CADENCE_QUERY,
        "success": ("200", {**_json("Cadence"), **_FILES}),
        "refusals": ("404", "410", "422"),
        "unchanged": True,
    },
    ("GET", "/v1/model"): {
        "summary": "The model that serves",
        "success": ("200", _json("Model")),
        "refusals": (),
        "unchanged": True,
    },
    ("POST", "/v1/admin/reload"): {
        "summary": "Take the newest publication",
        "success": ("202", _json("Reloaded")),
        "refusals": ("408", "413"),
    },
    ("GET", "/docs.json"): {
        "summary": "This document",
        "success": ("200", {"application/json": {"schema": {"type": "object"}}}),
        "refusals": (),
        "unchanged": True,
    },
    ("GET", "/metrics"): {
        "summary": "Figures for Prometheus",
        "success": ("200", {"text/plain": {"schema": text()}}),
        "refusals": (),
    },
    ("GET", "/livez"): {"summary": "Whether the process answers", "success": ("200", {}), "refusals": ()},
    ("GET", "/readyz"): {
        "summary": "Whether a verified publication is loaded",
        "success": ("200", {}),
        "refusals": (),
    },
}


@cache
def openapi() -> Schema:
    """Give the OpenAPI 3.1 document.

    Examples
    --------
    >>> sorted(openapi()["paths"]["/v1/model"]["get"]["responses"])
    ['200', '304', '400', '401', '403', '408', '413', '429', '500', '503']
    """
    paths: Schema = {}
    for rule in RULES:
        path = rule.path.replace(":path}", "}")
        described = _ROUTES.get((rule.method, path))
        if described:
            paths.setdefault(path, {})[rule.method.lower()] = _operation(rule, described)
    bodies = {
        model.__name__: model.model_json_schema(ref_template="#/components/schemas/{model}")
        for model in (ScoresRequest, LiveRequest, AttemptRequest, OutcomeRequest, OptOutRequest)
    }
    parts = {name: part for body in bodies.values() for name, part in body.pop("$defs", {}).items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "winback", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {**SCHEMAS, "ChurnReport": CHURN_REPORT, "Cadence": CADENCE, **bodies, **parts},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(rule: Rule, described: Schema) -> Schema:
    status, content = described["success"]
    headers: Schema = {"ETag": {"schema": text()}} if described.get("unchanged") else {}
    if described.get("repeatable"):
        headers["Idempotent-Replayed"] = {"schema": text("true where an earlier answer is repeated")}
    if rule.way == "key":
        headers |= {"RateLimit": {"schema": text()}, "RateLimit-Policy": {"schema": text()}}
    answers: Schema = {status: {"description": "Done", "content": content, "headers": headers}}
    if "links" in described:
        answers[status]["links"] = described["links"]
    if described.get("unchanged"):
        answers["304"] = {"description": "The caller has this answer (If-None-Match)"}
    for refusal in _refusals_of(rule, described):
        answers[refusal] = {
            "description": _REFUSALS[refusal],
            "content": {"application/problem+json": {"schema": ref("Problem")}},
        }
    if rule.path == "/readyz":
        answers["503"] = {"description": "Not ready"}
    operation: Schema = {
        "summary": described["summary"],
        "operationId": "_".join(re.findall(r"[a-z0-9]+", f"{rule.method.lower()} {rule.path.split(':')[0]}")),
        "parameters": described.get("parameters", []),
        "responses": answers,
        "security": [{"key": []}] if rule.way == "key" else [],
    }
    if rule.way == "key":
        operation["description"] = f"Roles: {', '.join(dict.fromkeys((*rule.roles, 'admin')))}."
    if "body" in described:
        operation["requestBody"] = {"required": True, "content": _json(described["body"])}
    return operation


def _refusals_of(rule: Rule, described: Schema) -> list[str]:
    if rule.way == "open":
        return []
    asked = {"400", "401", "403", "408", "413", "429", "500", "503", *described["refusals"]}
    if rule.body == "json":
        asked |= {"415", "422"}
    return sorted(asked)
