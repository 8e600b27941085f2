"""The `winback` command: it mounts what each layer offers and turns refusals into exit codes."""

import os
import sys
from typing import Annotated, Any

import typer
from rich.markup import escape
from typer.core import TyperGroup

from features.errors import BusyError, WinbackError
from serving.commands import (
    cadence,
    churn,
    data,
    demo,
    handover,
    lists,
    model,
    monitor,
    privacy,
    record,
    scores,
    service,
    signs,
    versions,
)
from serving.commands.shared import errors
from serving.environment import quiet_environment, tidy_rarely

#: What people's rights need stands last.
LAST = ("key", "erase", "person", "opt-out", "audit", "webhook")


class InOrder(TyperGroup):
    """The commands in the order in which they are needed; groups stand among them."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        escape_helps(self)

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names in that order."""
        names = super().list_commands(ctx)
        return [name for name in names if name not in LAST] + [name for name in LAST if name in names]


def escape_helps(command: Any) -> None:
    """Have "[plan] budget" in the help of an option shown as it stands: rich takes "[plan]" for markup."""
    for parameter in getattr(command, "params", ()):
        if getattr(parameter, "help", None):
            parameter.help = escape(parameter.help)
    for below in getattr(command, "commands", {}).values():
        escape_helps(below)


app = typer.Typer(
    cls=InOrder,
    help="winback: which clients are leaving, which can be won back, and which are worth the money.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def tell_version(is_asked: bool) -> None:
    """Print the version, if it is asked for, and end."""
    if is_asked:
        from importlib.metadata import version

        typer.echo(f"winback {version('winback')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=tell_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Take what is asked of winback as a whole."""


for command, name in (
    (demo.demo, "demo"),
    (data.init, "init"),
    (data.simulate, "simulate"),
    (data.check, "check"),
    (data.features, "features"),
    (churn.churn_rate, "churn-rate"),
    (signs.signs, "signs"),
    (model.train, "train"),
    (versions.compare, "compare"),
    (versions.promote, "promote"),
    (versions.rollback, "rollback"),
    (scores.score, "score"),
    (lists.list_clients, "list"),
    (handover.hand_over, "hand-over"),
    (record.record, "record"),
    (cadence.cadence, "cadence"),
    (monitor.monitor, "monitor"),
    (service.serve, "serve"),
    (privacy.erase, "erase"),
    (privacy.person, "person"),
    (privacy.opt_out, "opt-out"),
    (privacy.audit, "audit"),
):
    app.command(name)(command)
app.add_typer(service.keys, name="key")
app.add_typer(service.webhooks, name="webhook")


def main() -> None:
    """Run a command; a refusal is its message and its exit code, without a traceback."""
    quiet_environment()
    tidy_rarely()
    try:
        app(prog_name="winback")  # click would name it by how Python was started
    except WinbackError as fault:
        errors.print(str(fault), style="red", markup=False, soft_wrap=True)
        sys.exit(fault.exit_code)
    except KeyboardInterrupt:
        errors.print("Stopped.")
        sys.exit(130)
    except Exception as fault:
        if os.environ.get("WINBACK_DEBUG"):
            raise
        from features.engines.refusals import is_full, is_out_of_memory  # slow to import

        if is_full(fault):
            errors.print(
                "The disk is full, or takes no writing. Free space in the data folder and where files go, "
                "then run again; what was there before still stands.",
                style="red",
                soft_wrap=True,
            )
            sys.exit(BusyError.exit_code)
        if is_out_of_memory(fault):
            errors.print(
                "Memory does not suffice, or the disk of the data folder is full, where what does not fit "
                "goes. Set more under [storage] memory_gb, stop what else needs memory, or free space there; "
                "then run again. What was there before still stands.",
                style="red",
                markup=False,
                soft_wrap=True,
            )
            sys.exit(BusyError.exit_code)
        errors.print(
            f"A fault of ours: {type(fault).__name__}. Set WINBACK_DEBUG=1 and run it again to see "
            "where; nothing that was published before has changed.",
            style="red",
            markup=False,
            soft_wrap=True,
        )
        sys.exit(1)
