"""The verdict in one sentence, in both languages, for every case; and the notes that hold."""

from dataclasses import replace
from datetime import date

import pytest

from features.churn_rate import ChurnRate
from tests.features.churn_rate.regulars import FIRST, every_ten_days
from tests.training.churn_company import report, whole
from training.churn_report.told import headline_of, notes_of


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("band", "english", "russian"),
    [
        (
            (0.01, 0.05),
            "Yearly churn 20% (9.5–37), above your band 1–5%",
            "Отток за год 20 % (9,5–37): выше допустимых 1–5 %",
        ),
        (
            (0.05, 0.15),
            "Yearly churn 20% (9.5–37), above your band 5–15%, though its range reaches into it",
            "Отток за год 20 % (9,5–37): выше допустимых 5–15 %, но в пределах погрешности",
        ),
        (
            (0.05, 0.4),
            "Yearly churn 20% (9.5–37), within your band 5–40%",
            "Отток за год 20 % (9,5–37): в допустимых пределах 5–40 %",
        ),
        (
            (0.1, 0.3),
            "Yearly churn 20% (9.5–37), within your band 10–30%, though its range reaches beyond it",
            "Отток за год 20 % (9,5–37): в допустимых пределах 10–30 %, но погрешность выходит за них",
        ),
        (
            (0.4, 0.5),
            "Yearly churn 20% (9.5–37), below your band 40–50%",
            "Отток за год 20 % (9,5–37): ниже допустимых 40–50 %",
        ),
        (
            (0.25, 0.375),
            "Yearly churn 20% (9.5–37), below your band 25–37.5%, though its range reaches into it",
            "Отток за год 20 % (9,5–37): ниже допустимых 25–37,5 %, но в пределах погрешности",
        ),
    ],
)
def test_the_verdict_names_the_rate_its_range_and_the_side(
    band: tuple[float, float], english: str, russian: str
) -> None:
    rate = replace(whole("en").rate, acceptable=band)
    assert (plain(headline_of(rate, "en")), plain(headline_of(rate, "ru"))) == (english, russian)


def bounded(rate: ChurnRate) -> ChurnRate:
    """The same rate where most of the clients could not have been lost yet."""
    assert rate.longest is not None
    return replace(rate, longest=replace(rate.longest, could_be_lost=10))


def test_a_lower_bound_is_held_against_no_band_unless_it_is_above_it_already() -> None:
    rate = bounded(replace(whole("en").rate, acceptable=(0.25, 0.4)))
    assert headline_of(rate, "en") == (
        "Yearly churn at least 20%: the history is too short to hold it against your band 25–40%"
    )
    assert plain(headline_of(rate, "ru")) == (
        "Отток за год не меньше 20 %: история коротка, чтобы сравнить его с допустимыми 25–40 %"
    )
    above = bounded(replace(whole("en").rate, acceptable=(0.01, 0.05)))
    assert headline_of(above, "en").endswith("above your band 1–5%")


def test_fewer_than_twelve_months_give_no_yearly_figure_but_the_day_on_which_there_is_one() -> None:
    early = report(as_of=date(2024, 1, 31), by=[])
    assert plain(early.headline) == (
        "The yearly churn is not known yet: it can be told from 1 February 2024 on. "
        "1 February 2023 – 31 December 2023: lost 25% (13–42)"
    )
    assert plain(headline_of(early.rate, "ru")) == (
        "Отток за год пока не известен: его можно будет назвать с 1 февраля 2024. "
        "1 февраля 2023 – 31 декабря 2023: потеряно 25 % (13–42)"
    )
    assert "lost at least 25%" in plain(headline_of(bounded(early.rate), "en"))


def test_a_few_weeks_give_no_figure_at_all() -> None:
    weeks = report(as_of=date(2023, 1, 25))
    assert plain(weeks.headline) == (
        "The churn is not known yet: orders begin on 1 January 2023. A yearly rate can be told from "
        "1 February 2024 on"
    )
    assert plain(headline_of(weeks.rate, "ru")).startswith(
        "Отток пока не известен: заказы есть только с 1 января"
    )


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ("nobody_could_be_lost", "by their rhythm nobody could be lost so soon"),
        ("no_rhythm", "nobody has ordered twice yet, so there is no rhythm to judge silence by"),
    ],
)
def test_it_says_why_nobody_can_be_judged(gap: str, said: str) -> None:
    rate = whole("en").rate
    assert rate.longest is not None
    told = headline_of(replace(rate, longest=replace(rate.longest, gap=gap)), "en")
    assert said in told


def test_the_notes_tell_what_holds_here_and_nothing_else() -> None:
    notes = [plain(note) for note in whole("en").notes]
    assert notes == [
        "Clients who were lost for a time and ordered again: 2. They count as kept.",
        "Days from 1 March 2024 on are not counted: the month is not over.",
        "The profit of the lost is that of 59 days before the period: there are no orders before.",
    ]
    assert [plain(note) for note in whole("ru").notes] == [
        "Клиентов, которые за это время терялись и заказали снова: 2. Они считаются оставшимися.",
        "Дни с 1 марта 2024 не считаются: месяц ещё не закончен.",
        "Прибыль от потерянных – за 59 дней до периода: раньше заказов нет.",
    ]


def test_a_lower_bound_waiting_and_undated_clients_are_told() -> None:
    found = whole("en")
    rate, longest = found.rate, found.rate.longest
    assert longest is not None
    branch = replace(rate.breakdowns["branch"], undated_clients=1200)
    odd = replace(longest, could_be_lost=10, silent_waiting=4, undone=1, lost_and_back=0)
    there = replace(rate, longest=odd, breakdowns={"branch": branch}, as_of=rate.until)
    notes = notes_of(there, replace(found.money, before_days=365), "en")
    assert notes == (
        "This is a lower bound. Clients at the start: 30; known for long enough that a silence could count as a "
        "loss: 10. The rate will rise as the history grows.",
        "Clients who ordered nothing in that time and are not lost yet: 4. Their own rhythm allows the wait.",
        "Clients whose every order was cancelled or returned: 1. They are neither lost nor kept.",
        "Branch by rows without a date (valid_from): 1,200 clients. It may be today's, and not that of the "
        "period's start.",
    )


def test_periods_without_a_rate_are_explained() -> None:
    young = {f"a{number:02}": every_ten_days(FIRST, date(2023, 6, 1)) for number in range(3)}
    settings_of_year = report(orders=young, by=[])
    assert not any("beginning of the history" in note for note in settings_of_year.notes)
    rate = settings_of_year.rate
    first = replace(rate.periods[0], gap="no_past")
    told = notes_of(replace(rate, periods=(first, *rate.periods[1:])), settings_of_year.money, "en")
    assert (
        "Periods without a rate are the beginning of the history: nobody could have been silent for long."
        in told
    )
