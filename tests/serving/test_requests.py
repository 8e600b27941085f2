"""What a body may hold."""

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from features.schema import TABLES
from serving.edge.requests import MOST_IDS, LiveRequest, ScoresRequest

ORDER = {"client_id": "1", "ordered_at": "2026-02-01T10:00:00+03:00", "amount": 100}


def live(**changes: Any) -> Any:
    return LiveRequest.model_validate_json(json.dumps({"as_of": "2026-03-01", "orders": [ORDER], **changes}))


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"as_of": "2026-02-30"}, "day that exists"),
        ({"as_of": 1772323200}, "day as YYYY-MM-DD"),
        ({"as_of": "2026-03-01T00:00:00"}, "day as YYYY-MM-DD"),
        ({"orders": []}, "at least 1 item"),
        ({"sales": []}, "Extra inputs"),
        ({"orders": [ORDER | {"amount": "100"}]}, "valid number"),
        ({"orders": [ORDER | {"amount": True}]}, "valid number"),
        ({"orders": [ORDER | {"amount": 1e13}]}, "less than or equal"),
        ({"orders": [ORDER | {"client_id": 1}]}, "valid string"),
        ({"orders": [ORDER | {"client_id": ""}]}, "at least 1 character"),
        ({"orders": [ORDER | {"client_id": "a\x00b"}]}, "should match pattern"),
        ({"orders": [ORDER | {"client_id": "x" * 201}]}, "at most 200"),
        ({"orders": [ORDER | {"ordered_at": "1772323200"}]}, "RFC 3339"),
        ({"orders": [ORDER | {"ordered_at": "2026-02-01T25:00:00"}]}, "time that exists"),
        ({"orders": [ORDER | {"ordered_at": "0001-01-01T00:00:00+14:00"}]}, "from 1900 to 2199"),
        ({"orders": [ORDER | {"status": "gone"}]}, "'done', 'cancelled' or 'returned'"),
        ({"orders": [ORDER | {"colour": "red"}]}, "Extra inputs"),
        ({"orders": [{"client_id": "1", "amount": 1}]}, "Field required"),
        ({"nps": [{"client_id": "1", "answered_at": "2026-02-01", "score": 11}]}, "less than or equal to 10"),
        ({"nps": [{"client_id": "1", "answered_at": "2026-02-01", "score": 9.5}]}, "valid integer"),
    ],
)
def test_a_live_request_is_taken_strictly(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError, match=where):
        live(**changes)


def test_errors_never_repeat_what_was_sent() -> None:
    with pytest.raises(ValidationError) as refusal:
        live(orders=[ORDER | {"amount": "secret-value"}])
    assert "secret-value" not in str(refusal.value)


def test_every_event_table_can_be_sent() -> None:
    assert set(LiveRequest.model_fields) == {"as_of", *TABLES}


def test_times_become_the_companys_wall_clock_and_what_is_left_out_stays_out() -> None:
    request = live(orders=[ORDER, {"client_id": "2", "ordered_at": "2026-02-28T22:30:00Z", "amount": 1.5}])
    rows = request.tables(ZoneInfo("Asia/Vladivostok"))["orders"]
    assert rows[0] == {"client_id": "1", "ordered_at": datetime(2026, 2, 1, 17), "amount": 100.0}
    assert rows[1]["ordered_at"] == datetime(2026, 3, 1, 8, 30)
    assert request.as_of == date(2026, 3, 1)
    assert request.client_ids() == ["1", "2"]


def test_as_many_ids_as_allowed_are_taken_and_one_more_is_refused() -> None:
    ids = [str(number) for number in range(MOST_IDS)]
    assert len(ScoresRequest(client_ids=ids).client_ids) == MOST_IDS
    with pytest.raises(ValidationError, match="at most 1000 items"):
        ScoresRequest(client_ids=[*ids, "more"])
