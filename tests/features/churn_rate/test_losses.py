"""The balance of a period: a case worked by hand, and the laws that its counts obey."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.churn_rate.losses import Balance, balance
from features.churn_rate.periods import Period
from features.churn_rate.standings import ABSENT, CLIENT, LOST, UNJUDGED
from features.settings import Churn
from tests.features.churn_rate.regulars import standings_of

DAYS = (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1))
TWO_MONTHS = Period(DAYS[0], DAYS[2])
ROWS = {
    "kept 1": (CLIENT, CLIENT, CLIENT),
    "kept 2": (CLIENT, CLIENT, CLIENT),
    "kept, silent": (CLIENT, CLIENT, CLIENT),
    "lost and back": (CLIENT, LOST, CLIENT),
    "lost": (CLIENT, LOST, LOST),
    "lost at once": (CLIENT, CLIENT, LOST),
    "undone": (CLIENT, CLIENT, ABSENT),
    "new": (ABSENT, CLIENT, CLIENT),
    "new and lost": (ABSENT, CLIENT, LOST),
    "returned": (LOST, LOST, CLIENT),
    "gone before": (LOST, LOST, LOST),
}


def by_hand(**more: object) -> Balance:
    names = sorted(ROWS)
    silent = np.zeros((3, len(names)))
    for name in ("kept, silent", "lost", "gone before"):
        silent[2, names.index(name)] = 61  # February 2024 has 29 days: the two months have 60
    silent[2, names.index("lost at once")] = 60  # ordered on the first of the sixty days
    return balance(standings_of(ROWS, DAYS, silent=silent, **more), TWO_MONTHS, Churn())


def test_a_balance_worked_by_hand() -> None:
    found = by_hand()
    assert (found.clients_at_start, found.lost, found.kept, found.undone) == (7, 2, 4, 1)
    assert (found.new_clients, found.new_lost, found.returned, found.lost_and_back) == (2, 1, 1, 1)
    assert found.clients_at_end == 7 - 2 - 1 + 2 - 1 + 1
    assert found.rate is not None
    assert found.rate.share == 2 / 7
    assert found.lost_to_new == 3 / 2
    assert found.more_lost_than_new


def test_who_ordered_nothing_is_told_apart_by_when_it_was_lost() -> None:
    found = by_hand()
    assert found.ever == 8  # all but the two new ones and the one undone
    assert (found.silent, found.silent_before, found.silent_lost, found.silent_waiting) == (3, 1, 1, 1)
    assert found.silent_rate is not None
    assert found.silent_rate.share == 3 / 8


def test_who_bought_again_is_a_share_of_everybody_at_the_end() -> None:
    found = by_hand()
    assert (found.ordered_ever, found.bought_again, found.once_only) == (10, 6, 4)


def test_one_month_knows_nobody_lost_and_back() -> None:
    stood = standings_of(ROWS, DAYS)
    months = [balance(stood, Period(*ends), Churn()) for ends in zip(DAYS, DAYS[1:], strict=False)]
    assert [one.lost_and_back for one in months] == [0, 0]
    assert [one.lost for one in months] == [
        2,
        2,
    ]  # the second is the client who was new in the first, and another
    assert [one.returned for one in months] == [0, 2]


def test_a_tie_of_lost_and_new_is_no_problem() -> None:
    rows = {"a": (CLIENT, LOST), "b": (ABSENT, CLIENT), "c": (CLIENT, CLIENT)}
    found = balance(standings_of(rows, DAYS[:2]), Period(*DAYS[:2]), Churn())
    assert (found.lost_to_new, found.more_lost_than_new) == (1.0, False)


@pytest.mark.parametrize(
    ("rows", "more", "gap"),
    [
        ({"a": (ABSENT, CLIENT)}, {}, "no_clients"),
        ({"a": (UNJUDGED, UNJUDGED)}, {}, "no_rhythm"),
        ({"a": (CLIENT, CLIENT)}, {"history": [121, 152]}, "no_past"),
        (
            {"a": (CLIENT, CLIENT)},
            {"history": [122, 153], "could": [[False], [False]]},
            "nobody_could_be_lost",
        ),
        ({"a": (CLIENT, CLIENT)}, {"history": [122, 153]}, None),
    ],
)
def test_a_rate_that_would_mislead_is_not_told(rows: dict, more: dict, gap: str | None) -> None:
    found = balance(standings_of(rows, DAYS[:2], **more), Period(*DAYS[:2]), Churn(max_days=365))
    assert found.gap == gap
    assert (found.rate is None) == (gap is not None)
    assert not found.more_lost_than_new


def test_a_history_of_just_a_third_of_the_longest_horizon_is_past_enough() -> None:
    rows = {"a": (CLIENT, CLIENT)}
    gaps = [
        balance(standings_of(rows, DAYS[:2], history=[days, 99]), Period(*DAYS[:2]), Churn(max_days=60)).gap
        for days in (19, 20)
    ]
    assert gaps == ["no_past", None]


def test_a_base_that_could_not_be_lost_makes_a_lower_bound() -> None:
    rows = {"a": (CLIENT, LOST), "b": (CLIENT, CLIENT), "c": (CLIENT, CLIENT), "d": (CLIENT, CLIENT)}
    could = np.array([[False] * 4, [False, True, False, False]])
    found = balance(standings_of(rows, DAYS[:2], could=could), Period(*DAYS[:2]), Churn())
    assert (found.could_be_lost, found.lower_bound) == (2, False)  # who was lost could be
    could[1, 1] = False
    found = balance(standings_of(rows, DAYS[:2], could=could), Period(*DAYS[:2]), Churn())
    assert (found.could_be_lost, found.lower_bound) == (1, True)


states = st.lists(
    st.tuples(*[st.sampled_from([ABSENT, CLIENT, LOST])] * 4, st.integers(0, 200)), min_size=1, max_size=30
)
FOUR = (*DAYS, date(2024, 4, 1))


@given(states)
def test_the_counts_add_up(drawn: list[tuple[int, ...]]) -> None:
    rows = {f"{place:02}": row[:4] for place, row in enumerate(drawn)}
    silent = np.array([[row[4]] * 4 for row in drawn]).T
    found = balance(standings_of(rows, FOUR, silent=silent), Period(FOUR[0], FOUR[3]), Churn())
    assert found.kept + found.lost + found.undone == found.clients_at_start
    assert found.lost_and_back <= found.kept
    assert found.new_lost <= found.new_clients
    assert found.silent_before + found.silent_lost + found.silent_waiting == found.silent <= found.ever
    stayed = found.clients_at_start - found.lost - found.undone
    assert found.clients_at_end == stayed + found.new_clients - found.new_lost + found.returned
    for rate in (found.rate, found.silent_rate, found.bought_again_rate):
        assert rate is None or 0 <= rate.low <= rate.share <= rate.high <= 1


@given(states, st.randoms(use_true_random=False))
def test_neither_later_days_nor_the_order_of_clients_change_a_period(drawn: list, random: object) -> None:
    rows = {f"{place:02}": row[:4] for place, row in enumerate(drawn)}
    first = Period(FOUR[0], FOUR[2])
    known_then = balance(
        standings_of({name: row[:3] for name, row in rows.items()}, FOUR[:3]), first, Churn()
    )
    names = list(rows)
    random.shuffle(names)  # type: ignore[attr-defined]
    shuffled = {new: rows[old] for new, old in zip(rows, names, strict=True)}
    assert balance(standings_of(rows, FOUR), first, Churn()) == known_then
    assert balance(standings_of(shuffled, FOUR), first, Churn()) == known_then


def test_figures_hold_every_count_and_rate_as_plain_values() -> None:
    told = by_hand().figures()
    assert (told["start"], told["last_day"]) == (date(2024, 1, 1), date(2024, 2, 29))
    assert told["churn_rate"] == 2 / 7
    assert told["churn_rate_low"] < 2 / 7 < told["churn_rate_high"]
    assert (told["lost_to_new"], told["more_lost_than_new"], told["gap"]) == (1.5, True, None)
    none = balance(standings_of({"a": (ABSENT, CLIENT)}, DAYS[:2]), Period(*DAYS[:2]), Churn()).figures()
    assert (none["churn_rate"], none["churn_rate_low"], none["silent_share"]) == (None, None, None)
