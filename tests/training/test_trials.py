"""Assignments become trials: as assigned, after their horizon, beside what was foretold without us."""

import numpy as np
import pandas as pd
import pytest

from features.settings import settings_from
from tests.features.company import at, day, events_of, order
from training.next_order.curve import NextOrder
from training.past.snapshots import take
from training.response.trials import COLUMNS, assigned_actions, effects, trials_of

#: Everybody orders every ten days until day 90; `a` and `c` come again. The horizon is 20 days.
SETTINGS = settings_from({"churn": {"min_days": 20, "max_days": 20}, "training": {"as_of_every_days": 10}})
ORDERS = [
    *(order(client, when) for client in ("a", "b", "c", "d") for when in range(0, 100, 10)),
    *(order(client, when) for client in ("a", "c") for when in (104, 110)),
]


def attempt(client: str, when: float, arm: str = "treated", action: str = "call") -> dict[str, object]:
    return {"client_id": client, "assigned_at": at(when), "action": action, "arm": arm}


def told(*attempts: dict[str, object], known: int = 140) -> pd.DataFrame:
    events = events_of(orders=ORDERS, attempts=attempts) if attempts else events_of(orders=ORDERS)
    days = [day(number) for number in (100, 200) if number <= known]
    snapshots = take(events, SETTINGS, days, known_at=day(known), window_days=1)
    left = pd.Series(0.25, index=snapshots.rows.index)
    return trials_of(assigned_actions(events, day(known)), snapshots, left, NextOrder(), SETTINGS)


def test_an_assignment_is_told_with_what_came_of_it() -> None:
    found = told(attempt("a", 100), attempt("b", 100, "control", "letter"))
    assert tuple(found.columns) == COLUMNS
    by_client = found.set_index("client_id")
    assert by_client["ordered"].to_dict() == {"a": 1, "b": 0}
    assert by_client["arm"].to_dict() == {"a": "treated", "b": "control"}
    assert by_client["action"].to_dict() == {"a": "call", "b": "letter"}
    assert found["stay_probability"].tolist() == pytest.approx([0.75, 0.75])
    assert set(found["assigned_on"]) == {day(100)}
    assert set(found["list"]) == {"at_risk"}


def test_a_lost_client_belongs_to_the_recoverable_and_its_response_has_decayed() -> None:
    (row,) = told(attempt("d", 200), known=240).to_dict(orient="records")
    assert row["list"] == "recoverable"
    assert 0 < row["decay"] < 1


def test_a_horizon_that_has_not_ended_tells_nothing_yet() -> None:
    assert told(attempt("a", 100), known=119).empty
    assert len(told(attempt("a", 100), known=120)) == 1


def test_what_was_not_known_yet_and_who_never_ordered_are_left_out() -> None:
    late = attempt("a", 100) | {"known_at": at(150)}
    assert told(late, attempt("nobody", 100)).empty


def test_silence_since_the_snapshot_counts_and_an_order_since_leaves_the_trial_out() -> None:
    on_the_day, later = told(attempt("b", 100)), told(attempt("b", 107))
    assert 0 < later["stay_probability"].iloc[0] < 1
    assert later["stay_probability"].iloc[0] != pytest.approx(on_the_day["stay_probability"].iloc[0])
    assert later["ordered"].tolist() == [0]
    assert told(attempt("a", 107)).empty  # it came on day 104, after its snapshot of day 100


def test_two_assignments_of_a_day_count_once() -> None:
    found = told(attempt("a", 100.2, action="visit"), attempt("a", 100.7, action="call"))
    assert found["action"].tolist() == ["call"]


def test_without_attempts_there_are_none() -> None:
    assert told().empty
    assert tuple(told().columns) == COLUMNS


def test_the_effect_is_adjusted_for_who_was_likelier_to_come() -> None:
    random = np.random.default_rng(1)
    count = 4000
    stay = np.r_[random.uniform(0.5, 0.9, count), random.uniform(0.1, 0.5, count)]
    arm = np.repeat(["treated", "control"], count)
    came = random.random(2 * count) < stay + np.where(arm == "treated", 0.1, 0.0)
    trials = pd.DataFrame(
        {"list": "at_risk", "arm": arm, "stay_probability": stay, "ordered": came.astype(float)}
    )
    (found,) = effects(trials)
    assert found["effect"] == pytest.approx(0.1, abs=0.03)
    assert found["low"] < 0.1 < found["high"]
    assert effects(trials[trials["arm"] == "treated"]) == []
