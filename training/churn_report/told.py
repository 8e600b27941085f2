"""The sentences of the churn report: the verdict first, then what one must know to read the figures."""

from collections.abc import Iterator

from features.churn_rate import Balance, ChurnRate
from features.figures import LANGUAGES, Language, counted
from training import report_numbers as write
from training.churn_report.money import ChurnMoney
from training.churn_report.text import NOTHING, band_text, capital, percent, period_name, rate_text
from training.churn_report.words import word
from training.words import index_of

#: Verdicts by side, surely so and not: (Russian, English).
_VERDICTS: dict[tuple[str, bool], tuple[str, str]] = {
    ("above", True): (
        "Отток за год {rate}: выше допустимых {band}",
        "Yearly churn {rate}, above your band {band}",
    ),
    ("above", False): (
        "Отток за год {rate}: выше допустимых {band}, но в пределах погрешности",
        "Yearly churn {rate}, above your band {band}, though its range reaches into it",
    ),
    ("inside", True): (
        "Отток за год {rate}: в допустимых пределах {band}",
        "Yearly churn {rate}, within your band {band}",
    ),
    ("inside", False): (
        "Отток за год {rate}: в допустимых пределах {band}, но погрешность выходит за них",
        "Yearly churn {rate}, within your band {band}, though its range reaches beyond it",
    ),
    ("below", True): (
        "Отток за год {rate}: ниже допустимых {band}",
        "Yearly churn {rate}, below your band {band}",
    ),
    ("below", False): (
        "Отток за год {rate}: ниже допустимых {band}, но в пределах погрешности",
        "Yearly churn {rate}, below your band {band}, though its range reaches into it",
    ),
    ("too_early", True): (
        "Отток за год не меньше {least}: история коротка, чтобы сравнить его с допустимыми {band}",
        "Yearly churn at least {least}: the history is too short to hold it against your band {band}",
    ),
}
_OTHERWISE: dict[str, tuple[str, str]] = {
    "part": (
        "Отток за год пока не известен: его можно будет назвать с {day}. {period}: потеряно {rate}",
        "The yearly churn is not known yet: it can be told from {day} on. {period}: lost {rate}",
    ),
    "part_bound": (
        "Отток за год пока не известен: его можно будет назвать с {day}. {period}: потеряно"
        " не меньше {least}",
        "The yearly churn is not known yet: it can be told from {day} on. {period}: lost at least {least}",
    ),
    "none": (
        "Отток пока не известен: заказы есть только с {first}. За год его можно будет назвать с {day}",
        "The churn is not known yet: orders begin on {first}. A yearly rate can be told from {day} on",
    ),
    "nobody": (
        "Отток пока не известен: заказы есть с {first}, и по их ритму за это время никто не мог быть потерян",
        "The churn is not known yet: orders begin on {first}; by their rhythm nobody could be lost so soon",
    ),
    "no_rhythm": (
        "Отток не известен: никто ещё не купил дважды, и судить о молчании не по чему",
        "The churn is not known: nobody has ordered twice yet, so there is no rhythm to judge silence by",
    ),
}
_NOTES: dict[str, tuple[str, str]] = {
    "back": (
        "Клиентов, которые за это время терялись и заказали снова: {back}. Они считаются оставшимися.",
        "Clients who were lost for a time and ordered again: {back}. They count as kept.",
    ),
    "waiting": (
        "Клиентов, которые за это время не купили ничего, но ещё не потеряны: {waiting}. Их обычный ритм"
        " допускает такое молчание.",
        "Clients who ordered nothing in that time and are not lost yet: {waiting}. Their own rhythm"
        " allows the wait.",
    ),
    "lower_bound": (
        "Это нижняя граница. Клиентов в начале: {base}; известны достаточно долго, чтобы их молчание могло"
        " считаться потерей: {could}. С историей отток вырастет.",
        "This is a lower bound. Clients at the start: {base}; known for long enough that a silence could"
        " count as a loss: {could}. The rate will rise as the history grows.",
    ),
    "open_month": (
        "Дни с {until} не считаются: месяц ещё не закончен.",
        "Days from {until} on are not counted: the month is not over.",
    ),
    "short_before": (
        "Прибыль от потерянных – за {days} до периода: раньше заказов нет.",
        "The profit of the lost is that of {days} before the period: there are no orders before.",
    ),
    "undated": (
        "{kind} по строкам без даты (valid_from): клиентов {clients}. Это может быть сегодняшнее"
        " положение, а не на начало периода.",
        "{kind} by rows without a date (valid_from): {clients} clients. It may be today's, and not that"
        " of the period's start.",
    ),
    "undone": (
        "Клиентов, у которых все заказы отменены или возвращены: {undone}. Они не потеряны и не остались.",
        "Clients whose every order was cancelled or returned: {undone}. They are neither lost nor kept.",
    ),
    "gaps": (
        "Периоды без оттока – начало истории: молчать достаточно долго там ещё никто не мог.",
        "Periods without a rate are the beginning of the history: nobody could have been silent for long.",
    ),
}


