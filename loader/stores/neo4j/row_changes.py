"""What a load into a server changes: the rows that it holds against those that it should. Text and numbers; no driver.

A node is ours where `loaded_by` says so, a relationship where both its ends are and schema.py declares it. Nothing else
in the database is looked at, changed or removed.

All of it is of one edition. A node is of the edition that its id begins with, or of the document's: by the id it is
written, so that a property `edition` changed by hand is put right and gives no other edition a node to remove. What
joins editions, as any relationship between two of them, is of both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, TypeAlias

from career_pathways.loader.errors import LossRefused
from career_pathways.loader.schema import DOCUMENT, INDEXES, NODES, NodeLabel, RelationshipType
from career_pathways.loader.stores.statements import constraint_statements, counted

Kind: TypeAlias = NodeLabel | RelationshipType

Key: TypeAlias = str | tuple[str, str]
"""What identifies a row of one kind: a node's id, or the ids of a relationship's ends."""

OWNER = "career-pathways"
"""The value of `loaded_by`, by which a load knows its own nodes among those of the user."""

BOOKKEEPING = "CareerPathwaysLoad"
"""The label of two nodes beside the graph: `lock`, which lets one load write at a time, and `sequence`, whose number
tells readers that the graph was replaced, and, being odd, that it is being replaced just now."""

MOST_LOST = 0.1
"""The share of a label or a relationship type that a load may take away unasked."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a load did to one label or one relationship type."""

    of: str
    count: int
    """How many there are now."""
    added: int = 0
    changed: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """What separates the rows of one kind that a server holds from those that it should hold."""

    kind: Kind
    held: int
    wanted: int
    added: int
    changed: int
    removed: tuple[Key, ...]
    """In order. What a server holds twice is removed first and then added."""
    unchanged: frozenset[Key]

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.added or self.changed or self.removed)

    @property
    def rows(self) -> int:
        """How many rows are written or removed."""
        return self.added + self.changed + len(self.removed)


def key_of(kind: Kind, row: Mapping[str, Any]) -> Key:
    """The key of a row of `Rows`."""
    return row["id"] if isinstance(kind, NodeLabel) else (row["origin"], row["destination"])


def digest(values: list[Any]) -> bytes:
    """What tells two rows of one kind apart: their properties in the order of `compared`, as 16 bytes.

    >>> digest([2]) == digest([2.0])
    False
    """
    return blake2b(repr(values).encode(), digest_size=16).digest()  # JSON says as much, and takes twice as long


def compared(kind: Kind) -> tuple[str, ...]:
    """The properties by which rows are compared: all but `loaded_at`, the clock of the load itself.

    With `edition`, which a document's nodes must not have: each question would take them for those of another.
    """
    names = [p.name for p in kind.properties if p.name != "loaded_at"]
    return tuple(dict.fromkeys([*names, *(["edition"] if isinstance(kind, NodeLabel) else [])]))


def difference(kind: Kind, held: Iterable[tuple[Key, bytes]], rows: Iterable[Mapping[str, Any]]) -> Difference:
    """What must happen to `held`, keys with their digests, to become `rows`."""
    known: dict[Key, bytes] = {}
    twice: set[Key] = set()
    for key, of in held:
        if key in known:
            twice.add(key)
        known[key] = of
    count = len(known)
    wanted = added = changed = 0
    unchanged = set()
    names = compared(kind)
    for row in rows:
        wanted += 1
        if not known:  # all that is left is new, and its digest is nobody's business
            added += 1
            continue
        key = key_of(kind, row)
        of_old = known.pop(key, None)
        if of_old is None or key in twice:
            added += 1
            if of_old is not None:
                known[key] = b""  # goes, all of them, before one comes back
        elif of_old == digest([(row if isinstance(kind, NodeLabel) else row["properties"]).get(n) for n in names]):
            unchanged.add(key)
        else:
            changed += 1
    return Difference(kind, count, wanted, added, changed, tuple(sorted(known)), frozenset(unchanged))


