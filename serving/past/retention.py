"""What is kept about clients no longer than the settings say: past scores, plans, ended messages."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from features.settings import Settings
from serving.ledger.database import moment
from serving.ledger.outbox import WAITING, Message
from serving.ledger.replies import forget_old_replies
from serving.ledger.tables import Plan
from serving.past.scores import keep_published

if TYPE_CHECKING:
    from serving.ledger import Ledger


def keep_no_longer(settings: Settings, ledger: "Ledger", now: datetime) -> dict[str, int]:
    """Keep the scores of what is published, and delete what is too old; a rerun changes nothing.

    Parameters
    ----------
    settings : Settings
        Section ``[privacy]``.
    ledger : Ledger
    now : datetime
        The time, with offset.

    Returns
    -------
    dict of str to int
        Plans and messages that went.
    """
    keep_published(settings.storage.data_dir, kept_days=settings.privacy.past_scores_days)
    plans = moment(now) - timedelta(days=settings.privacy.plans_days)
    messages = moment(now) - timedelta(days=settings.privacy.messages_days)
    with ledger.writing() as connection:
        forget_old_replies(connection, now)
        return {
            "plans": connection.execute(delete(Plan).where(Plan.created_at < plans)).rowcount,
            "messages": connection.execute(
                delete(Message).where(Message.state != WAITING, Message.ended_at < messages)
            ).rowcount,
        }
