"""Why there is no path: each reason on a map small enough to see, and the right ones on the map of 2017."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import networkx as nx
import pytest
from offline import pathways, shortest_path
from small_catalogues import H, P, T, catalogue_of, cluster, one_pathway, pathway, route

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.errors import NoPathway
from career_pathways.loader.graph.build import build_graph
from career_pathways.queries.rows.occupations import Occupation
from career_pathways.queries.whole_graph import WholeGraph
from career_pathways.queries.why_not import no_pathway


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


def no_way(graph: nx.MultiDiGraph, origin: str, destination: str) -> NoPathway:
    assert not shortest_path(graph, origin, destination)
    start, end = (
        Occupation(*(graph.nodes[id_][field] for field in Occupation._fields)) for id_ in (origin, destination)
    )
    return no_pathway(start, end, WholeGraph(graph))


def sentences(none: NoPathway) -> tuple[str, ...]:
    return tuple(reason.text for reason in none.reasons)


def test_the_other_way_round_says_so(small: nx.MultiDiGraph) -> None:
    assert sentences(no_way(small, "care/matron-7", "care/carer-2")) == (
        "the path leads the other way: from Carer (2) one progresses to Matron (7)",
        "nothing progresses from Matron (7)",
        "nothing progresses to Carer (2)",
    )


def test_a_destination_that_is_no_higher_is_said_so(small: nx.MultiDiGraph) -> None:
    assert sentences(no_way(small, "care/nurse-5", "care/cook-4"))[0] == (
        "a progression of the map rises, and Cook (4) stands no higher than Nurse (5)"
    )


def test_another_route_without_a_crossing_is_named_with_what_is_within_reach(small: nx.MultiDiGraph) -> None:
    none = no_way(small, "care/carer-2", "animals/vet-6")
    assert sentences(none) == (
        "no crossing leads from anything within reach into Animals: what is within reach (2) stands in Care",
    )
    assert [row.title for row in none.leading] == ["Groom", "Porter", "Porter"]


@pytest.mark.parametrize("of_store", [False, True])
def test_what_leads_to_it_comes_as_before_lists_it(graph: nx.MultiDiGraph, built_store: Path, of_store: bool) -> None:
    """And not by title, which put the ambulance practitioner before the nursing associate."""
    with Explorer.open(built_store) if of_store else nullcontext(Explorer.of(graph)) as explorer:
        before = [row.id for row in explorer.before("Registered nurse").rows]
        with pytest.raises(NoPathway) as none:
            explorer.path("Adult care worker", "Registered nurse")
    assert [row.id for row in none.value.leading] == before[:3]
    assert none.value.leading[0].title == "Nursing associate"


def test_a_route_that_one_crosses_into_in_vain_is_told_from_one_without_a_crossing(small: nx.MultiDiGraph) -> None:
    assert sentences(no_way(small, "animals/porter-2", "care/nurse-5")) == (
        "nothing within reach (2 of Care) stands in the pathway Care of Nurse (5), and a progression of the map stays "
        "within its pathway",
        "ways from Porter (2) end below the professional column at Cook (4)",
    )


def test_where_no_level_is_stated_the_columns_say_which_way_is_up() -> None:
    graph = build_graph(one_pathway(cluster("A", T, 1, "Roofer"), cluster("B", H, 1, "Surveyor", "Inspector")))
    assert sentences(no_way(graph, "r/surveyor", "r/inspector"))[0] == (
        "where a level is not stated a progression of the map leads to a column further right, and Inspector stands in "
        "the same column as Surveyor"
    )


def test_the_nearest_is_in_the_same_route_then_of_the_same_words_then_of_the_nearest_level() -> None:
    care = pathway(
        "Care", cluster("Helpers", T, 1, "Carer (2)"), cluster("Nurses", H, 1, "Nurse (5)", "Head carer (4)")
    )
    halls = pathway("Halls", cluster("Halls", T, 1, "Porter (2)"), cluster("Kitchens", H, 1, "Lead carer (4)"))
    graph = build_graph(catalogue_of(route("R", care, halls)))
    nearest = no_way(graph, "r/carer-2", "r/lead-carer-4").nearest
    assert [row.title for row in nearest] == ["Head carer", "Nurse"]


COLUMNS = ("technical", "higher_technical", "professional")


@pytest.mark.slow
def test_what_a_reason_says_is_so(graph: nx.MultiDiGraph) -> None:  # noqa: PLR0912 -- one for each kind of sentence
    """For pairs over all the map: each sentence is held against the graph itself."""
    occupations = [node for node, label in graph.nodes(data="label") if label == "Occupation"]
    ways = nx.DiGraph()
    ways.add_nodes_from(occupations)
    steps = nx.DiGraph()
    steps.add_nodes_from(occupations)
    for start, end, kind in graph.edges(occupations, keys=True):
        if kind in {"PROGRESSES_TO", "SHARED_ACROSS_ROUTES"}:
            ways.add_edge(start, end)
        if kind == "PROGRESSES_TO":
            steps.add_edge(start, end)
    told = Counter[str]()
    for origin in occupations[::23]:
        within = nx.descendants(ways, origin)
        for destination in occupations[::19]:
            if destination in within | {origin}:
                continue
            reasons = sentences(no_way(graph, origin, destination))
            assert reasons
            one, other = graph.nodes[origin], graph.nodes[destination]
            twins = set(ways[origin]) - set(steps[origin])
            for reason in reasons:
                if reason.startswith("the path leads the other way"):
                    assert nx.has_path(ways, destination, origin)
                elif reason.startswith("a progression of the map rises"):
                    assert other["level"] <= one["level"]
                elif reason.startswith("where a level is not stated"):
                    assert None in {one["level"], other["level"]}
                    assert COLUMNS.index(other["column"]) <= COLUMNS.index(one["column"])
                elif reason.startswith("nothing progresses from"):
                    assert not any(steps.out_degree(node) for node in {origin, *twins})
                elif reason.startswith("nothing progresses to"):
                    crossed = set(ways.predecessors(destination)) - set(steps.predecessors(destination))
                    assert not any(steps.in_degree(node) for node in {destination, *crossed})
                elif reason.startswith("no crossing leads"):
                    assert other["route"] not in {graph.nodes[node]["route"] for node in within}
                    assert f"({len(within)})" in reason
                elif reason.startswith("nothing within reach"):
                    there = [node for node in within if graph.nodes[node]["route"] == other["route"]]
                    assert f"({len(there)} of {other['route_name']})" in reason
                    assert not any(pathways(graph, node).keys() & pathways(graph, destination).keys() for node in there)
                elif reason.startswith("what is within reach in the pathway"):
                    assert any(pathways(graph, node).keys() & pathways(graph, destination).keys() for node in within)
                else:
                    assert reason.startswith("ways from")
                    assert any(not steps.out_degree(n) and graph.nodes[n]["column"] != "professional" for n in within)
                told[reason[:12]] += 1
    assert len(told) >= 8
