"""What is written: the nodes and relationships of a map or of a part of it, row by row, in one order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import networkx as nx

from career_pathways.loader.schema import IMPORT_VERSION, NodeLabel, RelationshipType
from career_pathways.loader.stores.read_back import StoreRows, graph_of_rows
from career_pathways.loader.stores.rows import GraphRows, Rows
from career_pathways.loader.stores.store import Store
from career_pathways.queries.rows.paths import Path


class BegunAgain(Exception):
    """What is written of a part cannot stand as it was begun: all of its files are to be written again."""


class Node(NamedTuple):
    """A node to be written."""

    label: NodeLabel
    properties: Mapping[str, Any]
    """All that schema.py declares for the label, in its order, null where one is not stated; lists are lists."""

    @property
    def id(self) -> str:
        """Its id, unique among all nodes."""
        return str(self.properties["id"])

    @property
    def name(self) -> str:
        """What people call it: the title of an occupation or an edition, the name of the rest."""
        return str(self.properties["title" if "title" in self.properties else "name"])


class Relationship(NamedTuple):
    """A relationship to be written; there is one at most of a type from a node to another."""

    kind: RelationshipType
    origin: str
    """The id of the node that it leads from."""
    destination: str
    properties: Mapping[str, Any]
    """As those of a node."""

    @property
    def id(self) -> str:
        """Unique among all relationships, and the same on every run."""
        return f"{self.origin} {self.kind.name} {self.destination}"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a map, or all of it.

    Its rows come in one order, whatever they are read from: nodes by label as schema.py has them, each label by
    id; relationships by type as schema.py has them, each type by the ids of its ends. They can be asked for more than
    once, and need not lie in memory. The clock of a store is left out (`loaded_at` is null): the same part is the same
    bytes.
    """

    edition: Mapping[str, Any] = field(repr=False)
    """The properties of the Edition that it is of."""
    chosen: Mapping[str, Any]
    """What was asked for, by the name of the option; empty where that is the whole map."""
    counts: Mapping[str, int]
    """How many nodes of each label and relationships of each type there are, none of which is 0."""
    rows: Rows = field(repr=False)
    left_out: tuple[str, ...] = ()
    """What somebody might miss who has chosen so, a sentence each."""
    paths: tuple[Path, ...] = field(default=(), repr=False)
    """Where nothing but paths was chosen, these: a picture shows their steps, and no other progression between."""

    @property
    def version(self) -> int:
        """The schema version of its edition, by which schema.py says what it has."""
        return int(self.edition["schema_version"])

    @property
    def imported(self) -> bool:
        """Whether it is of an imported map."""
        return self.version == IMPORT_VERSION

    def node_rows(self) -> Iterator[tuple[NodeLabel, Iterator[Mapping[str, Any]]]]:
        """For each label its nodes, as Rows has them but for the clock; for formats that take many at a time."""
        for label, rows in self.rows.nodes():
            yield label, map(_without_clock, rows) if label.name == "Edition" else rows

    def relationship_rows(self) -> Iterator[tuple[RelationshipType, Iterator[Mapping[str, Any]]]]:
        """The same of relationships, as Rows has them."""
        yield from self.rows.relationships()

    def nodes(self) -> Iterator[Node]:
        """The nodes, one after the other."""
        for label, rows in self.node_rows():
            for row in rows:
                yield Node(label, row)

    def relationships(self) -> Iterator[Relationship]:
        """The relationships, one after the other."""
        for kind, rows in self.relationship_rows():
            for row in rows:
                yield Relationship(kind, row["origin"], row["destination"], row["properties"])


def part_of_rows(rows: Rows) -> Part:
    """All of an edition, whatever its rows come from."""
    return Part(rows.edition, {}, rows.counts, rows)


def part_of_graph(
    graph: nx.MultiDiGraph,
    edition: Mapping[str, Any],
    chosen: Mapping[str, Any],
    left_out: tuple[str, ...] = (),
    paths: tuple[Path, ...] = (),
) -> Part:
    """A graph as a part of the map of an edition. Raises StoreError, on the way, where it breaks the schema."""
    rows = GraphRows(graph)
    return Part(edition, chosen, rows.counts, rows, left_out, paths)


def part_of_store(store: Store) -> Part:
    """All of the edition that is asked, read as it is written: only its ids lie in memory.

    Raises what Store.run raises.
    """
    return part_of_rows(StoreRows(store))


def graph_of(part: Part) -> nx.MultiDiGraph:
    """The rows of a part as a graph (loader/graph/build.py), in their order."""
    graph = graph_of_rows(part.rows)
    for _, of in graph.nodes(data=True):
        if "loaded_at" in of:
            of["loaded_at"] = None
    return graph


def _without_clock(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "loaded_at": None}
