"""What the tests of loads look at: all that a graph says, all that a server holds, and a loader that can be killed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import neo4j
import networkx as nx

from career_pathways.loader.catalogue import Catalogue
from career_pathways.loader.stores.statements import node_rows, relationship_rows


def wanted(graph: nx.MultiDiGraph) -> list[str]:
    """All that a graph says, as sorted lines: what `held` must give after a load of it."""
    lines = [_line(label.name, row) for label, rows in node_rows(graph) for row in rows]
    for kind, rows in relationship_rows(graph):
        lines += [_line(kind.name, row["properties"], row["origin"], row["destination"]) for row in rows]
    return sorted(lines)


def held(driver: neo4j.Driver) -> list[str]:
    """All that the server holds of the graph."""
    nodes = "MATCH (n) WHERE n.loaded_by IS NOT NULL RETURN labels(n)[0] AS l, properties(n) AS p"
    relationships = (
        "MATCH (a)-[r]->(b) WHERE a.loaded_by IS NOT NULL AND b.loaded_by IS NOT NULL "
        "RETURN type(r) AS t, properties(r) AS p, a.id AS a, b.id AS b"
    )
    lines = [_line(*record) for asked in (nodes, relationships) for record in driver.execute_query(asked).records]
    return sorted(lines)


def _line(name: str, properties: dict[str, Any], *ends: str) -> str:
    told = {k: v for k, v in properties.items() if v is not None and k not in {"loaded_at", "loaded_by", "note"}}
    return json.dumps([name, *ends, told], sort_keys=True)


def everything(driver: neo4j.Driver, of: str = "true") -> list[Any]:
    """Every node with its relationships, by the server's own ids, those of the loads' bookkeeping too."""
    return driver.execute_query(
        f"MATCH (n) WHERE {of} OPTIONAL MATCH (n)-[r]-(m) RETURN elementId(n) AS n, labels(n) AS l, "
        "properties(n) AS p, elementId(r) AS r, type(r) AS t, properties(r) AS q, m.id AS m ORDER BY n, r"
    ).records


def without(catalogue: Catalogue, number: int) -> Catalogue:
    """The catalogue without its cluster of that number."""
    _, _, gone = list(catalogue.clusters())[number]
    routes = []
    for r in catalogue.routes:
        pathways = tuple(replace(p, clusters=tuple(c for c in p.clusters if c is not gone)) for p in r.pathways)
        routes.append(replace(r, pathways=pathways))
    return replace(catalogue, routes=tuple(routes))


LOADER = """
import pickle, sys
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target
target, graph = pickle.load(sys.stdin.buffer)
print("loading", flush=True)
with BoltStore(Target(**target)) as store:
    store.load(graph, allow_loss=True)
print("loaded", flush=True)
"""
"""A process that reads a target and a graph from its standard input, and says when it begins and when it ends."""
