"""What the terminal says of a list, in the company's language: its head, its money and what ran out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from features.figures import Language
from serving.commands.words import said
from serving.files.codes import code_words
from serving.files.words import column_words, label, title_of
from serving.planning.desk import CAPACITY, HOURS
from serving.web.words import count, day, money, percent, word

if TYPE_CHECKING:
    from serving.planning.lists import WinbackList

#: Columns of the head of a list, in reading order.
SHOWN = (
    *("rank", "client_id", "status", "churn_probability", "expected_ltv", "action", "win_back_cost"),
    *("expected_net_value", "reason_1_text"),
)


def head(
    made: "WinbackList", language: Language, *, first: int
) -> tuple[str, list[str], list[dict[str, Any]]]:
    """Give the title, the heads and the first rows of a list as the terminal shows them."""
    looks = {name: column_words(name) for name in SHOWN}
    heads = {name: title_of(name, language) for name in SHOWN}
    words = code_words("status", language)

    def cell(name: str, value: Any) -> Any:
        if looks[name].kind == "money":
            return count(language, value)
        if looks[name].kind == "share":
            return percent(language, value)
        if looks[name].kind == "whole":
            return int(value)
        return words.get(value, value) if isinstance(value, str) else ""

    rows = [
        {heads[name]: cell(name, row[name]) for name in SHOWN}
        for row in made.rows.head(first).to_dict(orient="records")
    ]
    listed = word(language, made.list_name.replace("_", "-"))
    title = f"{listed}. {label('as_of', language)}: {day(language, made.as_of)}"
    return title, list(heads.values()), rows


def lines(made: "WinbackList", language: Language, currency: str) -> list[str]:
    """Give the money of a list, how good it can be, what ran out, what is assumed, and who is left out."""
    cost, value, bound, gap = (
        money(language, amount, currency) for amount in (made.cost, made.value, made.bound, made.gap)
    )
    if made.budget is not None:
        cost = said("list.of", language, cost=cost, budget=money(language, made.budget, currency))
    totals = (
        (word(language, "clients"), count(language, len(made.rows))),
        (word(language, "cost"), cost),
        (word(language, "value"), value),
        (word(language, "bound"), bound),
        (word(language, "gap"), gap),
        (said("list.held_out", language), count(language, made.held_out)),
    )
    told = [" ".join(f"{name}: {amount}." for name, amount in totals)]
    if made.binding:
        told.append(_used_up(made, language, currency))
    return [*told, *assumed(made, language), *_left_out(made, language)]


def _left_out(made: "WinbackList", language: Language) -> list[str]:
    """Say how many clients were attempted since, and why a list is empty though no limit is used up."""
    told = []
    if made.attempted_since:
        told.append(f"{label('attempted_since', language)}: {made.attempted_since}.")
    if made.filters and not made.passing:
        asked = ", ".join(f"{name}={value}" for name, values in made.filters.items() for value in values)
        told.append(f"{label('nobody_passes', language)}: {asked}.")
    if made.passing and not made.binding and not made.attempted_since and made.rows.empty:
        told.append(said("list.nothing_pays", language, passing=count(language, made.passing)))
    return told


def assumed(made: "WinbackList", language: Language) -> Sequence[str]:
    """Say that the response is assumed, where it is."""
    return [said("list.assumed", language)] if (made.rows["uplift_basis"] == "assumed").any() else []


def _used_up(made: "WinbackList", language: Language, currency: str) -> str:
    worth = []
    if made.value_of_money:
        unit = money(language, made.value_of_money, currency, places=2)
        worth.append(word(language, "one_more.money", money=unit))
    if made.value_of_hour:
        worth.append(word(language, "one_more.hour", money=money(language, made.value_of_hour, currency)))
    more = ", ".join(worth)
    limits = ", ".join(_limit(name, language) for name in made.binding)
    used = f"{said('list.used_up', language)}: {limits}."
    return f"{used} {more[0].upper()}{more[1:]}." if more else used


def _limit(name: str, language: Language) -> str:
    """Name a limit: the budget, somebody's hours or how often an action may be taken."""
    for kind, start in (("hours", HOURS), ("capacity", CAPACITY)):
        if name.startswith(start):
            whose = name.removeprefix(start)
            return said(f"list.{kind}", language, name=code_words("executor", language).get(whose, whose))
    return said("list.budget", language)
