"""The tables of a mapping file, read row by row, whatever form they have: CSV, JSON or a workbook. No maps here."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from career_pathways.loader.errors import WrongMap
from career_pathways.loader.files import read_bytes
from career_pathways.loader.toml import shown
from career_pathways.loader.words.near import near

from .mapping import MapFile, TableMapping, Value

LARGEST = 100_000_000
"""Bytes of one table."""

_MOST_FILES = 10_000
"""Files that one pattern may fit."""

_ENCODE = 'Save it as UTF-8, or name its encoding in the mapping file, as in encoding = "cp1252".'

_DELIMITERS = (",", ";", "\t", "|")

_LONGEST_CELL = 10_000_000
"""Characters of a cell of CSV."""


class Bad(NamedTuple):
    """Something in a table that does not go into the map."""

    kind: str
    file: str
    row: int | None
    finding: str
    cure: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    file: str
    number: int
    """As a spreadsheet counts it: the heading is row 1. In JSON, the number of the record."""
    cells: Mapping[str, tuple[str, ...]]
    """The values of each column that the mapping names, their white space folded; none where the cell is empty."""
    folded: tuple[str, ...] = ()
    """The columns whose white space was not as it should be."""

    @property
    def quote(self) -> str:
        """The cells as an error or an answer quotes them, each behind its column."""
        texts = (f"{column}: {', '.join(values)}" for column, values in self.cells.items() if values)
        return "; ".join(text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…" for text in texts)


_NO_TEXT = re.compile("[\ud800-\udfff]")
"""Half a character, as JSON can write it; no store takes it."""

_QUOTED = 200
"""Characters of one cell that are quoted."""


class TableFile(NamedTuple):
    """A file that a mapping file names."""

    name: str
    """From the folder of the tables, with "/" between."""
    data: bytes

    @property
    def sha256(self) -> str:
        """Of its bytes, as 64 hexadecimal digits."""
        return sha256(self.data).hexdigest()


Report = Callable[[Bad], None]


class Tables:
    """The files of a mapping file, each read once."""

    def __init__(self, mapping: MapFile) -> None:
        """Nothing is read yet."""
        self._folders = _folders(mapping)
        self._files: dict[str, TableFile] = {}

    @property
    def files(self) -> tuple[TableFile, ...]:
        """Those that were read, by name."""
        return tuple(self._files[name] for name in sorted(self._files))

    def rows(self, table: TableMapping, report: Report) -> Iterator[Row]:
        """The rows of all files of a table that fit its `where`; what is bad in them is reported, and left out.

        Raises WrongMap where a file is not there, or cannot be read on.
        """
        names = [value.column for value in table.values.values()]
        names = list(dict.fromkeys([*names, *(table.where or ())]))
        missing, records, none = set(names), 0, list[Bad]()
        for file in self._of(table):
            reader = _READERS.get(Path(file.name).suffix.lower(), _of_csv)
            for number, cells in reader(table, file, names, none.append):
                missing, records = missing - cells.keys(), records + 1
                row = _folded(file.name, number, {name: cells.get(name, ()) for name in names})
                if column := next((name for name, found in row.cells.items() if "\0" in "".join(found)), None):
                    none.append(Bad("no text", file.name, number, f"{column} holds a NUL", "No text has one."))
                elif all(set(row.cells[column]) & set(wanted) for column, wanted in (table.where or {}).items()):
                    yield row
        for bad in none:
            report(bad)
        if records and missing and not none:  # in JSON, where a record may lack what others have
            fact = f"{table.file}: no record of {records:,} has {shown(min(missing))} ({table.place})."
            raise WrongMap(fact, "Mend the mapping file, or the files if their fields have changed.")

    def _of(self, table: TableMapping) -> list[TableFile]:
        for folder in self._folders:
            if found := _matching(folder, table):
                if len(found) > _MOST_FILES:
                    fact = f"{table.place}: {shown(table.file)} fits {len(found):,} files."
                    raise WrongMap(fact, "Write a pattern that fits {most} at most.", most=f"{_MOST_FILES:,}")
                return [self._read(path, folder) for path in found]
        if any((folder / table.file).exists() for folder in self._folders):
            raise WrongMap(f"{table.place}: {shown(table.file)} is no file.", "Name a table.")
        beside, *named = self._folders
        where = f"beside it nor in a folder {named[0].name}" if named else f"in {beside}"
        raise WrongMap(
            f"{table.place}: no file {shown(table.file)} {where}.",
            'Put it there, or say in the mapping file where the tables lie, as in folder = "../data".',
        )

    def _read(self, path: Path, folder: Path) -> TableFile:
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
        name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # no store takes half a character
        if name not in self._files:
            data = read_bytes(path, LARGEST, WrongMap, "Cut it into several, and name them by a pattern.")
            self._files[name] = TableFile(name, data)
        return self._files[name]


def _folders(mapping: MapFile) -> list[Path]:
    """Where the tables may lie: in the folder that is named, else beside the mapping file, else in one of its name."""
    beside = mapping.path.parent
    return [beside / mapping.folder] if mapping.folder else [beside, beside / mapping.path.stem]


def _matching(folder: Path, table: TableMapping) -> list[Path]:
    try:
        found = folder.glob(table.file) if re.search(r"[*?\[]", table.file) else [folder / table.file]
        return sorted(path for path in found if path.is_file())
    except (NotImplementedError, ValueError, OSError, re.error) as error:
        reason = getattr(error, "strerror", None) or error
        fact = f"{table.place}: file {shown(table.file)}: {reason}."
        raise WrongMap(fact, "Write a name, or a pattern, from the folder of the tables.") from error


def _folded(file: str, number: int, cells: Mapping[str, Sequence[str]]) -> Row:
    found, folded = {}, []
    for column, given in cells.items():
        values = [value if value.isascii() else _NO_TEXT.sub("\ufffd", value) for value in given]
        texts = tuple(" ".join(value.split()) for value in values)
        if any(value != text and "\n" not in value for value, text in zip(values, texts, strict=True)):
            folded.append(column)
        found[column] = tuple(filter(None, texts)) if all("\n" not in value for value in values) else tuple(values)
    return Row(file, number, found, tuple(folded))


def values_of(row: Row, value: Value, report: Report) -> tuple[str, ...]:
    """What the cell of a row says, as its mapping has it: split, cut, called otherwise; white space folded."""
    cells = row.cells[value.column]
    if value.split is not None:
        cells = tuple(part for cell in cells for part in cell.split(value.split))
    found = [text for cell in cells if (text := " ".join(cell.split()))]
    if value.first is not None:
        found = [text[: value.first].strip() for text in found]
    if value.map is not None:
        for text in [text for text in found if text not in value.map]:
            known = ", ".join(value.map)
            report(
                Bad("unknown value", row.file, row.number, f"{value.column} is {shown(text)}", f"It can be {known}.")
            )
        found = [value.map[text] for text in found if text in value.map]
    return tuple(filter(None, found))


# CSV ------------------------------------------------------------------------------------------------------


_Cells = Iterator[tuple[int, dict[str, Sequence[str]]]]


def _of_csv(table: TableMapping, file: TableFile, names: Sequence[str], report: Report) -> _Cells:
    """The rows of CSV or TSV: in quotes as RFC 4180 has them, with a heading, in UTF-8 where nothing else is said.

    Where no delimiter is named, it is that of `_DELIMITERS` which the heading has most of, outside of quotes.
    """
    text = _decoded(table, file)
    csv.field_size_limit(_LONGEST_CELL)
    delimiter = table.delimiter or _delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number, heading, places, damaged = 0, None, {}, "\0" in text
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            fact = f"{file.name}, row {number}: {error}; so nothing behind it can be read."
            raise WrongMap(fact, "Mend the quotes in that row, or name the delimiter.") from error
        if damaged and any("\0" in cell for cell in cells):
            raise WrongMap(f"{file.name}, row {number}: a NUL, which no text holds.", _ENCODE)
        if not any(cell.strip() for cell in cells):
            continue
        if heading is None:
            heading = [" ".join(cell.split()) for cell in cells]
            places = _places(table, f"{file.name}, row {number}", heading, names)
        elif cells[0].split() == heading[0].split() and [" ".join(cell.split()) for cell in cells] == heading:
            report(Bad("heading again", file.name, number, "the row is the heading again", "Take it out."))
        elif len(cells) != len(heading):
            fact = f"{len(cells)} cells, where the heading has {len(heading)}"
            cure = "Write a cell for each column, empty ones too; one that holds the delimiter stands in quotes."
            report(Bad("row that is not whole", file.name, number, fact, cure))
        else:
            yield number, {name: [cells[place]] for name, place in places.items()}
    if heading is None:
        raise WrongMap(f"{file.name}: no row in it.", "The first row names the columns.")


def _decoded(table: TableMapping, file: TableFile) -> str:
    encoding = table.encoding or "utf-8-sig"
    if not table.encoding and file.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return file.data.decode(encoding)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        row = file.data[:start].count(b"\n") + 1
        raise WrongMap(f"{file.name}, row {row}: not {encoding.removesuffix('-sig')}.", _ENCODE) from error


def _delimiter_of(text: str) -> str:
    heading = next((line for line in text.splitlines() if line.strip()), "")
    plain = re.sub(r'"[^"]*"', "", heading)
    return max(_DELIMITERS, key=plain.count)


def _places(table: TableMapping, where: str, heading: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    """Where the columns of these names stand. Raises WrongMap where one is missing, or there twice."""
    for name in names:
        if heading.count(name) != 1:
            what = "no column" if name not in heading else f"{heading.count(name)} columns"
            close = near(name, heading) or [shown(column) for column in heading]
            fact = f"{where}: {what} {shown(name)} ({table.place})."
            raise WrongMap(fact, "There is {columns}.", columns=", ".join(close[:20]))
    return {name: heading.index(name) for name in names}


# JSON -----------------------------------------------------------------------------------------------------


def _of_json(table: TableMapping, file: TableFile, names: Sequence[str], report: Report) -> _Cells:
    """The records of JSON: those at `rows`, else each of a list, else the one that the file is."""
    try:
        content = json.loads(_decoded(table, file))
    except json.JSONDecodeError as error:
        fact = f"{file.name}, line {error.lineno}: not JSON: {error.msg}."
        raise WrongMap(fact, "Is the file whole?") from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deep" if isinstance(error, RecursionError) else "a number of thousands of digits"
        fact = f"{file.name}: not JSON that can be read: {reason}."
        raise WrongMap(fact, "Is the file whole?") from error
    path = table.rows if table.rows is not None else "*" if isinstance(content, list) else ""
    number = 0
    for number, record in enumerate(_at(content, path, file.name), 1):
        if not isinstance(record, dict):
            fact = f"{shown(record)} is no record"
            report(Bad("record that is none", file.name, number, fact, "Each is an object, with the columns as keys."))
            continue
        cells: dict[str, Sequence[str]] = {}
        for name in names:
            found = list(_values(record, name.split(".")))
            texts = [_text(value) for value in found if not isinstance(value, dict | list)]
            if len(texts) < len(found):
                what = "an object" if any(isinstance(value, dict) for value in found) else "a list"
                cure = f'A column leads to a text or a number, "{name}.*" to each of a list.'
                report(Bad("value that is none", file.name, number, f"{name} is {what}", cure))
            if found:
                cells[name] = texts
        yield number, cells
    if not number and table.rows is None:
        raise WrongMap(f"{file.name}: no record in it.", 'Name the path to them with rows, as in rows = "results.*".')


def _at(content: Any, path: str, file: str) -> list[Any]:
    """What stands at a dotted path, "*" being each of a list. Raises WrongMap where the path leads nowhere."""
    found = [content]
    for step in filter(None, path.split(".")):
        following: list[Any] = []
        for number, value in enumerate(found, 1):
            if step == "*" and isinstance(value, list):
                following += value
            elif step != "*" and isinstance(value, dict) and step in value:
                following.append(value[step])
            else:
                where = f"{file}, number {number} of {len(found):,}" if len(found) > 1 else file
                there = ", ".join(map(shown, list(value)[:20])) if isinstance(value, dict) else json.dumps(value)[:60]
                fact = f"{where}: rows {shown(path)} leads nowhere: there is no {shown(step)} in {there or '{}'}."
                raise WrongMap(fact, "Mend rows in the mapping file, or the file if its fields have changed.")
        found = following
    return found


def _values(value: Any, path: list[str]) -> Iterator[Any]:
    """What stands at the end of a path; nothing where it leads nowhere. Null is a value, and an empty list is one."""
    if not path:
        yield value
    elif path[0] == "*" and isinstance(value, list):
        if not value:
            yield ""
        for item in value:
            yield from _values(item, path[1:])
    elif isinstance(value, dict) and path[0] in value:
        yield from _values(value[path[0]], path[1:])
    elif value is None:
        yield ""


def _text(value: object) -> str:
    """A text, a number, a truth or null as a cell holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


