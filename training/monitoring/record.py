"""Monitoring written to MLflow, as a run of its own kind, and to the data folder."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from features.settings import Settings
from features.whole_files import put_file
from training.monitoring.finding import GRAVITY, PARTS, worst
from training.monitoring.page import monitoring_charts, monitoring_page
from training.monitoring.report import MonitoringReport
from training.plot_theme import as_png
from training.tracking.store import Tracking

KIND = "monitoring"
#: What MLflow does not take in the name of a figure.
_NOT_IN_NAMES = re.compile(r"[^\w\-. /]", re.ASCII)


def record_monitoring(report: MonitoringReport, settings: Settings, tracking: Tracking) -> Path:
    """Log a report as a run of the kind `monitoring`, and write its page.

    Parameters
    ----------
    report : MonitoringReport
    settings : Settings
    tracking : Tracking

    Returns
    -------
    Path
        The page, in the data folder; a second run of the same day and version replaces it.
    """
    charts = monitoring_charts(report)
    page = monitoring_page(report, charts)
    name = f"{KIND}-{report.as_of}-{report.version}"
    tags = {
        "winback.version": report.version,
        "winback.as_of": report.as_of.isoformat(),
        "winback.verdict": report.verdict,
        **{f"winback.verdict.{part}": worst(report.part(part)) for part in PARTS},
        "mlflow.note.content": report.headline,
    }
    with tracking.run(name, tags, kind=KIND) as run:
        run.figures(_figures(report))
        run.text(page, "report.html")
        run.text(json.dumps(_plain(report.to_dict()), ensure_ascii=False, indent=1), "monitoring.json")
        for chart_name, chart in charts.items():
            run.image(as_png(chart), f"plots/{chart_name}.png")
        tables = {"publications": report.steps, "truth": report.truth, "by_publication": report.by_day}
        for table_name, table in {**tables, "reliability": report.reliability}.items():
            if len(table):
                run.text(table.to_csv(index=False), f"tables/{table_name}.csv")
    path = settings.storage.data_dir / "reports" / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(path, page.encode(), private=False)
    return path


def _figures(report: MonitoringReport) -> Iterator[tuple[str, float, int]]:
    for part in PARTS:
        yield f"verdict/{part}", float(GRAVITY[worst(report.part(part))]), 0
    for one in report.findings:
        # A plan's figure is named by its list and day; its id stands in the tables.
        subject = one.subject.rpartition("/")[0] if one.subject.count("/") > 1 else one.subject
        yield _NOT_IN_NAMES.sub("_", f"{one.part}/{one.figure}/{subject}"), one.value, 0


def _plain(value: Any) -> Any:
    """Give what JSON can carry: nothing for nan, days as text."""
    match value:
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case np.generic():
            return _plain(value.item())
        case float():
            return value if np.isfinite(value) else None
        case None | bool() | int() | str():
            return value
        case _:
            return None if value is pd.NaT else str(value)
