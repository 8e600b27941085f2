"""The hold-out is drawn once an episode, keeps its share in each stratum, and holds till the loss is over."""

import string
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from features.errors import UsageError
from serving.ledger import Ledger
from serving.ledger.holdouts import draw
from tests.serving.ledger.conftest import NOW, direct_engine


def candidates(count: int, stratum: str = "A", first: int = 0) -> pd.DataFrame:
    ids = [f"C{number:05d}" for number in range(first, first + count)]
    return pd.DataFrame({"client_id": ids, "list": "at_risk", "stratum": stratum})


def episodes(count: int, stratum: str = "A", first: int = 0) -> pd.DataFrame:
    return candidates(count, stratum, first).assign(ordinal=1)


def drawn(ledger: Ledger, listed: pd.DataFrame, share: float = 0.3, seed: int = 7) -> dict[str, bool]:
    found = ledger.draw_holdouts(listed, share=share, seed=seed, now=NOW)
    return dict(zip(found["client_id"], found["held_out"], strict=True))


@pytest.mark.parametrize(("count", "share", "expected"), [(10, 0.3, 3), (40, 0.25, 10), (1000, 0.1, 100)])
def test_a_whole_number_is_held_out_where_the_share_gives_one(
    count: int, share: float, expected: int
) -> None:
    assert draw(episodes(count), share=share, seed=7).sum() == expected


def test_each_stratum_keeps_its_share() -> None:
    listed = pd.concat([episodes(100, "A"), episodes(20, "B", 100), episodes(10, "C", 120)])
    found = pd.Series(draw(listed, share=0.2, seed=7)).groupby(listed["stratum"].to_numpy()).sum()
    assert found.to_dict() == {"A": 20, "B": 4, "C": 2}


def test_a_fraction_holds_out_one_more_as_often_as_it_says() -> None:
    found = [draw(episodes(4, first=4 * run), share=0.1, seed=7).sum() for run in range(1500)]
    assert set(found) == {0, 1}
    assert abs(np.mean(found) - 0.4) < 4 * np.sqrt(0.4 * 0.6 / 1500)


def test_every_client_has_the_same_chance_also_where_one_comes_at_a_time() -> None:
    found = np.mean([draw(episodes(3), share=0.1, seed=seed) for seed in range(1500)], axis=0)
    assert np.all(np.abs(found - 0.1) < 4 * np.sqrt(0.1 * 0.9 / 1500))


@given(
    st.lists(
        st.tuples(st.text(string.ascii_letters, min_size=1), st.integers(1, 9), st.sampled_from("AB")),
        unique_by=lambda row: row[0],
    ),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 2**31),
    st.randoms(),
)
def test_the_order_of_rows_never_matters_and_the_share_is_off_by_less_than_one(
    rows: list[tuple[str, int, str]], share: float, seed: int, order: "st.random.Random"
) -> None:
    listed = pd.DataFrame(rows, columns=["client_id", "ordinal", "stratum"])
    found = pd.Series(draw(listed, share=share, seed=seed), listed["client_id"])
    shuffled = listed.sample(frac=1, random_state=order.randrange(1000))
    again = pd.Series(draw(shuffled, share=share, seed=seed), shuffled["client_id"])
    pd.testing.assert_series_equal(found, again.reindex(found.index))
    for _, part in listed.groupby("stratum"):
        assert abs(found[part["client_id"]].sum() - share * len(part)) < 1


def test_another_seed_gives_another_draw_and_the_same_seed_the_same() -> None:
    first, again, other = (draw(episodes(1000), share=0.1, seed=seed) for seed in (7, 7, 8))
    assert (first == again).all()
    assert (first & other).sum() < 30


def test_a_second_run_changes_nothing_whatever_share_seed_list_and_stratum(ledger: Ledger) -> None:
    first = drawn(ledger, candidates(100))
    assert sum(first.values()) == 30
    changed = candidates(100).assign(list="recoverable", stratum="Z")
    assert drawn(ledger, candidates(100)) == first
    assert drawn(ledger, changed, share=0.9, seed=8) == first
    assert drawn(ledger, changed.sample(frac=1, random_state=1)) == first


