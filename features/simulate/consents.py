"""Which channels each client of the invented company agreed to, from when, and until when."""

import numpy as np

from features.simulate.draws import Flags, Integers
from features.simulate.scene import Scene
from features.simulate.window import NEVER, YEAR_DAYS

CHANNELS = ("call", "message", "email")
CONSENT_SHARES = (0.88, 0.60, 0.50)
#: Asked within so many days of joining; consents revoked in a year.
ASKED_WITHIN_DAYS = 30
REVOKED_A_YEAR = 0.03


def granted_day(scene: Scene, member: Integers, channel: int) -> Integers:
    """Give the day on which each member agreed to a channel; `NEVER` if it did not."""
    who = scene.number(member)
    given = scene.draws.chance("consent", CONSENT_SHARES[channel], who, channel)
    after = scene.draws.whole("consent after", 0, ASKED_WITHIN_DAYS, who, channel)
    return np.where(given, scene.clients.joined_day[member] + after, NEVER)


def revoked_day(scene: Scene, member: Integers, channel: int) -> Integers:
    """Give the day on which each member took its consent back; `NEVER` if it did not within the window."""
    granted = granted_day(scene, member, channel)
    given = granted < scene.window.days
    waits = scene.draws.wait("revoked", YEAR_DAYS / REVOKED_A_YEAR, scene.number(member), channel)
    from_day = np.where(given, np.maximum(granted, 0), 0) + 1
    day = from_day + np.minimum(waits, scene.window.days).astype(np.int64)
    return np.where(given & (day < scene.window.days), day, NEVER)


def may_call(scene: Scene, member: Integers, day: Integers) -> Flags:
    """Tell whether each member's consent to calls stands on a day."""
    granted, revoked = granted_day(scene, member, 0), revoked_day(scene, member, 0)
    return np.asarray((granted <= day) & (day < revoked), dtype=np.bool_)
