"""The map as two tables in CSV."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import chain, islice
from typing import Any, BinaryIO

from career_pathways.exports.part import Part
from career_pathways.exports.tables import ROWS_AT_ONCE, Table
from career_pathways.exports.text import scalar, write_text

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "\0")
"""What a spreadsheet takes for the beginning of a formula, four of them full-width too, or skips before one (OWASP: CSV
injection, and ASVS 5.0 1.2.10)."""


def csv_table(table: Table, part: Part, out: BinaryIO, *, spreadsheet_safe: bool = False) -> None:
    """Write a table of a part.

    1. RFC 4180 in UTF-8: a header, commas, CRLF, quotes where a cell needs them.
    2. Null is an empty cell; so is an empty text. `true` and `false`; a list is JSON text.
    3. `spreadsheet_safe`: a text that a spreadsheet would take for a formula gets a ' before it. A number never does.
    4. `spreadsheet_safe`: the file begins with a byte order mark, without which Excel does not read UTF-8. Otherwise it
       has none.

    Raises what the part raises.
    """
    names = [column.name for column in table.columns(part)]
    cell = _safe_cell if spreadsheet_safe else _cell
    left = chain([names], ([cell(row.get(name)) for name in names] for row in table.rows(part)))
    if spreadsheet_safe:
        write_text(out, ("\ufeff",))  # Rule 4
    while batch := list(islice(left, ROWS_AT_ONCE)):
        text = StringIO(newline="")
        csv.writer(text).writerows(batch)  # Rule 1: what Python calls excel, and null as nothing
        write_text(out, (text.getvalue(),))


def _cell(value: Any) -> Any:
    """Rule 2."""
    return ("true" if value else "false") if isinstance(value, bool) else scalar(value)


def _safe_cell(value: Any) -> Any:
    """Rule 3. The JSON of a list begins with a bracket."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else _cell(value)
