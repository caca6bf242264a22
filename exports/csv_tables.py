"""The map as two tables in CSV, and what is in them as CSVW, the metadata of the W3C for such tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain, islice
from typing import Any, BinaryIO
from urllib.parse import quote

from career_pathways.loader.schema import Property

from .about import about
from .flat import NODE_COLUMNS, RELATIONSHIP_COLUMNS, scalar, write_text
from .part import Part

_ID, *_PROPERTIES = NODE_COLUMNS
_NODES = (_ID, Property("label", "string"), *_PROPERTIES)
_RELATIONSHIPS = (*(Property(name, "string") for name in ("origin", "type", "destination")), *RELATIONSHIP_COLUMNS)

_DATATYPES = {"string": "string", "integer": "integer", "float": "double", "boolean": "boolean"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula, or skips before one (OWASP, CSV injection)."""

_AT_ONCE = 1_000
"""Rows that are held to be written together."""


def nodes_csv(part: Part, out: BinaryIO, *, spreadsheet_safe: bool = False) -> None:
    """Write the nodes of a part as a table: `id`, `label`, and the properties of all labels.

    1. RFC 4180 in UTF-8, without a byte order mark: a header, commas, CRLF, quotes where a cell needs them.
    2. Null is an empty cell; so is an empty text. `true` and `false`; a list is JSON text.
    3. `spreadsheet_safe`: a text that a spreadsheet would take for a formula gets a ' before it. A number never does.

    Raises what the part raises.
    """
    names = [p.name for p in _NODES[2:]]
    rows = ([n.id, n.label.name, *map(n.properties.get, names)] for n in part.nodes())
    write_text(out, _table(_NODES, rows, spreadsheet_safe))


def relationships_csv(part: Part, out: BinaryIO, *, spreadsheet_safe: bool = False) -> None:
    """Write the relationships of a part as a table: `origin` and `destination`, ids of nodes, with the `type` between
    them, and the properties of all types. The rules are those of `nodes_csv`. Raises what the part raises."""
    names = [p.name for p in RELATIONSHIP_COLUMNS]
    rows = ([r.origin, r.kind.name, r.destination, *map(r.properties.get, names)] for r in part.relationships())
    write_text(out, _table(_RELATIONSHIPS, rows, spreadsheet_safe))


def csv_metadata(part: Part, out: BinaryIO, *, nodes: str, relationships: str) -> None:
    """Write what is in the two tables, which lie beside it under these names: JSON of the W3C's "Metadata Vocabulary
    for Tabular Data". What the tables are of, and under what licence, stands in it too."""
    nodes, relationships = quote(nodes), quote(relationships)  # they are URLs
    ends = [
        {"columnReference": end, "reference": {"resource": nodes, "columnReference": "id"}}
        for end in ("origin", "destination")
    ]
    told = about(part)
    notes = [
        told["note"],
        f"Edition: SHA-256 {told['edition']['id']}",
        f"Chosen: {json.dumps(told['chosen'], ensure_ascii=False)}",
        f"Made by: {told['made_by']}",
        "A cell of the datatype json is a list, written as JSON text.",
    ]
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": told["edition"]["title"],
        "dc:source": told["source"],
        "dc:license": told["licence"],
        "notes": [{"dc:description": note} for note in notes],
        "tables": [
            {"url": nodes, "tableSchema": {"columns": _described(_NODES), "primaryKey": "id"}},
            {
                "url": relationships,
                "tableSchema": {
                    "columns": _described(_RELATIONSHIPS),
                    "primaryKey": ["origin", "type", "destination"],
                    "foreignKeys": ends,
                },
            },
        ],
    }
    write_text(out, (json.dumps(group, ensure_ascii=False, indent=2), "\n"))


def _table(columns: tuple[Property, ...], rows: Iterable[list[Any]], spreadsheet_safe: bool) -> Iterator[str]:
    """The text of a table, _AT_ONCE rows at a time."""
    cells = map(_safe_cells if spreadsheet_safe else _cells, rows)
    left = chain([[p.name for p in columns]], cells)
    while batch := list(islice(left, _AT_ONCE)):
        text = StringIO(newline="")
        csv.writer(text).writerows(batch)  # Rule 1: what Python calls excel, and null as nothing
        yield text.getvalue()


def _cells(row: list[Any]) -> list[Any]:
    """Rule 2."""
    return [("true" if v else "false") if isinstance(v, bool) else scalar(v) for v in row]


def _safe_cells(row: list[Any]) -> list[Any]:
    """Rule 3. The JSON of a list begins with a bracket."""
    return [f"'{v}" if isinstance(v, str) and v.startswith(_FORMULA) else v for v in _cells(row)]


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
