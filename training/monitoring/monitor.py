"""The whole of monitoring: from past scores, events and plans to one report."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from features.data_report.report import Gone
from features.data_report.stopped import stops_of
from features.data_report.thinned import thinned_of
from features.events import Events
from features.settings import Settings
from training.bundle import Bundle
from training.judging.calibration_figures import reliability
from training.judging.evaluation import KEYS, figures
from training.monitoring.category_drift import category_drift
from training.monitoring.drift import feature_drift, publication_steps, score_drift, status_drift, step_drift
from training.monitoring.finding import Finding
from training.monitoring.lacking import Lacking, lacking
from training.monitoring.matured import Matured, matured, outcomes_after
from training.monitoring.past_lists import PastList, list_findings, past_list, pooled_findings
from training.monitoring.reference import Reference
from training.monitoring.report import MonitoringReport, note
from training.monitoring.stopped import explained, stopped
from training.monitoring.truth import truth_figures, truth_findings
from training.past.labels import assignments_of

SAID = "churn_probability"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Office:
    """The version in office, and what its clients were like in training.

    Attributes
    ----------
    bundle : Bundle
    reference : Reference or None
        None where a winback trained it that kept none.
    """

    bundle: Bundle
    reference: Reference | None


@dataclass(frozen=True)
class Past:
    """What was said and done before.

    Attributes
    ----------
    scores : DataFrame
        `training.monitoring.matured.PAST` columns of past publications.
    plans : DataFrame
        ``plan_id, list, as_of`` of recorded plans.
    plan_rows : DataFrame
        ``plan_id, client_id, held_out, uplift, expected_net_value, win_back_cost``.
    attempts : DataFrame
        Event table `attempts` of the ledger: ``client_id, plan_id, arm, cost, incentive``.
    gone : tuple of Gone
        Rows that the published scores were made of, and that are no more.
    known_on : date or None
        As-of day of these scores.
    """

    scores: pd.DataFrame
    plans: pd.DataFrame
    plan_rows: pd.DataFrame
    attempts: pd.DataFrame
    gone: tuple[Gone, ...] = ()
    known_on: date | None = None


def monitor(
    office: Office,
    rows: pd.DataFrame,
    events: Events,
    past: Past,
    settings: Settings,
    *,
    as_of: date,
    heard_until: date | None = None,
    progress: Progress = lambda step: None,
) -> MonitoringReport:
    """Look at all that can be known on a day.

    Parameters
    ----------
    office : Office
    rows : DataFrame
        The feature table of the as-of day, with what the bundle needs.
    events : Events
        With what the ledger knows of attempts and hold-outs.
    past : Past
        Publications and plans of later days are left out.
    settings : Settings
    as_of : date
        The day up to which all is known.
    heard_until : date, optional
        The day by which tables are judged to have stopped, where it is later: the day after the last event of
        any table, as `as_of` is that after the last order.
    progress : callable
        Is told the code of each step.
    """
    notes: list[tuple[str, str]] = []
    findings: list[Finding] = []
    progress("drift")
    bundle = office.bundle
    scores = past.scores[past.scores["as_of"] <= as_of]
    steps = publication_steps(scores)
    if as_of < bundle.as_of:
        notes.append(note("before_training", day=as_of.isoformat(), trained=bundle.as_of.isoformat()))
    elif office.reference is None:
        notes.append(note("no_reference", version=office.bundle.version))
    else:
        findings += _drift(office.bundle, office.reference, rows, as_of)
    gains = {} if office.reference is None else office.reference.gain_shares
    heard = heard_until or as_of
    stops = stops_of(events, heard)
    thin = Lacking(tuple(thinned_of(events, heard, stops)), past.gone, past.known_on)
    findings = [*lacking(thin, findings), *explained(stopped(stops, gains), findings)]
    findings += step_drift(steps)
    progress("matured")
    # What a version says of a day before its own as-of day was no forecast: it has learned what came.
    foretold = scores[(scores["model_version"] != bundle.version) | (scores["as_of"] >= bundle.as_of)]
    if len(foretold) < len(scores):
        notes.append(note("hindsight", trained=bundle.as_of.isoformat()))
    came = matured(foretold, events, settings, known_at=as_of, assignments=assignments_of(events, as_of))
    if came.rows.empty:
        notes.append(note("no_publications" if scores.empty else "not_matured"))
    judged, by_day, bins = _judged(came, settings)
    findings += truth_findings(
        judged,
        came.rows,
        office.reference,
        office.bundle.card,
        minimum_left=settings.training.minimum_left,
    )
    progress("past_lists")
    worked, told = _worked(past, scores, as_of)
    notes += told
    plans = _plans(worked, past, scores, events, settings, as_of)
    findings += pooled_findings(plans)
    for plan in plans:
        findings += list_findings(
            plan,
            known_at=as_of,
            value_months=settings.value.value_months,
            currency=settings.company.currency,
        )
    return MonitoringReport(
        company=settings.company.name,
        language=settings.company.language,
        currency=settings.company.currency,
        as_of=as_of,
        version=office.bundle.version,
        trained_on=office.bundle.as_of,
        findings=tuple(findings),
        notes=tuple(notes),
        steps=steps,
        truth=judged,
        by_day=by_day,
        reliability=bins,
        contamination=None if came.rows.empty else came.contamination,
    )


def _drift(bundle: Bundle, reference: Reference, rows: pd.DataFrame, as_of: date) -> Iterator[Finding]:
    """Set today's clients, and what is said of them, against those of the training."""
    yield from feature_drift(reference, rows, as_of)
    yield from category_drift(reference, rows, as_of)
    yield from status_drift(reference, rows, as_of)
    yield from score_drift(reference, rows["status"], bundle.score(rows)[SAID])


