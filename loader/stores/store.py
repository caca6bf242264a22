"""The store: its interface, where the user's own one lies, how a graph is loaded, what a question may do.

No backend here and no socket. The Cypher that loads a graph is derived from `schema.py` by pure functions, so
that labels, relationship types and property names come from that closed list and never from input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from career_pathways.loader.errors import QueryError, StoreError, WrongAddress
from career_pathways.loader.schema import NODES, RELATIONSHIPS, TYPES, NodeLabel, Property, RelationshipType

if TYPE_CHECKING:  # networkx takes longer to import than a question takes to answer
    import networkx as nx

ENVIRONMENT_VARIABLE = "PATHWAYS_STORE"
"""Names the user's store, a file or the address of a Neo4j, where the command does not."""

TIMEOUT = 10.0
"""Seconds that a question may take where nobody says otherwise."""

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""Those of the driver: with +s over TLS, with +ssc over TLS whatever the certificate; neo4j finds the members of a
cluster, bolt talks to one server."""

LIMIT = 1_000
"""Rows that are returned where nobody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A database of a Neo4j server, and who asks it."""

    uri: str
    """With one of the schemes bolt, bolt+s, bolt+ssc, neo4j, neo4j+s, neo4j+ssc; without user and password."""
    username: str = "neo4j"
    password: str | None = field(default=None, repr=False)
    """None where the server asks for none."""
    database: str | None = None
    """None for the user's home database."""

    def __post_init__(self) -> None:
        """Raises WrongAddress where the driver would take the address for something else, or show a password."""
        scheme, _, rest = self.uri.partition("://")
        if "@" in rest:  # a password may hold a slash
            raise WrongAddress(
                f"{scheme}://…@{rest.rpartition('@')[2]}: no user and no password belong into an address. "
                "Set NEO4J_USERNAME and NEO4J_PASSWORD, or name a file with --password-file."
            )
        host, _, path = rest.partition("?")[0].partition("/")
        if scheme not in SCHEMES:
            cure = f"Write one of {', '.join(f'{s}://' for s in SCHEMES)}."
            if scheme in {"http", "https"}:
                bare = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
                cure = f"That is where a browser looks; Bolt is at bolt{'+s' * (scheme == 'https')}://{bare}:7687."
            raise WrongAddress(f"{self.uri}: no address of a Neo4j store. {cure}")
        if not host:
            raise WrongAddress(f"{self.uri}: no host in it. An address is like bolt://localhost:7687.")
        port = re.search(r":([^:\]]*)$", host)
        if port and not (port[1].isdecimal() and 0 < int(port[1]) < 2**16):
            raise WrongAddress(f"{self.uri}: no such port. Bolt's is 7687 as a rule.")
        if path:
            raise WrongAddress(f"{self.uri}: an address ends with its port. Name the database with NEO4J_DATABASE.")


