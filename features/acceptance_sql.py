"""How one value of the source becomes an accepted one: SQL that reads text, times and money by our rules.

Everything here only writes SQL for DuckDB; nothing depends on the time zone of the session or the process.
Costly steps stand once in each expression: the engine would hoist what stands twice out of the branch that
seldom runs.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from features.schema import Kind

#: What is stripped from both ends of text: blanks, control signs and the no-break spaces.
BLANKS = "".join(map(chr, range(1, 33))) + "\u00a0\u2007\u202f\ufeff"
#: Largest amount in hundredths: whole numbers up to here are exact as floats too.
MOST_HUNDREDTHS = 2**53 - 1
YES = ("true", "t", "yes", "y", "1", "да", "истина")
NO = ("false", "f", "no", "n", "0", "нет", "ложь")


class Form(StrEnum):
    """In which form a source gives a column."""

    TEXT = "text"
    ISO_TEXT = "iso_text"  # text of a database's own writing: ISO 8601, decimal point
    NAIVE = "naive"
    ZONED = "zoned"
    DAY = "day"
    INTEGER = "integer"
    DECIMAL = "decimal"
    REAL = "real"
    FLAG = "flag"

    @property
    def written(self) -> bool:
        """Whether values come as text."""
        return self in (Form.TEXT, Form.ISO_TEXT)


@dataclass(frozen=True)
class Rules:
    """What the company decided about reading one table; `now` is wall-clock time in the company's zone."""

    company_zone: str
    table_zone: str
    decimal: str
    date_format: str | None
    founded_on: date
    now: datetime
    currency: str


def quoted(name: str) -> str:
    """Write an SQL identifier.

    Examples
    --------
    >>> print(quoted('a "b" c'))
    "a ""b"" c"
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Write an SQL string.

    Examples
    --------
    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def form_of(engine_type: str) -> Form:
    """Tell the form of a column from the engine's name of its type; what has no form is taken as text.

    Examples
    --------
    >>> form_of("DECIMAL(12,2)"), form_of("TIMESTAMP WITH TIME ZONE"), form_of("ENUM('a', 'b')")
    (<Form.DECIMAL: 'decimal'>, <Form.ZONED: 'zoned'>, <Form.TEXT: 'text'>)
    """
    kind = engine_type.split("(")[0].strip('"').upper()
    if kind.startswith("TIMESTAMP"):
        return Form.ZONED if "ZONE" in kind or kind == "TIMESTAMPTZ" else Form.NAIVE
    if kind.removeprefix("U") in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"):
        return Form.INTEGER
    named = {
        "DATE": Form.DAY,
        "DECIMAL": Form.DECIMAL,
        "FLOAT": Form.REAL,
        "DOUBLE": Form.REAL,
        "BOOLEAN": Form.FLAG,
    }
    return named.get(kind, Form.TEXT)


def text_sql(given: str, form: Form) -> str:
    """Write text without blanks at its ends; an empty one is null."""
    if form is Form.REAL:  # whole numbers that a frame with gaps has turned into floats
        whole = f"TRY_CAST({given} AS HUGEINT)"
        return f"CASE WHEN {given} = {whole} THEN CAST({whole} AS VARCHAR) ELSE CAST({given} AS VARCHAR) END"
    if form.written:
        blanks = literal(BLANKS)
        blank_ends = (
            f"{given} < '!' OR {given}[-1] <= ' ' OR (octet_length(encode({given})) <> length({given})"
            f" AND ({given}[1] IN ({_signs(BLANKS[32:])}) OR {given}[-1] IN ({_signs(BLANKS[32:])})))"
        )
        return f"CASE WHEN {blank_ends} THEN nullif(trim({given}, {blanks}), '') ELSE {given} END"
    return f"CAST({given} AS VARCHAR)"


def value_sql(kind: Kind, given: str, form: Form, rules: Rules) -> str:
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

    Examples
    --------
    >>> rules = Rules("Europe/Moscow", "UTC", ".", None, date(1990, 1, 1), datetime(2026, 1, 1), "RUB")
    >>> value_sql(Kind.INTEGER, "x", Form.INTEGER, rules)
    'TRY_CAST(x AS BIGINT)'
    """
    if kind is Kind.TEXT:
        return text_sql(given, form)
    if kind is Kind.TIME:
        return _time_sql(given, form, rules)
    if kind is Kind.DAY:
        return _day_sql(given, form, rules)
    if kind is Kind.MONEY:
        return _hundredths_sql(given, form, rules)
    if kind is Kind.FLAG:
        return _flag_sql(given, form)
    number = _number_sql(given, form, rules)
    if kind is Kind.NUMBER:
        return number
    if form is Form.INTEGER:
        return f"TRY_CAST({given} AS BIGINT)"
    return f"CASE WHEN {number} = trunc({number}) THEN TRY_CAST({number} AS BIGINT) END"


