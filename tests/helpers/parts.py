"""Parts of a map for the tests of exports: of a graph, of a choice, random ones; and what they are written to.

The random ones are as wild as the schema allows, for the round trips: text holds any code point (control characters,
lone surrogates, line ends, quotes), and often what has a meaning in some format; lists may be empty or hold empty
texts; what may be null is null now and then.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import networkx as nx
from hostile import hostile_catalogue
from hypothesis import strategies as st

from career_pathways.exports.part import Part, graph_of, part_of_graph
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.schema import (
    SCHEMA_VERSION,
    NodeLabel,
    Property,
    RelationshipType,
    nodes_of,
    relationships_of,
)
from career_pathways.loader.stores.rows import Rows
from career_pathways.queries.selection import Choice, selected

NODES = nodes_of(SCHEMA_VERSION)
"""The labels of a document's graph; tests/maps/ has parts of imported maps."""

RELATIONSHIPS = tuple(kind for kind in relationships_of(SCHEMA_VERSION) if kind.name != "RELATED_TO")

LABELS = {label.name: label for label in NODES}
KINDS = {(kind.name, kind.start, kind.end): kind for kind in RELATIONSHIPS}

_TELLING = ("=1+1", "+1", "-1", "@x", "\t", "\r\n", "\r", "\n", ";", ",", "|", '"', "'", "\\", "`", "#", "<b>", "]]>")
_TELLING_TOO = (
    "&amp;",
    "{",
    "}",
    "$x",
    "\\u0041",
    "_x000D_",
    "\0",
    "\x0b",
    "\x1f",
    "\ufffe",
    "\ud800",
    "\U0001f600",
    "null",
)
_SIGNS = (*_TELLING, *_TELLING_TOO, "", "a", "Ab ", "é")


def part_of(graph: nx.MultiDiGraph) -> Part:
    """The whole of a graph, which holds its edition; ids need not stand among the properties of its nodes."""
    edition = next({"id": id_} | of for id_, of in graph.nodes(data=True) if of["label"] == "Edition")
    return part_of_graph(graph, edition, {})


def chosen(graph: nx.MultiDiGraph, choice: Choice) -> Part:
    """What a choice leaves of a graph, which may be without its edition."""
    return part_of_graph(selected(graph, choice), part_of(graph).edition, {})


def one_of_each(graph: nx.MultiDiGraph, wild: int) -> Part:
    """The care route of the map with its edition, the hostile titles, and so many random parts without their editions.

    Every label, type and property occurs in it, as in the whole map, which takes a real server far longer.
    """
    both = nx.MultiDiGraph(graph.subgraph([n for n, label in graph.nodes(data="label") if _is_of_route(n, label)]))
    others = {f"wild-{seed}": graph_of(part_of_seed(seed)) for seed in range(wild)}
    for name, part in (others | {"hostile": build_graph(hostile_catalogue())}).items():
        part.remove_nodes_from([id_ for id_, label in part.nodes(data="label") if label == "Edition"])
        for id_, of in part.nodes(data=True):
            both.add_node(f"{name}/{id_}", **{**of, "id": f"{name}/{id_}"})
        for start, end, kind, of in part.edges(keys=True, data=True):
            both.add_edge(f"{name}/{start}", f"{name}/{end}", kind, **of)
    whole = part_of(both)
    held = {(node.label.name, name) for node in whole.nodes() for name, value in node.properties.items() if value}
    held |= {(r.kind, name) for r in whole.relationships() for name, value in r.properties.items() if value}
    wanted = {(label.name, p.name) for label in NODES for p in label.properties if p.name != "loaded_at"}
    assert held == wanted | {(kind, p.name) for kind in RELATIONSHIPS for p in kind.properties}
    return whole


def _is_of_route(id_: str, label: str) -> bool:
    return label == "Edition" or id_.split("/", maxsplit=1)[0] == "construction"


class GivenRows:
    """The rows of other ones, or given ones in their place: of labels, and of types between occupations. It notes what
    it is asked for."""

    def __init__(self, rows: Rows, asked: list[str] | None = None, **given: Sequence[dict[str, Any]]) -> None:
        self.rows, self.asked, self.given = rows, [] if asked is None else asked, given
        self.version, self.edition, self.counts = rows.version, {}, rows.counts

    def nodes(self) -> Iterator[tuple[NodeLabel, Iterator[dict[str, Any]]]]:
        self.asked.append("nodes")
        for label, rows in self.rows.nodes():
            yield label, iter(self.given.get(label.name, ())) if self.given else rows

    def relationships(self) -> Iterator[tuple[RelationshipType, Iterator[dict[str, Any]]]]:
        self.asked.append("relationships")
        for kind, rows in self.rows.relationships():
            given = self.given.get(kind.name, ()) if kind.start == "Occupation" else ()
            yield kind, iter(given) if self.given else rows


def counted(part: Part, asked: list[str]) -> Part:
    """The part, which notes what it is asked for."""
    return replace(part, rows=GivenRows(part.rows, asked))


def nothing_of(part: Part) -> Part:
    """A part of the same edition without a row."""
    return part_of_graph(nx.MultiDiGraph(), part.edition, {})


