"""One publication, ready to answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from features.settings import Settings
from serving.scores.churn_published import FILE as CHURN_FILE

if TYPE_CHECKING:  # a worker loads it when it starts, the supervisor never
    from serving.store import Published


class LiveAnswer(Protocol):
    """Scores of a live request, and the clients that have none."""

    @property
    def scores(self) -> list[dict[str, Any]]:
        """One score a client."""
        ...

    @property
    def errors(self) -> list[dict[str, Any]]:
        """What could not be scored, and why."""
        ...


class Scorer(Protocol):
    """Scores events that come with the request."""

    def score(self, as_of: date, tables: Mapping[str, list[dict[str, Any]]]) -> LiveAnswer:
        """Score clients' events as of a day."""


@dataclass(frozen=True)
class Loaded:
    """One publication, ready to answer: replaced as a whole, so that one answer never mixes two.

    `offers` is `Settings.offers`: an action's own, as the lists tell it.
    """

    published: "Published"
    scorer: Scorer
    card: Mapping[str, Any]
    offers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def churn(self) -> Mapping[str, Any] | None:
        """The published churn report (`scores.churn_published`); None where the publication has none."""
        content = self.published.reports.get(CHURN_FILE)
        return None if content is None else json.loads(content)

    @cached_property
    def branches(self) -> tuple[str, ...]:
        """The branches that clients belong to, sorted."""
        import pyarrow.compute as pc

        names = pc.unique(self.published.tables["clients"].column("branch")).to_pylist()
        return tuple(sorted(name for name in names if name))


def load(published: "Published", settings: Settings) -> Loaded:
    """Warm a publication: the model is loaded and has scored once before anybody is answered from it."""
    import serving.files.exports
    import serving.planning.lists  # noqa: F401  # both now, so that the first list does not wait for them
    from serving.scores.live import LiveScorer
    from training.bundle import Bundle

    # made here, so that the first request does not pay for it
    _ = published.joined, published.by_client["scores"].hashed
    card = Bundle.from_files(published.bundle_files).card
    return Loaded(published, LiveScorer(published, settings), card, settings.offers)
