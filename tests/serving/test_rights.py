"""A client's wish holds from the next request on, and an erasure that was asked for over HTTP is done."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest

from features.errors import DamagedError
from serving.ledger.outbox import ATTEMPT_CLOSED
from serving.past.scores import keep_published
from serving.personal.erasing import erase_pending
from serving.store import open_published
from serving.telling.attending import erase_apart
from tests.serving.conftest import Inside
from tests.serving.test_guard import code_of
from tests.serving.tiny import BRANCHES, client_ids, publish_tiny

#: Lost clients of the three branches; the second is of the first branch.
WHO, OTHER = "00003", "00012"


def actions(inside: Inside, client_id: str) -> Any:
    (score,) = inside.ask("POST", "/v1/scores", as_="crm", json={"client_ids": [client_id]}).json()["scores"]
    return score["recommended_action"]


def listed(inside: Inside) -> dict[str, Any]:
    answer = inside.ask("GET", "/v1/lists/recoverable?limit=1000", as_="crm")
    assert answer.status_code == 200
    told = answer.json()
    return {item["client_id"]: item for item in told["items"]}


def wish(inside: Inside, client_id: str, as_: str = "crm", **more: Any) -> Any:
    return inside.ask("POST", "/v1/opt-outs", as_=as_, json={"client_id": client_id, **more})


def take(inside: Inside, client_id: str, action: str = "Звонок") -> str:
    body = {"client_id": client_id, "list": "recoverable", "action": action}
    answer = inside.ask("POST", "/v1/attempts", as_="crm", json=body)
    return code_of(answer) if answer.status_code >= 400 else str(answer.status_code)


def test_a_wish_holds_from_the_next_request_on_everywhere(own_inside: Inside) -> None:
    before = own_inside.ask("GET", f"/v1/clients/{WHO}", as_="crm").json()
    assert actions(own_inside, WHO) is not None
    assert WHO in listed(own_inside)
    answer = wish(own_inside, WHO)
    told = {"channel": None, "opted_out": True, "changed": True, "aliases_known": True}
    assert (answer.status_code, answer.json()) == (200, told)
    assert wish(own_inside, WHO).json()["changed"] is False
    assert actions(own_inside, WHO) is None
    assert WHO not in listed(own_inside)
    assert take(own_inside, WHO) == "do_not_contact"
    card = own_inside.ask("GET", f"/v1/clients/{WHO}", as_="crm").json()
    assert card["attempt_state"]["why_no_action"] == ["do_not_contact"]
    assert card["snapshot_id"] == before["snapshot_id"]
    assert wish(own_inside, WHO, opted_out=False).json()["changed"] is True
    assert own_inside.ask("GET", f"/v1/clients/{WHO}", as_="crm").json() == before
    assert WHO in listed(own_inside)
    assert take(own_inside, WHO) == "201"


def test_a_wish_holds_on_the_further_pages_of_a_list_and_in_its_count(own_inside: Inside) -> None:
    address = "/v1/lists/recoverable?limit=5"
    whole = list(listed(own_inside).values())
    first = own_inside.ask("GET", address, as_="crm").json()
    client, other = whole[7], whole[8]
    wish(own_inside, client["client_id"])
    wish(own_inside, other["client_id"], channel=other["channel"])
    second = own_inside.ask("GET", f"{address}&cursor={first['next_cursor']}", as_="crm").json()
    assert [item["client_id"] for item in second["items"]] == [
        item["client_id"] for item in (*whole[5:7], whole[9])
    ]
    assert (second["plan_id"], second["clients"]) == (first["plan_id"], first["clients"] - 2)
    assert second["attempted_since"] == 0


def test_a_wish_holds_in_a_walk_through_the_publication_before(own_inside: Inside) -> None:
    def recommended(answer: Any) -> Any:
        return {score["client_id"]: score["recommended_action"] for score in answer.json()["scores"]}

    first = own_inside.ask("GET", "/v1/scores?limit=1", as_="crm").json()
    address = f"/v1/scores?limit=1000&cursor={first['next_cursor']}"
    publish_tiny(own_inside.backend.settings.storage.data_dir, "8")
    own_inside.backend.refresh(force=True)
    before = recommended(own_inside.ask("GET", address, as_="crm"))
    assert before[WHO] is not None
    wish(own_inside, WHO)
    after = recommended(own_inside.ask("GET", address, as_="crm"))
    assert after == before | {WHO: None}
    wish(own_inside, WHO, opted_out=False)
    assert recommended(own_inside.ask("GET", address, as_="crm")) == before


def test_a_wish_for_one_channel_leaves_the_others(own_inside: Inside) -> None:
    wish(own_inside, OTHER, channel="visit")
    assert take(own_inside, OTHER, "Встреча") == "do_not_contact"
    assert actions(own_inside, OTHER)["channel"] == "call"
    assert take(own_inside, OTHER) == "201"


def test_a_wish_that_came_by_command_holds_for_the_next_attempt_and_list(own_inside: Inside) -> None:
    ledger: Any = own_inside.backend.ledger
    ledger.opt_out(WHO, None, own_inside.backend.clock(), by="command:opt-out")
    assert take(own_inside, WHO) == "do_not_contact"
    assert WHO not in listed(own_inside)


def test_a_wish_under_an_id_that_was_merged_into_another_holds_for_that_one(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("features.privacy.person.merged_ids", lambda _: {"of-before": WHO})
    assert wish(own_inside, "of-before").json()["changed"] is True
    assert WHO not in listed(own_inside)
    assert take(own_inside, WHO) == "do_not_contact"
    assert wish(own_inside, "of-before", opted_out=False).json()["changed"] is True
    assert take(own_inside, WHO) == "201"


def test_a_wish_does_not_wait_for_damaged_aliases(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: object) -> Any:
        raise DamagedError("aliases.parquet is not the file that was accepted.")

    monkeypatch.setattr("features.privacy.person.merged_ids", damaged)
    answer = wish(own_inside, WHO)
    told = {"channel": None, "opted_out": True, "changed": True, "aliases_known": False}
    assert (answer.status_code, answer.json()) == (200, told)
    assert WHO not in listed(own_inside)
    assert take(own_inside, WHO) == "do_not_contact"
    assert wish(own_inside, "of-before").json()["changed"] is True
    in_branch = "crm of a branch"
    assert wish(own_inside, OTHER, in_branch).status_code == 200
    assert wish(own_inside, "of-before", in_branch).status_code == 503  # whose that id is, only they tell
    monkeypatch.setattr("features.privacy.person.merged_ids", lambda _: {"of-before": WHO})
    assert wish(own_inside, WHO, opted_out=False).json() == told | {"opted_out": False, "aliases_known": True}
    assert own_inside.backend.ledger.opt_outs() == {(OTHER, "")}


def test_a_key_of_one_branch_speaks_for_its_clients_only(own_inside: Inside) -> None:
    people = open_published(own_inside.backend.settings.storage.data_dir).tables["clients"].to_pylist()
    theirs = next(row["client_id"] for row in people if row["branch"] == BRANCHES[0])
    others = next(row["client_id"] for row in people if row["branch"] == BRANCHES[1])
    assert wish(own_inside, theirs, "crm of a branch").status_code == 200
    assert code_of(wish(own_inside, others, "crm of a branch")) == "unknown_client"


@pytest.mark.parametrize(
    "body", [{}, {"client_id": 7}, {"client_id": "7", "channel": "pigeon"}, {"client_id": "7", "x": 1}]
)
def test_what_is_no_wish_is_refused(inside: Inside, body: Any) -> None:
    assert inside.ask("POST", "/v1/opt-outs", as_="crm", json=body).status_code == 422


def rows_published(data_dir: Path, client_id: str) -> int:
    """How many rows of a client are published."""
    return sum(len(rows.every(client_id)) for rows in open_published(data_dir).by_client.values())


def wait_until_done(inside: Inside, where: str, seconds: float = 120) -> dict[str, Any]:
    """Ask how far an erasure is, until it is done."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        told: dict[str, Any] = inside.ask("GET", where, as_="admin").json()
        if told["state"] == "done":
            return told
        inside.loop.run_until_complete(asyncio.sleep(0.05))
    raise AssertionError("the erasure was not done")


