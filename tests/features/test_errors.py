"""Every error has one root, a matching builtin and an exit code of the contract."""

import pytest

from features import errors
from features.errors import WinbackError

CODES = {
    "WinbackError": 1,
    "UsageError": 2,
    "UnknownValueError": 2,
    "SettingsError": 2,
    "BadDataError": 3,
    "DamagedError": 3,
    "GateError": 4,
    "ConflictError": 4,
    "NotFoundError": 5,
    "UnknownNameError": 2,
    "BusyError": 5,
}
BUILTIN = {
    "UsageError": ValueError,
    "UnknownValueError": ValueError,
    "SettingsError": ValueError,
    "BadDataError": ValueError,
    "DamagedError": ValueError,
    "GateError": RuntimeError,
    "ConflictError": RuntimeError,
    "NotFoundError": LookupError,
    "UnknownNameError": LookupError,
    "BusyError": RuntimeError,
}


def test_all_errors_are_known_here() -> None:
    found = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, WinbackError)
    }
    assert found == set(CODES)


@pytest.mark.parametrize("name", CODES)
def test_an_error_exits_by_the_contracts_code(name: str) -> None:
    assert getattr(errors, name).exit_code == CODES[name]


@pytest.mark.parametrize("name", BUILTIN)
def test_an_error_is_caught_by_the_root_and_by_the_builtin(name: str) -> None:
    for kind in (WinbackError, BUILTIN[name]):
        with pytest.raises(kind, match="what to do"):
            raise getattr(errors, name)("what to do")
