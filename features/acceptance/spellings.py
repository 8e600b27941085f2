"""What people write where we know a few words only: states of an order, kinds of complaint, currencies.

All in small letters, without blanks at the ends, ё written as е. Only what can mean one thing stands here.
"""

from collections.abc import Mapping

#: Why a client is left alone.
OUTSIDE: Mapping[str, tuple[str, ...]] = {
    "moved": ("moved away", "переехал", "переехали", "переезд"),
    "bankrupt": ("bankruptcy", "closed down", "банкрот", "банкротство", "ликвидирован", "закрылись"),
    "rightly_let_go": ("let go", "отпущен", "отпущен намеренно"),
}
#: Column → word of ours → what else is written for it, in English and Russian.
SPELLINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "status": {
        "done": (
            *("completed", "complete", "delivered", "shipped", "paid", "fulfilled"),
            *("выполнен", "выполнено", "завершен", "завершено", "закрыт", "закрыто", "доставлен"),
            *("доставлено", "отгружен", "отгружено", "оплачен", "оплачено", "исполнен", "проведен"),
        ),
        "cancelled": (
            *("canceled", "cancel", "voided"),
            *("отменен", "отменено", "отмена", "аннулирован", "аннулировано"),
        ),
        "returned": ("refunded", "refund", "return", "возврат", "возвращен", "возвращено"),
    },
    "kind": {
        "b2b": ("company", "legal entity", "юр. лицо", "юрлицо", "юридическое лицо", "организация"),
        "b2c": ("person", "individual", "физ. лицо", "физлицо", "физическое лицо", "частное лицо"),
    },
    "excluded": OUTSIDE,
    "reason": {
        **OUTSIDE,
        "service": (
            *("poor service", "slow answers", "slow response", "slow service"),
            *("сервис", "обслуживание", "плохое обслуживание", "плохой сервис", "долго отвечали"),
            *("долго решали претензию", "долго решали проблему"),
        ),
        "delivery": (
            *("late delivery", "late deliveries", "shipping", "доставка", "срыв сроков", "срывы сроков"),
            *("опоздания доставки", "поздно привозили", "сроки доставки"),
        ),
        "conflict": ("конфликт",),
        "quality": ("product quality", "poor quality", "качество", "качество товара", "брак"),
        "availability": ("out of stock", "not in stock", "нет в наличии", "не было в наличии", "ассортимент"),
        "price": ("pricing", "too expensive", "high price", "цена", "цены", "дорого", "высокая цена"),
        "loyalty": (
            *("no discount", "no discounts", "no loyalty discount", "нет скидок", "нет скидки"),
            *("нет скидок постоянным", "нет бонусов"),
        ),
        "manager": ("manager changed", "менеджер", "смена менеджера", "сменился менеджер"),
        "attention": (
            *("no contact", "nobody kept in touch", "neglected", "внимание", "мало внимания", "нет внимания"),
            *("перестали звонить", "забыли о нас"),
        ),
        "other": (
            *("misc", "competitor", "went to a competitor", "unknown", "no reason given"),
            *("другое", "прочее", "иное", "конкурент", "ушел к конкуренту", "неизвестно", "без причины"),
        ),
    },
    "category": {
        "service": ("сервис", "обслуживание"),
        "delivery": ("shipping", "доставка"),
        "quality": ("качество", "брак", "качество товара"),
        "price": ("pricing", "цена", "цены"),
        "conflict": ("конфликт",),
        "other": ("misc", "другое", "прочее", "иное"),
    },
    "topic": {
        "product": ("товар", "продукт", "продукция"),
        "service": ("сервис", "обслуживание"),
        "delivery": ("доставка",),
    },
    "direction": {
        "in": ("inbound", "incoming", "входящий", "входящее", "входящая", "вх", "вх."),
        "out": ("outbound", "outgoing", "исходящий", "исходящее", "исходящая", "исх", "исх."),
    },
    "outcome": {
        "order": ("ordered", "заказ", "заказал", "сделан заказ"),
        "information": ("info", "информация", "новая информация"),
        "none": ("no result", "без результата", "нет результата", "нет"),
        "no_answer": ("no answer", "missed", "не дозвонились", "недозвон", "нет ответа", "не ответил"),
        "refused": ("refusal", "отказ", "отказался", "отказалась"),
    },
    "arm": {
        "treated": ("treatment", "test", "воздействие", "тест", "целевая"),
        "control": ("holdout", "hold-out", "контроль", "контрольная"),
    },
}
#: Currency → what else is written for it.
CURRENCIES: Mapping[str, tuple[str, ...]] = {
    "RUB": (
        *("rur", "₽", "руб", "руб.", "р.", "рубль", "рубли", "рублей", "российский рубль", "643", "810"),
    ),
    "USD": ("$", "us$", "доллар", "доллар сша", "долл.", "840"),
    "EUR": ("€", "евро", "978"),
    "KZT": ("₸", "тенге", "398"),
    "BYN": ("бел. руб.", "белорусский рубль", "933"),
    "GBP": ("£", "826"),
}


def as_compared(word: str) -> str:
    """Write a word as words are compared: in small letters, ё as е, without blanks at the ends.

    Examples
    --------
    >>> as_compared(" Учтён ")
    'учтен'
    """
    return word.strip().lower().replace("ё", "е")


def spellings_of(column: str, choices: tuple[str, ...]) -> dict[str, str]:
    """Give every way of writing a choice, the choice itself first, and the choice.

    Examples
    --------
    >>> spellings_of("direction", ("in", "out"))["исходящий"]
    'out'
    """
    known = SPELLINGS.get(column, {})
    return {word: choice for choice in choices for word in (choice, *known.get(choice, ()))}


def currency_spellings() -> dict[str, str]:
    """Give every way of writing a currency, in small letters, and its code."""
    return {word: code for code, words in CURRENCIES.items() for word in (code.lower(), *words)}
