"""Each key has its own count, which begins anew each minute and is told in every answer."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from serving.edge.rates import MOST_KEYS, Rates
from tests.serving.conftest import start_inside, stop_inside
from tests.serving.test_guard import code_of


def test_the_count_goes_down_to_nothing_and_begins_anew_after_a_minute() -> None:
    now = [1000.0]
    rates = Rates(2, clock=lambda: now[0])
    asked = []
    for seconds in (0, 10, 20, 39.5, 0.5):
        now[0] += seconds
        quota = rates.ask("a")
        assert quota is not None
        asked.append((quota.remaining, quota.seconds, quota.is_spent))
    # 1000, 1010, 1030, 1069.5 (a new window) and 1070
    assert asked == [(1, 60, False), (0, 50, False), (-1, 30, True), (1, 60, False), (0, 60, False)]


def test_without_a_limit_nothing_is_counted() -> None:
    assert Rates(0).ask("a") is None


@given(st.integers(1, 20), st.lists(st.floats(0, 30), max_size=80))
def test_no_window_lets_more_through_than_the_limit(limit: int, pauses: list[float]) -> None:
    now = [0.0]
    rates = Rates(limit, clock=lambda: now[0])
    windows: dict[float, int] = {}
    for pause in pauses:
        now[0] += pause
        quota = rates.ask("a")
        assert quota is not None
        assert 1 <= quota.seconds <= 60
        began, count = rates._counts["a"]
        assert quota.is_spent == (count > limit)
        windows[began] = windows.get(began, 0) + (not quota.is_spent)
    assert all(through <= limit for through in windows.values())
    begins = sorted(windows)
    assert all(later - earlier >= 60 for earlier, later in zip(begins, begins[1:], strict=False))


def test_the_memory_of_keys_is_bounded() -> None:
    rates = Rates(5)
    for number in range(MOST_KEYS + 50):
        rates.ask(str(number))
    assert len(rates._counts) == MOST_KEYS


def test_a_key_that_asks_too_often_is_told_when_to_come_back(tmp_path: Path) -> None:
    inside, stack = start_inside(tmp_path, requests_per_minute=3)
    try:
        answers = [inside.ask("GET", "/v1/model", as_="crm") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert [answer.headers["ratelimit"].split(";t=")[0] for answer in answers[:4]] == [
            f'"key";r={left}' for left in (2, 1, 0, 0)
        ]
        assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"key";q=3;w=60'}
        refused = answers[-1]
        assert code_of(refused) == "rate_limited"
        assert refused.headers["ratelimit"] == f'"key";r=0;t={refused.headers["retry-after"]}'
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert inside.ask("GET", "/v1/model", as_="marketer").status_code == 200
        assert inside.ask("GET", "/livez").status_code == 200
        assert "ratelimit" not in inside.ask("GET", "/livez").headers
    finally:
        stop_inside(inside, stack)
