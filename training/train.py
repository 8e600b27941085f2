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
from training.champions import Champion, churn_probability
from training.judging.backtest import Backtest, backtest, predict_on
from training.judging.campaigns import Campaign, campaigns_of, expected_profits
from training.judging.evaluation import client_spread, figures, summary
from training.judging.gate import decide
from training.judging.office import InOffice, compare_in_office, shifts_since
from training.judging.status_calibration import status_calibration
from training.judging.verdict import Verdict
from training.models.candidates import HeldOut, Model, fit_models, hold_out
from training.models.choices import choose
from training.models.design import Design
from training.models.leak_probe import refuse_leaks
from training.models.leak_suspicion import suspicions
from training.models.logistic import Logistic
from training.models.tuning import tune
from training.next_order.backtest import backtest_next_order, known_then
from training.next_order.curve import NextOrder, Shape
from training.packing import RULE, Models, card_of, champions_of, packed
from training.past.history import event_days, snapshot_days
from training.past.labels import assignments_of
from training.past.origins import rolling_origins
from training.past.snapshots import Snapshots, take
from training.reasons.before_silence import BeforeSilence
from training.response.acceptance import FEWEST
from training.response.evidence import evidence_of
from training.response.learning import learn_response
from training.response.trials import assigned_actions, trials_of
from training.response.unseen import churn_probability_unseen
from training.trained import Trained
from training.words import BASELINES
from training.worth.value import ValueModel, longest_window_days
from training.worth.value_backtest import ValueBacktest, backtest_value, value_test_days

#: Is told the code of each step, with its counts where it has any.
Progress = Callable[..., None]


