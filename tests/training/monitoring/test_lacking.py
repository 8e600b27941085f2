"""What the data lack is told beside the drift that comes with it, and hides none of it."""

from datetime import date

import pandas as pd
import pytest

from features.data_report.report import Gone, Thinned
from features.data_report.stop_words import dependent_features
from tests.features.company import day
from training.monitoring.finding import Finding
from training.monitoring.lacking import MOST_NAMED, Lacking, lacking
from training.monitoring.page import FIGURE_NAMES, lines_of
from training.monitoring.report import MonitoringReport

THIN = Thinned("activity", "", date(2026, 1, 1), date(2026, 1, 28), 12, 300)
SOUTH = Thinned("orders", "South", date(2026, 1, 1), date(2026, 1, 28), 3, 40)
NORTH = Thinned("orders", "North", date(2026, 1, 1), date(2026, 1, 28), 4, 60)
CUT = Gone("nps", "", 90, 900, date(2025, 3, 1), is_cut=True)
MENDED = Gone("contacts", "", 2, 900, date(2025, 3, 1), is_cut=False)


def moved(subject: str, verdict: str = "act") -> Finding:
    return Finding("drift", "psi", subject, 1.0, verdict, ("", ""))  # type: ignore[arg-type]  # a verdict


def told(found: Lacking, *drift: Finding) -> dict[str, Finding]:
    return {one.name: one for one in lacking(found, drift)}


def test_a_thin_table_is_watched_and_names_what_moved_with_it() -> None:
    drift = (moved("visits_30"), moved("visits_90", "ok"), moved("nps_last"))
    (one,) = told(Lacking((THIN,)), *drift).values()
    assert (one.name, one.value, one.expected, one.verdict) == ("drift/thinned/activity", 12, 300, "watch")
    assert "activity has thinned out: 12 rows" in one.said("en")
    assert one.said("en").endswith("Features that have moved with this: visits_30.")
    assert "Таблица activity поредела" in one.said("ru")
    assert one.said("ru").endswith("Вместе с этим сдвинулись признаки: visits_30.")


def test_a_thin_table_with_which_nothing_moved_says_nothing_of_features() -> None:
    assert "moved" not in told(Lacking((THIN,)), moved("nps_last"))["drift/thinned/activity"].said("en")


def test_branches_are_one_finding() -> None:
    one = told(Lacking((SOUTH, NORTH)))["drift/thinned/orders.branch"]
    assert (one.value, one.expected) == (7, 100)
    assert "South" in one.said("en")
    assert "North" in one.said("ru")


def test_rows_that_are_gone_are_acted_on_where_scoring_refuses_them_and_are_well_otherwise() -> None:
    found = told(Lacking((), (MENDED, CUT), date(2026, 1, 1)))
    verdicts = {name: (one.verdict, one.value, one.expected) for name, one in found.items()}
    assert verdicts == {"drift/gone/contacts": ("ok", 2, 900), "drift/gone/nps": ("act", 90, 900)}
    assert "--accept-fewer-rows" in found["drift/gone/nps"].said("ru")
    assert "90 of 900 since 2025-03-01 are gone" in found["drift/gone/nps"].said("en")


def test_of_many_features_that_moved_the_first_are_named_and_the_others_counted() -> None:
    drift = [moved(name) for name in dependent_features("orders")[: MOST_NAMED + 3]]
    said = told(Lacking((Thinned("orders", "", day(0), day(27), 3, 40),)), *drift)["drift/thinned/orders"]
    assert said.said("en").endswith(f"{drift[MOST_NAMED - 1].subject}, +3.")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_the_data_lack_stands_before_the_drift_of_the_same_gravity_and_hides_none(language: str) -> None:
    drift = [moved("visits_30"), moved("nps_last")]
    found = [*drift, *lacking(Lacking((THIN,), (CUT,), date(2026, 1, 1)), drift)]
    none = pd.DataFrame()
    report = MonitoringReport(
        *("Watched", language, "USD", date(2026, 2, 1), "logistic-1", date(2025, 1, 1)),
        *(tuple(found), (), none, none, none, none, None),
    )
    lines = list(lines_of(report, "drift"))
    assert [line.subject for line in lines] == ["nps", "visits_30", "nps_last", "activity"]
    assert not any(line.explained for line in lines)
    place = ("ru", "en").index(language)
    assert lines[0].figure == FIGURE_NAMES["gone"][place]
    assert lines[-1].figure == FIGURE_NAMES["thinned"][place]
