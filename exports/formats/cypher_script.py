"""The map as a script of Cypher: for Neo4j where only statements go in, such as Aura or a database in use.

cypher-shell, Neo4j Browser and a driver run it as it is; the rules stand at `cypher_script`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice
from typing import Any, BinaryIO

from career_pathways.exports.manifest import remarks
from career_pathways.exports.part import Part
from career_pathways.exports.text import printable, whole_text, write_text
from career_pathways.loader.stores.neo4j.row_changes import OWNER, Kind, schema_statements, write_statement

ROWS = 500
"""Nodes or relationships that one statement writes, so that no server has to hold a long map as one statement."""

_ESCAPED = re.compile(r"[\\'\0-\x1f\x7f-\x9f\u2028\u2029]")
_SHORT = {"\\": r"\\", "'": r"\'", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def cypher_script(part: Part, out: BinaryIO) -> None:
    """Write statements that put a part into a Neo4j, next to whatever else is there.

    1. Each statement stands on one line and ends with ";". No literal holds a line end, so that whoever has no parser
       may split the script at the line ends.
    2. The constraints and indexes come first, then nodes, then relationships: what a load writes
       (`loader/stores/neo4j/row_changes.py`), with literals instead of parameters. A second run changes nothing.
    3. A statement writes ROWS of them, and holds them column by column: Neo4j takes a list of plain values for one
       parameter, and needs a quarter of the time that a map for each row takes it.
    4. A null is written as null: what an earlier run has stated and this part does not goes away. Nodes and
       relationships that this part does not hold stay.
    5. The remarks are comments. Neo4j 5 reads \\uXXXX before all else, where it would end a comment (\\u000a) or be
       refused, so each backslash in them is doubled; what cannot be printed is U+FFFD.

    Raises what the part raises.
    """
    write_text(out, _lines(part))


def literal(value: Any) -> str:
    r"""A value of the graph as Cypher says it, in one line. Lone surrogates are as `whole_text` has them.

    >>> print(literal({"title": "Baker's\n", "level": None, "lines": [3, 7]}))
    {title: 'Baker\'s\n', level: null, lines: [3, 7]}
    """
    if isinstance(value, str):
        return f"'{_ESCAPED.sub(_escape, whole_text(value))}'"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {literal(of)}' for name, of in value.items())}}}"  # names are schema.py's
    return json.dumps(value)  # null, true, a number


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return _SHORT.get(sign) or f"\\u{ord(sign):04x}"


def _lines(part: Part) -> Iterator[str]:
    for remark in remarks(part):
        yield "// " + printable(remark.replace("\\", "\\\\")) + "\n"  # Rule 5
    for statement in schema_statements():
        yield f"{statement};\n"
    for label, nodes in groupby(part.nodes(), key=lambda node: node.label):
        yield from _statements(label, (), (node.properties for node in nodes))
    for kind, relationships in groupby(part.relationships(), key=lambda relationship: relationship.kind):
        rows = ({"origin": r.origin, "destination": r.destination, **r.properties} for r in relationships)
        yield from _statements(kind, ("origin", "destination"), rows)


def _statements(kind: Kind, ends: tuple[str, ...], rows: Iterator[Mapping[str, Any]]) -> Iterator[str]:
    """What writes rows of one kind, which hold their `ends` and their properties; rules 2 to 4."""
    _, after = write_statement(kind).replace("$owner", literal(OWNER)).split("UNWIND $rows AS row")
    names = [p.name for p in kind.properties]
    row = f"{{{_taken(names)}}}"
    if ends:
        row = f"{{{_taken(ends)}, properties: {row}}}"
    while batch := list(islice(rows, ROWS)):
        columns = literal({name: [held[name] for held in batch] for name in (*ends, *names)})
        yield f"WITH {columns} AS columns UNWIND range(0, {len(batch) - 1}) AS i WITH {row} AS row{after};\n"


def _taken(names: Iterable[str]) -> str:
    """What stands in a map for row `i`."""
    return ", ".join(f"{name}: columns.`{name}`[i]" for name in names)
