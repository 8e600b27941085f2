"""Why a row of a CRM's export was not taken, in Russian and English."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from features.figures import Language

#: Kind of fault → (Russian, English). What stands before the dot is the fault's code.
FAULTS: Mapping[str, tuple[str, str]] = {
    "cells": (
        "В строке ячеек: {cells}, а в заголовке {header}. Возьмите тексты в кавычки.",
        "The row has {cells} cells, the header {header}. Quote texts.",
    ),
    "sign": (
        "Знак [wb …] в названии изменён. Верните его как было.",
        "The sign [wb …] in the title was changed. Put it back as it was.",
    ),
    "missing": (
        "Столбец {column} пуст; он нужен в каждой строке.",
        "{column} is empty; every row needs it.",
    ),
    "unknown_action": (
        "В настройках такого действия нет; есть: {known}.",
        "The settings name no such action; there are: {known}.",
    ),
    "text": (
        "В столбце {column} больше {longest} символов или есть управляющие символы.",
        "{column} is longer than {longest} or holds control characters.",
    ),
    "unknown_word": (
        "В столбце {column} должно стоять одно из: {known}.",
        "{column} must be one of: {known}.",
    ),
    "money": (
        "В столбце {column} должна стоять сумма, например 1500 или 1500,50.",
        "{column} must be an amount of money such as 1500 or 1500,50.",
    ),
    "time": (
        "В столбце {column} должно стоять время, например 31.03.2026 14:30 или 2026-03-31.",
        "{column} must be a time such as 2026-03-31 14:30 or 31.03.2026.",
    ),
    "time.counted": (
        "В столбце {column} должно стоять время, например 31.03.2026 14:30 или 2026-03-31. Одно число – это"
        " счёт дней табличной программы: задайте столбцу формат даты и сохраните файл заново.",
        "{column} must be a time such as 2026-03-31 14:30 or 31.03.2026. A bare number is a spreadsheet's"
        " count of days: format the column as a date, save it anew.",
    ),
    "future": (
        "Время в столбце {column} ещё не наступило или раньше 1990 года. Напишите настоящее.",
        "{column} lies in the future, or before 1990. Write the real time.",
    ),
    "spent": (
        "Единственная попытка после этого ухода уже сделана, другим действием, или уход уже позади.",
        "The one attempt of this loss was made before, by another action, or the loss is over.",
    ),
    "held_out": (
        "Клиент в контрольной группе: с ним нельзя связываться, и эта попытка в счёт не идёт.",
        "The client is held out: it must not be contacted, and this attempt cannot count.",
    ),
    "unknown_attempt": (
        "У этого клиента нет попытки с таким кодом.",
        "There is no attempt of that id for this client.",
    ),
    "unknown_client": (
        "Клиента с таким кодом нет. Табличные программы стирают нули: 00123 и 123 – разные коды.",
        "No client of that id is known. Spreadsheets take zeros away: 00123 is not 123.",
    ),
    "erased": (
        "Клиент удалён: о нём больше ничего не записывается.",
        "The client was erased: nothing is written down of them any more.",
    ),
}
#: What the ledger, or who the client is, refuses a row for.
REFUSALS = ("spent", "held_out", "unknown_attempt", "unknown_client", "erased")


@dataclass(frozen=True)
class RowError:
    """Why a row was not taken; never what stood in it.

    Attributes
    ----------
    line : int
        Line of the file, from 1; the header is line 1.
    column : str
        Our name of the column, empty where the row as a whole is meant.
    kind : str
        A key of `FAULTS`.
    parts : mapping of str to str or int
        What its words name besides the column.
    """

    line: int
    column: str
    kind: str
    parts: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The fault's name, for machines."""
        return self.kind.partition(".")[0]

    def words(self, language: Language) -> str:
        """Say what the fault is, and what to do.

        Examples
        --------
        >>> RowError(7, "client_id", "missing").words("ru")
        'Столбец client_id пуст; он нужен в каждой строке.'
        """
        return FAULTS[self.kind][0 if language == "ru" else 1].format(column=self.column, **self.parts)

    def to_dict(self) -> dict[str, Any]:
        """Give it for machines."""
        told = {"line": self.line, "column": self.column, "code": self.code}
        return {**told, "detail": self.words("en")}
