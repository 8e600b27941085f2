"""An attribute that was dated back is named where it tells far more than all else; honest ones are not."""

from dataclasses import replace

import pandas as pd

from tests.training.spine_company import spine_settings
from training.models.leak_probe import refuse_leaks
from training.models.leak_suspicion import Suspicion, suspicions
from training.report.dossier import report_facts
from training.trained import Trained


def dated_back(trained: Trained) -> tuple[pd.DataFrame, list[str]]:
    """Give the rows with a status of today, "closed" of who left in the end, on all earlier days, too."""
    rows = trained.snapshots.rows[trained.snapshots.teaching]
    left_last = rows.sort_values("as_of").groupby("client_id")["left"].last()
    closed = rows["client_id"].map(left_last) == 1
    told = rows.assign(attribute_status=closed.map({True: "closed", False: "open"}))
    return told, [*trained.snapshots.features, "attribute_status"]


def test_a_status_that_was_dated_back_is_named_though_the_probe_lets_it_pass(trained: Trained) -> None:
    rows, features = dated_back(trained)
    refuse_leaks(rows, features, seed=1)
    found = suspicions(rows, features, seed=1)
    assert {one.feature for one in found} == {"attribute_status"}
    assert suspicions(rows, features, trusted=["attribute_status"], seed=1) == ()


def test_honest_attributes_are_not_named(trained: Trained) -> None:
    assert trained.suspicions == ()
    rows, features = dated_back(trained)
    by_name = rows["client_id"].map(lambda name: f"segment {sum(name.encode()) % 5}")
    assert suspicions(rows.assign(attribute_status=by_name), features, seed=1) == ()


def test_what_is_suspected_is_said_in_the_companys_language() -> None:
    one = Suspicion("attribute_status", "at_risk", 0.42)
    assert one.said("en").startswith("Look at attribute_status: among clients at risk it alone gives 42% of")
    assert one.said("ru").startswith(
        "Проверьте признак attribute_status: среди клиентов под угрозой ухода на него одного приходится 42"
    )


def test_the_report_names_it(trained: Trained) -> None:
    one = Suspicion("attribute_status", "at_risk", 0.42)
    facts = report_facts(replace(trained, suspicions=(one,)), spine_settings(), drawings={}, identity={})
    assert one.said("en") in facts.reasons
