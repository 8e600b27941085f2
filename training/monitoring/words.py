"""Why a figure got its verdict, in Russian and English; and how the report's parts are called."""

from collections.abc import Callable
from datetime import date

from training import report_numbers as write
from training.words import LANGUAGES, index_of

#: Reason → (Russian, English).
REASONS: dict[str, tuple[str, str]] = {
    "beside": (
        "{told} Вместе с этим сдвинулись признаки: {names}.",
        "{told} Features that have moved with this: {names}.",
    ),
    "psi.ok": ("распределение то же: PSI {psi}", "spread as before: PSI {psi}"),
    "psi.chance": (
        "PSI {psi}, но при таком числе клиентов и без перемен бывает до {chance}",
        "PSI {psi}, but among so few clients chance alone brings up to {chance}",
    ),
    "psi.moved": (
        "распределение сдвинулось: PSI {psi}, среднее было {then}, стало {now}",
        "the spread has moved: PSI {psi}, the mean was {then} and is {now}",
    ),
    "psi.little_used": (
        "распределение сдвинулось: PSI {psi}, среднее было {then}, стало {now}; модель на признак почти не "
        "смотрит ({gain} выигрыша деревьев)",
        "the spread has moved: PSI {psi}, the mean was {then} and is {now}; the model hardly looks at it "
        "({gain} of the trees' gain)",
    ),
    "psi.unknown": (
        "известно слишком мало значений, чтобы сравнивать: было {then}, стало {now}, нужно {need}",
        "too few values are known to compare: {then} then, {now} now, {need} needed",
    ),
    "psi.gone": (
        "значений больше нет: было у {then} клиентов, стало у {now}. Проверьте источник",
        "the values are gone: {then} clients had one, {now} have. Check the source",
    ),
    "values.moved": (
        "доли значений сдвинулись: PSI {psi}; сильнее всего {value}: было {then}, стало {now}",
        "the shares of its values have moved: PSI {psi}; most of all {value}: {then} then, {now} now",
    ),
    "values.little_used": (
        "доли значений сдвинулись: PSI {psi}; сильнее всего {value}: было {then}, стало {now}; модель на "
        "признак почти не смотрит",
        "the shares of its values have moved: PSI {psi}; most of all {value}: {then} then, {now} now; the "
        "model hardly looks at it",
    ),
    "values.unknown": (
        "известно слишком мало значений, чтобы сравнивать: было {then}, стало {now}",
        "too few values are known to compare: {then} then, {now} now",
    ),
    "values.new_values": (
        "новые значения у {share} клиентов: {values}. Модель их не знает: обучите её снова",
        "values that the model does not know, of {share} of the clients: {values}. Train again",
    ),
    "values.vanished_values": (
        "значений почти ни у кого не осталось, а были у {share} клиентов: {values}. Проверьте источник",
        "hardly anybody is left with values that {share} of the clients had: {values}. Check the source",
    ),
    "usual": (
        "сдвиг {psi} за {days} дней; до обучения за столько же дней бывало {usual}",
        "moved by {psi} in {days} days; before the training it moved by {usual} in as many",
    ),
    "missing.ok": ("пропусков {now}, было {then}", "{now} missing, {then} before"),
    "missing.more": (
        "пропусков стало {now}, было {then}. Проверьте источник",
        "{now} are missing, {then} were. Check the source",
    ),
    "missing.fewer": (
        "пропусков стало меньше: {now}, было {then}. О клиентах известно больше, чем знала модель; если так "
        "и останется, обучите заново",
        "fewer are missing: {now}, {then} were. More is known of the clients than the model knew; if it "
        "stays so, train again",
    ),
    "status.ok": ("{now} клиентов, было {then}", "{now} of the clients, {then} before"),
    "status.moved": (
        "теперь {now} клиентов, было {then}",
        "now {now} of the clients, {then} when the model was trained",
    ),
    "mean.ok": ("в среднем {now}, было {then}", "{now} on average, {then} when the model was trained"),
    "mix.ok": ("состав по статусам прежний: PSI {psi}", "the mix of statuses is as before: PSI {psi}"),
    "mix.moved": (
        "состав по статусам изменился: PSI {psi}",
        "the mix of statuses has changed: PSI {psi}",
    ),
    "step.ok": (
        "с публикации {then_day} средняя вероятность {then} → {now}",
        "mean probability {then} → {now} since the publication of {then_day}",
    ),
    "step.moved": (
        "с публикации {then_day} вероятности сдвинулись: PSI {psi}, среднее {then} → {now}",
        "the probabilities have moved since the publication of {then_day}: PSI {psi}, mean {then} → {now}",
    ),
    "step.version": (
        "с публикации {then_day} сменилась версия модели: PSI {psi}, среднее {then} → {now}",
        "the model's version has changed since the publication of {then_day}: PSI {psi}, mean {then} → {now}",
    ),
    "few": (
        "пока рано: ушло {left}, осталось {stayed}, нужно хотя бы по {need}",
        "too early: {left} left and {stayed} stayed, at least {need} of each are needed",
    ),
    "base_rate.ok": ("ушло {now}, при обучении {then}", "{now} left, {then} in training"),
    "base_rate.moved": (
        "ушло {now} ({low}–{high}), а среди таких же клиентов при обучении {then}",
        "{now} left ({low}–{high}), where {then} of such clients left in training",
    ),
    "gap.ok": ("обещано {then}, ушло {now}", "{then} foretold, {now} left"),
    "gap.more": (
        "уходит больше обещанного: {now} ({low}–{high}) вместо {then}",
        "more leave than foretold: {now} ({low}–{high}) instead of {then}",
    ),
    "gap.fewer": (
        "уходит меньше обещанного: {now} ({low}–{high}) вместо {then}",
        "fewer leave than foretold: {now} ({low}–{high}) instead of {then}",
    ),
    "ece.ok": ("вероятности сбываются: ошибка {now}", "the probabilities come true: error {now}"),
    "ece.moved": (
        "вероятности расходятся с делом в среднем на {now}",
        "the probabilities are off by {now} on average",
    ),
    "ece.chance": (
        "вероятности расходятся с делом в среднем на {now} ({low}–{high}): это может быть случайностью",
        "the probabilities are off by {now} on average ({low}–{high}): that may be chance",
    ),
    "slope.ok": ("наклон {now} ({low}–{high}), верный 1", "slope {now} ({low}–{high}), 1 is right"),
    "slope.over": (
        "модель слишком уверена: наклон {now} ({low}–{high}), верный 1",
        "the model is too sure of itself: slope {now} ({low}–{high}), 1 is right",
    ),
    "slope.under": (
        "модель слишком осторожна: наклон {now} ({low}–{high}), верный 1",
        "the model is too cautious: slope {now} ({low}–{high}), 1 is right",
    ),
    "intercept.plain": (
        "сдвиг {now} ({low}–{high}) в логарифмах шансов, верный 0",
        "intercept {now} ({low}–{high}) in log-odds, 0 is right",
    ),
    "auc.ok": ("AUC {now} ({low}–{high})", "AUC {now} ({low}–{high})"),
    "auc.fell": (
        "различает хуже, чем на проверке при обучении: AUC {now} ({low}–{high}), было {then}",
        "tells leavers from stayers worse than on the test days of training: AUC {now} ({low}–{high}), "
        "was {then}",
    ),
    "auc.blind": (
        "не отличает уходящих от остающихся: AUC {now} ({low}–{high})",
        "does not tell leavers from stayers: AUC {now} ({low}–{high})",
    ),
    "average_precision.plain": (
        "средняя точность {now} ({low}–{high}); наугад {then}",
        "average precision {now} ({low}–{high}); {then} at random",
    ),
    "log_loss.ok": (
        "логарифмическая ошибка {now} ({low}–{high}), без модели {then}",
        "log loss {now} ({low}–{high}), {then} without a model",
    ),
    "log_loss.worse": (
        "хуже, чем назвать всем одну и ту же вероятность: {now} ({low}–{high}) против {then}",
        "worse than giving everybody the same probability: {now} ({low}–{high}) against {then}",
    ),
    "lists.not_worked": (
        "по списку не отмечено ни одной попытки: сказать, что он принёс, нельзя",
        "no attempt was recorded for this list: what it brought cannot be told",
    ),
    "lists.few": (
        "слишком мало: в списке {listed}, в контроле {held}, нужно хотя бы по {need}",
        "too few: {listed} listed, {held} held out, at least {need} of each are needed",
    ),
    "lists.early": (
        "горизонты ещё не кончились у {open} из {clients} клиентов",
        "the horizons of {open} of {clients} clients have not ended yet",
    ),
    "uplift.ok": (
        "вернулось или осталось на {now} больше ({low}…{high}), обещано {then}",
        "{now} more ordered than of those left alone ({low} to {high}), {then} expected",
    ),
    "uplift.below": (
        "заказали чаще лишь на {now} ({low}…{high}), обещано {then}",
        "only {now} more ordered than of those left alone ({low} to {high}), {then} expected",
    ),
    "uplift.harm": (
        "список вредит: заказывают реже, чем те, кого не трогали: {now} ({low}…{high})",
        "the list does harm: fewer order than of those left alone: {now} ({low} to {high})",
    ),
    "net.ok": (
        "за {days} дней принёс {now} ({low}…{high}) за вычетом затрат; обещано {then} за {months} мес.",
        "brought {now} ({low} to {high}) net of costs in {days} days; {then} expected over {months} months",
    ),
    "net.below": (
        "за {days} дней не окупился: {now} ({low}…{high}); обещано {then} за {months} мес.",
        "has not paid for itself in {days} days: {now} ({low} to {high}); {then} expected over {months} "
        "months",
    ),
    "net.loss": (
        "срок вышел, и список принёс убыток: {now} ({low}…{high}); обещано {then}",
        "its time is over and the list made a loss: {now} ({low} to {high}); {then} expected",
    ),
}

