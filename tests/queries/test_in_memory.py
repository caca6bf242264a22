"""Paths and reach without a store: the same rows as the questions give, and the best of all paths that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from offline import reach, shortest_path
from pairs import sampled_pairs
from small_graph import PARTS, small_graph
from tries import some, tries

from career_pathways.loader.errors import NoPathway, UnknownName
from career_pathways.loader.graph.moves import mark_skips
from career_pathways.loader.schema import SCHEMA_VERSION
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.store import Store
from career_pathways.queries.in_memory import within_steps
from career_pathways.queries.library import query
from career_pathways.queries.path_finding import By
from career_pathways.queries.paths import Conditions, best_path
from career_pathways.queries.plain_paths import plain_path
from career_pathways.queries.rows.occupations import Occupation
from career_pathways.queries.rows.paths import Link, Paths
from career_pathways.queries.run import run
from career_pathways.queries.ways import Ways
from career_pathways.queries.whole_graph import MOST_RELATIONSHIPS, WholeGraph

CLUSTERS = ("care/ward/helpers", "care/ward/nurses")

BETWEEN_OCCUPATIONS = ("PROGRESSES_TO", "SHARED_ACROSS_ROUTES")


def cheapest_path(graph: nx.MultiDiGraph, origin: str, destination: str) -> tuple[Link, ...]:
    return best_path(graph, origin, destination, Conditions(by="cost"))


Way = tuple[tuple[str, str, str, Mapping[str, Any]], ...]
"""The relationships of a path: from, type, to, properties."""


@pytest.fixture(scope="module")
def store(built_store: Path) -> Iterator[Store]:
    with EmbeddedStore(built_store) as store:
        yield store


def asked(store: Store, name: str, **parameters: str | int) -> tuple[Any, ...]:
    return run(query(name), store, parameters, limit=None).rows


def occupations(graph: nx.MultiDiGraph) -> list[str]:
    return [node for node, label in graph.nodes(data="label") if label == "Occupation"]


# On the map of 2017 -------------------------------------------------------------------------------------


def test_a_path_is_the_same_with_and_without_a_store(graph: nx.MultiDiGraph, store: Store) -> None:
    pairs = sampled_pairs(graph, size=tries(2_000))
    ways = {(one, other): shortest_path(graph, one, other) for one, other in pairs}
    assert ways == {(one, other): asked(store, "shortest-path", **{"from": one, "to": other}) for one, other in pairs}
    found = [links for links in ways.values() if links]
    assert 0.55 < len(found) / len(pairs) < 0.65
    assert sum(links[0].from_route_name != links[-1].route_name for links in found) >= len(pairs) / 5


def test_all_within_reach_of_any_occupation_is_the_same_with_and_without_a_store(
    graph: nx.MultiDiGraph, store: Store
) -> None:
    for origin in some(occupations(graph)):
        assert reach(graph, origin) == asked(store, "reach", id=origin)
        assert reach(graph, origin, backwards=True) == asked(store, "reach-back", id=origin)


def test_steps_count_progressions_and_crossings_are_free(graph: nx.MultiDiGraph) -> None:
    for origin in occupations(graph)[::40]:
        best = best_ways(graph, origin, counted)
        for steps in (1, 3):
            found = {row.id: (row.steps, row.crossings) for row in within_steps(graph, origin, steps)}
            assert found == {end: told for end, way in best.items() if (told := counted(way))[0] <= steps}


def test_what_is_within_steps_backwards_is_what_has_it_within_steps(graph: nx.MultiDiGraph) -> None:
    ahead = {
        (origin, row.id, row.steps, row.crossings)
        for origin in occupations(graph)
        for row in within_steps(graph, origin, 2)
    }
    behind = {
        (row.id, destination, row.steps, row.crossings)
        for destination in occupations(graph)
        for row in within_steps(graph, destination, 2, backwards=True)
    }
    assert ahead == behind


def test_no_path_of_the_map_is_cheaper_than_the_cheapest(graph: nx.MultiDiGraph) -> None:
    for origin in some(occupations(graph)[::8]):
        best = best_ways(graph, origin, cheapest_first)
        for destination in (row.id for row in reach(graph, origin)):
            assert in_short(cheapest_path(graph, origin, destination)) == in_short(best[destination])


# Against all paths of small maps ------------------------------------------------------------------------


def every_way(graph: nx.MultiDiGraph, start: str, kinds: Sequence[str], before: Way = ()) -> Iterator[Way]:
    """All paths from an occupation that come to no occupation twice, by trying."""
    seen = {start, *(link[0] for link in before)}
    for _, end, kind, properties in graph.out_edges(start, keys=True, data=True):
        if kind in kinds and end not in seen:
            yield (way := (*before, (start, kind, end, properties)))
            yield from every_way(graph, end, kinds, way)


def best_ways(
    graph: nx.MultiDiGraph, origin: str, order: Any, kinds: Sequence[str] = BETWEEN_OCCUPATIONS
) -> dict[str, Way]:
    best: dict[str, Way] = {}
    for way in every_way(graph, origin, kinds):
        end = way[-1][2]
        best[end] = min(best.get(end, way), way, key=order)
    return best


def totals(way: Way) -> tuple[int, int, list[str]]:
    """What tells two paths apart: cost, the sum of relatedness turned round, ids."""
    cost = sum(properties.get("cost", 0) for *_, properties in way)
    related = sum(round(properties.get("relatedness", 0) * 10_000) for *_, properties in way)
    return cost, -related, [end for _, _, end, _ in way]


def fewest_first(way: Way) -> Any:
    return len(way), *totals(way)


def cheapest_first(way: Way) -> Any:
    cost, *others = totals(way)
    return cost, len(way), *others


def counted(way: Way) -> tuple[int, int]:
    """Steps and crossings."""
    steps = sum(kind == "PROGRESSES_TO" for _, kind, _, _ in way)
    return steps, len(way) - steps


def in_short(way: Way | tuple[Link, ...]) -> list[tuple[str, str, str]]:
    return [(link.from_id, link.type, link.id) if isinstance(link, Link) else link[:3] for link in way]


Steps = Mapping[tuple[str, str], tuple[int, float]]
"""From one occupation to another: cost and relatedness, which a crossing does not have."""


def map_of(levels: Mapping[str, int | None], links: Steps) -> nx.MultiDiGraph:
    """The part of a graph that paths go over: occupations by id and level, a crossing where a link leaves the route."""
    graph = nx.MultiDiGraph()
    counted = dict.fromkeys("routes pathways clusters occupations entries progressions shared".split(), 0)
    about = {"title": "small", "schema_version": SCHEMA_VERSION, "parser_version": "0", "loaded_at": None}
    graph.add_node("0" * 64, label="Edition", **about, **counted)
    graph.add_node("care/ward", label="Pathway", name="Ward", line=1)
    place = {"column": "technical", "apprenticeship_only": False, "description": "", "line": 1}
    for row, cluster in enumerate(CLUSTERS, 1):
        graph.add_node(cluster, label="Cluster", name=cluster, row=row, **place)
        graph.add_edge(cluster, "care/ward", "IN_PATHWAY")
    for id_, level in levels.items():
        route = id_.partition("/")[0]
        band = {"level": level, "level_min": level or 2, "level_max": level or 3, "column": "technical"}
        within = {"route": route, "route_name": route.title(), "lines": [1]}
        graph.add_node(id_, label="Occupation", title=id_[-1].upper(), **band, degree=False, specialisms=[], **within)
        for cluster in CLUSTERS:
            graph.add_edge(id_, cluster, "IN_CLUSTER", specialisms=[], line=1, quote=id_)
    for (start, end), (cost, relatedness) in links.items():
        if graph.nodes[start]["route"] != graph.nodes[end]["route"]:
            for one, other in ((start, end), (end, start)):
                graph.add_edge(one, other, "SHARED_ACROSS_ROUTES", match="same_title", score=100)
            continue
        low, high = levels[start], levels[end]
        graph.add_edge(
            start,
            end,
            "PROGRESSES_TO",
            basis="same_row" if cost == 1 else "same_pathway",
            cost=cost,
            move="in_trade",
            level_gap=high - low if low and high else None,
            relatedness=relatedness,
            **PARTS | {"by_title": relatedness},
            shared_words=[],
            pathway="care/ward",
            from_cluster="care/ward/helpers",
            to_cluster="care/ward/nurses",
        )
    mark_skips(graph)
    return graph


@st.composite
def maps(draw: st.DrawFn, most: int = 7) -> nx.MultiDiGraph:
    """Up to `most` occupations of two routes, with many ties; they may go round in circles, as no good graph does."""
    letters = draw(st.permutations("abcdefg"[: draw(st.integers(2, most))]))
    ids = [f"{draw(st.sampled_from(['care', 'health']))}/{letter}" for letter in letters]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda pair: pair[0] != pair[1])
    weights = st.tuples(st.sampled_from([1, 2]), st.sampled_from([0.0, 0.0001, 0.3, 0.3001, 1.0]))
    levels = {id_: draw(st.sampled_from([None, 2, 3])) for id_ in ids}
    return map_of(levels, draw(st.dictionaries(pairs, weights, max_size=4 * len(ids))))


@settings(max_examples=tries(100))
@given(maps())
def test_of_all_paths_there_are_the_best_is_found(graph: nx.MultiDiGraph) -> None:
    for origin in occupations(graph):
        for order, found in ((fewest_first, shortest_path), (cheapest_first, cheapest_path)):
            best = best_ways(graph, origin, order)
            for destination in set(occupations(graph)) - {origin}:
                assert in_short(found(graph, origin, destination)) == in_short(best.get(destination, ()))


@settings(max_examples=tries(100))
@given(maps())
def test_reach_holds_all_that_a_path_leads_to_and_nothing_else(graph: nx.MultiDiGraph) -> None:
    for origin in occupations(graph):
        best = best_ways(graph, origin, fewest_first)
        rows = reach(graph, origin)
        assert {row.id: row.relationships for row in rows} == {end: len(way) for end, way in best.items()}
        order = [(row.level is None, row.level, row.relationships, row.title, row.id) for row in rows]
        assert order == sorted(order)


@settings(max_examples=tries(30))
@given(graph=maps(most=6))
def test_a_map_of_any_shape_gives_the_same_rows_with_and_without_a_store(
    graph: nx.MultiDiGraph, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with EmbeddedStore(tmp_path_factory.mktemp("any") / "pathways.kgl") as store:
        store.replace(graph)
        for one in occupations(graph):
            assert reach(graph, one) == asked(store, "reach", id=one)
            assert {row.id: (row.steps, row.cost, row.via) for row in asked(store, "next-steps-ahead", id=one)} == {
                end: (len(way), totals(way)[0], tuple(graph.nodes[id_]["title"] for id_, *_ in way[1:]))
                for end, way in best_ways(graph, one, fewest_first, ["PROGRESSES_TO"]).items()
                if len(way) <= 2
            }
            for other in occupations(graph):
                rows = asked(store, "shortest-path", **{"from": one, "to": other})
                assert shortest_path(graph, one, other) == rows
                if one != other:
                    for by in MEASURES:
                        assert plain(Ways(store), graph, one, other, by) == plain(
                            WholeGraph(graph), graph, one, other, by
                        )


MEASURES: tuple[By, ...] = ("rungs", "cost")


def plain(ways: Ways, graph: nx.MultiDiGraph, one: str, other: str, by: By) -> Paths | None:
    start, end = (
        Occupation(*({**graph.nodes[id_], "id": id_}[name] for name in Occupation._fields)) for id_ in (one, other)
    )
    try:
        return plain_path(ways, start, end, by)
    except NoPathway:  # why, is worked out for good graphs
        return None


# One fact each ------------------------------------------------------------------------------------------


def ids(links: tuple[Link, ...]) -> list[str]:
    return [link.id for link in links]


def test_a_crossing_is_free_on_the_cheapest_path_and_counts_on_the_shortest() -> None:
    graph = map_of(
        {"care/a": 2, "care/b": 3, "health/a": 2, "health/b": 3},
        {
            ("care/a", "care/b"): (2, 1.0),
            ("care/a", "health/a"): (0, 0.0),
            ("health/a", "health/b"): (1, 0.0),
            ("health/b", "care/b"): (0, 0.0),
        },
    )
    assert ids(shortest_path(graph, "care/a", "care/b")) == ["care/b"]
    links = cheapest_path(graph, "care/a", "care/b")
    assert ids(links) == ["health/a", "health/b", "care/b"]
    assert [(link.position, link.type, link.cost, link.match) for link in links] == [
        (1, "SHARED_ACROSS_ROUTES", None, "same_title"),
        (2, "PROGRESSES_TO", 1, None),
        (3, "SHARED_ACROSS_ROUTES", None, "same_title"),
    ]


def test_of_equally_cheap_paths_the_one_with_fewer_relationships_is_taken() -> None:
    graph = small_graph()
    assert ids(cheapest_path(graph, "care/carer-2", "care/matron-7")) == ["care/matron-7"]  # 2, as by way of the nurse


def test_of_paths_equal_in_all_else_the_first_by_its_ids_is_taken_wherever_they_part() -> None:
    graph = map_of(
        dict.fromkeys(["care/a", "care/b", "care/c", "care/d", "care/e", "care/f"]),
        dict.fromkeys(
            [
                *(("care/a", "care/c"), ("care/c", "care/d"), ("care/d", "care/f")),
                *(("care/a", "care/b"), ("care/b", "care/e"), ("care/e", "care/f")),
            ],
            (1, 0.5),
        ),
    )
    for path in (shortest_path, cheapest_path):
        assert ids(path(graph, "care/a", "care/f")) == ["care/b", "care/e", "care/f"]


def test_there_is_no_path_to_oneself_though_one_can_cross_to_and_fro() -> None:
    graph = small_graph()
    assert shortest_path(graph, "care/carer-2", "care/carer-2") == ()
    assert "care/carer-2" not in {row.id for row in reach(graph, "care/carer-2")}


@pytest.mark.parametrize("path", [shortest_path, cheapest_path])
def test_no_path_is_no_rows_and_an_unknown_id_is_an_error_that_offers_the_nearest(path: Any) -> None:
    graph = small_graph()
    assert path(graph, "care/matron-7", "care/carer-2") == ()
    for one, other in (("care/carer-2", "care/matrn-7"), ("care/matrn-7", "care/carer-2")):
        with pytest.raises(UnknownName, match=r"no occupation 'care/matrn-7'\. Did you mean 'care/matron-7'"):
            path(graph, one, other)


@pytest.mark.parametrize("id_", ["", "care", "care/ward/helpers", "0" * 64])
def test_only_an_occupation_has_anything_within_reach(id_: str) -> None:
    with pytest.raises(UnknownName, match=re.escape(f"no occupation {id_!r}. ")):
        reach(small_graph(), id_)


def test_the_bounds_are_those_of_the_questions() -> None:
    named = dict.fromkeys(("shortest-path", "reach", "reach-back"), MOST_RELATIONSHIPS) | {"next-steps-ahead": 5}
    for name, bound in named.items():
        assert set(re.findall(r"\*\.\.(\d+)\]", query(name).text)) == {str(bound)}
    defaults = {p.name: p.default for name in named for p in query(name).parameters if p.default is not None}
    assert defaults == {"relationships": MOST_RELATIONSHIPS, "steps": 2}


@pytest.mark.parametrize("most", [-1, 0, 2, 5, 12, 99])
def test_what_lies_beyond_the_bounds_is_reached_only_by_the_cheapest_path(tmp_path: Path, most: int) -> None:
    chain = [f"care/{letter}" for letter in "abcdefghijklmn"]  # 13 steps from first to last
    graph = map_of(dict.fromkeys(chain), dict.fromkeys(pairwise(chain), (1, 0.5)))
    store = EmbeddedStore(tmp_path / "pathways.kgl")
    store.replace(graph)
    assert reach(graph, "care/a") == asked(store, "reach", id="care/a")
    assert len(asked(store, "reach", id="care/a", relationships=most)) == min(max(most, 0), 12)
    assert len(asked(store, "next-steps-ahead", id="care/a", steps=most)) == min(max(most, 0), 5)
    for end, length in (("care/m", 12), ("care/n", 0)):
        links = shortest_path(graph, "care/a", end)
        assert links == asked(store, "shortest-path", **{"from": "care/a", "to": end})
        assert len(links) == length
    assert len(cheapest_path(graph, "care/a", "care/n")) == 13


def test_where_a_crossing_and_a_progression_join_two_the_crossing_is_taken(tmp_path: Path) -> None:
    graph = small_graph()
    step = graph.edges["care/carer-2", "care/nurse-5", "PROGRESSES_TO"]
    graph.add_edge("care/carer-2", "health/carer-2", "PROGRESSES_TO", **step)
    store = EmbeddedStore(tmp_path / "pathways.kgl")
    store.replace(graph)
    links = shortest_path(graph, "care/carer-2", "health/carer-2")
    assert links == asked(store, "shortest-path", **{"from": "care/carer-2", "to": "health/carer-2"})
    assert [link.type for link in links] == ["SHARED_ACROSS_ROUTES"]
