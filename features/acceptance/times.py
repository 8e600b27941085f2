"""How a time or a day of the source becomes one of ours: wall-clock time in the company's zone.

The usual forms are read by a short way that looks at few signs of the text; whatever is left over goes a
longer way with the same rules. Day and month are never told apart by guessing: only ISO 8601 is read without
a `date_format`.
"""

import re

from features.acceptance.sql import BLANKS, EXCEL, Form, Rules, literal

#: The day that Excel's day 0 stands for, 1900 having had a 29 February there.
EXCEL_ZERO = "TIMESTAMP '1899-12-30'"
#: What may follow the day in a format, likeliest first.
HOURS = ("", " %H:%M:%S", " %H:%M", "T%H:%M:%S")
#: A format of which the day and the hours can be told apart.
DAY_AND_HOURS = re.compile(r"(?P<day>(?:[^%]*%[dmYyjbB])+)(?:[ T](?P<hours>%[HI].*))?")
_BLANK = f"[\\s{BLANKS[32:]}]*"
#: A day, and perhaps a time of day, between blanks.
ISO_BETWEEN_BLANKS = rf"^{_BLANK}([0-9]{{4}}[-/. ][0-9]{{1,2}}[-/. ][0-9]{{1,2}}(?:[T ][0-9:.]+)?){_BLANK}$"
#: An offset that stands apart from its time, as shops export it: 2025-01-31 17:30:00 -0500.
BLANK_BEFORE_OFFSET = r" +([+-][0-9:]+|Z)$"


def time_sql(given: str, form: Form, rules: Rules, *, bare: bool = False) -> str:
    """Write a time as the company's wall-clock time, null where it cannot be read.

    Where texts are `bare`, no blank at their ends is looked for.

    Examples
    --------
    >>> from datetime import date, datetime
    >>> rules = Rules("Europe/Moscow", "UTC", ".", None, date(1990, 1, 1), datetime(2026, 1, 1), "RUB")
    >>> time_sql("c1", Form.ZONED, rules)
    "TRY(timezone('Europe/Moscow', CAST(c1 AS TIMESTAMPTZ)))"
    """
    if form is Form.ZONED:
        return f"TRY(timezone({literal(rules.company_zone)}, CAST({given} AS TIMESTAMPTZ)))"
    if form is Form.NAIVE:
        return _shifted(f"TRY_CAST({given} AS TIMESTAMP)", rules)
    if form is Form.DAY:
        return f"TRY_CAST({given} AS TIMESTAMP)"
    if rules.date_format == EXCEL and form not in (Form.ISO_TEXT, Form.FLAG):
        return _excel_sql(given, form, rules)
    if form is Form.TEXT and rules.date_format:
        return _formatted_sql(given, rules, bare=bare)
    if form.written:
        return _iso_sql(given, rules, bare=bare)
    return f"TRY_CAST(CAST({given} AS VARCHAR) AS TIMESTAMP)"


def day_sql(given: str, form: Form, rules: Rules, *, bare: bool = False) -> str:
    """Write a day, null where it cannot be read; a day has no zone."""
    if form is Form.ZONED:
        return f"TRY_CAST({time_sql(given, form, rules)} AS DATE)"
    at_home = Rules(**{**vars(rules), "table_zone": rules.company_zone})
    if form.written or rules.date_format == EXCEL:
        return f"TRY_CAST({time_sql(given, form, at_home, bare=bare)} AS DATE)"
    return f"TRY_CAST({given} AS DATE)"


def formats_of(date_format: str) -> tuple[str, ...]:
    """Give the formats that a `date_format` stands for: its own first, then the same day with other hours.

    Examples
    --------
    >>> formats_of("%d.%m.%Y")
    ('%d.%m.%Y', '%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M', '%d.%m.%YT%H:%M:%S')
    >>> formats_of("%m/%d/%Y %I:%M %p")
    ('%m/%d/%Y %I:%M %p', '%m/%d/%Y')
    """
    parts = DAY_AND_HOURS.fullmatch(date_format)
    if parts is None or "%z" in date_format.lower():
        return (date_format,)
    day, hours = parts["day"], parts["hours"] or ""
    others = ("",) if "%I" in hours else HOURS
    return tuple(dict.fromkeys([date_format, *(f"{day}{other}" for other in others)]))


