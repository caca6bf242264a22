"""The map as files for `neo4j-admin database import full` of Neo4j 5, which makes a new database of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, groupby, islice
from typing import Any, BinaryIO, Generic, TypeVar

from career_pathways.exports.manifest import remarks
from career_pathways.exports.part import Node, Part, Relationship
from career_pathways.exports.tables import ROWS_AT_ONCE
from career_pathways.exports.text import as_text, printable, write_text
from career_pathways.loader.errors import WrongExport
from career_pathways.loader.schema import NodeLabel
from career_pathways.loader.stores.neo4j.row_changes import OWNER, Kind, schema_statements

_TYPES = {
    "string": "string",
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "string list": "string[]",
    "integer list": "long[]",
}
_DELIMITERS = (";", "|", *map(chr, range(0x1C, 0x20)), *map(chr, range(0xE000, 0xF900)))
"""What may stand between the values of a list: what people can read, what ASCII has for it, what means nothing."""

_Row = TypeVar("_Row", bound=Node | Relationship)


def neo4j_admin_files(part: Part) -> tuple[tuple[str, Callable[[Part, BinaryIO], None]], ...]:
    """The files, each with its name and who writes it: all of nodes, all of relationships, and two to run.

    1. There is one file for each label and each kind of relationship that the part holds; its first line says what the
       columns are. Neo4j's types are those of schema.py, with 64 bits.
    2. Text is quoted, and a quote in it doubled; line ends and backslashes are what they are. Null is an empty field
       without quotes, an empty text one with quotes.
    3. The values of a list stand in one field, and between them a character that no list of the part holds. It is
       looked for here, in a pass over the part. The import takes an empty list for null, and a list of one empty text
       too; `constraints.cypher` puts empty lists there.
    4. Nodes have `loaded_by` besides, as a load would write it: `pathways load` and `pathways --store` know them.
    5. In their order the files are written in one pass over the part; in another order each needs one of its own.
    6. `import.sh` holds the command, and `constraints.cypher` what is to be run when the server is up: the constraints
       and indexes of a load, which only Neo4j Enterprise makes while it imports, and the empty lists.

    Raises what the part raises, and WrongExport where its lists hold every character that could stand between values.
    """
    kinds, delimiter = _looked_through(part)
    nodes, relationships = _Groups(part.nodes), _Groups(part.relationships)
    files: dict[str, Callable[[Part, BinaryIO], None]] = {}
    for kind in kinds:
        if isinstance(kind, NodeLabel):
            files[f"nodes-{kind.name}.csv"] = partial(_write_rows, nodes, kind, delimiter)
        else:
            name = f"{kind.name}-{kind.start}-{kind.end}.csv"
            files[name] = partial(_write_rows, relationships, kind, delimiter)
    script = partial(_write_script, tuple(files), delimiter)
    return (*files.items(), ("import.sh", script), ("constraints.cypher", partial(_write_constraints, kinds)))


def _looked_through(part: Part) -> tuple[tuple[Kind, ...], str]:
    """The labels and the kinds of relationship of a part, in its order, and what may stand between values of lists."""
    kinds: dict[Kind, None] = {}
    held: set[str] = set()
    for kind, rows in groupby(chain[Node | Relationship](part.nodes(), part.relationships()), _kind_of):
        kinds[kind] = None
        names = [p.name for p in kind.properties if p.type == "string list"]
        for row in rows if names else ():
            for name in names:
                held.update(*row.properties[name])
    for delimiter in _DELIMITERS:
        if delimiter not in held:
            return tuple(kinds), delimiter
    raise WrongExport(
        "neo4j-admin: the lists hold every character that could stand between their values.",
        "Choose a smaller part, or another format.",
    )


def _kind_of(row: Node | Relationship) -> Kind:
    return row.label if isinstance(row, Node) else row.kind


class _Groups(Generic[_Row]):
    """The rows of one kind after the other."""

    def __init__(self, rows: Callable[[], Iterator[_Row]]) -> None:
        self._rows = rows
        self._left: Iterator[tuple[Kind, Iterator[_Row]]] = iter(())

    def of(self, kind: Kind) -> Iterator[_Row]:
        """Rule 5: the rows of that kind, out of the pass that is under way where they still come in it."""
        for found, rows in self._left:
            if found == kind:
                return rows
        self._left = groupby(self._rows(), _kind_of)
        return next(rows for found, rows in self._left if found == kind)


def _write_rows(groups: _Groups[Any], kind: Kind, delimiter: str, _: Part, out: BinaryIO) -> None:
    """Write the file of a label or a kind of relationship, ROWS_AT_ONCE rows at a time."""
    columns = [f"{p.name}:{_TYPES[p.type]}" for p in kind.properties]
    if isinstance(kind, NodeLabel):
        columns = ["id:ID", *columns[1:], "loaded_by:string", ":LABEL"]
    else:
        columns = [":START_ID", ":END_ID", ":TYPE", *columns]
    write_text(out, (",".join(columns) + "\n",))
    rows = groups.of(kind)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        write_text(out, ("".join([",".join(_fields(row, delimiter)) + "\n" for row in batch]),))


def _fields(row: Node | Relationship, delimiter: str) -> list[str]:
    fields = [_field(value, delimiter) for value in row.properties.values()]
    if isinstance(row, Node):
        return [*fields, _field(OWNER, delimiter), row.label.name]  # Rule 4
    return [_field(row.origin, delimiter), _field(row.destination, delimiter), row.kind.name, *fields]


def _field(value: Any, delimiter: str) -> str:
    """Rules 2 and 3."""
    if value is None:
        return ""
    if isinstance(value, list):
        value = delimiter.join(map(as_text, value))
    if isinstance(value, str):
        quoted = value.replace('"', '""')
        return f'"{quoted}"'
    return as_text(value)


def _write_script(files: tuple[str, ...], delimiter: str, part: Part, out: BinaryIO) -> None:
    """Rule 6."""
    options = [("array-delimiter", f"U+{ord(delimiter):04X}"), ("multiline-fields", "true"), ("bad-tolerance", "0")]
    options += [("nodes" if name.startswith("nodes-") else "relationships", name) for name in files]
    head = [
        *map(printable, remarks(part)),  # an odd sign might end a comment of the shell
        "",
        "Run it where Neo4j is installed, while the database is stopped. The database must be new: nothing is put into",
        "one that holds something. Its name is the first argument, neo4j where there is none. NEO4J_ADMIN names the",
        "program where it is not on PATH.",
        "When the server is up, run constraints.cypher in the database. It puts in the empty lists, which the import",
        "takes for null, keeps ids unique, and makes questions fast.",
    ]
    lines = ["#!/bin/sh", *(f"# {line}".rstrip() for line in head), "set -eu", 'cd "$(dirname "$0")"']
    command = [
        '"${NEO4J_ADMIN:-neo4j-admin}" database import full "${1:-neo4j}"',
        *(f"--{name}={value}" for name, value in options),
    ]
    write_text(out, ("\n".join([*lines, " \\\n  ".join(command)]), "\n"))


def _write_constraints(kinds: tuple[Kind, ...], _: Part, out: BinaryIO) -> None:
    """Rule 6."""
    statements = [*schema_statements()]
    for kind in kinds:
        if isinstance(kind, NodeLabel):
            pattern = f"(n:{kind.name})"
        else:
            pattern = f"(:{kind.start})-[n:{kind.name}]->(:{kind.end})"
        for p in kind.properties:
            if p.type.endswith(" list"):
                statements.append(f"MATCH {pattern} WHERE n.{p.name} IS NULL SET n.{p.name} = []")
    write_text(out, (f"{statement};\n" for statement in statements))
