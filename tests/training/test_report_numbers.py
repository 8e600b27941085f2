"""Numbers, money and days as the report writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import UsageError
from training import report_numbers as write


@given(st.floats(-1e9, 1e9), st.integers(0, 4), st.sampled_from(["ru", "en"]))
def test_what_is_written_is_read_back_within_its_last_digit(value: float, places: int, language: str) -> None:
    text = write.number(value, language, places=places)
    plain = text.replace(write.MINUS, "-").replace(write.NO_BREAK, "")
    plain = plain.replace(",", ".") if language == "ru" else plain.replace(",", "")
    assert abs(float(plain) - value) <= 0.5 * 10**-places + 1e-6


@pytest.mark.parametrize("nothing", [None, float("nan"), float("inf"), float("-inf")])
def test_what_is_not_known_is_not_written(nothing: float | None) -> None:
    assert (
        write.number(nothing, "ru") == write.share(nothing, "en") == write.money(nothing, "ru", "RUB") == ""
    )
    assert write.day(None, "ru") == write.short_day(None, "en") == ""


def test_a_number_that_rounds_to_zero_has_no_sign() -> None:
    assert write.number(-0.001, "en", places=2) == "0.00"
    assert write.number(0.001, "ru", places=1, signed=True) == "0,0"


def test_the_sign_stands_before_a_share_on_request() -> None:
    assert write.share(0.384, "en", places=1, signed=True) == "+38.4%"
    assert write.share(-0.021, "ru", places=1, signed=True) == "−2,1\u00a0%"


def test_an_unknown_currency_keeps_its_code() -> None:
    assert write.money(1000, "en", "CHF") == "1,000\u00a0CHF"


def test_every_month_has_its_word_in_both_languages() -> None:
    for language in ("ru", "en"):
        assert len({write.day(date(2025, month, 1), language) for month in range(1, 13)}) == 12


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(UsageError, match="language is 'de'"):
        write.number(1, "de")
