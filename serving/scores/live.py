"""Scores of a live request, by the features and the composition of the batch and the published context."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from features.errors import UsageError
from features.events import named_events
from features.families.attributes import OWN
from features.live.rows import PlannedRows
from features.live.statements import Planned
from features.live.table import PlannedTable
from features.schema import event_table
from features.settings import Settings
from features.table import FeatureTable
from serving.edge.requests import OWN_ATTRIBUTES
from serving.scores.composing import Stamp, compose
from training.bundle import Bundle

if TYPE_CHECKING:
    from features.data_report.report import DataReport
    from serving.store import Published

#: Plans that a live scorer keeps: one a table and day, and the features' one a day, for two or three days.
PLANS_KEPT = 40
#: Probabilities that differ by less, relatively, are one.
SAME = 1e-9


@dataclass(frozen=True)
class LiveAnswer:
    """Scores of a live request, and the clients and rows that have none."""

    scores: list[dict[str, Any]]
    errors: list[dict[str, Any]]


class LiveScorer:
    """Scores events that come with a request, by the same features and the published population context.

    Parameters
    ----------
    published : Published
    settings : Settings
    """

    def __init__(self, published: "Published", settings: Settings) -> None:
        import ibis

        self._bundle = Bundle.from_files(published.bundle_files)
        self.features = self._bundle.features
        self._settings = settings
        self._published = published
        self._connection = ibis.duckdb.connect()
        self._connection.con.execute("SET TimeZone = 'UTC'")
        own = [name.removeprefix(OWN) for name in self._bundle.features if name.startswith(OWN)]
        events = named_events(self._bundle.tables, self._connection, attributes=own)
        planned = Planned(most=PLANS_KEPT)
        self._rows = PlannedRows(settings, own, planned)
        self._table = PlannedTable(
            FeatureTable(events, settings), events, published.tables["context"], planned
        )
        known = published.tables["scores"].column("churn_probability").drop_null()
        self._probabilities = np.sort(known.to_numpy())
        self._one_at_a_time = Lock()
        self._warm()

    def _warm(self) -> None:
        noon = datetime.combine(self._published.as_of - timedelta(days=30), time(12))
        one = {"client_id": "warm-up", "ordered_at": noon, "amount": 1.0}
        self.score(self._published.as_of, {"orders": [one]})

    def score(self, as_of: date, tables: Mapping[str, list[dict[str, Any]]]) -> LiveAnswer:
        """Score clients' events as of a day.

        Parameters
        ----------
        as_of : date
            Not before the published one: its population context would know the future.
        tables : mapping of str to list of dict
            Event rows by table, columns as in the contract.

        Raises
        ------
        UsageError
            If `as_of` lies before the published scores, or a client has an attribute that is none of ours.
        BadDataError
            If a table lacks a required column.
        """
        if as_of < self._published.as_of:
            raise UsageError(
                f"as_of is {as_of}; the published population context is of {self._published.as_of}. "
                "Ask for that day or a later one."
            )
        sent = {**tables, "clients": self._with_attributes(tables.get("clients", ()))}
        sent = {name: rows for name, rows in sent.items() if rows}
        now = datetime.combine(as_of, time(0)) + timedelta(days=1)
        with self._one_at_a_time:
            plain = {name: self._rows.accept(name, rows, now=now) for name, rows in sent.items()}
            taken = {name: rows for name, rows in plain.items() if rows is not None}
            others = {name: rows for name, rows in sent.items() if name not in taken}
            judged, faults = self._judged(others, now) if others else ({}, [])
            features = self._table.at(as_of, taken | judged)
        scores = self._score(features, as_of)
        scored = {score["client_id"] for score in scores}
        asked = {row["client_id"] for row in tables.get("orders", ())}
        orderless = [{"client_id": key, "code": "no_orders"} for key in sorted(asked - scored)]
        return LiveAnswer(scores, [*faults, *orderless])

    def _with_attributes(self, clients: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Put the company's own attributes beside the other columns of a client's row."""
        source = self._settings.source.tables.get("clients")
        ours = {*(() if source is None else source.attributes)}
        own: list[dict[str, Any]] = [dict(row.get(OWN_ATTRIBUTES) or {}) for row in clients]
        unknown = {name for attributes in own for name in attributes} - ours
        if unknown:
            raise UsageError(
                f"clients has {len(unknown)} attribute(s) that the settings do not name; they name "
                f"{', '.join(sorted(ours)) or 'none'}. Leave the others out, or add them to "
                "[source.tables.clients] attributes and train again."
            )
        columns = [{name: row[name] for name in row if name != OWN_ATTRIBUTES} for row in clients]
        return [{**row, **attributes} for row, attributes in zip(columns, own, strict=True)]

    def _judged(
        self, sent: Mapping[str, Sequence[Mapping[str, Any]]], now: datetime
    ) -> tuple[dict[str, list[dict[str, Any]]], list[dict[str, Any]]]:
        """Judge rows that are not plainly well; those taken, and the faults of the others."""
        from features.acceptance.quality import accept_rows, forget

        raw = {"orders": _no_orders()} | {name: _table_of(rows) for name, rows in sent.items()}
        events, report = accept_rows(raw, self._settings, self._connection, now=now, most_quarantined=1)
        try:
            accepted = {name: events[name].to_pyarrow().to_pylist() for name in sent}
        finally:
            forget(events)
        return accepted, _faults(report)

    def _score(self, features: pa.Table, as_of: date) -> list[dict[str, Any]]:
        if not features.num_rows:
            return []
        stamp = Stamp(as_of, self._published.scored_at, f"live-{self._published.snapshot_id}")
        scores = compose(features.to_pandas(), self._bundle, self._settings, stamp)
        # A sum over one row may differ in its last bit from the same among many: the place must not.
        reached = scores["churn_probability"].astype("float64") * (1 + SAME)
        place = np.searchsorted(self._probabilities, reached, side="right")
        scores["risk_percentile"] = place / max(len(self._probabilities), 1) * 100
        known = scores.astype(object).where(scores.notna(), None)
        return [{str(name): value for name, value in row.items()} for row in known.to_dict(orient="records")]


def _table_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Make a table of rows that may each leave columns out; Arrow by itself looks at the first one only."""
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: [row.get(name) for row in rows] for name in names})


def _no_orders() -> pa.Table:
    return pa.table({column.name: pa.array([], pa.string()) for column in event_table("orders").columns})


def _faults(report: "DataReport") -> list[dict[str, Any]]:
    """Tell which rows were not usable: table, column, row and reason, never a value."""
    return [
        {"table": table.name, "column": fault.column, "rows": list(fault.first_lines), "code": fault.reason}
        for table in report.tables
        for fault in table.faults
        if fault.outcome == "quarantined"
    ]
