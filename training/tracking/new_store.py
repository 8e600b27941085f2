"""How the file of a new MLflow store appears: made aside, and named once its hundred tables are whole."""

from pathlib import Path

from mlflow.tracking import MlflowClient
from sqlalchemy import make_url

from features.whole_files import sync


def make_store(address: str) -> None:
    """Make the SQLite file of a store that has none yet; any other store is left to MLflow.

    MLflow makes its tables in many transactions, and may refuse a file in which some are missing: a kill
    on the way could stop every later run. What such a kill leaves is removed here.

    Parameters
    ----------
    address : str
        Where the store is; the caller lets nobody else make it meanwhile.
    """
    path = file_of(address)
    if path is None or (path.exists() and path.stat().st_size):
        return
    draft = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in (draft, draft.with_name(f"{draft.name}-journal")):
        left.unlink(missing_ok=True)
    aside = f"sqlite:///{draft}"
    MlflowClient(aside, aside).search_experiments(max_results=1)
    draft.replace(path)
    sync(path.parent)


def file_of(address: str) -> Path | None:
    """Give the file of a SQLite store, or None where the store is something else.

    Examples
    --------
    >>> file_of("sqlite:////srv/winback/mlflow.db"), file_of("https://mlflow.example"), file_of("sqlite://")
    (PosixPath('/srv/winback/mlflow.db'), None, None)
    """
    if not address.startswith("sqlite"):
        return None
    named = make_url(address).database
    return Path(named) if named and named != ":memory:" and not named.startswith("file:") else None
