"""The pages, in this process and without JavaScript."""

import asyncio
import re
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import partial
from html import unescape
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from features.figures import LANGUAGES
from serving.edge.sessions import COOKIE, IDLE_SECONDS, LONGEST_SECONDS
from tests.serving.conftest import Inside
from tests.serving.tiny import BRANCHES, EVIL, HELD_OUT
from training.reasons.talk import talk

Browser = httpx.AsyncClient


def token_of(page: httpx.Response) -> str:
    """The token in a page's form."""
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', page.text)
    assert found
    return found[1]


async def sign_in(browser: Browser, key: str, **fields: str) -> httpx.Response:
    """Sign in as the form does."""
    page = await browser.get("/sign-in")
    return await browser.post(
        "/sign-in", data={"form_token": token_of(page), "key": key, "next": "/", **fields}
    )


def browse(inside: Inside, walk: Callable[[Browser], Coroutine[Any, Any, Any]]) -> Any:
    """Walk with a browser that keeps cookies."""

    async def walked() -> Any:
        async with inside.client() as browser:
            return await walk(browser)

    return inside.loop.run_until_complete(walked())


def page_of(
    inside: Inside, path: str, *, as_: str = "marketer", headers: dict[str, str] | None = None
) -> httpx.Response:
    """A page as somebody who is signed in sees it."""

    async def walk(browser: Browser) -> httpx.Response:
        assert (await sign_in(browser, inside.keys[as_])).status_code == 303
        return await browser.get(path, headers=headers)

    answer = browse(inside, walk)
    assert isinstance(answer, httpx.Response)
    return answer


def said_on(page: httpx.Response) -> str:
    """What a page that says a refusal tells its reader."""
    assert page.headers["content-type"].startswith("text/html")
    found = re.search(r'role="alert"[^>]*>([^<]*)<', page.text)
    assert found
    return unescape(found[1])


def total(page: httpx.Response, name: str) -> int:
    """A figure of the totals."""
    found = re.search(rf'data-total="{name}">([^<]*)<', page.text)
    assert found
    return int(re.sub(r"\D", "", found[1]))


def test_signing_in_leads_to_where_one_wanted_to_go(inside: Inside) -> None:
    async def walk(browser: Browser) -> None:
        away = await browser.get("/lists/recoverable?status=lost")
        assert away.status_code == 303
        form = await browser.get(away.headers["location"])
        wanted = re.search(r'name="next" value="([^"]+)"', form.text)
        assert wanted
        answer = await sign_in(browser, inside.keys["marketer"], next=unescape(wanted[1]))
        assert (answer.status_code, answer.headers["location"]) == (303, "/lists/recoverable?status=lost")
        assert (await browser.get(answer.headers["location"])).status_code == 200

    browse(inside, walk)


@pytest.mark.parametrize(
    ("key", "status", "words"),
    [
        ("wb_unknown", 401, "неизвестен"),
        ("revoked", 401, "отозван"),
        ("crm", 403, "не для страниц"),
        ("", 401, "не подошёл"),
    ],
)
def test_a_key_that_may_not_see_the_pages_is_told_why(
    inside: Inside, key: str, status: int, words: str
) -> None:
    async def walk(browser: Browser) -> httpx.Response:
        return await sign_in(browser, inside.keys.get(key, key))

    answer = browse(inside, walk)
    assert answer.status_code == status
    assert words in answer.text


def test_a_form_without_the_token_of_its_session_does_nothing(inside: Inside) -> None:
    async def walk(browser: Browser) -> None:
        assert (await browser.post("/sign-in", data={"key": inside.keys["marketer"]})).status_code == 403
        assert (await sign_in(browser, inside.keys["marketer"], form_token="0" * 64)).status_code == 403
        await sign_in(browser, inside.keys["marketer"])
        assert (await browser.post("/sign-out", data={"form_token": "x"})).status_code == 403
        assert (await browser.get("/lists/at-risk")).status_code == 200
        page = await browser.get("/lists/at-risk")
        wrong_type = await browser.post("/sign-out", json={"form_token": token_of(page)})
        assert wrong_type.status_code == 415

    browse(inside, walk)


