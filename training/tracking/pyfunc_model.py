"""The registered model as MLflow loads it: the verified bundle, no pickle."""

from pathlib import Path
from typing import Any

import mlflow
import pandas as pd

from training.bundle import Bundle
from training.bundle_files import read_folder


class WinbackModel(mlflow.pyfunc.PythonModel):  # type: ignore[misc,name-defined]  # MLflow has no types
    """Feature rows in, scores out."""

    def load_context(self, context: Any) -> None:
        """Verify and read the bundle beside the model."""
        self.bundle = Bundle.from_files(read_folder(Path(context.artifacts["bundle"])))

    def predict(self, context: Any, model_input: pd.DataFrame, params: Any = None) -> pd.DataFrame:
        """Score feature rows (`features.table`)."""
        return self.bundle.score(model_input)


mlflow.models.set_model(WinbackModel())
