"""What is answered about single clients: their published score, its reasons and the recommended action."""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from serving.answers.loaded import Loaded
from serving.edge.keys import Holder
from serving.store.joined import NONE

if TYPE_CHECKING:
    from serving.answers.attempted import AttemptedSince, Losses
    from serving.store import Published

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
_CANDIDATE_COLUMNS = ("executor", "due_on", "offer")
_REASONS = tuple((f"reason_{n}", f"reason_{n}_ru", f"reason_{n}_en") for n in (1, 2, 3))
_CANDIDATE_CELLS = ("episode", "held_out", *_CANDIDATE_COLUMNS, *chain.from_iterable(_REASONS))
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
    places, errors = [], []
    for key in dict.fromkeys(client_ids):
        place = published.place(key) if may_know(loaded, key, holder) else None
        if place is None:
            errors.append({"client_id": key, "code": UNKNOWN})
        else:
            places.append(place)
    scores = scores_with_action(published, places, attempted=losses, offers=loaded.offers)
    return {
        **answered_by(loaded),
        "attempts_known": attempted.known,
        "scores": scores,
        "errors": errors,
    }


def one_client(loaded: Loaded, client_id: str, holder: Holder, data_dir: Path) -> dict[str, Any] | None:
    """Answer `GET /v1/clients/{client_id}`, or none where the caller may not know the client."""
    from serving.past.scores import HISTORY, client_history

    published = loaded.published
    place = published.place(client_id) if may_know(loaded, client_id, holder) else None
    if place is None:
        return None
    past = client_history(data_dir, client_id, until=published.as_of)
    (score,) = scores_with_action(published, [place], offers=loaded.offers)
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
    client = loaded.published.row("clients", client_id)
    return client is not None and client["branch"] == holder.branch


def may_score(loaded: Loaded, client_id: str, holder: Holder) -> bool:
    """Tell whether the caller may have a client scored live: one it may know, or one nobody knows yet."""
    return may_know(loaded, client_id, holder) or loaded.published.row("clients", client_id) is None


def scores_with_action(
    published: "Published",
    places: Sequence[int],
    *,
    attempted: "Losses" = frozenset(),
    offers: Mapping[str, str],
) -> list[dict[str, Any]]:
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
    """
    rows, joined = published.by_client, published.joined
    of, best = [joined.candidate[place] for place in places], [joined.best[place] for place in places]
    candidates = iter(rows["candidates"].all_at([place for place in of if place != NONE], _CANDIDATE_CELLS))
    actions = iter(rows["options"].all_at([place for place in best if place != NONE], _ACTION_COLUMNS))
    scores = rows["scores"].all_at(places)
    for score, at, option in zip(scores, of, best, strict=True):
        candidate = {} if at == NONE else next(candidates)
        action = None if option == NONE else next(actions)
        score["held_out"] = bool(candidate.get("held_out"))
        score["reasons"] = reasons_of(candidate) if candidate else []
        if action is not None and (score["client_id"], candidate["episode"]) not in attempted:
            for name in _CANDIDATE_COLUMNS:
                action[name] = candidate[name]
            action["offer"] = offers.get(action["action"], candidate["offer"])
            score["recommended_action"] = action
        else:
            score["recommended_action"] = None
    return scores


def reasons_of(candidate: Mapping[str, Any]) -> list[dict[str, str | None]]:
    """Give up to three likely reasons, in words of both languages."""
    return [
        {"code": code, "text_ru": candidate[text_ru], "text_en": candidate[text_en]}
        for name, text_ru, text_en in _REASONS
        if (code := candidate[name])
    ]


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
