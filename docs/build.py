"""Writes the pages that follow from the code: every setting, and every feature. `make docs` runs it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from features.catalog import FAMILIES, FEATURES, STANDING
from features.family import Feature
from features.settings import ENVIRONMENT
from features.settings.text import settings_text

HERE = Path(__file__).parent
GENERATED = "<!-- Written by `make docs` from the code; change it there. -->"
SETTINGS = """\
{generated}
# Settings

One file, `winback.toml`, holds what a company decides. `winback init` writes it: every setting with what it
is, its unit and its default. Every command takes it by `--config PATH`; without that, by the variable
`WINBACK_CONFIG`, else `winback.toml` in the folder where the command runs.

- Relative paths are relative to the file.
- An unknown key is an error that names the nearest known one.
- A secret, or an address, may come from the environment instead:

| variable | stands for |
|---|---|
{variables}

`[company]`, `[storage]`, `[source]` and `[actions.…]` are yours to fill in. What stands behind a `#` is a
default: take the `#` away to set it. What an action needs is explained in
[for marketers](marketers.md), what a table of the source needs in [data](data.md).

## The whole file

```toml
{settings}```
"""
FEATURES_PAGE = """\
{generated}
# Features

What the models read of each client, as of a day. `winback features --catalog` prints the same. A feature is
there if the company has its table. The cause is what a reason on a list is called after; `profile` is never
shown as a reason.

Before the features stand `client_id`, `as_of` and where the client stands; behind them the company's own
attributes, as `attribute_NAME`.
{families}"""


def pages() -> Mapping[str, str]:
    """Give the generated pages by name."""
    variables = [f"| `{name}` | `[{section}] {key}` |" for name, (section, key) in ENVIRONMENT.items()]
    return {
        "settings.md": SETTINGS.format(
            generated=GENERATED, variables="\n".join(variables), settings=settings_text()
        ),
        "features.md": FEATURES_PAGE.format(generated=GENERATED, families="".join(_families())),
    }


def _families() -> list[str]:
    parts = [_section("where the client stands", STANDING)]
    told: set[str] = set()
    for family in FAMILIES:
        told |= {line.name for line in family.features}
        parts.append(_section(family.name.replace("_", " "), family.features))
    parts.append(_section("horizon", [line for line in FEATURES if line.name not in told]))
    return parts


def _section(title: str, lines: Iterable[Feature]) -> str:
    rows = [
        f"| `{line.name}` | {line.unit} | {line.meaning} | {line.null_meaning or 'never missing'} "
        f"| {line.cause.value} | {line.table} |"
        for line in lines
    ]
    head = "| feature | unit | meaning | missing means | cause | table |\n|---|---|---|---|---|---|"
    return "\n".join(["", f"## {title.capitalize()}", "", head, *rows, ""])


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
