"""What the model report says, in Russian and English."""

from training.report.design_words import WORDS as DESIGN_WORDS
from training.response.words import RESPONSE_WORDS
from training.words import FigureWords, index_of

#: Figures in the order of their columns.
FIGURES: dict[str, FigureWords] = {
    "log_loss": FigureWords(
        "Логарифмическая ошибка",
        "Log loss",
        "Штраф за уверенную ошибку; по нему выбирают победителя. Ниже — лучше.",
        "The penalty for being surely wrong; the winner is chosen by it. Lower is better.",
        -1,
    ),
    "average_precision": FigureWords(
        "Средняя точность",
        "Average precision",
        "Доля действительно ушедших среди названных, в среднем по всему списку. Выше — лучше.",
        "The share of those named who did leave, on average down the list. Higher is better.",
        +1,
    ),
    "auc": FigureWords(
        "ROC AUC",
        "ROC AUC",
        "Как часто ушедший стоял в списке выше оставшегося: 0,5 — наугад, 1 — всегда.",
        "How often one who left stood above one who stayed: 0.5 is chance, 1 is always.",
        +1,
    ),
    "brier": FigureWords(
        "Brier",
        "Brier",
        "Средний квадрат ошибки вероятности. Ниже — лучше.",
        "The mean squared error of the probability. Lower is better.",
        -1,
    ),
    "ece": FigureWords(
        "Ошибка калибровки",
        "Calibration error",
        "На сколько вероятности в среднем расходятся с тем, что вышло, за вычетом случайности. Ниже — лучше.",
        "How far probabilities are from what came, on average, less what chance shows. Lower is better.",
        -1,
        "share",
        1,
    ),
    "recall_10": FigureWords(
        "Найдено на 10\u00a0%",
        "Reached at 10%",
        "Какая доля уходящих попала в верхние 10 % списка. Выше — лучше.",
        "Which share of the leavers is in the top 10% of the list. Higher is better.",
        +1,
        "share",
        0,
    ),
    "lift_10": FigureWords(
        "Лифт на 10\u00a0%",
        "Lift at 10%",
        "Во сколько раз больше уходящих в верхних 10 % списка, чем наугад. Выше — лучше.",
        "How many times more leavers are in the top 10% than by chance. Higher is better.",
        +1,
        "number",
        2,
    ),
}

