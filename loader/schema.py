"""The graph's labels, relationship types and properties: the only declaration of them.

Load statements, constraints, the validator, exports and the schema page are derived from here;
docs/graph-model.md says what each thing means.
"""

from __future__ import annotations

from typing import NamedTuple

SCHEMA_VERSION = 3
"""Goes up when a name below comes, changes its meaning or goes away: questions ask for all of them."""


class Property(NamedTuple):
    """A property of a node or a relationship."""

    name: str
    type: str
    """One of `string`, `integer`, `float`, `boolean`, `string list`, `integer list`."""
    optional: bool = False
    """Whether it may be null. A null property is absent in a store."""


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

NODES = (
    NodeLabel("Route", (ID, Property("name", "string"), Property("line", "integer"))),
    NodeLabel("Pathway", (ID, Property("name", "string"), Property("line", "integer"))),
    NodeLabel(
        "Cluster",
        (
            ID,
            Property("name", "string"),
            Property("column", "string"),
            Property("row", "integer"),
            Property("apprenticeship_only", "boolean"),
            Property("description", "string"),
            Property("line", "integer"),
        ),
    ),
    NodeLabel(
        "Occupation",
        (
            ID,
            Property("title", "string"),
            Property("level", "integer", optional=True),
            Property("level_min", "integer"),
            Property("level_max", "integer"),
            Property("column", "string"),
            Property("degree", "boolean"),
            Property("specialisms", "string list"),
            Property("route", "string"),
            Property("route_name", "string"),
            Property("lines", "integer list"),
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
        ),
    ),
)

RELATIONSHIPS = (
    RelationshipType(
        "IN_CLUSTER",
        "Occupation",
        "Cluster",
        (Property("specialisms", "string list"), Property("line", "integer"), Property("quote", "string")),
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
            Property("pathway", "string"),
            Property("from_cluster", "string"),
            Property("to_cluster", "string"),
        ),
    ),
    RelationshipType(
        "SHARED_ACROSS_ROUTES",
        "Occupation",
        "Occupation",
        (Property("match", "string"), Property("score", "integer")),
    ),
)

LABELS = tuple(label.name for label in NODES)
TYPES = tuple(dict.fromkeys(kind.name for kind in RELATIONSHIPS))
"""Each relationship type once."""

INDEXES = (
    ("Occupation", "route"),
    ("Occupation", "level"),
    ("PROGRESSES_TO", "level_gap"),
)
"""Label or relationship type, and property, that questions start from besides `id`: on Neo4j they are indexed."""
