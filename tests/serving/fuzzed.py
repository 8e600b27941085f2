"""Requests made from the recorded OpenAPI, valid and invalid, and the laws that every answer must keep."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

import httpx
import jsonschema
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from serving.edge.event_log import JsonLine, TextLine
from tests.serving.conftest import ROOT, Inside
from tests.serving.recorded_api import recorded
from tests.serving.tiny import BRANCHES, MANAGERS, client_ids

#: Who asks: a key of each role, and two of one branch.
CALLERS = ("crm", "marketer", "admin", "crm of a branch", "marketer of a branch")
#: What the tiny company knows, so that some requests find something.
KNOWN: dict[str, tuple[str, ...]] = {
    "client_id": tuple(client_ids()),
    "action": ("Звонок", "Встреча"),
    "branch": BRANCHES,
    "manager": MANAGERS,
}
#: Shorter values are found in anybody's words.
TELLING = 6
BASE = "http://127.0.0.1"
REQUEST_PARTS = {"method", "url", "headers", "files", "data", "params", "json", "cookies"}
#: What every request carries as it should be.
SET_ANEW = {"authorization", "content-length"}
PROBLEM = jsonschema.Draft202012Validator(
    {"$ref": "#/components/schemas/Problem", "components": recorded()["components"]}
)
QUICK = settings(
    suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None, deadline=None
)


@cache
def api() -> Any:
    """What was recorded, as schemathesis reads it; keys apart, since every case is sent with a valid one."""
    document = recorded()
    for methods in document["paths"].values():
        for operation in methods.values():
            operation["security"] = []
    return schemathesis.openapi.from_dict(document)


def operations() -> list[str]:
    """Every operation, such as ``POST /v1/scores``."""
    return [found.ok().label for found in api().get_all_operations()]


class Overheard(logging.Handler):
    """Every line that is logged meanwhile, as people and as machines would read it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [JsonLine().format(record), TextLine().format(record)]

    def __enter__(self) -> "Overheard":
        for logger in self._loggers():
            logger.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        for logger in self._loggers():
            logger.removeHandler(self)

    @staticmethod
    def _loggers() -> Iterator[logging.Logger]:
        yield logging.getLogger()
        for logger in logging.Logger.manager.loggerDict.values():
            if isinstance(logger, logging.Logger) and not logger.propagate:
                yield logger


def leaves(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)


def sent_values(case: Case, junk: "Junk") -> set[str]:
    """What a case sends that could be a client's, apart from words that the document itself holds."""
    parts = [case.path_parameters, case.query, case.body, {**(case.headers or {}), "Authorization": ""}]
    parts += [junk.query, junk.header]
    found = {text for part in parts for text in leaves(part)}
    found |= {unquote(text) for text in found}
    ours = _vocabulary()
    return {text for text in found if len(text.strip()) >= TELLING and text.lower() not in ours}


@cache
def _vocabulary() -> str:
    """Words of our own, which prove nothing: Hypothesis draws from the texts that it finds in our code, too."""
    code = [
        path.read_text("utf-8") for room in ("serving", "features") for path in ROOT.glob(f"{room}/**/*.py")
    ]
    known = [value for values in KNOWN.values() for value in values if not value.isdigit()]
    return " ".join([json.dumps(recorded()), *known, *code]).lower()


def known(case: Case, data: st.DataObject) -> Case:
    """Put something that exists in a case's places."""
    picked = {name: data.draw(st.sampled_from(values), label=name) for name, values in KNOWN.items()}
    ids = {"client_ids": [picked["client_id"]]}
    for place in ("path_parameters", "query", "body"):
        sent = getattr(case, place)
        if isinstance(sent, dict):
            setattr(case, place, {name: (picked | ids).get(name, value) for name, value in sent.items()})
    return case


@dataclass(frozen=True)
class Junk:
    """What stands in no document and comes all the same."""

    query: str = ""
    header: str = ""
    body: bytes = b""


NO_JUNK = Junk()
JUNK = st.just(NO_JUNK) | st.builds(
    Junk,
    query=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    header=st.text(
        st.characters(min_codepoint=33, max_codepoint=255, categories=["L", "N", "P", "S"]), max_size=30
    ),
    body=st.binary(max_size=60),
)


