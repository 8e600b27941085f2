"""What can go wrong, in words for the person who can mend it.

Every message says what we got, what we need and what to do. The command line exits with the class's
``exit_code``; the HTTP edge maps the classes to statuses in one table of its own.
"""

from collections.abc import Sequence


class WinbackError(Exception):
    """Anything winback refuses or cannot do; the message is for a person."""

    exit_code = 1


class UsageError(WinbackError, ValueError):
    """A command, setting or argument that cannot be taken as given."""

    exit_code = 2


class UnknownValueError(UsageError):
    """A value outside a closed vocabulary; what was given is not repeated, which values there are is."""

    code = "unknown_value"

    def __init__(self, words: str, *, name: str = "", choices: Sequence[str] = ()) -> None:
        super().__init__(words)
        told = {"field": name, "code": self.code, "detail": f"Must be one of: {', '.join(choices)}"}
        self.errors = (told,) if name else ()


class SettingsError(UsageError):
    """`winback.toml` or an environment variable holds something we cannot use."""


class BadDataError(WinbackError, ValueError):
    """The source's data are structurally unfit; the previous results stay as they were."""

    exit_code = 3


class DamagedError(WinbackError, ValueError):
    """A published file is not the one its manifest describes."""

    exit_code = 3


class GateError(WinbackError, RuntimeError):
    """A gate said no: not promoted, or too little data to learn from."""

    exit_code = 4


class NotFoundError(WinbackError, LookupError):
    """The client, version or published result that was asked for does not exist."""

    exit_code = 5


class UnknownNameError(NotFoundError):
    """Somebody named a version or a key that does not exist, or asked for one that never was."""

    exit_code = 2


class BusyError(WinbackError, RuntimeError):
    """Another run holds the lock, or a part we need is down."""

    exit_code = 5


class ConflictError(WinbackError, RuntimeError):
    """The ledger forbids it: the attempt is spent, or the client is held out."""

    exit_code = 4
