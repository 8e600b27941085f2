"""How the invented company comes into a folder: whole or not at all, and never over foreign files."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

import numpy as np

from features.errors import BusyError, UsageError
from features.settings.data import Storage
from features.simulate.block import Block
from features.simulate.draws import Draws
from features.simulate.files import FORMATS, TableFormat, names_of, write_blocks
from features.simulate.market import Market
from features.simulate.readme import MARK, company_readme, truth_readme
from features.simulate.settings_file import SETTINGS_FILE
from features.simulate.truth import Horizon
from features.simulate.window import Window
from features.simulate.words import WORDS, Language

#: Clients held in memory at once.
BLOCK_CLIENTS = 5_000
#: Where files are written before they take their places; a killed run may leave such a folder behind.
DRAFT = ".winback-draft-"
#: The README comes first, so that a half-replaced folder is still known as ours.
READMES = ("README.md", "truth/README.md")
#: What later commands keep in the same folder unless told otherwise; it is left as it is.
KEPT_BESIDE = str(Storage.model_fields["data_dir"].default)
Progress = Callable[[int], None]


@dataclass(frozen=True)
class SimulatedCompany:
    """What was written.

    Attributes
    ----------
    directory : Path
        The folder.
    paths : mapping of str to Path
        Where each table lies, by name: the event tables of the contract, and `truth/clients`,
        `truth/episodes`, `truth/actions`, `truth/rival_calls`.
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


@dataclass(frozen=True)
class Wanted:
    """What company is asked for, in which language and kind of files; `block` clients are held at once."""

    clients: int
    months: int
    seed: int
    language: Language = "ru"
    table_format: TableFormat = "csv"
    block: int = BLOCK_CLIENTS

    def __post_init__(self) -> None:
        if self.clients < 1:
            raise UsageError(
                f"clients is {self.clients}; we need a whole number from 1 on. Write, say, 5000."
            )
        if self.seed < 0:
            raise UsageError(f"seed is {self.seed}; we need a whole number from 0 on. Write, say, 1.")
        if self.language not in WORDS:
            raise UsageError(f"language is {self.language!r}; we know {', '.join(WORDS)}. Write one of them.")
        if self.table_format not in FORMATS:
            raise UsageError(
                f"table_format is {self.table_format!r}; we know {', '.join(FORMATS)}. Write one of them."
            )


def simulate_company(
    directory: Path,
    *,
    clients: int,
    months: int,
    seed: int,
    language: Language = "ru",
    table_format: TableFormat = "csv",
    progress: Progress = lambda done: None,
) -> SimulatedCompany:
    """Write the event tables of an invented company, and the truth about it beside them.

    The same arguments give the same bytes. The first clients of a larger company of the same months and seed
    are those of a smaller one, row by row. Memory does not grow with the number of clients.

    Parameters
    ----------
    directory : Path
        A folder that is new, empty, or holds an earlier invented company, which is replaced. A settings file
        there is left alone.
    clients : int
        Number of clients, from 1 on.
    months : int
        Number of simulated months, 1 to 240: from 2022-01-01 on, or, beyond 48, up to 2025-12-31.
    seed : int
        Any whole number from 0 on.
    language : {'ru', 'en'}
        Language of names, comments and READMEs; the numbers do not depend on it.
    table_format : {'csv', 'parquet'}
        Kind of files; Parquet is smaller and quicker to read, better from some 100,000 clients on.
    progress : callable
        Is told how many clients are done.

    Raises
    ------
    UsageError
        If an argument is out of range, or the folder holds anything that we did not write.
    BusyError
        If the folder cannot be written to, or the disk is full; nothing is half-written then.

    References
    ----------
    The event tables of the contract; M11 to M34 for the mechanism.

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
    wanted = Wanted(clients, months, seed, language, table_format)
    return write_company(directory, wanted, progress)


def write_company(
    directory: Path, wanted: Wanted, progress: Progress = lambda done: None
) -> SimulatedCompany:
    """Do what `simulate_company` says; the number of clients held at once changes no byte."""
    window = Window.of(wanted.months)
    _refuse_foreign(directory)
    names = (*READMES, *names_of(wanted.table_format))
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for left_behind in directory.glob(f"{DRAFT}*"):
            shutil.rmtree(left_behind)
        with tempfile.TemporaryDirectory(prefix=DRAFT, dir=directory) as folder:
            draft = Path(folder)
            (draft / "truth").mkdir()
            rows = write_blocks(draft, _blocks(wanted, window, progress), wanted.table_format)
            _write_readmes(draft, wanted, window)
            (directory / "truth").mkdir(exist_ok=True)
            for name in names:
                (draft / name).replace(directory / name)
        for name in set(_all_files()) - set(names):
            (directory / name).unlink(missing_ok=True)
    except OSError as error:
        raise BusyError(
            f"{directory} could not be written: {error.strerror or error}. "
            "We need a folder that we may write to, with space left. Free some, or name another folder."
        ) from error
    paths = {name: directory / f"{name}.{wanted.table_format}" for name in rows}
    return SimulatedCompany(
        directory, MappingProxyType(paths), MappingProxyType(rows), window.first_day, window.last_day
    )


def _blocks(wanted: Wanted, window: Window, progress: Progress) -> Iterator[Block]:
    draws = Draws(wanted.seed)
    market = Market.of(draws, window)
    for first in range(1, wanted.clients + 1, wanted.block):
        last = min(first + wanted.block, wanted.clients + 1)
        yield Block.of(draws, market, WORDS[wanted.language], np.arange(first, last))
        progress(last - 1)


def _write_readmes(draft: Path, wanted: Wanted, window: Window) -> None:
    company = company_readme(
        window,
        clients=wanted.clients,
        seed=wanted.seed,
        language=wanted.language,
        ending=wanted.table_format,
    )
    _write_text(draft / "README.md", company)
    truth = truth_readme(Horizon.default(), language=wanted.language, ending=wanted.table_format)
    _write_text(draft / "truth/README.md", truth)


def _all_files() -> tuple[str, ...]:
    """Name every file that a run may write, in any format."""
    return (*READMES, *(name for table_format in FORMATS for name in names_of(table_format)))


def _refuse_foreign(directory: Path) -> None:
    """Refuse a folder that holds anything but an earlier invented company and what winback kept there."""
    if not directory.exists():
        return
    if not directory.is_dir():
        raise UsageError(f"{directory} is a file; we need a folder. Name another one.")
    found = _found(directory) - {SETTINGS_FILE}
    foreign = sorted(found - {*_all_files(), KEPT_BESIDE} if _is_ours(directory) else found)
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
