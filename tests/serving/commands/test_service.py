"""serve and key: what they refuse, and that a key is shown once."""

from pathlib import Path

import pytest

from tests.serving.tiny import BRANCHES, publish_tiny
from tests.serving.walked import Walked, winback


@pytest.fixture
def shop(tmp_path: Path) -> Walked:
    (tmp_path / "winback.toml").write_text("", encoding="utf-8")
    return Walked(tmp_path, {})


def test_a_key_is_shown_once_and_then_only_its_id(shop: Walked) -> None:
    assert "Ключей ещё нет." in shop.run("key", "list").out
    ran = shop.run("key", "add", "--role", "marketer", "--expires", "2031-12-31")
    key = ran.out.splitlines()[-1]
    assert (ran.code, key[:3], len(key)) == (0, "wb_", 46)
    listed = shop.run("key", "list")
    assert "marketer" in listed.out
    assert key not in listed.out
    assert key.encode() not in (shop.data_dir / "ledger.db").read_bytes()


def test_a_key_of_a_branch_that_nobody_is_of_is_made_and_told(shop: Walked) -> None:
    assert shop.run("key", "add", "--role", "crm", "--branch", "Nowhere").err == ""
    publish_tiny(shop.data_dir)
    assert shop.run("key", "add", "--role", "crm", "--branch", BRANCHES[0]).err == ""
    ran = shop.run("key", "add", "--role", "crm", "--branch", "Nowhere", "--json")
    assert (ran.code, ran.report["role"]) == (0, "crm")
    assert "Среди опубликованных нет ни одного клиента филиала «Nowhere»" in ran.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "--role", "boss"), 2, "'boss' is no role. Roles are crm, marketer, admin."),
        (("add", "--role", "crm", "--expires", "soon"), 2, "'soon' is no day"),
        (("revoke", "k_none"), 2, "There is no key 'k_none'. `winback key list` shows the ids."),
    ],
)
def test_what_cannot_be_done_is_refused(shop: Walked, words: tuple[str, ...], code: int, said: str) -> None:
    ran = shop.run("key", *words)
    assert (ran.code, said in ran.err) == (code, True), ran.err


def test_serve_needs_something_published(shop: Walked) -> None:
    ran = winback("serve", config=shop.config)
    assert (ran.code, "Run `winback score` first." in ran.err) == (5, True)
