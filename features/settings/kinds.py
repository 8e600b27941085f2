"""What a value in the settings file may be, and what a section of it is."""

import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr


def _known_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as fault:
        raise ValueError(f"{zone!r} is not an IANA time zone; write one like 'Europe/Moscow'") from fault
    return zone


def _rising(limits: tuple[float, float]) -> tuple[float, float]:
    if limits[0] > limits[1]:
        raise ValueError("the first limit must not exceed the second; write the lower one first")
    return limits


#: What addresses that name a user and a password before the host begin with.
WITH_USERS = (
    *("postgres", "mysql", "mssql", "http"),
    *("clickhouse", "druid", "exasol", "impala", "materialize", "oracle", "risingwave", "singlestoredb"),
    *("snowflake", "trino"),
)


def _unambiguous(address: SecretStr) -> SecretStr:
    """Refuse a user or password in which a sign ends it too early: the rest would be shown as the host."""
    scheme, _, rest = address.get_secret_value().partition("://")
    before, found, _ = rest.rpartition("@") if scheme.startswith(WITH_USERS) else ("", "", "")
    is_query = "?" in before and "/" in before.partition("?")[0]  # an @ of what stands after the database
    if found and not is_query and re.search(r"[@/?#]|:.*:|%(?![0-9A-Fa-f]{2})", before):
        raise ValueError(
            "before the @ of its host, a sign of the user or password ends it too early. Write @ as %40, : as"
            " %3A, / as %2F, ? as %3F, # as %23 and % as %25 there"
        )
    return address


Address = Annotated[SecretStr, AfterValidator(_unambiguous)]
Share = Annotated[float, Field(ge=0, le=1)]
Money = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Channel = Literal["call", "visit", "management_call", "email", "message"]
ListName = Literal["at_risk", "recoverable"]
WebhookEvent = Literal["risk.entered", "risk.left", "attempt.closed"]
Reason = Literal["silence", "rhythm", "spend", "service", "loyalty", "offer", "price", "manager", "attention"]
Zone = Annotated[str, AfterValidator(_known_zone)]
Shares = Annotated[tuple[Share, Share], AfterValidator(_rising)]
CadenceDays = Annotated[int, Field(ge=1, le=280)]
Limits = Annotated[tuple[Money, Money], AfterValidator(_rising)]
BetaPrior = tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]]


class Section(BaseModel):
    """One section of the file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
