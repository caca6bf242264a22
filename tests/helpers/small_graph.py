"""A graph small enough to see, for the tests of stores and questions."""

from __future__ import annotations

import networkx as nx

from career_pathways.loader.graph.moves import mark_skips
from career_pathways.loader.graph.relatedness import WEIGHTS
from career_pathways.loader.schema import SCHEMA_VERSION

PARTS = dict.fromkeys(WEIGHTS, 0.0)
"""The parts of a relatedness of 0."""


def small_graph() -> nx.MultiDiGraph:  # noqa: PLR0915 -- a table in the form of statements
    """Two routes small enough to see, and a third without a table.

    care:   carer 2 -> nurse 5 -> matron 7; cleaner 2 -> nothing; ward clerk (no level) -> nurse 5
    health: carer 2 -> Nurse 5 (the care route's "nurse") -> surgeon 6, Über-surgeon 7
    """
    graph = nx.MultiDiGraph()
    counted = {
        "routes": 3,
        "pathways": 2,
        "clusters": 5,
        "occupations": 9,
        "entries": 10,
        "progressions": 8,
        "shared": 4,
    }
    about = {"title": "small", "schema_version": SCHEMA_VERSION, "parser_version": "0", "loaded_at": None}
    graph.add_node("0" * 64, label="Edition", **about, **counted)
    for line, (route, name) in enumerate({"care": "Care", "health": "Health", "hair": "Hair"}.items(), 1):
        graph.add_node(route, label="Route", name=name, line=line)
    for route in ("care", "health"):
        graph.add_node(f"{route}/ward", label="Pathway", name="Ward", line=10)
        graph.add_edge(f"{route}/ward", route, "IN_ROUTE")

    def cluster(id_: str, column: str, line: int) -> None:
        name, pathway = id_.rpartition("/")[2].title(), id_.rpartition("/")[0]
        values = {"row": 1, "apprenticeship_only": column == "professional", "description": "", "line": line}
        graph.add_node(id_, label="Cluster", name=name, column=column, **values)
        graph.add_edge(id_, pathway, "IN_PATHWAY")

    def occupation(id_: str, title: str, level: int | None, cluster: str, *specialisms: str) -> None:
        route, column = id_.split("/", maxsplit=1)[0], graph.nodes[cluster]["column"]
        low, high = {"technical": (2, 3), "higher_technical": (4, 5), "professional": (6, 7)}[column]
        band = {"level_min": level or low, "level_max": level or high, "column": column, "degree": level == 7}
        line = graph.nodes[cluster]["line"]
        within = {"route": route, "route_name": route.title(), "lines": [line]}
        graph.add_node(
            id_, label="Occupation", title=title, level=level, specialisms=list(specialisms), **band, **within
        )
        graph.add_edge(id_, cluster, "IN_CLUSTER", specialisms=list(specialisms[:1]), line=line, quote=title)

    def progression(origin: str, destination: str, relatedness: float, cost: int = 1) -> None:
        start, end = graph.nodes[origin], graph.nodes[destination]
        gap = end["level"] - start["level"] if start["level"] and end["level"] else None
        of = {
            id_: next(c for _, c, key in graph.out_edges(id_, keys=True) if key == "IN_CLUSTER")
            for id_ in (origin, destination)
        }
        graph.add_edge(
            origin,
            destination,
            "PROGRESSES_TO",
            basis="same_row" if cost == 1 else "skips_column",
            cost=cost,
            move="in_trade",
            level_gap=gap,
            relatedness=relatedness,
            **PARTS | {"by_title": relatedness},
            shared_words=["ward"] if relatedness > 0.5 else [],
            pathway=f"{start['route']}/ward",
            from_cluster=of[origin],
            to_cluster=of[destination],
        )

    def shared(one: str, other: str) -> None:
        for start, end in ((one, other), (other, one)):
            graph.add_edge(start, end, "SHARED_ACROSS_ROUTES", match="same_title", score=100)

    cluster("care/ward/helpers", "technical", 11)
    cluster("care/ward/nurses", "higher_technical", 12)
    cluster("care/ward/heads", "professional", 13)
    cluster("health/ward/helpers", "technical", 21)
    cluster("health/ward/doctors", "professional", 22)
    graph.add_edge("care/ward/helpers", "care/ward/nurses", "PROGRESSES_TO", basis="same_row", cost=1)
    occupation("care/carer-2", "Carer", 2, "care/ward/helpers", "Day shift", "Night shift")
    occupation("care/cleaner-2", "Cleaner", 2, "care/ward/helpers", 'Floors "and" \\ stairs')
    occupation("care/ward-clerk", "Ward clerk", None, "care/ward/helpers")
    occupation("care/nurse-5", "nurse", 5, "care/ward/nurses", "Night shift")
    occupation("care/matron-7", "Matron", 7, "care/ward/heads")
    occupation("health/carer-2", "Carer", 2, "health/ward/helpers")
    occupation("health/nurse-5", "Nurse", 5, "health/ward/helpers")
    occupation("health/surgeon-6", "Surgeon", 6, "health/ward/doctors")
    occupation("health/uber-surgeon-7", "Über-surgeon", 7, "health/ward/doctors")
    graph.add_edge("care/nurse-5", "care/ward/heads", "IN_CLUSTER", specialisms=[], line=13, quote="nurse (5)")
    progression("care/carer-2", "care/nurse-5", 0.9)
    progression("care/carer-2", "care/matron-7", 0.2, cost=2)
    progression("care/ward-clerk", "care/nurse-5", 0.9)
    progression("care/nurse-5", "care/matron-7", 0.5)
    progression("health/carer-2", "health/nurse-5", 0.3)
    progression("health/nurse-5", "health/surgeon-6", 0.4)
    progression("health/nurse-5", "health/uber-surgeon-7", 0.4)
    progression("health/surgeon-6", "health/uber-surgeon-7", 0.8)
    shared("care/carer-2", "health/carer-2")
    shared("care/nurse-5", "health/nurse-5")
    mark_skips(graph)
    return graph


def with_title(graph: nx.MultiDiGraph, id_: str, title: str) -> nx.MultiDiGraph:
    """A graph with another title for an occupation."""
    other = graph.copy()
    other.nodes[id_]["title"] = title
    return other
