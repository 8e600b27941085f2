"""How models are trained, and how the service answers and tells others."""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator

from features.settings.kinds import Section, WebhookEvent


class Training(Section):
    """How models are trained and judged."""

    as_of_every_days: int = Field(30, ge=1, description="days between two snapshots")
    origins: int = Field(4, ge=1, description="test days that are judged, where the history allows")
    candidates: tuple[Literal["logistic", "lightgbm", "blend"], ...] = Field(
        ("logistic", "lightgbm", "blend"), min_length=1, description="models that compete"
    )
    try_designs: bool = Field(
        True, description="whether a model for each status, categories and more are tried on earlier days"
    )
    choose_by: Literal["log_loss", "expected_profit"] = Field(
        "log_loss",
        description="which candidate may serve clients at risk; it has to pass the gate all the same",
    )
    trials: int = Field(0, ge=0, description="tuning trials; 0: the settled defaults")
    tuning_minutes: float = Field(20, gt=0, description="longest time for one run's tuning trials")
    rows_at_once: int = Field(
        500_000,
        ge=1000,
        description="rows judged in memory; of more, a sample of clients is judged, and LightGBM's"
        " final model learns from all of them, streamed",
    )
    dask_scheduler: str = Field(
        "", description="address of a Dask scheduler on whose workers that model learns; empty: here"
    )
    seed: int = Field(20261122, ge=0, description="of everything random")
    minimum_clients: int = Field(200, ge=1, description="clients a test day needs")
    minimum_left: int = Field(30, ge=1, description="leavers, and stayers, a test day needs")

    @field_validator("candidates")
    @classmethod
    def _named_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) < len(names):
            raise ValueError("each model competes once. Write every name once")
        return names


class Serving(Section):
    """Where the service listens and what it allows."""

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(3000, ge=1, le=65535, description="port to listen on")
    max_body_bytes: int = Field(1_000_000, ge=1024, description="largest request body")
    max_concurrency: int = Field(32, ge=1, description="requests in work at once; more get 503")
    timeout_seconds: Annotated[float, Field(gt=0)] = Field(10, description="longest time for one request")
    requests_per_minute: int = Field(
        60_000, ge=0, description="requests of one key in a minute; more get 429; 0: no limit"
    )
    open_metrics: bool = Field(False, description="whether /metrics needs no key")
    log_format: Literal["text", "json"] = Field(
        "text", description="of the log: text, or json (one object a line)"
    )


class Webhook(Section):
    """One receiver that is told of events by ids, over HTTP, signed."""

    url: SecretStr = Field(description="https://…, or http:// of this very machine")
    secret_env: str = Field(
        "WINBACK_WEBHOOK_SECRET",
        pattern="^[A-Za-z_][A-Za-z0-9_]*$",
        description="variable of the environment that holds the secret, whsec_…",
    )
    events: tuple[WebhookEvent, ...] = Field(
        ("risk.entered", "risk.left", "attempt.closed"), description="what it is told of"
    )
    timeout_seconds: Annotated[float, Field(gt=0, le=60)] = Field(
        10, description="longest time for one message"
    )

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        try:
            parts = urlsplit(self.url.get_secret_value())
            host = parts.hostname or ""
        except ValueError:
            parts, host = urlsplit(""), ""
        on_this_machine = host in ("localhost", "127.0.0.1", "::1")
        if not host or not (parts.scheme == "https" or (parts.scheme == "http" and on_this_machine)):
            raise ValueError(
                "url is no address that a message may be sent to; write https://HOST/PATH (http:// is for"
                " this very machine only)"
            )
        return self
