"""What stands in the invented company's book of contacts: our calls, clients' questions, attempts.

The nearer a client is to leaving, the more of our calls bring nothing (M12). Whoever has left does not
answer, says nothing or refuses, until its silence is noticed; from then on only an attempt reaches it.
"""

from dataclasses import dataclass

import numpy as np

from features.simulate.attempts import ATTEMPT_OUTCOMES, AttemptRows
from features.simulate.contacting import Calls
from features.simulate.draws import Flags, Floats, Integers
from features.simulate.experience import Experience
from features.simulate.lives import Visits
from features.simulate.scene import Rows, Scene
from features.simulate.window import NEVER
from features.simulate.winning_back import ACTIONS

CHANNELS = ("call", "message", "email", "visit")
OUT_WEIGHTS, IN_WEIGHTS = (0.60, 0.20, 0.10, 0.10), (0.50, 0.30, 0.20)
OUTCOMES = ("order", "information", "none", "no_answer", "refused")
ORDER, INFORMATION, NOTHING, NO_ANSWER, REFUSED = range(5)
#: A call so shortly before an order brought it.
BRINGS_ORDER_DAYS = 1
#: Of other calls to a content client: brings information, nobody answers, is refused; the rest is in vain.
INFORMATION_SHARE, NO_ANSWER_SHARE, REFUSED_SHARE = 0.45, 0.20, 0.03
#: How these change with the mood: 1 for unhappiness 1 or four cycles of drifting.
MOOD_INFORMATION, MOOD_NO_ANSWER, MOOD_REFUSED = -0.35, 0.15, 0.20
DRIFTING_MOOD = 0.25
#: The same of clients who have left and nobody knows it yet: nobody answers, refused.
LEFT_NO_ANSWER, LEFT_REFUSED = 0.50, 0.20
OF_ATTEMPT = {"ordered": ORDER, "promised": INFORMATION, "refused": REFUSED}
FIRST_MINUTE, LAST_MINUTE = 9 * 60, 18 * 60


@dataclass(frozen=True)
class ContactRows(Rows):
    """Rows of `contacts`, sorted by client and time; arrays with one value per row.

    Attributes
    ----------
    member, day, minute : Integers
        Whom, on which day, and at which minute of it.
    channel, outcome : Integers
        Places in `CHANNELS` and `OUTCOMES`.
    is_incoming : Flags
        Whether the client began it.
    person : Integers
        Number of the manager, or -1 for the head of the client's branch.
    response_hours : Floats
        Hours until we answered; nan where the client asked nothing.
    """

    member: Integers
    day: Integers
    minute: Integers
    channel: Integers
    outcome: Integers
    is_incoming: Flags
    person: Integers
    response_hours: Floats


def contact_rows(
    scene: Scene, visits: Visits, experience: Experience, ours: Calls, attempts: AttemptRows
) -> ContactRows:
    """Write out every contact of a block within the window."""
    parts = [
        _our_contacts(scene, visits, ours),
        _questions(scene, visits, experience, again=False),
        _questions(scene, visits, experience, again=True),
        _attempts(scene, attempts),
    ]
    rows = ContactRows.joined(parts)
    return rows.only(np.lexsort((rows.is_incoming, rows.minute, rows.day, rows.member)))


def _minutes(scene: Scene, what: str, member: Integers, step: Integers) -> Integers:
    return scene.draws.whole(f"{what} minute", FIRST_MINUTE, LAST_MINUTE, scene.number(member), step)


def _our_contacts(scene: Scene, visits: Visits, ours: Calls) -> ContactRows:
    """Give our calls in the window to clients who order, or who left without our knowing."""
    in_window = ours.day >= 0
    member, day = ours.member[in_window], ours.day[in_window]
    place = visits.latest(member, day)
    member, day, place = member[place >= 0], day[place >= 0], place[place >= 0]
    over = (day >= visits.noticed_day[place]) & ((visits.left_day != NEVER) | (visits.action >= 0))[place]
    member, day, place = member[~over], day[~over], place[~over]
    outcome = _outcome(scene, visits, member, day, place)
    return ContactRows(
        member=member,
        day=day,
        minute=_minutes(scene, "call", member, day),
        channel=scene.draws.choice("channel", OUT_WEIGHTS, scene.number(member), day),
        outcome=outcome,
        is_incoming=np.zeros(member.size, dtype=np.bool_),
        person=scene.person(member, day),
        response_hours=np.full(member.size, np.nan),
    )


def _outcome(scene: Scene, visits: Visits, member: Integers, day: Integers, place: Integers) -> Integers:
    gone = day >= visits.left_day[place]
    until_order = visits.next_day[place] - day
    brought = ~gone & (until_order <= BRINGS_ORDER_DAYS) & (visits.next_day[place] < scene.window.days)
    mood = np.minimum(visits.unhappiness[place] + DRIFTING_MOOD * visits.drifting[place], 1.0)
    refused = np.where(gone, LEFT_REFUSED, REFUSED_SHARE + MOOD_REFUSED * mood)
    unanswered = np.where(gone, LEFT_NO_ANSWER, NO_ANSWER_SHARE + MOOD_NO_ANSWER * mood)
    told = np.where(gone, 0.0, INFORMATION_SHARE + MOOD_INFORMATION * mood)
    drawn = scene.draws.uniform("outcome", scene.number(member), day)
    return np.select(
        [brought, drawn < told, drawn < told + unanswered, drawn < told + unanswered + refused],
        [ORDER, INFORMATION, NO_ANSWER, REFUSED],
        NOTHING,
    ).astype(np.int64)


def _questions(scene: Scene, visits: Visits, experience: Experience, *, again: bool) -> ContactRows:
    """Give clients' questions with the hours it took to answer them."""
    asked = experience.asked_again if again else experience.asked
    day = visits.day + asked.after_days
    place = np.flatnonzero(asked.asked & (day < scene.window.days) & (day < visits.left_day))
    member, turn = visits.member[place], visits.step[place] * 2 + again
    return ContactRows(
        member=member,
        day=day[place],
        minute=_minutes(scene, "question", member, turn),
        channel=scene.draws.choice("question channel", IN_WEIGHTS, scene.number(member), turn),
        outcome=np.full(place.size, INFORMATION),
        is_incoming=np.ones(place.size, dtype=np.bool_),
        person=scene.person(member, day[place]),
        response_hours=asked.answer_hours[place],
    )


def _attempts(scene: Scene, attempts: AttemptRows) -> ContactRows:
    """Give the contacts that win-back attempts made, treated arms only."""
    made = attempts.only(attempts.attempted_day < scene.window.days)
    outcome = np.array([OF_ATTEMPT.get(word, NO_ANSWER) for word in ATTEMPT_OUTCOMES])[made.outcome]
    visit = made.action == ACTIONS.index("visit")
    return ContactRows(
        member=made.member,
        day=made.attempted_day,
        minute=_minutes(scene, "attempt", made.member, made.step),
        channel=np.where(visit, CHANNELS.index("visit"), CHANNELS.index("call")),
        outcome=outcome,
        is_incoming=np.zeros(made.member.size, dtype=np.bool_),
        person=made.executor,
        response_hours=np.full(made.member.size, np.nan),
    )
