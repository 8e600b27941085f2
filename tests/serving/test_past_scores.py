"""The scores of past publications: kept small, thinned out, forgotten where a person asks."""

from datetime import date, timedelta
from pathlib import Path

from serving.past.scores import (
    ALL_FOR_DAYS,
    FOLDER,
    KEPT_DAYS,
    forget_client,
    keep_published,
    past_scores,
    too_many,
)
from serving.store import publish, read_pointer
from tests.serving.tiny import AS_OF, CLIENTS, HELD_OUT, NOW, publish_tiny, published_files
from training.monitoring.matured import PAST


def test_a_publication_is_kept_with_what_judging_needs_and_nothing_more(tmp_path: Path) -> None:
    publish_tiny(tmp_path)
    keep_published(tmp_path)
    kept = past_scores(tmp_path, before=AS_OF)
    assert list(kept.columns) == list(PAST)
    assert len(kept) == CLIENTS
    assert set(kept["as_of"]) == {AS_OF}
    held = kept.set_index("client_id")["held_out"]
    assert held[held.eq(True)].index.tolist() == [HELD_OUT]
    assert "phone" not in kept.columns


def test_what_was_kept_outlives_the_publication(tmp_path: Path) -> None:
    for step in range(6):
        day = AS_OF + timedelta(days=step)
        files = published_files(str(step))
        publish(tmp_path, files, as_of=day, scored_at=NOW, model_version=str(step))
        keep_published(tmp_path)
    assert len(list((tmp_path / FOLDER).glob("*.parquet"))) == 6
    assert len(list((tmp_path / "published").glob("2*"))) == 3


def test_keeping_again_changes_nothing(tmp_path: Path) -> None:
    publish_tiny(tmp_path)
    keep_published(tmp_path)
    (file,) = (tmp_path / FOLDER).glob("*.parquet")
    before = (file.stat().st_mtime_ns, file.read_bytes())
    keep_published(tmp_path)
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before


def test_a_damaged_publication_is_not_kept(tmp_path: Path) -> None:
    publish_tiny(tmp_path)
    scores = tmp_path / "published" / read_pointer(tmp_path).snapshot_id / "scores.parquet"
    scores.write_bytes(scores.read_bytes()[:-1] + b"?")
    keep_published(tmp_path)
    assert past_scores(tmp_path, before=AS_OF).empty


def test_of_two_publications_of_a_day_the_last_counts_and_later_days_do_not(tmp_path: Path) -> None:
    publish_tiny(tmp_path, "7")
    keep_published(tmp_path)
    publish_tiny(tmp_path, "8")
    keep_published(tmp_path)
    assert set(past_scores(tmp_path, before=AS_OF)["model_version"]) == {"8"}
    assert past_scores(tmp_path, before=AS_OF - timedelta(days=1)).empty


def test_a_client_is_forgotten_everywhere(tmp_path: Path) -> None:
    publish_tiny(tmp_path, "7")
    keep_published(tmp_path)
    assert forget_client(tmp_path, HELD_OUT) == 1
    kept = past_scores(tmp_path, before=AS_OF)
    assert len(kept) == CLIENTS - 1
    assert HELD_OUT not in set(kept["client_id"])
    assert forget_client(tmp_path, HELD_OUT) == 0
    keep_published(tmp_path)
    assert HELD_OUT not in set(past_scores(tmp_path, before=AS_OF)["client_id"])


def test_nightly_publications_are_thinned_to_one_a_week_and_end(tmp_path: Path) -> None:
    first = date(2022, 1, 3)
    days = [first + timedelta(days=step) for step in range(1000)]
    paths = {Path(f"{day}-0123456789ab.parquet") for day in days}
    stay = {date.fromisoformat(path.stem[:10]) for path in paths - set(too_many(paths))}
    recent = {day for day in stay if day > days[-1] - timedelta(days=ALL_FOR_DAYS)}
    assert len(recent) == ALL_FOR_DAYS
    assert min(stay) > days[-1] - timedelta(days=KEPT_DAYS)
    older = sorted(stay - recent)
    assert {(later - earlier).days for earlier, later in zip(older, older[1:], strict=False)} == {7}
