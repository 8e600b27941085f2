"""What came of a company's data: how many rows were accepted, repaired and quarantined, and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from features.data_report.fault_words import NOTES, REASONS, in_words
from features.data_report.words import number

Outcome = Literal["repaired", "quarantined"]
#: Reasons of repairs that leave a row out, because it says nothing that another one doesn't.
LEFT_OUT = ("duplicate", "merged row", "empty row", "nothing read", "line of an order")
#: Reason of repairs that leave a row out, because it is of somebody who was erased.
ERASED = "erased"

#: What a fault has several of.
SEVERAL = ("first_lines", "files", "values")


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one column: how often, and in which lines first.

    Attributes
    ----------
    column : str
        Of ours; empty for the whole line.
    reason : str
        A key of `features.data_report.fault_words.REASONS`.
    outcome : str
        What became of the rows.
    rows : int
        How many.
    first_lines : tuple of int
        The first of them.
    files : tuple of str
        The file of each of `first_lines`; empty where the whole table is one file.
    values : tuple of str
        Unknown words that stood there, most frequent first; empty where there are too many to be words.
    """

    column: str
    reason: str
    outcome: Outcome
    rows: int
    first_lines: tuple[int, ...]
    files: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    def words(self, language: str = "en") -> str:
        """Say what the fault is, in English or Russian."""
        said = in_words(REASONS, self.reason, language)
        return f"{said}: {', '.join(self.values)}" if self.values else said

    @property
    def places(self) -> str:
        """Write the first lines, with their files where there are several.

        Examples
        --------
        >>> Fault("amount", "missing", "quarantined", 3, (4, 9, 2), ("a.csv", "a.csv", "b.csv")).places
        'a.csv: 4, 9; b.csv: 2'
        """
        if not self.files:
            return ", ".join(map(str, self.first_lines))
        lines: dict[str, list[str]] = {}
        for file, line in zip(self.files, self.first_lines, strict=True):
            lines.setdefault(file, []).append(str(line))
        return "; ".join(f"{file}: {', '.join(numbers)}" for file, numbers in lines.items())


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
class Stop:
    """Something that comes no more while the rest of the source goes on.

    Attributes
    ----------
    table : str
        Event table; empty where it is the whole source.
    branch : str
        Whose orders; empty where it is the whole table.
    last_day : date or None
        On which the last row happened, or became known if that was later; None where there is no row at all.
    silent_days : int
        Whole days without a row since.
    longest_pause_days : int
        Longest time without a row before.
    """

    table: str
    branch: str = ""
    last_day: date | None = None
    silent_days: int = 0
    longest_pause_days: int = 0


@dataclass(frozen=True)
class Thinned:
    """Far fewer rows than usual, of a table or of one branch's orders.

    Attributes
    ----------
    table : str
        Event table.
    branch : str
        Whose orders; empty where it is the whole table.
    first_day, last_day : date
        Of the newest whole week, or four weeks.
    rows : int
        What came in them.
    usual_rows : int
        What comes in such a time as a rule.
    """

    table: str
    branch: str
    first_day: date
    last_day: date
    rows: int
    usual_rows: int


@dataclass(frozen=True)
class Gone:
    """Rows that are gone of one table, or of one branch's orders.

    Attributes
    ----------
    table : str
        Event table.
    branch : str
        Whose orders; empty where it is the whole table.
    rows : int
        How many are gone since `first_day`, what was added taken off.
    rows_known : int
        How many there were of the same days.
    first_day : date or None
        The earliest day that lacks some; None where rows without a day do.
    is_cut : bool
        Whether too many are gone to go on: more than may be quarantined, of all days or of those since one.
    """

    table: str
    branch: str
    rows: int
    rows_known: int
    first_day: date | None
    is_cut: bool


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
    stops : tuple of Stop
        Whether the table, or the orders of a branch, come no more.
    thinned : tuple of Thinned
        Whether the table, or the orders of a branch, bring far fewer rows than usual.
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
    stops: tuple[Stop, ...] = ()
    thinned: tuple[Thinned, ...] = ()

    @property
    def taken(self) -> int:
        """Rows that count from now on."""
        return self.accepted + self.repaired - self.left_out - self.erased

    @property
    def mended(self) -> int:
        """Rows taken after mending."""
        return self.repaired - self.left_out - self.erased

    @property
    def left_out(self) -> int:
        """Rows left out because they add nothing."""
        return sum(fault.rows for fault in self.faults if fault.reason in LEFT_OUT)

    @property
    def erased(self) -> int:
        """Rows left out because they are of people who were erased."""
        return sum(fault.rows for fault in self.faults if fault.reason == ERASED)


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
            for dated in (table, *table["stops"], *table["thinned"]):
                for key in ("first_day", "last_day"):
                    if key in dated:
                        dated[key] = dated[key].isoformat() if dated[key] else None
            table["faults"] = [
                {**fault, **{key: list(fault[key]) for key in SEVERAL}} for fault in table["faults"]
            ]
        return {"last_day": self.last_day.isoformat() if self.last_day else None, "tables": tables}


def report_from(data: Mapping[str, Any]) -> DataReport:
    """Read a report back from `DataReport.to_dict`."""
    return DataReport(tuple(_table_from(table) for table in data["tables"]))


def _table_from(data: Mapping[str, Any]) -> TableReport:
    several = [{key: tuple(fault.get(key, ())) for key in SEVERAL} for fault in data["faults"]]
    faults = tuple(Fault(**{**fault, **more}) for fault, more in zip(data["faults"], several, strict=True))
    notes = tuple(Note(**note) for note in data.get("notes", ()))
    stops = tuple(Stop(**{**stop, **_days(stop, "last_day")}) for stop in data.get("stops", ()))
    thinned = tuple(
        Thinned(**{**one, **_days(one, "first_day", "last_day")}) for one in data.get("thinned", ())
    )
    parts = {"faults": faults, "notes": notes, "stops": stops, "thinned": thinned}
    return TableReport(**{**data, **_days(data, "first_day", "last_day"), **parts})


def _days(data: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: _day_from(data[key]) for key in keys}


def _day_from(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
