"""LightGBM's trees, grown on the workers of a Dask cluster by LightGBM's own support for it."""

import warnings
from collections.abc import Mapping
from typing import Any

import lightgbm as lgb

from features.errors import BusyError, SettingsError
from training.models.inputs import Inputs, column_names
from training.models.rows import row_weights
from training.past.stored_rows import StoredRows, stretches_of

#: How long to look for the scheduler.
SECONDS = 10
#: Parameters that belong to one machine.
LOCAL = ("num_threads", "force_row_wise")


def grow_on_workers(rows: StoredRows, inputs: Inputs, asked: Mapping[str, Any], *, trees: int) -> lgb.Booster:
    """Grow trees on the workers of `rows.workers`; each stretch goes to one of them and leaves us.

    Parameters
    ----------
    rows, inputs, asked, trees
        See `training.models.growing.grow`.

    Raises
    ------
    SettingsError
        If the extra is not installed.
    BusyError
        If nobody answers at the address, or the cluster has no workers.
    """
    import dask.array as da

    client = _client(rows.workers)
    with client, client.as_current():
        parts = _handed_out(client, rows, inputs)
        learner = lgb.DaskLGBMClassifier(
            client=client,
            n_estimators=trees,
            tree_learner="data",
            **{name: value for name, value in asked.items() if name not in LOCAL},
        )
        X, left, weights, start = (da.concatenate(column) for column in zip(*parts, strict=True))
        with warnings.catch_warnings():
            # it warns of its own default: on workers the number of threads is the workers'
            warnings.filterwarnings("ignore", "Parameter n_jobs will be ignored", UserWarning)
            learner.fit(
                X,
                left,
                sample_weight=weights,
                init_score=start,
                feature_name=column_names(inputs.columns),
                categorical_feature=inputs.categories,
            )
        return learner.booster_


def look_for_workers(address: str) -> None:
    """Ask whether there are workers, so that a wrong address is told before hours of other work.

    Raises
    ------
    SettingsError
        If the extra is not installed.
    BusyError
        If nobody answers at the address, or the cluster has no workers.
    """
    with _client(address) as client:
        _workers(client)


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as fault:
        raise SettingsError(
            f"[training] dask_scheduler needs {fault.name}. Run pip install -e '.[distributed]' in winback's "
            "own folder, or leave the setting empty."
        ) from fault
    try:
        return Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise BusyError(
            f"No Dask scheduler answers at [training] dask_scheduler ({type(fault).__name__}). Start it, or "
            "leave the setting empty to learn here."
        ) from fault


def _workers(client: Any) -> list[str]:
    found = list(client.scheduler_info(n_workers=-1)["workers"])
    if not found:
        raise BusyError("The Dask scheduler has no workers. Start some, or leave dask_scheduler empty.")
    return found


def _handed_out(client: Any, rows: StoredRows, inputs: Inputs) -> list[list[Any]]:
    """Give each stretch to a worker in turn: its matrix, labels, weights, and where the trees begin."""
    import dask.array as da

    workers = _workers(client)
    weights = row_weights(rows.labels)
    parts: list[list[Any]] = []
    first = 0
    for stretch in stretches_of(rows, inputs.needed):
        X, last = inputs.matrix(stretch), first + len(stretch)
        start = inputs.start(stretch)
        arrays = [X, rows.labels["left"].to_numpy()[first:last], weights[first:last], start]
        there = client.scatter(arrays, workers=[workers[len(parts) % len(workers)]], hash=False)
        parts.append(
            [
                da.from_delayed(future, shape=array.shape, dtype=array.dtype)
                for future, array in zip(there, arrays, strict=True)
            ]
        )
        first = last
    return parts
