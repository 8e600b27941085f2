"""What a hostile client's events are about: themes, so that every family of features really gets values."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.features.company import at, day

Row = dict[str, Any]
Event = tuple[str, Row]
Theme = Callable[[Random], Iterator[Event]]

#: The as-of day around which events are laid: more than a year before it, some on it and after.
T = 500
#: Times crowd together, so that several events fall on one moment.
CROWDED = (T - 40, T - 9.5, T - 9.5, T - 5, T - 5, T, T + 3)
DELAYS = (0, 0.25, 1, 2, 7, 20, 60)
MONEY = (0, 0.01, 1, 40, 60, 100, 100, 250.5, 1_000_000)


def some_time(random: Random) -> float:
    """A time of day at any age: half of them in the last hundred days, many on the as-of day itself."""
    days = random.choice((range(T), range(T - 100, T + 20), range(T - 100, T), (T, T, T - 1)))
    return random.choice(days) + random.choice((0.0, 0.0, 0.5, 0.999988))


def crowded_time(random: Random) -> float:
    """A time that others share, or any."""
    return random.choice(CROWDED) if random.random() < 0.3 else some_time(random)


def later(random: Random, time: float) -> Any:
    """When something later became known or happened: never said, after a delay, or on the as-of day."""
    delay = random.choice((None, None, None, *DELAYS, "T"))
    return at(max(time, T)) if delay == "T" else None if delay is None else at(time + float(delay))


def later_day(random: Random, time: float, delays: tuple[int | None, ...]) -> Any:
    """A day as `later`, from a choice of delays."""
    delay = random.choice((*delays, "T"))
    return day(max(int(time), T)) if delay == "T" else None if delay is None else day(int(time) + int(delay))


def an_order(random: Random, time: float, **more: Any) -> Event:
    """One order row with whatever may mislead."""
    amount = random.choice(MONEY)
    if random.random() < 0.2:
        amount = -amount
    return "orders", {
        "ordered_at": at(time),
        "amount": amount,
        "order_id": random.choice((None, "1", "2", "3")),
        "margin": random.choice((None, None, 0.2 * amount, -5)),
        "discount": random.choice((None, None, 0, 5, -5)),
        "branch": random.choice((None, "north", "north", "south")),
        "status": random.choice((None, None, "done", "cancelled", "returned")),
        "status_at": later(random, time),
        "promised_on": later_day(random, time, (None, 0, 3, 14)),
        "delivered_on": later_day(random, time, (None, 0, 2, 3, 5, 20)),
        "known_at": later(random, time),
    } | more


def a_line(random: Random, time: float | None, **more: Any) -> Event:
    """One order line; without a time it is as old as its order."""
    amount = random.choice(MONEY)
    if random.random() < 0.2:
        amount = -amount
    known = later(random, 50 if time is None else time)
    return "order_lines", {
        "client_id": None,
        "order_id": random.choice(("1", "2", "3")),
        "ordered_at": None if time is None else at(time),
        "product": random.choice("pqr"),
        "category": random.choice((None, "x", "x", "y")),
        "amount": amount,
        "quantity": random.choice((None, 0, 1, 1, 2.5, -1)),
        "known_at": known,
    } | more


def any_orders(random: Random) -> Iterator[Event]:
    """Orders of any kind at any time."""
    for _ in range(random.randint(1, 8)):
        yield an_order(random, some_time(random))


def any_lines(random: Random) -> Iterator[Event]:
    """Lines of any kind, of orders that may not be."""
    for _ in range(random.randint(1, 8)):
        yield a_line(random, some_time(random) if random.random() < 0.7 else None)


def rhythm(random: Random) -> Iterator[float]:
    """Times of a regular buyer, who may have fallen silent."""
    gap = random.choice((3, 7, 20, 45))
    time: float = random.choice((0, 60, 200, 380, 430))
    end = random.choice((T + 20, T + 20, T - 30, T - 120))
    for _ in range(30):
        if time >= end:
            return
        yield time
        time += max(1, gap + random.choice((-2, -1, 0, 0, 1, 4, 0.5)))


def regular_orders(random: Random) -> Iterator[Event]:
    """Orders in a rhythm, most of them plain, checks that drift."""
    drift, discounted = random.choice((-0.01, 0.0, 0.02)), random.choice((0.0, 0.3, 0.9))
    for number, time in enumerate(rhythm(random)):
        plain: Row = {"order_id": f"r{number}", "amount": round(100 * (1 + drift) ** number, 2)}
        if random.random() < 0.85:
            plain |= {"status": random.choice((None, "done")), "known_at": None}
        plain["discount"] = random.choice((5, 12.5)) if random.random() < discounted else None
        yield an_order(random, time, **plain)


def baskets(random: Random) -> Iterator[Event]:
    """Regular orders with lines: prices that rise, products that come, categories that are given up."""
    given_up = random.choice((None, 2, 3))
    rise = random.choice((0.0, 0.01, 0.03))
    for number, time in enumerate(rhythm(random)):
        name = f"b{number}"
        yield an_order(random, time, order_id=name, amount=100, status=None, known_at=None)
        # A product that nobody sells any more has no price today.
        sold = "pqrstu" if time > T - 120 else "pqrstuvw"
        for product in random.sample(sold, random.randint(1, 3)):
            quantity = random.choice((1, 2, 2.5))
            yield a_line(
                random,
                random.choice((None, time)),
                order_id=name,
                product=product,
                category="z" if given_up is not None and number < given_up else random.choice("xy"),
                amount=round(quantity * 10 * (1 + rise * number), 2),
                quantity=quantity,
                **({} if random.random() < 0.2 else {"known_at": None}),
            )


def deliveries(random: Random) -> Iterator[Event]:
    """Orders that are promised for a day, and come or don't."""
    for number in range(random.randint(2, 10)):
        time = some_time(random)
        arrives = random.choice((None, -1, 0, 0, 1, 6))
        promised = int(time) + random.choice((0, 3, 14))
        yield an_order(
            random,
            time,
            order_id=f"d{number}",
            amount=80,
            status=None,
            known_at=None,
            promised_on=day(promised),
            delivered_on=None if arrives is None else day(max(int(time), promised + arrives)),
        )


