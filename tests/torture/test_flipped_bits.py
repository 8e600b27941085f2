"""Hundreds of flipped bits and cut files, in every file of a real publication: each is refused by name."""

from pathlib import Path

import pytest

from features.errors import DamagedError
from serving.answers.loaded import load
from serving.serve import check_published
from serving.store import Watch, open_published
from tests.serving.store.damage import damaged, damages, files_of, refusals
from tests.serving.walked import Walked

pytestmark = pytest.mark.torture
DAMAGES, UNDER_A_WORKER = 1000, 40


def test_every_file_of_a_publication_is_refused_by_name_once_a_bit_is_wrong(
    walked: Walked, tmp_path: Path
) -> None:
    company = walked.copied(tmp_path / "company")
    found = refusals(company.data_dir, DAMAGES, seed=20261129)
    print(sum(found.values()), "damages refused of", len(found), "files")
    assert set(found) == {
        path.relative_to(company.data_dir).as_posix() for path in files_of(company.data_dir)
    }
    assert sum(found.values()) == DAMAGES
    check_published(company.settings)


def test_a_worker_goes_on_with_what_it_has_and_a_start_is_refused(walked: Walked, tmp_path: Path) -> None:
    company = walked.copied(tmp_path / "company")
    settings = company.settings
    watch = Watch(company.data_dir, lambda published: load(published, settings))
    serving = watch.current
    pointer = company.data_dir / "published" / "current.json"
    for damage in damages(company.data_dir, UNDER_A_WORKER, seed=7):
        with damaged(company.data_dir, damage):
            pointer.touch()
            watch.refresh(force=True)
            assert watch.current is serving
            with pytest.raises(DamagedError):
                check_published(settings)
    assert open_published(company.data_dir).snapshot_id == serving.published.snapshot_id
