"""The graph's labels, relationship types and properties: the only declaration of them.

Load statements, constraints, the validator, exports and the schema page are derived from here;
docs/graph-model.md says what each thing means.

The graph of a document holds no more than a document states. That of an imported map (loader/maps/) holds what its
tables state besides, and may lack what only a document is sure to have. `NODES` and `RELATIONSHIPS` have all there can
be; `nodes_of` and `relationships_of` what the graph of an edition has.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

SCHEMA_VERSION = 3
"""Of the graph of a document. Goes up when a name below comes, changes its meaning or goes away: questions ask for all
of them."""

IMPORT_VERSION = 4
"""Of the graph of an imported map: a program that knows only documents refuses it."""

VERSIONS = (SCHEMA_VERSION, IMPORT_VERSION)
"""Those that this program reads."""


DOCUMENT = "2017"
"""What the edition of a document is called. Its nodes carry no name of an edition, those of any other do; so a node is
of the edition `coalesce(n.edition, '2017')`, as questions write it."""


class Property(NamedTuple):
    """A property of a node or a relationship."""

    name: str
    type: str
    """One of `string`, `integer`, `float`, `boolean`, `string list`, `integer list`."""
    optional: bool = False
    """Whether it may be null. A null property is absent in a store."""
    imported: bool = False
    """Whether imported maps alone have it: the graph of a document knows no such property."""
    open: bool = False
    """Whether it may be null in an imported map, whose tables need not state what a document does."""


class NodeLabel(NamedTuple):
    """A label; every node has exactly one, and `id` identifies it among all nodes."""

    name: str
    properties: tuple[Property, ...]


class RelationshipType(NamedTuple):
    """A relationship type between two labels. A type that joins two pairs of labels stands here twice."""

    name: str
    start: str
    end: str
    properties: tuple[Property, ...] = ()


BANDS = {"technical": (2, 3), "higher_technical": (4, 5), "professional": (6, 7)}
"""Each `column`, from left to right, with its lowest and its highest level, as the maps define them."""

ID = Property("id", "string")

_FILE = Property("file", "string", imported=True)
_CODE = Property("code", "string", optional=True, imported=True)
_STATED = Property("stated", "boolean", imported=True)
_EDITION = Property("edition", "string", imported=True)

NODES = (
    NodeLabel(
        "Route",
        (ID, Property("name", "string"), Property("line", "integer"), _FILE, _CODE, _STATED, _EDITION),
    ),
    NodeLabel(
        "Pathway",
        (ID, Property("name", "string"), Property("line", "integer"), _FILE, _CODE, _STATED, _EDITION),
    ),
    NodeLabel(
        "Cluster",
        (
            ID,
            Property("name", "string"),
            Property("column", "string", open=True),
            Property("row", "integer", open=True),
            Property("apprenticeship_only", "boolean"),
            Property("description", "string"),
            Property("line", "integer"),
            *(_FILE, _CODE, _STATED, _EDITION),
        ),
    ),
    NodeLabel(
        "Occupation",
        (
            ID,
            Property("title", "string"),
            Property("level", "integer", optional=True),
            Property("level_min", "integer", open=True),
            Property("level_max", "integer", open=True),
            Property("column", "string", open=True),
            Property("degree", "boolean"),
            Property("specialisms", "string list"),
            Property("route", "string"),
            Property("route_name", "string"),
            Property("lines", "integer list"),
            Property("files", "string list", imported=True),
            _CODE,
            Property("status", "string", optional=True, imported=True),
            Property("description", "string", optional=True, imported=True),
            _EDITION,
        ),
    ),
    NodeLabel(
        "Edition",
        (
            ID,
            Property("title", "string"),
            Property("schema_version", "integer"),
            Property("parser_version", "string"),
            Property("loaded_at", "string", optional=True),  # a store's clock; null until one loads the graph
            Property("routes", "integer"),
            Property("pathways", "integer"),
            Property("clusters", "integer"),
            Property("occupations", "integer"),
            Property("entries", "integer"),
            Property("progressions", "integer"),
            Property("shared", "integer"),
            Property("related", "integer", imported=True),
            _EDITION,
            Property("published", "string", optional=True, imported=True),
            Property("licence", "string", imported=True),
            Property("attribution", "string", optional=True, imported=True),
            Property("url", "string", optional=True, imported=True),
            Property("follows", "string", optional=True, imported=True),
            Property("sources", "string list", imported=True),
            Property("level_name", "string", optional=True, imported=True),
            Property("level_lowest", "integer", optional=True, imported=True),
            Property("level_highest", "integer", optional=True, imported=True),
        ),
    ),
)

RELATIONSHIPS = (
    RelationshipType(
        "IN_CLUSTER",
        "Occupation",
        "Cluster",
        (Property("specialisms", "string list"), Property("line", "integer"), Property("quote", "string"), _FILE),
    ),
    RelationshipType("IN_PATHWAY", "Cluster", "Pathway"),
    RelationshipType("IN_ROUTE", "Pathway", "Route"),
    RelationshipType(
        "PROGRESSES_TO",
        "Cluster",
        "Cluster",
        (Property("basis", "string"), Property("cost", "integer")),
    ),
    RelationshipType(
        "PROGRESSES_TO",
        "Occupation",
        "Occupation",
        (
            Property("basis", "string"),
            Property("cost", "integer"),
            Property("move", "string"),
            Property("skips", "boolean"),
            Property("level_gap", "integer", optional=True),
            Property("relatedness", "float"),
            *(Property(part, "float") for part in ("by_title", "by_specialisms", "by_place", "by_level", "by_basis")),
            Property("shared_words", "string list"),
            Property("pathway", "string", open=True),
            Property("from_cluster", "string", open=True),
            Property("to_cluster", "string", open=True),
            Property("line", "integer", imported=True),
            _FILE,
        ),
    ),
    RelationshipType(
        "SHARED_ACROSS_ROUTES",
        "Occupation",
        "Occupation",
        (Property("match", "string"), Property("score", "integer")),
    ),
    RelationshipType(
        "RELATED_TO",  # which imported maps alone have
        "Occupation",
        "Occupation",
        (
            Property("rank", "integer", optional=True, imported=True),
            Property("note", "string", optional=True, imported=True),
            Property("line", "integer", imported=True),
            _FILE,
        ),
    ),
)

LINKS = (
    RelationshipType(
        "BECAME",  # from the older edition to the newer
        "Occupation",
        "Occupation",
        (
            Property("change", "string"),
            Property("evidence", "string"),
            Property("reason", "string", optional=True),
            Property("level_change", "integer", optional=True),
        ),
    ),
    RelationshipType(
        "CORRESPONDS_TO",  # from the map whose table says so
        "Occupation",
        "Occupation",
        (Property("match", "string"), Property("file", "string"), Property("line", "integer")),
    ),
)
"""What joins two editions. It belongs to neither: no step, no path and no export of an edition goes over it."""


@cache
def nodes_of(version: int) -> tuple[NodeLabel, ...]:
    """The labels as a graph has them whose edition is of this `schema_version`."""
    return tuple(label._replace(properties=_declared(label.properties, version)) for label in NODES)


@cache
def relationships_of(version: int) -> tuple[RelationshipType, ...]:
    """The same of relationship types; RELATED_TO, which only imported maps have, is among them always."""
    return tuple(kind._replace(properties=_declared(kind.properties, version)) for kind in RELATIONSHIPS)


def _declared(properties: tuple[Property, ...], version: int) -> tuple[Property, ...]:
    if version == IMPORT_VERSION:
        return tuple(p._replace(optional=p.optional or p.open) for p in properties)
    return tuple(p for p in properties if not p.imported)


LABELS = tuple(label.name for label in NODES)
TYPES = tuple(dict.fromkeys(kind.name for kind in RELATIONSHIPS))
"""Each relationship type within an edition once."""

ALL_RELATIONSHIPS = (*RELATIONSHIPS, *LINKS)
ALL_TYPES = tuple(dict.fromkeys(kind.name for kind in ALL_RELATIONSHIPS))
"""The same with what joins editions: all that a store may hold."""

INDEXES = (
    ("Occupation", "route"),
    ("Occupation", "level"),
    ("PROGRESSES_TO", "level_gap"),
)
"""Label or relationship type, and property, that questions start from besides `id`: on Neo4j they are indexed."""
