"""What was found in the data, and what to do about it, in English and Russian."""

from collections.abc import Mapping, Sequence

from features.schema import EventTable, Kind

#: What each reason means, for people: English, Russian.
REASONS: Mapping[str, tuple[str, str]] = {
    "missing": ("is empty, though required", "пусто, а должно быть заполнено"),
    "unreadable": ("cannot be read", "не читается"),
    "day or month first": (
        "may be day first or month first, and nothing says which",
        "непонятно, что раньше – день или месяц",
    ),
    "excel day": (
        "is a number where a date should be, as Excel counts days",
        "число вместо даты (счёт дней Excel)",
    ),
    "decimal comma": (
        "has a decimal comma where a point is expected",
        "дробная часть через запятую, а ожидается точка",
    ),
    "decimal point": (
        "has a decimal point where a comma is expected",
        "дробная часть через точку, а ожидается запятая",
    ),
    "unknown value": ("is none of the known values", "неизвестное значение"),
    "out of range": ("is out of range", "вне допустимых границ"),
    "before founded_on": ("is before [company] founded_on", "раньше [company] founded_on"),
    "in the future": ("is in the future", "в будущем"),
    "other currency": ("is another currency than the company's", "не в валюте компании"),
    "before opened_at": ("is before opened_at", "раньше opened_at"),
    "contradiction": ("contradicts another row of the same thing", "противоречит другой строке о том же"),
    "blanks": ("had blanks at its ends", "пробелы по краям"),
    "spelling": ("was written in another way", "записано иначе"),
    "empty row": ("has nothing in it", "пустая строка"),
    "nothing read": (
        "is empty in every column that is read; the row is left out",
        "пусто во всех столбцах, которые читаются, строка не берётся",
    ),
    "line of an order": (
        "is empty in a further line of an order whose amount another row tells; the row is left out",
        "пусто в строке заказа, сумма которого стоит в другой строке; строка не берётся",
    ),
    "duplicate": ("repeats another row exactly", "точный повтор другой строки"),
    "merged id": ("was an old id; the one it was merged into counts", "старый код, заменён объединённым"),
    "merged row": (
        "belongs to an old id; the row of the new one counts",
        "строка старого кода, действует строка нового",
    ),
    "erased": ("is of a person who was erased; the row is left out", "удалённый человек, строка не берётся"),
    "fields": ("has too many or too few fields", "полей больше или меньше, чем в заголовке"),
    "quote": ("has a quote that does not close", "кавычка не закрыта"),
    "encoding": (
        "holds bytes that are no text in the file's encoding",
        "байты, которых нет в кодировке файла",
    ),
    "too long": ("is longer than 2 MB", "строка длиннее 2 МБ"),
}