def changes(differences: Iterable[Difference]) -> tuple[Change, ...]:
    """The same by label and by relationship type; what only imported maps have comes where there is, or was, any."""
    by_name: dict[str, Change] = {}
    for d in differences:
        c = by_name.get(d.kind.name, Change(d.kind.name, 0))
        by_name[c.of] = Change(
            c.of, c.count + d.wanted, c.added + d.added, c.changed + d.changed, c.removed + len(d.removed)
        )
    held = {name: c.count + c.removed for name, c in by_name.items()}
    return tuple(by_name[name] for name in counted(held))


def refuse_loss(differences: Collection[Difference]) -> None:
    """Raises LossRefused where more than MOST_LOST of a label or of a relationship type would go."""
    held: dict[str, int] = {}
    wanted: dict[str, int] = {}
    for d in differences:
        held[d.kind.name] = held.get(d.kind.name, 0) + d.held
        wanted[d.kind.name] = wanted.get(d.kind.name, 0) + d.wanted
    lost = [f"{name} {held[name]:,} → {wanted[name]:,}" for name in held if wanted[name] < (1 - MOST_LOST) * held[name]]
    if lost:
        raise LossRefused(
            f"the load would take away more than {MOST_LOST:.0%}: {', '.join(lost)}. Nothing was changed.",
            "Allow it with {allow_loss}, if this is the edition that you mean.",
        )


# Cypher ---------------------------------------------------------------------------------------------------


def parameters_of(edition: str) -> dict[str, Any]:
    """The parameters of the statements below that read, count, stamp or remove what is of an edition."""
    return {"owner": OWNER, "edition": edition, "prefix": "" if edition == DOCUMENT else f"{edition}:"}


def _of_edition(node: str, label: str = "") -> str:
    """Whether a node is of `$edition`; one labelled Edition, whose id does not begin with its name, by its property."""
    if label == "Edition":
        return f'coalesce({node}.edition, "{DOCUMENT}") = $edition'
    return f'({node}.id STARTS WITH $prefix AND (size($prefix) > 0 OR NOT {node}.id CONTAINS ":"))'


def schema_statements() -> tuple[str, ...]:
    """The constraints and indexes of a server, each of which does nothing where it is there already."""
    labels = {node.name for node in NODES}
    indexes = []
    for name, property_ in INDEXES:
        pattern = f"(n:{name})" if name in labels else f"()-[n:{name}]-()"
        indexes.append(f"CREATE INDEX {name.lower()}_{property_} IF NOT EXISTS FOR {pattern} ON (n.`{property_}`)")
    own = f"CREATE CONSTRAINT {BOOKKEEPING.lower()}_id IF NOT EXISTS FOR (n:{BOOKKEEPING}) REQUIRE n.id IS UNIQUE"
    return (*constraint_statements(), own, *indexes)


def indexed() -> frozenset[tuple[str, str, bool]]:
    """What `schema_statements` makes: label or relationship type, property, and whether it is unique."""
    return frozenset(
        {(name, "id", True) for name in (*(node.name for node in NODES), BOOKKEEPING)}
        | {(name, property_, False) for name, property_ in INDEXES}
    )


def held_statement(kind: Kind) -> str:
    """Reads the rows of `kind`, gathered by origin where there are many: records are what a driver spends its time on.

    Nodes: `key`, `values` in the order of `compared`, and `ours`. Relationships: `origin` and `rows`, each a list of
    destination and values. Nodes that are not ours are there whatever their edition.
    """
    if isinstance(kind, NodeLabel):
        values = ", ".join(f"n.{name}" for name in compared(kind))
        return (
            f"MATCH (n:{kind.name}) WITH n, coalesce(n.loaded_by = $owner, false) AS ours "
            f"WHERE NOT ours OR {_of_edition('n', kind.name)} RETURN n.id AS key, [{values}] AS values, ours"
        )
    values = ", ".join(f"r.`{name}`" for name in compared(kind))
    return f"{_ours(kind)} RETURN origin.id AS origin, collect([destination.id, [{values}]]) AS rows"


