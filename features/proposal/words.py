"""What people call our tables and columns, in English and Russian, in small letters without signs."""

from collections.abc import Mapping

#: Event table → words that file names hold.
TABLE_WORDS: Mapping[str, tuple[str, ...]] = {
    "order_lines": (
        *("order lines", "order items", "lines", "items", "line items", "invoice lines", "sales lines"),
        *("строки заказов", "строки заказа", "состав заказов", "состав заказа", "позиции", "товары"),
        *("номенклатура", "строки"),
    ),
    "orders": (
        *("orders", "order", "sales", "transactions", "purchases", "invoices", "receipts"),
        *("заказы", "заказ", "продажи", "реализация", "реализации", "отгрузки", "чеки", "покупки"),
        *("заказы покупателей", "отчет по продажам", "накладные"),
    ),
    "clients": (
        *("clients", "customers", "accounts", "clients list", "companies"),
        *("клиенты", "контрагенты", "покупатели", "заказчики", "справочник клиентов", "партнеры"),
    ),
    "complaints": (
        *("complaints", "claims", "tickets", "support tickets"),
        *("жалобы", "претензии", "рекламации", "обращения"),
    ),
    "nps": ("nps", "surveys", "survey", "опрос", "опросы", "оценки", "отзывы", "анкеты"),
    "contacts": (
        *("contacts", "calls", "meetings", "call log"),
        *("контакты", "звонки", "встречи", "коммуникации", "события crm"),
    ),
    "activity": (
        *("activity", "visits", "sessions", "site visits", "web"),
        *("активность", "посещения", "визиты", "сайт", "посещаемость"),
    ),
    "managers": (
        *("managers", "account managers", "client managers"),
        *("менеджеры", "закрепление", "ответственные", "менеджеры клиентов"),
    ),
    "departures": ("departures", "churned", "left", "ушедшие", "уход", "потери", "отток", "уходы"),
    "attempts": ("attempts", "win back", "winback", "попытки", "возврат клиентов"),
    "consents": ("consents", "permissions", "согласия"),
    "aliases": (
        *("aliases", "merged", "duplicates", "merged clients", "client aliases"),
        *("дубли", "слияние", "объединение", "дубли клиентов", "объединенные"),
    ),
}

#: Codes first: of a file with both, the name is no id, and names are not to stand in scores and logs.
_CLIENT = (
    *("client id", "customer id", "cust id", "account id", "buyer id", "user id"),
    *("client code", "customer code", "customer no", "customer number", "account no", "client no"),
    *("id клиента", "клиент id", "код клиента", "номер клиента", "id контрагента", "код контрагента"),
    *("id покупателя", "код покупателя", "код заказчика", "код партнера", "инн"),
    *("client", "customer", "account", "клиент", "контрагент", "покупатель", "заказчик", "партнер"),
)
_DATE = ("date", "datetime", "timestamp", "time", "day", "дата", "дата и время", "время", "день", "период")

