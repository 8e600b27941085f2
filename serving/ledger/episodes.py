"""Which loss of a client is meant: an ordinal, opened by the loss, closed by an order that stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, bindparam, case, func, select, update

from features.errors import UsageError
from serving.ledger.database import Database, insert_missing, moment
from serving.ledger.tables import Attempt, Episode, Holdout

LOST = "lost"


@dataclass(frozen=True)
class Synced:
    """How many episodes a run opened and closed."""

    opened: int
    closed: int


class EpisodeBook(Database):
    """The loss episodes."""

    def sync_episodes(self, statuses: pd.DataFrame, as_of: date, now: datetime) -> Synced:
        """Close the episodes that an order ended, and open one for every newly lost client.

        An episode closes with an order day on or after the day it was opened on. The next one opens only if
        the client is lost again after such an order, and that order still stands: where a correction takes
        the order away, the old episode stays closed and no new one opens. A second run changes nothing.

        Parameters
        ----------
        statuses : DataFrame
            One row a client: `client_id`, `status`, `last_order_on` (day of the last order known at `as_of`,
            or missing).
        as_of : date
            The day of the statuses; new episodes are opened on it.
        now : datetime
            The time, with offset.

        Raises
        ------
        UsageError
            If a column is missing or a client stands there twice.
        BusyError
            If the ledger cannot be used; then nothing was changed.
        """
        told = _told_statuses(statuses)
        with self.writing() as connection:
            return _sync(connection, told, as_of, moment(now))

    def episode_states(self) -> pd.DataFrame:
        """Tell where every client that the ledger knows stands.

        Returns
        -------
        DataFrame
            One row a client: `client_id`, `episode` (ordinal of the newest one, 1 if it is yet to open),
            `is_open`, `held_out` (the draw of that episode), `spent` (no attempt may be made any more: it was
            made, or the episode is closed and the next one needs another loss). Sorted by `client_id`.
        """
        with self.reading() as connection:
            newest = newest_episodes(connection)
            draws = read_rows(connection, select(Holdout.client_id, Holdout.ordinal, Holdout.held_out))
            taken = read_rows(connection, select(Attempt.client_id, Attempt.ordinal)).assign(taken=True)
        clients = pd.concat([newest["client_id"], draws["client_id"]]).drop_duplicates()
        states: pd.DataFrame = clients.to_frame().merge(newest, on="client_id", how="left")
        states["ordinal"] = states["ordinal"].fillna(1).astype("int64")
        states = states.merge(draws, on=["client_id", "ordinal"], how="left")
        states = states.merge(taken, on=["client_id", "ordinal"], how="left")
        states["spent"] = states["taken"].eq(True) | states["is_open"].eq(False)
        for flag in ("is_open", "held_out"):
            states[flag] = states[flag].eq(True)
        named = states.rename(columns={"ordinal": "episode"}).sort_values("client_id", ignore_index=True)
        return named.loc[:, ["client_id", "episode", "is_open", "held_out", "spent"]]


def newest_episodes(connection: Connection) -> pd.DataFrame:
    """Read each client's newest episode: `client_id`, `ordinal`, `opened_on`, `is_open`."""
    newest = (
        select(Episode.client_id, func.max(Episode.ordinal).label("ordinal"))
        .group_by(Episode.client_id)
        .subquery()
    )
    same = (Episode.client_id == newest.c.client_id) & (Episode.ordinal == newest.c.ordinal)
    is_open = case((Episode.closed_at.is_(None), 1), else_=0).label("is_open")
    asked = select(Episode.client_id, Episode.ordinal, Episode.opened_on, is_open).join(newest, same)
    found = read_rows(connection, asked)
    return found.assign(opened_on=as_days(found["opened_on"]), is_open=found["is_open"].eq(1))


def read_rows(connection: Connection, asked: Any) -> pd.DataFrame:
    """Run a query and give its rows as a frame, `client_id` as text also where there is no row."""
    answer = connection.execute(asked)
    frame = pd.DataFrame(answer.all(), columns=list(answer.keys()))
    return frame.astype({"client_id": "str"})


def as_days(days: pd.Series) -> pd.Series:
    """Give dates, timestamps or nothing as midnight timestamps."""
    return pd.to_datetime(days).astype("datetime64[us]").dt.normalize()


def checked_clients(frame: pd.DataFrame, needed: tuple[str, ...], name: str) -> pd.DataFrame:
    """Refuse a frame that lacks a column, a client id, or holds a client twice.

    Raises
    ------
    UsageError
        If so.

    Examples
    --------
    >>> checked_clients(pd.DataFrame({"client": ["a"]}), ("client_id",), "statuses")
    Traceback (most recent call last):
    ...
    features.errors.UsageError: `statuses` has no column client_id; it has client. Add it.
    """
    missing = [column for column in needed if column not in frame.columns]
    if missing:
        raise UsageError(
            f"`{name}` has no column {', '.join(missing)}; it has "
            f"{', '.join(map(str, frame.columns))}. Add it."
        )
    ids = frame["client_id"]
    if ids.isna().any() or ids.duplicated().any():
        raise UsageError(
            f"`{name}` has {int(ids.isna().sum())} rows without client_id and {int(ids.duplicated().sum())} "
            "that repeat one. Give one row a client."
        )
    return frame.reset_index(drop=True).astype({"client_id": "str"})


def _told_statuses(statuses: pd.DataFrame) -> pd.DataFrame:
    told = checked_clients(statuses, ("client_id", "status", "last_order_on"), "statuses")
    return told[["client_id", "status"]].assign(last_order_on=as_days(told["last_order_on"]))


def _sync(connection: Connection, told: pd.DataFrame, as_of: date, now: datetime) -> Synced:
    merged = told.merge(newest_episodes(connection), on="client_id", how="left")
    ordered_since = merged["last_order_on"] >= merged["opened_on"]
    ended = merged[merged["is_open"].eq(True) & ordered_since]
    fresh = merged[merged["status"].eq(LOST) & (merged["ordinal"].isna() | ordered_since)]
    _close(connection, ended, now)  # first: at most one episode of a client stands open
    _open(connection, fresh, as_of, now)
    return Synced(opened=len(fresh), closed=len(ended))


def _close(connection: Connection, ended: pd.DataFrame, now: datetime) -> None:
    if ended.empty:
        return
    change = (
        update(Episode)
        .where(Episode.client_id == bindparam("client"), Episode.closed_at.is_(None))
        .values(closed_on=bindparam("ended_on"), closed_at=now)
    )
    rows = zip(ended["client_id"], ended["last_order_on"].dt.date, strict=True)
    connection.execute(change, [{"client": client, "ended_on": day} for client, day in rows])


def _open(connection: Connection, fresh: pd.DataFrame, as_of: date, now: datetime) -> None:
    if fresh.empty:
        return
    ordinals = fresh["ordinal"].fillna(0).astype("int64") + 1
    common = {"opened_by": LOST, "opened_on": as_of, "opened_at": now}
    rows = zip(fresh["client_id"], ordinals.tolist(), strict=True)
    opened = [{"client_id": client, "ordinal": ordinal, **common} for client, ordinal in rows]
    insert_missing(connection, Episode, opened)  # an attempt may open the same one at the same moment
