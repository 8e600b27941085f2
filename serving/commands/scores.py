"""score: what the champion says of every client, published for the service and the lists."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import DamagedError, NotFoundError, UsageError
from features.settings import Settings
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AcceptFewerRows,
    AsJson,
    Config,
    Day,
    accepted_events,
    console,
    day_come,
    errors,
    file_to_write,
    now,
    say_json,
    say_where,
    settings_of,
    table_of,
    working,
)
from serving.commands.words import said

if TYPE_CHECKING:
    import pandas as pd

    from features.events import Events
    from serving.scores.publication import Publication
    from training.bundle import Bundle


def score(
    config: Config = DEFAULT_CONFIG,
    as_of: Day = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the scores there, too (Parquet or CSV).")
    ] = None,
    accept_fewer_rows: AcceptFewerRows = False,
    as_json: AsJson = False,
) -> None:
    """Score every client by the champion and publish the result for the service and the lists.

    Example: winback score --out scores.parquet
    """
    if out is not None and out.suffix not in (".parquet", ".csv"):
        raise UsageError(f"{out} is neither Parquet nor CSV. Call it {out.stem}.parquet or {out.stem}.csv.")
    settings = settings_of(config)
    done = run_scoring(settings, as_of, file_to_write(out), accept_fewer_rows=accept_fewer_rows)
    made, by_status = done.made, _by_status(done.made)
    if as_json:
        say_json(
            {
                "snapshot_id": made.snapshot_id,
                "as_of": str(done.as_of),
                "model_version": done.model_version,
                "clients": len(made.scores),
                "by_status": by_status,
                "held_out": made.held_out,
            }
        )
        return
    language = settings.company.language
    _show(made, by_status, settings)
    say_where(said("where.published", language), done.folder)
    if out is not None:
        say_where(said("where.scores", language), out)


def _show(made: "Publication", by_status: list[dict[str, Any]], settings: Settings) -> None:
    """Print how many clients stand in each status, what they are worth, and how many are held out."""
    from serving.files.codes import code_words
    from serving.files.words import title_of
    from serving.web.words import count

    language, statuses = settings.company.language, code_words("status", settings.company.language)
    worth = f"{title_of('expected_ltv', language)}, {settings.company.currency}"
    heads = [title_of("status", language), said("clients", language), worth]
    rows = []
    for row in by_status:
        value = "–" if row["expected_ltv"] is None else count(language, row["expected_ltv"])
        rows.append(dict(zip(heads, (statuses[row["status"]], row["clients"], value), strict=True)))
    console.print(table_of(said("scores.by_status", language), heads, rows))
    console.print(said("scores.held_out", language, clients=made.held_out))


@dataclass(frozen=True)
class Scoring:
    """What was published, of which day, by which version of the model, and where it lies."""

    made: "Publication"
    as_of: date
    model_version: str
    folder: Path


def run_scoring(
    settings: Settings,
    as_of: str | None = None,
    out: Path | None = None,
    *,
    accept_fewer_rows: bool = False,
) -> Scoring:
    """Score every client by the version that serves, and publish."""
    from serving.store.locks import exclusive
    from serving.store.manifest import FOLDER
    from training.bundle import Bundle
    from training.learned_with import changed_since
    from training.past.history import event_days
    from training.tracking.store import Tracking

    data_dir = settings.storage.data_dir
    asked = day_come(as_of, settings)
    data_dir.mkdir(parents=True, exist_ok=True)
    with exclusive(data_dir, "scoring"):
        tracking = Tracking(settings)
        bundle = Bundle.from_files(tracking.bundle(tracking.in_service()))
        events = accepted_events(settings, refuse_cut=not accept_fewer_rows)
        day = asked or event_days(events)[1] + timedelta(days=1)
        if day < bundle.as_of:
            errors.print(_hindsight(day, bundle), soft_wrap=True)
        if changed := changed_since(bundle.card, settings):
            errors.print(_other_settings(changed, bundle), soft_wrap=True, markup=False)
        with working("Scoring"):
            made = _published(events, bundle, settings, day, out)
    return Scoring(made, day, bundle.version, data_dir / FOLDER / made.snapshot_id)


def _hindsight(day: date, bundle: "Bundle") -> str:
    return (
        f"Warning: --as-of is {day}, but {bundle.version} learned from what was known on {bundle.as_of}. It"
        " has seen what these clients did next, so its scores look better than any forecast can. For what"
        f" could be foretold on {day}: `winback train --as-of {day}`, and `winback promote --force --why …`."
    )


def _other_settings(changed: list[str], bundle: "Bundle") -> str:
    return (
        f"Warning: since {bundle.version} was trained, settings have changed: {'; '.join(changed)}. What it"
        " has learned goes by those of then, so its probabilities and values do not fit them: train again."
    )


def _by_status(made: "Publication") -> list[dict[str, Any]]:
    """Count the clients of each status and add up what they are worth; None where that is known of nobody."""
    return [
        {
            "status": status,
            "clients": len(worth),
            "expected_ltv": float(worth.sum()) if worth.notna().any() else None,
        }
        for status, worth in made.scores.groupby("status", sort=True)["expected_ltv"]
    ]


def _published(
    events: "Events", bundle: "Bundle", settings: Settings, day: date, out: Path | None
) -> "Publication":
    """Score the clients of a day, write the scores where they are asked for, publish, and tell of it."""
    from features.data_report.gone import row_counts
    from features.event_sets import read_report
    from serving.ledger import Ledger
    from serving.past.retention import keep_no_longer
    from serving.personal.exported import note_exported
    from serving.scores.publication import publish_scores
    from serving.scores.scored import score_clients
    from serving.telling.announcing import announce_published
    from serving.telling.webhooks import wanted_events

    data_dir = settings.storage.data_dir
    scored = score_clients(events, bundle, settings, as_of=day, now=now())
    if out is not None:
        note_exported(data_dir, out, now())
        _write(scored.scores, out)
    _refuse_older(day, read_as_of(data_dir), out)
    receivers = wanted_events(settings)
    with closing(Ledger(settings.ledger_url, zone=settings.zone, receivers=receivers)) as ledger:
        counts = row_counts(events, read_report(data_dir))
        made = publish_scores(scored, bundle, settings, ledger, as_of=day, now=now(), counts=counts)
        announce_published(data_dir, ledger, now())
        keep_no_longer(settings, ledger, now())
    return made


def _refuse_older(day: date, published_day: date | None, out: Path | None) -> None:
    if published_day is not None and day < published_day:
        raise UsageError(
            f"--as-of is {day}; scores of {published_day} are published, and older ones don't replace them."
            + (f" The scores are in {out}." if out else " Give --out FILE to have them as a file.")
        )


def read_as_of(data_dir: Path) -> date | None:
    """Give the as-of day of what is published, if only its name still tells: scoring anew mends the rest."""
    from serving.store import read_pointer

    try:
        return date.fromisoformat(read_pointer(data_dir).snapshot_id[:10])
    except (NotFoundError, DamagedError):
        return None


def _write(scores: "pd.DataFrame", out: Path) -> None:
    from features.whole_files import put_file

    if out.suffix == ".csv":
        told = scores.assign(
            signs=scores["signs"].map(";".join), missing_features=scores["missing_features"].map(";".join)
        )
        put_file(out, lambda file: told.to_csv(file, index=False, encoding="utf-8-sig"))
    else:
        from pyarrow.parquet import write_table

        from serving.scores.publication import score_table

        put_file(out, lambda file: write_table(score_table(scores), file))
