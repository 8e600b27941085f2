"""Score every client as of a day: all that one run works out before anything is written."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import pyarrow as pa

from features.departures import standing_departures
from features.engines.computing import computing
from features.errors import GateError
from features.events import Events
from features.settings import Settings
from serving.cadence.due import READ, cadence_rows, client_cadence, tells_cadence
from serving.options.task_facts import TaskFacts, task_facts
from serving.scores.churn_published import churn_file
from serving.scores.composing import SCORES, Stamp, compose, events_for, percentile, snapshot_id
from serving.scores.explaining import before_silence
from serving.scores.people import consents_today, people_today
from training.bundle import Bundle


@dataclass(frozen=True)
class Scored:
    """All that one run worked out before anything is written; `silent` is of `before_silence`."""

    features: pd.DataFrame
    silent: pd.DataFrame
    scores: pd.DataFrame
    context: pa.Table
    people: pd.DataFrame
    departures: pd.DataFrame
    consents: pd.DataFrame | None
    churn: bytes
    cadence: pd.DataFrame | None
    tasks: TaskFacts


def score_clients(
    events: Events, bundle: Bundle, settings: Settings, *, as_of: date, now: datetime
) -> Scored:
    """Score every client as of a day; nothing is written.

    Clients of whom no order stands are scored `insufficient_data`.

    Raises
    ------
    BadDataError
        If the company no longer has a table that the model needs.
    GateError
        If no client has an order that stands.
    """
    with computing(events_for(bundle, events), settings) as place:
        table = place.table(settings)
        features, context = table.at(place.engine, as_of)
        if not features.num_rows:
            raise GateError(f"No client has an order that was known on {as_of}. Choose a later --as-of.")
        stamp, rows = Stamp(as_of, now, snapshot_id(features)), features.to_pandas()
        del features  # a million clients' are more than a gigabyte, and past days follow
        silent = before_silence(table, place.engine, rows, as_of)
    people = people_today(events, as_of)
    scores = compose(rows, bundle, settings, stamp)
    unknown = people.loc[~people["client_id"].isin(scores["client_id"]), ["client_id"]]
    scores = pd.concat([scores, _without_orders(unknown, bundle, stamp)], ignore_index=True)
    scores["risk_percentile"] = percentile(scores["churn_probability"])
    return Scored(
        features=rows,
        silent=silent,
        scores=scores.sort_values("client_id", ignore_index=True)[list(SCORES)],
        context=context,
        people=people,
        departures=standing_departures(events, as_of),
        consents=consents_today(events, as_of),
        churn=churn_file(events, settings, as_of=as_of),
        cadence=_cadence(events, rows, people, settings, as_of),
        tasks=task_facts(events, people, scores, as_of),
    )


def _cadence(
    events: Events, rows: pd.DataFrame, people: pd.DataFrame, settings: Settings, as_of: date
) -> pd.DataFrame | None:
    """Give the contact cadence; None where no contact says what it brought.

    A model that was trained before there were contacts reads none: then they are looked at apart.
    """
    if not tells_cadence(events):
        return None
    known = rows if set(READ) <= set(rows.columns) else cadence_rows(events, settings, as_of=as_of)
    return client_cadence(known, people, settings.segments, as_of=as_of)


def _without_orders(unknown: pd.DataFrame, bundle: Bundle, stamp: Stamp) -> pd.DataFrame:
    return unknown.assign(
        as_of=stamp.as_of,
        scored_at=stamp.scored_at,
        model_version=bundle.version,
        snapshot_id=stamp.snapshot_id,
        status="insufficient_data",
        signs=pd.Series([[] for _ in range(len(unknown))], index=unknown.index, dtype="object"),
        missing_features=pd.Series(
            [list(bundle.features) for _ in range(len(unknown))], index=unknown.index, dtype="object"
        ),
    )
