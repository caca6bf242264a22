"""What a load into a server changes: the rows that it holds against those that it should. Text and numbers; no driver.

A node is ours where `loaded_by` says so, a relationship where both its ends are and schema.py declares it. Nothing else
in the database is looked at, changed or removed.

All of it is of one edition. A node is of the edition that its id begins with, or of the document's: by the id it is
written, so that a property `edition` changed by hand is put right and gives no other edition a node to remove. What
joins editions, as any relationship between two of them, is of both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress, groupby
from operator import itemgetter
from typing import Any, TypeAlias

from career_pathways.loader.errors import LossRefused
from career_pathways.loader.schema import ALL_RELATIONSHIPS, DOCUMENT, INDEXES, NODES, NodeLabel, RelationshipType
from career_pathways.loader.stores.declared import counted
from career_pathways.loader.stores.statements import constraint_statements

Kind: TypeAlias = NodeLabel | RelationshipType

Key: TypeAlias = str | tuple[str, str]
"""What identifies a row of one kind: a node's id, or the ids of a relationship's ends."""

OWNER = "career-pathways"
"""The value of `loaded_by`, by which a load knows its own nodes among those of the user."""

SEARCH_TEXT = "search_text"
"""The property that a search begins at (searching.py)."""

OF_A_LOAD = ("loaded_by", SEARCH_TEXT)
"""Properties that a load writes for itself."""

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
    written: bytes | None
    """One byte for each row that it should hold: whether it is written. None where it holds none of them, so that all
    are; they are counted then as they are written."""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.written is None or self.added or self.changed or self.removed)

    @property
    def rows(self) -> int:
        """How many rows are written or removed, as far as they are counted."""
        return self.added + self.changed + len(self.removed)

    def to_write(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Those of all its rows that are written."""
        return iter(rows) if self.written is None else compress(rows, self.written)


def all_new(kind: Kind) -> Difference:
    """The difference where nothing of `kind` is held; its rows are not counted yet."""
    return Difference(kind, held=0, wanted=0, added=0, changed=0, removed=(), written=None)


def key_of(kind: Kind, row: Mapping[str, Any]) -> Key:
    """The key of a row of `Rows`."""
    return row["id"] if isinstance(kind, NodeLabel) else (row["origin"], row["destination"])


def compared(kind: Kind) -> tuple[str, ...]:
    """The properties by which rows are compared: all but `loaded_at`, the clock of the load itself.

    With `edition`, which a document's nodes must not have: each question would take them for those of another.
    """
    names = [p.name for p in kind.properties if p.name != "loaded_at"]
    return tuple(dict.fromkeys([*names, *(["edition"] if isinstance(kind, NodeLabel) else [])]))


def difference(kind: Kind, held: Iterable[tuple[Key, list[Any]]], rows: Iterable[Mapping[str, Any]]) -> Difference:
    """What must happen to `held`, keys with the values of `compared`, to become `rows`.

    Both come by their keys in order, so that neither is kept; of each row of the graph a byte is.
    """
    grouped = ((key, [values for _, values in of]) for key, of in groupby(held, key=itemgetter(0)))
    of_node, names = isinstance(kind, NodeLabel), compared(kind)
    count = wanted = added = changed = 0
    removed: list[Key] = []
    written = bytearray()
    known = next(grouped, None)
    for row in rows:
        key = key_of(kind, row)
        while known and known[0] < key:  # two texts, or two pairs of texts
            count += 1
            removed.append(known[0])
            known = next(grouped, None)
        wanted += 1
        if not known or known[0] != key:
            added += 1
            written.append(True)
            continue
        count += 1
        properties = row if of_node else row["properties"]
        if len(known[1]) > 1:  # goes, all of them, before one comes back
            removed.append(key)
            added += 1
            written.append(True)
        else:  # 2 is not 2.0 here, at whatever depth
            differs = repr(known[1][0]) != repr([properties.get(name) for name in names])
            changed += differs
            written.append(differs)
        known = next(grouped, None)
    while known:
        count += 1
        removed.append(known[0])
        known = next(grouped, None)
    return Difference(kind, count, wanted, added, changed, tuple(removed), bytes(written))


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


def of_edition(node: str, label: str = "") -> str:
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


def compared_names(kinds: Iterable[Kind]) -> dict[str, Any]:
    """Of labels, the parameters of HELD_NODES_STATEMENT besides those of the edition."""
    names = {kind.name: compared(kind) for kind in kinds}
    return {"names": names, "ranks": {name: rank for rank, name in enumerate(names)}}


def count_statement(kind: Kind) -> str:
    """Counts the rows of `kind` that are of the edition, as `count`."""
    if isinstance(kind, NodeLabel):
        within = of_edition("n", kind.name)
        return f"MATCH (n:{kind.name}) WHERE n.loaded_by = $owner AND {within} RETURN count(n) AS count"
    return (
        f"MATCH (origin:{kind.start})-[r:{kind.name}]->(destination:{kind.end}) "
        f"WHERE origin.loaded_by = $owner AND {_OF_EITHER} RETURN count(r) AS count"
    )


_OF_EITHER = f"destination.loaded_by = $owner AND ({of_edition('origin')} OR {of_edition('destination')})"


