"""The registered model as MLflow loads it: the same scores as the bundle, no pickle, nothing damaged."""

from pathlib import Path

import mlflow
import pandas as pd
import pytest

from features.errors import DamagedError
from tests.training.conftest import registered, settings_with_store
from training.bundle import SCORED, Bundle
from training.tracking.store import MODEL, Tracking
from training.trained import Trained


def test_the_champion_loads_as_pyfunc_without_a_pickle_and_scores_the_same(
    prepared_store: Path, tmp_path: Path, bundles: dict[str, Bundle], trained: Trained
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    registered(Tracking(settings), bundles["lightgbm"], passed=True)
    loaded = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
    rows = trained.population[[*trained.snapshots.features, "status", "abc"]]
    said = loaded.predict(rows)
    pd.testing.assert_frame_equal(said, bundles["lightgbm"].score(rows), rtol=1e-12)
    assert list(said.columns) == list(SCORED)
    files = [path for path in (tmp_path / "data" / "mlartifacts").rglob("*") if path.is_file()]
    assert {"MLmodel", "manifest.json", "at_risk.txt"} <= {path.name for path in files}
    for path in files:
        assert path.suffix not in {".pkl", ".pickle", ".joblib", ".cloudpickle"}, path
        assert not path.read_bytes().startswith(b"\x80"), f"{path} is a pickle"
        assert "input_example" not in path.name


def test_a_damaged_artifact_is_refused_when_mlflow_loads_it(
    prepared_store: Path, tmp_path: Path, bundles: dict[str, Bundle]
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    registered(Tracking(settings), bundles["lightgbm"], passed=True)
    (trees,) = (tmp_path / "data" / "mlartifacts").rglob("at_risk.txt")
    trees.write_bytes(trees.read_bytes()[:-100])
    with pytest.raises(DamagedError, match=r"at_risk\.txt is not the one its manifest describes"):
        mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
