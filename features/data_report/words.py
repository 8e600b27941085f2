"""Words of the data report, in English and Russian, and its numbers as each language writes them."""

from collections.abc import Mapping
from datetime import date

#: English, Russian.
WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Data report", "Отчёт о данных"),
    "table": ("table", "таблица"),
    "rows_in": ("rows", "строк"),
    "accepted": ("accepted", "принято"),
    "repaired": ("repaired", "исправлено"),
    "quarantined": ("quarantined", "отложено"),
    "clients": ("clients", "клиентов"),
    "first_day": ("from", "с"),
    "last_day": ("to", "по"),
    "column": ("column", "столбец"),
    "reason": ("what was wrong", "что не так"),
    "outcome": ("what became of it", "что сделано"),
    "lines": ("first lines", "первые строки"),
    "advice": ("what to do", "что делать"),
    "no_faults": ("No row had a fault.", "Ошибок в строках нет."),
    "tables": ("Tables", "Таблицы"),
    "faults": ("What was mended or set aside", "Что исправлено и что отложено"),
    "notes": ("Worth knowing", "На заметку"),
    "all_well": (
        "All {rows} rows were taken as they are.",
        "Все строки ({rows}) приняты без изменений.",
    ),
    "taken": (
        "{taken} of {rows} rows can be counted on ({share}).",
        "Приняты в расчёт: {taken} из {rows} строк ({share}).",
    ),
    "in_all_mended": ("Mended: {rows}.", "Исправлено: {rows}."),
    "in_all_left_out": (
        "Left out, because they add nothing to other rows: {rows}.",
        "Не взято, потому что ничего не добавляют к другим строкам: {rows}.",
    ),
    "in_all_erased": (
        "Left out as rows of people who were erased: {rows}.",
        "Не взято строк удалённых людей: {rows}.",
    ),
    "in_all_quarantined": ("Set aside: {rows}.", "Отложено: {rows}."),
    "lead": (
        "Every row has one fate: accepted, repaired or quarantined. Lines are counted from 1, the header"
        " being line 1; in a database they are the numbers of the rows.",
        "У каждой строки одна судьба: принята, исправлена или отложена. Строки считаются с 1,"
        " заголовок – строка 1; в базе данных это номера записей.",
    ),
    "whole_line": ("the whole line", "вся строка"),
    "where": ("Rows set aside lie in {where}.", "Отложенные строки лежат в {where}."),
    "features": ("Features", "Признаки"),
    "features_on": ("Features that are on: {count} of {all}.", "Включено признаков: {count} из {all}."),
    "wants": ("what is missing", "чего нет"),
    "off": ("features that are off", "какие признаки выключены"),
    "no_table": ("table {name}", "таблица {name}"),
    "no_column": ("column {name}", "столбец {name}"),
    "privacy": (
        "The page holds counts and line numbers only, no client's data.",
        "На странице только количества и номера строк, данных клиентов здесь нет.",
    ),
}
#: Event table → what people call it.
TABLE_NAMES: Mapping[str, tuple[str, str]] = {
    "orders": ("Orders", "Заказы"),
    "order_lines": ("Order lines", "Строки заказов"),
    "clients": ("Clients", "Клиенты"),
    "complaints": ("Complaints", "Жалобы"),
    "nps": ("NPS answers", "Ответы NPS"),
    "contacts": ("Contacts", "Контакты"),
    "activity": ("Visits to site and app", "Посещения сайта и приложения"),
    "managers": ("Clients' managers", "Менеджеры клиентов"),
    "departures": ("Departures", "Уходы"),
    "attempts": ("Win-back attempts", "Попытки вернуть"),
    "consents": ("Consents", "Согласия"),
    "aliases": ("Merged ids", "Объединённые коды"),
}


def words(language: str) -> dict[str, str]:
    """Give the words in a language, ``"ru"`` or ``"en"``."""
    return {key: russian if language == "ru" else english for key, (english, russian) in WORDS.items()}


def table_name(name: str, language: str) -> str:
    """Give what people call a table."""
    english, russian = TABLE_NAMES.get(name, (name, name))
    return russian if language == "ru" else english


def number(value: int, language: str) -> str:
    r"""Write a whole number as the language does.

    Examples
    --------
    >>> number(1234567, "en"), number(1234567, "ru").replace("\u00a0", "_")
    ('1,234,567', '1_234_567')
    """
    return f"{value:,}".replace(",", "\u00a0" if language == "ru" else ",")


def share(part: int, whole: int, language: str) -> str:
    r"""Write a share in percent; what is less than all never reads as all, nor what there is as nothing.

    Examples
    --------
    >>> share(1, 3, "en"), share(99_999, 100_000, "en"), share(1, 100_000, "en"), share(0, 0, "en")
    ('33.3%', '99.9%', '0.1%', '0.0%')
    >>> share(1, 3, "ru").replace("\u00a0", "_")
    '33,3_%'
    """
    tenths = round(1000 * part / whole) if whole else 0
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    text = f"{tenths / 10:.1f}"
    return f"{text.replace('.', ',')}\u00a0%" if language == "ru" else f"{text}%"


def day(when: date | None, language: str) -> str:
    """Write a day as the language does.

    Examples
    --------
    >>> day(date(2025, 3, 4), "ru"), day(date(2025, 3, 4), "en"), day(None, "en")
    ('04.03.2025', '2025-03-04', '–')
    """
    if when is None:
        return "–"
    return when.strftime("%d.%m.%Y") if language == "ru" else when.isoformat()
