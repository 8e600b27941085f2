"""The monitoring report as one HTML page, complete in itself: verdict, charts, findings, tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from training import report_numbers as write
from training.monitoring import plots
from training.monitoring.finding import GONE, PARTS, STOPPED, THINNED, Finding, Part, worst
from training.monitoring.report import VERDICTS, MonitoringReport
from training.pages import page
from training.plot_theme import Chart, as_svg
from training.report.page import inline
from training.report.plots import calibration_chart
from training.words import index_of, name_of

#: Word → (Russian, English).
WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Наблюдение за моделью", "Model monitoring"),
    "company": ("Компания", "Company"),
    "as_of": ("На день", "As of"),
    "version": ("Модель", "Model"),
    "trained_on": ("Обучена на день", "Trained as of"),
    "notes": ("Чего пока не видно", "What is not to be seen yet"),
    "drift": ("Что изменилось с обучения", "What has changed since training"),
    "drift.lead": (
        "Клиенты сегодня против клиентов того дня, на который модель обучена: признаки, пропуски, статусы, "
        "вероятности.",
        "The clients of today against those of the day the model was trained as of: features, missing "
        "values, statuses, probabilities.",
    ),
    "truth": ("Сбылись ли предсказания", "Did the predictions come true"),
    "truth.lead": (
        "Прошлые публикации против того, что стало с клиентами, чей горизонт кончился. Строки, которых "
        "коснулись наши действия, взвешены или убраны, как при обучении.",
        "Past publications against what became of the clients whose horizon has ended. Rows that our own "
        "actions touched are weighted or left out, as in training.",
    ),
    "lists": ("Что принесли списки", "What the lists brought"),
    "lists.lead": (
        "Те, кто был в списке, против тех, кого по жребию не трогали.",
        "Those who were listed against those who were drawn to be left alone.",
    ),
    "more": ("Ещё на странице отчёта, не в порядке: {count}", "More that is not well, on the page: {count}"),
    "explains": (" Из-за этого не в порядке: {names}.", " Because of it these are not well: {names}."),
    "well": ("Остальное в порядке: {count}", "The rest is well: {count}"),
    "nothing": ("Судить пока не о чем.", "There is nothing to judge yet."),
    "group": ("Группа", "Group"),
    "rows": ("Строк", "Rows"),
    "left_share": ("Ушло", "Left"),
    "foretold": ("Обещано", "Foretold"),
    "average_precision": ("Средняя точность", "Average precision"),
    "log_loss": ("Лог. ошибка", "Log loss"),
    "ece": ("Ошибка калибровки", "Calibration error"),
    "slope": ("Наклон", "Slope"),
    "intercept": ("Сдвиг", "Intercept"),
    "auc": ("AUC", "AUC"),
    "contamination": (
        "Из {rows} строк наши действия убрали {out}, оборвали {censored}; контрольных {held}.",
        "Of {rows} rows our own actions took out {out} and cut short {censored}; {held} were held out.",
    ),
    "subject": ("О чём", "About"),
    "verdict": ("Вывод", "Verdict"),
    "reason": ("Почему", "Why"),
}
SHARES = ("left_share", "foretold", "ece")
SHOWN = (
    *("left_share", "foretold", "auc", "average_precision", "log_loss"),
    *("ece", "slope", "intercept"),
)
#: Figure → (Russian, English), as it is called before its subject.
FIGURE_NAMES: Mapping[str, tuple[str, str]] = {
    STOPPED: ("источник", "source"),
    THINNED: ("поредело", "thinned out"),
    GONE: ("пропали строки", "rows gone"),
    "psi": ("распределение", "spread"),
    "missing_share": ("пропуски", "missing values"),
    "new_values": ("новые значения", "new values"),
    "vanished_values": ("пропавшие значения", "vanished values"),
    "status_psi": ("состав по статусам", "mix of statuses"),
    "status_share": ("доля статуса", "share of a status"),
    "score_psi": ("вероятности против обучения", "probabilities against training"),
    "score_mean": ("средняя вероятность", "mean probability"),
    "step_psi": ("вероятности против прошлой публикации", "probabilities against the publication before"),
    "base_rate": ("доля уходящих против обучения", "share of leavers against training"),
    "left_share": ("ушло против обещанного", "left against foretold"),
    "calibration": ("калибровка", "calibration"),
    "ece": ("ошибка калибровки", "calibration error"),
    "slope": ("наклон", "slope"),
    "intercept": ("сдвиг", "intercept"),
    "auc": ("AUC", "AUC"),
    "average_precision": ("средняя точность", "average precision"),
    "log_loss": ("логарифмическая ошибка", "log loss"),
    "uplift": ("прирост заказов", "uplift in orders"),
    "net_value": ("чистая ценность", "net value"),
}


@dataclass(frozen=True)
class Line:
    """One finding as a row: what it is about, verdict (code and word), reason, if another explains it."""

    subject: str
    figure: str
    tone: str
    verdict: str
    reason: str
    explained: bool = False


@dataclass(frozen=True)
class Section:
    """One part of the page."""

    name: str
    title: str
    lead: str
    charts: tuple[Markup, ...]
    heads: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    well: tuple[Line, ...]
    hint: str


def monitoring_charts(report: MonitoringReport) -> dict[str, Chart]:
    """Draw what there is to draw, by name: ``part.chart``."""
    language, findings = report.language, list(report.findings)
    drawn = {
        "drift.features": plots.drift_chart(findings, language),
        "drift.statuses": plots.mix_chart(findings, language),
        "drift.publications": plots.steps_chart(report.steps, language),
        "truth.days": plots.days_chart(report.by_day, language),
        "lists.uplift": plots.lists_chart(findings, language),
    }
    if len(report.reliability):
        bins = report.reliability.assign(series="calibrated")
        drawn["truth.calibration"] = calibration_chart(bins, language=language)
    return {name: chart for name, chart in drawn.items() if chart is not None}


def monitoring_page(report: MonitoringReport, charts: Mapping[str, Chart]) -> str:
    """Write the report as a page without scripts and without anything from outside.

    Parameters
    ----------
    report : MonitoringReport
    charts : mapping of str to Chart
        What `monitoring_charts` gave.

    Returns
    -------
    str
        The page, UTF-8 text, in the report's language. Its first line is the verdict.
    """
    place = index_of(report.language)
    return page(
        "monitoring",
        report=report,
        language=report.language,
        sections=[_section(report, part, charts) for part in PARTS],
        day=lambda when: write.day(when, report.language),
        t=lambda key: WORDS[key][place],
    )


def lines_of(report: MonitoringReport, part: Part) -> Iterator[Line]:
    """Word the findings of a part, the gravest first, each before those that it explains."""
    place = index_of(report.language)
    for one in report.part(part):
        word = VERDICTS[one.verdict][place]
        figure = FIGURE_NAMES[one.figure][place]
        subject, said = _subject(one, report.language), one.said(report.language)
        if names := dict.fromkeys(below.subject for below in report.explained_by(one)):
            said += WORDS["explains"][place].format(names=", ".join(names))
        yield Line(subject, figure, one.verdict, word, said, bool(one.under))


def _subject(one: Finding, language: str) -> str:
    if one.part == "lists":
        name, _, rest = one.subject.partition("/")
        return f"{name_of('group', name, language)} {rest.partition('/')[0]}"
    return name_of("group", one.subject, language)


def _section(report: MonitoringReport, part: Part, charts: Mapping[str, Chart]) -> Section:
    place = index_of(report.language)
    lines = list(lines_of(report, part))
    well = [line for line in lines if line.tone == "ok"]
    heads, table = _truth_table(report) if part == "truth" else ((), ())
    verdict = worst(report.part(part))
    return Section(
        name=part,
        title=f"{WORDS[part][place]}: {VERDICTS[verdict][place]}",
        lead=WORDS[f"{part}.lead"][place],
        charts=tuple(
            inline(name, as_svg(chart)) for name, chart in charts.items() if name.startswith(f"{part}.")
        ),
        heads=heads,
        table=table,
        lines=tuple(line for line in lines if line.tone != "ok"),
        well=tuple(well),
        hint=_contamination(report) if part == "truth" else "",
    )


def _truth_table(report: MonitoringReport) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    language, place = report.language, index_of(report.language)
    if report.truth.empty:
        return (), ()
    rows = []
    for group, part in report.truth.groupby("group", sort=False):
        known = part.set_index("figure")
        count = write.number(known["rows"].iloc[0], language)
        cells = [_cell(known.T[name], language, shares=name in SHARES) for name in SHOWN]
        rows.append((name_of("group", str(group), language), count, *cells))
    return tuple(WORDS[key][place] for key in ("group", "rows", *SHOWN)), tuple(rows)


def _cell(row: pd.Series, language: str, *, shares: bool) -> str:
    def written(value: float) -> str:
        if shares:
            return write.share(value, language, places=1)
        return write.number(value, language, places=3)

    value = written(row["value"])
    interval = f" ({written(row['low'])}–{written(row['high'])})" if write.known(row["low"]) else ""
    return f"{value}{interval}" if value else "–"


def _contamination(report: MonitoringReport) -> str:
    counts = report.contamination
    if counts is None:
        return ""
    language = report.language
    return WORDS["contamination"][index_of(language)].format(
        rows=write.number(counts.rows, language),
        out=write.number(counts.assigned_before, language),
        censored=write.number(counts.censored, language),
        held=write.number(counts.held_out, language),
    )
