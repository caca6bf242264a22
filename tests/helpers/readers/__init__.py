"""Graphviz and Mermaid, which read what the exports wrote for them; and what a drawing should say, to compare."""

from __future__ import annotations

import atexit
import io
import json
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any, NamedTuple

from parts import part_of_seed
from tries import tries

from career_pathways.exports.part import Part, graph_of, part_of_graph
from career_pathways.loader.catalogue import Column
from career_pathways.loader.schema import RELATIONSHIPS

HERE = Path(__file__).parent
NESTING = {kind.start: (kind.name, kind.end) for kind in RELATIONSHIPS if kind.name.startswith("IN_")}
"""The type of what says where a node of a label stands, and the label of where that is."""


def read(script: str, texts: Sequence[str], *arguments: str) -> tuple[list[Any], str]:
    """What a script of this folder answers for each of the texts, and what it complains of."""
    process, errors = _reader(script)
    assert process.stdin
    assert process.stdout
    begin = errors.seek(0, io.SEEK_END)
    process.stdin.write(json.dumps({"texts": texts, "arguments": arguments}).encode() + b"\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    errors.seek(begin)
    complaints = errors.read().decode()
    assert answer, complaints
    return json.loads(answer), complaints


@cache
def _reader(script: str) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    """The running script, which ends when its standard input does, and what it complains of. Mermaid needs two seconds
    to start."""
    if not (HERE / "node_modules").is_dir():
        raise AssertionError(f"no {HERE / 'node_modules'}: npm ci --prefix tests/helpers/readers")
    errors = tempfile.TemporaryFile()  # noqa: SIM115 -- for as long as the script runs
    process = subprocess.Popen(
        ("node", str(HERE / script)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors
    )
    atexit.register(process.communicate)
    return process, errors


class Drawn(NamedTuple):
    """What a drawing says, by the ids of nodes."""

    nodes: dict[str, tuple[str, str, str | None]]
    """The label, the caption and the column of each."""
    relationships: dict[tuple[str, str, str], dict[str, Any]]
    """What is said of each origin, type and destination; nulls and empty texts left out."""


def to_draw(part: Part) -> Part:
    """A random part whose columns are columns of the map."""
    graph = graph_of(part)
    for _, attributes in graph.nodes(data=True):
        if "column" in attributes:
            attributes["column"] = list(Column)[len(attributes["column"]) % 3].value
    return part_of_graph(graph, part.edition, {})


@cache
def random_parts() -> tuple[Part, ...]:
    """The first of them, as they can be drawn."""
    return tuple(to_draw(part_of_seed(seed)) for seed in range(tries(500)))


def shown(text: str) -> str:
    """A text as one line of a drawing says it."""
    folded = " ".join(text.split())
    return "".join(
        "\ufffd" if c < " " or "\x7f" <= c < "\xa0" or c in "\ufffe\uffff" or _half(c) else c for c in folded
    )


def _half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def to_be_drawn(part: Part, *said: str) -> Drawn:
    """What a drawing of a part has to say; of progressions and crossings the properties of these names."""
    nodes = {}
    for node in part.nodes():
        name, level = node.name, node.properties.get("level")
        if node.label.name != "Edition":
            caption = shown(name if level is None else f"{name} ({level})")
            nodes[node.id] = (node.label.name, caption, node.properties.get("column"))
    relationships = {}
    for r in part.relationships():
        told = {} if r.kind.name.startswith("IN_") else {name: r.properties.get(name) for name in said}
        told = {name: shown(value) if isinstance(value, str) else value for name, value in told.items()}
        relationships[r.origin, r.kind.name, r.destination] = {n: v for n, v in told.items() if v not in {None, ""}}
    return Drawn(nodes, relationships)
