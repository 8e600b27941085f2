"""Whoever was attempted since the scoring stands on no list any more, whichever way it is asked for."""

import csv
import io
import json
from datetime import timedelta
from time import monotonic
from typing import Any

import httpx
import openpyxl
import pytest

from features.errors import BusyError
from serving.answers.attempted import HOLDS_SECONDS
from serving.files.words import label
from serving.ledger import ReturnedRow
from tests.serving.conftest import Inside
from tests.serving.test_attempts import take
from tests.serving.web.test_pages import Browser, browse, page_of, sign_in, total

LIST = "/v1/lists/at-risk"


def listed(inside: Inside, path: str = f"{LIST}?limit=1000") -> Any:
    return inside.ask("GET", path, as_="marketer").json()


def attempted(inside: Inside, *client_ids: str) -> None:
    for client_id in client_ids:
        assert take(inside, client_id=client_id).status_code == 201


def test_the_list_leaves_them_out_and_stays_the_same_plan(own_inside: Inside) -> None:
    before = listed(own_inside)
    assert before["attempted_since"] == 0
    gone = [before["items"][place]["client_id"] for place in (0, 3)]
    attempted(own_inside, *gone)
    after = listed(own_inside)
    assert after["items"] == [item for item in before["items"] if item["client_id"] not in gone]
    assert (after["attempted_since"], after["clients"]) == (2, before["clients"] - 2)
    assert [after[name] for name in ("plan_id", "cost", "value")] == [
        before[name] for name in ("plan_id", "cost", "value")
    ]


def test_attempts_between_pages_skip_nobody_and_show_nobody_twice(own_inside: Inside) -> None:
    ids = [item["client_id"] for item in listed(own_inside)["items"]]
    seen, cursor, places = [], "", iter(range(0, len(ids), 7))
    gone: set[str] = set()
    while cursor is not None:
        page = listed(own_inside, f"{LIST}?limit=10&cursor={cursor}")
        assert not gone & {item["client_id"] for item in page["items"]}
        seen += [item["client_id"] for item in page["items"]]
        cursor = page["next_cursor"]
        some = {ids[place] for place in (next(places, 0), next(places, 0))} - gone
        attempted(own_inside, *sorted(some))
        gone |= some
    assert len(seen) == len(set(seen))
    assert set(ids) - set(seen) <= gone
    assert seen == [one for one in ids if one in set(seen)]


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_files_leave_them_out_and_say_how_many(own_inside: Inside, form: str) -> None:
    before = listed(own_inside)["items"]
    attempted(own_inside, before[0]["client_id"])

    def read(content: bytes) -> tuple[list[str], int | None]:
        if form == "json":
            told = json.loads(content)
            return [item["client_id"] for item in told["items"]], told["about"]["attempted_since"]
        if form == "csv":
            rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
            return [row["client_id"] for row in rows], None
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        sheet, about = (list(one.iter_rows(values_only=True)) for one in book.worksheets[:2])
        facts = {row[0]: row[1] for row in about if row}
        place = sheet[0].index("Код клиента")
        return [str(row[place]) for row in sheet[1:]], facts[label("attempted_since", "ru")]

    by_api = own_inside.ask("GET", f"{LIST}{'' if form == 'json' else f'?format={form}'}", as_="marketer")
    if form != "json":
        assert read(by_api.content)[0] == [item["client_id"] for item in before[1:]]
    ids, told = read(page_of(own_inside, f"/lists/at-risk/export?format={form}").content)
    assert ids == [item["client_id"] for item in before[1:]]
    assert told == (None if form == "csv" else 1)


def test_the_page_leaves_them_out_and_says_how_many_in_its_language(own_inside: Inside) -> None:
    before = listed(own_inside)["items"]
    attempted(own_inside, before[0]["client_id"], before[1]["client_id"])
    page = page_of(own_inside, "/lists/at-risk")
    assert total(page, "clients") == len(before) - 2
    assert "2 не показаны: после расчёта попытка уже сделана" in page.text
    assert f">{before[0]['client_id']}<" not in page.text
    assert f">{before[2]['client_id']}<" in page.text

    async def in_english(browser: Browser) -> httpx.Response:
        await sign_in(browser, own_inside.keys["marketer"])
        await browser.get("/language/en")
        return await browser.get("/lists/at-risk")

    assert "2 left out: attempted since the scoring" in browse(own_inside, in_english).text


def test_a_page_on_which_all_were_attempted_still_leads_on(own_inside: Inside) -> None:
    before = listed(own_inside)["items"]
    attempted(own_inside, *(item["client_id"] for item in before[:50]))
    page = page_of(own_inside, "/lists/at-risk")
    assert "с каждым после расчёта уже сделана попытка" in page.text
    assert 'rel="next"' in page.text


def test_the_card_of_an_attempted_client_recommends_nothing(own_inside: Inside) -> None:
    client_id = listed(own_inside)["items"][0]["client_id"]
    path = f"/v1/clients/{client_id}"
    before = own_inside.ask("GET", path, as_="crm")
    assert before.json()["score"]["recommended_action"] is not None
    attempted(own_inside, client_id)
    after = own_inside.ask("GET", path, as_="crm").json()
    assert after["score"]["recommended_action"] is None
    assert after["attempt_state"]["why_no_action"] == ["spent"]


def scored(inside: Inside, *client_ids: str) -> dict[str, Any]:
    answer: dict[str, Any] = inside.ask(
        "POST", "/v1/scores", as_="crm", json={"client_ids": client_ids}
    ).json()
    return answer


def test_scores_recommend_nothing_for_an_attempted_client_from_the_next_request_on(
    own_inside: Inside,
) -> None:
    gone, other = (listed(own_inside)["items"][place]["client_id"] for place in (0, 1))
    before = scored(own_inside, gone, other)
    assert before["attempts_known"] is True
    assert all(score["recommended_action"] for score in before["scores"])
    attempted(own_inside, gone)
    after = scored(own_inside, gone, other)["scores"]
    assert [score["recommended_action"] is None for score in after] == [True, False]
    assert after[0] | {"recommended_action": before["scores"][0]["recommended_action"]} == before["scores"][0]
    nightly = own_inside.ask("GET", "/v1/scores?limit=1000", as_="crm").json()["scores"]
    assert {score["client_id"]: score for score in nightly}[gone] == after[0]


def test_an_attempt_that_another_process_records_holds_after_the_next_look(own_inside: Inside) -> None:
    gone = listed(own_inside)["items"][0]["client_id"]
    ledger: Any = own_inside.backend.ledger
    days_ago = own_inside.backend.clock() - timedelta(days=9)
    assert ledger.record_returned(
        [ReturnedRow(gone, "Звонок", days_ago)], own_inside.backend.clock(), by="record"
    ) == ["recorded"]
    own_inside.backend.heed_attempts()
    assert scored(own_inside, gone)["scores"][0]["recommended_action"] is None


def test_while_the_ledger_is_down_scores_say_that_attempts_are_not_known(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (listed(own_inside)["items"][place]["client_id"] for place in (0, 1))
    attempted(own_inside, first)

    def down(_: object) -> None:
        raise BusyError("The ledger is down.")

    monkeypatch.setattr(own_inside.backend.ledger, "attempted_since", down)
    looked_at = monotonic()
    monkeypatch.setattr("serving.answers.attempted.monotonic", lambda: looked_at + HOLDS_SECONDS + 1)
    answer = scored(own_inside, first, second)
    assert answer["attempts_known"] is False
    assert [score["recommended_action"] is None for score in answer["scores"]] == [True, False]
