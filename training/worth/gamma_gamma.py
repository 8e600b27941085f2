"""How large a client's next check is expected to be: the Gamma-Gamma model of spending."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import clvkit
import numpy as np
import pandas as pd

from features.errors import GateError
from training.models.buy_till_you_die import SAMPLE, customer_base, drawn, transactions
from training.worth.ranges import FloatArray

#: `p` and `q` with which the population's mean counts as one order, where the model can't be fitted.
ONE_ORDER_PRIOR = (1.0, 2.0)


@dataclass(frozen=True)
class GammaGamma:
    """The Gamma-Gamma model: a client's check to come, its own mean drawn to the population's.

    Attributes
    ----------
    p, q, gamma : float
        Checks are Gamma(p, ν), ν is Gamma(q, gamma) over the clients; q > 1.
    fitted : bool
        False where the likelihood had no usable maximum: then the population's mean counts as one order.

    References
    ----------
    Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value, equation 5.

    Examples
    --------
    >>> rows = pd.DataFrame({"order_days": [1, 3], "tenure_days": [70, 70], "days_since_order": [70, 7],
    ...                      "average_check": [50.0, 400.0]})
    >>> GammaGamma(p=1.0, q=2.0, gamma=100.0).predict(rows)
    array([100., 300.])
    """

    p: float
    q: float
    gamma: float
    fitted: bool = True

    @classmethod
    def fit(cls, rows: pd.DataFrame, *, sample: int = SAMPLE, seed: int) -> Self:
        """Fit on the repeat buyers of one as-of day; see `ExpectedOrders.fit` for the parameters.

        Raises
        ------
        GateError
            If no client with a second order day has spent anything.
        """
        summary = transactions(drawn(rows, sample, seed))
        buyers = summary[(summary["frequency"] > 0) & (summary["monetary_value"] > 0)]
        if buyers.empty:
            raise GateError(
                f"None of {len(summary)} clients has spent money on two days; the check to come can't be "
                "learned. Load more history."
            )
        mean = float(np.average(buyers["monetary_value"], weights=buyers["frequency"]))
        model = clvkit.GammaGamma()
        try:
            with np.errstate(all="ignore"):
                model.fit(customer_base(buyers))
        except RuntimeError:  # clvkit's word for "did not converge", as when all checks are equal
            return cls(*ONE_ORDER_PRIOR, mean, fitted=False)
        if model.params_ is None:
            return cls(*ONE_ORDER_PRIOR, mean, fitted=False)
        p, q, gamma = (float(value) for value in model.params_)
        credible = q > 1 and mean / 10 <= p * gamma / (q - 1) <= mean * 10
        return cls(p, q, gamma) if credible else cls(*ONE_ORDER_PRIOR, mean, fitted=False)

    def predict(self, rows: pd.DataFrame) -> FloatArray:
        """Expect the check of each client's next order, ≥ 0; nan where its orders are not known."""
        summary = transactions(rows)
        orders, mean = summary["frequency"].to_numpy(), summary["monetary_value"].to_numpy()
        return np.asarray(self.p * (self.gamma + orders * mean) / (self.p * orders + self.q - 1))

    def to_dict(self) -> dict[str, Any]:
        """Give the plain numbers that `from_dict` reads back."""
        return {"p": self.p, "q": self.q, "gamma": self.gamma, "fitted": self.fitted}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read back what `to_dict` gave."""
        return cls(float(data["p"]), float(data["q"]), float(data["gamma"]), bool(data["fitted"]))
