"""amoCRM (Kommo): scores by PATCH and tasks by POST, fifty at once, seven requests a second."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from serving.crm.calling import Caller
from serving.crm.folder import CrmMap, Handed, Task, in_batches, values_of
from serving.crm.marker import marker_in
from serving.crm.pace import Clock, Window
from serving.crm.sending import TOKEN, URL, Sent, accepted, needed

#: Rows of a request (250 at most, 50 advised), of a page, and requests in a second.
AT_ONCE, PAGE, A_SECOND = 50, 250, 7
#: Type of a task: 1 is a call, 2 a meeting.
CALL, MEETING = 1, 2
#: What every body of an answer holds.
HOLDS = "_embedded"
PLURAL = {"contact": "contacts", "company": "companies"}
#: An account's fields have numbers of their own: they stand in crm.toml.
DEFAULT_FIELDS: Mapping[str, str | int] = {}


def open_caller(environment: Mapping[str, str], clock: Clock) -> Caller:
    """Open the way to an account: its address, and a long-lived token."""
    headers = {"Authorization": f"Bearer {needed(environment, TOKEN)}"}
    return Caller(needed(environment, URL), headers, Window(A_SECOND, 1.0, clock), clock)


def send(caller: Caller, handed: Handed, mapped: CrmMap) -> Sent:
    """Write scores to the cards, then make the tasks that are not there yet."""
    sent = Sent()
    wanted = {row["client_id"] for row in handed.scores} | {task.marker.client_id for task in handed.tasks}
    cards = find_cards(caller, wanted, mapped)
    _send_scores(caller, handed, mapped, cards, sent)
    _send_tasks(caller, handed.tasks, mapped, cards, sent)
    return sent


def find_cards(caller: Caller, client_ids: set[str], mapped: CrmMap) -> dict[str, int]:
    """Give the card's id of each client that the account knows; of two cards the older.

    Where `client_field` is a field's number, all cards are walked through, 250 a request: that works in
    every account, also in those that may not filter by fields.
    """
    if mapped.client_field is None:
        return {client_id: int(client_id) for client_id in client_ids if client_id.isdigit()}
    cards: dict[str, int] = {}
    for card in _pages(caller, PLURAL[mapped.entity], {"order[id]": "asc"}):
        for told in card.get("custom_fields_values") or []:
            if told.get("field_id") == mapped.client_field:
                client_id = str(told["values"][0]["value"])
                if client_id in client_ids:
                    cards.setdefault(client_id, card["id"])
    return cards


def _pages(caller: Caller, what: str, query: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Go through a list, page by page; the end is a 204, or a page that is not full."""
    page = 1
    while True:
        asked = urlencode({**query, "limit": PAGE, "page": page}, doseq=True)
        body = accepted(caller.ask("GET", f"/api/v4/{what}?{asked}"), 200, 204, holds=HOLDS)
        rows = body[HOLDS][what] if body else []
        yield from rows
        if len(rows) < PAGE:
            return
        page += 1


def _send_scores(
    caller: Caller, handed: Handed, mapped: CrmMap, cards: Mapping[str, int], sent: Sent
) -> None:
    if not mapped.fields:
        return
    known = [row for row in handed.scores if row["client_id"] in cards]
    sent.no_card = len(handed.scores) - len(known)
    rows = [
        {
            "id": cards[row["client_id"]],
            "custom_fields_values": [
                {"field_id": name, "values": [{"value": value}] if value != "" else None}
                for name, value in values_of(row, mapped).items()
            ],
            "request_id": str(place),
        }
        for place, row in enumerate(known)
    ]
    what = PLURAL[mapped.entity]
    for part in in_batches(rows, AT_ONCE):
        sent.scores += _written(caller, "PATCH", what, part, sent)


def _send_tasks(
    caller: Caller, tasks: Sequence[Task], mapped: CrmMap, cards: Mapping[str, int], sent: Sent
) -> None:
    ours = [task for task in tasks if task.marker.client_id in cards]
    sent.no_card_tasks = len(tasks) - len(ours)
    what = PLURAL[mapped.entity]
    for part in in_batches(ours, AT_ONCE):
        there = _keys_there(caller, what, [cards[task.marker.client_id] for task in part])
        fresh = {task.marker.key: task for task in part if task.marker.key not in there}
        sent.known_tasks += len(part) - len(fresh)
        rows = [
            {
                "task_type_id": MEETING if task.channel == "visit" else CALL,
                "text": f"{task.title}\n{task.body}",
                "complete_till": int(task.due_at.timestamp()),
                "entity_id": cards[task.marker.client_id],
                "entity_type": what,
                "responsible_user_id": task.user,
                "request_id": key,
            }
            for key, task in fresh.items()
        ]
        if rows:
            sent.tasks += _written(caller, "POST", "tasks", rows, sent)


def _keys_there(caller: Caller, what: str, cards: Sequence[int]) -> set[str]:
    """Give the signs of the tasks that the cards have, done ones too."""
    query = {"filter[entity_type]": what, "filter[entity_id][]": sorted(set(cards))}
    found = (marker_in(str(task.get("text", ""))) for task in _pages(caller, "tasks", query))
    return {marker.key for marker in found if marker}


def _written(caller: Caller, method: str, what: str, rows: Sequence[Mapping[str, Any]], sent: Sent) -> int:
    """Write rows; where some are refused, the whole request was: leave those out and send the others."""
    while rows:
        answer = caller.ask(method, f"/api/v4/{what}", rows, again=method != "POST")
        if answer.status != 400 or not isinstance(answer.body, dict):
            accepted(answer, 200, holds=HOLDS)
            return len(rows)
        faults = {
            str(fault["request_id"]): str((fault.get("errors") or [{}])[0].get("code", "refused"))
            for fault in answer.body.get("validation-errors", ())
        }
        left = [row for row in rows if row["request_id"] not in faults]
        if len(left) == len(rows):
            accepted(answer, 200, holds=HOLDS)
        for code in faults.values():
            sent.refused[code] += 1
        rows = left
    return 0
