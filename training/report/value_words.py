"""What the reader must know of how values are reckoned, in the company's language."""

from collections.abc import Iterator

import pandas as pd

from features.figures import Language
from training import report_numbers as write
from training.words import name_of
from training.worth.value import ValueModel

TOO_FEW = {
    "ru": (
        "{name}: слишком мало строк для модели ценности. Взято то, чего ждёт вероятностная модель покупок,"
        " приведённое к среднему каждого статуса."
    ),
    "en": (
        "{name}: too few rows for a model. What buy-till-you-die expects is taken, set to each status's mean."
    ),
}
NOT_FITTED = {
    "ru": (
        "Модель чеков (Gamma-Gamma) не сошлась: средние чеки стянуты к общему среднему с весом одного заказа."
    ),
    "en": "The Gamma-Gamma model did not converge; checks are drawn to the mean by one order.",
}
TRIED = {
    "ru": (
        "{method} на месте модели (ценность делится на «останется» и «уйдёт» и взвешивается вероятностью"
        " остаться): ошибка суммы {bias}, средняя ошибка на клиента {mae} – меньше, чем у модели, на {gain}"
        " (95 %: {low} … {high})."
    ),
    "en": (
        "{method} in the model's place (its value split into kept and left, and weighed by the chance to"
        " stay): bias of the total {bias}, mean error per client {mae}, which is below the model's by {gain}"
        " (95%: {low} … {high})."
    ),
}
STAYS = {
    "ru": (
        "Ценность считает модель: ни один другой способ не ближе к тому, что получили, достоверно"
        " и без большей ошибки суммы."
    ),
    "en": (
        "Values are the model's: no other way is surely nearer to what came without a larger bias of the"
        " total."
    ),
}
REPLACED = {
    "ru": (
        "Ценность в пределах проверенного срока считает не модель: {method} достоверно ближе к тому, что"
        " получили, и сумма её не хуже."
    ),
    "en": (
        "Within the period judged values are not the model's: {method} is surely nearer to what came, and"
        " its total is no farther off."
    ),
}


def value_choice(tried: pd.DataFrame, serves: str, language: Language, currency: str) -> Iterator[str]:
    """Say how near each other way comes in the model's place, and which one serves.

    Parameters
    ----------
    tried : DataFrame
        Of `training.worth.value_backtest.ValueBacktest`.
    serves : str
        The method that serves.
    language, currency : str
        The company's.
    """

    def money(amount: float) -> str:
        return write.money(amount, language, currency, places=2)

    for line in tried[tried["method"] != "model"].to_dict(orient="records"):
        yield TRIED[language].format(
            method=name_of("method", line["method"], language),
            bias=write.share(line["total_bias"], language, places=1, signed=True),
            **{name: money(line[name]) for name in ("mae", "gain", "low", "high")},
        )
    sentence = STAYS if serves == "model" else REPLACED
    yield sentence[language].format(method=name_of("method", serves, language))


def value_notes(model: ValueModel, language: Language) -> Iterator[str]:
    """Say which parts of the value model fall back on something simpler."""
    for name, part in (("value_if_kept", model.kept), ("value_if_left", model.left)):
        if model.method == "model" and part.free is None:
            yield TOO_FEW[language].format(name=name)
    if not model.expected.check.fitted:
        yield NOT_FITTED[language]
