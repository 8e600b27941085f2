"""The pages in a real browser: sign in, both lists, filter, budget, download, language, sign out."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.serving.conftest import Server

CHROMIUM = shutil.which("chromium")

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine: the pages were not walked"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A window of its own that fails on any error in the console or any foreign address."""
    context = browser.new_context(base_url=server.url, accept_downloads=True)
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    opened.on(
        "request", lambda asked: None if asked.url.startswith(server.url) else troubles.append(asked.url)
    )
    yield opened
    context.close()
    refusals = re.compile("responded with a status of 40[013]")  # the browser notes what a page answers so
    assert [trouble for trouble in troubles if not refusals.search(trouble)] == []


def sign_in(page: Page, key: str) -> None:
    """Sign in through the form."""
    page.goto("/")
    page.get_by_label("Ключ доступа").fill(key)
    page.get_by_role("button", name="Войти").click()


def amount(page: Page, name: str) -> int:
    """A figure of the totals."""
    return int(re.sub(r"\D", "", page.locator(f'[data-total="{name}"]').inner_text()))


def test_a_marketer_walks_through_the_pages(page: Page, server: Server, tmp_path: Path) -> None:
    sign_in(page, "wb_wrong")
    expect(page.get_by_role("alert")).to_contain_text("Ключ не подошёл")
    sign_in(page, server.keys["marketer"])

    expect(page).to_have_url(f"{server.url}/lists/at-risk")
    expect(page.get_by_role("heading", level=1)).to_have_text("Под угрозой ухода")
    all_clients = amount(page, "clients")
    expect(page.locator("tbody tr")).to_have_count(min(all_clients, 50))

    page.get_by_label("Статус").select_option("overdue")
    page.wait_for_url("**/lists/at-risk?status=overdue")
    expect(page.locator("tbody .tag.overdue")).to_have_count(page.locator("tbody tr").count())
    overdue = amount(page, "clients")
    assert 0 < overdue < all_clients

    budget = page.get_by_label("Бюджет, RUB")
    budget.press_sequentially("30 000")
    page.wait_for_url("**budget=30*000*")
    expect(page.locator("#result")).not_to_have_attribute("aria-busy", "true")
    assert amount(page, "cost") <= 30_000
    affordable = amount(page, "clients")
    assert 0 < affordable < overdue
    expect(budget).to_be_focused()

    with page.expect_download() as started:
        page.get_by_role("link", name="XLSX").click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    assert re.fullmatch(r"at-risk-\d{4}-\d\d-\d\d\.xlsx", file.name)
    assert file.read_bytes().startswith(b"PK")

    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("At risk")
    assert amount(page, "clients") == affordable

    page.get_by_role("link", name="Recoverable").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recoverable")
    expect(page.locator("tbody .tag.lost").first).to_have_text("lost")

    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{server.url}/sign-in")
    page.goto("/lists/at-risk")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_a_filter_chosen_before_the_script_has_come_is_followed(page: Page, server: Server) -> None:
    sign_in(page, server.keys["marketer"])
    page.wait_for_url("**/lists/at-risk")
    late: list[Route] = []
    page.route("**/static/pages.js", lambda route: late.append(route))
    page.goto("/lists/at-risk", wait_until="commit")
    page.get_by_label("Статус").select_option("overdue")
    page.wait_for_function("document.readyState == 'interactive'")
    late[0].continue_()
    page.wait_for_url("**/lists/at-risk?status=overdue")
    expect(page.locator("tbody .tag.overdue")).to_have_count(page.locator("tbody tr").count())


def test_a_budget_that_is_no_amount_is_said_beside_the_field(page: Page, server: Server) -> None:
    sign_in(page, server.keys["marketer"])
    page.wait_for_url("**/lists/at-risk")
    page.evaluate("window.stays = true")
    budget = page.get_by_label("Бюджет, RUB")
    budget.press_sequentially("много")
    expect(page.get_by_role("alert")).to_contain_text("Бюджет не похож на сумму")
    expect(budget).to_have_attribute("aria-invalid", "true")
    budget.press_sequentially(" денег")
    page.wait_for_url("**budget=*%D0%B4*")
    expect(budget).to_be_focused()
    expect(budget).to_have_value("много денег")
    assert page.evaluate("window.stays"), "the page was loaded anew under the typing hands"
    budget.fill("30 000")
    expect(page.locator("#budget-fault")).to_be_empty()
    expect(budget).to_have_attribute("aria-invalid", "false")


