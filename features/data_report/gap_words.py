"""What has thinned out, and which rows are gone, with what to do, in English and Russian."""

from collections.abc import Mapping, Sequence
from datetime import date

from features.data_report.report import DataReport, Gone, Thinned
from features.data_report.stop_words import MOST_BRANCHES
from features.data_report.words import day, number

#: English, Russian.
WORDS: Mapping[str, tuple[str, str]] = {
    "thinned": (
        "{table} has thinned out: {rows} rows from {first_day} to {last_day}, where some {usual} are usual."
        " {remedy}",
        "Таблица {table} поредела: строк с {first_day} по {last_day} – {rows}, а обычно около {usual}."
        " {remedy}",
    ),
    "thinned_branches": (
        "The orders of some branches have thinned out: {branches}. Their clients seem to leave. {remedy}",
        "Заказы части филиалов поредели: {branches}. Кажется, что их клиенты уходят. {remedy}",
    ),
    "thinned_branch": (
        "{branch} ({rows} from {first_day} to {last_day}, some {usual} are usual)",
        "{branch} (с {first_day} по {last_day} – {rows}, обычно около {usual})",
    ),
    "thinned_remedy": (
        "See whether the export left out clients, branches or days, and run it again. If it is complete,"
        " business is so: the warning ends once this has become usual.",
        "Проверьте, не пропущены ли в выгрузке клиенты, филиалы или дни, и повторите её. Если она полна, так"
        " и идут дела: предупреждение исчезнет, когда это станет обычным.",
    ),
    "gone": (
        "{table} lacks rows that the scores of {as_of} were made of: {rows} of {known}{since} are gone.",
        "В таблице {table} нет строк, по которым сделаны оценки на {as_of}: пропало {rows} из {known}"
        "{since}.",
    ),
    "gone_branches": (
        "Orders of these branches are gone: {branches}.",
        "Пропали заказы филиалов: {branches}.",
    ),
    "gone_branch": ("{branch} ({rows} of {known}{since})", "{branch} ({rows} из {known}{since})"),
    "since": (" since {first_day}", " с {first_day}"),
    "gone_remedy": (
        "The export was cut, as it seems: whoever is missing would be taken for a leaver. Run the export"
        " again. Until it is whole, `winback score` and `winback train` refuse it, and what is published"
        " stays. If the rows are rightly gone, run them once with --accept-fewer-rows.",
        "Похоже, выгрузка обрезана: кого в ней нет, того сочли бы уходящим. Повторите её. Пока она не полна,"
        " `winback score` и `winback train` её не примут, а опубликованное остаётся. Если строк и должно не"
        " быть, запустите их один раз с --accept-fewer-rows.",
    ),
}


def thinned_told(report: DataReport, language: str) -> list[str]:
    """Tell all that has thinned out: of each table the whole, then its branches.

    Examples
    --------
    >>> from features.data_report.report import TableReport
    >>> few = Thinned("nps", "", date(2026, 1, 1), date(2026, 1, 28), 12, 300)
    >>> table = TableReport("nps", 9, 9, 0, 0, (), 1, None, None, thinned=(few,))
    >>> thinned_told(DataReport((table,)), "en")[0][:84]
    'nps has thinned out: 12 rows from 2026-01-01 to 2026-01-28, where some 300 are usual'
    """
    return [told for table in report.tables for told in thinned_in(table.thinned, language)]


def thinned_in(found: Sequence[Thinned], language: str) -> list[str]:
    """Tell what has thinned out of one table: the whole of it, then its branches."""
    remedy = WORDS["thinned_remedy"][language == "ru"]
    told = [
        _said("thinned", language, table=one.table, remedy=remedy, **_few(one, language))
        for one in found
        if not one.branch
    ]
    branches = [one for one in found if one.branch]
    if branches:
        named = [
            _said("thinned_branch", language, branch=one.branch, **_few(one, language)) for one in branches
        ]
        told.append(_said("thinned_branches", language, branches=_first(named), remedy=remedy))
    return told


def gone_told(gone: Sequence[Gone], as_of: date | None, language: str) -> list[str]:
    """Tell which rows of those known on a day are gone; what to do, where they are too many to go on.

    Examples
    --------
    >>> gone_told([Gone("nps", "", 3, 90, date(2025, 3, 1), False)], date(2026, 1, 1), "en")[0][-38:]
    'of: 3 of 90 since 2025-03-01 are gone.'
    """
    whole = [one for one in gone if not one.branch]
    branches = [one for one in gone if one.branch]
    told = [
        _said("gone", language, table=one.table, as_of=day(as_of, language), **_lost(one, language))
        for one in whole
    ]
    if branches:
        named = [
            _said("gone_branch", language, branch=one.branch, **_lost(one, language)) for one in branches
        ]
        told.append(_said("gone_branches", language, branches=_first(named)))
    if any(one.is_cut for one in gone):
        told.append(_said("gone_remedy", language))
    return told


def _few(one: Thinned, language: str) -> dict[str, str]:
    return {
        "rows": number(one.rows, language),
        "usual": number(one.usual_rows, language),
        "first_day": day(one.first_day, language),
        "last_day": day(one.last_day, language),
    }


def _lost(one: Gone, language: str) -> dict[str, str]:
    first = one.first_day
    return {
        "rows": number(one.rows, language),
        "known": number(one.rows_known, language),
        "since": _said("since", language, first_day=day(first, language)) if first else "",
    }


def _first(named: Sequence[str]) -> str:
    """Name the first of many branches, and count the others."""
    rest = len(named) - MOST_BRANCHES
    return ", ".join([*named[:MOST_BRANCHES], f"+{rest}"] if rest > 0 else named)


def _said(key: str, language: str, **places: str) -> str:
    return WORDS[key][language == "ru"].format(**places)
