"""Which features tell why a client leaves, and how bad each one's number is.

Many features move because a client leaves, whatever drives it: these are symptoms, and hide the cause.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from features.catalog import feature, is_category
from features.families import nps
from features.family import Cause
from features.signs.evidence import numbers
from training.reasons.hazards import FloatArray
from training.reasons.reason_words import TELLINGS

#: What shows that a client leaves, and hides why.
SYMPTOMS = frozenset({Cause.SILENCE, Cause.RHYTHM, Cause.SPEND})
#: So does what the client did when we called, though its cause is attention: who leaves does not answer.
REACTIONS = frozenset(
    {
        *("fruitless_contacts", "days_fruitless", "refusals_90", "fruitful_share_365"),
        *("client_started_share_365", "days_since_inbound_contact", "days_since_informative_contact"),
        *("cadence_ratio", "cadence_kept_share"),
    }
)
#: And how it answers when it is asked: whatever drives a client away, it recommends us less.
ANSWERS = frozenset(line.name for line in nps.FAMILY.features)
#: Contacts of either side, while who orders less also asks less: passed over where ours are told apart.
EITHER_SIDE = frozenset(
    {
        *("contacts_30", "contacts_90", "contacts_365", "days_since_contact", "contact_pause_ratio"),
        *("usual_contact_pause_days", "longest_contact_pause_365"),
    }
)
OURS = "longest_outbound_pause_365"
#: What holds for a whole branch tells none of its clients from the others.
SHARED = frozenset({"branch_churn_90"})
#: Names of features that count days since something; who never had it has no number.
DAYS_SINCE = "days_since_"
#: Want of reward hurts as prices rise (M22): of who had no discount for so long, the rise is read.
LAST_REWARD, PRICE_RISE, UNREWARDED_DAYS = "days_since_discount", "basket_price_rise", 365


def worse_way(name: str) -> int:
    """Say which way a feature tells of a cause of leaving: +1 higher, −1 lower is worse, 0 it tells of none.

    Examples
    --------
    >>> [worse_way(name) for name in ("late_share_90", "contacts_90", "overdue_ratio", "nps_last", "branch")]
    [1, -1, 0, 0, 0]
    """
    line = feature(name)
    if line.cause in {*SYMPTOMS, Cause.PROFILE} or name in REACTIONS | ANSWERS | SHARED or is_category(name):
        return 0
    return line.rises or (TELLINGS[name].worse if name in TELLINGS else 0)


def telling_causes(features: Sequence[str]) -> list[str]:
    """Choose those of the features that tell of a cause.

    Examples
    --------
    >>> telling_causes(["tenure_days", "contacts_90", "late_share_90"])
    ['contacts_90', 'late_share_90']
    >>> telling_causes(["contacts_90", "longest_outbound_pause_365"])
    ['longest_outbound_pause_365']
    """
    passed_over = EITHER_SIDE if OURS in features else frozenset()
    return [name for name in features if worse_way(name) and name not in passed_over]


def readings(rows: pd.DataFrame, names: Sequence[str]) -> dict[str, FloatArray]:
    """Give how bad each feature's number is, one a client: the higher the worse, NaN says nothing.

    What happened so many days ago counts in own cycles; what ought to happen and never did was forever ago.

    Examples
    --------
    >>> rows = pd.DataFrame({"days_since_complaint": [30.0], "late_share_90": 0.5, "own_cycle_days": 15.0})
    >>> readings(rows, ["days_since_complaint", "late_share_90"])
    {'days_since_complaint': array([-2.]), 'late_share_90': array([0.5])}
    """
    return {name: _reading(rows, name) for name in names}


def _reading(rows: pd.DataFrame, name: str) -> FloatArray:
    values, worse = numbers(rows, name), worse_way(name)
    if not name.startswith(DAYS_SINCE):
        return np.asarray(worse * values)
    if worse > 0:
        values = np.where(np.isnan(values), np.inf, values)
    if name == LAST_REWARD and PRICE_RISE in rows:
        return np.where(values > UNREWARDED_DAYS, numbers(rows, PRICE_RISE), np.nan)
    return np.asarray(worse * values / numbers(rows, "own_cycle_days"))
