"""What MLflow changes in the process around it, put back: addresses in the environment, progress bars."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept(variable: str) -> Iterator[None]:
    """Leave a variable as it was: MLflow sets its addresses, and the next company's settings read them."""
    before = os.environ.get(variable)
    try:
        yield
    finally:
        os.environ.pop(variable, None)
        if before is not None:
            os.environ[variable] = before


@contextmanager
def quiet() -> Iterator[None]:
    """Keep MLflow's progress bars and addresses of runs off a terminal that has its own."""
    with kept("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"), kept("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"):
        os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
        os.environ["MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT"] = "true"
        yield
