"""What the model card says, in Russian and English."""

#: Key → (Russian, English). Braces are filled in by the card.
WORDS: dict[str, tuple[str, str]] = {
    "use": ("Для чего", "What it is for"),
    "use.text": (
        "Вероятность, что постоянный клиент не сделает следующий заказ в свой срок, если его не трогать, "
        "и что он принесёт, если останется или уйдёт. По этим числам составляют списки для отдела продаж. "
        "Не для решений о людях вне этих списков и не для других компаний.",
        "The probability that a regular client does not order again in time if left alone, and what the "
        "client brings by staying or leaving. Lists for the sales department are made of these numbers. "
        "Not for decisions on people beyond these lists, and not for other companies.",
    ),
    "leaving": ("Кто считается ушедшим", "Who counts as having left"),
    "leaving.own": (
        "Ни одного заказа в течение {cycles} собственных циклов покупки, но не меньше {least} и не больше "
        "{most} дней.",
        "No order within {cycles} of the client's own purchase cycles, at least {least} and at most "
        "{most} days.",
    ),
    "leaving.fixed": ("Ни одного заказа в течение {days} дней.", "No order within {days} days."),
    "data": ("На чём училась", "What it learned from"),
    "learned": (
        "Строк: {rows}; клиентов на последний день: {clients}; дней, по состоянию на которые они взяты: "
        "{snapshots}; признаков: {features}. Заказы с {first} по {last}.",
        "{rows} rows, {clients} clients on the last day, {snapshots} as-of days, {features} features. "
        "Orders from {first} to {last}.",
    ),
    "contamination": (
        "Наши собственные действия: {assigned_before} строк убрано, {held_out} из контрольной группы "
        "оставлено, {censored} цензурировано.",
        "Our own actions: {assigned_before} rows left out, {held_out} of held-out clients kept, "
        "{censored} censored.",
    ),
    "right": ("Насколько она права", "How right it was"),
    "judged": (
        "Проверочные дни: {days}; всё, на чём училась, кончилось до них. Среднее ± разброс.",
        "Test days: {days}; all that it learned from had ended before. Mean ± spread.",
    ),
    "group": ("Клиенты", "Clients"),
    "contestant": ("Кто", "Contestant"),
    "log_loss": ("Логарифмическая ошибка", "Log loss"),
    "average_precision": ("Средняя точность", "Average precision"),
    "auc": ("ROC AUC", "ROC AUC"),
    "ece": ("Ошибка калибровки", "Calibration error"),
    "limits": ("Где она кончается", "Where it ends"),
    "limits.actions": (
        "Вероятность относится к клиенту, которого не трогают. Что изменит звонок, она не говорит: это "
        "отдельное предположение или измерение, и в списках оно названо.",
        "The probability is of a client left alone. What a call changes, it does not tell: that is an "
        "assumption or a measurement of its own, and the lists say which.",
    ),
    "limits.company": (
        "Она знает то, что было в событиях этой компании до последнего дня. После смены цен, ассортимента "
        "или правил учёта её надо проверить (`winback monitor`) и обучить снова.",
        "It knows what stood in this company's events up to the last day. After a change of prices, of "
        "the range or of how things are booked it must be checked (`winback monitor`) and trained again.",
    ),
    "limits.value": (
        "Ценность проверена на окне в {days} дней; продолжено за его пределы: {share}.",
        "Value was judged over a window of {days} days; {share} of it is continued beyond.",
    ),
    "limits.calibration": (
        "{group}: вероятности откалиброваны {how}.",
        "{group}: probabilities were calibrated {how}.",
    ),
    "load": ("Как загрузить", "How to load it"),
    "identity": ("Данные, код, пакеты", "Data, code, packages"),
}
