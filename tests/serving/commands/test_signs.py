"""signs: what a firm without a model is told, and what it leaves in files."""

import pytest

from tests.serving.walked import Walked, winback

ORDERS = "client_id,ordered_at,amount\n" + "".join(
    f"[{client}],2024-{month:02d}-11,{100 + client}\n"
    for client in range(20)
    for month in range(1, 13 if client > 4 else 7)
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Twenty clients, too few for any model, five of them silent for half a year."""
    folder = tmp_path_factory.mktemp("shop")
    (folder / "orders.csv").write_text(ORDERS, encoding="utf-8")
    assert winback("init", folder).code == 0
    return Walked(folder, {})


def test_signs_are_told_and_written_without_a_model(shop: Walked) -> None:
    ran = shop.run("signs", "--out", shop.folder / "signs.csv")
    assert ran.code == 0, ran.err
    assert "│ молчит дольше обычного" in ran.out
    assert "[4]" in ran.out, "a name in brackets is no markup"
    written = (shop.folder / "signs.csv").read_text(encoding="utf-8-sig")
    assert written.count("молчит 184 дня при обычных") == 5


def test_machines_get_codes_and_counts(shop: Walked) -> None:
    report = shop.run("signs", "--as-of", "2024-12-12", "--json").report
    assert report["as_of"] == "2024-12-12"
    assert report["signs"][0] == {"rule": "M11", "sign": "overdue", "clients": 5, "not_lost": 0}
    silent = [client["client_id"] for client in report["clients"] if "overdue" in client["signs"]]
    assert silent == ["[4]", "[3]", "[2]", "[1]", "[0]"]


def test_a_day_before_every_order_is_told_and_codes_of_ours_are_not_shown(shop: Walked) -> None:
    ran = shop.run("signs", "--as-of", "2001-01-01")
    assert (ran.code, ran.out) == (4, "")
    assert "Choose a later --as-of" in ran.err
    assert "M11" not in shop.run("signs").out


def test_a_form_that_is_none_of_ours_is_refused_before_any_work(shop: Walked) -> None:
    ran = shop.run("signs", "--out", shop.folder / "signs.pdf")
    assert (ran.code, "lists are written as .xlsx, .csv or .json" in ran.err) == (2, True)
