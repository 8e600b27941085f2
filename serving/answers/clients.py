"""What is answered about single clients: their published score, its reasons and the recommended action."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from serving.answers.loaded import Loaded
from serving.edge.keys import Holder

if TYPE_CHECKING:
    from serving.answers.attempted import AttemptedSince, Losses
    from serving.store import Published
    from serving.store.joined import Standing

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
    scores, errors = [], []
    for key in dict.fromkeys(client_ids):
        standing = published.standing(key) if may_know(loaded, key, holder) else None
        if standing is None:
            errors.append({"client_id": key, "code": UNKNOWN})
        else:
            scores.append(score_with_action(standing, attempted=losses, offers=loaded.offers))
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
    standing = published.standing(client_id) if may_know(loaded, client_id, holder) else None
    if standing is None:
        return None
    past = client_history(data_dir, client_id, until=published.as_of)
    score, candidate = score_with_action(standing, offers=loaded.offers), standing.candidate
    options = published.rows("options", client_id)
    client = published.row("clients", client_id) or {}
    return {
        **answered_by(loaded),
        "client_id": client_id,
        "client": {name: client.get(name) for name in _CLIENT_COLUMNS},
        "score": score,
        "history": [{name: score[name] for name in HISTORY}, *past],
        "signs": score["signs"],
        "reasons": reasons_of(candidate),
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


def score_with_action(
    standing: "Standing",
    *,
    attempted: "Losses" = frozenset(),
    offers: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Give a published score with its reasons and, unless the loss was attempted, the best action.

    `offers` is what actions offer by the settings; one that is not there offers what fits the reasons.
    """
    score, candidate, best = standing.score, standing.candidate, standing.best
    made = candidate is not None and (score["client_id"], candidate["episode"]) in attempted
    score["held_out"] = bool(candidate and candidate["held_out"])
    score["reasons"] = reasons_of(candidate)
    score["recommended_action"] = None if candidate is None or made else told_action(candidate, best, offers)
    return score


def reasons_of(candidate: Mapping[str, Any] | None) -> list[dict[str, str | None]]:
    """Give up to three likely reasons, in words of both languages."""
    if candidate is None:
        return []
    return [
        {"code": code, "text_ru": candidate[f"reason_{n}_ru"], "text_en": candidate[f"reason_{n}_en"]}
        for n in (1, 2, 3)
        if (code := candidate[f"reason_{n}"])
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


def told_action(
    candidate: Mapping[str, Any], best: Mapping[str, Any] | None, offers: Mapping[str, str]
) -> dict[str, Any] | None:
    """Give the best option and what it offers, as on the lists; none where no option is worth its cost."""
    if best is None:
        return None
    action = {name: best[name] for name in _ACTION_COLUMNS}
    action |= {name: candidate[name] for name in _CANDIDATE_COLUMNS}
    return action | {"offer": offers.get(best["action"], candidate["offer"])}
