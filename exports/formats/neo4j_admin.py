"""The map as files for `neo4j-admin database import full` of Neo4j 5, which makes a new database of them at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from typing import Any, BinaryIO

from career_pathways.exports.manifest import remarks
from career_pathways.exports.part import BegunAgain, Part
from career_pathways.exports.text import printable, write_text
from career_pathways.loader.errors import WrongExport
from career_pathways.loader.schema import NodeLabel, Property, nodes_of, relationships_of
from career_pathways.loader.stores.neo4j.row_changes import OWNER, Kind, schema_statements

ROWS = 4_000
"""Rows that become text at a time: a megabyte."""

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

UNSEEN = "\x1f"
"""That for files which nobody reads: the one that texts hold least."""


class AdminFiles:
    """The files of a part, in the order in which they are to be written, and what is found in it meanwhile.

    1. There is one file for each label and each kind of relationship of a type that the part holds; its first line says
       what the columns are. Neo4j's types are those of schema.py, with 64 bits.
    2. Text is quoted, and a quote in it doubled; line ends and backslashes are what they are. Null is an empty field
       without quotes, an empty text one with quotes.
    3. The values of a list stand in one field, and between them a character that no list of the part holds. Where one
       does, BegunAgain is raised, and the files are to be written again with a better one. The import takes an empty
       list for null, and a list of one empty text too; `empty_lists` has the statements that put empty lists there.
    4. Nodes have `loaded_by` besides, as a load would write it: `pathways load` and `pathways --store` know them.
    5. The files are written in one pass over the part.
    6. `import.sh` holds the command, and `constraints.cypher` what is to be run when the server is up: the constraints
       and indexes of a load, which only Neo4j Enterprise makes while it imports, and the empty lists.
    7. The import reads faster where no text holds a line end, and is told so.

    Writing raises what the part raises, and WrongExport where its lists hold every character that could stand between.
    """

    def __init__(self, part: Part, delimiter: str = _DELIMITERS[0], say: Callable[[int], None] | None = None) -> None:
        """`say`: told how many rows more are written."""
        self._part = part
        self._delimiter = delimiter
        self._say = say
        self._begin()
        kinds: tuple[Kind, ...] = (*nodes_of(part.version), *relationships_of(part.version))
        self.tables = tuple((_file_of(kind), partial(self._write_rows, kind)) for kind in kinds if _held(part, kind))
        """Those of nodes and relationships."""

    def _begin(self) -> None:
        self._lines = False
        self._empty: dict[tuple[Kind, str], None] = {}
        self._left: Iterator[tuple[Kind, Iterator[Mapping[str, Any]]]] = chain(
            self._part.node_rows(), self._part.relationship_rows()
        )

    @property
    def options(self) -> list[tuple[str, str]]:
        """Those of the import, once the tables are written."""
        files = [("nodes" if name.startswith("nodes-") else "relationships", name) for name, _ in self.tables]
        lines = [("multiline-fields", "true")] if self._lines else []  # Rule 7
        return [("array-delimiter", f"U+{ord(self._delimiter):04X}"), *lines, ("bad-tolerance", "0"), *files]

    @property
    def empty_lists(self) -> list[str]:
        """Statements that make empty lists of what the import took for null, once the tables are written.

        Each commits on its way, and is run outside of a transaction.
        """
        found = []
        for kind, name in self._empty:
            pattern = f"(n:{kind.name})" if isinstance(kind, NodeLabel) else _pattern(kind.start, kind.name, kind.end)
            change = f"CALL (n) {{ SET n.{name} = [] }} IN TRANSACTIONS OF 10000 ROWS"
            found.append(f"MATCH {pattern} WHERE n.{name} IS NULL {change}")
        return found

    def _rows(self, kind: Kind) -> tuple[Kind, Iterator[Mapping[str, Any]]]:
        """Rule 5."""
        for found, rows in self._left:
            if _file_of(found) == _file_of(kind):
                return found, rows
            deque(rows, maxlen=0)  # none, but of a part that holds what its counts do not have
        raise AssertionError(kind)

    def _write_rows(self, kind: Kind, _: Part, out: BinaryIO) -> None:
        """Write the file of a label or a kind of relationship."""
        kind, rows = self._rows(kind)
        names = [f"{p.name}:{_TYPES[p.type]}" for p in kind.properties]
        if isinstance(kind, NodeLabel):
            names = ["id:ID", *names[1:], "loaded_by:string", ":LABEL"]
        else:
            names = [":START_ID", ":END_ID", ":TYPE", *names]
        write_text(out, (",".join(names) + "\n",))
        while batch := list(islice(rows, ROWS)):
            if isinstance(kind, NodeLabel):
                columns = [*self._columns(kind, batch), [f'"{OWNER}",{kind.name}'] * len(batch)]  # Rule 4
            else:
                ends = [_texts([row[end] for row in batch]) for end in ("origin", "destination")]
                properties = self._columns(kind, [row["properties"] for row in batch])
                columns = [*ends, [kind.name] * len(batch), *properties]
            text = "\n".join([*map(",".join, zip(*columns, strict=True)), ""])
            self._lines = self._lines or text.count("\n") > len(batch) or "\r" in text
            write_text(out, (text,))
            if self._say:
                self._say(len(batch))

    def _columns(self, kind: Kind, rows: list[Mapping[str, Any]]) -> Iterator[list[str]]:
        """The fields of rows, a column at a time; rules 2 and 3."""
        for p in kind.properties:
            values = [row[p.name] for row in rows]
            if p.type.endswith(" list"):
                values = self._joined(kind, p, values)
            if p.type in {"integer", "float"}:
                yield ["" if value is None else repr(value) for value in values]
            elif p.type == "boolean":
                yield ["" if value is None else "true" if value else "false" for value in values]
            else:
                yield _texts(values)

    def _joined(self, kind: Kind, declared: Property, lists: list[list[Any] | None]) -> list[str | None]:
        """The values of each list in one text. Raises BegunAgain where one of them holds what is to stand between."""
        between = self._delimiter
        if declared.type == "integer list":
            joined = [None if values is None else between.join(map(str, values)) for values in lists]
        else:
            joined = [None if values is None else between.join(values) for values in lists]
            parts = sum(len(values) for values in lists if values) - sum(map(bool, lists))
            if sum(text.count(between) for text in joined if text) != parts:
                self._delimiter = self._found_delimiter()
                self._begin()
                raise BegunAgain
        if "" in joined:
            self._empty[kind, declared.name] = None
        return joined

    def _found_delimiter(self) -> str:
        """One that no list holds, by a look at all of them. Raises WrongExport."""
        held: set[str] = set()
        for kind, rows in chain[Any](self._part.node_rows(), self._part.relationship_rows()):
            names = [p.name for p in kind.properties if p.type == "string list"]
            for row in rows:
                of = row if isinstance(kind, NodeLabel) else row["properties"]
                for name in names:
                    held.update(*of[name] or ())
        for delimiter in _DELIMITERS:
            if delimiter not in held:
                return delimiter
        raise WrongExport(
            "neo4j-admin: the lists hold every character that could stand between their values.",
            "Choose a smaller part, or another format.",
        )


def neo4j_admin_files(part: Part) -> tuple[tuple[str, Callable[[Part, BinaryIO], None]], ...]:
    """The files, each with its name and who writes it, in the order in which they are to be written: see AdminFiles."""
    files = AdminFiles(part)
    return (
        *files.tables,
        ("import.sh", partial(_write_script, files)),
        ("constraints.cypher", partial(_write_constraints, files)),
    )


def _held(part: Part, kind: Kind) -> bool:
    return kind.name in part.counts


def _file_of(kind: Kind) -> str:
    if isinstance(kind, NodeLabel):
        return f"nodes-{kind.name}.csv"
    return f"{kind.name}-{kind.start}-{kind.end}.csv"


def _pattern(start: str, name: str, end: str) -> str:
    return f"(:{start})-[n:{name}]->(:{end})"


def _texts(values: list[str | None]) -> list[str]:
    """Rule 2."""
    return ["" if value is None else '"' + value.replace('"', '""') + '"' for value in values]


def _write_script(files: AdminFiles, part: Part, out: BinaryIO) -> None:
    """Rule 6."""
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
        *(f"--{name}={value}" for name, value in files.options),
    ]
    write_text(out, ("\n".join([*lines, " \\\n  ".join(command)]), "\n"))


def _write_constraints(files: AdminFiles, _: Part, out: BinaryIO) -> None:
    """Rule 6."""
    write_text(out, (f"{statement};\n" for statement in (*schema_statements(), *files.empty_lists)))
