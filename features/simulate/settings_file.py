"""The settings file beside the invented company: written if there is none, and never over a person's own."""

import hashlib
from pathlib import Path

from features.proposal.tables import propose
from features.settings.text import settings_text
from features.simulate.discounts import OFFERED_DISCOUNT
from features.simulate.winning_back import ACTION_COSTS, ACTIONS, DISCOUNT_CALL
from features.simulate.words import WORDS, Language

SETTINGS_FILE = "winback.toml"
#: First line of a file of ours, followed by the SHA-256 of all that comes after it.
MARK = "# Written by winback simulate, which replaces it as long as nobody changes it. SHA-256 of the rest: "
#: What each action is done by, and the working hours it takes.
CHANNELS = ("call", "call", "visit", "management_call")
HOURS = (0.5, 0.5, 3.0, 1.0)


def write_settings(directory: Path, language: Language) -> bool:
    """Write the settings file of the company in a folder, unless a person wrote or changed the one there.

    Parameters
    ----------
    directory : Path
        Folder of the company's tables.
    language : {'ru', 'en'}
        Of its lists and reports.

    Returns
    -------
    bool
        Whether it was written; if not, the file that stood there is as it was.
    """
    path = directory / SETTINGS_FILE
    if path.exists() and not is_ours(path):
        return False
    text = settings_text(
        propose(directory),
        given={"company": {"name": WORDS[language].company, "language": language}},
        actions=_actions(),
    )
    path.write_bytes(f"{MARK}{_digest(text)}\n{text}".encode())
    return True


def is_ours(path: Path) -> bool:
    """Tell whether a settings file was written by us and stands unchanged."""
    try:
        first, _, rest = path.read_bytes().decode("utf-8").partition("\n")
    except UnicodeDecodeError:
        return False
    return first == f"{MARK}{_digest(rest)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _actions() -> dict[str, dict[str, object]]:
    """Give the company's actions: those that its attempts name, at what they cost there."""
    actions: dict[str, dict[str, object]] = {}
    for place, name in enumerate(ACTIONS):
        actions[name] = {"channel": CHANNELS[place], "fixed_cost": round(ACTION_COSTS[place])}
        if place == DISCOUNT_CALL:
            actions[name] |= {"incentive_share": OFFERED_DISCOUNT, "for": ["recoverable"]}
        actions[name]["hours"] = HOURS[place]
    return actions
