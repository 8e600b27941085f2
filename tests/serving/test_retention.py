"""What the settings keep for some days goes after them, and nothing else does."""

from datetime import timedelta
from pathlib import Path

import pandas as pd

from features.settings import settings_from
from serving.ledger import Asked, KeptReply, Ledger, PlanRecord
from serving.past.retention import keep_no_longer
from serving.past.scores import FOLDER
from serving.store import publish
from tests.serving.tiny import AS_OF, NOW, publish_tiny, published_files

DAYS = {"past_scores_days": 10, "plans_days": 20, "messages_days": 5}


def test_what_is_older_than_the_settings_say_goes(tmp_path: Path) -> None:
    settings = settings_from({"storage": {"data_dir": str(tmp_path)}, "privacy": DAYS})
    ledger = Ledger(settings.ledger_url, receivers={"crm": ["risk.entered"]})
    for plan_id, days in (("old", 21), ("young", 19)):
        record = PlanRecord(plan_id, "at_risk", AS_OF, "7", None, 1.0, 1.0, 1.0)
        rows = pd.DataFrame({"client_id": ["a"], "held_out": [False]})
        ledger.record_plan(record, rows, now=NOW - timedelta(days=days))
    ledger.announce_risk([], "s0", "2026-02-01", NOW - timedelta(days=9))
    ledger.announce_risk(["a", "b", "c"], "s1", "2026-02-01", NOW - timedelta(days=9))
    claimed = ledger.claim_messages("crm", NOW, limit=9, lease=timedelta(minutes=1))
    ledger.settle_message(claimed[0], "delivered", NOW - timedelta(days=6), answer="204")
    ledger.settle_message(claimed[1], "given_up", NOW - timedelta(days=4), answer="500")
    ledger.keep_reply(Asked("1", "k", "0" * 64), KeptReply(201, "{}"), NOW - timedelta(days=2))
    assert keep_no_longer(settings, ledger, NOW) == {"plans": 1, "messages": 1}
    assert ledger.plan_rows("old").empty
    assert len(ledger.plan_rows("young")) == 1
    queue = ledger.queues()["crm"]
    assert (queue.waiting, queue.delivered, queue.given_up) == (1, 0, 1)
    assert keep_no_longer(settings, ledger, NOW) == {"plans": 0, "messages": 0}
    ledger.close()


def test_past_scores_go_after_their_days_also_recent_ones(tmp_path: Path) -> None:
    settings = settings_from({"storage": {"data_dir": str(tmp_path)}, "privacy": DAYS})
    ledger = Ledger(settings.ledger_url)
    publish_tiny(tmp_path)
    keep_no_longer(settings, ledger, NOW)
    for days, left in ((9, 2), (12, 2)):
        day = AS_OF + timedelta(days=days)
        publish(tmp_path, published_files(str(days)), as_of=day, scored_at=NOW, model_version=str(days))
        keep_no_longer(settings, ledger, NOW)
        assert len(list((tmp_path / FOLDER).glob("*.parquet"))) == left
    ledger.close()