def test_the_cookie_is_for_this_site_only_and_for_no_script(inside: Inside) -> None:
    async def walk(browser: Browser) -> tuple[str, str]:
        near = (await browser.get("/sign-in")).headers["set-cookie"]
        far = (await browser.get("https://winback.example/sign-in")).headers["set-cookie"]
        return near, far

    near, far = browse(inside, walk)
    for cookie in (near, far):
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert f"Max-Age={LONGEST_SECONDS}" in cookie
    assert "Secure" not in near
    assert "Secure" in far


def test_after_signing_out_even_a_kept_cookie_opens_nothing(inside: Inside) -> None:
    async def walk(browser: Browser) -> None:
        await sign_in(browser, inside.keys["marketer"])
        page = await browser.get("/lists/at-risk")
        kept = browser.cookies[COOKIE]
        gone = await browser.post("/sign-out", data={"form_token": token_of(page)})
        assert (gone.status_code, gone.headers["location"]) == (303, "/sign-in")
        assert (await browser.get("/lists/at-risk")).status_code == 303
        browser.cookies.set(COOKIE, kept)
        assert (await browser.get("/lists/at-risk")).status_code == 303

    browse(inside, walk)


def test_a_revoked_key_ends_its_session_at_the_next_request(own_inside: Inside) -> None:
    ledger: Any = own_inside.backend.ledger

    async def walk(browser: Browser) -> None:
        new = ledger.add_key("marketer", now=datetime.now(UTC))
        await sign_in(browser, new.key)
        assert (await browser.get("/lists/at-risk")).status_code == 200
        ledger.revoke_key(new.id, datetime.now(UTC))
        assert (await browser.get("/lists/at-risk")).status_code == 303
        assert (await browser.get("/lists/at-risk/export")).status_code == 303
        form = await browser.get("/sign-in?next=/lists/at-risk")
        assert "с отзывом ключа" in form.text
        assert "/sign-out" not in form.text

    browse(own_inside, walk)


def test_a_sessions_cookie_opens_no_json_route(inside: Inside) -> None:
    assert page_of(inside, "/v1/model", as_="admin").status_code == 401


@pytest.mark.parametrize(("list_name", "status"), [("at-risk", "активный"), ("recoverable", "потерян")])
def test_each_list_shows_its_clients_with_totals_and_reasons(
    inside: Inside, list_name: str, status: str
) -> None:
    page = page_of(inside, f"/lists/{list_name}")
    whole = inside.ask("GET", f"/v1/lists/{list_name}?limit=1000", as_="marketer").json()
    assert total(page, "clients") == whole["clients"]
    assert total(page, "value") == round(whole["value"])
    assert total(page, "cost") == round(whole["cost"])
    assert total(page, "bound") == round(whole["bound"])
    assert whole["items"][0]["name"] in unescape(page.text)
    assert f">{status}<" in page.text
    assert "допущение" in page.text
    assert "Пауза 64 дня, обычно 18" in page.text
    assert "+7 900" not in page.text
    assert f"<small>{HELD_OUT}<" not in page.text


def test_each_client_comes_with_the_steps_of_the_talk_and_what_to_ask(inside: Inside) -> None:
    async def walk(browser: Browser) -> httpx.Response:
        await sign_in(browser, inside.keys["marketer"])
        await browser.get(f"/language/{language}")
        return await browser.get("/lists/at-risk")

    for language in LANGUAGES:
        page = browse(inside, walk)
        prepared = talk(("attention", "price"), language)
        found = re.search(r'<details class="talk">(.*?)</details>', page.text, re.DOTALL)
        assert found
        told = [unescape(line) for line in re.findall(r"<li>(.*?)</li>", found[1])]
        assert told == [*prepared.script.splitlines(), *prepared.questions.splitlines()]


def test_a_budget_redraws_the_list_however_it_is_written(inside: Inside) -> None:
    pages = [page_of(inside, "/lists/at-risk", headers=None)]
    pages += [
        page_of(inside, f"/lists/at-risk?budget={text}") for text in ("50000", "50 000", "50%C2%A0000,00")
    ]
    totals = [(total(page, "clients"), total(page, "value")) for page in pages]
    assert totals[1] == totals[2] == totals[3]
    assert totals[1][0] < totals[0][0]
    assert total(pages[1], "cost") <= 50_000


