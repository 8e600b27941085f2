"""What our own entry points set before any library reads it: no telemetry, no tracing."""

import gc
import os
import warnings

#: Names the settings file.
CONFIG = "WINBACK_CONFIG"

QUIET = {
    "BENTOML_DO_NOT_TRACK": "true",
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "1",
    "OTEL_SDK_DISABLED": "true",
    "MLFLOW_LOGGING_LEVEL": "ERROR",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    # LightGBM's threads otherwise wait by spinning, and starve each other on a busy machine
    "OMP_WAIT_POLICY": "passive",
}
#: So many new objects, and Python looks for cycles among what there is. At its own 700 it walks all that the
#: libraries hold, again and again, while they are imported and the feature table is compiled.
NEW_OBJECTS = 10_000


def quiet_environment() -> None:
    """Switch off what libraries would send home or trace, for this process and those it starts."""
    os.environ.update(QUIET)
    # MLflow asks for progress bars that notebooks may not have, and shows none
    warnings.filterwarnings("ignore", "IProgress not found")


def tidy_rarely() -> None:
    """Have Python look for cycles more rarely, for this process: a command ends before they weigh anything.

    Not for the service, whose requests would each wait longer when their turn comes.
    """
    gc.set_threshold(NEW_OBJECTS)
