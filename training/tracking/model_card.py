"""The model card: what a version is for, what it learned from, how right it was, and where it ends."""

from collections.abc import Iterator

from training import report_numbers as write
from training.report.facts import ReportFacts
from training.tracking.model_card_words import WORDS
from training.words import index_of, name_of

FIGURES = ("log_loss", "average_precision", "auc", "ece")
#: The rule that every champion stands beside.
RULE = "silence_rule"


def model_card(facts: ReportFacts) -> str:
    """Write the card as Markdown, in the report's language, of what the report says.

    Parameters
    ----------
    facts : ReportFacts
        Charts are not used.
    """
    say, language = _words(facts.language), facts.language
    clients, counts = facts.data, facts.data.contamination
    days = [one.test_day for one in facts.origins]
    learned = say["learned"].format(
        rows=write.number(clients.rows, language),
        clients=write.number(clients.clients, language),
        snapshots=clients.snapshots,
        features=clients.features,
        first=write.day(clients.first_day, language),
        last=write.day(clients.last_day, language),
    )
    ours = "" if counts is None else say["contamination"].format(**vars(counts))
    judged = say["judged"].format(days=", ".join(write.short_day(day, language) for day in days))
    parts = [
        f"# {facts.company}: {facts.version}",
        f"**{facts.headline}**",
        f"## {say['use']}\n\n{say['use.text']}",
        f"## {say['leaving']}\n\n{_leaving(facts, say)}",
        f"## {say['data']}\n\n{learned} {ours}".rstrip(),
        f"## {say['right']}\n\n{judged}\n\n" + "\n".join(_figures(facts, say)),
        f"## {say['limits']}\n\n" + "\n".join(f"- {line}" for line in _limits(facts, say)),
        f"## {say['load']}\n\n```python\nimport mlflow\n\nmlflow.set_tracking_uri(…)\n"
        'model = mlflow.pyfunc.load_model("models:/winback@champion")\nmodel.predict(rows)\n```',
        f"## {say['identity']}\n\n" + "\n".join(_identity(facts)),
    ]
    return "\n\n".join(parts) + "\n"


def _words(language: str) -> dict[str, str]:
    place = index_of(language)
    return {key: both[place] for key, both in WORDS.items()}


def _leaving(facts: ReportFacts, say: dict[str, str]) -> str:
    churn = facts.churn
    if churn.min_days == churn.max_days:
        return say["leaving.fixed"].format(days=churn.min_days)
    cycles = write.number(churn.cycles, facts.language, places=0 if churn.cycles == int(churn.cycles) else 1)
    return say["leaving.own"].format(cycles=cycles, least=churn.min_days, most=churn.max_days)


def _figures(facts: ReportFacts, say: dict[str, str]) -> Iterator[str]:
    """Write the champion of each group beside the rule, mean ± spread."""
    yield f"| {say['group']} | {say['contestant']} | " + " | ".join(say[name] for name in FIGURES) + " |"
    yield "|---" * (2 + len(FIGURES)) + "|"
    known = {
        (row["group"], row["contestant"], row["figure"]): (row["mean"], row["spread"])
        for row in facts.summary.to_dict(orient="records")
    }
    for group, champion in facts.champions.items():
        for contestant in dict.fromkeys((champion, RULE)):
            cells = [_cell(known.get((group, contestant, name)), facts.language) for name in FIGURES]
            names = (
                name_of("group", group, facts.language),
                name_of("contestant", contestant, facts.language),
            )
            yield "| " + " | ".join((*names, *cells)) + " |"


def _cell(figure: tuple[float, float] | None, language: str) -> str:
    mean, spread = (write.number(value, language, places=3) for value in figure or (None, None))
    return f"{mean} ± {spread}" if spread else mean or "–"


def _limits(facts: ReportFacts, say: dict[str, str]) -> Iterator[str]:
    yield say["limits.actions"]
    yield say["limits.company"]
    if facts.value is not None:
        extrapolated = write.share(facts.value.extrapolated_share, facts.language)
        yield say["limits.value"].format(days=facts.value.window_days, share=extrapolated)
        yield from facts.value.choice
    for one in facts.calibration:
        group = name_of("group", one.group, facts.language)
        yield say["limits.calibration"].format(group=group, how=one.fitted_on)
    yield from facts.notes


def _identity(facts: ReportFacts) -> Iterator[str]:
    for name, value in (*facts.fingerprint.items(), *facts.environment.items()):
        yield f"- {name}: `{value}`"
