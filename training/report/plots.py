"""What a judged model looks like: each chart of the report, from a table to an altair chart."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from training import plot_theme as look
from training.columns import with_columns
from training.plot_theme import Chart, dressed
from training.reasons.importance import described
from training.report.plot_titles import title_of
from training.report_numbers import short_day
from training.words import BASELINES, name_of

_CURVE_POINTS = 250  # a curve of more points looks the same and bloats the page
_BINS = 20
_PERCENT = ".0%"
_UNIT = alt.Scale(domain=[0, 1], nice=False)
_STROKES = alt.Legend(symbolType="stroke", symbolOpacity=1)


def roc_chart(points: pd.DataFrame, *, winner: str | None = None, language: str = "en") -> Chart:
    """Draw ROC curves, one a contestant.

    Parameters
    ----------
    points : DataFrame
        ``contestant, x, y``: false and true positive rate, shares in [0, 1]; the `roc` part of
        `training.judging.evaluation.curves`, with a column `contestant`.
    winner : str, optional
        The contestant whose curve is drawn bold.
    language : str
        `ru` or `en`.

    Returns
    -------
    Chart

    Raises
    ------
    UsageError
        If a column is missing or there are no words in that language.
    """
    curves = _curves(points, "x", "y", "roc", winner, language)
    return _titled(_diagonal() + curves, "roc", language)


def precision_recall_chart(points: pd.DataFrame, *, winner: str | None = None, language: str = "en") -> Chart:
    """Draw precision (``y``) against recall (``x``), one curve a ``contestant``; see `roc_chart`."""
    return _titled(_curves(points, "x", "y", "pr", winner, language), "pr", language)


def gains_chart(
    points: pd.DataFrame, *, winner: str | None = None, marked_share: float = 0.1, language: str = "en"
) -> Chart:
    """Draw cumulative gains: the share of leavers reached against the share of clients contacted.

    Parameters
    ----------
    points : DataFrame
        ``contestant, contacted_share, recall``, shares in [0, 1]; see `evaluation.lift_curve`.
    winner : str, optional
        The contestant whose curve is drawn bold.
    marked_share : float
        Share of clients at which a vertical line is drawn, in [0, 1].
    language : str
        `ru` or `en`.
    """
    known = with_columns(points, ("contestant", "contacted_share", "recall"), "points")
    starts = pd.DataFrame({"contestant": known["contestant"].unique(), "contacted_share": 0.0, "recall": 0.0})
    curves = _curves(pd.concat([starts, known]), "contacted_share", "recall", "gains", winner, language)
    mark = alt.Chart(pd.DataFrame({"x": [marked_share]})).mark_rule(color=look.WARM, strokeDash=[3, 3])
    return _titled(_diagonal() + mark.encode(x="x:Q") + curves, "gains", language)


def calibration_chart(bins: pd.DataFrame, *, language: str = "en") -> Chart:
    """Draw predicted against observed shares of leavers, with the count of clients in each bin below.

    Parameters
    ----------
    bins : DataFrame
        ``series`` (`calibrated` or `raw`), ``churn_probability, left_share`` (said and observed), ``weight``
        (clients), and, where known, ``low, high`` (interval of the observed share); see
        `training.judging.evaluation.reliability`.
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
    colour = alt.Color("name:N", scale=scale, legend=_STROKES)
    base = alt.Chart(known)
    x = alt.X("churn_probability:Q", title=None, axis=alt.Axis(labels=False, ticks=False), scale=_UNIT)
    y = _share_axis(alt.Y, "left_share", title_of("calibration.y", language))
    layers: list[alt.Chart] = [_diagonal()]
    if {"low", "high"} <= set(known.columns):
        layers.append(base.mark_rule(opacity=0.55).encode(x=x, y="low:Q", y2="high:Q", color=colour))
    layers.append(base.mark_line(strokeWidth=2).encode(x=x, y=y, color=colour))
    layers.append(base.mark_circle(size=46, opacity=1).encode(x=x, y=y, color=colour))
    counted = alt.Chart(known[known["series"] == order[0]] if order else known)
    counts = counted.mark_bar(width=7).encode(
        x=_share_axis(alt.X, "churn_probability", title_of("calibration.x", language)),
        y=alt.Y("weight:Q", title=title_of("calibration.rows", language), axis=alt.Axis(tickCount=2)),
        color=colour,
    )
    main = alt.layer(*layers).properties(width=430, height=250)
    return _titled((main & counts.properties(width=430, height=50)), "calibration", language)


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
    x = alt.X(
        "share:Q", title=title_of("importance.x", language), axis=alt.Axis(format=_PERCENT, tickCount=5)
    )
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 0.68}).encode(
        x=x, y=y, color=alt.Color("cause:N", scale=scale, legend=alt.Legend(columns=5))
    )
    text = base.mark_text(align="left", dx=4, color=look.SOFT, fontSize=11).encode(
        x=x, y=y, text=alt.Text("share:Q", format=".1%")
    )
    return _titled((bars + text).properties(width=330, height=alt.Step(20)), "importance", language)


