"""All that trials tell of every action: assumed, updated or measured, judged on rows not seen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from features.leaving import GROUPS
from features.settings import ListName, Settings
from training.response.acceptance import Acceptance, Response, learned_response
from training.response.chances import chances_of
from training.response.choosing import FEWEST_CONTROLS, Trial, Tried, chosen, fitted, net_value, refusal
from training.response.doubly_robust import scores_of
from training.response.measured import Measured, reach_of
from training.response.policy_value import policies, policy_values
from training.response.qini import Qini, qini

FIGURES = ("effect", "slope", "fidelity", "qini", "auuc", "money_qini")
POLICY_FIGURES = ("aipw", "ipw", "plan_more")


@dataclass(frozen=True)
class Learned:
    """What a training learned of actions.

    Attributes
    ----------
    response : Response
        What serves.
    actions : tuple of dict
        One line an action and list: ``list, action, basis, treated, controls``, the acceptance ``mean, low,
        high``; ``why_not`` and its figures where it is not measured; else ``learner, effect, effect_low,
        effect_high`` (share of clients, 95 %), ``slope``, ``fidelity``, and ``qini``, ``auuc``,
        ``money_qini`` with intervals.
    learners : DataFrame
        ``list, action, learner, value, error, chosen``: AIPW value of each, money a client.
    curves : DataFrame
        ``list, action, kind`` (`orders`, `money`), then the Qini curve.
    policies : DataFrame
        ``list, recorded``, then `training.response.policy_value.policy_values`.
    """

    response: Response
    actions: tuple[Mapping[str, Any], ...] = ()
    learners: pd.DataFrame = field(default_factory=pd.DataFrame)
    curves: pd.DataFrame = field(default_factory=pd.DataFrame)
    policies: pd.DataFrame = field(default_factory=pd.DataFrame)

    def figures(self) -> Iterator[tuple[str, float, int]]:
        """Give what the run keeps of it: each figure's name, value and step."""
        for line in self.actions:
            for figure in _with_ends(FIGURES):
                if figure in line:
                    yield f"response/{line['list']}/{line['action']}/{figure}", line[figure], 0
        for row in self.policy_lines():
            for figure in _with_ends(POLICY_FIGURES):
                if np.isfinite(row[figure]):
                    yield f"policy/{row['list']}/{row['policy']}/{figure}", row[figure], 0

    def policy_lines(self) -> tuple[Mapping[str, Any], ...]:
        """Give `policies` line by line."""
        told = self.policies.to_dict(orient="records")
        return tuple({str(name): value for name, value in line.items()} for line in told)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Give the tables that the run keeps; none that is empty."""
        told = {"learners": self.learners, "qini": self.curves, "policy_value": self.policies}
        return {name: table for name, table in told.items() if len(table)}

    @property
    def refusals(self) -> tuple[Mapping[str, Any], ...]:
        """The actions whose effect was not measured though there were attempts, each with its reason."""
        return tuple(line for line in self.actions if line.get("why_not"))


@dataclass(frozen=True)
class _Found:
    """What one measured action adds."""

    line: Mapping[str, Any]
    learners: list[dict[str, Any]]
    curves: list[pd.DataFrame]
    measured: Measured
    uplift: np.ndarray


def learn_response(
    evidence: pd.DataFrame, clients: pd.DataFrame, features: tuple[str, ...], settings: Settings
) -> Learned:
    """Learn what each action brings.

    Parameters
    ----------
    evidence : DataFrame
        Of `training.response.evidence.evidence_of`.
    clients : DataFrame
        Today's clients, with `status`, the features, `stay_probability` and `decay`: where it will serve.
    features : tuple of str
        What an effect may depend on.
    settings : Settings
        Sections actions and training.
    """
    response = learned_response(evidence, settings)
    found: dict[tuple[ListName, str], _Found] = {}
    lines, judged = [], []
    for list_name, statuses in GROUPS.items():
        trial = trial_of(evidence[evidence["list"] == list_name], features, settings)
        today = clients[clients["status"].isin(statuses)]
        for action in _actions_of(list_name, settings):
            known = response.of(list_name, action, settings)
            why = refusal_of(trial, evidence, list_name, action, settings)
            if why is None and trial is not None:
                found[list_name, action] = _measure(trial, action, today)
            if known.treated or known.controls:
                line = _line(list_name, action, known)
                lines.append(line | _beside(found.get((list_name, action)), why if known.treated else None))
        if trial is not None:
            uplifts = {action: one.uplift for (of, action), one in found.items() if of == list_name}
            table = _judge(trial, uplifts, response, list_name, settings)
            judged.append(table.assign(list=list_name, recorded=trial.chances.recorded))
    learners = [
        {"list": list_name, "action": action, **learner}
        for (list_name, action), one in found.items()
        for learner in one.learners
    ]
    curves = [
        curve.assign(list=list_name, action=action)
        for (list_name, action), one in found.items()
        for curve in one.curves
    ]
    return Learned(
        response=replace(response, measured={named: one.measured for named, one in found.items()}),
        actions=tuple(lines),
        learners=pd.DataFrame(learners),
        curves=pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(),
        policies=pd.concat(judged, ignore_index=True) if judged else pd.DataFrame(),
    )


def _beside(found: _Found | None, why_not: tuple[str, dict[str, float]] | None) -> dict[str, Any]:
    """Give what a line tells beside the acceptance: what was measured, or why nothing was."""
    if found is not None:
        return {**found.line, "basis": "measured"}
    return {} if why_not is None else {"why_not": why_not[0], **why_not[1]}


def refusal_of(
    trial: Trial | None, evidence: pd.DataFrame, list_name: ListName, action: str, settings: Settings
) -> tuple[str, dict[str, float]] | None:
    """Say why an action is not measured on a list; None if it can be."""
    if trial is not None and action in trial.chances.arms:
        return refusal(trial, action, _prior_mean(list_name, action, settings))
    here = evidence[evidence["list"] == list_name]
    controls = int((here["arm"] == "control").sum())
    if not controls:
        return "no_controls", {}
    if controls < FEWEST_CONTROLS:
        return "few_controls", {"controls": controls, "needed": FEWEST_CONTROLS}
    return "few_treated", {"treated": 0, "needed": FEWEST_CONTROLS}


def trial_of(here: pd.DataFrame, features: tuple[str, ...], settings: Settings) -> Trial | None:
    """Gather a list's trials; None where too few were left alone for anything to be measured."""
    tried = here.loc[here["arm"] == "treated", "action"].unique()
    actions = [name for name in settings.actions if name in tried]
    rows = here[(here["arm"] == "control") | here["action"].isin(actions)].reset_index(drop=True)
    if not actions or (rows["arm"] == "control").sum() < FEWEST_CONTROLS:
        return None
    seed = settings.training.seed
    chances = chances_of(rows, actions, features, seed=seed)
    scores = scores_of(rows, chances, settings.actions, features, seed=seed)
    return Trial(rows, chances, scores, features, seed)


