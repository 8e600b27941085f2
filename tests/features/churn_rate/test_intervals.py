"""Wilson intervals: known values, the empty count, and their laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.churn_rate import rate_of
from features.errors import UsageError


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_published_intervals(part: int, whole: int, low: float, high: float) -> None:
    rate = rate_of(part, whole)
    assert rate is not None
    assert (round(rate.low, 4), round(rate.high, 4)) == (low, high)


@given(whole=st.integers(1, 10**7), data=st.data())
def test_an_interval_holds_its_share_and_mirrors_its_complement(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    rate, rest = rate_of(part, whole), rate_of(whole - part, whole)
    assert rate is not None
    assert rest is not None
    assert 0 <= rate.low <= rate.share <= rate.high <= 1
    assert rate.low < rate.high
    assert rate.low == pytest.approx(1 - rest.high, abs=1e-9)


@given(part=st.integers(0, 1000), more=st.integers(2, 50))
def test_more_clients_of_the_same_share_narrow_it(part: int, more: int) -> None:
    few, many = rate_of(part, 1000), rate_of(part * more, 1000 * more)
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


def test_nobody_has_no_share() -> None:
    assert rate_of(0, 0) is None


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (6, 5), (1, 0)])
def test_a_part_beyond_the_whole_is_refused(part: int, whole: int) -> None:
    with pytest.raises(
        UsageError, match=f"{part} of {whole} is no share; the part lies between 0 and the whole"
    ):
        rate_of(part, whole)
