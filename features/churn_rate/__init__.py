"""How many clients a company loses, when, of which groups, and how sure that is (M1–M7).

``churn_rate(events, settings)`` answers it all; the modules behind it are one question each.
"""

from features.churn_rate.answer import ChurnRate, check_asked, churn_rate
from features.churn_rate.groups import BY, MINIMUM_CLIENTS, Breakdown, Group
from features.churn_rate.intervals import Rate, rate_of
from features.churn_rate.losses import Balance
from features.churn_rate.periods import Every, Period

__all__ = [
    "BY",
    "MINIMUM_CLIENTS",
    "Balance",
    "Breakdown",
    "ChurnRate",
    "Every",
    "Group",
    "Period",
    "Rate",
    "check_asked",
    "churn_rate",
    "rate_of",
]
