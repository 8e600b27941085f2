"""What `winback score` publishes: whole or not at all, hold-outs once, and names in one place only."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.catalog import is_category
from features.errors import DamagedError
from features.events import Events
from features.materialize import open_events
from features.settings import Settings
from serving.ledger import Ledger
from serving.options.weighed import WHY_NOT
from serving.scores.composing import SCORES
from serving.scores.publication import publish_scores
from serving.scores.scored import Scored, score_clients
from serving.store import Published, open_published, publishing, read_pointer
from tests.serving.walked import ORDERLESS, TREES, Walked, read_on_few_days
from training.bundle import Bundle
from training.response.acceptance import Response
from training.response.measured import Line, Measured

NOW = datetime(2024, 7, 1, 6, tzinfo=UTC)
AS_OF = date(2024, 7, 1)


@pytest.fixture(scope="module")
def published(walked: Walked) -> Published:
    return open_published(walked.data_dir)


@pytest.fixture(scope="module")
def bundle(published: Published) -> Bundle:
    return Bundle.from_files(published.bundle_files)


@pytest.fixture(scope="module")
def events(walked: Walked) -> Events:
    return open_events(walked.data_dir)


@pytest.fixture(scope="module")
def scored(events: Events, bundle: Bundle, walked: Walked) -> Scored:
    with read_on_few_days():
        return score_clients(events, bundle, walked.settings, as_of=AS_OF, now=NOW)


@pytest.fixture
def settings(walked: Walked, tmp_path: Path) -> Settings:
    """The company's settings with an empty data folder."""
    storage = walked.settings.storage.model_copy(update={"data_dir": tmp_path})
    return walked.settings.model_copy(update={"storage": storage})


@pytest.fixture
def ledger(settings: Settings) -> Iterator[Ledger]:
    opened = Ledger(settings.ledger_url, zone=settings.zone)
    yield opened
    opened.close()


def frame(published: Published, name: str) -> pd.DataFrame:
    return published.tables[name].to_pandas()


def test_scores_have_the_columns_of_the_contract_in_its_order_and_their_types(published: Published) -> None:
    scores = published.tables["scores"]
    assert tuple(scores.column_names) == SCORES
    kinds = {name: str(scores.schema.field(name).type) for name in SCORES}
    assert kinds["as_of"] == kinds["next_order_on"] == "date32[day]"
    assert kinds["signs"] == kinds["missing_features"] == "list<element: string>"
    assert kinds["churn_probability"] == kinds["value_if_left"] == "double"
    assert kinds["scored_at"] == "timestamp[us, tz=UTC]"
    assert kinds["risk_band"] == "string"


def test_scores_are_consistent_with_the_definitions(published: Published) -> None:
    scores = frame(published, "scores").query("status != 'insufficient_data'")
    left, kept, gone = (scores[name] for name in ("churn_probability", "value_if_kept", "value_if_left"))
    assert left.between(0, 1).all()
    np.testing.assert_allclose(scores["stay_probability"], 1 - left)
    np.testing.assert_allclose(scores["expected_ltv"], (1 - left) * kept + left * gone)
    assert ((gone >= 0) & (gone <= kept)).all()
    expected = scores.dropna(subset="next_order_on")
    assert len(expected) > len(scores) / 2
    assert (expected["next_order_from"] <= expected["next_order_on"]).all()
    assert (expected["next_order_from"] >= AS_OF).all()
    bounded = expected.dropna(subset="next_order_to")
    assert (bounded["next_order_on"] <= bounded["next_order_to"]).all()
    assert scores.loc[scores["next_order_on"].isna(), "next_order_to"].isna().all()
    assert set(scores["model_version"]) == {TREES}
    assert scores["abc_before"].isna().any()
    assert scores["abc_before"].notna().any()


def test_a_client_without_orders_is_told_so_and_gets_no_number(published: Published) -> None:
    score = published.score(ORDERLESS)
    assert score is not None
    known = {name for name, value in score.items() if value not in (None, [])}
    carried = {"client_id", "as_of", "scored_at", "model_version", "snapshot_id"}
    assert known == {*carried, "status", "missing_features"}
    assert score["status"] == "insufficient_data"
    assert published.row("candidates", ORDERLESS) is None
    assert published.rows("options", ORDERLESS) == []


def test_names_and_numbers_of_people_stand_in_one_file_only(published: Published, walked: Walked) -> None:
    clients = frame(published, "clients")
    names, phones, mails = (set(clients[name].dropna()) for name in ("name", "phone", "email"))
    assert "Без заказов" in names
    assert min(len(phones), len(mails)) > 400
    for path in sorted((walked.data_dir / "published").rglob("*")):
        if path.is_file() and path.name != "clients.parquet":
            content = (
                str(pq.read_table(path).to_pydict()) if path.suffix == ".parquet" else path.read_text("utf-8")
            )
            assert not [word for word in (*names, *phones, *mails) if word in content], path.name