def train(
    events: Events,
    settings: Settings,
    *,
    as_of: date | None = None,
    in_office: InOffice | None = None,
    trusted: Collection[str] = (),
    progress: Progress = lambda step, **counts: None,
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
        Is told the code of each step, with its counts where it has any.

    Raises
    ------
    GateError
        If there is too little history, or too few clients, leavers or stayers to judge a model, or if a
        feature seems to know the future.
    BusyError
        If no workers answer at ``[training] dask_scheduler``.
    """
    seed = settings.training.seed
    if settings.training.dask_scheduler:
        from training.models.growing_on_workers import look_for_workers  # an extra, and slow to import

        look_for_workers(settings.training.dask_scheduler)
    progress("snapshots")
    snapshots = _snapshots(events, settings, as_of)
    origins = rolling_origins(snapshots, settings)
    refuse_leaks(snapshots.rows[snapshots.teaching], snapshots.inputs, trusted=trusted, seed=seed)
    progress("designs")
    choices = choose(snapshots, origins, settings)
    tuning = tune(snapshots, origins, settings, design=choices.design, progress=progress)
    design = replace(choices.design, tuned=tuning.tuned)
    progress("backtest")
    tested = backtest(snapshots, origins, settings, design)
    progress("value")
    value, judged_value = _value(snapshots, settings)
    population = snapshots.on(snapshots.known_at)
    judged, means = _figures(tested, settings, campaigns_of(value, population, settings))
    profits = expected_profits(judged, settings.training.candidates)
    progress("gate")
    verdict = _verdict(tested, settings, profits)
    office = compare_in_office(in_office, tested, snapshots, verdict, settings)
    progress("final_models")
    labelled = snapshots.rows[snapshots.teaching]
    held, models = _final(labelled, snapshots, _needed(verdict, settings), settings, design)
    champions = champions_of(verdict, models, held, tested.methods, labelled)
    next_order_judged = backtest_next_order(snapshots, origins, tested, verdict.champion, seed=seed)
    next_order = _next_order(next_order_judged.shape, snapshots, settings)
    again = _Refit(verdict, held, tested.methods, snapshots.inputs, design, settings)
    trials, concerned = _trials(events, snapshots, labelled, (champions, again), next_order, settings)
    before_silence = BeforeSilence.fit(labelled, snapshots.features)
    progress("response")
    learned = learn_response(
        evidence_of(trials, concerned, value, settings),
        _today(population, champions, settings),
        snapshots.features,
        settings,
    )
    bundle = packed(
        Models(champions, value, next_order, learned.response, before_silence),
        snapshots,
        population,
        served_by=verdict.champion["at_risk"],
        card=lambda version: card_of(version, snapshots, settings, means, verdict),
    )
    return Trained(
        bundle=bundle,
        verdict=verdict,
        as_of=snapshots.known_at,
        snapshots=snapshots,
        origins=tuple(origins),
        backtest=tested,
        judged=judged,
        summary=means,
        value=judged_value,
        next_order=next_order_judged,
        trials=trials,
        learned=learned,
        choices=choices,
        tuning=tuning,
        importance=_importance(models),
        population=population,
        office=office,
        shifts=shifts_since(in_office, snapshots, population, seed=seed),
        profits=profits,
        calibration=status_calibration(tested.predictions, verdict.champion, seed=seed),
        fitted_on=held.how,
        suspicions=suspicions(labelled, snapshots.inputs, trusted=trusted, seed=seed),
    )


def _snapshots(events: Events, settings: Settings, as_of: date | None) -> Snapshots:
    """Take the past as of many days, and learn only from days that have a past of their own."""
    first, last = event_days(events)
    known_at = as_of or last + timedelta(days=1)
    # The window first: that the history is too short says more than that no horizon fits into it.
    window = longest_window_days(first, known_at, value_months=settings.value.value_months)
    taken = take(
        events,
        settings,
        snapshot_days(events, settings, first, known_at),
        known_at=known_at,
        window_days=window,
        assignments=assignments_of(events, known_at),
    )
    longest = taken.rows["horizon_days"].max()
    return replace(taken, learn_from=number_of(first) + int(longest * PAST_OF_HORIZON))


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


def _value(snapshots: Snapshots, settings: Settings) -> tuple[ValueModel, ValueBacktest | None]:
    """Fit values, and let serve what the latest day whose window has ended chose, by P(left) of that day."""
    model, days = ValueModel.fit(snapshots, settings), value_test_days(snapshots)
    if not days:
        return model, None
    left = predict_on(snapshots, days[-1], settings.training.candidates[0], settings)
    judged = backtest_value(snapshots, days[-1], settings, left)
    return replace(model, method=judged.serves), judged


@dataclass(frozen=True)
class _Refit:
    """Fits those who serve once more, on some of the labelled rows."""

    verdict: Verdict
    held: HeldOut
    methods: Mapping[str, str]
    inputs: tuple[str, ...]
    design: Design
    settings: Settings

    def __call__(self, rows: pd.DataFrame) -> Mapping[str, Champion]:
        seed, grown = self.settings.training.seed, self.design.with_trees(self.held.trees)
        names = [name for name in self.settings.training.candidates if name in self.verdict.champion.values()]
        models = fit_models(rows, self.inputs, names, seed=seed, design=grown)
        return champions_of(self.verdict, models, self.held, self.methods, rows)


def _trials(
    events: Events,
    snapshots: Snapshots,
    labelled: pd.DataFrame,
    serving: tuple[Mapping[str, Champion], _Refit],
    next_order: NextOrder,
    settings: Settings,
) -> tuple[pd.DataFrame, Snapshots]:
    """Give past trials with what became of them, and the snapshots of their clients."""
    actions = assigned_actions(events, snapshots.known_at)
    concerned, training = snapshots.of(actions["client_id"]), settings.training
    theirs = concerned.rows[concerned.rows["client_id"].isin(actions["client_id"])]
    if min((actions["arm"] == arm).sum() for arm in ("treated", "control")) < FEWEST:
        left = churn_probability(serving[0], theirs)  # the assumption stands, whatever these tell
    else:
        left = churn_probability_unseen(
            theirs, labelled, *serving, fewest=training.minimum_left, seed=training.seed
        )
    return trials_of(actions, concerned, left, next_order, settings), concerned


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
    """Give what the last of the boosted models finds important; nothing where there is none."""
    boosted = [model for name, model in models.items() if name in ("lightgbm", "blend")]
    found = boosted[-1] if boosted else None
    return pd.Series(dtype="float64") if found is None or isinstance(found, Logistic) else found.importance()