def choice_sql(choices: tuple[str, ...], text: str) -> str:
    """Write one of the choices: as it is, in small letters, or 'other' where that is a choice.

    Examples
    --------
    >>> choice_sql(("in",), "x")
    "CASE WHEN x IN ('in') THEN x ELSE list_extract(['in'], list_position(['in'], lower(x))) END"
    """
    known = ", ".join(map(literal, choices))
    spelled = f"list_extract([{known}], list_position([{known}], lower({text})))"
    if "other" in choices:
        spelled = f"coalesce({spelled}, CASE WHEN {text} IS NOT NULL THEN 'other' END)"
    return f"CASE WHEN {text} IN ({known}) THEN {text} ELSE {spelled} END"


def _signs(signs: str) -> str:
    return ", ".join(map(literal, signs))


def _bare(text: str) -> str:
    return f"trim({text}, {literal(BLANKS)})"


def _time_sql(given: str, form: Form, rules: Rules) -> str:
    if form is Form.ZONED:
        return f"TRY(timezone({literal(rules.company_zone)}, CAST({given} AS TIMESTAMPTZ)))"
    if form is Form.NAIVE:
        return _shifted(f"TRY_CAST({given} AS TIMESTAMP)", rules)
    if form is Form.DAY:
        return f"TRY_CAST({given} AS TIMESTAMP)"
    if form is Form.TEXT and rules.date_format:
        return _formatted_sql(given, rules, shift=True)
    if form.written:
        return _iso_sql(given, rules)
    return f"TRY_CAST(CAST({given} AS VARCHAR) AS TIMESTAMP)"


def _iso_sql(text: str, rules: Rules) -> str:
    """Read ISO 8601; what follows a time of day (Z, +03:00, a zone's name) makes it an instant."""
    zoned = f"TRY(timezone({literal(rules.company_zone)}, CAST({text} AS TIMESTAMPTZ)))"
    naive = f"TRY_CAST({text} AS TIMESTAMP)"
    shifted = _shifted(naive, rules)
    if shifted != naive:  # a bare date is a day of ours, in whatever zone it was written
        shifted = f"CASE WHEN strpos({text}, ':') = 0 THEN {naive} ELSE {shifted} END"
    return f"CASE WHEN regexp_matches({text}, ':[0-9.]+ *[A-Za-z+-]') THEN {zoned} ELSE {shifted} END"


def _formatted_sql(text: str, rules: Rules, *, shift: bool) -> str:
    form = rules.date_format or ""
    read = f"try_strptime(trim({text}), {literal(form)})"
    if "%z" in form or "%Z" in form:
        return f"TRY(timezone({literal(rules.company_zone)}, CAST({read} AS TIMESTAMPTZ)))"
    has_hours = any(mark in form for mark in ("%H", "%I", "%X", "%c"))
    return _shifted(read, rules) if shift and has_hours else read


def _shifted(naive: str, rules: Rules) -> str:
    if rules.table_zone == rules.company_zone:
        return naive
    instant = f"timezone({literal(rules.table_zone)}, {naive})"
    return f"TRY(timezone({literal(rules.company_zone)}, {instant}))"


