"""`winback record` tells what of a CRM's export was news, known or refused."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from features.errors import BusyError
from features.settings import read_settings
from serving.cli import app
from serving.commands.record import run_record
from serving.ledger import Ledger
from tests.serving.ledger.conftest import one_outcome_each
from tests.serving.tiny import publish_tiny

SETTINGS = '[storage]\ndata_dir = "data"\n[actions.call]\nchannel = "call"\n'
EXPORT = (
    "client_id;action;attempted_at;outcome\n1;call;2026-03-01;заказ\n2;call;2026-03-02;\n"
    "2;call;2026-03-02;отказ\n3;dance;2026-03-02;\n"
)


@pytest.fixture
def company(tmp_path: Path) -> Path:
    (tmp_path / "winback.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "crm.csv").write_text(EXPORT, "utf-8")
    return tmp_path


def run(company: Path, *words: str) -> tuple[int, str]:
    config = ("--config", str(company / "winback.toml"))
    done = CliRunner().invoke(app, ["record", str(company / "crm.csv"), *config, *words])
    return done.exit_code, done.output


def test_a_file_is_recorded_and_the_second_time_known(company: Path) -> None:
    code, output = run(company, "--json", "--errors", str(company / "refused.csv"))
    told = json.loads(output)
    assert code == 0
    assert {name: told[name] for name in ("rows", "recorded", "known", "refused")} == {
        "rows": 4,
        "recorded": 3,
        "known": 0,
        "refused": 1,
    }
    assert told["errors"] == [
        {
            "line": 5,
            "column": "action",
            "code": "unknown_action",
            "detail": "The settings name no such action; there are: call.",
        }
    ]
    refused = (company / "refused.csv").read_text("utf-8-sig").splitlines()
    assert refused[1].startswith("5,action,unknown_action,В настройках такого действия нет; есть: call.")
    again = json.loads(run(company, "--json")[1])
    assert (again["recorded"], again["known"], again["refused"]) == (0, 3, 1)


def test_the_report_for_people_says_the_same(company: Path) -> None:
    code, output = run(company)
    assert code == 0
    assert "Строк: 4; записано: 3, уже известно: 0, отклонено: 1." in output
    assert "unknown_action" in output


def test_the_file_of_refused_rows_is_named_where_there_are_any(company: Path) -> None:
    refused = company / "refused.csv"
    assert "Отклонённые строки" in run(company, "--errors", str(refused))[1]
    (company / "crm.csv").write_text(EXPORT.rpartition("3;")[0], "utf-8")
    code, output = run(company, "--errors", str(refused))
    assert code == 0
    assert "отклонено: 0." in output
    assert "Отклонённые строки" not in output
    assert refused.read_text("utf-8-sig").splitlines() == ["line,column,code,detail"], (
        "nothing of before stays"
    )


def test_the_ledger_is_closed_again(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    close = Ledger.close
    monkeypatch.setattr(Ledger, "close", lambda self: (closed.append(True), close(self))[1])
    run_record(read_settings(company / "winback.toml"), company / "crm.csv")
    assert closed == [True]


def test_up_to_which_line_rows_stand_is_told_where_the_ledger_fails_on_the_way(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("serving.ledger.returns.AT_ONCE", 1)
    head, *rows = EXPORT.splitlines(keepends=True)
    (company / "crm.csv").write_text("".join([head, rows[-1], *rows[:-1]]), "utf-8")  # a refused row first
    settings = read_settings(company / "winback.toml")
    Ledger(settings.ledger_url).close()
    with (
        one_outcome_each(settings.ledger_url),
        pytest.raises(BusyError, match=r"The first 2 rows stand; .* They end with line 4 of .*crm\.csv\.$"),
    ):
        run_record(settings, company / "crm.csv")
    told, _ = run_record(settings, company / "crm.csv")
    assert (told["recorded"], told["known"], told["refused"]) == (1, 2, 1)


def test_an_id_that_a_spreadsheet_has_shortened_is_refused_and_never_recorded_for_nobody(
    company: Path,
) -> None:
    publish_tiny(company / "data")
    (company / "crm.csv").write_text(
        "client_id;action;attempted_at\n1;call;2026-03-01\n00001;call;2026-03-01\n"
    )
    told = json.loads(run(company, "--json")[1])
    assert (told["recorded"], told["refused"]) == (1, 1)
    assert (told["errors"][0]["line"], told["errors"][0]["code"]) == (2, "unknown_client")
    assert "00123 is not 123" in told["errors"][0]["detail"]


def test_a_row_under_an_id_that_was_merged_into_another_is_of_that_one(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_tiny(company / "data")
    monkeypatch.setattr("features.privacy.person.merged_ids", lambda _: {"of-before": "00001"})
    (company / "crm.csv").write_text(
        "client_id;action;attempted_at\nof-before;call;2026-03-01\n00001;call;2026-03-01\n"
    )
    told = json.loads(run(company, "--json")[1])
    assert (told["recorded"], told["known"], told["refused"]) == (1, 1, 0)


def test_a_sign_that_somebody_edited_is_told_and_not_taken_for_another_s_task(company: Path) -> None:
    titles = ("Call [WB  1/1/call ]", "Call [wb 2-1-call]", "Call mother")
    rows = "".join(f"{title};2026-03-01;refused\n" for title in titles)
    (company / "crm.csv").write_text(f"Task Title;Completed at;Winback outcome\n{rows}")
    told = json.loads(run(company, "--json")[1])
    assert (told["recorded"], told["refused"], told["not_ours"]) == (1, 1, 1)
    assert (told["errors"][0]["line"], told["errors"][0]["code"]) == (3, "sign")
