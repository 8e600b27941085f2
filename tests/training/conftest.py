"""One small company, trained once for all who only look; and MLflow's schema, made once."""

import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from mlflow.tracking import MlflowClient

from features.events import Events
from features.settings import Settings
from tests.training.spine_company import spine_events, spine_settings
from training.bundle import Bundle, golden_rows, with_golden_scores
from training.champions import Champion
from training.models.baselines import Rule
from training.models.calibration import Calibrator
from training.models.candidates import Model, fit_models
from training.past.snapshots import usable
from training.tracking.store import Tracking, Version
from training.train import train
from training.trained import Trained


@pytest.fixture(scope="session")
def company() -> Events:
    return spine_events()


@pytest.fixture(scope="session")
def trained(company: Events) -> Trained:
    return train(company, spine_settings())


@pytest.fixture(scope="session")
def labelled(trained: Trained) -> pd.DataFrame:
    """Rows to learn from."""
    rows = trained.snapshots.rows
    return rows[usable(rows)].reset_index(drop=True)


@pytest.fixture(scope="session")
def models(trained: Trained, labelled: pd.DataFrame) -> dict[str, Model]:
    """Every candidate, fitted once."""
    return fit_models(labelled, trained.snapshots.features, ["logistic", "lightgbm", "blend"], seed=3)


@pytest.fixture(scope="session")
def bundles(trained: Trained, labelled: pd.DataFrame, models: dict[str, Model]) -> dict[str, Bundle]:
    """A bundle of each kind of champion for clients at risk; the rule serves the recoverable ones."""
    rule = Champion(Rule.fit("silence_rule", labelled))
    sigmoid = Calibrator("sigmoid", (0.9,), (0.1,))
    kinds = {"rule": rule, **{name: Champion(model, sigmoid) for name, model in models.items()}}
    golden = golden_rows(trained.population, trained.bundle.features)
    draft = replace(trained.bundle, golden=golden)
    return {
        kind: with_golden_scores(
            replace(draft, version=f"{kind}-1", champions={"at_risk": champion, "recoverable": rule})
        )
        for kind, champion in kinds.items()
    }


@pytest.fixture(scope="session")
def prepared_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with MLflow's schema, which takes seconds to make."""
    file = tmp_path_factory.mktemp("mlflow") / "mlflow.db"
    address = f"sqlite:///{file}"
    MlflowClient(address, address).search_experiments(max_results=1)
    return file


def settings_with_store(prepared: Path, folder: Path) -> Settings:
    """Settings of the company whose data folder holds a fresh store."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(prepared, folder / "mlflow.db")
    return spine_settings(storage={"data_dir": str(folder)})


@pytest.fixture
def tracking(prepared_store: Path, tmp_path: Path) -> Tracking:
    """An empty store and registry of one's own."""
    return Tracking(settings_with_store(prepared_store, tmp_path / "data"))


def registered(tracking: Tracking, bundle: Bundle, *, passed: bool = False) -> Version:
    """Register a bundle as the next version."""
    with tracking.run(bundle.version, {"winback.version": bundle.version}) as run:
        model = tracking.log_model(
            run, bundle.to_files(), example=bundle.example(), requirements=["lightgbm"]
        )
        return tracking.register(run, model, name=bundle.version, passed=passed, description="A sentence.")
