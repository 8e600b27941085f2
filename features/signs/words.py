"""What each sign is called for short, in Russian and English."""

from collections.abc import Mapping

from features.figures import Language

#: Code of a sign → (Russian, English).
NAMES: Mapping[str, tuple[str, str]] = {
    "overdue": ("молчит дольше обычного", "silent for longer than usual"),
    "no_repeat": ("не вернулся после первого заказа", "not back after the first order"),
    "conflict": ("конфликт", "conflict"),
    "open_complaint": ("нерешённая жалоба", "open complaint"),
    "slow_complaint": ("жалобы решались долго", "complaints were resolved slowly"),
    "complaints": ("жалуется", "complains"),
    "late_deliveries": ("поставки опаздывают", "deliveries come late"),
    "overdue_delivery": ("просроченная поставка", "overdue delivery"),
    "slow_answers": ("медленно отвечаем на запросы", "requests are answered slowly"),
    "low_nps": ("низкая оценка NPS", "low NPS answer"),
    "contact_pause": ("давно не было контакта", "no contact for long"),
    "fruitless_contacts": ("контакты без результата", "contacts without result"),
    "refusals": ("отказы от предложений", "refusals of offers"),
    "manager_changed": ("сменился менеджер", "the manager changed"),
    "manager_dismissed": ("менеджера уволили", "the manager was dismissed"),
    "price_rise": ("выросли цены", "prices rose"),
    "fewer_visits": ("реже заходит на сайт", "fewer visits to site and app"),
    "check_fall": ("упал чек", "the check fell"),
    "class_fall": ("упал класс", "the class fell"),
    "returns": ("много возвратов и отмен", "many returns and cancellations"),
    "more_returns": ("возвратов и отмен стало больше", "more returns and cancellations"),
}


def sign_name(code: str, language: Language) -> str:
    """Call a sign by its short name.

    Examples
    --------
    >>> sign_name("low_nps", "ru"), sign_name("low_nps", "en")
    ('низкая оценка NPS', 'low NPS answer')
    """
    return NAMES[code][0 if language == "ru" else 1]