def _measure(trial: Trial, action: str, today: pd.DataFrame) -> _Found:
    best, tried = chosen(trial, action)
    measured, fidelity = fitted(trial, action, best, today)
    arm, told = trial.chances.arms.index(action), trial.told(action)
    uplift = best.uplift
    net, _ = net_value(trial, arm, uplift)
    clients = trial.clients[told]
    by_orders = qini(uplift[told], trial.scores.effect(arm)[told], clients, seed=trial.seed)
    by_money = qini(net[told], trial.scores.net_effect(arm)[told], clients, seed=trial.seed)
    effect, error = trial.effect(action)
    treated, controls = trial.counts(action)
    line = {
        "treated": treated,
        "controls": controls,
        "learner": best.learner,
        "effect": effect,
        "effect_low": effect - 1.96 * error,
        "effect_high": effect + 1.96 * error,
        "slope": best.line.slope,
        "fidelity": fidelity,
        **_told("qini", by_orders),
        **_told("money_qini", by_money),
        "auuc": by_orders.auuc,
        "auuc_low": by_orders.auuc_low,
        "auuc_high": by_orders.auuc_high,
    }
    curves = [by_orders.curve.assign(kind="orders"), by_money.curve.assign(kind="money")]
    return _Found(line, [_shown(one, best) for one in tried], curves, measured, uplift)


def _judge(
    trial: Trial,
    uplifts: Mapping[str, np.ndarray],
    response: Response,
    list_name: ListName,
    settings: Settings,
) -> pd.DataFrame:
    """Value the plan that these uplifts make, against other ways."""
    arms = trial.chances.arms
    rows = trial.evidence
    leaves = reach_of(rows)
    uplift, allowed = np.zeros((len(rows), len(arms))), np.zeros(len(arms), dtype=bool)
    for place, name in enumerate(arms[1:], start=1):
        accepted = response.of(list_name, name, settings).mean
        uplift[:, place] = uplifts.get(name, accepted * leaves)
        allowed[place] = list_name in settings.actions[name].for_
    return policy_values(trial, policies(trial, uplift, allowed))


def _actions_of(list_name: ListName, settings: Settings) -> list[str]:
    return [name for name, action in settings.actions.items() if list_name in action.for_]


def _prior_mean(list_name: ListName, action: str, settings: Settings) -> float:
    alpha, beta = settings.actions[action].prior(list_name)
    return alpha / (alpha + beta)


def _line(list_name: str, action: str, known: Acceptance) -> dict[str, Any]:
    return {
        "list": list_name,
        "action": action,
        "basis": known.basis,
        "treated": known.treated,
        "controls": known.controls,
        "mean": known.mean,
        "low": known.low,
        "high": known.high,
    }


def _with_ends(figures: Iterable[str]) -> Iterator[str]:
    """Name each figure, and the ends of its interval beside it."""
    for name in figures:
        yield from (name, f"{name}_low", f"{name}_high")


def _told(name: str, found: Qini) -> dict[str, float]:
    return {name: found.qini, f"{name}_low": found.qini_low, f"{name}_high": found.qini_high}


def _shown(one: Tried, best: Tried) -> dict[str, Any]:
    return {
        "learner": one.learner,
        "value": one.value,
        "error": one.error,
        "chosen": one.learner == best.learner,
    }
