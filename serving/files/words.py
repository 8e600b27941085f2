"""What people read over each column and label of a list, in Russian and English, and how its cells look."""

from dataclasses import dataclass
from typing import Literal

from features.errors import UsageError

Language = Literal["ru", "en"]
Kind = Literal["text", "whole", "number", "money", "share", "date", "moment", "flag"]


@dataclass(frozen=True)
class ColumnWords:
    """One column: its titles, the kind of its cells and its width in a spreadsheet, in characters."""

    ru: str
    en: str
    kind: Kind
    width: int


COLUMNS: dict[str, ColumnWords] = {
    "rank": ColumnWords("№", "Rank", "whole", 6),
    "client_id": ColumnWords("Код клиента", "Client ID", "text", 14),
    "name": ColumnWords("Клиент", "Client", "text", 28),
    "branch": ColumnWords("Филиал", "Branch", "text", 16),
    "manager": ColumnWords("Менеджер", "Manager", "text", 20),
    "phone": ColumnWords("Телефон", "Phone", "text", 18),
    "email": ColumnWords("Эл. почта", "E-mail", "text", 24),
    "status": ColumnWords("Статус", "Status", "text", 12),
    "abc": ColumnWords("ABC", "ABC", "text", 6),
    "xyz": ColumnWords("XYZ", "XYZ", "text", 6),
    "abc_before": ColumnWords("ABC раньше", "ABC before", "text", 11),
    "xyz_before": ColumnWords("XYZ раньше", "XYZ before", "text", 11),
    "churn_probability": ColumnWords("Вероятность ухода", "Churn probability", "share", 13),
    "stay_probability": ColumnWords("Вероятность заказа без действий", "Stay probability", "share", 15),
    "risk_band": ColumnWords("Уровень риска", "Risk band", "text", 12),
    "risk_percentile": ColumnWords("Процентиль риска", "Risk percentile", "number", 12),
    "expected_ltv": ColumnWords("Ожидаемая LTV", "Expected LTV", "money", 15),
    "historical_value": ColumnWords("Прибыль на сегодня", "Margin so far", "money", 15),
    "formula_ltv": ColumnWords("LTV по формуле", "LTV by formula", "money", 15),
    "value_if_kept": ColumnWords("Ценность, если останется", "Value if kept", "money", 15),
    "value_if_left": ColumnWords("Ценность, если уйдёт", "Value if left", "money", 15),
    "action": ColumnWords("Действие", "Action", "text", 18),
    "channel": ColumnWords("Канал", "Channel", "text", 16),
    "executor": ColumnWords("Исполнитель", "Executor", "text", 20),
    "barred_managers": ColumnWords("Кому не поручать", "Not to be given to", "text", 20),
    "win_back_cost": ColumnWords("Стоимость возврата", "Win-back cost", "money", 14),
    "uplift": ColumnWords("Прирост вероятности", "Uplift", "share", 12),
    "uplift_from": ColumnWords("Прирост, от", "Uplift, from", "share", 11),
    "uplift_to": ColumnWords("Прирост, до", "Uplift, to", "share", 11),
    "uplift_basis": ColumnWords("Основание прироста", "Basis of uplift", "text", 13),
    "expected_net_value": ColumnWords("Ожидаемая выгода", "Expected net value", "money", 15),
    "break_even_uplift": ColumnWords("Прирост для окупаемости", "Break-even uplift", "share", 14),
    "cumulative_cost": ColumnWords("Стоимость нарастающим итогом", "Cumulative cost", "money", 16),
    "cumulative_value": ColumnWords("Выгода нарастающим итогом", "Cumulative value", "money", 16),
    "reason_1": ColumnWords("Причина 1", "Reason 1", "text", 18),
    "reason_1_text": ColumnWords("Причина 1 подробно", "Reason 1 in words", "text", 40),
    "reason_2": ColumnWords("Причина 2", "Reason 2", "text", 18),
    "reason_2_text": ColumnWords("Причина 2 подробно", "Reason 2 in words", "text", 40),
    "reason_3": ColumnWords("Причина 3", "Reason 3", "text", 18),
    "reason_3_text": ColumnWords("Причина 3 подробно", "Reason 3 in words", "text", 40),
    "signs": ColumnWords("Признаки (коды)", "Signs (codes)", "text", 20),
    "signs_text": ColumnWords("Признаки", "Signs", "text", 40),
    "offer": ColumnWords("Предложение", "Offer", "text", 30),
    "products": ColumnWords("Товары", "Products", "text", 30),
    "due_on": ColumnWords("Срок", "Due on", "date", 12),
    "held_out": ColumnWords("В контрольной группе", "Held out", "flag", 11),
    "script": ColumnWords("Сценарий разговора", "Script", "text", 50),
    "questions": ColumnWords("Вопросы клиенту", "Questions", "text", 40),
    "as_of": ColumnWords("По состоянию на", "As of", "date", 12),
    "scored_at": ColumnWords("Рассчитано", "Scored at", "moment", 18),
    "model_version": ColumnWords("Версия модели", "Model version", "text", 14),
    "snapshot_id": ColumnWords("Снимок данных", "Snapshot", "text", 16),
    "own_cycle_days": ColumnWords("Свой цикл, дней", "Own cycle, days", "number", 11),
    "days_since_order": ColumnWords("Дней без заказа", "Days since order", "whole", 11),
    "overdue_ratio": ColumnWords("Просрочка, циклов", "Overdue, cycles", "number", 11),
    "horizon_days": ColumnWords("Горизонт, дней", "Horizon, days", "whole", 11),
    "next_order_on": ColumnWords("Следующий заказ", "Next order on", "date", 12),
    "next_order_from": ColumnWords("Следующий заказ, от", "Next order, from", "date", 12),
    "next_order_to": ColumnWords("Следующий заказ, до", "Next order, to", "date", 12),
    "explored": ColumnWords("Выбран случайно", "Drawn by chance", "flag", 11),
    "missing_features": ColumnWords("Чего не хватило", "Missing features", "text", 24),
}

