"""Which attribute of clients may know a part of the future? One that tells more of leaving than any silence.

A status kept as of today and dated back knows who left since. It need not tell enough for `leak_probe` to
refuse it, and an attribute may honestly tell much: so it is named, and nothing is stopped.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from features.catalog import is_category
from training.models.boosting import Boosted
from training.models.leak_probe import MOST_ROWS, SEES_ALL, groups_of, ranked_auc
from training.report_numbers import share

#: So many times the gain of the next feature it has to have. On the invented company and Complete Journey
#: a status of 70 % of the leavers, dated back, has 1.7 to 2.4 times; quintiles of size or silence, .1.
TIMES_THE_NEXT = 1.5
#: What tells less than this by itself is not asked further: no model is grown for it.
LEAST_AUC = 0.6

SAID = {
    "ru": (
        "Проверьте признак {feature}: среди {group} на него одного приходится {gain} того, что дают все "
        "признаки; молчание говорит меньше. Если его пишут задним числом, он знает будущее: valid_from — "
        "день, когда это стало известно."
    ),
    "en": (
        "Look at {feature}: among {group} it alone gives {gain} of what all features give; silence tells"
        " less. If it is written afterwards, it knows the future: valid_from is the day on which it became"
        " known."
    ),
}
GROUP = {
    "ru": {"at_risk": "клиентов под угрозой ухода", "recoverable": "потерянных клиентов"},
    "en": {"at_risk": "clients at risk", "recoverable": "lost clients"},
}


@dataclass(frozen=True)
class Suspicion:
    """An attribute of clients that tells suspiciously much.

    Attributes
    ----------
    feature : str
    group : str
        Of clients: ``at_risk`` or ``recoverable``.
    gain : float
        Its share of a small model's gain.
    """

    feature: str
    group: str
    gain: float

    def said(self, language: str) -> str:
        """Say it in the company's language."""
        group, gain = GROUP[language][self.group], share(self.gain, language)
        return SAID[language].format(feature=self.feature, group=group, gain=gain)


def suspicions(
    rows: pd.DataFrame, features: Sequence[str], *, trusted: Collection[str] = (), seed: int
) -> tuple[Suspicion, ...]:
    """Find attributes of clients that a small model of a group stands on far more than on all else.

    Parameters
    ----------
    rows, features, seed
        As in `training.models.leak_probe.leaks`.
    trusted : collection of str
        Features that somebody has looked at and vouches for.
    """
    asked = [name for name in features if is_category(name) and name not in trusted]
    found = []
    for group, part in groups_of(rows).items():
        some = part if len(part) <= MOST_ROWS else part.sample(MOST_ROWS, random_state=seed).sort_index()
        telling = [name for name in asked if ranked_auc(some, name) >= LEAST_AUC]
        if telling and len(features) > 1:
            gains = Boosted.fit(some, features, seed=seed, recipe=SEES_ALL).importance()
            first, second = gains.sort_values(ascending=False).index[:2]
            if first in telling and gains[first] >= TIMES_THE_NEXT * gains[second]:
                found.append(Suspicion(str(first), group, float(gains[first])))
    return tuple(found)
