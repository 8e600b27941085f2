"""What the company decided: `winback.toml`, read once at the edge into frozen, validated models."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)

from features.errors import SettingsError


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

#: Addresses and secrets that the environment may give instead of the file.
ENVIRONMENT = {
    "WINBACK_LEDGER_URL": ("storage", "ledger_url"),
    "WINBACK_SOURCE_URL": ("source", "url"),
    "WINBACK_DATA_DIR": ("storage", "data_dir"),
    "MLFLOW_TRACKING_URI": ("storage", "tracking_uri"),
}
#: What addresses of engines that compute features themselves begin with.
POSTGRES = ("postgresql", "postgres", "postgresql+psycopg")
SPARK = ("spark", "sc")
#: Settings whose value no message repeats: it may hold a password.
SECRET = ("ledger_url", "tracking_uri", "url")


class Section(BaseModel):
    """One section of the file: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Company(Section):
    """Who the company is and how it counts time and money."""

    name: str = Field("Our company", description="shown on reports and lists")
    currency: str = Field(
        "RUB", pattern="^[A-Z]{3}$", description="ISO 4217 code; orders in another currency are quarantined"
    )
    timezone: Zone = Field("Europe/Moscow", description="IANA zone in which days begin")
    language: Literal["ru", "en"] = Field("ru", description="of lists, reports and pages")
    founded_on: date = Field(date(1990, 1, 1), description="earliest credible day of an event")


class Storage(Section):
    """Where winback keeps what it makes; relative paths are relative to the file."""

    data_dir: Path = Field(
        Path("winback-data"), description="folder of accepted events, bundles, scores and lists"
    )
    tracking_uri: SecretStr | None = Field(None, description="MLflow store; default: SQLite in data_dir")
    ledger_url: SecretStr | None = Field(
        None, description="ledger of attempts and keys; default: SQLite in data_dir"
    )
    memory_gb: float | None = Field(
        None,
        gt=0.1,
        description="memory for reading events and computing features, in gigabytes; what does not fit "
        "goes to disk; default: 80 % of the machine's",
    )


class TableSource(Section):
    """Where one event table comes from and how its columns are called there."""

    from_: str | None = Field(
        None, alias="from", description="file, glob or table; default: the table's own name"
    )
    columns: dict[str, str] = Field(default_factory=dict, description='ours = "theirs"')
    encoding: str | None = Field(None, description="of text files; default: BOM, else UTF-8, else cp1251")
    delimiter: str | None = Field(
        None, min_length=1, max_length=1, description="of text files; default: counted in the header"
    )
    decimal: Literal[".", ","] = Field(".", description="decimal mark of text files")
    date_format: str | None = Field(
        None, description="strptime format of times in text files; default: ISO 8601"
    )
    timezone: Zone | None = Field(
        None, description="IANA zone of times without offset; default: the company's"
    )
    attributes: tuple[str, ...] = Field((), description="further columns of `clients` to keep")


class Source(Section):
    """The company's own data."""

    url: SecretStr = Field(
        SecretStr("."),
        description="folder of CSV/Parquet, DuckDB or SQLite file, postgresql://…, spark://…",
    )
    compute: Literal["here", "source"] = Field(
        "here", description="where features are computed: here, or source (PostgreSQL or Spark itself)"
    )
    schema_: str = Field(
        "winback",
        alias="schema",
        pattern="^[a-z_][a-z0-9_]{0,39}$",
        description="of PostgreSQL, made by us for compute = source; one an installation",
    )
    statement_seconds: Annotated[float, Field(ge=0, le=86_400)] = Field(
        3600, description="longest time for one statement of compute = source; 0: no limit"
    )
    tables: dict[str, TableSource] = Field(default_factory=dict, description="one section a table")

    @property
    def scheme(self) -> str:
        """What stands before ``://`` in the address; empty for a path."""
        url = self.url.get_secret_value()
        return url.split("://")[0].lower() if "://" in url else ""

    @model_validator(mode="after")
    def _computes(self) -> Self:
        if self.compute == "source" and self.scheme not in (*POSTGRES, *SPARK):
            kind = f"{self.scheme}://…" if self.scheme else "a folder or file"
            raise ValueError(
                f'compute is "source", but url is {kind}; features are computed inside PostgreSQL'
                ' (postgresql://…) or Spark (spark://…, sc://…) only. Write compute = "here"'
            )
        return self


