"""The tables of who the clients are and who looks after them, as they stand in the files.

The client list has a row for every state that was ever true: another manager, a contract renewed, or the
client excluded.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from features.simulate import columns, consents
from features.simulate.block import Block
from features.simulate.causes import CAUSES, FIRST_OUTSIDE, GRIEVANCES, PRICE
from features.simulate.company import LONGEST_TENURE_DAYS
from features.simulate.draws import Flags, Integers
from features.simulate.scene import Rows
from features.simulate.staff import POSTS
from features.simulate.window import NEVER, YEAR_DAYS
from features.simulate.winning_back import heard_day

EMAIL_SHARE = 0.9
#: A contract runs from its anniversary to the next.
CONTRACT_DAYS = 365
#: Birthdays of private persons: years before the first simulated day, from and to.
YOUNGEST, OLDEST = 22, 75

#: Share of clients who say that they leave, by kind of cause; so many days later we know of it.
TELLS_GRIEVANCE, TELLS_DRIFT, TELLS_OUTSIDE = 0.30, 0.20, 0.50
KNOWN_FROM_DAYS, KNOWN_TO_DAYS = 3, 75
#: Of those who say so, this share names the price, whatever the cause, and this share no reason that we
#: know; this share went to a competitor.
EVASIVE_SHARE, VAGUE_SHARE, TO_COMPETITOR_SHARE = 0.20, 0.05, 0.80
#: What a client says of a cause, where the company's word for it is another.
SAID = {
    "slow_answers": "service",
    "late_deliveries": "delivery",
    "slow_complaints": "service",
    "failures": "availability",
    "no_reward": "loyalty",
    "pauses": "attention",
}


@dataclass(frozen=True)
class _Spells(Rows):
    """From when to when one person looks after each client; sorted by client and day."""

    member: Integers
    person: Integers
    from_day: Integers
    to_day: Integers
    dismissed: Flags


def client_tables(block: Block) -> dict[str, pa.Table]:
    """Write `clients`, `managers`, `consents` and `departures` of a block."""
    spells = _spells(block)
    return {
        "clients": _clients(block, spells),
        "managers": _managers(block, spells),
        "consents": _consents(block),
        "departures": _departures(block),
    }


def _spells(block: Block) -> _Spells:
    """Give who looked after whom: the persons of the client's post, and of its later one after that."""
    clients, staff = block.scene.clients, block.scene.market.staff
    everyone = np.arange(clients.number.size)
    last = np.full(everyone.size, NEVER)
    parts = []
    for post, start, end in (
        (clients.post, clients.joined_day, clients.moves_day),
        (clients.later_post, np.maximum(clients.moves_day, clients.joined_day), last),
    ):
        for turn in range(staff.begins.shape[1]):
            came = staff.begins[post, turn]
            following = staff.begins[post, turn + 1] if turn + 1 < staff.begins.shape[1] else last
            from_day, to_day = np.maximum(came, start), np.minimum(following, end)
            dismissed = staff.dismissed[post, turn] & (following <= end) & (following != NEVER)
            spell = _Spells(everyone, post + POSTS * turn, from_day, to_day, dismissed)
            parts.append(spell.only((from_day < to_day) & (from_day < block.scene.window.days)))
    spells = _Spells.joined(parts)
    return spells.only(np.lexsort((spells.from_day, spells.member)))


def _managers(block: Block, spells: _Spells) -> pa.Table:
    """Write who looked after each client; whether a manager was dismissed is known from the last day on."""
    over = spells.to_day < block.scene.window.days
    return pa.table(
        {
            "client_id": block.ids(spells.member),
            "manager": block.people(spells.person, block.scene.clients.branch[spells.member]),
            "valid_from": block.days(spells.from_day),
            "valid_to": block.days(spells.to_day),
            "dismissed": pa.array(spells.dismissed, mask=~over),
        }
    )


def _excluded_day(block: Block) -> tuple[Integers, Integers]:
    """Give the day from which the company excludes each client (`NEVER` if not), and place of the cause."""
    visits, count = block.visits, block.scene.clients.number.size
    day, cause = np.full(count, NEVER), np.zeros(count, dtype=np.int64)
    left = np.flatnonzero(visits.left_day != NEVER)
    heard = heard_day(block.scene, visits.moments.only(left), visits.left_day[left], visits.cause[left])
    known = heard < block.scene.window.days
    day[visits.member[left[known]]] = heard[known]
    cause[visits.member[left[known]]] = visits.cause[left[known]]
    return day, cause


