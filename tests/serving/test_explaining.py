"""Silent clients are read on the day on which their next order was due."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd

from features.departures import standing_departures
from features.engines.computing import computing
from features.materialize import open_events
from features.schema import OUTSIDE_REASONS
from serving.scores.explaining import before_silence, explained
from serving.store import open_published
from tests.serving.walked import Walked
from training.bundle import Bundle
from training.champions import Champion
from training.models.baselines import Rule, StatusTables
from training.models.calibration import Calibrator
from training.past.history import event_days
from training.reasons.before_silence import due_days
from training.reasons.stated import stated_reasons


def test_each_silent_client_has_the_row_of_the_very_day_on_which_its_order_was_due(walked: Walked) -> None:
    settings = walked.settings
    events = open_events(walked.data_dir)
    as_of = event_days(events)[1] + timedelta(days=1)
    with computing(events, settings) as place:
        table = place.table(settings)
        today = table.at(place.engine, as_of)[0].to_pandas()
        found = before_silence(table, place.engine, today, as_of)
        due = due_days(today, as_of).dropna()
        by_day = dict(iter(today.loc[due.index, "client_id"].groupby(due)))
        looked_at = sorted(by_day)[:: len(by_day) // 2]  # the first, one between, the last
        tables = {day: table.at(place.engine, day)[0].to_pandas() for day in looked_at}
    expected = pd.concat(rows[rows["client_id"].isin(by_day[day])] for day, rows in tables.items())
    assert set(found["as_of"]) == set(by_day)
    assert len(by_day) > 3, "several days, or the test shows nothing"
    found = found[found["as_of"].isin(looked_at)]
    columns = list(expected.columns)
    ordered = [rows.sort_values("client_id", ignore_index=True)[columns] for rows in (found, expected)]
    pd.testing.assert_frame_equal(*ordered)


def test_published_reasons_say_the_day_of_their_numbers_where_it_is_past(walked: Walked) -> None:
    tables = {name: table.to_pandas() for name, table in open_published(walked.data_dir).tables.items()}
    told = tables["candidates"].merge(tables["scores"]).dropna(subset="reason_1_ru")
    days = told["reason_1_ru"].str.extract(r" \(на (\d\d\.\d\d\.\d{4})\): ")[0]
    said = pd.to_datetime(days, format="%d.%m.%Y")
    assert (said.isna() | (said < pd.to_datetime(told["as_of"]))).all()
    assert said.isna()[told["status"] != "lost"].any()
    assert said[told["status"] == "lost"].nunique() > 1
    assert said[told["status"] == "active"].isna().all(), "who is not silent is read today"


def test_where_a_rule_scores_active_clients_have_the_causes_that_their_numbers_tell(walked: Walked) -> None:
    """A rule reads the silence alone; who is not silent would stand on the list without a reason."""
    settings, events = walked.settings, open_events(walked.data_dir)
    as_of = event_days(events)[1] + timedelta(days=1)
    with computing(events, settings) as place:
        rows = place.table(settings).at(place.engine, as_of)[0].to_pandas()
    active = rows[rows["status"] == "active"].reset_index(drop=True)
    tables = StatusTables({"active": Calibrator("none")})
    served = Bundle.from_files(open_published(walked.data_dir).bundle_files)
    rule = {**served.champions, "at_risk": Champion(Rule("silence_rule", tables))}
    nobody, gone = active.iloc[:0], standing_departures(events, as_of).iloc[:0]
    told = explained(active, nobody, gone, replace(served, champions=rule), settings)
    assert served.before_silence is not None
    alone = served.before_silence.reasons(active)
    named = alone.set_index("client_id")["reason_1"].reindex(told["client_id"]).notna().to_numpy()
    assert named.mean() > 0.5
    assert told["reason_1"].notna()[named].all()
    assert told.loc[named, "reason_1"].ne("silence").mean() > 0.5
    assert not told["reason_1_en"].dropna().str.contains(r" \(on 20").any(), "all numbers are today's"


def test_what_clients_said_on_leaving_stands_first_on_the_lists(walked: Walked) -> None:
    published = {name: table.to_pandas() for name, table in open_published(walked.data_dir).tables.items()}
    as_of = published["scores"]["as_of"].iloc[0]
    gone = standing_departures(open_events(walked.data_dir), as_of)
    told = published["candidates"].merge(stated_reasons(gone), on="client_id")
    told = told.dropna(subset="script_en")  # explained at all
    assert len(told) > 10
    assert (told["reason_1"] == told["reason"]).all()
    assert (told["reason_1_ru"] == told["reason_ru"]).all()
    assert told.loc[told["reason"] == "price", "script_en"].str.contains("terms").all()
    outside = gone[gone["reason"].isin(OUTSIDE_REASONS)]
    options = published["options"].merge(outside[["client_id"]])
    assert len(options) > 0
    assert (options["why_not"] == "excluded").all()
