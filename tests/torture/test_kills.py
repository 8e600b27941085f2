"""Commands are killed at any moment: what stood stands, a rerun does the rest, and nothing else is left.

`WINBACK_KILLS=10 pytest -m torture tests/torture/test_kills.py` kills each command ten times instead of fifty.
"""

import os
import random
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from features.settings import read_settings
from tests.serving.commands.test_privacy import told
from tests.torture.small_company import SmallCompany
from tests.torture.standing import Standing, read_standing
from tests.torture.warm import Ended, Warm
from training.bundle import Bundle
from training.tracking.store import Tracking

pytestmark = pytest.mark.torture
KILLS = int(os.environ.get("WINBACK_KILLS", "50"))
A_PIECE, KILLS_IN_A_ROW = 10, 5
#: What MLflow's store says of a model that is half logged.
PENDING = 1
#: The client that is erased.
WHOM = "0000005"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallCompany]:
    warm = Warm()
    yield SmallCompany(tmp_path_factory.mktemp("killed"), warm)
    warm.close()


@dataclass(frozen=True)
class Case:
    """A command to kill.

    Attributes
    ----------
    stage : str
        Where the company stands before.
    words : tuple of str
        The command; `{}` is the company's folder.
    out : str or None
        A file that it writes for people.
    prepare : callable
        What happens to the company before.
    """

    stage: str
    words: tuple[str, ...]
    out: str | None
    prepare: Callable[[SmallCompany], object]


