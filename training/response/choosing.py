"""Whether an action's effect can be called measured, and by which learner it is told best."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from training.response.chances import Chances
from training.response.doubly_robust import Scores
from training.response.evidence import clustered, inputs
from training.response.learners import LEARNERS, Learner, Rows, learners_there
from training.response.measured import FARTHEST, Line, Measured, reach_of

FEWEST_CONTROLS = FEWEST_TREATED = 100
#: The standard error must be below this share of the effect that the prior expects.
MOST_ERROR_SHARE = 1 / 3


@dataclass(frozen=True)
class Trial:
    """One list's trials with what they tell.

    Attributes
    ----------
    evidence : DataFrame
        Of `training.response.evidence`.
    chances : Chances
    scores : Scores
    features : tuple of str
    seed : int
    """

    evidence: pd.DataFrame
    chances: Chances
    scores: Scores
    features: tuple[str, ...]
    seed: int

    @property
    def clients(self) -> pd.Series:
        """Whose rows they are."""
        return self.evidence["client_id"]

    def told(self, action: str) -> np.ndarray:
        """Tell which rows say something of an action: where it and leaving alone could have been."""
        return np.asarray(self.chances.overlap[:, self.chances.arms.index(action)])

    def counts(self, action: str) -> tuple[int, int]:
        """Count the treated with an action and those left alone, where both could have been."""
        got, arm = self.chances.got[self.told(action)], self.chances.arms.index(action)
        return int((got == arm).sum()), int((got == 0).sum())

    def effect(self, action: str) -> tuple[float, float]:
        """Give the mean effect on orders and its standard error."""
        told, arm = self.told(action), self.chances.arms.index(action)
        return clustered(self.scores.effect(arm)[told], self.clients[told])

    def expected(self, acceptance: float) -> float:
        """Give the mean effect if a share of those who would leave accepted."""
        return float(acceptance * reach_of(self.evidence).mean())


@dataclass(frozen=True)
class Tried:
    """One learner on rows whose clients it has not seen.

    Attributes
    ----------
    learner : str
    deviations : ndarray, shape (n,)
        Its standardised effect, out of fold.
    line : Line
        Through the scores of all rows: what serves.
    uplift : ndarray, shape (n,)
        By lines through the scores of the other folds: what the figures judge.
    value, error : float
        AIPW value of contacting where its net value is above 0, money a client, and its standard error.
    gains : ndarray
        What each told row adds to that value, money.
    """

    learner: str
    deviations: np.ndarray
    line: Line
    uplift: np.ndarray
    value: float
    error: float
    gains: np.ndarray


def refusal(trial: Trial, action: str, prior_mean: float) -> tuple[str, dict[str, float]] | None:
    """Say why an action's effect can't be called measured: a code and its figures; None if it can.

    Parameters
    ----------
    trial : Trial
    action : str
    prior_mean : float
        Mean acceptance of the prior.
    """
    treated, controls = trial.counts(action)
    if not (trial.evidence["arm"] == "control").any():
        return "no_controls", {}
    if controls < FEWEST_CONTROLS:
        return "few_controls", {"controls": controls, "needed": FEWEST_CONTROLS}
    if treated < FEWEST_TREATED:
        return "few_treated", {"treated": treated, "needed": FEWEST_TREATED}
    error, most = trial.effect(action)[1], trial.expected(prior_mean) * MOST_ERROR_SHARE
    if not error < most:
        return "unsure", {"error": error, "most": most}
    return None if learners_there() else ("no_extra", {})


def chosen(trial: Trial, action: str) -> tuple[Tried, list[Tried]]:
    """Let all learners compete on rows they have not seen, by AIPW policy value; give the best, and all.

    A less simple learner wins only if its value is higher by more than the standard error of the difference.
    """
    tried = [_try(trial, action, name) for name in LEARNERS]
    clients = trial.clients[trial.told(action)]
    best = tried[0]
    for one in tried[1:]:
        more, error = clustered(one.gains - best.gains, clients)
        if more > error:
            best = one
    told = trial.told(action)
    shares = np.stack([one.line.share(one.deviations[told]) for one in tried])
    open_to_choice = float(shares.var(axis=0, ddof=1).mean())
    return replace(best, line=replace(best.line, disagreement=open_to_choice)), tried


def fitted(trial: Trial, action: str, best: Tried, clients: pd.DataFrame) -> tuple[Measured, float]:
    """Fit the chosen learner on all trials, and distil it.

    Parameters
    ----------
    trial : Trial
    action : str
    best : Tried
    clients : DataFrame
        Today's clients of the list, with features and `FORETOLD`: where the copy will serve.

    Returns
    -------
    measured : Measured
    fidelity : float
        Share of the learner's variance among the clients that the copy has.
    """
    learner = _fit(trial, action, best.learner, np.ones(len(trial.evidence), dtype=bool))
    names = [*trial.features, "stay_probability", "decay"]
    rows = pd.concat([trial.evidence[names], clients[names]], ignore_index=True)
    raw = learner.effect(inputs(rows, trial.features))
    deviations = _standardised(raw, raw[: len(trial.evidence)][trial.told(action)])
    treated, controls = trial.counts(action)
    measured = Measured.distilled(
        rows,
        deviations,
        trial.features,
        seed=trial.seed,
        learner=best.learner,
        line=best.line,
        treated=treated,
        controls=controls,
    )
    spread = float(deviations.var())
    missed = float(((measured.deviations(rows) - deviations) ** 2).mean())
    return measured, 1 - missed / spread if spread > 0 else 1.0


def net_value(trial: Trial, arm: int, uplift: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give each row's expected net value and win-back cost of an arm with an uplift, money."""
    stay = trial.evidence["stay_probability"].to_numpy()
    asked = np.clip(stay + uplift, 0, 1)
    cost = trial.scores.fixed_cost[arm] + asked * trial.scores.incentive[:, arm]
    return (asked - stay) * trial.evidence["gain"].to_numpy() - cost, cost


