"""Ids that were merged into others are followed to the one that counts now."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import BadDataError
from features.reading.aliases import followed
from tests.features.reading import HEAD, faults, read

ORDERS = HEAD + "old,2025-01-01,1\nolder,2025-01-02,2\nnew,2025-01-03,3\nother,2025-01-04,4\n"
ALIASES = "client_id,alias_of\nold,new\nolder,old\nother,other\n"


def test_every_table_is_read_by_the_ids_that_count_now(tmp_path: Path) -> None:
    complaints = "client_id,opened_at\nolder,2025-02-01\nother,2025-02-01\n"
    found = read(tmp_path, {"orders.csv": ORDERS, "aliases.csv": ALIASES, "complaints.csv": complaints})
    assert [row["client_id"] for row in found.rows()] == ["new", "new", "new", "other"]
    assert [row["client_id"] for row in found.rows("complaints")] == ["new", "other"]
    assert faults(found.report["orders"]) == [("client_id", "merged id", "repaired", 2, (2, 3))]
    assert found.report["orders"].clients == 2
    assert [row["alias_of"] for row in found.rows("aliases")] == ["new", "old", "other"]
    assert [table.name for table in found.report.tables] == ["orders", "complaints", "aliases"]


def test_a_row_of_an_old_id_yields_to_the_one_of_the_new_id(tmp_path: Path) -> None:
    clients = "client_id,name\nold,Old name\nnew,New name\nolder,Older name\n"
    found = read(tmp_path, {"orders.csv": ORDERS, "aliases.csv": ALIASES, "clients.csv": clients})
    assert [(row["client_id"], row["name"]) for row in found.rows("clients")] == [("new", "New name")]
    assert faults(found.report["clients"]) == [("client_id", "merged row", "repaired", 2, (2, 4))]


def test_an_opt_out_of_an_old_id_is_kept(tmp_path: Path) -> None:
    good = "".join(f"g{n},G,\n" for n in range(40))
    clients = f"client_id,name,do_not_contact\nold,Old,yes\nnew,New,no\n{good}"
    found = read(tmp_path, {"orders.csv": ORDERS, "aliases.csv": ALIASES, "clients.csv": clients})
    rows = {row["client_id"]: row["do_not_contact"] for row in found.rows("clients")}
    assert rows["new"] is True


def test_orders_that_become_copies_by_merging_are_copies(tmp_path: Path) -> None:
    orders = HEAD + "old,2025-01-01,1\nnew,2025-01-01,1\n"
    found = read(tmp_path, {"orders.csv": orders, "aliases.csv": ALIASES})
    assert [fault[1] for fault in faults(found.report["orders"])] == ["duplicate", "merged id"]
    assert len(found.rows()) == 1


def test_a_circle_stops_the_run_and_names_its_ids(tmp_path: Path) -> None:
    aliases = "client_id,alias_of\nx,a\na,b\nb,c\nc,a\n"
    with pytest.raises(
        BadDataError, match=r"Table aliases: the ids a → b → c → a go in a circle\. .*take one"
    ):
        read(tmp_path, {"orders.csv": ORDERS, "aliases.csv": aliases})


def test_a_long_circle_is_not_named_whole() -> None:
    ring = [(str(n), str((n + 1) % 50)) for n in range(50)]
    with pytest.raises(BadDataError, match=r"the ids 0 → 1 → .* → 9 → … → 0 go in a circle"):
        followed(ring)


def test_an_id_merged_into_two_is_set_aside(tmp_path: Path) -> None:
    good = "".join(f"g{n},g\n" for n in range(60))
    aliases = f"client_id,alias_of\nold,new\nold,other\n{good}"
    found = read(tmp_path, {"orders.csv": ORDERS, "aliases.csv": aliases})
    assert faults(found.report["aliases"]) == [("client_id", "contradiction", "quarantined", 2, (2, 3))]
    assert "old" in found.ids()


def test_a_very_long_chain_is_followed() -> None:
    chain = [(str(n), str(n + 1)) for n in range(20_000)]
    assert set(followed(chain).values()) == {"20000"}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=31))
def test_every_id_ends_at_one_that_was_merged_into_none(parents: list[int]) -> None:
    pairs = [(str(n), str(min(parent, n))) for n, parent in enumerate(parents)]  # downwards: no circle
    ends = followed(pairs)
    into = {was: now for was, now in pairs if was != now}
    for was, end in ends.items():
        assert end not in into
        here = was
        while here in into:
            here = into[here]
        assert here == end
