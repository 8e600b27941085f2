"""What could be done for each client: the money worked by hand, and what forbids an action, in order."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.errors import UsageError
from features.settings import Settings, settings_from
from serving.options.weighed import COLUMNS, WHY_NOT, Circumstances, list_of, options
from training.response.acceptance import Acceptance, Response

CALL = {"channel": "call", "fixed_cost": 100, "incentive_cost": 50}


def settings_with(actions: dict[str, Any] | None = None, **sections: Any) -> Settings:
    return settings_from({"actions": {"call": CALL} if actions is None else actions, **sections})


def clients(**changed: Any) -> pd.DataFrame:
    row = {
        "client_id": "a",
        "status": "lost",
        "stay_probability": 0.2,
        "days_lost": 365.0,
        "value_if_kept": 1000.0,
        "value_if_left": 200.0,
        "expected_ltv": 360.0,
        "average_check": 400.0,
    }
    return pd.DataFrame([row | changed])


def circumstances(*marked: str, ids: tuple[str, ...] = ("a",), consents: Any = None) -> Circumstances:
    def flags(name: str) -> pd.Series:
        return pd.Series(name in marked, index=list(ids))

    return Circumstances(
        flags("do_not_contact"), flags("excluded"), consents, flags("held_out"), flags("spent")
    )


def why_not(action: dict[str, Any], *marked: str, consents: Any = None, **sections: Any) -> str | None:
    weighed = options(
        clients(),
        circumstances(*marked, consents=consents),
        settings_with({"it": {"fixed_cost": 1} | action}, **sections),
        Response(),
    )
    (found,) = weighed["why_not"].astype(object).where(weighed["why_not"].notna(), None)
    assert weighed["eligible"].tolist() == [found is None]
    return found


def test_a_call_is_worth_what_the_formulas_of_m9_say() -> None:
    (row,) = options(clients(), circumstances(), settings_with(), Response()).to_dict(orient="records")
    # γ = 6 / 20, halved after 365 days: uplift = .8 · .3 / 2 = .12, so p1 = .32 and G = 800
    assert row["uplift"] == pytest.approx(0.12)
    assert row["win_back_cost"] == pytest.approx(100 + 0.32 * 50)
    assert row["expected_net_value"] == pytest.approx(0.12 * 800 - 0.32 * 50 - 100)
    assert row["break_even_uplift"] == pytest.approx((0.2 * 50 + 100) / (800 - 50))
    assert row["uplift_from"] < row["uplift"] < row["uplift_to"]
    assert (row["uplift_basis"], row["list"], row["channel"]) == ("assumed", "recoverable", "call")
    assert tuple(row) == COLUMNS


def test_whoever_is_not_lost_answers_in_full() -> None:
    (row,) = options(
        clients(status="active", days_lost=0.0), circumstances(), settings_with(), Response()
    ).to_dict(orient="records")
    assert row["uplift"] == pytest.approx(0.24)
    assert row["list"] == "at_risk"


def test_an_incentive_may_be_a_share_of_the_average_check() -> None:
    given = {"channel": "call", "fixed_cost": 100, "incentive_share": 0.25}
    (row,) = options(clients(), circumstances(), settings_with({"call": given}), Response()).to_dict(
        orient="records"
    )
    assert row["win_back_cost"] == pytest.approx(100 + 0.32 * 0.25 * 400)


def test_each_list_has_its_own_prior() -> None:
    given = CALL | {"acceptance": {"at_risk": [1, 1], "recoverable": [1, 3]}}
    rows = pd.concat([clients(client_id="a", status="active", days_lost=0.0), clients(client_id="b")])
    weighed = options(rows, circumstances(ids=("a", "b")), settings_with({"call": given}), Response())
    assert weighed["uplift"].tolist() == pytest.approx([0.8 * 0.5, 0.8 * 0.25 / 2])


def test_an_action_stands_only_on_the_lists_it_is_for_sorted_by_client_and_action() -> None:
    actions = {"visit": {"channel": "visit", "for": ["recoverable"]}, "call": {"channel": "call"}}
    rows = pd.concat([clients(client_id="b"), clients(client_id="a", status="new", days_lost=0.0)])
    weighed = options(rows, circumstances(ids=("a", "b")), settings_with(actions), Response())
    told = list(zip(weighed["client_id"], weighed["action"], weighed["list"], strict=True))
    assert told == [("a", "call", "at_risk"), ("b", "call", "recoverable"), ("b", "visit", "recoverable")]


def test_whoever_is_on_no_list_has_no_option() -> None:
    weighed = options(clients(status="insufficient_data"), circumstances(), settings_with(), Response())
    assert weighed.empty
    assert tuple(weighed.columns) == COLUMNS


def test_settings_without_an_action_are_refused() -> None:
    with pytest.raises(UsageError, match=r"The settings name no action\. Add \[actions\.call\]"):
        options(clients(), circumstances(), settings_with({}), Response())


@pytest.mark.parametrize("rule", ["do_not_contact", "excluded", "held_out", "spent"])
def test_whoever_is_marked_gets_no_action(rule: str) -> None:
    assert why_not({"channel": "call"}, rule) == rule


def test_whom_the_settings_exclude_gets_no_action() -> None:
    assert why_not({"channel": "call"}, plan={"exclude": ["a"]}) == "excluded"
    assert why_not({"channel": "call"}, plan={"exclude": ["b"]}) is None


CONSENTS = pd.DataFrame({"client_id": ["a", "b"], "channel": ["call", "message"]})


@pytest.mark.parametrize(
    ("channel", "consents", "required", "found"),
    [
        ("call", None, None, None),  # no consents are kept, so none is needed
        ("call", CONSENTS, None, None),
        ("message", CONSENTS, None, "no_consent"),  # another client's is not this one's
        ("visit", CONSENTS, None, None),  # by default only call, message and e-mail need one
        ("visit", CONSENTS, ["visit"], "no_consent"),
        ("message", CONSENTS, [], None),
        ("call", None, ["call"], "no_consent"),
    ],
)
def test_a_channel_that_needs_a_consent_is_used_only_with_one(
    channel: str, consents: Any, required: list[str] | None, found: str | None
) -> None:
    sections = {} if required is None else {"plan": {"consent_required": required}}
    assert why_not({"channel": channel}, consents=consents, **sections) == found


def test_e_mail_needs_a_setting() -> None:
    assert why_not({"channel": "email"}) == "email_not_allowed"
    assert why_not({"channel": "email"}, plan={"allow_email": True}) is None


@pytest.mark.parametrize(
    ("limit", "channel", "found"),
    [
        (360, "call", "too_large"),
        (360.01, "call", None),
        (360, "management_call", None),
        (360.01, "management_call", "not_large"),
        (None, "management_call", None),
    ],
)
def test_a_large_client_goes_to_the_management_and_only_a_large_one(
    limit: float | None, channel: str, found: str | None
) -> None:
    sections = {} if limit is None else {"value": {"large_client_value": limit}}
    assert why_not({"channel": channel}, **sections) == found


def test_of_several_rules_the_first_is_told() -> None:
    nobody = pd.DataFrame({"client_id": [], "channel": []})
    sections = {"value": {"large_client_value": 1}}
    marked = ["do_not_contact", "excluded", "held_out", "spent"]
    told = []
    while True:
        found = why_not({"channel": "email"}, *marked, consents=nobody, **sections)
        told.append(found)
        if found in marked:
            marked.remove(found)
        elif found == "no_consent":
            nobody = pd.DataFrame({"client_id": ["a"], "channel": ["email"]})
        elif found == "email_not_allowed":
            sections["plan"] = {"allow_email": True}
        else:
            break
    assert tuple(told) == WHY_NOT[:-2]


def test_lists_follow_the_status() -> None:
    status = pd.Series(["new", "active", "overdue", "lost", "insufficient_data"])
    assert list_of(status).fillna("none").tolist() == ["at_risk"] * 3 + ["recoverable", "none"]


def test_a_client_the_circumstances_do_not_know_is_not_marked() -> None:
    weighed = options(clients(client_id="z"), circumstances("do_not_contact"), settings_with(), Response())
    assert weighed["eligible"].tolist() == [True]


def test_unknown_worth_gives_unknown_value_and_no_number() -> None:
    weighed = options(clients(value_if_kept=np.nan), circumstances(), settings_with(), Response())
    assert weighed["expected_net_value"].isna().all()


def test_what_past_attempts_have_told_takes_the_place_of_the_assumption() -> None:
    learned = Acceptance(0.1, 0.05, 0.2, "updated", 300, 200, (6.0, 14.0))
    response = Response({("recoverable", "call"): learned})
    (row,) = options(clients(), circumstances(), settings_with(), response).to_dict(orient="records")
    assert row["uplift_basis"] == "updated"
    assert (row["uplift_from"], row["uplift"], row["uplift_to"]) == pytest.approx((0.02, 0.04, 0.08))
