"""What training adds to the bare LightGBM fits it contains, and what ten million rows need of memory."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path
from typing import Any

from benchmarks.contest import DATA, Run, command_line, compete, measured, run_alone
from benchmarks.figures import Figure, figure

CLIENTS, MONTHS, SEED, REPEATS = 8_000, 30, 11, 1
MILLIONS, FEATURES, TREES, DAYS = 10, 60, 10, 36
NAMES = tuple(f"feature_{number}" for number in range(FEATURES - 3))
#: Part of a training → where it stands; time inside a part that is listed, too, is counted there.
PARTS = {
    "features and labels": ("training.past.snapshots", "RowFile.written"),
    "first look at horizons": ("training.train", "snapshot_days"),
    "rows read back": ("training.past.snapshots", "at_once"),
    "leak probe": ("training.train", "refuse_leaks"),
    "logistic regression": ("training.models.logistic", "Logistic.fit"),
    "LightGBM": ("training.models.boosting", "grow"),
    "value models": ("training.worth.value", "ValueModel.fit"),
    "value judged": ("training.train", "_value"),
    "ways to build models": ("training.train", "choose"),
    "baselines": ("training.judging.backtest", "predict_baselines"),
    "calibration": ("training.judging.backtest", "_every_calibration"),
    "gate": ("training.train", "decide"),
    "figures": ("training.train", "_figures"),
    "next order": ("training.train", "backtest_next_order"),
    "calibration by status": ("training.train", "status_calibration"),
    "next order, final": ("training.train", "_next_order"),
    "rows weighed": ("training.past.snapshots", "weighed"),
    "predictions of lines": ("training.models.logistic", "Logistic.contributions"),
    "predictions of trees": ("training.models.boosting", "Boosted.log_odds"),
    "reasons before silence": ("training.train", "BeforeSilence.fit"),
    "trials": ("training.train", "trials_of"),
    "response": ("training.train", "learn_response"),
    "report": ("training.tracking.recording", "render_report"),
    "bundle": ("training.train", "packed"),
    "charts": ("training.tracking.recording", "charts"),
    "pictures": ("training.tracking.recording", "as_png"),
    "reference for drift": ("training.tracking.recording", "_reference"),
    "model logged": ("training.tracking.registry", "Registry.log_model"),
    "runs of test days": ("training.tracking.recording", "record_origins"),
    "MLflow's figures": ("training.tracking.tracked_run", "Run.figures"),
}


class Spent:
    """CPU seconds by part, each without the parts inside it."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._inside: list[float] = []

    @contextmanager
    def on(self, part: str) -> Iterator[None]:
        """Count what is done inside."""
        began = time.process_time()
        self._inside.append(0.0)
        try:
            yield
        finally:
            took = time.process_time() - began
            own = took - self._inside.pop()
            self.parts[part] = self.parts.get(part, 0.0) + own
            if self._inside:
                self._inside[-1] += took

    def watch(self, part: str, module: str, name: str) -> None:
        """Count what a function, or a method of a class, costs."""
        place = __import__(module, fromlist=["_"])
        for step in name.split(".")[:-1]:
            place = getattr(place, step)
        last = name.split(".")[-1]
        given = vars(place)[last]
        plain = given.__func__ if isinstance(given, classmethod) else given

        @wraps(plain)
        def timed(*args: Any, **named: Any) -> Any:
            with self.on(part):
                return plain(*args, **named)

        setattr(place, last, classmethod(timed) if isinstance(given, classmethod) else timed)


