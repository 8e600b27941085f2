"""Whether the MLflow store still answers: one that goes away on the way is down, and no fault of ours."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient
from mlflow.tracking.registry import UnsupportedModelRegistryStoreURIException
from sqlalchemy.exc import ArgumentError

from features.engines.refusals import is_full
from features.errors import BusyError, SettingsError

#: What MLflow calls a database, or a server's answer, that may come back.
AWAY = ("TEMPORARILY_UNAVAILABLE",)
#: What it calls a version or an alias that there is not.
UNKNOWN = ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE")
#: What a server answers whom it does not know, and whom it does not let do that.
REFUSED = (401, 403)
#: What is raised at an address that is none, or of a kind for which nobody registered a store.
UNKNOWN_KIND = (UnsupportedModelRegistryStoreURIException, ArgumentError)
#: Addresses of a folder, which MLflow 3 no longer opens.
FOLDERS = ("", "file")
#: Who prints pages of Python at a database that broke off.
LOUD = "mlflow.store.db.utils"


class Answering:
    """An `MlflowClient` of which each question is answered, or told in our words to have no answer.

    Parameters
    ----------
    client : MlflowClient
    """

    def __init__(self, client: MlflowClient) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._client, name)

        @wraps(method)
        def asked(*given: Any, **named: Any) -> Any:
            with answering():
                return method(*given, **named)

        return asked


@contextmanager
def answering() -> Iterator[None]:
    """Say that the store broke off, or does not let us do that, where it is so; other faults go their way.

    Raises
    ------
    BusyError
        If the database or the server behind the store is not there any more, or refuses us.
    """
    loud = logging.getLogger(LOUD)
    was, loud.disabled = loud.disabled, True
    try:
        yield
    except MlflowException as fault:
        refuse_stranger(fault)
        if is_full(fault) or not _is_away(fault):
            raise
        raise BusyError(
            "The MLflow store broke off: its database or server does not answer any more. See that it is up,"
            " then run the command again."
        ) from None  # MLflow's own words may hold the address, and with it a password
    finally:
        loud.disabled = was


def _is_away(fault: MlflowException) -> bool:
    lost = fault.__cause__ or fault.__context__
    by_http = isinstance(lost, OSError) and lost.errno is None  # of requests; a missing file has a number
    return fault.error_code in AWAY or by_http


def refuse_stranger(fault: Exception) -> None:
    """Say that a server does not let us in, or not do that, where a fault is that.

    Raises
    ------
    BusyError
        If it is.
    """
    status = fault.get_http_status_code() if isinstance(fault, MlflowException) else None
    if status in REFUSED:
        raise BusyError(
            f"The MLflow server refuses us ({status}). Give MLFLOW_TRACKING_USERNAME and "
            "MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, of somebody who may write there."
        ) from None  # its own words may be a page


def refuse_unknown_kind(fault: Exception, address: str) -> None:
    """Say which kinds of address there are, where a fault is that MLflow knows none like this one.

    Raises
    ------
    SettingsError
        If it is.
    """
    scheme = urlsplit(address).scheme
    named = f"{scheme}://…" if address.startswith(f"{scheme}://") else "something else"
    if isinstance(fault, MlflowException) and scheme in FOLDERS:
        got = "a folder; MLflow keeps no models in one any more"
    elif isinstance(fault, UNKNOWN_KIND):
        got = f"{named}; MLflow knows no such kind"
    else:
        return
    raise SettingsError(
        f"The address of the MLflow store is {got}. Give [storage] tracking_uri or MLFLOW_TRACKING_URI as "
        "sqlite:///FILE, postgresql://USER@HOST/DATABASE, or the http:// or https:// of an MLflow server; "
        "without any, a SQLite file in data_dir serves."
    ) from None  # its own words hold the address, and with it a password


def is_unknown(fault: MlflowException) -> bool:
    """Tell whether a store answered that it has no such version, alias or model."""
    return fault.error_code in UNKNOWN
