"""What the cadence report calls its columns and sheets, in Russian and English."""

from serving.cadence.due import OF_CLASS, OF_CLIENT, OF_MANAGER
from serving.files.words import COLUMNS, ColumnWords, Language

_OWN: dict[str, ColumnWords] = {
    "target_days": ColumnWords("Контакт не реже, дней", "Contact due every, days", "whole", 13),
    "days_since_contact": ColumnWords(
        "Дней с контакта с результатом", "Days since a contact with news", "whole", 15
    ),
    "due_on": ColumnWords("Связаться до", "Contact by", "date", 13),
    "days_behind": ColumnWords("Просрочено, дней", "Behind, days", "whole", 12),
    "behind": ColumnWords("Просрочен", "Behind", "flag", 11),
    "kept_share_12_weeks": ColumnWords("Ритм соблюдён за 12 недель", "Kept over 12 weeks", "share", 14),
    "clients": ColumnWords("Клиентов", "Clients", "whole", 10),
    "kept": ColumnWords("В срок", "Within target", "whole", 10),
    "never": ColumnWords("Без единого контакта с результатом", "Never with news", "whole", 16),
    "kept_share": ColumnWords("Доля в срок", "Share within target", "share", 12),
    "most_days_behind": ColumnWords("Самая большая просрочка, дней", "Most behind, days", "whole", 15),
    "behind_a": ColumnWords("Просрочено A", "Behind, A", "whole", 12),
    "behind_b": ColumnWords("Просрочено B", "Behind, B", "whole", 12),
    "behind_c": ColumnWords("Просрочено C", "Behind, C", "whole", 12),
}
#: Columns of a client, a manager and a class; in sums `behind` counts.
CLIENT_COLUMNS = {name: _OWN.get(name) or COLUMNS[name] for name in OF_CLIENT}
_BEHIND = ColumnWords("Просрочено", "Behind", "whole", 11)
_SUMMED = _OWN | {"behind": _BEHIND, "manager": COLUMNS["manager"], "abc": COLUMNS["abc"]}
MANAGER_COLUMNS = {name: _SUMMED[name] for name in OF_MANAGER}
CLASS_COLUMNS = {name: _SUMMED[name] for name in OF_CLASS}

#: Word → (Russian, English).
WORDS: dict[str, tuple[str, str]] = {
    "title": ("Ритм контактов", "Contact cadence"),
    "managers": ("По менеджерам", "By manager"),
    "classes": ("По классам", "By class"),
    "clients": ("С кем связаться", "Whom to contact"),
    "about": ("Об отчёте", "About"),
    "as_of": ("По состоянию на", "As of"),
    "targets": ("Контакт не реже", "A contact is due every"),
    "targets.text": ("A – {A} дн., B – {B} дн., C – {C} дн.", "A – {A} days, B – {B} days, C – {C} days"),
    "counts": ("Что считается контактом", "What counts as a contact"),
    "counts.text": (
        "Только тот, который принёс заказ или новые сведения. Потерянных здесь нет: их список – на возврат.",
        "Only one that brought an order or news. The lost are not here: they are on the list to win back.",
    ),
    "headline": (
        "В срок {kept} из {clients} клиентов ({share})",
        "{kept} of {clients} clients kept ({share})",
    ),
    "author": ("Кто составил", "Author"),
    "filters": ("Отбор", "Filters"),
}


def word(name: str, language: Language) -> str:
    """Say one of the report's words; `name` is a key of ``WORDS``.

    Examples
    --------
    >>> word("managers", "ru")
    'По менеджерам'
    """
    return WORDS[name][0 if language == "ru" else 1]
