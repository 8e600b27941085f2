"""The registered model as MLflow loads it: the same scores as the bundle, no pickle, nothing damaged."""

from pathlib import Path

import mlflow
import pandas as pd
import pytest

from features.errors import BadDataError, DamagedError
from tests.training.conftest import registered, settings_with_store
from training.bundle import SCORED, Bundle
from training.tracking.pyfunc_model import WITHOUT_ROWS
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


def test_rows_that_do_not_fit_are_refused_and_never_shown(
    prepared_store: Path,
    tmp_path: Path,
    bundles: dict[str, Bundle],
    trained: Trained,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(WITHOUT_ROWS, "")  # put back afterwards: loading sets it where it is not set
    monkeypatch.delenv(WITHOUT_ROWS)
    settings = settings_with_store(prepared_store, tmp_path / "data")
    registered(Tracking(settings), bundles["lightgbm"], passed=True)
    loaded = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
    rows = trained.population[[*trained.snapshots.features, "status", "abc"]].head(3)
    asleep = rows.assign(status=[*rows["status"].head(2), "asleep"])
    with pytest.raises(
        BadDataError, match=r"^1 of 3 rows have a status that there is not: statuses are new,"
    ):
        loaded.predict(asleep)
    first = bundles["lightgbm"].features[0]
    secret = rows.assign(**{first: 2, "abc": "Petrov-17"})
    with pytest.raises(mlflow.MlflowException, match="Failed to enforce model input schema") as told:
        loaded.predict(secret.astype({first: "int64"}))
    assert first in str(told.value.__context__)
    assert "Petrov-17" not in f"{told.value}{told.value.__context__}"


def test_a_damaged_artifact_is_refused_when_mlflow_loads_it(
    prepared_store: Path, tmp_path: Path, bundles: dict[str, Bundle]
) -> None:
    settings = settings_with_store(prepared_store, tmp_path / "data")
    registered(Tracking(settings), bundles["lightgbm"], passed=True)
    (trees,) = (tmp_path / "data" / "mlartifacts").rglob("at_risk.txt")
    trees.write_bytes(trees.read_bytes()[:-100])
    with pytest.raises(DamagedError, match=r"at_risk\.txt is not the one its manifest describes"):
        mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
