"""What the company decided: `winback.toml`, read once at the edge into frozen, validated models."""

from features.settings.clients import Churn, Scores, Segments, Signs
from features.settings.data import POSTGRES, SPARK, Company, Privacy, Source, Storage, TableSource
from features.settings.faults import known_keys
from features.settings.kinds import Channel, ListName
from features.settings.money import Action, Executor, Plan, Value
from features.settings.reading import ENVIRONMENT, read_settings, settings_before, settings_from
from features.settings.running import Serving, Training, Webhook
from features.settings.whole import Settings

__all__ = [
    "ENVIRONMENT",
    "POSTGRES",
    "SPARK",
    "Action",
    "Channel",
    "Churn",
    "Company",
    "Executor",
    "ListName",
    "Plan",
    "Privacy",
    "Scores",
    "Segments",
    "Serving",
    "Settings",
    "Signs",
    "Source",
    "Storage",
    "TableSource",
    "Training",
    "Value",
    "Webhook",
    "known_keys",
    "read_settings",
    "settings_before",
    "settings_from",
]
