"""How often and how fast each route answers, for Prometheus, by route and never by client."""

import os
from typing import Any


class Metrics:
    """Counters of one worker; the labels are the rule's path, the method and the status.

    BentoML's own figures are off: they carry each path as it came, client ids included, and without bound.
    """

    def __init__(self) -> None:
        import prometheus_client as prometheus  # only now does a worker know its multi-process folder

        self._prometheus = prometheus
        self._registry = prometheus.CollectorRegistry()
        self._seconds = prometheus.Histogram(
            "winback_request_seconds",
            "Time until the answer, by route",
            ("method", "route", "status"),
            buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
            registry=self._registry,
        )
        self._working = prometheus.Gauge(
            "winback_requests_in_work",
            "Requests being answered",
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        self._degraded = prometheus.Gauge(
            "winback_degraded",
            "1 while a newer publication is refused and the old one serves",
            registry=self._registry,
            multiprocess_mode="livemax",
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._seconds.labels(method, route, str(status)).observe(seconds)

    def working(self, change: int) -> None:
        """Note that a request begins (1) or ends (-1)."""
        self._working.inc(change)

    def degraded(self, is_degraded: bool) -> None:
        """Note whether a newer publication was refused."""
        self._degraded.set(int(is_degraded))

    def text(self) -> tuple[bytes, str]:
        """Give the figures of all workers and their media type."""
        registry: Any = self._registry
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            from prometheus_client import multiprocess

            registry = self._prometheus.CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return self._prometheus.generate_latest(registry), self._prometheus.CONTENT_TYPE_LATEST
