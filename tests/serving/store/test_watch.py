"""A worker moves to newer scores at once, and never to damaged ones."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from features.errors import BadDataError, DamagedError, NotFoundError
from serving.store import Published, Watch
from tests.serving.store.conftest import flip_bit


def risk(published: Published) -> float:
    return published.score("00123")["churn_probability"]


def test_a_worker_serves_what_is_published(tmp_path: Path, published: Path) -> None:
    watch = Watch(tmp_path, risk)
    assert (watch.current, watch.degraded) == (0.25, None)
    assert watch.pointer.snapshot_id == published.name


def test_nothing_to_begin_with_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="Nothing is published"):
        Watch(tmp_path, risk)


def test_damage_at_the_start_is_told(tmp_path: Path, published: Path) -> None:
    flip_bit(published / "scores.parquet")
    with pytest.raises(DamagedError, match=r"scores\.parquet is damaged"):
        Watch(tmp_path, risk)


def test_a_newer_snapshot_is_taken_once(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    watch = Watch(tmp_path, risk)
    assert watch.refresh() is False
    publish_risk(0.75)
    assert [watch.refresh(), watch.refresh()] == [True, False]
    assert (watch.current, watch.degraded) == (0.75, None)


def test_a_rerun_of_the_same_snapshot_is_no_news(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    warmed = []
    watch = Watch(tmp_path, warmed.append)
    publish_risk(0.25)
    assert watch.refresh() is False
    assert len(warmed) == 1


def test_a_damaged_newer_one_is_refused_by_name_and_the_old_one_serves_on(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    watch = Watch(tmp_path, risk)
    newer = publish_risk(0.75)
    flip_bit(tmp_path / "published" / newer / "bundle" / "model.txt")
    assert watch.refresh() is False
    assert watch.current == 0.25
    assert "model.txt is damaged" in watch.degraded


def test_a_refused_one_is_not_read_again_until_it_is_published_again(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(tmp_path, risk)
    newer = publish_risk(0.75)
    flip_bit(tmp_path / "published" / newer / "scores.parquet")
    watch.refresh()
    with monkeypatch.context() as patch:
        patch.setattr("serving.store.watch.open_newest", lambda _: pytest.fail("read again"))
        watch.refresh()
    assert "scores.parquet is damaged" in watch.degraded
    publish_risk(0.75)
    assert watch.refresh() is True
    assert (watch.current, watch.degraded) == (0.75, None)


def test_a_refused_one_is_looked_at_again_on_demand(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    watch = Watch(tmp_path, risk)
    path = tmp_path / "published" / publish_risk(0.75) / "scores.parquet"
    flip_bit(path)
    watch.refresh()
    flip_bit(path)
    assert [watch.refresh(), watch.refresh(force=True)] == [False, True]
    assert watch.degraded is None


def test_a_damaged_pointer_is_refused_and_the_old_one_serves_on(tmp_path: Path, published: Path) -> None:
    watch = Watch(tmp_path, risk)
    (tmp_path / "published" / "current.json").write_text("{")
    assert watch.refresh() is False
    assert watch.current == 0.25
    assert "current.json is damaged" in watch.degraded


def test_a_model_that_does_not_warm_up_is_refused(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    def warm(found: Published) -> float:
        if risk(found) > 0.5:
            raise BadDataError("golden client 3 scores 0.9; it must score 0.2.")
        return risk(found)

    watch = Watch(tmp_path, warm)
    publish_risk(0.75)
    assert watch.refresh() is False
    assert (watch.current, watch.degraded) == (0.25, "golden client 3 scores 0.9; it must score 0.2.")


def test_a_vanished_folder_is_told_and_the_worker_serves_on_until_it_is_back(
    tmp_path: Path, published: Path
) -> None:
    watch = Watch(tmp_path, risk)
    shutil.move(tmp_path / "published", tmp_path / "away")
    assert watch.refresh() is False
    assert watch.current == 0.25
    assert "Nothing is published" in watch.degraded
    shutil.move(tmp_path / "away", tmp_path / "published")
    assert watch.refresh() is False
    assert watch.degraded is None


def test_going_back_to_the_snapshot_in_use_ends_the_degradation(
    tmp_path: Path, published: Path, publish_risk: Callable[[float], str]
) -> None:
    watch = Watch(tmp_path, risk)
    newer = publish_risk(0.75)
    flip_bit(tmp_path / "published" / newer / "scores.parquet")
    watch.refresh()
    publish_risk(0.25)
    assert watch.refresh() is False
    assert watch.degraded is None


def test_the_current_one_needs_no_files_any_more(tmp_path: Path, published: Path) -> None:
    watch = Watch(tmp_path, lambda found: found)
    shutil.rmtree(tmp_path)
    assert risk(watch.current) == 0.25
    assert json.loads(watch.current.bundle_files["card.json"]) == {"version": "7"}
