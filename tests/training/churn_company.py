"""The churn report of a small company of regular buyers, as tests want it."""

from functools import cache
from typing import Any

from features.settings import Settings, settings_from
from tests.features.churn_rate.regulars import events_of_orders, regular, year_of_thirty
from training.churn_report.report import ChurnReport, churn_report

ACTIONS = {
    "call": {"channel": "call", "fixed_cost": 4, "incentive_cost": 10, "acceptance": [6, 14]},  # 4 + 0.3 × 10
    "visit": {"channel": "visit", "fixed_cost": 11},
    "letter": {"channel": "email", "fixed_cost": 100, "for": ["at_risk"]},
}


def settings(language: str = "en", **more: Any) -> Settings:
    """Settings of the company; sections may be given anew."""
    return settings_from(
        {
            "company": {"name": "Bags & Boxes", "currency": "EUR", "language": language},
            "churn": {"max_days": 60},
            "value": {"margin_share": 0.5},
            "actions": ACTIONS,
            **more,
        }
    )


def report(
    language: str = "en", *, given: Settings | None = None, orders: Any = None, **asked: Any
) -> ChurnReport:
    """The report of the year of thirty, or of other order days."""
    days = year_of_thirty() if orders is None else orders
    with regular(days):
        return churn_report(events_of_orders(days), given or settings(language), **asked)


@cache
def whole(language: str) -> ChurnReport:
    """The report of the year of thirty, groups of ten clients and more judged."""
    return report(language, minimum_clients=10)