def test_every_candidate_of_a_list_is_there_with_what_could_be_done(published: Published) -> None:
    scores = frame(published, "scores").set_index("client_id")
    candidates = frame(published, "candidates").set_index("client_id")
    listed = scores[scores["status"].isin(["new", "active", "overdue", "lost"])]
    assert candidates.index.tolist() == listed.index.tolist()
    assert ((candidates["list"] == "recoverable") == (listed["status"] == "lost")).all()
    assert (pd.Series(candidates["due_on"]) >= AS_OF).all()
    lost = candidates["list"] == "recoverable"
    assert candidates.loc[~lost, "barred_managers"].isna().all()
    assert candidates.loc[lost, "barred_managers"].notna().any()
    options = frame(published, "options")
    assert set(options["client_id"]) == set(candidates.index)
    assert set(options["why_not"].dropna()) <= set(WHY_NOT)
    assert (options["eligible"] == options["why_not"].isna()).all()
    excluded = options[options["client_id"] == "0000001"]
    assert set(excluded["why_not"]) <= {"do_not_contact", "excluded"}


def test_clients_above_the_limit_go_to_the_management(published: Published, walked: Walked) -> None:
    limit = walked.settings.value.large_client_value
    scores = frame(published, "scores").set_index("client_id")
    large = set(scores.index[scores["expected_ltv"] >= limit])
    executors = frame(published, "candidates").set_index("client_id")["executor"]
    assert large
    allowed = frame(published, "options").query("eligible and client_id in @large")
    assert set(allowed["channel"]) <= {"management_call"}
    # So may others, whom nobody else may call; but no large client goes to anybody else.
    assert set(executors[executors.index.isin(large)].dropna()) <= {"management"}


def test_a_tenth_of_each_list_is_held_out_and_has_no_action(published: Published) -> None:
    candidates = frame(published, "candidates")
    share = candidates.groupby("list")["held_out"].mean()
    assert share.between(0.05, 0.15).all()
    held_out = candidates.loc[candidates["held_out"], "client_id"]
    options = frame(published, "options")
    assert not options[options["client_id"].isin(held_out)]["eligible"].any()


def publish(scored: Scored, bundle: Bundle, settings: Settings, ledger: Ledger, **given: Any) -> str:
    return publish_scores(
        scored, bundle, settings, ledger, **{"as_of": AS_OF, "now": NOW} | given
    ).snapshot_id


def test_a_rerun_gives_the_same_snapshot_and_the_same_hold_outs(
    scored: Scored, bundle: Bundle, settings: Settings, ledger: Ledger
) -> None:
    first = publish(scored, bundle, settings, ledger)
    before = frame(open_published(settings.storage.data_dir), "candidates")
    assert publish(scored, bundle, settings, ledger) == first
    other = settings.model_copy(
        update={"training": settings.training.model_copy(update={"seed": 1}), "plan": settings.plan}
    )
    publish(scored, bundle, other, ledger)
    after = frame(open_published(settings.storage.data_dir), "candidates")
    assert before["held_out"].sum() > 20
    pd.testing.assert_frame_equal(before[["client_id", "held_out"]], after[["client_id", "held_out"]])


