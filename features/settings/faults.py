"""What is wrong in a settings file, in words of ours: what we got, what is needed, what to write."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from features.settings.whole import Settings

#: Settings whose value no message repeats: it may hold a password.
SECRET = ("ledger_url", "tracking_uri", "url")
#: Pydantic's type of a fault, or what it begins with → what is needed; braces hold the fault's context.
NEEDED: Mapping[str, str] = {
    "float": "a number is needed, such as 50000 or 0.5: no quotes, blanks or signs",
    "finite_number": "a finite number is needed, such as 50000",
    "int": "a whole number is needed, such as 14: no quotes, blanks or signs",
    "bool": "true or false is needed, without quotes",
    "date": "a day is needed, such as 2015-01-31, without quotes",
    "string_type": 'text in quotes is needed, such as "name"',
    "string_pattern_mismatch": "{pattern}",
    "string_too_long": "it must be {length} at most",
    "string_too_short": "it must be {length} at least",
    "too_short": "it is empty; at least one is needed",
    "path": 'a path in quotes is needed, such as "folder"',
    "tuple": "a list is needed: put it into brackets, such as [a, b]",
    "dict": 'a table is needed, such as {{name = "value"}}',
    "model": "a section is needed: write {section} and its settings below it",
    "literal_error": "needed is {expected}",
    "enum": "needed is {expected}",
    "greater_than_equal": "it must be {ge:g} or more",
    "greater_than": "it must be more than {gt:g}",
    "less_than_equal": "it must be {le:g} or less",
    "less_than": "it must be less than {lt:g}",
}
#: What a text must look like, by its pattern.
PATTERNS: Mapping[str, str] = {
    "^[A-Z]{3}$": "three capital letters are needed, such as RUB or EUR",
    "^[a-z_][a-z0-9_]{0,39}$": "small Latin letters, digits and _ are needed, 40 at most, such as winback",
}


def explained(fault: ValidationError) -> Iterator[tuple[tuple[str, ...], str]]:
    """Say each thing that pydantic found wrong, beside the sections and the key where it stands."""
    for error in fault.errors():
        path = [step for step in error["loc"] if "[" not in str(step)]  # less pydantic's names of types
        place = None
        if len(path) > 1 and isinstance(path[-1], int):
            place = path.pop()
        steps = [str(step) for step in path]
        named = f"[{'.'.join(steps[:-1])}] {steps[-1]}" if len(steps) > 1 else f"[{steps[0]}]"
        if place is not None:
            named += f", value {int(place) + 1},"
        if error["type"] == "extra_forbidden":
            keys = known_keys(steps[:-1])
            near = get_close_matches(steps[-1], keys, n=1, cutoff=0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"known are: {', '.join(keys)}."
            told = f"{named} is not a setting; {hint}"
        elif error["type"] == "missing":
            told = f"{named} is missing; write it."
        else:
            shown = len(steps) > 1 and not set(steps) & {*SECRET} and not isinstance(error["input"], dict)
            got = f" is {error['input']!r}" if shown else ""
            told = f"{named}{got}: {_needed(error, steps)}."
        yield tuple(steps), told


def _needed(error: ErrorDetails, steps: list[str]) -> str:
    """Say what is needed in the place of a value; our own checks say it themselves."""
    context: dict[str, Any] = dict(error.get("ctx", {}))
    limit = context.get("max_length", context.get("min_length"))
    context |= {
        "section": f"[{'.'.join(steps)}]",
        "pattern": PATTERNS.get(str(context.get("pattern")), f"it must match {context.get('pattern')}"),
        "length": f"{limit} sign{'' if limit == 1 else 's'}",
    }
    for kind, words in NEEDED.items():
        if error["type"].startswith(kind):
            return words.format(**context)
    return error["msg"].removeprefix("Value error, ")


def known_keys(section_path: list[str]) -> list[str]:
    """List the keys that a section knows, as they are written in the file."""
    model: type[BaseModel] | None = Settings
    for step in section_path:
        if model is None:
            break
        field = model.model_fields.get(step)
        if field is None:  # a name of the user's own, as in [actions.NAME]
            continue
        kinds = [field.annotation, *get_args(field.annotation)]
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []
