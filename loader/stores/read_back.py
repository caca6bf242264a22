"""An edition's graph made of rows, or read back from a store: for the questions that are answered in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx

from career_pathways.loader.schema import (
    DOCUMENT,
    NODES,
    TYPES,
    NodeLabel,
    Property,
    RelationshipType,
    nodes_of,
    relationships_of,
)

from .rows import Rows
from .store import TIMEOUT, ReadOnly, Store

PAGE = 1_000
"""Nodes that one statement asks for, or for the relationships from: what a store may hold on its way has a limit."""


def stored_graph(store: Store, *, timeout: float = TIMEOUT) -> nx.MultiDiGraph:
    """The graph of the edition that is asked: nodes, relationships and properties as `build_graph` made them.

    Nodes come label by label in the order of `build_graph`, each label by its lines and then by id; where several stand
    in one line, that is not always the order of the document. Each of its statements may take `timeout` seconds. Raises
    what Store.run raises.
    """
    graph = nx.MultiDiGraph()
    ids = stored_ids(store, timeout=timeout)
    nodes: dict[str, list[dict[str, Any]]] = {label.name: [] for label in NODES}
    for label, record in stored_nodes(store, ids, timeout=timeout):
        nodes[label.name].append(record)
    for name in ("Edition", "Route", "Pathway", "Cluster", "Occupation"):
        for record in sorted(nodes[name], key=_place):
            graph.add_node(record["id"], label=name, **record)
    for kind, origin, destination, record in stored_relationships(store, ids, timeout=timeout):
        graph.add_edge(origin, destination, kind.name, **record)
    return graph


def graph_of_rows(rows: Rows) -> nx.MultiDiGraph:
    """A graph of `loader/graph/build.py`, for a map that fits into memory as one."""
    graph = nx.MultiDiGraph()
    for label, nodes in rows.nodes():
        graph.add_nodes_from((node["id"], {"label": label.name, **node}) for node in nodes)
    for kind, relationships in rows.relationships():
        graph.add_edges_from((r["origin"], r["destination"], kind.name, r["properties"]) for r in relationships)
    return graph


def stored_version(store: Store, *, timeout: float = TIMEOUT) -> int:
    """The schema version of the edition that is asked."""
    ((version,),) = store.run(_VERSION, timeout=timeout, limit=None).rows
    return int(version)


_OF_EDITION = f"$edition IS NULL OR coalesce(n.edition, '{DOCUMENT}') = $edition"
_VERSION = ReadOnly(f"MATCH (n:Edition) WHERE {_OF_EDITION} RETURN n.schema_version AS version")


def stored_ids(store: Store, *, timeout: float = TIMEOUT) -> dict[str, list[str]]:
    """The ids of all nodes of the edition that is asked, by label, sorted."""
    statements = {
        label.name: ReadOnly(f"MATCH (n:{label.name}) WHERE {_OF_EDITION} RETURN n.id AS id") for label in NODES
    }
    return {
        name: sorted(id_ for (id_,) in store.run(statement, timeout=timeout, limit=None).rows)
        for name, statement in statements.items()
    }


def stored_counts(store: Store, ids: dict[str, list[str]], *, timeout: float = TIMEOUT) -> dict[str, int]:
    """How many nodes of each label and relationships of each type the edition that is asked has, where it has any.

    In: the ids of its nodes. In the order of schema.py.
    """
    counts = {label.name: len(ids[label.name]) for label in NODES}
    for name, statement in _COUNTS.items():
        ((counts[name],),) = store.run(statement, timeout=timeout, limit=None).rows
    return {name: count for name, count in counts.items() if count}


_COUNTS = {name: ReadOnly(f"MATCH (n)-[r:{name}]->() WHERE {_OF_EDITION} RETURN count(r) AS count") for name in TYPES}


def stored_nodes(
    store: Store, ids: dict[str, list[str]], *, timeout: float = TIMEOUT
) -> Iterator[tuple[NodeLabel, dict[str, Any]]]:
    """The nodes of these ids: label by label as schema.py has them, each label in the order of its ids."""
    for label in nodes_of(stored_version(store, timeout=timeout)):
        for record in _records(store, _node_statement(label), label.properties, ids[label.name], timeout):
            yield label, record


def stored_relationships(
    store: Store, ids: dict[str, list[str]], *, timeout: float = TIMEOUT
) -> Iterator[tuple[RelationshipType, str, str, dict[str, Any]]]:
    """The relationships from the nodes of these ids, each with its ends: by type as in schema.py, then by the ends."""
    ends = (Property("origin", "string"), Property("destination", "string"))
    for kind in relationships_of(stored_version(store, timeout=timeout)):
        columns = (*ends, *kind.properties)
        for record in _records(store, _relationship_statement(kind), columns, ids[kind.start], timeout):
            yield kind, record.pop("origin"), record.pop("destination"), record


def _node_statement(label: NodeLabel) -> ReadOnly:
    returned = ", ".join(f"n.`{p.name}` AS `{p.name}`" for p in label.properties)
    return ReadOnly(f"UNWIND $ids AS wanted MATCH (n:{label.name} {{id: wanted}}) RETURN {returned} ORDER BY id")


def _relationship_statement(kind: RelationshipType) -> ReadOnly:
    returned = "".join(f", r.`{p.name}` AS `{p.name}`" for p in kind.properties)
    return ReadOnly(
        f"UNWIND $ids AS wanted MATCH (a:{kind.start} {{id: wanted}})-[r:{kind.name}]->(b:{kind.end}) "
        f"RETURN a.id AS origin, b.id AS destination{returned} ORDER BY origin, destination"
    )


def _records(
    store: Store, statement: ReadOnly, columns: Sequence[Property], ids: Sequence[str], timeout: float
) -> Iterator[dict[str, Any]]:
    names = [p.name for p in columns]
    for start in range(0, len(ids), PAGE):
        answer = store.run(statement, {"ids": ids[start : start + PAGE]}, timeout=timeout, limit=None)
        for row in answer.rows:
            yield dict(zip(names, row, strict=True))


def _place(record: dict[str, Any]) -> tuple[int, str]:
    lines = record.get("lines") or [record.get("line", 0)]
    return lines[0], record["id"]
