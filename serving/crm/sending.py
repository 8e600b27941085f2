"""Sends a folder of scores and tasks to a CRM, and counts what became of each row."""

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from features.errors import UsageError
from serving.crm.calling import Answer, CrmError
from serving.crm.folder import CrmMap, Handed, read_folder, read_map
from serving.crm.pace import Clock

CRMS = ("bitrix24", "amocrm", "hubspot")
#: Where the CRM is and what lets us in; neither is ever shown.
URL, TOKEN = "WINBACK_CRM_URL", "WINBACK_CRM_TOKEN"
NO_CONTENT = 204


@dataclass
class Sent:
    """How many rows went where; codes of refusals, never what stood in them.

    Attributes
    ----------
    scores, tasks : int
        Written to a card; made.
    no_card : int
        Clients whom the CRM does not know, of the scores.
    known_tasks : int
        Tasks that were there already.
    unassigned, barred, no_card_tasks : int
        Tasks that were not handed over: nobody to give them to; only a manager who lost the client; no card.
    refused : Counter of str
        Rows that the CRM refused, by its code.
    """

    scores: int = 0
    no_card: int = 0
    tasks: int = 0
    known_tasks: int = 0
    unassigned: int = 0
    barred: int = 0
    no_card_tasks: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, Any]:
        """Give it for machines."""
        return {**vars(self), "refused": dict(sorted(self.refused.items()))}


class Crm(Protocol):
    """What each CRM's module offers."""

    DEFAULT_FIELDS: Mapping[str, str | int]
    open_caller: Callable[[Mapping[str, str], Clock], Any]
    send: Callable[[Any, Handed, CrmMap], Sent]


def send_folder(
    crm: str,
    folder: Path,
    map_file: Path,
    *,
    environment: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> Sent:
    """Send the scores and tasks of a folder; the same folder again makes no second task.

    Parameters
    ----------
    crm : {"bitrix24", "amocrm", "hubspot"}
    folder : Path
        Written by `winback hand-over`.
    map_file : Path
        `crm.toml`.
    environment : mapping, optional
        `WINBACK_CRM_URL` and `WINBACK_CRM_TOKEN`; default: the process's.
    clock : Clock, optional

    Raises
    ------
    UsageError
        If the CRM is none of these, or folder, map or environment are not as needed.
    CrmError
        If the CRM cannot be reached or refuses as a whole.
    """
    if crm not in CRMS:
        raise UsageError(f"{crm!r} is no CRM we know. There are: {', '.join(CRMS)}.")
    module = cast(Crm, import_module(f"serving.crm.{crm}"))
    mapped = read_map(map_file, module.DEFAULT_FIELDS)
    handed = read_folder(folder, mapped)
    caller = module.open_caller(os.environ if environment is None else environment, clock or Clock())
    sent = module.send(caller, handed, mapped)
    sent.unassigned, sent.barred = handed.unassigned, handed.barred
    return sent


def needed(environment: Mapping[str, str], name: str) -> str:
    """Give a variable that must be set."""
    value = environment.get(name, "")
    if not value:
        raise UsageError(
            f"{name} is not set; docs/crm-handover.md says what it holds. Set it in the environment."
        )
    return value


def accepted(answer: Answer, *statuses: int, holds: str) -> Any:
    """Give the body of an answer of one of these statuses; CrmError for any other.

    Parameters
    ----------
    answer : Answer
    statuses : int
        Those that are fine; a 204 has no body.
    holds : str
        What stands in every body of this CRM: without it, something else has answered.
    """
    if answer.status in statuses:
        if answer.status == NO_CONTENT or (isinstance(answer.body, dict) and holds in answer.body):
            return answer.body
        raise CrmError(
            f"The CRM answered {answer.status} without {holds!r}, so it was not its API that answered: "
            "a page to log in, or another program. Check WINBACK_CRM_URL; nothing is lost, run it again."
        )
    why = {401: "the token is wrong or has expired", 403: "the token may not do this"}
    raise CrmError(
        f"The CRM answered {answer.status}{_code(answer)}: {why.get(answer.status, 'it refused this')}. "
        "Look into docs/crm-handover.md; nothing is lost, run it again."
    )


def _code(answer: Answer) -> str:
    """Give the CRM's own word for a fault, if it is a word and no text that may hold somebody's data."""
    body = answer.body if isinstance(answer.body, dict) else {}
    for name in ("error", "category", "title"):
        word = body.get(name)
        if isinstance(word, str) and len(word) <= 40 and word.replace("_", "").replace(" ", "").isalnum():
            return f" {word}"
    return ""
