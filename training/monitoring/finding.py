"""One thing that was looked at: its figure, what it is set against, the verdict and the reason in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from training.words import index_of

#: All is well; look closer; do something; not enough is known to say.
Verdict = Literal["ok", "watch", "act", "unknown"]
#: From good to bad.
GRAVITY: dict[str, int] = {"unknown": 0, "ok": 1, "watch": 2, "act": 3}
Part = Literal["drift", "truth", "lists"]
PARTS: tuple[Part, ...] = ("drift", "truth", "lists")
#: Figure of what comes no more: the source's fault, before any drift.
STOPPED = "stopped"
#: Figures of what came far more rarely than usual, and of rows that are there no more.
THINNED, GONE = "thinned", "gone"
#: Figures of the source, told before what may follow from it.
OF_SOURCE = (STOPPED, THINNED, GONE)


@dataclass(frozen=True)
class Finding:
    """A figure that was judged.

    Attributes
    ----------
    part : {'drift', 'truth', 'lists'}
        What moved, whether the probabilities came true, what lists brought.
    figure : str
        `psi`, `missing_share`, `auc`, …
    subject : str
        A feature, a group of clients, or a plan.
    value : float
        nan where it is not known.
    verdict : {'ok', 'watch', 'act', 'unknown'}
    reason : (str, str)
        In Russian and English.
    expected : float
        What it is set against; nan where there is nothing.
    low, high : float
        95 % interval of `value`; nan where there is none.
    under : str
        Name of the finding that explains this one; empty where there is none.
    """

    part: Part
    figure: str
    subject: str
    value: float
    verdict: Verdict
    reason: tuple[str, str]
    expected: float = np.nan
    low: float = np.nan
    high: float = np.nan
    under: str = ""

    @property
    def name(self) -> str:
        """``part/figure/subject``, as the figure is called everywhere."""
        return f"{self.part}/{self.figure}/{self.subject}"

    def said(self, language: str) -> str:
        """Give the reason in a language."""
        return self.reason[index_of(language)]

    def to_dict(self) -> dict[str, Any]:
        """Give what JSON can carry, but for nan."""
        return {
            "name": self.name,
            "part": self.part,
            "figure": self.figure,
            "subject": self.subject,
            "value": self.value,
            "expected": self.expected,
            "low": self.low,
            "high": self.high,
            "verdict": self.verdict,
            "under": self.under,
            "reason": {"ru": self.reason[0], "en": self.reason[1]},
        }


def worst(findings: Iterable[Finding]) -> Verdict:
    """Give the gravest verdict; `unknown` of nothing.

    Examples
    --------
    >>> worst([])
    'unknown'
    """
    found = [finding.verdict for finding in findings]
    return max(found, key=GRAVITY.__getitem__, default="unknown")


def graded(distance: float, *, watch: float, act: float) -> Verdict:
    """Judge how far something is from where it should be.

    Examples
    --------
    >>> [graded(far, watch=0.1, act=0.25) for far in (0.05, 0.1, 0.3, float("nan"))]
    ['ok', 'watch', 'act', 'unknown']
    """
    if np.isnan(distance):
        return "unknown"
    return "act" if distance >= act else "watch" if distance >= watch else "ok"