class Churn(Section):
    """When a client counts as having left."""

    cycles: float = Field(2, gt=0, description="horizon, in the client's own purchase cycles")
    min_days: int = Field(14, ge=1, description="shortest horizon, days")
    max_days: int = Field(
        365, ge=1, description="longest horizon, days; equal to min_days: one fixed horizon"
    )
    lost_after_cycles: float = Field(3, gt=0, description="silent for fewer own cycles is never yet lost")
    acceptable_rate: Shares = Field((0.05, 0.15), description="acceptable yearly churn, from and to")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min_days > self.max_days:
            raise ValueError(
                f"min_days is {self.min_days} and max_days {self.max_days}; min_days must not exceed max_days"
            )
        return self


class Value(Section):
    """What margin a client brings and over how long it is counted."""

    margin_share: Share = Field(
        0.3, description="margin as a share of the amount, where orders carry no margin"
    )
    value_months: int = Field(24, ge=1, le=240, description="months ahead that count")
    annual_discount_rate: Annotated[float, Field(ge=0, le=10)] = Field(
        0.15, description="yearly, 0.15 = 15 %"
    )
    large_client_value: Money | None = Field(
        None, description="expected LTV from which on the management calls"
    )
    new_client_cost: Money | None = Field(
        None, description="cost of a new client; default: 3 × mean win-back cost"
    )


class Action(Section):
    """One thing that can be done for a client, and what it costs."""

    channel: Channel = Field(description="call, visit, management_call, email or message")
    fixed_cost: Money = Field(0, description="hours, calls, travel of one attempt; always paid")
    incentive_cost: Money | None = Field(None, description="discount or bonus, paid on the first order")
    incentive_share: Share | None = Field(None, description="the same as a share of the average check")
    hours: Annotated[float, Field(ge=0)] = Field(0, description="working hours of one attempt")
    capacity: int | None = Field(None, ge=0, description="most attempts of one plan")
    acceptance: BetaPrior | dict[ListName, BetaPrior] = Field((6, 14), description="Beta prior of acceptance")
    for_: tuple[ListName, ...] = Field(
        ("at_risk", "recoverable"), alias="for", description="the lists it serves"
    )
    reasons: tuple[Reason, ...] = Field(
        (), description="M34: only for clients with one of these likely reasons; none: for all"
    )
    offer: str | None = Field(None, max_length=300, description="what it offers, as the list tells it")

    @model_validator(mode="after")
    def _one_incentive(self) -> Self:
        if self.incentive_cost is not None and self.incentive_share is not None:
            raise ValueError("both incentive_cost and incentive_share are given; keep one of them")
        return self

    def prior(self, list_name: ListName) -> BetaPrior:
        """Give the (alpha, beta) of the acceptance on a list."""
        if isinstance(self.acceptance, dict):
            return self.acceptance.get(list_name, (6, 14))
        return self.acceptance


class Executor(Section):
    """What the data can't tell of one who calls and visits; the name is the one in the data."""

    hours: Annotated[float, Field(ge=0)] | None = Field(
        None, description="hours for one list; default: hours_per_manager"
    )
    rank: int = Field(0, description="a higher one is more experienced, whatever the data say (M31)")
    away: bool = Field(False, description="gets no tasks now")


class Plan(Section):
    """What may be spent, and who is left in peace."""

    budget: Money | None = Field(None, description="money for one list; none: unlimited")
    hours_per_manager: Annotated[float, Field(ge=0)] | None = Field(
        None, description="hours each executor has for one list, a working week of five days"
    )
    holdout_share: Annotated[float, Field(ge=0, lt=1)] = Field(
        0.1, description="share of loss episodes never contacted"
    )
    explore_share: Annotated[float, Field(ge=0, lt=1)] = Field(
        0.05, description="share of budget spent at random"
    )
    response_half_life_days: Annotated[float, Field(gt=0)] = Field(
        365, description="days lost that halve the effect"
    )
    consent_required: tuple[Channel, ...] | None = Field(None, description="channels that need a consent")
    allow_email: bool = Field(False, description="whether actions by e-mail are allowed (M32)")
    exclude: tuple[str, ...] = Field((), description="client ids that no plan may hold")


