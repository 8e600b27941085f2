"""What the model that serves is like: its calibration, what it looks at, its value and its scores."""

import altair as alt
import numpy as np
import pandas as pd

from training import plot_theme as look
from training.columns import with_columns
from training.plot_theme import PERCENT, STROKES, UNIT, Chart, diagonal, dressed, share_axis
from training.reasons.importance import described
from training.report.plot_titles import TITLES, title_of
from training.words import name_of

_BINS = 20


def calibration_chart(bins: pd.DataFrame, *, language: str = "en") -> Chart:
    """Draw predicted against observed shares of leavers, with the count of clients in each bin below.

    Parameters
    ----------
    bins : DataFrame
        ``series`` (`calibrated` or `raw`), ``churn_probability, left_share`` (said and observed), ``weight``
        (clients), and, where known, ``low, high`` (interval of the observed share); see
        `training.judging.calibration_figures.reliability`.
    language : str
        `ru` or `en`.
    """
    known = with_columns(bins, ("series", "churn_probability", "left_share", "weight"), "bins").dropna(
        subset=["churn_probability", "left_share"]
    )
    known = known.assign(name=[name_of("series", code, language) for code in known["series"]])
    order = [code for code in ("calibrated", "raw") if code in set(known["series"])]
    scale = alt.Scale(
        domain=[name_of("series", code, language) for code in order],
        range=[{"calibrated": look.BRAND, "raw": "#a4aeaa"}[code] for code in order],
    )
    colour = alt.Color("name:N", scale=scale, legend=STROKES)
    base = alt.Chart(known)
    x = alt.X("churn_probability:Q", title=None, axis=alt.Axis(labels=False, ticks=False), scale=UNIT)
    y = share_axis(alt.Y, "left_share", title_of("calibration.y", language))
    layers: list[alt.Chart] = [diagonal()]
    if {"low", "high"} <= set(known.columns):
        layers.append(base.mark_rule(opacity=0.55).encode(x=x, y="low:Q", y2="high:Q", color=colour))
    layers.append(base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour))
    layers.append(base.mark_circle(size=46, opacity=1).encode(x=x, y=y, color=colour))
    counted = alt.Chart(known[known["series"] == order[0]] if order else known)
    counts = counted.mark_bar(width=7).encode(
        x=share_axis(alt.X, "churn_probability", title_of("calibration.x", language)),
        y=alt.Y("weight:Q", title=title_of("calibration.rows", language), axis=alt.Axis(tickCount=2)),
        color=colour,
    )
    main = alt.layer(*layers).properties(width=430, height=250)
    return dressed((main & counts.properties(width=430, height=50)), TITLES, "calibration", language)


def importance_chart(importance: pd.DataFrame, *, top: int = 20, language: str = "en") -> Chart:
    """Draw the features that the model's trees gain most from, in the catalog's words.

    Parameters
    ----------
    importance : DataFrame
        ``feature, gain`` (any unit, ≥ 0).
    top : int
        How many features are shown.
    language : str
        `ru` or `en`.
    """
    shown = described(importance, language=language).head(top)
    causes = [cause for cause in look.CAUSE_COLOURS if cause in set(shown["cause"])]
    scale = alt.Scale(
        domain=[name_of("cause", code, language) for code in causes],
        range=[look.CAUSE_COLOURS[code] for code in causes],
    )
    base = alt.Chart(shown.assign(cause=[name_of("cause", code, language) for code in shown["cause"]]))
    y = alt.Y(
        "meaning:N",
        sort=list(shown["meaning"]),
        title=None,
        axis=alt.Axis(labelColor=look.INK, labelLimit=420, ticks=False, domain=False, labelPadding=6),
    )
    x = alt.X("share:Q", title=title_of("importance.x", language), axis=alt.Axis(format=PERCENT, tickCount=5))
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.68}).encode(
        x=x, y=y, color=alt.Color("cause:N", scale=scale, legend=alt.Legend(columns=5))
    )
    text = base.mark_text(align="left", dx=4, color=look.SOFT, fontSize=11).encode(
        x=x, y=y, text=alt.Text("share:Q", format=".1%")
    )
    return dressed((bars + text).properties(width=330, height=alt.Step(20)), TITLES, "importance", language)