def _clients(block: Block, spells: _Spells) -> pa.Table:
    traits, words, window = block.scene.clients, block.words, block.scene.window
    excluded_day, cause = _excluded_day(block)
    out = np.flatnonzero(excluded_day != NEVER)
    begins = np.maximum(spells.from_day, 0)
    # Of two managers before the window the later one counts; of a manager who comes on the day, too.
    is_last = np.append((spells.member[1:] != spells.member[:-1]) | (begins[1:] != begins[:-1]), True)
    renewing, renewed = _renewals(block)
    member = np.concatenate([spells.member[is_last], out, renewing])
    since = np.concatenate([begins[is_last], excluded_day[out], renewed])
    keys = np.unique(member * (window.days + 1) + since)
    member, since = keys // (window.days + 1), keys % (window.days + 1)
    ids = block.ids(member)
    excluded = excluded_day[member] <= since
    contract = traits.on_contract[member]
    return pa.table(
        {
            "client_id": ids,
            "valid_from": block.days(since),
            "name": _names(block, member, ids),
            "kind": columns.words(("b2b", "b2c"), traits.is_person[member].astype(np.int64)),
            "industry": columns.words(words.industries, traits.industry[member]),
            "region": columns.words(words.regions, traits.region[member]),
            "branch": columns.words(words.branches, traits.branch[member]),
            "manager": block.people(block.scene.person(member, since), traits.branch[member]),
            "created_on": columns.days(traits.joined_day[member], window),
            "birthday": columns.days(_birthday(block, member), window, known=traits.is_person[member]),
            "contract_ends_on": columns.days(_contract_ends(block, member, since), window, known=contract),
            "phone": columns.joined("+7 000 ", ids),
            "email": columns.only(columns.joined("client", ids, "@example.com"), _has_email(block, member)),
            "do_not_contact": pa.array(traits.do_not_contact[member]),
            "excluded": columns.words(CAUSES, np.where(excluded, cause[member], 0), known=excluded),
        }
    )


def _birthday(block: Block, member: Integers) -> Integers:
    age = YOUNGEST + (OLDEST - YOUNGEST) * block.scene.draws.uniform("birthday", block.scene.number(member))
    return -np.floor(age * YEAR_DAYS).astype(np.int64)


def _renewals(block: Block) -> tuple[Integers, Integers]:
    """Give who renews its contract within the window, and when: as long as it has not left."""
    traits, last = block.scene.clients, block.scene.window.days
    on_contract = np.flatnonzero(traits.on_contract)
    until = np.minimum(block.lives.left_day[on_contract], last)
    most = -(-(LONGEST_TENURE_DAYS + last) // CONTRACT_DAYS)
    day = traits.joined_day[on_contract][:, None] + CONTRACT_DAYS * np.arange(1, most + 1)
    which, year = np.nonzero((day > 0) & (day < until[:, None]))
    return on_contract[which], day[which, year]


def _contract_ends(block: Block, member: Integers, day: Integers) -> Integers:
    """Give the end of the last yearly contract by a day; who has left renews none."""
    joined = block.scene.clients.joined_day[member]
    last = np.minimum(day, np.maximum(block.lives.left_day[member] - 1, joined))
    return joined + (1 + (last - joined) // CONTRACT_DAYS) * CONTRACT_DAYS


def _has_email(block: Block, member: Integers) -> Flags:
    return block.scene.draws.chance("email", EMAIL_SHARE, block.scene.number(member))


def _names(block: Block, member: Integers, ids: pa.Array) -> pa.Array:
    forms = (*block.words.business, block.words.person)
    traits = block.scene.clients
    place = np.where(traits.is_person[member], len(block.words.business), traits.industry[member])
    before = [form.format("") for form in forms]
    return columns.joined(columns.words(before, place), ids)


def _consents(block: Block) -> pa.Table:
    """Write the consents given by the last day, and those taken back."""
    everyone = np.arange(block.scene.clients.number.size)
    channel = np.tile(np.arange(len(consents.CHANNELS)), everyone.size)
    granted = np.stack([consents.granted_day(block.scene, everyone, c) for c in range(3)], axis=1).ravel()
    revoked = np.stack([consents.revoked_day(block.scene, everyone, c) for c in range(3)], axis=1).ravel()
    given = granted < block.scene.window.days
    member = np.repeat(everyone, len(consents.CHANNELS))[given]
    return pa.table(
        {
            "client_id": block.ids(member),
            "channel": columns.words(consents.CHANNELS, channel[given]),
            "granted_at": block.days(granted[given]),
            "revoked_at": block.days(revoked[given]),
            "purpose": columns.words((block.words.purpose,), np.zeros(member.size, dtype=np.int64)),
        }
    )


def _departures(block: Block) -> pa.Table:
    """Write the departures that clients told us of; the reason is what they said, which may be evasive."""
    visits, draws = block.visits, block.scene.draws
    left = visits.only(np.flatnonzero(visits.left_day != NEVER))
    who, step = block.scene.number(left.member), left.step
    is_drift = (left.cause >= len(GRIEVANCES)) & (left.cause < FIRST_OUTSIDE)
    outside = left.cause >= FIRST_OUTSIDE
    share = np.select([outside, is_drift], [TELLS_OUTSIDE, TELLS_DRIFT], TELLS_GRIEVANCE)
    known = left.left_day + draws.whole("told after", KNOWN_FROM_DAYS, KNOWN_TO_DAYS, who, step)
    told = draws.chance("tells", share, who, step)
    told &= known < np.minimum(left.next_day, block.scene.window.days)
    rival = draws.chance("to competitor", TO_COMPETITOR_SHARE, who, step) & ~outside
    evasive = draws.chance("evasive", EVASIVE_SHARE, who, step) & ~outside
    vague = draws.chance("vague", VAGUE_SHARE, who, step) & ~outside
    said = np.select([vague, evasive], [len(CAUSES), PRICE], left.cause)[told]
    return pa.table(
        {
            "client_id": block.ids(left.member[told]),
            "left_on": block.days(left.left_day[told]),
            "reason": columns.words([*(SAID.get(name, name) for name in CAUSES), "other"], said),
            "to_competitor": pa.array(rival[told]),
            "known_at": block.days(known[told]),
        }
    )
