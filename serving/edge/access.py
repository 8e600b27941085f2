"""Who may call which route: one table, and what stands in no line of it is refused."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from starlette.routing import compile_path

CRM, MARKETER, ADMIN = "crm", "marketer", "admin"
#: Every role; admin may do everything.
ROLES = (CRM, MARKETER, ADMIN)

Way = Literal["open", "key", "session"]
Body = Literal["none", "json", "form"]


@dataclass(frozen=True)
class Rule:
    """One line of the table.

    Attributes
    ----------
    method, path : str
        The HTTP method and the path, with `{name}` where the path varies.
    way : {"open", "key", "session"}
        How the caller proves who they are: not at all, by API key, or by the pages' session.
    roles : tuple of str
        Roles that may; admin always may.
    body : {"none", "json", "form"}
        What a body must be.
    """

    method: str
    path: str
    way: Way
    roles: tuple[str, ...] = ()
    body: Body = "none"

    def allows(self, role: str) -> bool:
        """Tell whether that role may."""
        return role == ADMIN or role in self.roles


def _key(method: str, path: str, *roles: str, body: Body = "none") -> Rule:
    return Rule(method, path, "key", roles, body)


def _page(method: str, path: str, body: Body = "none") -> Rule:
    return Rule(method, path, "session", (MARKETER,), body)


RULES: tuple[Rule, ...] = (
    _key("POST", "/v1/scores", CRM, body="json"),
    _key("POST", "/v1/scores/live", CRM, body="json"),
    _key("GET", "/v1/scores", CRM),
    _key("POST", "/v1/attempts", CRM, MARKETER, body="json"),
    _key("POST", "/v1/attempts/{attempt_id}/outcome", CRM, MARKETER, body="json"),
    _key("GET", "/v1/clients/{client_id:path}", CRM, MARKETER),
    _key("DELETE", "/v1/clients/{client_id:path}"),
    _key("GET", "/v1/erasures/{erasure_id}"),
    _key("POST", "/v1/opt-outs", CRM, MARKETER, body="json"),
    _key("GET", "/v1/lists/{list_name}", CRM, MARKETER),
    _key("GET", "/v1/churn-rate", MARKETER),
    _key("GET", "/v1/cadence", CRM, MARKETER),
    _key("GET", "/v1/model", CRM, MARKETER),
    _key("POST", "/v1/admin/reload"),
    _key("GET", "/docs.json", CRM, MARKETER),
    _key("GET", "/metrics"),
    Rule("GET", "/livez", "open"),
    Rule("GET", "/readyz", "open"),
    Rule("GET", "/sign-in", "open"),
    Rule("POST", "/sign-in", "open", body="form"),
    Rule("GET", "/static/{name}", "open"),
    Rule("GET", "/language/{language}", "open"),
    _page("GET", "/"),
    _page("GET", "/lists/{list_name}"),
    _page("GET", "/lists/{list_name}/export"),
    _page("POST", "/sign-out", body="form"),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((compile_path(rule.path)[0], rule) for rule in RULES)


def find_rule(method: str, path: str) -> Rule | None:
    """Give the rule of a request, or none, which is a refusal.

    Examples
    --------
    >>> find_rule("GET", "/v1/clients/00123").roles
    ('crm', 'marketer')
    >>> find_rule("GET", "/schema.json") is None
    True
    """
    wanted = "GET" if method == "HEAD" else method
    return next((rule for rule in rules_at(path) if rule.method == wanted), None)


def rules_at(path: str) -> tuple[Rule, ...]:
    """Give every rule of a path, whatever its method."""
    return tuple(rule for pattern, rule in _patterns() if pattern.fullmatch(path))
