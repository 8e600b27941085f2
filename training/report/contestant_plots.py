"""How the contestants compare: a curve of each over the same clients, and its log loss on each test day."""

import altair as alt
import numpy as np
import pandas as pd

from training import plot_theme as look
from training.columns import with_columns
from training.plot_theme import STROKES, Chart, diagonal, dressed, share_axis
from training.report.plot_titles import TITLES, title_of
from training.report_numbers import short_day
from training.words import BASELINES, name_of

#: Share of the clients at which the gains have a line.
MARKED_SHARE = 0.1
_CURVE_POINTS = 250  # a curve of more points looks the same and bloats the page


def roc_chart(points: pd.DataFrame, *, winner: str | None = None, language: str = "en") -> Chart:
    """Draw ROC curves, one a contestant.

    Parameters
    ----------
    points : DataFrame
        ``contestant, x, y``: false and true positive rate, shares in [0, 1]; the `roc` part of
        `training.judging.ranking_figures.curves`, with a column `contestant`.
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
    return dressed(diagonal() + curves, TITLES, "roc", language)


def precision_recall_chart(points: pd.DataFrame, *, winner: str | None = None, language: str = "en") -> Chart:
    """Draw precision (``y``) against recall (``x``), one curve a ``contestant``; see `roc_chart`."""
    return dressed(_curves(points, "x", "y", "pr", winner, language), TITLES, "pr", language)


def gains_chart(points: pd.DataFrame, *, winner: str | None = None, language: str = "en") -> Chart:
    """Draw cumulative gains: the share of leavers reached against the share of clients contacted.

    Parameters
    ----------
    points : DataFrame
        ``contestant, contacted_share, recall``, shares in [0, 1]; see `ranking_figures.lift_curve`.
    winner : str, optional
        The contestant whose curve is drawn bold.
    language : str
        `ru` or `en`.
    """
    known = with_columns(points, ("contestant", "contacted_share", "recall"), "points")
    starts = pd.DataFrame({"contestant": known["contestant"].unique(), "contacted_share": 0.0, "recall": 0.0})
    curves = _curves(pd.concat([starts, known]), "contacted_share", "recall", "gains", winner, language)
    mark = alt.Chart(pd.DataFrame({"x": [MARKED_SHARE]})).mark_rule(color=look.WARM, strokeDash=[3, 3])
    return dressed(diagonal() + mark.encode(x="x:Q") + curves, TITLES, "gains", language)


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
    return dressed(lines.properties(width=430), TITLES, "origins", language)


def _curves(
    points: pd.DataFrame, across: str, up: str, key: str, winner: str | None, language: str
) -> alt.Chart:
    known = with_columns(points, ("contestant", across, up), "points").dropna(subset=[across, up])
    parts = [_thinned(part) for _, part in known.groupby("contestant", sort=False)]
    thin = pd.concat(parts) if parts else known
    x = share_axis(alt.X, across, title_of(f"{key}.x", language))
    y = share_axis(alt.Y, up, title_of(f"{key}.y", language))
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
        color=alt.Color("name:N", scale=colour, legend=STROKES),
        strokeDash=alt.StrokeDash("name:N", scale=dash, legend=STROKES),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None, legend=None),
        order=alt.Order("place:Q"),
    )
    return drawn
