"""The plan of a million clients: value, time and memory, against HiGHS's linear programme and greedy sorting.

``python -m benchmarks.plan``: five actions, forty executors, and budget, hours and capacities that all bind.
HiGHS is given ever more clients until a minute is not enough for it; the value of a plan is told as a share
of the bound. ``--clients N`` plans for fewer.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.contest import ROOT, measured

CLIENTS, ACTIONS, EXECUTORS, SEED = 1_000_000, 5, 40, 7
HIGHS_SECONDS, HIGHS_CLIENTS = 60, (5_000, 10_000, 20_000, 40_000, 80_000)
Problem = dict[str, Any]


def problem_of(clients: int, kind: str = "real") -> Problem:
    """Invent clients as a company has them; `alike` ones have all the same worth."""
    from serving.planning.limits import SharedLimit

    rng = np.random.default_rng(SEED)
    stay = rng.beta(2, 3, clients)[:, None]
    worth = rng.lognormal(8, 1.2, clients)[:, None]
    uplift = np.array([0.1, 0.15, 0.2, 0.03, 0.05]) * (1 - stay) * rng.uniform(0.3, 1.5, (clients, ACTIONS))
    cost = np.array([50, 400, 1500, 5, 20]) + (stay + uplift) * np.array([0, 200, 300, 50, 100])
    net = uplift * worth - cost
    if kind == "alike":
        net, cost = (np.tile(np.maximum(one[:1], 1), (clients, 1)) for one in (abs(net), cost))
    executor = np.repeat(rng.integers(0, EXECUTORS, clients)[:, None], ACTIONS, axis=1)
    executor[:, 3:] = -1
    hours = np.broadcast_to([0.3, 3.0, 2.0, 0.0, 0.0], net.shape)
    each = np.full(EXECUTORS, 0.02 * clients / EXECUTORS)
    return {
        "net_value": net,
        "cost": cost,
        "budget": 6.0 * clients,
        "capacity": [clients // 25, clients // 400, clients // 2_000, clients // 20, None],
        "shared": [SharedLimit([f"hours of {number}" for number in range(EXECUTORS)], executor, hours, each)],
    }


def by_winback(problem: Problem) -> dict[str, float]:
    from serving.planning.plan import choose_plan

    chosen = choose_plan(**problem)
    return {"value": chosen.value, "bound": chosen.bound, "binding": len(chosen.binding)}


def by_highs(problem: Problem) -> dict[str, float]:
    """Solve the linear programme whole; it may split clients, so it is a bound and no plan."""
    from scipy.optimize import linprog

    from serving.planning.limits import SharedLimit, pairs_worth_choosing
    from serving.planning.relaxation import Rows

    net, cost = problem["net_value"], problem["cost"]
    limits = [
        SharedLimit(["budget"], np.zeros(net.shape, dtype=np.int64), cost, np.array([problem["budget"]])),
        SharedLimit(
            [f"capacity of {place}" for place in range(ACTIONS)],
            np.broadcast_to(np.arange(ACTIONS), net.shape),
            np.ones(net.shape),
            np.array([np.inf if one is None else one for one in problem["capacity"]], dtype=float),
        ),
        *problem["shared"],
    ]
    pairs = pairs_worth_choosing(net, np.ones(net.shape, dtype=bool), limits)
    rows = Rows.of(pairs, pairs.limits, np.ones(pairs.owners))
    solved = linprog(-pairs.value / rows.money, A_ub=rows.matrix, b_ub=rows.most, method="highs")
    return {"value": -float(solved.fun) * rows.money}


def greedy(
    rank: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray],
) -> Callable[[Problem], dict[str, float]]:
    """Sort the pairs and take what still fits, one action a client."""

    def chosen(problem: Problem) -> dict[str, float]:
        net, cost, hours = problem["net_value"], problem["cost"], problem["shared"][0]
        client, action = np.nonzero(net > 0)
        order = np.argsort(-rank(net[client, action], cost[client, action], client), kind="stable")
        money = problem["budget"]
        places = [np.inf if one is None else one for one in problem["capacity"]]
        room, taken, value = hours.limits.copy(), np.zeros(len(net), dtype=bool), 0.0
        by, takes = hours.member, hours.use
        for one, what in zip(client[order].tolist(), action[order].tolist(), strict=True):
            price, who, need = cost[one, what], by[one, what], takes[one, what]
            if taken[one] or price > money or places[what] < 1 or (who >= 0 and need > room[who]):
                continue
            taken[one] = True
            money, value = money - price, value + net[one, what]
            places[what] -= 1
            if who >= 0:
                room[who] -= need
        return {"value": float(value)}

    return chosen


def by_risk(problem: Problem) -> dict[str, float]:
    """Contact the likeliest to leave first, as lists by risk do, each with its best action."""
    stay = np.random.default_rng(SEED).beta(2, 3, len(problem["net_value"]))
    return greedy(lambda net, cost, client: -stay[client] * 1e6 + net * 1e-6)(problem)


WAYS: dict[str, Callable[[Problem], dict[str, float]]] = {
    "winback": by_winback,
    "HiGHS, whole LP": by_highs,
    "greedy by value": greedy(lambda net, cost, client: net),
    "greedy by value / spend": greedy(lambda net, cost, client: net / cost),
    "greedy by risk": by_risk,
}


def run(way: str, clients: int, kind: str = "real") -> dict[str, float]:
    """Let one way plan, in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.plan", "--run", way, str(clients), kind]
    limit = HIGHS_SECONDS + 30 if way.startswith("HiGHS") else 900
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, timeout=limit)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def largest_for_highs() -> tuple[int, dict[str, float]] | None:
    """Give HiGHS ever more clients until a minute is over."""
    best = None
    for clients in HIGHS_CLIENTS:
        try:
            found = run("HiGHS, whole LP", clients)
        except subprocess.TimeoutExpired:
            break
        if found["seconds"] > HIGHS_SECONDS:
            break
        best = clients, found
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        way, clients, kind = given.run
        problem = problem_of(int(clients), kind)
        found: dict[str, float] = {}
        figures = measured(lambda: found.update(WAYS[way](problem)))
        print(json.dumps({**figures, **found}))
        return
    head = "| clients | way | of the bound | seconds | CPU seconds | peak MB |"
    print(head, "|---|---|---|---|---|---|", sep="\n")
    ours = run("winback", given.clients)
    show(given.clients, f"winback, {ours['binding']:.0f} limits bind", ours, ours["bound"])
    for way in ("greedy by value / spend", "greedy by value", "greedy by risk"):
        show(given.clients, way, run(way, given.clients), ours["bound"])
    alike = run("winback", given.clients, "alike")
    show(given.clients, "winback, all clients alike", alike, alike["bound"])
    largest = largest_for_highs()
    if largest is not None:
        clients, theirs = largest
        both = run("winback", clients)
        show(clients, "winback", both, theirs["value"])
        show(clients, "HiGHS, whole LP (splits clients)", theirs, theirs["value"])


def show(clients: int, way: str, found: dict[str, float], bound: float) -> None:
    share = found["value"] / bound
    print(
        f"| {clients:,} | {way} | {share:.6f} | {found['seconds']:.1f} | {found['CPU seconds']:.1f} "
        f"| {found['peak MB']:,.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    began = time.perf_counter()
    main()
