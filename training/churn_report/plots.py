"""What churn looks like: month by month, who came and who left, who fell silent, and group beside group."""

import json
from collections.abc import Sequence

import altair as alt
import pandas as pd

from features.churn_rate import Balance, Breakdown, Rate
from training import plot_theme as look
from training.churn_report.text import month_mark, percent, period_name
from training.churn_report.words import group_name, word
from training.plot_theme import Chart, dressed
from training.words import index_of

LOST = "#a3231f"
GREY = "#a4aeaa"
COLOURS = {"worse": LOST, "better": look.BRAND, "alike": "#55635e", "too_early": "#55635e"}
#: Groups on one chart; the table below it shows more.
MOST_GROUPS = 15
_PERCENT = ".0%"
#: Chart and part of it → (Russian, English).
TITLES: dict[str, tuple[str, str]] = {
    "rate": ("Отток", "Churn"),
    "rate.how": (
        "Доля потерянных от числа клиентов в начале; полоса – погрешность (95 %)",
        "Lost, as a share of the clients at the start; the band is the margin of error (95%)",
    ),
    "band": ("Отток за год и допустимое", "Yearly churn and what is acceptable"),
    "band.how": (
        "Зелёная полоса – допустимо; точка – отток, черта – погрешность (95 %)",
        "The green band is acceptable; the dot is the churn, the line its margin of error (95%)",
    ),
    "flow": ("Кто пришёл и кто ушёл", "Who came and who left"),
    "flow.how": ("Вверх – новые и вернувшиеся, вниз – потерянные", "Up: new and returned; down: lost"),
    "flow.new": ("Новые", "New"),
    "flow.returned": ("Вернулись", "Returned"),
    "flow.lost": ("Потеряны", "Lost"),
    "silent": ("Все, кто когда-либо покупал до этого", "Everybody who had ever ordered before"),
    "silent.how": ("Что они делали за период", "What they did in the period"),
    "silent.bought": ("покупали", "ordered"),
    "silent.waiting": ("молчат, ещё не потеряны", "silent, not lost yet"),
    "silent.lost": ("молчат, потеряны за период", "silent, lost in the period"),
    "silent.before": ("молчат, потеряны раньше", "silent, lost before"),
    "groups": ("Доля потерянных", "Share lost"),
    "groups.how": (
        "Точка – отток, черта – погрешность (95 %), пунктир – отток компании",
        "The dot is the churn, the line its margin of error (95%), the dashes the company's",
    ),
}


def rate_chart(periods: Sequence[Balance], language: str) -> Chart:
    """Draw the churn rate of each period with its interval; periods without a rate are gaps.

    Parameters
    ----------
    periods : sequence of Balance
        Earliest first, at least one of them with a rate.
    language : str
        `ru` or `en`.
    """
    rows = pd.DataFrame(
        [
            (str(one.period.start), rate.share, rate.low, rate.high)
            for one in periods
            if (rate := one.rate) is not None
        ],
        columns=["start", "rate", "low", "high"],
    )
    base = alt.Chart(rows)
    # Whole percents would repeat on an axis that ends so low.
    axis = alt.Axis(format=".1%" if rows["high"].max() < 0.04 else _PERCENT, tickCount=5)
    x = _period_axis(periods, language)
    y = alt.Y("rate:Q", title=None, axis=axis, scale=alt.Scale(zero=True))
    # A period alone has no line and no band; its interval is a stroke.
    band = base.mark_area(color=look.PALE, opacity=0.55) if len(rows) > 1 else base.mark_rule(color=look.PALE)
    line = base.mark_line(color=look.BRAND, strokeWidth=2.2)
    dots = base.mark_circle(color=look.BRAND, size=40, opacity=1)
    drawn = alt.layer(
        band.encode(x=x, y=alt.Y("low:Q", title=None, axis=axis), y2="high:Q"),
        line.encode(x=x, y=y),
        dots.encode(x=x, y=y),
    )
    return dressed(drawn.properties(width=460, height=230), TITLES, "rate", language)


def band_chart(yearly: Rate, acceptable: tuple[float, float], language: str) -> Chart:
    """Draw the yearly rate with its interval against the band that the company accepts (M3)."""
    low, high = acceptable
    most = 1.15 * max(high, yearly.high)
    scale, axis = alt.Scale(domain=[0, most], nice=False), alt.Axis(format=_PERCENT, tickCount=7, grid=False)
    colour = LOST if yearly.share > high else look.BRAND
    band = alt.Chart(pd.DataFrame({"low": [low], "high": [high]})).mark_rect(color="#dff1e6")
    point = alt.Chart(pd.DataFrame({"rate": [yearly.share], "low": [yearly.low], "high": [yearly.high]}))
    drawn = alt.layer(
        band.encode(x=alt.X("low:Q", title=None, axis=axis, scale=scale), x2="high:Q"),
        point.mark_rule(color=colour, strokeWidth=4, opacity=0.45).encode(x="low:Q", x2="high:Q"),
        point.mark_circle(color=colour, size=170, opacity=1).encode(x="rate:Q"),
    )
    return dressed(drawn.properties(width=460, height=46), TITLES, "band", language)


