"""Each stage of the nightly run is still where the benchmark looks for it, and its time is added up."""

import time

import pytest

from benchmarks.batch import STAGES, Spent, _owner, counted


@pytest.mark.parametrize("place", [place for places in STAGES.values() for place in places])
def test_a_stage_stands_where_it_is_timed(place: str) -> None:
    owner, _, name = place.rpartition(".")
    assert callable(getattr(_owner(owner), name))


def test_the_time_of_a_stage_is_added_up_even_where_it_fails() -> None:
    spent = Spent()

    def work(number: int) -> int:
        ends = time.process_time() + 0.05
        while time.process_time() < ends:
            pass
        return 1 // number

    timed = counted(work, spent)
    assert timed(1) == 1
    with pytest.raises(ZeroDivisionError):
        timed(0)
    assert spent.cpu >= 0.1
    assert spent.seconds >= 0.1
