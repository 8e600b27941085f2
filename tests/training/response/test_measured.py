"""A measured effect is served from text and numbers, the same as it was, without econml."""

import json
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from features.errors import BadDataError, DamagedError, UsageError
from tests.serving.test_options import circumstances
from tests.training.response.made_up_trial import FEATURES, MadeUp, made_up_settings
from training.bundle import Bundle
from training.response.acceptance import Response
from training.response.learners import LEARNERS, Learner, Rows
from training.response.learning import Learned
from training.response.measured import Line


def read_back(response: Response) -> Response:
    told = json.loads(json.dumps({"learned": response.to_list(), "measured": response.measured_list()}))
    return Response.from_list(told["learned"], told["measured"], response.measured_texts())


def test_what_is_written_is_read_back_the_same_where_no_econml_is(
    learned: Learned, today: MadeUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "econml", None)
    again = read_back(learned.response)
    for action in ("call", "visit"):
        was, now = (
            one.uplift("at_risk", action, today.evidence, made_up_settings())
            for one in (learned.response, again)
        )
        assert np.array_equal(was.mean, now.mean)
        assert np.array_equal(was.low, now.low)
        assert now.basis == "measured"
    assert again.features == FEATURES


def test_options_carry_the_measured_uplift_with_its_interval(learned: Learned, today: MadeUp) -> None:
    from serving.options.weighed import options

    few = today.evidence.head(40).assign(expected_ltv=1.0)
    there = circumstances(ids=tuple(few["client_id"]))
    weighed = options(few, there, made_up_settings(), learned.response)
    calls = weighed[weighed["action"] == "call"].reset_index(drop=True)
    told = learned.response.uplift("at_risk", "call", few.sort_values("client_id"), made_up_settings())
    assert set(calls["uplift_basis"]) == {"measured"}
    assert calls["uplift"].to_numpy() == pytest.approx(told.mean)
    assert (calls["uplift_from"] < calls["uplift_to"]).all()
    losing = calls["uplift"] < 0
    assert losing.any()
    assert (calls.loc[losing, "expected_net_value"] < 0).all()


def test_a_missing_feature_is_named(learned: Learned, today: MadeUp) -> None:
    with pytest.raises(BadDataError, match="complaints"):
        learned.response.uplift(
            "at_risk", "call", today.evidence.drop(columns="complaints"), made_up_settings()
        )


def test_the_bundle_holds_it_as_text_and_refuses_another(
    bundles: dict[str, Bundle], learned: Learned
) -> None:
    bundle = replace(bundles["logistic"], response=learned.response)
    files = bundle.to_files()
    assert {"response/0.txt", "response/1.txt"} <= set(files)
    assert Bundle.from_files(files).response.measured_list() == learned.response.measured_list()
    damaged = files | {"response/0.txt": files["response/1.txt"]}
    with pytest.raises(DamagedError, match=r"response/0\.txt"):
        Bundle.from_files(damaged)


def test_the_line_shrinks_what_chance_made_and_finds_what_is_there() -> None:
    random = np.random.default_rng(4)
    clients, deviations = pd.Series(np.arange(4000).astype(str)), random.normal(size=4000)
    noise, reach = random.normal(0, 1, 4000), random.uniform(0.2, 1, 4000)
    there = Line.through(deviations, reach * (0.1 + 0.3 * deviations) + noise, reach, clients)
    assert there.slope == pytest.approx(0.3, abs=3 * np.sqrt(there.slope_variance))
    assert there.level == pytest.approx(0.1, abs=3 * np.sqrt(there.level_variance))
    wrong = Line.through(deviations, reach * (0.1 - 0.3 * deviations) + noise, reach, clients)
    assert wrong.slope == 0
    effect, error = wrong.at(deviations, reach)
    assert effect == pytest.approx(wrong.level * reach)
    assert error == pytest.approx(np.sqrt(wrong.level_variance) * reach)


def test_who_comes_anyway_can_not_be_won(learned: Learned, today: MadeUp) -> None:
    surely = today.evidence.assign(stay_probability=1.0)
    told = learned.response.uplift("at_risk", "visit", surely, made_up_settings())
    assert told.mean == pytest.approx(0)
    assert told.high == pytest.approx(0)


def test_an_unknown_learner_and_a_missing_extra_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    from training.response import learners

    rows = Rows(np.zeros(4), np.array([0, 1, 0, 1]), np.full(4, 0.5))
    with pytest.raises(UsageError, match="'forest' is no learner of effects. There are s, t, x, dr"):
        Learner.fit("forest", np.zeros((4, 1)), rows, seed=1)
    monkeypatch.setattr(learners, "find_spec", lambda name: None)
    with pytest.raises(
        UsageError, match=r"Install the extra in winback's own folder: pip install -e '\.\[response\]'"
    ):
        Learner.fit(LEARNERS[0], np.zeros((4, 1)), rows, seed=1)
