"""The churn report (M1–M7, M10) in one call: rates, groups, money, and sentences that say what they mean."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from features.churn_rate import MINIMUM_CLIENTS, Breakdown, ChurnRate, Group, churn_rate
from features.events import Events
from features.settings import Settings
from training.churn_report.money import ChurnMoney, churn_money
from training.churn_report.told import headline_of, notes_of


@dataclass(frozen=True)
class ChurnReport:
    """A company's churn, in figures and in words.

    Attributes
    ----------
    company, currency, language : str
        As the settings say; the language is that of `headline` and `notes`.
    every : str
        Length of the periods: `month`, `quarter` or `year`.
    rate : ChurnRate
        The counts (M1–M3, M5–M8).
    money : ChurnMoney
        What they cost (M4, M8, M10).
    headline : str
        The verdict, one sentence.
    notes : tuple of str
        What a reader must know to read the figures rightly.
    """

    company: str
    currency: str
    language: str
    every: str
    rate: ChurnRate
    money: ChurnMoney
    headline: str
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the report as plain values: numbers, texts, days, lists and None."""
        rate, yearly = self.rate, self.rate.yearly
        return {
            "company": self.company,
            "currency": self.currency,
            "as_of": rate.as_of,
            "until": rate.until,
            "first_order": rate.first_order,
            "headline": self.headline,
            "notes": list(self.notes),
            "yearly_churn_rate": None if yearly is None else yearly.share,
            "yearly_churn_rate_low": None if yearly is None else yearly.low,
            "yearly_churn_rate_high": None if yearly is None else yearly.high,
            "acceptable_rate": list(rate.acceptable),
            "side": rate.side,
            "sure": rate.sure,
            "lifetime_years": rate.lifetime_years,
            "year_known_on": rate.year_known_on,
            "period": None if rate.longest is None else rate.longest.figures(),
            "every": self.every,
            "periods": [one.figures() for one in rate.periods],
            "minimum_clients": rate.minimum_clients,
            "breakdowns": {by: _breakdown(one) for by, one in rate.breakdowns.items()},
            "money": self.money.figures(),
        }


def churn_report(
    events: Events,
    settings: Settings,
    *,
    as_of: date | None = None,
    every: str = "month",
    last: int | None = None,
    by: Sequence[str] | None = None,
    minimum_clients: int = MINIMUM_CLIENTS,
) -> ChurnReport:
    """Make the churn report of a company; see `features.churn_rate.churn_rate` for what may be asked.

    Raises
    ------
    UsageError
        If a period, a kind of group or a count is none, or nothing in the data tells a kind asked for.
    GateError
        If there is no order before the day.
    """
    rate = churn_rate(
        events, settings, as_of=as_of, every=every, last=last, by=by, minimum_clients=minimum_clients
    )
    company, money = settings.company, churn_money(rate, settings)
    return ChurnReport(
        company=company.name,
        currency=company.currency,
        language=company.language,
        every=every,
        rate=rate,
        money=money,
        headline=headline_of(rate, company.language),
        notes=notes_of(rate, money, company.language),
    )


def _breakdown(one: Breakdown) -> dict[str, Any]:
    return {**asdict(one), "groups": [group_figures(group) for group in one.groups]}


def group_figures(group: Group) -> dict[str, Any]:
    """Give a group as plain values."""
    rate = group.rate
    return {
        "group": group.name,
        "clients_at_start": group.clients_at_start,
        "lost": group.lost,
        "churn_rate": None if rate is None else rate.share,
        "churn_rate_low": None if rate is None else rate.low,
        "churn_rate_high": None if rate is None else rate.high,
        "judgement": group.judgement,
        "excess": group.excess,
        "lost_share": group.lost_share,
        "lost_profit_before": group.lost_profit_before,
    }
