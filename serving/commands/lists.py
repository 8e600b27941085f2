"""score and list: from the champion to the list that a seller acts on."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from features.errors import DamagedError, NotFoundError, UsageError
from features.settings import Settings
from serving.commands.shared import (
    DEFAULT_CONFIG,
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


def score(
    config: Config = DEFAULT_CONFIG,
    as_of: Day = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write the scores there, too (Parquet or CSV).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score every client by the champion and publish the result for the service and the lists.

    Example: winback score --out scores.parquet
    """
    if out is not None and out.suffix not in (".parquet", ".csv"):
        raise UsageError(f"{out} is neither Parquet nor CSV. Call it {out.stem}.parquet or {out.stem}.csv.")
    told = run_scoring(settings_of(config), as_of, file_to_write(out))
    if as_json:
        say_json(told["json"])
        return
    console.print(table_of("Clients by status", ["status", "clients", "expected LTV"], told["by_status"]))
    console.print(
        f"{told['held_out']} clients are held out: nobody contacts them, so that it shows what lists bring."
    )
    say_where("Published", told["where"])
    if out is not None:
        say_where("Scores", out)


def run_scoring(settings: Settings, as_of: str | None = None, out: Path | None = None) -> dict[str, Any]:
    """Score and publish; give what there is to show."""
    from serving.ledger import Ledger
    from serving.past.retention import keep_no_longer
    from serving.personal.exported import note_exported
    from serving.scores.publication import publish_scores, score_clients
    from serving.store import read_pointer
    from serving.store.locks import exclusive
    from serving.telling.announcing import announce_published
    from serving.telling.webhooks import wanted_events
    from training.bundle import Bundle
    from training.past.history import event_days
    from training.tracking.store import Tracking

    data_dir = settings.storage.data_dir
    asked = day_come(as_of, settings)
    data_dir.mkdir(parents=True, exist_ok=True)
    with exclusive(data_dir, "scoring"):
        tracking = Tracking(settings)
        in_office = tracking.champion() or _only_rule(tracking)
        bundle = Bundle.from_files(tracking.bundle(in_office))
        events = accepted_events(settings)
        day = asked or event_days(events)[1] + timedelta(days=1)
        with working("Scoring"):
            scored = score_clients(events, bundle, settings, as_of=day, now=now())
            if out is not None:
                note_exported(data_dir, out, now())
                _write(scored.scores, out)
            published_day = read_as_of(data_dir)
            if published_day is not None and day < published_day:
                raise UsageError(
                    f"--as-of is {day}; scores of {published_day} are published, and older ones don't "
                    "replace them."
                    + (f" The scores are in {out}." if out else " Give --out FILE to have them as a file.")
                )
            receivers = wanted_events(settings)
            with closing(Ledger(settings.ledger_url, zone=settings.zone, receivers=receivers)) as ledger:
                made = publish_scores(scored, bundle, settings, ledger, as_of=day, now=now())
                announce_published(data_dir, ledger, now())
                keep_no_longer(settings, ledger, now())
    by_status = made.scores.groupby("status", sort=True)["expected_ltv"].agg(["size", "sum"])
    rows = [
        {"status": status, "clients": int(row["size"]), "expected LTV": f"{row['sum']:,.0f}"}
        for status, row in by_status.iterrows()
    ]
    return {
        "by_status": rows,
        "held_out": made.held_out,
        "where": data_dir / "published" / read_pointer(data_dir).snapshot_id,
        "json": {
            "snapshot_id": made.snapshot_id,
            "as_of": str(day),
            "model_version": bundle.version,
            "clients": len(made.scores),
            "by_status": rows,
            "held_out": made.held_out,
        },
    }


def read_as_of(data_dir: Path) -> date | None:
    """Give the as-of day of what is published, if only its name still tells: scoring anew mends the rest."""
    from serving.store import read_pointer

    try:
        return date.fromisoformat(read_pointer(data_dir).snapshot_id[:10])
    except (NotFoundError, DamagedError):
        return None


def _only_rule(tracking: Any) -> Any:
    """Take the challenger where the gate let none pass: its bundle serves by the silence rule."""
    try:
        return tracking.version("challenger")
    except NotFoundError as fault:
        raise NotFoundError("There is no model yet. Run `winback train` first.") from fault


def _write(scores: Any, out: Path) -> None:
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


