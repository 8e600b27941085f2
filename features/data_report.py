"""What came of a company's data: how many rows were accepted, repaired and quarantined, and why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from features.acceptance_rules import REASONS

Outcome = Literal["repaired", "quarantined"]


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
        english, russian = REASONS.get(self.reason, (self.reason, self.reason))
        return russian if language == "ru" else english


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
        Rows taken after mending, or dropped as exact repetitions of another row.
    quarantined : int
        Rows set aside.
    faults : tuple of Fault
        Most frequent first.
    clients : int
        Different clients among the rows taken.
    first_day, last_day : date or None
        Of the table's own time, among the rows taken.
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
    days = {key: date.fromisoformat(data[key]) if data[key] else None for key in ("first_day", "last_day")}
    return TableReport(**{**data, **days, "faults": faults})


#: Headings in English and Russian.
WORDS = {
    "title": ("Data report", "Отчёт о данных"),
    "table": ("table", "таблица"),
    "rows_in": ("rows", "строк"),
    "accepted": ("accepted", "принято"),
    "repaired": ("repaired", "исправлено"),
    "quarantined": ("quarantined", "отложено"),
    "clients": ("clients", "клиентов"),
    "first_day": ("from", "с"),
    "last_day": ("to", "по"),
    "column": ("column", "столбец"),
    "reason": ("what was wrong", "что не так"),
    "outcome": ("what became of it", "что сделано"),
    "lines": ("first lines", "первые строки"),
    "no_faults": ("No row had a fault.", "Ошибок в строках нет."),
}


def words(language: str) -> dict[str, str]:
    """Give the headings in a language, ``"ru"`` or ``"en"``."""
    return {key: russian if language == "ru" else english for key, (english, russian) in WORDS.items()}


def as_rich(report: DataReport, language: str = "en") -> Any:
    """Lay the report out for a terminal.

    Returns
    -------
    rich.console.Group
        The tables, and under them the faults, if any.
    """
    from rich.console import Group
    from rich.table import Table

    said = words(language)
    tables = Table(title=said["title"])
    faults = Table()
    for key in (
        "table",
        "rows_in",
        "accepted",
        "repaired",
        "quarantined",
        "clients",
        "first_day",
        "last_day",
    ):
        tables.add_column(said[key], justify="left" if key == "table" else "right")
    for key in ("table", "column", "reason", "outcome", "rows_in", "lines"):
        faults.add_column(said[key], justify="right" if key in ("rows_in", "lines") else "left")
    for table in report.tables:
        counts = (table.rows_in, table.accepted, table.repaired, table.quarantined, table.clients)
        days = (str(table.first_day or "–"), str(table.last_day or "–"))
        tables.add_row(table.name, *(f"{count:,}" for count in counts), *days)
        for fault in table.faults:
            lines = ", ".join(map(str, fault.first_lines))
            faults.add_row(
                table.name, fault.column, fault.words(language), said[fault.outcome], f"{fault.rows:,}", lines
            )
    return Group(tables, faults if faults.row_count else said["no_faults"])


PAGE = """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ said.title }}{% if company %} – {{ company }}{% endif %}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1.5rem 0; width: 100%; }
th, td { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
tr.quarantined td:first-child { border-left: 4px solid #b3261e; }
tr.repaired td:first-child { border-left: 4px solid #9a6700; }
</style>
</head>
<body>
<h1>{{ said.title }}{% if company %} – {{ company }}{% endif %}</h1>
<table>
<thead><tr><th>{{ said.table }}</th>
{%- for key in counts %}<th class="number">{{ said[key] }}</th>{% endfor %}
<th>{{ said.first_day }}</th><th>{{ said.last_day }}</th></tr></thead>
<tbody>
{%- for table in report.tables %}
<tr><td>{{ table.name }}</td>
{%- for key in counts %}<td class="number">{{ "{:,}".format(table[key]) }}</td>{% endfor %}
<td>{{ table.first_day or "–" }}</td><td>{{ table.last_day or "–" }}</td></tr>
{%- endfor %}
</tbody>
</table>
{%- set ns = namespace(any=false) %}
{%- for table in report.tables %}{% if table.faults %}
<h2>{{ table.name }}</h2>
<table>
<thead><tr><th>{{ said.column }}</th><th>{{ said.reason }}</th><th>{{ said.outcome }}</th>
<th class="number">{{ said.rows_in }}</th><th class="number">{{ said.lines }}</th></tr></thead>
<tbody>
{%- for fault in table.faults %}{% set ns.any = true %}
<tr class="{{ fault.outcome }}"><td>{{ fault.column }}</td><td>{{ fault.words(language) }}</td>
<td>{{ said[fault.outcome] }}</td><td class="number">{{ "{:,}".format(fault.rows) }}</td>
<td class="number">{{ fault.first_lines | join(", ") }}</td></tr>
{%- endfor %}
</tbody>
</table>
{%- endif %}{% endfor %}
{%- if not ns.any %}
<p>{{ said.no_faults }}</p>
{%- endif %}
</body>
</html>
"""


def as_html(report: DataReport, language: str = "en", *, company: str = "") -> str:
    """Write the report as one page that needs nothing else."""
    from jinja2 import Environment

    page = Environment(autoescape=True).from_string(PAGE)
    counts = ("rows_in", "accepted", "repaired", "quarantined", "clients")
    return page.render(report=report, language=language, company=company, said=words(language), counts=counts)
