"""What the reader must know of the value model, in the company's language."""

from collections.abc import Iterator

from features.figures import Language
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


def value_notes(model: ValueModel, language: Language) -> Iterator[str]:
    """Say which parts of the value model fall back on something simpler."""
    for name, part in (("value_if_kept", model.kept), ("value_if_left", model.left)):
        if part.free is None:
            yield TOO_FEW[language].format(name=name)
    if not model.expected.check.fitted:
        yield NOT_FITTED[language]
