"""What came of a company's data: how many rows were accepted, repaired and quarantined, and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from features.data_report.fault_words import NOTES, REASONS, in_words
from features.data_report.words import number

Outcome = Literal["repaired", "quarantined"]
#: Reasons of repairs that leave a row out, because it says nothing that another one doesn't.
LEFT_OUT = ("duplicate", "merged row", "empty row")


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one column: how often, and in which lines first."""

    column: str
    reason: str
    outcome: Outcome
    rows: int
    first_lines: tuple[int, ...]

    def words(self, language: str = "en") -> str:
        """Say what the fault is, in English or Russian."""
        return in_words(REASONS, self.reason, language)


@dataclass(frozen=True)
class Note:
    """Something worth knowing of rows that were taken: how many rows, of how many clients."""

    about: str
    rows: int
    clients: int

    def words(self, language: str = "en") -> str:
        """Say what it is and how often, in English or Russian."""
        counts = {"rows": number(self.rows, language), "clients": number(self.clients, language)}
        return in_words(NOTES, self.about, language).format(**counts)


@dataclass(frozen=True)
class TableReport:
    """What came of one table; ``rows_in = accepted + repaired + quarantined``.

    Attributes
    ----------
    name : str
        Event table.
    rows_in : int
        Rows of the source.
    accepted : int
        Rows taken as they were.
    repaired : int
        Rows taken after mending, or left out because they add nothing.
    quarantined : int
        Rows set aside.
    faults : tuple of Fault
        Most frequent first.
    clients : int
        Different clients among the rows taken.
    first_day, last_day : date or None
        Of the table's own time, among the rows taken.
    notes : tuple of Note
        What is worth knowing of the rows taken.
    """

    name: str
    rows_in: int
    accepted: int
    repaired: int
    quarantined: int
    faults: tuple[Fault, ...]
    clients: int
    first_day: date | None
    last_day: date | None
    notes: tuple[Note, ...] = ()

    @property
    def taken(self) -> int:
        """Rows that count from now on."""
        left_out = sum(fault.rows for fault in self.faults if fault.reason in LEFT_OUT)
        return self.accepted + self.repaired - left_out


@dataclass(frozen=True)
class DataReport:
    """What came of all tables, in the schema's order."""

    tables: tuple[TableReport, ...]

    def __getitem__(self, name: str) -> TableReport:
        """Give the report of a table."""
        return next(table for table in self.tables if table.name == name)

    @property
    def last_day(self) -> date | None:
        """Day of the last known event; the clients' own table tells of no events."""
        days = [table.last_day for table in self.tables if table.last_day and table.name != "clients"]
        return max(days, default=None)

    def to_dict(self) -> dict[str, Any]:
        """Give the report as plain values for JSON.

        Examples
        --------
        >>> one = TableReport("nps", 1, 1, 0, 0, (), 1, date(2026, 1, 1), date(2026, 1, 1))
        >>> report_from(DataReport((one,)).to_dict()) == DataReport((one,))
        True
        """
        tables = [asdict(table) for table in self.tables]
        for table in tables:
            for key in ("first_day", "last_day"):
                table[key] = table[key].isoformat() if table[key] else None
            table["faults"] = [
                {**fault, "first_lines": list(fault["first_lines"])} for fault in table["faults"]
            ]
        return {"last_day": self.last_day.isoformat() if self.last_day else None, "tables": tables}


def report_from(data: Mapping[str, Any]) -> DataReport:
    """Read a report back from `DataReport.to_dict`."""
    return DataReport(tuple(_table_from(table) for table in data["tables"]))


def _table_from(data: Mapping[str, Any]) -> TableReport:
    faults = tuple(Fault(**{**fault, "first_lines": tuple(fault["first_lines"])}) for fault in data["faults"])
    notes = tuple(Note(**note) for note in data.get("notes", ()))
    days = {key: date.fromisoformat(data[key]) if data[key] else None for key in ("first_day", "last_day")}
    return TableReport(**{**data, **days, "faults": faults, "notes": notes})
