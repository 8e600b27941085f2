"""What must never be forgotten or done twice: keys, losses, plans, attempts, wishes, messages, audit."""

from serving.ledger.attempts import AttemptBook, HeldOutError, SpentError, TakenAttempt
from serving.ledger.audit import AuditBook, AuditEntry
from serving.ledger.episodes import EpisodeBook, Synced
from serving.ledger.erasures import ErasureBook, ErasureEntry
from serving.ledger.history import HistoryBook
from serving.ledger.holdouts import HoldoutBook
from serving.ledger.keys import KeyBook, KeyEntry, KeyHolder, NewKey
from serving.ledger.opt_outs import OptOutBook
from serving.ledger.outbox import Due, Queue
from serving.ledger.outcomes import OUTCOMES, NewOutcome, StandingAttempt
from serving.ledger.plans import PlanBook, PlanRecord
from serving.ledger.replies import Asked, KeptReply, RepliedError, ReplyBook, write_reply
from serving.ledger.returns import PartlyRecordedError, ReturnBook, ReturnedRow, Verdict
from serving.ledger.risk import RiskBook

__all__ = [
    "OUTCOMES",
    "Asked",
    "AuditEntry",
    "Due",
    "ErasureEntry",
    "HeldOutError",
    "KeptReply",
    "KeyEntry",
    "KeyHolder",
    "Ledger",
    "NewKey",
    "NewOutcome",
    "PartlyRecordedError",
    "PlanRecord",
    "Queue",
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
    ReplyBook,
    ReturnBook,
    HistoryBook,
    RiskBook,
    OptOutBook,
    ErasureBook,
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
