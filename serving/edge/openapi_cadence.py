"""What the contact cadence holds over HTTP: its part of the document at `/docs.json`."""

from serving.edge.openapi_schemas import Schema, fields, list_of, nullable, text

_COUNT: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_FIGURES: Schema = {
    "clients": _COUNT,
    "kept": _COUNT,
    "behind": _COUNT,
    "never": {**_COUNT, "description": "no contact has ever brought anything"},
    "kept_share": {**_SHARE, "description": "clients within target: the manager's KPI"},
    "kept_share_12_weeks": {**_SHARE, "description": "mean share of weeks in which the cadence was kept"},
    "most_days_behind": _COUNT,
}
_CLIENT = fields(
    {
        "client_id": text(),
        "name": nullable("string"),
        "branch": nullable("string"),
        "manager": nullable("string"),
        "status": text("new, active or overdue"),
        "abc": nullable("string"),
        "target_days": _COUNT,
        "days_since_contact": nullable("integer", "null: no contact has brought anything"),
        "due_on": text("last day that keeps the cadence"),
        "days_behind": _COUNT,
        "behind": {"type": "boolean"},
        "kept_share_12_weeks": _SHARE,
    },
    more=False,
)

CADENCE = fields(
    {
        "snapshot_id": text("publication"),
        "model_version": text(),
        "as_of": text("day before which everything is known"),
        "targets": {
            "type": "object",
            "additionalProperties": {"type": "integer"},
            "description": "days within which a client of the class is due a contact with news",
        },
        "clients": _COUNT,
        "behind": _COUNT,
        "managers": list_of(
            fields(
                {
                    "manager": nullable("string", "null: clients without a manager"),
                    **_FIGURES,
                    **{f"behind_{letter}": _COUNT for letter in "abc"},
                },
                more=False,
            )
        ),
        "classes": list_of(
            fields({"abc": nullable("string"), "target_days": _COUNT, **_FIGURES}, more=False)
        ),
        "items": list_of(_CLIENT),
        "next_cursor": nullable("string", "send as `cursor` for the next page; null at the end"),
    },
    more=False,
)
