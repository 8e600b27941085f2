"""How well a ranking finds those whom an action moves: Qini, AUUC and money-Qini, on rows it has not seen."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

POINTS = 51
DRAWS = 200


@dataclass(frozen=True)
class Qini:
    """A ranking's curve, with 95 % intervals by a bootstrap over clients.

    Attributes
    ----------
    qini, qini_low, qini_high : float
        Area between the curve and the straight line of contacting at random.
    auuc, auuc_low, auuc_high : float
        Area under the curve.
    curve : DataFrame
        ``contacted_share, gain, low, high, at_random``.
    """

    qini: float
    qini_low: float
    qini_high: float
    auuc: float
    auuc_low: float
    auuc_high: float
    curve: pd.DataFrame


def qini(ranking: np.ndarray, scores: np.ndarray, clients: pd.Series, *, seed: int) -> Qini:
    """Judge a ranking by unbiased scores of the effect.

    The curve is Radcliffe's (2007), in the doubly robust form of Sverdrup, Wu, Athey & Wager (2024): at
    share φ of the clients from the top, ``gain(φ) = (1/n) Σ_{i in the top φ} ψ_i``, ψ the AIPW score of the
    effect. So chances that differ between clients are right, and with one chance for all and no outcome
    model it is Radcliffe's own, per client. ``Qini = ∫ gain(φ) − φ · gain(1) dφ``; ``AUUC = ∫ gain(φ) dφ``
    (Rzepakowski & Jaroszewicz 2012). With scores in money it is the money-Qini: what contacting the first φ
    earns, incentives and costs paid.

    Parameters
    ----------
    ranking : ndarray, shape (n,)
        Who comes first: the larger, the earlier. Equal ones count together.
    scores : ndarray, shape (n,)
        ψ: share of orders, or money.
    clients : Series
        Whose rows they are, for the bootstrap.
    seed : int

    Returns
    -------
    Qini

    References
    ----------
    Radcliffe 2007, Direct Marketing Analytics Journal; Rzepakowski & Jaroszewicz 2012, KAIS 32(2);
    Sverdrup, Wu, Athey & Wager 2024, "Qini curves for multi-armed treatment rules".

    Examples
    --------
    >>> found = qini(np.array([2.0, 1.0]), np.array([1.0, 0.0]), pd.Series(["a", "b"]), seed=1)
    >>> round(found.qini, 3), round(found.auuc, 3)
    (0.125, 0.375)
    """
    order = np.argsort(-ranking, kind="stable")
    ranked, told = ranking[order], scores[order]
    last = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    codes, names = pd.factorize(clients.to_numpy()[order])
    random, grid = np.random.default_rng(seed), np.linspace(0, 1, POINTS)
    even = np.ones(len(names))
    draws = [even, *(random.exponential(size=len(names)) for _ in range(DRAWS))]
    lines = [_line(told, weight[codes], last) for weight in draws]
    areas = np.array([[_area(x, y) - y[-1] / 2, _area(x, y)] for x, y in lines])
    curves = np.array([np.interp(grid, x, y) for x, y in lines])
    low, high = np.quantile(areas[1:], [0.025, 0.975], axis=0)
    curve_low, curve_high = np.quantile(curves[1:], [0.025, 0.975], axis=0)
    curve = pd.DataFrame(
        {
            "contacted_share": grid,
            "gain": curves[0],
            "low": curve_low,
            "high": curve_high,
            "at_random": grid * curves[0, -1],
        }
    )
    (found, under), (q_low, a_low), (q_high, a_high) = areas[0].tolist(), low.tolist(), high.tolist()
    return Qini(found, q_low, q_high, under, a_low, a_high, curve)


def _line(told: np.ndarray, weight: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    whole = weight.sum()
    x, y = np.cumsum(weight)[last] / whole, np.cumsum(weight * told)[last] / whole
    return np.append(0.0, x), np.append(0.0, y)


def _area(x: np.ndarray, y: np.ndarray) -> float:
    return float(np.trapezoid(y, x))
