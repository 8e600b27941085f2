"""What commands say on the terminal to the people of a company, in Russian and English."""

from collections.abc import Mapping

from features.figures import Language

#: Key → (Russian, English).
WORDS: Mapping[str, tuple[str, str]] = {
    "where.events": ("Принятые события", "Accepted events"),
    "where.quarantine": ("Отложенные строки", "Quarantined rows"),
    "where.report": ("Отчёт", "Report"),
    "where.server": ("ваш сервер, эксперимент {experiment}", "your server, experiment {experiment}"),
    "where.tracking_uri": ("(ваш tracking_uri)", "(your tracking_uri)"),
    "where.rows": ("Строк: {rows}; файл", "{rows} rows"),
    "where.signs": ("Признаки", "Signs"),
    "where.published": ("Опубликовано", "Published"),
    "where.scores": ("Оценки", "Scores"),
    "where.list": ("Список", "List"),
    "where.folder": ("Папка", "Folder"),
    "where.refused": ("Отклонённые строки", "Refused rows"),
    "where.data": ("Данные", "Data"),
    "where.source": ("Не тронут ваш собственный источник", "Not touched, your own source"),
    "where.invented": ("Таблицы и правда о клиентах", "Tables and truth"),
    "where.invented_all": ("Таблицы, правда о клиентах и настройки", "Tables, truth and settings"),
    "where.file": (
        "Не тронут файл, который был записан для вас",
        "Not touched, a file that was written for you",
    ),
    "working.source": ("Просмотр источника", "Looking at the source"),
    "working.reading": ("Чтение источника", "Reading the source"),
    "working.inventing": ("Придумываем клиентов", "Inventing clients"),
    "working.copying": ("Копирование заказов", "Copying the orders"),
    "working.features": ("Расчёт признаков", "Computing features"),
    "working.churn": ("Подсчёт потерянных", "Counting the lost"),
    "working.signs": ("Поиск признаков ухода", "Looking for signs"),
    "working.training": ("Обучение", "Training"),
    "working.training.snapshots": ("Обучение: прошлые дни", "Training: snapshots"),
    "working.training.designs": ("Обучение: как строить модели", "Training: ways to build models"),
    "working.training.tuning": (
        "Обучение: подбор параметров, проба {trial} из {trials}",
        "Training: tuning, trial {trial} of {trials}",
    ),
    "working.training.backtest": ("Обучение: проверка на прошлых днях", "Training: backtest"),
    "working.training.value": ("Обучение: ценность клиентов", "Training: value"),
    "working.training.gate": ("Обучение: сравнение с правилами", "Training: gate"),
    "working.training.final_models": ("Обучение: итоговые модели", "Training: final models"),
    "working.training.response": ("Обучение: что приносят действия", "Training: response"),
    "working.training.report": ("Обучение: запись отчёта", "Training: writing the report"),
    "working.scoring": ("Оценка клиентов", "Scoring"),
    "working.planning": ("Составление плана", "Planning"),
    "working.sending": ("Отправка в {crm}", "Sending to {crm}"),
    "working.recording": ("Запись в журнал попыток", "Recording"),
    "working.cadence": ("Просмотр контактов", "Looking at contacts"),
    "working.monitoring": ("Проверка модели", "Monitoring"),
    "working.monitoring.drift": ("Проверка модели: сдвиги", "Monitoring: drift"),
    "working.monitoring.matured": ("Проверка модели: что сбылось", "Monitoring: matured labels"),
    "working.monitoring.past_lists": ("Проверка модели: прежние списки", "Monitoring: past lists"),
    "working.monitoring.report": ("Проверка модели: запись отчёта", "Monitoring: writing the report"),
    "working.erasing": ("Удаление", "Erasing"),
    "working.looking": ("Поиск", "Looking"),
    "invented": ("Придуманная компания", "An invented company"),
    "invented.table": ("таблица", "table"),
    "invented.rows": ("строк", "rows"),
    "invented.settings_kept": (
        "{file} уже есть и остаётся как был: он ваш. Попытки придуманной компании называют действия `call`,"
        " `discount_call`, `visit` и `management_call`.",
        "{file} stood there already and is as it was: it is yours. The company's own attempts name the"
        " actions call, discount_call, visit and management_call.",
    ),
    "clients": ("Клиентов", "Clients"),
    "signs": ("Признаки ухода", "Signs of leaving"),
    "signs.no_model": ("без модели", "no model"),
    "signs.none": (
        "{title}: ни у кого их нет. Пороги стоят в разделе [signs].",
        "{title}: nobody shows a sign. The thresholds stand in [signs].",
    ),
    "signs.sign": ("Признак", "Sign"),
    "signs.not_lost": ("Ещё не потеряны", "Not yet lost"),
    "signs.who": (
        "Сначала ещё не потерянные, самые прибыльные выше",
        "Not yet lost before lost, most profitable first",
    ),
    "signs.class": ("Класс", "Class"),
    "signs.more": (
        "Ещё клиентов с признаками: {more}; все – в файле: --out FILE.xlsx.",
        "{more} more clients show signs; --out FILE.xlsx holds all.",
    ),
    "scores.by_status": ("Клиенты по статусам", "Clients by status"),
    "scores.held_out": (
        "В контрольной группе: {clients}. С ними никто не связывается: так видно, что приносят списки.",
        "{clients} clients are held out: nobody contacts them, so that it shows what lists bring.",
    ),
    "score.hindsight": (
        "Внимание: --as-of – это {day}, а {version} обучена на том, что было известно на {known}. Она видела,"
        " что эти клиенты сделали потом, и её оценки выглядят лучше любого прогноза. Что можно было"
        " предсказать на {day}, покажет `winback train --as-of {day}` и `winback promote --force --why …`.",
        "Warning: --as-of is {day}, but {version} learned from what was known on {known}. It has seen what"
        " these clients did next, so its scores look better than any forecast can. For what could be"
        " foretold on {day}: `winback train --as-of {day}`, and `winback promote --force --why …`.",
    ),
    "score.other_settings": (
        "Внимание: с тех пор как обучена {version}, настройки изменились: {changed}. Она обучена с прежними,"
        " поэтому её вероятности и суммы к новым не подходят: запустите `winback train` ещё раз.",
        "Warning: since {version} was trained, settings have changed: {changed}. What it has learned goes by"
        " those of then, so its probabilities and values do not fit them: train again.",
    ),
    "score.setting": ("{setting} теперь {now}, а было {then}", "{setting} is {now} and was {then}"),
    "list.of": ("{cost} из {budget}", "{cost} of {budget}"),
    "list.held_out": ("В контрольной группе", "Held out"),
    "list.used_up": ("Исчерпано", "Used up"),
    "list.budget": ("бюджет", "budget"),
    "list.nothing_pays": (
        "Ни одно действие не окупается или не разрешено ни для одного из клиентов, их {passing}: сверьте с"
        " выручкой затраты в [actions.…] и правила в [plan].",
        "No action pays for itself, or is allowed, for any of the {passing} clients: compare the costs in"
        " [actions.…] with your margins, and see the rules in [plan].",
    ),
    "list.hours": ("часы: {name}", "hours of {name}"),
    "list.capacity": ("сколько раз можно: {name}", "capacity of {name}"),
    "list.assumed": (
        "Какая доля клиентов согласится – допущение из настроек (acceptance), пока её не измерили попытки.",
        "The share of clients who accept is an assumption of the settings (acceptance) until attempts have "
        "measured it.",
    ),
    "list.old": (
        "Оценки сделаны {day} в {time}, {age} назад. Если с тех пор расчёт должен был пройти, посмотрите, что"
        " сказал `winback score`.",
        "The scores are {age} old: they were made on {day} at {time}. If a run was due since, see what"
        " `winback score` said.",
    ),
    "list.removed": (
        "Удалено управляющих символов: {count}; табличные программы их не принимают.",
        "{count} control characters were removed: no spreadsheet takes them.",
    ),
    "list.cut": (
        "В файле {file} укорочено ячеек: {cells}; ячейка листа вмещает не больше {most} символов. В CSV и"
        " JSON они целиком.",
        "{cells} cells of {file} were cut, as a sheet's cell holds no more than {most} characters. CSV and"
        " JSON hold them whole.",
    ),
    "handed": (
        "Оценок: {scores}, задач: {tasks}. Задачи нет, так как попытка уже сделана: {made_since}.",
        "{scores} scores and {tasks} tasks; {made_since} attempts were made since, which are left out.",
    ),
    "sent.scores": ("оценок записано", "scores written"),
    "sent.no_card": ("клиентов без карточки", "clients without a card"),
    "sent.tasks": ("задач создано", "tasks made"),
    "sent.known_tasks": ("задачи уже были", "tasks there already"),
    "sent.unassigned": ("некому поручить", "nobody to give them to"),
    "sent.barred": ("только тот менеджер, что упустил клиента", "only a manager who lost the client"),
    "sent.no_card_tasks": ("задач без карточки", "tasks without a card"),
    "recorded": (
        "Строк: {rows}; записано: {recorded}, уже известно: {known}, отклонено: {refused}.",
        "{rows} rows: {recorded} recorded, {known} known already, {refused} refused.",
    ),
    "recorded.aside": (
        "Задач ещё не выполнено: {not_made}; чужих: {not_ours}.",
        "{not_made} tasks are not done yet; {not_ours} are somebody else's.",
    ),
    "recorded.unused": ("Не использованы столбцы: {columns}.", "Columns not used: {columns}."),
    "refused": ("Отклонено", "Refused"),
    "refused.line": ("строка", "line"),
    "refused.column": ("столбец", "column"),
    "refused.code": ("код", "code"),
    "refused.detail": ("что не так", "detail"),
    "cadence.nobody": (
        "Клиентов, у которых {asked}, нет. Без --where отчёт показывает всех.",
        "No client has {asked}. Without --where the report shows all there are.",
    ),
    "and": ("и", "and"),
    "figures": ("Модели против правил, проверочные дни", "Candidates against baselines, test days"),
    "versions": (
        "Версии в реестре (показатели – по клиентам под угрозой ухода)",
        "Registered versions (figures: clients at risk)",
    ),
    "versions.version": ("версия", "version"),
    "versions.name": ("имя", "name"),
    "versions.gate": ("проверка", "gate"),
    "versions.value": ("ценность", "value"),
    "versions.passed": ("пройдена", "passed"),
    "versions.refused": ("не пройдена", "refused"),
    "versions.aliases": ("роли", "aliases"),
    "versions.none": (
        "Ни одной версии ещё нет. Запустите `winback train`.",
        "No version is registered yet. Run `winback train`.",
    ),
    "promoted": (
        "Теперь работает версия {number} ({name}). Опубликует её `winback score`.",
        "Version {number} ({name}) is champion. `winback score` publishes it.",
    ),
    "rolled_back": (
        "Снова работает версия {number} ({name}). Опубликует её `winback score`.",
        "Version {number} ({name}) is champion again. `winback score` publishes it.",
    ),
    "person.unknown": (
        "Об этом коде ничего не хранится. Написан ли он так же, как в источнике? 00123 и 123 – разные коды.",
        "Nothing is held on that id. Was it written as in the source? 00123 is not 123.",
    ),
    "person.held": ("Что хранится о человеке", "Held on the person"),
    "person.place": ("место", "place"),
    "person.rows": ("строк", "rows"),
    "erased.unknown": ("Удаление {id}. {unknown}", "Erasure {id}. {unknown}"),
    "erased": ("Удалено ({id})", "Erased ({id})"),
    "erased.none": ("Незаконченных удалений нет.", "No erasure is under way."),
    "erased.copies": (
        "Копии и архивы этих данных и папки с данными вычищайте сами.",
        "Copies and backups of these and of the data folder are yours to clean.",
    ),
    "wish.taken_back": ("Отказ снят.", "Taken back."),
    "wish.none": ("Такого отказа не было; ничего не изменилось.", "No such wish stood; nothing was changed."),
    "wish.written": ("Отказ записан.", "Written down."),
    "wish.known": (
        "Этот отказ уже записан; ничего не изменилось.",
        "That stood already; nothing was changed.",
    ),
    "wish.nobody": (
        "Клиента с таким кодом в принятых данных нет: отказ подействует, когда он появится. Написан ли код"
        " так же, как в источнике? 00123 и 123 – разные коды.",
        "No client of that id is in the accepted data: it holds once there is one. Was it written as in the"
        " source? 00123 is not 123.",
    ),
    "wish.alone": (
        "Какие коды объединены, сейчас не узнать, поэтому отказ действует только для {client}. Причина:"
        " {fault} После следующего `winback score` он подействует для всех кодов клиента.",
        "Ids that were merged are not known now, so that counts for {client} alone. {fault} From the next"
        " `winback score` it counts for all.",
    ),
    "wish.taken_back_alone": (
        "Какие коды объединены, сейчас не узнать, поэтому отказ снят только для {client}. Причина: {fault}"
        " После этого снимите его ещё раз.",
        "Ids that were merged are not known now, so that counts for {client} alone. {fault} Then take it back"
        " again.",
    ),
    "audit": ("Журнал", "Audit"),
    "audit.number": ("№", "number"),
    "audit.at": ("когда", "at"),
    "audit.who": ("кто", "who"),
    "audit.what": ("что", "what"),
    "audit.how_many": ("сколько", "how_many"),
    "audit.none": (
        "Записей ещё нет: никто не брал и не менял ничего, о чём ведётся журнал.",
        "Nothing was noted yet: nobody has taken or changed anything that the audit tells of.",
    ),
    "audit.proved": (
        "Строк: {rows}, каждая такая, какой записана. Последний отпечаток: {newest}",
        "{rows} rows, each as it was written. Newest digest: {newest}",
    ),
    "keys": ("Ключи API", "API keys"),
    "keys.none": (
        "Ключей ещё нет. Сделать: `winback key add --role marketer`.",
        "There are no keys yet. `winback key add --role marketer` makes one.",
    ),
    "key.made": (
        "Ключ {id} ({role}); он показан один раз:",
        "Key {id} ({role}), shown this once:",
    ),
    "key.revoked": ("Ключ {id} отозван.", "Key {id} is revoked."),
    "key.no_client_of_branch": (
        "Среди опубликованных нет ни одного клиента филиала «{branch}»: пока такого нет, этот ключ не видит"
        " никого. Так ли написан филиал в данных?",
        "No published client is of branch “{branch}”: the key sees nobody until one is. Was it written as in"
        " the data?",
    ),
    "key.id": ("код", "id"),
    "key.role": ("роль", "role"),
    "key.branch": ("филиал", "branch"),
    "key.created_at": ("создан", "created_at"),
    "key.expires_at": ("действует до", "expires_at"),
    "key.revoked_at": ("отозван", "revoked_at"),
    "receivers": ("Получатели", "Receivers"),
    "receivers.none": (
        "Получателей нет; их называют настройки: [webhooks.NAME].",
        "There are no receivers; [webhooks.NAME] of the settings names them.",
    ),
    "receivers.sent": (
        "Сообщений доставлено: {delivered}, ждут: {waiting}.",
        "{delivered} messages were delivered, {waiting} wait.",
    ),
    "receivers.again": ("Отправляем снова сообщений: {again}.", "{again} messages are sent again."),
    "receiver.receiver": ("получатель", "receiver"),
    "receiver.waiting": ("ждут", "waiting"),
    "receiver.delivered": ("доставлено", "delivered"),
    "receiver.given_up": ("оставлено", "given_up"),
    "receiver.oldest_waiting": ("самое старое ждёт с", "oldest_waiting"),
    "receiver.last_refusal": ("последний отказ", "last_refusal"),
    "receiver.gone_since": ("отключён с", "gone_since"),
}


def said(key: str, language: Language, **parts: object) -> str:
    """Say one of these words or sentences; `key` is one of ``WORDS``.

    Examples
    --------
    >>> said("versions.gate", "ru"), said("recorded.aside", "en", not_made=2, not_ours=1)
    ('проверка', "2 tasks are not done yet; 1 are somebody else's.")
    """
    return WORDS[key][0 if language == "ru" else 1].format(**parts)
