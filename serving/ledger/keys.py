"""Who may use the service: API keys that are shown once and kept only as their SHA-256."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal, get_args

from sqlalchemy import insert, select, update

from features.errors import UnknownNameError, UsageError
from serving.ledger.database import Database, moment
from serving.ledger.tables import ApiKey

Role = Literal["crm", "marketer", "admin"]
PREFIX = "wb_"
KEY_BYTES = 32

#: Hex digits of the digest that a key is looked up by; the rest is compared in constant time.
LOOKUP_DIGITS = 8


@dataclass(frozen=True)
class NewKey:
    """A key that was just made; `key` is the secret, shown this once."""

    id: str
    key: str
    role: str

    def __repr__(self) -> str:
        return f"NewKey(id={self.id!r}, role={self.role!r})"


@dataclass(frozen=True)
class KeyHolder:
    """Who a request comes from; with a branch, it sees that branch's clients only, until the key expires."""

    id: str
    role: str
    branch: str | None
    expires_at: datetime | None = None


@dataclass(frozen=True)
class KeyEntry:
    """What may be shown of a key."""

    id: str
    role: str
    branch: str | None
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


def fingerprint(key: str) -> str:
    """Give the SHA-256 of a key, the only thing that is kept of it.

    Examples
    --------
    >>> fingerprint("wb_example")[:16]
    'd4f77be260e3075b'
    """
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


class KeyBook(Database):
    """The API keys."""

    def add_key(
        self, role: str, *, branch: str | None = None, expires_at: datetime | None = None, now: datetime
    ) -> NewKey:
        """Make a key.

        Parameters
        ----------
        role : {'crm', 'marketer', 'admin'}
            What its holder may do.
        branch : str, optional
            The one branch whose clients it may see; default: all.
        expires_at : datetime, optional
            When it ends, with offset; default: never.
        now : datetime
            The time, with offset.

        Raises
        ------
        UsageError
            If the role is unknown or the key would end before it begins.
        BusyError
            If the ledger cannot be used.
        """
        if role not in get_args(Role):
            raise UsageError(f"There is no role {role!r}; roles are {', '.join(get_args(Role))}. Choose one.")
        if expires_at is not None and moment(expires_at) <= moment(now):
            raise UsageError(
                f"The key would expire at {expires_at.isoformat()}, before it begins. Give a later time."
            )
        made = NewKey(secrets.token_hex(6), PREFIX + secrets.token_urlsafe(KEY_BYTES), role)
        digest = fingerprint(made.key)
        row = {
            "id": made.id,
            "role": role,
            "branch": branch,
            "lookup": digest[:LOOKUP_DIGITS],
            "key_sha256": digest,
            "created_at": moment(now),
            "expires_at": expires_at,
            "revoked_at": None,
        }
        with self.writing() as connection:
            connection.execute(insert(ApiKey).values(row))
        return made

    def list_keys(self) -> list[KeyEntry]:
        """List all keys, oldest first, without anything that opens a door."""
        columns = (
            ApiKey.id,
            ApiKey.role,
            ApiKey.branch,
            ApiKey.created_at,
            ApiKey.expires_at,
            ApiKey.revoked_at,
        )
        with self.reading() as connection:
            found = connection.execute(select(*columns).order_by(ApiKey.created_at, ApiKey.id)).all()
        return [KeyEntry(*row) for row in found]

    def revoke_key(self, key_id: str, now: datetime) -> None:
        """End a key from this moment; a key that was revoked before keeps its time.

        Raises
        ------
        UnknownNameError
            If there is no key of that id.
        """
        with self.writing() as connection:
            known = connection.execute(select(ApiKey.id).where(ApiKey.id == key_id)).first()
            if known is None:
                raise UnknownNameError(f"There is no key {key_id!r}. `winback key list` shows the ids.")
            change = update(ApiKey).where(ApiKey.id == key_id, ApiKey.revoked_at.is_(None))
            connection.execute(change.values(revoked_at=moment(now)))

    def check_key(self, key: str, now: datetime) -> KeyHolder | None:
        """Tell who holds a key, or None for one that is unknown, expired or revoked.

        The digests are compared in constant time; the lookup by their first digits tells nothing of the key.
        """
        if not key.startswith(PREFIX):
            return None
        digest = fingerprint(key)
        with self.reading() as connection:
            asked = select(ApiKey).where(ApiKey.lookup == digest[:LOOKUP_DIGITS])
            found = connection.execute(asked).all()
        holder = None
        for row in found:
            same = hmac.compare_digest(row.key_sha256, digest)
            ended = row.revoked_at is not None or (
                row.expires_at is not None and row.expires_at <= moment(now)
            )
            if same and not ended:
                holder = KeyHolder(row.id, row.role, row.branch, row.expires_at)
        return holder
