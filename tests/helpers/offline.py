"""What is asked of a graph in memory, each as one call."""

from __future__ import annotations

import networkx as nx

from career_pathways.queries.rows.paths import Link
from career_pathways.queries.rows.reach import Reached
from career_pathways.queries.whole_graph import WholeGraph


def shortest_path(graph: nx.MultiDiGraph, origin: str, destination: str) -> tuple[Link, ...]:
    return WholeGraph(graph).shortest(origin, destination)


def reach(graph: nx.MultiDiGraph, occupation: str, *, backwards: bool = False) -> tuple[Reached, ...]:
    return WholeGraph(graph).reached(occupation, backwards=backwards)


def pathways(graph: nx.MultiDiGraph, occupation: str) -> dict[str, str]:
    return WholeGraph(graph).pathways_of(occupation)
