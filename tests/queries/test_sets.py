"""What one set of occupations can reach of another: against a walk over the graph, on every store and in memory."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from small_graph import small_graph
from tries import PROFILE, some

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import AmbiguousName, UnknownName, WrongParameter
from career_pathways.loader.schema import BANDS
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target
from career_pathways.queries.among import EVERYTHING, Among
from career_pathways.queries.marks import marks
from career_pathways.queries.rows.reach import SetReach
from career_pathways.queries.ways import Ways
from career_pathways.queries.whole_graph import WholeGraph

LEVELS = range(1, 8)


class Walk:
    """All distances of a map, by walking from each occupation, and what belongs to a set, by its nodes."""

    def __init__(self, graph: nx.MultiDiGraph) -> None:
        self.nodes = {id_: of for id_, of in graph.nodes(data=True) if of["label"] == "Occupation"}
        self.listed = {
            id_: {end for _, end, kind in graph.out_edges(id_, keys=True) if kind == "IN_CLUSTER"} for id_ in self.nodes
        }
        self.only = {id_: all(graph.nodes[c]["apprenticeship_only"] for c in cs) for id_, cs in self.listed.items()}
        onward = {
            id_: [end for _, end, kind in graph.out_edges(id_, keys=True) if end in self.nodes] for id_ in self.nodes
        }
        self.ahead = {id_: self._walked(onward, id_) for id_ in self.nodes}

    def _walked(self, onward: dict[str, list[str]], start: str) -> dict[str, int]:
        away, queue = {start: 0}, deque([start])
        while queue:
            here = queue.popleft()
            for end in onward[here]:
                if end not in away and away[here] < 12:
                    away[end] = away[here] + 1
                    queue.append(end)
        del away[start]
        return away

    def members(self, among: Among) -> set[str]:
        return {
            id_
            for id_, of in self.nodes.items()
            if (not among.levels or of["level"] in among.levels)
            and (among.route is None or of["route"] == among.route)
            and (among.column is None or of["column"] == among.column)
            and (among.cluster is None or among.cluster in self.listed[id_])
            and (not among.degree or of["degree"])
            and (not among.apprenticeship_only or self.only[id_])
        }

    def rows(self, question: str, origins: Among, destinations: Among) -> tuple[SetReach, ...]:
        starts, ends = self.members(origins), self.members(destinations)
        pairs = [(start, end) for start in starts for end in self.ahead[start].keys() & ends]
        rows = []
        turned = [pair[:: 1 if question == "reach-origins" else -1] for pair in pairs]
        for id_, group in itertools.groupby(sorted(turned), key=lambda pair: pair[0]):
            away = {
                other: self.ahead[id_][other] if question == "reach-origins" else self.ahead[other][id_]
                for _, other in group
            }
            of, nearest = self.nodes[id_], min(away, key=lambda other: (away[other], *self._rank(other)))
            place = (of["title"], of["level"], of["column"], of["route"], of["route_name"])
            end = self.nodes[nearest]
            near = (nearest, end["title"], end["level"], end["route_name"], away[nearest])
            rows.append(SetReach(id_, *place, len(away), *near))
        order = sorted(rows, key=lambda row: (row.level or 9, row.relationships, row.title, row.id))
        return tuple(order)

    def _rank(self, id_: str) -> tuple[int, str, str]:
        return self.nodes[id_]["level"] or 9, self.nodes[id_]["title"], id_


@pytest.fixture(scope="module")
def walk(graph: nx.MultiDiGraph) -> Walk:
    return Walk(graph)


@pytest.fixture(scope="module")
def explorer(built_store: Path) -> Iterator[Explorer]:
    with Explorer.open(built_store) as explorer:
        yield explorer


def pairs_of_sets(graph: nx.MultiDiGraph) -> list[tuple[Among, Among]]:
    """Each level to each route in each column and in all, and each of these to each level."""
    routes = [id_ for id_, label in graph.nodes(data="label") if label == "Route"]
    places = [Among(route=route, column=column) for route in routes for column in (None, *BANDS)]
    levels = [Among(levels=(level,)) for level in LEVELS]
    return [*itertools.product(levels, places), *itertools.product(places, levels)]


OTHERS = (
    (EVERYTHING, EVERYTHING),
    (Among(levels=(2, 3)), Among(degree=True)),
    (Among(apprenticeship_only=True), Among(column="professional")),
    (Among(degree=True), Among(apprenticeship_only=True, levels=(6, 7))),
    (Among(cluster="construction/onsite-construction/core-building-tradesperson"), Among(levels=(4, 6))),
    (Among(levels=(2,)), Among(cluster="construction/onsite-construction/core-building-tradesperson")),
)
QUESTIONS = ("reach-origins", "reach-destinations")


def same_as_walked(ways: Ways, walk: Walk, pairs: list[tuple[Among, Among]]) -> int:
    """How many answers have rows, where all are those of the walk; each question is asked of every other pair."""
    found = 0
    for number, (origins, destinations) in enumerate(pairs):
        for question in QUESTIONS if PROFILE == "soak" else QUESTIONS[number % 2 :: 2]:
            rows = ways.between(question, origins, destinations)
            assert rows == walk.rows(question, origins, destinations), (question, origins, destinations)
            found += bool(rows)
    return found


@pytest.mark.slow
def test_sets_of_other_kinds_reach_what_a_walk_reaches(graph: nx.MultiDiGraph, explorer: Explorer, walk: Walk) -> None:
    for ways in (WholeGraph(graph), Ways(explorer.store)):
        assert same_as_walked(ways, walk, [*OTHERS, *some(pairs_of_sets(graph))[::2]]) > 2


@pytest.mark.soak
def test_each_level_route_and_column_reaches_what_a_walk_reaches(
    graph: nx.MultiDiGraph, explorer: Explorer, walk: Walk
) -> None:
    pairs = pairs_of_sets(graph)
    assert len(pairs) == 2 * 7 * 15 * 4
    assert same_as_walked(Ways(explorer.store), walk, pairs) > len(pairs) / 4
    assert same_as_walked(WholeGraph(graph), walk, pairs[::5]) > len(pairs) / 20


@pytest.mark.server
def test_a_server_answers_of_sets_as_a_walk_does(neo4j_target: Target, graph: nx.MultiDiGraph, walk: Walk) -> None:
    with BoltStore(neo4j_target) as server:
        server.replace(graph)
        assert same_as_walked(Ways(server), walk, [*OTHERS, *some(pairs_of_sets(graph))[::6]]) > 2


def test_small_sets_of_a_small_map_leave_no_doubt(tmp_path: Path) -> None:
    graph = small_graph()
    with EmbeddedStore(tmp_path / "small.kgl") as store:
        store.replace(graph)
        with Explorer(store) as explorer:
            rows = explorer.reach_between(Among(levels=[2]), Among(route="health", levels=[6, 7])).rows
            assert [(row.id, row.others, row.nearest_id, row.relationships) for row in rows] == [
                ("health/carer-2", 2, "health/surgeon-6", 2),
                ("care/carer-2", 2, "health/surgeon-6", 3),
            ]
            both = explorer.reach_between(Among(levels=[2])).rows
            assert [(row.id, row.others, row.nearest_id) for row in both][:2] == [
                ("care/carer-2", 1, "health/carer-2"),  # each leads to the other, and neither to itself
                ("health/carer-2", 1, "care/carer-2"),
            ]
        assert same_as_walked(Ways(store), Walk(graph), [(EVERYTHING, EVERYTHING)] * 2)


# The same as elsewhere ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_sets_say_what_the_figures_of_the_gaps_say(graph: nx.MultiDiGraph, explorer: Explorer) -> None:
    gaps = WholeGraph(graph).gaps()
    for cell in some(gaps.matrix):
        origins, destinations = Among(route=cell.origin), Among(route=cell.destination)
        found = {row.id for row in explorer.reach_between(origins, destinations)}
        assert found == {listed.id for listed in cell.reaching}
    for two in gaps.level_two:
        found = {
            row.id for row in explorer.reach_between(Among(levels=[2]), Among(route=two.route, column="professional"))
        }
        assert found == {listed.id for listed in two.reaching}
        own = explorer.reach_between(Among(levels=[2], route=two.route), Among(route=two.route, column="professional"))
        assert {row.id for row in own} == {o.id for o in two.own} - {o.id for o in two.cut_off}


def test_a_set_of_one_reaches_what_the_one_does(explorer: Explorer) -> None:
    for route in ("catering", "digital"):
        for row in explorer.reach_between(Among(route=route), levels=[3]):
            origins = {one.id for one in explorer.reach(row.id, backwards=True, route=route)}
            assert len(origins) == row.others


# Filters ------------------------------------------------------------------------------------------------

FILTERS: tuple[dict[str, Any], ...] = (
    {"levels": [3]},
    {"levels": [4, 6]},
    {"column": "higher_technical"},
    {"apprenticeship_only": True},
    {"degree": True},
    {"route": "construction"},
    {"route": "sales", "column": "professional", "levels": [6]},
)


def questions(explorer: Explorer) -> list[Callable[..., Any]]:
    """Every question that takes filters, about an occupation and about sets."""
    one, other = "construction/bricklayer-2", "sales-and-marketing-and-procurement/butcher-2"
    return [
        lambda **f: explorer.search("manager", limit=None, **f),
        lambda **f: explorer.next(other, **f),
        lambda **f: explorer.next(one, steps=3, **f),
        lambda **f: explorer.next_of_level(2, **f),
        lambda **f: explorer.before("construction/construction-site-supervisor-4", **f),
        lambda **f: explorer.reach(other, **f),
        lambda **f: explorer.reach("construction/construction-site-management-6", backwards=True, **f),
        lambda **f: explorer.reach(one, steps=2, **f),
        lambda **f: explorer.compare(one, other, **f),
        lambda **f: explorer.reach_between(Among(levels=[2]), **f),
        lambda **f: explorer.reach_between(Among(levels=[3]), Among(column="professional"), **f),
    ]


@pytest.mark.slow
def test_filters_leave_the_same_of_every_answer(explorer: Explorer, walk: Walk) -> None:
    for question in questions(explorer):
        everything = question().rows
        for filters in FILTERS:
            given = filters | ({"route": explorer.route(filters["route"])} if "route" in filters else {})
            allowed = walk.members(Among(**given))
            answer = question(**filters)
            assert answer.rows == tuple(row for row in everything if row.id in allowed)
            told = {name: answer.parameters[name] for name in given}
            assert told == given | ({"levels": tuple(given["levels"])} if "levels" in given else {})


def test_what_filters_leave_of_nothing_is_said(explorer: Explorer) -> None:
    answer = explorer.next("Roofer", levels=[2], column="professional")
    assert (answer.rows, answer.notes) == ((), ("It finds 5, none of them of level 2, in the professional column.",))


def test_what_all_that_is_found_is_no_reason_why_filters_leave_nothing(explorer: Explorer) -> None:
    why = "It finds 5, none of them with a degree."
    assert explorer.next("Roofer", route="construction", degree=True).notes == (why,)
    lowest = explorer.next_of_level(2, route="care", degree=True)
    assert (lowest.rows, lowest.notes[-1]) == ((), why)
    assert not any("Care Services" in note for note in lowest.notes)  # that no step of it is of that kind is said once


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"route": "nowhere"}, UnknownName),
        ({"route": "c"}, AmbiguousName),
        ({"column": "left"}, WrongParameter),
        ({"column": ["technical"]}, WrongParameter),
        ({"levels": "23"}, WrongParameter),
        ({"levels": None}, WrongParameter),
        ({"levels": ["nine"]}, WrongParameter),
    ],
    ids=str,
)
def test_a_filter_that_is_none_is_an_error(explorer: Explorer, filters: dict[str, Any], error: type[Exception]) -> None:
    for question in (
        lambda: explorer.search("roofer", **filters),
        lambda: explorer.reach("Roofer", **filters),
        lambda: explorer.reach_between(Among(**filters)),
    ):
        with pytest.raises(error):
            question()


def test_both_stores_and_memory_mark_the_same(graph: nx.MultiDiGraph, explorer: Explorer, walk: Walk) -> None:
    found = marks(explorer.store)
    assert found.degree == {id_ for id_, of in walk.nodes.items() if of["degree"]}
    assert found.apprenticeship_only == {id_ for id_, only in walk.only.items() if only}
    memory = WholeGraph(graph)
    for among in (Among(degree=True), Among(apprenticeship_only=True)):
        assert memory.members(among) == walk.members(among)


# Namesakes ----------------------------------------------------------------------------------------------


def test_the_route_of_a_namesake_gives_what_its_id_gives(explorer: Explorer, walk: Walk) -> None:
    titles: dict[str, list[str]] = {}
    for id_, of in walk.nodes.items():
        titles.setdefault(of["title"], []).append(id_)
    namesakes = {title: ids for title, ids in titles.items() if len({id_.partition("/")[0] for id_ in ids}) > 1}
    assert len(namesakes) >= 10
    for title, ids in namesakes.items():
        with pytest.raises(AmbiguousName):
            explorer.reach(title)
        for id_ in ids:
            route = id_.partition("/")[0]
            name = f"{title} ({level})" if (level := walk.nodes[id_]["level"]) else title
            assert explorer.reach(name, in_route=route) == explorer.reach(id_)
            assert explorer.next(name, in_route=route) == explorer.next(id_)
            assert explorer.next(name, route=route).rows == explorer.next(id_).rows
            assert explorer.before(name, in_route=route) == explorer.before(id_)
            assert explorer.compare(name, "construction/roofer-2", in_route=route).rows
            assert explorer.ask("occupation", {"id": name}, in_route=route) == explorer.ask("occupation", {"id": id_})


# None, and why ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origins", "destinations", "why"),
    [
        (
            {"levels": [2]},
            {"route": "digital"},
            "What leads to occupations in Digital (30) is of level 3, 4, 6 or not stated, in Digital; "
            "none of it of level 2.",
        ),
        ({"levels": [2]}, {"route": "hair"}, "The document holds no table of the route Hair and Beauty (line 392)."),
        ({"route": "hair"}, {}, "The document holds no table of the route Hair and Beauty (line 392)."),
        ({"levels": [1]}, {"levels": [3]}, "The map has no occupation of level 1."),
        (
            {"levels": [2, 3], "column": "professional"},
            {"route": "digital"},
            "The map has no occupation of level 2 or 3, in the professional column.",
        ),
        ({"levels": [7]}, {}, "Nothing leads on from occupations of level 7."),
        (
            {"levels": [6]},
            {"levels": [2], "route": "catering"},
            "Nothing leads to occupations of level 2, in Catering and Hospitality.",
        ),
    ],
    ids=str,
)
def test_where_nothing_is_reached_it_is_said_why(
    explorer: Explorer, graph: nx.MultiDiGraph, origins: dict[str, Any], destinations: dict[str, Any], why: str
) -> None:
    for asked in (explorer, Explorer(explorer.store, graph)):
        answer = asked.reach_between(Among(**origins), Among(**destinations))
        assert (answer.rows, answer.notes) == ((), (why,))


def test_a_set_has_to_be_named(explorer: Explorer) -> None:
    with pytest.raises(WrongParameter, match="neither origins nor destinations"):
        explorer.reach_between(levels=[2])
