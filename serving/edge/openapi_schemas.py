"""What the JSON answers hold: the parts of the document at `/docs.json`, by name."""

from typing import Any

Schema = dict[str, Any]


def text(description: str = "") -> Schema:
    """Describe a text."""
    return {"type": "string", **({"description": description} if description else {})}


def nullable(kind: str, description: str = "") -> Schema:
    """Describe a value of a kind, or null."""
    return {"type": [kind, "null"], **({"description": description} if description else {})}


def fields(properties: Schema, *, required: tuple[str, ...] = (), more: bool = True) -> Schema:
    """Give an object with these fields, all of them required unless told, and perhaps more."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required or properties),
        "additionalProperties": more,
    }


def list_of(items: Schema) -> Schema:
    """Describe a list."""
    return {"type": "array", "items": items}


def ref(name: str) -> Schema:
    """Name a part of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


_VERSION = {
    "snapshot_id": text("publication"),
    "model_version": text(),
    "as_of": text("day of the scores"),
}

_PROBLEM = fields(
    {
        "type": text("urn:winback:problem:CODE"),
        "title": text(),
        "status": {"type": "integer"},
        "detail": text("what we got, what we need, what to do"),
        "errors": list_of(fields({"field": text(), "code": text(), "detail": text()})),
    },
    more=False,
)
_SCORE = fields(
    {
        "client_id": text(),
        "status": nullable("string", "new, active, overdue, lost or insufficient_data"),
        "churn_probability": nullable("number", "P(no order within the horizon), 0 to 1"),
        "stay_probability": nullable("number"),
        "risk_band": nullable("string", "low, medium or high"),
        "expected_ltv": nullable("number", "money of the company's currency"),
        "value_if_kept": nullable("number"),
        "value_if_left": nullable("number"),
    },
    required=("client_id", "status", "churn_probability"),
)
_ACTION = fields(
    {
        "action": text(),
        "channel": text(),
        "expected_net_value": {"type": "number"},
        "win_back_cost": {"type": "number"},
        "uplift_basis": text("assumed, updated or measured"),
    }
)
_REASON = fields({"code": text(), "text_ru": nullable("string"), "text_en": nullable("string")})
_PUBLISHED_SCORE: Schema = {
    "allOf": [
        ref("Score"),
        fields(
            {
                "held_out": {"type": "boolean"},
                "reasons": list_of(ref("Reason")),
                "recommended_action": {"anyOf": [ref("Action"), {"type": "null"}]},
            }
        ),
    ]
}
_CLIENT_ERROR = fields({"client_id": text(), "code": text()})


def _scores_of(score: str, **more: Schema) -> Schema:
    told = {"scores": list_of(ref(score)), "errors": list_of(ref("ClientError"))}
    return fields({**_VERSION, **more, **told})


_CLIENT = fields(
    {
        **_VERSION,
        "client_id": text(),
        "client": {"type": "object"},
        "score": ref("PublishedScore"),
        "history": list_of(
            fields(
                {
                    "as_of": text("day of the scores"),
                    "model_version": text(),
                    "status": nullable("string"),
                    "churn_probability": nullable("number"),
                    "risk_band": nullable("string"),
                    "expected_ltv": nullable("number"),
                }
            )
        ),
        "signs": {"type": ["array", "null"], "items": {"type": "string"}},
        "reasons": list_of(ref("Reason")),
        "talk": {
            "type": ["object", "null"],
            "description": "script_ru, script_en, questions_ru, questions_en: one line each step or question",
            "additionalProperties": {"type": ["string", "null"]},
        },
        "attempt_state": fields(
            {
                "list": nullable("string"),
                "episode": nullable("integer"),
                "held_out": {"type": "boolean"},
                "why_no_action": list_of(text()),
                "attempt": {"type": ["object", "null"], "description": "the newest one, with its outcome"},
                "attempt_known": {"type": "boolean", "description": "false while the ledger is down"},
            }
        ),
    }
)
_LIST = fields(
    {
        **_VERSION,
        "plan_id": text(),
        "items": list_of({"type": "object", "description": "columns of the plan; no contacts"}),
        "next_cursor": nullable("string", "send as `cursor` for the next page; null at the end"),
        "bound": {"type": "number", "description": "no plan within the limits is worth more"},
        "value": {"type": "number"},
        "cost": {"type": "number"},
        "gap": {"type": "number"},
        "one_more": fields(
            {
                "money": {"type": "number", "description": "what one more unit of budget would bring"},
                "hour": {
                    "type": "number",
                    "description": "what one more hour of the scarcest executor would",
                },
                "limits": {
                    "type": "object",
                    "additionalProperties": {"type": "number"},
                    "description": "by limit that is used up: budget, hours of NAME, capacity of ACTION",
                },
            }
        ),
        "budget": nullable("number"),
        "clients": {"type": "integer", "description": "on all pages together"},
        "attempted_since": {
            "type": "integer",
            "description": "clients of the plan who are left out: their attempt was made since the scoring",
        },
    }
)
_MODEL = fields(
    {**_VERSION, "scored_at": text(), "degraded": nullable("string", "why a newer one was refused")}
)
_RELOADED = fields({**_VERSION, "taken": {"type": "boolean"}, "degraded": nullable("string")})

_ATTEMPT = fields(
    {
        "attempt_id": text("to name it by when the outcome is told"),
        "episode": {"type": "integer", "description": "which loss of the client"},
        "taken_at": text("time, RFC 3339"),
    }
)
_OUTCOME = fields(
    {
        "attempt_id": text(),
        "outcome": text("ordered, promised, refused, no_answer or unreachable"),
        "outcome_at": text("time, RFC 3339"),
        "cost": nullable("number", "money of the company's currency"),
        "incentive": nullable("number"),
        "recorded_at": text("time, RFC 3339"),
    }
)
_ALL_SCORES = fields(
    {
        **_VERSION,
        "scored_at": text("time, RFC 3339"),
        "scores": list_of(ref("PublishedScore")),
        "next_cursor": nullable("string", "send as `cursor` for the next page; null at the end"),
    }
)

_ERASURE = fields(
    {
        "erasure_id": text("to ask for it by; it says nothing about the person"),
        "state": text("pending or done"),
        "asked_at": text("time, RFC 3339"),
        "done_at": nullable("string", "time, RFC 3339"),
        "gone": {"type": "object", "description": "how many rows went, by place, once it is done"},
    }
)
_OPT_OUT = fields(
    {
        "channel": nullable("string", "null: every one"),
        "opted_out": {"type": "boolean"},
        "changed": {"type": "boolean", "description": "false where it stood already"},
        "aliases_known": {
            "type": "boolean",
            "description": "false where merged ids cannot be read: it counts for the id given alone",
        },
    }
)

SCHEMAS = {
    "AllScores": _ALL_SCORES,
    "Attempt": _ATTEMPT,
    "Outcome": _OUTCOME,
    "Erasure": _ERASURE,
    "OptOut": _OPT_OUT,
    "Problem": _PROBLEM,
    "Score": _SCORE,
    "Action": _ACTION,
    "Reason": _REASON,
    "PublishedScore": _PUBLISHED_SCORE,
    "ClientError": _CLIENT_ERROR,
    "PublishedScores": _scores_of(
        "PublishedScore",
        attempts_known={
            "type": "boolean",
            "description": "false while the ledger is down: attempts may have been made since, unseen",
        },
    ),
    "LiveScores": _scores_of("Score"),
    "Client": _CLIENT,
    "RankedList": _LIST,
    "Model": _MODEL,
    "Reloaded": _RELOADED,
}
