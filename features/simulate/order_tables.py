"""The tables of orders and of their lines, as they stand in the files."""

import numpy as np
import pyarrow as pa

from features.simulate import columns
from features.simulate.block import Block
from features.simulate.orders import CHANNEL_WEIGHTS, CHANNELS, STATUSES
from features.simulate.products import category_of
from features.simulate.window import NEVER


def order_tables(block: Block) -> dict[str, pa.Table]:
    """Write `orders` and `order_lines`; a partial return has rows of its own under the same `order_id`."""
    scene, visits = block.scene, block.visits
    rows, lines = block.orders, block.lines
    member = visits.member[rows.place]
    step = visits.step[rows.place]
    channel = scene.draws.choice("order channel", CHANNEL_WEIGHTS, scene.number(member), step)
    promised = np.where(rows.amount > 0, rows.promised_day, NEVER)
    order_ids = _order_ids(block)
    orders = pa.table(
        {
            "client_id": block.ids(member),
            "order_id": order_ids.take(pa.array(rows.place)),
            "ordered_at": block.days(rows.day),
            "amount": columns.money(rows.amount),
            "margin": columns.money(rows.margin),
            "status": columns.words(STATUSES, rows.status),
            "status_at": block.days(rows.status_day),
            "discount": columns.money(rows.discount),
            "promised_on": columns.days(promised, scene.window, known=promised != NEVER),
            "delivered_on": block.days(rows.delivered_day),
            "branch": columns.words(block.words.branches, scene.clients.branch[member]),
            "manager": block.people(scene.person(member, rows.day), scene.clients.branch[member]),
            "channel": columns.words(CHANNELS, channel),
            "known_at": block.days(rows.known_day),
        }
    )
    back = lines.quantity < 0
    day = visits.day[lines.place] + np.where(back, block.experience.returned_after[lines.place], 0)
    entered = np.full(visits.member.size, NEVER)
    entered[rows.place[rows.amount > 0]] = rows.known_day[rows.amount > 0]
    order_lines = pa.table(
        {
            "client_id": block.ids(visits.member[lines.place]),
            "order_id": order_ids.take(pa.array(lines.place)),
            "ordered_at": block.days(day),
            "product": columns.words(block.words.products, lines.product),
            "category": columns.words(block.words.categories, category_of(lines.product)),
            "quantity": pa.array(lines.quantity),
            "amount": columns.money(lines.amount),
            "known_at": block.days(np.where(back, NEVER, entered[lines.place])),
        }
    )
    return {"orders": orders, "order_lines": order_lines}


def _order_ids(block: Block) -> pa.Array:
    """Write the identifier of every order of the block."""
    numbers = columns.padded(block.visits.step + 1, 4)
    return columns.joined(block.ids(block.visits.member), numbers, between="-")
