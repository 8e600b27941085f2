"""What the pages say when something does not work, in this process and without JavaScript."""

import re

import httpx
import pytest

from features.errors import BusyError
from serving.answers.house import House
from serving.edge.problems import problem
from serving.edge.sessions import IDLE_SECONDS
from serving.web.rendering import Renderer
from tests.serving.conftest import Inside
from tests.serving.web.test_pages import Browser, browse, page_of, said_on, sign_in, token_of


def down(*_: object, **__: object) -> None:
    """A ledger that cannot be asked."""
    raise BusyError("The ledger (postgresql db.inner/winback) cannot be used now: no answer.")


def test_a_list_that_does_not_exist_is_said_on_a_page(inside: Inside) -> None:
    page = page_of(inside, "/lists/nothing")
    assert page.status_code == 404
    assert "Не получилось" in page.text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/lists/nothing", 404, "Такой страницы нет."),
        ("/lists/at-risk?status=asleep", 422, "выберите заново"),
        ("/lists/at-risk?colour=red", 400, "выберите заново"),
        ("/lists/at-risk?budget=17", 503, "Повторите через минуту"),
    ],
)
def test_what_does_not_work_is_said_in_the_readers_words(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch, address: str, status: int, said: str
) -> None:
    monkeypatch.setattr(own_inside.backend.ledger, "record_plan", down)
    page = page_of(own_inside, address)
    assert page.status_code == status
    alert = re.search(r'role="alert">([^<]*)<', page.text)
    assert alert
    assert said in alert[1]
    assert not re.search("[A-Za-z]", alert[1])
    assert 'Для администратора: <span lang="en">' in page.text


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("method", "address", "status", "said"),
    [
        ("GET", "/list/at-risk", 404, "Такой страницы нет."),
        ("GET", "/sign-out", 405, "Такой страницы нет."),
        ("PUT", "/sign-in", 405, "Такой страницы нет."),
        ("POST", "/sign-in", 415, "Отправленное не принято"),
    ],
)
def test_what_the_guard_refuses_is_a_page_to_a_browser_and_json_to_a_program(
    inside: Inside, method: str, address: str, status: int, said: str
) -> None:
    page = inside.ask(method, address, headers=BROWSER)
    assert (page.status_code, "set-cookie" in page.headers) == (status, False)
    assert said in said_on(page)
    told = inside.ask(method, address)
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert page.headers.get("allow") == told.headers.get("allow")
    assert inside.ask("GET", "/v1/nothing", headers=BROWSER).json()["status"] == 404


def test_overload_and_a_fault_of_ours_are_said_on_a_page(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("secret-value-of-a-client")

    monkeypatch.setattr(own_inside.backend.ledger, "record_plan", broken)
    fault = page_of(own_inside, "/lists/at-risk?budget=17", headers=BROWSER)
    assert (fault.status_code, said_on(fault)) == (500, "Ошибка на нашей стороне. Скажите администратору.")
    assert f"<code>{fault.headers['x-request-id']}</code>" in fault.text
    assert "secret" not in fault.text
    settings = own_inside.backend.settings
    none = settings.serving.model_copy(update={"max_concurrency": 0})
    monkeypatch.setattr(own_inside.backend, "settings", settings.model_copy(update={"serving": none}))
    full = own_inside.ask("GET", "/sign-in", headers=BROWSER)
    assert (full.status_code, full.headers["retry-after"]) == (503, "1")
    assert "Повторите через минуту" in said_on(full)


def test_before_the_worker_has_started_a_browser_is_told_in_json(inside: Inside) -> None:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    scope["winback.request_id"] = "r1"
    refusal = problem(503, "busy", "The service is starting.")
    assert Renderer(House()).refusal(scope, refusal) is refusal


def test_a_status_that_there_is_none_of_is_told_on_a_page(inside: Inside) -> None:
    page = page_of(inside, "/lists/at-risk?status=sleeping")
    assert page.status_code == 422
    assert "status has a value that no client can have; there are: new, active" in page.text


def test_what_cannot_be_shown_now_is_asked_for_again_with_its_filters(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_inside.backend.ledger, "record_plan", down)
    page = page_of(own_inside, "/lists/at-risk?budget=17&status=new")
    assert (page.status_code, page.headers["retry-after"]) == (503, "1")
    assert 'href="/lists/at-risk?budget=17&amp;status=new">Попробовать снова</a>' in page.text
    assert f"<code>{page.headers['x-request-id']}</code>" in page.text
    assert f"Max-Age={IDLE_SECONDS}" in page.headers["set-cookie"]
    assert 'action="/sign-out"' in page.text
    never = page_of(own_inside, "/lists/nothing").text
    assert "Попробовать снова" not in never
    assert "<code>" not in never


def test_a_page_that_was_asked_for_by_an_odd_path_leads_nowhere_else(inside: Inside) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "//elsewhere.example/lists",
        "headers": [(b"host", b"127.0.0.1")],
        "query_string": b"",
        "winback.request_id": "r1",
    }
    page = Renderer(House(inside.backend)).refusal(scope, problem(503, "overloaded", "Too many."))
    assert b'href="/">' in bytes(page.body)
    assert b'href="//' not in bytes(page.body)


def test_who_is_not_signed_in_is_not_told_where_the_ledger_stands(
    own_inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_inside.backend.ledger, "check_key", down)

    async def walk(browser: Browser) -> httpx.Response:
        return await sign_in(browser, own_inside.keys["marketer"])

    page = browse(own_inside, walk)
    assert (page.status_code, "Повторите через минуту" in said_on(page)) == (503, True)
    told = own_inside.ask("GET", "/v1/model", as_="admin")
    assert (told.status_code, told.headers["retry-after"]) == (503, "1")
    for answer in (page, told):
        assert "Keys cannot be checked now" in answer.text
        assert "db.inner" not in answer.text


def test_signing_out_where_another_tab_signed_in_anew_says_so_and_then_works(inside: Inside) -> None:
    async def walk(browser: Browser) -> None:
        await sign_in(browser, inside.keys["marketer"])
        first = await browser.get("/lists/at-risk")
        await sign_in(browser, inside.keys["marketer"])
        page = await browser.post("/sign-out", data={"form_token": token_of(first)})
        assert page.status_code == 403
        assert "в другой вкладке" in said_on(page)
        assert (await browser.post("/sign-out", data={"form_token": token_of(page)})).status_code == 303

    browse(inside, walk)


def test_a_key_that_did_not_work_is_marked_in_its_field(inside: Inside) -> None:
    async def walk(browser: Browser) -> tuple[str, str]:
        return (await browser.get("/sign-in")).text, (await sign_in(browser, "wb_wrong")).text

    fresh, wrong = browse(inside, walk)
    assert "aria-invalid" not in fresh
    assert re.search(r'<input id="key"[^>]*aria-invalid="true" aria-describedby="lead fault"', wrong)
