"""The map as two tables in CSV, and what is in them as CSVW, the metadata of the W3C for such tables."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import chain, islice
from typing import Any, BinaryIO
from urllib.parse import quote

from career_pathways.exports.manifest import about
from career_pathways.exports.part import Part
from career_pathways.exports.tables import NODE_TABLE, RELATIONSHIP_TABLE, ROWS_AT_ONCE, node_rows, relationship_rows
from career_pathways.exports.text import scalar, to_json, url_in, write_text
from career_pathways.loader.schema import Property

_DATATYPES = {"string": "string", "integer": "integer", "float": "double", "boolean": "boolean"}
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n", "\0")
"""What a spreadsheet takes for the beginning of a formula, four of them full-width too, or skips before one (OWASP: CSV
injection, and ASVS 5.0 1.2.10)."""

_GUARDED = (
    "A text that begins with =, +, -, @ (full-width, too), a tab, a line end or a NUL has a ' before it that is not "
    "part of it: a spreadsheet might take it for a formula."
)


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


def csv_metadata(part: Part, out: BinaryIO, *, nodes: str, relationships: str, spreadsheet_safe: bool = False) -> None:
    """Write what is in the two tables, which lie beside it under these names: JSON of the W3C's "Metadata Vocabulary
    for Tabular Data".

    1. What the tables are of, and under what licence, stands in it too; `dc:license` is an address of the web, and left
       out where about.py knows none.
    2. `spreadsheet_safe`, as the tables were written: a note says what was put before texts. For a byte order mark the
       standard has no word; the encoding is its default, UTF-8, with one or without.
    """
    nodes, relationships = (quote(os.fsencode(name)) for name in (nodes, relationships))  # they are URLs
    ends = [
        {"columnReference": end, "reference": {"resource": nodes, "columnReference": "id"}}
        for end in ("origin", "destination")
    ]
    told = about(part)
    licence = url_in(told["licence"])
    notes = [
        told["note"],
        f"Edition: SHA-256 {told['edition']['id']}",
        f"Chosen: {to_json(told['chosen'])}",
        f"Made by: {told['made_by']}",
        "A cell of the datatype json is a list, written as JSON text.",
        *((_GUARDED,) if spreadsheet_safe else ()),  # Rule 2
    ]
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": told["edition"]["title"],
        "dc:source": told["source"],
        **({"dc:license": {"@id": licence}} if licence else {}),
        "dc:rights": told["licence"],
        "notes": [{"dc:description": note} for note in notes],
        "tables": [
            {"url": nodes, "tableSchema": {"columns": _described(NODE_TABLE), "primaryKey": "id"}},
            {
                "url": relationships,
                "tableSchema": {
                    "columns": _described(RELATIONSHIP_TABLE),
                    "primaryKey": ["origin", "type", "destination"],
                    "foreignKeys": ends,
                },
            },
        ],
    }
    write_text(out, (json.dumps(group, ensure_ascii=False, indent=2), "\n"))


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


def _described(columns: tuple[Property, ...]) -> list[dict[str, Any]]:
    """The columns of a table for CSVW, whose null is an empty cell where it is not told otherwise."""
    return [
        {
            "name": p.name,
            "titles": p.name,
            "datatype": _DATATYPES.get(p.type, "json"),
            "null": "",
            "required": not p.optional,
        }
        for p in columns
    ]
