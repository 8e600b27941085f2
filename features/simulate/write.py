"""How the invented company comes into a folder: whole or not at all, and never over foreign files."""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow.csv

from features.errors import BusyError, UsageError
from features.simulate.draws import Draws
from features.simulate.market import Window
from features.simulate.readme import MARK, company_readme, truth_readme
from features.simulate.tables import Block
from features.simulate.truth import Horizon
from features.simulate.words import WORDS, Language

#: Clients held in memory at once.
BLOCK_CLIENTS = 5_000
#: Where files are written before they take their places; a killed run may leave such a folder behind.
DRAFT = ".winback-draft-"
#: Every file of the folder; the README comes first, so that a half-replaced folder is still known as ours.
FILES = (
    "README.md",
    "orders.csv",
    "clients.csv",
    "complaints.csv",
    "nps.csv",
    "truth/README.md",
    "truth/clients.csv",
)


@dataclass(frozen=True)
class SimulatedCompany:
    """What was written.

    Attributes
    ----------
    directory : Path
        The folder.
    paths : mapping of str to Path
        Where each table lies, by name: `orders`, `clients`, `complaints`, `nps`, `truth/clients`.
    rows : mapping of str to int
        Rows of each table, its header not counted.
    first_day, last_day : date
        The simulated days, both included.
    """

    directory: Path
    paths: Mapping[str, Path]
    rows: Mapping[str, int]
    first_day: date
    last_day: date


def simulate_company(
    directory: Path, *, clients: int, months: int, seed: int, language: Language = "ru"
) -> SimulatedCompany:
    """Write the event tables of an invented company, and the truth about it beside them.

    The same arguments give the same bytes. The first clients of a larger company of the same months and seed
    are those of a smaller one, row by row.

    Parameters
    ----------
    directory : Path
        A folder that is new, empty, or holds an earlier invented company, which is replaced.
    clients : int
        Number of clients, from 1 on.
    months : int
        Number of simulated months from 2022-01-01 on, 1 to 240.
    seed : int
        Any whole number from 0 on.
    language : {'ru', 'en'}
        Language of names, comments and READMEs; the numbers do not depend on it.

    Raises
    ------
    UsageError
        If an argument is out of range, or the folder holds anything that we did not write.
    BusyError
        If the folder cannot be written to, or the disk is full; nothing is half-written then.

    References
    ----------
    The event tables of the contract; M8, M11, M15, M16, M18, M20, M21, M23, M25, M28 for the mechanism.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     company = simulate_company(Path(folder) / "invented", clients=5, months=3, seed=1)
    >>> company.rows["truth/clients"], company.last_day
    (5, datetime.date(2022, 3, 31))
    >>> simulate_company(Path("invented"), clients=0, months=3, seed=1)
    Traceback (most recent call last):
    ...
    features.errors.UsageError: clients is 0; we need a whole number from 1 on. Write, say, 5000.
    """
    return write_company(directory, clients=clients, months=months, seed=seed, language=language)


def write_company(
    directory: Path, *, clients: int, months: int, seed: int, language: Language, block: int = BLOCK_CLIENTS
) -> SimulatedCompany:
    """Do what `simulate_company` says, `block` clients at a time; the size of a block changes no byte."""
    window = Window.of(months)
    _refuse_arguments(clients, seed, language)
    _refuse_foreign(directory)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for left_behind in directory.glob(f"{DRAFT}*"):
            shutil.rmtree(left_behind)
        with tempfile.TemporaryDirectory(prefix=DRAFT, dir=directory) as draft:
            rows = _write_tables(Path(draft), clients, Draws(seed), window, language, block)
            _write_text(
                Path(draft) / "README.md",
                company_readme(window, clients=clients, seed=seed, language=language),
            )
            _write_text(Path(draft) / "truth/README.md", truth_readme(Horizon.default(), language=language))
            (directory / "truth").mkdir(exist_ok=True)
            for name in FILES:
                (Path(draft) / name).replace(directory / name)
    except OSError as error:
        raise BusyError(
            f"{directory} could not be written: {error.strerror or error}. "
            "We need a folder that we may write to, with space left. Free some, or name another folder."
        ) from error
    paths = {name: directory / f"{name}.csv" for name in rows}
    return SimulatedCompany(
        directory, MappingProxyType(paths), MappingProxyType(rows), window.first_day, window.last_day
    )


def _refuse_arguments(clients: int, seed: int, language: str) -> None:
    if clients < 1:
        raise UsageError(f"clients is {clients}; we need a whole number from 1 on. Write, say, 5000.")
    if seed < 0:
        raise UsageError(f"seed is {seed}; we need a whole number from 0 on. Write, say, 1.")
    if language not in WORDS:
        raise UsageError(f"language is {language!r}; we know {', '.join(WORDS)}. Write one of them.")


def _refuse_foreign(directory: Path) -> None:
    """Refuse a folder that holds anything but an earlier invented company."""
    if not directory.exists():
        return
    if not directory.is_dir():
        raise UsageError(f"{directory} is a file; we need a folder. Name another one.")
    found = _found(directory)
    foreign = sorted(found - set(FILES)) if _is_ours(directory) else sorted(found)
    if foreign:
        raise UsageError(
            f"{directory} holds {foreign[0]}, which is not of an invented company; we need a folder that is "
            "new, empty or from an earlier run, so that nothing of yours is overwritten. Name another one."
        )


def _found(directory: Path) -> set[str]:
    """Name what lies in the folder and in its `truth`, drafts of killed runs aside."""
    names = {path.name for path in directory.iterdir() if not path.name.startswith(DRAFT)}
    truth = directory / "truth"
    if truth.is_dir():
        names -= {"truth"}
        names |= {f"truth/{path.name}" for path in truth.iterdir()}
    return names


def _is_ours(directory: Path) -> bool:
    readme = directory / "README.md"
    return readme.is_file() and readme.read_bytes().startswith(MARK.encode())


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_tables(
    draft: Path, clients: int, draws: Draws, window: Window, language: Language, block: int
) -> dict[str, int]:
    """Write all tables into the draft folder; give their numbers of rows."""
    (draft / "truth").mkdir()
    rows: dict[str, int] = {}
    with ExitStack() as stack:
        writers: dict[str, pyarrow.csv.CSVWriter] = {}
        for first in range(1, clients + 1, block):
            numbers = np.arange(first, min(first + block, clients + 1))
            for name, table in Block.of(draws, window, WORDS[language], numbers).tables().items():
                if name not in writers:
                    writer = pyarrow.csv.CSVWriter(draft / f"{name}.csv", table.schema)
                    writers[name] = stack.enter_context(writer)
                writers[name].write_table(table)
                rows[name] = rows.get(name, 0) + table.num_rows
    return rows
