"""A newcomer's files are recognised, and the settings file that comes of it is true."""

import re
from pathlib import Path

import pytest

from features.proposal.tables import ProposedTable, propose
from features.settings import Settings, Training, read_settings
from features.settings.text import EXAMPLE_ACTIONS, settings_text


def written(folder: Path, text: str) -> Settings:
    path = folder / "winback.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path, {})


def test_russian_headers_are_recognised(tmp_path: Path) -> None:
    text = (
        "Номер заказа;Клиент;Дата заказа;Сумма;Статус;Филиал;Менеджер;Вес\n"
        "А1;ООО Ёлка;13.01.2025 10:00;1 200,50;Выполнен;Омск;Петрова;3\n"
    )
    (tmp_path / "Продажи 2025.csv").write_bytes(text.encode("cp1251"))
    (table,) = propose(tmp_path).tables
    assert table == ProposedTable(
        "orders",
        "Продажи 2025.csv",
        {
            "client_id": "Клиент",
            "ordered_at": "Дата заказа",
            "amount": "Сумма",
            "order_id": "Номер заказа",
            "status": "Статус",
            "branch": "Филиал",
            "manager": "Менеджер",
        },
        (),
        ("Вес",),
        ",",
        "%d.%m.%Y %H:%M",
        ";",
    )


@pytest.mark.parametrize(
    "header",
    [
        "customer_id,order date,total",
        "CustomerID,OrderDate,Amount",
        "Client,Date,Revenue",
        "client_id,ordered_at,amount",
    ],
)
def test_english_headers_are_recognised_whatever_the_file_is_called(tmp_path: Path, header: str) -> None:
    (tmp_path / "export.csv").write_text(f"{header}\n7,2025-01-01,5\n")
    (table,) = propose(tmp_path).tables
    assert (table.name, table.missing, table.unused) == ("orders", (), ())


