"""The map as two tables in CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import chain, islice
from typing import Any, BinaryIO

from career_pathways.exports.part import Part
from career_pathways.exports.tables import NODE_TABLE, RELATIONSHIP_TABLE, ROWS_AT_ONCE, node_rows, relationship_rows
from career_pathways.exports.text import scalar, write_text
from career_pathways.loader.schema import Property

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "\0")
"""What a spreadsheet takes for the beginning of a formula, four of them full-width too, or skips before one (OWASP: CSV
injection, and ASVS 5.0 1.2.10)."""


def nodes_csv(part: Part, out: BinaryIO, *, spreadsheet_safe: bool = False) -> None:
    """Write the nodes of a part as a table: `id`, `label`, and the properties of all labels.

    1. RFC 4180 in UTF-8: a header, commas, CRLF, quotes where a cell needs them.
    2. Null is an empty cell; so is an empty text. `true` and `false`; a list is JSON text.
    3. `spreadsheet_safe`: a text that a spreadsheet would take for a formula gets a ' before it. A number never does.
    4. `spreadsheet_safe`: the file begins with a byte order mark, without which Excel does not read UTF-8. Otherwise it
       has none.

    Raises what the part raises.
    """
    write_text(out, _table(NODE_TABLE, node_rows(part), spreadsheet_safe))


def relationships_csv(part: Part, out: BinaryIO, *, spreadsheet_safe: bool = False) -> None:
    """Write the relationships of a part as a table: `origin` and `destination`, ids of nodes, with the `type` between
    them, and the properties of all types. The rules are those of `nodes_csv`. Raises what the part raises."""
    write_text(out, _table(RELATIONSHIP_TABLE, relationship_rows(part), spreadsheet_safe))


def _table(columns: tuple[Property, ...], rows: Iterable[Mapping[str, Any]], spreadsheet_safe: bool) -> Iterator[str]:
    """The text of a table, ROWS_AT_ONCE rows at a time."""
    names = [column.name for column in columns]
    cell = _safe_cell if spreadsheet_safe else _cell
    left = chain([names], ([cell(row.get(name)) for name in names] for row in rows))
    if spreadsheet_safe:
        yield "\ufeff"  # Rule 4
    while batch := list(islice(left, ROWS_AT_ONCE)):
        text = StringIO(newline="")
        csv.writer(text).writerows(batch)  # Rule 1: what Python calls excel, and null as nothing
        yield text.getvalue()


def _cell(value: Any) -> Any:
    """Rule 2."""
    return ("true" if value else "false") if isinstance(value, bool) else scalar(value)


def _safe_cell(value: Any) -> Any:
    """Rule 3. The JSON of a list begins with a bracket."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else _cell(value)
