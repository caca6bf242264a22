"""The tables of a mapping file, read row by row, whatever form they have: CSV, JSON or a workbook. No maps here."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from career_pathways.loader.errors import WrongMap
from career_pathways.loader.toml import shown

from .bad import Bad, BadPlaces, Report
from .mapping import TableMapping, Value
from .records import Source
from .separated import Cells, Quick, columns_in, encoding_of, not_text, separated_rows
from .table_files import TableFile, TableFiles


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


class Tables:
    """The rows of the tables of a mapping file."""

    def __init__(self, files: TableFiles) -> None:
        """`files`: those that the tables are in."""
        self._files = files

    def rows(self, table: TableMapping, bad: BadPlaces, quick: Callable[[str], Quick] | None = None) -> Iterator[Row]:
        """The rows of all files of a table that fit its `where`; `bad` is told what is bad in them, and left out.

        `quick`: of each file in CSV, by its name, what is asked first for its rows; what that takes is no row here.
        Raises WrongMap where a file is not there, or cannot be read on.
        """
        names = [value.column for value in table.values.values()]
        names = list(dict.fromkeys([*names, *(table.where or ())]))
        missing, records, none = set(names), 0, BadPlaces()
        wanted = [(column, set(values)) for column, values in (table.where or {}).items()]
        for file in self._files.of(table):
            reader = _READERS.get(Path(file.name).suffix.lower())
            if reader is None:
                cells_of = separated_rows(table, file, names, none.add, quick(file.name) if quick else None)
            else:
                cells_of = reader(table, file, names, none.add)
            for number, cells in cells_of:
                missing, records = missing - cells.keys() if missing else missing, records + 1
                row = _folded(file.name, number, {name: cells.get(name, ()) for name in names})
                if reader is not None and (column := _with_nul(row)):
                    none.add(Bad("no text", file.name, number, f"{column} holds a NUL", "No text has one."))
                elif not wanted or all(set(row.cells[column]) & values for column, values in wanted):
                    yield row
        bad.extend(none)
        if records and missing and not none:  # in JSON, where a record may lack what others have
            fact = f"{table.file}: no record of {records:,} has {shown(min(missing))} ({table.place})."
            raise WrongMap(fact, "Mend the mapping file, or the files if their fields have changed.")


def _with_nul(row: Row) -> str | None:
    """The column of a row that holds a NUL; in CSV none does, or it is not read at all."""
    return next((column for column, values in row.cells.items() if "\0" in "".join(values)), None)


def _folded(file: str, number: int, cells: Mapping[str, Sequence[str]]) -> Row:
    found: dict[str, tuple[str, ...]] = {}
    folded: list[str] = []
    for column, given in cells.items():
        if len(given) == 1 and (value := given[0]).isascii() and "\n" not in value:  # as nearly all cells are
            text = " ".join(value.split())
            if text != value:
                folded.append(column)
            found[column] = (text,) if text else ()
            continue
        values = [value if value.isascii() else _NO_TEXT.sub("\ufffd", value) for value in given]
        texts = [" ".join(value.split()) for value in values]
        if texts != values and any(
            value != text and "\n" not in value for value, text in zip(values, texts, strict=True)
        ):
            folded.append(column)
        if texts == values or not any("\n" in value for value in values):
            found[column] = tuple(filter(None, texts))
        else:
            found[column] = tuple(values)
    return Row(file, number, found, tuple(folded))


def values_of(row: Row, value: Value, report: Report) -> tuple[str, ...]:
    """What the cell of a row says, as its mapping has it: split, cut, called otherwise; white space folded."""
    cells = row.cells[value.column]
    if value.is_plain and not any("\n" in cell for cell in cells):
        return cells  # which are folded
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
    return tuple(found) if all(found) else tuple(filter(None, found))


def one_of(values: Mapping[str, tuple[str, ...]], key: str, source: Source, report: Report) -> str | None:
    """The only value of a cell; several are bad, and none of them is taken."""
    found = values.get(key, ())
    if len(found) > 1 and len(found := tuple(dict.fromkeys(found))) > 1:
        cure = "Only places, specialisms and progressions can be several."
        report(Bad("several values", source.file, source.row, f"{key} is {shown(list(found))}", cure))
        return None
    return found[0] if found else None


# JSON -----------------------------------------------------------------------------------------------------


def _of_json(table: TableMapping, file: TableFile, names: Sequence[str], report: Report) -> Cells:
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
            fact = f"{shown(record)} is not a record"
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


def _decoded(table: TableMapping, file: TableFile) -> str:
    data = file.read()
    encoding = encoding_of(table, data)
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise not_text(file.name, encoding, data[: getattr(error, "start", 0)].count(b"\n") + 1) from error


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


def _of_workbook(table: TableMapping, file: TableFile, names: Sequence[str], _: Report) -> Cells:
    """The rows of a sheet of a workbook: the one that `rows` names, else the first."""
    try:
        openpyxl = import_module("openpyxl")
    except ImportError as error:
        fact = f"{file.name}: a workbook is read with openpyxl, which is not installed."
        raise WrongMap(fact, "Install it, or save the sheet as CSV.") from error
    data = file.read()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        if table.rows is not None and table.rows not in book.sheetnames:
            fact = f"{file.name}: no sheet {shown(table.rows)} ({table.place})."
            raise WrongMap(fact, "There is {sheets}.", sheets=", ".join(map(shown, book.sheetnames[:20])))
        sheet = book[table.rows] if table.rows is not None else book.worksheets[0]
        lines = [[_text_of_cell(cell) for cell in line] for line in sheet.iter_rows(values_only=True)]
    except WrongMap:
        raise
    except Exception as error:  # of zip, of XML, of openpyxl: whatever a damaged file comes to
        raise WrongMap(f"{file.name}: not a workbook: {error}.", "Save it anew as .xlsx, or as CSV.") from error
    heading: list[str] | None = None
    places: dict[str, int] = {}
    for number, cells in enumerate(lines, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if heading is None:
            heading = [" ".join(cell.split()) for cell in cells]
            places = columns_in(table, f"{file.name}, row {number}", heading, names)
        else:
            yield number, {name: [cells[place] if place < len(cells) else ""] for name, place in places.items()}
    if heading is None:
        raise WrongMap(f"{file.name}: no row in it.", "The first row names the columns.")


def _text_of_cell(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else _text(value)


_READERS = {".json": _of_json, ".xlsx": _of_workbook, ".xlsm": _of_workbook}
"""By the end of a file's name; all others are CSV, which can be read in part."""