def _try(trial: Trial, action: str, name: str) -> Tried:
    folds, X = trial.evidence["fold"].to_numpy(), inputs(trial.evidence, trial.features)
    raw = np.zeros(len(X))
    for fold in np.unique(folds):
        learner = _fit(trial, action, name, folds != fold)
        raw[folds == fold] = learner.effect(X[folds == fold])
    told, arm = trial.told(action), trial.chances.arms.index(action)
    deviations = _standardised(raw, raw[told])
    reach, scores = reach_of(trial.evidence), trial.scores.effect(arm)

    def line_of(rows: np.ndarray) -> Line:
        return Line.through(deviations[rows], scores[rows], reach[rows], trial.clients[rows])

    uplift = np.zeros(len(X))
    for fold in np.unique(folds):
        there = folds == fold
        uplift[there] = line_of(told & ~there).at(deviations[there], reach[there])[0]
    net, _ = net_value(trial, arm, uplift)
    gains = np.where(net[told] > 0, trial.scores.net_effect(arm)[told], 0.0)
    value, error = clustered(gains, trial.clients[told])
    return Tried(name, deviations, line_of(told), uplift, value, error, gains)


def _standardised(raw: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Give effects as deviations from what a learner told of the trials' clients."""
    deviations = (raw - told.mean()) / (float(told.std()) or 1.0)
    return np.asarray(np.clip(deviations, -FARTHEST, FARTHEST))


def _fit(trial: Trial, action: str, name: str, allowed: np.ndarray) -> Learner:
    arm = trial.chances.arms.index(action)
    used = allowed & trial.told(action) & np.isin(trial.chances.got, (0, arm))
    rows, both = trial.evidence[used], trial.chances.table[used][:, [0, arm]]
    told = Rows(rows["ordered"].to_numpy(), trial.chances.got[used] == arm, both[:, 1] / both.sum(axis=1))
    return Learner.fit(name, inputs(rows, trial.features), told, seed=trial.seed)
