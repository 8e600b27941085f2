"""The `winback` command as a whole: its commands in order, their help, and how it ends."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import duckdb
import pytest
import typer

from features.churn_rate import MINIMUM_CLIENTS
from features.errors import BadDataError, BusyError, GateError, NotFoundError, UsageError, WinbackError
from serving.cli import app
from serving.commands import versions
from tests.serving.walked import winback

#: As contract.md lists them; those still to come are absent, the order is the same.
CONTRACT = (
    *("demo", "init", "simulate", "check", "features", "churn-rate", "train", "compare", "promote"),
    *("rollback", "score", "list", "record", "monitor", "serve", "key", "erase"),
)
DUE = {
    *("demo", "init", "simulate", "check", "features", "train", "compare", "promote", "rollback", "score"),
    *("list", "serve", "key"),
}


def commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that can be run, by its words."""
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


ALL = dict(commands(typer.main.get_command(app)))


def test_help_lists_the_commands_in_the_order_of_the_contract() -> None:
    ran = winback("--help")
    assert ran.code == 0
    lines = [line.strip("│ ").split(" ")[0] for line in ran.out.splitlines() if line.startswith("│")]
    shown = [word for word in lines if word in CONTRACT]
    assert shown == [name for name in CONTRACT if name in shown]
    assert set(shown) >= DUE


def test_help_waits_for_no_library_of_data() -> None:
    loaded = "import sys, serving.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    names = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True).stdout
    heavy = {
        "pandas",
        "numpy",
        "scipy",
        "pyarrow",
        "ibis",
        "duckdb",
        "sklearn",
        "lightgbm",
        "mlflow",
        "bentoml",
    }
    assert not heavy & set(names.split())


def test_minimum_is_told_as_it_is() -> None:
    shown = next(one for one in ALL["churn-rate"].params if one.name == "minimum").show_default
    assert shown == str(MINIMUM_CLIENTS)


def test_it_tells_its_version() -> None:
    ran = winback("--version")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"winback \d+\.\d+\.\d+\n", ran.out)


@pytest.mark.parametrize("name", ALL)
def test_every_command_has_help_and_an_example_that_it_would_accept(name: str) -> None:
    command = ALL[name]
    told = [line.strip() for line in (command.help or "").splitlines()]
    examples = [line.removeprefix("Example: ") for line in told if line.startswith("Example: ")]
    assert told[0].endswith(".")
    assert examples, f"`winback {name} --help` shows no example"
    for example in examples:
        words = shlex.split(example)
        assert words[: 1 + len(name.split())] == ["winback", *name.split()]
        command.make_context(name, words[1 + len(name.split()) :])


@pytest.mark.parametrize("name", ALL)
def test_help_of_every_command_is_shown(name: str) -> None:
    ran = winback(*name.split(), "--help")
    assert ran.code == 0
    assert f"Usage: winback {name}" in ran.out
    assert f"Example: winback {name}" in " ".join(ran.out.split())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("list", "default: [plan] budget."),
        ("list", "default: [plan] hours_per_manager."),
        ("hand-over", "default: [plan] budget."),
        ("webhook resume", "as in [webhooks.NAME]."),
    ],
)
def test_help_names_a_section_of_the_settings_in_its_square_brackets(name: str, said: str) -> None:
    assert said in " ".join(winback(*name.split(), "--help").out.replace("│", " ").split())


#: Commands that are about no company yet.
OF_NOBODY = ("demo", "init", "simulate", "webhook secret")


@pytest.mark.parametrize("name", [name for name in ALL if name not in OF_NOBODY])
def test_every_command_of_a_company_takes_its_settings_file(name: str) -> None:
    assert "--config" in [option for parameter in ALL[name].params for option in parameter.opts]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (UsageError, 2),
        (BadDataError, 3),
        (GateError, 4),
        (NotFoundError, 5),
        (BusyError, 5),
        (WinbackError, 1),
    ],
)
def test_a_refusal_is_its_message_and_its_code(
    monkeypatch: pytest.MonkeyPatch, fault: type[WinbackError], code: int
) -> None:
    def refuse(config: Path) -> None:
        raise fault("[that] was it; do so.")

    monkeypatch.setattr(versions, "settings_of", refuse)
    ran = winback("compare")
    assert (ran.code, ran.out, ran.err) == (code, "", "[that] was it; do so.\n")


def test_a_fault_of_ours_tells_its_kind_without_a_trace_and_without_what_it_was_about(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(config: Path) -> None:
        raise RuntimeError("secret-value-of-a-client")

    monkeypatch.setattr(versions, "settings_of", fail)
    monkeypatch.delenv("WINBACK_DEBUG", raising=False)
    ran = winback("compare")
    assert ran.code == 1
    assert "A fault of ours: RuntimeError. Set WINBACK_DEBUG=1" in ran.err
    assert "secret" not in ran.err + ran.out
    assert "Traceback" not in ran.err
    monkeypatch.setenv("WINBACK_DEBUG", "1")
    with pytest.raises(RuntimeError, match="secret-value"):
        winback("compare")


@pytest.mark.parametrize("wrapped", ["bare", "by a library", "by the database", "by the engine"])
def test_a_full_disk_is_told_as_such_whichever_library_met_it(
    monkeypatch: pytest.MonkeyPatch, wrapped: str
) -> None:
    def fail(config: Path) -> None:
        if wrapped == "by the database":
            raise RuntimeError("(sqlite3.OperationalError) database or disk is full")
        if wrapped == "by the engine":
            raise duckdb.IOException('IO Error: {"exception_message":"secret: No space left on device"}')
        try:
            raise OSError(28, "No space left on device", "secret")
        except OSError as fault:
            if wrapped == "bare":
                raise
            raise RuntimeError("could not log") from fault

    monkeypatch.setattr(versions, "settings_of", fail)
    monkeypatch.delenv("WINBACK_DEBUG", raising=False)
    ran = winback("compare")
    assert (ran.code, ran.out) == (5, "")
    assert "The disk is full" in ran.err
    assert "secret" not in ran.err


@pytest.mark.parametrize("words", [("lsit",), ("list",), ("score", "--nope"), ("key", "add")])
def test_words_that_are_no_command_are_wrong_use(words: tuple[str, ...]) -> None:
    ran = winback(*words)
    assert ran.code == 2
    assert "Usage: winback" in ran.err


def test_the_installed_command_ends_as_it_should(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from serving.cli import main; main()", "check"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "There is no settings file winback.toml. Run `winback init` to write one." in ran.stderr
    assert "Traceback" not in ran.stderr


def test_too_little_memory_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(config: Path) -> None:
        raise duckdb.OutOfMemoryException("failed to offload data block; set 'max_temp_directory_size'")

    monkeypatch.setattr(versions, "settings_of", fail)
    monkeypatch.delenv("WINBACK_DEBUG", raising=False)
    ran = winback("compare")
    assert (ran.code, ran.out) == (5, "")
    assert "Set more under [storage] memory_gb" in ran.err
    assert "max_temp_directory_size" not in ran.err
