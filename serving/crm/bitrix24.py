"""Bitrix24: scores and tasks by `batch`, fifty commands a request, below its limit of requests."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from serving.crm.calling import Caller, CrmError
from serving.crm.folder import CrmMap, Handed, Task, in_batches, values_of
from serving.crm.marker import marker_in
from serving.crm.pace import Bucket, Clock
from serving.crm.sending import URL, Sent, accepted, needed

#: Commands of a batch; rows of a list's page.
COMMANDS, PAGE = 50, 50
#: Requests that the counter may hold (50, less room for other programs), and by how much it falls a second.
REQUESTS, A_SECOND = 40, 2
#: Codes that say: too much, nothing was done; and seconds to wait then.
TOO_MUCH = ("QUERY_LIMIT_EXCEEDED", "OPERATION_TIME_LIMIT")
PAUSE, PAUSES = 30, 25
#: What a client's card in tasks is called, by entity.
CARD = {"contact": "C", "company": "CO"}
DEFAULT_FIELDS: Mapping[str, str | int] = {
    "churn_probability": "UF_CRM_WINBACK_RISK",
    "risk_band": "UF_CRM_WINBACK_BAND",
    "expected_ltv": "UF_CRM_WINBACK_LTV",
    "reason_1": "UF_CRM_WINBACK_REASON_1",
    "reason_2": "UF_CRM_WINBACK_REASON_2",
    "reason_3": "UF_CRM_WINBACK_REASON_3",
    "recommended_action": "UF_CRM_WINBACK_ACTION",
    "due_on": "UF_CRM_WINBACK_DUE",
    "as_of": "UF_CRM_WINBACK_AS_OF",
}


class Batches:
    """Runs commands in batches; what met a limit is run again, what was refused is told by its code."""

    def __init__(self, caller: Caller, clock: Clock) -> None:
        self._caller, self._clock = caller, clock

    def run(self, commands: Mapping[str, str], *, again: bool = True) -> Iterator[tuple[str, Any, str]]:
        """Run commands by name, and give of each: name, result, and the code of its refusal or ``""``.

        Parameters
        ----------
        commands : mapping of str to str
            Name → method and query; names must be usable in an address.
        again : bool
            Whether a request may be sent twice if nobody knows what became of it.
        """
        waiting, pauses = dict(commands), 0
        while waiting:
            limited: dict[str, str] = {}
            for names in in_batches(list(waiting), COMMANDS):
                part = {name: waiting[name] for name in names}
                for name, result, code in self._batch(part, again=again):
                    if code in TOO_MUCH:
                        limited[name] = waiting[name]
                    else:
                        yield name, result, code
            if limited:
                pauses += 1
                if pauses > PAUSES:
                    raise CrmError("Bitrix24 still says OPERATION_TIME_LIMIT. Run it again in an hour.")
                self._clock.sleep(PAUSE)
            waiting = limited

    def _batch(self, part: Mapping[str, str], *, again: bool) -> Iterator[tuple[str, Any, str]]:
        answer = self._caller.ask("POST", "/batch", {"halt": 0, "cmd": part}, again=again)
        told = _as_map(accepted(answer, 200, holds="result")["result"])
        results, refusals = _as_map(told.get("result")), _as_map(told.get("result_error"))
        following = _as_map(told.get("result_next"))
        for name in part:
            code = str(_as_map(refusals.get(name)).get("error", "")) if name in refusals else ""
            missing = "" if name in results else "NO_RESULT"
            yield name, (results.get(name), following.get(name)), code or missing


def _as_map(part: Any) -> Mapping[str, Any]:
    """PHP writes an empty map as an empty list, and a list where the names are numbers."""
    if isinstance(part, list):
        return {str(place): value for place, value in enumerate(part)}
    return part if isinstance(part, dict) else {}


def open_caller(environment: Mapping[str, str], clock: Clock) -> Batches:
    """Open the way to a portal: `WINBACK_CRM_URL` is an inbound webhook, and a secret."""
    pace = Bucket(REQUESTS, A_SECOND, clock)
    return Batches(Caller(needed(environment, URL), {}, pace, clock), clock)


def send(batches: Batches, handed: Handed, mapped: CrmMap) -> Sent:
    """Write scores to the cards, then make the tasks that are not there yet."""
    sent = Sent()
    wanted = [row["client_id"] for row in handed.scores] + [task.marker.client_id for task in handed.tasks]
    cards = find_cards(batches, list(dict.fromkeys(wanted)), mapped)
    _send_scores(batches, handed, mapped, cards, sent)
    _send_tasks(batches, handed.tasks, mapped, cards, sent)
    return sent


def find_cards(batches: Batches, client_ids: Sequence[str], mapped: CrmMap) -> dict[str, str]:
    """Give the card's id of each client that the portal knows; of two cards the older."""
    name = mapped.client_field
    if name is None:
        return {client_id: client_id for client_id in client_ids if client_id.isdigit()}
    asked = {
        f"c{place}": _query(
            f"crm.{mapped.entity}.list",
            ("order[ID]", "ASC"),
            ("select[]", "ID"),
            ("select[]", str(name)),
            *((f"filter[{name}][]", client_id) for client_id in part),
        )
        for place, part in enumerate(in_batches(client_ids, PAGE))
    }
    cards: dict[str, str] = {}
    for row in _pages(batches, asked):
        cards.setdefault(str(row[str(name)]), str(row["ID"]))
    return cards


