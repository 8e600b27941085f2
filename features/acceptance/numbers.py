"""How a number or an amount of money of the source becomes one of ours: whole hundredths, rounded exactly.

Costly steps stand once in each expression: the engine would hoist what stands twice out of the branch that
seldom runs.
"""

from features.acceptance.sql import Form, Rules

#: Largest amount in hundredths: whole numbers up to here are exact as floats too.
MOST_HUNDREDTHS = 2**53 - 1
#: Signs that part thousands: blank, no-break, figure, thin and narrow no-break.
GROUP_BLANK = "[ \u00a0\u2007\u2009\u202f]"


def number_sql(given: str, form: Form, rules: Rules) -> str:
    """Write a number, null where it cannot be read.

    Examples
    --------
    >>> from datetime import date, datetime
    >>> rules = Rules("UTC", "UTC", ".", None, date(1990, 1, 1), datetime(2026, 1, 1), "RUB")
    >>> number_sql("c1", Form.FLAG, rules)
    'CAST(NULL AS DOUBLE)'
    """
    if form.written:
        text = _with_point(given, form, rules)
        read = f"coalesce(TRY_CAST({text} AS DOUBLE), TRY_CAST({_ungrouped(given, form, rules)} AS DOUBLE))"
    elif form is Form.FLAG:
        return "CAST(NULL AS DOUBLE)"
    else:
        read = f"TRY_CAST({given} AS DOUBLE)"
    return f"CASE WHEN isfinite({read}) THEN {read} END"


def hundredths_sql(given: str, form: Form, rules: Rules) -> str:
    """Write money in whole hundredths, read exactly and rounded half to even.

    What is a number of at most two decimals takes a short cut: below a thousand million, a float that lies
    within a millionth of a whole number of hundredths rounds to that one, however it was written.
    """
    if form is Form.FLAG:
        return "CAST(NULL AS BIGINT)"
    if form is Form.INTEGER:
        return f"TRY_CAST(CAST({given} AS HUGEINT) * 100 AS BIGINT)"
    if form is Form.DECIMAL:
        return _rounded(f"TRY_CAST({given} AS DECIMAL(38, 18))")
    if form.written:
        near = f"TRY_CAST({_with_point(given, form, rules)} AS DOUBLE)"
        exact = _rounded(f"TRY_CAST({_ungrouped(given, form, rules)} AS DECIMAL(38, 18))")
    else:
        near = given
        exact = _rounded(f"TRY_CAST(CAST({given} AS VARCHAR) AS DECIMAL(38, 18))")  # as the number is written
    if form not in (Form.REAL, Form.PARSED) and not form.written:
        return exact
    whole = f"round({near} * 100)"
    is_near = f"abs({near}) < 1e9 AND abs({near} * 100 - {whole}) < 1e-6"
    if form is Form.PARSED:  # what else stood in the text, nobody knows
        exact = "NULL"
    return f"CASE WHEN {is_near} THEN CAST({whole} AS BIGINT) ELSE {exact} END"


def misread_sql(given: str, form: Form, rules: Rules) -> tuple[tuple[str, str], ...]:
    """Tell what an unreadable number looks like, as (reason, SQL that is true for it).

    Examples
    --------
    >>> from datetime import date, datetime
    >>> rules = Rules("UTC", "UTC", ".", None, date(1990, 1, 1), datetime(2026, 1, 1), "RUB")
    >>> [reason for reason, _ in misread_sql("c1", Form.TEXT, rules)]
    ['decimal comma']
    """
    if form is not Form.TEXT:
        return ()
    mark, reason = (",", "decimal comma") if rules.decimal == "." else (".", "decimal point")
    return ((reason, rf"regexp_matches({given}, '^\s*[+-]?[0-9]+({GROUP_BLANK}[0-9]+)*[{mark}][0-9]+\s*$')"),)


def _with_point(text: str, form: Form, rules: Rules) -> str:
    """Give text with a decimal point; with a decimal comma, a point in it is no number."""
    if rules.decimal == "." or form is Form.ISO_TEXT:
        return text
    return f"CASE WHEN strpos({text}, '.') = 0 THEN replace({text}, ',', '.') END"


def _ungrouped(text: str, form: Form, rules: Rules) -> str:
    """Give text with a decimal point and no signs that part thousands.

    Blanks part thousands, or the mark that is not the decimal one where both stand: 1 234.5, 1,234.50.
    """
    comma = rules.decimal == "," and form is not Form.ISO_TEXT
    mark, other = (",", ".") if comma else (".", ",")
    thousands = f"[{other}]([0-9]{{3}})"
    both = f"^([+-]?[0-9]{{1,3}}){thousands}(?:{thousands})?(?:{thousands})?[{mark}]([0-9]+)$"
    marked = rf"nullif(regexp_replace({text}, '{both}', '\1\2\3\4.\5'), {text})"
    plain = f"replace({text}, ',', '.')" if comma else text
    pointed = f"CASE WHEN strpos({text}, '{other}') = 0 THEN {plain} ELSE {marked} END"
    group = f"(?:{GROUP_BLANK}([0-9]{{3}}))?"
    blanks = f"^{GROUP_BLANK}*([+-]?[0-9]*){group * 4}([.][0-9]*)?{GROUP_BLANK}*$"
    return rf"regexp_replace({pointed}, '{blanks}', '\1\2\3\4\5\6')"


def _rounded(exact: str) -> str:
    return f"TRY(CAST(round_even({exact}, 2) * 100 AS BIGINT))"
