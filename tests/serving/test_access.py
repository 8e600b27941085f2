"""Who may call what: every route of the running service against every kind of caller."""

from typing import Any

import pytest
from starlette.routing import Mount, Route

from serving.edge.access import ROLES, RULES, Rule, find_rule
from tests.serving.conftest import Inside

#: The contract's table once more, by hand: route → roles; a route that is missing here fails below.
EXPECTED: dict[tuple[str, str], set[str]] = {
    ("POST", "/v1/scores"): {"crm", "admin"},
    ("POST", "/v1/scores/live"): {"crm", "admin"},
    ("GET", "/v1/scores"): {"crm", "admin"},
    ("POST", "/v1/attempts"): {"crm", "marketer", "admin"},
    ("POST", "/v1/attempts/{attempt_id}/outcome"): {"crm", "marketer", "admin"},
    ("GET", "/v1/clients/{client_id:path}"): {"crm", "marketer", "admin"},
    ("DELETE", "/v1/clients/{client_id:path}"): {"admin"},
    ("GET", "/v1/erasures/{erasure_id}"): {"admin"},
    ("POST", "/v1/opt-outs"): {"crm", "marketer", "admin"},
    ("GET", "/v1/lists/{list_name}"): {"crm", "marketer", "admin"},
    ("GET", "/v1/churn-rate"): {"marketer", "admin"},
    ("GET", "/v1/cadence"): {"crm", "marketer", "admin"},
    ("GET", "/v1/model"): {"crm", "marketer", "admin"},
    ("POST", "/v1/admin/reload"): {"admin"},
    ("GET", "/docs.json"): {"crm", "marketer", "admin"},
    ("GET", "/metrics"): {"admin"},
    ("GET", "/livez"): {"open"},
    ("GET", "/readyz"): {"open"},
    ("GET", "/sign-in"): {"open"},
    ("POST", "/sign-in"): {"open"},
    ("GET", "/static/{name}"): {"open"},
    ("GET", "/language/{language}"): {"open"},
    ("GET", "/"): {"marketer", "admin"},
    ("GET", "/lists/{list_name}"): {"marketer", "admin"},
    ("GET", "/lists/{list_name}/export"): {"marketer", "admin"},
    ("POST", "/sign-out"): {"marketer", "admin"},
}
ORDER = {"client_id": "1", "ordered_at": "2026-02-01", "amount": 100}
BODIES = {
    "/v1/scores": {"client_ids": ["00001"]},
    "/v1/scores/live": {"as_of": "2026-03-01", "orders": [ORDER]},
    "/v1/attempts": {"client_id": "nobody", "list": "at-risk", "action": "call"},
    "/v1/attempts/{attempt_id}/outcome": {"outcome": "ordered"},
    "/v1/opt-outs": {"client_id": "nobody"},
}
#: Routes that are asked of somebody nobody knows, so that the matrix changes nothing.
OF_NOBODY = ("/v1/attempts", "/v1/attempts/{attempt_id}/outcome", "/v1/erasures/{erasure_id}")
FILLED = {
    "{client_id:path}": "00001",
    "{attempt_id}": "nothing",
    "{erasure_id}": "nothing",
    "{list_name}": "at-risk",
    "{name}": "pages.css",
    "{language}": "en",
}


def concrete(path: str) -> str:
    """The path of a rule, with something in its places."""
    for place, value in FILLED.items():
        path = path.replace(place, value)
    return path


def ask(inside: Inside, rule: Rule, key: str | None) -> int:
    given: dict[str, Any] = {"json": BODIES[rule.path]} if rule.body == "json" else {}
    if rule.body == "form":
        given = {"data": {"key": "x"}}
    path = "/v1/clients/nobody" if rule.method == "DELETE" else concrete(rule.path)
    return inside.ask(rule.method, path, as_=key, **given).status_code


def test_the_table_says_what_the_contract_says() -> None:
    said = {
        (rule.method, rule.path): {"open"}
        if rule.way == "open"
        else {role for role in ROLES if rule.allows(role)}
        for rule in RULES
    }
    assert said == EXPECTED


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.way == "key"], ids=lambda rule: rule.path)
@pytest.mark.parametrize("caller", [None, "revoked", "crm", "marketer", "admin"])
def test_each_caller_gets_what_the_table_says(inside: Inside, rule: Rule, caller: str | None) -> None:
    expected = EXPECTED[rule.method, rule.path]
    status = ask(inside, rule, caller)
    if caller is None or caller == "revoked":
        assert status == 401
    elif caller in expected:
        assert status == 404 if rule.path in OF_NOBODY else status in (200, 202)
    else:
        assert status == 403


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.way == "session"], ids=lambda rule: rule.path
)
@pytest.mark.parametrize("caller", [None, "revoked", "crm", "marketer", "admin"])
def test_a_key_in_a_header_opens_no_page(inside: Inside, rule: Rule, caller: str | None) -> None:
    assert ask(inside, rule, caller) == 303


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.way == "open"], ids=lambda rule: rule.path)
def test_what_is_open_needs_no_key(inside: Inside, rule: Rule) -> None:
    assert ask(inside, rule, None) in (200, 303, 403)  # 403: the sign-in form without its token


def served_routes(app: Any) -> list[tuple[str, str]]:
    """Every route that BentoML and the mounted application really have."""
    found: list[tuple[str, str]] = []
    for route in app.routes:
        if isinstance(route, Mount):
            if hasattr(route.app, "routes") and not route.path:
                found += served_routes(route.app)
            else:
                found.append(("GET", f"{route.path}/{{name}}"))
        elif isinstance(route, Route):
            methods = set(route.methods or {"GET"}) - {"HEAD"}
            found += [(method, route.path) for method in sorted(methods)]
    return found


#: Routes that BentoML brings along and nobody may call: they have no rule, on purpose.
CLOSED = {"/healthz", "/schema.json", "/static_content/{name}", "/assets/{name}"}


def test_every_route_that_exists_has_a_rule_or_is_closed_by_name(inside: Inside) -> None:
    existing = served_routes(inside.app)
    assert len(existing) > len(CLOSED)
    ruled = {(rule.method, rule.path) for rule in RULES}
    without = {(method, path) for method, path in existing if path not in CLOSED} - ruled
    assert without == set()
    assert ruled - set(existing) == set()


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/schema.json",
        "/static_content/main.js",
        "/assets/x",
        "/nothing",
        "/v1",
        "/v1/scores/",
    ],
)
def test_what_has_no_rule_is_refused_even_to_an_administrator(inside: Inside, path: str) -> None:
    answer = inside.ask("GET", path, as_="admin")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:winback:problem:no_route"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "GET"])
def test_another_method_is_refused_and_the_right_one_named(inside: Inside, method: str) -> None:
    answer = inside.ask(method, "/v1/attempts", as_="admin")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    both = inside.ask("DELETE", "/v1/scores", as_="admin")
    assert (both.status_code, both.headers["allow"]) == (405, "GET, POST, HEAD")


def test_head_is_asked_for_like_get(inside: Inside) -> None:
    assert find_rule("HEAD", "/v1/model") == find_rule("GET", "/v1/model")
    assert inside.ask("HEAD", "/v1/model").status_code == 401
    answer = inside.ask("HEAD", "/v1/model", as_="crm")
    assert (answer.status_code, answer.content) == (200, b"")
