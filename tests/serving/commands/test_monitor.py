"""monitor: a simulated company over several months, one that has just begun, and planted drifts by name."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mlflow.tracking import MlflowClient

from features.settings import ENVIRONMENT
from serving.commands.monitor import MOST_ROWS, show
from tests.serving.walked import Ran, Walked, read_on_few_days, winback
from training.monitoring.finding import Finding
from training.monitoring.report import MonitoringReport

SETTINGS = """
[company]
name = "Watched"
language = "en"
[source]
url = "."
[source.tables.orders]
from = "orders.csv"
[churn]
max_days = 60
[training]
minimum_clients = 100
minimum_left = 15
origins = 1
as_of_every_days = 90
candidates = ["logistic"]
[actions.call]
channel = "call"
fixed_cost = 100
"""
TRAINED_ON, SCORED_ON, SEEN_ON = "2024-01-01", ("2024-01-01", "2024-03-01"), "2024-06-01"


#: Fewer features are on with these alone, which keeps the test short.
COLUMNS = ("client_id", "ordered_at", "amount")


def _only_orders(folder: Path) -> None:
    for file in folder.glob("*.csv"):
        if file.name != "orders.csv":
            file.unlink()
    with (folder / "orders.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def told(ran: Ran) -> dict[str, dict[str, Any]]:
    """Findings by name."""
    return {one["name"]: one for one in ran.report["findings"]}


def monitored(company: Walked, *words: object) -> Ran:
    return company.run("monitor", "--as-of", SEEN_ON, *words)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """A company that trained, and has published nothing yet."""
    with pytest.MonkeyPatch.context() as patch:
        for name in (*ENVIRONMENT, "WINBACK_CONFIG"):
            patch.delenv(name, raising=False)
        folder = tmp_path_factory.mktemp("watched") / "company"
        assert winback("simulate", folder, "--clients", 400, "--months", 30, "--seed", 3).code == 0
        _only_orders(folder)
        (folder / "winback.toml").write_text(SETTINGS, encoding="utf-8")
        company = Walked(folder, {})
        ran = company.run("train", "--as-of", TRAINED_ON)
        assert ran.code in (0, 4), ran.err
        assert (
            company.run("promote", "--force", "--why", "whatever the gate says of so small a company").code
            == 0
        )
        return company


@pytest.fixture(scope="module")
def scored(begun: Walked, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """The same company after two publications."""
    company = begun.copied(tmp_path_factory.mktemp("scored") / "company")
    for day in SCORED_ON:
        with read_on_few_days():
            ran = company.run("score", "--as-of", day)
        assert ran.code == 0, ran.err
    return company


@pytest.fixture(scope="module")
def usual(scored: Walked) -> Ran:
    """What is found where nothing was planted."""
    return monitored(scored, "--json")


def planted(
    company: Walked, folder: Path, change: Callable[[dict[str, str]], dict[str, str] | None]
) -> Walked:
    """The company with its later orders changed, or left out."""
    other = company.copied(folder)
    path = other.folder / "orders.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names, rows = list(reader.fieldnames or []), list(reader)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for row in rows:
            changed = change(dict(row)) if row["ordered_at"] >= TRAINED_ON else row
            if changed is not None:
                writer.writerow(changed)
    return other


def test_a_company_that_has_just_begun_is_told_what_is_not_to_be_seen_yet(begun: Walked) -> None:
    ran = begun.run("monitor", "--as-of", TRAINED_ON, "--json")
    assert (ran.code, ran.err) == (0, "")
    notes = [note["en"] for note in ran.report["notes"]]
    assert any("Nothing was published yet" in note for note in notes)
    assert any("The ledger has no lists of a past day" in note for note in notes)
    assert ran.report["verdicts"] == {"drift": "ok", "truth": "unknown", "lists": "unknown"}
    psi = [one for one in ran.report["findings"] if one["figure"] == "psi"]
    assert len(psi) > 20
    assert {one["value"] for one in psi if one["verdict"] == "ok"} == {0.0}


def test_a_company_without_a_model_is_told_to_train(tmp_path: Path) -> None:
    (tmp_path / "winback.toml").write_text(SETTINGS, encoding="utf-8")
    ran = winback("monitor", config=tmp_path / "winback.toml")
    assert ran.code == 5
    assert "There is no model yet. Run `winback train` first." in ran.err


def test_predictions_are_judged_by_what_came_of_them(usual: Ran) -> None:
    assert (usual.code, usual.err) == (0, "")
    found = told(usual)
    one = found["truth/left_share/at_risk"]
    assert 0 < one["low"] < one["value"] < one["high"] < 1
    assert {"truth/auc/at_risk", "truth/slope/at_risk", "truth/log_loss/at_risk"} <= set(found)
    assert {row["test_day"] for row in usual.report["by_publication"]} == set(SCORED_ON)
    assert found["drift/step_psi/at_risk"]["verdict"] in ("ok", "watch")
    assert usual.report["verdict"] in ("ok", "watch")  # nothing was planted
    rows = next(row["rows"] for row in usual.report["truth"] if row["group"] == "all")
    assert sum(bin_["weight"] for bin_ in usual.report["reliability"]) == pytest.approx(rows)


def test_a_shifted_feature_and_a_doubled_base_rate_are_found_by_name(
    scored: Walked, usual: Ran, tmp_path: Path
) -> None:
    def changed(row: dict[str, str]) -> dict[str, str] | None:
        leaves = int(row["client_id"]) % 2
        return None if leaves else row | {"amount": str(5 * float(row["amount"]))}

    ran = monitored(planted(scored, tmp_path / "changed", changed), "--json", "--fail-on", "act")
    before, after = told(usual), told(ran)
    for name in ("drift/psi/last_check_log_ratio", "drift/psi/check_drift"):
        assert before[name]["verdict"] == "ok"
        assert after[name]["verdict"] == "act"
    rates = [found["truth/base_rate/at_risk"] for found in (before, after)]
    assert rates[0]["verdict"] != "act"
    assert rates[1]["verdict"] == "act"
    assert rates[1]["value"] > 1.5 * rates[0]["value"]
    assert after["truth/left_share/at_risk"]["verdict"] == "act"
    assert after["drift/psi/tenure_days"]["verdict"] == "ok"
    assert ran.code == 4
    assert "It is time to act" in ran.err


def test_the_run_in_mlflow_is_of_its_own_kind_and_holds_no_client(scored: Walked, usual: Ran) -> None:
    client = MlflowClient(scored.settings.tracking_uri)
    experiments = [one.experiment_id for one in client.search_experiments()]
    found = client.search_runs(experiments, "tags.`winback.kind` = 'monitoring'")
    (run,) = [one for one in found if one.data.tags["winback.as_of"] == SEEN_ON]
    assert run.info.status == "FINISHED"
    assert run.data.tags["winback.verdict"] == usual.report["verdict"]
    auc = told(usual)["truth/auc/at_risk"]["value"]
    assert run.data.metrics["truth/auc/at_risk"] == pytest.approx(auc)
    artifacts = Path(client.download_artifacts(run.info.run_id, ""))
    files = {path.relative_to(artifacts).as_posix() for path in artifacts.rglob("*") if path.is_file()}
    assert {"report.html", "monitoring.json", "plots/drift.features.png", "tables/truth.csv"} <= files
    with (scored.folder / "orders.csv").open(encoding="utf-8", newline="") as file:
        ids = "|".join(sorted({row["client_id"] for row in csv.DictReader(file)}))
    for name in ("report.html", "monitoring.json", "tables/truth.csv"):
        text = (artifacts / name).read_text(encoding="utf-8")
        assert not re.search(rf"(?<![\d.])({ids})(?!\d)", text)


def test_the_page_is_whole(usual: Ran) -> None:
    page = Path(usual.report["report"]).read_text(encoding="utf-8")
    assert page.count("<svg") >= 4
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org/", "")
    assert "Did the predictions come true" in page


def test_an_unknown_verdict_to_fail_on_is_refused(scored: Walked) -> None:
    ran = scored.run("monitor", "--fail-on", "bad")
    assert (ran.code, "it is watch or act" in " ".join(ran.err.split())) == (2, True)


def test_findings_that_find_no_room_on_the_terminal_are_counted_not_passed_over(
    capsys: pytest.CaptureFixture[str],
) -> None:
    grave = tuple(Finding("drift", "psi", f"f{number:02}", 0.3, "act", ("", "moved")) for number in range(15))
    calm = tuple(
        Finding("drift", "psi", f"c{number:02}", 0.0, "ok", ("", "as it was")) for number in range(7)
    )
    none = pd.DataFrame()
    report = MonitoringReport(
        *("Watched", "en", "USD", date(2024, 6, 1), "logistic-1", date(2024, 1, 1)),
        *((*grave, *calm), (), none, none, none, none, None),
    )
    show(report)
    said = capsys.readouterr().out
    assert said.count("moved") == MOST_ROWS == 12
    assert "More that is not well, on the page: 3" in said
    assert "The rest is well: 7" in said


def test_a_day_that_the_model_has_seen_the_future_of_is_told_and_no_test(
    begun: Walked, tmp_path: Path
) -> None:
    company, day = begun.copied(tmp_path / "company"), "2023-10-01"
    with read_on_few_days():
        ran = company.run("score", "--as-of", day)
    assert ran.code == 0
    assert re.search(rf"Warning: --as-of is {day}, but \w+-{TRAINED_ON}-\w+ learned from", ran.err)
    assert f"winback train --as-of {day}" in ran.err
    early = company.run("monitor", "--as-of", "2023-12-15", "--json").report
    notes = [note["en"] for note in early["notes"]]
    assert early["verdicts"] == dict.fromkeys(("drift", "truth", "lists"), "unknown")
    assert any(f"trained on what was known on {TRAINED_ON}; 2023-12-15 lies before" in note for note in notes)
    later = monitored(company, "--json").report
    assert later["truth"] == []
    assert any(f"of days before {TRAINED_ON} is not judged" in note["en"] for note in later["notes"])
