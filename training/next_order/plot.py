"""The chart that sets expected against observed silence."""

import altair as alt
import pandas as pd

from training import plot_theme as look
from training.columns import with_columns
from training.plot_theme import Chart, dressed
from training.report.plot_titles import TITLES, title_of
from training.words import name_of


def silence_chart(silence: pd.DataFrame, *, language: str = "en") -> Chart:
    """Draw the share of clients without an order, expected and observed, by how far ahead one looks.

    Parameters
    ----------
    silence : DataFrame
        ``ahead`` (own horizons), ``expected, observed`` (shares).
    language : str
        `ru` or `en`.
    """
    known = with_columns(silence, ("ahead", "expected", "observed"), "silence")
    names = [name_of("value", code, language) for code in ("realised", "expected")]
    x = alt.X("ahead:Q", title=title_of("silence.x", language), axis=alt.Axis(tickCount=5))
    y = alt.Y(
        "share:Q",
        title=title_of("silence.y", language),
        axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    )
    colour = alt.Color("name:N", scale=alt.Scale(domain=names, range=[look.PALE, look.INK]))

    def drawn(column: str, name: str) -> alt.Chart:
        table = pd.DataFrame({"ahead": known["ahead"], "share": known[column], "name": name})
        return alt.Chart(table).encode(x=x, y=y, color=colour)

    observed = drawn("observed", names[0]).mark_circle(size=190, opacity=1)
    expected = drawn("expected", names[1]).mark_line(
        strokeWidth=2, point=alt.OverlayMarkDef(size=40, filled=True)
    )
    chart = alt.layer(observed, expected).properties(width=430)
    return dressed(chart, TITLES, "silence", language)
