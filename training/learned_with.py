"""The settings that are in everything a model has learned: where they change, it goes by those of then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from features.settings import Settings

#: Section → its settings that what is learned hangs on.
LEARNED: Mapping[str, tuple[str, ...]] = {
    "churn": ("cycles", "min_days", "max_days", "lost_after_cycles"),
    "segments": ("abc", "xyz", "before_days", "contact_every_days"),
    "value": ("margin_share", "value_months", "annual_discount_rate"),
}


@dataclass(frozen=True)
class Changed:
    """A setting, as in `[churn] cycles`, with its value now and that which a model was trained with."""

    setting: str
    now: object
    then: object


def learned_with(settings: Settings) -> dict[str, dict[str, Any]]:
    """Give the settings that a model is trained with, as its card keeps them: plain values by section."""
    plain = settings.model_dump(mode="json")
    return {section: {name: plain[section][name] for name in names} for section, names in LEARNED.items()}


def changed_since(card: Mapping[str, Any], settings: Settings) -> list[Changed]:
    """Give which of these settings are others than when a model was trained.

    Parameters
    ----------
    card : mapping
        The model's (`training.packing.card_of`).
    settings : Settings
        Those of now.

    Returns
    -------
    list of Changed
        Mostly empty.
    """
    now = learned_with(settings)
    return [
        Changed(f"[{section}] {name}", now[section][name], then)
        for section, names in card.get("learned_with", {}).items()
        for name, then in names.items()
        if now[section][name] != then
    ]
