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
# # Bring your own feature
#
# A feature of your own is tried here first, without a change to the package: written as a family, computed, and judged by
# what it adds to the log loss on later days. If it earns its place, it moves into the package by the four edits
# of `CONTRIBUTING.md`.
#
# The company is **invented** (`winback simulate`) and small: its figures say nothing about real clients. For your own,
# replace the second cell by `settings = read_settings(Path("winback.toml"))`, and `as_of` by your own day.

# %%
from serving.environment import quiet_environment

quiet_environment()

from dataclasses import asdict, replace
from datetime import datetime, time, timedelta
from pathlib import Path

import ibis
import pandas as pd

from features.arithmetic import count_where, ratio
from features.catalog import FAMILIES
from features.family import Cause, Family, Feature
from features.known import ORDER_DAYS
from features.materialize import accept_source, open_events
from features.settings import settings_from
from features.simulate import simulate_company
from features.table import FeatureTable
from training.judging.backtest import backtest
from training.judging.evaluation import figures
from training.judging.paired_gain import paired_gain
from training.past.origins import rolling_origins
from training.past.snapshots import as_of_days, take
from training.past.history import event_days

# %%
folder = Path("invented-company").resolve()
company = simulate_company(folder, clients=300, months=24, seed=7, language="en")
settings = settings_from(
    {
        "company": {"name": "An invented company", "language": "en"},
        "source": {"url": str(folder)},
        "storage": {"data_dir": str(folder / "winback-data")},
        "churn": {"max_days": 60},
        "training": {
            "as_of_every_days": 90,
            "origins": 1,
            "candidates": ["lightgbm"],
            "minimum_clients": 100,
            "minimum_left": 15,
        },
    }
)
as_of = company.last_day + timedelta(days=1)
accept_source(settings, now=datetime.combine(as_of, time()))
events = open_events(settings.storage.data_dir)

# %% [markdown]
# ## Write it
#
# In how many of the last months did a client order at all? A family **sums** whole numbers over one client's rows and then
# **finishes** them into features. Rows carry `age`, the days from the event to the as-of day, so that no family can see
# what comes later. A month is counted by its first order day; `gap` is the days since the order day before.
#
# The line of the catalog says what the number means, the cause of leaving that it speaks of, and that a rise is known to mean
# less leaving. Its names begin with `my_`, so that the notebook still runs when the feature has moved into the package.

# %%
first_of_its_month = lambda days: days.gap.isnull() | ((days.age + days.gap - 1) // 30 > (days.age - 1) // 30)
months_known = lambda clients: ibis.least(ibis.literal(12.0), (clients.oldest_age.cast("float64") / 30).ceil())

family = Family(
    "my_active_months",
    ORDER_DAYS,
    sums=lambda days: {"my_last_months": count_where((days.age <= 360) & first_of_its_month(days))},
    finish=lambda clients: {"my_active_months_share": ratio(clients.my_last_months, months_known(clients))},
    features=(
        Feature(
            "my_active_months_share",
            "share",
            "share of the last 12 months of 30 days with an order, of those since the first one",
            "доля месяцев с заказами за год",
            Cause.RHYTHM,
            rises=-1,
        ),
    ),
)

# %% [markdown]
# ## Compute it
#
# `families` takes names of the catalog and families of your own. Look at some clients by hand before you believe it.

# %%
tried = FeatureTable(events, settings, families=[family])
table, context = tried.at(events.connection.con, as_of)
clients = table.to_pandas()
clients.groupby("status")["my_active_months_share"].describe()

# %%
known_for_long = clients["tenure_days"] > 360
client = clients.loc[known_for_long & clients["my_active_months_share"].between(0.3, 0.6), "client_id"].iloc[0]
days_of_orders = events["orders"].filter(ibis._.client_id == client).ordered_at.date().name("day")
age = (pd.Timestamp(as_of) - pd.to_datetime(days_of_orders.to_pyarrow().to_pandas())).dt.days
print("months with an order:", sorted({int(days - 1) // 30 for days in age if 1 <= days <= 360}))
clients.set_index("client_id").loc[[client], ["tenure_days", "my_active_months_share"]]

# %% [markdown]
# ## Judge it
#
# The same snapshots of past days with and without it, judged on the same later days by the same model.

# %%
first, last = event_days(events)
days = as_of_days(first, as_of, longest_horizon=settings.churn.max_days, every=90)[-5:]
snapshots = take(events, settings, days, known_at=as_of, window_days=90)
own = pd.concat(found.to_pandas() for found, _ in tried.days(events.connection.con, days))
rows = snapshots.rows.merge(own[["client_id", "as_of", "my_active_months_share"]], on=["client_id", "as_of"])
wider = replace(snapshots, rows=rows, features=(*snapshots.features, "my_active_months_share"))
print(f"{len(snapshots.rows)} rows, {len(snapshots.features)} features; {len(wider.rows)} and {len(wider.features)}")

# %%
without = backtest(snapshots, rolling_origins(snapshots, settings), settings)
with_it = backtest(wider, rolling_origins(wider, settings), settings)
both = without.predictions.merge(
    with_it.predictions[["test_day", "client_id", "lightgbm"]],
    on=["test_day", "client_id"],
    suffixes=("", "_with_it"),
)
judged = figures(both, ["lightgbm", "lightgbm_with_it", "silence_rule"])
judged = judged[judged["group"].isin(["all", "at_risk", "recoverable"])]
judged[["test_day", "group", "contestant", "clients", "log_loss", "average_precision", "auc"]]

# %% [markdown]
# One figure below another proves nothing. The gain in log loss comes with the interval of a bootstrap over clients: only if
# all of it lies above 0 has the feature surely helped, and that should hold over several test days. On so small a company, and
# beside features that say nearly the same, it seldom does: then the feature is left out.

# %%
gain = paired_gain(both, "lightgbm_with_it", "lightgbm", seed=settings.training.seed)
print(f"gain in log loss {gain.mean:.4f} ({gain.low:.4f} to {gain.high:.4f}); surely better: {gain.surely_better}")

# %% [markdown]
# ## What the families that are there bring
#
# The same question turned round: leave a family out. The catalog says which features are its.

# %%
features_of = {one.name: [line.name for line in one.features] for one in FAMILIES}
left_out = {*features_of["complaints"], *features_of["nps"]}
narrower = replace(snapshots, features=tuple(name for name in snapshots.features if name not in left_out))
less = backtest(narrower, rolling_origins(narrower, settings), settings)
compared = without.predictions.assign(lightgbm_without=less.predictions["lightgbm"])
asdict(paired_gain(compared, "lightgbm", "lightgbm_without", seed=settings.training.seed))

# %% [markdown]
# ## Next
#
# `CONTRIBUTING.md` brings this very feature into the package, as `active_months_share`: the family, its line of the catalog, a
# test, a line of the changelog. From then on it is in every table, model, report and reason.
