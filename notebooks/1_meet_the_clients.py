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
# # Meet the clients
#
# Before any model: how many clients leave, how each one buys, and who shows signs of leaving. It is what
# `winback churn-rate` and `winback signs` tell.
#
# The company is **invented** (`winback simulate`) and small: its figures say nothing about real clients. For your own,
# replace the second cell by `settings = read_settings(Path("winback.toml"))`, and `as_of` by your own day.

# %%
from datetime import datetime, time, timedelta
from pathlib import Path

import altair as alt
import pandas as pd
from IPython.display import display

from features.materialize import accept_source, open_events
from features.settings import settings_from
from features.signs.report import sign_counts, sign_report
from features.simulate import simulate_company
from features.table import FeatureTable
from training.churn_report.plots import flow_chart, groups_chart, rate_chart
from training.churn_report.report import churn_report

# %%
folder = Path("invented-company").resolve()
company = simulate_company(folder, clients=300, months=24, seed=7, language="en")
settings = settings_from(
    {
        "company": {"name": "An invented company", "language": "en"},
        "source": {"url": str(folder)},
        "storage": {"data_dir": str(folder / "winback-data")},
        "churn": {"max_days": 60},
    }
)
as_of = company.last_day + timedelta(days=1)
accept_source(settings, now=datetime.combine(as_of, time()))
events = open_events(settings.storage.data_dir)

# %% [markdown]
# ## How many leave
#
# Who left is told by each client's own rhythm: lost is who has been silent for three times as long as is usual
# for this client. The rate comes with its margin of error, and with whatever a reader must know to read it rightly.

# %%
report = churn_report(events, settings, every="quarter", by=["branch", "manager"])
print(report.headline)
for note in report.notes:
    print("-", note)

# %%
display(rate_chart(report.rate.periods, "en"))
flow_chart(report.rate.periods, "en")

# %%
counts = ["start", "clients_at_start", "lost", "undone", "new_clients", "new_lost", "returned", "clients_at_end"]
pd.DataFrame([period.figures() for period in report.rate.periods])[counts]

# %% [markdown]
# A branch is called worse only if chance would hardly bring so many losses, with so many branches looked at.

# %%
groups_chart(report.rate.breakdowns["branch"], report.rate.yearly, "en")

# %% [markdown]
# ## How each one buys
#
# The feature table has one row per client and as-of day; nothing known from that day on is in it. `families` asks for
# some of it only. A client is overdue by its own cycle, not by a number of days that is the same for all.

# %%
table, context = FeatureTable(events, settings, families=["frequency"]).at(events.connection.con, as_of)
clients = table.to_pandas()
clients.groupby("status").agg(
    clients=("client_id", "size"),
    own_cycle_days=("own_cycle_days", "median"),
    days_since_order=("days_since_order", "median"),
    overdue_ratio=("overdue_ratio", "median"),
    orders_per_year=("orders_per_year", "median"),
)

# %%
shown = clients[["status", "own_cycle_days", "days_since_order"]]
alt.Chart(shown, title="Silence against the own cycle: each dot is a client").mark_circle(opacity=0.6).encode(
    x=alt.X("own_cycle_days:Q", scale=alt.Scale(type="log")),
    y=alt.Y("days_since_order:Q", scale=alt.Scale(type="log")),
    color="status:N",
)

# %%
pd.crosstab(clients["abc"], clients["xyz"])

# %% [markdown]
# ## Who shows signs of leaving
#
# Signs are rules, each with a threshold in `[signs]`: a company that is too small for a model has them, too. `not_lost`
# counts those who can still be kept.

# %%
signs = sign_report(events, settings, as_of=as_of)
pd.DataFrame(sign_counts(signs))

# %%
with pd.option_context("display.max_colwidth", None):
    display(signs[["client_id", "status", "historical_value", "signs_text"]].head(10))

# %% [markdown]
# ## Next
#
# - `2_train_and_compare`: a model, against these rules.
# - `docs/method.md`: what every number means.
