"""How every chart looks: one palette, one type, one way of writing numbers, and SVG or PNG of it."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from training.words import BASELINES, index_of, name_of

Chart = alt.Chart | alt.LayerChart | alt.VConcatChart | alt.FacetChart

INK = "#17211e"
SOFT = "#5b6964"
LINE = "#dfe5e2"
BRAND = "#0f766e"
PALE = "#a9d3ca"
WARM = "#c2571a"
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"

PERCENT = ".0%"
UNIT = alt.Scale(domain=[0, 1], nice=False)
#: The legend of lines: strokes, however faint the marks.
STROKES = alt.Legend(symbolType="stroke", symbolOpacity=1)
#: What Vega calls a part of a drawing for those who hear it.
_CALLED_BY_VEGA = re.compile(r' (?:role|aria-label|aria-roledescription)="[^"]*"')

#: A contestant keeps its colour on every chart and in every report.
COLOURS = {
    "logistic": "#3566b8",
    "lightgbm": BRAND,
    "blend": WARM,
    "no_skill": "#c3ccc8",
    "silence_rule": "#55635e",
    "overdue_ratio": "#7d8a85",
    "signs": "#96a19d",
    "expected_orders": "#a4aeaa",
}
DASHES = {
    "no_skill": [2, 3],
    "silence_rule": [7, 3],
    "overdue_ratio": [4, 2],
    "signs": [1, 2],
    "expected_orders": [9, 3, 2, 3],
}
CAUSE_COLOURS = {
    "silence": "#c2571a",
    "rhythm": "#0f766e",
    "spend": "#3566b8",
    "service": "#a23b72",
    "loyalty": "#2f9bbd",
    "offer": "#7a5cc0",
    "price": "#b58900",
    "manager": "#6b8e23",
    "attention": "#d1495b",
    "profile": "#8b9792",
}
STATUS_COLOURS = {"new": "#3566b8", "active": BRAND, "overdue": "#d08a1d", "lost": "#a3231f"}

_NUMBER_LOCALES = {
    "ru": {
        "decimal": ",",
        "thousands": "\u00a0",
        "grouping": [3],
        "currency": ["", ""],
        "percent": "\u00a0%",
    },
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "percent": "%"},
}


def dressed(chart: Any, titles: Mapping[str, tuple[str, str]], key: str, language: str) -> Chart:
    """Give a chart its title and the house's look; the last step, for a dressed chart can't be combined.

    Parameters
    ----------
    chart : Chart
    titles : mapping of str to (str, str)
        (Russian, English): `key` says what the chart shows, ``key.how`` how to read it.
    key : str
    language : str
        `ru` or `en`; decides how numbers on the axes are written, too.

    Returns
    -------
    Chart
        A copy.

    Raises
    ------
    UsageError
        If there are no words in that language.
    """
    place = index_of(language)
    heading = alt.TitleParams(text=titles[key][place], subtitle=titles[f"{key}.how"][place])
    finished: Chart = chart.properties(title=heading, config=_config(language))
    return finished


def share_axis(channel: type[alt.X] | type[alt.Y], column: str, title: str) -> Any:
    """Make the axis of a column of shares: from 0 to 1, in per cent."""
    return channel(f"{column}:Q", title=title, axis=alt.Axis(format=PERCENT), scale=UNIT)


def diagonal() -> alt.Chart:
    """Draw the line on which both axes say the same."""
    ends = pd.DataFrame({"x": [0.0, 1.0], "y": [0.0, 1.0]})
    line: alt.Chart = alt.Chart(ends).mark_line(color="#c3ccc8", strokeWidth=1.2)
    return line.encode(x="x:Q", y="y:Q")


def contestant_scales(contestants: Iterable[str], language: str) -> tuple[alt.Scale, alt.Scale]:
    """Give the colour and the dash scale of contestants: candidates in colour, baselines grey and dashed.

    Examples
    --------
    >>> colour, dash = contestant_scales(["silence_rule", "lightgbm"], "en")
    >>> colour["domain"], colour["range"]
    (['LightGBM', 'Silence rule'], ['#0f766e', '#55635e'])
    """
    order = in_order(contestants)
    names = [name_of("contestant", code, language) for code in order]
    colours = [COLOURS.get(code, "#6d4fa3") for code in order]
    dashes = [DASHES.get(code, [1, 0]) for code in order]
    return alt.Scale(domain=names, range=colours), alt.Scale(domain=names, range=dashes)


def in_order(contestants: Iterable[str]) -> list[str]:
    """Put contestants in reading order: candidates first, then the baselines from the strongest idea down.

    Examples
    --------
    >>> in_order(["no_skill", "expected_orders", "blend", "lightgbm", "silence_rule"])
    ['lightgbm', 'blend', 'expected_orders', 'silence_rule', 'no_skill']
    """
    known = {code: place for place, code in enumerate(("logistic", "lightgbm", "blend"))}
    known |= {code: 200 - place for place, code in enumerate(BASELINES)}
    return sorted(set(contestants), key=lambda code: (known.get(code, 100), code))


def as_svg(chart: Chart) -> str:
    """Draw a chart as SVG text, offline.

    Returns
    -------
    str
        One ``<svg>`` element without scripts or outside references, called by the chart's title where a
        page is read aloud.
    """
    spec = _spec(chart)
    drawn = str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))
    return _called(_numbered_afresh(drawn), spec.get("title"))


def _called(svg: str, title: Any) -> str:
    """Call the drawing by its title: Vega calls each part of it, and in English whatever the language."""
    whole = title if isinstance(title, dict) else {"text": title}
    told = [part for key in ("text", "subtitle") if (part := whole.get(key))]
    said = ". ".join(" ".join(part) if isinstance(part, list) else part for part in told)
    return _CALLED_BY_VEGA.sub("", svg).replace("<svg ", f'<svg role="img" aria-label="{escape(said)}" ', 1)


def as_png(chart: Chart, *, scale: float = 2.0) -> bytes:
    """Draw a chart as PNG, offline.

    Parameters
    ----------
    chart : Chart
    scale : float
        Pixels for each unit of the chart, > 0.

    Returns
    -------
    bytes
    """
    return bytes(vl_convert.vegalite_to_png(_spec(chart), scale=scale, allowed_base_urls=[]))


def _numbered_afresh(svg: str) -> str:
    """Restart the numbers in ids: they count on from chart to chart, so the same chart would differ."""
    for place, found in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg))):
        svg = re.sub(rf'(id="|url\(#|href="#){re.escape(found)}(?=["\)])', rf"\g<1>part{place}", svg)
    return svg


def _spec(chart: Chart) -> dict[str, Any]:
    return dict(chart.to_dict())


def _config(language: str) -> dict[str, Any]:
    return {
        "background": "white",
        "font": FONT,
        "locale": {"number": _NUMBER_LOCALES[language]},
        "padding": 6,
        "view": {"stroke": None, "continuousWidth": 430, "continuousHeight": 290},
        "title": {
            "anchor": "start",
            "color": INK,
            "fontSize": 15,
            "fontWeight": 600,
            "subtitleColor": SOFT,
            "subtitleFontSize": 12,
            "subtitlePadding": 5,
            "offset": 12,
        },
        "axis": {
            "domainColor": "#b9c4bf",
            "gridColor": LINE,
            "tickColor": "#b9c4bf",
            "labelColor": SOFT,
            "titleColor": SOFT,
            "labelFontSize": 11,
            "titleFontSize": 12,
            "titleFontWeight": 500,
            "titlePadding": 8,
            "labelLimit": 380,
        },
        "legend": {
            "orient": "bottom",
            "columns": 3,
            "labelColor": INK,
            "labelFontSize": 12,
            "labelLimit": 220,
            "symbolSize": 160,
            "symbolStrokeWidth": 2.5,
            "title": None,
            "columnPadding": 18,
        },
        "header": {"labelColor": INK, "labelFontSize": 12, "title": None},
    }
