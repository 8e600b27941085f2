"""The whole way in four time zones: check, features, training, scores and a live answer, the same to the byte."""

from pathlib import Path

import pytest

from tests.serving.walked import DECIDED, winback
from tests.serving.zoned import ZONES, add_orders, differing, in_zones

pytestmark = pytest.mark.torture
#: What tells when or under which name something was run, and not what it found.
OF_ITS_RUN: tuple[str, ...] = ()


def test_the_whole_way_gives_the_same_bytes_in_every_zone(tmp_path: Path) -> None:
    company = tmp_path / "company"
    assert winback("simulate", company, "--clients", 250, "--months", 24, "--seed", 5).code == 0
    path = company / "winback.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("[training]\n", f"[training]\n{DECIDED['[training]']}")
    text = text.replace("[serving]\n", "[serving]\ntimeout_seconds = 600\n")  # on a busy machine, too
    path.write_text(text, encoding="utf-8")
    add_orders(company)
    found = in_zones(company, tmp_path / "zoned", "check", "features", "train", "score", "live")
    assert set(found) == set(ZONES)
    assert {"features.parquet", "score.csv", "live"} <= set(found["UTC"])
    print(len(found["UTC"]), "results", {name: value[:12] for name, value in found["UTC"].items()})
    assert {name: zones for name, zones in differing(found).items() if name not in OF_ITS_RUN} == {}
