"""The words of the pages in Russian and English, and how each language writes numbers, money and days."""

from datetime import date

from serving.files.codes import CODES
from serving.files.words import COLUMNS, LABELS

LANGUAGES = {"ru": "Русский", "en": "English"}

_SIGNS = {"RUB": "₽", "EUR": "€", "USD": "$", "GBP": "£", "KZT": "₸", "BYN": "Br", "UAH": "₴"}
_NARROW = "\u00a0"

#: Columns of a list that are called on the page as in its files.
AS_IN_FILES = (
    *("rank", "branch", "status", "abc", "risk_band", "churn_probability", "expected_ltv", "action"),
    *("win_back_cost", "expected_net_value", "offer"),
)

#: Key → (Russian, English).
WORDS: dict[str, tuple[str, str]] = {
    **{name: (COLUMNS[name].ru, COLUMNS[name].en) for name in AS_IN_FILES},
    **{name: LABELS[name] for name in ("budget", "clients", "bound", "gap")},
    "client": (COLUMNS["name"].ru, COLUMNS["name"].en),
    "cost": (COLUMNS["win_back_cost"].ru, COLUMNS["win_back_cost"].en),
    "value": (COLUMNS["expected_net_value"].ru, COLUMNS["expected_net_value"].en),
    "tagline": ("Кого вернуть и что это даст", "Whom to win back, and what it brings"),
    "skip": ("К содержанию", "Skip to the content"),
    "lists": ("Списки", "Lists"),
    "language": ("Язык", "Language"),
    "at-risk": ("Под угрозой ухода", "At risk"),
    "recoverable": ("Можно вернуть", "Recoverable"),
    "at-risk.lead": (
        "Ещё покупают, но похоже, что уходят. Сверху те, с кем действие принесёт больше всего.",
        "Still buying, but likely to leave. On top are those for whom acting brings the most.",
    ),
    "recoverable.lead": (
        "Уже ушли, но вернуть их выгодно. Сверху те, с кем действие принесёт больше всего.",
        "Already gone, but worth winning back. On top are those for whom acting brings the most.",
    ),
    "filters": ("Что показать", "What to show"),
    "budget.hint": ("без ограничения", "unlimited"),
    "any": ("все", "all"),
    "show": ("Показать", "Show"),
    "reset": ("Сбросить", "Reset"),
    "totals": ("Итоги", "Totals"),
    "of_budget": ("из бюджета {budget}", "of a budget of {budget}"),
    "no_budget": ("бюджет не ограничен", "no budget limit"),
    "value.hint": ("после всех затрат", "after all costs"),
    "bound.hint": ("больше не даст ни один план", "no plan can bring more"),
    "one_more.money": (
        "ещё единица бюджета принесла бы {money}",
        "one more unit of budget would bring {money}",
    ),
    "one_more.hour": ("ещё час – до {money}", "one more hour, up to {money}"),
    "explored": ("выбран случайно", "drawn by chance"),
    "explored.title": (
        "Небольшая часть бюджета достаётся случайным клиентам: так видно, что дали бы другие решения.",
        "A small part of the budget goes to clients at random: so it shows what other choices would bring.",
    ),
    "gap.hint": ("{share} от предела", "{share} of the bound"),
    "export": ("Скачать показанное", "Download what is shown"),
    "branch_manager": ("Филиал, менеджер", "Branch, manager"),
    "reasons": ("Вероятные причины", "Likely reasons"),
    "talk": ("Подготовка разговора", "How to prepare the talk"),
    "talk.script": ("По порядку", "Step by step"),
    "talk.questions": ("О чём спросить", "What to ask"),
    "due_on": ("до {day}", "by {day}"),
    "assumed": ("допущение", "assumption"),
    "assumed.title": (
        "Эффект действия пока не измерен: это допущение, его проверит контрольная группа.",
        "The action's effect is not measured yet: it is an assumption that the control group will test.",
    ),
    "legend": ("«{mark}»: {meaning}", "“{mark}”: {meaning}"),
    "empty": (
        "Ни одного клиента: никто не проходит отбор, или ни одно действие не окупается.",
        "No clients: nobody passes the filters, or no action pays for itself.",
    ),
    "empty.budget": (
        "Ни одного клиента: никто не проходит отбор, действия не окупаются, или на них не хватает бюджета.",
        "No clients: nobody passes the filters, no action pays for itself, or the budget is too small.",
    ),
    "attempted": (
        "{count} не показаны: после расчёта попытка уже сделана",
        "{count} left out: attempted since the scoring",
    ),
    "all_attempted": (
        "Здесь никого не осталось: с каждым после расчёта уже сделана попытка.",
        "Nobody is left here: each was attempted since the scoring.",
    ),
    "pages": ("Страницы", "Pages"),
    "previous": ("Назад", "Previous"),
    "next": ("Дальше", "Next"),
    "shown": ("{first}–{last} из {all}", "{first}–{last} of {all}"),
    "made_of": (
        "Данные на {day}, модель {model}. Клиенты контрольной группы в список не входят.",
        "Data as of {day}, model {model}. Clients of the control group are not on the list.",
    ),
    "degraded": (
        "Новая публикация повреждена и не принята; показаны прежние данные. Сообщите администратору.",
        "A newer publication was refused as damaged; the previous data are shown. Tell your administrator.",
    ),
    "sign_in": ("Войти", "Sign in"),
    "sign_in.lead": (
        "Вставьте ключ, который выдал администратор. Он начинается с «wb_».",
        "Paste the key that your administrator gave you. It begins with “wb_”.",
    ),
    "signed_out": (
        "Чтобы увидеть эту страницу, войдите. Вход кончается через {minutes} минут без работы, после выхода "
        "в другой вкладке и с отзывом ключа. Отбор и бюджет сохранятся.",
        "Sign in to see that page. Being signed in ends after {minutes} idle minutes, by signing out in "
        "another tab, and when the key is revoked. Filters and budget are kept.",
    ),
    "key": ("Ключ доступа", "Access key"),
    "sign_out": ("Выйти", "Sign out"),
    "wrong_key": (
        "Ключ не подошёл: он неизвестен, истёк или отозван.",
        "That key did not work: it is unknown, expired or revoked.",
    ),
    "wrong_role": (
        "Этот ключ не для страниц. Нужен ключ маркетолога.",
        "That key is not for these pages. A marketer's key is needed.",
    ),
    "stale_form": (
        "Страница была открыта слишком долго, и ключ не отправлен. Вставьте его ещё раз.",
        "This page stood open for too long, and the key was not taken. Paste it once more.",
    ),
    "still_signed_in": (
        "Вы вошли заново в другой вкладке, поэтому выход отсюда не сработал. Нажмите «Выйти» ещё раз.",
        "You signed in anew in another tab, so signing out here did nothing. Press “Sign out” again.",
    ),
    "wrong_budget": (
        "Бюджет не похож на сумму. Напишите число, например 50000.",
        "The budget is not an amount. Write a number such as 50000.",
    ),
    "problem": ("Не получилось", "That did not work"),
    "no_page": ("Такой страницы нет.", "There is no such page."),
    "wrong_address": (
        "В адресе страницы есть то, чего не бывает. Вернитесь к спискам и выберите заново.",
        "The page's address holds something that cannot be. Go back to the lists and choose again.",
    ),
    "not_taken": (
        "Отправленное не принято: слишком велико, шло слишком долго или не в той форме. Вернитесь к спискам.",
        "What was sent was not taken: too large, too slow, or of another form. Go back to the lists.",
    ),
    "busy": (
        "Сейчас показать не получается: часть службы не отвечает. Повторите через минуту, а если не поможет, "
        "скажите администратору.",
        "This cannot be shown now: a part of the service does not answer. Try again in a minute; if that "
        "does not help, tell your administrator.",
    ),
    "our_fault": (
        "Ошибка на нашей стороне. Скажите администратору.",
        "A fault of ours. Tell your administrator.",
    ),
    "for_admin": ("Для администратора", "For your administrator"),
    "request_id": ("Номер запроса в журнале", "Request in the log"),
    "once_more": ("Попробовать снова", "Try again"),
    "back": ("К спискам", "To the lists"),
    "only_branch": ("ваш филиал", "your branch"),
}


