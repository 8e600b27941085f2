"""What the files beside the tables say: that the company is invented, and how its clients live and leave."""

from collections.abc import Mapping
from importlib.resources import files

from features.simulate.readme_numbers import plain_numbers, responses, shares
from features.simulate.truth import Horizon
from features.simulate.window import Window
from features.simulate.words import Language

#: First line of a folder's README by which we know it again as ours, in any language.
MARK = "<!-- winback simulate: INVENTED -->"


def company_readme(
    window: Window, *, clients: int, seed: int, language: Language, ending: str = "csv"
) -> str:
    """Write the README of the folder: that all of it is invented, and what lies where."""
    return _text("company", language).format(
        mark=MARK, clients=clients, seed=seed, first=window.first_day, last=window.last_day, ending=ending
    )


def truth_readme(horizon: Horizon, *, language: Language, ending: str = "csv") -> str:
    """Write the README of `truth/`: the mechanism, with the very numbers that the simulation uses.

    Examples
    --------
    >>> truth_readme(Horizon(24, 0.15), language="en").splitlines()[0]
    '# The truth about the INVENTED company'
    """
    written = {name: _share(share, language) for name, share in shares(horizon).items()}
    written |= {name: _number(number, language) for name, number in plain_numbers(horizon).items()}
    return _text("truth", language).format(ending=ending, **written, **_response_table(language))


def _response_table(language: Language) -> Mapping[str, str]:
    """Write the share that each action brings back, a row per cause."""
    actions, rows = responses()
    lines = [
        f"   | `{cause}` | " + " | ".join(_share(share, language) for share in brought) + " |"
        for cause, brought in rows.items()
    ]
    return {
        "actions": " | ".join(f"`{name}`" for name in actions),
        "rules": "|".join("---" for _ in actions),
        "responses": "\n".join(lines),
    }


def _share(share: float, language: Language) -> str:
    return _number(100 * share, language) + " %"


def _number(number: float, language: Language) -> str:
    text = f"{number:.4g}" if abs(number) < 10_000 else f"{number:.0f}"
    return text.replace(".", ",") if language == "ru" else text


def _text(name: str, language: Language) -> str:
    return files("features.simulate").joinpath("texts", f"{name}.{language}.md").read_text(encoding="utf-8")
