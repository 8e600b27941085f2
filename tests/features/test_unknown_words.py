"""Words that we do not know are told, and the settings may say what they mean."""

from pathlib import Path

import pytest

from features.errors import BadDataError, SettingsError
from tests.features.reading import HEAD, faults, read


def test_words_of_theirs_mean_what_the_settings_say(tmp_path: Path) -> None:
    orders = f"{HEAD.strip()},status\n1,2025-03-03,5,Partially_Refunded \n2,2025-03-03,5,ждёт\n3,2025-03-03,5,done\n"
    words = {"status": {"partially_refunded": "done", " Ждет": "cancelled"}}
    found = read(tmp_path, {"orders.csv": orders}, {"orders": {"values": words}})
    assert [row["status"] for row in found.rows()] == ["done", "cancelled", "done"]
    assert faults(found.report["orders"]) == [("status", "spelling", "repaired", 2, (2, 3))]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            {"status": {"pending": "waiting"}},
            r"\[source.tables.orders.values.status\] .pending. = .waiting. is no word of status. Write one of:"
            " done, cancelled, returned",
        ),
        ({"branch": {"a": "b"}}, "values.branch. is no column with known words; .* status, currency"),
    ],
)
def test_words_that_we_do_not_know_are_refused(
    tmp_path: Path, words: dict[str, dict[str, str]], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        read(tmp_path, {"orders.csv": HEAD}, {"orders": {"values": words}})


def test_unknown_words_are_told_with_what_to_write(tmp_path: Path) -> None:
    """The message says which, and how to say what they mean."""
    rows = "".join(f"{n},2025-03-03,5,{'on hold' if n % 3 else 'draft'}\n" for n in range(9))
    table = {"columns": {"status": 'Payment "state" $.x'}}
    header = 'client_id,ordered_at,amount,"Payment ""state"" $.x"\n'
    message = (
        "status is none of the known values: on hold, draft: 9 rows.* "
        r"\[source.tables.orders.values.status\] \"on hold\" = "
    )
    with pytest.raises(BadDataError, match=message):
        read(tmp_path, {"orders.csv": header + rows}, {"orders": table})


def test_what_are_no_words_of_a_list_is_not_told(tmp_path: Path) -> None:
    """A column of names that was mapped by mistake does not come into the report."""
    good = "".join(f"good{n},2025-03-03,5,done\n" for n in range(1000))
    rows = "".join(f"{n},2025-03-03,5,Ivanov {n}\n" for n in range(30))
    found = read(tmp_path, {"orders.csv": f"{HEAD.strip()},status\n{good}{rows}"})
    (fault,) = found.report["orders"].faults
    assert (fault.reason, fault.rows, fault.values) == ("unknown value", 30, ())
