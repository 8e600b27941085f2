"""The scores of past publications: kept small, thinned out, forgotten where a person asks."""

import io
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from serving.past import scores
from serving.past.scores import (
    ALL_FOR_DAYS,
    FOLDER,
    HISTORY,
    KEPT_DAYS,
    client_history,
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
    file = tmp_path / "published" / read_pointer(tmp_path).snapshot_id / "scores.parquet"
    file.write_bytes(file.read_bytes()[:-1] + b"?")
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


def publish_on(data_dir: Path, day: date, probability: float) -> None:
    """Publish the company's scores as of a day, with one probability for all."""
    files = published_files("7")
    table = pq.read_table(io.BytesIO(files["scores.parquet"]))
    told = {
        "as_of": pa.array([day] * len(table), pa.date32()),
        "churn_probability": pa.array([probability] * len(table)),
    }
    for name, values in told.items():
        table = table.set_column(table.column_names.index(name), name, values)
    sink = io.BytesIO()
    pq.write_table(table, sink)
    files |= {"scores.parquet": sink.getvalue()}
    publish(data_dir, files, as_of=day, scored_at=NOW, model_version="7")
    keep_published(data_dir)


def test_a_clients_history_is_the_first_of_each_week_before_newest_first(tmp_path: Path) -> None:
    monday = AS_OF - timedelta(days=AS_OF.weekday())
    days = [monday - timedelta(days=back) for back in (200, 7, 6, 0)]
    for step, day in enumerate([*days, monday + timedelta(days=2)]):
        publish_on(tmp_path, day, step / 10)
    told = client_history(tmp_path, "00001", until=monday + timedelta(days=2))
    assert [(row["as_of"], row["churn_probability"]) for row in told] == [(days[3], 0.3), (days[1], 0.1)]
    assert all(tuple(row) == HISTORY and row["risk_band"] is not None for row in told)
    assert client_history(tmp_path, "nobody", until=AS_OF) == []


def test_a_clients_history_is_found_whichever_group_of_rows_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "ROWS_OF_A_GROUP", 3)
    publish_tiny(tmp_path)
    keep_published(tmp_path)
    kept = past_scores(tmp_path, before=AS_OF)
    for client_id, probability in zip(kept["client_id"], kept["churn_probability"], strict=True):
        (row,) = client_history(tmp_path, client_id, until=AS_OF + timedelta(days=1))
        assert row["churn_probability"] == pytest.approx(probability, nan_ok=True)


def test_a_past_publication_that_cant_be_read_is_left_out_of_a_history(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for back in (14, 7):
        publish_on(tmp_path, AS_OF - timedelta(days=back), 0.5)
    damaged = min((tmp_path / FOLDER).glob("*.parquet"))
    damaged.write_bytes(b"PAR1")
    with caplog.at_level("WARNING"):
        told = client_history(tmp_path, "00001", until=AS_OF)
    assert [row["as_of"] for row in told] == [AS_OF - timedelta(days=7)]
    assert damaged.name in caplog.text


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
