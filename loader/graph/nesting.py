"""What stands in what: an occupation in clusters, a cluster in its pathway, a pathway in its route."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

NESTING = {"Occupation": "IN_CLUSTER", "Cluster": "IN_PATHWAY", "Pathway": "IN_ROUTE"}
"""By label, the relationship type that joins a node to what it stands in."""


def held_by(graph: nx.MultiDiGraph, node: str) -> list[str]:
    """The ids of what a node stands in; none for a route and an edition."""
    kind = NESTING.get(graph.nodes[node]["label"])
    return [end for end, parallel in graph.adj[node].items() if kind in parallel]


def holds(graph: nx.MultiDiGraph, node: str) -> list[str]:
    """The ids of what stands in a node."""
    return [start for start, parallel in graph.pred[node].items() if not parallel.keys().isdisjoint(NESTING.values())]
