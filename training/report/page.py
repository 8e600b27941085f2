"""The page that tells a person how good the model is: one HTML file, complete in itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from features.errors import UsageError
from features.leaving import GROUPS, YEAR_AND_SEASON_DAYS
from training import report_numbers as write
from training.pages import page
from training.reasons.importance import described
from training.report import tables
from training.report.designs import designs, honesty
from training.report.facts import ReportFacts
from training.report.words import FIGURES, WORDS, word
from training.words import index_of, name_of

RULE = "silence_rule"
_MOST_FEATURES = 10  # in the table; the chart shows more
_FORBIDDEN = re.compile(r"<\s*(script|foreignObject|iframe|image)|\bon\w+\s*=|javascript:", re.IGNORECASE)


@dataclass(frozen=True)
class Reach:
    """How many of 100 leavers are reached at 10 % of the clients of a group."""

    group: str
    bars: tuple[tuple[str, str, float, str], ...]
    said: str


@dataclass(frozen=True)
class Plot:
    """A chart as markup, with the group it is about."""

    group: str
    svg: Markup


def render_report(facts: ReportFacts) -> str:
    """Write the report: one HTML page without scripts and without anything from outside.

    Parameters
    ----------
    facts : ReportFacts
        What was found; what is None, nan or empty is left out.

    Returns
    -------
    str
        The page, UTF-8 text. Its first line is the verdict.

    Raises
    ------
    UsageError
        If there are no words in the language, a table lacks a column, or a chart is no plain SVG.
    """
    index_of(facts.language)
    language = facts.language
    return page(
        "report",
        facts=facts,
        language=language,
        groups=[group for group in GROUPS if tables.comparison(facts, group) is not None],
        reaches=[reach for group in GROUPS if (reach := reach_of(facts, group)) is not None],
        comparison=partial(tables.comparison, facts),
        by_day=partial(tables.by_day, facts),
        by_status=tables.by_status(facts),
        honesty=None if facts.by_status is None else honesty(facts.by_status, language),
        designs=None if facts.designs is None else designs(facts.designs, language),
        whiskers=lambda group: tables.whiskers(_gains(facts, group), language),
        candidate=lambda group: _called(
            facts.candidates.get(group, facts.champions.get(group, "")), language
        ),
        spans=tables.time_line(facts.origins, language),
        value=None if facts.value is None else tables.value_methods(facts.value, language, facts.currency),
        drivers=_drivers(facts),
        plots=partial(_plots, facts),
        counts=list(_counts(facts)),
        leaving=leaving_in_words(facts),
        glossary=[
            (figure.ru, figure.ru_meaning) if language == "ru" else (figure.en, figure.en_meaning)
            for figure in FIGURES.values()
        ],
        t=lambda key, **parts: word(key, language, **parts),
        has_word=WORDS.__contains__,
        named=lambda kind, code: name_of(kind, code, language),
        number=partial(write.number, language=language),
        share=partial(write.share, language=language),
        day=lambda when: write.day(when, language),
        short_day=lambda when: write.short_day(when, language),
    )


def reach_of(facts: ReportFacts, group: str) -> Reach | None:
    """Tell how many of 100 leavers one reaches at the top 10 % of a group, by model, rule and chance.

    Returns
    -------
    Reach or None
        None where it is not known who serves or what he reaches.
    """
    language, champion = facts.language, facts.champions.get(group)
    if champion is None:
        return None
    by_champion = tables.mean_of(facts.summary, group, champion, "recall_10")
    by_rule = tables.mean_of(facts.summary, group, RULE, "recall_10")
    if by_champion is None:
        return None
    bars = [(_called(champion, language), by_champion, "model")]
    if champion == RULE:
        said = word("meaning.rule", language)
    elif by_rule is None:
        said = ""
    else:
        more = round(100 * by_champion) - round(100 * by_rule)
        said = word("meaning.more", language, more=str(more)) if more > 0 else word("meaning.less", language)
        bars.append((_called(RULE, language), by_rule, "rule"))
    bars.append((word("meaning.chance", language), 0.1, "chance"))
    return Reach(
        name_of("group", group, language),
        tuple(
            (name, write.number(100 * reached, language), 100 * reached, kind) for name, reached, kind in bars
        ),
        said,
    )


def leaving_in_words(facts: ReportFacts) -> tuple[str, ...]:
    """Say in sentences what the settings call leaving."""
    churn, language = facts.churn, facts.language
    places = {
        name: _trimmed(value, language) for name, value in churn.model_dump().items() if _numeric(value)
    }
    fixed = churn.min_days == churn.max_days
    first = word(
        "leaving.fixed" if fixed else "leaving.own",
        language,
        cycles=places["cycles"],
        min_days=places["min_days"],
        max_days=places["max_days"],
    )
    return first, word(
        "leaving.lost", language, lost=places["lost_after_cycles"], days=str(YEAR_AND_SEASON_DAYS)
    )


def _numeric(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _trimmed(value: float, language: str) -> str:
    return write.number(value, language, places=0 if float(value).is_integer() else 1)


def _gains(facts: ReportFacts, group: str) -> dict[str, Any]:
    return {baseline: gain for (held, baseline), gain in facts.gains.items() if held == group}


def _called(contestant: str, language: str) -> str:
    return name_of("contestant", contestant, language)


def _drivers(facts: ReportFacts) -> list[tuple[str, str, str, str, float]]:
    """Give the main features: meaning, name, cause, share in words, width of the bar in percent."""
    if facts.importance is None or facts.importance.empty:
        return []
    top = described(facts.importance, language=facts.language).head(_MOST_FEATURES)
    return [
        (
            meaning,
            feature,
            name_of("cause", cause, facts.language),
            write.share(share, facts.language, places=1),
            100 * share / top["share"].max(),
        )
        for feature, meaning, cause, share in top.itertuples(index=False)
    ]


def _counts(facts: ReportFacts) -> Iterator[tuple[str, str]]:
    """Give what was learned from as (name, count); what is not known is left out."""
    for name in ("clients", "order_days", "snapshots", "rows", "features"):
        counted = getattr(facts.data, name)
        if counted is not None:
            yield word(name, facts.language), write.number(counted, facts.language)


def _plots(facts: ReportFacts, name: str) -> list[Plot]:
    """Give the charts of a name: the one for everybody, then those of each group."""
    found = [key for key in facts.charts if key == name or key.startswith(f"{name}.")]
    return [
        Plot(
            name_of("group", key.partition(".")[2], facts.language) if "." in key else "",
            inline(key, facts.charts[key]),
        )
        for key in found
    ]


def inline(name: str, svg: str) -> Markup:
    """Make a chart part of the page: no scripts in it, and ids that no other chart has."""
    drawn = svg.strip()
    if not drawn.startswith("<svg") or _FORBIDDEN.search(re.sub(r">[^<]*<", "><", drawn)):
        raise UsageError(
            f"charts[{name!r}] is not a plain SVG drawing: it must begin with <svg and hold no scripts or "
            "outside images. Draw it with training.plot_theme.as_svg."
        )
    prefix = re.sub(r"\W", "-", name)
    drawn = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}-", drawn)
    return Markup(drawn)  # noqa: S704 - our own drawing, checked above