def headline_of(rate: ChurnRate, language: str) -> str:
    """Say the verdict in one sentence.

    Parameters
    ----------
    rate : ChurnRate
    language : str
        `ru` or `en`.
    """
    place, longest = index_of(language), rate.longest
    told = rate.yearly or (None if longest is None else longest.rate)
    places = {
        "rate": rate_text(told, language),
        "least": percent(told.share, language) if told else NOTHING,
        "band": band_text(rate.acceptable, language),
        "day": write.day(rate.year_known_on, language),
        "first": write.day(rate.first_order, language),
        "period": "" if longest is None else capital(period_name(longest.period, language)),
    }
    if rate.yearly is not None:
        sure = rate.sure or rate.side == "too_early"
        return _VERDICTS[rate.side, sure][place].format(**places)
    if told is not None and longest is not None:
        return _OTHERWISE["part_bound" if longest.lower_bound else "part"][place].format(**places)
    gaps = [one.gap for one in (*rate.periods, *([longest] if longest else ()))]
    why = "none"
    if gaps and gaps[-1] == "no_rhythm":
        why = "no_rhythm"
    elif gaps and gaps[-1] == "nobody_could_be_lost":
        why = "nobody"
    return _OTHERWISE[why][place].format(**places)


def notes_of(rate: ChurnRate, money: ChurnMoney, language: str) -> tuple[str, ...]:
    """Say what one must know to read the figures rightly; only what holds here."""
    told = list(_about_period(rate.longest, language)) if rate.longest is not None else []
    if rate.as_of != rate.until:
        told.append(_note("open_month", language, until=write.day(rate.until, language)))
    if any(one.gap in ("no_past", "nobody_could_be_lost") for one in rate.periods):
        told.append(_note("gaps", language))
    if rate.longest is not None and money.before_days < 365 and rate.longest.rate:
        told.append(
            _note("short_before", language, days=counted(money.before_days, "day", _spoken(language)))
        )
    for by, broken in rate.breakdowns.items():
        if broken.undated_clients:
            clients = write.number(broken.undated_clients, language)
            told.append(_note("undated", language, kind=word(f"kind.{by}", language), clients=clients))
    return tuple(told)


def _about_period(longest: Balance, language: str) -> Iterator[str]:
    if longest.rate is None:
        return
    if longest.lower_bound:
        base, could = (
            write.number(count, language) for count in (longest.clients_at_start, longest.could_be_lost)
        )
        yield _note("lower_bound", language, base=base, could=could)
    for key, count in (
        ("back", longest.lost_and_back),
        ("waiting", longest.silent_waiting),
        ("undone", longest.undone),
    ):
        if count:
            yield _note(key, language, **{key: write.number(count, language)})


def _spoken(language: str) -> Language:
    return LANGUAGES[index_of(language)]


def _note(key: str, language: str, **places: str) -> str:
    return _NOTES[key][index_of(language)].format(**places)
