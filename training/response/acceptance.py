"""How many of those who would leave accept an action: assumed, updated by past attempts, or measured.

The acceptance γ of an action on a list has a Beta prior. Treated clients order within their horizon with
probability p0 + (1 − p0) · γ · decay, those left alone with p0, as assigned, reached or not. p0 is the
model's, shifted in log-odds by an unknown amount of which the controls tell; the posterior of γ is read off a
grid. Counting treated orders as successes would mix in those who would have come anyway.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal, Self

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import beta as beta_distribution
from scipy.stats import norm

from features.settings import ListName, Settings
from training.response.assumed import acceptance_interval, assumed_uplift
from training.response.measured import Measured

Basis = Literal["assumed", "updated", "measured"]
#: Fewer on either side tell less than the prior, and their shift can't be told from their effect.
FEWEST = 20
#: How far the model's p0 may be shifted, standard deviation in log-odds.
SHIFT_SPREAD = 0.5
_GAMMA = np.linspace(0.0025, 0.9975, 200)
_SHIFT = np.linspace(-3 * SHIFT_SPREAD, 3 * SHIFT_SPREAD, 61)
_BINS = 100


@dataclass(frozen=True)
class Acceptance:
    """What is held of one action on one list.

    Attributes
    ----------
    mean, low, high : float
        γ in [0, 1] and its 5–95 % interval.
    basis : {'assumed', 'updated'}
    treated, controls : int
        Attempts, and clients left alone, whose horizon has ended.
    prior : tuple of float
        (alpha, beta) of the settings when it was learned.
    """

    mean: float
    low: float
    high: float
    basis: Basis
    treated: int
    controls: int
    prior: tuple[float, float]


@dataclass(frozen=True)
class Uplift:
    """How much an action raises each client's chance of an order, with its 5–95 % interval.

    Attributes
    ----------
    mean, low, high : ndarray
        In [−p0, 1 − p0].
    basis : {'assumed', 'updated', 'measured'}
    """

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    basis: Basis


@dataclass(frozen=True)
class Response:
    """Every action's acceptance, as far as trials have told; the others are assumed.

    Attributes
    ----------
    learned : mapping of (str, str) to Acceptance
        (list, action) → what is held of it.
    measured : mapping of (str, str) to Measured
        (list, action) → its effect by client, where trials were many enough; it goes before the acceptance.
    """

    learned: Mapping[tuple[str, str], Acceptance] = field(default_factory=dict)
    measured: Mapping[tuple[str, str], Measured] = field(default_factory=dict)

    @property
    def features(self) -> tuple[str, ...]:
        """The features that measured effects are read off."""
        return tuple(dict.fromkeys(name for one in self.measured.values() for name in one.features))

    def uplift(self, list_name: ListName, action: str, clients: pd.DataFrame, settings: Settings) -> Uplift:
        """Expect what an action adds to each client's chance of an order.

        Parameters
        ----------
        list_name : str
        action : str
        clients : DataFrame
            ``stay_probability`` (p0), ``days_lost``, and `features` where anything was measured.
        settings : Settings
            Sections actions and plan.

        Raises
        ------
        BadDataError
            If a feature that a measured effect is read off is missing.
        """
        stay = clients["stay_probability"].to_numpy(dtype="float64")
        lost, half_life = (
            clients["days_lost"].to_numpy(dtype="float64"),
            settings.plan.response_half_life_days,
        )
        found = self.measured.get((list_name, action))
        if found is not None and len(clients):
            told = found.effect(clients.assign(decay=np.exp2(-lost / half_life)))
            mean, low, high = (np.clip(side, -stay, 1 - stay) for side in told)
            return Uplift(mean, low, high, "measured")
        accepted = self.of(list_name, action, settings)
        mean, low, high = (
            assumed_uplift(stay, lost, gamma=gamma, half_life_days=half_life)
            for gamma in (accepted.mean, accepted.low, accepted.high)
        )
        return Uplift(mean, low, high, accepted.basis)

    def measured_list(self) -> list[dict[str, Any]]:
        """Give what was measured as plain values, without the trees of `measured_texts`."""
        return [
            {"list": list_name, "action": action, **one.to_dict()}
            for (list_name, action), one in sorted(self.measured.items())
        ]

    def measured_texts(self) -> dict[str, str]:
        """Give the trees in the order of `measured_list`, by file name."""
        return {
            f"{place}.txt": one.to_text() for place, (_key, one) in enumerate(sorted(self.measured.items()))
        }

    def of(self, list_name: ListName, action: str, settings: Settings) -> Acceptance:
        """Give what is held of an action; what was learned under another prior no longer counts."""
        prior = settings.actions[action].prior(list_name)
        known = self.learned.get((list_name, action))
        if known is not None and known.prior == tuple(map(float, prior)):
            return known
        return assumed(prior)

    def to_list(self) -> list[dict[str, Any]]:
        """Give it as plain values."""
        return [
            {"list": list_name, "action": action, **asdict(one)}
            for (list_name, action), one in sorted(self.learned.items())
        ]

    @classmethod
    def from_list(
        cls,
        told: list[dict[str, Any]],
        measured: Sequence[Mapping[str, Any]] = (),
        texts: Mapping[str, str] = MappingProxyType({}),
    ) -> Self:
        """Read what the three of above gave; the texts must have been verified."""
        learned = {
            (line["list"], line["action"]): Acceptance(
                **{
                    **{name: value for name, value in line.items() if name not in ("list", "action")},
                    "prior": (float(line["prior"][0]), float(line["prior"][1])),
                }
            )
            for line in told
        }
        effects = {
            (line["list"], line["action"]): Measured.from_dict(line, texts[f"{place}.txt"])
            for place, line in enumerate(measured)
        }
        return cls(learned, effects)


def assumed(prior: tuple[float, float], *, treated: int = 0, controls: int = 0) -> Acceptance:
    """Give the prior itself.

    Examples
    --------
    >>> round(assumed((6, 14)).mean, 2)
    0.3
    """
    known = acceptance_interval(*prior)
    alpha, beta = prior
    return Acceptance(
        known.mean, known.low, known.high, "assumed", treated, controls, (float(alpha), float(beta))
    )


def learned_response(trials: pd.DataFrame, settings: Settings) -> Response:
    """Update every action's acceptance by its trials.

    Parameters
    ----------
    trials : DataFrame
        ``list, action, arm`` (`treated`, `control`), ``stay_probability`` (p0, in (0, 1)), ``decay`` (in
        [0, 1]: how much of the response is left so long after the loss), ``ordered`` (0/1 within the
        horizon); one row an assignment whose horizon has ended. Controls belong to the list, whatever their
        action.
    settings : Settings
        Section actions.
    """
    found = {}
    for name, action in settings.actions.items():
        for list_name in action.for_:
            here = trials[trials["list"] == list_name]
            controls = here[here["arm"] == "control"]
            treated = here[(here["arm"] == "treated") & (here["action"] == name)]
            found[list_name, name] = updated(action.prior(list_name), treated, controls)
    return Response({key: one for key, one in found.items() if one.treated or one.controls})


def updated(prior: tuple[float, float], treated: pd.DataFrame, controls: pd.DataFrame) -> Acceptance:
    """Give γ's posterior; the prior itself where either side has fewer than `FEWEST` rows.

    Parameters
    ----------
    prior : tuple of float
        (alpha, beta).
    treated, controls : DataFrame
        ``stay_probability, decay, ordered`` of each side.

    Returns
    -------
    Acceptance
    """
    if min(len(treated), len(controls)) < FEWEST:
        return assumed(prior, treated=len(treated), controls=len(controls))
    log_shift = norm.logpdf(_SHIFT, scale=SHIFT_SPREAD) + _told(controls, np.zeros(1))[:, 0]
    joint = log_shift[:, None] + _told(treated, _GAMMA) + beta_distribution.logpdf(_GAMMA, *prior)
    weight = np.exp(joint - joint.max()).sum(axis=0)
    reached = np.cumsum(weight) / weight.sum()
    low, high = np.interp([0.05, 0.95], reached, _GAMMA)
    alpha, beta = prior
    return Acceptance(
        float((weight * _GAMMA).sum() / weight.sum()),
        float(low),
        float(high),
        "updated",
        len(treated),
        len(controls),
        (float(alpha), float(beta)),
    )


def _told(rows: pd.DataFrame, gamma: np.ndarray) -> np.ndarray:
    """Give log P(what came | shift, γ), shape (shifts, gammas); like rows are counted together."""
    binned = pd.DataFrame(
        {
            "p0": np.clip(np.rint(rows["stay_probability"] * _BINS) / _BINS, 0.5 / _BINS, 1 - 0.5 / _BINS),
            "decay": np.rint(rows["decay"] * _BINS) / _BINS,
            "ordered": rows["ordered"],
        }
    )
    cells = binned.groupby(["p0", "decay"], as_index=False)["ordered"].agg(["sum", "count"]).reset_index()
    told = np.zeros((len(_SHIFT), len(gamma)))
    for p0, decay, ordered, count in cells[["p0", "decay", "sum", "count"]].itertuples(index=False):
        stay = expit(logit(p0) + _SHIFT)[:, None]
        came = np.clip(stay + (1 - stay) * gamma * decay, 1e-12, 1 - 1e-12)
        told += ordered * np.log(came) + (count - ordered) * np.log1p(-came)
    return told
