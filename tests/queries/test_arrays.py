"""Analyses of a whole map by arrays: the answers that networkx and the library give, on maps of every shape."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offline import shortest_path
from pairs import sampled_pairs
from parts import part_of
from tries import tries

from career_pathways.exports.files import export
from career_pathways.exports.part import Part
from career_pathways.loader.errors import UnknownName, WrongMap, WrongParameter
from career_pathways.loader.stores.rows import GraphRows
from career_pathways.queries.among import EVERYTHING, Among
from career_pathways.queries.arrays import spreading
from career_pathways.queries.arrays.analyses import analysed
from career_pathways.queries.arrays.paths import Paths
from career_pathways.queries.arrays.reach import reach_of_all, sets_reached
from career_pathways.queries.arrays.tables import map_of_parquet
from career_pathways.queries.arrays.whole_map import WholeMap, map_of_rows
from career_pathways.queries.gaps import gaps
from career_pathways.queries.path_finding import By
from career_pathways.queries.paths import Conditions, best_path
from career_pathways.queries.whole_graph import WholeGraph

COLUMNS = [None, "technical", "higher_technical", "professional"]


@st.composite
def maps(draw: st.DrawFn, most: int = 8) -> nx.MultiDiGraph:
    """A map of up to four routes with many ties, circles, crossings and levels that are not stated; no good graph."""
    imported = draw(st.booleans())
    name = "m:{}".format if imported else str
    graph = nx.MultiDiGraph()
    own = draw(st.sampled_from([(None, None), (1, 4)])) if imported else (None, None)
    graph.add_node("0" * 64, label="Edition", schema_version=4 if imported else 3, title="small")
    graph.nodes["0" * 64].update(level_lowest=own[0], level_highest=own[1])
    routes = [name(route) for route in "dbac"[: draw(st.integers(1, 4))]]
    for line, route in enumerate(routes):
        graph.add_node(route, label="Route", name=f"Route {route}", line=line)
    clusters = []
    for number in range(draw(st.integers(1, 5))):
        pathway = f"{draw(st.sampled_from(routes))}/p{number}"
        graph.add_node(pathway, label="Pathway", name=f"P{number}", line=number)
        graph.add_edge(pathway, pathway.partition("/")[0], "IN_ROUTE")
        for column in draw(st.lists(st.sampled_from(COLUMNS), max_size=3)):
            clusters.append(f"{pathway}/c{len(clusters)}")
            graph.add_node(clusters[-1], label="Cluster", name="C", column=column, line=number)
            graph.add_edge(clusters[-1], pathway, "IN_PATHWAY")
    ids = [f"{draw(st.sampled_from(routes))}/{letter}" for letter in "abcdefgh"[: draw(st.integers(0, most))]]
    for id_ in ids:
        level = draw(st.sampled_from([None, 2, 3, 4, 5, 6]))
        low, high = (level, level) if level else draw(st.sampled_from([(None, None), (2, 3), (4, 5), (6, 7)]))
        route = id_.partition("/")[0]
        about = {"title": draw(st.sampled_from("AB")), "column": draw(st.sampled_from(COLUMNS))}
        levels = {"level": level, "level_min": low, "level_max": high}
        lines = draw(st.lists(st.integers(1, 3), max_size=2))
        place = {"route": route, "route_name": f"Route {route}", "lines": lines}
        graph.add_node(id_, label="Occupation", **about, **levels, **place)
        for cluster in draw(st.lists(st.sampled_from(clusters), max_size=2)) if clusters else ():
            graph.add_edge(id_, cluster, "IN_CLUSTER")
    for start, end in draw(st.lists(st.tuples(*[st.sampled_from(ids)] * 2), max_size=4 * most)) if ids else ():
        if graph.nodes[start]["route"] != graph.nodes[end]["route"] and draw(st.booleans()):
            for ends in ((start, end), (end, start)):
                graph.add_edge(*ends, "SHARED_ACROSS_ROUTES", match="same_title", score=100)
        elif start != end:
            measures = {"cost": draw(st.sampled_from([1, 2])), "basis": draw(st.sampled_from(["stated", "same_row"]))}
            of = {"move": draw(st.sampled_from(["in_trade", "other_trade"])), "skips": draw(st.booleans())}
            related = draw(st.sampled_from([0.0, 0.0001, 0.3, 0.3001, 1.0]))
            graph.add_edge(start, end, "PROGRESSES_TO", **measures, **of, relatedness=related)
    for label in ("Route", "Pathway", "Cluster"):
        for id_ in [node for node, of in graph.nodes(data="label") if of == label]:
            graph.nodes[id_].setdefault("line", 1)
    return graph


class LooseRows(GraphRows):
    """Rows of a graph that has no more than these analyses need."""

    def nodes(self) -> Any:
        for label in ("Route", "Pathway", "Cluster", "Occupation", "Edition"):
            rows = [{"id": i, **of} for i, of in sorted(self._graph.nodes(data=True)) if of["label"] == label]
            yield _Named(label), iter(rows)

    def relationships(self) -> Any:
        for start, end, kind, of in sorted(self._graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
            yield _Named(kind), iter([{"origin": start, "destination": end, "properties": of}])


class _Named:
    def __init__(self, name: str) -> None:
        self.name = name


def in_arrays(graph: nx.MultiDiGraph) -> WholeMap:
    return map_of_rows(LooseRows(graph))


def rows_of(name: str, whole: WholeMap, level: int | None = None) -> list[dict[str, Any]]:
    return [row for table in analysed(name, whole, level) for row in table.to_pylist()]


def as_read(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph with its nodes in the order in which a store gives them back."""
    ordered = nx.MultiDiGraph()

    def place(node: tuple[str, dict[str, Any]]) -> tuple[int, str]:
        return (node[1].get("lines") or [node[1].get("line", 0)])[0], node[0]

    ordered.add_nodes_from(sorted(graph.nodes(data=True), key=place))
    ordered.add_edges_from(graph.edges(keys=True, data=True))
    return ordered