def test_a_screen_reader_is_told_the_totals_of_a_new_list_and_not_its_rows(
    page: Page, server: Server
) -> None:
    sign_in(page, server.keys["marketer"])
    page.get_by_label("Статус").select_option("overdue")
    page.wait_for_url("**/lists/at-risk?status=overdue")
    expect(page.get_by_role("status")).to_contain_text(f"Клиентов: {amount(page, 'clients')}.")
    assert page.locator("[aria-live] table, [role=status] table, [role=alert] table").count() == 0


def test_what_an_assumption_is_can_be_read_without_a_mouse(page: Page, server: Server) -> None:
    sign_in(page, server.keys["marketer"])
    expect(page.locator(".assumed").first).to_be_visible()
    expect(page.get_by_text("«допущение»: Эффект действия пока не измерен")).to_be_visible()
    expect(page.locator("[title]")).to_have_count(0)


def test_a_file_asked_for_when_the_session_has_ended_is_no_saved_sign_in_page(
    page: Page, server: Server
) -> None:
    sign_in(page, server.keys["marketer"])
    page.goto("/lists/at-risk?budget=30000")
    page.context.clear_cookies()
    page.get_by_role("link", name="XLSX").click()
    expect(page.get_by_role("status")).to_contain_text("войдите")
    page.get_by_label("Ключ доступа").fill(server.keys["marketer"])
    page.get_by_role("button", name="Войти").click()
    expect(page).to_have_url(f"{server.url}/lists/at-risk?budget=30000")


def test_signing_in_twice_from_two_windows_signs_nobody_out(page: Page, server: Server) -> None:
    other = page.context.new_page()
    other.goto("/lists/recoverable")
    sign_in(page, server.keys["marketer"])
    page.wait_for_url("**/lists/at-risk")
    other.get_by_label("Ключ доступа").fill(server.keys["marketer"])
    other.get_by_role("button", name="Войти").click()
    expect(other).to_have_url(f"{server.url}/lists/recoverable")
    page.reload()
    expect(page).to_have_url(f"{server.url}/lists/at-risk")


