"""Receivers of webhooks: what is no secret or no safe address is refused, and not shown."""

import pytest

from features.errors import SettingsError
from features.settings import Settings, settings_from
from serving.telling.webhooks import new_secret, receivers_of

SECRET = new_secret()


@pytest.mark.parametrize(
    "value",
    ["", "secret", "whsec_", "whsec_QQ==", "whsec_###", SECRET[6:]],
    ids=["none", "a word", "a mark", "a letter", "no letters", "without its mark"],
)
def test_what_is_no_secret_is_refused_without_being_shown(value: str) -> None:
    settings = settings_from({"webhooks": {"crm": {"url": "https://crm.example/hook"}}})
    with pytest.raises(SettingsError, match="WINBACK_WEBHOOK_SECRET") as fault:
        receivers_of(settings, {"WINBACK_WEBHOOK_SECRET": value})
    assert len(value) < 7 or value not in str(fault.value)


@pytest.mark.parametrize(
    "url", ["http://crm.example/x", "ftp://127.0.0.1/x", "crm.example", "", "https://", "http://["]
)
def test_what_is_no_safe_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(SettingsError, match="webhooks") as fault:
        settings_from({"webhooks": {"crm": {"url": url}}})
    assert len(url) < 9 or url not in str(fault.value)


def test_settings_without_receivers_have_none() -> None:
    assert receivers_of(Settings(), {}) == []
