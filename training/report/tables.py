"""The tables of the model report: from figures to cells that hold finished text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from features.leaving import AT_RISK, SCORED
from training import report_numbers as write
from training.columns import with_columns
from training.judging.paired_gain import Gain
from training.plot_theme import in_order
from training.report.facts import OriginFacts, ReportFacts, ValueFacts
from training.report.words import FIGURES, word
from training.words import BASELINES, FigureWords, name_of

_SAME = 1e-9  # figures as near as this are equally good
_NO_SPREAD = pd.Series(dtype="float64")


@dataclass(frozen=True)
class Cell:
    """One figure: its text, how far it strays, and whether it is the best of its column."""

    text: str
    spread: str = ""
    best: bool = False


@dataclass(frozen=True)
class Line:
    """One row of a table; `ruled` stands for a baseline, `chosen` for the one that serves."""

    name: str
    cells: tuple[Cell, ...]
    ruled: bool = False
    chosen: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: its heads without the first, and its rows."""

    heads: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Whisker:
    """A gain over a baseline, and where it and its interval stand on a common scale, in percent."""

    name: str
    text: str
    interval: str
    proved: bool
    low: float
    mean: float
    high: float
    zero: float


@dataclass(frozen=True)
class Span:
    """One test day on the time line: where its parts begin and how wide they are, in percent of the width."""

    day: str
    learned: tuple[float, float]
    waited: tuple[float, float]
    judged: tuple[float, float]


def comparison(facts: ReportFacts, group: str) -> Grid | None:
    """Set contestants against each other in one group; None where nothing was judged.

    Parameters
    ----------
    facts : ReportFacts
    group : str

    Returns
    -------
    Grid or None
        A row a contestant, models first; a column a figure that anybody has.
    """
    table = with_columns(
        facts.summary, ("group", "contestant", "figure", "mean", "spread"), "summary"
    ).set_index(["group", "contestant", "figure"])
    table = table.loc[[key for key in table.index if key[0] == group]].droplevel("group")
    names = in_order(table.index.get_level_values("contestant"))
    means = table["mean"].unstack("figure")
    shown = [figure for figure in FIGURES if figure in means and means[figure].notna().any()]
    if not shown:
        return None
    spreads = table["spread"].unstack("figure")
    columns = {
        figure: _column(means[figure], spreads[figure], FIGURES[figure], facts.language) for figure in shown
    }
    lines = tuple(
        Line(
            name_of("contestant", name, facts.language),
            tuple(columns[figure][name] for figure in shown),
            ruled=name in BASELINES,
            chosen=facts.champions.get(group) == name,
        )
        for name in names
    )
    return Grid(tuple(_head(figure, facts.language) for figure in shown), lines)


def by_day(facts: ReportFacts, group: str, figure: str = "log_loss") -> Grid | None:
    """Give one figure of every contestant on each test day, the best of each day marked; None without any."""
    judged = facts.judged[facts.judged["group"] == group]
    if figure not in judged or not judged[figure].notna().any():
        return None
    days = sorted(judged["test_day"].unique())
    values = judged.pivot(index="contestant", columns="test_day", values=figure)
    columns = {day: _column(values[day], _NO_SPREAD, FIGURES[figure], facts.language) for day in days}
    lines = tuple(
        Line(
            name_of("contestant", name, facts.language),
            tuple(columns[day][name] for day in days),
            ruled=name in BASELINES,
            chosen=facts.champions.get(group) == name,
        )
        for name in in_order(values.index)
    )
    return Grid(tuple(write.short_day(_as_date(day), facts.language) for day in days), lines)


def by_status(facts: ReportFacts, rule: str = "silence_rule") -> Grid | None:
    """Set the one who serves against the silence rule, status by status: pooled figures flatter."""
    means = facts.summary.set_index(["group", "contestant", "figure"])["mean"]
    lines, language = [], facts.language
    for status in SCORED:
        champion = facts.champions.get("at_risk" if status in AT_RISK else "recoverable")
        if champion is None or not any(key[0] == status for key in means.index):
            continue
        cells = [
            Cell(write.number(means.get((status, champion, "clients")), language)),
            Cell(write.share(means.get((status, champion, "left_share")), language)),
        ]
        for figure in ("log_loss", "auc", "recall_10"):
            pair = pd.Series({name: means.get((status, name, figure)) for name in (champion, rule)})
            told = _column(pair.astype("float64"), _NO_SPREAD, FIGURES[figure], language)
            cells += [told[champion], told[rule]]
        lines.append(Line(name_of("group", status, language), tuple(cells)))
    heads = [word("clients", language), word("left_share", language)]
    for figure in ("log_loss", "auc", "recall_10"):
        title = _title(figure, language)
        heads += [f"{title}: {word(key, language)}" for key in ("by_model", "by_rule")]
    return Grid(tuple(heads), tuple(lines)) if lines else None


