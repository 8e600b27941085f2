"""The metrics tell what is served, how old it is, how it is spread, and what waits; and the examples ask for no other."""

import json
import re
from pathlib import Path

import pytest

from tests.serving.conftest import Inside

ROOT = Path(__file__).resolve().parents[2]
ASKED = re.compile(r"\bwinback_[a-z_]+")
#: What Prometheus's own form adds to a histogram's name.
PARTS = re.compile(r"_(bucket|count|sum)$")


@pytest.fixture(scope="module")
def figures(inside: Inside) -> str:
    inside.ask("GET", "/v1/model", as_="crm")
    return inside.ask("GET", "/metrics", as_="admin").text


def value_of(figures: str, name: str) -> float:
    (line,) = [line for line in figures.splitlines() if line.startswith(name)]
    return float(line.rpartition(" ")[2])


def test_what_is_served_stands_in_the_figures(figures: str, inside: Inside) -> None:
    published = inside.backend.current.published
    named = f'winback_publication{{model_version="{published.model_version}",snapshot_id="{published.snapshot_id}"}}'
    assert value_of(figures, named) == 1
    age = (inside.backend.clock() - published.scored_at).total_seconds()
    assert value_of(figures, "winback_scores_age_seconds") == pytest.approx(age, abs=60)


def test_every_client_is_counted_once_and_the_spread_ends_with_all_who_have_a_score(
    figures: str, inside: Inside
) -> None:
    scores = inside.backend.current.published.tables["scores"]
    counts = [line for line in figures.splitlines() if line.startswith("winback_published_clients{")]
    assert sum(float(line.rpartition(" ")[2]) for line in counts) == scores.num_rows
    risks = scores["churn_probability"].drop_null().to_pylist()
    for bound in (0.3, 1.0):
        told = value_of(figures, f'winback_churn_probability_clients{{le="{bound:g}"}}')
        assert told == sum(risk <= bound for risk in risks)


@pytest.mark.parametrize("name", ["grafana.json", "winback-alerts.yml"])
def test_the_examples_ask_only_for_figures_that_there_are(figures: str, name: str) -> None:
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    asked = {PARTS.sub("", found) for found in ASKED.findall(text)}
    declared = set(re.findall(r"^# TYPE (\S+)", figures, re.MULTILINE))
    assert asked
    assert asked <= declared
    if name.endswith(".json"):
        assert {panel["title"] for panel in json.loads(text)["panels"]}
