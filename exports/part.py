"""What is written: the nodes and relationships of a map or of a part of it, row by row, in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import networkx as nx

from career_pathways.loader.schema import IMPORT_VERSION, LABELS, TYPES, NodeLabel, RelationshipType
from career_pathways.loader.stores.read_back import stored_counts, stored_ids, stored_nodes, stored_relationships
from career_pathways.loader.stores.rows import GraphRows
from career_pathways.loader.stores.store import Store


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

    Its rows come in one order, whatever store they are read from: nodes by label as schema.py has them, each label by
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
    nodes: Callable[[], Iterator[Node]] = field(repr=False)
    relationships: Callable[[], Iterator[Relationship]] = field(repr=False)
    left_out: tuple[str, ...] = ()
    """What somebody might miss who has chosen so, a sentence each."""

    @property
    def version(self) -> int:
        """The schema version of its edition, by which schema.py says what it has."""
        return int(self.edition["schema_version"])

    @property
    def imported(self) -> bool:
        """Whether it is of an imported map."""
        return self.version == IMPORT_VERSION


def part_of_graph(
    graph: nx.MultiDiGraph, edition: Mapping[str, Any], chosen: Mapping[str, Any], left_out: tuple[str, ...] = ()
) -> Part:
    """A graph as a part of the map of an edition. Raises StoreError, on the way, where it breaks the schema."""

    def nodes() -> Iterator[Node]:
        for label, rows in GraphRows(graph).nodes():
            for row in rows:
                yield Node(label, _without_clock(row))

    def relationships() -> Iterator[Relationship]:
        for kind, rows in GraphRows(graph).relationships():
            for row in rows:
                yield Relationship(kind, row["origin"], row["destination"], row["properties"])

    counts = Counter(label for _, label in graph.nodes(data="label"))
    counts.update(kind for _, _, kind in graph.edges(keys=True))
    in_order = {name: counts[name] for name in (*LABELS, *TYPES) if counts[name]}
    return Part(edition, chosen, in_order, nodes, relationships, left_out)


def part_of_store(store: Store) -> Part:
    """All of the edition that is asked, read as it is written: only its ids lie in memory.

    Raises what Store.run raises.
    """
    ids = stored_ids(store)

    def nodes() -> Iterator[Node]:
        for label, row in stored_nodes(store, ids):
            yield Node(label, _without_clock(row))

    def relationships() -> Iterator[Relationship]:
        for kind, origin, destination, row in stored_relationships(store, ids):
            yield Relationship(kind, origin, destination, row)

    (edition,) = (
        row for label, row in stored_nodes(store, {name: ids[name] if name == "Edition" else [] for name in ids})
    )
    return Part(edition, {}, stored_counts(store, ids), nodes, relationships)


def graph_of(part: Part) -> nx.MultiDiGraph:
    """The rows of a part as a graph (loader/graph/build.py), in their order."""
    graph = nx.MultiDiGraph()
    for node in part.nodes():
        graph.add_node(node.id, label=node.label.name, **node.properties)
    for r in part.relationships():
        graph.add_edge(r.origin, r.destination, r.kind.name, **r.properties)
    return graph


def _without_clock(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "loaded_at": None} if "loaded_at" in row else row
