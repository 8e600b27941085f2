"""The whole training: snapshots, backtest, gate, the final models and value, as one result."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import ibis
import numpy as np
import pandas as pd

from features.arithmetic import number_of
from features.errors import GateError
from features.events import Events
from features.leaving import AT_RISK, PAST_OF_HORIZON
from features.settings import Settings
from features.table import FeatureTable
from training.backtest import Backtest, backtest, foretell
from training.before_silence import BeforeSilence
from training.blend import Blend
from training.boosting import Boosted
from training.bundle import Bundle, Champion, churn_probability
from training.candidates import Model, fit_models, hold_out
from training.evaluation import Campaign, client_spread, figures, summary
from training.gate import compare_with_champion, decide
from training.labels import assignments_of
from training.leak_probe import refuse_leaks
from training.next_order import NextOrder, Shape
from training.next_order_backtest import NextOrderBacktest, backtest_next_order, known_then
from training.packing import RULE, Models, card_of, champions_of, packed
from training.response.evidence import evidence_of
from training.response.learning import Learned, learn_response
from training.snapshots import Origin, Snapshots, as_of_days, rolling_origins, take
from training.trials import assigned_actions, trials_of
from training.tuning import Tuning, tune
from training.value import ValueModel, longest_window_days
from training.value_backtest import ValueBacktest, backtest_value, value_test_days
from training.verdict import ChampionComparison, Verdict
from training.words import BASELINES

#: Older snapshots weigh next to nothing, so no more than the latest ones are taken.
MOST_SNAPSHOTS = 36
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
        Figures by origin, and their mean and spread (`training.evaluation`).
    value : ValueBacktest or None
        None where the history is too short to judge value.
    next_order : NextOrderBacktest
    trials : DataFrame
        Past attempts and hold-outs, with what became of them (`training.trials`).
    learned : Learned
        What they tell of each action.
    tuning : Tuning
        LightGBM's parameters, and how they were found.
    importance : Series
        Share of the trees' gain by feature.
    population : DataFrame
        Every client's features on the as-of day.
    office : ChampionComparison or None
        How it does against the champion in office, where there is one.
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
    tuning: Tuning
    importance: pd.Series
    population: pd.DataFrame
    office: ChampionComparison | None
    fitted_on: str

    @property
    def passed(self) -> bool:
        """Whether the gate lets it take office: better than the baselines, not worse than the champion."""
        return self.verdict.passed and not (self.office and self.office.refused)


def train(
    events: Events,
    settings: Settings,
    *,
    as_of: date | None = None,
    in_office: Bundle | None = None,
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
    in_office : Bundle, optional
        The champion to compare with, on days after its own labels.
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
    days = _days(events, settings, first, known_at)
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
        snapshots.rows[snapshots.teaching], snapshots.features, trusted=trusted, seed=settings.training.seed
    )
    tuning = tune(snapshots, origins, settings, progress=progress)
    progress("backtest")
    tested = backtest(snapshots, origins, settings, tuning.tuned)
    progress("gate")
    verdict = decide(
        tested.predictions,
        candidates=settings.training.candidates,
        baselines=BASELINES,
        seed=settings.training.seed,
        minimum_left=settings.training.minimum_left,
    )
    office = _against(in_office, tested, snapshots, verdict, settings)
    progress("final models")
    labelled = snapshots.rows[snapshots.teaching]
    names = _needed(verdict, settings)
    fitting: dict[str, Any] = {"seed": settings.training.seed, "tuned": tuning.tuned}
    held = hold_out(labelled, snapshots.features, names, **fitting)
    models = fit_models(labelled, snapshots.features, names, everyone=snapshots.everyone(), **fitting)
    champions = champions_of(verdict, models, held, tested.methods, labelled)
    silence = backtest_next_order(snapshots, origins, tested, verdict.champion, seed=settings.training.seed)
    progress("value")
    value = ValueModel.fit(snapshots, settings)
    judged_value = _judged_value(snapshots, settings)
    population = snapshots.on(known_at)
    judged, told = _figures(tested, settings, _campaigns(value, population, settings))
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
        tuning,
        _importance(models),
        population,
        office,
        held.how,
    )


def event_days(events: Events) -> tuple[date, date]:
    """Give the first and the last day with an order."""
    orders = events["orders"]
    found = orders.aggregate(first=orders.ordered_at.min(), last=orders.ordered_at.max())
    row = events.connection.con.execute(str(ibis.to_sql(found, dialect="duckdb"))).fetchall()[0]
    if row[0] is None:
        raise GateError("There are no orders to learn from. Check [source] and run `winback check`.")
    return row[0].date(), row[1].date()


def _days(events: Events, settings: Settings, first: date, known_at: date) -> list[date]:
    """Choose as-of days: one on which the longest horizon just ends, and steps to both sides of it."""
    features, _ = FeatureTable(events, settings, families=()).at(events.connection.con, known_at)
    longest = max((int(days) for days in features.column("horizon_days").drop_null().to_pylist()), default=0)
    if not longest:
        raise GateError(
            "Nobody has ordered twice, so there is no purchase cycle to judge leaving by. Load more history."
        )
    every = settings.training.as_of_every_days
    anchor = known_at - timedelta(days=longest)
    before = as_of_days(first, known_at, longest_horizon=longest, every=every)
    after = [anchor + timedelta(days=every * step) for step in range(1, longest // every + 1)]
    whole = [day for day in after if day <= known_at - timedelta(days=settings.churn.min_days)]
    return [*[*before, *whole][-MOST_SNAPSHOTS:], known_at]


def _against(
    in_office: Bundle | None, tested: Backtest, snapshots: Snapshots, verdict: Verdict, settings: Settings
) -> ChampionComparison | None:
    """Compare with the champion in office, only on test days after all that it learned from."""
    if in_office is None or not set(in_office.features) <= set(snapshots.rows.columns):
        return None
    rows = snapshots.rows
    later = rows[rows["as_of"].isin([day for day in tested.how if day >= in_office.as_of])]
    said = later[["as_of", "client_id"]].assign(champion=np.nan)
    if len(later):
        said["champion"] = in_office.score(later)["churn_probability"]
    beside = tested.predictions.merge(
        said.rename(columns={"as_of": "test_day"}), on=["test_day", "client_id"], how="left"
    )
    return compare_with_champion(
        beside, verdict, seed=settings.training.seed, minimum_left=settings.training.minimum_left
    )


def _campaigns(value: ValueModel, population: pd.DataFrame, settings: Settings) -> dict[str, Campaign]:
    """Say what contacting the clients at risk costs and brings, by action, for the EMPC."""
    at_risk = population[population["status"].isin(AT_RISK)]
    worth = value.predict(at_risk)
    gain = float((worth["value_if_kept"] - worth["value_if_left"]).mean())
    check = float(at_risk["average_check"].mean())
    return {
        name: Campaign(
            gain,
            action.fixed_cost,
            (action.incentive_cost or 0.0) + (action.incentive_share or 0.0) * check,
            *action.prior("at_risk"),
        )
        for name, action in settings.actions.items()
        if "at_risk" in action.for_ and gain > 0
    }


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


def _next_order(shape: Shape, snapshots: Snapshots, settings: Settings) -> NextOrder:
    known = number_of(snapshots.known_at)
    return NextOrder.fit(shape, known_then(snapshots, known), known_day=known, seed=settings.training.seed)


def _importance(models: Mapping[str, Model]) -> pd.Series:
    boosted = [model for model in models.values() if isinstance(model, Boosted | Blend)]
    return boosted[-1].importance() if boosted else pd.Series(dtype="float64")
