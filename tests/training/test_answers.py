"""A store that goes away on the way is told as one that is down, and its silence is no answer."""

import logging

import pytest
import requests
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import INTERNAL_ERROR, TEMPORARILY_UNAVAILABLE
from mlflow.tracking import MlflowClient

from features.errors import BusyError, NotFoundError
from tests.training.conftest import registered
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