def test_a_budget_that_is_no_amount_is_said_beside_the_field(inside: Inside) -> None:
    page = page_of(inside, "/lists/at-risk?budget=%22%3E%3Cb%3Emuch")
    assert page.status_code == 400
    assert "Бюджет не похож на сумму" in page.text
    assert 'aria-invalid="true"' in page.text
    assert "<b>much" not in page.text


def test_filters_narrow_the_page_and_stay_chosen(inside: Inside) -> None:
    page = page_of(inside, f"/lists/at-risk?status=overdue&branch={BRANCHES[0]}&risk_band=")
    statuses = set(re.findall(r'<span class="tag (\w+)">', page.text))
    assert statuses == {"overdue"}
    assert '<option value="overdue" selected>' in page.text
    assert f'<option value="{BRANCHES[0]}" selected>' in page.text
    nobody = page_of(inside, "/lists/at-risk?status=lost")
    assert "Ни одного клиента" in nobody.text


def test_a_key_of_a_branch_sees_that_branch_and_cannot_ask_for_another(inside: Inside) -> None:
    page = page_of(inside, f"/lists/at-risk?branch={BRANCHES[2]}", as_="marketer of a branch")
    cells = set(re.findall(r'data-label="Филиал, менеджер">([^<]+)<', page.text))
    assert cells == {BRANCHES[0]}
    assert BRANCHES[2] not in page.text
    export = page_of(
        inside, f"/lists/at-risk/export?format=csv&branch={BRANCHES[2]}", as_="marketer of a branch"
    )
    assert BRANCHES[0] in export.text
    assert BRANCHES[2] not in export.text


def test_a_clients_name_is_never_markup(inside: Inside) -> None:
    page = page_of(inside, "/lists/at-risk?page=9")
    pages = [page_of(inside, f"/lists/at-risk?page={number}") for number in (1, 2, 3)]
    recoverable = page_of(inside, "/lists/recoverable")
    shown = "".join(page.text for page in [page, *pages, recoverable])
    assert EVIL not in shown
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; Co" in shown


def test_pages_follow_each_other_without_gap_or_repeat(inside: Inside) -> None:
    ranks: list[int] = []
    path = "/lists/at-risk"
    while path:
        page = page_of(inside, path)
        ranks += [int(rank) for rank in re.findall(r'class="number rank"[^>]*>(\d+)<', page.text)]
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        path = unescape(following[1]) if following else ""
    assert ranks == sorted({*ranks})
    assert len(ranks) == total(page, "clients")


def test_the_other_list_keeps_what_both_can_be_narrowed_by(inside: Inside) -> None:
    shown = page_of(inside, f"/lists/at-risk?budget=30000&status=overdue&risk_band=high&branch={BRANCHES[0]}")
    link = re.search(r'<a href="([^"]*/recoverable\?[^"]+)"', shown.text)
    assert link
    other = page_of(inside, unescape(link[1]))
    assert 'value="30000"' in other.text
    assert re.findall(r'<option value="([^"]+)" selected', other.text) == ["high", BRANCHES[0]]


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_the_download_holds_what_is_shown(inside: Inside, form: str) -> None:
    shown = page_of(inside, "/lists/at-risk?budget=30000&status=overdue")
    link = re.search(rf'href="([^"]+format={form})"', shown.text)
    assert link
    answer = page_of(inside, unescape(link[1]))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="at-risk-2026-03-01.{form}"'
    if form == "json":
        items = answer.json()["items"]
        assert len(items) == total(shown, "clients")
        assert {item["status"] for item in items} == {"overdue"}


def test_the_language_is_switched_and_remembered(inside: Inside) -> None:
    async def walk(browser: Browser) -> None:
        await sign_in(browser, inside.keys["marketer"])
        assert '<html lang="ru">' in (await browser.get("/lists/at-risk")).text
        back = await browser.get("/language/en?next=/lists/at-risk%3Fbudget%3D9000")
        assert (back.status_code, back.headers["location"]) == (303, "/lists/at-risk?budget=9000")
        page = await browser.get("/lists/at-risk")
        assert '<html lang="en">' in page.text
        assert "A gap of 64 days, usually 18" in page.text
        assert "assumption" in page.text
        assert not re.search(
            "[А-Яа-я]",
            re.sub(r"<tbody>.*</tbody>|<option.*|Русский|Упаковка для ферм", "", page.text, flags=re.S),
        )

    browse(inside, walk)


