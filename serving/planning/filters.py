"""Which values a list can be narrowed by: few of them are words of ours, all others are the company's own."""

from collections.abc import Mapping, Sequence

from features.errors import UnknownValueError

#: Values of the columns in which a client has one of few; in all other columns a company names its own.
CHOICES = {
    "status": ("new", "active", "overdue", "lost", "insufficient_data"),
    "risk_band": ("low", "medium", "high"),
    "abc": ("A", "B", "C"),
    "xyz": ("X", "Y", "Z"),
}


def check_values(filters: Mapping[str, Sequence[str]]) -> None:
    """Refuse a value that no client can have, so that it is not taken for a list without clients.

    Parameters
    ----------
    filters : mapping
        Column → values that may pass.

    Raises
    ------
    UnknownValueError
        If a column of `CHOICES` is to have another value; what was asked is not repeated.

    Examples
    --------
    >>> check_values({"abc": ["A", "B"], "branch": ["Nowhere"]})
    >>> check_values({"abc": ["Q"]})
    Traceback (most recent call last):
    ...
    features.errors.UnknownValueError: abc has a value that no client can have; there are: A, B, C.
    """
    for column, values in filters.items():
        choices = CHOICES.get(column)
        if choices and not {*values} <= {*choices}:
            words = f"{column} has a value that no client can have; there are: {', '.join(choices)}."
            raise UnknownValueError(words, name=column, choices=choices)