def test_a_wish_under_an_id_that_was_merged_since_stands_from_the_next_scoring_on(
    scored: Scored, bundle: Bundle, settings: Settings, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(scored, bundle, settings, ledger)
    options = frame(open_published(settings.storage.data_dir), "options")
    who = str(options.loc[options["eligible"].astype(bool), "client_id"].iloc[0])
    ledger.opt_out("of-before", None, NOW, by="command:opt-out")
    monkeypatch.setattr("serving.scores.publication.merged_ids", lambda _: {"of-before": who})
    publish(scored, bundle, settings, ledger)
    options = frame(open_published(settings.storage.data_dir), "options")
    theirs = options[options["client_id"] == who]
    assert set(theirs["why_not"]) == {"do_not_contact"}
    assert not theirs["eligible"].any()


def test_hold_outs_are_recorded_before_anything_is_published(
    scored: Scored, bundle: Bundle, settings: Settings, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def noting(*given: Any, **named: Any) -> str:
        drawn.append(int(ledger.episode_states()["held_out"].sum()))
        return "2024-07-01-000000000000"

    monkeypatch.setattr("serving.scores.publication.publish", noting)
    made = publish_scores(scored, bundle, settings, ledger, as_of=AS_OF, now=NOW)
    assert drawn == [made.held_out]
    assert made.held_out > 20


@pytest.mark.parametrize("step", ["_write", "_settle", "_point"])
def test_whoever_is_stopped_at_a_step_leaves_the_old_publication_whole(
    scored: Scored,
    bundle: Bundle,
    settings: Settings,
    ledger: Ledger,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    first = publish(scored, bundle, settings, ledger)

    def stopped(*given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(publishing, step, stopped)
        later = datetime(2024, 7, 1, 7, tzinfo=UTC)
        publish(scored, bundle, settings, ledger, now=later, as_of=date(2024, 7, 2))
    assert open_published(settings.storage.data_dir).snapshot_id == first
    assert publish(scored, bundle, settings, ledger) == first


def test_a_spent_client_is_offered_nothing(
    scored: Scored, bundle: Bundle, settings: Settings, ledger: Ledger
) -> None:
    publish(scored, bundle, settings, ledger)
    options = frame(open_published(settings.storage.data_dir), "options")
    key = options.loc[options["eligible"], "client_id"].iloc[0]
    ledger.take_attempt(key, "at_risk", "call", None, NOW)
    publish(scored, bundle, settings, ledger)
    after = frame(open_published(settings.storage.data_dir), "options").query("client_id == @key")
    assert "spent" in set(after["why_not"])
    assert not after["eligible"].any()


def test_measured_effects_are_published_client_by_client_and_what_drives_away_is_not_proposed(
    scored: Scored, bundle: Bundle, settings: Settings, ledger: Ledger
) -> None:
    rows = scored.features[scored.features["status"] == "lost"].reset_index(drop=True)
    known = rows.assign(stay_probability=0.2, decay=1.0)
    harmed = (rows["average_check"] > rows["average_check"].median()).to_numpy()
    call = Measured.distilled(
        known,
        np.where(harmed, -1.0, 1.0),
        [name for name in bundle.features if not is_category(name)],
        seed=1,
        learner="t",
        line=Line(0.0, 0.3, 1e-4, 0.0, 1e-4),
        treated=900,
        controls=100,
    )
    measured = replace(bundle, response=Response({}, {("recoverable", "call"): call}))
    publish(scored, Bundle.from_files(measured.to_files()), settings, ledger)
    calls = frame(open_published(settings.storage.data_dir), "options").query(
        "list == 'recoverable' and action == 'call'"
    )
    assert set(calls["uplift_basis"]) == {"measured"}
    assert len(calls) > 20
    checks = calls["client_id"].map(rows.set_index("client_id")["average_check"])
    below = calls[checks > rows["average_check"].median()]
    assert (below["uplift"] <= 0).all()
    assert (below["expected_net_value"] < 0).all()
    assert (calls["uplift_from"] <= calls["uplift"]).all()
    others = frame(open_published(settings.storage.data_dir), "options").query("list == 'at_risk'")
    assert set(others["uplift_basis"]) <= {"assumed", "updated"}


def test_where_all_order_nobody_is_without_orders(
    events: Events, bundle: Bundle, walked: Walked, scored: Scored
) -> None:
    known = scored.scores["status"] != "insufficient_data"
    without = set(scored.scores.loc[~known, "client_id"])
    # besides who never ordered, there may be somebody whose only order was called off
    assert ORDERLESS in without
    assert len(without) <= 3
    assert scored.scores.loc[known, "risk_percentile"].max() == 100
    assert scored.scores["client_id"].is_monotonic_increasing


def test_a_damaged_file_is_refused_by_name_and_scoring_anew_mends_it(walked: Walked, tmp_path: Path) -> None:
    company = walked.copied(tmp_path / "company")
    folder = company.data_dir / "published" / read_pointer(company.data_dir).snapshot_id
    damaged = sorted((folder / "bundle").rglob("*.txt"))[0]
    damaged.write_bytes(damaged.read_bytes()[:-40])
    with pytest.raises(DamagedError, match=damaged.name):
        open_published(company.data_dir)
    refused = company.run("list", "at-risk")
    assert (refused.code, damaged.name in refused.err, "Traceback" in refused.err) == (3, True, False)
    with read_on_few_days():
        assert company.run("score").code == 0
    assert company.run("list", "at-risk").code == 0
    shutil.rmtree(company.folder)


def test_an_older_day_does_not_replace_what_is_published_and_goes_to_a_file(
    walked: Walked, tmp_path: Path
) -> None:
    company = walked.copied(tmp_path / "company")
    before = read_pointer(company.data_dir)
    file = tmp_path / "older.parquet"
    with read_on_few_days():
        ran = company.run("score", "--as-of", "2024-06-01", "--out", file)
    assert ran.code == 2
    assert "--as-of is 2024-06-01; scores of 2024-07-01 are published" in ran.err
    assert read_pointer(company.data_dir) == before
    older = pq.read_table(file)
    assert tuple(older.column_names) == SCORES
    assert set(older["as_of"].to_pylist()) == {date(2024, 6, 1)}
    assert older.schema.field("scored_at").type == pa.timestamp("us", tz="UTC")
