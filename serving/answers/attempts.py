"""Whether a client's one attempt may be taken by whoever asks, and what became of it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from features.errors import BadDataError, ConflictError, NotFoundError, WinbackError
from serving.answers.backend import Backend
from serving.answers.clients import UNKNOWN, may_know
from serving.edge.keys import Holder
from serving.edge.problems import problem_of
from serving.edge.requests import AttemptRequest, OutcomeRequest
from serving.plain import plain

if TYPE_CHECKING:  # a worker loads SQLAlchemy when it starts, the supervisor never
    from serving.ledger import Asked, KeptReply

#: Why an option is forbidden, where the ledger itself knows better what holds at this moment.
BY_LEDGER = ("held_out", "spent")
#: Why the plan doesn't choose an option, though whoever knows the client may.
ADVICE = ("does_not_fit",)
#: How far ahead of our clock a caller's may be.
AHEAD = timedelta(hours=1)

#: Writes the reply into the transaction of what it tells.
Keep = Callable[[Any, "KeptReply"], None]


class UnknownClientError(NotFoundError):
    """A client that is not published for this key."""

    code = UNKNOWN


class UnknownAttemptError(NotFoundError):
    """An attempt that was never taken, or is of a client whom this key may not know."""

    code = "unknown_attempt"


class RefusedAttemptError(ConflictError):
    """An attempt that a rule forbids; carries the rule's name."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class UnknownActionError(BadDataError):
    """An action that neither the settings nor the published options know."""

    code = "unknown_action"


@dataclass(frozen=True)
class Done:
    """A reply, and whether it is the repetition of an earlier one."""

    reply: "KeptReply"
    replayed: bool = False


def take(backend: Backend, body: AttemptRequest, holder: Holder, asked: "Asked | None") -> Done:
    """Take the one attempt of a client's loss, if every rule lets it.

    Parameters
    ----------
    backend : Backend
        What answers.
    body : AttemptRequest
        Who takes it, and for what.
    holder : Holder
        Who asks; a key of one branch takes attempts of that branch only.
    asked : Asked or None
        The request's `Idempotency-Key`, if it has one.

    Raises
    ------
    UnknownClientError
        404, if the client is not published for this key.
    UnknownActionError
        422, if there is no such action.
    RefusedAttemptError, SpentError, HeldOutError
        409, if a rule forbids it.
    """
    from serving.ledger import KeptReply

    now = backend.clock()

    def do(keep: Keep) -> KeptReply:
        backend.heed_wishes()  # first: an erasure publishes anew before it forgets that wish
        backend.refresh()
        check_rules(backend, body, holder)

        def beside(connection: Any, taken: Any) -> None:
            backend.ledger.write_audit(connection, f"key:{holder.id}", "attempt.take", 1, now)
            keep(connection, _taken(taken))

        taken = backend.ledger.take_attempt(
            body.client_id,
            body.list.replace("-", "_"),
            body.action,
            body.executor,
            now,
            by=f"key:{holder.id}",
            beside=beside,
        )
        backend.attempted.add(body.client_id, taken.episode)
        return _taken(taken)

    return once(backend, asked, now, do)


def close(
    backend: Backend, attempt_id: str, body: OutcomeRequest, holder: Holder, asked: "Asked | None"
) -> Done:
    """Write down what became of an attempt; takes what `take` does.

    Raises
    ------
    UnknownAttemptError
        404, if the attempt was never taken, or its client is of another branch.
    BadDataError
        422, if the outcome lies in the future.
    """
    from serving.ledger import KeptReply, NewOutcome

    now = backend.clock()

    def do(keep: Keep) -> KeptReply:
        known_attempt(backend, attempt_id, holder)
        told = NewOutcome(
            body.outcome, _with_offset(backend, body.outcome_at or now), body.cost, body.incentive
        )
        if told.outcome_at > now + AHEAD:
            raise BadDataError("outcome_at lies in the future; send when it happened, with its offset.")
        answer = {"attempt_id": attempt_id, **plain(vars(told)), "recorded_at": plain(now)}
        reply = KeptReply(200, _json(answer))

        def beside(connection: Any) -> None:
            backend.ledger.write_audit(connection, f"key:{holder.id}", "attempt.outcome", 1, now)
            keep(connection, reply)

        backend.ledger.record_outcome(attempt_id, told, now, by=f"key:{holder.id}", beside=beside)
        return reply

    return once(backend, asked, now, do)


