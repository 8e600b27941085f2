"""The sign in a task's title by which it is known again: whose attempt it is, and of which loss."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_MARKER = re.compile(r"\[\s*wb\s+([^/\]\s]+)/(\d{1,9})/([^/\]\s]+)\s*\]", re.IGNORECASE)
#: What is left of a sign that somebody has edited.
_REMAINS = re.compile(r"\[\s*wb\b", re.IGNORECASE)
#: What would end the sign too early, or not survive a CRM's form.
_ESCAPED = re.compile(r"[%/\[\]\s\x00-\x1f]")


@dataclass(frozen=True)
class Marker:
    """One attempt: a client's loss episode has no second (M30)."""

    client_id: str
    episode: int
    action: str

    @property
    def key(self) -> str:
        """What two tasks of the same attempt share, whatever their action."""
        return f"{_escaped(self.client_id)}/{self.episode}"

    def __str__(self) -> str:
        return f"[wb {self.key}/{_escaped(self.action)}]"


def marker_in(text: str) -> Marker | None:
    """Find the sign in a title or text; None where there is none.

    Examples
    --------
    >>> str(Marker("А 7/1", 2, "call"))
    '[wb А%207%2F1/2/call]'
    >>> marker_in("Вернуть клиента: звонок [wb А%207%2F1/2/call]")
    Marker(client_id='А 7/1', episode=2, action='call')
    >>> marker_in("Позвонить маме") is None
    True
    """
    found = _MARKER.search(text)
    return Marker(unquote(found[1]), int(found[2]), unquote(found[3])) if found else None


def is_broken_in(text: str) -> bool:
    """Tell whether a text has what was a sign, and cannot be read any more.

    Examples
    --------
    >>> [is_broken_in(text) for text in ("[WB 7/1/call ]", "[wb 7-1-call]", "Позвонить маме")]
    [False, True, False]
    """
    return marker_in(text) is None and bool(_REMAINS.search(text))


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), text)
