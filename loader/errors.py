"""Every error the project raises for a reason that a user can act on.

    PathwaysError
    ├── UnreadableSource      no such file, or not text
    ├── ReadingError          the document holds something that no rule reads
    ├── LookupsError          a curated reading is unused, fits twice, or is not one
    ├── InvalidCatalogue      a catalogue that is not in the format, or that holds no occupation
    ├── InvalidGraph          a graph that breaks the graph model
    ├── StoreError            the store is missing, damaged, or of another version
    │   ├── WrongAddress      no address of a Neo4j server, or a password file that cannot be read
    │   ├── NoConnection      nothing answers there, or something else than a Neo4j that this program knows
    │   ├── AccessRefused     a password, a database or a right that the server does not grant
    │   ├── LossRefused       a load that would take away more than anybody asked for
    │   └── GraphReplaced     another load has replaced the graph since the store was opened
    ├── LocalServerError      the Neo4j of this machine lacks something, is damaged, or does not start
    ├── QueryError            a query that the store refused, or that took too long
    │   ├── RefusedQuery      it would do more than read the graph, or names what the graph has not
    │   ├── UnknownQuery      no question of that name
    │   └── WrongParameter    one that the question does not take, lacks, or wants otherwise
    ├── UnknownName           no occupation, cluster or route of that name
    ├── AmbiguousName         more than one
    ├── NoPathway             two occupations that exist, and nothing between them
    ├── Contradiction         conditions of a path that no path can keep together
    ├── WhatIfError           a what-if file that cannot be read, or that does not fit the graph
    └── ExportError           an export that cannot be written, for a reason outside of the command
        └── WrongExport       one that the command asks for and that cannot be: a format, a file, a choice

Each message says what is wrong, where, and the cure.
"""

from __future__ import annotations


class PathwaysError(Exception):
    """The base of all of them."""


class UnreadableSource(PathwaysError):
    """No such file, or not text."""


class ReadingError(PathwaysError):
    """The document holds something that no rule reads."""


class LookupsError(PathwaysError):
    """A curated reading is unused, fits twice, or is not one."""


class InvalidCatalogue(PathwaysError):
    """A catalogue that is not in the format, or that holds no occupation."""


class InvalidGraph(PathwaysError):
    """A graph that breaks the graph model."""


class StoreError(PathwaysError):
    """The store is missing, damaged, or of another version."""


class WrongAddress(StoreError):
    """No address of a Neo4j server, or a password file that cannot be read."""


class NoConnection(StoreError):
    """Nothing answers at an address, or something else than a Neo4j that this program knows."""


class AccessRefused(StoreError):
    """A password, a database or a right that the server does not grant."""


class LossRefused(StoreError):
    """A load that would take away more than anybody asked for."""


class GraphReplaced(StoreError):
    """Another load has replaced the graph since the store was opened."""


class LocalServerError(PathwaysError):
    """The Neo4j of this machine lacks something, is damaged, or does not start."""


class QueryError(PathwaysError):
    """A query that the store refused, or that took too long."""


class RefusedQuery(QueryError):
    """A query that would do more than read the graph, or that names what the graph has not."""


class UnknownQuery(QueryError):
    """No question of that name."""


class WrongParameter(QueryError):
    """A parameter that the question does not take, lacks, or wants otherwise."""


class UnknownName(PathwaysError):
    """No occupation, cluster or route of that name."""


class AmbiguousName(PathwaysError):
    """More than one occupation, cluster or route of that name."""


class NoPathway(PathwaysError):
    """Two occupations that exist, and nothing between them."""


class Contradiction(PathwaysError):
    """Conditions of a path that no path can keep together."""


class WhatIfError(PathwaysError):
    """A what-if file that cannot be read, or that does not fit the graph."""


class ExportError(PathwaysError):
    """An export that cannot be written, for a reason outside of the command: a full disk, a missing library."""


class WrongExport(ExportError):
    """An export that the command asks for and that cannot be: a format, a file, or a choice."""
