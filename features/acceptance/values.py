"""How one value of the source becomes an accepted one: SQL that reads text, choices, times and numbers.

Text and choices are looked at by two steps, so that what needs no mending costs little: a flag says whether
the value may need it, and only then it is mended.
"""

from collections.abc import Mapping

from features.acceptance.numbers import hundredths_sql, number_sql
from features.acceptance.sql import BLANKS, Form, Rules, literal
from features.acceptance.times import day_sql, time_sql
from features.schema import Kind

#: Those of them that stand around words; fewer are looked for faster.
USUAL_BLANKS = " \t\u00a0"
YES = ("true", "t", "yes", "y", "1", "да", "истина", "+")
NO = ("false", "f", "no", "n", "0", "нет", "ложь", "-")


def blank_ends_sql(given: str) -> str:
    """Write a test for text that begins or ends with a blank; it may be true for text that does not."""
    wide = ", ".join(map(literal, BLANKS[32:]))
    return (
        f"{given} < '!' OR {given}[-1] <= ' ' OR (strlen({given}) <> length({given})"
        f" AND ({given}[1] IN ({wide}) OR {given}[-1] IN ({wide})))"
    )


def empty_sql(given: str, form: Form) -> str:
    """Write a test for nothing, or nothing but blanks."""
    if not form.written:
        return f"{given} IS NULL"
    wide = ", ".join(map(literal, BLANKS[32:]))
    begins_blank = f"({given} < '!' OR {given}[1] IN ({wide}))"
    return f"{given} IS NULL OR ({begins_blank} AND trim({given}, {literal(BLANKS)}) = '')"


def text_sql(given: str, form: Form) -> str:
    """Write text without blanks at its ends; an empty one is null."""
    if form is Form.REAL:  # whole numbers that a frame with gaps has turned into floats
        whole = f"TRY_CAST({given} AS HUGEINT)"
        return f"CASE WHEN {given} = {whole} THEN CAST({whole} AS VARCHAR) ELSE CAST({given} AS VARCHAR) END"
    if form.written:
        return f"CASE WHEN {blank_ends_sql(given)} THEN {trimmed_sql(given)} ELSE {given} END"
    return f"CAST({given} AS VARCHAR)"


def trimmed_sql(given: str) -> str:
    """Write text without the blanks at its ends, null where nothing is left."""
    return f"nullif(trim({given}, {literal(BLANKS)}), '')"


def value_sql(kind: Kind, given: str, form: Form, rules: Rules, *, bare: bool = False) -> str:
    """Write the accepted value of a column, null where it cannot be read.

    Parameters
    ----------
    kind : Kind
        What is wanted.
    given : str
        SQL of the source's value.
    form : Form
        In which form the source gives it.
    rules : Rules
        Zones, formats, decimal mark.
    bare : bool
        Whether it is known that no text has a blank at an end.

    Examples
    --------
    >>> from datetime import date, datetime
    >>> rules = Rules("Europe/Moscow", "UTC", ".", None, date(1990, 1, 1), datetime(2026, 1, 1), "RUB")
    >>> value_sql(Kind.INTEGER, "x", Form.INTEGER, rules)
    'TRY_CAST(x AS BIGINT)'
    """
    if kind is Kind.TEXT:
        return text_sql(given, form)
    if kind is Kind.TIME:
        return time_sql(given, form, rules, bare=bare)
    if kind is Kind.DAY:
        return day_sql(given, form, rules, bare=bare)
    if kind is Kind.MONEY:
        return hundredths_sql(given, form, rules)
    if kind is Kind.FLAG:
        return _flag_sql(given, form)
    number = number_sql(given, form, rules)
    if kind is Kind.NUMBER:
        return number
    if form is Form.INTEGER:
        return f"TRY_CAST({given} AS BIGINT)"
    return f"CASE WHEN {number} = trunc({number}) THEN TRY_CAST({number} AS BIGINT) END"


def unusual_sql(spelled: Mapping[str, str], given: str) -> str:
    """Write a test for text that is there and none of our own words.

    Examples
    --------
    >>> unusual_sql({"in": "in", "входящий": "in"}, "x")
    "CASE WHEN x IS NULL OR x = 'in' THEN false ELSE true END"
    """
    ours = " OR ".join(f"{given} = {literal(word)}" for word in dict.fromkeys(spelled.values()))
    return f"CASE WHEN {given} IS NULL OR {ours} THEN false ELSE true END"


def choice_sql(spelled: Mapping[str, str], given: str, form: Form, *, otherwise: str = "NULL") -> str:
    """Write the word of ours that a text stands for, which is there.

    Parameters
    ----------
    spelled : mapping of str to str
        Every known way of writing, in small letters with е for ё, and the word of ours.
    given : str
        SQL of the source's value.
    form : Form
        In which form the source gives it.
    otherwise : str
        SQL of the value where the text is none of these.

    Examples
    --------
    >>> choice_sql({"in": "in", "входящий": "in"}, "x", Form.INTEGER, otherwise="'?'")[:69]
    "coalesce(list_extract(['in', 'in'], list_position(['in', 'входящий'],"
    """
    words, ours = ", ".join(map(literal, spelled)), ", ".join(map(literal, spelled.values()))
    text = f"trim({given}, {literal(USUAL_BLANKS)})" if form.written else text_sql(given, form)
    place = f"list_position([{words}], replace(lower({text}), 'ё', 'е'))"
    return f"coalesce(list_extract([{ours}], {place}), {otherwise})"


def _flag_sql(given: str, form: Form) -> str:
    if form is Form.FLAG:
        return given
    text = f"lower(trim(CAST({given} AS VARCHAR), {literal(BLANKS)}))"
    yes, no = ", ".join(map(literal, YES)), ", ".join(map(literal, NO))
    return f"CASE WHEN {text} IN ({yes}) THEN true WHEN {text} IN ({no}) THEN false END"
