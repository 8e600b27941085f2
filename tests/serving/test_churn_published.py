"""The churn report over HTTP: what `winback score` published, cut to what is asked for and may be read."""

import json
from typing import Any

import httpx
import jsonschema
import pytest

from features.churn_rate import BY
from features.materialize import open_events
from serving.edge.openapi import openapi
from serving.scores.churn_published import KINDS, NoChurnReportError, churn_answer, churn_file
from serving.store import open_published, publish
from tests.features.company import day, events_of, order
from tests.serving.conftest import Inside
from tests.serving.tiny import AS_OF, BRANCHES, NOW, published_files
from tests.serving.walked import Walked
from tests.training.churn_company import settings

PATH = "/v1/churn-rate"


@pytest.fixture(scope="module")
def published(walked: Walked) -> dict[str, Any]:
    """The report of the company that went the whole way."""
    report: dict[str, Any] = json.loads(open_published(walked.data_dir).reports["churn.json"])
    return report


def asked(report: Any, *by: str, language: str = "ru", branch: str | None = None) -> dict[str, Any]:
    return churn_answer(report, language=language, by=by, branch=branch)


def true_to_the_document(answer: dict[str, Any]) -> None:
    whole = {"$ref": "#/components/schemas/ChurnReport", "components": openapi()["components"]}
    jsonschema.Draft202012Validator(whole).validate(answer)


def keys_of(answer: httpx.Response) -> list[str]:
    return list(answer.json()["breakdowns"])


def test_what_is_published_is_the_report_of_the_command_on_that_day(
    walked: Walked, published: dict[str, Any]
) -> None:
    told = walked.run("churn-rate", "--as-of", walked.ran["score"].report["as_of"], "--json").report
    del told["files"]
    assert asked(published, language=walked.settings.company.language) == told
    assert told["breakdowns"].keys() >= {"abc", "branch", "manager", "region"}
    assert told["yearly_churn_rate"] > 0


def test_the_same_events_are_published_as_the_same_bytes(walked: Walked) -> None:
    again = churn_file(open_events(walked.data_dir), walked.settings, as_of=AS_OF.replace(year=2024, month=7))
    assert again == open_published(walked.data_dir).reports["churn.json"]


def test_the_document_is_true_of_a_real_report_whole_and_of_one_branch(published: dict[str, Any]) -> None:
    version = {"snapshot_id": "x", "model_version": "7"}
    own = next(group["group"] for group in published["figures"]["breakdowns"]["branch"]["groups"])
    for answer in (asked(published), asked(published, branch=own)):
        true_to_the_document(answer | version)
        assert set(answer) | set(version) == set(
            openapi()["components"]["schemas"]["ChurnReport"]["properties"]
        )


def test_a_company_too_young_for_a_rate_is_told_from_which_day_on_there_is_one() -> None:
    events = events_of(orders=[order("a", 1), order("a", 8), order("b", 3)])
    report = json.loads(churn_file(events, settings(), as_of=day(12)))
    answer = asked(report, "abc", language="en")
    assert (answer["period"], answer["yearly_churn_rate"], answer["breakdowns"]) == (None, None, {})
    assert answer["headline"].startswith("The churn is not known yet: orders begin on 2\u00a0January")
    true_to_the_document(answer | {"snapshot_id": "x", "model_version": "7"})
    with pytest.raises(NoChurnReportError, match="history is too short yet"):
        asked(report, branch="north")


def test_kinds_of_groups_are_those_of_the_report() -> None:
    assert KINDS == BY


def test_a_marketer_gets_all_of_it_and_the_publication_that_answers(inside: Inside) -> None:
    answer = inside.ask("GET", PATH, as_="marketer")
    assert answer.status_code == 200
    assert keys_of(answer) == ["abc", "branch", "manager"]
    model = inside.ask("GET", "/v1/model", as_="marketer").json()
    assert all(answer.json()[name] == model[name] for name in ("snapshot_id", "model_version", "as_of"))
    assert answer.json()["money"]["lost_profit"] == 1500


