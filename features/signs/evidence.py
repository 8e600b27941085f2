"""What a seller can check behind a feature: the observed number and the usual one, in plain units."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.families.activity import WINDOWS as VISIT_WINDOWS
from features.families.average_check import SHORT_ORDERS
from features.families.complaints import WINDOWS as COMPLAINT_WINDOWS
from features.families.contacts import WINDOWS as CONTACT_WINDOWS
from features.families.frequency import WINDOWS as ORDER_WINDOWS
from features.settings import Segments

FloatArray = NDArray[np.float64]
CLASS_NOW, CLASS_BEFORE = "class_now", "class_before"
#: Column: how often even the least important client is due a contact, days.
RAREST_CONTACT_DAYS = "rarest_contact_days"


def numbers(rows: pd.DataFrame, name: str) -> FloatArray:
    """Give a column as floats; all NaN where the table lacks it."""
    if name not in rows:
        return np.full(len(rows), np.nan)
    return rows[name].to_numpy(dtype=np.float64, na_value=np.nan)


def evidence(rows: pd.DataFrame) -> pd.DataFrame:
    """Set beside the feature table what its ratios and logarithms were made of.

    Parameters
    ----------
    rows : DataFrame
        Rows of the feature table; any column may be missing, as may any value.

    Returns
    -------
    DataFrame
        The columns of `rows` as they are, and: ``usual_order_days_N`` and ``usual_amount_90`` (at the rate
        between the first and the last order day, NaN where these lie less than N days apart);
        ``recent_orders, recent_check, check_before, last_check`` (money); ``check_change_year`` (share);
        ``last_gap_days, recent_gap_days, longest_gap_days, contact_due_days``; ``rarest_contact_days`` (what
        the least important are due: as in `rows`, or by default) and ``rarest_contacts_N`` (count);
        ``complaints_before_N, setbacks_365, usual_visits_N`` (count; visits NaN where nothing is usual yet);
        ``usual_setbacks_90``, ``order_days_year_ago_60`` (count);
        ``basket_rise_share, last_price_rise_share, discount_loss_share`` (relative changes);
        ``products_kept_share, categories_kept_share, resolution_to_usual`` (shares of what was, or is usual);
        ``nps_before`` (score); ``class_now, class_before`` (text).

    Examples
    --------
    >>> row = pd.DataFrame({"order_days": [13], "tenure_days": [190], "days_since_order": [10]})
    >>> float(evidence(row)["usual_order_days_90"].iloc[0])
    6.0
    """
    derived: dict[str, FloatArray | pd.Series] = {
        **_usual_orders(rows),
        **_checks(rows),
        **_gaps(rows),
        "setbacks_365": numbers(rows, "returns_365") + numbers(rows, "cancellations_365"),
        **_changes(rows),
        "contact_due_days": _contact_due(rows),
        **_rarest_contacts(rows),
        "nps_before": numbers(rows, "nps_last") - numbers(rows, "nps_change"),
        CLASS_NOW: _classes(rows, "abc", "xyz"),
        CLASS_BEFORE: _classes(rows, "abc_before", "xyz_before"),
    }
    for days in COMPLAINT_WINDOWS:
        derived[f"complaints_before_{days}"] = numbers(rows, "complaints") - numbers(
            rows, f"complaints_{days}"
        )
    for days in VISIT_WINDOWS:
        fall = np.exp(-numbers(rows, f"visits_drift_{days}"))
        derived[f"usual_visits_{days}"] = (numbers(rows, f"visits_{days}") + 1) * fall - 1
    kept = rows[[name for name in rows.columns if name not in derived]]
    return pd.concat([kept, pd.DataFrame(derived, index=rows.index)], axis=1)


def _changes(rows: pd.DataFrame) -> Mapping[str, FloatArray]:
    """Turn logarithms of ratios into changes, and into the counts that they were made of."""
    then = np.exp(-numbers(rows, "year_on_year_60"))
    usual = np.exp(-numbers(rows, "setback_drift_90"))
    return {
        "basket_rise_share": np.expm1(numbers(rows, "basket_price_rise")),
        "last_price_rise_share": np.expm1(numbers(rows, "last_price_rise")),
        "discount_loss_share": np.expm1(numbers(rows, "discount_loss_90")),
        "products_kept_share": np.exp(numbers(rows, "products_drift_180")),
        "categories_kept_share": np.exp(numbers(rows, "categories_drift_180")),
        "resolution_to_usual": np.exp(numbers(rows, "resolution_to_usual_ratio")),
        "order_days_year_ago_60": (numbers(rows, "order_days_60") + 1) * then - 1,
        "usual_setbacks_90": (numbers(rows, "setbacks_90") + 1) * usual - 1,
    }


def _usual_orders(rows: pd.DataFrame) -> Mapping[str, FloatArray]:
    """Count what the client's rate while it ordered brings in each window; silence doesn't dilute it."""
    span = numbers(rows, "tenure_days") - numbers(rows, "days_since_order")
    rate = (numbers(rows, "order_days") - 1) / np.where(span > 0, span, np.nan)
    usual = {
        f"usual_order_days_{days}": np.where(span >= days, rate * days, np.nan) for days in ORDER_WINDOWS
    }
    return {**usual, "usual_amount_90": usual["usual_order_days_90"] * numbers(rows, "average_check")}


def _checks(rows: pd.DataFrame) -> Mapping[str, FloatArray]:
    """Take the mean check apart into the recent and the earlier one, whose log ratio is `check_drift`."""
    count, average = numbers(rows, "order_days"), numbers(rows, "average_check")
    recent = np.maximum(numbers(rows, "order_days_90"), np.minimum(count, SHORT_ORDERS))
    kept_share = np.exp(numbers(rows, "check_drift"))
    counted = recent * kept_share + count - recent
    before = average * count / np.where(counted > 0, counted, np.nan)
    return {
        "recent_orders": recent,
        "recent_check": before * kept_share,
        "check_before": before,
        "last_check": average * np.exp(numbers(rows, "last_check_log_ratio")),
        "check_change_year": np.exp(numbers(rows, "check_slope")) - 1,
    }


def _gaps(rows: pd.DataFrame) -> Mapping[str, FloatArray]:
    cycle = numbers(rows, "own_cycle_days")
    return {
        "last_gap_days": numbers(rows, "last_gap_ratio") * cycle,
        "longest_gap_days": numbers(rows, "longest_gap_ratio") * cycle,
        "recent_gap_days": np.exp(numbers(rows, "recent_gaps_log_ratio")) * cycle,
    }


def _contact_due(rows: pd.DataFrame) -> FloatArray:
    late = numbers(rows, "cadence_ratio")
    return numbers(rows, "days_since_informative_contact") / np.where(late > 0, late, np.nan)


def _rarest_contacts(rows: pd.DataFrame) -> Mapping[str, FloatArray]:
    given = RAREST_CONTACT_DAYS in rows
    default = np.full(len(rows), float(Segments().contact_every_days[-1]))
    days = numbers(rows, RAREST_CONTACT_DAYS) if given else default
    counts = {f"rarest_contacts_{window}": window / days for window in CONTACT_WINDOWS}
    return {RAREST_CONTACT_DAYS: days, **counts}


def _classes(rows: pd.DataFrame, abc: str, xyz: str) -> pd.Series:
    if abc not in rows or xyz not in rows:
        return pd.Series(None, index=rows.index, dtype="str")
    return rows[abc].astype("str") + rows[xyz].astype("str")