def _pages(batches: Batches, asked: Mapping[str, str], key: str | None = None) -> Iterator[Mapping[str, Any]]:
    """Go through the rows of lists, page by page."""
    while asked:
        further: dict[str, str] = {}
        for name, (found, following), code in batches.run(asked):
            if code:
                raise CrmError(
                    f"Bitrix24 refused a look-up: {code}. Check the webhook's rights, fields and map."
                )
            yield from (_as_map(found).get(key) or [] if key else found or [])
            if following:
                further[name] = f"{asked[name].split('&start=')[0]}&start={following}"
        asked = further


def _send_scores(
    batches: Batches, handed: Handed, mapped: CrmMap, cards: Mapping[str, str], sent: Sent
) -> None:
    commands = {}
    for place, row in enumerate(handed.scores):
        card = cards.get(row["client_id"])
        if card is None:
            sent.no_card += 1
            continue
        told = ((f"fields[{name}]", str(value)) for name, value in values_of(row, mapped).items())
        commands[f"s{place}"] = _query(f"crm.{mapped.entity}.update", ("id", card), *told)
    for _, _, code in batches.run(commands):
        if code:
            sent.refused[code] += 1
        else:
            sent.scores += 1


def _send_tasks(
    batches: Batches, tasks: Sequence[Task], mapped: CrmMap, cards: Mapping[str, str], sent: Sent
) -> None:
    ours = [task for task in tasks if task.marker.client_id in cards]
    sent.no_card_tasks = len(tasks) - len(ours)
    places = {task.marker.key: f"{CARD[mapped.entity]}_{cards[task.marker.client_id]}" for task in ours}
    there = _keys_there(batches, list(places.values()))
    commands = {}
    for place, task in enumerate(ours):
        if task.marker.key in there:
            sent.known_tasks += 1
            continue
        there.add(task.marker.key)
        commands[f"t{place}"] = _query(
            "tasks.task.add",
            ("fields[TITLE]", task.title),
            ("fields[DESCRIPTION]", task.body),
            ("fields[RESPONSIBLE_ID]", str(task.user)),
            ("fields[DEADLINE]", task.due_at.isoformat()),
            ("fields[UF_CRM_TASK][]", places[task.marker.key]),
        )
    for _, _, code in batches.run(commands, again=False):
        if code:
            sent.refused[code] += 1
        else:
            sent.tasks += 1


def _keys_there(batches: Batches, cards: Sequence[str]) -> set[str]:
    """Give the signs of the tasks that the cards have, done ones too."""
    asked = {
        f"l{place}": _query(
            "tasks.task.list", ("filter[UF_CRM_TASK]", card), ("select[]", "ID"), ("select[]", "TITLE")
        )
        for place, card in enumerate(dict.fromkeys(cards))
    }
    found = (marker_in(str(row.get("title", ""))) for row in _pages(batches, asked, "tasks"))
    return {marker.key for marker in found if marker}


def _query(method: str, *given: tuple[str, str]) -> str:
    """Write a command as `batch` takes it: names and values quoted, brackets too."""
    return f"{method}?" + "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in given)
