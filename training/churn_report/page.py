"""The churn report as one HTML page, complete in itself: the verdict, the charts, the tables, the method."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from features.churn_rate import Balance, Breakdown
from features.figures import LANGUAGES, counted
from training import report_numbers as write
from training.churn_report import plots
from training.churn_report.report import ChurnReport
from training.churn_report.tables import TextTable, groups_table, periods_table
from training.churn_report.text import band_text, percent, period_name
from training.churn_report.words import FIGURES, word
from training.pages import page
from training.plot_theme import Chart, as_svg
from training.report.page import inline
from training.words import index_of

#: Rows of a table of groups on the page; files hold them all.
MOST_ROWS = 15


@dataclass(frozen=True)
class Card:
    """One figure in large letters, and what it says; `warns` where it is a problem."""

    title: str
    value: str
    told: str
    warns: bool = False


@dataclass(frozen=True)
class Part:
    """One kind of group: its chart, its table, and what there is to say of them."""

    table: TextTable
    chart: Markup | None
    hints: tuple[str, ...]


def churn_page(report: ChurnReport) -> str:
    """Write the report as a page without scripts and without anything from outside.

    Parameters
    ----------
    report : ChurnReport

    Returns
    -------
    str
        The page, UTF-8 text, in the report's language. Its first line is the verdict.
    """
    language, rate = report.language, report.rate
    longest = rate.longest if rate.longest is not None and rate.longest.rate is not None else None
    return page(
        "churn",
        report=report,
        rate=rate,
        language=language,
        longest=longest,
        band=band_text(rate.acceptable, language),
        # No line ends within a range such as 5–15 %.
        headline=report.headline.replace("–", "\u2060–\u2060"),
        flagged=any(one.more_lost_than_new for one in rate.periods),
        period="" if longest is None else period_name(longest.period, language),
        cards=[] if longest is None else list(cards_of(report, longest)),
        charts=list(_charts(report, longest)),
        periods=periods_table(report) if rate.periods else None,
        parts=[_part(report, broken) for broken in rate.breakdowns.values()],
        money=[] if longest is None else list(money_of(report, longest)),
        day=lambda when: write.day(when, language),
        number=lambda value: write.number(value, language),
        t=lambda key, **places: word(key, language).format(**places),
    )


def cards_of(report: ChurnReport, longest: Balance) -> Iterator[Card]:
    """Give the figures that a manager asks for first (M1, M2, M5, M6, M8)."""
    language = report.language

    def said(key: str, **places: object) -> str:
        return word(key, language).format(
            **{name: _written(value, language) for name, value in places.items()}
        )

    def card(key: str, value: str, told: str, *, warns: bool = False) -> Card:
        return Card(word(f"card.{key}", language), value, told, warns)

    yield card(
        "lost", write.number(longest.lost, language), said("card.lost.told", base=longest.clients_at_start)
    )
    ratio, lost = longest.lost_to_new, longest.lost + longest.new_lost
    if ratio is None:
        told = said("card.new.none", lost=lost)
    else:
        told = said(f"card.new.{'more' if longest.more_lost_than_new else 'fewer'}", ratio=round(ratio, 2))
    yield card("new", write.number(longest.new_clients, language), told, warns=longest.more_lost_than_new)
    yield card("back", write.number(longest.returned, language), word("card.back.told", language))
    if longest.silent_rate is not None:
        told = said("card.silent.told", silent=longest.silent, ever=longest.ever)
        yield card("silent", percent(longest.silent_rate.share, language), told)
    if longest.bought_again_rate is not None:
        told = said("card.again.told", ever=longest.ordered_ever, once=longest.once_only)
        yield card("again", percent(longest.bought_again_rate.share, language), told)
    if report.rate.lifetime_years is not None and report.rate.side != "too_early":
        years = write.number(report.rate.lifetime_years, language, places=1)
        yield card(
            "lifetime",
            word("card.lifetime.value", language).format(years=years),
            word("card.lifetime.told", language),
        )


def money_of(report: ChurnReport, longest: Balance) -> Iterator[Card]:
    """Give what the losses cost, and what a client costs (M4, M10); what is not known is left out."""
    language, money = report.language, report.money
    lost = write.number(longest.lost, language)

    def card(name: str, value: float | None, key: str, **places: str) -> Iterator[Card]:
        if value is not None:
            written = write.money(value, language, report.currency)
            yield Card(FIGURES[name].title(language), written, word(key, language).format(**places))

    def written(value: float | None) -> str:
        return write.money(value, language, report.currency)

    profit, ltv = written(money.profit_per_client), written(money.formula_ltv)
    days = counted(money.before_days, "day", LANGUAGES[index_of(language)])
    yield from card("lost_profit", money.lost_profit, "money.profit", profit=profit, lost=lost)
    yield from card("lost_profit_before", money.lost_profit_before, "money.before", days=days)
    yield from card("lost_ltv", money.lost_ltv, "money.ltv", ltv=ltv, lost=lost)
    yield from card("win_back_cost", money.win_back_cost, "money.attempt")
    key = "money.new_assumed" if money.new_client_cost_assumed else "money.new"
    yield from card("new_client_cost", money.new_client_cost, key)


def _charts(report: ChurnReport, longest: Balance | None) -> Iterator[tuple[str, Markup]]:
    """Draw what there is to draw: (part of the page, chart)."""
    language, rate = report.language, report.rate
    if rate.yearly is not None and rate.side != "too_early":
        yield "figures", _drawn("band", plots.band_chart(rate.yearly, rate.acceptable, language))
    if longest is not None and longest.ever:
        yield "figures", _drawn("silent", plots.silent_chart(longest, language))
    if any(one.rate is not None for one in rate.periods):
        yield "periods", _drawn("rate", plots.rate_chart(rate.periods, language))
        yield "periods", _drawn("flow", plots.flow_chart(rate.periods, language))


def _part(report: ChurnReport, broken: Breakdown) -> Part:
    language, rate = report.language, report.rate
    company = None if rate.longest is None else rate.longest.rate
    chart = None if company is None else plots.groups_chart(broken, company, language)
    table = groups_table(report, broken, most=MOST_ROWS)
    hints = []
    if not broken.exclusive:
        hints.append(word("groups.several", language))
    if table.left_out:
        hints.append(word("groups.more", language).format(more=write.number(table.left_out, language)))
    if broken.too_small:
        small = write.number(broken.too_small, language)
        hints.append(word("groups.small", language).format(minimum=rate.minimum_clients, small=small))
    return Part(table, None if chart is None else _drawn(f"by-{broken.by}", chart), tuple(hints))


def _drawn(name: str, chart: Chart) -> Markup:
    return inline(name, as_svg(chart))


def _written(value: object, language: str) -> str:
    if isinstance(value, float):
        return write.number(value, language, places=2)
    return write.number(value, language) if isinstance(value, int) else str(value)
