"""A disk that is full at any moment of a command: it is told in words, what stood stands, a rerun does the rest."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.torture.small_company import SmallCompany
from tests.torture.small_disk import fill, make_room, small_disk
from tests.torture.standing import read_standing
from tests.torture.test_kills import CASES, Undisturbed, assert_whole, newest_bundle, unlike, worded
from tests.torture.warm import Warm

pytestmark = pytest.mark.torture
#: Room that is left when a command begins, bytes.
ROOM = (0, 8_192, 65_536, 200_000, 400_000, 700_000, 1_000_000, 1_500_000, 2_500_000)


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with small_disk(tmp_path_factory.mktemp("full") / "disk") as place:
        yield place


@pytest.fixture(scope="module")
def company(disk: Path) -> Iterator[SmallCompany]:
    warm = Warm()
    yield SmallCompany(disk, warm)
    warm.close()


@pytest.mark.parametrize("name", [name for name in CASES if name != "score, the first"])
def test_a_command_on_a_full_disk_says_so_and_changes_nothing(
    company: SmallCompany, disk: Path, tmp_path: Path, name: str
) -> None:
    case = CASES[name]
    company.reach(case.stage)
    case.prepare(company)
    company.keep(name)
    words, before = worded(case, company), read_standing(company.folder)
    company.remembered = tmp_path / "remembered"
    assert company.run(*words).code == 0
    company.back_to(name)
    ended = company.run(*words)
    usual = Undisturbed(before, read_standing(company.folder), ended)
    refused = 0
    for room in ROOM:
        company.back_to(name)
        fill(disk, but=room)
        ended = company.run(*words)
        make_room(disk)
        assert ended.code in (0, 5), (room, ended)
        looked_at = tmp_path / f"{room}"
        shutil.copytree(company.folder, looked_at)
        assert_whole(case, read_standing(looked_at), usual)
        if ended.code:
            refused += 1
            assert_in_words(ended.err)
        again = company.run(*words)
        assert again.code == 0, again
        assert unlike(read_standing(company.folder), usual.after) == {}, room
    assert refused >= 2, "there was room for everything: this tries nothing"


@pytest.mark.parametrize("room", [0, 200_000, 2_000_000, 3_000_000, 3_200_000, 6_000_000])
def test_a_training_on_a_full_disk_says_so_and_the_one_before_stays(
    company: SmallCompany, disk: Path, tmp_path: Path, room: int
) -> None:
    company.remembered = disk.with_name("remembered for train")
    company.reach("scored")
    before, bundle = read_standing(company.folder), newest_bundle(company)
    fill(disk, but=room)
    ended = company.run("train")
    make_room(disk)
    assert ended.code in (4, 5), ended
    if ended.code == 5:
        assert_in_words(ended.err)
    found = read_standing(company.folder)
    assert (found.snapshot, found.ledger, found.events) == (before.snapshot, before.ledger, before.events)
    assert newest_bundle(company) == bundle
    again = company.run("train")
    assert again.code == 4, again
    assert newest_bundle(company) == bundle


def assert_in_words(said: str) -> None:
    assert "Traceback" not in said
    assert "fault of ours" not in said
    assert any(word in said for word in ("No space left", "full", "room")), said