class Accessible(HTMLParser):
    """Collects what makes a page usable without eyes or mouse."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: set[str] = set()
        self.fields: set[str] = set()
        self.ids: list[str] = []
        self.headings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label":
            self.labels.add(str(given.get("for")))
        hidden = given.get("type") == "hidden" or "hidden" in given
        if tag in ("input", "select") and not hidden:
            self.fields.add(str(given.get("id")))
        self.headings += tag == "h1"


@pytest.mark.parametrize("path", ["/sign-in", "/lists/at-risk", "/lists/recoverable", "/lists/nothing"])
def test_every_field_has_a_label_and_every_page_one_heading(inside: Inside, path: str) -> None:
    page = Accessible()
    page.feed(page_of(inside, path).text)
    assert page.fields <= page.labels
    assert page.headings == 1
    assert len(page.ids) == len(set(page.ids))


def test_who_comes_by_another_sites_link_is_asked_once_more_and_gets_no_new_session(inside: Inside) -> None:
    async def walk(browser: httpx.AsyncClient) -> tuple[httpx.Response, httpx.Response]:
        address = "/sign-in?next=/lists/at-risk%3Fbudget%3D5%26status%3Dlost"
        by_link = await browser.get(address, headers={"Sec-Fetch-Site": "cross-site"})
        return by_link, await browser.get(address, headers={"Sec-Fetch-Site": "same-origin"})

    by_link, again = browse(inside, walk)
    assert by_link.status_code == 200
    assert "set-cookie" not in by_link.headers
    assert 'content="0;url=/lists/at-risk?budget=5&amp;status=lost"' in by_link.text
    assert COOKIE in again.headers["set-cookie"]


def test_a_sign_in_form_may_stand_open_for_hours_and_then_says_so(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = 0.0
    sessions, clock = inside.backend.sessions, inside.backend.sessions.clock
    monkeypatch.setattr(sessions, "clock", lambda: clock() + 3600 * hours)

    async def walk(browser: Browser, waiting: float) -> httpx.Response:
        nonlocal hours
        hours = 0.0
        page = await browser.get("/sign-in")
        hours = waiting
        form = {"form_token": token_of(page), "key": inside.keys["marketer"], "next": "/"}
        return await browser.post("/sign-in", data=form)

    in_time = browse(inside, partial(walk, waiting=11.9))
    assert in_time.status_code == 303
    assert f"Max-Age={IDLE_SECONDS}" in in_time.headers["set-cookie"]
    late = browse(inside, partial(walk, waiting=12.1))
    assert (late.status_code, "Вставьте его ещё раз" in said_on(late)) == (403, True)


def test_a_refused_publication_is_shown(own_inside: Inside) -> None:
    from tests.serving.test_service import damage
    from tests.serving.tiny import publish_tiny

    data_dir = own_inside.backend.settings.storage.data_dir
    assert "повреждена" not in page_of(own_inside, "/lists/at-risk").text
    publish_tiny(data_dir, "8")
    damage(data_dir)
    own_inside.backend.refresh()
    assert "повреждена" in page_of(own_inside, "/lists/at-risk").text


def test_two_readers_at_once_do_not_mix(inside: Inside) -> None:
    async def walk(browser: Browser) -> None:
        async with inside.client() as other:
            await asyncio.gather(
                sign_in(browser, inside.keys["marketer"]), sign_in(other, inside.keys["marketer of a branch"])
            )
            pages = await asyncio.gather(*(reader.get("/lists/at-risk") for reader in (browser, other) * 5))
            counts = [total(page, "clients") for page in pages]
            assert counts[0::2] == [counts[0]] * 5
            assert counts[1::2] == [counts[1]] * 5
            assert counts[1] < counts[0]

    browse(inside, walk)
