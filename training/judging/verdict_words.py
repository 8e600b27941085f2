"""The gate's verdict as sentences in Russian and English."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from training.report_numbers import money
from training.words import index_of, name_of

if TYPE_CHECKING:
    from training.judging.paired_gain import Gain
    from training.judging.verdict import ComparedGain, GroupVerdict, JudgedDays, OfficeComparison, Verdict

#: Key → (Russian, English).
SENTENCES: dict[str, tuple[str, str]] = {
    "at_risk": ("клиенты под угрозой ухода", "clients at risk"),
    "recoverable": ("потерянные клиенты", "recoverable clients"),
    "log_loss": ("логарифмической ошибке", "log loss"),
    "average_precision": ("средней точности", "average precision"),
    "passed": ("Проверка пройдена: {clauses}.", "The gate is passed: {clauses}."),
    "refused": ("Проверка не пройдена: {clauses}.", "The gate is not passed: {clauses}."),
    "serves": ("{group} — {champion}", "{group} – {champion}"),
    "few": (" (слишком мало данных, чтобы судить)", " (too few to judge)"),
    "unproven": (
        ": {winner} недостоверно лучше, чем {others}, по логарифмической ошибке",
        ", as {winner} is not surely better than {others} in log loss",
    ),
    "loses": (
        ": {winner} уступает по средней точности: {others}",
        ", as {winner} loses in average precision to {others}",
    ),
    "by_chance": (
        ": {winner} по средней точности недостоверно лучше случая",
        ", as {winner} is not surely better than chance in average precision",
    ),
    "not_judged": (
        "{group}: не судим; ни в один проверочный день нет {needed} ушедших и {needed} оставшихся, "
        "в самый полный — {left} и {stayed}.",
        "{group}: not judged; no test day has {needed} leavers and {needed} stayers, the fullest has "
        "{left} and {stayed}.",
    ),
    "no_rows": ("{group}: не судим; таких клиентов нет.", "{group}: not judged; there are no such clients."),
    "days_left_out": (
        "{group}: без проверочных дней {days}, где нет {needed} ушедших и {needed} оставшихся.",
        "{group}: without the test days {days}, which lack {needed} leavers and {needed} stayers.",
    ),
    "wins": (
        "{group}: наименьшая логарифмическая ошибка — {winner}, {loss}.",
        "{group}: {winner} has the lowest log loss, {loss}.",
    ),
    "tie": (
        "{group}: наименьшая логарифмическая ошибка — {lowest}, {loss}, но перевес над {winner} может быть "
        "случайным ({gain}), поэтому выбираем то, что проще.",
        "{group}: {lowest} has the lowest log loss, {loss}, but its lead over {winner} may be chance "
        "({gain}), so the simpler one wins.",
    ),
    "by_profit": (
        "{group}: выбираем по ожидаемой прибыли — {winner}; наименьшая логарифмическая ошибка — {lowest}, "
        "{loss}.",
        "{group}: chosen by expected profit, {winner}; {lowest} has the lowest log loss, {loss}.",
    ),
    "profits": (
        "Ожидаемая прибыль на клиента под угрозой ухода: {amounts}; лучший по ней — {best}, по "
        "логарифмической ошибке — {winner}: разница {difference}.",
        "Expected profit a client at risk: {amounts}; best by it {best}, by log loss {winner}: a difference "
        "of {difference}.",
    ),
    "compared": (
        "{group}: {winner} против {against} по {metric}: {gain} — {judgement}.",
        "{group}: {winner} against {against} in {metric}: {gain}, {judgement}.",
    ),
    "interval": ("{mean}, 95 % от {low} до {high}", "{mean}, 95 % {low} to {high}"),
    "surely_better": ("достоверно лучше", "surely better"),
    "surely_worse": ("достоверно хуже", "surely worse"),
    "may_be_chance": ("может быть случайностью", "may be chance"),
    "no_champion_days": (
        "{group}: с действующей моделью не сравниваем, после её обучения ещё нет дня с {needed} ушедшими "
        "и {needed} оставшимися.",
        "{group}: not compared with the champion in office; no day after its own labels has {needed} leavers "
        "and {needed} stayers yet.",
    ),
    "champion": (
        "{group}: {winner} против действующей модели по логарифмической ошибке: {gain} — {judgement}.",
        "{group}: {winner} against the champion in office in log loss: {gain}, {judgement}.",
    ),
    "champion_stays": (" Действующая модель остаётся.", " The champion in office stays."),
}


def headline(verdict: "Verdict", language: str) -> str:
    """Say the verdict in one sentence."""
    clauses = "; ".join(_clause(part, language) for part in (verdict.at_risk, verdict.recoverable))
    return _say("passed" if verdict.passed else "refused", language, clauses=clauses)


def group_reasons(part: "GroupVerdict", language: str) -> tuple[str, ...]:
    """Say how a group's verdict came about."""
    if part.winner is None or part.lowest is None:
        return (_not_judged(part, language),)
    said = [_left_out(part, language)] if part.days.left_out else []
    group = _group(part.group, language)
    winner, lowest = _name(part.winner, language), _name(part.lowest, language)
    loss = _number(part.log_loss[part.lowest], language)
    if part.by_profit:
        said.append(_say("by_profit", language, group=group, winner=winner, lowest=lowest, loss=loss))
    elif part.winner == part.lowest:
        said.append(_say("wins", language, group=group, winner=winner, loss=loss))
    else:
        lead = next(item.gain for item in part.gains if item.against == part.winner)
        gain = _interval(lead, language)
        said.append(_say("tie", language, group=group, winner=winner, lowest=lowest, loss=loss, gain=gain))
    said += [_compared(item, group, language) for item in part.gains if item.against in part.baselines]
    return tuple(said)


