"""What callers may send: strict models in which nothing is coerced, unknown or unbounded."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model
from pydantic_core import PydanticCustomError

from features.schema import TABLES, Column, Kind
from features.settings import Channel

#: Most ids of one request for published scores.
MOST_IDS = 1000
#: Most clients of one live request.
MOST_LIVE_CLIENTS = 200
#: Most rows of one table in a live request.
MOST_ROWS = 20_000
#: Years in which an event can lie; farther ones overflow when a zone is applied.
CREDIBLE_YEARS = range(1900, 2200)

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|z|[+-]\d{2}:\d{2})?)?")


class Strict(BaseModel):
    """A body or a part of one: what is not named here is refused, and no error repeats what was sent."""

    model_config = ConfigDict(
        strict=True, extra="forbid", allow_inf_nan=False, frozen=True, hide_input_in_errors=True
    )


def _whole_day(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise PydanticCustomError("day", "Must be a day as YYYY-MM-DD")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", "Must be a day that exists, as YYYY-MM-DD") from None


def _moment(value: Any) -> Any:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise PydanticCustomError("time", "Must be a time by RFC 3339, or a day as YYYY-MM-DD")
    try:
        moment = datetime.fromisoformat(value.upper())
    except ValueError:
        raise PydanticCustomError("time", "Must be a time that exists, by RFC 3339") from None
    if moment.year not in CREDIBLE_YEARS:
        raise PydanticCustomError("time", "Must be a time from 1900 to 2199")
    return moment


#: Longest id of a client.
LONGEST_ID = 200
ClientId = Annotated[str, Field(min_length=1, max_length=LONGEST_ID, pattern=r"^[^\x00-\x1f\x7f]+$")]
Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Day = Annotated[date, BeforeValidator(_whole_day, json_schema_input_type=str)]
Moment = Annotated[datetime, BeforeValidator(_moment, json_schema_input_type=str)]
MoneyAmount = Annotated[float, Field(ge=-1e12, le=1e12)]
Number = Annotated[float, Field(ge=-1e12, le=1e12)]
Whole = Annotated[int, Field(ge=-(10**9), le=10**9)]

_TYPE_OF: Mapping[Kind, Any] = {
    Kind.TEXT: Text,
    Kind.TIME: Moment,
    Kind.DAY: Day,
    Kind.MONEY: MoneyAmount,
    Kind.NUMBER: Number,
    Kind.INTEGER: Whole,
    Kind.FLAG: bool,
}


Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Cost = Annotated[float, Field(ge=0, le=1e12)]


#: `at_risk`, as files and the ledger write it, is taken, too; a generator of clients makes one name of both.
ListName = Annotated[
    Literal["at-risk", "recoverable", "at_risk"],
    WithJsonSchema({"enum": ["at-risk", "recoverable"], "type": "string"}),
]


_AS_TEXT = Field(description="the source's own id, as text: 00123 is not 123")


def _shown(**example: Any) -> ConfigDict:
    """Show an example of a body in `/docs.json`; how it is read stays as in `Strict`."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class AttemptRequest(Strict):
    """`POST /v1/attempts`: whose one attempt is taken, from which list, by what action, by whom."""

    model_config = _shown(client_id="00123", list="at-risk", action="call", executor="Olga")

    client_id: Annotated[ClientId, _AS_TEXT]
    list: Annotated[ListName, Field(description="the list that the client stands on")]
    action: Annotated[Name, Field(description="NAME of [actions.NAME] in the settings, as the lists have it")]
    executor: Annotated[
        Name | None, Field(description="who makes the attempt, named as managers are; null: not known")
    ] = None


