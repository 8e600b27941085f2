"""What winback holds on one person, place by place: to be given to that person, and to prove it gone."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.privacy.person import Person, rows_of_person
from features.privacy.quarantine import rows_set_aside
from features.settings import Settings
from serving.past.scores import FOLDER as PAST
from serving.store.manifest import FOLDER as PUBLISHED
from serving.store.manifest import SNAPSHOT_ID

if TYPE_CHECKING:
    from serving.ledger import Ledger
    from training.tracking.store import Tracking

REPORTS = "reports"
#: Digits of a telephone, at least.
TELLING_DIGITS = 7
#: Files that are read as text.
TEXTS = (".csv", ".html", ".json", ".md", ".txt")

Rows = list[dict[str, Any]]


def held_on(
    settings: Settings, ledger: "Ledger", tracking: "Tracking | None", person: Person
) -> dict[str, Rows]:
    """Gather everything that is held on a person.

    Parameters
    ----------
    settings : Settings
    ledger : Ledger
    tracking : Tracking or None
        The MLflow store, where there is one.
    person : Person
        Of `features.privacy.person.find_person`.

    Returns
    -------
    dict of str to list of dict
        Rows by place, such as `events/orders` or `ledger/attempts`; places without any are left out. Of
        texts (reports, MLflow) only the names are given.
    """
    data_dir = settings.storage.data_dir
    found: dict[str, Rows] = {}
    found |= {f"events/{name}": rows for name, rows in rows_of_person(data_dir, person).items()}
    found["quarantine"] = rows_set_aside(data_dir, person)
    for path in tables_of_clients(data_dir):
        table = pq.read_table(path)
        found[path.relative_to(data_dir).with_suffix("").as_posix()] = table.filter(
            of_person(table, person)
        ).to_pylist()
    found |= {f"ledger/{name}": rows for name, rows in ledger.rows_of_clients(person.ids).items()}
    found[REPORTS] = [{"file": str(path)} for path in reports_on(data_dir, person)]
    if tracking is not None:
        named = tracking.texts_where(TEXTS, lambda path, text: tells_of(path, text, person))
        found["mlflow"] = [{"run_id": run_id, "artifact": path} for run_id, path in named]
    return {place: rows for place, rows in found.items() if rows}


def tables_of_clients(data_dir: Path) -> Iterator[Path]:
    """Give the files of published and of past scores in which clients stand."""
    folders = [path for path in sorted((data_dir / PUBLISHED).glob("*")) if SNAPSHOT_ID.fullmatch(path.name)]
    for path in [
        *(file for folder in folders for file in sorted(folder.glob("*.parquet"))),
        *sorted((data_dir / PAST).glob("*.parquet")),
    ]:
        if "client_id" in pq.read_schema(path).names:
            yield path


def of_person(table: pa.Table, person: Person) -> pa.Array:
    """Tell of each row of a table with clients whether it is the person's."""
    ids = table.column("client_id").cast(pa.large_string())
    return pc.fill_null(pc.is_in(ids, pa.array(sorted(person.ids), pa.large_string())), False)


def reports_on(data_dir: Path, person: Person) -> Iterator[Path]:
    """Give the reports that tell of a person; none should, as they are about all clients together."""
    for path in sorted((data_dir / REPORTS).rglob("*")):
        is_text = path.is_file() and path.suffix in TEXTS
        if is_text and tells_of(path.name, path.read_text(encoding="utf-8", errors="replace"), person):
            yield path


def tells_of(path: str, text: str, person: Person) -> bool:
    r"""Tell whether a text holds a person's contact, or a row or object of the person's id.

    An id alone may be any number, so it counts only where it stands as a client's.

    Examples
    --------
    >>> somebody = Person("7", frozenset({"7"}), frozenset({"+7 900 123-45-67"}))
    >>> tells_of("a.csv", "client_id,ordered\n7,1\n", somebody), tells_of("a.csv", "auc\n7\n", somebody)
    (True, False)
    >>> tells_of("a.json", '{"client_id": "7"}', somebody), tells_of("a.html", "+7 900 123-45-67", somebody)
    (True, True)
    """
    if any(_telling(one) and one in text for one in person.contacts):
        return True
    if path.endswith(".csv"):
        if "client_id" not in text.partition("\n")[0]:
            return False
        return any(row.get("client_id") in person.ids for row in csv.DictReader(io.StringIO(text)))
    return any(re.search(rf'"client_id":\s*"{re.escape(one)}"', text) for one in person.ids)


def _telling(contact: str) -> bool:
    """Tell whether a contact can be nobody else's word: an e-mail, a telephone, a name of several words."""
    return "@" in contact or " " in contact or sum(map(str.isdigit, contact)) >= TELLING_DIGITS
