"""The event tables and the truth of one block of clients, as they will stand in the files."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from features.simulate import columns
from features.simulate.company import Clients, draw_clients
from features.simulate.draws import Draws, Flags, Integers
from features.simulate.lives import CAUSES, FIRST_OUTSIDE, NEVER, STAYS, Lives, live
from features.simulate.market import Prices, Window
from features.simulate.orders import NO_DAY, STATUSES, order_rows
from features.simulate.truth import Horizon, value_if_kept
from features.simulate.voices import CATEGORIES, TOPICS, UNSOLVED, answers_after, complaints_after
from features.simulate.words import Words

#: Of the clients that moved or went bankrupt, the company hears of this share, some weeks later.
HEARD_SHARE = 0.7
EMAIL_SHARE = 0.9


@dataclass(frozen=True)
class Block:
    """A block of clients, what became of them, and the market they lived in."""

    draws: Draws
    window: Window
    prices: Prices
    words: Words
    clients: Clients
    lives: Lives

    @classmethod
    def of(cls, draws: Draws, window: Window, words: Words, numbers: Integers) -> "Block":
        """Draw the clients with these numbers and let them live."""
        prices = Prices.of(window)
        clients = draw_clients(draws, numbers, window)
        return cls(draws, window, prices, words, clients, live(draws, clients, window, prices))

    def ids(self, member: Integers) -> pa.Array:
        """Write the identifiers of members of the block."""
        return columns.client_ids(self.clients.number[member])

    def tables(self) -> Mapping[str, pa.Table]:
        """Give every table by the name of its file, without the ending."""
        return {
            "orders": orders(self),
            "clients": clients(self),
            "complaints": complaints(self),
            "nps": nps(self),
            "truth/clients": truth(self),
        }


def orders(block: Block) -> pa.Table:
    """Write the orders of a block, returns as rows of their own under the same `order_id`."""
    rows = order_rows(block.draws, block.clients, block.lives, block.window, block.prices)
    ids = block.ids(rows.member)
    return pa.table(
        {
            "client_id": ids,
            "order_id": columns.joined(ids, columns.padded(rows.step + 1, 4), between="-"),
            "ordered_at": columns.days(rows.day, block.window),
            "amount": columns.money(rows.amount),
            "margin": columns.money(rows.margin),
            "status": columns.words(STATUSES, rows.status),
            "status_at": columns.days(rows.status_day, block.window, known=rows.status_day != NO_DAY),
            "branch": columns.words(block.words.branches, block.clients.branch[rows.member]),
            "manager": columns.words(block.words.managers, block.clients.manager[rows.member]),
            "discount": columns.money(rows.discount),
        }
    )


def clients(block: Block) -> pa.Table:
    """Write the client list: a row from the start, and a later one where the client came to be excluded."""
    traits, words = block.clients, block.words
    everyone = np.arange(traits.number.size)
    excluded, from_day = _excluded(block)
    member = np.concatenate([everyone, everyone[excluded]])
    since = np.concatenate([np.maximum(traits.joined_day, 0), from_day[excluded]])
    later = np.arange(member.size) >= everyone.size
    order = np.lexsort((later, member))
    member, since, later = member[order], since[order], later[order]
    ids, industry = block.ids(member), traits.industry[member]
    has_email = block.draws.chance("email", EMAIL_SHARE, traits.number[member])
    return pa.table(
        {
            "client_id": ids,
            "valid_from": columns.days(since, block.window),
            "name": _names(block, member, ids),
            "kind": columns.words(("b2b", "b2c"), traits.is_person[member].astype(np.int64)),
            "industry": columns.words(words.industries, industry),
            "region": columns.words(words.regions, traits.region[member]),
            "branch": columns.words(words.branches, traits.branch[member]),
            "manager": columns.words(words.managers, traits.manager[member]),
            "created_on": columns.days(traits.joined_day[member], block.window),
            "phone": columns.joined("+7 000 ", ids),
            "email": _only(columns.joined("client", ids, "@example.com"), has_email),
            "do_not_contact": pa.array(traits.do_not_contact[member]),
            "excluded": columns.words(CAUSES, np.where(later, block.lives.cause[member], 0), known=later),
        }
    )


def complaints(block: Block) -> pa.Table:
    """Write the complaints; one that was still open on the last day has no `closed_at`."""
    visits, last = block.lives.visits, block.window.days
    said = complaints_after(block.draws, block.clients, visits.member, visits.step, visits.gap_days)
    opened = visits.day + said.opened_after_days
    closed = opened + said.resolution_days
    made = said.made & (opened < last)
    solved = (said.resolution_days != UNSOLVED) & (closed < last)
    ids = block.ids(visits.member[made])
    return pa.table(
        {
            "complaint_id": columns.joined(ids, columns.padded(visits.step[made] + 1, 4), between="-C"),
            "client_id": ids,
            "opened_at": columns.days(opened[made], block.window),
            "closed_at": columns.days(closed[made], block.window, known=solved[made]),
            "category": columns.words(CATEGORIES, said.category[made]),
            "severity": pa.array(said.severity[made]),
        }
    )


def nps(block: Block) -> pa.Table:
    """Write the NPS answers that came within the window and before the client left."""
    visits = block.lives.visits
    said = answers_after(
        block.draws,
        block.clients,
        visits.member,
        visits.step,
        unhappiness=visits.unhappiness,
        drifting=visits.drifting,
    )
    day = visits.day + said.after_days
    given = said.given & (day < block.window.days) & (day < block.lives.left_day[visits.member])
    mood = np.digitize(said.score, (7, 9))[given]
    topic, comment = said.topic[given], said.comment[given]
    phrases = [phrase for of_mood in block.words.comments for phrase in of_mood]
    place = mood * len(TOPICS) + topic
    return pa.table(
        {
            "client_id": block.ids(visits.member[given]),
            "answered_at": columns.days(day[given], block.window),
            "score": pa.array(said.score[given]),
            "topic": columns.words(TOPICS, topic),
            "comment": columns.words(phrases, place, known=comment >= 0),
        }
    )


def truth(block: Block) -> pa.Table:
    """Write what really became of each client of the block."""
    traits, lives = block.clients, block.lives
    left = lives.left_day != NEVER
    value = value_if_kept(traits, block.window, block.prices, Horizon.default())
    return pa.table(
        {
            "client_id": columns.client_ids(traits.number),
            "left_on": columns.days(lives.left_day, block.window, known=left),
            "cause": columns.words(CAUSES, np.where(left, lives.cause, 0), known=lives.cause != STAYS),
            "own_cycle_days": pa.array(np.round(traits.cycle_days, 2)),
            "mean_check": columns.roubles(traits.mean_check),
            "value_if_kept": columns.roubles(value),
        }
    )


def _excluded(block: Block) -> tuple[Flags, Integers]:
    """Tell which clients the company excluded within the window, and from which day on."""
    number, cause, left_day = block.clients.number, block.lives.cause, block.lives.left_day
    outside = cause >= FIRST_OUTSIDE
    heard = block.draws.chance("heard", HEARD_SHARE, number) | (cause == len(CAUSES) - 1)
    day = np.where(outside, left_day, 0) + block.draws.whole("heard after", 5, 40, number)
    return outside & heard & (day < block.window.days), day


def _names(block: Block, member: Integers, ids: pa.Array) -> pa.Array:
    forms = (*block.words.business, block.words.person)
    traits = block.clients
    place = np.where(traits.is_person[member], len(block.words.business), traits.industry[member])
    before = [form.format("") for form in forms]
    return columns.joined(columns.words(before, place), ids)


def _only(texts: pa.Array, shown: Flags) -> pa.Array:
    return texts.take(pa.array(np.arange(len(texts)), mask=~shown))
