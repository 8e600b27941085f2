"""Whether the MLflow store still answers: one that goes away on the way is down, and no fault of ours."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient

from features.engines.refusals import is_full
from features.errors import BusyError

#: What MLflow calls a database, or a server's answer, that may come back.
AWAY = ("TEMPORARILY_UNAVAILABLE",)
#: What it calls a version or an alias that there is not.
UNKNOWN = ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE")
#: What a server answers whom it does not know, and whom it does not let do that.
REFUSED = (401, 403)
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


def is_unknown(fault: MlflowException) -> bool:
    """Tell whether a store answered that it has no such version, alias or model."""
    return fault.error_code in UNKNOWN