def flow_chart(periods: Sequence[Balance], language: str) -> Chart:
    """Draw clients gained above the line and lost below it, period by period."""
    kinds = ("new", "returned", "lost")
    names = {kind: TITLES[f"flow.{kind}"][index_of(language)] for kind in kinds}
    rows = [
        {"start": str(one.period.start), "kind": names[kind], "clients": count}
        for one in periods
        if one.gap is None
        for kind, count in (
            ("new", one.new_clients),
            ("returned", one.returned),
            ("lost", -one.lost - one.new_lost),
        )
    ]
    colour = alt.Scale(domain=[names[kind] for kind in kinds], range=[look.BRAND, look.PALE, LOST])
    drawn = (
        alt.Chart(pd.DataFrame(rows, columns=["start", "kind", "clients"]))
        .mark_bar()
        .encode(
            x=_period_axis(periods, language),
            y=alt.Y(
                "clients:Q",
                title=None,
                axis=alt.Axis(tickCount=6, labelExpr="format(abs(datum.value), ',d')"),
            ),
            color=alt.Color("kind:N", scale=colour),
            order=alt.Order("kind_order:Q"),
        )
        .transform_calculate(kind_order=f"indexof({json.dumps([names[kind] for kind in kinds])}, datum.kind)")
        .properties(width=460, height=230)
    )
    return dressed(drawn, TITLES, "flow", language)


def silent_chart(longest: Balance, language: str) -> Chart:
    """Draw of everybody who ever ordered before a period who ordered in it, and what the silent ones are."""
    counts = {
        "bought": longest.ever - longest.silent,
        "waiting": longest.silent_waiting,
        "lost": longest.silent_lost,
        "before": longest.silent_before,
    }
    names = {kind: TITLES[f"silent.{kind}"][index_of(language)] for kind in counts}
    rows = pd.DataFrame(
        [
            {
                "kind": names[kind],
                "share": share,
                "place": place,
                # A narrow part has no room for its share.
                "told": percent(share, language) if share >= 0.07 else "",
            }
            for place, (kind, count) in enumerate(counts.items())
            for share in (count / max(longest.ever, 1),)
        ]
    )
    colour = alt.Scale(domain=list(names.values()), range=[look.BRAND, "#d08a1d", LOST, GREY])
    base = alt.Chart(rows).encode(
        x=alt.X(
            "share:Q",
            title=None,
            stack=True,
            axis=alt.Axis(format=_PERCENT, grid=False, tickCount=5),
            scale=alt.Scale(domain=[0, 1]),
        ),
        order=alt.Order("place:Q"),
    )
    bars = base.mark_bar(height=34).encode(
        color=alt.Color("kind:N", scale=colour, legend=alt.Legend(columns=2, labelLimit=260))
    )
    text = base.mark_text(color="white", fontWeight=600, fontSize=12, dx=-6, align="right").encode(
        text="told:N", detail="kind:N"
    )
    return dressed((bars + text).properties(width=460, height=46), TITLES, "silent", language)


def groups_chart(broken: Breakdown, company: Rate, language: str) -> Chart | None:
    """Draw the churn of groups beside the company's, the worst first.

    Parameters
    ----------
    broken : Breakdown
    company : Rate
    language : str
        `ru` or `en`.

    Returns
    -------
    Chart or None
        None where every group has too few clients for a rate.
    """
    known = [group for group in broken.groups if group.rate is not None][:MOST_GROUPS]
    if not known:
        return None
    rows = pd.DataFrame(
        [
            {
                "name": group_name(group.name, language),
                "rate": group.rate.share,
                "low": group.rate.low,
                "high": group.rate.high,
                "judgement": group.judgement,
            }
            for group in known
            if group.rate is not None
        ]
    )
    kinds = [kind for kind in COLOURS if kind in set(rows["judgement"])]
    names = [word(f"judgement.{kind}", language) for kind in kinds]
    scale = alt.Scale(domain=names, range=[COLOURS[kind] for kind in kinds])
    rows["judgement"] = [word(f"judgement.{kind}", language) for kind in rows["judgement"]]
    legend = alt.Legend(symbolType="circle", symbolOpacity=1) if len(kinds) > 1 else None
    y = alt.Y(
        "name:N",
        sort=list(rows["name"]),
        title=None,
        axis=alt.Axis(labelColor=look.INK, labelLimit=220, ticks=False, domain=False, labelPadding=8),
    )
    colour = alt.Color("judgement:N", scale=scale, legend=legend)
    axis = alt.Axis(format=_PERCENT, tickCount=6)
    base = alt.Chart(rows)
    mark = alt.Chart(pd.DataFrame({"rate": [company.share]})).mark_rule(color=look.WARM, strokeDash=[4, 3])
    drawn = alt.layer(
        mark.encode(x="rate:Q"),
        base.mark_rule(strokeWidth=2, opacity=0.55).encode(
            x=alt.X("low:Q", title=None, axis=axis), x2="high:Q", y=y, color=colour
        ),
        base.mark_circle(size=70, opacity=1).encode(x="rate:Q", y=y, color=colour),
    )
    return dressed(drawn.properties(width=600, height=alt.Step(22)), TITLES, "groups", language)


def _period_axis(periods: Sequence[Balance], language: str) -> alt.X:
    """Lay periods side by side, months in three letters with the year under the first of each year."""
    marks: dict[str, list[str]] = {}
    for place, one in enumerate(periods):
        period = one.period
        if period.months == 1:
            year = str(period.start.year) if place == 0 or period.start.month == 1 else ""
            marks[str(period.start)] = [month_mark(period.start, language), year]
        else:
            marks[str(period.start)] = period_name(period, language).split("\u00a0")
    axis = alt.Axis(
        labelAngle=0,
        labelExpr=f"{json.dumps(marks)}[datum.value]",
        labelOverlap=True,
        grid=False,
        ticks=False,
    )
    return alt.X("start:O", title=None, axis=axis, scale=alt.Scale(domain=list(marks)))
