"""Which form a ledger's tables have, and how an older ledger is brought to today's form."""

from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, inspect, text

from features.errors import SettingsError

#: The form that this winback works with: the newest module of `migrations/versions`.
HEAD = "r0004"
#: The form of a ledger that was made before forms were written down.
FIRST = "r0001"
#: Where a ledger says which form it has; a name of our own, as MLflow may share the database.
VERSION_TABLE = "ledger_version"

MIGRATIONS = Path(__file__).parent / "migrations"

#: Alembic's `op` is one for the whole process, so its threads take turns.
_turn = Lock()


def form_of(connection: Connection) -> str | None:
    """Tell a ledger's form, or None for an empty database.

    Parameters
    ----------
    connection : Connection
        Of the ledger's database; only read from.
    """
    standing = set(inspect(connection).get_table_names())
    if VERSION_TABLE in standing:
        found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
        if found is not None:
            return str(found)
    return FIRST if "episodes" in standing else None


def bring_up(connection: Connection, *, place: str) -> None:
    """Make the tables of an empty database, or bring those of an older ledger to today's form.

    Parameters
    ----------
    connection : Connection
        In a transaction in which nobody else changes the tables; all of it stands afterwards, or nothing.
    place : str
        Where the ledger lies, for the message.

    Raises
    ------
    SettingsError
        If the ledger's form is one that this winback does not know: a newer one made it.
    """
    from alembic.config import Config  # only now: most starts find today's form
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(MIGRATIONS))
    with _turn:
        standing = form_of(connection)
        check_known(standing, (script.revision for script in scripts.walk_revisions()), place=place)

        def steps(revision: Any, _: Any) -> Any:
            return scripts._upgrade_revs(HEAD, revision)  # as Alembic's own documentation does it

        with EnvironmentContext(Config(), scripts, fn=steps) as environment:
            environment.configure(connection=connection, version_table=VERSION_TABLE)
            if standing is not None:
                environment.get_context().stamp(scripts, standing)
            environment.run_migrations()


def check_known(standing: str | None, known: Iterable[str], *, place: str) -> None:
    """Refuse a form that is not among those known.

    Examples
    --------
    >>> check_known("r0099", ["r0001", "r0002"], place="sqlite /ledger.db")
    Traceback (most recent call last):
    ...
    features.errors.SettingsError: The ledger (sqlite /ledger.db) has the form r0099, and this winback ...
    """
    if standing is not None and standing not in set(known):
        raise SettingsError(
            f"The ledger ({place}) has the form {standing}, and this winback knows forms up to {HEAD}: "
            "a newer winback has changed it. Install that one, or restore a copy of the ledger made before."
        )
