"""What a client's wish not to be contacted forbids, in options that were weighed before it came."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.errors import DamagedError

if TYPE_CHECKING:
    from serving.ledger import Ledger
    from serving.store import Published

#: (client, channel); the channel is empty where the client wishes none at all.
Wishes = frozenset[tuple[str, str]]
WHY = "do_not_contact"


@dataclass(frozen=True)
class Whose:
    """Whose wish it is.

    Attributes
    ----------
    client_id : str
        The id that counts now, as far as is known.
    ids : frozenset of str
        It, and every id that was merged into it.
    fault : str or None
        Why merged ids are not known: a wish must not wait for that, so it stands under the id that was given,
        and under the one that counts from the next scoring on (`wishes_of_today`).
    """

    client_id: str
    ids: frozenset[str]
    fault: str | None = None


def whose(data_dir: Path, client_id: str) -> Whose:
    """Find under which id a client's wish is to stand, also while the accepted aliases are damaged."""
    from features.privacy.person import ids_of, merged_ids

    try:
        return Whose(*ids_of(client_id, merged_ids(data_dir)))
    except (DamagedError, OSError) as fault:
        return Whose(client_id, frozenset({client_id}), str(fault))


def take_wish_back(ledger: "Ledger", ids: Iterable[str], channel: str | None) -> bool:
    """Take a client's wish back, under whichever of its ids it was written; tell whether there was one."""
    taken_back = [ledger.opt_in(one, channel) for one in ids]
    return any(taken_back)


def wishes_of_today(wishes: Collection[tuple[str, str]], merged: Mapping[str, str]) -> Wishes:
    """Give wishes under the ids that count now: one under an id that was merged since stands, too.

    Examples
    --------
    >>> sorted(wishes_of_today({("17", ""), ("5", "call")}, {"17": "99"}))
    [('5', 'call'), ('99', '')]
    """
    return frozenset((merged.get(client, client), channel) for client, channel in wishes)


def without_unwished(options: pd.DataFrame, wishes: Collection[tuple[str, str]]) -> pd.DataFrame:
    """Forbid the options that clients do not wish.

    Parameters
    ----------
    options : DataFrame
        `serving.options.weighed.COLUMNS`.
    wishes : collection of (str, str)
        Client and channel; an empty channel stands for every one.

    Returns
    -------
    DataFrame
        The same rows; those that a wish concerns are not `eligible`, `why_not` says `do_not_contact`.

    Examples
    --------
    >>> rows = {"client_id": ["1", "1", "2"], "channel": ["call", "visit", "call"], "eligible": True}
    >>> weighed = pd.DataFrame(rows).assign(why_not=None)
    >>> without_unwished(weighed, {("1", "call"), ("3", "")})["eligible"].tolist()
    [False, True, True]
    """
    unwished = pd.Series(
        _unwished(
            pa.array(options["client_id"], pa.string()), pa.array(options["channel"], pa.string()), wishes
        )
        .to_numpy(zero_copy_only=False)
        .astype(bool),
        index=options.index,
    )
    if not unwished.any():
        return options
    return options.assign(
        eligible=options["eligible"].astype(bool) & ~unwished,
        why_not=options["why_not"].astype(object).mask(unwished, WHY),
    )


def published_now(published: "Published", wishes: Wishes) -> "Published":
    """Give a publication with the options that its clients still wish.

    Parameters
    ----------
    published : Published
        As it was scored.
    wishes : frozenset of (str, str)
        Every wish that stands now.

    Returns
    -------
    Published
        The same object where no wish forbids anything that it allows.
    """
    options = published.tables.get("options")
    if options is None or not wishes:
        return published
    unwished = _unwished(options.column("client_id"), options.column("channel"), wishes)
    newly = pc.and_(unwished, pc.fill_null(options.column("eligible"), False))
    if not pc.any(newly).as_py():
        return published
    kind = options.schema.field("why_not").type
    why_not = options.column("why_not").cast(pa.string() if pa.types.is_null(kind) else kind)
    changes = {
        "eligible": pc.and_(options.column("eligible"), pc.invert(unwished)),
        "why_not": pc.if_else(unwished, pa.scalar(WHY, why_not.type), why_not),
    }
    for name, column in changes.items():
        options = options.set_column(options.column_names.index(name), name, column)
    told = "\n".join(sorted(f"{client}\t{channel}" for client, channel in wishes))
    return published.with_options(options.combine_chunks(), sha256(told.encode()).hexdigest()[:12])


def _unwished(clients: pa.Array, channels: pa.Array, wishes: Collection[tuple[str, str]]) -> pa.Array:
    """Tell of each option whether its client does not wish its channel."""
    clients, channels = clients.cast(pa.large_string()), channels.cast(pa.large_string())
    found = pc.is_in(
        clients, pa.array(sorted(one for one, channel in wishes if not channel), pa.large_string())
    )
    for channel in sorted({channel for _, channel in wishes if channel}):
        who = pa.array(sorted(one for one, named in wishes if named == channel), pa.large_string())
        found = pc.or_(
            found, pc.and_(pc.is_in(clients, who), pc.fill_null(pc.equal(channels, channel), False))
        )
    return found
