"""compare, promote, rollback: the registered versions, and which one is in office."""

from typing import Annotated, Any

import typer

from features.errors import GateError, UsageError
from features.figures import Language
from serving.commands.model import SHOWN, figure_name
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    console,
    say_json,
    settings_of,
    table_of,
)
from serving.commands.words import said


def compare(config: Config = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """List the registered versions with their figures; the champion is marked.

    Example: winback compare
    """
    from training.tracking.store import Tracking

    settings = settings_of(config)
    tracking, language = Tracking(settings), settings.company.language
    rows = []
    for version in tracking.versions():
        figures = tracking.figures(version)
        row: dict[str, Any] = {
            "version": version.number,
            "name": version.name,
            "gate": "passed" if version.passed else "refused",
            # Versions of before the choice do not tell: the model served.
            "value": tracking.parameters(version).get("value_method", "model"),
            "aliases": sorted(version.aliases),
        }
        kind = version.name.split("-")[0]
        contestant = "silence_rule" if kind == "rule" else kind
        for figure in SHOWN:
            row[figure] = figures.get(f"at_risk/{contestant}/{figure}")
        rows.append(row)
    if as_json:
        say_json(rows)
        return
    if not rows:
        console.print(said("versions.none", language))
        return
    heads = {name: _version_head(name, language) for name in rows[0]}
    shown = [{heads[name]: _shown(value, language) for name, value in row.items()} for row in rows]
    console.print(table_of(said("versions", language), list(heads.values()), shown))


def _version_head(name: str, language: Language) -> str:
    return figure_name(name, language) if name in SHOWN else said(f"versions.{name}", language)


def _shown(value: Any, language: Language) -> Any:
    """Show a list as its items, a figure to four places, and what the gate said in words."""
    from training.report_numbers import number
    from training.words import name_of

    match value:
        case list():
            return ", ".join(value)
        case float():
            return number(value, language, places=4)
        case "passed" | "refused":
            return said(f"versions.{value}", language)
        case "model" | "formula" | "buy_till_you_die":
            return name_of("method", value, language)
        case _:
            return value


def promote(
    version: Annotated[str, typer.Argument(help="Number or name; default: the challenger.")] = "challenger",
    config: Config = DEFAULT_CONFIG,
    force: Annotated[bool, typer.Option("--force", help="Promote what the gate refused.")] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, recorded; needed with --force.")] = "",
) -> None:
    """Make a version champion; the next `winback score` takes it.

    Example: winback promote 3 --force --why "the season has changed"
    """
    from training.tracking.store import Tracking

    settings = settings_of(config)
    tracking = Tracking(settings)
    chosen = tracking.version(version)
    if force and not why.strip():
        raise UsageError("--force needs --why: say why the gate is overruled; it is recorded.")
    if not chosen.passed and not force:
        raise GateError(
            f"The gate refused version {chosen.number} ({chosen.name}). Train a better one, or overrule it "
            "with --force --why REASON."
        )
    tracking.promote(chosen.number, why=why.strip() or "by hand")
    named = {"number": chosen.number, "name": chosen.name}
    console.print(said("promoted", settings.company.language, **named))


def rollback(config: Config = DEFAULT_CONFIG) -> None:
    """Make the champion before this one champion again; the next `winback score` takes it.

    Example: winback rollback
    """
    from training.tracking.store import Tracking

    settings = settings_of(config)
    back = Tracking(settings).rollback()
    console.print(said("rolled_back", settings.company.language, number=back.number, name=back.name))
