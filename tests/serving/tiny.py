"""A tiny company, published for real, with stand-ins for what makes lists and scores live requests."""

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from features.errors import UsageError
from features.figures import LANGUAGES
from features.settings import Settings, settings_from
from serving.answers.backend import Backend
from serving.answers.loaded import Loaded
from serving.edge.event_log import asked_format
from serving.edge.sessions import Sessions, session_secret
from serving.files.exports import render_list
from serving.ledger import Ledger
from serving.store import Published, Watch, publish
from tests.serving.tiny_churn import churn_json
from training.reasons.talk import talk

AS_OF = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
BRANCHES = ("Север", "Юг", "Центр")
MANAGERS = ("Орлова А.", "Ким В.", "Лебедев П.", "Юсупова Р.")
NAMES = ("Рассвет", "Колос", "Заря", "Нива", "Птицефабрика «Луч»", "Маслов и сыновья", "Агро-Юг", "Тепличный")
STATUSES = ("new", "active", "overdue", "lost")
REASONS = (
    ("M27", "Пауза 64 дня, обычно 18", "A gap of 64 days, usually 18"),
    ("M25", "Цена выросла на 14 %", "Prices rose by 14 %"),
    ("M21", "3 поздние доставки из 5", "3 of 5 deliveries late"),
)
EVIL = "<script>alert('x')</script> & Co"
CLIENTS = 160
HELD_OUT = "00008"
EVIL_CLIENT = "00004"


def client_ids() -> list[str]:
    """Ids of all clients, sorted."""
    return [f"{number:05d}" for number in range(1, CLIENTS + 1)]


def _score(number: int, client_id: str) -> dict[str, Any]:
    status = STATUSES[number % 4]
    left = round(
        min(0.97, {"new": 0.2, "active": 0.15, "overdue": 0.5, "lost": 0.8}[status] + (number % 17) / 60), 3
    )
    ltv = float(20_000 + (number * 7919) % 400_000)
    return {
        "client_id": client_id,
        "as_of": AS_OF,
        "scored_at": NOW,
        "model_version": "7",
        "snapshot_id": "",
        "status": status,
        "own_cycle_days": 18.0,
        "days_since_order": number,
        "overdue_ratio": number / 18,
        "horizon_days": 36,
        "churn_probability": left,
        "risk_band": "low" if left < 0.3 else "medium" if left < 0.6 else "high",
        "risk_percentile": left,
        "stay_probability": 1 - left,
        "next_order_on": AS_OF + timedelta(days=9),
        "next_order_from": AS_OF,
        "next_order_to": AS_OF + timedelta(days=40),
        "abc": "ABC"[number % 3],
        "xyz": "XYZ"[number % 3],
        "abc_before": "A",
        "xyz_before": "X",
        "historical_value": ltv / 2,
        "formula_ltv": ltv * 1.1,
        "value_if_kept": ltv * 1.3,
        "value_if_left": ltv * 0.3,
        "expected_ltv": ltv,
        "signs": ["M11"] if number % 2 else [],
        "missing_features": [],
    }


def _client(number: int, client_id: str) -> dict[str, Any]:
    name = EVIL if client_id == EVIL_CLIENT else f"ООО «{NAMES[number % len(NAMES)]}» {number}"
    return {
        "client_id": client_id,
        "name": name,
        "kind": "b2b",
        "industry": "farm",
        "region": "R1",
        "branch": BRANCHES[number % 3],
        "manager": MANAGERS[number % 4],
        "phone": f"+7 900 000-00-{number % 100:02d}",
        "email": f"c{number}@example.com",
        "do_not_contact": False,
        "excluded": None,
    }


