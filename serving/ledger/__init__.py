"""What must never be forgotten or done twice: keys, loss episodes, hold-outs, plans, attempts, audit."""

from serving.ledger.attempts import AttemptBook, HeldOutError, SpentError, TakenAttempt
from serving.ledger.audit import AuditBook, AuditEntry
from serving.ledger.episodes import EpisodeBook, Synced
from serving.ledger.holdouts import HoldoutBook
from serving.ledger.keys import KeyBook, KeyEntry, KeyHolder, NewKey
from serving.ledger.plans import PlanBook, PlanRecord

__all__ = [
    "AuditEntry",
    "HeldOutError",
    "KeyEntry",
    "KeyHolder",
    "Ledger",
    "NewKey",
    "PlanRecord",
    "SpentError",
    "Synced",
    "TakenAttempt",
]


class Ledger(KeyBook, EpisodeBook, HoldoutBook, PlanBook, AttemptBook, AuditBook):
    """The ledger; its parameters are those of `serving.ledger.database.Database`.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from tempfile import TemporaryDirectory
    >>> now = datetime(2026, 3, 1, 9, tzinfo=UTC)
    >>> with TemporaryDirectory() as folder:
    ...     ledger = Ledger(f"sqlite:///{folder}/ledger.db")
    ...     new = ledger.add_key("crm", branch="North", now=now)
    ...     holder = ledger.check_key(new.key, now)
    ...     ledger.close()
    >>> holder.role, holder.branch, new.key[:3], len(new.key)
    ('crm', 'North', 'wb_', 46)
    """