class Training(Section):
    """How models are trained and judged."""

    as_of_every_days: int = Field(30, ge=1, description="days between two snapshots")
    origins: int = Field(4, ge=1, description="test days that are judged, where the history allows")
    candidates: tuple[Literal["logistic", "lightgbm", "blend"], ...] = Field(
        ("logistic", "lightgbm", "blend"), description="models that compete"
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


class Scores(Section):
    """How probabilities become bands."""

    bands: Shares = Field((0.3, 0.6), description="churn probability from which a client is medium, high")


class Signs(Section):
    """Thresholds of the signs."""

    overdue_ratio: Annotated[float, Field(gt=0)] = Field(1.5, description="M11: silence in own cycles")
    fruitless_contacts: int = Field(2, ge=1, description="M12: contacts in a row without result")
    nps_below: Annotated[float, Field(ge=0, le=11)] = Field(7, description="M15: an answer below this")
    returns_share: Share = Field(0.2, description="M16: share of orders returned or cancelled in 365 days")
    returns_rise_ratio: Annotated[float, Field(gt=0)] = Field(
        2, description="M16: returns and cancellations in 90 days, in the client's usual number"
    )
    refusals: int = Field(2, ge=1, description="M16: contacts in 90 days in which the client refused")
    visits_fall_share: Share = Field(
        0.5, description="M17: fall of the visits in 90 days against the client's own"
    )
    usual_visits: Annotated[float, Field(ge=0)] = Field(
        3, description="M17: where fewer visits are usual in 90 days, a fall may be chance"
    )
    check_fall_share: Share = Field(0.2, description="M18: fall of the check against the client's own")
    complaints: int = Field(1, ge=1, description="M20: complaints in 90 days")
    slow_complaint_days: Annotated[float, Field(gt=0)] = Field(
        7, description="M21: mean days until the client's complaints were resolved"
    )
    late_share: Share = Field(0.3, description="M21: share of deliveries in 90 days that came late")
    answer_hours: Annotated[float, Field(gt=0)] = Field(
        24, description="M21: mean hours until the client's requests were answered"
    )
    price_rise_share: Share = Field(
        0.1, description="M25: rise of the client's own basket against what it paid"
    )
    manager_days: int = Field(
        90, ge=1, description="M26: days for which a new or a dismissed manager is a sign"
    )
    contact_pause_ratio: Annotated[float, Field(gt=0)] = Field(
        2, description="M27: pause in contacts, in the client's usual pauses"
    )
    contact_pause_days: Annotated[float, Field(ge=0)] = Field(
        14, description="M27: a shorter pause is none; the least important hear from us so often (M35)"
    )


class Segments(Section):
    """Limits of the ABC and XYZ classes."""

    abc: Shares = Field((0.8, 0.95), description="cumulative share of value that ends A, B")
    xyz: Limits = Field((0.1, 0.25), description="variation coefficient that ends X, Y")
    before_days: int = Field(90, ge=1, description="how far back the class before is taken, days")
    contact_every_days: tuple[CadenceDays, CadenceDays, CadenceDays] = Field(
        (7, 10, 14), description="M35: days within which a client of class A, B, C is due a contact with news"
    )


class Privacy(Section):
    """How long what is kept about clients stays."""

    past_scores_days: int = Field(
        800, ge=1, description="days for which past scores are kept, for `winback monitor`"
    )
    plans_days: int = Field(1100, ge=1, description="days for which recorded plans are kept")
    messages_days: int = Field(30, ge=1, description="days for which ended messages of webhooks are kept")


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


class Settings(Section):
    """The whole file."""

    company: Company = Company()
    storage: Storage = Storage()
    source: Source = Source()
    churn: Churn = Churn()
    value: Value = Value()
    actions: dict[str, Action] = Field(default_factory=dict)
    executors: dict[str, Executor] = Field(default_factory=dict)
    plan: Plan = Plan()
    training: Training = Training()
    serving: Serving = Serving()
    scores: Scores = Scores()
    signs: Signs = Signs()
    segments: Segments = Segments()
    privacy: Privacy = Privacy()
    webhooks: dict[str, Webhook] = Field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        """The company's time zone."""
        return ZoneInfo(self.company.timezone)

    @property
    def tracking_uri(self) -> str:
        """Address of the MLflow store (may hold a password: never log it)."""
        given = self.storage.tracking_uri
        return given.get_secret_value() if given else f"sqlite:///{self.storage.data_dir / 'mlflow.db'}"

    @property
    def ledger_url(self) -> str:
        """Address of the ledger (may hold a password: never log it)."""
        given = self.storage.ledger_url
        return given.get_secret_value() if given else f"sqlite:///{self.storage.data_dir / 'ledger.db'}"


def read_settings(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Read and validate a settings file.

    Parameters
    ----------
    path : Path
        The file; relative paths in it are relative to its folder.
    environment : mapping, optional
        Variables that override addresses (`ENVIRONMENT`); default ``os.environ``.

    Raises
    ------
    SettingsError
        If the file is missing, is no TOML, or holds an unknown key or a value out of range.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fault:
        raise SettingsError(f"There is no settings file {path}. Run `winback init` to write one.") from fault
    except OSError as fault:
        raise SettingsError(f"{path} cannot be read: {fault.strerror}. Name a settings file.") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{path} is not TOML: {fault}. Mend that line.") from fault
    for variable, (section, key) in ENVIRONMENT.items():
        value = (os.environ if environment is None else environment).get(variable)
        if value and isinstance(data.setdefault(section, {}), dict):
            data[section][key] = value
    return rooted(settings_from(data, where=str(path)), path.resolve().parent)


def settings_from(data: Mapping[str, Any], *, where: str = "the settings") -> Settings:
    """Validate settings given as a mapping of sections.

    Examples
    --------
    >>> settings_from({"churn": {"cycle": 3}})
    Traceback (most recent call last):
    ...
    features.errors.SettingsError: the settings: [churn] cycle is not a setting; did you mean `cycles`?
    """
    try:
        return Settings.model_validate(data)
    except ValidationError as fault:
        raise SettingsError("\n".join(f"{where}: {line}" for line in _explain(fault))) from fault


def _explain(fault: ValidationError) -> Iterator[str]:
    for error in fault.errors():
        path = [str(step) for step in error["loc"] if "[" not in str(step)]  # less pydantic's names of types
        named = f"[{'.'.join(path[:-1])}] {path[-1]}" if len(path) > 1 else f"[{path[0]}]"
        if error["type"] == "extra_forbidden":
            near = get_close_matches(path[-1], known_keys(path[:-1]), n=1, cutoff=0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"known are: {', '.join(known_keys(path[:-1]))}."
            yield f"{named} is not a setting; {hint}"
        else:
            shown = error["type"] != "missing" and len(path) > 1 and path[-1] not in SECRET
            got = f" is {error['input']!r}" if shown and not isinstance(error["input"], dict) else ""
            yield f"{named}{got}: {error['msg'].removeprefix('Value error, ')}."


def known_keys(section_path: list[str]) -> list[str]:
    """List the keys that a section knows, as they are written in the file."""
    model: type[BaseModel] | None = Settings
    for step in section_path:
        if model is None:
            break
        field = model.model_fields.get(step)
        if field is None:  # a name of the user's own, as in [actions.NAME]
            continue
        kinds = [field.annotation, *get_args(field.annotation)]
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def rooted(settings: Settings, folder: Path) -> Settings:
    """Resolve the relative paths of settings against a folder."""
    storage = settings.storage.model_copy(
        update={
            "data_dir": (folder / settings.storage.data_dir).resolve(),
            "tracking_uri": _sqlite_in(folder, settings.storage.tracking_uri),
            "ledger_url": _sqlite_in(folder, settings.storage.ledger_url),
        }
    )
    url = settings.source.url.get_secret_value()
    if "://" not in url:
        url = str((folder / url).resolve())
    source = settings.source.model_copy(update={"url": SecretStr(url)})
    return settings.model_copy(update={"storage": storage, "source": source})


def _sqlite_in(folder: Path, address: SecretStr | None) -> SecretStr | None:
    """Resolve the file of ``sqlite:///file``; any other address stays as it is."""
    scheme, found, file = (address.get_secret_value() if address else "").partition("sqlite:///")
    if scheme or not found or not file or file.startswith(":"):
        return address
    return SecretStr(f"sqlite:///{(folder / file).resolve()}")
