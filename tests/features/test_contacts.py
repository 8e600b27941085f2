"""Contacts: pauses and their usual length, runs without result, who starts, how fast we answer, the cadence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest

from features.errors import SettingsError
from features.settings import settings_from
from tests.features import hostile
from tests.features.company import at, day, features_at, order

T = 400
#: Outcomes, ten days apart and the last ten days ago → how many in a row without result, and for how long.
RUNS: dict[str, tuple[list[str | None], int, float | None]] = {
    "run of three": (["none", "order", "none", "no_answer", "refused"], 3, 30),
    "ended by an order": (["none", "none", "order"], 0, None),
    "only one": (["refused"], 1, 10),
    "ended by one not told": (["none", "none", None], 0, None),
    "begun after one not told": ([None, "none"], 1, 10),
    "all of them": (["none", "no_answer"], 2, 20),
}


def contact(
    client: str, when: float, outcome: str | None = "information", direction: str | None = None, **more: Any
) -> dict[str, Any]:
    row = {"client_id": client, "contacted_at": at(when), "outcome": outcome, "direction": direction}
    return {**row, **more}


def of(client: str, *times: float) -> list[dict[str, Any]]:
    """Contacts that brought something."""
    return [contact(client, when) for when in times]


def told_at(contacts: Sequence[dict[str, Any]], when: int = T) -> pd.DataFrame:
    """Clients who ordered once, on day 0; one who buys more than all of them makes them class C."""
    clients = sorted({row["client_id"] for row in contacts} | {"silent"})
    orders = [order("rich", 0, 1e9), order("rich", T - 10, 1e9), *(order(client, 0, 1) for client in clients)]
    return features_at(day(when), orders=orders, contacts=contacts)


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    contacts = [contact("windows", T - age) for age in (30, 31, 90, 91, 365, 366)]
    contacts += of("pauses", 0, 10, 20, 20.5, 380)  # pauses of 10, 10 and 360 days
    contacts += of("pause lasts", 10, 20, 100) + of("once", 390)
    contacts += [contact("no answer", 100, None, "out"), contact("no answer", 390, "no_answer", "out")]
    sides = [(300, "in"), (340, "out"), (350, "out"), (390, None), (30, "in"), (399, "out")]
    contacts += [contact("sides", when, None, side) for when, side in sides]
    for name, (outcomes, _, _) in RUNS.items():
        days = [T - 10 * back for back in range(len(outcomes), 0, -1)]
        contacts += [contact(name, when, outcome) for when, outcome in zip(days, outcomes, strict=True)]
    contacts += [contact("at once", 390, "order"), contact("at once", 390, "none")]
    contacts += [contact("once at", 390, "none"), contact("once at", 390, "order")]
    outcomes = ["order", "information", "refused", "none", None]
    contacts += [contact("ours", when, "none", "out") for when in (100, 270, 390)]
    contacts += [contact("ours", 200, "none", "in"), contact("ours", 220, "no_answer", "out")]
    contacts += [contact("ours lasts", when, "none", "out") for when in (260, 270)]
    contacts += [contact("ours lasts", 300, "none", "in"), contact("ours lasts", 320, "no_answer", "out")]
    contacts += [contact("ours long ago", when, "none", "out") for when in (5, 395)]
    contacts += [contact("theirs", when, "none", "in") for when in (100, 300)]
    contacts += [contact("shares", 360 + number, outcome) for number, outcome in enumerate(outcomes)]
    contacts += [contact("shares", T - 91, "refused")]
    for age, side, hours in ((90, "in", 1.5), (10, "in", 0.25), (10, "in", None), (10, "out", 100)):
        contacts.append(contact("answers", T - age, None, side, response_hours=hours))
    contacts += [contact("answers", T - 100, None, None, response_hours=8.25)]
    contacts += [contact("answers", T - 366, None, "in", response_hours=100)]
    contacts += of("kept", T - 14, T - 20, T - 60)
    return told_at(contacts)


def test_who_was_never_in_touch_has_noughts_and_nothing_else(told: pd.DataFrame) -> None:
    counts = ["contacts_30", "contacts_365", "fruitless_contacts", "refusals_90", "cadence_kept_share"]
    assert told.loc["silent", counts].tolist() == [0, 0, 0, 0, 0]
    nothing = ["days_since_contact", "contact_pause_ratio", "longest_contact_pause_365", "cadence_ratio"]
    nothing += ["longest_outbound_pause_365"]
    nothing += ["days_fruitless", "hours_to_answer_365", "client_started_share_365", "fruitful_share_365"]
    assert told.loc["silent", nothing].isna().all()


def test_windows_count_their_last_day(told: pd.DataFrame) -> None:
    assert told.loc["windows", ["contacts_30", "contacts_90", "contacts_365"]].tolist() == [1, 3, 5]


def test_a_pause_is_set_against_the_usual_one_and_the_longest_of_a_year(told: pd.DataFrame) -> None:
    pauses = told.loc["pauses"]
    assert pauses["days_since_contact"] == 20
    assert pauses["usual_contact_pause_days"] == pytest.approx(380 / 3)
    assert pauses["contact_pause_ratio"] == pytest.approx(60 / 380)
    assert pauses["longest_contact_pause_365"] == 360
    assert told.loc["once", ["usual_contact_pause_days", "contact_pause_ratio"]].isna().all()


def test_the_pause_that_still_lasts_is_one_too(told: pd.DataFrame) -> None:
    lasts = told.loc["pause lasts"]
    assert lasts["longest_contact_pause_365"] == lasts["days_since_contact"] == 300


def test_the_pause_in_what_we_begin_passes_over_what_the_client_does_and_calls_that_fail(
    told: pd.DataFrame,
) -> None:
    ours = told["longest_outbound_pause_365"]
    assert ours["ours"] == 170  # from day 100 to 270
    assert ours["ours lasts"] == 130  # from day 270 on
    assert ours["ours long ago"] == 390  # it ended on day 395, though it began over a year ago
    assert pd.isna(ours["theirs"])


def test_a_call_that_nobody_answers_is_no_contact(told: pd.DataFrame) -> None:
    # Where no outcome is told, as on day 100, the client counts as reached.
    days = ["days_since_contact", "days_since_outbound_contact", "contacts_30"]
    assert told.loc["no answer", days].tolist() == [300, 300, 1]


def test_each_side_has_its_own_days_and_the_client_its_share_of_starts(told: pd.DataFrame) -> None:
    assert told.loc["sides", "days_since_inbound_contact"] == 100
    assert told.loc["sides", "days_since_outbound_contact"] == 1
    assert told.loc["sides", "client_started_share_365"] == pytest.approx(1 / 4)  # day 30 is too long ago


@pytest.mark.parametrize("client", RUNS)
def test_contacts_without_result_are_counted_back_from_the_last_one(told: pd.DataFrame, client: str) -> None:
    _, in_a_row, since = RUNS[client]
    assert told.loc[client, "fruitless_contacts"] == in_a_row
    found = told.loc[client, "days_fruitless"]
    assert pd.isna(found) if since is None else found == since


def test_a_result_at_the_same_moment_ends_the_row(told: pd.DataFrame) -> None:
    assert told.loc[["at once", "once at"], "fruitless_contacts"].tolist() == [0, 0]


def test_refusals_and_results_are_shares_of_what_was_told(told: pd.DataFrame) -> None:
    assert told.loc["shares", "fruitful_share_365"] == pytest.approx(2 / 5)
    assert told.loc["shares", "refusals_90"] == 1


def test_hours_to_answer_are_the_mean_of_the_clients_own_requests(told: pd.DataFrame) -> None:
    assert told.loc["answers", "hours_to_answer_90"] == pytest.approx(1.75 / 2)
    assert told.loc["answers", "hours_to_answer_365"] == pytest.approx(10 / 3)


def test_the_kept_share_looks_at_the_end_of_each_of_twelve_weeks(told: pd.DataFrame) -> None:
    # Class C is due news every 14 days. At the ends of the weeks, the latest first, the last news was
    # 14, 7, 6, 39, 32, 25, 18, 11 and 4 days old; before that there was none.
    assert told.loc["kept", "abc"] == "C"
    assert told.loc["kept", "cadence_kept_share"] == pytest.approx(5 / 12)


def test_the_last_contact_tells_of_those_before_it_however_long_ago_they_were() -> None:
    told = told_at([contact("a", when, direction="in") for when in (2, 4, 10)], when=1200).loc["a"]
    assert told["days_since_contact"] == told["days_since_inbound_contact"] == 1190
    assert told["usual_contact_pause_days"] == 4
    assert told["days_since_informative_contact"] == 1190
    assert told["contacts_365"] == 0


def test_the_cadence_is_that_of_the_class_and_only_contacts_with_news_keep_it() -> None:
    orders = [order("a", 0, 900), order("b", 0, 90), order("c", 0, 10)]
    orders += [order("young", T - 8, 0.01), order("newborn", T - 7, 0.01)]
    orders += [order(client, 390, amount) for client, amount in (("a", 900), ("b", 90), ("c", 10))]
    contacts = [contact(client, T - 14) for client in "abc"]
    contacts += [contact(client, T - 1, "none") for client in "abc"]
    contacts += [contact("young", T - 7), contact("newborn", T - 7)]
    told = features_at(day(T), orders=orders, contacts=contacts)
    assert told.loc[["a", "b", "c"], "abc"].tolist() == ["A", "B", "C"]
    assert told.loc[["a", "b", "c"], "cadence_ratio"].tolist() == [2.0, 1.4, 1.0]
    assert set(told.loc[["a", "b", "c"], "days_since_informative_contact"]) == {14}
    # Weeks that ended before the first order do not count: seven days back, the news was still to come.
    assert told.loc[["young", "newborn"], "cadence_kept_share"].tolist() == [0.5, 1]


def test_the_cadence_is_a_setting_and_no_longer_than_280_days() -> None:
    settings = settings_from({"segments": {"contact_every_days": [20, 20, 20]}})
    told = features_at(day(T), settings=settings, orders=[order("a", 0)], contacts=of("a", T - 30))
    assert told.loc["a", "cadence_ratio"] == 1.5
    with pytest.raises(SettingsError, match="contact_every_days, value 3, is 281: it must be 280 or less"):
        settings_from({"segments": {"contact_every_days": [7, 10, 281]}})
    with pytest.raises(SettingsError, match="contact_every_days, value 1, is 0: it must be 1 or more"):
        settings_from({"segments": {"contact_every_days": [0, 10, 14]}})


def test_what_is_learned_on_the_day_or_later_is_no_contact_yet() -> None:
    early = [*of("a", 100, 110), *of("b", 100), contact("b", 390, "none")]
    late = [contact("a", 150, "none", known_at=at(T)), contact("a", T, "none")]
    pd.testing.assert_frame_equal(told_at(early + late), told_at(early))
    # A day later all is known, and the pause before day 150 is one of 40 days.
    told = told_at(early + late, when=T + 1)
    assert told["fruitless_contacts"].to_dict() == {"a": 2, "b": 1, "rich": 0, "silent": 0}
    assert told.loc["a", "usual_contact_pause_days"] == pytest.approx((T - 100) / 3)


@pytest.mark.parametrize("seed", [8, 12])
def test_pauses_are_those_of_the_days_whatever_else_was_told_at_one_moment(seed: int) -> None:
    # Of contacts that nothing tells apart each window once took another one for the last: a pause was lost.
    drawn = hostile.as_written_then(company := hostile.company_of(seed, 250), hostile.T)
    for contacts in (drawn["contacts"], company["contacts"]):
        orders = [order(client, 0) for client in sorted({row["client_id"] for row in contacts})]
        told = features_at(day(hostile.T), orders=orders, contacts=contacts)["usual_contact_pause_days"]
        reached: dict[str, set[date]] = {client: set() for client in told.index}
        for row in contacts:
            known = hostile.known_from("contacts", row) < at(hostile.T)
            if known and row["outcome"] != "no_answer":
                reached[row["client_id"]].add(row["contacted_at"].date())
        for client, days in reached.items():
            usual = (max(days) - min(days)).days / (len(days) - 1) if len(days) > 1 else None
            assert told[client] == usual if usual else pd.isna(told[client])
