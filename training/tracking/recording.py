"""A training written to MLflow: parameters, figures by origin, plots, report, and the registered version."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from features.catalog import is_category
from features.settings import Settings
from features.whole_files import put_file
from training.monitoring.reference import FILE as REFERENCE
from training.monitoring.reference import Reference, reference_of
from training.plot_theme import as_png, as_svg
from training.report.dossier import charts, environment, report_facts
from training.report.page import render_report
from training.response.trials import effects
from training.tracking.model_card import model_card
from training.tracking.nested_runs import data_of, record_origins, record_trials
from training.tracking.store import Run, Tracking, Version
from training.trained import Trained

REPORT, CARD = "report.html", "model_card.md"
#: What git puts behind the commit of a tree with changes.
DIRTY = "-dirty"
#: So many snapshots before the training's day tell how far features move by themselves.
EARLIER_DAYS = 12


def record(
    trained: Trained, settings: Settings, tracking: Tracking, *, data_fingerprint: str
) -> tuple[Version, Path]:
    """Log a training and register its bundle.

    Parameters
    ----------
    trained : Trained
    settings : Settings
    tracking : Tracking
    data_fingerprint : str
        SHA-256 of the accepted events.

    Returns
    -------
    version : Version
        The registered one: `challenger`, and `champion` where the gate passed.
    report : Path
        The report, in the data folder.
    """
    drawings = charts(trained, settings)
    code = commit()
    facts = report_facts(
        trained,
        settings,
        drawings={name: as_svg(chart) for name, chart in drawings.items()},
        identity={"events": data_fingerprint, "commit": code or "-"},
    )
    page = render_report(facts)
    name = trained.bundle.version
    with tracking.run(name, _tags(trained, settings, data_fingerprint, code)) as run:
        run.parameters(_parameters(trained, settings))
        run.data(data_of(trained, data_fingerprint))
        model = tracking.log_model(
            run,
            trained.bundle.to_files(),
            example=trained.bundle.example(),
            requirements=[f"{package}=={number}" for package, number in environment().items()],
        )
        run.figures(_means(trained, serving=True), model=model)
        run.figures(_means(trained, serving=False))
        run.figures(_figures(trained))
        record_origins(run, trained)
        record_trials(run, trained)
        run.text(page, REPORT)
        run.text(model_card(facts), CARD)
        for chart_name, chart in drawings.items():
            run.image(as_png(chart), f"plots/{chart_name}.png")
        _tables(run, trained)
        run.text(json.dumps(shown_settings(settings), ensure_ascii=False, indent=1), "settings.json")
        run.text(json.dumps(environment(), indent=1), "environment.json")
        run.text(_reference(trained).to_json(), REFERENCE)
        version = tracking.register(
            run,
            model,
            name=name,
            passed=trained.passed,
            description=trained.verdict.headline(settings.company.language),
        )
    path = settings.storage.data_dir / "reports" / f"{name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(path, page.encode(), private=False)
    return version, path


def shown_settings(settings: Settings) -> dict[str, object]:
    """Give the settings without any address, which may hold a password, and without any client's id."""
    hidden: dict[str, Any] = {"storage": True, "source": True, "plan": {"exclude"}}
    shown: dict[str, object] = settings.model_dump(mode="json", exclude=hidden)
    shown["source"] = {"tables": sorted(settings.source.tables)}
    return shown


def commit() -> str | None:
    """Give the commit of the code, where it runs from a checkout of its own; None where it is installed.

    `DIRTY` stands behind it where tracked files were changed since. An installed package may lie inside
    somebody else's checkout, whose commit says nothing of this code.
    """
    try:
        _git("rev-parse", "HEAD:./recording.py")
        return _git("describe", "--always", "--dirty", "--exclude=*", "--abbrev=40")
    except (OSError, subprocess.SubprocessError):
        return None


def _git(*asked: str) -> str:
    # Without its locks git writes nothing, so that a commit made meanwhile is not refused.
    answer = subprocess.run(  # noqa: S603  # our own words only
        ["git", "--no-optional-locks", *asked],  # noqa: S607
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=5,
    )
    return answer.stdout.strip()


def _tags(trained: Trained, settings: Settings, data_fingerprint: str, code: str | None) -> dict[str, str]:
    """Name what a run is found by; those that begin with `mlflow.` MLflow's own pages show."""
    return {
        "winback.version": trained.bundle.version,
        "winback.as_of": trained.as_of.isoformat(),
        "winback.fingerprint": trained.snapshots.fingerprint,
        "winback.events": data_fingerprint,
        "winback.commit": code or "-",
        "winback.gate": "passed" if trained.passed else "refused",
        "mlflow.note.content": trained.verdict.headline(settings.company.language),
        "mlflow.source.name": "winback train",
        "mlflow.source.type": "LOCAL",
        **({"mlflow.source.git.commit": code.removesuffix(DIRTY)} if code else {}),
    }


