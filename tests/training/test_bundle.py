"""What serving receives: read back the same, refused by name when damaged, and nobody's data inside."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import lightgbm as lgb
import numpy as np
import pandas as pd
import pytest

from features.errors import DamagedError
from features.leaving import AT_RISK, GROUPS
from tests.training.spine_company import PREFIX
from training.bundle import SCORED, Bundle, golden_rows, with_golden_scores
from training.bundle_files import read_folder, verify
from training.models import marked_trees
from training.trained import Trained
from training.worth.value import METHODS, Method

KINDS = ("rule", "logistic", "lightgbm", "blend")


def resealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest that describes them as they are."""
    head = json.loads(files["manifest.json"])
    kept = {name: content for name, content in files.items() if name != "manifest.json"}
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in kept.items()}
    return {**kept, "manifest.json": json.dumps({**head, "sha256": digests}).encode()}


@pytest.fixture
def no_lightgbm(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        pytest.fail("LightGBM has seen bytes that were not verified")

    monkeypatch.setattr(lgb, "Booster", refuse)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_written_is_read_back_the_same(
    bundles: dict[str, Bundle], trained: Trained, kind: str
) -> None:
    bundle = bundles[kind]
    files = bundle.to_files()
    again = Bundle.from_files(files)
    assert again.to_files() == files
    assert (again.version, again.features, again.tables) == (bundle.version, bundle.features, bundle.tables)
    scores, now = bundle.score(trained.population), again.score(trained.population)
    pd.testing.assert_frame_equal(now, scores, rtol=1e-12, atol=1e-12)
    parts, told = bundle.contributions(trained.population), again.contributions(trained.population)
    pd.testing.assert_frame_equal(told, parts, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_whoever_serves_values_is_read_back_and_expected_ltv_is_p0_v_and_the_rest_v0(
    bundles: dict[str, Bundle], trained: Trained, method: Method
) -> None:
    draft = replace(bundles["logistic"], value=replace(trained.bundle.value, method=method))
    bundle = with_golden_scores(replace(draft, golden=golden_rows(trained.population, draft.features)))
    again = Bundle.from_files(bundle.to_files())
    assert again.value.method == method
    scores = again.score(trained.population).dropna()
    pd.testing.assert_frame_equal(scores, bundle.score(trained.population).dropna(), rtol=1e-12)
    stay, kept, left = (scores[name] for name in ("stay_probability", "value_if_kept", "value_if_left"))
    np.testing.assert_allclose(scores["expected_ltv"], stay * kept + (1 - stay) * left)
    assert (left >= 0).all()
    assert (left <= kept).all()
    assert len(scores) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_many_clients_are_scored_as_few_are_and_so_are_the_golden_rows(
    bundles: dict[str, Bundle],
    trained: Trained,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    few = bundles[kind].score(trained.population)
    monkeypatch.setattr(marked_trees, "ROWS_WORTH_MARKS", 1)
    again = Bundle.from_files(bundles[kind].to_files())
    pd.testing.assert_frame_equal(again.score(trained.population), few, check_exact=True)
    assert not caplog.text


def test_the_trained_bundle_is_read_back_the_same_from_a_folder(trained: Trained, tmp_path: Path) -> None:
    files = trained.bundle.to_files()
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_bytes(content)
    assert read_folder(tmp_path) == files
    assert Bundle.from_files(read_folder(tmp_path)).card == trained.bundle.card


def test_every_file_is_text_or_json_and_stands_in_the_manifest(bundles: dict[str, Bundle]) -> None:
    files = bundles["blend"].to_files()
    assert {"manifest.json", "model.json", "golden.json", "value/value.json", "at_risk.txt"} <= set(files)
    for name, content in files.items():
        text = content.decode()
        assert text.startswith("tree\n") if name.endswith(".txt") else json.loads(text)
    listed = json.loads(files["manifest.json"])["sha256"]
    assert set(listed) == set(files) - {"manifest.json"}


def flipped(content: bytes, where: float) -> bytes:
    place = int((len(content) - 1) * where)
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize("where", [0.0, 0.3, 0.5, 0.8, 1.0])
def test_one_flipped_bit_in_any_file_is_refused_by_name_before_lightgbm_sees_it(
    bundles: dict[str, Bundle], no_lightgbm: None, where: float
) -> None:
    files = bundles["blend"].to_files()
    for name in set(files) - {"manifest.json"}:
        damaged = files | {name: flipped(files[name], where)}
        with pytest.raises(DamagedError, match=f"bundle's {name} is not the one its manifest describes"):
            Bundle.from_files(damaged)


def test_a_truncated_file_is_refused_by_name_before_lightgbm_sees_it(
    bundles: dict[str, Bundle], no_lightgbm: None
) -> None:
    files = bundles["lightgbm"].to_files()
    for name in ("at_risk.txt", "value/kept_anchored.txt"):
        shorter = files | {name: files[name][: len(files[name]) // 2]}
        with pytest.raises(
            DamagedError, match=rf"{name} is not the one .*Publish it again with `winback score`"
        ):
            Bundle.from_files(shorter)


def test_a_flipped_bit_anywhere_in_the_manifest_is_refused(
    bundles: dict[str, Bundle], no_lightgbm: None
) -> None:
    files = bundles["rule"].to_files()
    manifest = files["manifest.json"]
    for place in range(len(manifest)):
        damaged = manifest[:place] + bytes([manifest[place] ^ 1]) + manifest[place + 1 :]
        with pytest.raises(DamagedError, match=r"bundle"):
            verify(files | {"manifest.json": damaged})


def test_a_missing_file_is_refused_by_name(bundles: dict[str, Bundle], no_lightgbm: None) -> None:
    files = bundles["lightgbm"].to_files()
    for name in files:
        fewer = {other: content for other, content in files.items() if other != name}
        with pytest.raises(DamagedError, match=f"(lacks|no) {name}"):
            Bundle.from_files(fewer)


def test_a_file_that_the_manifest_does_not_list_is_refused(
    bundles: dict[str, Bundle], no_lightgbm: None
) -> None:
    files = bundles["lightgbm"].to_files()
    with pytest.raises(DamagedError, match=r"holds extra\.txt, which its manifest does not list"):
        Bundle.from_files(files | {"extra.txt": b"tree"})


@pytest.mark.parametrize("name", ["model.json", "golden.json"])
def test_a_manifest_that_never_knew_a_needed_file_is_refused(
    bundles: dict[str, Bundle], no_lightgbm: None, name: str
) -> None:
    files = bundles["rule"].to_files()
    fewer = resealed({other: content for other, content in files.items() if other != name})
    with pytest.raises(DamagedError, match=f"lacks {name}"):
        Bundle.from_files(fewer)


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"sha256": 5}', b"\xff"])
def test_a_manifest_that_is_none_is_refused(bundles: dict[str, Bundle], manifest: bytes) -> None:
    with pytest.raises(DamagedError, match=r"manifest\.json can't be read"):
        Bundle.from_files(bundles["rule"].to_files() | {"manifest.json": manifest})


def test_a_manifest_of_another_version_is_refused(bundles: dict[str, Bundle]) -> None:
    files = bundles["rule"].to_files()
    other = files["manifest.json"].replace(b'"rule-1"', b'"rule-2"')
    with pytest.raises(DamagedError, match=r"manifest\.json is of rule-2, its model\.json of rule-1"):
        Bundle.from_files(files | {"manifest.json": other})


@pytest.mark.parametrize("column", SCORED)
def test_a_bundle_that_scores_its_golden_rows_differently_here_is_refused(
    bundles: dict[str, Bundle], column: str
) -> None:
    files = bundles["lightgbm"].to_files()
    golden = json.loads(files["golden.json"])
    golden[f"golden_{column}"][0] *= 1 + 1e-6
    files["golden.json"] = json.dumps(golden).encode()
    with pytest.raises(
        DamagedError, match=rf"lightgbm-1 gives another {column} for the golden rows.*requirements\.lock"
    ):
        Bundle.from_files(resealed(files))


def test_golden_rows_are_nobodys_and_both_groups_have_some(trained: Trained) -> None:
    golden, population = trained.bundle.golden, trained.population
    features = list(trained.bundle.features)
    assert {status in AT_RISK for status in golden["status"]} == {True, False}
    people = {tuple(row) for row in population[features].round(9).to_numpy()}
    for _, row in golden.iterrows():
        assert tuple(np.array(row[features], dtype=float).round(9)) not in people
    for name in ("average_check", "amount_ever", "margin_ever", "own_cycle_days"):  # tell one from another
        assert population[name].nunique() > 0.9 * len(population)
        assert not set(population[name]) & set(golden[name]), name


def test_golden_rows_of_columns_that_nobody_has_are_missing() -> None:
    rows = pd.DataFrame({"a": [1.0, 2.0, 3.0], "b": np.nan})
    golden = golden_rows(rows, ("a", "b"))
    assert golden["b"].isna().all()
    assert golden["a"].between(1, 3).all()


def test_no_file_of_the_bundle_names_a_client(bundles: dict[str, Bundle], trained: Trained) -> None:
    for bundle in [*bundles.values(), trained.bundle]:
        for name, content in bundle.to_files().items():
            assert PREFIX.encode() not in content, name


@pytest.mark.parametrize("kind", KINDS)
def test_expected_ltv_is_p0_v_and_the_rest_v0(
    bundles: dict[str, Bundle], trained: Trained, kind: str
) -> None:
    scores = bundles[kind].score(trained.population)
    p0, v, v0 = scores["stay_probability"], scores["value_if_kept"], scores["value_if_left"]
    assert scores["expected_ltv"].to_numpy() == pytest.approx((p0 * v + (1 - p0) * v0).to_numpy())
    assert (scores["churn_probability"] + p0).to_numpy() == pytest.approx(1)
    assert scores["churn_probability"].between(0, 1, inclusive="neither").all()
    assert ((v0 >= 0) & (v0 <= v + 1e-9)).all()


@pytest.mark.parametrize("kind", KINDS)
def test_with_too_little_known_there_is_no_number(
    bundles: dict[str, Bundle], trained: Trained, kind: str
) -> None:
    rows = trained.population.head(6).copy()
    rows.loc[rows.index[:3], "status"] = "insufficient_data"
    scores = bundles[kind].score(rows)
    assert scores.iloc[:3].isna().all(axis=None)
    assert scores.iloc[3:].notna().all(axis=None)
    assert bundles[kind].contributions(rows).notna().all(axis=None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("statuses", [("lost",), ("active",), ("insufficient_data",)])
def test_a_group_without_clients_is_no_obstacle(
    bundles: dict[str, Bundle], trained: Trained, kind: str, statuses: tuple[str, ...]
) -> None:
    rows = trained.population[trained.population["status"].isin(statuses)]
    if statuses == ("insufficient_data",):
        rows = trained.population.head(3).assign(status="insufficient_data")
    parts = bundles[kind].contributions(rows)
    assert (parts.index.equals(rows.index), list(parts.columns)) == (True, list(bundles[kind].features))
    assert bundles[kind].score(rows).index.equals(rows.index)


@pytest.mark.parametrize("kind", KINDS)
def test_each_group_is_scored_by_its_own_champion(
    bundles: dict[str, Bundle], trained: Trained, kind: str
) -> None:
    bundle, rows = bundles[kind], trained.population
    said = bundle.score(rows)["churn_probability"]
    for group, statuses in GROUPS.items():
        members = rows[rows["status"].isin(statuses)]
        assert len(members) > 10
        assert np.array_equal(said[members.index], bundle.champions[group].predict(members))


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_rows_and_columns_changes_no_score(
    bundles: dict[str, Bundle], trained: Trained, kind: str
) -> None:
    rows = trained.population
    turned = rows[rows.columns[::-1]][::-1]
    scores = bundles[kind].score(rows)
    pd.testing.assert_frame_equal(bundles[kind].score(turned)[::-1], scores, rtol=1e-12)


def test_contributions_are_those_of_each_clients_champion(
    bundles: dict[str, Bundle], trained: Trained
) -> None:
    bundle, rows = bundles["logistic"], trained.population
    parts = bundle.contributions(rows)
    lost = rows["status"] == "lost"
    read = parts.loc[lost, "days_since_order"]
    assert (read != 0).all()
    assert (parts[lost].drop(columns="days_since_order") == 0).all(axis=None)
    assert (parts[~lost].abs().sum(axis=1) > 0).all()
    assert np.count_nonzero(parts[~lost].abs().sum()) > 10


def test_the_formula_ltv_uses_the_churn_of_each_class(trained: Trained) -> None:
    bundle, rows = trained.bundle, trained.population
    halved = replace(bundle, churn_by_class={name: rate / 2 for name, rate in bundle.churn_by_class.items()})
    said, more = bundle.formula_ltv(rows), halved.formula_ltv(rows)
    assert (said > 0).all()
    assert more == pytest.approx(2 * said)


def test_the_example_is_what_goes_in_and_what_comes_out(bundles: dict[str, Bundle]) -> None:
    for bundle in bundles.values():
        rows, scores = bundle.example()
        pd.testing.assert_frame_equal(bundle.score(rows), scores)
        assert list(scores.columns) == list(SCORED)
        assert list(rows.columns) == [*bundle.features, "status", "abc"]
