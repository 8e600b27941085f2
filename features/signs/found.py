"""Signs that a client is leaving (M11–M21, M25–M27): found and worded without any model."""

from typing import cast

import numpy as np
import pandas as pd

from features.errors import UsageError
from features.figures import Language, say
from features.settings import Signs
from features.signs.evidence import evidence
from features.signs.rules import SIGNS

BETWEEN_SIGNS = "; "
CODES: tuple[str, ...] = tuple(sign.code for sign in SIGNS)
_BY_CODE = {sign.code: sign for sign in SIGNS}
_EVIDENCE = tuple(dict.fromkeys(name for sign in SIGNS for name in sign.evidence))


def sign_flags(rows: pd.DataFrame, thresholds: Signs) -> pd.DataFrame:
    """Say for each row which signs hold.

    Parameters
    ----------
    rows : DataFrame
        Rows of the feature table; for the class sign also ``abc_before, xyz_before``. A missing column or
        value gives no sign.
    thresholds : Signs
        The section ``[signs]``.

    Returns
    -------
    DataFrame of bool
        One column for each of `CODES`, indexed as `rows`.

    Examples
    --------
    >>> flags = sign_flags(pd.DataFrame({"nps_last": [6.0, 7.0, None]}), Signs())
    >>> flags["low_nps"].tolist()
    [True, False, False]
    """
    return _flags(evidence(rows), thresholds)


def _flags(seen: pd.DataFrame, thresholds: Signs) -> pd.DataFrame:
    return pd.DataFrame({sign.code: sign.holds(seen, thresholds) for sign in SIGNS}, index=seen.index)


def sign_lists(rows: pd.DataFrame, thresholds: Signs) -> list[list[str]]:
    """Give each row's codes, for the column `signs` of the scores.

    Examples
    --------
    >>> sign_lists(pd.DataFrame({"nps_last": [6.0, 7.0]}), Signs())
    [['low_nps'], []]
    """
    flags = sign_flags(rows, thresholds).to_numpy()
    patterns, which = np.unique(flags, axis=0, return_inverse=True)
    named = [[code for code, holds in zip(CODES, pattern, strict=True) if holds] for pattern in patterns]
    return [list(named[pattern]) for pattern in which]


def signs(rows: pd.DataFrame, thresholds: Signs) -> pd.DataFrame:
    """List the signs that hold, each with its evidence.

    Parameters
    ----------
    rows : DataFrame
        As for `sign_flags`, with ``client_id``.
    thresholds : Signs
        The section ``[signs]``.

    Returns
    -------
    DataFrame
        ``client_id, sign, rule`` and every column that a sign shows; one row for each sign that holds, in
        the order of `rows`, then of `SIGNS`.

    Raises
    ------
    UsageError
        If the rows name no clients.
    """
    if "client_id" not in rows:
        raise UsageError("The rows have no column client_id; signs are given by client. Add it.")
    seen = evidence(rows)
    row, sign = np.nonzero(_flags(seen, thresholds).to_numpy())
    found = seen.reindex(columns=["client_id", *_EVIDENCE]).iloc[row].reset_index(drop=True)
    found.insert(1, "sign", np.array(CODES, dtype=object)[sign])
    found.insert(2, "rule", np.array([known.rule for known in SIGNS], dtype=object)[sign])
    return found


def sign_texts(found: pd.DataFrame, language: Language) -> list[str]:
    """Word each row of `signs`.

    Parameters
    ----------
    found : DataFrame
        What `signs` gave, or some rows of it.
    language : {"ru", "en"}

    Returns
    -------
    list of str

    Raises
    ------
    UsageError
        If we don't speak the language.

    Examples
    --------
    >>> row = {"client_id": ["1"], "days_since_order": [62], "own_cycle_days": [21], "overdue_ratio": [2.95]}
    >>> sign_texts(signs(pd.DataFrame(row), Signs()), "ru")
    ['молчит 62 дня при обычных 21']
    """
    records = cast("list[dict[str, object]]", found.to_dict("records"))
    templates = {code: (sign.ru if language == "ru" else sign.en) for code, sign in _BY_CODE.items()}
    return [
        say(templates[code], record, language) for code, record in zip(found["sign"], records, strict=True)
    ]


def signs_text(rows: pd.DataFrame, thresholds: Signs, language: Language) -> list[str | None]:
    """Word all signs of each row in one text, None where there are none; meant for listed clients only."""
    flags = sign_flags(rows, thresholds).to_numpy().sum(axis=1)
    texts = iter(sign_texts(signs(rows, thresholds), language))
    return [BETWEEN_SIGNS.join(next(texts) for _ in range(count)) or None for count in flags]
