"""The settings file as a person first meets it: every setting with what it is, its unit and its default.

All of it is generated from `features.settings`, so that no default stands in two places.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from features.proposal.tables import Proposal, ProposedTable
from features.settings import Action, Executor, Settings, TableSource, Webhook

HEADER = """\
# Settings of winback. What a company must decide for itself stands ready to be changed: [company], [storage],
# [source] and [actions.…]. Everything else is a default, written behind a '#': take the '#' away to set it.
# What you leave alone follows the defaults of the version that you run. Relative paths are relative to this
# file.
"""
#: Sections whose settings are written out, defaults too.
WRITTEN_OUT = ("company", "storage", "source")
#: Two actions to begin with; a company puts its own costs.
EXAMPLE_ACTIONS: Mapping[str, Mapping[str, Any]] = {
    "call": {"channel": "call", "fixed_cost": 300, "hours": 0.5, "for": ["at_risk", "recoverable"]},
    "discount_call": {
        "channel": "call",
        "fixed_cost": 300,
        "incentive_share": 0.1,
        "hours": 0.5,
        "for": ["recoverable"],
    },
}


def settings_text(
    proposal: Proposal | None = None,
    *,
    given: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
    actions: Mapping[str, Mapping[str, Any]] = EXAMPLE_ACTIONS,
) -> str:
    """Write `winback.toml`.

    Parameters
    ----------
    proposal : Proposal, optional
        What the files of the folder seem to hold; it becomes the sections ``[source.tables.…]``.
    given : mapping of str to mapping
        Section → settings that stand in the place of their defaults.
    actions : mapping of str to mapping
        Name → settings of each action.

    Returns
    -------
    str
        TOML that `features.settings.read_settings` takes as it stands.

    Examples
    --------
    >>> print(settings_text().split("[churn]")[1].splitlines()[1])
    # cycles = 2  # horizon, in the client's own purchase cycles
    """
    lines = [HEADER]
    for name, info in Settings.model_fields.items():
        if name == "actions":
            lines += _actions(actions)
            continue
        if name == "webhooks":
            lines += _webhooks()
            continue
        if name == "executors":
            lines += _executors()
            continue
        section = _section(info)
        lines += [f"# {_first_sentence(section)}", f"[{name}]"]
        lines += _fields(section, given.get(name, {}), active=name in WRITTEN_OUT)
        lines.append("")
        if name == "source":
            lines += _tables(proposal)
    return "\n".join(lines).rstrip() + "\n"


def _section(info: FieldInfo) -> type[BaseModel]:
    kind = info.annotation
    assert isinstance(kind, type)
    assert issubclass(kind, BaseModel)
    return kind


def _fields(model: type[BaseModel], given: Mapping[str, Any], *, active: bool) -> Iterator[str]:
    """Write each setting: what is given, or its default, active or behind a '#'."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        default = info.get_default(call_default_factory=True)
        if isinstance(default, dict):
            continue
        value = given.get(key, default)
        mark = "" if value is not None and (key in given or active) else "# "
        shown = "" if value is None or value is PydanticUndefined else toml_value(value)
        yield f"{mark}{key} = {shown}".rstrip() + f"  # {_explained(info)}"


def _explained(info: FieldInfo) -> str:
    choices = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
    said = info.description or ""
    if all(str(choice) in said for choice in choices):
        return said
    return f"{said}: {' or '.join(map(str, choices))}"


def toml_value(value: Any) -> str:
    """Write a setting's value in TOML.

    Examples
    --------
    >>> toml_value((0.05, 0.15)), toml_value("Наша компания"), toml_value(False)
    ('[0.05, 0.15]', '"Наша компания"', 'false')
    """
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        value = value.as_posix()
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _actions(actions: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield f"# {_first_sentence(Action)} The costs are examples: put your own."
    for name, given in actions.items():
        yield f"[actions.{name}]"
        yield from _fields(Action, given, active=False)
        yield ""


def _webhooks() -> Iterator[str]:
    yield f"# {_first_sentence(Webhook)}"
    yield "# [webhooks.crm]"
    yield from (f"# {line.removeprefix('# ')}" for line in _fields(Webhook, {}, active=False))
    yield ""


def _executors() -> Iterator[str]:
    yield f"# {_first_sentence(Executor)}"
    yield '# [executors."Ivanova A."]'
    yield from (f"# {line.removeprefix('# ')}" for line in _fields(Executor, {}, active=False))
    yield ""


def _tables(proposal: Proposal | None) -> Iterator[str]:
    if proposal is None or not proposal.tables:
        yield "# One section a table, if it is not simply NAME.csv with our names of columns:"
        yield "# [source.tables.orders]"
        yield from (f"# {line.removeprefix('# ')}" for line in _fields(TableSource, {}, active=False))
        yield '# columns = {client_id = "customer"}  # ours = "theirs"'
        yield ""
        return
    for table in proposal.tables:
        yield from _table(table)
    if proposal.ignored:
        yield f"# Seem to hold none of our tables: {_commented(proposal.aside)}"
        yield ""


def _table(table: ProposedTable) -> Iterator[str]:
    given: dict[str, Any] = {"from": table.file}
    if table.delimiter:
        given["delimiter"] = table.delimiter
    if table.decimal != ".":
        given["decimal"] = table.decimal
    if table.date_format:
        given["date_format"] = table.date_format
    yield f"[source.tables.{table.name}]"
    yield from _fields(TableSource, given, active=False)
    yield from (f"# To decide: {_commented(doubt)}" for doubt in table.doubts)
    if table.missing:
        yield f"# Required and not found in the header: {', '.join(table.missing)}. Map them below."
    if table.unused:
        yield f"# Columns that are not used: {_commented(', '.join(table.unused))}"
    if table.columns:
        yield f"[source.tables.{table.name}.columns]"
        yield from (f"{ours} = {toml_value(theirs)}" for ours, theirs in table.columns.items())
    yield ""


def _commented(text: str) -> str:
    """Keep other people's names within one line of a comment."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _first_sentence(model: type[BaseModel]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]
