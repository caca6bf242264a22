"""The map as two flat tables: one of all nodes, one of all relationships."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

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


Batch: TypeAlias = Mapping[str, list[Any]]
"""Rows of one label or one type, column by column, without the columns that it does not have."""


class Table(NamedTuple):
    """A table of all nodes, or of all relationships."""

    columns: Callable[[Part], tuple[Property, ...]]
    """Those of the edition that a part is of."""
    batches: Callable[[Part, int], Iterator[Batch]]
    """Its rows for a part, so many at a time at most."""


def _node_batches(part: Part, size: int) -> Iterator[Batch]:
    for label, rows in part.node_rows():
        names = [p.name for p in label.properties]
        while held := list(islice(rows, size)):
            yield {"label": [label.name] * len(held)} | {name: [row[name] for row in held] for name in names}


def _relationship_batches(part: Part, size: int) -> Iterator[Batch]:
    for kind, rows in part.relationship_rows():
        names = [p.name for p in kind.properties]
        while held := list(islice(rows, size)):
            ends = {end: [row[end] for row in held] for end in ("origin", "destination")}
            properties = [row["properties"] for row in held]
            yield {**ends, "type": [kind.name] * len(held), **{n: [of[n] for of in properties] for n in names}}


NODE_TABLE = Table(
    lambda part: (ID, Property("label", "string"), *(column for column in node_columns(part.version) if column != ID)),
    _node_batches,
)
RELATIONSHIP_TABLE = Table(
    lambda part: (
        *(Property(name, "string") for name in ("origin", "type", "destination")),
        *relationship_columns(part.version),
    ),
    _relationship_batches,
)
"""`origin` and `destination` are ids of nodes."""

ROWS_AT_ONCE = 1_000
"""Rows of a table that are held to be written together as text."""


def rows_in(batch: Batch) -> int:
    """How many rows a batch has."""
    return len(next(iter(batch.values())))


def whole_values(values: list[Any]) -> list[Any]:
    """Values of a column, texts or lists of texts among them: U+FFFD for a lone surrogate."""
    return [_whole(value) for value in values]


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return whole_text(value)
    return [_whole(item) for item in value] if isinstance(value, list) else value