def said_of(status: int) -> str:
    """Name the words in which a page says what a status means to its reader.

    Examples
    --------
    >>> said_of(404), said_of(422), said_of(413), said_of(503), said_of(500)
    ('no_page', 'wrong_address', 'not_taken', 'busy', 'our_fault')
    """
    known = {403: "wrong_role", 404: "no_page", 405: "no_page", 503: "busy"}
    known |= dict.fromkeys((408, 411, 413, 415), "not_taken")
    return known.get(status, "wrong_address" if status < 500 else "our_fault")


def word(language: str, key: str, **parts: str) -> str:
    """Give a word or sentence in a language.

    Examples
    --------
    >>> word("en", "of_budget", budget="5,000 €")
    'of a budget of 5,000 €'
    """
    text = WORDS[key][0 if language == "ru" else 1]
    return text.format(**parts) if parts else text


def named(language: str, column: str, value: str | None) -> str:
    """Give the word for a code of ours, or the company's own word as it stands.

    Examples
    --------
    >>> named("ru", "status", "lost"), named("ru", "channel", "pigeon")
    ('потерян', 'pigeon')
    """
    both = CODES.get(column, {}).get(value or "")
    return (value or "—") if both is None else both[0 if language == "ru" else 1]


def money(language: str, amount: float | None, currency: str, places: int = 0) -> str:
    r"""Write an amount of the currency, in whole units unless more places are asked for.

    Examples
    --------
    >>> money("en", 1234567.4, "EUR"), money("ru", -1234.5, "RUB").replace(chr(160), " ")
    ('1,234,567\xa0€', '−1 234 ₽')
    """
    sign = _SIGNS.get(currency, currency)
    return "—" if amount is None else f"{count(language, amount, places)}{_NARROW}{sign}"


def count(language: str, number: float, places: int = 0) -> str:
    r"""Write a number, whole unless places are asked for.

    Examples
    --------
    >>> count("ru", 1234.5, 2), count("en", -0.2)
    ('1\xa0234,50', '0')
    """
    digits = f"{abs(number):,.{places}f}"
    sign = "−" if number < 0 and digits.strip("0.") else ""
    return sign + (digits.replace(",", _NARROW).replace(".", ",") if language == "ru" else digits)


def percent(language: str, share: float | None, places: int = 0) -> str:
    """Write a share in percent.

    Examples
    --------
    >>> percent("ru", 0.0123, 1).replace(chr(160), " "), percent("en", 0.37)
    ('1,2 %', '37%')
    """
    if share is None:
        return "—"
    digits = f"{100 * share:.{places}f}"
    return f"{digits.replace('.', ',')}{_NARROW}%" if language == "ru" else f"{digits}%"


def day(language: str, when: str | date | None) -> str:
    """Write a day.

    Examples
    --------
    >>> day("ru", "2026-03-01"), day("en", "2026-03-01")
    ('01.03.2026', '1 Mar 2026')
    """
    if when is None:
        return "—"
    moment = when if isinstance(when, date) else date.fromisoformat(when[:10])
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    english = f"{moment.day} {months[moment.month - 1]} {moment.year}"
    return f"{moment:%d.%m.%Y}" if language == "ru" else english
