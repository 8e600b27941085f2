"""How to prepare the one attempt (M30): what to say, what to ask and what to offer, by the likely reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from features.errors import UsageError
from features.family import Cause
from features.figures import LANGUAGES, Language

#: Reasons that a script speaks to; more would be a lecture.
SPOKEN_TO = 2
BETWEEN_LINES = "\n"


@dataclass(frozen=True)
class Talk:
    """The preparation of one call or meeting.

    Attributes
    ----------
    script : str
        Opening and what to say; one line each. Not the offer: the action may have one of its own.
    questions : str
        Two or three questions, one line each.
    offer : str
        The offer that fits the first reason (M34).
    """

    script: str
    questions: str
    offer: str


@dataclass(frozen=True)
class _Words:
    opening: str
    say: str
    questions: tuple[str, str]
    offer: str


#: What is said where no reason stands out: of 13 lost clients 10 named only the pause between contacts (M27).
_NO_REASON: Mapping[Language, _Words] = {
    "ru": _Words(
        "Здравствуйте! Давно не общались — это наше упущение, звоню узнать, как у вас дела.",
        "Расскажите, что у нас нового именно для этого клиента, и договоритесь о следующем контакте.",
        ("Что изменилось у вас с последнего заказа?", "Чего вам не хватало в работе с нами?"),
        "Подборка товаров по прошлым заказам и постоянный контакт раз в две недели",
    ),
    "en": _Words(
        "Hello! We have not been in touch for a while; that is our fault, and I would like to hear from you.",
        "Tell what is new with us for this very client, and agree on the next contact.",
        ("What has changed for you since your last order?", "What did you miss in working with us?"),
        "A selection based on earlier purchases, and a contact every two weeks",
    ),
}

_RUSSIAN: Mapping[Cause, _Words] = {
    Cause.SILENCE: _NO_REASON["ru"],
    Cause.RHYTHM: _Words(
        "Здравствуйте! Хочу понять, удобно ли вам сейчас с нами работать и всё ли успеваем поставлять.",
        "Уточните, как изменилась потребность, и предложите график поставок под неё.",
        (
            "Как изменилась ваша потребность за последние месяцы?",
            "Закупаете ли часть у кого-то ещё и почему?",
        ),
        "График поставок под клиента с бесплатной доставкой на ближайшие заказы",
    ),
    Cause.SPEND: _Words(
        "Здравствуйте! Хочу проверить, всё ли нужное вы находите у нас.",
        "Покажите, что клиент брал раньше и перестал, и предложите вернуть это на лучших условиях.",
        ("Каких товаров вам у нас не хватает?", "Что вы теперь берёте в другом месте и чем там лучше?"),
        "Персональная подборка по прошлым заказам и бонус за прежний объём",
    ),
    Cause.SERVICE: _Words(
        "Здравствуйте! Звоню извиниться: похоже, мы вас подвели, и хочу это исправить.",
        "Признайте сбой без оправданий, скажите, что уже исправлено и кто теперь лично отвечает за клиента.",
        (
            "Что для вас осталось нерешённым?",
            "Какой срок ответа и доставки для вас хорош?",
        ),
        "Личный ответственный, решение вопроса к названному дню и бесплатная доставка следующего заказа",
    ),
    Cause.LOYALTY: _Words(
        "Здравствуйте! Вы давно с нами, и я хочу, чтобы это было вам выгодно.",
        "Скажите, что мы ценим постоянство, и назовите условия, которые клиент получает именно за него.",
        (
            "Что для вас было бы справедливой наградой за постоянство?",
            "Предлагал ли вам кто-то условия выгоднее наших и какие?",
        ),
        "Бонус или скидка за постоянство либо бесплатная доставка, пока клиент с нами",
    ),
    Cause.OFFER: _Words(
        "Здравствуйте! Нам важно, чтобы покупка вас радовала; похоже, мы не оправдали ожиданий.",
        "Выслушайте, что не устроило, предложите замену и подборку под задачу клиента.",
        (
            "Что в товаре или условиях разошлось с ожиданиями?",
            "Каким должно быть решение, чтобы подошло вам?",
        ),
        "Замена или проба более подходящего товара за наш счёт",
    ),
    Cause.PRICE: _Words(
        "Здравствуйте! Хочу обсудить с вами условия: постоянный клиент не должен переплачивать.",
        "Объясните, из чего складывается цена, и предложите условия за постоянство, а не разовую уступку.",
        ("С чем вы сравниваете нашу цену?", "Что для вас важнее: цена, отсрочка или доставка?"),
        "Скидка или бонус за постоянство, отсрочка платежа либо бесплатная доставка",
    ),
    Cause.MANAGER: _Words(
        "Здравствуйте! У вас сменился менеджер; звоню представиться и сказать, что теперь отвечаю я.",
        "Перескажите, о чём клиент договаривался с прежним менеджером, и подтвердите, что всё в силе.",
        (
            "О чём вы договаривались с прежним менеджером, что важно сохранить?",
            "Что в его работе вам нравилось, а чего не хватало?",
        ),
        "Опытный личный менеджер с прямым номером и прежние условия без перерыва",
    ),
    Cause.ATTENTION: _Words(
        "Здравствуйте! Мы давно вам не звонили, и это наше упущение.",
        "Принесите новость, полезную именно этому клиенту, и договоритесь, как часто быть на связи.",
        (
            "Как часто и о чём вам полезно слышать от нас?",
            "С кем ещё вы сейчас на связи по этим товарам и что вам предлагают?",
        ),
        "Постоянный контакт с полезной новостью не реже раза в две недели и подборка по прошлым заказам",
    ),
}

_ENGLISH: Mapping[Cause, _Words] = {
    Cause.SILENCE: _NO_REASON["en"],
    Cause.RHYTHM: _Words(
        "Hello! I would like to hear whether working with us suits you and whether we supply in time.",
        "Find out how the need has changed, and propose a delivery schedule that follows it.",
        ("How has your need changed in the last months?", "Do you buy part of it elsewhere, and why?"),
        "A delivery schedule made for the client, with free delivery of the next orders",
    ),
    Cause.SPEND: _Words(
        "Hello! I would like to check that you find everything you need with us.",
        "Show what the client used to buy and no longer does, and propose better terms for bringing it back.",
        ("Which products do you miss with us?", "What do you now buy elsewhere, and what is better there?"),
        "A personal selection from earlier purchases, and a bonus for the former volume",
    ),
    Cause.SERVICE: _Words(
        "Hello! I am calling to apologise: it seems that we served you badly, and I want to put it right.",
        "Admit the failure without excuses; say what is mended by now and who takes care of the client.",
        (
            "What is still unresolved for you?",
            "Which answer and delivery times would be good for you?",
        ),
        "One person in charge, the matter settled by a named day, and free delivery of the next order",
    ),
    Cause.LOYALTY: _Words(
        "Hello! You have been with us for long, and I would like it to pay for you.",
        "Say that we value loyalty, and name the terms that the client gets for it and for nothing else.",
        (
            "What would be a fair reward for staying with us?",
            "Has anybody offered you better terms, and which?",
        ),
        "A bonus or discount for loyalty, or free delivery for as long as the client stays",
    ),
    Cause.OFFER: _Words(
        "Hello! We want you to be glad of what you buy, and it seems that we fell short of it.",
        "Hear out what was wrong; propose a replacement and a selection for what the client needs it for.",
        ("Where did the product or the terms differ from what you expected?", "What would suit you?"),
        "A replacement, or a trial of a better fitting product at our cost",
    ),
    Cause.PRICE: _Words(
        "Hello! I would like to talk over your terms: a regular client should not pay too much.",
        "Explain what the price is made of, and offer terms for loyalty rather than a single concession.",
        (
            "What do you compare our price with?",
            "What matters most to you: price, time to pay, or delivery?",
        ),
        "A discount or bonus for loyalty, deferred payment, or free delivery",
    ),
    Cause.MANAGER: _Words(
        "Hello! Your manager has changed; I am calling to introduce myself: I take care of you now.",
        "Go over what was agreed with the former manager, and confirm that all of it holds.",
        (
            "What had you agreed with your former manager that must be kept?",
            "What did you like in that work, and what did you miss?",
        ),
        "An experienced manager of the client's own with a direct number, and the former terms kept",
    ),
    Cause.ATTENTION: _Words(
        "Hello! We have not called you for long, and that is our fault.",
        "Bring news that this very client can use, and agree on how often to be in touch.",
        (
            "How often, and about what, would you like to hear from us?",
            "Who else is in touch with you about these products, and what do they offer?",
        ),
        "News that the client can use at least every two weeks, and a selection based on earlier purchases",
    ),
}
_WORDS: Mapping[Language, Mapping[Cause, _Words]] = {"ru": _RUSSIAN, "en": _ENGLISH}


def talk(reason_codes: Sequence[str | None], language: Language) -> Talk:
    """Prepare the talk with a client.

    Parameters
    ----------
    reason_codes : sequence of str or None
        The client's reasons, likeliest first; None where there are fewer.
    language : {"ru", "en"}

    Returns
    -------
    Talk
        It opens with the likeliest reason and speaks to the first two; without any, to the pause in contacts.

    Raises
    ------
    UsageError
        If a code is no reason, or we don't speak the language.

    References
    ----------
    mission.md, M27, M30, M33, M34.

    Examples
    --------
    >>> talk(["price", None, None], "en").offer
    'A discount or bonus for loyalty, deferred payment, or free delivery'
    """
    if language not in LANGUAGES:
        raise UsageError(f"language is {language!r}; talks are prepared in ru or en. Choose one of them.")
    known = {cause.value: words for cause, words in _WORDS[language].items()}
    codes = [code for code in reason_codes if isinstance(code, str)]
    for code in codes:
        if code not in known:
            raise UsageError(f"{code!r} is no reason; reasons are {', '.join(known)}. Leave it out.")
    chosen = [known[code] for code in codes[:SPOKEN_TO]] or [_NO_REASON[language]]
    lines = dict.fromkeys([chosen[0].opening, *(words.say for words in chosen)])
    asked = [*chosen[0].questions, *(words.questions[0] for words in chosen[1:])]
    return Talk(BETWEEN_LINES.join(lines), BETWEEN_LINES.join(dict.fromkeys(asked)), chosen[0].offer)


def talks(found: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Prepare the talks with many clients.

    Parameters
    ----------
    found : DataFrame
        What `training.reasons.causes.reasons` gave: ``client_id``, ``reason_1`` and so on.
    language : {"ru", "en"}

    Returns
    -------
    DataFrame, indexed as `found`
        ``client_id, script, questions, offer``.

    Raises
    ------
    UsageError
        As `talk`.
    """
    places = [name for name in found.columns if str(name).startswith("reason_")]
    codes = [
        tuple(code if isinstance(code, str) else None for code in row)
        for row in found[places].itertuples(index=False, name=None)
    ]
    prepared = {row: talk(row, language) for row in dict.fromkeys(codes)}
    return pd.DataFrame(
        {
            "client_id": found["client_id"],
            "script": [prepared[row].script for row in codes],
            "questions": [prepared[row].questions for row in codes],
            "offer": [prepared[row].offer for row in codes],
        },
        index=found.index,
    )
