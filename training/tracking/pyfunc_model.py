"""The registered model as MLflow loads it: the verified bundle, no pickle."""

import os
from pathlib import Path
from typing import Any

import mlflow
import pandas as pd

from features.errors import BadDataError
from features.leaving import STATUSES
from training.bundle import Bundle
from training.bundle_files import read_folder

#: Where it is not set, MLflow's refusal of rows that do not fit the signature prints them, ids and all.
WITHOUT_ROWS = "MLFLOW_DISABLE_SCHEMA_DETAILS"


class WinbackModel(mlflow.pyfunc.PythonModel):  # type: ignore[misc,name-defined]  # MLflow has no types
    """Feature rows in, scores out."""

    def load_context(self, context: Any) -> None:
        """Verify and read the bundle beside the model."""
        os.environ.setdefault(WITHOUT_ROWS, "true")
        self.bundle = Bundle.from_files(read_folder(Path(context.artifacts["bundle"])))

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> pd.DataFrame:
        """Score feature rows (`features.table`)."""
        unknown = int((~model_input["status"].isin(STATUSES)).sum())
        if unknown:
            raise BadDataError(
                f"{unknown} of {len(model_input)} rows have a status that there is not: statuses are "
                f"{', '.join(STATUSES)}. Give `status` as the feature table has it."
            )
        return self.bundle.score(model_input)


mlflow.models.set_model(WinbackModel())
