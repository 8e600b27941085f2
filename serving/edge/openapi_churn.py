"""What the churn report holds over HTTP: its part of the document at `/docs.json`."""

from serving.edge.openapi_schemas import Schema, fields, list_of, nullable, text
from serving.scores.churn_published import KINDS

_COUNT: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_RATE: Schema = {"churn_rate": _SHARE, "churn_rate_low": _SHARE, "churn_rate_high": _SHARE}
_STRETCH: Schema = {"start": text("first day"), "last_day": text("last day that belongs to it")}

_PERIOD = fields(
    {
        **_STRETCH,
        "clients_at_start": _COUNT,
        "lost": _COUNT,
        **_RATE,
        "new_clients": _COUNT,
        "returned": _COUNT,
        "clients_at_end": _COUNT,
        "lost_to_new": nullable("number", "lost for each new client"),
        "silent_share": _SHARE,
        "bought_again_share": _SHARE,
        "lower_bound": {"type": "boolean", "description": "the history is short: the rate will rise"},
        "gap": nullable("string", "why there is no rate"),
    }
)
_GROUP = fields(
    {
        "group": nullable("string", "null: nothing tells to whom these clients belonged"),
        "clients_at_start": _COUNT,
        "lost": _COUNT,
        **_RATE,
        "judgement": text("worse, better, alike, too_few or too_early, against the company"),
        "excess": nullable(
            "number", "lost beyond what the company's rate explains; null for one branch's key"
        ),
        "lost_share": nullable("number", "part in all that were lost; null for one branch's key"),
        "lost_profit_before": {"type": "number", "description": "money of the company's currency"},
    }
)
_BREAKDOWN = fields(
    {
        "by": text(),
        "groups": list_of(_GROUP),
        "exclusive": {"type": "boolean", "description": "a client belongs to one group only"},
        "too_small": nullable("integer", "groups left out"),
        "undated_clients": nullable("integer", "clients whose group stands in a row without a date"),
    }
)
_MONEY: Schema = {
    "type": ["object", "null"],
    "properties": {
        "profit_per_client": nullable("number"),
        "lost_profit": nullable("number"),
        "lost_profit_before": nullable("number"),
        "before_days": _COUNT,
        "formula_ltv": nullable("number"),
        "lost_ltv": nullable("number"),
        "win_back_cost": nullable("number"),
        "new_client_cost": nullable("number"),
        "new_client_cost_assumed": {"type": "boolean"},
    },
    "description": "money of the company's currency; null for a key of one branch",
}

CHURN_REPORT = fields(
    {
        "snapshot_id": text("publication"),
        "model_version": text(),
        "as_of": text("day before which everything is known"),
        "company": text(),
        "currency": text("ISO 4217"),
        "until": text("first day that no period holds"),
        "first_order": nullable("string", "day of the first order"),
        "headline": nullable("string", "the verdict, one sentence; null for a key of one branch"),
        "notes": list_of(text()),
        "yearly_churn_rate": _SHARE,
        "yearly_churn_rate_low": _SHARE,
        "yearly_churn_rate_high": _SHARE,
        "acceptable_rate": list_of({"type": "number"}),
        "side": nullable("string", "below, inside, above, too_early or unknown"),
        "sure": nullable("boolean", "the whole range stands on that side"),
        "lifetime_years": nullable("number"),
        "year_known_on": nullable("string", "day from which a yearly rate can be told"),
        "period": {
            "anyOf": [_PERIOD, fields(_STRETCH, more=False), {"type": "null"}],
            "description": "the longest period, a year at most; a key of one branch is told its days",
        },
        "every": text("length of the periods: month"),
        "periods": list_of(_PERIOD),
        "minimum_clients": {"type": "integer", "description": "groups of fewer clients are not judged"},
        "breakdowns": {
            "type": "object",
            "properties": dict.fromkeys(KINDS, _BREAKDOWN),
            "additionalProperties": False,
        },
        "money": _MONEY,
    },
    more=False,
)