#: Column of ours → what it is called, likeliest first.
COLUMN_WORDS: Mapping[str, tuple[str, ...]] = {
    "client_id": _CLIENT,
    "ordered_at": (
        *("ordered at", "order date", "order datetime", "order time", "purchase date", "sale date"),
        *("invoice date", "transaction date", "дата заказа", "дата продажи", "дата покупки"),
        *(
            "дата документа",
            "дата реализации",
            "дата чека",
            "created at",
            *_DATE,
            "дата отгрузки",
            "ship date",
        ),
    ),
    "amount": (
        *(
            "amount",
            "order amount",
            "total",
            "order total",
            "total amount",
            "sum",
            "revenue",
            "sales",
            "value",
        ),
        *(
            "price total",
            "grand total",
            "net amount",
            "invoice total",
            "line total",
            "line amount",
            "turnover",
        ),
        *("сумма", "сумма заказа", "сумма продажи", "стоимость", "выручка", "итого", "сумма с ндс"),
        *("сумма документа", "оборот", "сумма реализации", "сумма чека", "сумма строки", "всего"),
    ),
    "order_id": (
        *("order id", "order no", "order number", "order", "invoice no", "invoice", "transaction id"),
        *("invoice number", "invoice id", "receipt id", "receipt no", "document no", "document number"),
        *("номер заказа", "заказ", "№ заказа", "id заказа", "код заказа", "номер документа", "номер чека"),
        *("номер", "№", "номер накладной", "документ", "№ документа", "чек"),
    ),
    "margin": ("margin", "profit", "gross profit", "маржа", "прибыль", "валовая прибыль", "наценка"),
    "status": ("status", "order status", "state", "статус", "статус заказа", "состояние"),
    "status_at": ("status at", "status date", "дата статуса", "дата изменения статуса"),
    "currency": ("currency", "currency code", "валюта"),
    "discount": ("discount", "discount amount", "скидка", "сумма скидки", "скидка руб"),
    "promised_on": (
        *("promised on", "promised date", "promised", "due date", "expected delivery", "promise date"),
        *("обещанная дата", "плановая дата", "срок доставки", "обещано", "обещали", "плановая дата отгрузки"),
        *("плановая дата доставки", "срок поставки", "дата поставки план", "срок отгрузки"),
    ),
    "delivered_on": (
        *("delivered on", "delivery date", "delivered at", "delivered", "ship date", "shipped at", "shipped"),
        *("дата доставки", "доставлено", "дата отгрузки", "отгружено", "фактическая дата", "дата поставки"),
        *("дата доставки факт", "фактическая дата доставки"),
    ),
    "branch": (
        *("branch", "store", "shop", "office", "location", "outlet"),
        *("филиал", "магазин", "подразделение", "точка", "склад", "торговая точка", "отделение"),
    ),
    "manager": (
        *("manager", "seller", "sales rep", "salesperson", "sales person", "account manager", "owner"),
        *("менеджер", "продавец", "ответственный", "торговый представитель", "ответственный менеджер"),
        *("основной менеджер", "сотрудник"),
    ),
    "channel": (
        *("channel", "contact type", "sales channel"),
        *("канал", "канал продаж", "канал связи", "вид контакта", "тип контакта", "способ связи"),
    ),
    "product": (
        *("product", "sku", "product id", "product code", "item", "article", "stock code", "product name"),
        *("item code", "item name"),
        *("артикул", "номенклатура", "товар", "код товара", "продукт", "наименование товара", "наименование"),
    ),
    "category": (
        *("category", "product category", "category name", "product group", "department", "type"),
        *("категория", "группа", "вид", "товарная группа", "группа товаров", "номенклатурная группа"),
        *("категория товара", "вид номенклатуры", "тип"),
    ),
    "quantity": (
        *("quantity", "qty", "count", "units", "pieces"),
        *("количество", "кол во", "колво", "штук", "кол", "объем"),
    ),
    "name": (
        *("name", "client name", "customer name", "company", "company name", "full name"),
        *("имя", "фио", "название", "наименование", "полное наименование", "наименование контрагента"),
        *("клиент", "контрагент", "название компании"),
    ),
    "valid_from": (
        *("valid from", "from", "start date", "since", "assigned from"),
        *("действует с", "с", "дата начала", "начало", "с даты", "закреплен с"),
    ),
    "valid_to": (
        *("valid to", "to", "end date", "until", "assigned to"),
        *("действует по", "по", "дата окончания", "окончание", "по дату", "закреплен по"),
    ),
    "kind": (
        *("kind", "client type", "customer type", "customer kind"),
        *("тип клиента", "вид клиента", "вид контрагента", "тип контрагента", "юр физ лицо"),
    ),
    "industry": ("industry", "sector", "отрасль", "сфера", "сфера деятельности", "вид деятельности"),
    "region": ("region", "area", "state", "province", "country", "регион", "область", "город", "city"),
    "created_on": (
        *("created on", "created at", "registered", "signup date", "registration date", "created"),
        *("дата создания", "дата регистрации", "дата заведения", "клиент с"),
    ),
    "birthday": ("birthday", "birth date", "date of birth", "день рождения", "дата рождения"),
    "contract_ends_on": (
        *("contract ends on", "contract end", "contract end date"),
        *("окончание договора", "договор до", "дата окончания договора", "срок договора"),
    ),
    "phone": ("phone", "tel", "telephone", "mobile", "phone number", "телефон", "тел", "мобильный"),
    "email": (
        *("email", "e mail", "mail", "email address"),
        *("почта", "эл почта", "электронная почта", "адрес электронной почты"),
    ),
    "do_not_contact": (
        *("do not contact", "unsubscribed", "opt out", "do not call"),
        *("не беспокоить", "не звонить", "отписан", "не контактировать", "отказ от контактов"),
    ),
    "excluded": ("excluded", "исключен", "причина исключения", "исключение"),
    "opened_at": (
        *("opened at", "opened", "opened on", "created at", "complaint date", "ticket date"),
        *("дата жалобы", "дата обращения", "дата претензии", "дата рекламации", "дата открытия", "открыта"),
        *_DATE,
    ),
    "closed_at": (
        *("closed at", "closed", "closed on", "resolved at", "resolved"),
        *("дата закрытия", "закрыто", "закрыта", "дата решения", "решено", "решена"),
    ),
    "severity": ("severity", "priority", "важность", "серьезность", "тяжесть", "приоритет", "критичность"),
    "complaint_id": (
        *("complaint id", "complaint no", "ticket id", "ticket", "ticket no"),
        *(
            "номер жалобы",
            "номер обращения",
            "номер претензии",
            "номер рекламации",
            "№ обращения",
            "номер",
            "№",
        ),
    ),
    "answered_at": (
        *("answered at", "survey date", "response date", "answer date"),
        *("дата ответа", "дата опроса", "дата оценки", "дата анкеты", *_DATE),
    ),
    "score": (
        *("score", "nps", "rating", "mark", "nps score", "grade"),
        *("оценка", "балл", "оценка nps", "баллы", "оценка от 0 до 10", "готовность рекомендовать"),
    ),
    "topic": ("topic", "subject", "тема", "предмет", "о чем", "тема опроса"),
    "comment": ("comment", "text", "feedback", "комментарий", "отзыв", "текст", "текст отзыва"),
    "contacted_at": (
        *("contacted at", "contact date", "call date", "called at", "meeting date"),
        *("дата контакта", "дата звонка", "дата встречи", "дата события", *_DATE),
    ),
    "direction": ("direction", "call direction", "направление", "входящий исходящий", "тип звонка"),
    "outcome": ("outcome", "result", "результат", "итог", "результат контакта", "результат звонка"),
    "response_hours": (
        *("response hours", "hours to answer", "response time"),
        *("часы ответа", "часов до ответа", "время ответа часов", "время ответа ч"),
    ),
    "seen_at": (
        *("seen at", "visit date", "session date", "visited at", "last seen"),
        *("дата визита", "дата посещения", "дата захода", *_DATE),
    ),
    "visits": (
        *("visits", "sessions", "page views", "hits"),
        *("посещений", "визитов", "количество визитов", "визиты", "посещения", "заходов", "количество"),
    ),
    "dismissed": ("dismissed", "fired", "уволен", "уволена", "увольнение", "менеджер уволен"),
    "left_on": (
        *("left on", "churn date", "departure date", "left"),
        *("дата ухода", "ушел", "дата потери", "дата оттока", *_DATE),
    ),
    "reason": ("reason", "churn reason", "причина", "причина ухода", "причина потери"),
    "to_competitor": ("to competitor", "competitor", "к конкуренту", "ушел к конкуренту"),
    "attempt_id": ("attempt id", "attempt", "attempt no", "попытка", "номер попытки", "id попытки"),
    "assigned_at": ("assigned at", "assigned on", "дата назначения", "назначено", *_DATE),
    "attempted_at": ("attempted at", "attempt date", "дата попытки", "выполнено"),
    "action": ("action", "действие", "мероприятие"),
    "arm": ("arm", "group", "группа", "treatment group"),
    "plan_id": ("plan id", "plan", "план", "номер плана"),
    "propensity": ("propensity", "вероятность назначения"),
    "executor": ("executor", "assignee", "исполнитель"),
    "cost": ("cost", "costs", "затраты", "расходы", "стоимость"),
    "incentive": ("incentive", "bonus", "бонус", "скидка"),
    "experiment": ("experiment", "эксперимент"),
    "granted_at": ("granted at", "granted on", "consent date", "дата согласия", "дано", *_DATE),
    "revoked_at": ("revoked at", "revoked on", "дата отзыва", "отозвано"),
    "purpose": ("purpose", "цель", "назначение"),
    "alias_of": (
        *("alias of", "merged into", "new id", "main id", "master id", "new client id", "main client"),
        *("основной код", "новый код", "объединен с", "основной клиент", "основной", "новый id"),
        "главный код",
    ),
    "known_at": (
        *("known at", "loaded at", "recorded at", "entered at", "entered on"),
        *("дата загрузки", "дата внесения", "дата ввода", "внесено", "стало известно", "известно с"),
    ),
}
#: What stands for an order's client where the shop exports no id.
EMAIL = (*COLUMN_WORDS["email"], "customer email", "client email", "billing email", "contact email")
#: A column that only an export of Shopify has: there, "Name" is the order's number.
SHOPIFY = "lineitem name"
#: (table, column) → further words that mean the column in that table, likelier than the others.
WORDS_IN_TABLE: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("orders", "client_id"): (*_CLIENT, *EMAIL),
    ("clients", "client_id"): ("code", "id", "код", "account number"),
    ("complaints", "category"): (
        *("complaint type", "тип обращения", "тип жалобы", "вид жалобы", "вид претензии", "причина", "тема"),
    ),
    ("activity", "visits"): ("count", "число визитов"),
    ("aliases", "client_id"): (
        *("old id", "duplicate id", "duplicate", "alias", "old client id"),
        *("старый код", "дубль", "код дубля", "старый id", "прежний код"),
    ),
}
#: Event table → columns that tell it from the others when the file's name says nothing.
TELLING: Mapping[str, tuple[str, ...]] = {
    "orders": ("amount",),
    "order_lines": ("product",),
    "clients": ("name", "phone", "email", "industry", "region", "birthday", "created_on", "contract_ends_on"),
    "complaints": ("severity", "complaint_id", "closed_at", "category"),
    "nps": ("score",),
    "contacts": ("direction", "outcome", "response_hours"),
    "activity": ("visits",),
    "managers": ("valid_from", "dismissed"),
    "departures": ("to_competitor", "reason"),
    "attempts": ("arm",),
    "consents": ("revoked_at", "purpose"),
    "aliases": ("alias_of",),
}
#: Words behind a name that say its unit.
UNITS = ("руб", "rub", "р", "rur", "₽", "usd", "eur", "шт", "pcs", "тыс руб")
