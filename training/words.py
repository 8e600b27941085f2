"""How contestants, groups, figures and causes are called in Russian and English."""

from dataclasses import dataclass

from features.errors import UsageError

LANGUAGES = ("ru", "en")

#: What was there before any model: the rules a candidate must beat.
BASELINES: tuple[str, ...] = ("no_skill", "silence_rule", "overdue_ratio", "signs", "expected_orders")
CANDIDATES: tuple[str, ...] = ("logistic", "lightgbm", "blend")

#: Kind and code → (Russian, English).
NAMES: dict[str, tuple[str, str]] = {
    "contestant.no_skill": ("Без модели", "No skill"),
    "contestant.silence_rule": ("Правило молчания", "Silence rule"),
    "contestant.overdue_ratio": ("Просрочка в циклах", "Overdue ratio"),
    "contestant.signs": ("Признаки", "Signs"),
    "contestant.expected_orders": ("Ожидаемые заказы", "Expected orders"),
    "contestant.logistic": ("Логистическая регрессия", "Logistic regression"),
    "contestant.lightgbm": ("LightGBM", "LightGBM"),
    "contestant.blend": ("Смесь моделей", "Blend"),
    "group.all": ("Все клиенты", "All clients"),
    "group.at_risk": ("Под угрозой ухода", "At risk"),
    "group.recoverable": ("Можно вернуть", "Recoverable"),
    "group.new": ("Новые", "New"),
    "group.active": ("Активные", "Active"),
    "group.overdue": ("Просроченные", "Overdue"),
    "group.lost": ("Потерянные", "Lost"),
    "group.insufficient_data": ("Мало данных", "Too little data"),
    "cause.silence": ("Молчание", "Silence"),
    "cause.rhythm": ("Ритм заказов", "Rhythm"),
    "cause.spend": ("Деньги", "Spend"),
    "cause.service": ("Сервис", "Service"),
    "cause.loyalty": ("Лояльность", "Loyalty"),
    "cause.offer": ("Предложение", "Offer"),
    "cause.price": ("Цена", "Price"),
    "cause.manager": ("Менеджер", "Manager"),
    "cause.attention": ("Внимание", "Attention"),
    "cause.profile": ("Кто клиент", "Profile"),
    "series.raw": ("до калибровки", "before calibration"),
    "series.calibrated": ("после калибровки", "after calibration"),
    "value.expected": ("ожидали", "expected"),
    "value.realised": ("получили", "realised"),
    "method.model": ("Модель", "Model"),
    "method.formula": ("Формула LTV", "LTV formula"),
    "method.buy_till_you_die": ("Вероятностная модель покупок", "Buy-till-you-die model"),
}


@dataclass(frozen=True)
class FigureWords:
    """One figure of merit: its titles, how it is read, which way is better and how it is written.

    Attributes
    ----------
    ru, en : str
        Title over a column.
    ru_meaning, en_meaning : str
        What the number says, for a reader who has never met it.
    better : int
        +1 where a larger figure is better, −1 where a smaller one is.
    kind : str
        `number`, `share` or `money`.
    places : int
        Digits after the decimal mark.
    """

    ru: str
    en: str
    ru_meaning: str
    en_meaning: str
    better: int
    kind: str = "number"
    places: int = 3


def name_of(kind: str, code: str, language: str) -> str:
    """Give the word for a code of ours; a code that has none is shown as it stands.

    Parameters
    ----------
    kind : str
        `contestant`, `group`, `cause`, `series`, `value` or `method`.
    code : str
        As used in our tables.
    language : str
        `ru` or `en`.

    Raises
    ------
    UsageError
        If there are no words in that language.

    Examples
    --------
    >>> name_of("group", "at_risk", "en"), name_of("contestant", "stacking", "ru")
    ('At risk', 'stacking')
    """
    both = NAMES.get(f"{kind}.{code}")
    return code if both is None else both[index_of(language)]


def index_of(language: str) -> int:
    """Tell where a language stands in a (Russian, English) pair.

    Raises
    ------
    UsageError
        If there are no words in that language.

    Examples
    --------
    >>> index_of("en")
    1
    """
    if language not in LANGUAGES:
        raise UsageError(f"language is {language!r}; there are words in 'ru' and 'en'. Write one of them.")
    return LANGUAGES.index(language)
