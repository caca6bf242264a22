"""The paths by default on the packaged document: judged ladders, changes of trade, one level for each occupation."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import pairwise, permutations
from pathlib import Path as File

import networkx as nx
import pytest
from places import TESTS

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import NoPathway
from career_pathways.loader.graph.moves import OTHER_TRADE
from career_pathways.queries.carried_levels import carried_levels
from career_pathways.queries.in_memory import links, links_ahead
from career_pathways.queries.network import Network, network_of
from career_pathways.queries.path_finding import PathFinder, Way
from career_pathways.queries.paths import best_path
from career_pathways.queries.rows.paths import Path

CASES = (TESTS / "cases" / "ladders.tsv").read_text("utf-8").splitlines()[1:]

SOME = ["construction", "care-services", "catering-and-hospitality"]


Found = tuple[Network, Way]
"""What paths from an occupation go over, and one of them."""


def paths_within(graph: nx.MultiDiGraph, routes: list[str], most: int | None = None) -> Iterator[Found]:
    """The path by default from each occupation of these routes (none: of all) to all of its route that it leads to."""
    for origin, route in graph.nodes(data="route"):
        if route is not None and (not routes or route in routes):
            network = network_of(links_ahead(graph, origin))
            for end in network.bands:
                way = next(PathFinder(network, origin, (end,), "rungs", most=most).in_order(), ())
                if len(way) > 1 and graph.nodes[end]["route"] == route:
                    yield network, way


@pytest.fixture(scope="module", params=[SOME, pytest.param([], marks=pytest.mark.slow)], ids=["some", "all"])
def by_default(graph: nx.MultiDiGraph, request: pytest.FixtureRequest) -> list[Found]:
    return list(paths_within(graph, request.param))


def test_nine_in_ten_paths_pass_by_the_rungs_that_an_adviser_would_draw(graph: nx.MultiDiGraph) -> None:
    passed = 0
    for case in CASES:
        start, end, judged, _ = case.split("\t")
        rungs = [group.split("|") for group in judged.split(" > ")] if judged else []
        between = [link.id for link in best_path(graph, start, end)][:-1]
        stops = iter(between)
        passed += all(any(stop in rung for stop in stops) for rung in rungs) if rungs else not between
    assert len(CASES) >= 60
    assert passed >= 0.9 * len(CASES)


def steps_in_trade(network: Network, origin: str) -> dict[str, int]:
    """How many steps it takes to each occupation without a change of trade, crossings not counted."""
    away, waiting = {origin: 0}, deque([origin])
    while waiting:
        here = waiting.popleft()
        for there, on in network.onward.get(here, {}).items():
            steps = away[here] + (not on.crossing)
            if on.move != OTHER_TRADE and steps < away.get(there, steps + 1):
                away[there] = steps
                waiting.append(there)
    return away


def test_no_path_changes_the_trade_where_one_without_a_change_is_two_steps_longer_at_most(
    by_default: list[Found],
) -> None:
    changing, within = 0, dict[str, dict[str, int]]()
    for network, way in by_default:
        taken = [network.onward[here][there] for here, there in pairwise(way)]
        if any(on.move == OTHER_TRADE for on in taken):
            changing += 1
            if way[0] not in within:
                within[way[0]] = steps_in_trade(network, way[0])
            steps = within[way[0]].get(way[-1])
            assert steps is None or steps > sum(not on.crossing for on in taken) + 2
    assert changing > 100


def levels_of(network: Network, way: Way, most: int | None = None) -> list[int]:
    """The levels that a path carries, of its bands, kept by crossings, and within the most that a step may rise."""
    crossings = [network.onward[here][there].crossing for here, there in pairwise(way)]
    levels = carried_levels(way, [network.bands[id_] for id_ in way], crossings, most)
    assert levels is not None
    for id_, level in zip(way, levels, strict=True):
        low, high = network.bands[id_]
        assert low <= level <= high
    for (one, other), crossing in zip(pairwise(levels), crossings, strict=True):
        assert one == other if crossing else most is None or other - one <= most
    return list(levels)


def test_no_path_counts_an_occupation_at_two_levels(graph: nx.MultiDiGraph, by_default: list[Found]) -> None:
    for number, (network, way) in enumerate(by_default):
        levels = levels_of(network, way)
        if number % 10 == 0:
            path = Path.of(links(graph, way)).links
            assert levels == [path[0].from_carried_level, *(link.carried_level for link in path)]
            assert levels == [*(link.from_carried_level for link in path), path[-1].carried_level]


@pytest.mark.parametrize("routes", [SOME, pytest.param([], marks=pytest.mark.slow)], ids=["some", "all"])
def test_a_most_of_levels_is_kept_with_the_levels_that_the_path_carries(
    graph: nx.MultiDiGraph, routes: list[str]
) -> None:
    assert sum(bool(levels_of(network, way, 1)) for network, way in paths_within(graph, routes, 1)) > 50


def test_a_path_that_counted_an_occupation_at_4_and_at_5_is_none_of_one_level_a_step(graph: nx.MultiDiGraph) -> None:
    ends = (
        "sales-and-marketing-and-procurement/advanced-butcher-3",
        "sales-and-marketing-and-procurement/retail-management-6",
    )
    with Explorer.of(graph) as explorer, pytest.raises(NoPathway, match="max_level_gap"):
        explorer.path(*ends, max_level_gap=1)


@pytest.mark.slow
def test_a_store_finds_the_same_paths_as_memory(graph: nx.MultiDiGraph, built_store: File) -> None:
    ids = [id_ for id_, route in graph.nodes(data="route") if route in {"care-services", "catering-and-hospitality"}]
    found = 0
    with Explorer.open(built_store) as stored, Explorer.of(graph) as built:
        for start, end in permutations(ids, 2):
            answers = []
            for explorer in (stored, built):
                try:
                    answers.append(str(explorer.paths(start, end)))
                except NoPathway as none:
                    answers.append(str(none))
            assert answers[0] == answers[1]
            found += answers[0].startswith("Paths(")
    assert found > 30


def test_what_is_shorter_than_the_path_is_told(graph: nx.MultiDiGraph) -> None:
    with Explorer.of(graph) as explorer:
        found = explorer.paths("Butcher", "Retail management", in_route="sales")
        assert found.shorter is not None
        assert [link.title for link in found.shorter] == ["Retail manager", "Retail management"]
        assert [link.title for link in found.paths[0]] == ["Advanced butcher", "Retail manager", "Retail management"]
        assert explorer.paths("Butcher", "Retail management", in_route="sales", by="steps").shorter is None