@pytest.mark.parametrize("query", ["by=branch&by=abc", "by=abc,branch"])
def test_only_the_groups_that_are_asked_for_are_given(inside: Inside, query: str) -> None:
    assert keys_of(inside.ask("GET", f"{PATH}?{query}", as_="marketer")) == ["abc", "branch"]


def test_sentences_come_in_the_language_asked_for_else_in_the_companys(inside: Inside) -> None:
    for query, headline in (
        ("", "Отток за год 15 %"),
        ("?language=ru", "Отток за год 15 %"),
        ("?language=en", "Yearly churn 15%"),
    ):
        assert inside.ask("GET", f"{PATH}{query}", as_="marketer").json()["headline"] == headline


@pytest.mark.parametrize(
    ("query", "status", "code", "words"),
    [
        ("by=colour", 400, "wrong_use", "by names 1 kind.* known are: abc, branch"),
        ("by=region", 404, "no_churn_report", "Nothing in the company's data tells the region"),
        ("language=de", 400, "wrong_use", "ru, en"),
        ("every=year", 400, "wrong_use", "parameter that is not known"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_with_the_reason(
    inside: Inside, query: str, status: int, code: str, words: str
) -> None:
    import re

    answer = inside.ask("GET", f"{PATH}?{query}", as_="marketer")
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:winback:problem:{code}")
    assert re.search(words, answer.json()["detail"])


def test_the_same_answer_is_not_sent_twice_and_another_one_has_another_tag(inside: Inside) -> None:
    first = inside.ask("GET", PATH, as_="marketer")
    tag = {"If-None-Match": first.headers["etag"]}
    again = inside.ask("GET", PATH, as_="marketer", headers=tag)
    assert (again.status_code, again.content) == (304, b"")
    assert inside.ask("GET", f"{PATH}?by=abc", as_="marketer", headers=tag).status_code == 200
    assert inside.ask("GET", PATH, as_="marketer of a branch", headers=tag).status_code == 200


def test_a_key_of_one_branch_learns_nothing_of_the_others(inside: Inside) -> None:
    answer = inside.ask("GET", PATH, as_="marketer of a branch")
    told = answer.json()
    assert answer.status_code == 200
    assert list(told["breakdowns"]) == ["branch"]
    (group,) = told["breakdowns"]["branch"]["groups"]
    assert (group["group"], group["lost"], group["churn_rate"]) == (BRANCHES[0], 9, 0.3)
    assert (group["excess"], group["lost_share"]) == (None, None)
    assert told["period"] == {"start": "2025-03-01", "last_day": "2026-02-28"}
    company = ("headline", "yearly_churn_rate", "side", "sure", "lifetime_years", "money", "first_order")
    assert [told[name] for name in company] == [None] * len(company)
    assert (told["periods"], told["notes"]) == ([], [])
    assert not [name for name in (*BRANCHES[1:], "Орлова") if name in answer.text]
    assert inside.ask("GET", f"{PATH}?by=branch", as_="marketer of a branch").json() == told
    true_to_the_document(told)


def test_a_key_of_one_branch_is_refused_groups_that_hold_clients_of_others(inside: Inside) -> None:
    answer = inside.ask("GET", f"{PATH}?by=branch,manager", as_="marketer of a branch")
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:winback:problem:one_branch")
    assert "groups by manager" in answer.json()["detail"]


def test_a_publication_without_the_report_says_what_makes_one(own_inside: Inside) -> None:
    files = {name: content for name, content in published_files("8").items() if name != "churn.json"}
    data_dir = own_inside.backend.settings.storage.data_dir
    publish(data_dir, files, as_of=AS_OF, scored_at=NOW, model_version="8")
    own_inside.ask("POST", "/v1/admin/reload", as_="admin")
    answer = own_inside.ask("GET", PATH, as_="marketer")
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:winback:problem:no_churn_report")
    assert "Run `winback score` again" in answer.json()["detail"]


def test_it_needs_a_marketers_key(inside: Inside) -> None:
    assert inside.ask("GET", PATH, as_="crm").status_code == 403
    assert inside.ask("GET", PATH).status_code == 401
