"""A nightly sync walks through all scores, and through one publication only."""

import re
import shutil
from datetime import UTC
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import DamagedError, NotFoundError
from serving.answers.sync import Place, read_place, write_place
from serving.store.retained import IDLE_SECONDS, Retained, open_retained
from tests.serving.conftest import Inside
from tests.serving.test_guard import code_of
from tests.serving.tiny import BRANCHES, client_ids, publish_tiny


def page(inside: Inside, query: str = "", as_: str = "crm") -> httpx.Response:
    return inside.ask("GET", f"/v1/scores?{query}", as_=as_)


def walk(inside: Inside, first: dict[str, Any], as_: str = "crm") -> list[dict[str, Any]]:
    """Every page of a walk, the first included."""
    pages = [first]
    while pages[-1]["next_cursor"]:
        answer = page(inside, f"limit=50&cursor={pages[-1]['next_cursor']}", as_)
        assert answer.status_code == 200
        pages.append(answer.json())
    return pages


def ids_of(pages: list[dict[str, Any]]) -> list[str]:
    return [score["client_id"] for one in pages for score in one["scores"]]


def test_pages_make_up_all_scores_as_asked_for_by_id(inside: Inside) -> None:
    pages = walk(inside, page(inside, "limit=50").json())
    assert [len(one["scores"]) for one in pages] == [50, 50, 50, 10]
    assert ids_of(pages) == client_ids()
    asked = inside.ask("POST", "/v1/scores", as_="crm", json={"client_ids": client_ids()}).json()
    assert [score for one in pages for score in one["scores"]] == asked["scores"]


def test_a_key_of_a_branch_walks_through_that_branch(inside: Inside) -> None:
    first = page(inside, "limit=20", "crm of a branch").json()
    theirs = ids_of(walk(inside, first, "crm of a branch"))
    asked = inside.ask("POST", "/v1/scores", as_="crm of a branch", json={"client_ids": client_ids()}).json()
    assert BRANCHES[0]
    assert theirs == [score["client_id"] for score in asked["scores"]]
    assert 0 < len(theirs) < len(client_ids())


def test_a_walk_stays_in_its_publication_while_a_newer_one_serves(own_inside: Inside) -> None:
    data_dir = own_inside.backend.settings.storage.data_dir
    first = page(own_inside, "limit=50").json()
    publish_tiny(data_dir, "8")
    own_inside.backend.refresh(force=True)
    pages = walk(own_inside, first)
    assert {(one["snapshot_id"], one["model_version"]) for one in pages} == {(first["snapshot_id"], "7")}
    assert ids_of(pages) == client_ids()
    assert page(own_inside).json()["model_version"] == "8"


def test_a_list_names_the_publication_that_it_was_made_of_on_every_page(own_inside: Inside) -> None:
    first = own_inside.ask("GET", "/v1/lists/at-risk?limit=5", as_="crm").json()
    publish_tiny(own_inside.backend.settings.storage.data_dir, "8")
    own_inside.backend.refresh(force=True)
    address = f"/v1/lists/at-risk?limit=5&cursor={first['next_cursor']}"
    second = own_inside.ask("GET", address, as_="crm").json()
    told = ("snapshot_id", "model_version", "as_of", "plan_id")
    assert [second[name] for name in told] == [first[name] for name in told]
    assert own_inside.ask("GET", "/v1/lists/at-risk", as_="crm").json()["model_version"] == "8"


def test_a_walk_through_what_is_no_longer_kept_begins_again(own_inside: Inside) -> None:
    data_dir = own_inside.backend.settings.storage.data_dir
    first = page(own_inside, "limit=50").json()
    for version in ("8", "9", "10"):
        publish_tiny(data_dir, version)
    own_inside.backend.refresh(force=True)
    gone = page(own_inside, f"cursor={first['next_cursor']}")
    assert (gone.status_code, code_of(gone)) == (410, "stale_cursor")
    assert "begin again" in gone.json()["detail"]


