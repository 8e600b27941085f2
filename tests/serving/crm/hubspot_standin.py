"""HubSpot as its CRM API v3 is documented: inputs of at most 100, 207 by row, 100 requests in 10 seconds."""

from typing import Any

from tests.serving.crm.standin import HandClock, StandIn

MOST = 100
Reply = tuple[int, dict[str, str], Any]


class HubSpot(StandIn):
    """A portal with contacts by id; `properties` names the custom properties that it has."""

    window = (100, 10.0)

    def __init__(self, clock: HandClock, contacts: dict[int, dict[str, str]], properties: set[str]) -> None:
        super().__init__(clock)
        self.contacts, self.properties = contacts, properties

    def limited(self) -> Reply | None:
        if super().limited() is None:
            return None
        headers = {"X-HubSpot-RateLimit-Interval-Milliseconds": "10000", "X-HubSpot-RateLimit-Remaining": "0"}
        return (
            429,
            headers,
            {"status": "error", "errorType": "RATE_LIMIT", "policyName": "TEN_SECONDLY_ROLLING"},
        )

    def answer(self, method: str, path: str, body: Any) -> Reply:
        assert method == "POST"
        what, _, deed = path.removeprefix("/crm/v3/objects/").split("/")
        if len(body["inputs"]) > MOST:
            return 400, {}, {"status": "error", "category": "VALIDATION_ERROR", "message": "too many inputs"}
        deeds = {"read": self._read, "upsert": self._upsert, "create": self._create}
        results, errors = deeds[deed](what, body)
        told = {"status": "COMPLETE", "results": results}
        if errors:
            return 207, {}, {**told, "numErrors": len(errors), "errors": errors}
        return 200 if deed != "create" else 201, {}, told

    def _read(self, what: str, body: Any) -> tuple[list[Any], list[Any]]:
        name = body["idProperty"]
        rows = self.contacts.items() if what == "contacts" else enumerate(self.tasks, start=1)
        known = {row.get(name): number for number, row in rows}
        results, missing = [], []
        for given in body["inputs"]:
            if given["id"] in known:
                results.append({"id": str(known[given["id"]]), "properties": {name: given["id"]}})
            else:
                missing.append(given["id"])
        fault = {"status": "error", "category": "OBJECT_NOT_FOUND", "context": {"ids": missing}}
        return results, [fault] if missing else []

    def _upsert(self, what: str, body: Any) -> tuple[list[Any], list[Any]]:
        assert what == "contacts"
        by_client = {row["winback_client_id"]: number for number, row in self.contacts.items()}
        results, errors = [], []
        for given in body["inputs"]:
            assert given["idProperty"] == "winback_client_id"
            if not self.properties.issuperset(given["properties"]):
                errors.append(self._fault(given, "PROPERTY_DOESNT_EXIST"))
                continue
            number = by_client.setdefault(given["id"], max(self.contacts, default=0) + 1)
            card = self.contacts.setdefault(number, {"winback_client_id": given["id"]})
            card.update(given["properties"])
            results.append({"id": str(number), "new": False})
        return results, errors

    def _create(self, what: str, body: Any) -> tuple[list[Any], list[Any]]:
        assert what == "tasks"
        results, errors = [], []
        for given in body["inputs"]:
            told, (link,) = given["properties"], given["associations"]
            assert link["types"] == [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 204}]
            known = {task["winback_key"] for task in self.tasks}
            if not told["hs_timestamp"] or told["hubspot_owner_id"] == "0" or told["winback_key"] in known:
                errors.append(self._fault(given, "VALIDATION_ERROR"))
                continue
            assert int(link["to"]["id"]) in self.contacts
            self.tasks.append({**told, "contact": int(link["to"]["id"])})
            results.append({"id": str(len(self.tasks))})
        return results, errors

    def _fault(self, given: Any, category: str) -> dict[str, Any]:
        context = {"objectWriteTraceId": [given["objectWriteTraceId"]]}
        return {"status": "error", "category": category, "message": "about a client", "context": context}