LABELS: dict[str, tuple[str, str]] = {
    "list": ("Список", "List"),
    "about": ("О списке", "About"),
    "title": ("Название", "Title"),
    "as_of": ("По состоянию на", "As of"),
    "model_version": ("Версия модели", "Model version"),
    "author": ("Кто составил", "Author"),
    "filters": ("Отбор", "Filters"),
    "clients": ("Клиентов", "Clients"),
    "attempted_since": (
        "Не показаны, так как после расчёта попытка уже сделана",
        "Left out, as they were attempted since the scoring",
    ),
    "nobody_passes": ("Ни один клиент не проходит отбор", "No client passes what was asked"),
    "currency": ("Валюта", "Currency"),
    "budget": ("Бюджет", "Budget"),
    "bound": ("Предел выгоды", "Upper bound"),
    "gap": ("До предела", "Gap to the bound"),
    "value_of_money": ("Что принесла бы ещё единица бюджета", "What one more unit of budget would bring"),
    "value_of_hour": (
        "Что принёс бы ещё один час самого занятого исполнителя",
        "What one more hour of the scarcest executor would bring",
    ),
    "assumptions": ("Что принято как допущение", "What is assumed"),
    "removed_characters": ("Удалено недопустимых символов", "Characters removed as not allowed"),
    "shortened_cells": ("Укорочено ячеек", "Cells shortened"),
    "columns": ("Столбцы: заголовок и имя в системе", "Columns: title and name in the system"),
    "yes": ("да", "yes"),
    "no": ("нет", "no"),
}


def column_words(name: str) -> ColumnWords:
    """Look up one column's titles, kind and width.

    Parameters
    ----------
    name : str
        The column's name in the contract.

    Returns
    -------
    ColumnWords

    Raises
    ------
    UsageError
        If lists have no such column.

    Examples
    --------
    >>> column_words("win_back_cost").kind
    'money'
    """
    if name not in COLUMNS:
        raise UsageError(
            f"column {name!r} has no title; lists hold the plan's and the scores' columns. Drop it."
        )
    return COLUMNS[name]


def title_of(name: str, language: Language) -> str:
    """Say what stands over a column.

    Examples
    --------
    >>> title_of("client_id", "ru")
    'Код клиента'
    """
    words = column_words(name)
    return (words.ru, words.en)[_index(language)]


def label(name: str, language: Language) -> str:
    """Say one of the words around a list; `name` is a key of ``LABELS``.

    Examples
    --------
    >>> label("about", "en")
    'About'
    """
    return LABELS[name][_index(language)]


def _index(language: str) -> int:
    languages = ("ru", "en")
    if language not in languages:
        raise UsageError(f"language is {language!r}; lists are written in ru or en. Choose one of them.")
    return languages.index(language)
