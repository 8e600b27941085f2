"""Who is behind with the contacts that bring something, by client, manager and class; and over HTTP."""

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pandas as pd
import pytest

from features.settings import Segments
from serving.cadence.due import (
    OF_CLIENT,
    PUBLISHED,
    NoCadenceError,
    cadence_rows,
    client_cadence,
    report_of,
    tells_cadence,
)
from serving.cadence.files import render_cadence, write_cadence
from serving.cadence.words import WORDS
from serving.edge.openapi import openapi
from serving.store import open_published, publish
from tests.features.company import events_of, order
from tests.serving.conftest import Inside
from tests.serving.tiny import AS_OF, BRANCHES, MANAGERS, NOW, published_files
from tests.serving.walked import Walked
from tests.training.churn_company import settings

PATH = "/v1/cadence"
DAY = date(2026, 3, 1)


def rows(*told: tuple[str, str, str, int, float | None]) -> pd.DataFrame:
    """Clients as (id, status, class, tenure, days since a contact with news)."""
    names = ["client_id", "status", "abc", "tenure_days", "days_since_informative_contact"]
    return pd.DataFrame(list(told), columns=names).assign(cadence_kept_share=0.25)


def people(*ids: str, **of: Mapping[str, Any]) -> pd.DataFrame:
    known: dict[str, Any] = {
        "name": None,
        "branch": "N",
        "manager": "x",
        "do_not_contact": False,
        "excluded": None,
    }
    return pd.DataFrame([{"client_id": key, **known, **of.get(key, {})} for key in ids])


def test_the_target_is_the_classs_and_its_last_day_still_keeps_the_cadence() -> None:
    found = client_cadence(
        rows(("a", "active", "A", 90, 7.0), ("b", "overdue", "B", 90, 11.0), ("c", "new", "C", 90, 2.0)),
        people("a", "b", "c"),
        Segments(),
        as_of=DAY,
    )
    assert tuple(found.columns) == PUBLISHED
    assert found["target_days"].tolist() == [7, 10, 14]
    assert found["behind"].tolist() == [False, True, False]
    assert found["days_behind"].tolist() == [0, 1, 0]
    assert found["due_on"].tolist() == [DAY, DAY - timedelta(days=1), DAY + timedelta(days=12)]


def test_who_was_never_contacted_with_news_waits_since_the_first_order() -> None:
    found = client_cadence(
        rows(("old", "active", "A", 30, None), ("new", "new", "A", 3, None)),
        people("old", "new"),
        Segments(),
        as_of=DAY,
    )
    assert found["behind"].tolist() == [False, True]  # sorted: new, old
    assert found["days_since_contact"].isna().all()


def test_the_lost_and_those_who_are_to_be_left_alone_are_due_nothing() -> None:
    found = client_cadence(
        rows(*((key, "lost" if key == "d" else "active", "A", 90, 30.0) for key in "abcd")),
        people("a", "b", "c", "d", b={"do_not_contact": True}, c={"excluded": "moved"}),
        Segments(),
        as_of=DAY,
    )
    assert found["client_id"].tolist() == ["a"]


def test_the_kpi_of_a_manager_is_the_share_of_clients_kept_within_target() -> None:
    told = client_cadence(
        rows(*((key, "active", "ABC"[place % 3], 90, 8.0) for place, key in enumerate("abcdef"))),
        people(*"abcdef", a={"manager": "y"}, d={"manager": None}),
        Segments(),
        as_of=DAY,
    )
    report = report_of(
        told, people(*"abcdef", a={"manager": "y"}, d={"manager": None}), Segments(), as_of=DAY
    )
    # After 8 days the two of class A are behind: one is y's, one nobody's.
    assert report.managers[["manager", "clients", "kept_share", "behind_a"]].values.tolist() == [
        ["y", 1, 0.0, 1],
        [None, 1, 0.0, 1],
        ["x", 4, 1.0, 0],
    ]
    assert report.classes[["abc", "target_days", "clients", "kept"]].values.tolist() == [
        ["A", 7, 2, 0],
        ["B", 10, 2, 2],
        ["C", 14, 2, 2],
    ]
    assert report.behind["client_id"].tolist() == ["a", "d"]


