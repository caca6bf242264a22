"""Maps and paths that are long or wide in one way, for measuring how what is made of them grows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx

from career_pathways.exports.part import Part
from career_pathways.queries.rows.paths import Path as PathOfSteps

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from parts import part_of
from small_graph import PARTS, small_graph
from stops import Stop, path

COLUMNS = ("technical", "higher_technical", "professional")


def named(text: str) -> Part:
    """A small map where everything has that name, title, description, specialism and quote."""
    graph = small_graph()
    for attributes in (*(a for _, a in graph.nodes(data=True)), *(a for *_, a in graph.edges(data=True))):
        attributes.update({name: text for name in ("name", "title", "description", "quote") if name in attributes})
        attributes.update({name: [text] for name in ("specialisms", "shared_words") if name in attributes})
    return part_of(graph)


class Map:
    """A map to which places, occupations and relationships are added."""

    def __init__(self) -> None:
        self.graph = nx.MultiDiGraph()
        self.graph.add_node("0" * 64, **small_graph().nodes["0" * 64])
        self.add("a", label="Route", name="A")
        self.pathway("a/b")

    def add(self, id_: str, **values: Any) -> str:
        self.graph.add_node(id_, **{"line": 1} | values)
        return id_

    def pathway(self, id_: str) -> str:
        self.add(id_, label="Pathway", name="B")
        self.graph.add_edge(id_, "a", "IN_ROUTE")
        return id_

    def cluster(self, number: int, column: int = 0, row: int = 1, pathway: str = "a/b") -> str:
        place = {"column": COLUMNS[column], "row": row, "apprenticeship_only": False}
        id_ = self.add(f"{pathway}/{column}-{number}", label="Cluster", name="C", description="", **place)
        self.graph.add_edge(id_, pathway, "IN_PATHWAY")
        return id_

    def occupation(self, number: int, *clusters: str) -> str:
        values = {"level_min": 2, "level_max": 2, "column": COLUMNS[0], "route": "a", "route_name": "A", "lines": [1]}
        values |= {"title": "Cook", "level": 2, "degree": False, "specialisms": []}
        self.graph.add_node(f"a/{number}", label="Occupation", **values)
        for cluster in clusters:
            self.graph.add_edge(f"a/{number}", cluster, "IN_CLUSTER", specialisms=[], line=1, quote="")
        return f"a/{number}"

    def progression(self, origin: str, destination: str, basis: str = "same_row") -> None:
        more = {
            "move": "in_trade",
            "skips": False,
            "relatedness": 0.5,
            **PARTS,
            "level_gap": None,
            "shared_words": [],
            "pathway": "a/b",
        }
        more |= {"from_cluster": "a/b/0-0", "to_cluster": "a/b/0-0"}
        is_cluster = self.graph.nodes[origin]["label"] == "Cluster"
        self.graph.add_edge(origin, destination, "PROGRESSES_TO", basis=basis, cost=1, **({} if is_cluster else more))

    def crossing(self, one: str, other: str) -> None:
        for start, end in ((one, other), (other, one)):
            self.graph.add_edge(start, end, "SHARED_ACROSS_ROUTES", match="same_title", score=100)


def routes(size: int, of: Map) -> None:
    for number in range(size):
        of.add(f"r{number}", label="Route", name="R")


def pathways(size: int, of: Map) -> None:
    for number in range(size // 4):
        pathway = of.pathway(f"a/p{number}")
        of.progression(of.cluster(1, 0, 1, pathway), of.cluster(2, 1, 2, pathway), "same_pathway")


def rows(size: int, of: Map) -> None:
    clusters = [of.cluster(number, number % 3, number) for number in range(1, size)]
    for origin, destination in zip(clusters, reversed(clusters), strict=True):
        of.progression(origin, destination)


def clusters_of_one_place(size: int, of: Map) -> None:
    last = of.cluster(0, 2)
    for number in range(1, size):
        of.progression(of.cluster(number), last)


def arrows_past_a_cluster(size: int, of: Map) -> None:
    of.cluster(0, 1)
    for number in range(1, size // 2):
        of.progression(of.cluster(number, 0), of.cluster(number, 2))


def arrows_back(size: int, of: Map) -> None:
    for number in range(1, size // 2):
        of.progression(of.cluster(number, 2), of.cluster(number, 0))


def occupations(size: int, of: Map) -> None:
    cluster = of.cluster(0)
    all_ = [of.occupation(number, cluster) for number in range(size)]
    for origin, destination in pairwise(all_):
        of.progression(origin, destination)
        of.progression(all_[0], destination)
        of.crossing(all_[0], destination)


def clusters_of_one_occupation(size: int, of: Map) -> None:
    of.occupation(0, *(of.cluster(number) for number in range(size)))


def occupations_alone(size: int, of: Map) -> None:
    for number in range(size):
        of.occupation(number)


Direction = Callable[[int, Map], None]

_DIRECTIONS: tuple[Direction, ...] = (
    *(routes, pathways, rows, clusters_of_one_place, arrows_past_a_cluster, arrows_back, occupations),
    *(clusters_of_one_occupation, occupations_alone),
)
DIRECTIONS = {direction.__name__.replace("_", " "): direction for direction in _DIRECTIONS}


def large(size: int, *directions: Direction) -> Part:
    """A map that is so large in these directions."""
    of = Map()
    for direction in directions:
        direction(size, of)
    return part_of(of.graph)


# Paths --------------------------------------------------------------------------------------------------


def in_one_lane(number: int) -> Iterator[tuple[int, str]]:
    yield from ((0, "A") for _ in range(number))


def to_and_fro(number: int) -> Iterator[tuple[int, str]]:
    yield from ((i % 3, "A") for i in range(number))


def in_lanes_of_their_own(number: int) -> Iterator[tuple[int, str]]:
    yield from ((0, str(i)) for i in range(number))


def between_two_lanes(number: int) -> Iterator[tuple[int, str]]:
    yield from ((0, str(i % 2)) for i in range(number))


Way = Callable[[int], Iterator[tuple[int, str]]]
"""Of each stop on so long a path, the column and the route."""

_WAYS: tuple[Way, ...] = (in_one_lane, to_and_fro, in_lanes_of_their_own, between_two_lanes)
WAYS = {way.__name__.replace("_", " "): way for way in _WAYS}


def path_of_length(number: int, way: Way) -> PathOfSteps:
    """A path with so many stops."""
    stops: list[Stop] = [(str(i), "Cook", 2, COLUMNS[column], route) for i, (column, route) in enumerate(way(number))]
    return path(stops, ["same_row" if one[4] == other[4] else None for one, other in pairwise(stops)])


def path_called(title: str) -> PathOfSteps:
    """A path of two occupations and of two routes with that title and that name."""
    return path([(id_, title, 2, column, title) for id_, column in zip("ab", COLUMNS, strict=False)], ["same_row"])