def _reference(trained: Trained) -> Reference:
    """Set down what the clients were like, for monitoring to measure drift against."""
    rows = trained.snapshots.rows
    days = [day for day in sorted(rows["as_of"].unique()) if day < trained.as_of][-EARLIER_DAYS:]
    return reference_of(
        trained.population,
        trained.bundle.score(trained.population)["churn_probability"],
        rows[trained.snapshots.teaching],
        features=tuple(name for name in trained.bundle.features if not is_category(name)),
        gains=trained.importance,
        as_of=trained.as_of,
        earlier={(trained.as_of - day).days: rows[rows["as_of"] == day] for day in days},
        categories=trained.snapshots.categories,
    )


def _parameters(trained: Trained, settings: Settings) -> dict[str, object]:
    training = settings.training.model_dump(mode="json")
    return {
        **{f"training.{name}": value for name, value in training.items()},
        **{f"churn.{name}": value for name, value in settings.churn.model_dump(mode="json").items()},
        "features": len(trained.snapshots.features),
        "rows": trained.snapshots.count,
        "value_window_days": trained.snapshots.window_days,
        "value_method": trained.bundle.value.method,
        **{f"lightgbm.{name}": value for name, value in trained.tuning.tuned.items()},
        **{f"design.{one.candidate}.{one.option}": one.taken for one in trained.choices.tried},
        **{f"champion.{group}": name for group, name in trained.verdict.champion.items()},
        **{f"calibrator.{name}": method for name, method in trained.backtest.methods.items()},
    }


def _means(trained: Trained, *, serving: bool) -> Iterator[tuple[str, float, int]]:
    """Give the mean figures of who serves a group in it, or those of all others."""
    champion = trained.verdict.champion
    for row in trained.summary.to_dict(orient="records"):
        serves = champion.get(row["group"]) == row["contestant"]
        if row["figure"] != "clients" and serves == serving:
            yield f"{row['group']}/{row['contestant']}/{row['figure']}", row["mean"], 0


def _figures(trained: Trained) -> Iterator[tuple[str, float, int]]:
    """Give every other figure's name, value and step: each origin as a step, value, response, next order."""
    wanted = trained.judged[trained.judged["group"].isin(["all", "at_risk", "recoverable"])]
    steps: Mapping[object, int] = {day: step for step, day in enumerate(sorted(wanted["test_day"].unique()))}
    for row in wanted.to_dict(orient="records"):
        for figure in ("auc", "average_precision", "log_loss", "ece"):
            name = f"by_origin/{row['group']}/{row['contestant']}/{figure}"
            yield name, row[figure], steps[row["test_day"]]
    for row in [] if trained.value is None else trained.value.methods.to_dict(orient="records"):
        for figure in ("total_bias", "mae", "rank_correlation"):
            yield f"value/{row['method']}/{figure}", row[figure], 0
    for line in trained.bundle.response.to_list():
        yield f"response/{line['list']}/{line['action']}/acceptance", line["mean"], 0
    yield from trained.learned.figures()
    for effect in effects(trained.trials):
        yield f"response/{effect['list']}/effect", effect["effect"], 0
    honest = trained.calibration.melt(id_vars=["status", "contestant"])
    for row in honest[honest["variable"].str.match("intercept|slope|ece")].to_dict(orient="records"):
        yield f"calibration/{row['status']}/{row['variable']}", row["value"], 0
    for candidate, profit in trained.profits.items():
        yield f"expected_profit/{candidate}", profit, 0
    yield "next_order/inside_interval", trained.next_order.inside, 0
    by_shape = trained.next_order.silence.groupby(["shape", "ahead"])
    told: pd.DataFrame = by_shape[["log_loss"]].mean().reset_index()
    for row in told.to_dict(orient="records"):
        yield f"next_order/{row['shape']}/log_loss_{row['ahead']:g}", row["log_loss"], 0


def _tables(run: Run, trained: Trained) -> None:
    tables: Mapping[str, pd.DataFrame] = {
        "figures_by_origin": trained.judged,
        "figures": trained.summary,
        "calibrators": trained.backtest.trials,
        "tuning": trained.tuning.table,
        "designs": trained.choices.table(),
        "calibration_by_status": trained.calibration,
        "trials": trained.trials.drop(columns="client_id"),
        **trained.learned.tables(),
        "silence": trained.next_order.silence,
        "next_order_intervals": trained.next_order.intervals,
        **(
            {}
            if trained.value is None
            else {"value_deciles": trained.value.deciles, "value_tried": trained.value.tried}
        ),
    }
    for name, table in tables.items():
        run.text(table.to_csv(index=False), f"tables/{name}.csv")
