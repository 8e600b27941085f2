"""What version 1 of the API promised: recorded once, and what would break a caller that relies on it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from serving.edge.openapi import openapi

RECORD = Path(__file__).with_name("openapi-v1.json")
#: Words for people: they may change.
WORDS = {"summary", "description", "title", "operationId", "info", "examples"}
#: Limits of what callers send, and whether they may only rise or only fall.
MAY_RISE = {"maximum", "maxLength", "maxItems"}
MAY_FALL = {"minimum", "minLength", "minItems"}


def recorded() -> dict[str, Any]:
    """What was promised."""
    told: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return told


def routes_of(document: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Every method and path."""
    return {(method, path) for path, methods in document["paths"].items() for method in methods}


def broken(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Where a caller that relies on the old document would fail with the new one; more is never a fault."""
    sent = {name for name in old["components"]["schemas"] if name.endswith(("Request", "Row"))}
    found = list(_broken(old["paths"], new["paths"], "paths", sent=False))
    for name, schema in old["components"]["schemas"].items():
        where = f"schemas.{name}"
        there = new["components"]["schemas"].get(name)
        found += [f"{where} is gone"] if there is None else _broken(schema, there, where, sent=name in sent)
    return found


def _broken(old: Any, new: Any, where: str, *, sent: bool) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            if key in WORDS:
                continue
            yield from _key(key, value, new, where, sent=sent)
        yield from _added(old, new, where, sent=sent)
    elif old != new:
        yield f"{where}: was {old!r}, is {new!r}"


def _key(key: str, value: Any, new: Mapping[str, Any], where: str, *, sent: bool) -> Iterator[str]:
    inner = f"{where}.{key}"
    if key not in new:
        if not (sent and key in MAY_RISE | MAY_FALL | {"pattern", "enum", "const"}):
            yield f"{inner} is gone"
    elif key == "parameters" and isinstance(value, list):  # of an operation, not of a link
        there = {(one["in"], one["name"]): one for one in new[key]}
        for one in value:
            name = (one["in"], one["name"])
            yield from (
                [f"{inner} {name} is gone"]
                if name not in there
                else _broken(one, there[name], f"{inner} {name}", sent=True)
            )
        known = {(one["in"], one["name"]) for one in value}
        yield from (f"{inner} {name} is needed now" for name in set(there) - known if there[name]["required"])
    elif key == "required" and isinstance(value, list):
        lost = set(new[key]) - set(value) if sent else set(value) - set(new[key])
        yield from (f"{inner}: {name}" for name in sorted(lost))
    elif key == "enum":
        yield from (f"{inner}: {name} is gone" for name in value if name not in new[key])
    elif key in MAY_RISE:
        yield from [f"{inner} fell"] if new[key] < value else []
    elif key in MAY_FALL:
        yield from [f"{inner} rose"] if new[key] > value else []
    elif key in ("anyOf", "allOf", "tags", "security") or isinstance(value, list):
        yield from (f"{inner}: {one!r} is gone" for one in value if one not in new[key])
    else:
        yield from _broken(value, new[key], inner, sent=sent)


def _added(old: Mapping[str, Any], new: Mapping[str, Any], where: str, *, sent: bool) -> Iterator[str]:
    """What was added and would refuse what was sent before."""
    if sent and "properties" in old and "required" not in old and new.get("required"):
        yield f"{where}.required is new"


def main() -> None:
    """Record what is promised from now on; what was promised before must still hold."""
    now = openapi()
    faults = broken(recorded(), now) if RECORD.exists() else []
    if faults:
        raise SystemExit("This would break callers of version 1:\n" + "\n".join(faults))
    RECORD.write_text(json.dumps(now, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
