"""What has stopped, since when, what depends on it and what to do, in English and Russian."""

from collections.abc import Mapping, Sequence

from features.catalog import FEATURES
from features.data_report.report import DataReport, Stop
from features.data_report.words import day, number

#: So many branches are named, the longest silent first.
MOST_BRANCHES = 5
#: English, Russian.
WORDS: Mapping[str, tuple[str, str]] = {
    "stopped": (
        "{table} has stopped: the last rows are of {last_day}, none for {silent} days (the longest"
        " pause before was of {pause}).{depends} {remedy}",
        "Таблица {table} перестала приходить: последние строки за {last_day}, с тех пор ни одной за {silent}"
        " дн. (самый долгий перерыв прежде – {pause} дн.).{depends} {remedy}",
    ),
    "silent": (
        "Nothing new has come: the newest row of the whole source is of {last_day}, none for {silent} days"
        " (the longest pause between two days with orders was of {pause}). Scores and lists speak of that"
        " day. {remedy}",
        "Новых данных нет: последняя строка во всём источнике за {last_day}, с тех пор ни одной за {silent}"
        " дн. (самый долгий перерыв между днями с заказами – {pause} дн.). Оценки и списки говорят о том дне."
        " {remedy}",
    ),
    "empty": (
        "{table} has no row at all.{depends} {remedy}",
        "В таблице {table} нет ни одной строки.{depends} {remedy}",
    ),
    "branches": (
        "The orders of some branches have stopped, while others go on: {branches}. Their clients seem silent:"
        " they are taken for leavers and come onto the lists. Export these orders again."
        " If a branch was closed, that is how it is: a year after its last order it is told no more.",
        "Заказы части филиалов перестали приходить, а остальные идут: {branches}. Клиенты этих филиалов"
        " кажутся молчащими: их сочтут уходящими, и они попадут в списки. Выгрузите эти заказы снова."
        " Если филиал закрыт, так оно и есть: через год после последнего заказа предупреждение исчезнет.",
    ),
    "branch": (
        "{branch} (last on {last_day}, none for {silent} days)",
        "{branch} (последние за {last_day}, ни одного за {silent} дн.)",
    ),
    "orders": (
        "Everything depends on it: every client seems silent.",
        "От неё зависит всё: каждый клиент кажется молчащим.",
    ),
    "departures": ("Who has left is learned from it.", "По ней модель узнаёт, кто ушёл."),
    "consents": ("Who may be contacted is read from it.", "По ней решают, с кем можно связываться."),
    "features": ("Features that depend on it: {names}.", "От неё зависят признаки: {names}."),
    "remedy": (
        "See why the export ended, and run it again. If the table is no longer kept, take it out of"
        " [source.tables] and train again.",
        "Проверьте выгрузку и повторите её. Если таблицу больше не ведут, уберите её из [source.tables] и"
        " обучите модель заново.",
    ),
    "remedy_orders": ("See why the export ended, and run it again.", "Проверьте выгрузку и повторите её."),
}


def stops_told(report: DataReport, language: str, silence: Stop | None = None) -> list[str]:
    """Tell all that has stopped, a sentence or two a table; before it, that nothing at all comes any more.

    Examples
    --------
    >>> from datetime import date
    >>> from features.data_report.report import TableReport
    >>> gone = Stop("activity", "", date(2026, 1, 31), 40, 2)
    >>> table = TableReport("activity", 9, 9, 0, 0, (), 1, None, None, stops=(gone,))
    >>> stops_told(DataReport((table,)), "en")[0][:71]
    'activity has stopped: the last rows are of 2026-01-31, none for 40 days'
    """
    tables = [told(table.stops, language) for table in report.tables if table.stops]
    return tables if silence is None else [_silent(silence, language), *tables]


def told(stops: Sequence[Stop], language: str, *, features: bool = True) -> str:
    """Tell what has stopped of one table: the whole of it, or the orders of branches.

    Parameters
    ----------
    stops : sequence of Stop
        Of one table.
    language : str
    features : bool
        Whether the features that depend on it are named.
    """
    first = stops[0]
    if first.branch:
        return _said("branches", language, branches=_branches(stops, language))
    remedy = "remedy_orders" if first.table == "orders" else "remedy"
    return _said(
        "stopped" if first.last_day else "empty",
        language,
        table=first.table,
        last_day=day(first.last_day, language),
        silent=number(first.silent_days, language),
        pause=number(first.longest_pause_days, language),
        depends=_depends(first.table, language, features),
        remedy=_said(remedy, language),
    )


def _silent(silence: Stop, language: str) -> str:
    return _said(
        "silent",
        language,
        last_day=day(silence.last_day, language),
        silent=number(silence.silent_days, language),
        pause=number(silence.longest_pause_days, language),
        remedy=_said("remedy_orders", language),
    )


def dependent_features(table: str) -> tuple[str, ...]:
    """Name the features that a table switches on.

    Examples
    --------
    >>> dependent_features("nps")[:2]
    ('nps_last', 'nps_mean')
    """
    return tuple(line.name for line in FEATURES if line.table.partition(".")[0] == table)


def _depends(table: str, language: str, features: bool) -> str:
    if table in WORDS:
        return f" {_said(table, language)}"
    if not features:
        return ""
    return f" {_said('features', language, names=', '.join(dependent_features(table)))}"


def _branches(stops: Sequence[Stop], language: str) -> str:
    named = [
        _said(
            "branch",
            language,
            branch=stop.branch,
            last_day=day(stop.last_day, language),
            silent=number(stop.silent_days, language),
        )
        for stop in stops[:MOST_BRANCHES]
    ]
    rest = len(stops) - MOST_BRANCHES
    return ", ".join([*named, f"+{rest}"] if rest > 0 else named)


def _said(key: str, language: str, **places: str) -> str:
    return WORDS[key][language == "ru"].format(**places)
