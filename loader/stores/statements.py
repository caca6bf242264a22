"""The Cypher that fills a store, from schema.py alone: no label, type or property name comes from input. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from career_pathways.loader.schema import LINKS, NODES, RelationshipType

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
    """Each property by its name: kglite takes a tenth less memory for it than for `SET r = row.properties`."""
    properties = ", ".join(f"`{p.name}`: row.properties.`{p.name}`" for p in kind.properties)
    return (
        f"UNWIND $rows AS row MATCH (origin:{kind.start} {{id: row.origin}}) "
        f"MATCH (destination:{kind.end} {{id: row.destination}}) "
        f"CREATE (origin)-[:{kind.name} {{{properties}}}]->(destination)"
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
