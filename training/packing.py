"""From fitted models to the bundle that serving receives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from features.catalog import tables_of
from features.leaving import GROUPS
from features.settings import Settings
from training.bundle import Bundle, golden_rows, with_golden_scores
from training.champions import Champion
from training.judging.verdict import Verdict
from training.learned_with import learned_with
from training.models.baselines import Rule
from training.models.candidates import HeldOut, Model
from training.next_order.curve import NextOrder
from training.past.snapshots import Snapshots, usable
from training.reasons.before_silence import BeforeSilence
from training.reasons.causes import ALL, some_of_each, status_means
from training.response.acceptance import Response
from training.worth.value import ValueModel
from training.worth.value_formula import yearly_churn_by_class

RULE = "silence_rule"
#: Clients of a status whose contributions are averaged.
MOST_FOR_MEANS = 5_000


@dataclass(frozen=True)
class Models:
    """What a bundle scores with."""

    champions: Mapping[str, Champion]
    value: ValueModel
    next_order: NextOrder
    response: Response
    before_silence: BeforeSilence | None


def champions_of(
    verdict: Verdict,
    models: Mapping[str, Model],
    held: HeldOut,
    methods: Mapping[str, str],
    labelled: pd.DataFrame,
) -> dict[str, Champion]:
    """Give who serves each group: the model that the gate let through, else the calibrated rule."""
    rule = Champion(Rule.fit(RULE, labelled))
    return {
        group: rule if name == RULE else Champion(models[name], held.calibrator(name, methods[name]))
        for group, name in verdict.champion.items()
    }


def packed(
    models: Models,
    snapshots: Snapshots,
    population: pd.DataFrame,
    *,
    served_by: str,
    card: Callable[[str], Mapping[str, Any]],
) -> Bundle:
    """Pack models.

    Parameters
    ----------
    models : Models
    snapshots : Snapshots
        What they learned from.
    population : DataFrame
        Every client's features on the as-of day.
    served_by : str
        Who serves the clients at risk; the version is called by it.
    card : callable
        The version's name → what is told of it.
    """
    inputs = _inputs(models, snapshots)
    kind = "rule" if served_by == RULE else served_by
    version = f"{kind}-{snapshots.known_at}-{snapshots.fingerprint[:8]}"
    draft = Bundle(
        version=version,
        card={**card(version), "features": list(inputs), "value_method": models.value.method},
        features=inputs,
        tables=tables_of(inputs),
        champions=models.champions,
        value=models.value,
        churn_by_class=yearly_churn_by_class(snapshots.rows),
        status_means=pd.DataFrame(),
        golden=golden_rows(population, inputs),
        next_order=models.next_order,
        response=models.response,
        before_silence=models.before_silence,
    )
    some = population[some_of_each(population["status"], MOST_FOR_MEANS)]
    means = status_means(draft.contributions(some), some["status"])
    shares = population["status"].value_counts(normalize=True)
    means.loc[ALL] = shares.to_numpy() @ means.loc[shares.index].to_numpy()
    return with_golden_scores(replace(draft, status_means=means))


def _inputs(models: Models, snapshots: Snapshots) -> tuple[str, ...]:
    """Give all numbers, and the categories that a champion reads."""
    read = {
        name
        for champion in models.champions.values()
        if not isinstance(champion.model, Rule)
        for name in champion.model.features
    }
    return (*snapshots.features, *(name for name in snapshots.categories if name in read))


def card_of(
    version: str, snapshots: Snapshots, settings: Settings, told: pd.DataFrame, verdict: Verdict
) -> dict[str, Any]:
    """Say what a model is, for people and for `GET /v1/model`; plain values only."""
    rows = snapshots.rows[usable(snapshots.rows)]
    wanted = told[told["figure"].isin(["auc", "average_precision", "log_loss", "ece"])]
    return {
        "version": version,
        "as_of": snapshots.known_at.isoformat(),
        "training_from": rows["as_of"].min().isoformat(),
        "training_until": rows["as_of"].max().isoformat(),
        "training_rows": int(usable(snapshots.labels).sum()),
        "leaving": settings.churn.model_dump(mode="json"),
        "learned_with": learned_with(settings),
        "champions": dict(verdict.champion),
        "gate_passed": verdict.passed,
        "headline": {"ru": verdict.headline("ru"), "en": verdict.headline("en")},
        "value_window_days": snapshots.window_days,
        "fingerprint": snapshots.fingerprint,
        "figures": {
            f"{row['group']}/{row['contestant']}/{row['figure']}": round(float(row["mean"]), 6)
            for row in wanted.dropna(subset="mean").to_dict(orient="records")
            if row["contestant"] in {*verdict.champion.values(), RULE}
        },
        "groups": {group: list(statuses) for group, statuses in GROUPS.items()},
    }
