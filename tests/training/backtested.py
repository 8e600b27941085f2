"""Small backtests for tests: clients with a true risk, and contestants that see more or less of it."""

from datetime import date

import numpy as np
import pandas as pd

DAYS = (date(2024, 3, 1), date(2024, 5, 1))


def rows_of(left: list[int], p: list[float], **columns: object) -> pd.DataFrame:
    """One test day, one row a client, the contestant `blend`."""
    frame = pd.DataFrame({"left": np.array(left, dtype=float), "blend": p})
    given = {"test_day": DAYS[0], "client_id": [f"c{i:03d}" for i in range(len(left))], "status": "active"}
    return frame.assign(**(given | {"weight": 1.0} | columns))


def company(
    clients: int = 400, *, seed: int = 7, statuses: tuple[str, ...] = ("active", "lost")
) -> pd.DataFrame:
    """Two test days of the same clients; `truth` is each one's P(left), `none` knows only the share."""
    rng = np.random.default_rng(seed)
    frames = []
    for day in DAYS:
        risk = 1 / (1 + np.exp(-2 * rng.normal(size=clients)))
        frames.append(
            pd.DataFrame(
                {
                    "test_day": day,
                    "client_id": [f"c{i:05d}" for i in range(clients)],
                    "status": [statuses[i % len(statuses)] for i in range(clients)],
                    "left": (rng.random(clients) < risk).astype(float),
                    "weight": 1.0,
                    "truth": risk,
                    "none": 0.5,
                    "silence_rule": 0.5 + 0.4 * (risk - 0.5),
                }
            )
        )
    return pd.concat(frames, ignore_index=True)