def test_an_erasure_over_http_is_done_and_nothing_is_shown_of_the_client(own_inside: Inside) -> None:
    backend = own_inside.backend
    ledger: Any = backend.ledger
    data_dir = backend.settings.storage.data_dir
    keep_published(data_dir)
    assert take(own_inside, WHO) == "201"
    held = rows_published(data_dir, WHO)
    page = own_inside.ask("GET", "/v1/lists/recoverable?limit=1", as_="crm").json()
    walk = own_inside.ask("GET", "/v1/scores?limit=1", as_="crm").json()
    answer = own_inside.ask("DELETE", f"/v1/clients/{WHO}", as_="admin")
    told = answer.json()
    assert (answer.status_code, told["state"], told["gone"]) == (202, "pending", {})
    assert WHO not in answer.text
    assert answer.headers["location"] == f"/v1/erasures/{told['erasure_id']}"
    assert take(own_inside, WHO) == "do_not_contact"
    assert WHO not in listed(own_inside)

    async def erase() -> None:
        await asyncio.to_thread(erase_pending, backend.settings, ledger, backend.clock)

    backend.erase = erase
    own_inside.loop.run_until_complete(erase())
    done = wait_until_done(own_inside, answer.headers["location"])
    assert done["gone"]["past_scores"] == 1
    assert done["gone"]["published"] == held >= 5  # score, name, candidate, two options
    assert done["gone"]["ledger/attempts"] == 1
    backend.refresh()
    assert own_inside.ask("GET", f"/v1/clients/{WHO}", as_="admin").status_code == 404
    assert len(open_published(data_dir).tables["scores"]) == len(client_ids()) - 1
    stale = [
        own_inside.ask("GET", f"/v1/lists/recoverable?limit=1&cursor={page['next_cursor']}", as_="crm"),
        own_inside.ask("GET", f"/v1/scores?cursor={walk['next_cursor']}", as_="crm"),
    ]
    assert [code_of(one) for one in stale] == ["stale_cursor", "stale_cursor"]
    assert code_of(own_inside.ask("GET", f"/v1/erasures/{'0' * 32}", as_="admin")) == "not_found"