def test_each_file_goes_to_one_table_and_each_table_to_one_file(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("client_id,ordered_at,amount\n7,2025-01-01,5\n")
    (tmp_path / "Клиенты.csv").write_text(
        "Код клиента,Название,Телефон,Регион\n7,Ферма,1,Омск\n", encoding="utf-8"
    )
    (tmp_path / "nps.csv").write_text("client,date,score\n7,2025-01-01,5\n")
    (tmp_path / "orders_old.csv").write_text("client_id,ordered_at,amount\n7,2024-01-01,5\n")
    (tmp_path / "weather.csv").write_text("day,rain\n2025-01-01,5\n")
    (tmp_path / "empty.csv").write_text("")
    proposal = propose(tmp_path)
    assert {table.name: table.file for table in proposal.tables} == {
        "orders": "orders.csv",
        "clients": "Клиенты.csv",
        "nps": "nps.csv",
    }
    assert set(proposal.ignored) == {"orders_old.csv", "weather.csv", "empty.csv"}


def test_files_of_the_same_columns_whose_names_differ_in_numbers_are_one_table(tmp_path: Path) -> None:
    for year, amount in ((2023, "5"), (2024, "1 200,50"), (2025, "7")):
        text = f"Клиент;Дата;Сумма\n7;13.01.{year};{amount}\n"
        (tmp_path / f"Продажи [{year}] филиал 2.csv").write_bytes(text.encode("cp1251"))
    (tmp_path / "Клиенты.csv").write_text("Код клиента,Название\n7,Ферма\n", encoding="utf-8")
    proposal = propose(tmp_path)
    orders, clients = proposal.tables
    assert (orders.name, orders.file, orders.decimal) == ("orders", "Продажи [[]*] филиал 2.csv", ",")
    assert (clients.file, proposal.ignored, orders.to_decide) == ("Клиенты.csv", (), ())
    assert len(list(tmp_path.glob(orders.file))) == 3


def test_a_pattern_that_would_take_other_files_is_left_to_decide(tmp_path: Path) -> None:
    for name in ("sales 2023.csv", "sales 2024.csv"):
        (tmp_path / name).write_text("client_id,ordered_at,amount\n7,2025-01-01,5\n")
    (tmp_path / "sales 2024 plan.csv").write_text("month,plan\n1,5\n")
    proposal = propose(tmp_path)
    (table,) = proposal.tables
    assert table.file == "sales 2023.csv"
    assert [doubt.partition(", left aside")[0] for doubt in table.to_decide] == [
        "from: the same columns stand in sales 2024.csv"
    ]
    assert proposal.ignored == ("sales 2024 plan.csv", "sales 2024.csv")


def test_where_a_file_has_names_and_codes_of_clients_the_code_is_the_id(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(
        "Контрагент,Код контрагента,Дата,Сумма\nФерма,0007,2025-01-01,5\n", encoding="utf-8"
    )
    (table,) = propose(tmp_path).tables
    assert (table.columns["client_id"], table.unused) == ("Код контрагента", ("Контрагент",))


SHOP = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price"
SOLD = "#1001,ann@example.com,paid,EUR,35.00,2024-01-02 10:00:00 +0300,1,Mug,35.00"


def test_shopifys_orders_are_recognised_and_the_e_mail_is_left_to_decide(tmp_path: Path) -> None:
    (tmp_path / "orders_export_1.csv").write_text(f"{SHOP}\n{SOLD}\n", encoding="utf-8")
    (table,) = propose(tmp_path).tables
    assert (table.name, table.missing) == ("orders", ())
    assert (table.columns["client_id"], table.columns["order_id"]) == ("Email", "Name")
    assert (table.columns["ordered_at"], table.columns["amount"]) == ("Created at", "Total")
    (doubt,) = table.to_decide
    assert doubt.startswith("client_id: the e-mail in 'Email' tells clients apart")


def test_a_shops_own_id_of_the_customer_goes_before_the_e_mail(tmp_path: Path) -> None:
    (tmp_path / "orders_export_1.csv").write_text(f"{SHOP},Customer ID\n{SOLD},77\n", encoding="utf-8")
    (table,) = propose(tmp_path).tables
    assert (table.columns["client_id"], table.to_decide) == ("Customer ID", ())


def test_a_name_is_no_orders_number_where_shopify_did_not_write_the_file(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(
        "customer_id,name,date,total\n7,Ann,2025-01-01,5\n", encoding="utf-8"
    )
    (table,) = propose(tmp_path).tables
    assert ("order_id" in table.columns, table.unused) == (False, ("name",))


def test_a_required_column_that_is_not_found_is_said(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("client_id,ordered_at,X\n7,2025-01-01,5\n")
    assert propose(tmp_path).tables[0].missing == ("amount",)
    assert "# Required and not found in the header: amount." in settings_text(propose(tmp_path))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("13/02/2025", "%d/%m/%Y"),
        ("02/13/2025 10:05", "%m/%d/%Y %H:%M"),
        ("2025-02-13T10:00:00", None),
    ],
)
def test_the_format_of_times_is_read_off_the_rows(tmp_path: Path, value: str, expected: str | None) -> None:
    (tmp_path / "orders.csv").write_text(f"client_id,ordered_at,amount\n7,{value},5\n")
    assert propose(tmp_path).tables[0].date_format == expected


def test_the_file_reads_back_as_the_defaults(tmp_path: Path) -> None:
    settings = written(tmp_path, settings_text())
    plain = settings.model_dump(exclude={"actions", "storage", "source"})
    assert plain == Settings().model_dump(exclude={"actions", "storage", "source"})
    assert settings.storage.data_dir == tmp_path / "winback-data"
    assert settings.source.url.get_secret_value() == str(tmp_path)
    assert list(settings.actions) == list(EXAMPLE_ACTIONS) == ["call", "discount_call"]


def test_every_default_behind_a_sign_is_the_true_one(tmp_path: Path) -> None:
    text = settings_text()
    # Sections that are behind a '#' as a whole are examples.
    parts = [part for part in text.split("\n\n") if not re.search(r"^# \[.*\]$", part, re.MULTILINE)]
    lines = "\n\n".join(parts).splitlines()
    set_lines = [line.removeprefix("# ") if re.match(r"# \w+ = \S", line) else line for line in lines]
    opened = written(tmp_path, "\n".join(set_lines))
    assert len(opened.training.model_fields_set) == len(Training.model_fields) == 12
    assert opened == written(tmp_path, text)


def test_every_setting_stands_there_with_its_description() -> None:
    lines = settings_text().splitlines()
    for section in Settings.model_fields.values():
        for name, info in getattr(section.annotation, "model_fields", {}).items():
            key = info.alias or name
            if key != "tables":
                assert info.description
                assert any(key in line.split("=")[0] and info.description in line for line in lines), key


def test_a_proposal_reads_back_as_it_was_proposed(tmp_path: Path) -> None:
    (tmp_path / 'Sales "new".csv').write_text(
        'Клиент;"Дата ""заказа""";Сумма\n7;13.01.2025;1,5\n', encoding="utf-8"
    )
    proposal = propose(tmp_path)
    settings = written(tmp_path, settings_text(proposal))
    source = settings.source.tables["orders"]
    (table,) = proposal.tables
    assert (source.from_, source.columns, source.decimal, source.date_format) == (
        'Sales "new".csv',
        table.columns,
        ",",
        None if table.missing else "%d.%m.%Y",
    )
