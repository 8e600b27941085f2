"""What stands in a folder that `winback hand-over` wrote, and how it maps to one CRM (`crm.toml`)."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from features.errors import UsageError
from serving.crm.marker import Marker, marker_in

SCORES, TASKS, ABOUT = "scores.csv", "tasks.csv", "about.json"
#: Who gets a task of which no executor is named here.
ANYBODY = "*"
ENTITIES = ("contact", "company")

T = TypeVar("T")


@dataclass(frozen=True)
class CrmMap:
    """How ours is called there.

    Attributes
    ----------
    entity : {"contact", "company"}
        What a client is in the CRM.
    client_field : str or int or None
        Field that holds our `client_id`; None: it is the CRM's own id.
    fields : mapping of str to str or int
        Column of `scores.csv` → field of the CRM.
    executors : mapping of str to int or str
        Name in `tasks.csv` → user of the CRM; `*`: everybody else.
    """

    entity: str = "contact"
    client_field: str | int | None = None
    fields: Mapping[str, str | int] = field(default_factory=dict)
    executors: Mapping[str, int | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """One task: an attempt that somebody is to make."""

    marker: Marker
    title: str
    body: str
    due_at: datetime
    user: int | str
    channel: str


@dataclass(frozen=True)
class Handed:
    """The folder's contents."""

    scores: tuple[Mapping[str, str], ...]
    tasks: tuple[Task, ...]
    unassigned: int
    barred: int


def read_map(path: Path, defaults: Mapping[str, str | int] | None = None) -> CrmMap:
    """Read `crm.toml`.

    Raises
    ------
    UsageError
        If it cannot be read or holds what it should not.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"There is no {path}, which says what is what in the CRM: fields and users. Write it as "
            "docs/crm-handover.md shows, or name another one by --map."
        ) from None
    except (OSError, ValueError) as fault:
        raise UsageError(
            f"{path} cannot be read as TOML ({type(fault).__name__}). Mend it as docs/crm-handover.md shows."
        ) from None
    unknown = sorted(set(told) - {"entity", "client_field", "fields", "executors"})
    if unknown:
        raise UsageError(
            f"{path} holds {', '.join(unknown)}; known are entity, client_field, fields, executors."
        )
    entity = told.get("entity", "contact")
    if entity not in ENTITIES:
        raise UsageError(
            f"entity is {entity!r}; a client is a contact or a company there. Write one of them."
        )
    fields = told.get("fields", dict(defaults or {}))
    return CrmMap(entity, told.get("client_field"), fields, told.get("executors", {}))


def read_folder(folder: Path, mapped: CrmMap) -> Handed:
    """Read scores and tasks.

    A task whose executor has no user there, and no `*` stands in for, is counted as unassigned; one that
    would go to a manager who lost the client (M31), as barred. Neither is handed over.

    Raises
    ------
    UsageError
        If the folder is not one that `winback hand-over` wrote.
    """
    try:
        about = json.loads((folder / ABOUT).read_text("utf-8"))
        scores, told = (tuple(_rows(folder / name)) for name in (SCORES, TASKS))
    except (OSError, ValueError) as fault:
        raise UsageError(
            f"{folder} holds no hand-over ({type(fault).__name__}). Run `winback hand-over --out DIR` first."
        ) from None
    zone = ZoneInfo(about["timezone"])
    tasks, unassigned, barred = [], 0, 0
    for row in told:
        user, is_barred = _user(row, mapped.executors)
        barred += is_barred
        unassigned += user is None and not is_barred
        if user is not None and not is_barred:
            tasks.append(_task(row, user, zone))
    return Handed(scores, tuple(tasks), unassigned, barred)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            yield {name: _unguarded(value) for name, value in row.items()}


def _unguarded(text: str) -> str:
    """Take away the sign that keeps spreadsheets from running a cell."""
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t\r" else text


def _user(row: Mapping[str, str], executors: Mapping[str, int | str]) -> tuple[int | str | None, bool]:
    """Give who gets a task, and whether it must not be that one."""
    named = {name.strip().casefold(): user for name, user in executors.items()}
    user = named.get(row["executor"].strip().casefold(), named.get(ANYBODY))
    lost_by = [name.strip().casefold() for name in row["barred_managers"].split(";")]
    barred = {named[name] for name in lost_by if name in named}
    return user, user is not None and user in barred


def _task(row: Mapping[str, str], user: int | str, zone: ZoneInfo) -> Task:
    marker = marker_in(row["title"])
    if marker is None:
        raise UsageError("tasks.csv has a title without its sign [wb …]; write the folder anew.")
    due_at = datetime.combine(datetime.fromisoformat(row["due_on"]).date(), time(18), zone)
    return Task(marker, row["title"], row["body"], due_at, user, row["channel"])


def in_batches(rows: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Cut rows into batches.

    Examples
    --------
    >>> list(in_batches("abcde", 2))
    ['ab', 'cd', 'e']
    """
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


#: Columns of `scores.csv` that are numbers.
NUMBERS = ("churn_probability", "expected_ltv", "win_back_cost", "expected_net_value")


def values_of(row: Mapping[str, str], mapped: CrmMap) -> dict[str | int, str | float]:
    """Give what the CRM's fields are to hold; what is not known empties a field.

    Examples
    --------
    >>> row = {"client_id": "7", "churn_probability": "0.5", "risk_band": ""}
    >>> values_of(row, CrmMap(fields={"churn_probability": "UF_RISK", "risk_band": "UF_BAND"}))
    {'UF_RISK': 0.5, 'UF_BAND': ''}
    """
    told: dict[str | int, str | float] = {}
    for column, name in mapped.fields.items():
        if column not in row:
            raise UsageError(f"[fields] names {column}; {SCORES} has {', '.join(row)}. Write one of these.")
        told[name] = float(row[column]) if column in NUMBERS and row[column] else row[column]
    return told
