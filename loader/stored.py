"""A graph read back from a store, for the questions that are answered offline."""

from __future__ import annotations

from typing import Any

import networkx as nx

from .schema import NODES, RELATIONSHIPS, NodeLabel, Property, RelationshipType
from .store import TIMEOUT, Store


def stored_graph(store: Store, *, timeout: float = TIMEOUT) -> nx.MultiDiGraph:
    """The graph that a store holds: nodes, relationships and properties as `build_graph` made them.

    Nodes come label by label in the order of `build_graph`, each label by its lines and then by id; where several stand
    in one line, that is not always the order of the document. Each of its statements may take `timeout` seconds. Raises
    what Store.run raises.
    """
    graph = nx.MultiDiGraph()
    nodes = {label.name: _records(store, _node_statement(label), label.properties, timeout) for label in NODES}
    for label in ("Edition", "Route", "Pathway", "Cluster", "Occupation"):
        for record in sorted(nodes[label], key=_place):
            graph.add_node(record["id"], label=label, **record)
    for kind in RELATIONSHIPS:
        ends = (Property("origin", "string"), Property("destination", "string"))
        for record in _records(store, _relationship_statement(kind), (*ends, *kind.properties), timeout):
            graph.add_edge(record.pop("origin"), record.pop("destination"), kind.name, **record)
    return graph


def _node_statement(label: NodeLabel) -> str:
    returned = ", ".join(f"n.`{p.name}` AS `{p.name}`" for p in label.properties)
    return f"MATCH (n:{label.name}) RETURN {returned} ORDER BY id"


def _relationship_statement(kind: RelationshipType) -> str:
    returned = "".join(f", r.`{p.name}` AS `{p.name}`" for p in kind.properties)
    return (
        f"MATCH (a:{kind.start})-[r:{kind.name}]->(b:{kind.end}) "
        f"RETURN a.id AS origin, b.id AS destination{returned} ORDER BY origin, destination"
    )


def _records(store: Store, statement: str, properties: tuple[Property, ...], timeout: float) -> list[dict[str, Any]]:
    names = [p.name for p in properties]
    return [dict(zip(names, row, strict=True)) for row in store.run(statement, timeout=timeout, limit=None).rows]


def _place(record: dict[str, Any]) -> tuple[int, str]:
    lines = record.get("lines") or [record.get("line", 0)]
    return lines[0], record["id"]