def _judged(came: Matured, settings: Settings) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    judged = truth_figures(came.rows, seed=settings.training.seed)
    if came.rows.empty:
        return judged, pd.DataFrame(columns=[*KEYS, "auc"]), pd.DataFrame()
    return judged, figures(came.rows, [SAID]), reliability(came.rows, SAID)


def _worked(past: Past, scores: pd.DataFrame, as_of: date) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Take the plans of past days that can be judged, and say why the others cannot."""
    earlier = past.plans[past.plans["as_of"] < as_of]
    tried = earlier["plan_id"].isin(past.attempts.loc[past.attempts["arm"] == "treated", "plan_id"])
    kept = earlier["as_of"].isin(scores["as_of"].unique())
    if earlier.empty:
        return earlier, [note("no_lists")]
    counts = {"not_worked": int((~tried).sum()), "not_kept": int((tried & ~kept).sum())}
    notes = [note(key, lists=str(count)) for key, count in counts.items() if count]
    return earlier[tried & kept], notes


def _plans(
    worked: pd.DataFrame,
    past: Past,
    scores: pd.DataFrame,
    events: Events,
    settings: Settings,
    as_of: date,
) -> list[PastList]:
    """Put plans together with what came."""
    treated = past.attempts[past.attempts["arm"] == "treated"]
    found = []
    days = sorted(worked["as_of"].unique())
    for day, after in outcomes_after(events, settings, days, known_at=as_of):
        said = scores.loc[scores["as_of"] == day, ["client_id", "horizon_days"]]
        horizons = said.drop_duplicates("client_id", keep="last")
        for head in worked[worked["as_of"] == day].to_dict(orient="records"):
            named: dict[str, Any] = {str(key): value for key, value in head.items()}
            mine = past.plan_rows[past.plan_rows["plan_id"] == head["plan_id"]]
            found.append(
                past_list(
                    named,
                    mine.merge(horizons, on="client_id"),
                    after[["client_id", "next_order_in", "margin"]],
                    treated.loc[treated["plan_id"] == head["plan_id"], ["client_id", "cost", "incentive"]],
                    known_at=as_of,
                )
            )
    return found
