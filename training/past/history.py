"""From which day to which a company's history runs, and on which days of it clients are looked at."""

from datetime import date, timedelta

import ibis

from features.errors import GateError
from features.events import Events
from features.settings import Settings
from features.table import FeatureTable
from training.past.snapshots import as_of_days

#: Older snapshots weigh next to nothing, so no more than the latest ones are taken.
MOST_SNAPSHOTS = 36


def event_days(events: Events) -> tuple[date, date]:
    """Give the first and the last day with an order."""
    orders = events["orders"]
    found = orders.aggregate(first=orders.ordered_at.min(), last=orders.ordered_at.max())
    row = events.connection.con.execute(str(ibis.to_sql(found, dialect="duckdb"))).fetchall()[0]
    if row[0] is None:
        raise GateError("There are no orders to learn from. Check [source] and run `winback check`.")
    return row[0].date(), row[1].date()


def snapshot_days(events: Events, settings: Settings, first: date, known_at: date) -> list[date]:
    """Choose as-of days: one on which the longest horizon just ends, and steps to both sides of it."""
    features, _ = FeatureTable(events, settings, families=()).at(events.connection.con, known_at)
    longest = max((int(days) for days in features.column("horizon_days").drop_null().to_pylist()), default=0)
    if not longest:
        raise GateError(
            "Nobody has ordered twice, so there is no purchase cycle to judge leaving by. Load more history."
        )
    every = settings.training.as_of_every_days
    anchor = known_at - timedelta(days=longest)
    before = as_of_days(first, known_at, longest_horizon=longest, every=every)
    after = [anchor + timedelta(days=every * step) for step in range(1, longest // every + 1)]
    whole = [day for day in after if day <= known_at - timedelta(days=settings.churn.min_days)]
    return [*[*before, *whole][-MOST_SNAPSHOTS:], known_at]
