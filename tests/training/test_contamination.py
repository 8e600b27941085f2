"""What our own actions do to labels, worked by hand, and that the weights undo it where dropping does not."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.training.contaminated import HORIZON, SHARE, T, campaign
from training.past.contamination import Contamination, weigh

NEVER = float("nan")


def rows_of(next_order_in: dict[str, float]) -> pd.DataFrame:
    """One row a client at day `T`."""
    return pd.DataFrame(
        {
            "client_id": list(next_order_in),
            "as_of_day": T,
            "status": "active",
            "horizon_days": float(HORIZON),
            "next_order_in": list(next_order_in.values()),
        }
    )


def assigned(*rows: tuple[str, int, str]) -> pd.DataFrame:
    """Client, days from `T` on, arm."""
    frame = pd.DataFrame(rows, columns=["client_id", "assigned_day", "arm"])
    return frame.assign(assigned_day=frame["assigned_day"] + T)


def weights_of(
    next_order_in: dict[str, float], *rows: tuple[str, int, str]
) -> tuple[dict[str, float], Contamination]:
    people = rows_of(next_order_in)
    weights, counts = weigh(people, assigned(*rows), holdout_share=SHARE)
    return dict(zip(people["client_id"], weights, strict=True)), counts


def test_without_actions_every_row_weighs_one() -> None:
    weights, counts = weights_of({"a": 3, "b": NEVER})
    assert (weights, counts) == ({"a": 1, "b": 1}, Contamination(2, 0, 0, 0))


def test_a_row_treated_before_with_an_open_window_leaves() -> None:
    weights, counts = weights_of({"a": NEVER, "b": 3}, ("a", -5, "treated"))
    assert (weights, counts) == ({"a": 0, "b": 1}, Contamination(2, 1, 0, 0))


def test_a_window_closes_after_one_horizon() -> None:
    weights, counts = weights_of(
        {"open": 3, "closed": 3}, ("open", -HORIZON + 1, "treated"), ("closed", -HORIZON, "treated")
    )
    assert (weights, counts.assigned_before) == ({"open": 0, "closed": 1}, 1)


def test_a_held_out_row_stays_and_stands_for_the_treated_ones() -> None:
    weights, counts = weights_of({"a": NEVER, "b": 3}, ("a", -5, "control"))
    assert (weights, counts) == ({"a": pytest.approx(1 / SHARE), "b": 1}, Contamination(2, 0, 1, 0))


def test_whoever_was_treated_and_held_out_in_one_window_leaves() -> None:
    weights, counts = weights_of({"a": 3, "b": 3}, ("a", -5, "control"), ("a", -3, "treated"))
    assert (weights, counts) == ({"a": 0, "b": 1}, Contamination(2, 1, 0, 0))


def test_a_row_treated_inside_the_horizon_is_censored() -> None:
    weights, counts = weights_of({"a": 9, "b": NEVER, "c": 2}, ("a", 5, "treated"), ("b", 0, "treated"))
    assert (weights["a"], weights["b"], counts) == (0, 0, Contamination(3, 0, 0, 2))


def test_an_action_on_the_day_of_the_order_hides_it() -> None:
    weights, counts = weights_of({"a": 5, "b": NEVER}, ("a", 5, "treated"))
    assert (weights["a"], counts.censored) == (0, 1)


@pytest.mark.parametrize("action", [("a", 6, "treated"), ("a", HORIZON, "treated"), ("a", 2, "control")])
def test_an_action_after_the_order_or_the_horizon_or_on_a_held_out_one_hides_nothing(
    action: tuple[str, int, str],
) -> None:
    weights, counts = weights_of({"a": 5, "b": NEVER}, action)
    assert (weights, counts) == ({"a": 1, "b": 1}, Contamination(2, 0, 0, 0))


def test_the_first_of_several_actions_censors() -> None:
    weights, _counts = weights_of({"a": 5, "b": NEVER}, ("a", 9, "treated"), ("a", 2, "treated"))
    assert weights["a"] == 0


def test_the_weights_of_censoring_are_kaplan_and_meiers_worked_by_hand() -> None:
    # Day 4: five still watched, one is censored: 4/5. Day 10: three still watched (b has ordered on day 6),
    # one is censored: 2/3. So b, who was watched past day 4 only, weighs 5/4, the last two 5/4 × 3/2.
    weights, counts = weights_of(
        {"a": NEVER, "b": 6, "c": NEVER, "d": NEVER, "e": 15}, ("a", 4, "treated"), ("c", 10, "treated")
    )
    wanted = {"a": 0, "b": 5 / 4, "c": 0, "d": 15 / 8, "e": 15 / 8}
    assert weights == pytest.approx(wanted)
    assert counts == Contamination(5, 0, 0, 2)


def test_an_order_before_the_first_action_needs_no_weight() -> None:
    weights, _counts = weights_of({"early": 1, "b": NEVER, "c": NEVER}, ("b", 4, "treated"))
    assert weights == pytest.approx({"early": 1, "b": 0, "c": 2})


def test_a_held_out_row_cannot_be_censored_and_so_stands_for_no_censored_one() -> None:
    # Only b and c could have been assigned on day 4; one of them was.
    weights, _counts = weights_of(
        {"held": NEVER, "b": NEVER, "c": NEVER}, ("held", -3, "control"), ("b", 4, "treated")
    )
    assert weights == pytest.approx({"held": 1 / SHARE, "b": 0, "c": 2})


def test_who_was_never_acted_on_waters_down_no_weight_neither_another_status_nor_an_earlier_day() -> None:
    # Of the overdue of that day one is treated and the other stands for it; nobody else was in reach.
    people = rows_of(dict.fromkeys(("a", "b", "active", "earlier"), NEVER))
    people["status"] = ["overdue", "overdue", "active", "overdue"]
    people.loc[3, "as_of_day"] -= 10 * HORIZON
    weights, counts = weigh(people, assigned(("a", 4, "treated")), holdout_share=SHARE)
    assert weights.tolist() == pytest.approx([0, 2, 1, 1])
    assert counts.censored == 1


def test_the_share_of_the_overdue_is_recovered_where_only_they_are_called_and_only_of_late() -> None:
    random, count, days = np.random.default_rng(3), 2000, 8
    overdue = np.tile(np.arange(count) % 3 == 0, days)
    late = np.repeat(np.arange(days) >= days - 2, count)
    unasked = np.floor(random.exponential(np.where(overdue, 40.0, 8.0)))
    call = np.floor(random.exponential(15.0, count * days))
    called = late & overdue & (call < HORIZON) & (call <= unasked)
    rows = pd.DataFrame(
        {
            "client_id": np.arange(count * days).astype(str),
            "as_of_day": T + HORIZON * np.repeat(np.arange(days), count),
            "status": np.where(overdue, "overdue", "active"),
            "horizon_days": float(HORIZON),
            "next_order_in": np.where(called, np.minimum(unasked, call + 2), unasked),
        }
    )
    actions = rows[["client_id"]].assign(assigned_day=rows["as_of_day"] + call, arm="treated")[called]
    weights, _counts = weigh(rows, actions, holdout_share=SHARE)
    asked, left = late & overdue, rows["next_order_in"] >= HORIZON
    truth = float((unasked[asked] >= HORIZON).mean())
    assert np.average(left[asked], weights=weights[asked]) == pytest.approx(truth, abs=0.05)
    assert left[asked].mean() < truth - 0.2


def test_one_who_stands_for_all_others_weighs_no_more_than_twenty() -> None:
    many = {f"c{number}": NEVER for number in range(100)}
    weights, _counts = weights_of(many, *[(name, 3, "treated") for name in list(many)[1:]])
    assert weights["c0"] == pytest.approx(20)


def test_actions_on_strangers_change_nothing() -> None:
    weights, counts = weights_of({"a": 3}, ("nobody of ours", 2, "treated"))
    assert (weights, counts) == ({"a": 1}, Contamination(1, 0, 0, 0))


def test_without_a_hold_out_share_the_held_out_weigh_one() -> None:
    weights, _counts = weigh(rows_of({"a": 3}), assigned(("a", -3, "control")), holdout_share=0)
    assert weights.tolist() == [1]


days_ahead = st.integers(-30, 30)
arms = st.sampled_from(["treated", "control"])
orders = st.one_of(st.just(NEVER), st.integers(0, 40).map(float))


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdefgh"), orders, min_size=1),
    st.lists(st.tuples(st.sampled_from("abcdefgh"), days_ahead, arms), max_size=10),
    st.randoms(use_true_random=False),
)
def test_weights_are_zero_or_at_least_one_and_row_order_never_matters(people, actions, random) -> None:  # type: ignore[no-untyped-def]
    weights, counts = weights_of(people, *actions)
    assert all(weight == 0 or weight >= 1 - 1e-12 for weight in weights.values())
    assert sum(weight == 0 for weight in weights.values()) == counts.assigned_before + counts.censored
    shuffled = list(people)
    random.shuffle(shuffled)
    again, same = weights_of({name: people[name] for name in shuffled}, *actions[::-1])
    assert again == pytest.approx(weights)
    assert same == counts


def test_the_weights_recover_the_true_leave_share_where_dropping_the_contacted_does_not() -> None:
    made = campaign(seed=11)
    left, truth = made.left(), made.truth
    weights, counts = weigh(made.rows, made.actions, holdout_share=SHARE)
    recovered = float(np.average(left, weights=weights))
    dropped = float(left[~made.contacted()].mean())
    assert truth == pytest.approx(0.35, abs=0.03)
    assert recovered == pytest.approx(truth, abs=0.02)
    assert abs(dropped - truth) > 0.08
    assert abs(left.mean() - truth) > 0.08
    assert counts.assigned_before > 2000
    assert counts.held_out > 200
    assert counts.censored > 2000


def test_hold_outs_weigh_by_the_chance_that_was_recorded_where_the_usual_share_misleads() -> None:
    made = campaign(seed=11, spared_more=True)
    recorded, _ = weigh(made.rows, made.actions, holdout_share=SHARE)
    usual, _ = weigh(made.rows, made.actions.drop(columns="propensity"), holdout_share=SHARE)
    assert np.average(made.left(), weights=recorded) == pytest.approx(made.truth, abs=0.02)
    assert abs(np.average(made.left(), weights=usual) - made.truth) > 0.03


def test_a_recorded_chance_counts_before_the_share_and_never_for_more_than_a_hundred() -> None:
    actions = assigned(*((name, -3, "control") for name in "abc")).assign(propensity=[0.75, NEVER, 1.0])
    weights, _ = weigh(rows_of(dict.fromkeys("abc", 3.0)), actions, holdout_share=SHARE)
    assert weights.tolist() == pytest.approx([4, 1 / SHARE, 100])