def _options(number: int, score: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for action, channel, cost, share in (("Звонок", "call", 400.0, 0.04), ("Встреча", "visit", 3500.0, 0.09)):
        held_out = score["client_id"] == HELD_OUT
        rows.append(
            {
                "client_id": score["client_id"],
                "list": "recoverable" if score["status"] == "lost" else "at_risk",
                "action": action,
                "channel": channel,
                "hours": 0.5,
                "eligible": not held_out,
                "why_not": "held_out" if held_out else None,
                "uplift": share,
                "uplift_from": share / 2,
                "uplift_to": share * 2,
                "uplift_basis": "assumed",
                "win_back_cost": cost,
                "expected_net_value": round(share * score["expected_ltv"] - cost, 2),
                "break_even_uplift": 0.01,
            }
        )
    return sorted(rows, key=lambda row: row["action"])


def _candidate(number: int, score: Mapping[str, Any]) -> dict[str, Any]:
    words: dict[str, str | None] = {}
    for place in (1, 2, 3):
        code, ru, en = REASONS[(number + place) % 3] if place <= 1 + number % 3 else (None, None, None)
        words |= {f"reason_{place}": code, f"reason_{place}_ru": ru, f"reason_{place}_en": en}
    return {
        "client_id": score["client_id"],
        "list": "recoverable" if score["status"] == "lost" else "at_risk",
        "episode": 1,
        "held_out": score["client_id"] == HELD_OUT,
        "executor": MANAGERS[(number + 1) % 4],
        "barred_managers": MANAGERS[number % 4],
        "due_on": AS_OF + timedelta(days=number % 9),
        **words,
        "signs_ru": "Дольше обычного без заказа",
        "signs_en": "Longer without an order than usual",
        "offer": None,
        "products": None,
        **{
            f"{part}_{language}": getattr(talk(("attention", "price"), language), part)
            for part in ("script", "questions")
            for language in LANGUAGES
        },
    }


def _cadence(number: int, score: Mapping[str, Any]) -> dict[str, Any]:
    target, waited = {"A": 7, "B": 10, "C": 14}[score["abc"]], number % 20
    return {
        **{name: score[name] for name in ("client_id", "status", "abc")},
        "target_days": target,
        "days_since_contact": None if number % 16 == 1 else waited,
        "due_on": AS_OF + timedelta(days=target - waited),
        "days_behind": max(0, waited - target),
        "behind": waited > target,
        "kept_share_12_weeks": 0.5,
    }


#: What an action offers of its own, as `[actions.NAME] offer` says.
OFFERS = {"Встреча": "Образцы к сезону"}


def published_files(version: str = "7") -> dict[str, bytes]:
    """Give the files of a snapshot."""
    scores = [_score(number, key) | {"model_version": version} for number, key in enumerate(client_ids(), 1)]
    tables = {
        "scores": scores,
        "clients": [_client(number, key) for number, key in enumerate(client_ids(), 1)],
        "options": [row for number, score in enumerate(scores, 1) for row in _options(number, score)],
        "candidates": [_candidate(number, score) for number, score in enumerate(scores, 1)],
        "context": [{"name": "own_cycle_days", "value": 18.0}],
        "cadence": [
            _cadence(number, score) for number, score in enumerate(scores, 1) if score["status"] != "lost"
        ],
    }
    return {f"{name}.parquet": _parquet(rows) for name, rows in tables.items()} | {
        "bundle/card.json": b'{"figures": {"log_loss": 0.4}, "definition": "no order within the horizon"}',
        "churn.json": churn_json(AS_OF, BRANCHES),
    }


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), file)
    return file.getvalue()


def publish_tiny(data_dir: Path, version: str = "7") -> str:
    """Publish the company's scores."""
    return publish(data_dir, published_files(version), as_of=AS_OF, scored_at=NOW, model_version=version)


@dataclass(frozen=True)
class TinyList:
    """A ranked list as the HTTP edge sees it."""

    list_name: str
    rows: pd.DataFrame
    bound: float
    value: float
    cost: float
    gap: float
    multipliers: Mapping[str, float]
    value_of_money: float
    value_of_hour: float
    budget: float | None
    plan_id: str
    record: pd.DataFrame
    snapshot_id: str
    as_of: date
    model_version: str