def test_a_worker_does_what_is_pending_in_a_process_of_its_own(own_inside: Inside, tmp_path: Path) -> None:
    backend = own_inside.backend
    config = tmp_path / "winback.toml"
    config.write_text(f"[storage]\ndata_dir = {json.dumps(str(backend.settings.storage.data_dir))}\n")
    backend.erase = lambda: erase_apart(config)
    held = rows_published(backend.settings.storage.data_dir, OTHER)
    asked = own_inside.ask("DELETE", f"/v1/clients/{OTHER}", as_="admin")
    done = wait_until_done(own_inside, asked.headers["location"])
    assert done["gone"]["published"] == held >= 5
    assert own_inside.ask("GET", f"/v1/clients/{OTHER}", as_="admin").status_code == 404


def test_an_outcome_over_http_is_told_to_receivers(own_inside: Inside) -> None:
    ledger: Any = own_inside.backend.ledger
    ledger._receivers = {"crm": [ATTEMPT_CLOSED]}
    body = {"client_id": WHO, "list": "recoverable", "action": "Звонок"}
    taken = own_inside.ask("POST", "/v1/attempts", as_="crm", json=body).json()
    path = f"/v1/attempts/{taken['attempt_id']}/outcome"
    assert own_inside.ask("POST", path, as_="crm", json={"outcome": "refused"}).status_code == 200
    assert ledger.queues()["crm"].waiting == 1
