"""What a value in a question may be, as far as its text and its parameters tell. Null may stand anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, NamedTuple

from career_pathways.loader.schema import ALL_RELATIONSHIPS, NODES

NUMBERS = frozenset({"integer", "float"})
SCALARS = NUMBERS | {"boolean", "string"}
GRAPH = frozenset({"node", "relationship", "path"})
ALL_KINDS = SCALARS | GRAPH | {"list", "map"}


class Kind(NamedTuple):
    """The kinds of value that something may be; none of them where it can only be null."""

    kinds: frozenset[str]
    item: Kind | None = None
    """What the lists among them hold; None where there are no lists, or where anything may be in them."""
    fields: Mapping[str, Kind] | None = None
    """The keys of the maps among them; None where there are no maps, or where they may have any key."""
    names: frozenset[str] | None = None
    """The labels that the nodes among them may have, or the types of the relationships; None for any."""

    @property
    def items(self) -> Kind:
        """What the lists hold, said in full; null where there are none."""
        if "list" not in self.kinds:
            return NULL
        return ANYTHING if self.item is None else self.item

    def without(self, kind: str) -> Kind:
        """The others of its kinds."""
        return self._replace(kinds=self.kinds - {kind})

    def within(self, kinds: Iterable[str]) -> bool:
        """Whether it is of these kinds only (or null)."""
        return self.kinds <= frozenset(kinds)

    @property
    def mixes_numbers(self) -> bool:
        """Whether integers and floats may both be in it: 1 and 1.0 are equal, and print differently."""
        return (
            self.kinds >= NUMBERS
            or ("list" in self.kinds and self.items.mixes_numbers)
            or ("map" in self.kinds and (self.fields is None or any(k.mixes_numbers for k in self.fields.values())))
        )

    def __or__(self, other: Kind) -> Kind:
        """What may be the one or the other."""
        return Kind(
            self.kinds | other.kinds,
            _either(self, other, "list", self.item, other.item, lambda a, b: a | b),
            _either(self, other, "map", self.fields, other.fields, _merged),
            _either(self, other, "node", self.names, other.names, frozenset.union)
            if "relationship" not in self.kinds | other.kinds or "node" not in self.kinds | other.kinds
            else None,
        )


def _either(one: Kind, other: Kind, kind: str, of_one: Any, of_other: Any, join: Any) -> Any:
    """`join` of both, where both are of that kind; that of the one that is, where only one is."""
    holds = {kind, "relationship"} if kind == "node" else {kind}
    if not one.kinds & holds:
        return of_other
    if not other.kinds & holds:
        return of_one
    return None if of_one is None or of_other is None else join(of_one, of_other)


def _merged(one: Mapping[str, Kind], other: Mapping[str, Kind]) -> dict[str, Kind]:
    return {key: one.get(key, NULL) | other.get(key, NULL) for key in one.keys() | other.keys()}


ANYTHING = Kind(ALL_KINDS)
NULL = Kind(frozenset())
BOOLEAN, INTEGER, FLOAT, STRING, PATH = (
    Kind(frozenset({name})) for name in ("boolean", "integer", "float", "string", "path")
)


def list_of(item: Kind) -> Kind:
    """Lists of such items."""
    return Kind(frozenset({"list"}), item)


def map_of(fields: Mapping[str, Kind] | None) -> Kind:
    """Maps with these keys, or with any."""
    return Kind(frozenset({"map"}), fields=fields)


def node_of(labels: frozenset[str] | None) -> Kind:
    """Nodes with one of these labels, or with any."""
    return Kind(frozenset({"node"}), names=labels)


def relationship_of(types: frozenset[str] | None) -> Kind:
    """Relationships of one of these types, or of any."""
    return Kind(frozenset({"relationship"}), names=types)


def any_of(kinds: Iterable[Kind]) -> Kind:
    """What may be any of them."""
    return reduce(Kind.__or__, kinds, NULL)


def kind_of(value: Any) -> Kind:
    """The kind of a parameter."""
    if value is None:
        return NULL
    if isinstance(value, list | tuple):
        return list_of(any_of(map(kind_of, value)))
    if isinstance(value, Mapping):
        return map_of({str(key): kind_of(of) for key, of in value.items()})
    return {bool: BOOLEAN, int: INTEGER, float: FLOAT, str: STRING}.get(type(value), ANYTHING)


_DECLARED = {
    "string": STRING,
    "integer": INTEGER,
    "float": FLOAT,
    "boolean": BOOLEAN,
    "string list": list_of(STRING),
    "integer list": list_of(INTEGER),
}

PROPERTIES: dict[str, dict[str, Kind]] = {}
"""The kind of each property, by label or relationship type."""
for declared in (*NODES, *ALL_RELATIONSHIPS):
    PROPERTIES.setdefault(declared.name, {}).update({p.name: _DECLARED[p.type] for p in declared.properties})


def named(kind: Kind) -> str:
    """It in words, for an error: "an integer or a string"."""
    articles = {"integer": "an integer"}
    return " or ".join(articles.get(name, f"a {name}") for name in sorted(kind.kinds)) or "null"
