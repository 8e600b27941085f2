"""What our own calls do to the share that leaves: ``python -m benchmarks.contamination [--json]``.

A company calls the silent and leaves some alone. Set against the share that would have left if nobody had
been called: what is seen when the calls are ignored, when the contacted are dropped, when hold-outs weigh
by the usual share, and when they weigh by the chance that was recorded of each
(`training.past.contamination`).
"""

import argparse
import json

import numpy as np

from tests.training.contaminated import SHARE, Campaign, campaign
from training.past.contamination import weigh

CLIENTS, SEEDS = 50_000, range(5)


def told(made: Campaign) -> dict[str, float]:
    """Give the share that leaves as each way sees it."""
    left = made.left()
    flat, _ = weigh(made.rows, made.actions.drop(columns="propensity"), holdout_share=SHARE)
    recorded, _ = weigh(made.rows, made.actions, holdout_share=SHARE)
    return {
        "truth": made.truth,
        "calls ignored": float(left.mean()),
        "contacted dropped": float(left[~made.contacted()].mean()),
        "hold-outs by the usual share": float(np.average(left, weights=flat)),
        "hold-outs by the recorded chance": float(np.average(left, weights=recorded)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.contamination", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    given = parser.parse_args()
    found = {}
    for name, spared_more in (("one in ten held out", False), ("held out by risk", True)):
        runs = [told(campaign(seed, spared_more=spared_more, count=CLIENTS)) for seed in SEEDS]
        found[name] = {
            way: (float(np.mean([run[way] for run in runs])), float(np.std([run[way] for run in runs])))
            for way in runs[0]
        }
    if given.json:
        print(json.dumps(found, indent=1))
        return
    print("| company | seen by | share that leaves: mean (spread) | off the truth |\n|---|---|---|---|")
    for name, ways in found.items():
        for way, (mean, spread) in ways.items():
            print(f"| {name} | {way} | {mean:.3f} ({spread:.3f}) | {mean - ways['truth'][0]:+.3f} |")


if __name__ == "__main__":
    main()
