"""What the service says of itself at `/docs.json`: every JSON route with every answer it gives."""

import re
from functools import cache
from typing import Any

from serving.access import RULES, Rule
from serving.requests import MOST_IDS, MOST_LIVE_CLIENTS, LiveRequest, ScoresRequest
from serving.shown import FILTERS, LIST_NAMES, MOST_ROWS, ROWS

Schema = dict[str, Any]

_REFUSALS = {
    "400": "The request cannot be read",
    "401": "No key, or one that is unknown, expired or revoked",
    "403": "The key's role may not do this",
    "404": "Not known to this key",
    "408": "The body came too slowly",
    "410": "The cursor's list has changed since",
    "413": "The body is too large or holds too many items",
    "415": "The body is not application/json",
    "422": "The body does not fit the schema, or the rows are unusable",
    "503": "Overloaded, timed out or nothing sound is published; see Retry-After",
    "500": "A fault of ours",
}


def _text(description: str = "") -> Schema:
    return {"type": "string", **({"description": description} if description else {})}


def _nullable(kind: str, description: str = "") -> Schema:
    return {"type": [kind, "null"], **({"description": description} if description else {})}


def _object(properties: Schema, *, required: tuple[str, ...] = (), more: bool = True) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required or properties),
        "additionalProperties": more,
    }


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_VERSION = {
    "snapshot_id": _text("publication"),
    "model_version": _text(),
    "as_of": _text("day of the scores"),
}

_PROBLEM = _object(
    {
        "type": _text("urn:winback:problem:CODE"),
        "title": _text(),
        "status": {"type": "integer"},
        "detail": _text("what we got, what we need, what to do"),
        "errors": _list_of(_object({"field": _text(), "code": _text(), "detail": _text()})),
    },
    more=False,
)
_SCORE = _object(
    {
        "client_id": _text(),
        "status": _nullable("string", "new, active, overdue, lost or insufficient_data"),
        "churn_probability": _nullable("number", "P(no order within the horizon), 0 to 1"),
        "stay_probability": _nullable("number"),
        "risk_band": _nullable("string", "low, medium or high"),
        "expected_ltv": _nullable("number", "money of the company's currency"),
        "value_if_kept": _nullable("number"),
        "value_if_left": _nullable("number"),
    },
    required=("client_id", "status", "churn_probability"),
)
_ACTION = _object(
    {
        "action": _text(),
        "channel": _text(),
        "expected_net_value": {"type": "number"},
        "win_back_cost": {"type": "number"},
        "uplift_basis": _text("assumed, updated or measured"),
    }
)
_REASON = _object({"code": _text(), "text_ru": _nullable("string"), "text_en": _nullable("string")})
_PUBLISHED_SCORE: Schema = {
    "allOf": [
        _ref("Score"),
        _object(
            {
                "held_out": {"type": "boolean"},
                "reasons": _list_of(_ref("Reason")),
                "recommended_action": {"anyOf": [_ref("Action"), {"type": "null"}]},
            }
        ),
    ]
}
_CLIENT_ERROR = _object({"client_id": _text(), "code": _text()})


def _scores_of(score: str) -> Schema:
    return _object({**_VERSION, "scores": _list_of(_ref(score)), "errors": _list_of(_ref("ClientError"))})


_CLIENT = _object(
    {
        **_VERSION,
        "client_id": _text(),
        "client": {"type": "object"},
        "score": _ref("PublishedScore"),
        "history": _list_of({"type": "object"}),
        "signs": {"type": ["array", "null"], "items": {"type": "string"}},
        "reasons": _list_of(_ref("Reason")),
        "attempt_state": {"type": "object"},
    }
)
_LIST = _object(
    {
        **_VERSION,
        "plan_id": _text(),
        "items": _list_of({"type": "object", "description": "columns of the plan; no contacts"}),
        "next_cursor": _nullable("string", "send as `cursor` for the next page; null at the end"),
        "bound": {"type": "number", "description": "no plan within the limits is worth more"},
        "value": {"type": "number"},
        "cost": {"type": "number"},
        "gap": {"type": "number"},
        "budget": _nullable("number"),
        "clients": {"type": "integer"},
    }
)
_MODEL = _object(
    {**_VERSION, "scored_at": _text(), "degraded": _nullable("string", "why a newer one was refused")}
)
_RELOADED = _object({**_VERSION, "taken": {"type": "boolean"}, "degraded": _nullable("string")})

