"""What is in two tables of CSV, as CSVW: the metadata of the W3C for such tables."""

from __future__ import annotations

import json
import os
from typing import Any, BinaryIO
from urllib.parse import quote

from career_pathways.exports.manifest import about, identity, rights
from career_pathways.exports.part import Part
from career_pathways.exports.tables import NODE_TABLE, RELATIONSHIP_TABLE
from career_pathways.exports.text import to_json, url_in, write_text
from career_pathways.loader.schema import Property

_DATATYPES = {"string": "string", "integer": "integer", "float": "double", "boolean": "boolean"}

_GUARDED = (
    "A text that begins with =, +, -, @ (full-width, too), a tab, a line end or a NUL has a ' before it that is not "
    "part of it: a spreadsheet might take it for a formula."
)


def csv_metadata(part: Part, out: BinaryIO, *, nodes: str, relationships: str, spreadsheet_safe: bool = False) -> None:
    """Write what is in the two tables, which lie beside it under these names: JSON of the W3C's "Metadata Vocabulary
    for Tabular Data".

    1. What the tables are of, and under what licence, stands in it too; `dc:license` is an address of the web, and left
       out where it knows none.
    2. `spreadsheet_safe`, as the tables were written: a note says what was put before texts. For a byte order mark the
       standard has no word; the encoding is its default, UTF-8, with one or without.
    """
    nodes, relationships = (quote(os.fsencode(name)) for name in (nodes, relationships))  # they are URLs
    ends = [
        {"columnReference": end, "reference": {"resource": nodes, "columnReference": "id"}}
        for end in ("origin", "destination")
    ]
    facts = about(part)
    licence = url_in(facts["licence"])
    notes = [
        facts["note"],
        f"Edition: {identity(part)}",
        f"Chosen: {to_json(facts['chosen'])}",
        f"Made by: {facts['made_by']}",
        "A cell of the datatype json is a list, written as JSON text.",
        *((_GUARDED,) if spreadsheet_safe else ()),  # Rule 2
    ]
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": facts["edition"]["title"],
        "dc:source": facts["source"],
        **({"dc:license": {"@id": licence}} if licence else {}),
        "dc:rights": rights(part),
        "notes": [{"dc:description": note} for note in notes],
        "tables": [
            {"url": nodes, "tableSchema": {"columns": _described(NODE_TABLE.columns(part)), "primaryKey": "id"}},
            {
                "url": relationships,
                "tableSchema": {
                    "columns": _described(RELATIONSHIP_TABLE.columns(part)),
                    "primaryKey": ["origin", "type", "destination"],
                    "foreignKeys": ends,
                },
            },
        ],
    }
    write_text(out, (json.dumps(group, ensure_ascii=False, indent=2), "\n"))


def _described(columns: tuple[Property, ...]) -> list[dict[str, Any]]:
    """The columns of a table for CSVW, whose null is an empty cell where nothing else is said."""
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
