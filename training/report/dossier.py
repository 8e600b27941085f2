"""From a training's result to the charts and facts of its report."""

from collections.abc import Mapping
from importlib.metadata import version

import pandas as pd

from features.arithmetic import date_of
from features.figures import Language
from features.leaving import AT_RISK
from features.settings import Settings
from training import report_numbers as write
from training.judging.calibration_figures import reliability
from training.judging.evaluation import figures
from training.judging.ranking_figures import curves, lift_curve
from training.judging.verdict_words import profit_reason
from training.models.candidates import GROUPED_FOLDS
from training.next_order.plot import silence_chart
from training.packing import RULE
from training.past.origins import Origin
from training.plot_theme import Chart
from training.report import contestant_plots as contest
from training.report import plots
from training.report.facts import (
    CalibrationFacts,
    DataFacts,
    NextOrderFacts,
    OriginFacts,
    Outcome,
    ReportFacts,
    ResponseFacts,
    ValueFacts,
)
from training.report.value_words import value_choice, value_notes
from training.response.plot import qini_charts
from training.response.policy_value import BUDGET_SHARE
from training.response.trials import effects
from training.response.words import why_not_measured
from training.trained import Trained
from training.words import BASELINES

PACKAGES = ("lightgbm", "scikit-learn", "mlflow", "pandas", "ibis-framework", "duckdb", "clvkit")
FITTED_ON = {
    "ru": (
        "на более поздних днях",
        "на клиентах, которых модель не видела: история коротка для поздних дней",
    ),
    "en": (
        "on later days",
        "on clients that the model had not seen: the history is too short for later days",
    ),
}
SAMPLED = {
    "ru": "Судили по выборке клиентов: {rows} строк из {count}. LightGBM в работе училась на всех.",
    "en": "A sample of clients was judged: {rows} rows of {count}. The serving LightGBM learned from all.",
}
DRAWN_GROUP = "at_risk"


def charts(trained: Trained, settings: Settings) -> dict[str, Chart]:
    """Draw what the report and MLflow show."""
    language = settings.company.language
    predictions, serving = trained.backtest.predictions, _best(trained)
    contestants = [*BASELINES, *settings.training.candidates]
    drawn: dict[str, list[pd.DataFrame]] = {"roc": [], "precision_recall": [], "gains": []}
    for name in contestants:
        both = curves(predictions, name, group=DRAWN_GROUP).assign(contestant=name)
        for kind in ("roc", "precision_recall"):
            drawn[kind].append(both[both["curve"] == kind])
        drawn["gains"].append(lift_curve(predictions, name, group=DRAWN_GROUP).assign(contestant=name))
    points = {kind: pd.concat(parts, ignore_index=True) for kind, parts in drawn.items()}
    losses = trained.judged[trained.judged["group"] == DRAWN_GROUP]
    made = {
        f"roc.{DRAWN_GROUP}": contest.roc_chart(points["roc"], winner=serving, language=language),
        f"precision_recall.{DRAWN_GROUP}": contest.precision_recall_chart(
            points["precision_recall"], winner=serving, language=language
        ),
        f"gains.{DRAWN_GROUP}": contest.gains_chart(points["gains"], winner=serving, language=language),
        "calibration": plots.calibration_chart(_bins(trained, serving), language=language),
        f"origins.{DRAWN_GROUP}": contest.origins_chart(losses, winner=serving, language=language),
        "scores": plots.score_distribution_chart(_scores(trained), language=language),
        "silence": silence_chart(trained.next_order.chosen, language=language),
    }
    if trained.value is not None:
        deciles = trained.value.deciles[trained.value.deciles["method"] == trained.value.serves]
        made["value_deciles"] = plots.value_deciles_chart(
            deciles, currency=settings.company.currency, language=language
        )
    made |= qini_charts(trained.learned.curves, language)
    if len(trained.importance):
        made["importance"] = plots.importance_chart(_gains(trained), language=language)
    return made


def report_facts(
    trained: Trained, settings: Settings, *, drawings: Mapping[str, str], identity: Mapping[str, str]
) -> ReportFacts:
    """Gather what the report says.

    Parameters
    ----------
    trained : Trained
    settings : Settings
    drawings : mapping of str to str
        Chart → SVG.
    identity : mapping of str to str
        What identifies data and code: fingerprints, commit.
    """
    language, verdict = settings.company.language, trained.verdict
    parts = {"at_risk": verdict.at_risk, "recoverable": verdict.recoverable}
    return ReportFacts(
        company=settings.company.name,
        language=language,
        as_of=trained.as_of,
        version=trained.bundle.version,
        headline=verdict.headline(language),
        outcome=_outcome(trained),
        churn=settings.churn,
        data=_data(trained),
        judged=trained.judged,
        summary=trained.summary,
        currency=settings.company.currency,
        reasons=(
            # Where it passed, the first sentence says who won; the gains stand in their own table.
            *(
                line
                for part in parts.values()
                for line in part.reasons(language)[: 1 if part.passed else None]
            ),
            *(trained.office.reasons(language) if trained.office else ()),
            *trained.shifts.said(language),
            *(one.said(language) for one in trained.suspicions),
            *_profits(trained, language, settings.company.currency),
        ),
        champions=verdict.champion,
        gains={
            (group, gain.against): gain.gain
            for group, part in parts.items()
            for gain in part.gains
            if gain.metric == "log_loss" and gain.candidate == part.winner and gain.against in BASELINES
        },
        candidates={group: part.winner for group, part in parts.items() if part.winner},
        calibration=_calibration(trained, language),
        value=_value(trained, language, settings.company.currency),
        response=_response(trained, language),
        next_order=NextOrderFacts(trained.next_order.shape, trained.next_order.inside),
        by_status=trained.calibration,
        designs=trained.choices.table() if trained.choices.tried else None,
        importance=_gains(trained) if len(trained.importance) else None,
        origins=tuple(_origin(trained, origin) for origin in trained.origins),
        settings={
            "[training] as_of_every_days": settings.training.as_of_every_days,
            "[training] seed": settings.training.seed,
            "[value] margin_share": settings.value.margin_share,
            "[value] annual_discount_rate": settings.value.annual_discount_rate,
        },
        fingerprint={"snapshots": trained.snapshots.fingerprint, **identity},
        environment=environment(),
        notes=(*_sampled(trained, language), *value_notes(trained.bundle.value, language)),
        charts=drawings,
    )


