"""Starting the service."""

import gc
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from features.errors import BusyError, DamagedError, NotFoundError, SettingsError, WinbackError
from features.settings import Settings, read_settings
from serving import serve as serving_start
from serving.environment import NEW_OBJECTS, QUIET, quiet_environment, tidy_rarely
from serving.ledger import Ledger
from serving.ledger.forms import VERSION_TABLE
from serving.serve import check_published, serve, server_command
from tests.serving.ledger.conftest import run_sql
from tests.serving.test_service import damage
from tests.serving.tiny import publish_tiny, tiny_settings


def settings_file(folder: Path) -> Path:
    """A settings file whose data lie beside it."""
    path = folder / "winback.toml"
    path.write_text('[storage]\ndata_dir = "data"\n', encoding="utf-8")
    return path


def test_where_nothing_is_published_the_service_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="Nothing is published") as refusal:
        serve(settings_file(tmp_path))
    assert refusal.value.exit_code == 5


def test_where_a_file_is_damaged_the_service_does_not_start(tmp_path: Path) -> None:
    publish_tiny(tmp_path / "data")
    damage(tmp_path / "data")
    with pytest.raises(DamagedError, match=r"scores\.parquet is damaged") as refusal:
        check_published(tiny_settings(tmp_path / "data"))
    assert refusal.value.exit_code == 3


@pytest.mark.parametrize("newer", [True, False])
def test_where_the_ledger_cannot_be_used_the_service_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newer: bool
) -> None:
    monkeypatch.setattr(serving_start, "check_published", lambda _: None)
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("it started"))
    path = settings_file(tmp_path)
    if newer:
        settings = read_settings(path, {})
        Ledger(settings.ledger_url, zone=settings.zone).close()
        run_sql(settings.ledger_url, f"UPDATE {VERSION_TABLE} SET version_num = 'r0099'")
    else:
        with path.open("a", encoding="utf-8") as file:
            file.write('ledger_url = "postgresql://nobody@127.0.0.1:1/nothing"\n')
    with pytest.raises(
        WinbackError, match="has the form r0099" if newer else "cannot be used now"
    ) as refusal:
        serve(path)
    assert refusal.value.exit_code == (2 if newer else 5)


def test_without_a_settings_file_the_service_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no settings file"):
        serve(tmp_path / "winback.toml")


def test_a_sound_publication_is_served_by_bentoml_with_our_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    became: list[list[str]] = []
    checked: list[Settings] = []
    monkeypatch.setattr(os, "execv", lambda _, command: became.append(command))
    monkeypatch.setattr(serving_start, "check_published", checked.append)
    monkeypatch.setenv("BENTOML_HOME", str(tmp_path))
    monkeypatch.delenv("WINBACK_CONFIG", raising=False)
    for name in QUIET:
        monkeypatch.setenv(name, "")
    path = settings_file(tmp_path)
    path.write_text('[serving]\nport = 8123\nhost = "localhost"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    serve(Path("winback.toml"))
    assert became[0][1:5] == ["-m", "bentoml", "serve", "serving.service:Winback"]
    assert became[0][-4:] == ["--host", "127.0.0.1", "--port", "8123"]
    assert os.environ["WINBACK_CONFIG"] == str(path)
    assert {name: os.environ[name] for name in QUIET} == QUIET
    assert len(checked) == 1


def test_an_address_that_is_taken_is_refused_before_anything_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving_start, "check_published", lambda _: None)
    monkeypatch.setattr(os, "execv", lambda *_: None)
    monkeypatch.setenv("BENTOML_HOME", str(tmp_path))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        path = settings_file(tmp_path)
        path.write_text(f"{path.read_text()}\n[serving]\nport = {port}\n", encoding="utf-8")
        with pytest.raises(
            BusyError, match=f"127.0.0.1, port {port} cannot be listened on: Address already in use"
        ):
            serve(path)


def test_bentoml_keeps_its_notes_in_the_data_folder_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "execv", lambda *_: None)
    for check in ("check_published", "check_address"):
        monkeypatch.setattr(serving_start, check, lambda *_: None)
    for given, kept in (
        (None, str(tmp_path / "data" / "bentoml")),
        (str(tmp_path / "else"), str(tmp_path / "else")),
    ):
        with monkeypatch.context() as environment:
            environment.setenv("BENTOML_HOME", given or "")
            if given is None:
                environment.delenv("BENTOML_HOME")
            serve(settings_file(tmp_path))
            assert os.environ["BENTOML_HOME"] == kept


def test_where_nothing_can_be_written_the_service_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "execv", lambda *_: pytest.fail("it started"))
    for check in ("check_published", "check_address"):
        monkeypatch.setattr(serving_start, check, lambda *_: None)
    monkeypatch.delenv("BENTOML_HOME", raising=False)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bentoml").touch()  # in the way of the folder, as nobody's rights stop root
    with pytest.raises(
        BusyError, match="bentoml cannot be written to: File exists.*needs to write to the data"
    ):
        serve(settings_file(tmp_path))


def test_a_host_that_bentoml_cannot_take_is_refused() -> None:
    settings = Settings.model_validate({"serving": {"host": "my-host.example"}})
    with pytest.raises(SettingsError, match=r"host is 'my-host\.example'.*IP address"):
        server_command(settings)


def test_telemetry_is_off_before_any_library_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    values: dict[str, Any] = dict.fromkeys(QUIET, "")
    for name in values:
        monkeypatch.setenv(name, "")
    quiet_environment()
    assert os.environ["BENTOML_DO_NOT_TRACK"].lower() == "true"
    assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"
    assert os.environ["OTEL_SDK_DISABLED"] == "true"


def test_memory_is_tidied_rarely_and_as_often_as_ever_among_what_is_old() -> None:
    before = gc.get_threshold()
    gc.set_threshold(700)
    try:
        tidy_rarely()
        assert gc.isenabled()
        assert gc.get_threshold() == (NEW_OBJECTS, *before[1:])
    finally:
        gc.set_threshold(*before)
