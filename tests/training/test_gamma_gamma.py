"""The check to come: clvkit's own answers, the fallback, and refusals."""

import clvkit
import numpy as np
import pandas as pd
import pytest

from features.errors import GateError
from tests.training.test_buy_till_you_die import client, company
from training.models.buy_till_you_die import customer_base, transactions
from training.worth.gamma_gamma import GammaGamma


def test_fit_and_prediction_are_clvkits() -> None:
    rows = company()
    summary = transactions(rows.sort_values("client_id"))
    theirs = clvkit.GammaGamma().fit(customer_base(summary[summary["frequency"] > 0]))
    ours = GammaGamma.fit(rows, seed=1)
    assert (ours.p, ours.q, ours.gamma, ours.fitted) == (theirs.p, theirs.q, theirs.gamma, True)
    expected = theirs.predict(customer_base(transactions(rows))).to_pandas().to_numpy()[:, 0]
    np.testing.assert_allclose(ours.predict(rows), expected)


def test_the_check_lies_between_the_clients_and_the_populations() -> None:
    model = GammaGamma(p=2.0, q=4.0, gamma=150.0)  # population mean 100
    rows = pd.DataFrame([client(1, 70, 70), client(2, 70, 7), client(50, 700, 7)]).assign(average_check=400.0)
    found = model.predict(rows)
    assert found[0] == 100
    assert 100 < found[1] < found[2] < 400


def test_equal_checks_fall_back_on_the_mean_as_one_order() -> None:
    rows = pd.DataFrame([client(3, 70, 7)] * 40).assign(average_check=100.0)
    found = GammaGamma.fit(rows, seed=1)
    assert found.predict(rows) == pytest.approx(100, rel=0.01)
    assert GammaGamma.from_dict(found.to_dict()) == found


def test_nobody_who_spent_twice_is_refused() -> None:
    rows = pd.DataFrame([client(1, 50, 50), client(3, 50, 1)]).assign(average_check=[10.0, 0.0])
    with pytest.raises(GateError, match="None of 2 clients has spent money on two days"):
        GammaGamma.fit(rows, seed=1)