def origins_chart(losses: pd.DataFrame, *, winner: str | None = None, language: str = "en") -> Chart:
    """Draw the log loss of each contestant on each test day.

    Parameters
    ----------
    losses : DataFrame
        ``test_day`` (date), ``contestant, log_loss`` (nats).
    winner : str, optional
        The contestant drawn bold.
    language : str
        `ru` or `en`.
    """
    known = with_columns(losses, ("test_day", "contestant", "log_loss"), "losses").dropna(subset=["log_loss"])
    days = pd.to_datetime(known["test_day"])
    known = known.assign(day=[short_day(when.date(), language) for when in days])
    known = known.iloc[days.argsort()].drop(columns="test_day")
    x = alt.X(
        "day:O",
        sort=[short_day(when.date(), language) for when in sorted(days.unique())],
        title=title_of("origins.x", language),
        axis=alt.Axis(labelAngle=0),
        scale=alt.Scale(type="point", padding=0.4),
    )
    y = alt.Y("log_loss:Q", title=title_of("origins.y", language), scale=alt.Scale(zero=False))
    lines = _lines(known, x, y, winner, language, point=True)
    return _titled(lines.properties(width=430), "origins", language)


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
    return _titled(alt.layer(bars, line).properties(width=430), "deciles", language)


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
        axis=alt.Axis(format=_PERCENT, grid=False),
        scale=_UNIT,
    )
    bars = (
        alt.Chart(table)
        .mark_bar(binSpacing=1)
        .encode(
            x=x,
            x2="to:Q",
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format=_PERCENT, tickCount=2)),
            color=alt.Color("status:N", scale=colours, legend=None),
        )
        .properties(width=400, height=64)
    )
    header = alt.Header(labelAngle=0, labelAlign="left", labelOrient="left", title=None)
    rows = alt.Row("status:N", sort=names, header=header)
    faceted = bars.facet(row=rows, spacing=6).resolve_scale(y="independent")
    return _titled(faceted, "scores", language)


def _titled(chart: Any, key: str, language: str) -> Chart:
    return dressed(chart, language, title_of(key, language), title_of(f"{key}.how", language))


def _share_axis(channel: Any, column: str, title: str) -> Any:
    return channel(f"{column}:Q", title=title, axis=alt.Axis(format=_PERCENT), scale=_UNIT)


def _diagonal() -> alt.Chart:
    ends = pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]})
    line: alt.Chart = alt.Chart(ends).mark_line(color="#c3ccc8", strokeWidth=1.2)
    return line.encode(x="x:Q", y="y:Q")


def _curves(
    points: pd.DataFrame, across: str, up: str, key: str, winner: str | None, language: str
) -> alt.Chart:
    known = with_columns(points, ("contestant", across, up), "points").dropna(subset=[across, up])
    parts = [_thinned(part) for _, part in known.groupby("contestant", sort=False)]
    thin = pd.concat(parts) if parts else known
    x = _share_axis(alt.X, across, title_of(f"{key}.x", language))
    y = _share_axis(alt.Y, up, title_of(f"{key}.y", language))
    return _lines(thin, x, y, winner, language)


def _thinned(curve: pd.DataFrame) -> pd.DataFrame:
    """Keep some points of a curve, evenly, both ends among them."""
    if len(curve) <= _CURVE_POINTS:
        return curve
    return curve.iloc[np.unique(np.linspace(0, len(curve) - 1, _CURVE_POINTS).round().astype(int))]


def _lines(
    table: pd.DataFrame,
    x: alt.X | alt.Y,
    y: alt.X | alt.Y,
    winner: str | None,
    language: str,
    *,
    point: bool = False,
) -> alt.Chart:
    """Draw one line a contestant: the winner bold, baselines grey, each in its place in the legend."""
    order = look.in_order(table["contestant"])
    colour, dash = look.contestant_scales(order, language)
    named = table.assign(
        name=[name_of("contestant", code, language) for code in table["contestant"]],
        width=[3.2 if code == winner else 1.2 if code in BASELINES else 1.9 for code in table["contestant"]],
        place=np.arange(len(table)),
    )
    mark = alt.Chart(named).mark_line(point=alt.OverlayMarkDef(size=38, filled=True) if point else False)
    drawn: alt.Chart = mark.encode(
        x=x,
        y=y,
        color=alt.Color("name:N", scale=colour, legend=_STROKES),
        strokeDash=alt.StrokeDash("name:N", scale=dash, legend=_STROKES),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
        order=alt.Order("place:Q"),
    )
    return drawn
