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
# # What a win-back is worth
#
# A client is worth contacting if what the contact changes is worth more than it costs. Three numbers decide: what the
# client is worth if it stays and if it leaves, by how much an action raises the chance that it stays, and the cost.
#
# The company is **invented** (`winback simulate`) and small: its figures say nothing about real clients. For your own,
# replace the second cell by `settings = read_settings(Path("winback.toml"))`, and `as_of` by your own day.

# %%
from serving.environment import quiet_environment

quiet_environment()

from datetime import datetime, time, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from IPython.display import display

from features.leaving import AT_RISK
from features.materialize import accept_source, open_events
from features.settings import settings_from
from features.simulate import simulate_company
from serving.options.weighed import Circumstances, options
from serving.planning.plan import choose_plan
from serving.scores.people import consents_today, people_today
from training.report.plots import value_deciles_chart
from training.response.evidence import FOLDS
from training.response.learning import learn_response
from training.response.plot import qini_charts
from training.response.words import why_not_measured
from training.train import train

# %%
folder = Path("invented-company").resolve()
company = simulate_company(folder, clients=300, months=24, seed=7, language="en")
settings = settings_from(
    {
        "company": {"name": "An invented company", "language": "en"},
        "source": {"url": str(folder)},
        "storage": {"data_dir": str(folder / "winback-data")},
        "churn": {"max_days": 60},
        "value": {"value_months": 6},
        "actions": {
            "call": {"channel": "call", "fixed_cost": 300},
            "visit": {"channel": "visit", "fixed_cost": 2500, "capacity": 5},
        },
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
trained = train(events, settings)

# %% [markdown]
# ## What a client is worth
#
# Discounted margin over the months ahead, if the client orders within its horizon (`value_if_kept`) and if it does not
# (`value_if_left`). Six months ahead here, since the value model is judged on a past day whose outcome is known and the
# history is short. Beside it stand the usual formula and buy-till-you-die.

# %%
display(trained.value.methods)
value_deciles_chart(trained.value.deciles.query("method == 'model'"), currency=settings.company.currency)

# %%
clients = trained.population.join(trained.bundle.score(trained.population))
worth = ["stay_probability", "value_if_kept", "value_if_left", "expected_ltv"]
clients.groupby("status")[worth].median()

# %% [markdown]
# ## What an action brings
#
# As long as no trial has measured it, an action's acceptance is **assumed** (Beta(6, 14): three in ten of those who would
# leave). Past attempts beside clients who were left alone **update** it, and enough of both **measure** it, client by
# client. This company has too few attempts, and says so.

# %%
display(pd.DataFrame(trained.learned.actions)[["list", "action", "basis", "treated", "controls", "mean", "low", "high"]])
for line in trained.learned.refusals:
    print("-", why_not_measured(line, "en"))

# %% [markdown]
# ## The plan
#
# Every action is weighed for every client: expected net value = uplift × (value if kept − value if left) − cost. Who must
# not be contacted is left out, with the rule that forbids it.

# %%
people = people_today(events, as_of).set_index("client_id")
nobody = pd.Series(False, index=people.index)
circumstances = Circumstances(
    forbidden=people["do_not_contact"].eq(True),
    excluded=people["excluded"].notna(),
    consents=consents_today(events, as_of),
    held_out=nobody,  # `winback score` draws them, and keeps them in the ledger
    spent=nobody,
)
weighed = options(clients, circumstances, settings, trained.bundle.response).query("list == 'at_risk'")
weighed["why_not"].fillna("may be contacted").value_counts()

# %%
grid = weighed.pivot(index="client_id", columns="action")
limits = {
    "eligible": grid["eligible"].to_numpy(dtype=bool),
    "capacity": [settings.actions[name].capacity for name in grid["eligible"].columns],
    "action_names": list(grid["eligible"].columns),
}
net, cost = (grid[name].to_numpy(dtype=float) for name in ("expected_net_value", "win_back_cost"))
plan = choose_plan(net, cost, budget=10_000, **limits)
print(f"expected net value {plan.value:,.0f} for {plan.cost:,.0f}; no plan can bring more than {plan.bound:,.0f}")
print("used up:", ", ".join(plan.binding) or "nothing")

# %%
chosen = pd.DataFrame({"client_id": grid.index, "place": plan.action}).query("place >= 0")
chosen["action"] = [limits["action_names"][place] for place in chosen["place"]]
money = ["uplift", "uplift_basis", "win_back_cost", "expected_net_value", "break_even_uplift"]
listed = chosen.drop(columns="place").merge(weighed[["client_id", "action", *money]])
listed.sort_values("expected_net_value", ascending=False).head(10)

# %% [markdown]
# What would more money bring? Where the next sum adds little, the budget is large enough.

# %%
budgets = [0, 2_500, 5_000, 10_000, 20_000, 40_000]
pd.Series({budget: choose_plan(net, cost, budget=budget, **limits).value for budget in budgets}).round()

# %% [markdown]
# ## Once trials are many
#
# A measured effect needs at least a hundred clients who were left alone. To show what comes of it, the next cell
# **invents a trial** whose truth is known: rows of this company at risk, called or left alone by the toss of a coin. A call
# wins back four in ten of those who would have left; those who have complained it drives away. Nothing of this is real.

# %%
random = np.random.default_rng(7)
rows = trained.snapshots.rows
rows = rows[rows["status"].isin(AT_RISK)].sample(4000, replace=True, random_state=7, ignore_index=True)
rows = rows.join(trained.bundle.score(rows)).copy()
stay = rows["stay_probability"].to_numpy()
effect = np.where(rows["complaints"] > 0, -0.4 * stay, 0.4 * (1 - stay))
called = random.random(len(rows)) < 0.5
trial = rows.assign(
    client_id=[f"invented-{number}" for number in range(len(rows))],
    list="at_risk",
    action="call",
    arm=np.where(called, "treated", "control"),
    propensity=0.5,
    ordered=(random.random(len(rows)) < stay + called * effect).astype(float),
    decay=1.0,
    cost=np.where(called, 300.0, np.nan),
    incentive=np.nan,
    gain=rows["value_if_kept"] - rows["value_if_left"],
    check=rows["average_check"],
    fold=np.arange(len(rows)) % FOLDS,
)

# %%
depends_on = ("days_since_order", "overdue_ratio", "complaints", "order_days")
today = clients.assign(decay=1.0)
learned = learn_response(trial, today, depends_on, settings)
for line in learned.refusals:
    print("-", why_not_measured(line, "en"))
pd.DataFrame(learned.actions).query("list == 'at_risk' and action == 'call'").T

# %% [markdown]
# Several learners (S, T, X, DR) were judged by what their choice is worth on clients they had not seen; the best serves.
# The Qini curve shows how far ranking by effect beats calling at random. Here most have complained, so a call does harm on the
# average (`effect`, and `auuc`, the area under the whole curve); the curve rises as long as those it does good to are called.
# Both need the extra `response` (econml).

# %%
display(learned.learners)
display(*qini_charts(learned.curves, "en").values())

# %% [markdown]
# ## What the plan is worth
#
# The value of a policy: what choosing in this way **would have brought** in the trial beyond leaving all alone, money a
# client, under one budget, by AIPW and by inverse propensity, with 95 % intervals. `plan_more` is what the plan brings more
# than each other way. Sorting by risk calls those whom nothing keeps, and whom a call drives away. Look at `nobody`, too:
# where the interval of `plan_more` beside it reaches below 0, the trial has not proved that calling pays at all.

# %%
learned.policies.set_index("policy")[
    ["contacted_share", "aipw", "aipw_low", "aipw_high", "ipw", "plan_more", "plan_more_low", "plan_more_high"]
].round(1)

# %% [markdown]
# Since this trial is invented, what was found can be held against the truth.

# %%
mine = today[today["status"].isin(AT_RISK)]
told = learned.response.uplift("at_risk", "call", mine, settings)
complained = np.where(mine["complaints"] > 0, "has complained", "has not")
truth = np.where(
    mine["complaints"] > 0, -0.4 * mine["stay_probability"], 0.4 * (1 - mine["stay_probability"])
)
print("stands on:", told.basis)
pd.DataFrame({"truth": truth, "expected": told.mean, "from": told.low, "to": told.high}).groupby(complained).mean()

# %% [markdown]
# ## Next
#
# - `winback score`, `winback list at-risk --budget 10000`: the plan as a list, with hold-outs and reasons.
# - `docs/data-scientists.md`, "Measure what actions bring".