def create_statement(kind: Kind) -> str:
    """Creates `$of.rows`, of which none is there, and counts them, as `count`. Each is a list of values (`places_of`).

    One statement serves all labels, and few all types, since a server that has just started takes a tenth of a second
    to plan each: `$of.name` is the label or the type, `$of.at` where its properties stand in a row. They are one map,
    since it plans a statement anew where a list is ten times as long.
    """
    if isinstance(kind, NodeLabel):
        names = {p.name: None for node in NODES for p in node.properties}
        values = f"{_values(names)}, loaded_by: $of.owner"
        return f"UNWIND $of.rows AS row CREATE (n:$($of.name) {{{values}}}) RETURN count(n) AS count"
    (start, end), alike = _written_alike(kind)
    names = {p.name: None for other in alike for p in other.properties}
    return (
        f"UNWIND $of.rows AS row MATCH (origin:{start} {{id: row[0]}}) MATCH (destination:{end} {{id: row[1]}}) "
        f"CREATE (origin)-[r:$($of.name) {{{_values(names)}}}]->(destination) RETURN count(r) AS count"
    )


def _written_alike(kind: RelationshipType) -> tuple[tuple[str, str], list[RelationshipType]]:
    """The labels of the ends of some types, and these: of all from occupations those to the same label, and the few
    others together."""
    if kind.start == "Occupation":
        alike = [other for other in ALL_RELATIONSHIPS if (other.start, other.end) == (kind.start, kind.end)]
    else:
        alike = [other for other in ALL_RELATIONSHIPS if other.start != "Occupation"]
    starts, ends = dict.fromkeys(other.start for other in alike), dict.fromkeys(other.end for other in alike)
    return ("|".join(starts), "|".join(ends)), alike


def _values(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`: row[$of.at.`{name}`]" for name in names)


def places_of(kind: Kind) -> dict[str, int]:
    """Where the values of a kind stand in a row, behind the ids of the ends; a property that it has not is null."""
    return {p.name: i for i, p in enumerate(kind.properties, 0 if isinstance(kind, NodeLabel) else 2)}


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
    known = [p.name for node in NODES if node.name == label.name for p in node.properties] + [*OF_A_LOAD]
    return (
        f"UNWIND $keys AS key MATCH (n:{label.name} {{id: key}}) WHERE n.loaded_by = $owner "
        "OPTIONAL MATCH (n)-[r]-() WITH n, collect(DISTINCT type(r)) AS types "
        f"WITH n, types + [l IN labels(n) WHERE l <> '{label.name}'] + [k IN keys(n) WHERE NOT k IN {known}] AS own "
        "WHERE size(own) > 0 RETURN n.id AS id, own ORDER BY id LIMIT 100"
    )


_LABELS = [node.name for node in NODES]
_MATCH_ALL = (
    f"MATCH (n:{'|'.join(_LABELS)}) "
    f"WITH n, coalesce(n.loaded_by = $owner, false) AS ours, [l IN labels(n) WHERE l IN {_LABELS}] AS labels, "
    'valueType(n.id) STARTS WITH "STRING" AS has_id '
    "WITH n, ours, labels, size(labels) > 1 OR NOT has_id AS broken, "
    f"CASE WHEN n:Edition OR NOT has_id THEN {of_edition('n', 'Edition')} ELSE {of_edition('n')} END AS of_edition "
)
OTHERS, BROKEN = -2, -1

HELD_NODES_STATEMENT = (
    f"{_MATCH_ALL} WHERE NOT ours OR of_edition "
    "WITH n, labels[0] AS label, "
    f"CASE WHEN NOT ours THEN {OTHERS} WHEN broken THEN {BROKEN} ELSE $ranks[labels[0]] END AS rank "
    "ORDER BY rank, n.id "
    "RETURN rank, n.id AS key, [name IN $names[label] | n[name]] AS values, label"
)
"""Reads the nodes of the edition, label by label (`rank`) and by their keys, with their values in the order of
`compared`. They are sorted before their values are read, or the server would hold them all.

Before them come those that are not ours and have a label of ours (OTHERS); then those that somebody has made into
something else, without an id or of two labels (BROKEN): those of another edition are in nobody's way, and go with a
load of theirs."""

REMOVE_BROKEN_STATEMENT = f"{_MATCH_ALL} WHERE ours AND broken AND of_edition DETACH DELETE n"

HELD_RELATIONSHIPS_STATEMENT = (
    f"MATCH (origin:{'|'.join(_LABELS)}) WHERE origin.loaded_by = $owner AND $of.start IN labels(origin) "
    "WITH origin ORDER BY origin.id WITH origin, COLLECT { MATCH (origin)-[r]->(destination) "
    f"WHERE type(r) = $of.name AND $of.end IN labels(destination) AND {_OF_EITHER} "
    "RETURN [destination.id, [name IN $of.names | r[name]]] } AS rows "
    "WHERE size(rows) > 0 RETURN origin.id AS origin, rows"
)
"""Reads the relationships of the type `$of.name` from `$of.start` to `$of.end`, gathered by origin, by the ids of
these: records are what a driver spends its time on."""

STAMP_STATEMENT = (
    f"MATCH (e:Edition) WHERE e.loaded_by = $owner AND {of_edition('e', 'Edition')} SET e.loaded_at = $now"
)
"""Says when the edition was loaded."""
