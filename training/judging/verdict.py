"""What the gate found, group by group: who won, over whom, by how much, and who therefore serves."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import pandas as pd

from training.judging.paired_gain import Gain, Metric
from training.judging.verdict_words import champion_reason, group_reasons, headline

#: Who serves where no candidate has proved itself, and who knows nothing but the share that leaves.
FALLBACK, NO_SKILL = "silence_rule", "no_skill"


@dataclass(frozen=True)
class ComparedGain:
    """How much better a candidate is than another contestant in one metric."""

    candidate: str
    against: str
    metric: Metric
    gain: Gain


@dataclass(frozen=True)
class JudgedDays:
    """Which test days a group is judged on, and how near the others came.

    Attributes
    ----------
    judged, left_out : tuple of date
        Days with enough leavers and stayers, and the others.
    needed : int
        Leavers, and stayers, that a day needs.
    most_left, most_stayed : int
        Leavers and stayers on the fullest day left out, the one with most of its scarcer kind; 0 without.
    """

    judged: tuple[date, ...]
    left_out: tuple[date, ...]
    needed: int
    most_left: int
    most_stayed: int


@dataclass(frozen=True)
class GroupVerdict:
    """The gate's rule applied to one group.

    Attributes
    ----------
    group : str
        `at_risk` or `recoverable`.
    days : JudgedDays
    log_loss : mapping of str to float
        Mean over the judged days, by contestant; empty where not judged.
    lowest : str or None
        The candidate with the lowest log loss.
    winner : str or None
        `lowest`, or the simplest candidate whose distance from it may be chance; None where not judged.
    gains : tuple of ComparedGain
        `lowest` over the other candidates in log loss, `winner` over every baseline in both metrics.
    baselines : tuple of str
        Who had to be beaten.
    by_profit : bool
        Whether the winner is the candidate of the highest expected profit.
    """

    group: str
    days: JudgedDays
    log_loss: Mapping[str, float]
    lowest: str | None
    winner: str | None
    gains: tuple[ComparedGain, ...]
    baselines: tuple[str, ...]
    by_profit: bool = False

    @property
    def judged(self) -> bool:
        """Whether there were enough clients to say anything."""
        return self.winner is not None

    @property
    def not_beaten(self) -> tuple[str, ...]:
        """Baselines over which the winner's gain in log loss is not surely above zero."""
        return tuple(name for name in self.baselines if not self._over(name, "log_loss").surely_better)

    @property
    def loses_to(self) -> tuple[str, ...]:
        """Baselines to which it loses in average precision: the interval is wholly below zero."""
        return tuple(name for name in self.baselines if self._over(name, "average_precision").surely_worse)

    @property
    def may_rank_by_chance(self) -> bool:
        """Whether its average precision is not surely above no skill's.

        As the share that leaves drifts, a level that is nearer to the latest days wins in log loss by itself.
        """
        return NO_SKILL in self.baselines and not self._over(NO_SKILL, "average_precision").surely_better

    @property
    def passed(self) -> bool:
        """Whether it surely beats every baseline in log loss, loses to none in order, and ranks at all."""
        return self.judged and not (self.not_beaten or self.loses_to or self.may_rank_by_chance)

    @property
    def champion(self) -> str:
        """Who serves this group: the winner if it passed, else the calibrated silence rule."""
        return self.winner if self.passed and self.winner is not None else FALLBACK

    def reasons(self, language: str = "en") -> tuple[str, ...]:
        """Say in whole sentences, with figures, how it came to this; `language` is `ru` or `en`."""
        return group_reasons(self, language)

    def table(self) -> pd.DataFrame:
        """Give `group, candidate, against, metric, gain, low, high`, one row a comparison."""
        rows = [
            (self.group, item.candidate, item.against, item.metric, *asdict(item.gain).values())
            for item in self.gains
        ]
        return pd.DataFrame(rows, columns=["group", "candidate", "against", "metric", "gain", "low", "high"])

    def _over(self, against: str, metric: Metric) -> Gain:
        missing = Gain(float("nan"), float("nan"), float("nan"))
        found = (
            item.gain
            for item in self.gains
            if (item.candidate, item.against, item.metric) == (self.winner, against, metric)
        )
        return next(found, missing)


@dataclass(frozen=True)
class Verdict:
    """The gate's verdict on both groups."""

    at_risk: GroupVerdict
    recoverable: GroupVerdict

    @property
    def passed(self) -> bool:
        """Whether at-risk passed, and recoverable too or could not be judged."""
        return self.at_risk.passed and (self.recoverable.passed or not self.recoverable.judged)

    @property
    def champion(self) -> dict[str, str]:
        """Group → the contestant that serves it."""
        return {part.group: part.champion for part in (self.at_risk, self.recoverable)}

    def headline(self, language: str) -> str:
        """Say the verdict in one sentence, the report's first line; `language` is `ru` or `en`."""
        return headline(self, language)

    def reasons(self, language: str = "en") -> tuple[str, ...]:
        """Say how it came to this, first at-risk, then recoverable."""
        return self.at_risk.reasons(language) + self.recoverable.reasons(language)

    def table(self) -> pd.DataFrame:
        """Give the gains of both groups, with intervals (see `GroupVerdict.table`)."""
        return pd.concat([self.at_risk.table(), self.recoverable.table()], ignore_index=True)

    def to_dict(self) -> dict[str, Any]:
        """Give all of it as plain values, for the model card and machines; what is undefined is null."""
        return {
            "passed": self.passed,
            "champion": self.champion,
            "groups": {part.group: _plain(part) for part in (self.at_risk, self.recoverable)},
        }


@dataclass(frozen=True)
class OfficeComparison:
    """Who would serve a group, against the champion in office.

    Attributes
    ----------
    group, contestant : str
    days : JudgedDays
        Days after the champion's own labels.
    gain : Gain or None
        In log loss over the champion; None where it could not be judged.
    """

    group: str
    contestant: str
    days: JudgedDays
    gain: Gain | None

    @property
    def refused(self) -> bool:
        """Whether the champion is surely better."""
        return self.gain is not None and self.gain.surely_worse

    def reason(self, language: str = "en") -> str:
        """Say it in one sentence; `language` is `ru` or `en`."""
        return champion_reason(self, language)


@dataclass(frozen=True)
class ChampionComparison:
    """The new version against the champion in office, group by group."""

    groups: tuple[OfficeComparison, ...]

    @property
    def refused(self) -> bool:
        """Whether the champion in office is surely better in any group, and so stays."""
        return any(part.refused for part in self.groups)

    def reasons(self, language: str = "en") -> tuple[str, ...]:
        """Say it in one sentence a group; `language` is `ru` or `en`."""
        return tuple(part.reason(language) for part in self.groups)


def _plain(part: GroupVerdict) -> dict[str, Any]:
    return {
        "judged": part.judged,
        "passed": part.passed,
        "winner": part.winner,
        "champion": part.champion,
        "test_days": [day.isoformat() for day in part.days.judged],
        "log_loss": {name: _known(loss) for name, loss in part.log_loss.items()},
        "gains": [
            {
                "candidate": item.candidate,
                "against": item.against,
                "metric": item.metric,
                **{name: _known(value) for name, value in asdict(item.gain).items()},
            }
            for item in part.gains
        ],
    }


def _known(number: float) -> float | None:
    return None if number != number else number
