"""What is answered about single clients: their published score, its reasons and the recommended action."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from serving.answers.loaded import Loaded
from serving.edge.keys import Holder
from serving.plain import as_json
from serving.store.joined import NONE

if TYPE_CHECKING:
    from serving.answers.attempted import AttemptedSince, Losses
    from serving.store import Published
    from serving.store.lookup import ClientRows

_ACTION_COLUMNS = (
    "action",
    "channel",
    "win_back_cost",
    "expected_net_value",
    "uplift",
    "uplift_from",
    "uplift_to",
    "uplift_basis",
    "break_even_uplift",
)
_CANDIDATE_COLUMNS = ("executor", "due_on")
_REASONS = tuple((f"reason_{n}", f"reason_{n}_ru", f"reason_{n}_en") for n in (1, 2, 3))
_REASON = ("code", "text_ru", "text_en")
#: What is written of each, to be filled in.
_SCORE = b'{%b,"held_out":%b,"reasons":%b,"recommended_action":%b}'
_ACTION = b"{%b,%b,%b}"
_TALK_COLUMNS = tuple(f"{part}_{language}" for part in ("script", "questions") for language in ("ru", "en"))
_CLIENT_COLUMNS = ("name", "kind", "industry", "region", "branch", "manager")
UNKNOWN = "unknown_client"
#: Why no action is left, where the attempt of this loss was made.
SPENT = "spent"


def published_scores(
    loaded: Loaded, client_ids: Sequence[str], holder: Holder, attempted: "AttemptedSince"
) -> dict[str, Any]:
    """Answer `POST /v1/scores`.

    Parameters
    ----------
    loaded : Loaded
        The publication that answers.
    client_ids : sequence of str
        Whose scores; one that stands twice is answered once.
    holder : Holder
        Who asks: a key of one branch knows no client of another.
    attempted : AttemptedSince
        Whom no action is recommended for any more.

    Returns
    -------
    dict
        `scores` in the order asked, `errors` for the clients that are not published, and what answered.
    """
    published, losses = loaded.published, attempted.losses
    asked = dict.fromkeys(client_ids)
    known = [key for key in asked if may_know(loaded, key, holder)]
    found = dict(zip(known, published.places(known), strict=True))
    places = [place for place in found.values() if place is not None]
    return {
        **answered_by(loaded),
        "attempts_known": attempted.known,
        "scores": scores_with_action(published, places, attempted=losses, offers=loaded.offers),
        "errors": [{"client_id": key, "code": UNKNOWN} for key in asked if found.get(key) is None],
    }


def one_client(loaded: Loaded, client_id: str, holder: Holder, data_dir: Path) -> dict[str, Any] | None:
    """Answer `GET /v1/clients/{client_id}`, or none where the caller may not know the client."""
    from serving.past.scores import HISTORY, client_history

    published = loaded.published
    place = published.place(client_id) if may_know(loaded, client_id, holder) else None
    if place is None:
        return None
    past = client_history(data_dir, client_id, until=published.as_of)
    score = orjson.loads(as_json(scores_with_action(published, [place], offers=loaded.offers)))[0]
    candidate = published.row("candidates", client_id)
    options = published.rows("options", client_id)
    client = published.row("clients", client_id) or {}
    return {
        **answered_by(loaded),
        "client_id": client_id,
        "client": {name: client.get(name) for name in _CLIENT_COLUMNS},
        "score": score,
        "history": [{name: score[name] for name in HISTORY}, *past],
        "signs": score["signs"],
        "reasons": score["reasons"],
        "talk": talk_of(candidate),
        "attempt_state": {
            "list": candidate["list"] if candidate else None,
            "episode": candidate["episode"] if candidate else None,
            "held_out": bool(candidate and candidate["held_out"]),
            "why_no_action": sorted({row["why_not"] for row in options if row["why_not"]}),
        },
    }


def heeding(answer: dict[str, Any], attempt: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give a client's card with its newest attempt: where that was of this loss, no action is recommended."""
    state = answer["attempt_state"] | {"attempt": attempt, "attempt_known": True}
    if attempt is None or attempt["episode"] != state["episode"]:
        return answer | {"attempt_state": state}
    state["why_no_action"] = sorted({*state["why_no_action"], SPENT})
    score = answer["score"] | {"recommended_action": None}
    return answer | {"attempt_state": state, "score": score}


def answered_by(loaded: Loaded) -> dict[str, str]:
    """Name the publication of an answer: workers differ for a moment when a new one is taken."""
    return version_of(loaded.published)


def version_of(published: "Published") -> dict[str, str]:
    """Name a publication: its id, the model that made it, and the day of its scores."""
    return {
        "snapshot_id": published.snapshot_id,
        "model_version": published.model_version,
        "as_of": published.as_of.isoformat(),
    }