class Stream:
    """A stream that can do nothing but take bytes, so many at most."""

    def __init__(self, room: int = 10**9) -> None:
        self.taken, self.room = bytearray(), room

    def write(self, data: bytes) -> int:
        self.taken += data
        if len(self.taken) > self.room:
            raise OSError(28, "No space left on device")
        return len(data)


class Pipe(Stream):
    """A stream that can be flushed and closed too, as pyarrow wants it."""

    closed = False

    def flush(self) -> None: ...

    def close(self) -> None:
        self.closed = True


def written(writer: Callable[[Part, Any], None], part: Part, out: Stream | None = None) -> bytes:
    """What a writer writes of a part, to a stream that can do nothing but take it."""
    out = out or Stream()
    writer(part, out)
    return bytes(out.taken)


def parts() -> st.SearchStrategy[Part]:
    """A part with up to twelve nodes, one of which is its edition, and up to twelve relationships.

    Made from a number, which a failing test names: drawing each text by itself takes ten times as long.
    """
    return st.integers(0, 2**64 - 1).map(part_of_seed)


def part_of_seed(seed: int) -> Part:
    """The random part of that number."""
    draw = random.Random(seed)
    graph = nx.MultiDiGraph()
    labels = [label for label in NODES if label.name == "Edition"]
    labels += draw.choices([label for label in NODES if label.name != "Edition"], k=draw.randrange(12))
    for label in labels:
        id_ = "/".join(_slug(draw) for _ in range(draw.randint(1, 3)))
        if id_ not in graph:
            properties = _properties(draw, label.properties) | {"id": id_}
            if label.name == "Edition":
                properties["schema_version"] = SCHEMA_VERSION
            graph.add_node(id_, label=label.name, **properties)
    for kind in draw.choices(RELATIONSHIPS, k=draw.randrange(13)):
        ends = [[n for n, label in graph.nodes(data="label") if label == end] for end in (kind.start, kind.end)]
        if all(ends):
            graph.add_edge(*map(draw.choice, ends), kind.name, **_properties(draw, kind.properties))
    return part_of(graph)


def _slug(draw: random.Random) -> str:
    words = ("".join(draw.choices("abz019", k=draw.randint(1, 3))) for _ in range(draw.randint(1, 2)))
    return draw.choice(("-", "--")).join(words)


def _properties(draw: random.Random, declared: tuple[Property, ...]) -> dict[str, Any]:
    return {
        p.name: None if p.name == "loaded_at" or (p.optional and draw.random() < 0.4) else _value(draw, p.type)
        for p in declared
    }


def _value(draw: random.Random, kind: str) -> Any:
    if kind.endswith(" list"):
        return [_value(draw, kind.removesuffix(" list")) for _ in range(draw.randrange(4))]
    if kind == "integer":
        return draw.choice((0, 1, -1, 7, draw.randrange(-(2**53) + 1, 2**53)))
    if kind == "float":
        return draw.choice((0.0, 1.0, round(draw.random(), 4), draw.random(), 1e-9, 5e-324, 1.7e308, -2.5))
    if kind == "boolean":
        return draw.random() < 0.5
    if draw.random() < 0.5:
        return "".join(draw.choices(_SIGNS, k=draw.randrange(5)))
    return "".join(chr(draw.choice((draw.randrange(0x80), draw.randrange(0x110000)))) for _ in range(draw.randrange(8)))


def expected(part: Part, said: Callable[[str], str]) -> nx.MultiDiGraph:
    """The graph of a part as a format can say it: each text, also in lists, through `said`."""

    def through(value: Any) -> Any:
        if isinstance(value, str):
            return said(value)
        return [through(v) for v in value] if isinstance(value, list) else value

    graph = graph_of(part)
    for _, attributes in graph.nodes(data=True):
        attributes.update({k: through(v) for k, v in attributes.items()})
    for _, _, attributes in graph.edges(data=True):
        attributes.update({k: through(v) for k, v in attributes.items()})
    return graph


def same(one: nx.MultiDiGraph, other: nx.MultiDiGraph) -> bool:
    """Whether two graphs have the same nodes and relationships with the same properties, in the same order."""
    return list(one.nodes(data=True)) == list(other.nodes(data=True)) and list(one.edges(keys=True, data=True)) == list(
        other.edges(keys=True, data=True)
    )


def graph_of_tables(nodes: Iterable[Mapping[str, Any]], relationships: Iterable[Mapping[str, Any]]) -> nx.MultiDiGraph:
    """The graph that two flat tables hold; what a label or a type does not have is null in its rows."""
    graph = nx.MultiDiGraph()
    for row in nodes:
        names = ["label", *(p.name for p in LABELS[row["label"]].properties)]
        assert all(value is None for name, value in row.items() if name not in names)
        graph.add_node(row["id"], **{name: row[name] for name in names})
    for row in relationships:
        ends = (row["origin"], row["destination"])
        names = [p.name for p in KINDS[(row["type"], *(graph.nodes[end]["label"] for end in ends))].properties]
        others = row.keys() - {"origin", "type", "destination", *names}
        assert all(row[name] is None for name in others)
        graph.add_edge(*ends, row["type"], **{name: row[name] for name in names})
    return graph
