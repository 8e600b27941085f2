"""A list as an Excel workbook: typed cells that filter and sort, and a second sheet that says what it is."""

import datetime as dt
import io
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from features.whole_files import passing_folder
from serving.files.cells import Cell, Sheet
from serving.files.codes import code_words
from serving.files.words import ColumnWords, Language, label

MOST_ROWS = 1_048_576  # Excel's own limits
MOST_CHARACTERS = 32_767

_NUMBER_FORMATS = {"whole": "0", "number": "0.00", "money": "#,##0.00", "share": "0.0%"}
_DATE_FORMATS = {"ru": "dd.mm.yyyy", "en": "yyyy-mm-dd"}


def write_workbook(
    target: BinaryIO,
    sheet: Sheet,
    language: Language,
    as_of: dt.date,
    facts: Callable[[], Sequence[tuple[str, str, Cell]]],
    *,
    folder: Path | None = None,
) -> int:
    """Write a list's workbook; the same input gives the same bytes.

    Parameters
    ----------
    target : binary file
        Where it is written.
    sheet : Sheet
        The list's cells; what one page cannot hold goes on on the next.
    language : {"ru", "en"}
        Language of titles and the form of dates.
    as_of : date
        Stands as the file's date of creation, instead of a clock.
    facts : callable
        Gives label, kind and content of each line of the about sheet, once the rows were gone through.
    folder : Path, optional
        Where rows wait on disk meanwhile, some 3 kB each; default: the system's own.

    Returns
    -------
    int
        How many texts were cut to what a cell can hold.

    Raises
    ------
    OSError
        If the disk is full.
    """
    shortened = 0

    def fill(writer: SheetWriter) -> None:
        nonlocal shortened
        writer.write_rows(sheet, label("list", language))
        writer.write_about(sheet, facts())
        shortened = writer.shortened

    write_book(target, language, as_of, fill, folder=folder)
    return shortened


def book_bytes(language: Language, as_of: dt.date, fill: Callable[["SheetWriter"], None]) -> bytes:
    """Make a workbook of any sheets; the same input gives the same bytes.

    Parameters
    ----------
    language : {"ru", "en"}
        Language of titles and the form of dates.
    as_of : date
        Stands as the file's date of creation, instead of a clock.
    fill : callable
        Writes the sheets.
    """
    target = io.BytesIO()
    write_book(target, language, as_of, fill)
    return target.getvalue()


