"""amoCRM as its API v4 is documented: arrays of at most 250, pages of 250, seven requests a second."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.serving.crm.standin import HandClock, StandIn

MOST = 250
Reply = tuple[int, dict[str, str], Any]


class AmoCrm(StandIn):
    """An account with contacts by id."""

    window = (7, 1.0)

    def __init__(self, clock: HandClock, contacts: dict[int, dict[int, Any]]) -> None:
        super().__init__(clock)
        self.contacts = contacts
        self.sizes: list[int] = []

    def answer(self, method: str, path: str, body: Any) -> Reply:
        split = urlsplit(path)
        asked, query = (method, split.path), parse_qs(split.query)
        if asked == ("GET", "/api/v4/contacts"):
            cards = [self._card(number) for number in sorted(self.contacts)]
            return self._page("contacts", cards, query)
        if asked == ("GET", "/api/v4/tasks"):
            wanted = {int(one) for one in query["filter[entity_id][]"]}
            assert query["filter[entity_type]"] == ["contacts"]
            return self._page("tasks", [task for task in self.tasks if task["entity_id"] in wanted], query)
        self.sizes.append(len(body))
        if len(body) > MOST:
            return 400, {}, {"title": "Bad Request", "status": 400, "detail": "Too many entities"}
        faults = [fault for row in body if (fault := self._fault(asked, row))]
        if faults:
            return 400, {}, {"title": "Bad Request", "status": 400, "validation-errors": faults}
        what = asked[1].rsplit("/", 1)[1]
        for row in body:
            if what == "tasks":
                self.tasks.append({**row, "id": len(self.tasks) + 1})
            else:
                told = {one["field_id"]: one["values"] for one in row["custom_fields_values"]}
                self.contacts[row["id"]] |= {name: one and one[0]["value"] for name, one in told.items()}
        return 200, {}, {"_embedded": {what: [{"id": 1, "request_id": row["request_id"]} for row in body]}}

    def _card(self, number: int) -> dict[str, Any]:
        told = [
            {"field_id": name, "values": [{"value": value}]}
            for name, value in self.contacts[number].items()
            if value is not None
        ]
        return {"id": number, "custom_fields_values": told or None}

    def _page(self, what: str, rows: list[Any], query: dict[str, list[str]]) -> Reply:
        limit, page = int(query["limit"][0]), int(query["page"][0])
        assert limit <= MOST
        part = rows[(page - 1) * limit : page * limit]
        return (200, {}, {"_page": page, "_embedded": {what: part}}) if part else (204, {}, None)

    def _fault(self, asked: tuple[str, str], row: dict[str, Any]) -> dict[str, Any] | None:
        code = None
        if asked == ("PATCH", "/api/v4/contacts"):
            code = None if row["id"] in self.contacts else "NotSupportedChoice"
        else:
            assert asked == ("POST", "/api/v4/tasks")
            if not row.get("text") or not isinstance(row.get("complete_till"), int):
                code = "FieldMissing"
            elif row["entity_id"] not in self.contacts or row["responsible_user_id"] < 1:
                code = "NotSupportedChoice"
        if code is None:
            return None
        return {
            "request_id": row["request_id"],
            "errors": [{"code": code, "path": "id", "detail": "client!"}],
        }
