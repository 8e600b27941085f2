"""What must never be forgotten or done twice: keys, losses, hold-outs, plans, attempts, replies, audit."""

from serving.ledger.attempts import AttemptBook, HeldOutError, SpentError, TakenAttempt
from serving.ledger.audit import AuditBook, AuditEntry
from serving.ledger.episodes import EpisodeBook, Synced
from serving.ledger.history import HistoryBook
from serving.ledger.holdouts import HoldoutBook
from serving.ledger.keys import KeyBook, KeyEntry, KeyHolder, NewKey
from serving.ledger.outcomes import OUTCOMES, NewOutcome, OutcomeBook, StandingAttempt
from serving.ledger.plans import PlanBook, PlanRecord
from serving.ledger.replies import Asked, KeptReply, RepliedError, ReplyBook, write_reply
from serving.ledger.returns import ReturnBook, ReturnedRow, Verdict

__all__ = [
    "OUTCOMES",
    "Asked",
    "AuditEntry",
    "HeldOutError",
    "KeptReply",
    "KeyEntry",
    "KeyHolder",
    "Ledger",
    "NewKey",
    "NewOutcome",
    "PlanRecord",
    "RepliedError",
    "ReturnedRow",
    "SpentError",
    "StandingAttempt",
    "Synced",
    "TakenAttempt",
    "Verdict",
    "write_reply",
]


class Ledger(
    KeyBook,
    EpisodeBook,
    HoldoutBook,
    PlanBook,
    AttemptBook,
    OutcomeBook,
    ReplyBook,
    ReturnBook,
    HistoryBook,
    AuditBook,
):
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