def watch_bare(spent: Spent) -> None:
    """Do each of LightGBM's fits a second time as one would by hand: one matrix, one call."""
    import lightgbm as lgb

    from training.models import boosting
    from training.models.growing import PATIENCE, grow
    from training.models.inputs import column_names
    from training.models.rows import row_weights
    from training.worth import value_part

    ours, train = grow, lgb.train

    def as_one_matrix(rows: Any, inputs: Any, reference: Any = None) -> Any:
        X, left, weights, start = (
            inputs.matrix(rows),
            rows["left"].to_numpy(),
            row_weights(rows),
            inputs.start(rows),
        )
        return lgb.Dataset(
            X,
            left,
            weight=weights,
            init_score=start,
            reference=reference,
            feature_name=column_names(inputs.columns),
            categorical_feature=inputs.categories,
        )

    def twice(rows: Any, inputs: Any, asked: Any, *, trees: int, later: Any = None) -> Any:
        with spent.on("(of the benchmark itself)"):
            data = as_one_matrix(rows, inputs)
            judge = [] if later is None else [as_one_matrix(later, inputs, data)]
            stop: list[Any] = [lgb.early_stopping(PATIENCE, verbose=False)] if judge else []
            with spent.on("bare fits"):
                train(dict(asked), data, trees, valid_sets=judge, callbacks=stop)
        return ours(rows, inputs, asked, trees=trees, later=later)

    def counted(*args: Any, **named: Any) -> Any:
        with spent.on("bare fits of value"):
            return train(*args, **named)

    vars(boosting)["grow"] = twice
    vars(value_part)["lgb"] = type("lgb", (), {**vars(lgb), "train": staticmethod(counted)})


def company() -> Path:
    """Invent a company, accept its events, and make its store: none of it is training."""
    from datetime import datetime

    from features.materialize import accept_source
    from features.settings import read_settings
    from features.simulate import simulate_company, write_settings
    from training.tracking.store import Tracking

    folder = DATA / f"company-{CLIENTS}"
    if not (folder / "winback.toml").exists():
        simulate_company(folder, clients=CLIENTS, months=MONTHS, seed=SEED, table_format="parquet")
        write_settings(folder, "en")
    settings = read_settings(folder / "winback.toml")
    accept_source(settings, now=datetime.now())  # the company's wall clock
    Tracking(settings)
    return folder


def whole_training() -> Run:
    """Train and record once; CPU seconds of the whole without features, and of the bare fits."""
    from features.event_sets import fingerprint
    from features.materialize import open_events
    from features.settings import read_settings
    from training.tracking.recording import record
    from training.tracking.store import Tracking
    from training.train import train

    settings = read_settings(company() / "winback.toml")
    events, tracking, spent = open_events(settings.storage.data_dir), Tracking(settings), Spent()
    for part, (module, name) in PARTS.items():
        spent.watch(part, module, name)
    watch_bare(spent)
    began = time.process_time()
    trained = train(events, settings)
    record(trained, settings, tracking, data_fingerprint=fingerprint(settings.storage.data_dir))
    whole = time.process_time() - began
    parts = spent.parts
    bare = parts.pop("bare fits")
    whole -= bare + parts.pop("(of the benchmark itself)")
    features = parts["features and labels"] + parts["first look at horizons"]
    told = {name: round(seconds, 2) for name, seconds in sorted(parts.items(), key=lambda part: -part[1])}
    told["all else"] = round(whole - sum(parts.values()), 2)
    print(
        f"  rows {trained.snapshots.count}, whole {whole:.1f} s of CPU: {json.dumps(told)}", file=sys.stderr
    )
    return {"less features": whole - features, "bare fits": bare + parts["bare fits of value"]}


