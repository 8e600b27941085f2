"""Publish scores, options and candidates under one pointer."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from features.privacy.person import merged_ids
from features.settings import Settings
from serving.options.task_facts import (
    best_day,
    fitting,
    products_for,
    timed,
    with_tasks,
)
from serving.options.weighed import Circumstances, list_of, options
from serving.personal.opt_outs import wishes_of_today, without_unwished
from serving.scores.churn_published import FILE as CHURN_FILE
from serving.scores.composing import (
    SCORES,
    overdue_from,
)
from serving.scores.explaining import explained
from serving.scores.known_rows import FILE as COUNTS_FILE
from serving.scores.scored import Scored
from serving.store import publish
from training.bundle import Bundle

if TYPE_CHECKING:
    from serving.ledger import Ledger

#: Reasons are worked out for so many clients of each list at the most, by expected net value.
MOST_EXPLAINED = 50_000


@dataclass(frozen=True)
class Publication:
    """What was published.

    Attributes
    ----------
    snapshot_id : str
        The publication's.
    scores : DataFrame
        One row a client, columns of the contract.
    held_out : int
        Clients left alone to show what the lists bring.
    """

    snapshot_id: str
    scores: pd.DataFrame
    held_out: int


def publish_scores(
    scored: Scored,
    bundle: Bundle,
    settings: Settings,
    ledger: "Ledger",
    *,
    as_of: date,
    now: datetime,
    counts: pa.Table | None = None,
) -> Publication:
    """Draw hold-outs, weigh the options, word the reasons, and publish it all at once.

    Parameters
    ----------
    scored : Scored
    bundle : Bundle
    settings : Settings
    ledger : Ledger
        Where episodes and hold-outs are recorded before any list is shown.
    as_of : date
    now : datetime
        With offset.
    counts : pyarrow.Table, optional
        What `features.data_report.gone.row_counts` gave of the events: later reads are compared with it.
    """
    drawn = _draw(scored, settings, ledger, as_of=as_of, now=now)
    circumstances = _circumstances(scored, drawn)
    weighed = options(_for_options(scored, bundle), circumstances, settings, bundle.response)
    merged = merged_ids(settings.storage.data_dir)
    weighed = without_unwished(weighed, wishes_of_today(ledger.opt_outs(), merged))
    weighed = timed(weighed, scored.features, scored.scores, bundle.next_order, settings)
    candidates = _candidates(scored, bundle, weighed, drawn, settings)
    weighed = fitting(weighed, candidates, settings)
    files: dict[str, bytes] = {
        "scores.parquet": _parquet(score_table(scored.scores)),
        "clients.parquet": _parquet(pa.Table.from_pandas(scored.people, preserve_index=False)),
        "options.parquet": _parquet(pa.Table.from_pandas(weighed, preserve_index=False)),
        "candidates.parquet": _parquet(_candidate_table(candidates)),
        "context.parquet": _parquet(scored.context),
        **({} if scored.cadence is None else {"cadence.parquet": _parquet(_cadence_table(scored.cadence))}),
        **({} if counts is None else {COUNTS_FILE: _parquet(counts)}),
        CHURN_FILE: scored.churn,
        **{f"bundle/{name}": content for name, content in bundle.to_files().items()},
    }
    made = publish(settings.storage.data_dir, files, as_of=as_of, scored_at=now, model_version=bundle.version)
    return Publication(made, scored.scores, int(drawn["held_out"].sum()))


def _draw(
    scored: Scored, settings: Settings, ledger: "Ledger", *, as_of: date, now: datetime
) -> pd.DataFrame:
    """Record episodes and hold-outs; give ``client_id, episode, held_out, spent`` of the candidates."""
    scores = scored.scores
    last_order = pd.Timestamp(as_of) - pd.to_timedelta(scores["days_since_order"], unit="D")
    ledger.sync_episodes(scores[["client_id", "status"]].assign(last_order_on=last_order.dt.date), as_of, now)
    lists = list_of(scores["status"])
    listed = scores[lists.notna()].assign(list=lists, stratum=lists + "/" + scores["abc"].fillna("-"))
    drawn = ledger.draw_holdouts(
        listed[["client_id", "list", "stratum"]],
        share=settings.plan.holdout_share,
        seed=settings.training.seed,
        now=now,
    )
    states = ledger.episode_states()[["client_id", "spent"]]
    found = drawn.rename(columns={"ordinal": "episode"}).merge(states, on="client_id", how="left")
    return found.assign(spent=found["spent"].eq(True))


def _for_options(scored: Scored, bundle: Bundle) -> pd.DataFrame:
    wanted = dict.fromkeys(("days_lost", "average_check", *bundle.response.features))
    beside = scored.features[["client_id", *(name for name in wanted if name not in SCORES)]]
    return scored.scores.merge(beside, on="client_id")


def _circumstances(scored: Scored, drawn: pd.DataFrame) -> Circumstances:
    people, of_ledger = scored.people.set_index("client_id"), drawn.set_index("client_id")
    return Circumstances(
        forbidden=people["do_not_contact"].eq(True),
        excluded=people["excluded"].notna(),
        consents=scored.consents,
        held_out=of_ledger["held_out"],
        spent=of_ledger["spent"],
    )


def _candidates(
    scored: Scored, bundle: Bundle, weighed: pd.DataFrame, drawn: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    rows = scored.features
    lists = list_of(rows["status"])
    found = rows.loc[lists.notna(), ["client_id"]].assign(
        list=lists, due_on=overdue_from(rows, rows["as_of"].iloc[0])
    )
    found = found.merge(drawn[["client_id", "episode", "held_out"]], on="client_id")
    found = with_tasks(found, scored.tasks, scored.people, scored.scores, settings)
    best_on = found["client_id"].map(best_day(weighed, rows["as_of"].iloc[0]))
    found["due_on"] = best_on.where(best_on.notna(), found["due_on"])
    worth = weighed.groupby("client_id")["expected_net_value"].max()
    told = found["client_id"].map(worth).sort_values(ascending=False).head(2 * MOST_EXPLAINED).index
    listed = rows[rows["client_id"].isin(found.loc[told, "client_id"])].reset_index(drop=True)
    found["products"] = found["client_id"].map(products_for(scored.tasks, listed["client_id"]))
    words = explained(listed, scored.silent, scored.departures, bundle, settings)
    return found.merge(words, on="client_id", how="left").sort_values("client_id", ignore_index=True)


def score_table(scores: pd.DataFrame) -> pa.Table:
    """Give scores as a table of which every column has its type, also where nothing is known."""
    days = dict.fromkeys(("as_of", "next_order_on", "next_order_from", "next_order_to"), pa.date32())
    texts = {name: pa.string() for name in ("risk_band", "abc", "xyz", "abc_before", "xyz_before", "status")}
    lists = {name: pa.list_(pa.string()) for name in ("signs", "missing_features")}
    return _typed(scores, {**days, **texts, **lists, "scored_at": pa.timestamp("us", tz="UTC")})


def _candidate_table(candidates: pd.DataFrame) -> pa.Table:
    known = {"due_on": pa.date32(), "episode": pa.int64(), "held_out": pa.bool_()}
    texts = {name: pa.string() for name in candidates.columns if name not in known}
    return _typed(candidates, {**texts, **known})


def _cadence_table(told: pd.DataFrame) -> pa.Table:
    types = {"status": pa.string(), "abc": pa.string(), "due_on": pa.date32()}
    return _typed(told, {"days_since_contact": pa.int64(), **types})


def _typed(frame: pd.DataFrame, types: Mapping[str, pa.DataType]) -> pa.Table:
    """Give an Arrow table of which columns have a type even where every value is missing."""
    columns = {
        name: pa.array(_utc(frame[name]), types.get(str(name)), from_pandas=True) for name in frame.columns
    }
    return pa.table(columns)


def _utc(values: pd.Series) -> pd.Series:
    """Give times with an offset as UTC without one: Arrow reads others by a way that pandas deprecates."""
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        naive: pd.Series = values.dt.tz_convert("UTC").dt.tz_localize(None)
        return naive
    return values


def _parquet(table: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()