def misread_sql(given: str, form: Form, rules: Rules) -> tuple[tuple[str, str], ...]:
    """Tell what an unreadable time looks like, as (reason, SQL that is true for it), the surest first.

    Examples
    --------
    >>> from datetime import date, datetime
    >>> rules = Rules("UTC", "UTC", ".", None, date(1990, 1, 1), datetime(2026, 1, 1), "RUB")
    >>> [reason for reason, _ in misread_sql("c1", Form.TEXT, rules)]
    ['excel day', 'day or month first']
    """
    if form in (Form.INTEGER, Form.REAL, Form.DECIMAL) and rules.date_format != EXCEL:
        return (("excel day", f"TRY_CAST({given} AS DOUBLE) BETWEEN 20000 AND 80000"),)
    if form is not Form.TEXT or rules.date_format == EXCEL:
        return ()
    number = rf"regexp_matches({given}, '^\s*[2-7][0-9]{{4}}([.,][0-9]+)?\s*$')"
    unsure = () if rules.date_format else (("day or month first", _short_sql(given)),)
    return (("excel day", number), *unsure)


def half_read_sql(given: str, value: str, form: Form, rules: Rules) -> str | None:
    """Write a test for days that were read as of the first century, since their year has two digits."""
    if form is not Form.TEXT or rules.date_format:
        return None
    return f"{value} < DATE '1000-01-01' AND {_short_sql(given)}"


def _short_sql(given: str) -> str:
    """Write a test for days like 1.2.2025 and 01/02/25."""
    year = "([0-9]{4}|[0-9]{2})([^0-9]|$)"
    return rf"regexp_matches({given}, '^\s*[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-]{year}')"


def _iso_sql(text: str, rules: Rules, *, bare: bool) -> str:
    """Read ISO 8601; what follows a time of day (Z, +03:00, a zone's name) makes it an instant."""
    closed = f"regexp_replace({text}, {literal(BLANK_BEFORE_OFFSET)}, '\\1')"
    zoned = f"TRY(timezone({literal(rules.company_zone)}, CAST({closed} AS TIMESTAMPTZ)))"
    naive = f"TRY_CAST({text} AS TIMESTAMP)"
    day = f"strlen({text}) = 10"
    to_the_second = f"strlen({text}) = 19 AND {text} LIKE '%:__' AND NOT contains({text}, 'Z')"
    between = f"TRY_CAST(regexp_extract({text}, {literal(ISO_BETWEEN_BLANKS)}, 1) AS TIMESTAMP)"
    if rules.table_zone == rules.company_zone:
        short, other = f"({to_the_second}) OR {day}", naive
        blanks, read = between, f"WHEN {short} THEN {naive}"
    else:  # a bare date is a day of ours, in whatever zone it was written
        shifted = _shifted(naive, rules)
        other = f"CASE WHEN strpos({text}, ':') = 0 THEN {naive} ELSE {shifted} END"
        blanks = f"CASE WHEN strpos({text}, ':') = 0 THEN {between} ELSE {_shifted(between, rules)} END"
        read = f"WHEN {day} THEN {naive} WHEN {to_the_second} THEN {shifted}"
    read += f" WHEN regexp_matches({text}, ':[0-9.]+ *[A-Za-z+-]') THEN {zoned} ELSE {other}"
    read = f"CASE WHEN {text} IS NULL THEN NULL {read} END"
    return read if bare else f"coalesce({read}, {blanks})"


def _formatted_sql(text: str, rules: Rules, *, bare: bool) -> str:
    form = rules.date_format or ""
    listed = ", ".join(map(literal, formats_of(form)))
    read = f"try_strptime({text}, [{listed}])"
    if not bare:
        read = f"coalesce({read}, try_strptime(trim({text}, {literal(BLANKS)}), [{listed}]))"
    if "%z" in form.lower():
        return f"TRY(timezone({literal(rules.company_zone)}, CAST({read} AS TIMESTAMPTZ)))"
    shifted = _shifted(read, rules)
    if shifted == read:
        return read
    return f"CASE WHEN strpos({text}, ':') = 0 THEN {read} ELSE {shifted} END"


def _excel_sql(given: str, form: Form, rules: Rules) -> str:
    """Read days counted since 1899-12-30, with their fraction as time of day, to the second."""
    point = f"replace({given}, ',', '.')" if form.written and rules.decimal == "," else given
    days = f"TRY_CAST({point} AS DOUBLE)"
    seconds = f"CAST(round({days} * 86400) AS BIGINT)"
    read = f"CASE WHEN {days} BETWEEN 1 AND 2958465 THEN {EXCEL_ZERO} + to_seconds({seconds}) END"
    shifted = _shifted(read, rules)
    return read if shifted == read else f"CASE WHEN {days} = floor({days}) THEN {read} ELSE {shifted} END"


def _shifted(naive: str, rules: Rules) -> str:
    if rules.table_zone == rules.company_zone:
        return naive
    instant = f"timezone({literal(rules.table_zone)}, {naive})"
    return f"TRY(timezone({literal(rules.company_zone)}, {instant}))"