def profit_reason(profits: Mapping[str, float], by_loss: str, language: str, currency: str) -> str:
    """Set the candidates' expected profits beside the one that log loss chooses.

    Parameters
    ----------
    profits : mapping of str to float
        Candidate → money a client at risk.
    by_loss : str
        The candidate that log loss chooses.
    language : str
        `ru` or `en`.
    currency : str
        ISO 4217.
    """
    best = max(profits, key=profits.__getitem__)
    # What a client brings may be a matter of cents.
    write = partial(money, language=language, currency=currency, places=2 if abs(profits[best]) < 100 else 0)
    amounts = ", ".join(f"{_name(name, language)} {write(amount)}" for name, amount in profits.items())
    return _say(
        "profits",
        language,
        amounts=amounts,
        best=_name(best, language),
        winner=_name(by_loss, language),
        difference=write(profits[best] - profits[by_loss]),
    )


def champion_reason(part: "OfficeComparison", language: str) -> str:
    """Say how the one who would serve stands against the champion in office."""
    group = _group(part.group, language)
    if part.gain is None:
        return _say("no_champion_days", language, group=group, needed=part.days.needed)
    judgement = _say(_judgement(part.gain), language)
    gain, winner = _interval(part.gain, language), _name(part.contestant, language)
    said = _say("champion", language, group=group, winner=winner, gain=gain, judgement=judgement)
    return said + (_say("champion_stays", language) if part.refused else "")


def _clause(part: "GroupVerdict", language: str) -> str:
    champion = _name(part.champion, language)
    said = _say("serves", language, group=_say(part.group, language), champion=champion)
    if part.winner is None:
        return said + _say("few", language)
    for key, baselines in (("unproven", part.not_beaten), ("loses", part.loses_to)):
        if baselines:
            winner, others = _name(part.winner, language), _names(baselines, language)
            return said + _say(key, language, winner=winner, others=others)
    if part.may_rank_by_chance:
        return said + _say("by_chance", language, winner=_name(part.winner, language))
    return said


def _not_judged(part: "GroupVerdict", language: str) -> str:
    days: JudgedDays = part.days
    group = _group(part.group, language)
    if not days.left_out:
        return _say("no_rows", language, group=group)
    left, stayed = days.most_left, days.most_stayed
    return _say("not_judged", language, group=group, needed=days.needed, left=left, stayed=stayed)


def _left_out(part: "GroupVerdict", language: str) -> str:
    days = ", ".join(
        f"{day:%d.%m.%Y}" if language == "ru" else f"{day:%Y-%m-%d}" for day in part.days.left_out
    )
    group = _group(part.group, language)
    return _say("days_left_out", language, group=group, days=days, needed=part.days.needed)


def _compared(item: "ComparedGain", group: str, language: str) -> str:
    return _say(
        "compared",
        language,
        group=group,
        winner=_name(item.candidate, language),
        against=_name(item.against, language),
        metric=_say(item.metric, language),
        gain=_interval(item.gain, language),
        judgement=_say(_judgement(item.gain), language),
    )


def _judgement(gain: "Gain") -> str:
    if gain.surely_better:
        return "surely_better"
    return "surely_worse" if gain.surely_worse else "may_be_chance"


def _interval(gain: "Gain", language: str) -> str:
    mean, low, high = (_number(value, language, sign="+") for value in (gain.mean, gain.low, gain.high))
    return _say("interval", language, mean=mean, low=low, high=high)


def _number(value: float, language: str, *, sign: str = "-") -> str:
    text = f"{value:{sign}.4f}".replace("-", "−")
    return text.replace(".", ",") if language == "ru" else text


def _group(code: str, language: str) -> str:
    words = _say(code, language)
    return words[0].upper() + words[1:]


def _name(code: str, language: str) -> str:
    name = name_of("contestant", code, language)
    return f"«{name}»" if language == "ru" else name


def _names(codes: Sequence[str], language: str) -> str:
    return ", ".join(_name(code, language) for code in codes)


def _say(key: str, language: str, **filled: object) -> str:
    return SENTENCES[key][index_of(language)].format(**filled)
