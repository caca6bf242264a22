"""The Cypher that fills a store, from schema.py alone: no label, type or property name comes from input. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from career_pathways.loader.errors import StoreError
from career_pathways.loader.schema import (
    ALL_RELATIONSHIPS,
    ALL_TYPES,
    IMPORT_VERSION,
    LINKS,
    NODES,
    RELATIONSHIPS,
    SCHEMA_VERSION,
    NodeLabel,
    Property,
    RelationshipType,
    nodes_of,
    relationships_of,
)

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    import networkx as nx

    from career_pathways.loader.editions.joins import Join


def constraint_statements() -> tuple[str, ...]:
    """One uniqueness constraint a label; Neo4j Community has no other kind, so `_row` checks the rest."""
    return tuple(
        f"CREATE CONSTRAINT {label.name.lower()}_id IF NOT EXISTS FOR (n:{label.name}) REQUIRE n.id IS UNIQUE"
        for label in NODES
    )


def load_statements(graph: nx.MultiDiGraph) -> Iterator[tuple[str, dict[str, Any]]]:
    """What fills an empty store with `graph`: statements with their parameters, in the order to run them.

    The same graph gives the same statements, whatever order its nodes were added in. Raises what `node_rows` and
    `relationship_rows` raise.
    """
    for label, nodes in node_rows(graph):
        if rows := list(nodes):
            yield f"UNWIND $rows AS row CREATE (n:{label.name}) SET n = row", {"rows": rows}
    for kind, relationships in relationship_rows(graph):
        if rows := list(relationships):
            yield _relationships_statement(kind), {"rows": rows}


def _relationships_statement(kind: RelationshipType) -> str:
    return (
        f"UNWIND $rows AS row MATCH (origin:{kind.start} {{id: row.origin}}) "
        f"MATCH (destination:{kind.end} {{id: row.destination}}) "
        f"CREATE (origin)-[r:{kind.name}]->(destination) SET r = row.properties"
    )


def join_statements(joins: Iterable[Join]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What adds to a store what joins its editions."""
    for kind, rows in join_rows(joins):
        if rows:
            yield _relationships_statement(kind), {"rows": rows}


def join_rows(joins: Iterable[Join]) -> Iterator[tuple[RelationshipType, list[dict[str, Any]]]]:
    """For each type of `LINKS` its relationships, as `relationship_rows` has them. Raises StoreError as it does."""
    by_type: dict[str, list[Join]] = {kind.name: [] for kind in LINKS}
    for join in joins:
        by_type[join.type].append(join)
    for kind in LINKS:
        yield (
            kind,
            [
                {
                    "origin": origin,
                    "destination": destination,
                    "properties": _row(kind.properties, properties, f"{origin} -> {destination}"),
                }
                for _, origin, destination, properties in sorted(by_type[kind.name], key=lambda join: join[:3])
            ],
        )


def node_rows(graph: nx.MultiDiGraph) -> Iterator[tuple[NodeLabel, Iterator[dict[str, Any]]]]:
    """For each label its nodes, by id: all properties that such an edition has, null where one is not stated.

    Raises StoreError where the graph holds a label that schema.py does not know, and, on the way through the nodes,
    where one lacks a property that it requires.
    """
    ids: dict[str, list[str]] = {label.name: [] for label in NODES}
    for key in sorted(graph.nodes):
        label = graph.nodes[key].get("label")
        if label not in ids:
            raise StoreError(f"node {key!r} has the label {label!r}, which loader/schema.py does not declare.")
        ids[label].append(key)
    for node in nodes_of(version_of(graph)):
        yield node, (_row(node.properties, {"id": key} | graph.nodes[key], key) for key in ids[node.name])


def relationship_rows(graph: nx.MultiDiGraph) -> Iterator[tuple[RelationshipType, Iterator[dict[str, Any]]]]:
    """For each relationship type its relationships, by their ends: `origin` and `destination` (ids), `properties`.

    Raises StoreError as `node_rows` does.
    """
    ends: dict[tuple[str, str, str], list[tuple[str, str]]] = {(r.name, r.start, r.end): [] for r in RELATIONSHIPS}
    for origin, destination, name in graph.edges(keys=True):
        kind = (name, graph.nodes[origin]["label"], graph.nodes[destination]["label"])
        if kind not in ends:
            raise StoreError(
                f"{origin!r} -> {destination!r}: loader/schema.py has no {name} from {kind[1]} to {kind[2]}."
            )
        ends[kind].append((origin, destination))
    for declared in relationships_of(version_of(graph)):
        joined = ends.pop((declared.name, declared.start, declared.end))
        joined.sort()
        yield declared, _relationships(graph, declared, joined)


def version_of(graph: nx.MultiDiGraph) -> int:
    """The schema version of a graph, of which any part may be missing: whether it is of an imported map."""
    imported = any(node.get("edition") for _, node in graph.nodes(data=True))
    return IMPORT_VERSION if imported else SCHEMA_VERSION


def _relationships(
    graph: nx.MultiDiGraph, declared: RelationshipType, ends: list[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for origin, destination in ends:
        attributes = graph.edges[origin, destination, declared.name]
        properties = _row(declared.properties, attributes, f"{origin} -> {destination}")
        yield {"origin": origin, "destination": destination, "properties": properties}


def _row(properties: tuple[Property, ...], attributes: Mapping[str, Any], where: str) -> dict[str, Any]:
    row = {declared.name: attributes.get(declared.name) for declared in properties}
    if None in row.values():
        for declared in properties:
            if row[declared.name] is None and not declared.optional:
                raise StoreError(f"{where}: no {declared.name!r}, which loader/schema.py requires.")
    return row


def counting_statements() -> tuple[tuple[str, str], ...]:
    """For each label and each relationship type its name and the statement that counts it, as `count`."""
    labels = tuple((n.name, f"MATCH (n:{n.name}) RETURN count(n) AS count") for n in NODES)
    return labels + tuple((name, f"MATCH ()-[r:{name}]->() RETURN count(r) AS count") for name in ALL_TYPES)


def counted(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of a store; what only imported maps have comes where there is any."""
    return {name: count for name, count in counts.items() if count or name not in _OF_IMPORTS}


_OF_IMPORTS = frozenset(
    kind.name
    for kind in ALL_RELATIONSHIPS
    if kind in LINKS or (kind.properties and all(p.imported for p in kind.properties))
)


def in_order(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a node or a relationship in the order of schema.py, then the user's own."""
    return {k: properties[k] for k in sorted(properties, key=lambda k: (_PLACES.get(k, len(_PLACES)), k))}


_OF_DOCUMENT = [p.name for kind in (*NODES, *RELATIONSHIPS) for p in kind.properties if not p.imported]
_DECLARED = [p.name for kind in (*NODES, *ALL_RELATIONSHIPS) for p in kind.properties]
_PLACES = {name: i for i, name in enumerate((*_OF_DOCUMENT, *(n for n in _DECLARED if n not in _OF_DOCUMENT)))}
"""What a document has stands where it would if nothing else were declared: its answers do not change with what is."""