def environment() -> dict[str, str]:
    """Give the versions of the packages that decide figures."""
    return {name: version(name) for name in PACKAGES}


def _sampled(trained: Trained, language: str) -> tuple[str, ...]:
    """Say that a sample was judged, where it was."""
    rows, count = len(trained.snapshots.rows), trained.snapshots.count
    if rows == count:
        return ()
    written = {"rows": write.number(rows, language), "count": write.number(count, language)}
    return (SAMPLED[language].format(**written),)


def _best(trained: Trained) -> str:
    """Name the contestant to draw bold: who serves the clients at risk."""
    return trained.verdict.champion[DRAWN_GROUP]


def _outcome(trained: Trained) -> Outcome:
    served = set(trained.verdict.champion.values())
    if served == {RULE}:
        return "rule"
    return "partly" if RULE in served else "promoted"


def _bins(trained: Trained, contestant: str) -> pd.DataFrame:
    tested = trained.backtest
    said = [reliability(tested.predictions, contestant).assign(series="calibrated")]
    if contestant in tested.uncalibrated:
        raw = tested.predictions.assign(**{contestant: tested.uncalibrated[contestant]})
        said.append(reliability(raw, contestant).assign(series="raw"))
    return pd.concat(said, ignore_index=True)


def _scores(trained: Trained) -> pd.DataFrame:
    said = trained.bundle.score(trained.population)["churn_probability"]
    return pd.DataFrame({"status": trained.population["status"], "churn_probability": said})


def _gains(trained: Trained) -> pd.DataFrame:
    return trained.importance.rename_axis("feature").rename("gain").reset_index()


def _data(trained: Trained) -> DataFacts:
    rows = trained.snapshots.rows
    oldest = trained.population["tenure_days"].max()
    return DataFacts(
        clients=len(trained.population),
        order_days=int(trained.population["order_days"].sum()),
        snapshots=int(rows["as_of"].nunique()),
        rows=trained.snapshots.count,
        features=len(trained.snapshots.features),
        first_day=(pd.Timestamp(trained.as_of) - pd.Timedelta(days=oldest)).date(),
        last_day=(
            pd.Timestamp(trained.as_of) - pd.Timedelta(days=trained.population["days_since_order"].min())
        ).date(),
        contamination=trained.snapshots.contamination,
    )


def _origin(trained: Trained, origin: Origin) -> OriginFacts:
    rows = trained.snapshots.rows
    train, test = rows[origin.train], rows[origin.test]
    return OriginFacts(
        origin.test_day,
        train["as_of"].min(),
        train["as_of"].max(),
        date_of(int(test["ends_day"].max())),
        len(train),
        len(test),
        float(test["left"].mean()),
    )


def _calibration(trained: Trained, language: str) -> tuple[CalibrationFacts, ...]:
    facts = []
    for group, name in trained.verdict.champion.items():
        if name == RULE:
            continue
        tested = trained.backtest
        raw = figures(tested.predictions.assign(**{name: tested.uncalibrated[name]}), [name])
        before = float(raw.loc[raw["group"] == group, "ece"].mean())
        ece = trained.summary.query("group == @group and contestant == @name and figure == 'ece'")["mean"]
        how = FITTED_ON[language][trained.fitted_on == GROUPED_FOLDS]
        after = float(ece.iloc[0]) if len(ece) else None
        facts.append(CalibrationFacts(group, tested.methods[name], how, before, after))
    return tuple(facts)


def _profits(trained: Trained, language: str, currency: str) -> tuple[str, ...]:
    """Tell what choosing by expected profit would change, where something earns and somebody won."""
    judged = trained.verdict.at_risk
    by_loss = judged.lowest if judged.by_profit else judged.winner
    if by_loss is None or not any(trained.profits.values()):
        return ()
    return (profit_reason(trained.profits, by_loss, language, currency),)


def _response(trained: Trained, language: str) -> ResponseFacts | None:
    learned = trained.learned
    if not learned.actions:
        return None
    return ResponseFacts(
        learned.actions,
        tuple(effects(trained.trials)),
        tuple(why_not_measured(line, language) for line in learned.refusals),
        learned.policy_lines(),
        BUDGET_SHARE,
    )


def _value(trained: Trained, language: Language, currency: str) -> ValueFacts | None:
    if trained.value is None:
        return None
    at_risk = trained.population[trained.population["status"].isin(AT_RISK)]
    worth = trained.bundle.value.predict(at_risk)
    return ValueFacts(
        trained.value.methods,
        trained.value.window_days,
        trained.value.clients,
        float(worth["extrapolated_share"].mean()),
        trained.bundle.value.method,
        tuple(value_choice(trained.value.tried, trained.bundle.value.method, language, currency)),
    )
