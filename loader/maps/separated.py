"""Tables in CSV or TSV, read row by row however large they are. Nothing here knows what a map is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from career_pathways.loader.errors import WrongMap
from career_pathways.loader.toml import shown
from career_pathways.loader.words.counting import counted
from career_pathways.loader.words.near import near

from .bad import Bad, Report
from .mapping import TableMapping
from .table_files import TableFile, Watched

ENCODE = 'Save it as UTF-8, or name its encoding in the mapping file, as in encoding = "cp1252".'

_DELIMITERS = (",", ";", "\t", "|")

_LONGEST_CELL = 10_000_000
"""Characters of a cell."""

Cells = Iterator[tuple[int, dict[str, Sequence[str]]]]
"""The number of each row, and its cells by the names of their columns."""

Quick = Callable[[int, Sequence[str]], bool]
"""What takes a row of which nothing has to be looked at closer, by its number and the cells of all columns that are
named; it says whether it did."""


def separated_rows(
    table: TableMapping, file: TableFile, names: Sequence[str], report: Report, quick: Quick | None = None
) -> Cells:
    """The rows: in quotes as RFC 4180 has them, with a heading, in UTF-8 where nothing else is said.

    Where no delimiter is named, it is that of `_DELIMITERS` which the heading has most of, outside of quotes.
    `quick`: is asked first for each row that is whole; what it takes is no row here. Raises WrongMap.
    """
    with file.opened() as content:
        stream = content.buffered()
        encoding = encoding_of(table, stream.peek(2))
        try:
            lines = io.TextIOWrapper(stream, encoding, newline="")
            yield from _rows(table, file.name, content, lines, names, report, quick)
        except (UnicodeError, WrongMap) as error:  # what is no text is said first, wherever in the file it stands
            if (row := file.row_of_no_text(encoding)) is not None:
                raise not_text(file.name, encoding, row) from error
            raise


def encoding_of(table: TableMapping, beginning: bytes) -> str:
    """The encoding that a table names, else UTF-8, else what the first bytes say."""
    if not table.encoding and beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return table.encoding or "utf-8-sig"


def not_text(file: str, encoding: str, row: int) -> WrongMap:
    """The error for bytes that are no text of this encoding."""
    return WrongMap(f"{file}, row {row}: not {encoding.removesuffix('-sig')}.", ENCODE)


def _rows(
    table: TableMapping,
    name: str,
    content: Watched,
    lines: Iterable[str],
    names: Sequence[str],
    report: Report,
    quick: Quick | None,
) -> Cells:
    reader = _reader(lines, table.delimiter)
    number, heading, width = 0, list[str](), -1
    places: dict[str, int] = {}
    wanted: list[int] = []
    try:
        for number, cells in enumerate(reader, 1):
            if content.has_nul and any("\0" in cell for cell in cells):
                raise WrongMap(f"{name}, row {number}: a NUL, which no text holds.", ENCODE)
            if len(cells) == width and quick is not None and quick(number, [cells[place] for place in wanted]):
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if width < 0:
                heading = [" ".join(cell.split()) for cell in cells]
                places = columns_in(table, f"{name}, row {number}", heading, names)
                width, wanted = len(heading), [places[name] for name in names]
                if quick is not None and quick(number, [heading[place] for place in wanted]):
                    quick = None  # a row that is the heading again must not be taken
            elif cells[0].split() == heading[0].split() and [" ".join(cell.split()) for cell in cells] == heading:
                report(Bad("heading again", name, number, "the row is the heading again", "Take it out."))
            elif len(cells) != width:
                fact = f"{counted(len(cells), 'cell')}, where the heading has {width}"
                cure = "Write a cell for each column, empty ones too; one that holds the delimiter stands in quotes."
                report(Bad("row that is not whole", name, number, fact, cure))
            else:
                yield number, {name: [cells[place]] for name, place in places.items()}
    except csv.Error as error:
        fact = f"{name}, row {number + 1}: {error}; so nothing behind it can be read."
        raise WrongMap(fact, "Mend the quotes in that row, or name the delimiter.") from error
    if width < 0:
        raise WrongMap(f"{name}: no row in it.", "The first row names the columns.")


def _reader(lines: Iterable[str], delimiter: str | None) -> Iterator[list[str]]:
    """The lines parted into cells, by the delimiter that is named, or that the heading has most of."""
    csv.field_size_limit(_LONGEST_CELL)
    before, lines = list[str](), iter(lines)
    if delimiter is None:
        heading = ""
        for line in lines:
            before.append(line)
            if heading := next((part for part in line.splitlines() if part.strip()), ""):
                break
        plain = re.sub(r'"[^"]*"', "", heading)
        delimiter = max(_DELIMITERS, key=plain.count)
    return csv.reader(chain(before, lines), delimiter=delimiter, strict=True)


def columns_in(table: TableMapping, where: str, heading: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    """Where the columns of these names stand. Raises WrongMap where one is missing, or there twice."""
    for name in names:
        if heading.count(name) != 1:
            what = "no column" if name not in heading else f"{heading.count(name)} columns"
            close = near(name, heading) or [shown(column) for column in heading]
            fact = f"{where}: {what} {shown(name)} ({table.place})."
            raise WrongMap(fact, "There is {columns}.", columns=", ".join(close[:20]))
    return {name: heading.index(name) for name in names}
