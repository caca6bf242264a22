"""Maps whose steps go round in circles, stay on a level and cross routes: each answer is that of all ways there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product
from pathlib import Path
from typing import NamedTuple, get_args

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imports import MAPPING, map_of_rows
from tries import some, tries
from ways import all_in_short, different_ways, every_way, in_short, length, rank

from career_pathways.loader.errors import NoPathway
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries.among import Among
from career_pathways.queries.gaps import gaps
from career_pathways.queries.library import query
from career_pathways.queries.path_finding import By
from career_pathways.queries.paths import Conditions, all_shortest, alternatives
from career_pathways.queries.plain_paths import plain_path
from career_pathways.queries.rows.occupations import Occupation
from career_pathways.queries.run import run
from career_pathways.queries.ways import Ways
from career_pathways.queries.whole_graph import WholeGraph

Pairs = list[tuple[int, int]]

KINDS = ("related", "same")


class CircleMap(NamedTuple):
    """The rows of a table of occupations, and the pairs of two others."""

    rows: list[tuple[str, ...]]
    pairs: dict[str, Pairs]


@st.composite
def maps(draw: st.DrawFn) -> CircleMap:
    """Two to six occupations whose stated progressions go anywhere that does not fall: in circles, and both ways.

    What is related and one level up is a progression, too, and some are the same in another route.
    """
    count = draw(st.integers(2, 6))
    levels = [draw(st.sampled_from(["", "2", "3", "3", "3", "4", "6"])) for _ in range(count)]
    routes = [draw(st.sampled_from(["A", "B", ""])) for _ in range(count)]
    pairs = list(permutations(range(count), 2))
    rising = [(i, j) for i, j in pairs if not (levels[i] > levels[j] != "")]
    stated = draw(st.lists(st.sampled_from(rising), max_size=10, unique=True)) if rising else []
    both_ways = [pair for pair in stated if pair[::-1] in rising and draw(st.booleans())]
    stated = list(dict.fromkeys([*stated, *(pair[::-1] for pair in both_ways)]))
    related = draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True))
    across = [(i, j) for i, j in pairs if i < j and routes[i] != routes[j] and levels[i] == levels[j]]
    same = draw(st.lists(st.sampled_from(across), max_size=2, unique=True)) if across else []
    rows = [
        (str(i), f"Title {i}", levels[i], routes[i], "", "|".join(str(j) for k, j in stated if k == i))
        for i in range(count)
    ]
    return CircleMap(rows, {"related": related, "same": same})


def graph_of(folder: Path, drawn: CircleMap) -> nx.MultiDiGraph:
    mapping = MAPPING + "[infer]\nrising = true\n"
    for kind in KINDS:
        if pairs := drawn.pairs[kind]:
            (folder / f"{kind}.csv").write_text("a,b\n" + "".join(f"{i},{j}\n" for i, j in pairs), "utf-8")
            mapping += f'[[relations]]\nfile = "{kind}.csv"\nkind = "{kind}"\nfrom = "a"\nto = "b"\n'
    return map_of_rows(folder, drawn.rows, mapping)


def reached_by_trying(graph: nx.MultiDiGraph, occupations: Sequence[str], origin: str) -> dict[str, int]:
    """How many relationships away all others are."""
    ways = {end: every_way(graph, origin, end, ()) for end in occupations if end != origin}
    return {end: min(map(len, found)) for end, found in ways.items() if found}


@settings(max_examples=tries(200, fewest=6))
@given(maps())
@pytest.mark.slow
def test_paths_reach_and_gaps_are_those_of_all_ways_that_there_are(
    tmp_path_factory: pytest.TempPathFactory, drawn: CircleMap
) -> None:
    graph = graph_of(tmp_path_factory.mktemp("circles"), drawn)
    validate(graph)
    nodes = {id_: of for id_, of in graph.nodes(data=True) if of["label"] == "Occupation"}
    rows = {id_: Occupation(id_, *map(of.get, Occupation._fields[1:])) for id_, of in nodes.items()}
    away = {origin: reached_by_trying(graph, [*nodes], origin) for origin in nodes}
    with EmbeddedStore.in_memory(graph) as store:
        asked = (Ways(store), WholeGraph(graph))
        for origin in nodes:
            for ways in asked:
                assert {row.id: row.relationships for row in ways.reached(origin)} == away[origin]
                back = {row.id: row.relationships for row in ways.reached(origin, backwards=True)}
                assert back == {other: far[origin] for other, far in away.items() if origin in far}
            assert asked[0].ahead(origin) == asked[1].ahead(origin)
            for name in ("next-steps", "what-leads-to"):
                steps = run(query(name), store, {"id": origin}, limit=None).rows
                assert [row.basis for row in steps] == sorted((row.basis for row in steps), reverse=True)
        for by, ends in product(get_args(By), some([*permutations(nodes, 2)], fewest=3)):
            check_paths(graph, asked, rows[ends[0]], rows[ends[1]], by)
        for question, levels in product(("reach-origins", "reach-destinations"), ((2,), (3,))):
            of_store, of_memory = (ways.between(question, Among(levels=levels), Among(levels=(3, 4))) for ways in asked)
            assert of_store == of_memory
            low = {id_ for id_, row in rows.items() if row.level in levels}
            high = {id_ for id_, row in rows.items() if row.level in {3, 4}}
            joined = [(one, other) for one in low for other in high & away[one].keys()]
            assert {row.id for row in of_store} == {pair[question == "reach-destinations"] for pair in joined}
    check_gaps(graph, away)


def check_paths(
    graph: nx.MultiDiGraph, asked: tuple[Ways, WholeGraph], start: Occupation, end: Occupation, by: By
) -> None:
    ways = sorted(every_way(graph, start.id, end.id, ()), key=lambda way: rank(way, by))
    for place in asked:
        try:
            found = in_short(plain_path(place, start, end, by).paths[0].links)
        except NoPathway:
            found = ()
        assert found == in_short(next(iter(ways), ()))
    equal = [way for way in ways if length(way, by) == length(ways[0], by)]
    conditions = Conditions(by=by)
    assert all_in_short(all_shortest(graph, start.id, end.id, conditions, None)[0]) == all_in_short(equal)
    different = different_ways(graph, ways, {start.id, end.id})
    assert all_in_short(alternatives(graph, start.id, end.id, conditions, None)) == all_in_short(different)


def check_gaps(graph: nx.MultiDiGraph, away: dict[str, dict[str, int]]) -> None:
    found = gaps(graph)
    route = {id_: graph.nodes[id_]["route"] for id_ in away}
    steps = {(a, b) for a, b, kind in graph.edges(keys=True) if kind == "PROGRESSES_TO"}
    same = {id_: {b for _, b, kind in graph.edges(id_, keys=True) if kind == "SHARED_ACROSS_ROUTES"} for id_ in away}
    onward = {id_ for id_, _ in steps}
    for cell in found.matrix:
        own = {id_ for id_ in away if route[id_] == cell.origin}
        there = {id_ for id_ in away if route[id_] == cell.destination}
        assert {row.id for row in cell.reaching} == {id_ for id_ in own if away[id_].keys() & there}
        assert {row.id for row in cell.going_on} == {id_ for id_ in own if ({id_} | away[id_].keys()) & there & onward}
    dead = {id_ for id_ in away if id_ not in onward and (graph.nodes[id_]["level"] or 0) < 6}
    kinds = {kind: {gap.id for gap in found.findings if gap.kind == kind} for kind in ("dead end", "one-way exit")}
    assert kinds["dead end"] == {id_ for id_ in dead if not same[id_] & onward}
    assert kinds["one-way exit"] == {id_ for id_ in dead if same[id_] & onward}
    for gap in found.findings:
        if gap.kind == "level jump":
            ends = [b for a, b in steps if a in {gap.id, *same[gap.id]}]
            assert all(graph.nodes[b]["level"] >= (gap.level or 0) + 2 for b in ends)
