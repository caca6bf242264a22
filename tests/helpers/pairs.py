"""Pairs of occupations to ask for paths between: the same ones for every store that is compared with another."""

from __future__ import annotations

import random

import networkx as nx


def sampled_pairs(graph: nx.MultiDiGraph, *, seed: int = 2017, size: int = 2_000) -> list[tuple[str, str]]:
    """`size` pairs of two occupations of a large map, each once: the same for the same map, seed and size.

    A fifth have a path to another route, two fifths any path, and the others are any two, most of them without one.
    """
    routes = {node: of["route"] for node, of in sorted(graph.nodes(data=True)) if of["label"] == "Occupation"}
    ways = nx.DiGraph((start, end) for start, end in graph.edges() if {start, end} <= routes.keys())
    connected = [(start, end) for start in routes if start in ways for end in sorted(nx.descendants(ways, start))]
    crossing = [(start, end) for start, end in connected if routes[start] != routes[end]]
    draw = random.Random(seed)
    pairs = dict.fromkeys(draw.sample(crossing, size // 5) + draw.sample(connected, 2 * size // 5))
    while len(pairs) < size:
        start, end = draw.sample(list(routes), 2)
        pairs[start, end] = None
    return list(pairs)
