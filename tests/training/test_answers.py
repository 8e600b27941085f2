"""A store that goes away on the way is told as one that is down, and its silence is no answer."""

import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests
from mlflow.exceptions import MlflowException, RestException
from mlflow.protos.databricks_pb2 import INTERNAL_ERROR, TEMPORARILY_UNAVAILABLE
from mlflow.tracking import MlflowClient

from features.errors import BusyError, NotFoundError
from tests.training.conftest import registered
from tests.training.spine_company import spine_settings
from training.bundle import Bundle
from training.tracking.answers import LOUD, answering
from training.tracking.store import Tracking, Version

ADDRESS = "http://user:geheim@mlflow.example"


def lost_connection() -> MlflowException:
    """Give what MLflow makes of a server that is gone."""
    try:
        raise requests.exceptions.ConnectionError("Connection refused")
    except requests.exceptions.ConnectionError:
        try:
            raise MlflowException(f"API request to {ADDRESS}/api failed", error_code=INTERNAL_ERROR)
        except MlflowException as fault:
            return fault


GONE = [MlflowException("connection failed", error_code=TEMPORARILY_UNAVAILABLE), lost_connection()]


@pytest.mark.parametrize("gone", GONE)
def test_a_store_that_breaks_off_is_told_without_its_address(
    gone: MlflowException, tracking: Tracking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def get_run(_client: MlflowClient, _run_id: str) -> None:
        raise gone

    version = Version("1", "lightgbm-1", "a run", passed=True, aliases=(), description="")
    monkeypatch.setattr(MlflowClient, "get_run", get_run)
    with pytest.raises(BusyError, match="MLflow store broke off") as told:
        tracking.figures(version)
    assert "geheim" not in str(told.value)
    assert told.value.__suppress_context__


def test_other_faults_and_a_full_disk_go_their_way() -> None:
    full = MlflowException("database or disk is full", error_code=TEMPORARILY_UNAVAILABLE)
    missing = MlflowException("No such artifact", error_code=INTERNAL_ERROR)
    missing.__cause__ = FileNotFoundError(2, "No such file or directory")
    wrong = MlflowException("a fault of ours", error_code=INTERNAL_ERROR)
    for other in (full, missing, wrong, KeyError("column")):
        with pytest.raises(type(other)) as told, answering():
            raise other
        assert told.value is other


class Guarded(BaseHTTPRequestHandler):
    """Answers whoever asks that it does not know them."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.end_headers()
        self.wfile.write(b"<html>You are not authenticated, user:geheim</html>")

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def guarded() -> Iterator[str]:
    """Address of a server that lets nobody in."""
    with HTTPServer(("127.0.0.1", 0), Guarded) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://user:geheim@127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_server_that_does_not_let_us_in_is_told_with_what_it_wants(guarded: str, tmp_path: Path) -> None:
    settings = spine_settings(storage={"data_dir": str(tmp_path / "data"), "tracking_uri": guarded})
    with pytest.raises(BusyError, match=r"refuses us \(401\)\. Give MLFLOW_TRACKING_USERNAME") as told:
        Tracking(settings)
    assert "geheim" not in str(told.value)


def test_who_may_read_but_not_write_is_told_so() -> None:
    with pytest.raises(BusyError, match=r"refuses us \(403\)\. .*may write"), answering():
        raise RestException({"error_code": "PERMISSION_DENIED", "message": "Permission denied"})


def test_a_store_that_breaks_off_prints_no_pages(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BusyError), answering():
        logging.getLogger(LOUD).error("SQLAlchemy database error. Traceback …")
        raise GONE[0]
    logging.getLogger(LOUD).error("afterwards")
    assert [record.getMessage() for record in caplog.records] == ["afterwards"]


def test_a_moment_without_an_answer_is_not_taken_for_no_champion(
    tracking: Tracking, bundles: dict[str, Bundle], monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(tracking, bundles["rule"])
    with pytest.raises(NotFoundError):
        tracking.version("champion")
    champion = registered(tracking, bundles["lightgbm"], passed=True)
    registered(tracking, bundles["rule"])  # the challenger, which the gate refused
    asked = MlflowClient.get_model_version_by_alias
    faults = [GONE[0]]

    def once_away(client: MlflowClient, name: str, alias: str) -> object:
        if faults:
            raise faults.pop()
        return asked(client, name, alias)

    monkeypatch.setattr(MlflowClient, "get_model_version_by_alias", once_away)
    with pytest.raises(BusyError, match="broke off"):
        tracking.in_service()
    assert tracking.in_service().number == champion.number
