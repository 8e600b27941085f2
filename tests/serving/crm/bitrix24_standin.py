"""Bitrix24 as its REST documentation describes it: `batch` of 50, a counter of 50 that falls by 2 a second."""

from typing import Any
from urllib.parse import parse_qsl

from tests.serving.crm.standin import TOKEN, HandClock, StandIn

MOST_COMMANDS, PAGE, SIZE, A_SECOND = 50, 50, 50, 2
Command = tuple[Any, int | None, dict[str, str] | None]


class Bitrix24(StandIn):
    """A portal with contacts by id; `limited_methods` says how often a method meets its operating limit."""

    def __init__(self, clock: HandClock, contacts: dict[int, dict[str, Any]]) -> None:
        super().__init__(clock)
        self.contacts = contacts
        self.over_time: dict[str, int] = {}
        self._level, self._seen = 0.0, clock.now

    def limited(self) -> tuple[int, dict[str, str], Any] | None:
        self._level = max(0.0, self._level - (self.clock.now - self._seen) * A_SECOND)
        self._seen = self.clock.now
        if self._level + 1 > SIZE:
            return 503, {}, {"error": "QUERY_LIMIT_EXCEEDED", "error_description": "Too many requests"}
        self._level += 1
        return None

    def exhaust(self) -> None:
        self._level, self._seen = SIZE, self.clock.now

    def allowed(self, path: str, token: str) -> bool:
        return path.startswith(f"/rest/1/{TOKEN}/")

    def answer(self, method: str, path: str, body: Any) -> tuple[int, dict[str, str], Any]:
        assert (method, path.rsplit("/", 1)[1]) == ("POST", "batch")
        if len(body["cmd"]) > MOST_COMMANDS:
            return 400, {}, {"error": "ERROR_BATCH_LENGTH_EXCEEDED"}
        results: dict[str, Any] = {}
        errors: dict[str, Any] = {}
        further: dict[str, int] = {}
        for name, command in body["cmd"].items():
            called, _, query = command.partition("?")
            result, following, error = self._run(called, parse_qsl(query, keep_blank_values=True))
            if error:
                errors[name] = error
            else:
                results[name] = result
            if following is not None:
                further[name] = following
        # PHP writes an empty map as an empty list.
        parts = {"result": results or [], "result_error": errors or [], "result_next": further or []}
        return 200, {}, {"result": parts, "time": {"operating": 0.1, "operating_reset_at": 0}}

    def _run(self, called: str, given: list[tuple[str, str]]) -> Command:
        if self.over_time.get(called):
            self.over_time[called] -= 1
            return None, None, {"error": "OPERATION_TIME_LIMIT", "error_description": "Method is blocked"}
        runs = {
            "crm.contact.list": self._list,
            "crm.contact.update": self._update,
            "tasks.task.list": self._list_tasks,
            "tasks.task.add": self._add_task,
        }
        if called not in runs:
            return None, None, {"error": "ERROR_METHOD_NOT_FOUND", "error_description": "Method not found!"}
        return runs[called](given)

    def _list(self, given: list[tuple[str, str]]) -> Command:
        (field,) = {name[7:-3] for name, _ in given if name.startswith("filter[")}
        wanted = {value for name, value in given if name == f"filter[{field}][]"}
        found = [
            {"ID": str(number), field: card[field]}
            for number, card in sorted(self.contacts.items())
            if card.get(field) in wanted
        ]
        return self._page(found, given)

    def _page(self, found: list[Any], given: list[tuple[str, str]]) -> Command:
        start = int(dict(given).get("start", 0))
        more = start + PAGE if start + PAGE < len(found) else None
        return found[start : start + PAGE], more, None

    def _update(self, given: list[tuple[str, str]]) -> Command:
        card = self.contacts.get(int(dict(given)["id"]))
        if card is None:
            return None, None, {"error": "", "error_description": "Not found"}
        card.update({name[7:-1]: value for name, value in given if name.startswith("fields[")})
        return True, None, None

    def _list_tasks(self, given: list[tuple[str, str]]) -> Command:
        card = dict(given)["filter[UF_CRM_TASK]"]
        found = [
            {"id": str(number), "title": task["TITLE"]}
            for number, task in enumerate(self.tasks, start=1)
            if task["UF_CRM_TASK"] == card
        ]
        rows, more, _ = self._page(found, given)
        return {"tasks": rows}, more, None

    def _add_task(self, given: list[tuple[str, str]]) -> Command:
        task = {name[7:].split("]")[0]: value for name, value in given}
        if not task.get("TITLE") or task.get("RESPONSIBLE_ID") == "0":
            return None, None, {"error": "ERROR_CORE", "error_description": "Не указан ответственный"}
        self.tasks.append(task)
        return {"task": {"id": str(len(self.tasks))}}, None, None
