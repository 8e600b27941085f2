"""Expected orders: the published figures, clvkit's own answers, laws, and refusals."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import clvkit
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import BadDataError, GateError
from tests.training.value_company import snapshots_of
from training.models.buy_till_you_die import ExpectedOrders, customer_base, drawn, transactions

MODEL = ExpectedOrders(r=0.6, alpha=7.4, a=0.7, b=1.3)


def client(order_days: float, tenure: float, silence: float) -> dict[str, float]:
    return {"order_days": order_days, "tenure_days": tenure, "days_since_order": silence}


def company(clients: int = 400) -> pd.DataFrame:
    rows = snapshots_of(clients).rows
    return rows[rows["as_of"] == rows["as_of"].max()]


def cdnow_sample() -> pd.DataFrame:
    spec = find_spec("lifetimes")
    assert spec is not None
    assert spec.origin is not None
    log = pd.read_csv(
        Path(spec.origin).parent / "datasets" / "CDNOW_sample.txt",
        sep=r"\s+",
        names=["id", "client_id", "day", "cds", "dollars"],
        dtype={"client_id": str, "day": str},
    )
    log["day"] = pd.to_datetime(log["day"], format="%Y%m%d")
    end = pd.Timestamp(date(1997, 9, 30))
    days = log[log["day"] <= end].groupby("client_id")["day"].agg(["nunique", "min", "max"])
    return pd.DataFrame(
        {
            "order_days": days["nunique"].astype("float64"),
            "tenure_days": (end - days["min"]).dt.days,
            "days_since_order": (end - days["max"]).dt.days,
        }
    )


def test_bg_nbd_on_our_summary_of_cdnow_gives_the_published_figures() -> None:
    model = clvkit.BGNBD().fit(customer_base(transactions(cdnow_sample())))
    assert model.params_ is not None
    np.testing.assert_allclose(model.params_, [0.243, 4.414, 0.793, 2.426], atol=5e-4)


def test_the_fit_is_clvkits() -> None:
    rows = company()
    whole = clvkit.MBGNBD().fit(customer_base(transactions(rows.sort_values("client_id"))))
    assert whole.params_ is not None
    assert list(ExpectedOrders.fit(rows, seed=1).to_dict().values()) == whole.params_.tolist()


def test_expected_orders_and_chance_alive_are_clvkits_to_the_ninth_digit() -> None:
    rows = company()
    base = customer_base(transactions(rows))
    reference = clvkit.MBGNBD().fit(base)
    assert reference.params_ is not None
    ours = ExpectedOrders(*reference.params_)
    for days in (7.0, 90.0, 730.0):
        theirs = reference.predict(days / 7).to_pandas().to_numpy()[:, 0]
        np.testing.assert_allclose(ours.predict(rows, np.full(len(rows), days)), theirs, rtol=1e-9)
    np.testing.assert_allclose(ours.alive(rows), reference.probability_alive().to_pandas().to_numpy()[:, 0])


def test_the_model_finds_the_pace_and_the_leaving_it_was_made_with() -> None:
    found = ExpectedOrders.fit(company(3000), seed=1)
    assert found.r / found.alpha == pytest.approx(2.0 / 40 * 7, rel=0.25)
    assert found.a / (found.a + found.b) == pytest.approx(1 / 9, abs=0.06)


def test_each_client_has_its_own_days_ahead() -> None:
    rows = pd.DataFrame([client(5, 100, 10)] * 3)
    days = np.array([0.0, 30.0, 60.0])
    table = np.broadcast_to(days, (3, 3))
    np.testing.assert_array_equal(MODEL.predict(rows, days), np.diag(MODEL.predict(rows, table)))
    assert MODEL.predict(rows, days)[0] == 0


@given(
    orders=st.integers(1, 2000),
    tenure=st.floats(0, 4000),
    silent_share=st.floats(0, 1),
    days=st.floats(0, 800),
    a=st.floats(0.01, 20),
    b=st.floats(0.01, 200),
)
def test_expectations_are_finite_and_grow_with_the_days_ahead(
    orders: int, tenure: float, silent_share: float, days: float, a: float, b: float
) -> None:
    model = ExpectedOrders(r=1.4, alpha=1.4, a=a, b=b)
    rows = pd.DataFrame([client(orders, tenure, tenure * silent_share)])
    found = model.predict(rows, np.array([[days, days + 30]]))[0]
    assert np.isfinite(found).all()
    assert 0 <= found[0] <= found[1] * (1 + 1e-6) + 1e-6
    assert 0 <= model.alive(rows)[0] <= 1
    assert 0 <= model.silent_if_alive(rows, np.array([days]))[0] <= 1


def test_what_is_expected_is_that_of_the_silent_and_of_the_others_together() -> None:
    rows = pd.DataFrame([client(8, 200, 20)])
    horizon, later = 30.0, pd.DataFrame([client(8, 230, 50)])
    silent = MODEL.alive(rows) * MODEL.silent_if_alive(rows, np.array([horizon]))
    left = 1 - MODEL.alive(rows) + silent
    np.testing.assert_allclose(MODEL.alive(later), silent / left)


def test_unknown_orders_stay_unknown() -> None:
    rows = pd.DataFrame([client(5, 100, 10), client(np.nan, 100, 10)])
    np.testing.assert_array_equal(np.isnan(MODEL.predict(rows, np.array([30.0, 30.0]))), [False, True])
    np.testing.assert_array_equal(np.isnan(MODEL.alive(rows)), [False, True])


def test_the_same_clients_are_drawn_whatever_the_order_of_the_rows() -> None:
    rows = company(200)
    shuffled = rows.sample(frac=1, random_state=3)
    assert drawn(rows, 50, 1).equals(drawn(shuffled, 50, 1))
    assert ExpectedOrders.fit(rows, sample=150, seed=1) == ExpectedOrders.fit(shuffled, sample=150, seed=1)


def test_what_is_written_is_read_back_the_same() -> None:
    assert ExpectedOrders.from_dict(MODEL.to_dict()) == MODEL


def test_nobody_who_ordered_twice_is_refused() -> None:
    with pytest.raises(GateError, match="None of 2 clients has ordered on two days"):
        ExpectedOrders.fit(pd.DataFrame([client(1, 50, 50)] * 2), seed=1)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(BadDataError, match="lack tenure_days, days_since_order"):
        MODEL.predict(pd.DataFrame({"order_days": [1.0]}), np.array([1.0]))