def may_know(loaded: Loaded, client_id: str, holder: Holder) -> bool:
    """Tell whether the caller may know a client: a key of one branch knows no client of another."""
    if holder.branch is None:
        return True
    clients = loaded.published.by_client["clients"]
    place = clients.place(client_id)
    return place is not None and clients.values([place], "branch") == [holder.branch]


def may_score(loaded: Loaded, client_id: str, holder: Holder) -> bool:
    """Tell whether the caller may have a client scored live: one it may know, or one nobody knows yet."""
    return may_know(loaded, client_id, holder) or loaded.published.row("clients", client_id) is None


def scores_with_action(
    published: "Published",
    places: Sequence[int],
    *,
    attempted: "Losses" = frozenset(),
    offers: Mapping[str, str],
) -> list[orjson.Fragment]:
    """Give published scores with their reasons and, unless the loss was attempted, the best action.

    Parameters
    ----------
    published : Published
        What was published.
    places : sequence of int
        The rows of `scores`.
    attempted : set of (client_id, episode)
        Losses that were attempted since.
    offers : mapping
        What actions offer by the settings; one that is not there offers what fits the reasons.

    Returns
    -------
    list of orjson.Fragment
        Each score as JSON, written column by column: a dict a score would take twice as long.
    """
    rows, candidates = published.by_client, published.by_client["candidates"]
    of = [published.joined.candidate[place] for place in places]
    best = _open_options(published, places, attempted)
    listed = [at for at in of if at != NONE]
    held_out, reasons = iter(candidates.values(listed, "held_out")), _reasons(candidates, listed)
    taken = [(at, option) for at, option in zip(of, best, strict=True) if option != NONE]
    actions = _actions(rows, taken, offers)
    told = zip(
        rows["scores"].written(places),
        (b"true" if at != NONE and next(held_out) else b"false" for at in of),
        (b"[]" if at == NONE else next(reasons) for at in of),
        (b"null" if option == NONE else next(actions) for option in best),
        strict=True,
    )
    return [orjson.Fragment(_SCORE % each) for each in told]


def _open_options(published: "Published", places: Sequence[int], attempted: "Losses") -> list[int]:
    """Give the best option of each score, `NONE` where its client has none, or none any more."""
    joined = published.joined
    best = [joined.best[place] for place in places]
    if not attempted:
        return best
    with_one = [place for place, option in zip(places, best, strict=True) if option != NONE]
    candidates = published.by_client["candidates"]
    of = [joined.candidate[place] for place in with_one]
    losses = zip(candidates.values(of, "client_id"), candidates.values(of, "episode"), strict=True)
    return [NONE if option == NONE or next(losses) in attempted else option for option in best]


def _actions(
    rows: Mapping[str, "ClientRows"], places: Sequence[tuple[int, int]], offers: Mapping[str, str]
) -> Iterator[bytes]:
    """Write recommended actions, by the rows of each one's candidate and option."""
    of, best = [at for at, _ in places], [option for _, option in places]
    offer = rows["candidates"].written(of, ("offer",))
    if offers:
        own = {action: b'"offer":' + as_json(text) for action, text in offers.items()}
        actions = rows["options"].values(best, "action")
        offer = [own.get(action, fitting) for action, fitting in zip(actions, offer, strict=True)]
    told = (
        rows["options"].written(best, _ACTION_COLUMNS),
        rows["candidates"].written(of, _CANDIDATE_COLUMNS),
    )
    return (_ACTION % each for each in zip(*told, offer, strict=True))


def _reasons(candidates: "ClientRows", places: Sequence[int]) -> Iterator[bytes]:
    """Write up to three likely reasons of each candidate, in words of both languages."""
    told = [
        [
            reason if code else b""
            for code, reason in zip(
                candidates.values(places, names[0]),
                candidates.written(places, names, _REASON),
                strict=True,
            )
        ]
        for names in _REASONS
    ]
    each = (b"},{".join(filter(None, reasons)) for reasons in zip(*told, strict=True))
    return (b"[{%b}]" % reasons if reasons else b"[]" for reasons in each)


def talk_of(candidate: Mapping[str, Any] | None) -> dict[str, str | None] | None:
    """Give how to prepare the one attempt, step by step, and what to ask; a line each, in both languages.

    None for a client on no list, and for one who is held out: nobody is to call.

    Examples
    --------
    >>> talk_of({"held_out": True}) is None
    True
    """
    if candidate is None or candidate["held_out"]:
        return None
    return {name: candidate.get(name) for name in _TALK_COLUMNS}
