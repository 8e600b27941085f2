"""The zone of the process changes no byte of what is computed; `make torture` goes on to a live answer."""

from pathlib import Path

from tests.serving.walked import winback
from tests.serving.zoned import TIMES, ZONES, add_orders, as_moments, differing, in_zones, raw_ids


def test_a_process_of_any_zone_accepts_and_computes_the_same_bytes(tmp_path: Path) -> None:
    company = tmp_path / "company"
    assert winback("simulate", company, "--clients", 60, "--months", 14, "--seed", 3).code == 0
    add_orders(company)
    as_moments(company)
    assert len(raw_ids(company)) >= len(TIMES)
    found = in_zones(company, tmp_path / "zoned", "check", "features", zones=(ZONES[0], ZONES[-1]))
    assert {"check said", "features said", "features.parquet", "quarantine/complaints.parquet"} <= set(
        found["UTC"]
    )
    assert len(found["UTC"]) > 10
    assert differing(found) == {}