def list_clients(
    name: Annotated[str, typer.Argument(help="at-risk or recoverable.")],
    config: Config = DEFAULT_CONFIG,
    budget: Annotated[
        float | None, typer.Option(help="Money that may be spent; default: [plan] budget.")
    ] = None,
    hours: Annotated[
        float | None, typer.Option(help="Hours of each executor; default: [plan] hours_per_manager.")
    ] = None,
    where: Annotated[list[str] | None, typer.Option(help="column=value; may be given several times.")] = None,
    with_contacts: Annotated[
        bool, typer.Option("--with-contacts", help="Phone and e-mail in the file; audited.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="XLSX, CSV or JSON file to write.")] = None,
    as_json: AsJson = False,
) -> None:
    """Rank whom to contact and how, best first, under the budget.

    Example: winback list at-risk --budget 50000 --where branch=North --out list.xlsx
    """
    settings = settings_of(config)
    made = ranked(settings, name, budget=budget, hours=hours, where=where or [], with_contacts=with_contacts)
    if out is not None:
        written = write(made, settings, out)
        if written.removed_characters:
            errors.print(
                f"{written.removed_characters} control characters were removed: no spreadsheet takes them."
            )
    if as_json:
        say_json(
            {
                "plan_id": made.plan_id,
                "clients": len(made.rows),
                "value": made.value,
                "cost": made.cost,
                "bound": made.bound,
                "gap": made.gap,
                "binding": list(made.binding),
                "one_more": {
                    "money": made.value_of_money,
                    "hour": made.value_of_hour,
                    "limits": dict(made.multipliers),
                },
                "held_out": made.held_out,
                "file": None if out is None else str(out),
                "items": made.rows.astype(object).where(made.rows.notna(), None).to_dict(orient="records"),
            }
        )
        return
    show(made, settings)
    if out is not None:
        say_where("List", out)


def ranked(
    settings: Settings,
    name: str,
    *,
    budget: float | None,
    where: list[str],
    hours: float | None = None,
    with_contacts: bool = False,
) -> Any:
    """Make a list, and record it as a plan in the ledger before anybody sees it."""
    from serving.answers.shown import record_list
    from serving.ledger import Ledger
    from serving.personal.opt_outs import published_now
    from serving.planning.lists import make_list
    from serving.store import open_published

    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        published = published_now(open_published(settings.storage.data_dir), ledger.opt_outs())
    made = make_list(
        published,
        name.replace("-", "_"),
        budget=settings.plan.budget if budget is None else budget,
        hours=hours,
        settings=settings,
        language=settings.company.language,
        filters=_filters(where),
        with_contacts=with_contacts,
    )
    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        record_list(ledger, made, now())
        if with_contacts:
            ledger.audit("command", "list_with_contacts", len(made.rows), now())
    return made


def _filters(where: list[str]) -> dict[str, list[str]]:
    filters: dict[str, list[str]] = {}
    for text in where:
        column, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--where is {text!r}; it is column=value. Write --where branch=North.")
        filters.setdefault(column, []).append(value)
    return filters


def write(made: Any, settings: Settings, out: Path) -> Any:
    """Write a list as XLSX, CSV or JSON."""
    from serving.files.exports import ExportNote, write_list
    from serving.personal.exported import note_exported

    assumed = bool((made.rows["uplift_basis"] == "assumed").any())
    note = ExportNote(
        title=f"{settings.company.name}: {made.list_name.replace('_', '-')}",
        language=settings.company.language,
        as_of=made.as_of,
        model_version=made.model_version,
        author="winback list",
        currency=settings.company.currency,
        filters={column: ", ".join(values) for column, values in made.filters.items()},
        budget=made.budget,
        bound=made.bound,
        gap=made.gap,
        value_of_money=made.value_of_money,
        value_of_hour=made.value_of_hour,
        assumptions=ASSUMED[settings.company.language] if assumed else "",
    )
    note_exported(settings.storage.data_dir, out, now())
    return write_list(made.rows, note, out)


ASSUMED = {
    "ru": "Отклик на действие – предположение (Beta из настроек), пока нет данных проб.",
    "en": "The response to an action is an assumption (the settings' Beta) until trials have measured it.",
}


def show(made: Any, settings: Settings, *, first: int = 10) -> None:
    """Print the head of a list with its money and reasons, and how good the plan is."""
    rows = [
        {
            "#": int(row.rank),
            "client": row.client_id,
            "status": row.status,
            "leaves": f"{row.churn_probability:.0%}",
            "LTV": f"{row.expected_ltv:,.0f}",
            "action": row.action,
            "cost": f"{row.win_back_cost:,.0f}",
            "net value": f"{row.expected_net_value:,.0f}",
            "why": row.reason_1_text if isinstance(row.reason_1_text, str) else "",
        }
        for row in made.rows.head(first).itertuples()
    ]
    columns = ["#", "client", "status", "leaves", "LTV", "action", "cost", "net value", "why"]
    console.print(table_of(f"{made.list_name.replace('_', '-')}, as of {made.as_of}", columns, rows))
    currency = settings.company.currency
    spent = f"{made.cost:,.0f} of {made.budget:,.0f}" if made.budget is not None else f"{made.cost:,.0f}"
    console.print(
        f"{len(made.rows)} clients, cost {spent} {currency}, expected net value {made.value:,.0f} {currency} "
        f"(LP bound {made.bound:,.0f}, gap {made.gap:,.2f}); {made.held_out} held out. {ASSUMED['en']}"
    )
    if made.binding:
        worth = [f"one more {currency} {made.value_of_money:,.2f}"] if made.value_of_money else []
        worth += [f"one more hour {made.value_of_hour:,.0f} at most"] if made.value_of_hour else []
        shown = f": {', '.join(worth)} {currency}" if worth else ""
        console.print(f"Used up: {', '.join(made.binding)}. What more would bring{shown}.", markup=False)
