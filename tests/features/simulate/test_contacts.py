"""What stands in the book of contacts, and that it tells of the nearing end."""

import numpy as np
import pandas as pd

from features.simulate.block import Block


def test_contacts_go_both_ways_and_only_questions_have_hours(tables: dict[str, pd.DataFrame]) -> None:
    contacts = tables["contacts"]
    incoming = contacts["direction"] == "in"
    assert 0.2 < incoming.mean() < 0.6
    assert contacts.loc[incoming, "response_hours"].notna().all()
    assert contacts.loc[~incoming, "response_hours"].isna().all()
    assert (contacts.loc[incoming, "response_hours"] >= 0).all()
    assert 3 < contacts["response_hours"].median() < 10
    hours = contacts["contacted_at"].dt.hour
    assert (hours.min(), hours.max()) == (9, 18)


def test_every_outcome_and_channel_occurs(tables: dict[str, pd.DataFrame]) -> None:
    contacts = tables["contacts"]
    assert set(contacts["outcome"]) == {"order", "information", "none", "no_answer", "refused"}
    assert set(contacts["channel"]) == {"call", "message", "email", "visit"}


def test_a_contact_that_brought_an_order_was_followed_by_one(tables: dict[str, pd.DataFrame]) -> None:
    contacts, orders = tables["contacts"], tables["orders"]
    own = contacts[
        (contacts["outcome"] == "order") & ~contacts["client_id"].isin(tables["attempts"]["client_id"])
    ]
    day = own["contacted_at"].dt.normalize()
    known = set(zip(orders["client_id"], pd.to_datetime(orders["ordered_at"]), strict=False))
    found = [
        (client, when) in known or (client, when + pd.Timedelta(days=1)) in known
        for client, when in zip(own["client_id"], day, strict=False)
    ]
    assert len(own) > 200
    # of the rest, the order was entered after the last day
    assert np.mean(found) > 0.99


def test_the_last_calls_before_the_silence_bring_nothing_more_often(
    tables: dict[str, pd.DataFrame],
) -> None:
    calls = tables["contacts"].query("direction == 'out'").merge(tables["truth/clients"], on="client_id")
    fruitless = calls["outcome"].isin(["none", "no_answer", "refused"])
    left = pd.to_datetime(calls["left_on"])
    days = (left - calls["contacted_at"]).dt.days
    unhappy = ~calls["cause"].isin(["moved", "bankrupt", "rightly_let_go"]) & left.notna()
    lately = unhappy & (days >= 0) & (days < calls["own_cycle_days"])
    assert fruitless[lately].mean() > fruitless[left.isna()].mean() + 0.08
    gone = left.notna() & (days < -1)
    assert gone.sum() > 100
    assert "information" not in set(
        calls.loc[gone & ~calls["client_id"].isin(tables["attempts"]["client_id"]), "outcome"]
    )


def test_no_more_than_the_attempt_itself_is_written_of_a_treated_silence(
    tables: dict[str, pd.DataFrame], block: Block
) -> None:
    made = tables["attempts"].dropna(subset=["attempted_at"])
    contacts = tables["contacts"].assign(day=tables["contacts"]["contacted_at"].dt.date)
    pairs = made.merge(contacts, left_on=["client_id", "attempted_at"], right_on=["client_id", "day"])
    mine = pairs[pairs["manager"] == pairs["executor"]]
    assert len(mine) == len(made)
    assert (mine.loc[mine["outcome_x"] == "ordered", "outcome_y"] == "order").all()
    assert (mine.loc[mine["action"] == "visit", "channel"] == "visit").all()
    heads = mine.loc[mine["action"] == "management_call", "executor"]
    assert set(heads) <= set(block.words.heads)
