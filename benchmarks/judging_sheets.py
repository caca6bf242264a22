"""Sheets to judge by hand which next steps are right, with nothing on them of how the map ranks them.

    python benchmarks/judging_sheets.py > sheets.md

Eight origins a route, drawn at random (the seed is fixed) from those with five options or more; where a route has
fewer of these, from those with most options. The options of each come shuffled. tests/judged/ holds what was judged.
"""

from __future__ import annotations

import random

import networkx as nx

from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.reading.curated import packaged_lookups
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import read_source

ORIGINS = 8
"""For each route."""

OPTIONS = 5
"""As few as three first suggestions still have to be chosen from."""


def options(graph: nx.MultiDiGraph, origin: str) -> list[str]:
    """Where an occupation progresses to, by id."""
    return sorted(end for _, end, key in graph.out_edges(origin, keys=True) if key == "PROGRESSES_TO")


def sampled_origins(graph: nx.MultiDiGraph) -> list[str]:
    """The origins to judge, route by route."""
    chance = random.Random(2017)
    by_route: dict[str, list[str]] = {}
    for node, attributes in graph.nodes(data=True):
        if attributes["label"] == "Occupation" and len(options(graph, node)) > 1:
            by_route.setdefault(attributes["route"], []).append(node)
    chosen = []
    for occupations in by_route.values():
        chance.shuffle(occupations)
        occupations.sort(key=lambda id_: -min(OPTIONS, len(options(graph, id_))))
        chosen += sorted(occupations[:ORIGINS])
    return chosen


def sheet(graph: nx.MultiDiGraph, origin: str) -> str:
    """One origin with its options."""
    shuffled = options(graph, origin)
    random.Random(origin).shuffle(shuffled)
    lines = [f"## {origin}", "", _described(graph, origin), ""]
    return "\n".join([*lines, *(f"- `{option}` {_described(graph, option)}" for option in shuffled), ""])


def _described(graph: nx.MultiDiGraph, id_: str) -> str:
    node = graph.nodes[id_]
    clusters = [graph.nodes[end]["name"] for _, end, key in graph.out_edges(id_, keys=True) if key == "IN_CLUSTER"]
    level = "level not stated" if node["level"] is None else f"level {node['level']}"
    told = f"; specialisms: {', '.join(node['specialisms'])}" if node["specialisms"] else ""
    return f"{node['title']} ({level}, {node['column']}; cluster: {', '.join(clusters)}{told})"


if __name__ == "__main__":
    source = read_source()
    the_graph = build_graph(read_catalogue(source, packaged_lookups(source)).catalogue)
    print("\n".join(sheet(the_graph, origin) for origin in sampled_origins(the_graph)))