def check_reach(graph: nx.MultiDiGraph, whole: WholeMap) -> None:
    walk = WholeGraph(graph)
    away = {(origin, row.id): row.relationships for origin in whole.ids.to_pylist() for row in walk.reached(origin)}
    pairs = rows_of("distances", whole)
    assert {(row["origin"], row["destination"]): row["relationships"] for row in pairs} == away
    assert len(pairs) == len(away)
    found = rows_of("reach", whole)
    assert [(-row["reached"], row["id"]) for row in found] == sorted((-row["reached"], row["id"]) for row in found)
    for row in found:
        own = [relationships for (origin, _), relationships in away.items() if origin == row["id"]]
        assert (row["reached"], row["farthest"]) == (len(own), max(own, default=0))
    back = reach_of_all(whole, backwards=True).reached
    assert back.tolist() == [sum(end == id_ for _, end in away) for id_ in whole.ids.to_pylist()]


def check_levels(graph: nx.MultiDiGraph, whole: WholeMap) -> None:
    for level in (2, 3):
        expected = WholeGraph(graph).between("reach-origins", Among(levels=(level,)), EVERYTHING)
        assert [tuple(row.values()) for row in rows_of("levels", whole, level)] == list(expected)
        origins, everything = whole.level == level, np.ones(whole.size, np.bool_)
        found = sets_reached(whole, origins, everything, backwards=True)
        backwards = WholeGraph(graph).between("reach-destinations", Among(levels=(level,)), EVERYTHING)
        ids = whole.ids.to_pylist()
        assert [(ids[here], n, ids[near], away) for here, n, near, away in zip(*found, strict=True)] == [
            (row.id, row.others, row.nearest_id, row.relationships) for row in backwards
        ]


def check_gaps(graph: nx.MultiDiGraph, whole: WholeMap) -> None:
    expected = gaps(graph)
    assert rows_of("gaps", whole) == [
        {**gap._asdict(), "beside": list(gap.beside), "lines": list(gap.lines)} for gap in expected.findings
    ]
    cells = [
        (c.origin, c.origin_name, c.destination, c.destination_name, c.of, len(c.reaching), len(c.going_on))
        for c in expected.matrix
        if c.reaching or c.going_on
    ]
    assert [tuple(row.values()) for row in rows_of("matrix", whole)] == cells
    assert [tuple(row.values()) for row in rows_of("level-two", whole)] == [
        (
            *(r.route, r.route_name, r.professional, len(r.own), len(r.own) - len(r.cut_off), r.share),
            *(r.of, len(r.reaching), r.share_of_map),
        )
        for r in expected.level_two
    ]


MEASURES: tuple[By, ...] = ("rungs", "cost", "steps")


def check_paths(graph: nx.MultiDiGraph, whole: WholeMap, pairs: list[tuple[str, str]]) -> None:
    paths = Paths(whole)
    for one, other in pairs:
        links = shortest_path(graph, one, other)
        way = paths.shortest(one, other)
        assert list(pairwise(way)) == [(link.from_id, link.id) for link in links]
        assert [(link.type, link.cost, link.basis) for link in paths.links(way)] == [
            (link.type, link.cost, link.basis) for link in links
        ]
        for by in MEASURES if one != other else ():
            best = best_path(graph, one, other, Conditions(by=by))
            assert list(pairwise(paths.best(one, other, by))) == [(link.from_id, link.id) for link in best]


