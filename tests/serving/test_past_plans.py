"""The recorded plans, as monitoring reads them."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from serving.ledger import Ledger, PlanRecord
from serving.past.plans import HEADS, ROWS, past_plans

NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)


def test_plans_of_past_days_are_read_with_those_held_out(tmp_path: Path) -> None:
    rows = pd.DataFrame({"client_id": ["00123", "7"], "held_out": [False, True], "uplift": [0.1, None]})
    with closing(Ledger(f"sqlite:///{tmp_path}/ledger.db")) as ledger:
        for number, day in (("a", date(2024, 3, 1)), ("b", date(2024, 4, 1))):
            record = PlanRecord(number, "at_risk", day, "7", None, 1.0, 1.0, 1.0)
            ledger.record_plan(record, rows, now=NOW)
        heads, found = past_plans(ledger, before=date(2024, 4, 1))
        nothing = past_plans(ledger, before=date(2024, 1, 1))
    assert heads.to_dict(orient="records") == [{"plan_id": "a", "list": "at_risk", "as_of": date(2024, 3, 1)}]
    assert found["client_id"].tolist() == ["00123", "7"]
    assert found["held_out"].tolist() == [False, True]
    assert found["uplift"].iloc[0] == 0.1
    assert found["uplift"].isna().tolist() == [False, True]
    assert [list(part.columns) for part in nothing] == [list(HEADS), list(ROWS)]
    assert [len(part) for part in nothing] == [0, 0]