def rows_file() -> Path:
    """Write ten million rows of snapshots, a stretch at a time, as a training would find them."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    from training.models.candidates import LINE
    from training.past.row_file import ROWS_AT_A_TIME

    path = DATA / f"rows-{MILLIONS}m.parquet"
    if path.exists():
        return path
    DATA.mkdir(parents=True, exist_ok=True)
    rng, writer, total = np.random.default_rng(SEED), None, MILLIONS * 1_000_000
    a_day = total // DAYS
    for first in range(0, total, ROWS_AT_A_TIME):
        count = min(ROWS_AT_A_TIME, total - first)
        place = np.arange(first, first + count)
        X = rng.gamma(2.0, 10.0, (count, FEATURES)).astype("float32").round(2).astype("float64")
        X[rng.random(X.shape) < 0.05] = np.nan
        odds = np.nan_to_num(X[:, :8]) @ np.linspace(0.06, 0.01, 8) - 6
        frame = pd.DataFrame(X, columns=[*LINE, *NAMES]).assign(
            client_id=[f"c{number}" for number in place % a_day],
            left=(rng.random(count) < 1 / (1 + np.exp(-odds))).astype("float64"),
            as_of_day=20_000 + 30 * (place // a_day),
            ends_day=20_060.0 + 30 * (place // a_day),
        )
        table = pa.Table.from_pandas(frame, preserve_index=False)
        writer = writer or pq.ParquetWriter(path.with_suffix(".part"), table.schema, compression="zstd")
        writer.write_table(table, row_group_size=ROWS_AT_A_TIME)
    assert writer is not None
    writer.close()
    path.with_suffix(".part").rename(path)
    return path


def streamed() -> Callable[[], object]:
    """Fit the final models as `winback train` does: LightGBM on every row, the regression on a sample."""
    import numpy as np
    import pandas as pd

    from features.settings import Training
    from training.models.candidates import LINE, fit_models
    from training.models.design import Design
    from training.past.row_file import RowFile
    from training.past.snapshot_rows import at_once
    from training.past.stored_rows import LABELS

    file = RowFile.of((DATA / f"rows-{MILLIONS}m.parquet").open("rb"))

    def work() -> object:
        made = ("status", "weight")
        labels = file.read(["client_id", *(name for name in LABELS if name not in made)]).assign(weight=1.0)
        labels["status"] = pd.Categorical.from_codes(np.zeros(len(labels), "int8"), pd.Index(["active"]))
        rows, stored = at_once(file, labels, Training())
        del labels
        names, features = ("logistic", "lightgbm", "blend"), [*LINE, *NAMES]
        design = Design(tuned={"trees": TREES})
        return fit_models(rows, features, names, seed=1, design=design, everyone=stored)

    return work


def one_matrix() -> Callable[[], object]:
    """Fit LightGBM alone as one would by hand: the rows as one matrix of floats."""
    import lightgbm as lgb
    import numpy as np

    from training.models.boosting import parameters
    from training.models.candidates import LINE
    from training.models.rows import row_weights
    from training.past.row_file import RowFile

    file = RowFile.of((DATA / f"rows-{MILLIONS}m.parquet").open("rb"))

    def work() -> object:
        X, first = np.empty((len(file), FEATURES)), 0
        for stretch in file.stretches([*LINE, *NAMES]):
            X[first : first + len(stretch)] = stretch.to_numpy()
            first += len(stretch)
        labels = file.read(["left", "as_of_day"]).assign(weight=1.0)
        data = lgb.Dataset(X, labels["left"].to_numpy(), weight=row_weights(labels), free_raw_data=True)
        return lgb.train(parameters(len(file), seed=1), data, num_boost_round=TREES)

    return work


def run(contestant: str) -> Run:
    match contestant:
        case "company":
            return measured(company)
        case "training":
            return whole_training()
        case "rows":
            return measured(rows_file)
        case "streamed":
            return measured(streamed())
        case _:
            return measured(one_matrix())


def benchmark(repeats: int = REPEATS) -> list[Figure]:
    """Train a company of 8,000 clients; then fit ten million rows both ways."""
    alone = partial(run_alone, "benchmarks.training_cost")
    alone("company")
    runs = [alone("training") for _ in range(repeats)]
    ours, bare = ([run[name] for run in runs] for name in ("less features", "bare fits"))
    names = ("winback train less features", "its bare LightGBM fits")
    figures = [figure(f"training, {CLIENTS:,} clients", names, "CPU seconds", ours, bare)]
    alone("rows")
    case = f"{MILLIONS} M rows × {FEATURES}, {TREES} trees"
    both = {
        "final models, streamed": partial(alone, "streamed"),
        "LightGBM, one matrix": partial(alone, "matrix"),
    }
    return figures + compete(case, both, ("peak MB", "CPU seconds", "seconds"), repeats=repeats)


if __name__ == "__main__":
    command_line(__doc__ or "", benchmark, run=run, repeats=REPEATS)