class OutcomeRequest(Strict):
    """`POST /v1/attempts/{id}/outcome`: what became of an attempt; without `outcome_at`, just now."""

    model_config = _shown(outcome="promised", outcome_at="2026-03-02T10:00:00+03:00", cost=300, incentive=0)

    outcome: Annotated[
        Literal["ordered", "promised", "refused", "no_answer", "unreachable"],
        Field(description="no_answer: nobody answered; unreachable: number or address do not work"),
    ]
    outcome_at: Annotated[Moment | None, Field(description="RFC 3339; null: now")] = None
    cost: Annotated[Cost | None, Field(description="what it cost, money; null: as told before")] = None
    incentive: Annotated[
        Cost | None, Field(description="discount or bonus given, money; null: as told before, 0: none")
    ] = None


class OptOutRequest(Strict):
    """`POST /v1/opt-outs`: a client's wish not to be contacted, by one channel or (null) by none."""

    model_config = _shown(client_id="00123", channel="call", opted_out=True)

    client_id: Annotated[ClientId, _AS_TEXT]
    channel: Annotated[Channel | None, Field(description="null: by every channel")] = None
    opted_out: Annotated[bool, Field(description="false: the client no longer minds")] = True


class ScoresRequest(Strict):
    """`POST /v1/scores`: whose published scores are wanted."""

    model_config = _shown(client_ids=["00123", "00456"])

    client_ids: Annotated[list[ClientId], Field(min_length=1, max_length=MOST_IDS)]


#: Field of a client's row that holds the company's own columns: `attributes` of ``[source.tables.clients]``.
OWN_ATTRIBUTES = "attributes"


def _type_of(column: Column) -> Any:
    if column.choices and not column.any_word:
        return Literal[column.choices]
    if column.name == "client_id":
        return ClientId
    kind = _TYPE_OF[column.kind]
    if column.low is not None or column.high is not None:
        return Annotated[kind, Field(ge=column.low, le=column.high)]
    return kind


def _row_model(name: str) -> type[Strict]:
    fields: dict[str, Any] = {
        column.name: (_type_of(column), ...) if column.required else (_type_of(column) | None, None)
        for column in TABLES[name].columns
    }
    if name == "clients":
        fields[OWN_ATTRIBUTES] = (dict[Name, Text] | None, None)
    title = "".join(part.capitalize() for part in name.split("_"))
    return create_model(f"{title}Row", __base__=Strict, __doc__=f"One row of `{name}`.", **fields)


_ROWS: dict[str, type[Strict]] = {name: _row_model(name) for name in TABLES}


def _rows_field(name: str) -> Any:
    rows = list[_ROWS[name]]  # type: ignore[valid-type]  # a model made at run time
    if TABLES[name].required:
        return (Annotated[rows, Field(min_length=1, max_length=MOST_ROWS)], ...)
    return (Annotated[rows, Field(max_length=MOST_ROWS)], ())


class LiveBase(Strict):
    """`POST /v1/scores/live`: events of up to 200 clients, to be scored as of a day."""

    as_of: Day

    def tables(self, zone: ZoneInfo) -> dict[str, list[dict[str, Any]]]:
        """Give the rows of the tables that were sent.

        Parameters
        ----------
        zone : ZoneInfo
            The company's zone; times with an offset become its wall-clock times, without a zone.

        Returns
        -------
        dict of str to list of dict
            Contract column names; money in the currency, days as `date`, times as naive `datetime`.
        """
        sent = {name: getattr(self, name) for name in TABLES}
        return {name: [_plain_row(row, zone) for row in rows] for name, rows in sent.items() if rows}

    def client_ids(self) -> list[str]:
        """Give each client in the request once, sorted."""
        rows = (row for name in TABLES for row in getattr(self, name))
        return sorted({row.client_id for row in rows if row.client_id is not None})


def _plain_row(row: Strict, zone: ZoneInfo) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in type(row).model_fields}
    return {name: _wall_clock(value, zone) for name, value in values.items() if value is not None}


def _wall_clock(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(zone).replace(tzinfo=None)
    return value


LiveRequest: type[LiveBase] = create_model(
    "LiveRequest",
    __base__=LiveBase,
    __doc__=LiveBase.__doc__,
    **{name: _rows_field(name) for name in TABLES},
)