_SCHEMAS = {
    "Problem": _PROBLEM,
    "Score": _SCORE,
    "Action": _ACTION,
    "Reason": _REASON,
    "PublishedScore": _PUBLISHED_SCORE,
    "ClientError": _CLIENT_ERROR,
    "PublishedScores": _scores_of("PublishedScore"),
    "LiveScores": _scores_of("Score"),
    "Client": _CLIENT,
    "RankedList": _LIST,
    "Model": _MODEL,
    "Reloaded": _RELOADED,
}


def _json(schema: str) -> Schema:
    return {"application/json": {"schema": _ref(schema)}}


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": description}


def _path(name: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": schema}


_LIST_QUERY = [
    _query("budget", {"type": "number", "minimum": 0, "maximum": 1e15}, "money for the plan; else as set"),
    _query("limit", {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": ROWS}, "rows a page"),
    _query("cursor", _text(), "next_cursor of the page before"),
    _query("format", {"type": "string", "enum": ["json", "csv", "xlsx"]}, "else by Accept"),
    _query("language", {"type": "string", "enum": ["ru", "en"]}, "of the words in the list"),
    *(_query(name, _list_of(_text()), f"only clients whose {name} is one of these") for name in FILTERS),
]
_FILES: Schema = {
    "text/csv": {"schema": _text()},
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
        "schema": {"type": "string", "format": "binary"}
    },
}

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
    ("GET", "/v1/clients/{client_id}"): {
        "summary": "One client: score, signs, reasons, attempt state",
        "parameters": [_path("client_id", _text())],
        "success": ("200", _json("Client")),
        "refusals": ("404",),
        "unchanged": True,
    },
    ("GET", "/v1/lists/{list_name}"): {
        "summary": "The ranked list, best first, within a budget",
        "parameters": [_path("list_name", {"type": "string", "enum": list(LIST_NAMES)}), *_LIST_QUERY],
        "success": ("200", {**_json("RankedList"), **_FILES}),
        "refusals": ("404", "410"),
    },
    ("GET", "/v1/model"): {
        "summary": "The model that serves",
        "success": ("200", _json("Model")),
        "refusals": (),
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
    },
    ("GET", "/metrics"): {
        "summary": "Figures for Prometheus",
        "success": ("200", {"text/plain": {"schema": _text()}}),
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
    ['200', '400', '401', '403', '408', '413', '500', '503']
    """
    paths: Schema = {}
    for rule in RULES:
        path = rule.path.replace(":path}", "}")
        described = _ROUTES.get((rule.method, path))
        if described:
            paths.setdefault(path, {})[rule.method.lower()] = _operation(rule, described)
    bodies = {
        model.__name__: model.model_json_schema(ref_template="#/components/schemas/{model}")
        for model in (ScoresRequest, LiveRequest)
    }
    parts = {name: part for body in bodies.values() for name, part in body.pop("$defs", {}).items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "winback", "version": "1"},
        "paths": paths,
        "components": {
            "schemas": {**_SCHEMAS, **bodies, **parts},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(rule: Rule, described: Schema) -> Schema:
    status, content = described["success"]
    headers = {"ETag": {"schema": _text()}} if described.get("unchanged") else {}
    answers: Schema = {status: {"description": "Done", "content": content, "headers": headers}}
    if described.get("unchanged"):
        answers["304"] = {"description": "The caller has this answer (If-None-Match)"}
    for refusal in _refusals_of(rule, described):
        answers[refusal] = {
            "description": _REFUSALS[refusal],
            "content": {"application/problem+json": {"schema": _ref("Problem")}},
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
    asked = {"400", "401", "403", "408", "413", "500", "503", *described["refusals"]}
    if rule.body == "json":
        asked |= {"415", "422"}
    return sorted(asked)
