"""What the tests of loads look at: all that a graph says, all that a server holds, and a loader that can be killed."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from itertools import chain
from typing import Any

import neo4j
import networkx as nx

from career_pathways.loader.adding import joins_with
from career_pathways.loader.building import Read
from career_pathways.loader.catalogue import Catalogue
from career_pathways.loader.editions.joins import Join
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.rows import GraphRows
from career_pathways.loader.stores.statements import join_rows
from career_pathways.loader.stores.store import Target


def wanted(*graphs: nx.MultiDiGraph, joins: Iterable[Join] = ()) -> list[str]:
    """All that graphs of editions and what joins them say, as sorted lines: what `held` must give after their loads."""
    lines = []
    for graph in graphs:
        lines += [_line(label.name, row) for label, rows in GraphRows(graph).nodes() for row in rows]
    for kind, relationships in chain(*(GraphRows(graph).relationships() for graph in graphs), join_rows(joins)):
        lines += [_line(kind.name, row["properties"], row["origin"], row["destination"]) for row in relationships]
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
    told = {
        k: v
        for k, v in properties.items()
        if v is not None and k not in {"loaded_at", "loaded_by", "search_text", "note"}
    }
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


def joined(older: nx.MultiDiGraph, newer: nx.MultiDiGraph, read: Read) -> list[Join]:
    """What joins two editions; `read`: what the newer one was read from."""
    with EmbeddedStore.in_memory(older) as store:
        return list(joins_with(store, read, newer))


_LOADER = """
import pickle, sys
from career_pathways.loader.editions.joins import Join
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target
target, edition, graph, joins = pickle.load(sys.stdin.buffer)
print("loading", flush=True)
with BoltStore(Target(**target)) as store:
    store.drop(edition) if graph is None else store.load(graph, [Join(*join) for join in joins], allow_loss=True)
print("loaded", flush=True)
"""


def loading(
    target: Target, graph: nx.MultiDiGraph | None, joins: Sequence[Join] = (), edition: str = ""
) -> subprocess.Popen[bytes]:
    """A process that loads a graph, or drops the edition of that name, and that can be killed: it has just begun.

    Its standard output says at its end that it has loaded.
    """
    loader = subprocess.Popen([sys.executable, "-c", _LOADER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert loader.stdin and loader.stdout
    loader.stdin.write(pickle.dumps((asdict(target), edition, graph, [tuple(join) for join in joins])))
    loader.stdin.close()
    assert loader.stdout.readline() == b"loading\n"
    return loader
