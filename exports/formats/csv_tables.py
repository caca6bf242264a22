"""The map as two tables in CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any, BinaryIO

from career_pathways.exports.part import Part
from career_pathways.exports.tables import ROWS_AT_ONCE, Table, rows_in
from career_pathways.exports.text import to_json, write_text

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
    columns = table.columns(part)
    texts = _safe if spreadsheet_safe else None
    said = {c.name: to_json if c.type.endswith(" list") else texts if c.type == "string" else None for c in columns}
    said |= {c.name: _truth for c in columns if c.type == "boolean"}
    if spreadsheet_safe:
        write_text(out, ("\ufeff",))  # Rule 4
    _write_rows(out, [[c.name for c in columns]])
    for batch in table.batches(part, ROWS_AT_ONCE):
        nothing = [None] * rows_in(batch)
        _write_rows(out, zip(*(_cells(batch.get(name, nothing), say) for name, say in said.items()), strict=True))


def _write_rows(out: BinaryIO, rows: Iterable[Iterable[Any]]) -> None:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)  # Rule 1: what Python calls excel, and null as nothing
    write_text(out, (text.getvalue(),))


def _cells(values: list[Any], say: Callable[[Any], str] | None) -> list[Any]:
    """Rule 2."""
    return values if say is None else [None if value is None else say(value) for value in values]


def _truth(value: bool) -> str:
    """Rule 2."""
    return "true" if value else "false"


def _safe(text: str) -> str:
    """Rule 3. The JSON of a list begins with a bracket."""
    return f"'{text}" if text.startswith(_FORMULA) else text
