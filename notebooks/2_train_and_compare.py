# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Train and compare
#
# The way of `winback train`, one step at a time: load a company, look at it, train, compare the candidates
# with the baselines, and read the run in MLflow.
#
# The company here is **invented** (`winback simulate`) and small, so that the notebook takes about a minute.
# Its figures say nothing about real clients. For your own company, replace the second cell by
# `settings = read_settings(Path("winback.toml"))`, and `now` and `as_of` by your own days.

# %%
from serving.environment import quiet_environment

quiet_environment()  # no telemetry; before MLflow is imported

import json
from dataclasses import asdict
from datetime import datetime, time, timedelta
from pathlib import Path

import pandas as pd
from IPython.display import display
from mlflow.tracking import MlflowClient

from features.catalog import FEATURES, switched_on
from features.event_sets import fingerprint
from features.materialize import accept_source, open_events
from features.settings import settings_from
from features.simulate import simulate_company
from features.table import FeatureTable
from training.bundle import Bundle
from training.report.dossier import charts
from training.tracking.recording import record
from training.tracking.store import Tracking
from training.train import train

folder = Path("invented-company").resolve()

# %%
company = simulate_company(folder, clients=300, months=24, seed=7, language="en")
settings = settings_from(
    {
        "company": {"name": "An invented company", "language": "en"},
        "source": {"url": str(folder)},
        "storage": {"data_dir": str(folder / "winback-data")},
        "churn": {"max_days": 60},
        "training": {"as_of_every_days": 45, "origins": 2, "minimum_clients": 100, "minimum_left": 15},
    }
)

# %% [markdown]
# ## Load
#
# Every row of the source is accepted, repaired or quarantined. The report says how many of each, and why.

# %%
now = datetime.combine(company.last_day + timedelta(days=1), time())
report = accept_source(settings, now=now)
pd.DataFrame([asdict(table) for table in report.tables]).drop(columns="faults")

# %% [markdown]
# ## Look
#
# The feature table has one row per client and as-of day. Nothing known from that day on is in it. The tables
# that the company has switch features on; the catalog says what each means.

# %%
events = open_events(settings.storage.data_dir)
as_of = company.last_day + timedelta(days=1)
table, context = FeatureTable(events, settings).at(events.connection.con, as_of)
clients = table.to_pandas()
clients.groupby("status")[["days_since_order", "own_cycle_days", "overdue_ratio", "average_check"]].median()

# %%
catalog = pd.DataFrame([asdict(line) for line in FEATURES]).set_index("name")
catalog.loc[list(switched_on(events.tables)), ["unit", "meaning", "null_meaning", "cause"]].head(10)

# %% [markdown]
# ## Train
#
# `train` takes snapshots of past days, labels who left, judges every contestant on days after all it learned
# from, asks the gate, fits the final models and values the clients.

# %%
trained = train(events, settings)
print(trained.verdict.headline("en"))

# %% [markdown]
# ## Compare
#
# Means over the test days. Low log loss and high average precision are good. `at_risk` and `recoverable` are
# judged apart: pooled figures flatter.

# %%
figures = trained.summary.query("figure in ['average_precision', 'log_loss', 'auc', 'ece']")
figures.pivot_table(index=["group", "contestant"], columns="figure", values="mean", sort=False).loc[
    ["at_risk", "recoverable"]
]

# %% [markdown]
# The gate asks whether the winner's gain over **every** baseline has a 95 % interval above zero. On so small
# a company the answer is often no; then the calibrated silence rule serves.

# %%
display(trained.verdict.at_risk.table())
for reason in trained.verdict.at_risk.reasons("en"):
    print("-", reason)

# %%
drawings = charts(trained, settings)
drawings["calibration"]

# %% [markdown]
# ## Read the run in MLflow
#
# `record` is what `winback train` does next: parameters, figures, plots, the report, and the registered
# version.

# %%
tracking = Tracking(settings)
version, page = record(trained, settings, tracking, data_fingerprint=fingerprint(settings.storage.data_dir))
print(f"version {version.number} ({version.name}), aliases {', '.join(version.aliases)}, report {page.name}")

# %%
client = MlflowClient(settings.tracking_uri)
run = client.get_run(version.run_id)
display(pd.Series({name: value for name, value in run.data.tags.items() if name.startswith("winback.")}))
display(pd.Series(run.data.params).sort_index())
pd.Series(run.data.metrics).filter(like="at_risk/").sort_index().head(12)

# %%
sorted(file.path for part in ("plots", "tables") for file in client.list_artifacts(version.run_id, part))

# %% [markdown]
# The registered version is a bundle of text and JSON. It scores rows of the feature table, and refuses to if
# a file of it has changed.

# %%
bundle = Bundle.from_files(tracking.bundle(version))
scores = bundle.score(clients)
clients[["client_id", "status"]].join(scores).sort_values("expected_ltv", ascending=False).head(10)

# %%
told = ("version", "as_of", "training_rows", "leaving")
print(json.dumps({name: bundle.card[name] for name in told}, indent=1))

# %% [markdown]
# ## Next
#
# - `3_what_predicts_leaving`: reasons, dependence, calibration. `5_bring_your_own_feature`: what a feature of yours adds.
# - `docs/data-scientists.md`: how models are judged, and how to read the report.
# - `winback score`, `winback list at-risk`: from this version to a list.
