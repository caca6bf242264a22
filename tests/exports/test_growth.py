"""Twice as long a title, and twice as large a map in any direction, take about twice as long to export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import networkx as nx
import pytest
from growth import TWICE, growth
from parts import Pipe, part_of
from small_graph import PARTS, small_graph
from test_drawing import path

from career_pathways.exports.part import Part
from career_pathways.exports.picture.path_picture import drawn
from career_pathways.exports.registry import FORMATS, Format, files_of
from career_pathways.loader.errors import WrongExport

COLUMNS = ("technical", "higher_technical", "professional")


def write(form: Format, part: Part) -> None:
    """Write all files of a part, or find out that it is too large for the format."""
    try:
        for _, writer in files_of(form, part, "map"):
            writer(part, Pipe())
    except WrongExport as error:
        assert "too large" in str(error) or "Mermaid draws at most" in str(error)


def named(text: str) -> Part:
    """A small map where everything has that name, title, description, specialism and quote."""
    graph = small_graph()
    for attributes in (*(a for _, a in graph.nodes(data=True)), *(a for *_, a in graph.edges(data=True))):
        attributes.update({name: text for name in ("name", "title", "description", "quote") if name in attributes})
        attributes.update({name: [text] for name in ("specialisms", "shared_words") if name in attributes})
    return part_of(graph)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "png"])
def test_a_title_of_twice_the_length_takes_twice_as_long(name: str) -> None:
    length = 100 if name in {"dot", "mermaid", "svg", "xlsx"} else 1_000
    once, more = (named("ab c-d/\U0001f600\u200d" * length * times) for times in (1, 4))
    assert growth(lambda part: write(FORMATS[name], part), once, more, doublings=2) < TWICE


@pytest.mark.parametrize("letters", ["a", "ab ", "ab/", "\U0001f600\u200d"], ids=["word", "words", "slashes", "emoji"])
def test_so_it_does_in_a_picture_whatever_it_is_made_of(letters: str) -> None:
    once, more = (letters * (500 * times // len(letters)) for times in (1, 4))
    assert growth(lambda title: write(FORMATS["svg"], named(title)), once, more, doublings=2) < TWICE
    assert growth(lambda title: drawn(path(two_called(title), ["same_row"])), once, more, doublings=2) < TWICE


def two_called(title: str) -> list[Any]:
    return [(id_, title, 2, column, title) for id_, column in zip("ab", COLUMNS, strict=False)]


@pytest.mark.slow
def test_so_it_does_in_pixels() -> None:
    assert growth(lambda part: write(FORMATS["png"], part), named("a" * 100), named("a" * 200)) < TWICE


# Maps that are large in one direction -------------------------------------------------------------------


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


DIRECTIONS = (
    *(routes, pathways, rows, clusters_of_one_place, arrows_past_a_cluster, arrows_back, occupations),
    *(clusters_of_one_occupation, occupations_alone),
)


def large(size: int, *directions: Callable[[int, Map], None]) -> Part:
    of = Map()
    for direction in directions:
        direction(size, of)
    return part_of(of.graph)


@pytest.mark.slow
@pytest.mark.parametrize("direction", DIRECTIONS, ids=lambda direction: direction.__name__)
@pytest.mark.parametrize("name", ["svg", "dot"])
def test_a_drawing_of_twice_as_many_takes_twice_as_long(name: str, direction: Callable[[int, Map], None]) -> None:
    """scaccogatto/okf-skills#4, nadavrot/layout#3: layouts that took minutes for some thousand nodes."""
    once, more = (large(times * 750, direction) for times in (1, 4))
    assert growth(lambda part: write(FORMATS[name], part), once, more, doublings=2) < TWICE


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FORMATS if name not in {"svg", "dot", "png"}])  # png: by its pixels
def test_a_file_of_twice_as_many_takes_twice_as_long(name: str) -> None:
    once, more = (large(times * 200, *DIRECTIONS) for times in (1, 4))
    assert growth(lambda part: write(FORMATS[name], part), once, more, doublings=2) < TWICE


# Paths --------------------------------------------------------------------------------------------------


def in_one_lane(number: int) -> Iterator[tuple[int, str]]:
    yield from ((0, "A") for _ in range(number))


def to_and_fro(number: int) -> Iterator[tuple[int, str]]:
    yield from ((i % 3, "A") for i in range(number))


def in_lanes_of_their_own(number: int) -> Iterator[tuple[int, str]]:
    yield from ((0, str(i)) for i in range(number))


def between_two_lanes(number: int) -> Iterator[tuple[int, str]]:
    yield from ((0, str(i % 2)) for i in range(number))


@pytest.mark.parametrize("way", [in_one_lane, to_and_fro, in_lanes_of_their_own, between_two_lanes])
def test_a_drawing_of_a_path_twice_as_long_takes_twice_as_long(way: Callable[[int], Iterator[tuple[int, str]]]) -> None:
    def of_length(number: int) -> Any:
        stops: list[Any] = [
            (str(i), "Cook", 2, COLUMNS[column], route) for i, (column, route) in enumerate(way(number))
        ]
        return path(stops, ["same_row" if one[4] == other[4] else None for one, other in pairwise(stops)])

    assert growth(drawn, of_length(100), of_length(400), doublings=2) < TWICE
