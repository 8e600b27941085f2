"""Whether a table has the columns that a chart or the report reads."""

from collections.abc import Sequence

import pandas as pd

from features.errors import UsageError


def with_columns(table: pd.DataFrame, needed: Sequence[str], name: str) -> pd.DataFrame:
    """Give the table back if it has the columns.

    Parameters
    ----------
    table : DataFrame
    needed : sequence of str
        Columns that are read.
    name : str
        What the caller calls the table, for the message.

    Raises
    ------
    UsageError
        If a column is missing; it names those that are there.

    Examples
    --------
    >>> with_columns(pd.DataFrame({"feature": ["tenure_days"]}), ["feature", "gain"], "importance")
    Traceback (most recent call last):
    ...
    features.errors.UsageError: importance has the columns feature; gain is missing. Give a table with ...
    """
    missing = [column for column in needed if column not in table.columns]
    if missing:
        raise UsageError(
            f"{name} has the columns {', '.join(map(str, table.columns))}; {', '.join(missing)} is missing. "
            f"Give a table with {', '.join(needed)}."
        )
    return table
