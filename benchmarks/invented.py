"""An invented company with its truth, looked at on as-of days, for benchmarks that judge what was learned."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from benchmarks.contest import DATA

if TYPE_CHECKING:
    from features.events import Events
    from features.settings import Settings
    from training.past.snapshots import Snapshots


@dataclass(frozen=True)
class Invented:
    """One company.

    Attributes
    ----------
    folder : Path
        `truth/` lies in it.
    settings : Settings
    events : Events
    today : date
        The day after the last invented one.
    """

    folder: Path
    settings: "Settings"
    events: "Events"
    today: date

    def truth(self, table: str) -> pd.DataFrame:
        """Read a table of the truth, all texts."""
        return pd.read_csv(self.folder / "truth" / f"{table}.csv", dtype="str")

    def snapshots(self) -> "Snapshots":
        """Take the snapshots that a training would take."""
        from features.arithmetic import number_of
        from features.leaving import PAST_OF_HORIZON
        from training.past.history import event_days, snapshot_days
        from training.past.labels import assignments_of
        from training.past.snapshots import take
        from training.worth.value import longest_window_days

        first, last = event_days(self.events)
        known_at = last + timedelta(days=1)
        window = longest_window_days(first, known_at, value_months=self.settings.value.value_months)
        taken = take(
            self.events,
            self.settings,
            snapshot_days(self.events, self.settings, first, known_at),
            known_at=known_at,
            window_days=window,
            assignments=assignments_of(self.events, known_at),
        )
        longest = taken.rows["horizon_days"].max()
        return replace(taken, learn_from=number_of(first) + int(longest * PAST_OF_HORIZON))


def invent(clients: int, months: int, seed: int, **training: Any) -> Invented:
    """Invent a company and accept its events; `training` are settings of that section."""
    from features.materialize import accept_source, open_events
    from features.settings import settings_from
    from features.simulate import simulate_company

    folder = DATA / f"invented-{clients}-{months}-{seed}"
    company = simulate_company(folder, clients=clients, months=months, seed=seed, language="en")
    settings = settings_from(
        {
            "company": {"name": "An invented company", "language": "en"},
            "source": {"url": str(folder)},
            "storage": {"data_dir": str(folder / "winback-data")},
            "training": training,
        }
    )
    today: date = company.last_day + timedelta(days=1)
    accept_source(settings, now=datetime.combine(today, time()))
    return Invented(folder, settings, open_events(settings.storage.data_dir), today)
