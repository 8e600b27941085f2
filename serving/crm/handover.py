"""What a CRM is handed each night: a score for each client's card, a task for each listed one (M36)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.figures import Language
from features.settings import Settings
from features.whole_files import put_file
from serving.crm.folder import ABOUT, SCORES, TASKS
from serving.crm.marker import Marker
from serving.files.cells import sheet_with
from serving.files.exports import write_csv
from serving.files.words import ColumnWords, Kind, column_words

if TYPE_CHECKING:
    from serving.planning.lists import WinbackList
    from serving.store import Published

#: Columns of `scores.csv`, a row a client.
OF_SCORES = (
    *("client_id", "as_of", "model_version", "status", "churn_probability", "risk_band", "expected_ltv"),
    *("reason_1", "reason_2", "reason_3", "held_out", "recommended_action", "channel", "win_back_cost"),
    *("expected_net_value", "due_on"),
)
#: Columns of `tasks.csv`, a row an attempt that is to be made.
OF_TASKS = (
    *("task_key", "title", "body", "client_id", "list", "episode", "action", "channel", "executor"),
    *("barred_managers", "due_on", "reason_1", "reason_2", "reason_3", "script", "questions", "offer"),
    *("products", "win_back_cost", "expected_net_value", "as_of", "plan_id"),
)
_KINDS: dict[str, Kind] = {"episode": "whole", "held_out": "flag"}
_TITLES = {
    ("recoverable", "ru"): "Вернуть клиента {client_id}: {action}",
    ("at_risk", "ru"): "Удержать клиента {client_id}: {action}",
    ("recoverable", "en"): "Win back client {client_id}: {action}",
    ("at_risk", "en"): "Keep client {client_id}: {action}",
}
#: Parts of a task's text: column, and what stands over it in Russian and English.
_BODY = (
    (("reason_1", "reason_2", "reason_3"), "Почему, вероятно, уходит", "Why the client is likely to leave"),
    (("script",), "По порядку", "Step by step"),
    (("questions",), "О чём спросить", "What to ask"),
    (("offer",), "Предложение", "Offer"),
    (("products",), "Товары", "Products"),
    (("barred_managers",), "Кому не поручать", "Not to be given to"),
)


@dataclass(frozen=True)
class HandedOver:
    """What was written: how many, and how many attempts had been made since the scores and were left out."""

    scores: int
    tasks: int
    made_since: int
    removed_characters: int


def score_rows(published: "Published", spent: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Give `OF_SCORES`, one row a client, as `POST /v1/scores` would: the action that is worth most.

    Parameters
    ----------
    published : Published
    spent : DataFrame
        As `task_rows` takes it: no action is recommended where the attempt was made since.
    language : {"ru", "en"}
        Of the reasons.
    """
    tables = published.tables
    scores = tables["scores"].to_pandas()
    candidates = tables["candidates"].to_pandas()
    named = {f"reason_{place}_{language}": f"reason_{place}" for place in (1, 2, 3)}
    candidates["left_alone"] = candidates["held_out"].eq(True) | _attempted(candidates, spent)
    wanted = ["client_id", "list", "held_out", "left_alone", "due_on", *named]
    of_candidate = candidates[wanted].rename(columns=named)
    rows = scores[[*OF_SCORES[:1], *OF_SCORES[3:7]]].merge(of_candidate, on="client_id", how="left")
    options = tables["options"].to_pandas()
    worth = options[options["eligible"].astype(bool) & (options["expected_net_value"] > 0)]
    best = worth.sort_values(["expected_net_value", "action"], ascending=[False, True])
    best = best.drop_duplicates(["client_id", "list"])[
        ["client_id", "list", "action", "channel", "win_back_cost", "expected_net_value"]
    ]
    rows["held_out"], rows["left_alone"] = rows["held_out"].eq(True), rows["left_alone"].eq(True)
    told = rows.merge(
        best.rename(columns={"action": "recommended_action"}), on=["client_id", "list"], how="left"
    )
    for name in ("recommended_action", "channel", "win_back_cost", "expected_net_value"):
        told[name] = told[name].where(~told["left_alone"], None)
    told["due_on"] = told["due_on"].where(told["recommended_action"].notna(), None)
    told["as_of"], told["model_version"] = published.as_of, published.model_version
    listed: pd.DataFrame = told.sort_values("client_id", ignore_index=True)[list(OF_SCORES)]
    return listed


