"""demo: the whole way on real orders, from files to two ranked lists."""

import sys
from pathlib import Path
from shutil import which
from typing import Annotated

import typer

from features.settings import Settings
from serving.commands.shared import console, now, settings_of, working

DEFAULT_FOLDER = Path("demo")


def demo(
    directory: Annotated[Path, typer.Argument(help="Folder for data, models and lists.")] = DEFAULT_FOLDER,
    data: Annotated[
        str, typer.Option("--data", help="complete-journey, cdnow (takes some minutes), or both.")
    ] = "complete-journey",
) -> None:
    """Walk the whole way on real orders that ship with a package; offline.

    Example: winback demo --data both
    """
    from features.errors import UsageError
    from serving.commands.examples import EXAMPLES

    names = [example.name for example in EXAMPLES]
    if data not in (*names, "both"):
        raise UsageError(f"--data is {data!r}; there are {', '.join(names)} and both.")
    settings_files = []
    for example in EXAMPLES:
        if data in ("both", example.name):
            console.rule(f"[bold]{example.name}")
            with working("copying", "en"):
                settings_files.append(example.prepare(directory / example.name))
            _walk(settings_files[-1])
    _look_next(settings_files[0])


def _walk(settings_file: Path) -> None:
    from features.data_report.text import as_rich
    from features.materialize import accept_source
    from serving.commands.lists import ranked, show, write
    from serving.commands.scores import run_scoring

    settings = settings_of(settings_file)
    with working("reading", settings.company.language):
        report = accept_source(settings, now=now().astimezone(settings.zone).replace(tzinfo=None))
    console.print(as_rich(report, settings.company.language))
    report_page = _train(settings)
    run_scoring(settings)
    for name in ("at-risk", "recoverable"):
        made = ranked(settings, name, budget=None, where=[])
        show(made, settings)
        write(made, settings, settings_file.parent / f"{name}.xlsx")
    console.print(f"Lists: {settings_file.parent}/at-risk.xlsx, recoverable.xlsx · report: {report_page}")


def _train(settings: Settings) -> Path:
    """Train and show the figures; what was trained is let go before scoring needs the memory."""
    from serving.commands.model import figures_table, run_training, value_table

    done = run_training(settings)
    console.print(figures_table(done.trained.summary, settings.company.language))
    console.print(value_table(done.trained, settings.company.currency))
    console.print(f"[bold]{done.trained.verdict.headline(settings.company.language)}[/bold]")
    return done.report


def said(command: str) -> str:
    """Give a command of this environment as a shell finds it: with its folder, if that is not on the path."""
    return command if which(command) else str(Path(sys.executable).with_name(command))


def _look_next(settings_file: Path) -> None:
    winback = said("winback")
    settings = settings_of(settings_file)
    data_dir = settings.storage.data_dir
    console.rule("[bold]Where to look next")
    console.print(
        f"""Runs and models   {said("mlflow")} ui --backend-store-uri sqlite:///{data_dir / "mlflow.db"}
The service       {winback} key add --role marketer --config {settings_file}
                  {winback} serve --config {settings_file}   then open http://{settings.serving.host}:{settings.serving.port}/
Your own data     {winback} init FOLDER, and there: check, train, score, list at-risk""",
        soft_wrap=True,
        highlight=False,
        markup=False,
    )
