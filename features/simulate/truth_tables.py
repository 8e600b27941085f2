"""The truth about the invented company, as it stands in the files; the event tables hold nothing of it."""

import numpy as np
import pyarrow as pa

from features.simulate import columns
from features.simulate.block import Block
from features.simulate.causes import CAUSES, STAYS
from features.simulate.draws import Integers
from features.simulate.truth import Horizon, value_if_kept
from features.simulate.window import NEVER
from features.simulate.winning_back import ACTIONS, WILLS, asked_share, unasked_share, will


def truth_tables(block: Block) -> dict[str, pa.Table]:
    """Write `truth/clients`, `truth/episodes`, `truth/actions` and `truth/rival_calls` of a block."""
    episodes = np.flatnonzero(block.visits.left_day != NEVER)
    return {
        "truth/clients": _clients(block),
        "truth/episodes": _episodes(block, episodes),
        "truth/actions": _actions(block, episodes),
        "truth/rival_calls": _rival_calls(block),
    }


def _clients(block: Block) -> pa.Table:
    """Write what really became of each client of the block."""
    traits, lives, scene = block.scene.clients, block.lives, block.scene
    left = lives.left_day != NEVER
    everyone = np.arange(traits.number.size)
    return pa.table(
        {
            "client_id": columns.client_ids(traits.number),
            "left_on": block.days(lives.left_day),
            "cause": columns.words(CAUSES, np.where(left, lives.cause, 0), known=lives.cause != STAYS),
            "own_cycle_days": pa.array(np.round(traits.cycle_days, 2)),
            "mean_check": columns.roubles(traits.mean_check),
            "value_if_kept": columns.roubles(value_if_kept(scene, Horizon.default())),
            "will": columns.words(WILLS, will(scene, everyone)),
        }
    )


def _number(block: Block, episodes: Integers) -> Integers:
    """Count the loss episodes of each client, from 1 on."""
    member = block.visits.member[episodes]
    return np.arange(1, episodes.size + 1) - np.searchsorted(member, member, side="left")


def _episodes(block: Block, episodes: Integers) -> pa.Table:
    """Write every loss: when and why a client left, when it was noticed, and how it came back if it did."""
    gone = block.visits.only(episodes)
    returned = gone.next_day < block.scene.window.days
    how = np.where(gone.treated, gone.action + 1, 0)
    return pa.table(
        {
            "client_id": block.ids(gone.member),
            "episode": pa.array(_number(block, episodes)),
            "left_on": block.days(gone.left_day),
            "cause": columns.words(CAUSES, gone.cause),
            "noticed_on": block.days(gone.noticed_day),
            "returned_on": block.days(gone.next_day),
            "returned_after": columns.words(("nothing", *ACTIONS), how, known=returned),
        }
    )


def _actions(block: Block, episodes: Integers) -> pa.Table:
    """Write, for every loss and action, the probability of return unasked, if asked, and the difference."""
    gone = block.visits.only(episodes)
    unasked = np.repeat(unasked_share(block.scene, gone.moments, gone.cause), len(ACTIONS))
    asked = asked_share(block.scene, gone.moments, gone.cause).ravel()
    return pa.table(
        {
            "client_id": block.ids(np.repeat(gone.member, len(ACTIONS))),
            "episode": pa.array(np.repeat(_number(block, episodes), len(ACTIONS))),
            "action": columns.words(ACTIONS, np.tile(np.arange(len(ACTIONS)), episodes.size)),
            "return_share_unasked": pa.array(np.round(unasked, 6)),
            "return_share_asked": pa.array(np.round(asked, 6)),
            "effect": pa.array(np.round(asked - unasked, 6)),
        }
    )


def _rival_calls(block: Block) -> pa.Table:
    """Write the competitors' calls to clients, from their first order on, but not while they are gone."""
    visits, calls = block.visits, block.rivals
    place = visits.latest(calls.member, calls.day)
    with_us = place >= 0
    with_us[with_us] = calls.day[with_us] < visits.left_day[place[with_us]]
    return pa.table(
        {"client_id": block.ids(calls.member[with_us]), "called_on": block.days(calls.day[with_us])}
    )
