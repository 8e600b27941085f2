"""What a client said on leaving stands first among its reasons, in words that a seller understands."""

from datetime import date
from typing import Any

import pandas as pd

from features.departures import COLUMNS
from features.family import Cause
from features.schema import DEPARTURE_REASONS, OUTSIDE_REASONS
from training.reasons.stated import stated_reasons, with_stated

DAY = date(2024, 11, 4)


def gone(**given: Any) -> pd.DataFrame:
    told = {"client_id": "1", "left_on": DAY, "reason": "price", "to_competitor": None} | given
    return pd.DataFrame([told], columns=list(COLUMNS), dtype="object")


def found(*codes: str | None, client_id: str = "1") -> pd.DataFrame:
    told: dict[str, Any] = {"client_id": client_id}
    for place, code in enumerate(codes, 1):
        told |= {f"reason_{place}": code, f"reason_{place}_ru": code and f"{code} по-русски"}
        told |= {f"reason_{place}_en": code and f"{code} in English"}
    return pd.DataFrame([told], index=[17], dtype="object")


def codes(told: pd.DataFrame) -> list[Any]:
    return [told[f"reason_{place}"].iloc[0] for place in (1, 2, 3)]


def test_it_stands_first_and_the_rest_moves_down() -> None:
    told = with_stated(found("service", "loyalty", "manager"), stated_reasons(gone()))
    assert codes(told) == ["price", "service", "loyalty"]
    assert told["reason_2_en"].tolist() == ["service in English"]
    assert told.index.tolist() == [17]


def test_a_cause_is_told_once_in_the_clients_words() -> None:
    told = with_stated(found("service", "price", None), stated_reasons(gone()))
    assert codes(told) == ["price", "service", None]
    assert "itself" in told["reason_1_en"].iloc[0]


def test_who_had_no_reason_has_this_one() -> None:
    assert codes(with_stated(found(None, None, None), stated_reasons(gone()))) == ["price", None, None]


def test_others_keep_theirs() -> None:
    before = found("service", None, None, client_id="2")
    pd.testing.assert_frame_equal(with_stated(before, stated_reasons(gone())), before)


def test_every_word_within_our_reach_names_a_cause_in_both_languages() -> None:
    for word in DEPARTURE_REASONS:
        told = stated_reasons(gone(reason=word))
        if word in (*OUTSIDE_REASONS, "other"):
            assert told.empty, word
        else:
            assert Cause(told["reason"].iloc[0]) is not Cause.PROFILE
            assert "04.11.2024" in told["reason_ru"].iloc[0]
            assert "2024-11-04" in told["reason_en"].iloc[0]


def test_where_a_rival_is_known_the_sentence_says_so() -> None:
    said = {rival: stated_reasons(gone(to_competitor=rival)).iloc[0] for rival in (True, False, None)}
    assert "уходя к конкуренту 04.11.2024" in said[True]["reason_ru"]
    assert "leaving for a competitor on 2024-11-04" in said[True]["reason_en"]
    for rival in (False, None):
        assert "конкурент" not in said[rival]["reason_ru"]
        assert "competitor" not in said[rival]["reason_en"]


def test_without_departures_nothing_changes() -> None:
    nobody = pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    before = found("service", None, None)
    pd.testing.assert_frame_equal(with_stated(before, stated_reasons(nobody)), before)
