"""Every feature that can be a reason has a sentence of its own, and its numbers are ones that people mean."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.catalog import FEATURES
from features.families.complaints import CATEGORIES
from features.family import Cause, Feature
from features.figures import LANGUAGES, NO_BREAK, NOT_KNOWN, Language
from features.signs.evidence import evidence
from tests.features import hostile
from tests.features.company import accepted, compiled, day, engine
from training.reasons.causes import SHOWN
from training.reasons.reason_words import TELLINGS
from training.reasons.sentences import reason_text

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

REASONS: Mapping[str, Feature] = {
    line.name: line for line in FEATURES if line.is_number and line.cause in SHOWN
}
#: Numbers that may fall as well as rise, and say so by their sign.
SIGNED = ("check_slope",)


def told(name: str, language: Language, **seen: Any) -> str:
    """The reason by one feature of a client whose row holds these values."""
    row = evidence(pd.DataFrame({key: [value] for key, value in seen.items()})).to_dict("records")[0]
    return reason_text(REASONS[name].cause, name, {str(key): value for key, value in row.items()}, language)


def test_every_cause_that_is_shown_has_features_with_words_of_their_own() -> None:
    assert {REASONS[name].cause for name in TELLINGS if name in REASONS} == set(SHOWN)
    assert Cause.PROFILE not in SHOWN


@pytest.mark.parametrize(
    ("name", "seen", "russian", "english"),
    [
        (
            "season_ahead_share",
            {"season_ahead_share": 0.05},
            f"Впереди не сезон клиента: на ближайшие 60 дней год назад пришлось 5{NO_BREAK}% заказов года "
            f"(без сезона было бы 16{NO_BREAK}%)",
            "Its season is over: a year ago the next 60 days held 5% of the year's orders "
            "(without a season it would be 16%)",
        ),
        (
            "year_on_year_60",
            {"order_days_60": 2.0, "year_on_year_60": np.log(3 / 7)},
            "Реже, чем год назад: 2 дня с заказами за 60 дней, год назад — 6",
            "Less often than a year ago: 2 order days in 60 days, 6 a year ago",
        ),
        (
            "products_drift_180",
            {"products_drift_180": np.log(0.5)},
            f"Берёт меньше разного: разных товаров за полгода — около 50{NO_BREAK}% от прежнего полугодия",
            "Buys a narrower range: different products in half a year: about 50% of the half-year before",
        ),
        (
            "categories_drift_180",
            {"categories_drift_180": np.log(1.25)},
            f"Набор покупок: категорий за полгода — около 125{NO_BREAK}% от прежнего полугодия",
            "Range bought: categories in half a year: about 125% of the half-year before",
        ),
        (
            "new_products_share_90",
            {"new_products_share_90": 0.0},
            f"Не пробует нового: впервые куплено 0{NO_BREAK}% товаров за 90 дней",
            "Tries nothing new: 0% of the products of 90 days were bought for the first time",
        ),
        (
            "new_categories_90",
            {"new_categories_90": 1.0},
            "Набор покупок: 1 новая категория за 90 дней",
            "Range bought: 1 new category in 90 days",
        ),
        (
            "categories_given_up",
            {"categories_given_up": 2.0},
            "Уходит по частям: перестал брать 2 категории",
            "Leaves part by part: 2 categories given up",
        ),
        (
            "given_up_share",
            {"given_up_share": 0.4},
            f"Уходит по частям: больше не берёт 40{NO_BREAK}% категорий, которые покупал не раз",
            "Leaves part by part: no longer buys 40% of the categories it bought more than once",
        ),
        (
            "basket_price_rise",
            {"basket_price_rise": np.log(1.12)},
            f"Для клиента подорожало: корзина клиента за год по нынешним ценам стоит дороже на 12{NO_BREAK}%",
            "Dearer for the client: the client's own basket of a year would now cost 12% more",
        ),
        (
            "last_price_rise",
            {"last_price_rise": -1e-9},
            "Цена: те же товары в последний раз стоили столько же",
            "Price: the same products last cost as much",
        ),
        (
            "last_price_rise",
            {"last_price_rise": np.log(0.97)},
            f"Цена: те же товары в последний раз стоили дешевле на 3{NO_BREAK}%",
            "Price: the same products last cost 3% less",
        ),
        (
            "discounted_share_365",
            {"discounted_share_365": 0.0},
            f"Скидок почти нет: со скидкой 0{NO_BREAK}% заказов за год",
            "Hardly any discounts: 0% of a year's orders had a discount",
        ),
        (
            "discount_share_365",
            {"discount_share_365": 0.045},
            f"Скидки клиента: средняя скидка за год 4,5{NO_BREAK}%",
            "Discounts: the mean discount of a year was 4.5%",
        ),
        (
            "discount_loss_90",
            {"discount_loss_90": np.log(1.08)},
            f"Скидки уменьшились: со скидками последних 90 дней то же стоит дороже на 8{NO_BREAK}%",
            "Discounts have shrunk: with the discounts of the last 90 days the same costs 8% more",
        ),
        (
            "days_since_discount",
            {"days_since_discount": 121.0},
            "Постоянство не вознаграждено: последняя скидка 121 день назад (долго — больше 90 дней)",
            "Loyalty not rewarded: the last discount was 121 days ago (long: more than 90 days)",
        ),
        (
            "setback_drift_90",
            {"setbacks_90": 3.0, "setback_drift_90": np.log(4 / 2)},
            "Ожидания не оправдались: возвратов и отмен за 90 дней: 3 при обычном 1",
            "Expectations not met: returns and cancellations in 90 days: 3 where 1 is usual",
        ),
        (
            "contacts_365",
            {"contacts_365": 9.0},
            "Мало общаемся: 9 контактов за 365 дней (мало — реже чем раз в 14 дней)",
            "Too little in touch: 9 contacts in 365 days (few: fewer than one in 14 days)",
        ),
        (
            "days_since_contact",
            {"days_since_contact": 20.0},
            "Мало общаемся: последний контакт 20 дней назад (контакт нужен раз в 14 дней)",
            "Too little in touch: the last contact was 20 days ago (one is due every 14 days)",
        ),
        (
            "days_since_contact",
            {"days_since_contact": 20.0, "rarest_contact_days": 21.0},
            "Контакты с клиентом: последний контакт 20 дней назад (контакт нужен раз в 21 день)",
            "Contacts: the last contact was 20 days ago (one is due every 21 days)",
        ),
        (
            "contacts_365",
            {"contacts_365": 13.0, "rarest_contact_days": 28.0},
            "Мало общаемся: 13 контактов за 365 дней (мало — реже чем раз в 28 дней)",
            "Too little in touch: 13 contacts in 365 days (few: fewer than one in 28 days)",
        ),
        (
            "contacts_365",
            {"contacts_365": 14.0, "rarest_contact_days": 28.0},
            "Контакты с клиентом: 14 контактов за 365 дней (мало — реже чем раз в 28 дней)",
            "Contacts: 14 contacts in 365 days (few: fewer than one in 28 days)",
        ),
        (
            "days_since_inbound_contact",
            {"days_since_inbound_contact": 71.0, "contacts_365": 9.0},
            "Контакты с клиентом: клиент сам обращался к нам 71 день назад, всего за год — 9 контактов",
            "Contacts: the client last turned to us 71 days ago; 9 contacts in a year",
        ),
        (
            "visits_30",
            {"visits_30": 3.0},
            "Визиты на сайт: 3 визита за 30 дней; сколько для клиента обычно, судить рано",
            "Visits: 3 visits in 30 days; too early to say what is usual",
        ),
        (
            "amount_90",
            {"amount_90": 500.0, "average_check": 250.0, "own_cycle_days": 21.0},
            "Суммы покупок: за 90 дней куплено на 500, средний чек 250, "
            "обычный перерыв между заказами — 21 день",
            "Spend: bought for 500 in 90 days, 250 on average, the usual gap between orders is 21 days",
        ),
        (
            "silence_to_longest_gap",
            {"days_since_order": 62.0, "own_cycle_days": 21.0},
            "Давно не заказывает: молчит 62 дня при обычных 21",
            "Has not ordered for long: silent for 62 days where 21 are usual",
        ),
        (
            "nps_change",
            {"nps_last": 4.0, "days_since_nps": 12.0},
            "Ожидания не оправдались: оценка NPS 4 из 10, 12 дней назад",
            "Expectations not met: NPS answer 4 of 10, 12 days ago",
        ),
        (
            "days_to_resolve",
            {"days_to_resolve": 3.0, "complaints": 2.0},
            "Плохо обслужили: 2 жалобы за всё время, решение занимает в среднем 3 дня",
            "Let down by our service: 2 complaints so far, 3 days on average to resolve",
        ),
        (
            "conflicts_365",
            {"conflicts_365": 2.0},
            "Плохо обслужили: 2 конфликта за год",
            "Let down by our service: 2 conflicts in a year",
        ),
        (
            "days_since_conflict",
            {"days_since_conflict": 400.0},
            "Обслуживание: последний конфликт 400 дней назад",
            "Service: the last conflict was 400 days ago",
        ),
        (
            "resolution_to_usual_ratio",
            {"resolution_to_usual_ratio": np.log(2.5)},
            f"Долго решаем жалобы: решение жалоб за год заняло 250{NO_BREAK}% обычного для них срока",
            "Slow to resolve complaints: resolving a year's complaints took 250% of the time usual for them",
        ),
        (
            "complaints_overdue",
            {"complaints_overdue": 1.0},
            "Долго решаем жалобы: 1 жалоба ждёт решения дольше обычного",
            "Slow to resolve complaints: 1 complaint has waited for longer than usual",
        ),
        (
            "nps_delivery",
            {"nps_delivery": 3.0},
            "Плохо обслужили: последняя оценка доставки 3 из 10",
            "Let down by our service: the last answer about delivery was 3 of 10",
        ),
        (
            "branch_churn_90",
            {"branch_churn_90": 0.081},
            f"Филиал теряет клиентов: филиал за 90 дней потерял 8,1{NO_BREAK}% клиентов "
            f"(много — больше 4{NO_BREAK}%)",
            "The branch loses clients: the branch lost 8.1% of its clients in 90 days (many: more than 4%)",
        ),
        (
            "abc_fall",
            {"abc_fall": 2.0, "abc_before": "A", "abc": "C"},
            "Опустился в классе ABC: класс ABC был A, теперь C",
            "Fell in ABC class: the ABC class was A, now it is C",
        ),
        (
            "xyz_fall",
            {"xyz_fall": -1.0, "xyz_before": "Y", "xyz": "X"},
            "Класс клиента: класс XYZ был Y, теперь X",
            "Class: the XYZ class was Y, now it is X",
        ),
    ],
)
def test_newer_families_are_told_with_their_numbers(
    name: str, seen: Mapping[str, Any], russian: str, english: str
) -> None:
    assert told(name, "ru", **seen) == russian
    assert told(name, "en", **seen) == english


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("categories_given_up", {1: "1 категорию", 3: "3 категории", 5: "5 категорий", 21: "21 категорию"}),
        ("new_categories_90", {1: "1 новая категория", 2: "2 новые категории", 11: "11 новых категорий"}),
        ("complaints_overdue", {1: "1 жалоба ждёт", 4: "4 жалобы ждут", 12: "12 жалоб ждут"}),
        ("conflicts_365", {1: "1 конфликт", 22: "22 конфликта", 100: "100 конфликтов"}),
        ("days_since_discount", {1: "1 день", 2: "2 дня", 14: "14 дней", 101: "101 день"}),
    ],
)
def test_russian_nouns_take_the_form_that_their_number_asks_for(name: str, forms: Mapping[int, str]) -> None:
    for count, words in forms.items():
        assert f"{words} " in f"{told(name, 'ru', **{name: float(count)})} "


@cache
def rows() -> pd.DataFrame:
    """Rows of clients whose events try to mislead."""
    tables = {name: accepted(name, given) for name, given in hostile.company_of(11, 400).items()}
    return compiled(hostile.NAMES).at(engine(tables), day(hostile.T))[0].to_pandas()


def sentences(language: Language) -> Iterator[tuple[str, str]]:
    """Every feature of every client that has a value, and how it is told."""
    for row in evidence(rows()).to_dict("records"):
        seen = {str(key): value for key, value in row.items()}
        for name, line in REASONS.items():
            if pd.notna(seen[name]):
                yield name, reason_text(line.cause, name, seen, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_client_is_told_a_number_that_nobody_could_mean(language: Language) -> None:
    found = dict.fromkeys(REASONS, 0)
    for name, text in sentences(language):
        found[name] += 1
        assert not re.search(r"nan|inf|[−-]0(?![.,\d])|\{|\}|  ", text), (name, text)
        assert NOT_KNOWN[language] not in text, (name, text)
        if name not in SIGNED:
            assert not re.search(r"[−-]\d", text), (name, text)
    assert min(found.values()) >= 10, min(found, key=lambda name: found[name])


def test_a_count_of_complaints_over_all_time_says_so() -> None:
    """Of a client of eighteen years, thirteen complaints are many only if nobody takes them for this year's."""
    counts = [name for name in TELLINGS if name == "complaints" or re.fullmatch(r"complaints_[a-z]+", name)]
    counts = [name for name in counts if name not in ("complaints_open", "complaints_overdue")]
    assert len(counts) == 1 + len(CATEGORIES)
    for name in counts:
        assert "за всё время" in TELLINGS[name].ru
        assert "so far" in TELLINGS[name].en
