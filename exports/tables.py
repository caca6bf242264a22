"""The map as two flat tables: one of all nodes, one of all relationships."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from career_pathways.loader.schema import ID, NodeLabel, Property, RelationshipType, nodes_of, relationships_of

from .part import Part
from .text import whole_text


def _columns(kinds: tuple[NodeLabel, ...] | tuple[RelationshipType, ...]) -> tuple[Property, ...]:
    """The properties of all kinds, each once, null wherever a kind has it not."""
    kept: dict[str, Property] = {}
    for kind in kinds:
        for declared in kind.properties:
            everywhere = all(declared in other.properties for other in kinds)
            kept.setdefault(declared.name, Property(declared.name, declared.type, optional=not everywhere))
    return tuple(kept.values())


@cache
def node_columns(version: int) -> tuple[Property, ...]:
    """`id` and the other properties of the nodes of such an edition; a table of nodes has `label` besides."""
    return _columns(nodes_of(version))


@cache
def relationship_columns(version: int) -> tuple[Property, ...]:
    """The properties of relationships; a table of them has `origin`, `type` and `destination` besides."""
    return _columns(relationships_of(version))


class Table(NamedTuple):
    """A table of all nodes, or of all relationships."""

    columns: Callable[[Part], tuple[Property, ...]]
    """Those of the edition that a part is of."""
    rows: Callable[[Part], Iterator[Mapping[str, Any]]]
    """Its rows for a part, without the columns that their label or their type does not have."""


NODE_TABLE = Table(
    lambda part: (ID, Property("label", "string"), *(column for column in node_columns(part.version) if column != ID)),
    lambda part: ({"label": node.label.name, **node.properties} for node in part.nodes()),
)
RELATIONSHIP_TABLE = Table(
    lambda part: (
        *(Property(name, "string") for name in ("origin", "type", "destination")),
        *relationship_columns(part.version),
    ),
    lambda part: (
        {"origin": r.origin, "type": r.kind.name, "destination": r.destination, **r.properties}
        for r in part.relationships()
    ),
)
"""`origin` and `destination` are ids of nodes."""

ROWS_AT_ONCE = 1_000
"""Rows of a table that are held to be written together as text."""


def column_values(rows: tuple[Mapping[str, Any], ...], column: str) -> list[Any]:
    """What the rows hold in a column: null where a row does not have it, U+FFFD for a lone surrogate."""
    return [_whole(row.get(column)) for row in rows]


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return whole_text(value)
    return [_whole(item) for item in value] if isinstance(value, list) else value