def make_tiny_list(
    published: Published,
    list_name: str,
    *,
    budget: float | None,
    settings: Settings,
    language: str,
    filters: Mapping[str, Sequence[str]],
    hours: float | None = None,
) -> TinyList:
    """Rank by net value and take what the budget pays for, greedily."""
    frames = {
        name: published.tables[name].to_pandas() for name in ("scores", "clients", "options", "candidates")
    }
    options = frames["options"].query("eligible and expected_net_value > 0 and list == @list_name")
    best = options.sort_values(["client_id", "expected_net_value"]).drop_duplicates("client_id", keep="last")
    rows = best.drop(columns="list")
    for name in ("scores", "clients", "candidates"):
        extra = [column for column in frames[name] if column not in rows or column == "client_id"]
        rows = rows.merge(frames[name][extra], on="client_id")
    for column, values in filters.items():
        rows = rows[rows[column].isin(list(values))]
    rows = rows.sort_values(["expected_net_value", "client_id"], ascending=[False, True])
    if budget is not None:
        rows = rows[rows["win_back_cost"].cumsum() <= budget]
    rows = rows.assign(rank=range(1, len(rows) + 1), explored=False)
    for place in (1, 2, 3):
        rows = rows.rename(columns={f"reason_{place}_{language}": f"reason_{place}_text"})
    rows = rows.assign(**{part: rows[f"{part}_{language}"] for part in ("script", "questions")})
    rows = rows.drop(
        columns=[
            "hours",
            "eligible",
            "why_not",
            "list",
            "episode",
            "kind",
            "industry",
            "region",
            "excluded",
            "do_not_contact",
        ],
        errors="ignore",
    )
    rows = rows[[column for column in rows if not column.endswith(("_ru", "_en"))]]
    value, cost = float(rows["expected_net_value"].sum()), float(rows["win_back_cost"].sum())
    told = f"{published.snapshot_id}:{list_name}:{budget}:{sorted(filters.items())}"
    plan_id = f"plan-{sha256(told.encode()).hexdigest()[:16]}"
    held = frames["candidates"].query("held_out and list == @list_name")[["client_id"]]
    recorded = [rows[["client_id", "rank", "action", "win_back_cost"]].assign(held_out=False, episode=1)]
    record = pd.concat([*recorded, held.assign(held_out=True)], ignore_index=True)
    prices = {} if budget is None else {"budget": 2.5}
    figures = (value * 1.0002, value, cost, value * 0.0002, prices, prices.get("budget", 0.0), 0.0)
    whence = (published.snapshot_id, published.as_of, published.model_version)
    return TinyList(list_name, rows, *figures, budget, plan_id, record, *whence)


class TinyScorer:
    """Scores live requests by a rule, and fails in ways that a real one can."""

    def score(self, as_of: date, tables: Mapping[str, list[dict[str, Any]]]) -> Any:
        """Give every client with an order the same score."""
        if as_of < AS_OF:
            raise UsageError(
                f"as_of is {as_of}; the published context is of {AS_OF}. Send that day or a later one."
            )
        if any(row["client_id"] == "explode" for row in tables["orders"]):
            raise KeyError("secret-value-of-a-client")
        ids = sorted({row["client_id"] for row in tables["orders"]})
        scores = [
            {"client_id": key, "as_of": as_of, "status": "new", "churn_probability": 0.25} for key in ids
        ]
        return SimpleNamespace(scores=scores, errors=[])


def tiny_settings(data_dir: Path, *, ledger_url: str | None = None, **serving: Any) -> Settings:
    """Settings of the company; its ledger is a file beside its data unless told otherwise."""
    elsewhere = {} if ledger_url is None else {"ledger_url": ledger_url}
    return settings_from(
        {
            "company": {"name": "Упаковка для ферм"},
            "storage": {"data_dir": str(data_dir), **elsewhere},
            "serving": serving,
        }
    )


def tiny_backend(settings: Settings) -> Backend:
    """Open the company as a worker does."""
    data_dir = settings.storage.data_dir
    return Backend(
        settings=settings,
        ledger=Ledger(settings.ledger_url, zone=settings.zone),
        open_watch=lambda: Watch(
            data_dir,
            lambda published: Loaded(published, TinyScorer(), {"figures": {"log_loss": 0.4}}, OFFERS),
        ),
        make_list=make_tiny_list,
        export=render_list,
        sessions=Sessions(session_secret(data_dir)),
    )


def backend_of_environment() -> Backend:
    """Open the company in the folder that `WINBACK_DATA_DIR` names (the service started as a process)."""
    return tiny_backend(tiny_settings(Path(os.environ["WINBACK_DATA_DIR"]), log_format=asked_format()))
