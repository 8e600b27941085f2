"""The report's charts: what moved, what came of what was foretold, and what lists brought."""

import altair as alt
import pandas as pd

from features.leaving import GROUPS
from training import plot_theme as look
from training.monitoring.drift import PSI_ACT, PSI_WATCH
from training.monitoring.finding import Finding
from training.plot_theme import Chart, dressed
from training.reasons.importance import described
from training.report_numbers import short_day
from training.words import index_of, name_of

MOST_BARS = 20
TONES = {"ok": look.BRAND, "watch": "#d08a1d", "act": "#a3231f", "unknown": "#c3ccc8"}
#: Chart and part of it → (Russian, English).
TITLES: dict[str, tuple[str, str]] = {
    "psi": ("Какие признаки сдвинулись", "Which features have moved"),
    "psi.how": (
        "PSI против дня обучения; линии – присмотреться и действовать",
        "PSI against the day of training; the lines: look closer, and act",
    ),
    "mix": ("Клиенты по статусам", "Clients by status"),
    "mix.how": ("Бледным – при обучении", "Pale: when the model was trained"),
    "mix.then": ("при обучении", "in training"),
    "mix.now": ("сейчас", "now"),
    "steps": ("Средняя вероятность ухода", "Mean probability of leaving"),
    "steps.how": ("По публикациям", "By publication"),
    "days": ("Различает ли модель уходящих", "Does the model tell leavers from stayers"),
    "days.how": (
        "AUC публикаций, горизонты которых кончились",
        "AUC of publications whose horizons have ended",
    ),
    "lists": ("Что дали списки", "What the lists brought"),
    "lists.how": (
        "На сколько чаще заказывали, чем те, кого не трогали; риска – ожидание",
        "How many more ordered than of those left alone; the tick is what was expected",
    ),
}


def drift_chart(findings: list[Finding], language: str) -> Chart | None:
    """Draw the features with the largest PSI."""
    known = [one for one in findings if one.figure == "psi" and one.value == one.value]
    top = sorted(known, key=lambda one: -one.value)[:MOST_BARS]
    if not top:
        return None
    told = described(pd.DataFrame({"feature": [one.subject for one in top], "gain": 1.0}), language=language)
    meaning = dict(zip(told["feature"], told["meaning"], strict=True))
    table = pd.DataFrame(
        {"feature": [meaning[one.subject] for one in top], "psi": [one.value for one in top]}
    ).assign(colour=[TONES[one.verdict] for one in top])
    y = alt.Y(
        "feature:N",
        sort=list(table["feature"]),
        title=None,
        axis=alt.Axis(labelColor=look.INK, labelLimit=420, ticks=False, domain=False),
    )
    bars = alt.Chart(table).mark_bar(cornerRadiusEnd=3, height={"band": 0.68})
    limits = alt.Chart(pd.DataFrame({"limit": [PSI_WATCH, PSI_ACT]})).mark_rule(
        color=look.WARM, strokeDash=[3, 3]
    )
    drawn = bars.encode(x=alt.X("psi:Q", title="PSI"), y=y, color=alt.Color("colour:N", scale=None))
    chart = (drawn + limits.encode(x="limit:Q")).properties(width=330, height=alt.Step(20))
    return dressed(chart, TITLES, "psi", language)


def mix_chart(findings: list[Finding], language: str) -> Chart | None:
    """Draw the shares of the statuses, then and now."""
    shares = [one for one in findings if one.figure == "status_share" and one.value + one.expected > 0]
    if not shares:
        return None
    place = index_of(language)
    names = [TITLES["mix.then"][place], TITLES["mix.now"][place]]
    rows = [
        {"status": name_of("group", one.subject, language), "when": when, "share": value}
        for one in shares
        for when, value in zip(names, (one.expected, one.value), strict=True)
    ]
    order = [name_of("group", one.subject, language) for one in shares]
    bars = alt.Chart(pd.DataFrame(rows)).mark_bar(cornerRadiusEnd=3)
    chart = bars.encode(
        x=alt.X("status:N", sort=order, title=None, axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("when:N", sort=names),
        y=alt.Y("share:Q", title=None, axis=alt.Axis(format=".0%")),
        color=alt.Color("when:N", scale=alt.Scale(domain=names, range=[look.PALE, look.BRAND])),
    )
    return dressed(chart.properties(width=430), TITLES, "mix", language)


def steps_chart(steps: pd.DataFrame, language: str) -> Chart | None:
    """Draw the mean P(left) of each publication."""
    if steps["as_of"].nunique() < 2:
        return None
    return dressed(
        _by_day(steps.rename(columns={"as_of": "day", "mean": "value"}), language, ".0%"),
        TITLES,
        "steps",
        language,
    )


def days_chart(by_day: pd.DataFrame, language: str) -> Chart | None:
    """Draw the AUC of each publication that was judged: ``test_day, group, auc``."""
    known = by_day[by_day["group"].isin(list(GROUPS))].dropna(subset=["auc"])
    if known.empty:
        return None
    return dressed(
        _by_day(known.rename(columns={"test_day": "day", "auc": "value"}), language, ".2f"),
        TITLES,
        "days",
        language,
    )


def lists_chart(findings: list[Finding], language: str) -> Chart | None:
    """Draw the uplift of each list with its interval, and what was expected."""
    known = [one for one in findings if one.figure == "uplift" and one.value == one.value]
    if not known:
        return None
    table = pd.DataFrame(
        {
            "list": [_list_name(one.subject, language) for one in known],
            "value": [one.value for one in known],
            "low": [one.low for one in known],
            "high": [one.high for one in known],
            "expected": [one.expected for one in known],
            "colour": [TONES[one.verdict] for one in known],
        }
    )
    base = alt.Chart(table)
    y = alt.Y("list:N", sort=None, title=None, axis=alt.Axis(labelLimit=320))
    colour = alt.Color("colour:N", scale=None)
    axis = alt.Axis(format="+.0%")
    spans = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", title=None, axis=axis), x2="high:Q", y=y, color=colour
    )
    points = base.mark_circle(size=70, opacity=1).encode(x="value:Q", y=y, color=colour)
    ticks = base.mark_tick(color=look.INK, thickness=2, size=16).encode(x="expected:Q", y=y)
    zero = alt.Chart(pd.DataFrame({"x": [0.0]})).mark_rule(color="#c3ccc8").encode(x="x:Q")
    return dressed(
        (zero + spans + points + ticks).properties(width=330, height=alt.Step(26)),
        TITLES,
        "lists",
        language,
    )


def _list_name(subject: str, language: str) -> str:
    name, _, rest = subject.partition("/")
    return f"{name_of('group', name, language)} {rest.partition('/')[0]}"


def _by_day(table: pd.DataFrame, language: str, form: str) -> alt.Chart:
    ordered = table.sort_values("day")
    days = [short_day(day, language) for day in ordered["day"]]
    named = pd.DataFrame(
        {
            "day": days,
            "value": ordered["value"].to_numpy(),
            "group": [name_of("group", group, language) for group in ordered["group"]],
        }
    )
    names = [name_of("group", group, language) for group in GROUPS]
    marks = alt.Chart(named).mark_line(point=alt.OverlayMarkDef(size=45, filled=True))
    drawn: alt.Chart = marks.properties(width=430).encode(
        x=alt.X("day:O", sort=list(dict.fromkeys(days)), title=None, axis=alt.Axis(labelAngle=-30)),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(format=form), scale=alt.Scale(zero=False)),
        color=alt.Color("group:N", scale=alt.Scale(domain=names, range=[look.BRAND, "#a3231f"])),
    )
    return drawn
