"""What people read instead of the codes of closed columns, on pages and in workbooks."""

from collections.abc import Mapping

from serving.files.words import Language
from training.reasons.telling import HEADINGS
from training.report.words import WORDS

#: Columns of a cause.
REASONS = ("reason_1", "reason_2", "reason_3")
_CAUSES = {cause.value: (heading.ru_topic, heading.en_topic) for cause, heading in HEADINGS.items()}

#: Column → code → (Russian, English). CSV and JSON hold the codes.
CODES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "status": {
        "new": ("новый", "new"),
        "active": ("активный", "active"),
        "overdue": ("задерживается", "overdue"),
        "lost": ("потерян", "lost"),
        "insufficient_data": ("мало данных", "too little data"),
    },
    "risk_band": {
        "low": ("низкий", "low"),
        "medium": ("средний", "medium"),
        "high": ("высокий", "high"),
    },
    "channel": {
        "call": ("звонок", "call"),
        "visit": ("встреча", "visit"),
        "management_call": ("звонок руководства", "call by management"),
        "email": ("письмо", "e-mail"),
        "message": ("сообщение", "message"),
    },
    "executor": {"management": ("руководство", "management")},
    "uplift_basis": {code: WORDS[f"basis.{code}"] for code in ("assumed", "updated", "measured")},
    **dict.fromkeys(REASONS, _CAUSES),
}


def code_words(column: str, language: Language) -> dict[str, str]:
    """Give the word of each code of a column; none where its values are anybody's.

    Examples
    --------
    >>> code_words("channel", "en")["management_call"], code_words("name", "en")
    ('call by management', {})
    """
    place = 0 if language == "ru" else 1
    return {code: both[place] for code, both in CODES.get(column, {}).items()}
