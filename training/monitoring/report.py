"""What monitoring found, as a whole: findings, tables, the verdict, and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from training.monitoring.finding import GRAVITY, OF_SOURCE, PARTS, Finding, Part, Verdict, worst
from training.past.contamination import Contamination
from training.words import index_of

#: Verdict → (Russian, English).
VERDICTS: Mapping[str, tuple[str, str]] = {
    "ok": ("в порядке", "ok"),
    "watch": ("присмотреться", "watch"),
    "act": ("действовать", "act"),
    "unknown": ("пока неизвестно", "not known yet"),
}
HEADLINES: Mapping[str, tuple[str, str]] = {
    "ok": ("Модель служит как прежде", "The model serves as before"),
    "watch": ("Есть к чему присмотреться", "Something is worth a closer look"),
    "act": ("Пора действовать", "It is time to act"),
    "unknown": ("Судить пока не о чем", "There is nothing to judge yet"),
}
NOTES: Mapping[str, tuple[str, str]] = {
    "no_reference": (
        "Версия {version} обучена прежней программой, которая не сохраняла облик клиентов. Сдвига признаков "
        "не видно, пока её не обучат заново: winback train.",
        "Version {version} was trained by an earlier winback, which did not keep what the clients were like. "
        "Drift of features is not seen until it is trained again: winback train.",
    ),
    "before_training": (
        "Модель обучена на том, что знали к {trained}; {day} — раньше. Сдвинулось ли что-то после обучения, "
        "по такому дню не сказать. Возьмите день не раньше {trained}.",
        "The model was trained on what was known on {trained}; {day} lies before. What has moved since the "
        "training cannot be told by such a day. Choose one from {trained} on.",
    ),
    "hindsight": (
        "Оценки, которые эта версия дала на дни раньше {trained}, не судим: что было потом, она уже знала.",
        "What this version said of days before {trained} is not judged: it knew what came after.",
    ),
    "no_publications": (
        "Ничего ещё не опубликовано: winback score начинает историю, по которой судят предсказания.",
        "Nothing was published yet: winback score begins the history by which predictions are judged.",
    ),
    "not_matured": (
        "Ни у одной публикации горизонты ещё не кончились: сбылись ли вероятности, пока не видно.",
        "No publication's horizons have ended yet: whether the probabilities came true is not to be seen.",
    ),
    "no_lists": (
        "Списков, день которых прошёл, в журнале нет.",
        "The ledger has no lists of a past day.",
    ),
    "not_worked": (
        "Списков без единой отмеченной попытки: {lists}. Сказать, что они принесли, нельзя.",
        "Lists without one recorded attempt: {lists}. What they brought cannot be told.",
    ),
    "not_kept": (
        "Списков, оценки которых не сохранились: {lists}. Сказать, что они принесли, нельзя.",
        "Lists of which the scores were not kept: {lists}. What they brought cannot be told.",
    ),
}


def note(key: str, **places: str) -> tuple[str, str]:
    """Write a note in both languages."""
    russian, english = NOTES[key]
    return russian.format(**places), english.format(**places)


@dataclass(frozen=True)
class MonitoringReport:
    """All that was found.

    Attributes
    ----------
    company, language, currency : str
    as_of : date
        The day up to which all was known.
    version : str
        The version in office.
    trained_on : date
        Its as-of day.
    findings : tuple of Finding
    notes : tuple of (str, str)
        What could not be told, and why.
    steps : DataFrame
        Publications (`training.monitoring.drift.publication_steps`).
    truth : DataFrame
        Figures by group (`training.monitoring.truth.truth_figures`).
    by_day : DataFrame
        Figures by publication and group (`training.judging.evaluation.figures`).
    reliability : DataFrame
        Bins of all matured predictions (`training.judging.calibration_figures.reliability`).
    contamination : Contamination or None
        What our own actions did to the matured rows.
    """

    company: str
    language: str
    currency: str
    as_of: date
    version: str
    trained_on: date
    findings: tuple[Finding, ...]
    notes: tuple[tuple[str, str], ...]
    steps: pd.DataFrame
    truth: pd.DataFrame
    by_day: pd.DataFrame
    reliability: pd.DataFrame
    contamination: Contamination | None

    @property
    def verdict(self) -> Verdict:
        """The gravest of all."""
        return worst(self.findings)

    def part(self, part: Part) -> list[Finding]:
        """Give the findings of a part, the gravest first, each before those that it explains."""
        found = sorted(
            (one for one in self.findings if one.part == part),
            key=lambda one: (-GRAVITY[one.verdict], one.figure not in OF_SOURCE),
        )
        return [one for head in found if not head.under for one in (head, *self.explained_by(head))]

    def explained_by(self, head: Finding) -> list[Finding]:
        """Give the findings that another one explains, the gravest first."""
        found = [one for one in self.findings if one.under == head.name]
        return sorted(found, key=lambda one: -GRAVITY[one.verdict])

    @property
    def headline(self) -> str:
        """The verdict in one line, with the gravest findings by name."""
        place = index_of(self.language)
        grave = [
            one
            for part in PARTS
            for one in self.part(part)
            if one.verdict == self.verdict != "ok" and not one.under
        ]
        names = ", ".join(one.name for one in grave[:3]) if self.verdict in ("watch", "act") else ""
        more = f" (+{len(grave) - 3})" if names and len(grave) > 3 else ""
        return HEADLINES[self.verdict][place] + (f": {names}{more}" if names else "")

    def told_notes(self) -> tuple[str, ...]:
        """Give the notes in the report's language."""
        return tuple(text[index_of(self.language)] for text in self.notes)

    def to_dict(self) -> dict[str, Any]:
        """Give all of it for machines, but for nan."""
        return {
            "as_of": self.as_of.isoformat(),
            "version": self.version,
            "trained_on": self.trained_on.isoformat(),
            "verdict": self.verdict,
            "verdicts": {part: worst(self.part(part)) for part in PARTS},
            "headline": self.headline,
            "notes": [{"ru": russian, "en": english} for russian, english in self.notes],
            "findings": [one.to_dict() for one in self.findings],
            "publications": self.steps.to_dict(orient="records"),
            "truth": self.truth.to_dict(orient="records"),
            "by_publication": self.by_day.to_dict(orient="records"),
            "reliability": self.reliability.to_dict(orient="records"),
            "contamination": None if self.contamination is None else dict(vars(self.contamination)),
        }
