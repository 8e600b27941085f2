"""What the client answers when asked whether it would recommend us (M15, M37)."""

from collections.abc import Mapping

import ibis
from ibis.expr import types as ir

from features.arithmetic import count_where, day_number, ratio
from features.family import Cause, Family, Feature, Known, Source

DETRACTOR_BELOW = 7
#: Topic → the cause that it speaks of, and its name in Russian.
TOPICS = {
    "product": (Cause.OFFER, "товара"),
    "service": (Cause.SERVICE, "сервиса"),
    "delivery": (Cause.SERVICE, "доставки"),
}
#: A place in the row of answers and a score in one whole number: the least is the latest one's.
PLACE = 16


def _rows(known: Known) -> ir.Table:
    """Count answers back from the latest; of those given at one time the lowest is the last."""
    answers, as_of = known.events["nps"], known.as_of
    latest_first = ibis.window(group_by="client_id", order_by=[ibis.desc("answered_at"), ibis.asc("score")])
    rows = answers.filter(day_number(answers.known_at) < as_of)
    return rows.select(
        "client_id",
        "score",
        "topic",
        age=as_of - day_number(rows.answered_at),
        back=ibis.row_number().over(latest_first),
    )


ANSWERS = Source("nps", "nps", _rows)


def sums(answers: ir.Table) -> Mapping[str, ir.Scalar]:
    """Take the last two answers and sum them all."""
    return {
        "nps_answers": answers.count(),
        "nps_sum": answers.score.sum(),
        "nps_low": count_where(answers.score < DETRACTOR_BELOW),
        "nps_last": ibis.ifelse(answers.back == 0, answers.score, ibis.null("int64")).max(),
        "nps_before": ibis.ifelse(answers.back == 1, answers.score, ibis.null("int64")).max(),
        "latest_nps_age": answers.age.min(),
        **{f"nps_{topic}_placed": _placed(answers, topic).min() for topic in TOPICS},
    }


def _placed(answers: ir.Table, topic: str) -> ir.IntegerColumn:
    placed = answers.back * PLACE + answers.score
    return ibis.ifelse(answers.topic == topic, placed, ibis.null("int64")).cast("int64")


def finish(clients: ir.Table) -> Mapping[str, ir.Value]:
    """Give the last answer, its change, the mean, and how old it is."""
    last = clients.nps_last.cast("float64")
    detractor = ibis.ifelse(last < DETRACTOR_BELOW, 1.0, 0.0)
    return {
        "nps_last": last,
        "nps_mean": ratio(clients.nps_sum, clients.nps_answers),
        "nps_change": last - clients.nps_before.cast("float64"),
        "days_since_nps": clients.latest_nps_age.cast("float64"),
        "nps_detractor": ibis.ifelse(last.isnull(), ibis.null("float64"), detractor),
        "nps_low_share": ratio(clients.nps_low, clients.nps_answers),
        **{f"nps_{topic}": (clients[f"nps_{topic}_placed"] % PLACE).cast("float64") for topic in TOPICS},
    }


def _feature(name: str, unit: str, meaning: str, meaning_ru: str, null_meaning: str) -> Feature:
    return Feature(name, unit, meaning, meaning_ru, Cause.OFFER, null_meaning, table="nps")


FAMILY = Family(
    "nps",
    ANSWERS,
    sums,
    finish,
    (
        _feature("nps_last", "score", "last answer, 0 to 10", "последняя оценка NPS", "never answered"),
        _feature("nps_mean", "score", "mean answer", "средняя оценка NPS", "never answered"),
        _feature(
            "nps_change",
            "score",
            "last answer less the one before",
            "изменение оценки NPS",
            "fewer than two answers",
        ),
        _feature(
            "days_since_nps",
            "days",
            "days since the last answer",
            "дней с последней оценки",
            "never answered",
        ),
        _feature(
            "nps_detractor",
            "share",
            f"1 if the last answer is below {DETRACTOR_BELOW}",
            "последняя оценка ниже 7",
            "never answered",
        ),
        _feature(
            "nps_low_share",
            "share",
            f"share of answers below {DETRACTOR_BELOW}",
            "доля оценок ниже 7",
            "never answered",
        ),
        *(
            Feature(
                f"nps_{topic}",
                "score",
                f"last answer about {topic}, 0 to 10",
                f"последняя оценка {russian}",
                cause,
                "never answered about it",
                table="nps.topic",
            )
            for topic, (cause, russian) in TOPICS.items()
        ),
    ),
)
