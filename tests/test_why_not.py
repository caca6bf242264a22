"""Why there is no path: each reason on a map small enough to see, and the right ones on the map of 2017."""

from __future__ import annotations

import networkx as nx
import pytest
from small_catalogues import H, P, T, catalogue_of, cluster, pathway, route

from career_pathways.loader.graph import build_graph
from career_pathways.queries.answers import Occupation
from career_pathways.queries.offline import reach, shortest_path
from career_pathways.queries.why_not import NoWay, why_no_path


@pytest.fixture(scope="module")
def small() -> nx.MultiDiGraph:
    """Care: carer 2 → nurse 5 → matron 7, and a porter to whom nothing leads; Yard: groom 2 → vet 6."""
    care = pathway(
        "Care",
        cluster("Helpers", T, 1, "Carer (2)"),
        cluster("Nurses", H, 1, "Nurse (5)"),
        cluster("Heads", P, 1, "Matron (7)"),
    )
    halls = pathway("Halls", cluster("Halls", T, 1, "Porter (2)"), cluster("Kitchens", H, 1, "Cook (4)"))
    yard = pathway("Yard", cluster("Yards", T, 1, "Groom (2)", "Porter (2)"), cluster("Vets", P, 1, "Vet (6)"))
    return build_graph(catalogue_of(route("Care", care, halls), route("Animals", yard)))


def no_way(graph: nx.MultiDiGraph, origin: str, destination: str) -> NoWay:
    assert not shortest_path(graph, origin, destination)
    start, end = (
        Occupation(*(graph.nodes[id_][field] for field in Occupation._fields)) for id_ in (origin, destination)
    )
    return why_no_path(
        start,
        end,
        reach(graph, origin),
        reach(graph, destination, backwards=True),
        turned_round=bool(shortest_path(graph, destination, origin)),
    )


def test_the_other_way_round_says_so(small: nx.MultiDiGraph) -> None:
    assert no_way(small, "care/matron-7", "care/carer-2").reasons == (
        "the path leads the other way: from Carer (2) one progresses to Matron (7), and a progression rises",
        "nothing progresses from Matron (7)",
        "nothing progresses to Carer (2): its pathways begin there",
    )


def test_a_destination_that_is_no_higher_is_said_so(small: nx.MultiDiGraph) -> None:
    assert no_way(small, "care/nurse-5", "care/cook-4").reasons[0] == (
        "a progression rises, and Cook (4) stands no higher than Nurse (5)"
    )


def test_another_route_without_a_crossing_is_named_with_what_is_within_reach(small: nx.MultiDiGraph) -> None:
    none = no_way(small, "care/carer-2", "animals/vet-6")
    assert none.reasons == (
        "no crossing leads from anything within reach into Animals: the 2 occupations within reach stand in Care",
    )
    assert [row.title for row in none.leading] == ["Groom", "Porter", "Porter"]


def test_a_route_that_one_crosses_into_in_vain_is_told_from_one_without_a_crossing(small: nx.MultiDiGraph) -> None:
    assert no_way(small, "animals/porter-2", "care/nurse-5").reasons == (
        "2 occupations of Care are within reach, and none of them leads on to Nurse (5): "
        "a progression stays within its pathway",
        "ways from Porter (2) end below the professional column at Cook (4)",
    )


def test_the_nearest_is_in_the_same_route_then_of_the_same_words_then_of_the_nearest_level() -> None:
    care = pathway(
        "Care", cluster("Helpers", T, 1, "Carer (2)"), cluster("Nurses", H, 1, "Nurse (5)", "Head carer (4)")
    )
    halls = pathway("Halls", cluster("Halls", T, 1, "Porter (2)"), cluster("Kitchens", H, 1, "Lead carer (4)"))
    graph = build_graph(catalogue_of(route("R", care, halls)))
    nearest = no_way(graph, "r/carer-2", "r/lead-carer-4").nearest
    assert [row.title for row in nearest] == ["Head carer", "Nurse"]


def test_every_pair_without_a_path_has_a_reason(graph: nx.MultiDiGraph) -> None:
    occupations = [node for node, label in graph.nodes(data="label") if label == "Occupation"]
    for origin in occupations[::60]:
        within = {row.id for row in reach(graph, origin)} | {origin}
        for destination in occupations[::45]:
            if destination not in within:
                assert no_way(graph, origin, destination).reasons
