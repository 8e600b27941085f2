"""Which losses nobody tries to win back, so that what the lists bring can be measured: drawn once each."""

from datetime import datetime
from hashlib import sha256

import numpy as np
import pandas as pd
from sqlalchemy import Connection, select

from features.errors import UsageError
from serving.ledger.database import Database, insert_missing, moment
from serving.ledger.episodes import checked_clients, newest_episodes, read_rows
from serving.ledger.tables import Holdout

EPISODE = ["client_id", "ordinal"]


class HoldoutBook(Database):
    """The hold-outs."""

    def draw_holdouts(
        self, candidates: pd.DataFrame, *, share: float, seed: int, now: datetime
    ) -> pd.DataFrame:
        """Draw and record, for every listed client whose episode has no draw yet, whether it is held out.

        A draw belongs to the open episode or, where none is open, to the next one. It is never made anew:
        a second run, another share or seed, or another list changes nothing of what is recorded.

        Parameters
        ----------
        candidates : DataFrame
            One row a client: `client_id`, `list`, `stratum` (text within which the share is kept), and
            `ordinal` of the episode, if the caller knows it.
        share : float
            Share of episodes held out, in [0, 1); 0 switches drawing off: nothing is recorded, and
            earlier draws hold on.
        seed : int
            `[training] seed`.
        now : datetime
            The time, with offset.

        Returns
        -------
        DataFrame
            `client_id`, `ordinal`, `held_out` (bool), in the order of `candidates`.

        Raises
        ------
        UsageError
            If a column is missing, a client stands there twice, or `share` is none.
        BusyError
            If the ledger cannot be used; then nothing was changed.
        """
        if not 0 <= share < 1:
            raise UsageError(
                f"`share` is {share}; the hold-out is a share in [0, 1). Write 0.1, or 0 for none."
            )
        listed = checked_clients(candidates, ("client_id", "list", "stratum"), "candidates")
        with self.writing() as connection:
            asked = listed if "ordinal" in listed else _with_ordinals(connection, listed)
            drawn = asked.merge(_recorded(connection), on=EPISODE, how="left")
            fresh = drawn[drawn["held_out"].isna()]
            if share > 0 and len(fresh):
                chosen = fresh.assign(held_out=draw(fresh, share=share, seed=seed))
                _record(connection, chosen, share, seed, moment(now))
                # what stands counts: an attempt may have been taken while we drew
                drawn = asked.merge(_recorded(connection), on=EPISODE, how="left")
        return drawn.loc[:, EPISODE].assign(held_out=drawn["held_out"].eq(True))


def draw(episodes: pd.DataFrame, *, share: float, seed: int) -> np.ndarray:
    """Choose which episodes are held out, by seeded hashes and within each stratum.

    Of a stratum's n episodes, those with the lowest SHA-256 of ``seed|client_id|ordinal`` are chosen:
    floor(n·share) of them, and one more with the chance of the fraction that is left, which another hash
    decides. So the expected share is exact, however small the strata are.

    Parameters
    ----------
    episodes : DataFrame
        `client_id`, `ordinal`, `stratum`.
    share : float
        In [0, 1].
    seed : int
        Another seed gives another draw.

    Returns
    -------
    array of bool
        In the order of `episodes`; the order itself does not matter.

    References
    ----------
    method.md, "Hold-out".

    Examples
    --------
    >>> ten = pd.DataFrame({"client_id": list("abcdefghij"), "ordinal": 1, "stratum": "A"})
    >>> int(draw(ten, share=0.3, seed=7).sum())
    3
    """
    held_out = np.zeros(len(episodes), dtype=bool)
    keys = zip(episodes["client_id"], episodes["ordinal"].astype("int64").tolist(), strict=True)
    digests = np.array([sha256(f"{seed}|{client}|{ordinal}".encode()).digest() for client, ordinal in keys])
    strata = episodes["stratum"].astype("str").fillna("").to_numpy()
    for stratum, found in pd.Series(range(len(episodes))).groupby(strata).indices.items():
        places = np.asarray(found)
        ranked = places[np.argsort(digests[places], kind="stable")]
        held_out[ranked[: _how_many(len(ranked), share, f"{seed}|{stratum}", digests[ranked])]] = True
    return held_out


def _how_many(count: int, share: float, salt: str, digests: np.ndarray) -> int:
    whole, rest = divmod(count * share, 1)
    chance = int.from_bytes(sha256(salt.encode() + digests.tobytes()).digest()[:7], "big") / 2**56
    return int(whole) + (chance < rest)


def _with_ordinals(connection: Connection, listed: pd.DataFrame) -> pd.DataFrame:
    known = listed[["client_id"]].merge(newest_episodes(connection), on="client_id", how="left")
    upcoming = known["ordinal"].fillna(0).astype("int64") + 1
    return listed.assign(ordinal=upcoming - known["is_open"].eq(True).astype("int64"))


def _recorded(connection: Connection) -> pd.DataFrame:
    found = read_rows(connection, select(Holdout.client_id, Holdout.ordinal, Holdout.held_out))
    return found.astype({"ordinal": "int64", "held_out": "object"})


def _record(connection: Connection, chosen: pd.DataFrame, share: float, seed: int, now: datetime) -> None:
    common = {"share": share, "seed": seed, "drawn_at": now}
    columns = ("client_id", "ordinal", "held_out", "list", "stratum")
    rows = zip(*(chosen[column].astype("object").tolist() for column in columns), strict=True)
    insert_missing(connection, Holdout, [{**dict(zip(columns, row, strict=True)), **common} for row in rows])
