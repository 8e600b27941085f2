"""What a client is worth, what can be done for one, and what may be spent."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from features.settings.kinds import BetaPrior, Channel, ListName, Money, Reason, Section, Share


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
    acceptance: BetaPrior | dict[ListName, BetaPrior] = Field(
        (6, 14),
        description="share that accepts, before it is known: [6, 14] is 6 of 20 clients",
    )
    for_: tuple[ListName, ...] = Field(
        ("at_risk", "recoverable"), alias="for", description="the lists it serves"
    )
    reasons: tuple[Reason, ...] = Field(
        (),
        description="only for clients with one of these likely reasons, of silence, rhythm, spend, service, "
        "loyalty, offer, price, manager, attention; none: for all",
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
    rank: int = Field(0, description="a higher one is more experienced, whatever the data say")
    away: bool = Field(False, description="gets no tasks now")


class Plan(Section):
    """What may be spent, and who is left in peace."""

    budget: Money | None = Field(None, description="money for one list; none: unlimited")
    hours_per_manager: Annotated[float, Field(ge=0)] | None = Field(
        None, description="hours each executor has for one list, a working week of five days"
    )
    holdout_share: Annotated[float, Field(ge=0, lt=1)] = Field(
        0.1, description="share of loss episodes in which no win-back is tried"
    )
    explore_share: Annotated[float, Field(ge=0, lt=1)] = Field(
        0.05, description="share of budget spent at random"
    )
    response_half_life_days: Annotated[float, Field(gt=0)] = Field(
        365, description="days lost that halve the effect"
    )
    consent_required: tuple[Channel, ...] | None = Field(
        None,
        description="channels that need a consent; default: call, message, email with consents, else none",
    )
    allow_email: bool = Field(False, description="whether actions by e-mail are allowed")
    exclude: tuple[str, ...] = Field((), description="client ids that no plan may hold")
