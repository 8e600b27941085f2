"""The classical test on CDNOW: 39 weeks known, 39 weeks foretold, of the 2,357 clients of the usual sample.

``python -m benchmarks.cdnow_protocol [--json]``: purchases (mean absolute error), activity (AUC: who orders
at all) and spend (Spearman's rank correlation), ours beside the peers. Nothing after the 39th week is read
but to judge. Needs the extra `examples`.

References
----------
Fader, Hardie & Lee (2005), Marketing Science 24(2), 275–284.
"""

import argparse
import json
import tempfile
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import clvkit
import numpy as np
import pandas as pd
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from features.materialize import accept_source, open_events
from features.settings import Settings, settings_from
from training.models.buy_till_you_die import customer_base, transactions
from training.models.candidates import CANDIDATES, fit_models
from training.train import train
from training.trained import Trained

KNOWN_UNTIL, ENDS = date(1997, 10, 1), date(1998, 7, 1)
AHEAD_DAYS = (ENDS - KNOWN_UNTIL).days
#: What the peers reach, as published or run before (docs/method.md).
BARS = {"purchases MAE": 0.785, "activity AUC": 0.773, "spend Spearman": 0.480}
#: Of those who had ordered more than once: the others' repeat spend is one large tie.
RETURNED = "spend Spearman of who came back before"
#: The second 39 weeks can't be learned within the first: the longest horizon, in months, of which four test
#: days end within them is two. A quarter leaves two.
HORIZON_DAYS = 60


def purchases() -> pd.DataFrame:
    """Read the sample: ``client_id, day, amount``, one row a purchase."""
    spec = find_spec("lifetimes")
    if spec is None or spec.origin is None:
        raise SystemExit("The sample ships with the extra `examples`: pip install -e '.[examples]'.")
    rows = pd.read_csv(
        Path(spec.origin).parent / "datasets" / "CDNOW_sample.txt",
        sep=r"\s+",
        names=["master_id", "client_id", "day", "cds", "amount"],
        dtype={"client_id": str, "day": str},
    )
    return rows.assign(day=pd.to_datetime(rows["day"], format="%Y%m%d").dt.date)


def settings_for(folder: Path) -> Settings:
    """Set up a shop that knows 39 weeks and asks for the next 39."""
    return settings_from(
        {
            "company": {"name": "CDNOW", "currency": "USD", "timezone": "UTC", "language": "en",
                        "founded_on": "1997-01-01"},
            "storage": {"data_dir": str(folder / "data")},
            "source": {"url": str(folder)},
            "churn": {"min_days": HORIZON_DAYS, "max_days": HORIZON_DAYS},
            "value": {"margin_share": 1.0, "value_months": 9, "annual_discount_rate": 0.0},
            "training": {"as_of_every_days": 14},
        }
    )  # fmt: skip


def trained_on(known: pd.DataFrame) -> Trained:
    """Train on what was known, as a company would: from files, through acceptance."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        orders = known.assign(order_id=range(len(known)), ordered_at=known["day"])
        orders[["client_id", "order_id", "ordered_at", "amount"]].to_csv(folder / "orders.csv", index=False)
        settings = settings_for(folder)
        accept_source(settings, now=pd.Timestamp(ENDS).to_pydatetime())
        return train(open_events(settings.storage.data_dir), settings, as_of=KNOWN_UNTIL)


def outcomes(rows: pd.DataFrame, clients: pd.Series) -> pd.DataFrame:
    """Give what each client did in the second 39 weeks: order days and spend."""
    later = rows[(rows["day"] >= KNOWN_UNTIL) & (rows["day"] < ENDS)].groupby("client_id")
    found = pd.DataFrame({"orders": later["day"].nunique(), "spend": later["amount"].sum()})
    return found.reindex(clients).fillna(0.0).reset_index(drop=True)


def _without_ties(told: np.ndarray) -> np.ndarray:
    """Break ties at 0 by chance, below the least of the others: half of the clients ordered once."""
    drawn = np.random.default_rng(1).random(len(told))
    return np.where(told > 0, told, told[told > 0].min() * drawn)


def protocol() -> list[dict[str, object]]:
    """Judge ours and the peers."""
    rows = purchases()
    trained = trained_on(rows[rows["day"] < KNOWN_UNTIL])
    people = trained.population.reset_index(drop=True)
    came = outcomes(rows, people["client_id"])
    ahead = np.full(len(people), float(AHEAD_DAYS))
    scored = trained.bundle.score(people)
    taught = trained.snapshots.rows[trained.snapshots.teaching]
    design = trained.choices.design
    candidates = fit_models(taught, trained.snapshots.inputs, CANDIDATES, seed=1, design=design)
    ours, summary = trained.bundle.value.expected.orders, transactions(people)
    bg_nbd = clvkit.BGNBD().fit(customer_base(summary)).predict(AHEAD_DAYS / 7).to_pandas().iloc[:, 0]
    served = trained.verdict.champion["at_risk"]
    repeats = people["order_days"].to_numpy() - 1
    told = {
        ("purchases MAE", "winback: expected orders (MBG/NBD)"): ours.predict(people, ahead),
        ("purchases MAE", "BG/NBD"): bg_nbd.to_numpy(),
        ("purchases MAE", "as many as before"): repeats,
        ("purchases MAE", "none"): np.zeros(len(people)),
        ("activity AUC", f"winback: stay_probability ({served})"): scored["stay_probability"].to_numpy(),
        **{
            ("activity AUC", f"winback: {name} before calibration"): -model.predict(people)
            for name, model in candidates.items()
        },
        ("activity AUC", "winback: expected orders (MBG/NBD)"): ours.predict(people, ahead),
        ("activity AUC", "recency"): -people["days_since_order"].to_numpy(),
        ("spend Spearman", f"winback: expected_ltv ({served})"): scored["expected_ltv"].to_numpy(),
        ("spend Spearman", "winback: expected_ltv, 0 for all who ordered once"): np.where(
            repeats > 0, scored["expected_ltv"].to_numpy(), 0.0
        ),
        ("spend Spearman", "repeat spend before"): (repeats * people["average_check"]).to_numpy(),
        ("spend Spearman", "repeat spend before, who ordered once in any order"): _without_ties(
            (repeats * people["average_check"]).to_numpy()
        ),
    }
    for contestant in ("repeat spend before", f"winback: expected_ltv ({served})"):
        told[RETURNED, contestant] = told["spend Spearman", contestant]
    judged = {
        "purchases MAE": lambda said: float(np.abs(said - came["orders"]).mean()),
        "activity AUC": lambda said: float(roc_auc_score(came["orders"] > 0, said)),
        "spend Spearman": lambda said: float(spearmanr(said, came["spend"]).statistic),
        RETURNED: lambda said: float(spearmanr(said[repeats > 0], came["spend"][repeats > 0]).statistic),
    }
    return [
        {
            "figure": figure,
            "contestant": contestant,
            "value": round(judged[figure](said), 4),
            "bar": BARS.get(figure),
            "clients": len(people),
        }
        for (figure, contestant), said in told.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cdnow_protocol", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    found = protocol()
    print(json.dumps(found, indent=1) if given.json else pd.DataFrame(found).to_string(index=False))


if __name__ == "__main__":
    main()
