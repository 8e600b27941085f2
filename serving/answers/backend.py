"""What a worker holds: settings, the watched publication, the ledger, and the parts that answer from them."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from features.errors import BusyError, DamagedError, NotFoundError
from features.settings import Settings, read_settings
from serving.answers.attempted import AttemptedSince
from serving.answers.loaded import Loaded, load
from serving.edge.event_log import tell
from serving.edge.keys import KeyDesk
from serving.edge.rates import Rates
from serving.edge.sessions import Sessions, session_secret

if TYPE_CHECKING:  # a worker loads them when it starts, the supervisor never
    from serving.ledger import Ledger
    from serving.store import Watch

logger = logging.getLogger(__name__)


async def _nothing_erases() -> None:
    raise BusyError("Nothing here does erasures. Run `winback erase --pending`.")


@dataclass
class Backend:
    """What the routes and pages of one worker answer from.

    Attributes
    ----------
    settings : Settings
        `winback.toml`.
    ledger : Ledger
    open_watch : callable
        Opens what is published; NotFoundError where nothing is, DamagedError where it is unsound.
    make_list, export : callable
        As `make_list` of `serving.planning.lists` and `render_list` of `serving.files.exports`.
    sessions : Sessions
        The pages' sessions.
    clock : callable
        Gives the time now, with a zone.
    erase : callable
        Does the erasures that are pending.
    """

    settings: Settings
    ledger: "Ledger"
    open_watch: Callable[[], "Watch[Loaded]"]
    make_list: Callable[..., Any]
    export: Callable[..., bytes]
    sessions: Sessions
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    erase: Callable[[], Awaitable[None]] = _nothing_erases
    _watch: "Watch[Loaded] | None" = None
    _absent: str = "Nothing is published yet. Run `winback score`."

    def __post_init__(self) -> None:
        self._wishes: frozenset[tuple[str, str]] = frozenset()
        self._told: str | None = None
        self._now: tuple[Loaded, Loaded] | None = None
        self._turn = Lock()
        self.keys = KeyDesk(self.ledger, self.clock)
        self.rates = Rates(self.settings.serving.requests_per_minute)
        self.attempted = AttemptedSince(self.ledger)

    @property
    def current(self) -> Loaded:
        """What is served now; BusyError where nothing sound was ever published."""
        if self._watch is None:
            raise BusyError(self._absent)
        loaded = self._watch.current
        now = self._now
        return now[1] if now is not None and now[0] is loaded else loaded

    @property
    def degraded(self) -> str | None:
        """Why a newer publication was refused, where one was."""
        return self._watch.degraded if self._watch else self._absent

    @property
    def ready(self) -> bool:
        """Whether a verified publication is loaded."""
        return self._watch is not None

    def refresh(self, *, force: bool = False) -> bool:
        """Take what is newly published; True if another publication is served since.

        Parameters
        ----------
        force : bool
            Look again at a publication that was refused before.
        """
        if self._watch is not None:
            taken = self._watch.refresh(force=force)
        else:
            try:
                self._watch = self.open_watch()
            except (NotFoundError, DamagedError) as fault:
                self._absent = str(fault)
                self._tell(taken=False)
                return False
            taken = True
        if taken:
            self._heed()
        self._tell(taken=taken)
        return taken

    def _tell(self, *, taken: bool) -> None:
        """Log what is served since, or why a publication is refused, once each."""
        if taken:
            served = self.current.published
            words = f"serving {served.snapshot_id}, model {served.model_version}"
            figures = {"snapshot_id": served.snapshot_id, "model_version": served.model_version}
            tell(logger, logging.INFO, "publication_taken", words, **figures)
        if self.degraded != self._told:
            self._told = self.degraded
            if self._told:
                tell(logger, logging.ERROR, "publication_refused", self._told, why=self._told)

    def heed(self) -> None:
        """Take both from the ledger when a worker starts; it looks again each second, so none is no fault."""
        with suppress(BusyError):
            self.heed_wishes()
            self.heed_attempts()

    def mark(self) -> tuple[int, str] | None:
        """Give what differs once the ledger or the publication is another; None where it cannot be told."""
        changes = self.ledger.changes()
        return None if changes is None or not self.ready else (changes, self.current.published.snapshot_id)

    def heed_attempts(self) -> None:
        """Take from the ledger whose attempt was recorded since the scores were made; as `heed_wishes`."""
        if self._watch is not None:
            self.attempted.look(self._watch.current.published.scored_at)

    def heed_wishes(self) -> None:
        """Take clients' wishes not to be contacted from the ledger; they hold from the next request on.

        Raises
        ------
        BusyError
            If the ledger cannot be used; then the wishes known before go on holding.
        """
        wishes = self.ledger.opt_outs()
        if wishes != self._wishes:
            self._wishes = wishes
            self._heed()

    @property
    def wishes(self) -> frozenset[tuple[str, str]]:
        """Clients' wishes not to be contacted, as (client, channel); the channel is empty for every one."""
        return self._wishes

    def _heed(self) -> None:
        from serving.personal.opt_outs import published_now

        if self._watch is None:
            return
        with self._turn:
            loaded = self._watch.current
            published = published_now(loaded.published, self._wishes)
            _ = published.joined  # made here, so that the first request does not pay for it
            changed = published is not loaded.published
            self._now = (loaded, replace(loaded, published=published)) if changed else None

    def noted(self, who: str, what: str, how_many: int) -> None:
        """Write to the audit: who took how many of what, no names."""
        self.ledger.audit(who, what, how_many, self.clock())


def open_backend(settings_path: Path) -> Backend:
    """Open everything a worker needs, by the settings file.

    Parameters
    ----------
    settings_path : Path
        `winback.toml`.

    Raises
    ------
    SettingsError
        If the settings cannot be read.
    BusyError
        If the ledger is down.
    """
    from serving.ledger import Ledger
    from serving.store import Watch
    from serving.telling.attending import erase_apart
    from serving.telling.webhooks import wanted_events

    settings = read_settings(settings_path)
    data_dir = settings.storage.data_dir
    return Backend(
        settings=settings,
        ledger=Ledger(settings.ledger_url, zone=settings.zone, receivers=wanted_events(settings)),
        open_watch=lambda: Watch(data_dir, lambda published: load(published, settings)),
        make_list=_make_list,
        export=_render_list,
        sessions=Sessions(session_secret(data_dir)),
        erase=lambda: erase_apart(settings_path),
    )


def _make_list(*given: Any, **named: Any) -> Any:
    from serving.planning.lists import make_list

    return make_list(*given, **named)


def _render_list(*given: Any, **named: Any) -> bytes:
    from serving.files.exports import render_list

    return render_list(*given, **named)