def _day_sql(given: str, form: Form, rules: Rules) -> str:
    if form is Form.ZONED:
        return f"TRY_CAST({_time_sql(given, form, rules)} AS DATE)"
    if form is Form.TEXT and rules.date_format:
        return f"TRY_CAST({_formatted_sql(given, rules, shift=False)} AS DATE)"
    if form.written:
        at_home = Rules(**{**vars(rules), "table_zone": rules.company_zone})
        return f"TRY_CAST({_time_sql(given, form, at_home)} AS DATE)"
    return f"TRY_CAST({given} AS DATE)"


def _with_point(text: str, form: Form, rules: Rules) -> str:
    """Give text with a decimal point; with a decimal comma, a point in it is no number."""
    if rules.decimal == "." or form is Form.ISO_TEXT:
        return text
    return f"CASE WHEN strpos({text}, '.') = 0 THEN replace({text}, ',', '.') END"


def _ungrouped(text: str) -> str:
    """Take the blanks out of numbers like 1 234 567.50; anything else stays as it is."""
    blank = "[ \u00a0\u2007\u2009\u202f]"
    group = f"(?:{blank}([0-9]{{3}}))?"
    number = f"^{blank}*([+-]?[0-9]*){group * 4}([.][0-9]*)?{blank}*$"
    return rf"regexp_replace({text}, '{number}', '\1\2\3\4\5\6')"


def _number_sql(given: str, form: Form, rules: Rules) -> str:
    if form.written:
        text = _with_point(given, form, rules)
        read = f"coalesce(TRY_CAST({text} AS DOUBLE), TRY_CAST({_ungrouped(text)} AS DOUBLE))"
    elif form is Form.FLAG:
        return "CAST(NULL AS DOUBLE)"
    else:
        read = f"TRY_CAST({given} AS DOUBLE)"
    return f"CASE WHEN isfinite({read}) THEN {read} END"


def _hundredths_sql(given: str, form: Form, rules: Rules) -> str:
    """Read money exactly and round half to even; what is plain takes a short cut with the same result."""
    if form is Form.FLAG:
        return "CAST(NULL AS BIGINT)"
    if form is Form.INTEGER:
        return f"TRY_CAST(CAST({given} AS HUGEINT) * 100 AS BIGINT)"
    if form is Form.DECIMAL:
        return _rounded(f"TRY_CAST({given} AS DECIMAL(38, 18))")
    if form.written:
        text = _with_point(given, form, rules)
        plain = (
            f"CASE WHEN (strpos({text}, '.') = 0 OR strpos({text}, '.') >= length({text}) - 2)"
            f" AND strpos({text}, 'e') = 0 AND strpos({text}, 'E') = 0"
            f" THEN CAST(TRY_CAST({text} AS DECIMAL(15, 2)) * 100 AS BIGINT) END"
        )
        return f"coalesce({plain}, {_rounded(f'TRY_CAST({_ungrouped(text)} AS DECIMAL(38, 18))')})"
    exact = _rounded(f"TRY_CAST(CAST({given} AS VARCHAR) AS DECIMAL(38, 18))")  # as the number is written
    if form is not Form.REAL:
        return exact
    whole = f"round({given} * 100)"
    near = f"abs({given}) < 1e9 AND abs({given} * 100 - {whole}) < 1e-6"
    plain = f"CASE WHEN {near} THEN CAST({whole} AS BIGINT) END"
    return f"coalesce({plain}, {exact})"


def _rounded(exact: str) -> str:
    return f"TRY(CAST(round_even({exact}, 2) * 100 AS BIGINT))"


def _flag_sql(given: str, form: Form) -> str:
    if form is Form.FLAG:
        return given
    text = f"lower({_bare(f'CAST({given} AS VARCHAR)')})"
    yes, no = ", ".join(map(literal, YES)), ", ".join(map(literal, NO))
    return f"CASE WHEN {text} IN ({yes}) THEN true WHEN {text} IN ({no}) THEN false END"
