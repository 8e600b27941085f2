"""The examples of running winback name commands, settings and files that there are."""

import configparser
import re
from pathlib import Path

import pytest

from serving.edge.access import RULES

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["winback.service", "winback-score.service"])
def test_a_unit_starts_a_command_that_there_is(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text_of(name))
    command = unit["Service"]["ExecStart"].split()
    assert command[0].endswith("/.venv/bin/winback")
    assert command[1] in {"serve", "score"}
    assert unit["Service"]["NoNewPrivileges"] == "yes"
    assert unit["Service"]["ProtectSystem"] == "strict"
    assert "WINBACK_CONFIG=" in unit["Service"]["Environment"]


def test_the_image_is_made_of_the_lock_and_copies_what_is_there() -> None:
    text = text_of("Containerfile")
    assert "--require-hashes --requirement requirements.lock" in text
    assert "libgomp1" in text  # LightGBM's wheel brings no OpenMP, nor does a slim image
    for copied in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        for source in copied.split():
            assert (ROOT / source).exists(), source
    assert not re.search(r"https?://(?!127\.0\.0\.1)", text)


def test_nginx_keeps_the_limits_that_winback_itself_has() -> None:
    text = text_of("nginx.conf")
    assert "client_max_body_size 1m;" in text
    assert "client_header_timeout" in text
    assert text.count("{") == text.count("}")
    (closed,) = re.findall(r"\^/\(([a-z|]+)\)\$", text)
    assert {f"/{part}" for part in closed.split("|")} <= {rule.path for rule in RULES}
