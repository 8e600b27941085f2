"""What the report says of how candidates are built, and of how honest each status's probabilities are."""

#: Key → (Russian, English).
WORDS: dict[str, tuple[str, str]] = {
    "honesty": ("По статусам, на днях после обучения", "By status, on days after the training"),
    "honesty.lead": (
        "Сдвиг 0 и наклон 1 — вероятности верны. Сдвиг больше нуля: уходит больше обещанного. Наклон "
        "меньше единицы: модель слишком уверена. В скобках — 95 % интервал.",
        "An intercept of 0 and a slope of 1: the probabilities are right. An intercept above zero: more "
        "leave than foretold. A slope below one: the model is too sure. In brackets the 95% interval.",
    ),
    "honesty.contestant": ("Кто оценивает", "Scored by"),
    "honesty.said": ("Обещано", "Foretold"),
    "honesty.intercept": ("Сдвиг", "Intercept"),
    "honesty.slope": ("Наклон", "Slope"),
    "honesty.ece": ("Ошибка", "Error"),
    "designs": ("Как строить модели", "How the models are built"),
    "designs.lead": (
        "Проверено на днях до проверочных: что из этого достоверно помогает, то и взято. Выигрыш — насколько "
        "меньше логарифмическая ошибка.",
        "Tried on days before the test days: what surely helps there is taken. The gain is how much lower "
        "the log loss is.",
    ),
    "designs.option": ("Что пробовали", "What was tried"),
    "designs.gain": ("Выигрыш", "Gain"),
    "designs.taken": ("Взято", "Taken"),
    "designs.yes": ("да", "yes"),
    "designs.no": ("нет", "no"),
    "designs.by_status": ("своя модель на каждый статус", "a model for each status"),
    "designs.categories": ("филиал, отрасль и другие категории", "branch, industry and other categories"),
    "designs.expectations": ("ожидания вероятностной модели покупок", "buy-till-you-die expectations"),
    "designs.monotone": (
        "деревья не спорят с тем, что известно отрасли",
        "trees keep to what the trade knows",
    ),
}
