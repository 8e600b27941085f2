"""The tables of what clients say and do, and of what we say to them, as they stand in the files."""

import numpy as np
import pyarrow as pa

from features.simulate import columns, contacts
from features.simulate.activity import activity_rows
from features.simulate.attempts import ATTEMPT_OUTCOMES, EXPERIMENT, NO_OUTCOME
from features.simulate.block import Block
from features.simulate.contacts import contact_rows
from features.simulate.draws import Flags, Integers
from features.simulate.voices import CATEGORIES, TOPICS, UNSOLVED, recommend
from features.simulate.window import NEVER
from features.simulate.winning_back import ACTIONS, TREATED_SHARE

#: Complaints and answers on paper are entered late, in this share, up to so many days.
PAPER_SHARE, MOST_PAPER_DAYS = 0.15, 10


def talk_tables(block: Block) -> dict[str, pa.Table]:
    """Write `complaints`, `nps`, `contacts`, `activity` and `attempts` of a block."""
    return {
        "complaints": _complaints(block),
        "nps": _nps(block),
        "contacts": _contacts(block),
        "activity": _activity(block),
        "attempts": _attempts(block),
    }


def _entered_day(block: Block, what: str, day: Integers) -> Integers:
    """Give the day on which what was said after each order came into the books."""
    who, step = block.scene.number(block.visits.member), block.visits.step
    late = block.scene.draws.chance(f"{what} on paper", PAPER_SHARE, who, step)
    return day + late * block.scene.draws.whole(f"{what} entered", 1, MOST_PAPER_DAYS, who, step)


def _complaints(block: Block) -> pa.Table:
    """Write the complaints known by the last day; one that was still open then has no `closed_at`."""
    visits, said, last = block.visits, block.experience.said, block.scene.window.days
    opened = visits.day + said.opened_after_days
    entered = _entered_day(block, "complaint", opened)
    closed = np.where(said.resolution_days == UNSOLVED, NEVER, opened + said.resolution_days)
    made = said.made & (entered < last) & (opened < visits.left_day)
    ids = block.ids(visits.member[made])
    return pa.table(
        {
            "complaint_id": columns.joined(ids, columns.padded(visits.step[made] + 1, 4), between="-C"),
            "client_id": ids,
            "opened_at": block.days(opened[made]),
            "closed_at": block.days(closed[made]),
            "category": columns.words(CATEGORIES, said.category[made]),
            "severity": pa.array(said.severity[made]),
            "known_at": block.days(entered[made]),
        }
    )


def _nps(block: Block) -> pa.Table:
    """Write the NPS answers that were given before the client left and known by the last day."""
    visits = block.visits
    said = recommend(
        block.scene,
        visits.moments,
        unhappiness=visits.unhappiness,
        grievance=visits.grievance,
        drifting=visits.drifting,
    )
    day = visits.day + said.after_days
    entered = _entered_day(block, "answer", day)
    given = said.given & (entered < block.scene.window.days) & (day < visits.left_day)
    given &= _first_of_a_day(visits.member, np.where(given, day, NEVER))
    topic = said.topic[given]
    phrases = [phrase for of_mood in block.words.comments for phrase in of_mood]
    place = np.digitize(said.score, (7, 9))[given] * len(TOPICS) + topic
    return pa.table(
        {
            "client_id": block.ids(visits.member[given]),
            "answered_at": block.days(day[given]),
            "score": pa.array(said.score[given]),
            "topic": columns.words(TOPICS, topic),
            "comment": columns.words(phrases, place, known=said.comment[given]),
            "known_at": block.days(entered[given]),
        }
    )


def _contacts(block: Block) -> pa.Table:
    rows = contact_rows(block.scene, block.visits, block.experience, block.ours, block.attempts)
    hours = np.round(rows.response_hours, 1)
    return pa.table(
        {
            "client_id": block.ids(rows.member),
            "contacted_at": columns.times(rows.day, rows.minute, block.scene.window),
            "channel": columns.words(contacts.CHANNELS, rows.channel),
            "direction": columns.words(("out", "in"), rows.is_incoming.astype(np.int64)),
            "outcome": columns.words(contacts.OUTCOMES, rows.outcome),
            "manager": block.people(rows.person, block.scene.clients.branch[rows.member]),
            "response_hours": pa.array(hours, mask=np.isnan(hours)),
        }
    )


def _activity(block: Block) -> pa.Table:
    rows = activity_rows(block.scene, block.visits)
    return pa.table(
        {
            "client_id": block.ids(rows.member),
            "seen_at": block.days(rows.day),
            "visits": pa.array(rows.visits),
        }
    )


def _attempts(block: Block) -> pa.Table:
    """Write the attempts as assigned; controls have no executor, no cost and no outcome written down."""
    rows, scene = block.attempts, block.scene
    ids, treated = block.ids(rows.member), rows.treated
    assigned = block.days(rows.assigned_day)
    month = columns.months(rows.assigned_day, scene.window)
    branch = scene.clients.branch[rows.member]
    executor = block.people(np.where(treated, rows.executor, 0), branch)
    return pa.table(
        {
            "attempt_id": columns.joined(ids, columns.padded(rows.step + 1, 4), between="-A"),
            "client_id": ids,
            "assigned_at": assigned,
            "action": columns.words(ACTIONS, rows.action),
            "arm": columns.words(("control", "treated"), treated.astype(np.int64)),
            "attempted_at": block.days(rows.attempted_day),
            "plan_id": columns.joined("plan-", month),
            "propensity": pa.array(np.full(rows.place.size, TREATED_SHARE)),
            "executor": columns.only(executor, treated),
            "cost": columns.roubles(rows.cost),
            "incentive": columns.money(rows.incentive),
            "outcome": columns.words(ATTEMPT_OUTCOMES, rows.outcome, known=rows.outcome != NO_OUTCOME),
            "experiment": columns.words((EXPERIMENT,), np.zeros(rows.place.size, dtype=np.int64)),
        }
    )


def _first_of_a_day(member: Integers, day: Integers) -> Flags:
    """Tell which rows are the first of their client and day: nobody answers twice a day."""
    order = np.lexsort((day, member))
    again = (member[order][1:] == member[order][:-1]) & (day[order][1:] == day[order][:-1])
    first = np.ones(member.size, dtype=np.bool_)
    first[order[1:][again]] = False
    return first
