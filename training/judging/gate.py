"""Whether a candidate has earned its place: the rule that promotes it or lets the silence rule serve."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from features.errors import UsageError
from features.settings import Training
from training.judging.paired_gain import Metric, resample
from training.judging.predictions import checked, group_of
from training.judging.verdict import (
    ChampionComparison,
    ComparedGain,
    GroupVerdict,
    JudgedDays,
    OfficeComparison,
    Verdict,
)
from training.words import CANDIDATES

#: The simplest first; on a tie the simpler one wins. Others than these count as less simple, in their order.
SIMPLICITY = CANDIDATES
#: Column of what the champion in office said.
CHAMPION = "champion"
#: Draws of clients for each metric's interval.
DRAWS: dict[Metric, int] = {"log_loss": 1000, "average_precision": 200}


def decide(
    predictions: pd.DataFrame,
    *,
    candidates: Sequence[str],
    baselines: Sequence[str],
    seed: int,
    minimum_left: int | None = None,
    profits: Mapping[str, float] | None = None,
) -> Verdict:
    """Judge the candidates against the baselines, at-risk and recoverable clients apart.

    The candidate with the lowest log loss wins; where the 95 % interval of its lead over a simpler one
    includes zero, the simplest such one does. The winner passes if its gain in log loss over every baseline
    has a 95 % interval wholly above zero, it loses to none in average precision, and is surely above no skill
    there, where that is among them; it loses where the 95 % interval of the difference lies wholly below
    zero. Both metrics are means over the test days, the intervals those of a bootstrap paired by client
    (`training.judging.paired_gain`).

    Where `profits` are given, the candidate of the highest expected profit wins among clients at risk, and
    has to pass all the same.

    Parameters
    ----------
    predictions : DataFrame
        As in `training.judging.predictions.checked`: one row per test day and client.
    candidates, baselines : sequence of str
        Columns of P(left), at least one each; the order of simplicity is `SIMPLICITY`.
    seed : int
        Of the bootstrap.
    minimum_left : int, optional
        Leavers, and stayers, that a group needs on a test day for the day to count, ≥ 1; the default is that
        of ``[training] minimum_left``. A group without such a day is not judged.

    Returns
    -------
    Verdict

    Raises
    ------
    UsageError
        If there are no candidates or baselines, or the predictions cannot be judged.

    References
    ----------
    method.md, "Proof".

    Examples
    --------
    >>> half = 40
    >>> rows = pd.DataFrame({"test_day": pd.Timestamp("2024-05-01").date(), "client_id": range(2 * half),
    ...                      "status": "active", "left": [0] * half + [1] * half, "weight": 1.0,
    ...                      "logistic": [0.2] * half + [0.8] * half, "silence_rule": 0.5})
    >>> verdict = decide(rows, candidates=["logistic"], baselines=["silence_rule"], seed=1)
    >>> verdict.champion
    {'at_risk': 'logistic', 'recoverable': 'silence_rule'}
    >>> print(verdict.headline("en"))
    The gate is passed: clients at risk – Logistic regression; recoverable clients – Silence rule (too ...
    """
    if not candidates or not baselines:
        raise UsageError(
            f"There are {len(candidates)} candidates and {len(baselines)} baselines; the gate needs at "
            "least one of each. Name the columns of the predictions."
        )
    rows = checked(predictions, [*candidates, *baselines])
    needed = _needed(minimum_left)
    names = (tuple(candidates), tuple(baselines))
    at_risk, recoverable = (
        _judge(rows, group, *names, needed=needed, seed=seed, profits=earned)
        for group, earned in (("at_risk", profits), ("recoverable", None))
    )
    return Verdict(at_risk, recoverable)


def compare_with_champion(
    predictions: pd.DataFrame,
    verdict: Verdict,
    *,
    seed: int,
    minimum_left: int | None = None,
) -> ChampionComparison:
    """Compare those who would serve with the champion in office, only on days after its own labels.

    Parameters
    ----------
    predictions : DataFrame
        As in `decide`, and in `champion` P(left) by the one in office, nan on days that its labels reach.
    verdict : Verdict
        Of `decide`: whom it lets serve each group is compared.
    seed, minimum_left
        As in `decide`.

    Returns
    -------
    ChampionComparison
        Refused where in a group the gain in log loss over the champion has a 95 % interval wholly below zero.
        Where too few days are left to compare, nothing is refused, and the reason says so.

    Raises
    ------
    UsageError
        If a column is absent or the predictions cannot be judged.

    References
    ----------
    method.md, "Proof".
    """
    if CHAMPION not in predictions.columns:
        raise UsageError(
            f"The predictions have no column {CHAMPION}; it holds what the champion in office said. Add "
            "it, nan on days that its labels reach."
        )
    needed = _needed(minimum_left)
    rows = predictions[predictions[CHAMPION].notna()]
    compared = []
    for group, contestant in verdict.champion.items():
        part = group_of(checked(rows, [contestant, CHAMPION]), group)
        days = _days(part, needed)
        gain = None
        if days.judged:
            part = part[part["test_day"].isin(days.judged)]
            drawn = resample(part, (contestant, CHAMPION), "log_loss", draws=DRAWS["log_loss"], seed=seed)
            gain = drawn.gain(contestant, CHAMPION)
        compared.append(OfficeComparison(group, contestant, days, gain))
    return ChampionComparison(tuple(compared))


def _judge(
    predictions: pd.DataFrame,
    group: str,
    candidates: tuple[str, ...],
    baselines: tuple[str, ...],
    *,
    needed: int,
    seed: int,
    profits: Mapping[str, float] | None,
) -> GroupVerdict:
    rows = group_of(predictions, group)
    days = _days(rows, needed)
    if not days.judged:
        return GroupVerdict(group, days, {}, None, None, (), baselines)
    rows = rows[rows["test_day"].isin(days.judged)]
    everyone = (*candidates, *baselines)
    losses = resample(rows, everyone, "log_loss", draws=DRAWS["log_loss"], seed=seed)
    ordered = sorted(candidates, key=_simplicity)
    lowest = min(ordered, key=losses.observed)
    leads = {name: losses.gain(lowest, name) for name in ordered if name != lowest}
    winner = next(name for name in ordered if name == lowest or not leads[name].surely_better)
    if profits:
        winner = max(ordered, key=profits.__getitem__)
    precisions = resample(
        rows, (winner, *baselines), "average_precision", draws=DRAWS["average_precision"], seed=seed
    )
    gains = [ComparedGain(lowest, name, "log_loss", lead) for name, lead in leads.items()]
    for drawn in (losses, precisions):
        gains += [ComparedGain(winner, name, drawn.metric, drawn.gain(winner, name)) for name in baselines]
    loss = {name: losses.observed(name) for name in everyone}
    return GroupVerdict(group, days, loss, lowest, winner, tuple(gains), baselines, by_profit=bool(profits))


def _days(rows: pd.DataFrame, needed: int) -> JudgedDays:
    """Part the test days into those with enough leavers and stayers and the others."""
    counts = rows.groupby("test_day", sort=True)["left"].agg(left="sum", all="count").astype("int64")
    counts["stayed"] = counts["all"] - counts["left"]
    fewest = np.minimum(counts["left"], counts["stayed"])
    short = counts[fewest < needed]
    fullest = short.loc[fewest[fewest < needed].idxmax()] if len(short) else None
    return JudgedDays(
        judged=tuple(counts.index[fewest >= needed]),
        left_out=tuple(short.index),
        needed=needed,
        most_left=0 if fullest is None else int(fullest["left"]),
        most_stayed=0 if fullest is None else int(fullest["stayed"]),
    )


def _simplicity(candidate: str) -> int:
    return SIMPLICITY.index(candidate) if candidate in SIMPLICITY else len(SIMPLICITY)


def _needed(minimum_left: int | None) -> int:
    needed = Training().minimum_left if minimum_left is None else minimum_left
    if needed < 1:
        raise UsageError(f"minimum_left is {needed}; a day needs leavers and stayers. Write at least 1.")
    return needed
