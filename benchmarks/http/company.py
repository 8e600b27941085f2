"""The invented company that is served, published by commands once; the same trees and rows for the peers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.contest import DATA

FOLDER = DATA / "http-company"
#: What a peer reads: LightGBM's text, and a row of its inputs for each client.
MODEL, ROWS = "model.txt", "rows.npz"


@dataclass(frozen=True)
class Company:
    """A company whose scores are published."""

    folder: Path
    as_of: str
    client_ids: list[str]
    key: str

    @property
    def config(self) -> Path:
        """Its settings file."""
        return self.folder / "winback.toml"

    def events(self, client_ids: list[str]) -> dict[str, list[dict[str, Any]]]:
        """Give clients' rows as a CRM would send them for live scores."""
        from tests.serving.walked import raw_events

        rows = raw_events(self.folder, {*client_ids})
        return {name: told for name, told in rows.items() if told}


def open_company(folder: Path = FOLDER) -> Company:
    """Publish the tests' invented company by commands, unless it already stands; a new key to ask by."""
    from serving.store import open_published
    from tests.serving.conftest import make_keys
    from tests.serving.walked import Walked, walk

    if not (folder / MODEL).exists():
        company = walk(folder)
        _take_large_bodies(company)
        _write_for_peers(company)
    else:
        company = Walked(folder, {})
    from serving.ledger import Ledger

    ledger = Ledger(company.settings.ledger_url, zone=company.settings.zone)
    key = make_keys(ledger)["crm"]
    ledger.close()
    published = open_published(company.data_dir)
    scored = published.tables["scores"].to_pandas().query("status != 'insufficient_data'")
    return Company(folder, published.as_of.isoformat(), scored["client_id"].tolist(), key)


def _take_large_bodies(company: Any) -> None:
    """Events of 50 clients are larger than a body may be unless told otherwise."""
    text = company.config.read_text(encoding="utf-8")
    company.config.write_text(text.replace("# max_body_bytes = 1000000", "max_body_bytes = 8000000"), "utf-8")


def _write_for_peers(company: Any) -> None:
    """Write the trees of the champion of recoverable clients, and what they read of every client."""
    import numpy as np

    from features.materialize import open_events
    from features.table import FeatureTable
    from serving.store import open_published
    from training.bundle import Bundle

    published = open_published(company.data_dir)
    bundle = Bundle.from_files(published.bundle_files)
    model: Any = bundle.champions["recoverable"].model
    events = open_events(company.data_dir)
    rows = FeatureTable(events, company.settings).at(events.connection.con, published.as_of)[0].to_pandas()
    # no peer takes a missing number in JSON
    X = np.nan_to_num(model.inputs.matrix(rows))
    np.savez(company.folder / ROWS, X=X, ids=rows["client_id"].to_numpy(dtype="U32"))
    (company.folder / MODEL).write_text(model.to_text(), encoding="utf-8")


def rows_of_peers(folder: Path, client_ids: list[str]) -> dict[str, Any]:
    """Give the rows that a peer is sent which knows no client, as MLflow takes a table."""
    import numpy as np

    with np.load(folder / ROWS) as kept:
        place = {key: number for number, key in enumerate(kept["ids"].tolist())}
        rows = kept["X"][[place[key] for key in client_ids]].tolist()
    columns = [f"column_{number}" for number in range(len(rows[0]))]
    return {"dataframe_split": {"columns": columns, "data": rows}}