def send(inside: Inside, case: Case, caller: str, junk: Junk = NO_JUNK) -> httpx.Response:
    """Ask as a caller, in this process."""
    given = case.as_transport_kwargs(base_url=BASE)
    parts = {key: value for key, value in given.items() if key in REQUEST_PARTS}
    if junk.query:
        parts["params"] = {**(parts.get("params") or {}), junk.query: junk.query}
    prepared = requests.Request(**parts).prepare()
    body = prepared.body or junk.body
    headers = {name: value for name, value in prepared.headers.items() if name.lower() not in SET_ANEW}
    raw = [(_bytes(name), _bytes(value)) for name, value in headers.items()]
    raw.append((b"Authorization", f"Bearer {inside.keys[caller]}".encode()))
    raw += [(b"X-Junk", _bytes(junk.header))] if junk.header else []

    async def asked() -> httpx.Response:
        async with inside.client() as client:
            return await client.request(
                str(prepared.method), str(prepared.url), headers=raw, content=_bytes(body)
            )

    return inside.loop.run_until_complete(asked())


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1", "replace")


def keeps_the_laws(
    case: Case, answer: httpx.Response, said: list[str], *, junk: Junk, as_drawn: bool
) -> None:
    """No fault of ours, an answer as documented, refusals in one form, and nothing that was sent in a log."""
    assert answer.status_code < 500, answer.text
    checks: list[Any] = [status_code_conformance, content_type_conformance, response_schema_conformance]
    asked = [value for _, value in answer.request.url.params.multi_items()]
    # who may not, or is unknown, is told so first; too much is 413; what is empty counts as not given
    if as_drawn and answer.status_code not in (403, 404, 413) and all(map(str.strip, asked)):
        checks.append(negative_data_rejection)
    case.validate_response(answer, checks=checks)
    values = sent_values(case, junk)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        PROBLEM.validate(answer.json())
        repeated = [value for value in values if value in answer.text]
        assert repeated == [], f"said again: {repeated}"
    log = "\n".join(said)
    logged = [value for value in values if value in log]
    assert logged == []


@dataclass(frozen=True)
class Link:
    """Where an answer leads to: the operation, and the parameter that a place in the body gives."""

    status: int
    to: str
    parameter: str
    steps: tuple[str, ...]

    def value_in(self, answer: httpx.Response) -> str | None:
        """What the answer gives for the parameter, if it leads on at all."""
        if answer.status_code != self.status or "json" not in answer.headers["content-type"]:
            return None
        found = answer.json()
        for step in self.steps:
            found = found[int(step) if step.isdigit() else step] if found else None
        return None if found is None else str(found)


def link_of(label: str) -> Link | None:
    """The link that the document tells of an operation's answers."""
    method, path = label.split()
    by_id = {
        operation["operationId"]: f"{verb.upper()} {where}"
        for where, methods in recorded()["paths"].items()
        for verb, operation in methods.items()
    }
    for status, answer in recorded()["paths"][path][method.lower()]["responses"].items():
        for link in answer.get("links", {}).values():
            ((parameter, place),) = link["parameters"].items()
            steps = tuple(place.removeprefix("$response.body#/").split("/"))
            return Link(int(status), by_id[link["operationId"]], parameter, steps)
    return None


def fuzz(inside: Inside, label: str, inputs: int, *, anew: bool = False) -> Counter[tuple[str, int]]:
    """Send an operation that many inputs, half of them invalid, and follow where its answers lead to.

    Gives how often each operation was answered with each status; `anew` sends other inputs at each run.
    """
    operation = api().find_operation_by_label(label)
    met: Counter[tuple[str, int]] = Counter()
    sent: set[str] = set()
    may_be_invalid = bool(operation.body) or bool(operation.query) or bool(operation.headers)
    modes = [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if may_be_invalid else [])]
    link = link_of(label)
    linked = api().find_operation_by_label(link.to).as_strategy() if link else st.none()

    def ask(case: Case, caller: str, junk: Junk, *, as_drawn: bool) -> httpx.Response:
        with Overheard() as overheard:
            answer = send(inside, case, caller, junk)
        met[case.operation.label, answer.status_code] += 1
        sent.update(sent_values(case, junk))
        keeps_the_laws(case, answer, overheard.lines, junk=junk, as_drawn=as_drawn)
        return answer

    for mode in modes:
        drawn = operation.as_strategy(generation_mode=mode)

        @settings(QUICK, max_examples=inputs // len(modes), derandomize=not anew)
        @given(drawn, st.sampled_from(CALLERS), JUNK, linked, st.data())
        def law(case: Case, caller: str, junk: Junk, later: Case | None, data: st.DataObject) -> None:
            sound = data.draw(st.booleans(), label="of something known")
            as_drawn = not sound and junk == NO_JUNK
            answer = ask(known(case, data) if sound else case, caller, junk, as_drawn=as_drawn)
            value = link.value_in(answer) if link else None
            if link and later and value is not None:
                later.path_parameters = {link.parameter: value}
                ask(later, caller, NO_JUNK, as_drawn=False)

        law()
    figures = inside.ask("GET", "/metrics", as_="admin").text
    counted = [value for value in sent if value in figures]
    assert counted == []
    return met