def once(backend: Backend, asked: "Asked | None", now: datetime, do: "Callable[[Keep], KeptReply]") -> Done:
    """Do something once for each `Idempotency-Key`, and answer its repetitions as the first time.

    The reply stands in the transaction of what it tells, so a kill leaves both or neither. Refusals are kept
    too; faults of ours (5xx) never are, so that a repetition tries again.
    """
    from serving.ledger import KeptReply, RepliedError, write_reply

    if asked is None:
        return Done(do(lambda connection, reply: None))
    ledger = backend.ledger
    with ledger.under_way(asked):
        earlier = ledger.kept_reply(asked, now)
        if earlier:
            return Done(earlier, replayed=True)
        try:
            return Done(do(lambda connection, reply: write_reply(connection, asked, reply, now)))
        except RepliedError as quicker:
            return Done(quicker.reply, replayed=True)
        except WinbackError as fault:
            answer = problem_of(fault)
            if answer.status_code >= 500:
                raise
            ours = KeptReply(answer.status_code, bytes(answer.body).decode())
            standing = ledger.keep_reply(asked, ours, now)
            return Done(standing, replayed=standing != ours)


def check_rules(backend: Backend, body: AttemptRequest, holder: Holder) -> None:
    """Refuse an attempt that a rule of the published plan forbids; raises as `take` does."""
    loaded = backend.current
    if loaded.published.score(body.client_id) is None or not may_know(loaded, body.client_id, holder):
        raise UnknownClientError("No client of that id is published for this key.")
    candidate = loaded.published.row("candidates", body.client_id)
    options = {row["action"]: row for row in loaded.published.rows("options", body.client_id)}
    if body.action not in options and body.action not in backend.settings.actions:
        known = ", ".join(sorted({*options, *backend.settings.actions}))
        raise UnknownActionError(f"There is no such action; there are: {known}.")
    if candidate is None:
        raise RefusedAttemptError(
            "on_no_list", "on_no_list: the client stands on no list, so there is no loss to win back."
        )
    why_not = options[body.action]["why_not"] if body.action in options else "other_list"
    if why_not and why_not not in (*BY_LEDGER, *ADVICE):
        raise RefusedAttemptError(
            why_not, f"{why_not}: this action is forbidden for the client. Take another action or client."
        )
    if body.executor and body.executor.strip().casefold() in barred(candidate):
        raise RefusedAttemptError(
            "barred_manager",
            "barred_manager: whoever lost the client is not to win it back. Name another executor.",
        )


def barred(candidate: Mapping[str, Any]) -> set[str]:
    """Give the managers who may not take a client, in small letters (M31).

    Examples
    --------
    >>> sorted(barred({"barred_managers": "Ким В.; Орлова А."}))
    ['ким в.', 'орлова а.']
    """
    names = candidate.get("barred_managers") or ()
    listed = names.split(";") if isinstance(names, str) else names
    return {str(name).strip().casefold() for name in listed}


def known_attempt(backend: Backend, attempt_id: str, holder: Holder) -> Any:
    """Give an attempt that the caller may know; UnknownAttemptError for any other."""
    standing = backend.ledger.attempt(attempt_id) if len(attempt_id) <= 64 else None
    if standing is None or (holder.branch and not may_know(backend.current, standing.client_id, holder)):
        raise UnknownAttemptError("There is no such attempt for this key. POST /v1/attempts gives the id.")
    return standing


def attempt_of(backend: Backend, client_id: str) -> dict[str, Any] | None:
    """Give a client's newest attempt for its card, or None."""
    standing = backend.ledger.last_attempt(client_id)
    if standing is None:
        return None
    shown = {
        name: getattr(standing, name) for name in ("attempt_id", "episode", "action", "executor", "taken_at")
    }
    told = standing.outcome
    return shown | {"outcome": told and told.outcome, "outcome_at": told and told.outcome_at}


def _taken(taken: Any) -> "KeptReply":
    from serving.ledger import KeptReply

    return KeptReply(201, _json(plain(vars(taken))))


def _with_offset(backend: Backend, when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=backend.settings.zone)


def _json(answer: Mapping[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, allow_nan=False)
