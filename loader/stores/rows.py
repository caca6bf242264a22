"""The rows of an edition, as stores and exports take them: nodes and relationships, in bounded memory. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from career_pathways.loader.errors import StoreError
from career_pathways.loader.schema import (
    IMPORT_VERSION,
    LABELS,
    NODES,
    RELATIONSHIPS,
    SCHEMA_VERSION,
    TYPES,
    NodeLabel,
    Property,
    RelationshipType,
    nodes_of,
    relationships_of,
)

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    import networkx as nx


class Rows(Protocol):
    """The rows of one edition. They can be asked for as often as somebody likes, and need not lie in memory."""

    @property
    def version(self) -> int:
        """The schema version, by which schema.py says what the rows have."""

    @property
    def edition(self) -> Mapping[str, Any]:
        """The properties of the Edition, its counts among them."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many nodes of each label and relationships of each type there are, as schema.py orders them; none is 0.

        No row is made for it.
        """

    def nodes(self) -> Iterator[tuple[NodeLabel, Iterator[dict[str, Any]]]]:
        """For each label, as schema.py orders them, its nodes by id: all properties that such an edition has.

        What is not stated is null. Each label's rows are taken before the next label is asked for. Raises StoreError
        where the rows break the schema.
        """

    def relationships(self) -> Iterator[tuple[RelationshipType, Iterator[dict[str, Any]]]]:
        """The same of relationships, by the ids of their ends: `origin`, `destination` and `properties`."""


class GraphRows(Rows):
    """The rows of a graph of `loader/graph/build.py`: the same, whatever order its nodes were added in."""

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        """`graph`: of one edition, or a part of it, which may lack the Edition."""
        self._graph = graph

    @cached_property
    def version(self) -> int:
        """See Rows; of a part without its Edition, by whether it is of an imported map."""
        imported = any(node.get("edition") for _, node in self._graph.nodes(data=True))
        return IMPORT_VERSION if imported else SCHEMA_VERSION

    @property
    def edition(self) -> Mapping[str, Any]:
        """See Rows."""
        (edition,) = (node for _, node in self._graph.nodes(data=True) if node["label"] == "Edition")
        return {name: value for name, value in edition.items() if name != "label"}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """See Rows."""
        found = Counter(label for _, label in self._graph.nodes(data="label"))
        found.update(kind for _, _, kind in self._graph.edges(keys=True))
        return {name: found[name] for name in (*LABELS, *TYPES) if found[name]}

    def nodes(self) -> Iterator[tuple[NodeLabel, Iterator[dict[str, Any]]]]:
        """See Rows."""
        graph = self._graph
        ids: dict[str, list[str]] = {label.name: [] for label in NODES}
        for key in sorted(graph.nodes):
            label = graph.nodes[key].get("label")
            if label not in ids:
                raise StoreError(f"node {key!r} has the label {label!r}, which loader/schema.py does not declare.")
            ids[label].append(key)
        for node in nodes_of(self.version):
            yield (
                node,
                (checked_row(node.properties, {"id": key} | graph.nodes[key], key) for key in ids[node.name]),
            )

    def relationships(self) -> Iterator[tuple[RelationshipType, Iterator[dict[str, Any]]]]:
        """See Rows."""
        graph = self._graph
        ends: dict[tuple[str, str, str], list[tuple[str, str]]] = {(r.name, r.start, r.end): [] for r in RELATIONSHIPS}
        for origin, destination, name in graph.edges(keys=True):
            kind = (name, graph.nodes[origin]["label"], graph.nodes[destination]["label"])
            if kind not in ends:
                raise StoreError(
                    f"{origin!r} -> {destination!r}: loader/schema.py has no {name} from {kind[1]} to {kind[2]}."
                )
            ends[kind].append((origin, destination))
        for declared in relationships_of(self.version):
            joined = ends.pop((declared.name, declared.start, declared.end))
            joined.sort()
            yield declared, self._of(declared, joined)

    def _of(self, declared: RelationshipType, ends: list[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        for origin, destination in ends:
            attributes = self._graph.edges[origin, destination, declared.name]
            properties = checked_row(declared.properties, attributes, f"{origin} -> {destination}")
            yield {"origin": origin, "destination": destination, "properties": properties}


def rows_of(given: Rows | nx.MultiDiGraph) -> Rows:
    """The rows of a graph; of rows, themselves."""
    return GraphRows(given) if hasattr(given, "add_node") else given


def checked_row(properties: tuple[Property, ...], attributes: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The attributes that are declared, in their order, null where there is none.

    Raises StoreError, which names the place (`where`), at one that must be there and is not.
    """
    row = {declared.name: attributes.get(declared.name) for declared in properties}
    if None in row.values():
        for declared in properties:
            if row[declared.name] is None and not declared.optional:
                raise StoreError(f"{where}: no {declared.name!r}, which loader/schema.py requires.")
    return row
