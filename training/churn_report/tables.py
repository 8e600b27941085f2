"""The tables of the churn report as finished text, the same for the terminal and the page."""

from dataclasses import dataclass

from features.churn_rate import Balance, Breakdown, Group
from training import report_numbers as write
from training.churn_report.report import ChurnReport
from training.churn_report.text import NOTHING, capital, percent, period_name, rate_text
from training.churn_report.words import FIGURES, group_name, word


@dataclass(frozen=True)
class TextTable:
    """A table of finished text.

    Attributes
    ----------
    title : str
    heads : tuple of str
        The first column holds names, the others numbers, but for the last of a table of groups: its verdict.
    rows : tuple of tuple of str
    tones : tuple of str
        What each row is: `worse`, `better`, `alike`, `too_few`, `too_early`, or empty.
    left_out : int
        Rows beyond those that were asked for.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[str, ...]
    left_out: int = 0


def periods_table(report: ChurnReport) -> TextTable:
    """Lay the periods out, latest first."""
    language = report.language
    names = ["clients_at_start", "lost", "churn_rate", "new_clients", "lost_to_new", "returned"]
    if report.every != "month":  # in a month nobody is seen to be lost and back
        names.append("lost_and_back")
    if report.every == "year":  # M2 is a yearly figure
        names.append("silent_share")
    names.append("bought_again_share")
    heads = (word("told_for", language), *(FIGURES[name].title(language) for name in names))
    latest_first = report.rate.periods[::-1]
    rows = tuple(
        (capital(period_name(one.period, language)), *(_told(one, name, language) for name in names))
        for one in latest_first
    )
    tones = ("",) * len(rows)
    return TextTable(word(f"by.{report.every}", language), heads, rows, tones)


def groups_table(report: ChurnReport, broken: Breakdown, *, most: int | None = None) -> TextTable:
    """Lay groups out, those that are surely worse first.

    Parameters
    ----------
    report : ChurnReport
    broken : Breakdown
        One of the report's.
    most : int, optional
        How many rows; default: all.
    """
    language = report.language
    names = (
        "clients_at_start",
        "lost",
        "churn_rate",
        "excess",
        "lost_share",
        "lost_profit_before",
        "judgement",
    )
    heads = (word(f"kind.{broken.by}", language), *(FIGURES[name].title(language) for name in names))
    shown = broken.groups[:most]
    rows = tuple(_group_row(group, report) for group in shown)
    return TextTable(
        word(f"by.{broken.by}", language),
        heads,
        rows,
        tuple(group.judgement for group in shown),
        len(broken.groups) - len(shown),
    )


def _told(one: Balance, name: str, language: str) -> str:
    """Write one figure of a period; a dash where it can't be told."""
    if name == "churn_rate":
        return rate_text(one.rate, language) if one.gap is None else word(f"gap.{one.gap}", language)
    value = one.figures()[name]
    if one.gap is not None and name in ("lost", "lost_to_new", "returned", "lost_and_back"):
        return NOTHING
    flag = "▲ " if name == "lost_to_new" and one.more_lost_than_new else ""
    if value is None:
        return flag + NOTHING
    if FIGURES[name].kind == "share":
        return percent(value, language)
    return flag + write.number(value, language, places=1 if FIGURES[name].kind == "number" else 0)


def _group_row(group: Group, report: ChurnReport) -> tuple[str, ...]:
    language, rate = report.language, group.rate
    return (
        group_name(group.name, language),
        write.number(group.clients_at_start, language),
        write.number(group.lost, language),
        rate_text(rate, language),
        NOTHING if rate is None else write.number(group.excess, language, places=1, signed=True),
        percent(group.lost_share, language),
        write.money(group.lost_profit_before, language, report.currency),
        word(f"judgement.{group.judgement}", language),
    )
