"""How people write amounts: of money, and of hours."""

import re

from features.errors import UsageError

#: The largest amount that may be asked for; more is no budget, and its sums would lose kopecks.
MOST_MONEY = 1e15
#: Thousands set apart by commas, as the English pages write them; no decimal comma has three digits after it.
THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d*)?", re.ASCII)


def money(text: str, name: str = "budget") -> float:
    """Read an amount, of money or of hours, as people write it.

    Raises
    ------
    UsageError
        If it is no amount from 0 to 10¹⁵.

    Examples
    --------
    >>> money("50 000,50"), money("50,000.50")
    (50000.5, 50000.5)
    """
    digits = "".join(text.split())
    digits = digits.replace(",", "") if THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    if not (digits.replace(".", "", 1).isdecimal() and digits.isascii()):
        kind, examples = (
            ("amount of money", "50000 or 50000.50") if name == "budget" else ("number", "8 or 7.5")
        )
        raise UsageError(f"{name} is no {kind}; write digits such as {examples}.")
    if float(digits) > MOST_MONEY:
        raise UsageError(f"{name} is more than {MOST_MONEY:.0f}; ask for that or less.")
    return float(digits)