def contact(client: str, number: int, outcome: str | None) -> dict[str, Any]:
    moment = datetime(2024, 1, 1) + timedelta(days=number)
    return {"client_id": client, "contacted_at": moment, "known_at": moment, "outcome": outcome}


def test_a_contact_counts_only_if_it_brought_an_order_or_information() -> None:
    outcomes = {"order": "order", "news": "information", "none": "none", "away": "no_answer", "no": "refused"}
    orders = [order(client, number) for client in outcomes for number in (1, 11, 21)]
    contacts = [contact(client, 30, outcome) for client, outcome in outcomes.items()]
    events = events_of(orders=orders, contacts=contacts)
    found = cadence_rows(events, settings(), as_of=date(2024, 2, 3)).set_index("client_id")
    since = found["days_since_informative_contact"]
    assert since[["order", "news"]].tolist() == [3.0, 3.0]
    assert since[["none", "away", "no"]].isna().all()


def test_without_outcomes_nothing_can_be_told_and_the_message_says_what_is_needed() -> None:
    events = events_of(orders=[order("a", 1)])
    assert not tells_cadence(events)
    with pytest.raises(NoCadenceError, match="the table `contacts` with the column `outcome`"):
        cadence_rows(events, settings(), as_of=DAY)


def test_no_clients_give_an_empty_report() -> None:
    empty = rows(("a", "lost", "A", 1, None))
    told = client_cadence(empty, people("a"), Segments(), as_of=DAY)
    report = report_of(told, people("a"), Segments(), as_of=DAY)
    assert (len(report.clients), len(report.managers), len(report.classes)) == (0, 0, 0)
    assert render_cadence(report, ".csv", language="en", author="").startswith(b"\xef\xbb\xbfclient_id,")


def test_the_command_the_publication_and_the_files_say_the_same(walked: Walked, tmp_path: Path) -> None:
    day = walked.ran["score"].report["as_of"]
    files = [tmp_path / "cadence.xlsx", tmp_path / "cadence.csv"]
    ran = walked.run("cadence", "--as-of", day, "--out", files[0], "--out", files[1], "--json")
    assert (ran.code, ran.err) == (0, "")
    told = ran.report
    published = open_published(walked.data_dir).tables["cadence"].to_pandas()
    assert int(published["behind"].sum()) == told["behind"] == len(told["items"]) > 0
    assert len(published) == told["clients"] == sum(row["clients"] for row in told["managers"])
    assert {row["client_id"] for row in told["items"]} == set(published.loc[published["behind"], "client_id"])
    book = openpyxl.load_workbook(files[0])
    assert book.sheetnames == [WORDS[name][0] for name in ("managers", "classes", "clients", "about")]
    assert book.worksheets[0].freeze_panes == "A2"
    assert [row[0] for row in book.worksheets[2].iter_rows(min_row=2, values_only=True)] == [
        row["client_id"] for row in told["items"]
    ]
    lines = list(csv.reader(io.StringIO(files[1].read_text("utf-8-sig")), delimiter=";"))
    assert lines[0] == list(OF_CLIENT)
    assert len(lines) - 1 == told["behind"]
    branch = told["items"][0]["branch"]
    narrow = walked.run("cadence", "--as-of", day, "--where", f"branch={branch}", "--json").report
    assert {row["branch"] for row in narrow["items"]} == {branch}
    shown = walked.run("cadence", "--as-of", day)
    assert "В срок" in shown.out


