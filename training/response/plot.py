"""The charts of Qini and money-Qini: how far a ranking by effect beats contacting at random."""

import altair as alt
import pandas as pd

from training import plot_theme as look
from training.plot_theme import Chart, dressed
from training.report.plot_titles import TITLES, title_of

KINDS = {"orders": "qini", "money": "money_qini"}
_DASHED = [5, 4]


def qini_charts(curves: pd.DataFrame, language: str) -> dict[str, Chart]:
    """Draw the curves of each list, by kind.

    Parameters
    ----------
    curves : DataFrame
        ``list, action, kind, contacted_share, gain, low, high, at_random`` (`training.response.learning`).
    language : str
        `ru` or `en`.

    Returns
    -------
    dict of str to Chart
        `qini.LIST` and `money_qini.LIST`.
    """
    if curves.empty:
        return {}
    return {
        f"{KINDS[str(kind)]}.{list_name}": _chart(rows, KINDS[str(kind)], language)
        for (list_name, kind), rows in curves.groupby(["list", "kind"], sort=False)
    }


def _chart(rows: pd.DataFrame, key: str, language: str) -> Chart:
    factor = 100.0 if key == "qini" else 1.0
    table = rows.assign(**{name: factor * rows[name] for name in ("gain", "low", "high", "at_random")})
    x = alt.X(
        "contacted_share:Q",
        title=title_of(f"{key}.x", language),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    )
    colour = alt.Color("action:N", legend=alt.Legend(title=None))
    y = alt.Y("gain:Q", title=title_of(f"{key}.y", language))
    band = alt.Chart(table).mark_area(opacity=0.12).encode(x=x, y="low:Q", y2="high:Q", color=colour)
    line = alt.Chart(table).mark_line(strokeWidth=2).encode(x=x, y=y, color=colour)
    chance = alt.Chart(table).mark_line(strokeWidth=1.2, strokeDash=_DASHED, color=look.PALE)
    drawn = alt.layer(band, line, chance.encode(x=x, y="at_random:Q", detail="action:N")).properties(
        width=430
    )
    return dressed(drawn, TITLES, key, language)
