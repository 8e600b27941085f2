"""Reasons: causes above their status mean, told by the feature whose numbers bear them out."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.catalog import NAMES, feature
from features.errors import UsageError
from features.family import Cause
from features.figures import LANGUAGES, NO_BREAK, Language, named_in
from features.signs.evidence import evidence
from training.reasons.causes import SHOWN, reasons, some_of_each, status_means, with_silence
from training.reasons.reason_words import TELLINGS
from training.reasons.sentences import reason_text, reason_texts
from training.reasons.telling import HEADINGS


def against_mean(rows: pd.DataFrame, **pulls: float) -> pd.DataFrame:
    """The reasons of one client beside a bundle whose means are all 0."""
    contributions = pd.DataFrame({name: [pull] for name, pull in pulls.items()})
    means = pd.DataFrame(0.0, index=["active", "all"], columns=list(pulls))
    return reasons(contributions, rows, means)


def client(**values: float) -> pd.DataFrame:
    return pd.DataFrame(
        {"client_id": ["1"], "status": "active", **{name: [value] for name, value in values.items()}}
    )


STEADY = {"order_days": 13.0, "tenure_days": 190.0, "days_since_order": 10.0, "own_cycle_days": 15.0}


def test_numbers_of_an_earlier_day_are_told_with_that_day() -> None:
    then, now = date(2024, 11, 4), date(2025, 1, 1)
    rows = client(**STEADY, nps_last=4.0, days_since_nps=4.0).assign(as_of=then)
    found = against_mean(rows, nps_last=1.0)
    texts = [
        reason_texts(found, rows, language, today=today)["reason_1_text"].item()
        for language, today in (("ru", now), ("en", now), ("ru", then))
    ]
    assert texts == [
        "Ожидания не оправдались (на 04.11.2024): оценка NPS 4 из 10, 4 дня назад",
        "Expectations not met (as of 2024-11-04): NPS answer 4 of 10, 4 days ago",
        "Ожидания не оправдались: оценка NPS 4 из 10, 4 дня назад",
    ]


@pytest.mark.parametrize(
    ("feature", "values", "russian", "english"),
    [
        (
            "overdue_ratio",
            {"days_since_order": 62.0, "own_cycle_days": 20.7, "overdue_ratio": 3.0},
            "Давно не заказывает: молчит 62 дня при обычных 21",
            "Has not ordered for long: silent for 62 days where 21 are usual",
        ),
        (
            "frequency_drift_90",
            {**STEADY, "order_days_90": 2.0},
            "Заказывает реже: 2 дня с заказами за 90 дней при обычных 6",
            "Orders less often: 2 order days in 90 days where 6 are usual",
        ),
        (
            "order_days_90",
            {**STEADY, "order_days": 2.0, "tenure_days": 40.0, "order_days_90": 2.0},
            "Ритм заказов: 2 дня с заказами за 90 дней, обычный перерыв между заказами — 15 дней",
            "Rhythm of orders: 2 order days in 90 days, the usual gap between orders is 15 days",
        ),
        (
            "last_gap_ratio",
            {"last_gap_ratio": 2.0, "own_cycle_days": 21.0},
            "Заказывает реже: последний перерыв между заказами — 42 дня при обычных 21",
            "Orders less often: the last gap between orders was 42 days where 21 are usual",
        ),
        (
            "one_order_only",
            {"order_days": 1.0, "days_since_order": 31.0},
            "Не купил повторно: всего 1 заказ, последний 31 день назад",
            "Never bought again: only 1 order so far, the last one 31 days ago",
        ),
        (
            "check_drift",
            {
                "check_drift": np.log(1200 / 1900),
                "order_days": 7.0,
                "order_days_90": 3.0,
                "average_check": 1600,
            },
            f"Чеки падают: последние 3 заказа в среднем по 1{NO_BREAK}200 против 1{NO_BREAK}900 прежде",
            "Checks fall: last 3 orders at 1,200 on average against 1,900 before",
        ),
        (
            "amount_90",
            {**STEADY, "amount_90": 500.0, "average_check": 300.0},
            f"Покупает меньше: за 90 дней куплено на 500 при обычных 1{NO_BREAK}800",
            "Buys less: bought for 500 in 90 days where 1,800 are usual",
        ),
        (
            "check_slope",
            {"check_slope": np.log(0.75)},
            f"Чеки падают: чек меняется на −25{NO_BREAK}% в год",
            "Checks fall: the check changes by −25% a year",
        ),
        (
            "complaints_90",
            {"complaints_90": 2.0, "complaints": 3.0},
            "Плохо обслужили: 2 жалобы за 90 дней, раньше — 1",
            "Let down by our service: 2 complaints in 90 days, 1 before that",
        ),
        (
            "complaints_price",
            {"complaints_price": 1.0},
            "Не устраивает цена: 1 жалоба на цену за всё время",
            "Finds the price too high: 1 complaint about the price so far",
        ),
        (
            "nps_change",
            {"nps_last": 4.0, "nps_change": -4.0},
            "Ожидания не оправдались: оценка NPS 4 из 10 против 8 прежде",
            "Expectations not met: NPS answer 4 of 10 against 8 before",
        ),
        (
            "nps_last",
            {"nps_last": np.nan},
            "Товар и ожидания: последняя оценка NPS: нет данных",
            "Offer: last answer, 0 to 10: not known",
        ),
        (
            "setback_share_365",
            {"setback_share_365": 0.4},
            f"Ожидания не оправдались: возвращено и отменено 40{NO_BREAK}% заказов за год",
            "Expectations not met: 40% of a year's orders returned or cancelled",
        ),
    ],
)
def test_a_reason_says_the_observed_number_and_the_usual_one(
    feature: str, values: dict[str, float], russian: str, english: str
) -> None:
    rows = client(**values)
    found = against_mean(rows, **{feature: 1.0})
    assert reason_texts(found, rows, "ru")["reason_1_text"].tolist() == [russian]
    assert reason_texts(found, rows, "en")["reason_1_text"].tolist() == [english]


def test_a_cause_is_the_sum_of_its_features_less_the_status_mean() -> None:
    rows = pd.DataFrame({"client_id": ["1", "2", "3"], "status": ["active", "active", "lost"]})
    contributions = pd.DataFrame(
        {"nps_last": [1.0, 0.0, 5.0], "returns_365": [0.5, 0.0, 5.0], "complaints_90": [0.0, 0.4, 9.0]}
    )
    found = reasons(contributions, rows)
    assert found["reason_1"].tolist() == ["offer", "service", None]
    assert found["pull_1"].tolist()[:2] == pytest.approx([0.75, 0.2])
    assert found["reason_2"].tolist() == [None, None, None]


def test_the_strongest_three_causes_are_given_in_order() -> None:
    found = against_mean(
        client(),
        complaints_price=0.1,
        nps_last=0.3,
        complaints_90=0.2,
        days_since_order=0.4,
        order_days_90=-1,
    )
    assert found.loc[0, ["reason_1", "reason_2", "reason_3"]].tolist() == ["silence", "offer", "service"]


def test_equal_causes_stand_in_the_articles_order() -> None:
    found = against_mean(client(), complaints_price=0.5, days_since_order=0.5, amount_90=0.5)
    assert found.loc[0, ["reason_1", "reason_2", "reason_3"]].tolist() == ["silence", "spend", "price"]


def test_only_who_is_silent_beyond_the_usual_and_has_no_other_reason_is_told_the_silence() -> None:
    rows = pd.concat([client(days_since_order=62.0, own_cycle_days=21.0)] * 2, ignore_index=True)
    rows = pd.concat([rows, client(days_since_order=20.0, own_cycle_days=21.0)], ignore_index=True)
    rows = rows.assign(client_id=["1", "2", "3"], late_share_90=[0.0, 0.9, 0.0])
    pulls = pd.DataFrame({"late_share_90": [-0.5, 0.9, -0.5]})
    means = pd.DataFrame(0.0, index=["active", "all"], columns=["late_share_90"])
    told = with_silence(reasons(pulls, rows, means), rows)
    assert told["reason_1"].tolist() == ["silence", "service", None]
    assert told.loc[0, ["feature_1", "observed_1", "usual_1"]].tolist() == ["days_since_order", 62.0, 21.0]


def test_a_model_that_only_knows_silence_gives_only_silence() -> None:
    rows = pd.DataFrame({"client_id": list("abc"), "status": "overdue", "days_since_order": [10.0, 60, 90]})
    found = reasons(pd.DataFrame({"days_since_order": [0.1, 0.5, 0.9]}), rows)
    assert found["reason_1"].tolist() == [None, None, "silence"]
    assert found[["reason_2", "reason_3"]].isna().all(axis=None)


def test_the_number_told_bears_the_reason_out_rather_than_pulling_hardest() -> None:
    rows = client(nps_last=9.0, days_since_nps=3.0, returns_365=2.0)
    found = against_mean(rows, nps_last=0.9, returns_365=0.2)
    assert found.loc[0, ["feature_1", "observed_1"]].tolist() == ["returns_365", 2.0]


def test_of_numbers_that_bear_it_out_the_strongest_is_told() -> None:
    rows = client(nps_last=2.0, days_since_nps=3.0, returns_365=2.0)
    assert against_mean(rows, nps_last=0.9, returns_365=0.2).loc[0, "feature_1"] == "nps_last"


@pytest.mark.parametrize(
    ("feature", "values"),
    [
        ("order_days_90", {**STEADY, "order_days_90": 8.0}),
        ("complaints_price", {"complaints_price": 0.0}),
        ("nps_last", {"nps_last": 9.0, "days_since_nps": 12.0}),
        ("days_without_manager", {"days_without_manager": 0.0}),
        ("late_share_365", {"late_share_365": 0.0}),
        ("setback_drift_90", {"setbacks_90": 0.0}),
        ("silence_to_longest_gap", {"days_since_order": 10.0, "own_cycle_days": 21.0}),
        ("nps_change", {"nps_last": 9.0, "days_since_nps": 12.0}),
        ("manager_tenure_days", {"manager_tenure_days": 900.0}),
        ("client_started_share_365", {"client_started_share_365": 0.7}),
        ("days_since_inbound_contact", {"days_since_inbound_contact": 5.0}),
        # What never happened.
        *[(name, {}) for name, told in TELLINGS.items() if told.unknown_is_well],
    ],
)
def test_a_cause_is_no_reason_where_all_its_numbers_speak_against_it(
    feature: str, values: dict[str, float]
) -> None:
    found = against_mean(client(**values), **{feature: 1.0})
    assert found.loc[0, ["reason_1", "feature_1"]].tolist() == [None, None]
    assert np.isnan(found.loc[0, "pull_1"])


def test_an_unknown_number_is_well_only_where_the_catalog_says_when_it_is_unknown() -> None:
    assert all(feature(name).null_meaning for name, told in TELLINGS.items() if told.unknown_is_well)


def test_a_return_bears_the_reason_out_where_nothing_is_usual_yet() -> None:
    rows = client(setbacks_90=2.0)
    found = against_mean(rows, setback_drift_90=1.0)
    text = reason_texts(found, rows, "ru").loc[0, "reason_1_text"]
    assert text == "Ожидания не оправдались: возвратов и отмен за 90 дней: 2"


def test_a_number_is_not_told_for_a_cause_that_it_lowers() -> None:
    rows = client(nps_last=9.0, days_since_nps=3.0, returns_365=2.0)
    assert against_mean(rows, nps_last=0.9, returns_365=-0.2).loc[0, "reason_1"] is None
    assert against_mean(rows, nps_last=0.9, returns_365=0.2).loc[0, "feature_1"] == "returns_365"


def test_what_a_number_bears_out_stands_before_what_pulls_harder_and_cannot_be_judged() -> None:
    rows = client(manager_tenure_days=20.0, complaints_90=2.0)
    found = against_mean(rows, manager_tenure_days=0.9, complaints_90=0.2)
    assert found.loc[0, ["reason_1", "reason_2"]].tolist() == ["service", "manager"]
    quiet = against_mean(rows.assign(complaints_90=0.0), manager_tenure_days=0.9, complaints_90=0.2)
    assert quiet.loc[0, ["reason_1", "reason_2"]].tolist() == ["manager", None]


def test_a_missing_contribution_pulls_nowhere() -> None:
    rows = pd.DataFrame({"client_id": ["1", "2"], "status": "lost", "nps_last": 3.0})
    contributions = pd.DataFrame({"days_since_order": [np.nan, np.nan], "nps_last": [1.0, 0.0]})
    assert reasons(contributions, rows)["reason_1"].tolist() == ["offer", None]


def test_a_status_that_the_population_lacked_is_set_against_all() -> None:
    population = pd.DataFrame({"nps_last": [1.0, 3.0]})
    means = status_means(population, pd.Series(["active", "lost"]))
    rows = pd.DataFrame({"client_id": ["9"], "status": "new"})
    assert reasons(pd.DataFrame({"nps_last": [2.5]}), rows, means).loc[0, "pull_1"] == pytest.approx(0.5)


def test_saved_means_give_each_client_the_reasons_it_had_among_the_others() -> None:
    random = np.random.default_rng(7)
    rows = pd.DataFrame({"client_id": [str(i) for i in range(40)], "status": ["active", "lost"] * 20})
    contributions = pd.DataFrame(random.normal(size=(40, len(NAMES))), columns=list(NAMES))
    whole = reasons(contributions, rows)
    alone = reasons(contributions.iloc[[5]], rows.iloc[[5]], status_means(contributions, rows["status"]))
    pd.testing.assert_frame_equal(alone, whole.iloc[[5]])


def test_only_listed_clients_need_words() -> None:
    rows = pd.DataFrame({"client_id": ["1", "2", "3"], "status": "active", "returns_365": [0.0, 2.0, 5.0]})
    found = reasons(pd.DataFrame({"returns_365": [0.0, 1.0, 2.0]}), rows)
    texts = reason_texts(found.iloc[[2]], rows, "en")
    assert texts.index.tolist() == [2]
    assert texts.loc[2, "reason_1_text"] == "Expectations not met: 5 returns in a year"
    assert texts.loc[2, "reason_2_text"] is None


def test_contributions_of_other_rows_are_refused() -> None:
    with pytest.raises(UsageError, match="1 rows are not the clients' 2 rows"):
        reasons(pd.DataFrame({"nps_last": [1.0]}), pd.DataFrame({"client_id": ["1", "2"], "status": "new"}))


def test_means_of_another_model_are_refused_by_the_feature_they_lack() -> None:
    means = pd.DataFrame({"returns_365": [0.0]}, index=["all"])
    with pytest.raises(UsageError, match="lacks nps_last"):
        reasons(pd.DataFrame({"nps_last": [1.0]}), client(), means)


def test_a_feature_outside_the_catalog_is_refused() -> None:
    with pytest.raises(UsageError, match="no feature 'moon_phase'"):
        reasons(pd.DataFrame({"moon_phase": [1.0]}), client())


def test_words_for_a_client_that_the_rows_lack_are_refused() -> None:
    found = against_mean(client(nps_last=3.0), nps_last=1.0)
    with pytest.raises(UsageError, match="lack 1 of the clients"):
        reason_texts(found, client().assign(client_id="2"), "ru")


def test_profile_is_refused_words() -> None:
    with pytest.raises(UsageError, match="'profile' is never a reason"):
        reason_text(Cause.PROFILE, "tenure_days", {}, "ru")


def test_every_cause_that_is_shown_has_a_heading() -> None:
    assert set(HEADINGS) == set(SHOWN) == set(Cause) - {Cause.PROFILE}


def test_words_are_kept_for_features_of_the_catalog_only() -> None:
    assert set(TELLINGS) <= set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [-0.5, 0.0, 1.0, 2.7, 12.0, np.nan])
def test_every_feature_can_be_told_in_both_languages(value: float, language: Language) -> None:
    seen = evidence(client(**dict.fromkeys(NAMES, value))).to_dict("records")[0]
    for name in NAMES:
        text = reason_text(Cause.OFFER, name, {str(key): number for key, number in seen.items()}, language)
        assert ": " in text
        assert "{" not in text
        assert "nan" not in text


#: Told by the letters of a class, before and now.
IN_LETTERS = ("abc_fall", "xyz_fall")


@pytest.mark.parametrize("name", TELLINGS)
def test_a_telling_has_the_same_numbers_in_both_languages(name: str) -> None:
    told = TELLINGS[name]
    assert set(named_in(told.ru)) == set(named_in(told.en))
    assert set(named_in(told.ru_alone)) == set(named_in(told.en_alone))
    assert told.observed in named_in(told.ru) or name in IN_LETTERS


ODD = st.sampled_from([i / 64 for i in range(-128, 129)])
PULLS = st.lists(st.tuples(*[ODD] * 6), min_size=1, max_size=6)
SIX = ["days_since_order", "order_days_90", "amount_90", "complaints_90", "nps_last", "tenure_days"]


def population(pulls: list[tuple[float, ...]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    contributions = pd.DataFrame(pulls, columns=SIX, dtype="float64")
    ids = [str(i) for i in range(len(pulls))]
    status = ["active" if i % 2 else "lost" for i in range(len(pulls))]
    return contributions, pd.DataFrame({"client_id": ids, "status": status})


@given(PULLS, ODD, ODD)
def test_what_a_whole_status_shares_is_nobodys_reason(
    pulls: list[tuple[float, ...]], active: float, lost: float
) -> None:
    contributions, rows = population(pulls)
    shift = rows["status"].map({"active": active, "lost": lost}).to_numpy(dtype=float)[:, None]
    pd.testing.assert_frame_equal(reasons(contributions, rows), reasons(contributions + shift, rows))


@given(PULLS, st.randoms())
def test_the_order_of_rows_does_not_matter(pulls: list[tuple[float, ...]], random: object) -> None:
    contributions, rows = population(pulls)
    mixed = list(range(len(rows)))
    random.shuffle(mixed)  # type: ignore[attr-defined]
    whole = reasons(contributions, rows)
    pd.testing.assert_frame_equal(reasons(contributions.iloc[mixed], rows.iloc[mixed]), whole.iloc[mixed])


@given(PULLS)
def test_profile_is_never_a_reason_and_no_cause_comes_twice(pulls: list[tuple[float, ...]]) -> None:
    contributions, rows = population(pulls)
    contributions["tenure_days"] *= 100
    found = reasons(contributions, rows, top=6)
    for row in found.filter(regex=r"^reason_").itertuples(index=False, name=None):
        given = [code for code in row if code]
        assert "profile" not in given
        assert len(given) == len(set(given))
        assert given == list(row[: len(given)])


@given(PULLS)
def test_each_reason_pulls_less_than_the_one_before(pulls: list[tuple[float, ...]]) -> None:
    pull = reasons(*population(pulls), top=6).filter(regex=r"^pull_").to_numpy(dtype=float)
    assert (np.diff(np.nan_to_num(pull)) <= 0).all()
    assert (pull[np.isfinite(pull)] > 0).all()


def test_a_category_pulls_but_is_never_told() -> None:
    pulls = pd.DataFrame({"nps_last": [0.4, 0.1], "client_region": [2.0, -2.0], "attribute_tier": [1.0, 0.0]})
    rows = pd.DataFrame({"client_id": ["1", "2"], "status": "active", "nps_last": [3.0, 9.0]})
    rows = rows.assign(client_region=["North", None], attribute_tier=["gold", "basic"])
    found = reasons(pulls, rows)
    assert found["reason_1"].tolist() == ["offer", None]
    assert found["reason_2"].isna().all()


def test_a_mean_of_some_clients_of_each_status_is_near_that_of_all_and_none_is_left_out() -> None:
    status = pd.Series(["active"] * 900 + ["lost"] * 95 + ["new"] * 5)
    some = some_of_each(status, 50)
    assert status[some].value_counts().to_dict() == {"active": 50, "lost": 48, "new": 5}
    assert some_of_each(status, 1000).all()