def value_deciles_chart(deciles: pd.DataFrame, *, currency: str = "", language: str = "en") -> Chart:
    """Draw expected against realised value in tenths of clients.

    Parameters
    ----------
    deciles : DataFrame
        ``decile`` (1 is the least expected value), ``expected, realised`` (money, mean per client).
    currency : str
        Shown on the axis.
    language : str
        `ru` or `en`.
    """
    known = with_columns(deciles, ("decile", "expected", "realised"), "deciles")
    names = [name_of("value", code, language) for code in ("realised", "expected")]
    unit = f", {currency}" if currency else ""
    x = alt.X("decile:O", title=title_of("deciles.x", language), axis=alt.Axis(labelAngle=0))
    axis = alt.Axis(format=",.0f", tickCount=6)
    colour = alt.Scale(domain=names, range=[look.PALE, look.INK])

    def column(code: str, name: str) -> alt.Chart:
        table = pd.DataFrame({"decile": known["decile"], "money": known[code], "name": name}).dropna()
        y = alt.Y("money:Q", title=title_of("deciles.y", language) + unit, axis=axis)
        return alt.Chart(table).encode(x=x, y=y, color=alt.Color("name:N", scale=colour))

    bars = column("realised", names[0]).mark_bar(cornerRadiusEnd=3)
    marks = column("expected", names[1])
    line = marks.mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=55, filled=True))
    return dressed(alt.layer(bars, line).properties(width=430), TITLES, "deciles", language)


def score_distribution_chart(scores: pd.DataFrame, *, language: str = "en") -> Chart:
    """Draw how probabilities of leaving are spread, one row of bars a status.

    Parameters
    ----------
    scores : DataFrame
        ``status, churn_probability`` (share; missing ones are left out), any number of rows: they are counted
        here, so that the chart stays small.
    language : str
        `ru` or `en`.
    """
    known = with_columns(scores, ("status", "churn_probability"), "scores").dropna(
        subset=["churn_probability"]
    )
    statuses = [status for status in look.STATUS_COLOURS if status in set(known["status"])]
    edges = np.linspace(0, 1, _BINS + 1)
    parts = []
    for status in statuses:
        counts, _ = np.histogram(known.loc[known["status"] == status, "churn_probability"], edges)
        name = name_of("group", status, language)
        parts.append(
            pd.DataFrame(
                {"status": name, "from": edges[:-1], "to": edges[1:], "share": counts / counts.sum()}
            )
        )
    names = [name_of("group", status, language) for status in statuses]
    table = pd.concat(parts) if parts else pd.DataFrame(columns=["status", "from", "to", "share"])
    colours = alt.Scale(domain=names, range=[look.STATUS_COLOURS[status] for status in statuses])
    x = alt.X(
        "from:Q",
        bin="binned",
        title=title_of("scores.x", language),
        axis=alt.Axis(format=PERCENT, grid=False),
        scale=UNIT,
    )
    bars = (
        alt.Chart(table)
        .mark_bar(binSpacing=1)
        .encode(
            x=x,
            x2="to:Q",
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format=PERCENT, tickCount=2)),
            color=alt.Color("status:N", scale=colours, legend=None),
        )
        .properties(width=400, height=64)
    )
    header = alt.Header(labelAngle=0, labelAlign="left", labelOrient="left", title=None)
    rows = alt.Row("status:N", sort=names, header=header)
    faceted = bars.facet(row=rows, spacing=6).resolve_scale(y="independent")
    return dressed(faceted, TITLES, "scores", language)