CASES = {
    "check": Case("listed", ("check", "--html", "{}/report.html"), "report.html", SmallCompany.order_more),
    "score, the first": Case("trained", ("score", "--out", "{}/scores.csv"), "scores.csv", lambda _: None),
    "score, a later one": Case(
        "listed", ("score", "--out", "{}/scores.parquet"), "scores.parquet", SmallCompany.order_more
    ),
    "list": Case(
        "scored",
        ("list", "at-risk", "--with-contacts", "--out", "{}/list.xlsx"),
        "list.xlsx",
        lambda company: (company.folder / "list.xlsx").write_bytes(b"the list of yesterday"),
    ),
    "record": Case(
        "scored",
        ("record", "{}/crm.csv", "--errors", "{}/refused.csv"),
        "refused.csv",
        lambda company: company.export_of_a_crm(700),
    ),
    "erase": Case("listed", ("erase", WHOM), None, SmallCompany.order_more),
}
#: Of a command with several cases each is killed so many times.
SHARES = {name: 2 if name.startswith("score") else 1 for name in CASES}
PIECES = [
    (name, first, min(A_PIECE, KILLS // SHARES[name] - first))
    for name in CASES
    for first in range(0, KILLS // SHARES[name], A_PIECE)
]


@dataclass(frozen=True)
class Undisturbed:
    """What a command makes when nobody kills it."""

    before: Standing
    after: Standing
    ended: Ended


@pytest.fixture(scope="module")
def undisturbed(company: SmallCompany) -> Callable[[str], Undisturbed]:
    known: dict[str, Undisturbed] = {}

    def give(name: str) -> Undisturbed:
        if name not in known:
            case = CASES[name]
            company.remembered = None
            company.reach(case.stage)
            case.prepare(company)
            company.keep(name)
            before = read_standing(company.folder)
            company.remembered = company.folder.with_name(f"remembered for {name}")
            assert company.run(*worded(case, company)).code == 0
            assert unlike(read_standing(company.folder), before), "there is nothing to lose"
            company.back_to(name)
            ended = company.run(*worded(case, company))
            assert ended.code == 0, ended
            known[name] = Undisturbed(before, read_standing(company.folder), ended)
        return known[name]

    return give


def worded(case: Case, company: SmallCompany) -> tuple[str, ...]:
    return tuple(word.replace("{}", str(company.folder)) for word in case.words)


def kill(company: SmallCompany, words: tuple[str, ...], usual: Ended, chance: random.Random) -> Ended | None:
    """Kill a command at a moment of its time, or before one of its steps; None: it was quicker."""
    if chance.random() < 0.5:
        ended = company.run(*words, after_seconds=chance.uniform(0, usual.seconds))
    else:
        ended = company.run(*words, at_step=chance.randint(1, usual.steps))
    return ended if ended.killed else None


@pytest.mark.parametrize(("name", "first", "count"), PIECES)
def test_a_kill_at_any_moment_costs_nothing_but_a_rerun(
    company: SmallCompany,
    undisturbed: Callable[[str], Undisturbed],
    tmp_path: Path,
    name: str,
    first: int,
    count: int,
) -> None:
    case, usual = CASES[name], undisturbed(name)
    company.remembered = company.folder.with_name(f"remembered for {name}")
    words, chance, killed = worded(case, company), random.Random(f"{name} {first}"), 0
    while killed < count:
        company.back_to(name)
        ended = kill(company, words, usual.ended, chance)
        if ended is None:
            continue
        killed += 1
        looked_at = tmp_path / f"{killed}"
        shutil.copytree(company.folder, looked_at)
        found = read_standing(looked_at)
        assert_whole(case, found, usual)
        if ended.out:
            assert unlike(found, usual.after) == {}, "something was acknowledged before it stood"
        again = company.run(*words)
        assert again.code == 0, again
        assert unlike(read_standing(company.folder), usual.after) == {}
        if name == "erase":
            assert hits(company.data_dir) == []


def assert_whole(case: Case, found: Standing, usual: Undisturbed) -> None:
    """Each thing that stands is the one from before, or the one of the finished command."""
    assert found.snapshot in (usual.before.snapshot, usual.after.snapshot)
    assert found.events in (usual.before.events, usual.after.events)
    if case.out is not None:
        allowed = (usual.before.files.get(case.out), usual.after.files[case.out])
        assert found.files.get(case.out) in allowed
        if found.files.get(case.out) != usual.before.files.get(case.out):
            assert found.exported == usual.after.exported


def hits(folder: Path) -> list[str]:
    """Give the files, hidden ones too, in which the erased client still stands."""
    return [path for path, text in told(folder).items() if re.search(rf"(?<![\d.]){WHOM}(?!\d)", text)]


def unlike(found: Standing, wanted: Standing) -> dict[str, object]:
    """Tell in what two differ."""
    files = {
        name: (found.files.get(name), wanted.files.get(name))
        for name in found.files.keys() | wanted.files.keys()
        if found.files.get(name) != wanted.files.get(name)
    }
    ledger = {
        table: sorted(set(found.ledger.get(table, [])) ^ set(wanted.ledger.get(table, [])))
        for table in found.ledger.keys() | wanted.ledger.keys()
        if found.ledger.get(table) != wanted.ledger.get(table)
    }
    rest = {
        name: (getattr(found, name), getattr(wanted, name))
        for name in ("exported", "snapshot", "events")
        if getattr(found, name) != getattr(wanted, name)
    }
    return {**files, **ledger, **rest}


@dataclass(frozen=True)
class Training:
    """A training that nobody killed: how it ended, its files, and the bundle that it registered."""

    ended: Ended
    after: Standing
    bundle: dict[str, bytes]


@pytest.fixture(scope="module")
def trainings(company: SmallCompany) -> Callable[[str], Training]:
    known: dict[str, Training] = {}

    def give(stage: str) -> Training:
        if stage not in known:
            company.reach(stage)
            company.remembered = company.folder.with_name("remembered for train")
            company.run("train")
            company.back_to(stage)
            ended = company.run("train")
            assert ended.code in (0, 4), ended
            known[stage] = Training(ended, read_standing(company.folder), newest_bundle(company))
        return known[stage]

    return give


@pytest.mark.parametrize("first", range(0, KILLS, KILLS_IN_A_ROW))
def test_trainings_killed_one_after_another_leave_the_model_in_office_and_a_rerun_makes_the_next(
    company: SmallCompany, trainings: Callable[[str], Training], tmp_path: Path, first: int
) -> None:
    is_the_first = first // KILLS_IN_A_ROW % 2 == 0  # then MLflow's tables are made, too
    stage = "checked" if is_the_first else "scored"
    usual, chance, killed = trainings(stage), random.Random(f"train {first}"), 0
    company.remembered = company.folder.with_name("remembered for train")
    company.reach(stage)
    while killed < min(KILLS_IN_A_ROW, KILLS - first):
        if kill(company, ("train",), usual.ended, chance) is None:
            company.reach(stage)
            continue
        killed += 1
        looked_at = tmp_path / f"{killed}"
        shutil.copytree(company.folder, looked_at)
        found = read_standing(looked_at)
        assert found.snapshot == usual.after.snapshot
        assert found.ledger in ({}, usual.after.ledger)
        if not is_the_first:
            tracking = Tracking(read_settings(looked_at / "winback.toml", {}))
            in_office = tracking.in_service()
            Bundle.from_files(tracking.bundle(in_office))
    again = company.run("train")
    assert again.code == usual.ended.code, again
    assert unlike(read_standing(company.folder), usual.after) == {}
    assert newest_bundle(company) == usual.bundle
    with sqlite3.connect(company.data_dir / "mlflow.db") as store:
        statuses = [status for (status,) in store.execute("SELECT DISTINCT status FROM runs")]
        models = [status for (status,) in store.execute("SELECT DISTINCT status FROM logged_models")]
    store.close()
    assert set(statuses) <= {"FINISHED", "FAILED", "KILLED"}
    assert PENDING not in models


def newest_bundle(company: SmallCompany) -> dict[str, bytes]:
    """Give the bundle of the version that was registered last.

    MLflow keeps its connections to a file that the next stage replaces: a copy is read, of a name of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "company")
        shutil.copytree(company.folder, copy)
        tracking = Tracking(read_settings(copy / "winback.toml", {}))
        return tracking.bundle(tracking.versions()[0])
