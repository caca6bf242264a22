"""The map as a workbook for spreadsheet programs (.xlsx)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from career_pathways.exports.manifest import remarks
from career_pathways.exports.part import Part
from career_pathways.exports.text import scalar, xml_text
from career_pathways.loader.errors import WrongExport
from career_pathways.loader.schema import RELATIONSHIPS

_CREATED = datetime(1980, 1, 1)
"""The day that zip files count from: the same part is the same bytes."""

_WIDEST = 60
"""Characters, for a column; what is longer is read in the cell."""

_READING = (
    'Lists: what can be several things (specialisms, lines, shared_words) is JSON text, as ["Beef", "Pork"]',
    "Empty cells: nothing is stated there, or an empty text",
)
_TYPES = Counter(kind.name for kind in RELATIONSHIPS)


def workbook(part: Part, out: BinaryIO) -> None:
    """Write a part as a workbook: a sheet About, one for each label and one for each relationship type that it holds.

    1. A type that joins two pairs of labels has a sheet for each of them, as "PROGRESSES_TO Clusters".
    2. The columns are the properties as schema.py declares them; a relationship has the ids of its ends before them,
       `origin` and `destination`. The first row names them; it stays in sight, and filters the rest.
    3. Text is text, whatever it begins with: never a formula, never a link. What XML 1.0 cannot say becomes U+FFFD.
    4. Numbers are numbers, of 16 digits at most; truths are truths; a list is JSON text.
    5. Null and an empty text are empty cells.
    6. All is put together on the disk; `out` is written at the end, where nothing was refused.

    Raises WrongExport where a text is longer than a cell or a sheet has more rows than the format allows, OSError where
    `out` or the disk does.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # an error leaves files open that lie there
        written = Path(folder) / "workbook.xlsx"
        book = Workbook(written, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"created": _CREATED})
        _write_about(part, book)
        sheets: dict[str, _Sheet] = {}

        def add(name: str, row: Mapping[str, Any], id_: str) -> None:
            if name not in sheets:
                sheets[name] = _Sheet(book, name, row)
            sheets[name].add(row, id_)

        for node in part.nodes():
            add(f"{node.label.name}s", node.properties, node.id)
        for r in part.relationships():
            name = r.kind.name if _TYPES[r.kind.name] == 1 else f"{r.kind.name} {r.kind.start}s"  # Rule 1
            add(name, {"origin": r.origin, "destination": r.destination, **r.properties}, r.id)
        for sheet in sheets.values():
            sheet.finish()
        try:
            book.close()
        except FileCreateError as error:  # holds the OSError
            raise error.args[0] from None
        with written.open("rb") as read:
            copyfileobj(read, out)


def _write_about(part: Part, book: Any) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 14, book.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 110, book.add_format({"text_wrap": True, "valign": "top"}))
    for row, remark in enumerate((*remarks(part), *_READING)):
        name, _, text = remark.partition(": ")
        _write_text(sheet, row, 0, name, "About")
        _write_text(sheet, row, 1, text, f"About, {name}")


class _Sheet:
    """A sheet that grows by a row at a time."""

    def __init__(self, book: Any, name: str, columns: Mapping[str, Any]) -> None:
        self._name = name
        self._sheet = book.add_worksheet(name)
        self._widths = [len(column) + 3 for column in columns]  # the filter's button takes three
        bold = book.add_format({"bold": True})
        for column, title in enumerate(columns):
            self._sheet.write_string(0, column, title, bold)
        self._rows = 1

    def add(self, values: Mapping[str, Any], id_: str) -> None:
        for column, (name, value) in enumerate(values.items()):
            written = scalar(value)  # Rule 4
            if isinstance(written, bool):
                self._sheet.write_boolean(self._rows, column, written)
            elif isinstance(written, str):
                _write_text(self._sheet, self._rows, column, written, f"{self._name}, {name} of {id_}")
                self._widths[column] = max(self._widths[column], min(len(written), _WIDEST))
            elif written is not None:  # Rule 5
                self._sheet.write_number(self._rows, column, written)
        self._rows += 1

    def finish(self) -> None:
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width + 1)
        self._sheet.freeze_panes(1, 0)
        self._sheet.autofilter(0, 0, self._rows - 1, len(self._widths) - 1)


def _write_text(sheet: Any, row: int, column: int, text: str, where: str) -> None:
    text = xml_text(text)  # Rule 3
    if not text:  # Rule 5
        return
    if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter takes this for markup, so it is given markup
        text = f'<r><t xml:space="preserve">{escape(text)}</t></r>'
    refused = sheet.write_string(row, column, text)
    if refused == -1:
        raise WrongExport(f"{where}: row {row + 1:,}, which no sheet has.", "Export to CSV or Parquet, or choose less.")
    if refused:
        raise WrongExport(f"{where}: longer than the 32,767 characters of a cell.", "Export to CSV or Parquet.")
