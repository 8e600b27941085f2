"""The tiny company's churn report as it is published; the real one is made in `test_churn_published.py`."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any


def churn_json(as_of: date, branches: Sequence[str]) -> bytes:
    """Give `churn.json`: a year of a hundred clients, of whom each branch lost some."""
    groups = [_group(branch, 30, lost) for branch, lost in zip(branches, (9, 3, 3), strict=True)]
    figures = {
        "company": "Упаковка для ферм",
        "currency": "RUB",
        "as_of": as_of.isoformat(),
        "until": "2026-03-01",
        "first_order": "2023-05-02",
        **_rate("yearly_churn_rate", 15, 100),
        "acceptable_rate": [0.05, 0.15],
        "side": "inside",
        "sure": False,
        "lifetime_years": 100 / 15,
        "year_known_on": "2024-10-01",
        "period": _period("2025-03-01", "2026-02-28"),
        "every": "month",
        "periods": [_period("2026-02-01", "2026-02-28")],
        "minimum_clients": 20,
        "breakdowns": {
            "abc": _breakdown("abc", [_group("A", 100, 15)]),
            "branch": _breakdown("branch", [*groups, _group(None, 10, 0)]),
            "manager": _breakdown("manager", [_group("Орлова А.", 100, 15)]),
        },
        "money": {"lost_profit": 1500.0, "before_days": 365, "new_client_cost_assumed": True},
    }
    words = {
        "ru": {"headline": "Отток за год 15 %", "notes": ["Это нижняя граница."]},
        "en": {"headline": "Yearly churn 15%", "notes": ["This is a lower bound."]},
    }
    return json.dumps({"figures": figures, "words": words}, ensure_ascii=False).encode()


def _rate(name: str, lost: int, clients: int) -> dict[str, float]:
    share = lost / clients
    return {name: share, f"{name}_low": share / 2, f"{name}_high": min(1.0, share * 2)}


def _period(start: str, last_day: str) -> dict[str, Any]:
    counts = {"clients_at_start": 100, "lost": 15, "new_clients": 20, "returned": 1, "clients_at_end": 106}
    shares = {"lost_to_new": 0.75, "silent_share": 0.2, "bought_again_share": 0.9}
    stretch = {"start": start, "last_day": last_day, "lower_bound": True, "gap": None}
    return {**stretch, **counts, **_rate("churn_rate", 15, 100), **shares}


def _group(name: str | None, clients: int, lost: int) -> dict[str, Any]:
    return {
        "group": name,
        "clients_at_start": clients,
        "lost": lost,
        **_rate("churn_rate", lost, clients),
        "judgement": "alike",
        "excess": lost - clients * 0.15,
        "lost_share": lost / 15,
        "lost_profit_before": 100.0 * lost,
    }


def _breakdown(by: str, groups: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"by": by, "groups": groups, "exclusive": True, "too_small": 0, "undated_clients": 5}
