"""As-of days, test days and the gap between what is learned from and what is judged."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.arithmetic import number_of
from features.errors import GateError
from features.settings import Settings, settings_from
from tests.features.company import DAY_ZERO, day, events_of, order
from tests.training.spine_company import DAYS, spine_settings
from training.past.contamination import Contamination
from training.past.origins import ORIGINS_APART_DAYS, rolling_origins
from training.past.snapshots import Snapshots, as_of_days, take, usable
from training.trained import Trained

ZERO = number_of(DAY_ZERO)


@settings(deadline=None)
@given(
    first=st.integers(0, 500),
    length=st.integers(0, 900),
    horizon=st.integers(1, 400),
    every=st.integers(1, 90),
)
def test_as_of_days_stand_evenly_after_the_first_event_and_every_horizon_of_theirs_ends(
    first: int, length: int, horizon: int, every: int
) -> None:
    start, known = day(first), day(first + length)
    days = as_of_days(start, known, longest_horizon=horizon, every=every)
    assert all(
        later - earlier == timedelta(days=every) for earlier, later in zip(days, days[1:], strict=False)
    )
    assert all(start < one and one + timedelta(days=horizon) <= known for one in days)
    room = length - horizon
    assert len(days) == max(room // every, 0)
    assert not days or days[-1] == known - timedelta(days=horizon)


def snapshots_of(rows: pd.DataFrame, known: int) -> Snapshots:
    rows = rows.assign(
        as_of=[day(number) for number in rows["as_of_day"]],
        as_of_day=rows["as_of_day"] + ZERO,
        ends_day=rows["as_of_day"] + ZERO + rows["horizon_days"],
    )
    return Snapshots(rows, (), day(known), 30, Contamination(len(rows), 0, 0, 0))


def drawn(seed: int, *, clients: int, days: list[int], longest: int, known: int) -> Snapshots:
    """Clients with horizons of their own; labels where these have ended, some rows not usable."""
    random = np.random.default_rng(seed)
    count = clients * len(days)
    horizon = random.integers(5, longest + 1, count).astype(float)
    horizon[random.random(count) < 0.05] = np.nan  # too little known of them
    as_of = np.repeat(days, clients)
    left = np.where(as_of + horizon <= known, random.integers(0, 2, count), np.nan)
    rows = pd.DataFrame({"as_of_day": as_of, "horizon_days": horizon, "left": left})
    return snapshots_of(rows.assign(weight=(random.random(count) > 0.1).astype(float)), known)


SMALL = settings_from({"training": {"minimum_clients": 10, "minimum_left": 3, "origins": 3}})


@settings(deadline=None)
@given(
    seed=st.integers(0, 1000),
    days=st.lists(st.integers(0, 300), min_size=1, max_size=12, unique=True).map(sorted),
    longest=st.integers(5, 90),
    after=st.integers(0, 120),
)
def test_no_horizon_in_training_ends_after_the_test_day_and_every_one_of_a_test_day_has_ended(
    seed: int, days: list[int], longest: int, after: int
) -> None:
    snapshots = drawn(seed, clients=40, days=days, longest=longest, known=days[-1] + after)
    rows = snapshots.rows
    try:
        origins = rolling_origins(snapshots, SMALL)
    except GateError:
        origins = []
    for origin in origins:
        train, test = rows[origin.train], rows[origin.test]
        assert (train["ends_day"] <= number_of(origin.test_day)).all()
        assert set(test["as_of"]) == {origin.test_day}
        everyone = rows.loc[rows["as_of"] == origin.test_day, "ends_day"].dropna()
        assert (everyone <= number_of(snapshots.known_at)).all()
        assert train["as_of"].nunique() >= 2
        for side in (train, test):
            assert usable(side).all()
            assert len(side) >= SMALL.training.minimum_clients
            assert side["left"].isin([0, 1]).all()
            assert min(side["left"].sum(), (1 - side["left"]).sum()) >= SMALL.training.minimum_left
    chosen = [origin.test_day for origin in origins]
    assert len(chosen) <= SMALL.training.origins
    assert all((later - earlier).days >= ORIGINS_APART_DAYS for earlier, later in pairwise(chosen))


def history(days: list[int], known: int, *, horizon: float = 20, clients: int = 20) -> Snapshots:
    """Half of the clients leave, on every day."""
    as_of = np.repeat(days, clients)
    left = np.where(as_of + horizon <= known, np.tile([0.0, 1.0], len(as_of) // 2), np.nan)
    rows = pd.DataFrame({"as_of_day": as_of, "horizon_days": horizon, "left": left, "weight": 1.0})
    return snapshots_of(rows, known)


def test_the_latest_days_that_fit_are_the_test_days_earliest_first() -> None:
    days = list(range(0, 301, 30))
    origins = rolling_origins(history(days, known=300), SMALL)
    assert [(origin.test_day - DAY_ZERO).days for origin in origins] == [210, 240, 270]


def test_a_horizon_that_ends_on_the_test_day_may_teach_and_one_that_ends_later_may_not() -> None:
    days = [0, 100, 101, 120]
    (origin,) = rolling_origins(history(days, known=140), SMALL.model_copy(update={"training": _one(1)}))
    taught = history(days, known=140).rows[origin.train]["as_of"].unique().tolist()
    assert (origin.test_day, taught) == (day(120), [day(0), day(100)])


def _one(origins: int) -> object:
    return SMALL.training.model_copy(update={"origins": origins})


def test_a_day_with_one_horizon_still_open_is_no_test_day() -> None:
    snapshots = history([0, 30, 60, 120], known=140)
    longer = snapshots.rows.copy()
    longer.loc[longer.index[-1], ["ends_day", "left"]] = [ZERO + 141, np.nan]
    origins = rolling_origins(replace(snapshots, rows=longer), SMALL)
    assert [(origin.test_day - DAY_ZERO).days for origin in origins] == [60]


def test_too_little_history_is_refused_with_what_to_do() -> None:
    said = "too little history to judge a model: no as-of day has 10 clients and 3 leavers.*Load more history"
    with pytest.raises(GateError, match=said):
        rolling_origins(history([0], known=40), SMALL)


@pytest.mark.parametrize(("left", "said"), [(0.0, "Nobody left, so"), (1.0, "Everybody left, so")])
def test_the_refusal_names_no_setting_where_all_fared_alike(left: float, said: str) -> None:
    snapshots = history([0, 60, 120], known=140)
    with pytest.raises(GateError, match=rf"{said} .* `winback signs` needs no model") as caught:
        rolling_origins(replace(snapshots, rows=snapshots.rows.assign(left=left)), SMALL)
    assert "minimum_left" not in str(caught.value)


def test_the_refusal_says_what_the_fullest_day_has() -> None:
    snapshots = history([0, 60, 120], known=140)
    rows = snapshots.rows.assign(left=snapshots.rows["left"].where(snapshots.rows["as_of_day"] != ZERO, 0.0))
    some = replace(snapshots, rows=rows.drop(index=rows.index[-1]).drop(index=rows.index[25:27]))
    with pytest.raises(
        GateError, match=f"The fullest, {day(0)}, has 20 clients .*, of whom 0 left. Load more"
    ):
        rolling_origins(some, Settings())


def test_where_a_day_has_enough_and_none_lies_before_it_no_minimum_is_to_blame() -> None:
    with pytest.raises(
        GateError, match="enough to be judged on; what lacks are days to learn from"
    ) as caught:
        rolling_origins(history([0], known=40), SMALL)
    assert "minimum_left" not in str(caught.value)


def test_where_no_horizon_has_ended_the_refusal_says_so() -> None:
    with pytest.raises(GateError, match="On none has a horizon ended. Load more"):
        rolling_origins(history([0, 60], known=10), SMALL)


def test_one_day_to_learn_from_is_not_enough() -> None:
    with pytest.raises(GateError, match="too little history"):
        rolling_origins(history([0, 60], known=140), SMALL)


@pytest.mark.parametrize("labels", [0.0, 1.0])
def test_days_on_which_all_did_the_same_judge_nobody(labels: float) -> None:
    snapshots = history([0, 60, 120], known=140)
    with pytest.raises(GateError, match="too little history"):
        rolling_origins(replace(snapshots, rows=snapshots.rows.assign(left=labels)), SMALL)


def test_too_few_clients_are_refused() -> None:
    with pytest.raises(GateError, match="no as-of day has 200 clients and 30 leavers and stayers"):
        rolling_origins(history([0, 60, 120], known=140), Settings())


def test_usable_rows_have_a_label_and_a_weight() -> None:
    rows = pd.DataFrame({"left": [0, 1, np.nan, 1], "weight": [1.0, 0.0, 1.0, 10.0]})
    assert usable(rows).tolist() == [True, False, False, True]


# The small company: the same laws on real rows.


def test_the_companys_as_of_days_end_with_today_and_one_of_them_ends_with_the_longest_horizon(
    trained: Trained,
) -> None:
    rows, settings = trained.snapshots.rows, spine_settings()
    days = sorted(rows["as_of"].unique())
    assert days[-1] == trained.as_of == trained.snapshots.known_at == day(DAYS)
    every = timedelta(days=settings.training.as_of_every_days)
    assert {later - earlier for earlier, later in pairwise(days[:-1])} == {every}
    longest = rows.loc[rows["as_of"] == trained.as_of, "horizon_days"].max()
    assert trained.as_of - timedelta(days=int(longest)) in days


def test_the_companys_rows_have_a_label_exactly_where_their_horizon_has_ended(trained: Trained) -> None:
    rows = trained.snapshots.rows
    ended = rows["ends_day"] <= number_of(trained.as_of)
    assert ended.any()
    assert not ended.all()
    assert (rows["left"].notna() == ended).all()
    assert (rows["ends_day"] - rows["as_of_day"]).dropna().equals(rows["horizon_days"].dropna())


def test_the_companys_training_rows_end_before_its_test_days(trained: Trained) -> None:
    rows = trained.snapshots.rows
    assert len(trained.origins) == 2
    for origin in trained.origins:
        assert rows.loc[origin.train, "ends_day"].max() <= number_of(origin.test_day)
        assert rows.loc[origin.test, "ends_day"].max() <= number_of(trained.as_of)


def test_the_companys_own_actions_are_counted_and_no_open_horizon_is(trained: Trained) -> None:
    counts, rows = trained.snapshots.contamination, trained.snapshots.rows
    assert counts.rows == (rows["ends_day"] <= number_of(trained.as_of)).sum()
    assert counts.assigned_before > 0
    assert counts.held_out > 0
    assert counts.censored > 0
    unusable = (rows["left"].notna() & (rows["weight"] == 0)).sum()
    assert unusable == counts.assigned_before + counts.censored


def test_an_open_horizon_waters_down_no_weight() -> None:
    # Both are silent from day 20 on; on day 35 one of them is treated. By day 50 the horizon of day 34 is
    # open, so its rows must not count among those who were watched: day 30 has two, one is censored.
    orders = [order(client, number) for client in "ab" for number in (0, 10, 20)]
    events = events_of(orders=orders)
    actions = pd.DataFrame({"client_id": ["a"], "assigned_day": [number_of(day(35))], "arm": ["treated"]})
    settings = settings_from({"churn": {"min_days": 20, "max_days": 20}})
    taken = take(events, settings, [day(30), day(34)], known_at=day(50), window_days=20, assignments=actions)
    weights = taken.rows.set_index(["client_id", "as_of"])["weight"]
    assert weights.to_dict() == {
        ("a", day(30)): 0, ("b", day(30)): 2, ("a", day(34)): 0, ("b", day(34)): 0
    }  # fmt: skip
    assert taken.contamination == Contamination(2, 0, 0, 1)


def test_the_fingerprint_is_that_of_the_contents(trained: Trained) -> None:
    snapshots = trained.snapshots
    again = replace(snapshots, rows=snapshots.rows.copy(deep=True))
    assert again.fingerprint == snapshots.fingerprint
    assert len(snapshots.fingerprint) == 64
    changed = snapshots.rows.copy()
    changed.loc[7, "days_since_order"] += 1
    renamed = snapshots.rows.rename(columns={"days_since_order": "silence"})
    fewer = snapshots.rows.iloc[:-1]
    prints = {replace(snapshots, rows=rows).fingerprint for rows in (changed, renamed, fewer)}
    assert len(prints | {snapshots.fingerprint}) == 4


def test_the_fingerprint_is_the_same_whatever_the_order_of_the_events() -> None:
    rows = [order(client, number, amount=10 + number) for client in "abc" for number in (0.2, 9.5, 21.1, 38)]
    prints = set()
    for events in (rows, rows[::-1]):
        taken = take(
            events_of(orders=events),
            Settings(),
            [day(15), day(25)],
            known_at=date(2024, 3, 1),
            window_days=20,
        )
        prints.add(taken.fingerprint)
    assert len(prints) == 1
