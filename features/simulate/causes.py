"""Why clients of the invented company leave, how strongly each cause works, and which trace it leaves before.

Seven grievances come of bad experiences: they add up and fade from order to order, and an unhappy client
leaves (M21, M23, M24, M26). Three causes make a client look around and give its orders to a competitor bit by
bit (M22, M25, M27). Three lie outside the company's reach or are its own decision (M28, M29).
"""

GRIEVANCES = (
    "slow_answers",
    "late_deliveries",
    "slow_complaints",
    "failures",
    "quality",
    "manager",
    "conflict",
)
DRIFTS = ("no_reward", "price", "pauses")
OUTSIDE = ("moved", "bankrupt", "rightly_let_go")
CAUSES = (*GRIEVANCES, *DRIFTS, *OUTSIDE)
SLOW_ANSWERS, LATE_DELIVERIES, SLOW_COMPLAINTS, FAILURES, QUALITY, MANAGER, CONFLICT = range(7)
NO_REWARD, PRICE, PAUSES = range(7, 10)
FIRST_OUTSIDE, LET_GO = CAUSES.index("moved"), CAUSES.index("rightly_let_go")
STAYS = -1

#: Probability that a client of unhappiness 1 leaves before its next order (it grows with the square), and
#: what stays of it at the next. At longer cycles it is more, by the root of the cycle, between these factors.
UNHAPPY_LEAVE = 0.11
UNHAPPINESS_KEPT = 0.6
USUAL_CYCLE_DAYS, FORGIVING = 30.0, (0.4, 1.5)

#: Yearly rates of leaving for reasons outside; only clients below this margin are let go.
MOVED_A_YEAR, BANKRUPT_A_YEAR, LET_GO_A_YEAR, LET_GO_MARGIN = 0.015, 0.015, 0.10, 0.20

#: Yearly rate of beginning to drift for prices, for each of these steps by which the client's own basket rose
#: in so many days beyond what it bears.
PRICE_A_YEAR, PRICE_BORNE, PRICE_STEP, PRICE_DAYS, MOST_STEPS = 0.07, 0.045, 0.03, 120, 4
#: The same for want of reward: for each step by which the basket rose in so many days without any discount.
REWARD_A_YEAR, REWARD_STEP, REWARD_DAYS = 0.06, 0.08, 365
#: The same for pauses: for each call of competitors beyond ours in so many days, if our last is so long ago.
PAUSE_A_YEAR, PAUSE_DAYS, PAUSE_AFTER_DAYS, MOST_CALLS_AHEAD = 0.60, 90, 40, 3

#: Of those who drift, this share leaves at the end; per cycle of it, gaps grow and the check shrinks so, and
#: each product but the main one is given up with this probability.
DRIFT_LEAVE = 0.8
SHORTEST_DRIFT, LONGEST_DRIFT = 2, 5
#: Clients of a longer cycle drift for the shortest number of cycles.
QUICK_CYCLE_DAYS = 60
DRIFT_GAP, DRIFT_CHECK, DRIFT_GIVES_UP = 1.25, 0.88, 0.20
