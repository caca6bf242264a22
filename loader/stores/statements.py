"""The Cypher that fills a store, from schema.py alone: no label, type or property name comes from input. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from career_pathways.loader.schema import ALL_RELATIONSHIPS, ALL_TYPES, LINKS, NODES, RELATIONSHIPS, RelationshipType

from .rows import Rows, checked_row

if TYPE_CHECKING:
    from career_pathways.loader.editions.joins import Join

BATCH = 5_000
"""Rows of one statement. A store holds them all until it is done: of 20,000, 70 MB more at the peak, and no faster."""


def constraint_statements() -> tuple[str, ...]:
    """One uniqueness constraint a label; Neo4j Community has no other kind, so `checked_row` checks the rest."""
    return tuple(
        f"CREATE CONSTRAINT {label.name.lower()}_id IF NOT EXISTS FOR (n:{label.name}) REQUIRE n.id IS UNIQUE"
        for label in NODES
    )


def load_statements(rows: Rows) -> Iterator[tuple[str, dict[str, Any]]]:
    """What fills an empty store with these rows: statements with their parameters, in the order to run them.

    Each has at most BATCH rows, as `rows`. Raises what the rows raise.
    """
    for label, nodes in rows.nodes():
        for batch in _batches(nodes):
            yield f"UNWIND $rows AS row CREATE (n:{label.name}) SET n = row", {"rows": batch}
    for kind, relationships in rows.relationships():
        for batch in _batches(relationships):
            yield _relationships_statement(kind), {"rows": batch}


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _relationships_statement(kind: RelationshipType) -> str:
    return (
        f"UNWIND $rows AS row MATCH (origin:{kind.start} {{id: row.origin}}) "
        f"MATCH (destination:{kind.end} {{id: row.destination}}) "
        f"CREATE (origin)-[r:{kind.name}]->(destination) SET r = row.properties"
    )


def join_statements(joins: Iterable[Join]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What adds to a store what joins its editions."""
    for kind, rows in join_rows(joins):
        for batch in _batches(rows):
            yield _relationships_statement(kind), {"rows": batch}


def join_rows(joins: Iterable[Join]) -> Iterator[tuple[RelationshipType, list[dict[str, Any]]]]:
    """For each type of `LINKS` its relationships, as `Rows.relationships` has them. Raises StoreError as it does."""
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
                    "properties": checked_row(kind.properties, properties, f"{origin} -> {destination}"),
                }
                for _, origin, destination, properties in sorted(by_type[kind.name], key=lambda join: join[:3])
            ],
        )


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