def write_book(
    target: BinaryIO,
    language: Language,
    as_of: dt.date,
    fill: Callable[["SheetWriter"], None],
    *,
    folder: Path | None = None,
) -> None:
    """Write a workbook of any sheets as `book_bytes` does, row by row, into a file that is open."""
    parent = Path(tempfile.gettempdir()) if folder is None else folder
    with passing_folder(parent, ".rows-") as waiting:  # where only we may look
        options = {
            "constant_memory": True,
            "use_zip64": True,  # a million long rows are more than 4 GB before they are packed
            "tmpdir": str(waiting),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        held = _Held(target)
        book = xlsxwriter.Workbook(held, options)
        try:
            with book:
                book.set_properties({"created": dt.datetime.combine(as_of, dt.time())})
                fill(SheetWriter(book, language))
        except FileCreateError as fault:
            raise fault.args[0] if isinstance(fault.args[0], OSError) else OSError(*fault.args) from fault
        finally:
            held.let_go()
            for page in book.worksheets():  # xlsxwriter leaves them open when it fails
                with suppress(OSError):
                    page.row_data_fh.close()


class _Held:
    """A file to be let go: a packer that failed still writes its end when it is collected, to nowhere."""

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO = file

    def let_go(self) -> None:
        self._file = io.BytesIO()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class SheetWriter:
    """Fills the sheets of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook, language: Language) -> None:
        self.book, self.language, self.shortened = book, language, 0
        date = _DATE_FORMATS[language]
        codes = _NUMBER_FORMATS | {"date": date, "moment": f"{date} hh:mm"}
        self.formats = {kind: book.add_format({"num_format": code}) for kind, code in codes.items()}
        self.formats["text"] = book.add_format({"num_format": "@", "valign": "top"})
        self.formats["head"] = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#E8EEF4"}
        )
        self.formats["wrapped"] = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})

    def write_rows(self, sheet: Sheet, name: str) -> None:
        """Write rows, codes in words, on a sheet of that name and on further ones where it is full."""
        rows, left, number = sheet.rows(), sheet.height, 1
        while True:
            height = min(left, MOST_ROWS - 1)
            page = self._page(sheet, name if number == 1 else f"{name} {number}", height)
            kinds = [look.kind for look in sheet.words]
            words = [code_words(name, self.language) for name in sheet.names]
            for row, cells in enumerate(islice(rows, height), start=1):
                for column, (cell, kind, said) in enumerate(zip(cells, kinds, words, strict=True)):
                    shown = said.get(cell, cell) if isinstance(cell, str) else cell
                    self._write(page, row, column, shown, kind)
            left, number = left - height, number + 1
            if left <= 0:
                return

    def _page(self, sheet: Sheet, name: str, height: int) -> xlsxwriter.worksheet.Worksheet:
        page = self.book.add_worksheet(name)
        for column, look in enumerate(sheet.words):
            page.set_column(column, column, look.width)
        page.freeze_panes(1, 0)
        if sheet.names:
            page.autofilter(0, 0, height, len(sheet.names) - 1)
        page.set_row(0, 45)
        for column, look in enumerate(sheet.words):
            page.write_string(0, column, self._title(look), self.formats["head"])
        return page

    def write_about(self, sheet: Sheet, facts: Sequence[tuple[str, str, Cell]]) -> None:
        """Write what the list is and what each of its columns is called in the system."""
        facts = [*facts, (label("shortened_cells", self.language), "whole", self.shortened)]
        page = self.write_facts(label("about", self.language), facts)
        legend = len(facts) + 1
        page.write_string(legend, 0, label("columns", self.language), self.formats["head"])
        for row, (name, look) in enumerate(zip(sheet.names, sheet.words, strict=True), start=legend + 1):
            page.write_string(row, 0, self._title(look))
            page.write_string(row, 1, name)

    def write_facts(
        self, name: str, facts: Sequence[tuple[str, str, Cell]]
    ) -> xlsxwriter.worksheet.Worksheet:
        """Write a sheet of facts, a line each: label, kind of its cell, content."""
        page = self.book.add_worksheet(name)
        page.set_column(0, 0, 40)
        page.set_column(1, 1, 70)
        for row, (title, kind, fact) in enumerate(facts):
            page.write_string(row, 0, title, self.formats["head"])
            self._write(page, row, 1, fact, "wrapped" if kind == "text" else kind)
        return page

    def _title(self, look: ColumnWords) -> str:
        return look.ru if self.language == "ru" else look.en

    def _write(
        self, page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, kind: str
    ) -> None:
        look = self.formats.get(kind)
        if cell is None or cell in ("", []):
            return
        if isinstance(cell, bool):
            page.write_string(
                row, column, label("yes" if cell else "no", self.language), self.formats["text"]
            )
        elif isinstance(cell, int | float):
            page.write_number(row, column, cell, look)
        elif isinstance(cell, dt.datetime):
            page.write_datetime(row, column, cell.replace(tzinfo=None), self.formats["moment"])
        elif isinstance(cell, dt.date):
            page.write_datetime(row, column, cell, self.formats["date"])
        else:
            text = ", ".join(str(member) for member in cell) if isinstance(cell, list) else cell
            page.write_string(
                row, column, self._cut(text), look if kind == "wrapped" else self.formats["text"]
            )

    def _cut(self, text: str) -> str:
        if len(text) <= MOST_CHARACTERS:
            return text
        self.shortened += 1
        return text[: MOST_CHARACTERS - 1] + "…"
