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
# # What predicts leaving
#
# Can the probabilities be believed, what drives them, and why is this one client on the list?
#
# The company is **invented** (`winback simulate`) and small: its figures say nothing about real clients. For your own,
# replace the second cell by `settings = read_settings(Path("winback.toml"))`, and `as_of` by your own day.

# %%
from serving.environment import quiet_environment

quiet_environment()

from datetime import datetime, time, timedelta
from pathlib import Path

import altair as alt
import pandas as pd
from IPython.display import display

from features.materialize import accept_source, open_events
from features.settings import settings_from
from features.simulate import simulate_company
from features.table import FeatureTable
from training.judging.backtest import backtest
from training.judging.calibration_figures import reliability
from training.judging.evaluation import figures
from training.models.candidates import fit_models
from training.past.origins import rolling_origins
from training.past.snapshots import as_of_days, take
from training.reasons.before_silence import BeforeSilence, due_days
from training.reasons.causes import reasons
from training.reasons.importance import described
from training.reasons.sentences import reason_texts
from training.report.plots import calibration_chart, importance_chart
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
# ## Snapshots of past days
#
# Each row is a client on a day, with what was known then and whether it left afterwards. `winback train` chooses the
# days by itself; here there are a few, so that the notebook is quick.

# %%
first, last = event_days(events)
days = as_of_days(first, as_of, longest_horizon=settings.churn.max_days, every=90)[-5:]
snapshots = take(events, settings, [*days, as_of], known_at=as_of, window_days=90)
labelled = snapshots.rows[snapshots.teaching]
labelled.groupby("as_of")["left"].agg(["size", "mean"])

# %% [markdown]
# ## Can the probabilities be believed?
#
# Of clients who were given 30 %, three in ten should have left. This is asked on a day after all that the model learned
# from. The thin lines are 95 % margins: where one misses the diagonal, as it does here for those who were given a third, the
# probability is not to be believed. So little history teaches little; `winback train` takes more days, tries more candidates,
# and where no model surely beats the rules, the calibrated silence rule serves.

# %%
tested = backtest(snapshots, rolling_origins(snapshots, settings), settings)
raw = tested.predictions.assign(lightgbm=tested.uncalibrated["lightgbm"])
bins = {"calibrated": tested.predictions, "raw": raw}
calibration_chart(
    pd.concat([reliability(rows, "lightgbm", bins=6).assign(series=name) for name, rows in bins.items()])
)

# %% [markdown]
# `ece` is the mean distance between what was said and what came, less what chance alone shows, by group.

# %%
judged = figures(tested.predictions, ["lightgbm", "silence_rule", "no_skill"])
judged.pivot_table(index="group", columns="contestant", values=["log_loss", "ece"], sort=False)

# %% [markdown]
# ## What drives leaving
#
# A feature's share of what the trees gained, and the causes that these features speak of.

# %%
model = fit_models(labelled, snapshots.features, ["lightgbm"], seed=settings.training.seed)["lightgbm"]
gains = model.importance().rename_axis("feature").rename("gain").reset_index()
importance_chart(gains, top=12)

# %%
told = described(gains)
told.groupby("cause")["share"].sum().sort_values(ascending=False)

# %% [markdown]
# ## Dependence
#
# A contribution is what a feature adds to a client's log-odds of leaving: above 0 it raises the risk. The features of
# one client always add up to its score. Where dots of one value lie far apart, other features matter to the effect.

# %%
clients = snapshots.on(as_of)
contributions = pd.DataFrame(model.contributions(clients), index=clients.index, columns=list(model.features))
names = list(told["feature"].head(4))
points = clients[names].melt(var_name="feature", value_name="value", ignore_index=False)
points["contribution"] = contributions[names].melt()["value"].to_numpy()
alt.Chart(points.join(clients["status"])).mark_circle(opacity=0.5).encode(
    x=alt.X("value:Q", scale=alt.Scale(type="symlog", zero=False)), y="contribution:Q", color="status:N"
).properties(width=260, height=170).facet("feature:N", columns=2).resolve_scale(x="independent")

# %% [markdown]
# ## Why this client
#
# Contributions are summed by cause and set against the mean of the client's status: a reason is what sets this client
# apart. It is told with the client's own number.

# %%
found = reasons(contributions, clients)
found["reason_1"].groupby(clients["status"]).value_counts().unstack(fill_value=0)

# %%
texts = reason_texts(found, clients, "en")
overdue = clients.index[clients["status"] == "overdue"]
with pd.option_context("display.max_colwidth", None):
    display(texts.loc[overdue].head(8))

# %% [markdown]
# ## Before the silence
#
# Once a client is silent, the silence explains its risk and hides what came before. So silent clients are read by a model
# that does not see the silence, as of the day on which their next order was due. Here that is done for the commonest of
# these days; `winback score` does it for all.

# %%
due = due_days(clients, as_of).dropna()
day = due[due < as_of].mode().iloc[0]
features, context = FeatureTable(events, settings).at(events.connection.con, day)
then = features.to_pandas()
then = then[then["client_id"].isin(clients.loc[due.index[due == day], "client_id"])].reset_index(drop=True)
silent = BeforeSilence.fit(labelled, snapshots.features)
earlier = reason_texts(silent.reasons(then), then, "en")[["client_id", "reason_1_text"]]
with pd.option_context("display.max_colwidth", None):
    display(
        texts[["client_id", "reason_1_text"]].merge(earlier, on="client_id", suffixes=("_today", "_when_due"))
    )

# %% [markdown]
# ## Next
#
# - `4_what_a_win_back_is_worth`: for whom something should be done about it.
# - `docs/method.md`: how reasons are made.