def whiskers(gains: Mapping[str, Gain], language: str) -> tuple[Whisker, ...]:
    """Lay gains over baselines on one common scale; those that are not known are left out.

    Examples
    --------
    >>> [line] = whiskers({"silence_rule": Gain(0.02, 0.01, 0.03)}, "en")
    >>> line.text, line.interval, line.proved, round(line.low, 1), round(line.high, 1)
    ('+0.0200', '+0.0100 … +0.0300', True, 34.0, 98.0)
    """
    known = {name: gain for name, gain in gains.items() if all(map(write.known, _ends(gain)))}
    if not known:
        return ()
    low = min(0.0, *(gain.low for gain in known.values()))
    high = max(0.0, *(gain.high for gain in known.values()))
    width = (high - low) or 1.0

    def place(value: float) -> float:
        return 2 + 96 * (value - low) / width

    def told(value: float) -> str:
        return write.number(value, language, places=4, signed=True)

    return tuple(
        Whisker(
            name=name_of("contestant", name, language),
            text=told(known[name].mean),
            interval=f"{told(known[name].low)} … {told(known[name].high)}",
            proved=known[name].surely_better,
            low=place(known[name].low),
            mean=place(known[name].mean),
            high=place(known[name].high),
            zero=place(0.0),
        )
        for name in in_order(known)
    )


def time_line(origins: Iterable[OriginFacts], language: str) -> tuple[Span, ...]:
    """Lay test days on one line of time: learned from, waited for, judged."""
    found = tuple(origins)
    if not found:
        return ()
    first, last = min(origin.train_from for origin in found), max(origin.ends_on for origin in found)
    days = max((last - first).days, 1)

    def part(start: date, end: date) -> tuple[float, float]:
        return 100 * (start - first).days / days, 100 * max((end - start).days, 0) / days

    return tuple(
        Span(
            write.day(origin.test_day, language),
            part(origin.train_from, origin.train_until + timedelta(days=1)),
            part(origin.train_until + timedelta(days=1), origin.test_day),
            part(origin.test_day, origin.ends_on),
        )
        for origin in found
    )


def value_methods(value: ValueFacts, language: str, currency: str) -> Grid:
    """Set the value model against the formula and buy-till-you-die; columns that nobody has are left out."""
    table = with_columns(value.methods, ("method",), "value.methods").set_index("method")
    looks = {
        "total_bias": lambda number: write.share(number, language, places=1, signed=True),
        "mae": lambda number: write.money(number, language, currency),
        "rank_correlation": lambda number: write.number(number, language, places=3),
    }
    shown = [column for column in looks if column in table and table[column].notna().any()]
    best = {
        column: _best(table[column].abs() if column == "total_bias" else table[column], direction)
        for column, direction in (("total_bias", -1), ("mae", -1), ("rank_correlation", +1))
        if column in shown
    }
    lines = tuple(
        Line(
            name_of("method", str(method), language),
            tuple(
                Cell(looks[column](table[column].iloc[place]), best=best[column][place]) for column in shown
            ),
            ruled=method != "model",
            chosen=method == value.serves,
        )
        for place, method in enumerate(table.index)
    )
    return Grid(tuple(word(column, language) for column in shown), lines)


def mean_of(summary: pd.DataFrame, group: str, contestant: str, figure: str) -> float | None:
    """Look one mean up; None where it is not known."""
    rows = summary[
        (summary["group"] == group) & (summary["contestant"] == contestant) & (summary["figure"] == figure)
    ]
    found = float(rows["mean"].iloc[0]) if len(rows) else None
    return found if write.known(found) else None


def _column(means: pd.Series, spreads: pd.Series, figure: FigureWords, language: str) -> dict[str, Cell]:
    digits = figure.places + (2 if figure.kind == "share" else 0)
    best = _best(means.astype("float64").round(digits), figure.better)
    return {
        str(name): Cell(
            _written(means[name], figure, language), _written(spreads.get(name), figure, language), good
        )
        for name, good in zip(means.index, best, strict=True)
    }


def _best(values: pd.Series, better: int) -> list[bool]:
    """Mark the best of a column; a column of one has no best."""
    merit = values.to_numpy(dtype="float64") * better
    if np.isfinite(merit).sum() < 2:
        return [False] * len(merit)
    return [bool(one >= np.nanmax(merit) - _SAME) for one in merit]


def _written(value: float | None, figure: FigureWords, language: str) -> str:
    writer = write.share if figure.kind == "share" else write.number
    return writer(value, language, places=figure.places)


def _title(figure: str, language: str) -> str:
    return FIGURES[figure].ru if language == "ru" else FIGURES[figure].en


def _head(figure: str, language: str) -> str:
    return f"{_title(figure, language)}{write.NO_BREAK}{'↑' if FIGURES[figure].better > 0 else '↓'}"


def _ends(gain: Gain) -> tuple[float, float, float]:
    return gain.low, gain.mean, gain.high


def _as_date(day: object) -> date:
    return pd.Timestamp(str(day)).date()
