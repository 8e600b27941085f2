"""Which name in a file's header stands for which column of ours."""

import re
from collections.abc import Sequence

from features.proposal.words import COLUMN_WORDS, SHOPIFY, UNITS, WORDS_IN_TABLE
from features.schema import EventTable


def plain(name: str) -> str:
    """Write a name in small letters, words apart, without signs.

    Examples
    --------
    >>> plain("OrderDate"), plain("Сумма, руб."), plain("customer_id")
    ('order date', 'сумма руб', 'customer id')
    """
    apart = re.sub(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", name)
    return " ".join(re.sub(r"[^\w№]|_", " ", apart.lower().replace("ё", "е")).split())


def match_names(table: EventTable, header: Sequence[str]) -> dict[str, str]:
    """Find the name in a header for each column of ours; each name serves one column.

    Examples
    --------
    >>> from features.schema import event_table
    >>> match_names(event_table("orders"), ["Клиент", "Дата", "Сумма, руб.", "Дата отгрузки"])
    {'client_id': 'Клиент', 'ordered_at': 'Дата', 'amount': 'Сумма, руб.', 'delivered_on': 'Дата отгрузки'}
    """
    free = {_without_unit(plain(name)): name for name in reversed(header)}
    free |= {plain(name): name for name in reversed(header)}
    if SHOPIFY in free and "name" in free:
        free["order number"] = free.pop("name")
    found: dict[str, str] = {}
    columns = sorted(table.columns, key=lambda column: not column.required)
    for words_of in (_own_words, _other_words):
        for column in columns:
            if column.name in found:
                continue
            word = next((word for word in words_of(table.name, column.name) if word in free), None)
            if word is not None:
                found[column.name] = theirs = free[word]
                free = {other: name for other, name in free.items() if name != theirs}
    return {column.name: found[column.name] for column in table.columns if column.name in found}


def _own_words(_table: str, name: str) -> tuple[str, ...]:
    return (plain(name),)


def _other_words(table: str, name: str) -> tuple[str, ...]:
    return (*WORDS_IN_TABLE.get((table, name), ()), *COLUMN_WORDS.get(name, ()))


def _without_unit(name: str) -> str:
    return next((name.removesuffix(f" {unit}") for unit in UNITS if name.endswith(f" {unit}")), name)
