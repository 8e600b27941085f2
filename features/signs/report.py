"""Who shows which signs of leaving on a day, each with its evidence in words: no model is asked."""

from datetime import date

import pandas as pd

from features.engines.computing import computing
from features.events import Events
from features.leaving import AT_RISK
from features.settings import Settings
from features.signs.found import sign_lists, signs_text
from features.signs.rules import SIGNS

#: What the report says of each client.
COLUMNS = (
    *("client_id", "as_of", "status", "abc", "xyz", "abc_before", "xyz_before", "own_cycle_days"),
    *("days_since_order", "overdue_ratio", "historical_value", "signs", "signs_text"),
)


def sign_report(events: Events, settings: Settings, *, as_of: date) -> pd.DataFrame:
    """List the clients who show a sign, those not yet lost first, the most profitable before the others.

    Parameters
    ----------
    events : Events
        Accepted events.
    settings : Settings
        Section ``[signs]`` holds the thresholds.
    as_of : date
        What was known when this day began counts.

    Returns
    -------
    DataFrame
        `COLUMNS`, one row a client with at least one sign; `signs` are lists of codes, `historical_value` is
        margin so far. `signs_text` is in the company's language.

    References
    ----------
    M11–M20, and M21, M25–M27.
    """
    with computing(events, settings) as place:
        rows: pd.DataFrame = place.table(settings).at(place.engine, as_of)[0].to_pandas()
    found = rows.assign(
        signs=pd.Series(sign_lists(rows, settings.signs), index=rows.index, dtype="object"),
        historical_value=rows["margin_ever"],
        is_lost=~rows["status"].isin(AT_RISK),
    )
    found = found[found["signs"].str.len() > 0]
    found = found.sort_values(
        ["is_lost", "historical_value", "client_id"], ascending=[True, False, True], ignore_index=True
    )
    texts = signs_text(found, settings.signs, settings.company.language)
    return found.assign(signs_text=pd.Series(texts, index=found.index, dtype="object"))[list(COLUMNS)]


def sign_counts(report: pd.DataFrame) -> list[dict[str, str | int]]:
    """Count the clients of a `sign_report` by sign, those not yet lost also apart.

    Examples
    --------
    >>> told = pd.DataFrame({"status": ["active", "lost"], "signs": [["low_nps"], ["low_nps", "returns"]]})
    >>> for line in sign_counts(told):
    ...     print(line)
    {'rule': 'M15', 'sign': 'low_nps', 'clients': 2, 'not_lost': 1}
    {'rule': 'M16', 'sign': 'returns', 'clients': 1, 'not_lost': 0}
    """
    shown = report[["status", "signs"]].explode("signs")
    counts, there = shown["signs"].value_counts(), shown["status"].isin(AT_RISK)
    not_lost = shown.loc[there, "signs"].value_counts()
    return [
        {
            "rule": sign.rule,
            "sign": sign.code,
            "clients": int(counts[sign.code]),
            "not_lost": int(not_lost.get(sign.code, 0)),
        }
        for sign in SIGNS
        if sign.code in counts.index
    ]
