"""Signs are listed without a model: who shows one, in which order, and how often each is seen."""

from datetime import datetime

import ibis
import pandas as pd
import pyarrow as pa
import pytest

from features.acceptance.quality import accept_rows
from features.settings import Settings, Signs
from features.signs.report import COLUMNS, sign_counts, sign_report
from tests.features.company import day

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")


@pytest.fixture(scope="module")
def report() -> pd.DataFrame:
    """Six clients: two of them well, two late with money between them, two gone."""
    every_ten = [(client, number) for client in ("well", "fine") for number in range(0, 200, 10)]
    late = [(client, number) for client in ("small", "large") for number in range(0, 175, 10)]
    gone = [(client, number) for client in ("gone", "went") for number in range(0, 100, 10)]
    amounts = {"small": 10.0, "large": 900.0, "gone": 50_000.0}
    orders = pa.table(
        {
            "client_id": [client for client, _ in (*every_ten, *late, *gone)],
            "ordered_at": [day(number) for _, number in (*every_ten, *late, *gone)],
            "amount": [amounts.get(client, 100.0) for client, _ in (*every_ten, *late, *gone)],
        }
    )
    settings = Settings(signs=Signs(overdue_ratio=2))
    events, _ = accept_rows({"orders": orders}, settings, ibis.duckdb.connect(), now=datetime(2026, 1, 1))
    return sign_report(events, settings, as_of=day(195))


def test_those_not_yet_lost_stand_first_the_most_profitable_before_the_others(report: pd.DataFrame) -> None:
    assert list(report.columns) == list(COLUMNS)
    assert report["client_id"].tolist() == ["large", "small", "gone", "went"]
    assert report["status"].tolist() == ["overdue", "overdue", "lost", "lost"]


def test_each_client_has_its_signs_and_their_words_in_the_companys_language(report: pd.DataFrame) -> None:
    first = report.iloc[0]
    assert first["signs"][0] == "overdue"
    assert first["signs_text"].startswith("молчит 25 дней при обычных 10")
    assert set(sign_counts(report)[0].items()) == {
        ("rule", "M11"),
        ("sign", "overdue"),
        ("clients", 4),
        ("not_lost", 2),
    }