def count_statement(kind: Kind) -> str:
    """Counts the rows of `kind` that are of the edition, as `count`."""
    if isinstance(kind, NodeLabel):
        of_edition = _of_edition("n", kind.name)
        return f"MATCH (n:{kind.name}) WHERE n.loaded_by = $owner AND {of_edition} RETURN count(n) AS count"
    return f"{_ours(kind)} RETURN count(r) AS count"


def _ours(kind: RelationshipType) -> str:
    return (
        f"MATCH (origin:{kind.start})-[r:{kind.name}]->(destination:{kind.end}) "
        "WHERE origin.loaded_by = $owner AND destination.loaded_by = $owner "
        f"AND ({_of_edition('origin')} OR {_of_edition('destination')})"
    )


def write_statement(kind: Kind) -> str:
    """Writes `$rows`, whether they are there or not. A user's own properties on them stay."""
    if isinstance(kind, NodeLabel):
        return f"UNWIND $rows AS row MERGE (n:{kind.name} {{id: row.id}}) SET n += row, n.loaded_by = $owner"
    return (
        f"UNWIND $rows AS row MATCH (origin:{kind.start} {{id: row.origin}}) "
        f"MATCH (destination:{kind.end} {{id: row.destination}}) "
        f"MERGE (origin)-[r:{kind.name}]->(destination) SET r += row.properties"
    )


def remove_statement(kind: Kind) -> str:
    """Removes the rows of `$keys`, and with a node whatever still hangs on it."""
    if isinstance(kind, NodeLabel):
        return f"UNWIND $keys AS key MATCH (n:{kind.name} {{id: key}}) WHERE n.loaded_by = $owner DETACH DELETE n"
    return (
        f"UNWIND $keys AS key MATCH (:{kind.start} {{id: key[0]}})-[r:{kind.name}]->(:{kind.end} {{id: key[1]}}) "
        "DELETE r"
    )


def own_statement(label: NodeLabel) -> str:
    """Reads what the user has hung on the nodes of `$keys`: `id`, and `own`, a list of types, labels and properties."""
    known = [p.name for node in NODES if node.name == label.name for p in node.properties] + ["loaded_by"]
    return (
        f"UNWIND $keys AS key MATCH (n:{label.name} {{id: key}}) WHERE n.loaded_by = $owner "
        "OPTIONAL MATCH (n)-[r]-() WITH n, collect(DISTINCT type(r)) AS types "
        f"WITH n, types + [l IN labels(n) WHERE l <> '{label.name}'] + [k IN keys(n) WHERE NOT k IN {known}] AS own "
        "WHERE size(own) > 0 RETURN n.id AS id, own ORDER BY id LIMIT 100"
    )


_ALL = "|".join(node.name for node in NODES)
_BY_PROPERTY = 'n:Edition OR NOT valueType(n.id) STARTS WITH "STRING"'
_BROKEN = (
    f"MATCH (n:{_ALL}) WHERE n.loaded_by = $owner AND (NOT valueType(n.id) STARTS WITH 'STRING' "
    f"OR size([l IN labels(n) WHERE l IN {[node.name for node in NODES]}]) > 1) "
    f"AND CASE WHEN {_BY_PROPERTY} THEN {_of_edition('n', 'Edition')} ELSE {_of_edition('n')} END"
)
BROKEN_STATEMENT = f"{_BROKEN} RETURN count(n) AS count"
"""Counts, as `count`, nodes of the edition that somebody has made into something else: without an id, or of two labels.
Those of another edition are in nobody's way, and go with a load of theirs."""

REMOVE_BROKEN_STATEMENT = f"{_BROKEN} DETACH DELETE n"

STAMP_STATEMENT = (
    f"MATCH (e:Edition) WHERE e.loaded_by = $owner AND {_of_edition('e', 'Edition')} SET e.loaded_at = $now"
)
"""Says when the edition was loaded."""
