"""What the metrics tell of what is served: which scores, how old, how spread, and what still waits."""

from datetime import datetime
from typing import TYPE_CHECKING

from serving.answers.loaded import Loaded

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

    from serving.ledger import Ledger

#: Upper bounds of the churn probabilities that are counted.
BOUNDS = tuple(tenth / 10 for tenth in range(1, 11))


def published_figures(loaded: Loaded | None, ledger: "Ledger", now: datetime) -> bytes:
    """Give the figures of one publication in Prometheus's text form.

    Parameters
    ----------
    loaded : Loaded or None
        What is served; None where nothing is.
    ledger : Ledger
        Where messages to webhooks wait.
    now : datetime
        With offset.

    Returns
    -------
    bytes
        ``winback_publication`` (1, with snapshot and version as labels), ``winback_scores_age_seconds``,
        ``winback_published_clients`` by status and risk band, ``winback_churn_probability_clients`` (how many
        are at most so likely to leave), ``winback_outbox_waiting`` and ``winback_outbox_oldest_seconds`` by
        receiver.
    """
    import prometheus_client as prometheus

    registry = prometheus.CollectorRegistry()
    if loaded is not None:
        _of_publication(registry, loaded, now)
    waiting = prometheus.Gauge(
        "winback_outbox_waiting", "Messages that wait for a receiver", ("receiver",), registry=registry
    )
    oldest = prometheus.Gauge(
        "winback_outbox_oldest_seconds",
        "Age of the oldest message that waits",
        ("receiver",),
        registry=registry,
    )
    for receiver, queue in ledger.queues().items():
        waiting.labels(receiver).set(queue.waiting)
        since = queue.oldest_waiting
        age = 0.0 if since is None else (now - since.astimezone(now.tzinfo)).total_seconds()
        oldest.labels(receiver).set(max(age, 0.0))
    return bytes(prometheus.generate_latest(registry))


def _of_publication(registry: "CollectorRegistry", loaded: Loaded, now: datetime) -> None:
    import prometheus_client as prometheus
    import pyarrow as pa
    import pyarrow.compute as pc

    published = loaded.published
    scores: pa.Table = published.tables["scores"]
    labels = {"snapshot_id": published.snapshot_id, "model_version": published.model_version}
    prometheus.Gauge("winback_publication", "What is served", tuple(labels), registry=registry).labels(
        **labels
    ).set(1)
    age = (now - published.scored_at.astimezone(now.tzinfo)).total_seconds()
    prometheus.Gauge("winback_scores_age_seconds", "Since the scores were made", registry=registry).set(age)
    clients = prometheus.Gauge(
        "winback_published_clients", "Clients with scores", ("status", "risk_band"), registry=registry
    )
    kinds = (
        scores.select(["status", "risk_band"])
        .group_by(["status", "risk_band"])
        .aggregate([([], "count_all")])
    )
    for row in kinds.to_pylist():
        clients.labels(row["status"], row["risk_band"] or "none").set(row["count_all"])
    risks = scores["churn_probability"].drop_null()
    spread = prometheus.Gauge(
        "winback_churn_probability_clients",
        "Clients whose churn probability is at most so high",
        ("le",),
        registry=registry,
    )
    for bound in BOUNDS:
        spread.labels(f"{bound:g}").set(pc.sum(pc.less_equal(risks, bound)).as_py() or 0)
