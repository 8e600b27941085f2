"""What every engine is asked is kept as files, so that a review sees what a change of a family means there."""

import difflib

import pytest

from tests.features.snapshots import AGAIN, DIALECTS, kept, statements


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_statements_are_those_that_were_reviewed(dialect: str) -> None:
    before, now = kept(dialect), statements(dialect)
    assert list(before) == sorted(now), f"Other steps than before. Write the files anew: {AGAIN}"
    for name, sql in now.items():
        changed = "\n".join(
            difflib.unified_diff(before[name].splitlines(), sql.splitlines(), lineterm="", n=1)
        )
        assert not changed, f"{dialect}/{name}.sql has changed. If it was meant: {AGAIN}\n{changed[:2000]}"


def test_every_dialect_has_the_same_steps() -> None:
    assert {tuple(kept(dialect)) for dialect in DIALECTS} == {tuple(kept("duckdb"))}
