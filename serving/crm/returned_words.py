"""What CRMs call the columns and outcomes of the attempts that they export, in English and Russian."""

from collections.abc import Mapping

from features.proposal.words import COLUMN_WORDS

#: Column of ours → what it may be called, in small letters without signs.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "attempt_id": ("attempt id", "id попытки", "номер попытки", "код попытки"),
    "task": (
        *("task", "task title", "task name", "title", "subject"),
        *("название", "название задачи", "задача", "текст задачи", "текст", "тема"),
    ),
    "client_id": COLUMN_WORDS["client_id"],
    "action": ("action", "действие", "мероприятие", "вид действия"),
    "executor": (
        *("executor", "manager", "responsible", "responsible person", "assigned to", "task assigned to"),
        *("owner", "исполнитель", "ответственный", "менеджер"),
    ),
    "attempted_at": (
        *("attempted at", "contacted at", "contact date", "call date"),
        *("дата попытки", "дата контакта", "дата звонка", "дата действия"),
        *("completed at", "completed on", "completion date", "date completed", "closed at", "closed on"),
        *("дата завершения", "дата закрытия", "дата выполнения", "завершена", "закрыта"),
        *("date", "дата"),
    ),
    "outcome": (
        *("winback outcome", "outcome", "result", "task outcome", "call outcome"),
        *("исход winback", "исход", "итог", "результат", "результат задачи", "итог звонка"),
    ),
    "outcome_at": ("outcome at", "result date", "дата исхода", "дата итога", "дата результата"),
    "cost": ("cost", "затраты", "расходы", "стоимость"),
    "incentive": ("incentive", "bonus", "discount", "стимул", "бонус", "скидка", "подарок"),
    "list": ("list", "список"),
}

#: Outcome of ours → what people write.
OUTCOME_WORDS: Mapping[str, tuple[str, ...]] = {
    "ordered": ("ordered", "order", "заказ", "заказал", "заказала", "заказали", "сделал заказ", "купил"),
    "promised": ("promised", "promise", "обещал", "обещала", "обещали", "обещает", "обещание", "подумает"),
    "refused": ("refused", "refusal", "no", "отказ", "отказался", "отказалась", "отказались"),
    "no_answer": (
        *("no answer", "нет ответа", "не ответил", "не ответила", "не ответили"),
        *("не дозвонились", "недозвон", "не берет трубку"),
    ),
    "unreachable": (
        *("unreachable", "недоступен", "недоступна", "недоступны", "нет связи"),
        *("неверный номер", "номер не существует"),
    ),
}

#: What a workbook of ours calls an executor that is no person.
EXECUTOR_WORDS: Mapping[str, tuple[str, ...]] = {"management": ("руководство",)}

LIST_WORDS: Mapping[str, tuple[str, ...]] = {
    "at_risk": ("at risk", "в зоне риска", "под угрозой", "под угрозой ухода", "на грани ухода"),
    "recoverable": ("recoverable", "возвращаемые", "можно вернуть", "на возврат"),
}


def bare(text: str) -> str:
    """Give a word as it is compared: small letters, one space between, no signs.

    Examples
    --------
    >>> bare(" Не_берёт-трубку. ")
    'не берет трубку'
    """
    small = text.casefold().replace("ё", "е")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in small).split())


def named(text: str, words: Mapping[str, tuple[str, ...]]) -> str | None:
    """Tell which of ours a word means, or None.

    Examples
    --------
    >>> named("Не дозвонились", OUTCOME_WORDS), named("NO_ANSWER", OUTCOME_WORDS), named("?", OUTCOME_WORDS)
    ('no_answer', 'no_answer', None)
    """
    wanted = bare(text)
    return next((ours for ours, known in words.items() if wanted in known or wanted == bare(ours)), None)
