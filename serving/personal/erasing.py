"""How one person is removed everywhere: asked for at once, done by a job that a rerun finishes."""

import io
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.errors import BusyError, NotFoundError
from features.privacy.erased import Erased, add_erased, read_erased
from features.privacy.forgetting import forget_events
from features.privacy.person import Person, find_person
from features.settings import Settings
from serving.past.scores import forget_client
from serving.personal.exported import still_exported
from serving.personal.held import TEXTS, held_on, of_person, reports_on, tables_of_clients, tells_of
from serving.store import prune, publish, read_pointer
from serving.store.locks import Work, exclusive
from serving.store.manifest import FOLDER as PUBLISHED
from serving.store.published import verified

if TYPE_CHECKING:
    from serving.ledger import ErasureEntry, Ledger
    from training.tracking.store import Tracking

#: Work that reads clients and writes them elsewhere: none of it runs while a person is erased.
OTHERS: tuple[Work, ...] = ("erasing", "training", "scoring", "monitoring")
Clock = Callable[[], datetime]


def ask_erasure(
    settings: Settings, ledger: "Ledger", client_id: str, now: datetime, *, by: str
) -> "ErasureEntry":
    """Write down that a person is to be erased.

    From now on no import brings that id in, and nobody may contact the client.

    Parameters
    ----------
    settings : Settings
    ledger : Ledger
    client_id : str
        An id of the client, whether anything is known of it or not.
    now : datetime
        The time, with offset.
    by : str
        Who asks: a code for the audit.
    """
    data_dir = settings.storage.data_dir
    add_erased(data_dir, ids=[client_id], contacts=[])
    ledger.opt_out(client_id, None, now, by=by)
    mark = _erased(data_dir).mark("id", client_id)
    person = _joined(ledger.erasure(mark), Person(client_id, frozenset({client_id})))
    return ledger.ask_erasure(mark, person.to_json(), now, by=by)


def erase_pending(settings: Settings, ledger: "Ledger", clock: Clock) -> list["ErasureEntry"]:
    """Do every erasure that was asked for and is not done; give them as they stand afterwards.

    Parameters
    ----------
    settings : Settings
    ledger : Ledger
    clock : callable
        Gives the time, with offset.

    Raises
    ------
    BusyError
        If a training, scoring, monitoring or another erasure runs, or a part is down; what was done stays
        done, and a rerun does the rest.
    DamagedError
        If what is published or accepted is damaged: make it again, then run the erasure again.
    """
    with ExitStack() as held:
        for work in OTHERS:
            held.enter_context(exclusive(settings.storage.data_dir, work))
        done = []
        for entry in ledger.pending_erasures():
            _erase(settings, ledger, entry, clock)
            standing = ledger.erasure(entry.id)
            assert standing is not None
            done.append(standing)
    return done


def left_to_the_user(settings: Settings) -> dict[str, Any]:
    """Name what winback does not touch: the company's own source, and files written for people."""
    url = settings.source.url.get_secret_value()
    parts = urlsplit(url)
    shown = f"{parts.scheme}://{parts.hostname or ''}{parts.path}" if "://" in url else url
    return {"source": shown, "files": [str(path) for path in still_exported(settings.storage.data_dir)]}


def _erase(settings: Settings, ledger: "Ledger", entry: "ErasureEntry", clock: Clock) -> None:
    gone: Counter[str] = Counter()
    if entry.person is not None:
        person = _known(settings, ledger, entry, clock())
        tracking = tracking_of(settings)
        gone.update(_forget_everywhere(settings, ledger, tracking, person))
        left = held_on(settings, ledger, tracking, person)
        if left:
            raise BusyError(
                f"The erasure {entry.id} is not done: while it ran, something was written to "
                f"{', '.join(sorted(left))}. Run it again; it goes on where it stopped."
            )
        ledger.forget_person(entry.id, gone)
    ledger.leave_no_trace()
    ledger.finish_erasure(entry.id, clock())


def _known(settings: Settings, ledger: "Ledger", entry: "ErasureEntry", now: datetime) -> Person:
    """Find by what the person is known, and write it down before anything goes that tells it."""
    data_dir = settings.storage.data_dir
    asked = Person.from_json(entry.person or "")
    person = _joined(entry, find_person(data_dir, asked.client_id))
    add_erased(data_dir, ids=person.ids, contacts=person.contacts)
    ledger.ask_erasure(entry.mark, person.to_json(), now, by=entry.asked_by)
    return person


def _forget_everywhere(
    settings: Settings, ledger: "Ledger", tracking: "Tracking | None", person: Person
) -> dict[str, int]:
    """Remove the person from every place, the ledger last: until then it says who must not be contacted."""
    data_dir = settings.storage.data_dir
    gone = Counter({"published": forget_published(data_dir, person)})
    gone["past_scores"] = sum(forget_client(data_dir, one) for one in sorted(person.ids))
    for path in list(reports_on(data_dir, person)):
        path.unlink()
        gone["reports"] += 1
    if tracking is not None:
        gone["mlflow"] = tracking.forget_texts(TEXTS, lambda path, text: tells_of(path, text, person))
    gone.update({f"events/{name}": count for name, count in forget_events(settings, person).items()})
    gone.update({f"ledger/{name}": count for name, count in ledger.forget_clients(person.ids).items()})
    return {place: count for place, count in gone.items() if count}


def forget_published(data_dir: Path, person: Person) -> int:
    """Publish anew without a person, and remove every publication before; give how many rows went.

    Parameters
    ----------
    data_dir : Path
        `[storage] data_dir`.
    person : Person

    Raises
    ------
    DamagedError
        If what is published is damaged: score anew first.
    """
    root = data_dir / PUBLISHED
    holding = [
        path for path in tables_of_clients(data_dir) if path.is_relative_to(root) and _holds(path, person)
    ]
    if not holding:
        return 0
    try:
        pointer = read_pointer(data_dir)
    except NotFoundError:
        prune(data_dir)
        return len(holding)
    manifest, contents = verified(root / pointer.snapshot_id, pointer.manifest_sha256)
    gone, files = 0, dict[str, bytes | Path](contents)
    for name, content in contents.items():
        if name.endswith(".parquet"):
            table = pq.read_table(io.BytesIO(content))
            if "client_id" in table.column_names:
                theirs = of_person(table, person)
                gone += pc.sum(theirs).as_py() or 0
                files[name] = _bytes(table.filter(pc.invert(theirs))) if pc.any(theirs).as_py() else content
    if gone:
        publish(
            data_dir,
            files,
            as_of=manifest.as_of,
            scored_at=manifest.scored_at,
            model_version=manifest.model_version,
        )
    prune(data_dir)
    return gone


def _holds(path: Path, person: Person) -> bool:
    return bool(pc.any(of_person(pq.read_table(path, columns=["client_id"]), person)).as_py())


def _bytes(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def _erased(data_dir: Path) -> Erased:
    found = read_erased(data_dir)
    assert found is not None  # written a moment ago
    return found


def _joined(entry: "ErasureEntry | None", person: Person) -> Person:
    """Join what an earlier run knew of the person, before it was killed, perhaps."""
    if entry is None or entry.person is None:
        return person
    return person.joined(Person.from_json(entry.person))


def tracking_of(settings: Settings) -> "Tracking | None":
    """Open the MLflow store, where something was ever tracked."""
    if settings.storage.tracking_uri is None and not (settings.storage.data_dir / "mlflow.db").exists():
        return None
    from training.tracking.store import Tracking

    return Tracking(settings)
