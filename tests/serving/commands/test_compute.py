"""Commands over a company in PostgreSQL: the same features and scores, wherever they are computed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from features.materialize import open_events
from serving.scores.scored import score_clients
from serving.store import open_published
from tests.features.engines.at_hand import POSTGRES, postgres
from tests.features.engines.test_parity import differences
from tests.features.simulated import in_source, load, schema_of_tests
from tests.serving.walked import Walked, read_on_few_days, winback
from training.bundle import Bundle

# ibis 12 calls a method that DuckDB 2 has renamed
pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning")

AS_OF = ("--as-of", "2023-06-01")


def test_a_company_in_postgresql_is_computed_there(tmp_path: Path) -> None:
    with (
        postgres() as database,
        schema_of_tests(database, "sold") as sold,
        schema_of_tests(database, "kept") as kept,
    ):
        assert winback("simulate", tmp_path, "--clients", 30, "--months", 24, "--format", "parquet").code == 0
        load(database, tmp_path, sold)
        shop = Walked(tmp_path, {})
        text = shop.config.read_text(encoding="utf-8")
        text = text.replace('url = "."', f'url = "{POSTGRES}"').replace(
            'schema = "winback"', f'schema = "{kept}"'
        )
        for file in tmp_path.glob("*.parquet"):
            text = text.replace(f'from = "{file.name}"', f'from = "{sold}.{file.stem}"')
        shop.config.write_text(text, encoding="utf-8")
        assert shop.run("features", *AS_OF, "--out", tmp_path / "here.parquet").code == 0
        shop.config.write_text(text.replace('compute = "here"', 'compute = "source"'), encoding="utf-8")
        there = shop.run("features", *AS_OF, "--out", tmp_path / "there.parquet", "--json")
        assert (there.code, there.err) == (0, "")
        kept_tables = "SELECT count(*) FROM information_schema.tables WHERE table_schema = %s"
        assert database.execute(kept_tables, [kept]).fetchone() == (9,)
    assert there.report["rows"] > 15
    assert differences(*(pq.read_table(tmp_path / f"{name}.parquet") for name in ("here", "there"))) == []


def test_a_folder_cannot_compute(tmp_path: Path) -> None:
    assert winback("init", tmp_path).code == 0
    shop = Walked(tmp_path, {})
    text = shop.config.read_text(encoding="utf-8").replace('compute = "here"', 'compute = "source"')
    shop.config.write_text(text, encoding="utf-8")
    ran = shop.run("check")
    assert (ran.code, ' Write compute = "here".' in ran.err) == (2, True), ran.err


def test_scores_are_the_same_wherever_features_are_computed(walked: Walked) -> None:
    events = open_events(walked.data_dir)
    bundle = Bundle.from_files(open_published(walked.data_dir).bundle_files)
    with read_on_few_days(), postgres() as database, schema_of_tests(database, "scored") as schema:
        there = in_source(walked.settings, POSTGRES, schema=schema)
        ours, theirs = (
            score_clients(
                events, bundle, settings, as_of=date(2024, 7, 1), now=datetime(2024, 7, 1, tzinfo=UTC)
            )
            for settings in (walked.settings, there)
        )
        copied = database.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = %s", [schema]
        ).fetchone()
    assert copied == (len(bundle.tables),)
    assert ours.scores["churn_probability"].notna().sum() > 300
    told = [name for name in ours.scores.columns if name != "snapshot_id"]  # it is of the last bit, too
    pd.testing.assert_frame_equal(ours.scores[told], theirs.scores[told], rtol=1e-9, atol=0)