# Workbooks ------------------------------------------------------------------------------------------------


def _of_workbook(table: TableMapping, file: TableFile, names: Sequence[str], _: Report) -> _Cells:
    """The rows of a sheet of a workbook: the one that `rows` names, else the first."""
    try:
        openpyxl = import_module("openpyxl")
    except ImportError as error:
        fact = f"{file.name}: a workbook is read with openpyxl, which is not installed."
        raise WrongMap(fact, "Install it, or save the sheet as CSV.") from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(file.data), read_only=True, data_only=True)
        if table.rows is not None and table.rows not in book.sheetnames:
            fact = f"{file.name}: no sheet {shown(table.rows)} ({table.place})."
            raise WrongMap(fact, "There is {sheets}.", sheets=", ".join(map(shown, book.sheetnames[:20])))
        sheet = book[table.rows] if table.rows is not None else book.worksheets[0]
        lines = [[_text_of_cell(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
    except WrongMap:
        raise
    except Exception as error:  # of zip, of XML, of openpyxl: whatever a damaged file comes to
        raise WrongMap(f"{file.name}: no workbook: {error}.", "Save it anew as .xlsx, or as CSV.") from error
    heading: list[str] | None = None
    places: dict[str, int] = {}
    for number, cells in enumerate(lines, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if heading is None:
            heading = [" ".join(cell.split()) for cell in cells]
            places = _places(table, f"{file.name}, row {number}", heading, names)
        else:
            yield number, {name: [cells[place] if place < len(cells) else ""] for name, place in places.items()}
    if heading is None:
        raise WrongMap(f"{file.name}: no row in it.", "The first row names the columns.")


def _text_of_cell(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else _text(value)


_READERS = {".json": _of_json, ".xlsx": _of_workbook, ".xlsm": _of_workbook}
"""By the end of a file's name; all others are CSV."""
