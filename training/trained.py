"""What a training found: the bundle to publish, and everything its report and its run in MLflow tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from training.bundle import Bundle
from training.judging.backtest import Backtest
from training.judging.office import Shifts
from training.judging.verdict import ChampionComparison, Verdict
from training.models.choices import Choices
from training.models.leak_suspicion import Suspicion
from training.models.tuning import Tuning
from training.next_order.backtest import NextOrderBacktest
from training.past.origins import Origin
from training.past.snapshots import Snapshots
from training.response.learning import Learned
from training.worth.value_backtest import ValueBacktest


@dataclass(frozen=True)
class Trained:
    """What a training found.

    Attributes
    ----------
    bundle : Bundle
        Ready to publish.
    verdict : Verdict
    as_of : date
        The day up to which all was known.
    snapshots : Snapshots
    origins : tuple of Origin
    backtest : Backtest
    judged, summary : DataFrame
        Figures by origin, and their mean and spread (`training.judging.evaluation`).
    value : ValueBacktest or None
        None where the history is too short to judge value.
    next_order : NextOrderBacktest
    trials : DataFrame
        Past attempts and hold-outs, with what became of them (`training.response.trials`).
    learned : Learned
        What they tell of each action.
    choices : Choices
        How the candidates are built, and what was tried to settle it.
    tuning : Tuning
        LightGBM's parameters, and how they were found.
    importance : Series
        Share of the trees' gain by feature.
    population : DataFrame
        Every client's features on the as-of day.
    office : ChampionComparison or None
        How it does against the champion in office, where there is one.
    shifts : Shifts
        How today's clients differ from that one's.
    profits : mapping of str to float
        Candidate → expected profit a client at risk; empty where no action serves them.
    calibration : DataFrame
        How honest the probabilities are by status (`training.judging.status_calibration`).
    fitted_on : str
        On which rows the final calibrators were fitted.
    suspicions : tuple of Suspicion
        Attributes of clients that tell so much that somebody should look at them.
    """

    bundle: Bundle
    verdict: Verdict
    as_of: date
    snapshots: Snapshots
    origins: tuple[Origin, ...]
    backtest: Backtest
    judged: pd.DataFrame
    summary: pd.DataFrame
    value: ValueBacktest | None
    next_order: NextOrderBacktest
    trials: pd.DataFrame
    learned: Learned
    choices: Choices
    tuning: Tuning
    importance: pd.Series
    population: pd.DataFrame
    office: ChampionComparison | None
    shifts: Shifts
    profits: Mapping[str, float]
    calibration: pd.DataFrame
    fitted_on: str
    suspicions: tuple[Suspicion, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the gate lets it take office: better than the baselines, not worse than the champion.

        Nor may the data have changed so much since that one that somebody has to look first.
        """
        return self.verdict.passed and not (self.office and self.office.refused) and not self.shifts.blocking
