"""The whole training: snapshots, backtest, gate, the final models and value, as one result."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from features.arithmetic import number_of
from features.events import Events
from features.leaving import PAST_OF_HORIZON
from features.settings import Settings
from training.bundle import Bundle, Champion, churn_probability
from training.judging.backtest import Backtest, backtest, foretell
from training.judging.campaigns import Campaign, campaigns_of, expected_profits
from training.judging.evaluation import client_spread, figures, summary
from training.judging.gate import decide
from training.judging.office import InOffice, Shifts, compare_in_office, shifts_since
from training.judging.status_calibration import status_calibration
from training.judging.verdict import ChampionComparison, Verdict
from training.models.candidates import HeldOut, Model, fit_models, hold_out
from training.models.choices import Choices, choose
from training.models.design import Design
from training.models.leak_probe import refuse_leaks
from training.models.logistic import Logistic
from training.models.tuning import Tuning, tune
from training.next_order.backtest import NextOrderBacktest, backtest_next_order, known_then
from training.next_order.curve import NextOrder, Shape
from training.packing import RULE, Models, card_of, champions_of, packed
from training.past.history import event_days, snapshot_days
from training.past.labels import assignments_of
from training.past.snapshots import Origin, Snapshots, rolling_origins, take
from training.reasons.before_silence import BeforeSilence
from training.response.evidence import evidence_of
from training.response.learning import Learned, learn_response
from training.response.trials import assigned_actions, trials_of
from training.words import BASELINES
from training.worth.value import ValueModel, longest_window_days
from training.worth.value_backtest import ValueBacktest, backtest_value, value_test_days

Progress = Callable[[str], None]


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

    @property
    def passed(self) -> bool:
        """Whether the gate lets it take office: better than the baselines, not worse than the champion.

        Nor may the data have changed so much since that one that somebody has to look first.
        """
        return self.verdict.passed and not (self.office and self.office.refused) and not self.shifts.blocking


def train(
    events: Events,
    settings: Settings,
    *,
    as_of: date | None = None,
    in_office: InOffice | None = None,
    trusted: Collection[str] = (),
    progress: Progress = lambda step: None,
) -> Trained:
    """Train, judge and pack.

    Parameters
    ----------
    events : Events
    settings : Settings
    as_of : date, optional
        The day up to which everything is known; default: the day after the last event.
    in_office : InOffice, optional
        The champion to compare with, on days after its own labels, and what its clients were like.
    trusted : collection of str
        Features that may tell who left far better than all others; somebody vouches for them.
    progress : callable
        Is told each step.

    Raises
    ------
    GateError
        If there is too little history, or too few clients, leavers or stayers to judge a model, or if a
        feature seems to know the future.
    """
    first, last = event_days(events)
    known_at = as_of or last + timedelta(days=1)
    progress("snapshots")
    window = longest_window_days(first, known_at, value_months=settings.value.value_months)
    days = snapshot_days(events, settings, first, known_at)
    snapshots = take(
        events,
        settings,
        days,
        known_at=known_at,
        window_days=window,
        assignments=assignments_of(events, known_at),
    )
    longest = snapshots.rows["horizon_days"].max()
    learn_from = number_of(first) + int(longest * PAST_OF_HORIZON)
    snapshots = replace(snapshots, learn_from=learn_from)
    origins = rolling_origins(snapshots, settings)
    refuse_leaks(
        snapshots.rows[snapshots.teaching], snapshots.inputs, trusted=trusted, seed=settings.training.seed
    )
    progress("ways to build models")
    choices = choose(snapshots, origins, settings)
    tuning = tune(snapshots, origins, settings, design=choices.design, progress=progress)
    design = replace(choices.design, tuned=tuning.tuned)
    progress("backtest")
    tested = backtest(snapshots, origins, settings, design)
    progress("value")
    value = ValueModel.fit(snapshots, settings)
    judged_value = _judged_value(snapshots, settings)
    population = snapshots.on(known_at)
    judged, told = _figures(tested, settings, campaigns_of(value, population, settings))
    profits = expected_profits(judged, settings.training.candidates)
    progress("gate")
    verdict = _verdict(tested, settings, profits)
    office = compare_in_office(in_office, tested, snapshots, verdict, settings)
    progress("final models")
    labelled = snapshots.rows[snapshots.teaching]
    names = _needed(verdict, settings)
    held, models = _final(labelled, snapshots, names, settings, design)
    champions = champions_of(verdict, models, held, tested.methods, labelled)
    silence = backtest_next_order(snapshots, origins, tested, verdict.champion, seed=settings.training.seed)
    next_order = _next_order(silence.shape, snapshots, settings)
    actions = assigned_actions(events, known_at)
    concerned = snapshots.of(actions["client_id"])
    trials = trials_of(actions, concerned, churn_probability(champions, concerned.rows), next_order, settings)
    silent = BeforeSilence.fit(labelled, snapshots.features, seed=settings.training.seed)
    progress("response")
    learned = learn_response(
        evidence_of(trials, concerned, value, settings),
        _today(population, champions, settings),
        snapshots.features,
        settings,
    )
    bundle = packed(
        Models(champions, value, next_order, learned.response, silent),
        snapshots,
        population,
        served_by=verdict.champion["at_risk"],
        card=lambda version: card_of(version, snapshots, settings, told, verdict),
    )
    return Trained(
        bundle,
        verdict,
        known_at,
        snapshots,
        tuple(origins),
        tested,
        judged,
        told,
        judged_value,
        silence,
        trials,
        learned,
        choices,
        tuning,
        _importance(models),
        population,
        office,
        shifts_since(in_office, snapshots, population, seed=settings.training.seed),
        profits,
        status_calibration(tested.predictions, verdict.champion, seed=settings.training.seed),
        held.how,
    )


def _verdict(tested: Backtest, settings: Settings, profits: Mapping[str, float]) -> Verdict:
    training = settings.training
    return decide(
        tested.predictions,
        candidates=training.candidates,
        baselines=BASELINES,
        seed=training.seed,
        minimum_left=training.minimum_left,
        profits=profits if training.choose_by == "expected_profit" else None,
    )


def _figures(
    tested: Backtest, settings: Settings, campaigns: Mapping[str, Campaign]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    contestants = [*BASELINES, *settings.training.candidates]
    judged = figures(tested.predictions, contestants, campaigns=campaigns)
    spread = None
    if tested.predictions["test_day"].nunique() == 1:
        spread = client_spread(
            tested.predictions, contestants, campaigns=campaigns, seed=settings.training.seed
        )
    return judged, summary(judged, spread)


def _judged_value(snapshots: Snapshots, settings: Settings) -> ValueBacktest | None:
    """Judge value on the latest day whose window has ended, with P(left) as foretold on that day."""
    days = value_test_days(snapshots)
    if not days:
        return None
    left = foretell(snapshots, days[-1], settings.training.candidates[0], settings)
    return backtest_value(snapshots, days[-1], settings, left)


def _today(population: pd.DataFrame, champions: Mapping[str, Champion], settings: Settings) -> pd.DataFrame:
    """Give the clients of today with what measured effects are read off."""
    lost = population["days_lost"].fillna(0.0)
    return population.assign(
        stay_probability=1 - churn_probability(champions, population),
        decay=np.exp2(-lost / settings.plan.response_half_life_days),
    )


def _needed(verdict: Verdict, settings: Settings) -> list[str]:
    """Name the candidates that serve a group; LightGBM besides, for what it finds important."""
    serving = {name for name in verdict.champion.values() if name != RULE}
    return [name for name in settings.training.candidates if name in serving | {"lightgbm"}]


def _final(
    labelled: pd.DataFrame, snapshots: Snapshots, names: list[str], settings: Settings, design: Design
) -> tuple[HeldOut, dict[str, Model]]:
    """Fit what will serve on all that is known, beside its scores of rows it has not learned from."""
    seed = settings.training.seed
    held = hold_out(labelled, snapshots.inputs, names, seed=seed, design=design)
    grown = design.with_trees(held.trees)
    everyone = snapshots.everyone()
    models = fit_models(labelled, snapshots.inputs, names, seed=seed, design=grown, everyone=everyone)
    return held, models


def _next_order(shape: Shape, snapshots: Snapshots, settings: Settings) -> NextOrder:
    known = number_of(snapshots.known_at)
    return NextOrder.fit(shape, known_then(snapshots, known), known_day=known, seed=settings.training.seed)


def _importance(models: Mapping[str, Model]) -> pd.Series:
    boosted = [model for name, model in models.items() if name in ("lightgbm", "blend")]
    found = boosted[-1] if boosted else None
    return pd.Series(dtype="float64") if found is None or isinstance(found, Logistic) else found.importance()
