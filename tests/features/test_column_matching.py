"""Each column of ours finds its own, and a message names what there is without showing a client's data."""

from collections.abc import Mapping

import pytest

from features.acceptance.columns import SourceColumn
from features.acceptance.sql import Form
from features.errors import BadDataError
from features.reading.column_matching import match_columns
from features.schema import event_table

NPS = event_table("nps")


def found(header: str, mapping: Mapping[str, str] | None = None) -> dict[str, str]:
    columns = [SourceColumn(name, f"c{at}", Form.TEXT) for at, name in enumerate(header.split("|"))]
    return {ours: theirs.name for ours, theirs in match_columns(NPS, columns, mapping or {}).items()}


def test_our_own_names_are_found_in_any_spelling() -> None:
    told = found(" Client_ID|ANSWERED_AT|score|Topic")
    assert told == {
        "client_id": " Client_ID",
        "answered_at": "ANSWERED_AT",
        "score": "score",
        "topic": "Topic",
    }


def test_a_mapping_is_taken_by_the_letter() -> None:
    assert (
        found("Клиент|Дата|Score|score", {"client_id": "Клиент", "answered_at": "Дата"})["score"] == "score"
    )


def test_one_column_may_serve_two_of_ours() -> None:
    told = found("id|day|score", {"client_id": "id", "answered_at": "day", "known_at": "day"})
    assert (told["answered_at"], told["known_at"]) == ("day", "day")


@pytest.mark.parametrize(
    ("header", "mapping", "message"),
    [
        ("client_id|score", {}, r"column 'answered_at' \(for answered_at\) .* There are: client_id, score\. Write"),
        ("client_id|answered_at|Оценки", {"score": "Оценка"}, r"'Оценка' \(for score\).* Nearest is 'Оценки'"),
        ("client_id|answered_at|score", {"scores": "x"}, r"no column 'scores' to map to\. Did you mean score\?"),
        ("Score|SCORE|client_id|answered_at", {}, r"there are the columns 'Score' and 'SCORE'\. Say which one"),
        ("7|2025-01-31|9", {}, "whose first line looks like data, not like names of columns. A header line is nee"),
        ("Ivanov|31.01.2025 10:00|nine", {}, "whose first line looks like data"),
        ("Ivanov|2025-01-31T10:00:00Z|nine", {}, "whose first line looks like data"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said(header: str, mapping: Mapping[str, str], message: str) -> None:
    with pytest.raises(BadDataError, match=message) as caught:
        found(header, mapping)
    assert "Ivanov" not in str(caught.value)
