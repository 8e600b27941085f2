"""What stands in a company's folder, so that it can be compared: files, publication, events, ledger, MLflow."""

import json
import re
import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from features.errors import BadDataError, NotFoundError
from features.event_sets import fingerprint
from features.materialize import open_events
from features.settings import read_settings
from serving.ledger import Ledger
from serving.store import open_published
from serving.store.locks import Work, exclusive

WORKS: tuple[Work, ...] = ("training", "scoring", "publishing", "monitoring", "erasing")
#: Read by other means below, or different each time by intent: random ids, times of the real clock, locks.
OTHERWISE = ("data/ledger.db", "data/mlflow.db", "data/mlartifacts/", "data/locks/", "data/mlflow.lock")
OTHERWISE += ("data/events/.lock", "data/erased/", "data/exported.jsonl", "data/session.secret")
AN_ID = re.compile(r"[0-9a-f]{32}")
A_SET = re.compile(r"data/events/[0-9a-f]{16}/")
#: Columns of the ledger that are random, or follow from random ones; `gone` counts what the last run removed.
RANDOM = {"id", "attempt_id", "sha256", "previous", "body", "message_id", "secret", "mark", "number", "gone"}


@dataclass(frozen=True)
class Standing:
    """What stands.

    Attributes
    ----------
    files : dict of str to str
        SHA-256 by path below the company's folder.
    exported : frozenset of str
        Files that winback remembers to have written for people.
    snapshot : str or None
        The publication in use.
    events : str or None
        Fingerprint of the accepted events.
    ledger : dict of str to list
        Rows by table, without what is random.
    """

    files: dict[str, str]
    exported: frozenset[str]
    snapshot: str | None
    events: str | None
    ledger: dict[str, list[str]]


def read_standing(folder: Path) -> Standing:
    """Verify and read what stands; whatever is half-written raises here."""
    data_dir = folder / "data"
    for work in WORKS:
        with exclusive(data_dir, work):
            pass
    try:
        snapshot: str | None = open_published(data_dir).snapshot_id
    except NotFoundError:
        snapshot = None
    try:
        events: str | None = fingerprint(data_dir)
        open_events(data_dir)
    except BadDataError:
        events = None
    return Standing(files_of(folder), exported_of(data_dir), snapshot, events, ledger_rows(folder))


def files_of(folder: Path) -> dict[str, str]:
    """Give the digest of each file that is the same after the same work.

    Of the sets of accepted events only the one that counts: the one before stays until the next switch.
    """
    pointer, found = folder / "data" / "events" / "current", {}
    counts = f"data/events/{pointer.read_text(encoding='utf-8')}/" if pointer.exists() else "-"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_older = A_SET.match(name) and not name.startswith(counts)
        if path.is_file() and not is_older and not name.startswith(OTHERWISE):
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def exported_of(data_dir: Path) -> frozenset[str]:
    """Give the files that were noted as written for people."""
    path = data_dir / "exported.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(Path(json.loads(line)["file"]).name for line in lines)


def ledger_rows(folder: Path) -> dict[str, list[str]]:
    """Prove the audit's chain, and give the rows of each table in an order of their own.

    Of the audit each kind of row once: what was begun twice is told twice.
    """
    settings = read_settings(folder / "winback.toml", {})
    if not (folder / "data" / "ledger.db").exists():
        return {}
    ledger = Ledger(settings.ledger_url, zone=settings.zone)
    ledger.check_audit()
    ledger.close()
    found: dict[str, list[str]] = {}
    database = sqlite3.connect(folder / "data" / "ledger.db")
    database.row_factory = sqlite3.Row
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        rows = [dict(row) for row in database.execute(f"SELECT * FROM {table}")]
        told = (_told(row) for row in rows)
        found[table] = sorted(set(told) if table == "audit" else told)
    database.close()
    return {table: rows for table, rows in found.items() if rows}


def _told(row: dict[str, Any]) -> str:
    told = json.dumps({name: value for name, value in row.items() if name not in RANDOM}, default=str)
    return AN_ID.sub("an id", told)
