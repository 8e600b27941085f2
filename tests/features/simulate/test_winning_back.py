"""Whom an attempt brings back, who comes anyway, and who never does."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from features.simulate.block import Block
from features.simulate.causes import CAUSES, FIRST_OUTSIDE
from features.simulate.company import draw_clients
from features.simulate.draws import Draws
from features.simulate.market import Market
from features.simulate.scene import Moments, Scene
from features.simulate.window import NEVER, Window
from features.simulate.winning_back import (
    ACTIONS,
    LARGE_CHECK,
    RETURNS_WITHIN_DAYS,
    WILLS,
    asked_share,
    fall_silent,
    unasked_share,
    will,
)


def losses(block: Block) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Give, for every loss, will, cause, unasked and asked shares."""
    gone = block.visits.only(np.flatnonzero(block.visits.left_day != NEVER))
    unasked = unasked_share(block.scene, gone.moments, gone.cause)
    asked = asked_share(block.scene, gone.moments, gone.cause)
    return will(block.scene, gone.member), gone.cause, unasked, asked


def test_some_never_come_back_some_always_do_and_the_rest_depends(block: Block) -> None:
    wills, cause, unasked, asked = losses(block)
    within = cause < FIRST_OUTSIDE
    for name, share in (("never", 0.0), ("always", 1.0)):
        fixed = within & (wills == WILLS.index(name))
        assert fixed.sum() > 50
        assert (unasked[fixed] == share).all()
        assert (asked[fixed] == share).all()
    rest = within & (wills == WILLS.index("depends"))
    assert 0.02 <= unasked[rest].min() <= unasked[rest].max() <= 0.15
    assert (asked[rest] > unasked[rest, None]).all()


def test_nothing_brings_those_outside_our_reach_back(block: Block) -> None:
    _, cause, unasked, asked = losses(block)
    assert not unasked[cause >= FIRST_OUTSIDE].any()
    assert not asked[cause >= FIRST_OUTSIDE].any()


def test_the_spurned_stay_away_the_more_for_being_called_but_not_for_a_visit(block: Block) -> None:
    wills, cause, unasked, asked = losses(block)
    spurned = (cause < FIRST_OUTSIDE) & (wills == WILLS.index("spurned"))
    assert spurned.sum() > 30
    effect = asked[spurned] - unasked[spurned, None]
    assert (effect[:, :2] < 0).all()
    assert (effect[:, 2:] > 0).all()


def test_each_cause_has_its_best_action(block: Block) -> None:
    wills, cause, unasked, asked = losses(block)
    best = {"price": "discount_call", "slow_complaints": "management_call", "pauses": "visit"}
    for name, action in best.items():
        chosen = (cause == CAUSES.index(name)) & (wills == WILLS.index("depends"))
        effect = (asked - unasked[:, None])[chosen].mean(axis=0)
        assert ACTIONS[effect.argmax()] == action


def test_attempts_bring_back_what_the_truth_says(tables: dict[str, pd.DataFrame]) -> None:
    """Treated minus control, from the orders themselves, within three standard errors of the truth."""
    attempts, orders = tables["attempts"], tables["orders"]
    last = pd.Timestamp("2024-12-31")
    attempts = attempts.assign(assigned=pd.to_datetime(attempts["assigned_at"]))
    attempts = attempts[attempts["assigned"] <= last - pd.Timedelta(days=RETURNS_WITHIN_DAYS)]
    placed = orders[orders["amount"] > 0]
    placed = placed.assign(ordered=pd.to_datetime(placed["ordered_at"]))[["client_id", "ordered"]]
    pairs = attempts.merge(placed, on="client_id")
    days = (pairs["ordered"] - pairs["assigned"]).dt.days
    back = set(pairs.loc[(days > 0) & (days <= RETURNS_WITHIN_DAYS), "attempt_id"])
    returned = attempts["attempt_id"].isin(back)
    treated = attempts["arm"] == "treated"
    found = returned[treated].mean() - returned[~treated].mean()
    error = np.sqrt(sum(returned[arm].var() / arm.sum() for arm in (treated, ~treated)))
    episodes = tables["truth/episodes"].merge(tables["truth/actions"], on=["client_id", "episode"])
    truth = attempts.merge(
        episodes,
        left_on=["client_id", "assigned_at", "action"],
        right_on=["client_id", "noticed_on", "action"],
        how="left",
    )
    effect = truth["effect"].fillna(0).mean()
    assert (~treated).sum() > 50
    assert effect > 0.08
    assert abs(found - effect) < 3 * error


def test_of_many_who_left_each_action_brings_back_exactly_its_effect() -> None:
    """Twenty thousand clients leave at once: enough to tell each action's effect from none."""
    draws, window = Draws(5), Window.of(24)
    numbers = np.arange(1, 20_001)
    scene = Scene(draws, Market.of(draws, window), draw_clients(draws, numbers, window))
    member, none = np.arange(numbers.size), np.zeros(numbers.size, dtype=np.int64)
    moments = Moments(member, none, none, none + 30)
    cause = none + CAUSES.index("pauses")
    silences = fall_silent(scene, moments, none + 5, cause)
    back = silences.next_day < window.days
    effects = asked_share(scene, moments, cause) - unasked_share(scene, moments, cause)[:, None]
    controls = silences.is_taken & ~silences.treated
    for place, action in enumerate(ACTIONS):
        treated = silences.treated & (silences.action == place)
        alone = controls & (silences.action == place)
        found = back[treated].mean() - back[alone].mean()
        error = np.sqrt(back[treated].var() / treated.sum() + back[alone].var() / alone.sum())
        effect = effects[treated | alone, place].mean()
        assert effect > 5 * error, action
        assert abs(found - effect) < 3 * error, action