@settings(max_examples=tries(100))
@given(maps())
def test_reach_and_distances_are_those_of_networkx(graph: nx.MultiDiGraph) -> None:
    check_reach(graph, in_arrays(graph))


@settings(max_examples=tries(100))
@given(maps())
def test_gaps_and_levels_are_those_of_the_library(graph: nx.MultiDiGraph) -> None:
    graph = as_read(graph)
    check_levels(graph, in_arrays(graph))
    check_gaps(graph, in_arrays(graph))


@settings(max_examples=tries(100))
@given(maps(most=6))
def test_paths_are_those_of_the_library(graph: nx.MultiDiGraph) -> None:
    whole = in_arrays(graph)
    check_paths(graph, whole, [(one, other) for one in whole.ids.to_pylist() for other in whole.ids.to_pylist()])


# On the map of 2017 -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(graph: nx.MultiDiGraph) -> WholeMap:
    return map_of_rows(GraphRows(graph))


@pytest.mark.slow
def test_the_maps_have_the_same_answers_by_arrays(graph: nx.MultiDiGraph, whole: WholeMap) -> None:
    check_reach(graph, whole)
    check_levels(graph, whole)
    check_gaps(graph, whole)


@pytest.mark.slow
def test_the_maps_have_the_same_paths_by_arrays(graph: nx.MultiDiGraph, whole: WholeMap) -> None:
    check_paths(graph, whole, sampled_pairs(graph, size=tries(1_000)))


def test_searches_answer_the_same_in_however_small_pieces(whole: WholeMap, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {name: rows_of(name, whole) for name in ("reach", "distances", "matrix", "level-two")}
    for setting in ("_WORDS", "_EXPANDED", "_UNPACKED"):
        monkeypatch.setattr(spreading, setting, 50)
    assert {name: rows_of(name, whole) for name in expected} == expected


# From Parquet -------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_map_in_parquet_is_the_same_map(whole_map: Part, whole: WholeMap, tmp_path: Path) -> None:
    export(whole_map, tmp_path / "map.parquet")
    for name in ("map.parquet", "map-nodes.parquet", "map-relationships.parquet", ""):
        read = map_of_parquet(tmp_path / name)
        assert rows_of("levels", read, 2) == rows_of("levels", whole, 2)
    for name in ("reach", "distances", "gaps", "matrix", "level-two"):
        assert rows_of(name, read) == rows_of(name, whole)


def test_what_is_no_map_in_parquet_is_refused_with_its_name(whole_map: Part, tmp_path: Path) -> None:
    with pytest.raises(WrongMap, match="no map in Parquet"):
        map_of_parquet(tmp_path)
    export(whole_map, tmp_path / "map.parquet")
    nodes, relationships = tmp_path / "map-nodes.parquet", tmp_path / "map-relationships.parquet"
    whole_text = relationships.read_bytes()
    relationships.write_bytes(whole_text[:1000])
    with pytest.raises(WrongMap, match=r"map-relationships\.parquet"):
        map_of_parquet(tmp_path)
    relationships.write_bytes(nodes.read_bytes())
    with pytest.raises(WrongMap, match="has no column cost, destination, origin"):
        map_of_parquet(tmp_path)
    relationships.unlink()
    with pytest.raises(WrongMap, match="no such file"):
        map_of_parquet(tmp_path)


def test_relationships_of_another_map_are_refused(
    whole_map: Part, graph_of_few: nx.MultiDiGraph, tmp_path: Path
) -> None:
    export(whole_map, tmp_path / "one.parquet")
    export(part_of(graph_of_few), tmp_path / "few.parquet")
    (tmp_path / "few-nodes.parquet").rename(tmp_path / "one-nodes.parquet")
    with pytest.raises(WrongMap, match="no node '"):
        map_of_parquet(tmp_path / "one.parquet")


def test_an_id_that_the_map_does_not_have_is_an_error(whole: WholeMap) -> None:
    for one, other in (("care/x", whole.ids[0].as_py()), (whole.ids[0].as_py(), "zzz")):
        with pytest.raises(UnknownName, match="no occupation '"):
            Paths(whole).shortest(one, other)
    with pytest.raises(WrongParameter, match="begins and where it ends"):
        Paths(whole).best(*[whole.ids[0].as_py()] * 2)