@dataclass(frozen=True, slots=True)
class Result:
    """What a store answered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """One value for each column: null, boolean, integer, float, string, or lists and maps of these. A node is
    a map of `labels` and `properties`; a relationship one of `type`, `start` and `end` (the ids of the nodes at its
    ends) and `properties`; a path one of `nodes` and `relationships`."""
    truncated: bool = False
    """Whether there were more rows than the limit allowed."""

    def records(self) -> list[dict[str, Any]]:
        """The rows as maps from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def in_order(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of a node or a relationship in the order of schema.py, then the user's own."""
    return {k: properties[k] for k in sorted(properties, key=lambda k: (_PLACES.get(k, len(_PLACES)), k))}


_PLACES = {name: i for i, name in enumerate(p.name for kind in (*NODES, *RELATIONSHIPS) for p in kind.properties)}


class Store(Protocol):
    """A graph that answers Cypher. Use it in a `with` statement; nothing is opened before it is needed."""

    def replace(self, graph: nx.MultiDiGraph) -> None:
        """Make `graph` the whole content: all of it, or, where that fails, the store as it was.

        Takes a graph of `loader/graph/build.py`: node key = id, node attribute `label` beside the properties,
        relationship key = type. Raises StoreError.
        """
        ...

    def counts(self) -> dict[str, int]:
        """How many nodes of each label, then relationships of each type, in the order of schema.py."""
        ...

    def run(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout: float = TIMEOUT,
        limit: int | None = LIMIT,
    ) -> Result:
        """Answer one reading statement, within `timeout` seconds, with at most `limit` rows (None: all).

        A ReadOnly is taken as it is; any other text is checked by `checked_question` first.
        Raises QueryError where the statement is refused, wrong, or too slow; StoreError where there is no
        sound store.
        """
        ...

    def close(self) -> None:
        """Let go of file and memory. A closed store is not used again."""
        ...

    def __enter__(self) -> Self:
        """The store itself."""
        ...

    def __exit__(self, *exception: object) -> None:
        """Close it."""
        ...


def too_slow(timeout: float) -> QueryError:
    """The error for a question that took longer than `timeout` seconds."""
    return QueryError(f"no answer within {timeout:g} seconds. Begin from an id, shorten the paths, or allow more time.")


def own_store() -> Path:
    """Where the user's own store is where nobody says otherwise.

    The folder is what the system keeps for such things: `~/.local/share/career-pathways` on Linux,
    `~/Library/Application Support/career-pathways` on macOS, `%LOCALAPPDATA%\\career-pathways` on Windows.
    """
    from platformdirs import user_data_path  # noqa: PLC0415 -- 10 ms, often not needed

    return user_data_path("career-pathways", appauthor=False) / "pathways.kgl"


# Loading ------------------------------------------------------------------------------------------------


def constraint_statements() -> tuple[str, ...]:
    """One uniqueness constraint a label; Neo4j Community has no other kind, so `_row` checks the rest."""
    return tuple(
        f"CREATE CONSTRAINT {label.name.lower()}_id IF NOT EXISTS FOR (n:{label.name}) REQUIRE n.id IS UNIQUE"
        for label in NODES
    )


def node_statement(label: NodeLabel) -> str:
    """The statement that creates one node of `label` for each map in `$rows`."""
    return f"UNWIND $rows AS row CREATE (n:{label.name}) SET n = row"


def relationship_statement(relationship: RelationshipType) -> str:
    """The statement that creates one relationship for each map in `$rows`, from `origin` to `destination`."""
    return (
        f"UNWIND $rows AS row MATCH (origin:{relationship.start} {{id: row.origin}}) "
        f"MATCH (destination:{relationship.end} {{id: row.destination}}) "
        f"CREATE (origin)-[r:{relationship.name}]->(destination) SET r = row.properties"
    )


def load_statements(graph: nx.MultiDiGraph) -> Iterator[tuple[str, dict[str, Any]]]:
    """What fills an empty store with `graph`: statements with their parameters, in the order to run them.

    The same graph gives the same statements, whatever order its nodes were added in. Raises what `node_rows` and
    `relationship_rows` raise.
    """
    for label, nodes in node_rows(graph):
        if rows := list(nodes):
            yield node_statement(label), {"rows": rows}
    for relationship, relationships in relationship_rows(graph):
        if rows := list(relationships):
            yield relationship_statement(relationship), {"rows": rows}


def node_rows(graph: nx.MultiDiGraph) -> Iterator[tuple[NodeLabel, Iterator[dict[str, Any]]]]:
    """For each label its nodes, by id: all properties of schema.py, null where one is not stated.

    Raises StoreError where the graph holds a label that schema.py does not know, and, on the way through the nodes,
    where one lacks a property that it requires.
    """
    ids: dict[str, list[str]] = {label.name: [] for label in NODES}
    for key in sorted(graph.nodes):
        label = graph.nodes[key].get("label")
        if label not in ids:
            raise StoreError(f"node {key!r} has the label {label!r}, which loader/schema.py does not declare.")
        ids[label].append(key)
    for node in NODES:
        yield node, (_row(node.properties, {"id": key} | graph.nodes[key], key) for key in ids[node.name])


def relationship_rows(graph: nx.MultiDiGraph) -> Iterator[tuple[RelationshipType, Iterator[dict[str, Any]]]]:
    """For each relationship type its relationships, by their ends: `origin` and `destination` (ids), `properties`.

    Raises StoreError as `node_rows` does.
    """
    ends: dict[tuple[str, str, str], list[tuple[str, str]]] = {(r.name, r.start, r.end): [] for r in RELATIONSHIPS}
    for origin, destination, name in graph.edges(keys=True):
        kind = (name, graph.nodes[origin]["label"], graph.nodes[destination]["label"])
        if kind not in ends:
            raise StoreError(
                f"{origin!r} -> {destination!r}: loader/schema.py has no {name} from {kind[1]} to {kind[2]}."
            )
        ends[kind].append((origin, destination))
    for declared in RELATIONSHIPS:
        joined = ends.pop((declared.name, declared.start, declared.end))
        joined.sort()
        yield declared, _relationships(graph, declared, joined)


def _relationships(
    graph: nx.MultiDiGraph, declared: RelationshipType, ends: list[tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for origin, destination in ends:
        attributes = graph.edges[origin, destination, declared.name]
        properties = _row(declared.properties, attributes, f"{origin} -> {destination}")
        yield {"origin": origin, "destination": destination, "properties": properties}


def _row(properties: tuple[Property, ...], attributes: Mapping[str, Any], where: str) -> dict[str, Any]:
    row = {}
    for declared in properties:
        value = attributes.get(declared.name)
        if value is None and not declared.optional:
            raise StoreError(f"{where}: no {declared.name!r}, which loader/schema.py requires.")
        row[declared.name] = list(value) if isinstance(value, tuple) else value
    return row


def counting_statements() -> tuple[tuple[str, str], ...]:
    """For each label and each relationship type its name and the statement that counts it, as `count`."""
    labels = tuple((n.name, f"MATCH (n:{n.name}) RETURN count(n) AS count") for n in NODES)
    return labels + tuple((name, f"MATCH ()-[r:{name}]->() RETURN count(r) AS count") for name in TYPES)
