"""HubSpot: scores by upsert under a unique property, tasks with their associations, a hundred at once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from serving.crm.calling import Caller
from serving.crm.folder import CrmMap, Handed, Task, in_batches, values_of
from serving.crm.pace import Clock, Window
from serving.crm.sending import TOKEN, URL, Sent, accepted, needed

#: Inputs of a request; requests in so many seconds (the smallest plan's).
AT_ONCE, REQUESTS, SECONDS = 100, 100, 10.0
ADDRESS = "https://api.hubapi.com"
#: What every body of an answer holds.
HOLDS = "results"
PLURAL = {"contact": "contacts", "company": "companies"}
#: HubSpot's own types of association from a task.
ASSOCIATION = {"contact": 204, "company": 192}
#: Properties of ours with unique values: on the card, and on the task.
CLIENT, KEY = "winback_client_id", "winback_key"
TASK_TYPE = {"call": "CALL", "management_call": "CALL", "email": "EMAIL"}
DEFAULT_FIELDS: Mapping[str, str | int] = {
    name: f"winback_{name}"
    for name in (
        *("churn_probability", "risk_band", "expected_ltv", "reason_1", "reason_2", "reason_3"),
        *("recommended_action", "due_on", "as_of"),
    )
}


def open_caller(environment: Mapping[str, str], clock: Clock) -> Caller:
    """Open the way to a portal: a private app's token; an address only where it is not HubSpot's."""
    headers = {"Authorization": f"Bearer {needed(environment, TOKEN)}"}
    return Caller(environment.get(URL) or ADDRESS, headers, Window(REQUESTS, SECONDS, clock), clock)


def send(caller: Caller, handed: Handed, mapped: CrmMap) -> Sent:
    """Write scores to the cards, then make the tasks that are not there yet."""
    sent = Sent()
    wanted = [row["client_id"] for row in handed.scores] + [task.marker.client_id for task in handed.tasks]
    name = str(mapped.client_field or CLIENT)
    cards = _found(caller, PLURAL[mapped.entity], name, list(dict.fromkeys(wanted)))
    _send_scores(caller, handed, mapped, cards, sent)
    _send_tasks(caller, handed.tasks, mapped, cards, sent)
    return sent


def _found(caller: Caller, what: str, name: str, values: Sequence[str]) -> dict[str, str]:
    """Give the id of each object by the value of its unique property; those that are missing are left out."""
    ids: dict[str, str] = {}
    for part in in_batches(values, AT_ONCE):
        asked = {"idProperty": name, "properties": [name], "inputs": [{"id": value} for value in part]}
        body = accepted(
            caller.ask("POST", f"/crm/v3/objects/{what}/batch/read", asked), 200, 207, holds=HOLDS
        )
        ids |= {str(row["properties"][name]): str(row["id"]) for row in body[HOLDS]}
    return ids


def _send_scores(
    caller: Caller, handed: Handed, mapped: CrmMap, cards: Mapping[str, str], sent: Sent
) -> None:
    known = [row for row in handed.scores if row["client_id"] in cards]
    sent.no_card = len(handed.scores) - len(known)
    inputs = (
        {
            "id": row["client_id"],
            "idProperty": str(mapped.client_field or CLIENT),
            "properties": {str(name): str(value) for name, value in values_of(row, mapped).items()},
            "objectWriteTraceId": str(place),
        }
        for place, row in enumerate(known)
    )
    path = f"/crm/v3/objects/{PLURAL[mapped.entity]}/batch/upsert"
    for part in in_batches(list(inputs), AT_ONCE):
        sent.scores += _written(caller, path, part, sent, again=True)


def _send_tasks(
    caller: Caller, tasks: Sequence[Task], mapped: CrmMap, cards: Mapping[str, str], sent: Sent
) -> None:
    ours = [task for task in tasks if task.marker.client_id in cards]
    sent.no_card_tasks = len(tasks) - len(ours)
    fresh = {task.marker.key: task for task in ours}
    for key in _found(caller, "tasks", KEY, list(fresh)):
        del fresh[key]
    sent.known_tasks = len(ours) - len(fresh)
    inputs = list(_inputs(fresh, mapped, cards))
    for part in in_batches(inputs, AT_ONCE):
        sent.tasks += _written(caller, "/crm/v3/objects/tasks/batch/create", part, sent, again=False)


def _inputs(tasks: Mapping[str, Task], mapped: CrmMap, cards: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    kind = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": ASSOCIATION[mapped.entity]}
    for place, (key, task) in enumerate(tasks.items()):
        yield {
            "properties": {
                "hs_task_subject": task.title,
                "hs_task_body": task.body,
                "hs_timestamp": task.due_at.isoformat(),
                "hs_task_status": "NOT_STARTED",
                "hs_task_type": TASK_TYPE.get(task.channel, "TODO"),
                "hubspot_owner_id": str(task.user),
                KEY: key,
            },
            "associations": [{"to": {"id": cards[task.marker.client_id]}, "types": [kind]}],
            "objectWriteTraceId": str(place),
        }


def _written(
    caller: Caller, path: str, inputs: Sequence[Mapping[str, Any]], sent: Sent, *, again: bool
) -> int:
    """Write inputs; a 207 tells row by row what was refused."""
    body = accepted(
        caller.ask("POST", path, {"inputs": list(inputs)}, again=again), 200, 201, 207, holds=HOLDS
    )
    refused = 0
    for fault in body.get("errors") or ():
        rows = fault.get("context", {}).get("objectWriteTraceId") or [""]
        sent.refused[str(fault.get("category", "refused"))] += len(rows)
        refused += len(rows)
    return len(inputs) - refused