Place = str | int | date | tuple[str, str] | Callable[[str], str]


def reason(key: str, **places: Place) -> tuple[str, str]:
    """Write a reason in both languages.

    Parameters
    ----------
    key : str
        Of `REASONS`.
    places : str, int, date, (str, str) or callable
        What stands in it; a callable is asked with the language.

    Examples
    --------
    >>> reason("missing.ok", now=share(0.125), then=share(0))[1]
    '12.5% missing, 0.0% before'
    """
    told = [
        REASONS[key][index_of(language)].format(
            **{name: _written(place, language) for name, place in places.items()}
        )
        for language in LANGUAGES
    ]
    return told[0], told[1]


def share(value: float, *, places: int = 1, signed: bool = False) -> Callable[[str], str]:
    """Promise a share in percent."""
    return lambda language: write.share(value, language, places=places, signed=signed)


def number(value: float, *, places: int = 2, signed: bool = False) -> Callable[[str], str]:
    """Promise a number."""
    return lambda language: write.number(value, language, places=places, signed=signed)


def plain(value: float) -> Callable[[str], str]:
    """Promise a number of any size, with as many digits as say something.

    Examples
    --------
    >>> plain(1234.567)("en"), plain(0.01234)("en"), plain(float("nan"))("en")
    ('1,235', '0.012', '–')
    """
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return lambda language: write.number(value, language, places=places) or "–"


def money(value: float, currency: str) -> Callable[[str], str]:
    """Promise an amount."""
    return lambda language: write.money(value, language, currency)


def _written(place: Place, language: str) -> str:
    if callable(place):
        return place(language)
    if isinstance(place, tuple):
        return place[index_of(language)]
    if isinstance(place, date):
        return write.day(place, language)
    return write.number(place, language) if isinstance(place, int) else place
