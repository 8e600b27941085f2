"""The data report as one page that needs nothing else, and that a person likes to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from features.data_report.fault_words import remedy
from features.data_report.gap_words import gone_told, thinned_told
from features.data_report.report import DataReport, Fault, Gone, Stop, TableReport
from features.data_report.stop_words import stops_told
from features.data_report.words import day, number, share, table_name, words
from features.schema import SOURCE_TABLES

FATES = ("accepted", "repaired", "quarantined")


@dataclass(frozen=True)
class Around:
    """What the page says beside the report.

    Attributes
    ----------
    company : str
        Its name.
    features_on : int or None
        How many features the tables switch on.
    features_off : sequence of (str, sequence of str)
        Tables and columns (``table.column``) that the source lacks, each with the features it would bring.
    quarantine : str
        Where rows set aside lie.
    silence : Stop or None
        That nothing at all comes any more.
    gone : sequence of Gone
        Rows that are gone of those that the published scores were made of.
    gone_since : date or None
        The as-of day of these scores.
    """

    company: str = ""
    features_on: int | None = None
    features_off: Sequence[tuple[str, Sequence[str]]] = ()
    quarantine: str = ""
    silence: Stop | None = None
    gone: Sequence[Gone] = ()
    gone_since: date | None = None


def missing_told(report: DataReport, language: str, around: Around) -> list[str]:
    """Tell what has stopped, which rows are gone, and what has thinned out."""
    return [
        *stops_told(report, language, around.silence),
        *gone_told(around.gone, around.gone_since, language),
        *thinned_told(report, language),
    ]


def as_html(report: DataReport, language: str = "en", around: Around | None = None) -> str:
    """Write the report as a page; every value from outside is escaped.

    Parameters
    ----------
    report : DataReport
    language : str
        ``"ru"`` or ``"en"``.
    around : Around, optional
        What is said beside it.
    """
    from jinja2 import Environment, StrictUndefined

    page = files("features").joinpath("templates", "data_report.html").read_text(encoding="utf-8")
    around = around or Around()
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(page)
    return template.render(
        said=words(language),
        language=language,
        around=around,
        features=features_told(around, language),
        off=[(wanting(wants, language), names) for wants, names in around.features_off],
        verdict=verdict(report, language),
        missing=missing_told(report, language, around),
        tables=[_table(table, language) for table in report.tables],
        set_aside=any(table.quarantined for table in report.tables),
    )


def features_told(around: Around, language: str) -> str:
    """Say how many features are on, and of how many; nothing where nobody counted them."""
    if around.features_on is None:
        return ""
    count = around.features_on
    known = count + sum(len(names) for _, names in around.features_off)
    return words(language)["features_on"].format(count=count, all=known)


def wanting(wants: str, language: str) -> str:
    """Name a table or a column that the source lacks.

    Examples
    --------
    >>> wanting("nps", "en"), wanting("orders.discount", "ru")
    ('table nps', 'столбец orders.discount')
    """
    return words(language)["no_column" if "." in wants else "no_table"].format(name=wants)


def verdict(report: DataReport, language: str) -> list[str]:
    """Say in a few sentences what came of the data, the most important first.

    Examples
    --------
    >>> from features.data_report.report import DataReport, TableReport
    >>> verdict(DataReport((TableReport("nps", 2, 2, 0, 0, (), 1, None, None),)), "en")
    ['All 2 rows were taken as they are.']
    """
    said = words(language)
    rows, accepted, taken = (
        sum(getattr(table, name) for table in report.tables) for name in ("rows_in", "accepted", "taken")
    )
    if accepted == rows:
        return [said["all_well"].format(rows=number(rows, language))]
    sentences = [
        said["taken"].format(
            taken=number(taken, language), rows=number(rows, language), share=share(taken, rows, language)
        )
    ]
    for name in ("mended", "left_out", "erased", "quarantined"):
        count = sum(getattr(table, name) for table in report.tables)
        if count:
            sentences.append(said[f"in_all_{name}"].format(rows=number(count, language)))
    return sentences


def _table(table: TableReport, language: str) -> dict[str, object]:
    return {
        "name": table.name,
        "called": table_name(table.name, language),
        "rows": number(table.rows_in, language),
        "counts": {fate: number(getattr(table, fate), language) for fate in FATES},
        "parts": {fate: _percent(getattr(table, fate), table.rows_in) for fate in FATES},
        "clients": number(table.clients, language),
        "from": day(table.first_day, language),
        "to": day(table.last_day, language),
        "faults": [_fault(table, fault, language) for fault in table.faults],
        "notes": [note.words(language) for note in table.notes],
    }


def _fault(table: TableReport, fault: Fault, language: str) -> dict[str, str]:
    advice = ""
    if fault.outcome == "quarantined":
        advice = remedy(SOURCE_TABLES[table.name], fault.column, fault.reason, language, fault.values)
    return {
        "column": fault.column or words(language)["whole_line"],
        "reason": fault.words(language),
        "outcome": fault.outcome,
        "rows": number(fault.rows, language),
        "share": share(fault.rows, table.rows_in, language),
        "lines": fault.places,
        "advice": advice,
    }


def _percent(part: int, whole: int) -> str:
    """Give the width of a part of a bar; nothing for a part that isn't there."""
    return f"{100 * part / whole:.2f}" if part else ""