def complaints(random: Random) -> Iterator[Event]:
    """Complaints of a few kinds, open and closed."""
    for _ in range(random.randint(1, 7)):
        time = some_time(random)
        yield (
            "complaints",
            {
                "opened_at": at(time),
                "closed_at": later(random, time),
                "category": random.choice(
                    (None, "service", "delivery", "price", "quality", "conflict", "other")
                ),
                "severity": random.choice((None, 1, 3, 5)),
                "known_at": later(random, time),
            },
        )


def answers(random: Random) -> Iterator[Event]:
    """Answers to the question of NPS."""
    for _ in range(random.randint(1, 6)):
        time = crowded_time(random)
        yield (
            "nps",
            {
                "answered_at": at(time),
                "score": random.randint(0, 10),
                "topic": random.choice((None, "product", "service", "delivery")),
                "known_at": later(random, time),
            },
        )


def contacts(random: Random) -> Iterator[Event]:
    """Contacts of either side, with every outcome."""
    for _ in range(random.randint(1, 15)):
        time = crowded_time(random)
        yield (
            "contacts",
            {
                "contacted_at": at(time),
                "direction": random.choice((None, "in", "out", "out")),
                "outcome": random.choice((None, "order", "information", "none", "no_answer", "refused")),
                "response_hours": random.choice((None, 0.0, 0.1, 7.25)),
                "known_at": later(random, time),
            },
        )


def visits(random: Random) -> Iterator[Event]:
    """Visits to the site."""
    for _ in range(random.randint(1, 15)):
        time = some_time(random)
        seen = {"seen_at": at(time), "visits": random.choice((None, 0, 1, 5))}
        yield "activity", seen | {"known_at": later(random, time)}


def managers(random: Random) -> Iterator[Event]:
    """Managers who come, go and are dismissed."""
    for _ in range(random.randint(1, 5)):
        time = crowded_time(random)
        yield (
            "managers",
            {
                "valid_from": at(time),
                "manager": random.choice(("m1", "m2", "m3")),
                "valid_to": later(random, time),
                "dismissed": random.choice((None, False, True)),
                "known_at": later(random, time),
            },
        )


def cards(random: Random) -> Iterator[Event]:
    """Rows about the client; one without a date tells nothing of any day."""
    for _ in range(random.randint(1, 3)):
        time = None if random.random() < 0.3 else crowded_time(random)
        yield (
            "clients",
            {
                "valid_from": None if time is None else at(time),
                "kind": random.choice((None, "b2b", "b2c")),
                "industry": random.choice((None, "farm", "shop")),
                "region": random.choice((None, "north", "south")),
                "created_on": random.choice((None, day(random.randrange(T)), day(T - 1), day(T), day(T + 1))),
                "contract_ends_on": random.choice(
                    (None, day(random.randrange(2 * T)), day(T - 1), day(T), day(T + 1))
                ),
                "known_at": None if time is None else later(random, time),
            },
        )


BUYING: tuple[Theme, ...] = (any_orders, regular_orders, regular_orders, baskets, deliveries)
BESIDE: tuple[Theme, ...] = (any_lines, complaints, answers, contacts, visits, managers, cards)


def events(random: Random) -> list[Event]:
    """A client's events: one way of buying or two, and up to four other themes."""
    themes = [*random.sample(BUYING, random.choice((0, 1, 1, 1, 2)))]
    themes += random.sample(BESIDE, random.choice((0, 1, 2, 3, 4)))
    return [event for theme in themes for event in theme(random)]
