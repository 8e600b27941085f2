"""serve, key, webhook: the service, who may use it, and whom it tells."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from features.errors import UsageError
from features.figures import Language
from features.settings import Settings
from serving.commands.shared import (
    DEFAULT_CONFIG,
    AsJson,
    Config,
    console,
    day_of,
    errors,
    now,
    say_json,
    settings_of,
    table_of,
)
from serving.commands.words import said

if TYPE_CHECKING:
    from rich.table import Table

    from serving.ledger import Ledger

ROLES = ("crm", "marketer", "admin")
keys = typer.Typer(help="API keys: add, list, revoke.", no_args_is_help=True)
webhooks = typer.Typer(
    help="Receivers that are told of events: list, send, resume, secret.", no_args_is_help=True
)


def serve(config: Config = DEFAULT_CONFIG) -> None:
    """Serve scores, lists and the marketer's pages.

    Example: winback serve
    """
    from serving.serve import serve as run

    run(Path(config))


@keys.command("add")
def add_key(
    role: Annotated[str, typer.Option(help="crm, marketer or admin.")],
    config: Config = DEFAULT_CONFIG,
    branch: Annotated[str | None, typer.Option(help="Limit the key to one branch.")] = None,
    expires: Annotated[str | None, typer.Option(help="Last day, YYYY-MM-DD; default: never.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make an API key; it is shown once and stored only as a digest.

    Example: winback key add --role crm --branch North
    """
    from serving.ledger import Ledger

    if role not in ROLES:
        raise UsageError(f"{role!r} is no role. Roles are {', '.join(ROLES)}.")
    settings = settings_of(config)
    day = day_of(expires)
    until = None if day is None else datetime.combine(day, time.max, tzinfo=settings.zone)
    settings.storage.data_dir.mkdir(parents=True, exist_ok=True)
    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        made = ledger.add_key(role, branch=branch, expires_at=until, now=now())
    if branch is not None and not _is_branch(settings.storage.data_dir, branch):
        nobody = said("key.no_client_of_branch", settings.company.language, branch=branch)
        errors.print(nobody, markup=False, soft_wrap=True)
    if as_json:
        say_json({"key": made.key, "id": made.id, "role": made.role})
        return
    console.print(said("key.made", settings.company.language, id=made.id, role=made.role))
    typer.echo(made.key)


def _is_branch(data_dir: Path, branch: str) -> bool:
    """Tell whether a published client is of a branch; nobody can tell before anything is published."""
    from features.errors import BusyError, DamagedError, NotFoundError
    from serving.store import open_published

    try:
        clients = open_published(data_dir).tables["clients"]
    except (BusyError, DamagedError, NotFoundError):
        return True
    return branch in clients.column("branch").unique().to_pylist()


@keys.command("list")
def list_keys(config: Config = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """List the keys: id, role, branch, expiry, revocation; never the keys themselves.

    Example: winback key list
    """
    from dataclasses import asdict

    from serving.ledger import Ledger

    settings = settings_of(config)
    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        rows = [asdict(key) for key in ledger.list_keys()]
    if as_json:
        say_json(rows)
    elif rows:
        console.print(_titled("key", "keys", rows, settings.company.language))
    else:
        console.print(said("keys.none", settings.company.language))


@keys.command("revoke")
def revoke_key(
    key_id: Annotated[str, typer.Argument(help="The key's id.")], config: Config = DEFAULT_CONFIG
) -> None:
    """Revoke a key; it stops working at once.

    Example: winback key revoke k_3f2a
    """
    from serving.ledger import Ledger

    settings = settings_of(config)
    with closing(Ledger(settings.ledger_url, zone=settings.zone)) as ledger:
        ledger.revoke_key(key_id, now())
    console.print(said("key.revoked", settings.company.language, id=key_id))


@webhooks.command("list")
def list_webhooks(config: Config = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """List the receivers: how many messages wait, were delivered, or were given up, and the last refusal.

    Example: winback webhook list
    """
    from dataclasses import asdict

    settings = settings_of(config)
    with closing(_outbox(settings)) as ledger:
        rows = [{"receiver": name, **asdict(queue)} for name, queue in ledger.queues().items()]
    if as_json:
        say_json(rows)
    elif rows:
        console.print(_titled("receiver", "receivers", rows, settings.company.language))
    else:
        console.print(said("receivers.none", settings.company.language), markup=False)


@webhooks.command("send")
def send_webhooks(config: Config = DEFAULT_CONFIG, as_json: AsJson = False) -> None:
    """Send what is due now; `winback serve` does it all the time.

    Example: winback webhook send
    """
    import asyncio

    from serving.telling.delivering import deliver_due
    from serving.telling.webhooks import receivers_of

    settings = settings_of(config)
    receivers = receivers_of(settings)
    with closing(_outbox(settings)) as ledger:
        delivered = asyncio.run(deliver_due(ledger, receivers, now))
        waiting = sum(queue.waiting for queue in ledger.queues().values())
    if as_json:
        say_json({"delivered": delivered, "waiting": waiting})
        return
    counts = {"delivered": delivered, "waiting": waiting}
    console.print(said("receivers.sent", settings.company.language, **counts))


@webhooks.command("resume")
def resume_webhook(
    name: Annotated[str, typer.Argument(help="The receiver, as in [webhooks.NAME].")],
    config: Config = DEFAULT_CONFIG,
) -> None:
    """Tell a receiver again that answered 410, or whose messages were given up.

    Example: winback webhook resume crm
    """
    settings = settings_of(config)
    if name not in settings.webhooks:
        known = ", ".join(settings.webhooks) or "none"
        raise UsageError(f"There is no receiver {name!r}; the settings name {known}.")
    with closing(_outbox(settings)) as ledger:
        again = ledger.resume_receiver(name, now())
    console.print(said("receivers.again", settings.company.language, again=again))


@webhooks.command("secret")
def webhook_secret() -> None:
    """Make a secret, to be set as `secret_env` says and given to the receiver; it is kept nowhere.

    Example: winback webhook secret
    """
    from serving.telling.webhooks import new_secret

    typer.echo(new_secret())


def _titled(kind: str, title: str, rows: Sequence[Mapping[str, Any]], language: Language) -> "Table":
    """Lay out keys or receivers, each column under its title."""
    heads = {name: said(f"{kind}.{name}", language) for name in rows[0]}
    titled = [{heads[name]: value for name, value in row.items()} for row in rows]
    return table_of(said(title, language), list(heads.values()), titled)


def _outbox(settings: Settings) -> "Ledger":
    from serving.ledger import Ledger
    from serving.telling.webhooks import wanted_events

    settings.storage.data_dir.mkdir(parents=True, exist_ok=True)
    return Ledger(settings.ledger_url, zone=settings.zone, receivers=wanted_events(settings))