#: Key → (Russian, English), with those of `training.response.words`. Braces are filled in by the report.
WORDS: dict[str, tuple[str, str]] = {
    **DESIGN_WORDS,
    "title": ("{company} — отчёт о модели {version}", "{company} — report on model {version}"),
    "subject": ("Отчёт о модели ухода клиентов", "Report on the model of leaving clients"),
    "version": ("Версия", "Version"),
    "as_of": ("По состоянию на", "As of"),
    "why": ("Почему так", "Why"),
    "serves": ("Кто предсказывает", "Who predicts"),
    "notes": ("Обратите внимание", "Please note"),
    "meaning": ("Что это даёт", "What it means"),
    "meaning.lead": (
        "Если связаться с 10 % клиентов с верха списка, вот сколько из 100 уходящих вы застанете.",
        "Contact the 10% of clients at the top of the list, and you reach this many of 100 leavers.",
    ),
    "meaning.more": (
        "На {more} больше, чем по лучшему правилу «нет заказов столько-то дней», при том же числе звонков.",
        "{more} more than by the best “no order for so many days” rule, for the same number of calls.",
    ),
    "meaning.less": (
        "Не больше, чем по лучшему правилу «нет заказов столько-то дней».",
        "No more than by the best “no order for so many days” rule.",
    ),
    "meaning.rule": (
        "Здесь работает само правило молчания: ни одна модель не доказала, что она лучше.",
        "Here the silence rule itself serves: no model has proved to be better.",
    ),
    "meaning.chance": ("Наугад", "By chance"),
    "compared": ("Кто с кем сравнивался", "Who was compared with whom"),
    "compared.lead": (
        "Каждый предсказывал дни, которых не видел. Среднее по проверочным дням, после ± — разброс. "
        "Лучшее значение выделено; модели — сверху, правила, которые они должны превзойти, — под чертой.",
        "Each foretold days that it had not seen. Mean over the test days, the spread after ±. The best is "
        "bold; models stand above the line, the rules they must beat below it.",
    ),
    "contestant": ("Кто", "Contestant"),
    "champion": ("в работе", "serves"),
    "by_status": ("По статусам", "By status"),
    "by_status.lead": (
        "Общие цифры льстят: отличить потерянного от активного легко. Поэтому — внутри каждого статуса.",
        "Pooled figures flatter: telling the lost from the active is easy. So here it is within each status.",
    ),
    "by_model": ("в работе", "serving"),
    "by_rule": ("правило", "rule"),
    "gains": (
        "Выигрыш в логарифмической ошибке: {candidate} против правил",
        "Gain in log loss: {candidate} against the rules",
    ),
    "gains.lead": (
        "Отрезок — 95 % интервал. Выигрыш доказан, только если весь отрезок правее нуля.",
        "The bar is the 95% interval. The gain is proved only if the whole bar is right of zero.",
    ),
    "baseline": ("Правило", "Baseline"),
    "gain": ("Выигрыш", "Gain"),
    "interval": ("95 % интервал", "95% interval"),
    "proved": ("доказан", "proved"),
    "not_proved": ("не доказан", "not proved"),
    "origins": ("День за днём", "Day by day"),
    "origins.lead": (
        "Логарифмическая ошибка в каждый проверочный день: хорошая модель лучше правил всякий раз, а не "
        "только в среднем.",
        "Log loss on each test day: a good model beats the rules every time, not just on average.",
    ),
    "test_day": ("Проверочный день", "Test day"),
    "calibration": ("Можно ли верить вероятностям", "Can the probabilities be believed"),
    "calibration.lead": (
        "Из ста клиентов с вероятностью ухода 30 % должны уйти около тридцати. На этом держится весь счёт "
        "денег.",
        "Of a hundred clients given a 30% chance of leaving, about thirty should leave. All sums of money "
        "rest on it.",
    ),
    "group": ("Группа", "Group"),
    "method": ("Способ", "Method"),
    "fitted_on": ("На чём подобран", "Fitted on"),
    "error_before": ("Ошибка до", "Error before"),
    "error_after": ("Ошибка после", "Error after"),
    "calibrator.none": ("без калибровки", "none"),
    "calibrator.sigmoid": ("сигмоида (Платт)", "sigmoid (Platt)"),
    "calibrator.isotonic": ("изотоническая", "isotonic"),
    "calibrator.venn_abers": ("Венн — Аберс", "Venn–Abers"),
    "response": ("Что показали прошлые попытки", "What past attempts have told"),
    "response.lead": (
        "Сравниваем тех, с кем связались, с контрольной группой, которую не трогали. Согласие — доля тех, "
        "кто собирался уйти и остался благодаря действию.",
        "Those contacted are set against the control group, who were left alone. Acceptance is the share of "
        "those about to leave who stayed because of the action.",
    ),
    "response.effect": (
        "{list}: заказали на {effect} больше, чем в контрольной группе (95 % интервал от {low} до {high}; "
        "попыток {treated}, в контрольной группе {controls}).",
        "{list}: {effect} more ordered than of the control group (95% interval {low} to {high}; {treated} "
        "attempts, {controls} left alone).",
    ),
    "action": ("Действие", "Action"),
    "acceptance": ("Согласие", "Acceptance"),
    "range_90": ("5–95 %", "5–95%"),
    "treated": ("Попыток", "Attempts"),
    "controls": ("В контрольной группе", "Left alone"),
    "basis": ("Основание", "Basis"),
    "basis.assumed": ("допущение", "assumed"),
    "basis.updated": ("уточнено попытками", "updated by attempts"),
    "next_order": ("Когда придёт следующий заказ", "When the next order comes"),
    "next_order.lead": (
        "Для каждого клиента предсказан весь ход молчания; на его сроке он равен вероятности ухода.",
        "The whole course of silence is foretold for every client; at its horizon it is the probability of "
        "leaving.",
    ),
    "next_order.own_rhythm": (
        "Форма взята из собственных промежутков клиента.",
        "Its shape is that of the client's own gaps.",
    ),
    "next_order.hazard": (
        "Форма выучена по прошлым заказам: на прошлых днях она точнее собственных промежутков клиента.",
        "Its shape was learned from past orders: on past days it told more than the client's own gaps.",
    ),
    "next_order.inside": (
        "В предсказанный промежуток (от 10 до 90 %) попало {share} заказов.",
        "{share} of the orders came inside the interval foretold (from 10% to 90%).",
    ),
    "value": ("Сколько стоит клиент", "What a client is worth"),
    "value.lead": (
        "Предсказали ценность на {window} дней вперёд и сравнили с тем, что получили на деле.",
        "Value was foretold {window} days ahead and compared with what came.",
    ),
    "value.lead_clients": (
        "Предсказали ценность клиентов ({clients}) на {window} дней вперёд и сравнили с тем, что получили "
        "на деле.",
        "The value of {clients} clients was foretold {window} days ahead and compared with what came.",
    ),
    "value.extrapolated": (
        "{share} ценности лежит дальше проверенного срока и продолжено по ожиданию.",
        "{share} of the value lies beyond the period judged and is continued by expectation.",
    ),
    "total_bias": ("Ошибка суммы", "Bias of the total"),
    "mae": ("Средняя ошибка на клиента", "Mean error per client"),
    "rank_correlation": ("Верность порядка", "Rank correlation"),
    "drivers": ("Что предвещает уход", "What foretells leaving"),
    "drivers.lead": (
        "На что модель смотрит, решая, кто уйдёт. Это предвестники, а не доказанные причины.",
        "What the model looks at to tell who leaves. These are portents, not proven causes.",
    ),
    "feature": ("Признак", "Feature"),
    "cause": ("О чём говорит", "Speaks of"),
    "gain_share": ("Доля", "Share"),
    "judged": ("Как это проверено", "How it was judged"),
    "judged.lead": (
        "Модель училась только на том, что было известно до проверочного дня, и предсказывала то, что "
        "случилось после него. Ни один день не служил и учёбе, и проверке. Один клиент может встретиться "
        "и там, и там, один отрезок времени — нет.",
        "The model learned only from what was known before the test day, and foretold what came after it. No "
        "day served both learning and judging. The same client may stand on both sides, the same period may "
        "not.",
    ),
    "judged.train": ("училась на этих днях", "learned from these days"),
    "judged.wait": ("ждала, чем кончится", "waited for their outcomes"),
    "judged.test": ("предсказывала", "foretold"),
    "train_days": ("Учёба, по дни", "Learned from, days"),
    "train_rows": ("Строк учёбы", "Rows learned from"),
    "test_rows": ("Строк проверки", "Rows judged"),
    "ends_on": ("Итог известен", "Outcome known"),
    "left_share": ("Ушло", "Left"),
    "data": ("На каких данных", "From which data"),
    "data.period": ("Заказы с {first} по {last}.", "Orders from {first} to {last}."),
    "clients": ("Клиентов", "Clients"),
    "order_days": ("Дней с заказами", "Order days"),
    "snapshots": ("Дней-срезов", "As-of days"),
    "rows": ("Строк", "Rows"),
    "features": ("Признаков", "Features"),
    "contamination": ("Следы наших собственных действий", "Traces of our own actions"),
    "contamination.lead": (
        "Тем, кто молчит, мы звоним. Если таких просто выбросить, уход покажется реже, чем он есть.",
        "We call those who are silent. Just dropping them would make leaving look rarer than it is.",
    ),
    "contamination.assigned_before": (
        "строк вышло: действие назначено раньше и ещё шло",
        "rows left the sample: an action assigned earlier was still open",
    ),
    "contamination.held_out": (
        "строк контрольной группы осталось с большим весом",
        "rows of the held-out group stayed, with a larger weight",
    ),
    "contamination.censored": (
        "строк прервано: действие назначено внутри срока",
        "rows were cut short: an action was assigned within the horizon",
    ),
    "leaving": ("Что здесь значит «ушёл»", "What “left” means here"),
    "leaving.own": (
        "Клиент считается ушедшим, если не заказал в течение {cycles} своих обычных промежутков между "
        "заказами, но не меньше {min_days} и не больше {max_days} дней.",
        "A client counts as having left if no order came within {cycles} of the client's own usual gaps "
        "between orders, at least {min_days} and at most {max_days} days.",
    ),
    "leaving.fixed": (
        "Клиент считается ушедшим, если не заказал в течение {min_days} дней.",
        "A client counts as having left if no order came within {min_days} days.",
    ),
    "leaving.lost": (
        "Потерянным — не раньше, чем молчит {lost} своих промежутков, и не позже, чем через год и сезон "
        "({days} дней), если эти промежутки не длиннее.",
        "As lost no sooner than after {lost} own gaps of silence, and no later than after a year and a "
        "season ({days} days), unless those gaps are longer.",
    ),
    "settings": ("Настройки", "Settings"),
    "fingerprint": ("Отпечаток", "Fingerprint"),
    "fingerprint.lead": (
        "По нему видно, что данные, настройки и код те же: тогда и модель выйдет та же.",
        "It shows whether data, settings and code are the same: then the model comes out the same.",
    ),
    "environment": ("Окружение", "Environment"),
    "glossary": ("Как читать цифры", "How to read the figures"),
    **RESPONSE_WORDS,
}


def word(key: str, language: str, **parts: str) -> str:
    """Give a word or sentence of the report.

    Examples
    --------
    >>> word("title", "en", company="Acme", version="7")
    'Acme — report on model 7'
    """
    text = WORDS[key][index_of(language)]
    return text.format(**parts) if parts else text
