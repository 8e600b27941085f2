"""All that a company decided, as one frozen and validated model."""

from zoneinfo import ZoneInfo

from pydantic import Field

from features.settings.clients import Churn, Scores, Segments, Signs
from features.settings.data import Company, Privacy, Source, Storage
from features.settings.kinds import Section
from features.settings.money import Action, Executor, Plan, Value
from features.settings.running import Serving, Training, Webhook


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
    def offers(self) -> dict[str, str]:
        """What actions offer of their own, by name; the others offer what fits the client's reasons."""
        return {name: action.offer for name, action in self.actions.items() if action.offer is not None}

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
