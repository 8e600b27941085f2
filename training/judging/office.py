"""Whether a version may follow the champion in office: on later days, and among clients like its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from features.leaving import GROUPS
from features.settings import Settings
from training.bundle import Bundle
from training.judging.backtest import Backtest
from training.judging.gate import compare_with_champion
from training.judging.paired_gain import client_codes, client_counts
from training.judging.verdict import ChampionComparison, Verdict
from training.monitoring.category_drift import category_drift
from training.monitoring.distributions import FEWEST_KNOWN
from training.monitoring.drift import feature_drift, status_drift
from training.monitoring.finding import Finding
from training.monitoring.reference import Reference
from training.monitoring.truth import base_rate
from training.past.snapshots import Snapshots
from training.words import index_of, name_of

DRAWS = 200
#: What stops a version that would otherwise take office, beside being older than the champion: values that
#: are gone, and a share of leavers that the champion never knew. That features have moved is mostly why one
#: trains again.
BLOCKING = ("missing_share", "base_rate")
_SAID = (
    ("{subject}: {reason}{blocks}.", "{subject}: {reason}{blocks}."),
    (
        " — версия не станет действующей, пока этого не проверят (winback promote --force --why)",
        "; the version does not take office until somebody has looked at it (winback promote --force --why)",
    ),
)


@dataclass(frozen=True)
class InOffice:
    """The champion in office.

    Attributes
    ----------
    bundle : Bundle
    reference : Reference or None
        What its clients were like; None of versions that have none.
    """

    bundle: Bundle
    reference: Reference | None = None


@dataclass(frozen=True)
class Shifts:
    """How today's clients differ from those that the champion in office was trained on.

    Attributes
    ----------
    findings : tuple of Finding
        Those worth a look: verdict `watch` or `act`.
    blocking : tuple of Finding
        Those of them that keep a new version from taking office.
    """

    findings: tuple[Finding, ...] = ()
    blocking: tuple[Finding, ...] = ()

    def said(self, language: str) -> tuple[str, ...]:
        """Give a sentence for each that blocks, and for the others one in all; `language` is `ru` or `en`."""
        place = index_of(language)
        told = [
            _SAID[0][place].format(
                subject=_subject(one, language), reason=one.said(language), blocks=_SAID[1][place]
            )
            for one in self.blocking
        ]
        others = [one for one in self.findings if one not in self.blocking]
        told += [
            _SAID[0][place].format(subject=_subject(one, language), reason=one.said(language), blocks="")
            for one in others
        ]
        return tuple(told)


def compare_in_office(
    in_office: InOffice | None,
    tested: Backtest,
    snapshots: Snapshots,
    verdict: Verdict,
    settings: Settings,
) -> ChampionComparison | None:
    """Compare with the champion in office, only on test days after all that it learned from."""
    if in_office is None or not set(in_office.bundle.features) <= set(snapshots.rows.columns):
        return None
    rows, champion = snapshots.rows, in_office.bundle
    later = rows[rows["as_of"].isin([day for day in tested.how if day >= champion.as_of])]
    said = later[["as_of", "client_id"]].assign(champion=np.nan)
    if len(later):
        said["champion"] = champion.score(later)["churn_probability"]
    beside = tested.predictions.merge(
        said.rename(columns={"as_of": "test_day"}), on=["test_day", "client_id"], how="left"
    )
    return compare_with_champion(
        beside, verdict, seed=settings.training.seed, minimum_left=settings.training.minimum_left
    )


def shifts_since(
    in_office: InOffice | None, snapshots: Snapshots, population: pd.DataFrame, *, seed: int
) -> Shifts:
    """Compare today's clients with those that the champion in office was trained on.

    Parameters
    ----------
    in_office : InOffice or None
    snapshots : Snapshots
        Of the new training; who left is read of as-of days from the champion's on.
    population : DataFrame
        Every client's features on the new as-of day.
    seed : int
        Of the draws of clients for the interval of the share that left.

    Returns
    -------
    Shifts
        Empty without a champion or a reference.
    """
    if in_office is not None and in_office.bundle.as_of > snapshots.known_at:
        older = _older(in_office.bundle, snapshots.known_at)
        return Shifts((older,), (older,))
    if in_office is None or in_office.reference is None:
        return Shifts()
    reference, today = in_office.reference, snapshots.known_at
    found = [
        *_features(reference, population, today),
        *category_drift(reference, population, today),
        *status_drift(reference, population, today),
        *_base_rates(reference, snapshots, seed),
    ]
    worth = tuple(one for one in found if one.verdict in ("watch", "act"))
    return Shifts(worth, tuple(one for one in worth if one.verdict == "act" and one.figure in BLOCKING))


def _older(champion: Bundle, today: date) -> Finding:
    """Say that a version knows less than the champion: a training as of a past day tries something out."""
    said = (
        f"новая версия обучена на {today}, а действующая — на {champion.as_of}",
        f"the new version is as of {today}, the champion in office as of {champion.as_of}",
    )
    return Finding("drift", "older", champion.version, np.nan, "act", said)


def _features(reference: Reference, population: pd.DataFrame, today: date) -> Iterable[Finding]:
    """Look at the features that there still are; one that nobody has now counts as missing of all."""
    gone = {name: np.nan for name in reference.features if name not in population.columns}
    return feature_drift(reference, population.assign(**gone), today)


def _base_rates(reference: Reference, snapshots: Snapshots, seed: int) -> Iterable[Finding]:
    """Set who left since the champion's day against such clients of its own training."""
    rows = snapshots.rows[snapshots.teaching & (snapshots.rows["as_of"] >= reference.as_of)]
    for group, held in GROUPS.items():
        part = rows[rows["status"].isin(held)]
        if len(part) < FEWEST_KNOWN:
            continue
        weight, left = part["weight"].to_numpy(), part["left"].to_numpy()
        usual = float(np.average(reference.left_share(part), weights=weight))
        codes, clients = client_codes(part)
        came, all_ = (np.bincount(codes, sums, clients) for sums in (weight * left, weight))
        drawn = [
            float(counts @ came / (counts @ all_))
            for counts in client_counts(clients, draws=DRAWS, seed=seed)
        ]
        low, high = np.quantile(drawn, [0.025, 0.975])
        yield base_rate(group, (float(weight @ left / weight.sum()), float(low), float(high)), usual)


def _subject(found: Finding, language: str) -> str:
    """Call a group or a status by its name; features keep theirs."""
    return name_of("group", found.subject, language)
