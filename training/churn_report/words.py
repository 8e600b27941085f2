"""What the churn report calls its figures, groups and verdicts, in Russian and English."""

from dataclasses import dataclass

from training.words import index_of


@dataclass(frozen=True)
class FigureName:
    """One figure: its title in Russian and English, and what kind of number it is."""

    ru: str
    en: str
    kind: str

    def title(self, language: str) -> str:
        """Give the title in a language."""
        return (self.ru, self.en)[index_of(language)]


#: Every figure of the report by its name in the system.
FIGURES: dict[str, FigureName] = {
    "by": FigureName("Разрез", "By", "text"),
    "group": FigureName("Группа", "Group", "text"),
    "period": FigureName("Период", "Period", "text"),
    "start": FigureName("С", "From", "date"),
    "last_day": FigureName("По", "To", "date"),
    "clients_at_start": FigureName("Клиентов в начале", "Clients at the start", "whole"),
    "lost": FigureName("Потеряно", "Lost", "whole"),
    "kept": FigureName("Осталось", "Kept", "whole"),
    "undone": FigureName("Все заказы отменены", "Every order undone", "whole"),
    "churn_rate": FigureName("Отток", "Churn", "share"),
    "churn_rate_low": FigureName("Отток, от", "Churn, from", "share"),
    "churn_rate_high": FigureName("Отток, до", "Churn, to", "share"),
    "judgement": FigureName("Вывод", "Verdict", "text"),
    "excess": FigureName("Потеряно сверх ожидаемого", "Lost beyond expectation", "number"),
    "lost_share": FigureName("Доля в потерях", "Share of losses", "share"),
    "lost_profit_before": FigureName(
        "Прибыль от потерянных до периода", "Profit of the lost before the period", "money"
    ),
    "new_clients": FigureName("Новых", "New", "whole"),
    "new_lost": FigureName("Новых потеряно", "New ones lost", "whole"),
    "lost_to_new": FigureName("Потеряно на одного нового", "Lost for each new one", "number"),
    "more_lost_than_new": FigureName("Потеряно больше, чем пришло", "More lost than gained", "flag"),
    "returned": FigureName("Вернулось", "Returned", "whole"),
    "lost_and_back": FigureName("Терялись и вернулись", "Lost and back within", "whole"),
    "clients_at_end": FigureName("Клиентов в конце", "Clients at the end", "whole"),
    "ever": FigureName("Покупали до периода", "Had ordered before", "whole"),
    "silent": FigureName("Не купили ни разу", "Ordered nothing", "whole"),
    "silent_share": FigureName("Доля не купивших", "Share without an order", "share"),
    "silent_share_low": FigureName("Доля не купивших, от", "Share without an order, from", "share"),
    "silent_share_high": FigureName("Доля не купивших, до", "Share without an order, to", "share"),
    "silent_before": FigureName("Из них потеряны раньше", "Of them lost before", "whole"),
    "silent_lost": FigureName("Из них потеряны за период", "Of them lost in the period", "whole"),
    "silent_waiting": FigureName("Из них ещё не потеряны", "Of them not lost yet", "whole"),
    "ordered_ever": FigureName("Покупали хоть раз", "Ever ordered", "whole"),
    "bought_again": FigureName("Купили повторно", "Bought again", "whole"),
    "bought_again_share": FigureName("Доля купивших повторно", "Share that bought again", "share"),
    "bought_again_share_low": FigureName(
        "Доля купивших повторно, от", "Share that bought again, from", "share"
    ),
    "bought_again_share_high": FigureName(
        "Доля купивших повторно, до", "Share that bought again, to", "share"
    ),
    "once_only": FigureName("Купили один раз", "Bought once only", "whole"),
    "could_be_lost": FigureName("Могли быть потеряны", "Could have been lost", "whole"),
    "lower_bound": FigureName("Только нижняя граница", "Lower bound only", "flag"),
    "gap": FigureName("Почему нет оттока", "Why there is no rate", "text"),
    "profit_per_client": FigureName("Средняя прибыль на клиента", "Average profit per client", "money"),
    "lost_profit": FigureName("Потерянная прибыль", "Lost profit", "money"),
    "before_days": FigureName("За сколько дней до периода", "Over how many days before", "whole"),
    "formula_ltv": FigureName("Средняя LTV по формуле", "Mean LTV by formula", "money"),
    "lost_ltv": FigureName("Потерянная LTV", "Lost LTV", "money"),
    "win_back_cost": FigureName("Попытка вернуть клиента стоит", "An attempt at winning back costs", "money"),
    "new_client_cost": FigureName("Новый клиент стоит", "A new client costs", "money"),
    "new_client_cost_assumed": FigureName(
        "Стоимость нового – по правилу «втрое»", "Cost of a new one by the rule of three", "flag"
    ),
}

