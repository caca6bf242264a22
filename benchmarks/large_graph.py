"""A graph of any size in the form of the maps, for measuring loads."""

from __future__ import annotations

import random

import networkx as nx

from career_pathways.loader.graph.moves import mark_skips
from career_pathways.loader.graph.progression import COST
from career_pathways.loader.graph.relatedness import WEIGHTS
from career_pathways.loader.schema import SCHEMA_VERSION

IN_A_ROUTE = 50
"""Occupations; the maps have 53 on the average."""

COLUMNS = (("technical", 2), ("technical", 3), ("higher_technical", 4), ("higher_technical", 5), ("professional", 6))
WORDS = "care site retail animal food digital legal design rail water health land power paper glass stone".split()


def large_graph(occupations: int, progressions: int) -> nx.MultiDiGraph:
    """So many occupations in routes of IN_A_ROUTE, and so many progressions between them, each inside its route.

    It has all properties of schema.py. Texts are shared as far as the maps share them.
    """
    draw = random.Random(2017)
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    routes = -(-occupations // IN_A_ROUTE)
    for r in range(routes):
        route, name = f"route-{r}", f"Route {r}"
        graph.add_node(route, label="Route", id=route, name=name, line=r)
        pathway = f"{route}/pathway"
        graph.add_node(pathway, label="Pathway", id=pathway, name="Pathway", line=r)
        graph.add_edge(pathway, route, "IN_ROUTE")
        for row, (column, level) in enumerate(COLUMNS, 1):
            cluster = f"{pathway}/cluster-{level}"
            of = {"apprenticeship_only": False, "description": "", "line": r, "row": row, "column": column}
            graph.add_node(cluster, label="Cluster", id=cluster, name=f"Cluster {level}", **of)
            graph.add_edge(cluster, pathway, "IN_PATHWAY")
    members: list[list[tuple[str, int, str]]] = [[] for _ in range(routes)]
    for o in range(occupations):
        r, (column, level) = o % routes, COLUMNS[o // routes % len(COLUMNS)]
        word = WORDS[o % len(WORDS)]
        id_, cluster = f"route-{r}/{word}-operative-{o}-{level}", f"route-{r}/pathway/cluster-{level}"
        graph.add_node(
            id_,
            label="Occupation",
            id=id_,
            title=f"{word.capitalize()} operative {o}",
            level=level,
            level_min=level,
            level_max=level,
            column=column,
            degree=False,
            specialisms=[word, "night shift"],
            route=f"route-{r}",
            route_name=graph.nodes[f"route-{r}"]["name"],
            lines=[r],
        )
        graph.add_edge(id_, cluster, "IN_CLUSTER", specialisms=[word], line=r, quote=f"{word} operative ({level})")
        members[r].append((id_, level, cluster))
    made = 0
    while made < progressions:
        r = made % routes
        pathway = f"route-{r}/pathway"
        (origin, low, start), (destination, high, end) = draw.sample(members[r], 2)
        if low < high and not graph.has_edge(origin, destination):
            relatedness = draw.randrange(10_000) / 10_000
            graph.add_edge(
                origin,
                destination,
                "PROGRESSES_TO",
                basis="same_pathway",
                cost=COST["same_pathway"],
                move="in_trade",
                level_gap=high - low,
                relatedness=relatedness,
                **dict.fromkeys(WEIGHTS, 0.0) | {"by_title": relatedness},
                shared_words=[WORDS[made % len(WORDS)]],
                pathway=pathway,
                from_cluster=start,
                to_cluster=end,
            )
            made += 1
    mark_skips(graph)
    counts = {"routes": routes, "pathways": routes, "clusters": routes * len(COLUMNS), "occupations": occupations}
    counts |= {"entries": occupations, "progressions": progressions, "shared": 0}
    about = {"title": "large", "schema_version": SCHEMA_VERSION, "parser_version": "0", "loaded_at": None}
    graph.add_node("0" * 64, label="Edition", id="0" * 64, **about, **counts)
    return graph
