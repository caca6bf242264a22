"""What schema.py declares, as a store is asked for it: how many there are of each, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from career_pathways.loader.schema import ALL_RELATIONSHIPS, ALL_TYPES, LINKS, NODES, RELATIONSHIPS


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
