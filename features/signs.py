"""Signs that a client is leaving (M11–M21): rules with their evidence in numbers, without any model."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.errors import UsageError
from features.evidence import CLASS_BEFORE, CLASS_NOW, evidence, numbers
from features.figures import Language, named_in, say
from features.settings import Signs

Flags = NDArray[np.bool_]
#: Complaints that take longer than this on average were solved slowly (M21), days.
SLOW_COMPLAINT_DAYS = 7.0
BETWEEN_SIGNS = "; "


@dataclass(frozen=True)
class Sign:
    """One sign.

    Attributes
    ----------
    code : str
        What the scores carry.
    rule : str
        The rule of mission.md that it follows.
    holds : callable
        evidence, thresholds → for each row whether it holds; a missing value says no.
    ru, en : str
        The sentence, to be filled in by `features.figures.say`.
    """

    code: str
    rule: str
    holds: Callable[[pd.DataFrame, Signs], Flags]
    ru: str
    en: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """The columns that the sentence shows."""
        return tuple(dict.fromkeys((*named_in(self.ru), *named_in(self.en))))


def _at_least(seen: pd.DataFrame, name: str, least: float) -> Flags:
    # Rounded to a billionth: a fall from 100 to 80 is one of 0.2.
    return np.asarray(np.round(numbers(seen, name), 9) >= least)


def _silent(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return _at_least(seen, "overdue_ratio", thresholds.overdue_ratio)


def _one_order(seen: pd.DataFrame) -> Flags:
    return np.asarray(numbers(seen, "order_days") == 1)


def _overdue(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    # A client of one order has no cycle of its own; that is the sign `no_repeat`.
    return _silent(seen, thresholds) & ~_one_order(seen)


def _no_repeat(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return _silent(seen, thresholds) & _one_order(seen)


def _class_fall(seen: pd.DataFrame, _: Signs) -> Flags:
    # Letters fall as they rise in the alphabet, and value weighs before regularity.
    fallen = seen[CLASS_NOW] > seen[CLASS_BEFORE]
    return fallen.fillna(False).to_numpy(dtype=np.bool_)


def _low_nps(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return np.asarray(numbers(seen, "nps_last") < thresholds.nps_below)


def _returns(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    often = _at_least(seen, "setback_share_365", thresholds.returns_share)
    return often & _at_least(seen, "setbacks_365", 1)


def _check_fall(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    drift = numbers(seen, "check_drift")
    return np.asarray((np.round(1 - np.exp(drift), 9) >= thresholds.check_fall_share) & (drift < 0))


def _complaints(seen: pd.DataFrame, thresholds: Signs) -> Flags:
    return _at_least(seen, "complaints_90", thresholds.complaints)


def _lately_complained(seen: pd.DataFrame) -> Flags:
    return _at_least(seen, "complaints_365", 1)


def _conflict(seen: pd.DataFrame, _: Signs) -> Flags:
    return _at_least(seen, "complaints_conflict", 1) & _lately_complained(seen)


def _open_complaint(seen: pd.DataFrame, _: Signs) -> Flags:
    return _at_least(seen, "complaints_open", 1)


def _slow_complaint(seen: pd.DataFrame, _: Signs) -> Flags:
    return _at_least(seen, "days_to_resolve", SLOW_COMPLAINT_DAYS) & _lately_complained(seen)


#: In the order in which a seller reads them.
SIGNS: tuple[Sign, ...] = (
    Sign(
        "overdue",
        "M11",
        _overdue,
        "молчит {days_since_order:day} {own_cycle_days:usual}",
        "silent for {days_since_order:day} {own_cycle_days:usual}",
    ),
    Sign(
        "no_repeat",
        "M19",
        _no_repeat,
        "заказал один раз, {days_since_order:day} назад; обычно возвращаются через {own_cycle_days:day}",
        "ordered once, {days_since_order:day} ago; clients usually come back after {own_cycle_days:day}",
    ),
    Sign(
        "conflict",
        "M13",
        _conflict,
        "{complaints_conflict:conflict} за всё время, последняя жалоба {days_since_complaint:day} назад",
        "{complaints_conflict:conflict} so far, the last complaint {days_since_complaint:day} ago",
    ),
    Sign(
        "open_complaint",
        "M21",
        _open_complaint,
        "{complaints_open:open_complaint}, самая старая ждёт {oldest_open_complaint_days:day}",
        "{complaints_open:open_complaint}, the oldest waiting for {oldest_open_complaint_days:day}",
    ),
    Sign(
        "slow_complaint",
        "M21",
        _slow_complaint,
        "жалобы решались в среднем {days_to_resolve:day}",
        "complaints took {days_to_resolve:day} on average to resolve",
    ),
    Sign(
        "complaints",
        "M20",
        _complaints,
        "{complaints_90:complaint} за 90 дней",
        "{complaints_90:complaint} in 90 days",
    ),
    Sign(
        "low_nps",
        "M15",
        _low_nps,
        "оценка NPS {nps_last} из 10, {days_since_nps:day} назад",
        "NPS answer {nps_last} of 10, {days_since_nps:day} ago",
    ),
    Sign(
        "check_fall",
        "M18",
        _check_fall,
        "чек упал: последние {recent_orders:order} в среднем по {recent_check} против {check_before} прежде",
        "checks fall: last {recent_orders:order} at {recent_check} on average against {check_before} before",
    ),
    Sign(
        "class_fall",
        "M14",
        _class_fall,
        "класс упал с {class_before} до {class_now}",
        "class fell from {class_before} to {class_now}",
    ),
    Sign(
        "returns",
        "M16",
        _returns,
        "{returns_365:return} и {cancellations_365:cancellation} за год, {setback_share_365:percent} заказов",
        "{returns_365:return} and {cancellations_365:cancellation} in a year, "
        "{setback_share_365:percent} of orders",
    ),
)
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
    records = found.to_dict("records")
    templates = {code: (sign.ru if language == "ru" else sign.en) for code, sign in _BY_CODE.items()}
    return [
        say(templates[code], {str(name): value for name, value in record.items()}, language)
        for code, record in zip(found["sign"], records, strict=True)
    ]


def signs_text(rows: pd.DataFrame, thresholds: Signs, language: Language) -> list[str | None]:
    """Word all signs of each row in one text, None where there are none; meant for listed clients only."""
    flags = sign_flags(rows, thresholds).to_numpy().sum(axis=1)
    texts = iter(sign_texts(signs(rows, thresholds), language))
    return [BETWEEN_SIGNS.join(next(texts) for _ in range(count)) or None for count in flags]
