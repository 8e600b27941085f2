"""Deliveries: late or in time, overdue or called off, several rows one delivery, and nothing before its day."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.features.company import at, day, features_at, order

T = 400


def delivery(
    client: str, promised: int | None, delivered: int | None, order_id: str | None = None, **more: Any
) -> dict[str, Any]:
    """An order that was placed ten days before it was promised."""
    return order(
        client,
        (promised if promised is not None else 390) - 10,
        order_id=order_id,
        promised_on=None if promised is None else day(promised),
        delivered_on=None if delivered is None else day(delivered),
        **more,
    )


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    rows = [order("nobody", 390)]
    # 10 days late 300 days back, in time, early, and 4 days late 20 days back.
    rows += [delivery("some", *days) for days in ((90, 100), (200, 200), (350, 345), (376, 380))]
    rows += [delivery("windows", T - age, T - age) for age in (91, 365)]
    rows += [delivery("windows", T - age - 1, T - age) for age in (90, 366)]
    rows += [delivery("last in time", 370, 372), delivery("last in time", 375, 375)]
    rows += [delivery("overdue", 390, None), delivery("overdue", 310, None), delivery("overdue", 309, None)]
    rows += [delivery("not due", T, None), delivery("today", 390, T), delivery("yesterday", 390, T - 1)]
    rows += [delivery("parts", 380, 380, "1"), delivery("parts", 380, 380, "1")]
    rows += [delivery("uneven", 380, 380, "1"), delivery("uneven", 380, 395, "1")]
    rows += [delivery("half way", 380, 385, "1"), delivery("half way", 380, None, "1")]
    rows += [delivery("own terms", 370, 375, "1"), delivery("own terms", 390, 390, "1")]
    rows += [delivery("no ids", 380, 385), delivery("no ids", 380, 385)]
    gone = {"status": "cancelled", "status_at": at(395)}
    rows += [
        delivery("cancelled", 390, None, "1", **gone),
        delivery("half cancelled", 390, None, "1", **gone),
    ]
    rows += [delivery("half cancelled", 390, 391, "1")]
    rows += [delivery("cancelled today", 390, None, "1", status="cancelled", status_at=at(T))]
    rows += [delivery("sent back", 380, 385, "1", status="returned", status_at=at(395))]
    rows += [delivery("refunded", 390, None, "1"), order("refunded", 395, -100, order_id="1")]
    rows += [delivery("refunded today", 390, None, "1"), order("refunded today", T, -100, order_id="1")]
    rows += [delivery("sent back today", 390, None, "1", status="returned", status_at=at(T))]
    rows += [delivery("told late", 380, 390, known_at=at(T)), delivery("no promise", None, 390)]
    rows += [order(client, 0) for client in {row["client_id"] for row in rows}]
    return features_at(day(T), orders=rows)


def late_and_overdue(told: pd.DataFrame, *clients: str) -> list[list[float]]:
    """Share of late deliveries of a year (−1 for none at all), and how many are overdue."""
    found = told.loc[list(clients), ["late_share_365", "overdue_deliveries"]].fillna(-1)
    return [[float(value) for value in row] for row in found.to_numpy()]


def test_where_nothing_was_promised_nothing_is_known(told: pd.DataFrame) -> None:
    assert late_and_overdue(told, "nobody", "no promise") == [[-1, 0], [-1, 0]]
    nothing = ["late_share_90", "mean_days_late_365", "worst_days_late_365", "last_delivery_late"]
    nothing += ["late_deliveries_drift_90", "oldest_overdue_delivery_days"]
    assert told.loc["nobody", nothing].isna().all()


def test_shares_means_and_the_worst_are_those_of_the_deliveries_that_came(told: pd.DataFrame) -> None:
    some = told.loc["some"]
    assert some[["late_share_90", "late_share_365"]].tolist() == [0.5, 0.5]
    assert some["mean_days_late_365"] == (10 + 0 + 0 + 4) / 4  # too early is in time
    assert some["worst_days_late_365"] == 10
    assert some["last_delivery_late"] == 1
    # Half of those before were late, so one of the two of the last 90 days would be; one was.
    assert some["late_deliveries_drift_90"] == pytest.approx(np.log(2 / 2))


def test_windows_count_their_last_day(told: pd.DataFrame) -> None:
    assert told.loc["windows", ["late_share_90", "late_share_365"]].tolist() == [1, pytest.approx(1 / 3)]
    assert told.loc["windows", "late_deliveries_drift_90"] == pytest.approx(np.log(2 / 1))


def test_the_last_delivery_may_have_come_in_time_after_a_late_one(told: pd.DataFrame) -> None:
    assert told.loc["last in time", ["last_delivery_late", "late_share_90"]].tolist() == [0, 0.5]


def test_what_is_promised_and_has_not_come_is_overdue_for_ninety_days(told: pd.DataFrame) -> None:
    assert told.loc["overdue", ["overdue_deliveries", "oldest_overdue_delivery_days"]].tolist() == [2, 90]
    assert late_and_overdue(told, "overdue", "not due") == [[-1, 2], [-1, 0]]


def test_what_comes_on_the_as_of_day_has_not_come_yet(told: pd.DataFrame) -> None:
    assert late_and_overdue(told, "today", "yesterday") == [[-1, 1], [1, 0]]
    assert told.loc["yesterday", "worst_days_late_365"] == 9


def test_an_order_of_several_rows_is_one_delivery_and_comes_with_its_last_row(told: pd.DataFrame) -> None:
    assert late_and_overdue(told, "parts", "uneven", "half way") == [[0, 0], [1, 0], [-1, 1]]
    assert told.loc["uneven", "mean_days_late_365"] == 15
    assert told.loc["half way", "oldest_overdue_delivery_days"] == 20


def test_a_row_with_a_promise_of_its_own_is_late_by_that(told: pd.DataFrame) -> None:
    assert told.loc["own terms", ["late_share_365", "worst_days_late_365"]].tolist() == [1, 5]


def test_rows_without_an_order_id_are_a_delivery_each(told: pd.DataFrame) -> None:
    # One delivery more than expected would give ln 2; two of two late, with none before: nothing usual.
    assert told.loc["no ids", ["late_share_365", "mean_days_late_365"]].tolist() == [1, 5]
    rows = [delivery("a", 380, 385), delivery("a", 380, 385), delivery("a", 200, 200), order("a", 0)]
    drift = features_at(day(T), orders=rows).loc["a", "late_deliveries_drift_90"]
    assert drift == pytest.approx(np.log(3 / 1))


def test_a_cancelled_order_has_no_delivery_from_that_day_on(told: pd.DataFrame) -> None:
    clients = ("cancelled", "half cancelled", "cancelled today")
    assert late_and_overdue(told, *clients) == [[-1, 0], [1, 0], [-1, 1]]


def test_what_went_back_was_delivered_but_is_no_longer_due(told: pd.DataFrame) -> None:
    assert late_and_overdue(told, "sent back", "refunded") == [[1, 0], [-1, 0]]
    assert late_and_overdue(told, "refunded today", "sent back today") == [[-1, 1], [-1, 1]]


def test_an_order_that_is_learned_of_on_the_day_has_no_delivery_yet(told: pd.DataFrame) -> None:
    assert late_and_overdue(told, "told late") == [[-1, 0]]
