"""The log as people and as machines read it."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from serving.edge.event_log import asked_format, tell, write_log
from tests.serving.conftest import Inside
from tests.serving.test_service import damage
from tests.serving.tiny import publish_tiny


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What a process writes to its standard output."""
    stream, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def test_an_event_is_words_for_people_and_fields_for_machines(written: StringIO) -> None:
    logger = logging.getLogger("serving.test")
    for log_format in ("text", "json"):
        write_log(log_format)  # type: ignore[arg-type]
        tell(logger, logging.INFO, "thing", "100 % of a thing", size=3)
    text, line = written.getvalue().splitlines()
    assert text.endswith("[INFO] 100 % of a thing")
    assert json.loads(line) | {"time": ""} == {"time": "", "level": "info", "event": "thing", "size": 3}


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_an_error_of_any_library_leaves_its_kind_and_place_and_no_text(
    written: StringIO, log_format: str
) -> None:
    write_log(log_format)  # type: ignore[arg-type]
    try:
        {}["client-4711"]
    except KeyError:
        logging.getLogger("asyncio").error("a task broke", exc_info=sys.exc_info())
    (line,) = written.getvalue().splitlines()
    assert "client-4711" not in line
    assert "KeyError at test_event_log.py" in line


def test_a_publication_that_is_taken_or_refused_is_told_once(
    own_inside: Inside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="serving")
    data_dir = own_inside.backend.settings.storage.data_dir
    publish_tiny(data_dir, "8")
    own_inside.backend.refresh()
    publish_tiny(data_dir, "9")
    damage(data_dir)
    for _ in range(3):
        own_inside.backend.refresh(force=True)
    told = [record.told for record in caplog.records if hasattr(record, "told")]
    of_publications = [line for line in told if line["event"].startswith("publication")]
    assert [line["event"] for line in of_publications] == ["publication_taken", "publication_refused"]
    assert of_publications[0]["model_version"] == "8"
    assert "scores.parquet" in of_publications[1]["why"]


def test_the_form_of_the_log_is_asked_of_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WINBACK_CONFIG", raising=False)
    assert asked_format() == "text"
    path = tmp_path / "winback.toml"
    path.write_text('[serving]\nlog_format = "json"\n', encoding="utf-8")
    monkeypatch.setenv("WINBACK_CONFIG", str(path))
    assert asked_format() == "json"
    path.write_text("[serving]\ncolour = 1\n", encoding="utf-8")
    assert asked_format() == "text"
