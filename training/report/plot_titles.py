"""What stands over each chart and beside its axes, in Russian and English."""

from training.words import index_of

#: Chart and part of it → (Russian, English).
TITLES: dict[str, tuple[str, str]] = {
    "roc": ("Отличает ли модель уходящих", "Telling leavers from stayers"),
    "roc.how": (
        "ROC: чем ближе к левому верхнему углу, тем лучше",
        "ROC: the nearer the top left the better",
    ),
    "roc.x": ("Оставшиеся, названные по ошибке", "Stayers named by mistake"),
    "roc.y": ("Найденные уходящие", "Leavers found"),
    "pr": ("Точность и охват", "Precision and recall"),
    "pr.how": (
        "Сколько названных действительно уходит, когда находим всё больше уходящих",
        "How many of those named do leave, as more of the leavers are found",
    ),
    "pr.x": ("Найденные уходящие", "Leavers found"),
    "pr.y": ("Уходящие среди названных", "Leavers among those named"),
    "gains": ("Скольких уходящих найдём, идя сверху списка", "Whom we reach from the top of the list"),
    "gains.how": ("Серая прямая — обзвон наугад", "The grey line is calling at random"),
    "gains.x": ("Доля клиентов, с которыми связались", "Share of clients contacted"),
    "gains.y": ("Доля найденных уходящих", "Share of leavers reached"),
    "calibration": ("Можно ли верить вероятностям", "Can the probabilities be believed"),
    "calibration.how": (
        "На прямой: из тех, кому предсказано 30 %, уходит 30 %",
        "On the line: of those given 30%, 30% leave",
    ),
    "calibration.x": ("Предсказанная вероятность ухода", "Predicted probability of leaving"),
    "calibration.y": ("Ушло на деле", "Share that left"),
    "calibration.rows": ("Клиентов", "Clients"),
    "importance": ("На что смотрит модель", "What the model looks at"),
    "importance.how": (
        "Доля в выигрыше деревьев, главные признаки",
        "Share of the trees' gain, its largest parts",
    ),
    "importance.x": ("Доля выигрыша", "Share of gain"),
    "origins": ("Так ли это в каждый проверочный день", "Does it hold on every test day"),
    "origins.how": (
        "Логарифмическая ошибка: чем ниже, тем лучше; серым — правила",
        "Log loss: lower is better; rules in grey",
    ),
    "origins.x": ("Проверочный день", "Test day"),
    "origins.y": ("Логарифмическая ошибка", "Log loss"),
    "deciles": ("Сбылась ли предсказанная ценность", "Did the expected value come true"),
    "deciles.how": (
        "Клиенты по десятым долям, от наименьшей ожидаемой ценности к наибольшей",
        "Clients in tenths, from the least expected value to the most",
    ),
    "deciles.x": ("Десятая доля", "Tenth"),
    "deciles.y": ("В среднем на клиента", "Mean per client"),
    "silence": ("Когда придёт следующий заказ", "When the next order comes"),
    "silence.how": (
        "Доля клиентов без заказа: точки — как было, линия — как предсказали",
        "Share of clients without an order: dots came true, the line was foretold",
    ),
    "silence.x": ("Сроков клиента вперёд", "Own horizons ahead"),
    "silence.y": ("Ещё не заказали", "No order yet"),
    "qini": ("Скольких заказов добавит действие", "How many orders an action adds"),
    "qini.how": (
        "Клиенты, которых оценка не видела, от наибольшего эффекта; пунктир — наугад, полоса — 95 %",
        "Clients that the estimate had not seen, largest effect first; dashed: at random; band: 95%",
    ),
    "qini.x": ("Доля клиентов, с которыми связались", "Share of clients contacted"),
    "qini.y": ("Заказов на 100 клиентов больше", "More orders per 100 clients"),
    "money_qini": ("Сколько это принесёт за вычетом затрат", "What that earns, costs paid"),
    "money_qini.how": (
        "Клиенты от наибольшей ожидаемой чистой ценности; где линия падает, действие убыточно",
        "Clients by expected net value, largest first; where the line falls, the action loses",
    ),
    "money_qini.x": ("Доля клиентов, с которыми связались", "Share of clients contacted"),
    "money_qini.y": ("На клиента, в деньгах", "Money per client"),
    "scores": ("Какие вероятности получили клиенты", "Which probabilities clients were given"),
    "scores.how": ("Доля клиентов каждого статуса", "Share of the clients of each status"),
    "scores.x": ("Вероятность ухода", "Probability of leaving"),
}


def title_of(key: str, language: str) -> str:
    """Give the title of a chart or of an axis.

    Examples
    --------
    >>> title_of("roc.y", "en")
    'Leavers found'
    """
    return TITLES[key][index_of(language)]