def test_a_filter_that_nobody_passes_is_told(walked: Walked) -> None:
    ran = walked.run("cadence", "--where", "manager=[nobody]")
    assert ran.code == 0
    assert "Клиентов, у которых manager=[nobody], нет." in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--where", "phone=1"), "it is column=value, of branch, manager, abc"),
        (("--where", "abc=Q"), "abc has a value that no client can have; there are: A, B, C."),
        (("--out", "{}/x.pdf"), "the cadence is written as .csv or .xlsx"),
        (("--out", "{}/none/x.csv"), "does not exist"),
    ],
)
def test_what_cannot_be_asked_is_wrong_use(
    walked: Walked, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ran = walked.run("cadence", *(word.format(tmp_path) for word in words))
    assert (ran.code, said in ran.err) == (2, True), ran.err


def asked(inside: Inside, query: str = "", as_: str = "marketer") -> dict[str, Any]:
    answer = inside.ask("GET", f"{PATH}{query}", as_=as_)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_the_answer_is_as_the_document_says_and_pages_fit_together(inside: Inside) -> None:
    whole = asked(inside, "?limit=1000")
    schema = {"$ref": "#/components/schemas/Cadence", "components": openapi()["components"]}
    jsonschema.Draft202012Validator(schema).validate(whole)
    assert whole["behind"] == len(whole["items"]) > 10
    own = {row["manager"]: row["clients"] for row in whole["managers"]}  # one has lost clients only
    assert set(own) < set(MANAGERS)
    assert sum(own.values()) == whole["clients"]
    first = asked(inside, "?limit=10", as_="crm")
    second = asked(inside, f"?limit=1000&cursor={first['next_cursor']}", as_="crm")
    assert first["items"] + second["items"] == whole["items"]
    assert second["next_cursor"] is None


def test_filters_narrow_the_figures_too_and_a_key_of_a_branch_sees_its_own(inside: Inside) -> None:
    one = asked(inside, f"?manager={MANAGERS[1]}&abc=A")
    assert [row["manager"] for row in one["managers"]] == [MANAGERS[1]]
    assert {row["abc"] for row in one["items"]} == {"A"}
    own = asked(inside, f"?limit=1000&branch={BRANCHES[1]}", as_="marketer of a branch")
    assert {row["branch"] for row in own["items"]} == {BRANCHES[0]}
    assert own["clients"] < asked(inside)["clients"]


def test_a_class_that_no_client_can_have_is_no_empty_answer(inside: Inside) -> None:
    answer = inside.ask("GET", f"{PATH}?abc=Q", as_="crm")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:winback:problem:unknown_value")
    assert asked(inside, "?branch=Nowhere")["items"] == []


@pytest.mark.parametrize(("form", "start"), [("csv", b"\xef\xbb\xbfclient_id,"), ("xlsx", b"PK")])
def test_it_comes_as_a_file_too(inside: Inside, form: str, start: bytes) -> None:
    answer = inside.ask("GET", f"{PATH}?format={form}&language=en", as_="marketer")
    assert answer.content.startswith(start)
    assert f'filename="cadence-{AS_OF}.{form}"' in answer.headers["content-disposition"]


def test_a_cursor_of_an_earlier_publication_is_told(own_inside: Inside) -> None:
    cursor = asked(own_inside, "?limit=5")["next_cursor"]
    files = published_files("8")
    publish(
        own_inside.backend.settings.storage.data_dir, files, as_of=AS_OF, scored_at=NOW, model_version="8"
    )
    own_inside.backend.refresh()
    answer = own_inside.ask("GET", f"{PATH}?cursor={cursor}", as_="crm")
    assert (answer.status_code, answer.json()["type"]) == (410, "urn:winback:problem:stale_cursor")
    del files["cadence.parquet"]
    publish(
        own_inside.backend.settings.storage.data_dir, files, as_of=AS_OF, scored_at=NOW, model_version="8"
    )
    own_inside.backend.refresh()
    answer = own_inside.ask("GET", PATH, as_="crm")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:winback:problem:no_cadence")


def test_a_report_is_for_its_owner_only(tmp_path: Path) -> None:
    told = client_cadence(rows(("a", "active", "A", 30, None)), people("a"), Segments(), as_of=DAY)
    report = report_of(told, people("a"), Segments(), as_of=DAY)
    write_cadence(report, tmp_path / "cadence.csv", language="ru", author="x")
    assert (tmp_path / "cadence.csv").stat().st_mode & 0o077 == 0