def test_a_link_in_a_mail_opens_the_page_and_signs_nobody_out(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    sign_in(page, server.keys["marketer"])
    page.wait_for_url("**/lists/at-risk")
    mail = context.new_page()
    link = f'<a href="{server.url}/lists/recoverable">look</a>'
    mail.route("http://mail.example/", lambda route: route.fulfill(body=link, content_type="text/html"))
    mail.goto("http://mail.example/")
    mail.get_by_role("link").click()
    expect(mail).to_have_url(f"{server.url}/lists/recoverable")
    page.reload()
    expect(page).to_have_url(f"{server.url}/lists/at-risk")
    context.close()


def test_a_budget_of_millions_is_that_of_the_next_page_and_of_the_files(page: Page, server: Server) -> None:
    sign_in(page, server.keys["marketer"])
    page.goto("/lists/at-risk?budget=1 234 567,89")
    for link in page.locator(".exports a, .pages a").all():
        assert "budget=1234567.89&" in (link.get_attribute("href") or "")
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    assert len(pd.read_csv(started.value.path(), sep=";")) == amount(page, "clients")


def test_what_is_opened_stays_open_when_the_budget_is_left(page: Page, server: Server) -> None:
    sign_in(page, server.keys["marketer"])
    page.wait_for_url("**/lists/at-risk")
    page.get_by_label("Бюджет, RUB").press_sequentially("30 000")
    page.wait_for_url("**budget=30*000*")
    expect(page.locator("#result")).not_to_have_attribute("aria-busy", "true")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("details.talk summary").first.click()
    page.wait_for_timeout(700)
    assert [url for url in asked if "/lists/" in url] == []  # the browser asks for the icon when it likes
    expect(page.locator("details.talk").first).to_have_attribute("open", "")


def test_on_paper_no_column_is_cut_off_and_nothing_is_to_be_clicked(browser: Browser, server: Server) -> None:
    context = browser.new_context(
        base_url=server.url, viewport={"width": 1046, "height": 718}
    )  # A4, landscape
    page = context.new_page()
    sign_in(page, server.keys["marketer"])
    page.wait_for_url("**/lists/at-risk")
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1046
    table, frame = (page.locator(what).bounding_box() for what in ("table", ".scroll"))
    assert table is not None
    assert frame is not None
    assert table["width"] <= frame["width"]
    for control in ("Показать", "Выйти"):
        expect(page.get_by_role("button", name=control)).to_be_hidden()
    context.close()


def test_the_pages_work_without_javascript(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, server.keys["marketer"])
    before = amount(page, "clients")
    page.get_by_label("Бюджет, RUB").fill("20000")
    page.get_by_role("button", name="Показать").click()
    expect(page).to_have_url(re.compile("budget=20000"))
    assert amount(page, "clients") < before
    context.close()


def test_on_a_telephone_nothing_runs_out_of_the_screen(browser: Browser, server: Server) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": 360, "height": 740})
    page = context.new_page()
    sign_in(page, server.keys["marketer"])
    page.wait_for_url("**/lists/at-risk")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


#: Texts whose contrast against what is behind them is less than WCAG 2 AA asks for, as "ratio text".
FAINT = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const ground = parts(getComputedStyle(one).backgroundColor);
      if (ground.length === 3) return ground;
    }
    return [255, 255, 255];
  };
  const faint = (colour, element, text) => {
    const [a, b] = [light(parts(colour)), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    return ratio < 4.5 ? [`${ratio.toFixed(2)} ${text}`] : [];
  };
  const texts = [...document.querySelectorAll("body *")].filter((one) =>
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  const hints = [...document.querySelectorAll("[placeholder]")];
  return [
    ...texts.flatMap((one) => faint(getComputedStyle(one).color, one, one.textContent.trim())),
    ...hints.flatMap((one) => faint(getComputedStyle(one, "::placeholder").color, one, one.placeholder)),
  ];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(
    browser: Browser, server: Server, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(base_url=server.url, color_scheme=scheme)
    page = context.new_page()
    sign_in(page, "wb_wrong")
    assert page.evaluate(FAINT) == []
    sign_in(page, server.keys["marketer"])
    for address in ("/lists/at-risk", "/lists/recoverable", "/lists/at-risk?budget=x", "/lists/nothing"):
        page.goto(address)
        assert page.evaluate(FAINT) == []
    page.evaluate("document.querySelector('h1').style.color = 'gray'")
    assert page.evaluate(FAINT) != []
    context.close()


@pytest.mark.parametrize("width", [320, 375])
def test_on_a_telephone_a_refusal_fits_and_the_company_is_named_in_full(
    browser: Browser, server: Server, width: int
) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 740})
    page = context.new_page()
    sign_in(page, server.keys["marketer"])
    for address in ("/lists/nothing", "/sign-in", "/no-such-page"):
        page.goto(address)
        company = page.locator(".company")
        assert company.evaluate("name => name.scrollWidth <= name.clientWidth"), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".made-of").evaluate("said => { said.textContent = '/a'.repeat(200) }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_who_signs_out_where_another_tab_signed_in_anew_is_told_and_can(page: Page, server: Server) -> None:
    sign_in(page, server.keys["marketer"])
    page.wait_for_url("**/lists/at-risk")
    other = page.context.new_page()
    other.goto("/sign-in")
    other.get_by_label("Ключ доступа").fill(server.keys["marketer"])
    other.get_by_role("button", name="Войти").click()
    other.wait_for_url("**/lists/at-risk")
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("alert")).to_contain_text("Нажмите «Выйти» ещё раз")
    page.get_by_role("button", name="Выйти").click()
    expect(page).to_have_url(f"{server.url}/sign-in")
