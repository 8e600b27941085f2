"""When a client has left or is about to, and which class it is of."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from features.settings.kinds import CadenceDays, Limits, Section, Share, Shares


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


class Scores(Section):
    """How probabilities become bands."""

    bands: Shares = Field((0.3, 0.6), description="churn probability from which a client is medium, high")


class Signs(Section):
    """Thresholds of the signs."""

    overdue_ratio: Annotated[float, Field(gt=0)] = Field(1.5, description="silence in own cycles")
    fruitless_contacts: int = Field(2, ge=1, description="contacts in a row without result")
    nps_below: Annotated[float, Field(ge=0, le=11)] = Field(7, description="an answer below this")
    returns_share: Share = Field(0.2, description="share of orders returned or cancelled in 365 days")
    returns_rise_ratio: Annotated[float, Field(gt=0)] = Field(
        2, description="returns and cancellations in 90 days, in the client's usual number"
    )
    refusals: int = Field(2, ge=1, description="contacts in 90 days in which the client refused")
    visits_fall_share: Share = Field(
        0.5, description="fall of the visits in 90 days against the client's own"
    )
    usual_visits: Annotated[float, Field(ge=0)] = Field(
        3, description="where fewer visits are usual in 90 days, a fall may be chance"
    )
    check_fall_share: Share = Field(0.2, description="fall of the check against the client's own")
    complaints: int = Field(1, ge=1, description="complaints in 90 days")
    slow_complaint_days: Annotated[float, Field(gt=0)] = Field(
        7, description="mean days until the client's complaints were resolved"
    )
    late_share: Share = Field(0.3, description="share of deliveries in 90 days that came late")
    answer_hours: Annotated[float, Field(gt=0)] = Field(
        24, description="mean hours until the client's requests were answered"
    )
    price_rise_share: Share = Field(0.1, description="rise of the client's own basket against what it paid")
    manager_days: int = Field(90, ge=1, description="days for which a new or a dismissed manager is a sign")
    contact_pause_ratio: Annotated[float, Field(gt=0)] = Field(
        2, description="pause in contacts, in the client's usual pauses"
    )
    contact_pause_days: Annotated[float, Field(ge=0)] = Field(
        14, description="a shorter pause is none; the least important hear from us so often"
    )


class Segments(Section):
    """Limits of the ABC and XYZ classes."""

    abc: Shares = Field((0.8, 0.95), description="cumulative share of value that ends A, B")
    xyz: Limits = Field((0.1, 0.25), description="variation coefficient that ends X, Y")
    before_days: int = Field(90, ge=1, description="how far back the class before is taken, days")
    contact_every_days: tuple[CadenceDays, CadenceDays, CadenceDays] = Field(
        (7, 10, 14), description="days within which a client of class A, B, C is due a contact with news"
    )