#: What to do about a reason: English, Russian.
REMEDIES: Mapping[str, tuple[str, str]] = {
    "missing": (
        "Fill the column in the source, or map another column to it.",
        "Заполните столбец в источнике или укажите другой столбец.",
    ),
    "unreadable": ("Mend the values in the source.", "Исправьте значения в источнике."),
    "unreadable time": (
        "Mend the values in the source, or set date_format in [source.tables.{table}] as the source writes"
        " them.",
        "Исправьте значения в источнике или укажите date_format в [source.tables.{table}] так, как пишет"
        " источник.",
    ),
    "unreadable number": (
        "Write plain numbers in the source, without signs of currency, or set decimal in"
        " [source.tables.{table}].",
        "Пишите в источнике одни числа, без знака валюты, или укажите decimal в [source.tables.{table}].",
    ),
    "day or month first": (
        "Set date_format in [source.tables.{table}]: '%d.%m.%Y' if days come first, '%m/%d/%Y' if months do.",
        "Укажите date_format в [source.tables.{table}]: '%d.%m.%Y', если сначала день, '%m/%d/%Y' – если"
        " месяц.",
    ),
    "excel day": (
        "Set date_format = 'excel' in [source.tables.{table}] if these are Excel's days (45292 is"
        " 2024-01-01), or format the column as dates before the export.",
        "Укажите date_format = 'excel' в [source.tables.{table}], если это дни Excel (45292 – это"
        " 01.01.2024), или задайте столбцу формат даты перед выгрузкой.",
    ),
    "decimal comma": (
        "Set decimal = ',' in [source.tables.{table}].",
        "Укажите decimal = ',' в [source.tables.{table}].",
    ),
    "decimal point": (
        "Set decimal = '.' in [source.tables.{table}].",
        "Укажите decimal = '.' в [source.tables.{table}].",
    ),
    "unknown value": (
        "Say what each of them means, in the settings: [source.tables.{table}.values.{column}]"
        ' "{value}" = "{choice}"; known are: {choices}.',
        "Скажите в настройках, что означает каждое: [source.tables.{table}.values.{column}]"
        ' "{value}" = "{choice}"; известны: {choices}.',
    ),
    "out of range": (
        "Mend the values in the source, or map the right column.",
        "Исправьте значения в источнике или укажите верный столбец.",
    ),
    "before founded_on": (
        "Mend the values in the source, or set an earlier [company] founded_on.",
        "Исправьте значения в источнике или укажите более раннюю дату [company] founded_on.",
    ),
    "in the future": (
        "Mend the source, or set its timezone or date_format in [source.tables.{table}].",
        "Исправьте источник или укажите его timezone или date_format в [source.tables.{table}].",
    ),
    "other currency": (
        "Convert the amounts, or set [company] currency.",
        "Пересчитайте суммы в валюту компании или измените [company] currency.",
    ),
    "before opened_at": (
        "Mend the dates in the source.",
        "Исправьте даты в источнике.",
    ),
    "contradiction": (
        "Leave one row of each in the source, or make its number unique.",
        "Оставьте в источнике по одной строке или сделайте номер уникальным.",
    ),
    "fields": (
        "Set delimiter in [source.tables.{table}], or export the file again.",
        "Укажите delimiter в [source.tables.{table}] или выгрузите файл заново.",
    ),
    "quote": (
        "Export the file again with quotes doubled inside quoted text.",
        "Выгрузите файл заново: кавычки внутри текста удваиваются.",
    ),
    "encoding": (
        "Set encoding in [source.tables.{table}], or export the file again as UTF-8.",
        "Укажите encoding в [source.tables.{table}] или выгрузите файл заново в UTF-8.",
    ),
    "too long": ("Mend the line in the source.", "Исправьте строку в источнике."),
}
#: Kind of column → which remedy an unreadable value has.
UNREADABLE = {
    Kind.TIME: "unreadable time",
    Kind.DAY: "unreadable time",
    Kind.MONEY: "unreadable number",
    Kind.NUMBER: "unreadable number",
    Kind.INTEGER: "unreadable number",
}
#: What is worth knowing of rows that were taken: English, Russian.
NOTES: Mapping[str, tuple[str, str]] = {
    "returns": (
        "rows with a negative amount: {rows}; they count as returns",
        "строк с отрицательной суммой: {rows}; они считаются возвратами",
    ),
    "nothing paid": ("rows with the amount 0: {rows}", "строк с нулевой суммой: {rows}"),
    "total repeated": (
        "in nearly all orders of several rows each row tells the same amount (rows: {rows}, clients:"
        " {clients}); if that is the order's total, it counts once a row: leave one row of each order"
        " in the export",
        "почти во всех заказах из нескольких строк сумма в строках одна и та же (строк: {rows}, клиентов:"
        " {clients}); если это сумма всего заказа, она считается столько раз, сколько строк: оставьте в"
        " выгрузке одну строку на заказ",
    ),
    "client not listed": (
        "rows of clients who are not in the table clients: {rows} (clients: {clients})",
        "строк о клиентах, которых нет в таблице clients: {rows} (клиентов: {clients})",
    ),
    "client without orders": (
        "rows of clients who never ordered: {rows} (clients: {clients})",
        "строк о клиентах без единого заказа: {rows} (клиентов: {clients})",
    ),
    "order not listed": (
        "rows of orders that are not in the table orders: {rows}",
        "строк о заказах, которых нет в таблице orders: {rows}",
    ),
}


def in_words(texts: Mapping[str, tuple[str, str]], key: str, language: str) -> str:
    """Give a text in a language, ``"ru"`` or ``"en"``; a key without a text stands for itself.

    Examples
    --------
    >>> in_words(REASONS, "quote", "ru"), in_words(REASONS, "anything", "ru")
    ('кавычка не закрыта', 'anything')
    """
    english, russian = texts.get(key, (key, key))
    return russian if language == "ru" else english


def remedy(
    table: EventTable, column: str, reason: str, language: str = "en", values: Sequence[str] = ()
) -> str:
    """Say what to do about a fault; `values` are the unknown words that were found.

    Examples
    --------
    >>> from features.schema import event_table
    >>> remedy(event_table("orders"), "status", "unknown value", values=["open"])[46:]
    '[source.tables.orders.values.status] "open" = "done"; known are: done, cancelled, returned.'
    """
    if reason not in REMEDIES:
        return "Исправьте источник." if language == "ru" else "Mend the source."
    known = next((one for one in table.columns if one.name == column), None)
    choices = known.choices if known else ()
    if reason == "unreadable" and known:
        reason = UNREADABLE.get(known.kind, reason)
    theirs = values[0] if values else ("их слово" if language == "ru" else "their word")
    return in_words(REMEDIES, reason, language).format(
        table=table.name, column=column, value=theirs, choice=(*choices, "")[0], choices=", ".join(choices)
    )
