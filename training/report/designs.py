"""Two tables of the report: how honest each status's probabilities are, and what was tried of the models."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from training import report_numbers as write
from training.report.tables import Cell, Grid, Line
from training.report.words import word
from training.words import name_of


def honesty(found: pd.DataFrame, language: str) -> Grid | None:
    """Lay out what `training.judging.status_calibration` gave; None where nobody was judged."""
    heads = ("clients", "honesty.contestant", "honesty.said", "left_share")
    figures = ("intercept", "slope", "ece")
    lines = [
        Line(
            name_of("group", row["status"], language),
            (
                Cell(write.number(row["clients"], language)),
                Cell(name_of("contestant", row["contestant"], language)),
                Cell(write.share(row["churn_probability"], language, places=1)),
                Cell(write.share(row["left_share"], language, places=1)),
                *(Cell(_with_ends(row, figure, language)) for figure in figures),
            ),
        )
        for row in found.to_dict(orient="records")
    ]
    titles = [word(key, language) for key in (*heads, *(f"honesty.{figure}" for figure in figures))]
    return Grid(tuple(titles), tuple(lines)) if lines else None


def designs(tried: pd.DataFrame, language: str) -> Grid | None:
    """Lay out what was tried on earlier days; None where nothing was."""
    lines = [
        Line(
            name_of("contestant", row["candidate"], language),
            (
                Cell(word(f"designs.{row['option']}", language)),
                Cell(_with_ends(row, "gain", language, ends=("low", "high"), places=4)),
                Cell(word("designs.yes" if row["taken"] else "designs.no", language)),
            ),
            chosen=bool(row["taken"]),
        )
        for row in tried.to_dict(orient="records")
    ]
    titles = [word(f"designs.{key}", language) for key in ("option", "gain", "taken")]
    return Grid(tuple(titles), tuple(lines)) if lines else None


def _with_ends(
    row: Mapping[Hashable, Any],
    figure: str,
    language: str,
    *,
    ends: tuple[str, str] | None = None,
    places: int = 3,
) -> str:
    """Write a figure, and its interval where it has one."""
    low, high = (row[name] for name in ends or (f"{figure}_low", f"{figure}_high"))
    told = write.number(row[figure], language, places=places)
    if not (told and write.known(low) and write.known(high)):
        return told
    both = [write.number(end, language, places=places) for end in (low, high)]
    return f"{told} ({both[0]} … {both[1]})"
