"""Whether the settings file is written for the company, and never over a person's own."""

from pathlib import Path

import pytest

from features.settings import read_settings
from features.simulate import simulate_company
from features.simulate.settings_file import is_ours, write_settings
from features.simulate.winning_back import ACTION_COSTS, ACTIONS


@pytest.fixture
def company(tmp_path: Path) -> Path:
    simulate_company(tmp_path, clients=10, months=6, seed=1, language="en")
    return tmp_path


def test_it_is_read_as_it_stands_and_knows_every_table_and_action(company: Path) -> None:
    assert write_settings(company, "en")
    settings = read_settings(company / "winback.toml", {})
    assert settings.company.name == "An invented company"
    assert settings.company.language == "en"
    assert settings.source.tables["order_lines"].from_ == "order_lines.csv"
    assert len(settings.source.tables) == 11
    assert tuple(settings.actions) == ACTIONS
    assert tuple(action.fixed_cost for action in settings.actions.values()) == ACTION_COSTS
    assert settings.actions["discount_call"].incentive_share == 0.10


def test_our_own_unchanged_file_is_replaced(company: Path) -> None:
    assert write_settings(company, "en")
    simulate_company(company, clients=10, months=6, seed=1, language="ru", table_format="parquet")
    assert write_settings(company, "ru")
    text = (company / "winback.toml").read_text(encoding="utf-8")
    assert "Выдуманная компания" in text
    assert 'from = "orders.parquet"' in text


@pytest.mark.parametrize("change", ["added", "emptied", "binary", "own"])
def test_a_file_that_a_person_wrote_or_changed_is_left_alone(company: Path, change: str) -> None:
    path = company / "winback.toml"
    write_settings(company, "en")
    own = {
        "added": path.read_bytes() + b"# mine\n",
        "emptied": b"",
        "binary": b"\xff\xfe",
        "own": b"[company]\nname = 'mine'\n",
    }[change]
    path.write_bytes(own)
    assert not is_ours(path)
    assert not write_settings(company, "ru")
    assert path.read_bytes() == own
