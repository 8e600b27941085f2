"""An invented company with a reason to leave: who complains after an order, mostly stays away."""

from typing import Any

import numpy as np

from features.events import Events
from features.settings import Settings, settings_from
from tests.features.company import at, events_of

#: Stands in no word and no number that we write ourselves, so that an artifact can be searched for it.
PREFIX = "qzxclient"
CLIENTS, DAYS = 500, 420
SETTINGS: dict[str, Any] = {
    "company": {"name": "Small & Co", "language": "en"},
    "churn": {"min_days": 20, "max_days": 60},
    "training": {"minimum_left": 20, "origins": 2, "as_of_every_days": 30, "try_designs": False},
    "plan": {"exclude": [f"{PREFIX}00003"]},
}


def spine_settings(**sections: dict[str, Any]) -> Settings:
    """Settings of the company, with some sections replaced."""
    return settings_from({**SETTINGS, **sections})


def spine_events() -> Events:
    """Orders, complaints and a few attempts of `CLIENTS` clients over `DAYS` days."""
    random = np.random.default_rng(8)
    orders: list[dict[str, Any]] = []
    complaints: list[dict[str, Any]] = []
    for number in range(CLIENTS):
        client, today = f"{PREFIX}{number:05d}", float(random.uniform(0, 400 if number % 3 else 120))
        cycle, check = float(np.exp(random.normal(2.9, 0.45))), float(np.exp(random.normal(6, 0.8)))
        while today < DAYS:
            amount = round(check * float(np.exp(random.normal(0, 0.3))), 2)
            orders.append({"client_id": client, "ordered_at": at(today), "amount": amount})
            goes_away = random.random() < 0.07
            if random.random() < (0.8 if goes_away else 0.03) and today + 0.5 < DAYS:
                complaints.append({"client_id": client, "opened_at": at(today + 0.5), "category": "quality"})
            today += random.uniform(90, 400) if goes_away else cycle * np.exp(random.normal(0, 0.35))
    attempts = [
        {
            "client_id": f"{PREFIX}{number:05d}",
            "assigned_at": at(200 + number),
            "action": "call",
            "arm": "control" if number % 10 == 0 else "treated",
        }
        for number in range(30)
    ]
    return events_of(orders=orders, complaints=complaints, attempts=attempts)