#: Other words: key → (Russian, English).
WORDS: dict[str, tuple[str, str]] = {
    "title": ("Отток клиентов", "Client churn"),
    "by.all": ("Весь период", "Whole period"),
    "by.month": ("По месяцам", "By month"),
    "by.quarter": ("По кварталам", "By quarter"),
    "by.year": ("По годам", "By year"),
    "by.abc": ("По классам ABC", "By ABC class"),
    "by.branch": ("По филиалам", "By branch"),
    "by.manager": ("По менеджерам", "By manager"),
    "by.region": ("По регионам", "By region"),
    "by.category": ("По категориям товаров", "By product category"),
    "by.product": ("По товарам", "By product"),
    "kind.abc": ("Класс ABC", "ABC class"),
    "kind.branch": ("Филиал", "Branch"),
    "kind.manager": ("Менеджер", "Manager"),
    "kind.region": ("Регион", "Region"),
    "kind.category": ("Категория", "Category"),
    "kind.product": ("Товар", "Product"),
    "judgement.worse": ("хуже компании", "worse than the company"),
    "judgement.better": ("лучше компании", "better than the company"),
    "judgement.alike": ("отличие не доказано", "no proved difference"),
    "judgement.too_few": ("мало клиентов для вывода", "too few to judge"),
    "judgement.too_early": ("судить рано", "too early to judge"),
    "gap.no_clients": ("в начале не было клиентов", "no clients at the start"),
    "gap.no_past": ("история слишком короткая", "the history is too young"),
    "gap.no_rhythm": ("никто не купил дважды", "nobody had ordered twice"),
    "gap.nobody_could_be_lost": ("потеряться ещё никто не мог", "nobody could be lost yet"),
    "side.above": ("выше допустимого", "above what is acceptable"),
    "side.inside": ("в допустимых пределах", "within what is acceptable"),
    "side.below": ("ниже допустимого: хорошо", "below what is acceptable: good"),
    "side.too_early": ("судить рано", "too early to judge"),
    "side.unknown": ("ещё не известен", "not known yet"),
    "company": ("Компания", "Company"),
    "told_for": ("Период", "Period"),
    "as_of": ("По состоянию на", "As of"),
    "acceptable": ("Допустимый отток за год", "Acceptable yearly churn"),
    "notes": ("Как это читать", "How to read this"),
    "figures": ("Главное", "In short"),
    "figures.lead": ("Период: {period}.", "Period: {period}."),
    "periods.lead": (
        "Клиент потерян, если молчит дольше, чем объясняет его собственный ритм заказов. Статус смотрим"
        " первого числа каждого месяца, так, как он был известен тогда.",
        "A client is lost when it has been silent for longer than its own rhythm of ordering explains. The"
        " status is read on the first of each month, as it was known then.",
    ),
    "periods.flag": ("▲ – потеряно больше, чем пришло.", "▲: more were lost than came."),
    "groups": ("Где теряем больше всего", "Where most fall away"),
    "groups.lead": (
        "Клиенты, которые были в начале периода ({start}), по группам, к которым они относились тогда. Хуже"
        " компании – только если вся погрешность группы выше оттока компании и это не объяснить случаем."
        " Меньше {minimum} клиентов – слишком мало для вывода.",
        "The clients at the start of the period ({start}), by the groups to which they belonged then."
        " Worse than the company only if a group's whole margin of error lies above the company's churn"
        " and chance does not explain it. Fewer than {minimum} clients are too few to judge.",
    ),
    "groups.several": (
        "Клиент входит в каждую группу, из которой покупал за год до периода.",
        "A client counts in every group of which it bought in the year before the period.",
    ),
    "groups.more": ("Ещё групп: {more}. Все – в XLSX и CSV.", "{more} more: XLSX and CSV hold them all."),
    "groups.small": (
        "Меньше {minimum} клиентов, поэтому не показаны: {small}.",
        "Of fewer than {minimum} clients, and so not shown: {small}.",
    ),
    "money": ("Во что это обходится", "What it costs"),
    "money.profit": (
        "{profit} прибыли в среднем на клиента за период × {lost} потерянных",
        "{profit} of profit per client in the period, on average, × {lost} lost",
    ),
    "money.before": (
        "столько прибыли принесли сами потерянные за {days} до периода",
        "is what the lost ones themselves had brought in the {days} before the period",
    ),
    "money.ltv": (
        "{ltv} в среднем на клиента (чек × маржа × заказов в год × срок жизни) × {lost} потерянных",
        "{ltv} per client on average (check × margin × orders a year × lifetime) × {lost} lost",
    ),
    "money.attempt": (
        "среднее по действиям из настроек, с учётом того, как часто соглашаются",
        "mean over the actions of the settings, with the incentive as often as it is accepted",
    ),
    "money.new": ("из настроек (new_client_cost)", "from the settings (new_client_cost)"),
    "money.new_assumed": (
        "предположение: втрое дороже попытки вернуть; своё число – в настройке new_client_cost",
        "assumed: three times an attempt at winning back; set your own as new_client_cost",
    ),
    "card.lost": ("Потеряно клиентов", "Clients lost"),
    "card.lost.told": ("из {base}, которые были в начале", "of {base} at the start"),
    "card.new": ("Пришло новых", "New clients"),
    "card.new.more": (
        "потерь больше: {ratio} на каждого нового",
        "fewer than were lost: {ratio} for each new one",
    ),
    "card.new.fewer": ("потерь меньше: {ratio} на каждого нового", "{ratio} lost for each new one"),
    "card.new.none": ("новых не было, потеряно {lost}", "none came, {lost} were lost"),
    "card.silent": ("Не купили ничего", "Ordered nothing"),
    "card.silent.told": (
        "{silent} из {ever}, кто покупал до периода",
        "{silent} of the {ever} who had ordered before",
    ),
    "card.again": ("Покупали повторно", "Bought again"),
    "card.again.told": ("из {ever}; один раз – {once}", "of {ever}; {once} bought once only"),
    "card.lifetime": ("Клиент живёт с нами", "A client stays"),
    "card.lifetime.value": ("{years} года", "{years} years"),
    "card.lifetime.told": ("1 / отток за год", "1 / yearly churn"),
    "card.back": ("Вернулись", "Came back"),
    "card.back.told": ("были потеряны в начале и снова покупают", "were lost at the start and order again"),
    "how": ("Как считается", "How it is counted"),
    "how.text": (
        "Отток = потерянные за период / клиенты в его начале. Клиент потерян за период, если в первый"
        " день был клиентом, а на следующий день после последнего – потерян. Кто терялся и вернулся"
        " внутри периода, считается оставшимся; новые, потерянные в том же периоде, в отток не входят: в"
        " начале их не было. Погрешность – интервал Уилсона, 95 %. Поздние события не меняют прошлые"
        " периоды.",
        "Churn = lost in the period / clients at its start. A client is lost in a period if it was a"
        " client on the first day and is lost on the day after the last. Who was lost and came back"
        " within it counts as kept; new ones lost within it are in no rate, for they were not there at"
        " the start. The margin of error is the Wilson interval, 95%. Later events change no earlier period.",
    ),
    "unknown_group": ("не указано", "not given"),
    "yes": ("да", "yes"),
    "no": ("нет", "no"),
}


def word(key: str, language: str) -> str:
    """Give a word of the report.

    Examples
    --------
    >>> word("judgement.too_few", "en")
    'too few to judge'
    """
    return WORDS[key][index_of(language)]


def group_name(name: str | None, language: str) -> str:
    """Name a group; of whom nothing is known has no name."""
    return word("unknown_group", language) if name is None else name
