"""What the model report is written from: everything as it was found, before any word is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import pandas as pd

from features.settings import Churn
from training.judging.paired_gain import Gain
from training.past.contamination import Contamination

#: All groups passed the gate, some did, or the silence rule serves all of them.
Outcome = Literal["promoted", "partly", "rule"]


@dataclass(frozen=True)
class DataFacts:
    """How much was learned from; None where it is not known.

    Attributes
    ----------
    clients, order_days, snapshots, rows, features : int or None
        Clients, their days with an order, as-of days, rows (client × as-of day), inputs of the model.
    first_day, last_day : date or None
        Of the orders.
    contamination : Contamination or None
        What our own actions did to the rows.
    """

    clients: int | None = None
    order_days: int | None = None
    snapshots: int | None = None
    rows: int | None = None
    features: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    contamination: Contamination | None = None


@dataclass(frozen=True)
class OriginFacts:
    """One test day: what was learned from before it, and when its outcomes were known.

    Attributes
    ----------
    test_day : date
    train_from, train_until : date
        First and last as-of day learned from.
    ends_on : date
        The day on which the last horizon of the test rows had ended.
    train_rows, test_rows : int
    left_share : float or None
        Share of the test rows that left.
    """

    test_day: date
    train_from: date
    train_until: date
    ends_on: date
    train_rows: int
    test_rows: int
    left_share: float | None = None


@dataclass(frozen=True)
class CalibrationFacts:
    """How one group's probabilities were made honest.

    Attributes
    ----------
    group : str
    method : str
        `none`, `sigmoid`, `isotonic` or `venn_abers`.
    fitted_on : str
        On which rows, in the report's language.
    error_before, error_after : float or None
        Expected calibration error on test days, share.
    """

    group: str
    method: str
    fitted_on: str = ""
    error_before: float | None = None
    error_after: float | None = None


@dataclass(frozen=True)
class ValueFacts:
    """How well value was foretold.

    Attributes
    ----------
    methods : DataFrame
        ``method`` (`model`, `formula`, `buy_till_you_die`), ``total_bias`` (share of the realised total;
        0.1: 10 % too much), ``mae`` (money), ``rank_correlation``.
    window_days : int
        Length of the window over which it was judged.
    clients : int or None
        How many clients were judged.
    extrapolated_share : float or None
        Share of the value that lies beyond the window and is continued by expectation.
    serves : str
        The method whose values are served.
    choice : tuple of str
        How it was chosen, one sentence each, in the report's language.
    """

    methods: pd.DataFrame
    window_days: int
    clients: int | None = None
    extrapolated_share: float | None = None
    serves: str = "model"
    choice: tuple[str, ...] = ()


@dataclass(frozen=True)
class ResponseFacts:
    """What past attempts have told.

    Attributes
    ----------
    learned : tuple of dict
        ``list, action, basis, mean, low, high, treated, controls``: acceptance as a share.
    effects : tuple of dict
        ``list, treated, controls, effect, low, high``: how many more ordered than of those left alone.
    why_not : tuple of str
        Why actions are not measured, one sentence each, in the report's language.
    policies : tuple of dict
        Of `training.response.learning.Learned.policies`, one line a list and policy.
    budget_share : float
        What the policies may spend, as a share of contacting everybody.
    """

    learned: tuple[Mapping[str, Any], ...]
    effects: tuple[Mapping[str, Any], ...]
    why_not: tuple[str, ...] = ()
    policies: tuple[Mapping[str, Any], ...] = ()
    budget_share: float = 0.0


@dataclass(frozen=True)
class NextOrderFacts:
    """How well the next order was foretold.

    Attributes
    ----------
    shape : str
        `own_rhythm` or `hazard`.
    inside : float
        Share of the orders inside the 80 % interval, among the clients whose interval had ended; nan if none.
    """

    shape: str
    inside: float


@dataclass(frozen=True)
class ReportFacts:
    """Everything the report says. What is empty or None is left out of the page.

    Attributes
    ----------
    company, language, currency, version : str
    as_of : date
        The day up to which all was known.
    headline : str
        The verdict in one sentence, in the report's language.
    reasons : tuple of str
        Why it is so, one sentence each.
    outcome : {'promoted', 'partly', 'rule'}
        Decides the colour of the verdict.
    champions : mapping of str to str
        Group → contestant that serves it.
    churn : Churn
        The settings that define leaving.
    data : DataFacts
    judged : DataFrame
        What `training.judging.evaluation.figures` gave: ``test_day, group, contestant``, then the figures.
    summary : DataFrame
        What `training.judging.evaluation.summary` gave: ``group, contestant, figure, mean, spread``.
    gains : mapping of (str, str) to Gain
        (group, baseline) → how much less log loss the best candidate of the group has.
    candidates : mapping of str to str
        Group → the candidate that `gains` is about; the champion where none is given.
    calibration : tuple of CalibrationFacts
    value : ValueFacts or None
    by_status : DataFrame or None
        What `training.judging.status_calibration` gave.
    designs : DataFrame or None
        What was tried of how the candidates are built: ``candidate, option, gain, low, high, taken``.
    importance : DataFrame or None
        ``feature, gain``.
    origins : tuple of OriginFacts
        Earliest first.
    settings : mapping of str to object
        Further settings to show, by their name in `winback.toml`.
    fingerprint : mapping of str to str
        What identifies data, settings and code.
    environment : mapping of str to str
        Package → version.
    notes : tuple of str
        Warnings for the reader, in the report's language.
    charts : mapping of str to str
        Name, or name.group (``gains.at_risk``), → SVG from `training.plot_theme.as_svg`. Names: `roc`,
        `precision_recall`, `gains`, `calibration`, `importance`, `origins`, `value_deciles`, `scores`.
    """

    company: str
    language: str
    as_of: date
    version: str
    headline: str
    outcome: Outcome
    churn: Churn
    data: DataFacts
    judged: pd.DataFrame
    summary: pd.DataFrame
    currency: str = "RUB"
    reasons: tuple[str, ...] = ()
    champions: Mapping[str, str] = field(default_factory=dict)
    gains: Mapping[tuple[str, str], Gain] = field(default_factory=dict)
    candidates: Mapping[str, str] = field(default_factory=dict)
    calibration: tuple[CalibrationFacts, ...] = ()
    value: ValueFacts | None = None
    next_order: NextOrderFacts | None = None
    by_status: pd.DataFrame | None = None
    designs: pd.DataFrame | None = None
    response: ResponseFacts | None = None
    importance: pd.DataFrame | None = None
    origins: tuple[OriginFacts, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    charts: Mapping[str, str] = field(default_factory=dict)