def test_a_coin_leaves_a_tenth_alone_whatever_the_client(
    tables: dict[str, pd.DataFrame], block: Block
) -> None:
    attempts = tables["attempts"]
    treated = attempts["arm"] == "treated"
    assert (attempts["propensity"] == 0.9).all()
    assert abs(treated.mean() - 0.9) < 0.03
    check = block.scene.clients.mean_check[attempts["client_id"].astype(int) - 1]
    large = check > LARGE_CHECK
    assert set(attempts["action"][large]) == {"visit", "management_call"}
    assert set(attempts["action"][~large]) == set(ACTIONS)
    assert abs(treated[large].mean() - treated[~large].mean()) < 0.08


def test_one_attempt_for_each_silence_and_none_without_consent_or_to_the_excluded(
    tables: dict[str, pd.DataFrame],
) -> None:
    attempts = tables["attempts"]
    assert attempts["attempt_id"].is_unique
    assert not attempts.duplicated(["client_id", "assigned_at"]).any()
    # between two attempts the client ordered
    placed = tables["orders"][tables["orders"]["amount"] > 0]
    days = placed.groupby("client_id")["ordered_at"].agg(list)
    again = attempts[attempts["client_id"].duplicated(keep=False)]
    for client, rows in again.groupby("client_id"):
        first = rows["assigned_at"].tolist()
        for earlier, later in pairwise(first):
            assert any(earlier < day < later for day in days[client])
    consents = tables["consents"].query("channel == 'call'").set_index("client_id")
    of_client = consents.reindex(attempts["client_id"])
    assert of_client["granted_at"].notna().all()
    assert (of_client["granted_at"].to_numpy() <= attempts["assigned_at"].to_numpy()).all()
    revoked = pd.to_datetime(of_client["revoked_at"]).fillna(pd.Timestamp("2100-01-01"))
    assert (revoked.to_numpy() > pd.to_datetime(attempts["assigned_at"]).to_numpy()).all()
    clients = tables["clients"].drop_duplicates("client_id", keep="last").set_index("client_id")
    assert not clients.loc[attempts["client_id"], "do_not_contact"].any()
    excluded = tables["clients"].dropna(subset=["excluded"]).groupby("client_id")["valid_from"].min()
    both = attempts[attempts["client_id"].isin(excluded.index)]
    assert (both["assigned_at"] < both["client_id"].map(excluded)).all()


def test_controls_are_left_alone_until_they_order(tables: dict[str, pd.DataFrame], block: Block) -> None:
    visits, contacts = block.visits, tables["contacts"]
    controls = np.flatnonzero((visits.action >= 0) & ~visits.treated)
    member = contacts["client_id"].astype(int).to_numpy() - 1
    day = (contacts["contacted_at"].dt.normalize() - pd.Timestamp("2022-01-01")).dt.days.to_numpy()
    assert controls.size > 50
    for place in controls:
        until = visits.next_day[place]
        within = (member == visits.member[place]) & (day >= visits.noticed_day[place]) & (day < until)
        assert not (within & (contacts["direction"] == "out")).any()


@pytest.mark.parametrize("column", ["executor", "attempted_at", "outcome"])
def test_nothing_is_done_for_controls(tables: dict[str, pd.DataFrame], column: str) -> None:
    attempts = tables["attempts"]
    controls = attempts["arm"] == "control"
    assert attempts.loc[controls, column].isna().all()
    assert attempts.loc[~controls, column].notna().mean() > 0.5
    assert (attempts.loc[controls, "cost"] == 0).all()
    assert (attempts.loc[controls, "incentive"] == 0).all()


def test_an_attempt_is_never_made_by_the_clients_own_manager(tables: dict[str, pd.DataFrame]) -> None:
    treated = tables["attempts"].dropna(subset=["attempted_at"])
    managers = tables["managers"].assign(
        valid_to=tables["managers"]["valid_to"].fillna(pd.Timestamp("2100-01-01").date())
    )
    pairs = treated.merge(managers, on="client_id")
    at_the_time = (pairs["valid_from"] <= pairs["attempted_at"]) & (pairs["attempted_at"] < pairs["valid_to"])
    own = pairs[at_the_time]
    assert len(own) == len(treated)
    assert (own["executor"] != own["manager"]).all()


def test_a_return_after_a_discount_was_offered_carries_it(tables: dict[str, pd.DataFrame]) -> None:
    attempts = tables["attempts"]
    paid = attempts[attempts["incentive"] > 0]
    assert len(paid) > 50
    assert set(paid["action"]) == {"discount_call"}
    orders = tables["orders"][tables["orders"]["amount"] > 0]
    for _, row in paid.head(30).iterrows():
        after = orders[
            (orders["client_id"] == row["client_id"]) & (orders["ordered_at"] > row["assigned_at"])
        ]
        first = after.iloc[0]
        assert first["discount"] == row["incentive"]
        assert float(first["discount"]) == pytest.approx(
            0.1 * float(first["amount"] + first["discount"]), rel=0.01
        )