def test_only_what_was_scored_since_is_given(inside: Inside) -> None:
    for since, count in (
        ("2026-03-01T05:59:59Z", 50),
        ("2026-03-01T06:00:00Z", 0),  # the very moment of the scoring
        ("2026-03-01T08:59:59%2B03:00", 50),
        ("2026-03-02", 0),
    ):
        answer = page(inside, f"limit=50&changed_since={since}").json()
        assert len(answer["scores"]) == count
        assert (answer["next_cursor"] is None) == (count == 0)
        listed = inside.ask("GET", f"/v1/lists/at-risk?changed_since={since}", as_="crm").json()
        assert bool(listed["items"]) == bool(count)
        assert listed["plan_id"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("changed_since=yesterday", "RFC 3339"),
        ("changed_since=2026-03-01T06:00:00+03:00", "write . as %2B"),
        ("limit=0", "from 1 to 1000"),
        ("cursor=nonsense", "none of ours"),
        ("colour=red", "not known"),
    ],
)
def test_a_query_that_is_not_acceptable_is_refused(inside: Inside, query: str, words: str) -> None:
    refused = page(inside, query)
    assert refused.status_code == 400

    assert re.search(words, refused.json()["detail"])


def test_a_list_as_a_file_takes_no_changed_since(inside: Inside) -> None:
    refused = inside.ask("GET", "/v1/lists/at-risk?format=csv&changed_since=2026-03-01", as_="crm")
    assert (refused.status_code, code_of(refused)) == (400, "wrong_use")


@pytest.mark.parametrize(
    "name", ["../../etc", "2026-03-01-000000000000", "2026-03-01-00000000000/..", "", "current.json"]
)
def test_a_forged_cursor_leads_nowhere(inside: Inside, name: str) -> None:
    gone = page(inside, f"cursor={write_place(Place(name, 5))}")
    assert (gone.status_code, code_of(gone)) == (410, "stale_cursor")


@given(st.text(max_size=30), st.integers(0, 10**9 - 1), st.none() | st.datetimes(timezones=st.just(UTC)))
def test_a_cursor_is_read_as_it_was_written(name: str, start: int, since: Any) -> None:
    assert read_place(write_place(Place(name, start, since))) == Place(name, start, since)


def test_an_older_snapshot_is_proved_before_it_is_read(tmp_path: Any) -> None:
    name = publish_tiny(tmp_path, "7")
    assert open_retained(tmp_path, name).model_version == "7"
    manifest = tmp_path / "published" / name / "manifest.json"
    whole = manifest.read_text("utf-8")
    manifest.write_text(whole.replace('"model_version": "7"', '"model_version": "8"'), "utf-8")
    with pytest.raises(DamagedError, match="manifest.json is damaged"):
        open_retained(tmp_path, name)
    manifest.write_text(whole, "utf-8")
    scores = tmp_path / "published" / name / "scores.parquet"
    scores.write_bytes(scores.read_bytes()[:-1] + b"x")
    with pytest.raises(DamagedError, match="scores.parquet"):
        open_retained(tmp_path, name)


def test_an_older_snapshot_is_kept_while_it_is_walked_through_and_then_let_go(tmp_path: Any) -> None:
    now = [0.0]
    name = publish_tiny(tmp_path, "7")
    retained = Retained(tmp_path, clock=lambda: now[0])
    kept = retained.get(name)
    now[0] += IDLE_SECONDS
    retained.tidy()
    assert retained.get(name) is kept
    now[0] += IDLE_SECONDS + 1
    retained.tidy()
    assert retained.get(name) is not kept


def test_a_snapshot_that_is_gone_is_shown_to_nobody_any_more(tmp_path: Any) -> None:
    name = publish_tiny(tmp_path, "7")
    retained = Retained(tmp_path)
    retained.get(name)
    shutil.rmtree(tmp_path / "published" / name)
    with pytest.raises(NotFoundError, match="only the last few are kept"):
        retained.get(name)
