"""Who may take a client's task."""

from datetime import date, datetime
from typing import Any

import ibis
import numpy as np
import pandas as pd
import pytest

from features.events import Events
from features.settings import Executor
from serving.options.executors import MANAGEMENT, assigned_pools, hours_of, lost_by, staff_today

AS_OF = date(2026, 3, 1)
STAFF = pd.DataFrame(
    {
        "executor": ["Anna", "Boris", "Gleb", "Vera"],
        "branch": ["North", "North", "South", "North"],
        "in_office": [True, True, True, False],
        "experience": [1.0, 2.0, 5.0, 9.0],
    }
)


def pool(
    manager: str | None,
    *,
    lost: bool = True,
    branch: str = "North",
    large: bool = False,
    losers: tuple[str, ...] = (),
    executors: dict[str, Executor] | None = None,
    staff: pd.DataFrame = STAFF,
) -> tuple[Any, Any]:
    client = pd.DataFrame(
        {
            "client_id": ["a"],
            "list": ["recoverable" if lost else "at_risk"],
            "branch": [branch],
            "manager": [manager],
            "large": [large],
        }
    )
    told = pd.DataFrame({"client_id": ["a"] * len(losers), "manager": list(losers)})
    found = assigned_pools(client, staff, executors or {}, told).iloc[0]
    return found["executors"], found["barred_managers"]


def test_a_lost_client_goes_to_somebody_more_experienced_of_the_branch() -> None:
    assert pool("Anna") == ("Boris", "Anna")


def test_where_the_branch_has_nobody_more_experienced_another_branch_helps() -> None:
    assert pool("Boris") == ("Gleb", "Boris")


def test_whom_the_most_experienced_lost_the_management_calls() -> None:
    assert pool("Gleb", branch="South") == (MANAGEMENT, "Gleb")
    assert pool("Vera")[0] == MANAGEMENT  # nobody in office knows more than she did


def test_everybody_who_had_the_client_at_the_last_order_is_barred() -> None:
    assert pool("Anna", losers=("Boris",)) == ("Gleb", "Anna; Boris")


def test_a_rank_of_the_settings_goes_before_the_years() -> None:
    assert pool("Boris", executors={"Anna": Executor(rank=1)}) == ("Anna", "Boris")


def test_who_is_away_gets_no_task() -> None:
    assert pool("Anna", executors={"Boris": Executor(away=True)}) == ("Gleb", "Anna")


def test_who_is_at_risk_stays_with_its_own_manager_while_in_office() -> None:
    assert pool("Anna", lost=False) == ("Anna", None)
    assert pool("Vera", lost=False) == ("Anna; Boris", None)
    assert pool(None, lost=False, branch="East") == ("Anna; Boris; Gleb", None)


def test_a_large_client_goes_to_the_management() -> None:
    assert pool("Anna", large=True)[0] == MANAGEMENT
    assert pool("Anna", lost=False, large=True)[0] == MANAGEMENT


def test_where_no_manager_is_known_nobody_is_named() -> None:
    assert pd.isna(pool(None, staff=STAFF.iloc[:0])[0])


def test_hours_are_those_of_the_settings_and_endless_for_the_management() -> None:
    found = hours_of(["Anna", "Boris", MANAGEMENT], {"Anna": Executor(hours=3)}, 8)
    assert found.tolist() == [3, 8, np.inf]


@pytest.fixture(scope="module")
def events() -> Events:
    connection = ibis.duckdb.connect()
    day = [datetime(2024, 3, 1), datetime(2026, 2, 1), datetime(2025, 1, 1), datetime(2026, 2, 20)]
    orders = pd.DataFrame(
        {
            "client_id": ["a", "a", "b", "c"],
            "ordered_at": day,
            "manager": ["Anna", "Boris", "Vera", None],
            "branch": ["North", "North", "South", "South"],
            "status": [None, None, None, "cancelled"],
        }
    )
    managers = pd.DataFrame(
        {
            "client_id": ["b", "b"],
            "manager": ["Vera", "Gleb"],
            "valid_from": [datetime(2023, 1, 1), datetime(2025, 6, 1)],
            "valid_to": [datetime(2025, 5, 31), None],
            "dismissed": [True, False],
        }
    ).astype({"valid_to": "datetime64[us]"})
    connection.con.register("orders", orders)
    connection.con.register("managers", managers)
    return Events({"orders": None, "managers": None}, connection)  # type: ignore[dict-item]


def test_who_lost_the_client_is_read_off_the_last_order_and_who_was_in_charge_then(events: Events) -> None:
    found = lost_by(events, AS_OF)
    assert found.to_dict("records") == [
        {"client_id": "a", "manager": "Boris"},
        {"client_id": "b", "manager": "Vera"},
    ]


def test_experience_is_years_times_the_share_of_clients_kept(events: Events) -> None:
    people = pd.DataFrame(
        {"client_id": ["a", "b"], "branch": ["North", "South"], "manager": ["Boris", "Gleb"]}
    )
    status = pd.Series({"a": "active", "b": "lost"})
    found = staff_today(events, people, status, lost_by(events, AS_OF), as_of=AS_OF).set_index("executor")
    assert found["in_office"].to_dict() == {"Anna": False, "Boris": True, "Gleb": True, "Vera": False}
    assert found["clients_kept"].to_dict() == {"Anna": 0, "Boris": 1, "Gleb": 0, "Vera": 0}
    assert found["clients_lost"].to_dict() == {"Anna": 0, "Boris": 0, "Gleb": 0, "Vera": 1}
    # One of two is kept in all; twenty such clients are added to each manager's own.
    assert found.loc["Gleb", "experience"] == pytest.approx(273 / 365.25 * 10 / 20)
    assert found.loc["Boris", "experience"] == pytest.approx(28 / 365.25 * 11 / 21)
    assert found.loc["Boris", "branch"] == "North"
