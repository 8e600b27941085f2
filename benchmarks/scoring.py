"""Scoring a million clients: what our checks, calibration and frames add to LightGBM's own prediction."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from benchmarks.contest import DATA, Run, command_line, compete, measured, run_alone
from benchmarks.figures import Figure

ROWS, FEATURES, TRAINED_ON, REPEATS, SEED = 1_000_000, 40, 50_000, 5, 7
LOST_SHARE = 0.2
MODEL = DATA / "scoring-model.txt"
NAMES = tuple(f"feature_{number}" for number in range(FEATURES))


def clients(rows: int, seed: int) -> np.ndarray:
    """Give an invented feature matrix, a twentieth of it missing; made in parts, so as not to be the peak."""
    rng = np.random.default_rng(seed)
    X = np.empty((rows, FEATURES))
    for part in np.array_split(X, max(rows // 50_000, 1)):
        part[:] = rng.normal(size=part.shape)
        part[rng.random(part.shape) < 0.05] = np.nan
    return X


def train() -> None:
    """Train the shared model once: 125 trees of 8 leaves, as the settings of training have them."""
    import pandas as pd

    from training.models.boosting import Boosted

    X = clients(TRAINED_ON, SEED)
    odds = np.nan_to_num(X[:, :8]) @ np.linspace(1, 0.2, 8)
    left = np.random.default_rng(SEED).random(TRAINED_ON) < 1 / (1 + np.exp(-odds))
    rows = pd.DataFrame(X, columns=list(NAMES)).assign(left=left.astype("float64"), as_of_day=0, weight=1.0)
    DATA.mkdir(parents=True, exist_ok=True)
    MODEL.write_text(Boosted.fit(rows, NAMES, seed=SEED).to_text(), encoding="utf-8")


def by_booster() -> Callable[[], object]:
    import lightgbm as lgb

    booster, X = lgb.Booster(model_file=str(MODEL)), clients(ROWS, SEED + 1)
    return lambda: booster.predict(X, num_threads=2)


def by_trees() -> Callable[[], object]:
    """Score by trees that are first read and checked, as each run of ``winback score`` does."""
    import lightgbm as lgb

    from training.models.marked_trees import Trees

    trees, X = Trees(lgb.Booster(model_file=str(MODEL))), clients(ROWS, SEED + 1)
    return lambda: trees.raw_scores(X)


def by_boosted() -> Callable[[], object]:
    import pandas as pd

    from training.models.boosting import Boosted, booster_of
    from training.models.inputs import Inputs

    model = Boosted(Inputs(NAMES), booster_of(MODEL.read_text(encoding="utf-8"), NAMES))
    rows = pd.DataFrame(clients(ROWS, SEED + 1), columns=list(NAMES))
    return lambda: model.predict(rows)


def by_bundle() -> Callable[[], object]:
    """Score with statuses, a calibrator, and a value model that costs nothing: the bundle's own part."""
    import pandas as pd

    from training.bundle import Bundle
    from training.champions import Champion
    from training.models.boosting import Boosted, booster_of
    from training.models.calibration import Calibrator
    from training.models.inputs import Inputs
    from training.next_order.curve import NextOrder
    from training.response.acceptance import Response

    class NoValue:
        def predict(self, rows: pd.DataFrame) -> pd.DataFrame:
            return pd.DataFrame({"value_if_kept": 1.0, "value_if_left": 0.0}, index=rows.index)

    model = Boosted(Inputs(NAMES), booster_of(MODEL.read_text(encoding="utf-8"), NAMES))
    champion = Champion(model, Calibrator("isotonic", (0.0, 0.3, 1.0), (0.02, 0.2, 0.95)))
    nothing: Any = pd.DataFrame()
    value: Any = NoValue()
    champions = {"at_risk": champion, "recoverable": champion}
    bundle = Bundle(
        "1", {}, NAMES, ("orders",), champions, value, {}, nothing, nothing, NextOrder(), Response()
    )
    lost = np.random.default_rng(SEED).random(ROWS) < LOST_SHARE
    rows = pd.DataFrame(clients(ROWS, SEED + 1), columns=list(NAMES))
    rows["status"] = np.where(lost, "lost", "active")
    return lambda: bundle.score(rows)


CONTESTANTS = {
    "Trees.raw_scores": by_trees,
    "Boosted.predict": by_boosted,
    "Bundle.score": by_bundle,
    "Booster.predict": by_booster,
}
PEER = "Booster.predict"


def run(contestant: str) -> Run:
    if contestant == "model":
        return measured(train)
    return measured(CONTESTANTS[contestant]())


def benchmark(repeats: int = REPEATS) -> list[Figure]:
    alone = partial(run_alone, "benchmarks.scoring")
    alone("model")
    figures = []
    for name in CONTESTANTS:
        if name != PEER:
            pair = {one: partial(alone, one) for one in (name, PEER)}
            figures += compete(
                "score 1 M clients", pair, ("seconds", "CPU seconds", "peak MB"), repeats=repeats
            )
    return figures


if __name__ == "__main__":
    command_line(__doc__ or "", benchmark, run=run, repeats=REPEATS)
