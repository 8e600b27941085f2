"""A company so small that each command takes seconds, at several stages of its way, always at one place."""

import csv
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from features.settings import Settings, read_settings
from tests.torture.warm import Ended, Order, Warm

NOW = "2024-07-01T06:00:00+00:00"
CLIENTS, MONTHS, SEED = 750, 24, 7
TABLES = ("orders", "clients")
SETTINGS = """[company]
name = "Small"
timezone = "Europe/Moscow"
[storage]
data_dir = "data"
[source]
url = "."
[churn]
max_days = 90
[value]
value_months = 3
[training]
origins = 2
as_of_every_days = 120
candidates = ["logistic"]
try_designs = false
minimum_clients = 40
minimum_left = 5
[plan]
consent_required = []
[actions.call]
channel = "call"
fixed_cost = 100
acceptance = [5, 20]
"""


class SmallCompany:
    """The company's folder, put back to a stage as often as is wanted.

    MLflow keeps absolute paths, so that the company stays at one place and the stages are copies beside it.

    Parameters
    ----------
    root : Path
        An empty folder.
    warm : Warm
        What runs the commands.

    Attributes
    ----------
    remembered : Path or None
        Where results of what only computes are kept; None: all is computed each time.
    """

    def __init__(self, root: Path, warm: Warm) -> None:
        self.folder = root / "company"
        self._stages = root / "stages"
        self.remembered: Path | None = None
        self._warm = warm

    @property
    def settings(self) -> Settings:
        """Its settings."""
        return read_settings(self.folder / "winback.toml", {})

    @property
    def data_dir(self) -> Path:
        """Where its results lie."""
        return self.folder / "data"

    def run(
        self,
        *words: object,
        after_seconds: float | None = None,
        at_step: int | None = None,
        **environment: str,
    ) -> Ended:
        """Run a command, to its end or its kill."""
        config = ("--config", str(self.folder / "winback.toml"))
        asked = (*map(str, words), *config)
        remembered = None if self.remembered is None else str(self.remembered)
        return self._warm.run(
            Order(asked, str(self.folder), NOW, after_seconds, at_step, environment, remembered)
        )

    def keep(self, stage: str) -> None:
        """Keep the folder as it is now, under a name."""
        shutil.rmtree(self._stages / stage, ignore_errors=True)
        shutil.copytree(self.folder, self._stages / stage)

    def back_to(self, stage: str) -> None:
        """Put the folder back to what was kept."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._stages / stage, self.folder)

    def reach(self, stage: str) -> None:
        """Put the folder to a stage of the way, which is gone once: `checked`, `trained`, `scored`, `listed`."""
        if (self._stages / stage).is_dir():
            self.back_to(stage)
            return
        ways: dict[str, tuple[str | None, Callable[[], None]]] = {
            "checked": (None, self._found),
            "trained": ("checked", lambda: self._went("train", codes=(0, 4))),
            "scored": ("trained", lambda: self._went("score")),
            "listed": ("scored", self._list_and_record),
        }
        before, way = ways[stage]
        if before is not None:
            self.reach(before)
        way()
        self.keep(stage)

    def order_more(self) -> None:
        """Add orders to the source, one of them faulty: the next run has something new to say."""
        with (self.folder / "orders.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns, rows = list(reader.fieldnames or []), list(reader)
        more = [row | {"order_id": f"more-{number}"} for number, row in enumerate(rows[::40])]
        more.append(rows[0] | {"order_id": "faulty", "amount": "сто"})
        with (self.folder / "orders.csv").open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, columns).writerows(more)

    def export_of_a_crm(self, rows: int) -> Path:
        """Write a CRM's export of so many attempts, one a client, two of them faulty."""
        path, chance = self.folder / "crm.csv", random.Random(SEED)
        with (self.folder / "orders.csv").open(encoding="utf-8", newline="") as file:
            clients = sorted({row["client_id"] for row in csv.DictReader(file)})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(("client_id", "action", "attempted_at", "outcome"))
            for number, client_id in enumerate(clients[:rows]):
                outcome = chance.choice(("заказ", "отказ", ""))
                action = "dance" if number in (3, rows - 1) else "call"
                writer.writerow((client_id, action, "2024-03-01", outcome))
        return path

    def _went(self, *words: object, codes: tuple[int, ...] = (0,)) -> None:
        ended = self.run(*words)
        assert ended.code in codes, (words, ended)

    def _found(self) -> None:
        invented = self.folder / "invented"
        self.folder.mkdir(parents=True)
        (self.folder / "winback.toml").write_text(SETTINGS, encoding="utf-8")
        words = ("simulate", invented, "--clients", CLIENTS, "--months", MONTHS, "--seed", SEED)
        ended = self._warm.run(Order(tuple(map(str, words)), str(self.folder), NOW))
        assert ended.code == 0, ended
        for name in TABLES:
            (invented / f"{name}.csv").rename(self.folder / f"{name}.csv")
        shutil.rmtree(invented)
        self._went("check")

    def _list_and_record(self) -> None:
        self._went("list", "at-risk", "--out", self.folder / "list.csv")
        self._went("record", self.export_of_a_crm(10))