def task_rows(
    lists: Sequence["WinbackList"], published: "Published", spent: pd.DataFrame, language: Language
) -> tuple[pd.DataFrame, int]:
    """Give `OF_TASKS`, best first within each list, and how many attempts had been made in the meantime.

    Parameters
    ----------
    lists : sequence of WinbackList
        Without the held-out.
    published : Published
        Where the lists come from: it knows each client's loss episode.
    spent : DataFrame
        ``client_id, episode, spent`` of the ledger as it is now.
    language : {"ru", "en"}
    """
    episodes = published.tables["candidates"].select(["client_id", "episode"]).to_pandas()
    parts = [_of_list(one).merge(episodes, on="client_id") for one in lists]
    rows = pd.concat(parts, ignore_index=True)
    known = _attempted(rows, spent)
    rows = rows[~known].reset_index(drop=True)
    signs = [
        Marker(client_id, int(episode), action)
        for client_id, episode, action in zip(rows["client_id"], rows["episode"], rows["action"], strict=True)
    ]
    rows["task_key"] = pd.Series([sign.key for sign in signs], rows.index, dtype="object")
    titles = [
        f"{_TITLES[name, language].format(client_id=sign.client_id, action=sign.action)} {sign}"
        for name, sign in zip(rows["list"], signs, strict=True)
    ]
    rows["title"] = pd.Series(titles, rows.index, dtype="object")
    bodies = [_body(row, language) for row in rows.to_dict("records")]
    rows["body"] = pd.Series(bodies, rows.index, dtype="object")
    return rows[list(OF_TASKS)], int(known.sum())


def _attempted(rows: pd.DataFrame, spent: pd.DataFrame) -> np.ndarray:
    """Tell of each row whether the attempt of its loss was made."""
    made = spent.loc[spent["spent"].eq(True), ["client_id", "episode"]]
    found = rows[["client_id", "episode"]].merge(
        made, on=["client_id", "episode"], how="left", indicator=True
    )
    return (found["_merge"] == "both").to_numpy()


def _of_list(one: "WinbackList") -> pd.DataFrame:
    rows = one.rows.drop(columns=["reason_1", "reason_2", "reason_3"])
    texts = {f"reason_{place}_text": f"reason_{place}" for place in (1, 2, 3)}
    return rows.rename(columns=texts).assign(list=one.list_name, plan_id=one.plan_id)


def _body(row: Mapping[Any, Any], language: Language) -> str:
    """Write what the executor reads: why, how, what to ask and to offer."""
    parts = []
    for columns, ru, en in _BODY:
        told = [str(row[name]) for name in columns if isinstance(row[name], str) and row[name]]
        if told:
            parts.append("\n".join([f"{ru if language == 'ru' else en}:", *told]))
    return "\n\n".join(parts)


def write_folder(
    folder: Path, scores: pd.DataFrame, tasks: pd.DataFrame, settings: Settings, *, made_since: int = 0
) -> HandedOver:
    """Write `scores.csv`, `tasks.csv`, `about.json`: UTF-8, comma, decimal point, ISO days; the owner's only.

    Raises
    ------
    BusyError
        If the disk is full or the folder cannot be written to.
    """
    removed = 0
    for name, frame in ((SCORES, scores), (TASKS, tasks)):
        sheet = sheet_with(frame, [_look(str(column)) for column in frame.columns])
        put_file(folder / name, partial(write_csv, sheet=sheet, language="en"))
        removed += sheet.removed_characters
    about = {
        "company": settings.company.name,
        "currency": settings.company.currency,
        "timezone": settings.company.timezone,
        "language": settings.company.language,
        "scores": len(scores),
        "tasks": len(tasks),
    }
    put_file(folder / ABOUT, json.dumps(about, ensure_ascii=False, indent=1).encode())
    return HandedOver(len(scores), len(tasks), made_since, removed)


def _look(name: str) -> ColumnWords:
    if name in _KINDS or name in ("task_key", "title", "body", "list", "plan_id", "recommended_action"):
        return ColumnWords(name, name, _KINDS.get(name, "text"), 10)
    return column_words(name)