def test_only_newcomers_are_drawn(ledger: Ledger) -> None:
    first = drawn(ledger, candidates(50))
    both = drawn(ledger, candidates(100))
    assert {client: both[client] for client in first} == first
    assert sum(both.values()) == 30


def test_the_answer_keeps_the_order_asked_for(ledger: Ledger) -> None:
    listed = candidates(20).sample(frac=1, random_state=3)
    found = ledger.draw_holdouts(listed, share=0.5, seed=7, now=NOW)
    assert found["client_id"].tolist() == listed["client_id"].tolist()
    assert found.columns.tolist() == ["client_id", "ordinal", "held_out"]
    assert (found["held_out"].dtype, found["ordinal"].dtype) == (bool, np.int64)


def test_a_draw_before_the_loss_holds_when_the_loss_comes(ledger: Ledger) -> None:
    first = drawn(ledger, candidates(100))
    lost = pd.DataFrame({"client_id": list(first), "status": "lost", "last_order_on": date(2025, 6, 1)})
    ledger.sync_episodes(lost, date(2026, 3, 1), NOW)
    assert drawn(ledger, candidates(100).assign(list="recoverable")) == first


def test_the_next_episode_is_drawn_anew(ledger: Ledger) -> None:
    lost = pd.DataFrame(
        {"client_id": candidates(100)["client_id"], "status": "lost", "last_order_on": date(2025, 6, 1)}
    )
    ledger.sync_episodes(lost, date(2026, 3, 1), NOW)
    first = ledger.draw_holdouts(candidates(100), share=0.3, seed=7, now=NOW)
    ledger.sync_episodes(lost.assign(status="active", last_order_on=date(2026, 3, 9)), date(2026, 4, 1), NOW)
    second = ledger.draw_holdouts(candidates(100), share=0.3, seed=7, now=NOW)
    assert (first["ordinal"].unique().tolist(), second["ordinal"].unique().tolist()) == ([1], [2])
    assert (first["held_out"] != second["held_out"]).any()
    assert second["held_out"].sum() == 30


def test_ordinals_that_the_caller_knows_are_taken(ledger: Ledger) -> None:
    found = ledger.draw_holdouts(candidates(10).assign(ordinal=4), share=0.3, seed=7, now=NOW)
    assert found["ordinal"].tolist() == [4] * 10


def test_an_episode_that_has_its_attempt_is_never_held_out(ledger: Ledger) -> None:
    ledger.take_attempt("C00000", "at_risk", "call", None, NOW)
    assert drawn(ledger, candidates(1), share=0.999) == {"C00000": False}


def test_switched_off_nothing_is_drawn_and_earlier_draws_hold_on(ledger: Ledger) -> None:
    assert not any(drawn(ledger, candidates(50), share=0).values())
    first = drawn(ledger, candidates(50))
    assert sum(first.values()) == 15
    assert drawn(ledger, candidates(50), share=0) == first


def test_the_record_tells_share_seed_and_stratum(ledger: Ledger, ledger_url: str) -> None:
    drawn(ledger, candidates(1, "B"), share=0.25, seed=9)
    engine = direct_engine(ledger_url)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT share, seed, stratum, list FROM holdouts")).one()
    engine.dispose()
    assert tuple(row) == (0.25, 9, "B", "at_risk")


def test_a_missing_stratum_is_a_stratum_of_its_own(ledger: Ledger) -> None:
    listed = candidates(20).assign(stratum=[None] * 10 + ["A"] * 10)
    found = ledger.draw_holdouts(listed, share=0.5, seed=7, now=NOW)["held_out"]
    assert (found[:10].sum(), found[10:].sum()) == (5, 5)


@pytest.mark.parametrize("share", [-0.1, 1.0, 30, float("nan")])
def test_what_is_no_share_is_refused(ledger: Ledger, share: float) -> None:
    with pytest.raises(UsageError, match=r"`share` is .*; the hold-out is a share in \[0, 1\)"):
        drawn(ledger, candidates(2), share=share)


def test_a_client_twice_among_the_candidates_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match=r"`candidates` has .* 1 that repeat one"):
        drawn(ledger, pd.concat([candidates(1), candidates(1)]))
