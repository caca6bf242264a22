"""What the map does not offer: each kind on a map small enough to see, and the whole map counted another way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_catalogues import H, P, T, catalogue_of, cluster, one_pathway, pathway, route
from tries import tries

from career_pathways.loader.catalogue import Catalogue, Column, Route
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.what_if import changed_graph
from career_pathways.loader.graph.what_if_file import read_changes
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries.gaps import KINDS, Gap, Gaps, LevelTwo, RouteReach, gaps
from career_pathways.queries.library import query
from career_pathways.queries.rows.findings import DeadEnd
from career_pathways.queries.run import run


@pytest.fixture(scope="module")
def whole(graph: nx.MultiDiGraph) -> Gaps:
    return gaps(graph)


def gaps_of(catalogue: Catalogue) -> Gaps:
    return gaps(build_graph(catalogue))


def of_kind(found: Gaps, *kinds: str) -> list[Gap]:
    return [gap for gap in found.findings if gap.kind in kinds]


def ids(found: Gaps, *kinds: str) -> list[str]:
    return [gap.id for gap in of_kind(found, *kinds)]


def cell(found: Gaps, origin: str, destination: str) -> RouteReach:
    return next(cell for cell in found.matrix if (cell.origin, cell.destination) == (origin, destination))


def level_two(found: Gaps, of: str) -> LevelTwo:
    return next(row for row in found.level_two if row.route == of)


def simple_route(name: str, technical: str, higher: str = "", professional: str = "") -> Route:
    """One pathway with one cluster a column, its occupations parted by semicolons; no cluster where there are none."""
    columns = zip(Column, (technical, higher, professional), strict=True)
    clusters = [
        cluster(f"{name} {column}", column, 1, *(entry.strip() for entry in entries.split(";")))
        for column, entries in columns
        if entries
    ]
    return route(name, pathway(f"{name} P", *clusters))


def occupations(graph: nx.MultiDiGraph) -> list[str]:
    return [node for node, label in graph.nodes(data="label") if label == "Occupation"]


def ways(graph: nx.MultiDiGraph, *kinds: str) -> nx.DiGraph:
    found = nx.DiGraph()
    found.add_nodes_from(occupations(graph))
    found.add_edges_from((one, other) for one, other, kind in graph.edges(keys=True) if kind in kinds and one in found)
    return found


def crossings(graph: nx.MultiDiGraph) -> list[tuple[str, str]]:
    return [(one, other) for one, other, kind in graph.edges(keys=True) if kind == "SHARED_ACROSS_ROUTES"]


# Occupations --------------------------------------------------------------------------------------------

COMPLETE = simple_route("R", "Helper (2); Fitter (3)", "Technician (4); Manager (5)", "Director (6)")


def test_a_map_that_goes_up_level_by_level_in_all_columns_has_no_gap_but_that_it_is_alone() -> None:
    assert [(gap.kind, gap.id) for gap in gaps_of(catalogue_of(COMPLETE)).findings] == [("route apart", "r")]


def test_an_occupation_below_professional_level_without_a_next_step_is_a_dead_end() -> None:
    found = gaps_of(one_pathway(cluster("C", T, 1, "Helper (2)"), cluster("D", H, 1, "Manager (4)", "Planner")))
    assert [(gap.id, gap.finding) for gap in of_kind(found, "dead end")] == [
        ("r/manager-4", "Nothing progresses from it."),
        ("r/planner", "Nothing progresses from it."),
    ]


def test_one_of_professional_level_is_no_dead_end_by_its_column_or_by_its_stated_level() -> None:
    assert not ids(gaps_of(one_pathway(cluster("C", P, 1, "Head (4)", "Chief"))), "dead end")
    assert not ids(gaps_of(one_pathway(cluster("C", H, 1, "Director (6)"))), "dead end")


def test_one_that_goes_on_only_under_another_route_has_a_one_way_exit_that_says_where() -> None:
    found = gaps_of(
        catalogue_of(
            simple_route("A", "Helper (2)", "Manager (4)"), simple_route("B", "Aide (2)", "Manager (4)", "Head")
        )
    )
    assert not ids(found, "dead end")
    (gap,) = of_kind(found, "one-way exit")
    assert (gap.id, gap.beside, gap.lines) == ("a/manager-4", ("b/manager-4",), (3,))
    assert gap.finding == "Nothing progresses from it here; the same goes on in B."


def test_a_dead_end_names_the_other_routes_where_it_is_one_as_well() -> None:
    found = gaps_of(catalogue_of(simple_route("A", "", "Manager (4)"), simple_route("B", "", "Manager (4)")))
    assert [(gap.id, gap.finding) for gap in of_kind(found, "dead end")] == [
        ("a/manager-4", "Nothing progresses from it, nor from the same in B."),
        ("b/manager-4", "Nothing progresses from it, nor from the same in A."),
    ]


def test_nothing_leads_to_what_stands_above_entry_with_nothing_before_it() -> None:
    clusters = cluster("C", T, 1, "Fitter (4)", "Helper"), cluster("D", H, 1, "Aide (3)", "Planner")
    found = gaps_of(one_pathway(*clusters))
    assert ids(found, "nothing leads to it") == ["r/fitter-4"]  # by its stated level, though its column is technical
    assert ids(gaps_of(one_pathway(*clusters[1:])), "nothing leads to it") == ["r/planner"]


def test_what_something_leads_to_under_another_route_is_led_to() -> None:
    alone = simple_route("A", "", "Manager (4)", "Head")
    assert ids(gaps_of(catalogue_of(alone)), "nothing leads to it") == ["a/manager-4"]
    assert not ids(gaps_of(catalogue_of(alone, simple_route("B", "Aide", "Manager (4)"))), "nothing leads to it")


def test_level_3_with_nothing_before_it_is_a_kind_apart_and_level_2_is_none() -> None:
    found = gaps_of(one_pathway(cluster("C", T, 1, "Fitter (3)", "Helper"), cluster("D", T, 2, "Roofer (2)")))
    assert ids(found, "entry at level 3 only") == ["r/fitter-3"]
    assert not ids(found, "nothing leads to it")


def test_a_level_jump_names_the_lowest_landing_and_how_many_more() -> None:
    higher = cluster("D", H, 1, "Manager (4)", "Site helper (4)", "Planner (5)", line=4)
    (gap,) = of_kind(gaps_of(one_pathway(cluster("C", T, 1, "Helper (2)"), higher)), "level jump")
    assert (gap.id, gap.level, gap.lines) == ("r/helper-2", 2, (3, 4))
    assert gap.beside == ("r/site-helper-4", "r/manager-4")  # the more related first
    assert gap.finding == "From level 2 straight to 4: Site helper and 1 more."


@pytest.mark.parametrize(
    ("technical", "higher", "why"),
    [
        ("Helper (2); Fitter (3)", "Manager (4)", "the step between is there"),
        ("Fitter (3)", "Manager (5); Planner", "one of no stated level may be of the level between"),
        ("Helper", "Manager (5)", "the level of the origin is not stated"),
        ("Helper (2)", "Manager", "the level of the next is not stated"),
    ],
)
def test_there_is_no_level_jump_where(technical: str, higher: str, why: str) -> None:
    assert not ids(gaps_of(catalogue_of(simple_route("R", technical, higher, "Head"))), "level jump"), why


def test_a_next_one_of_no_stated_level_does_not_excuse_a_jump_that_it_makes_as_well() -> None:
    found = gaps_of(catalogue_of(simple_route("R", "Helper (2)", "Manager (4); Planner")))
    assert ids(found, "level jump") == ["r/helper-2"]


def test_there_is_no_level_jump_where_the_step_between_stands_under_another_route() -> None:
    jumping = simple_route("A", "Helper (2)", "Manager (4)")
    other = simple_route("B", "Helper (2); Fitter (3)")
    assert ids(gaps_of(catalogue_of(jumping)), "level jump") == ["a/helper-2"]
    assert not ids(gaps_of(catalogue_of(jumping, other)), "level jump")


# Pathways and routes ------------------------------------------------------------------------------------


def test_each_empty_column_of_a_pathway_is_a_gap_of_its_own() -> None:
    found = gaps_of(catalogue_of(COMPLETE, route("S", pathway("Q", cluster("C", H, 1, "Manager (4)")))))
    assert [(gap.id, gap.title, gap.column, gap.route, gap.lines, gap.finding) for gap in of_kind(found, KINDS[5])] == [
        ("s/q", "Q", "technical", "s", (2,), "No cluster stands in its technical column."),
        ("s/q", "Q", "professional", "s", (2,), "No cluster stands in its professional column."),
    ]


def test_a_route_without_occupations_is_that_one_gap_and_nothing_else() -> None:
    found = gaps_of(catalogue_of(COMPLETE, route("Hair")))
    assert [gap.kind for gap in found.findings if gap.route == "hair"] == ["empty route"]
    assert cell(found, "hair", "r") == RouteReach("hair", "Hair", "r", "R", 0, (), ())
    row = level_two(found, "hair")
    assert (row.professional, row.own, row.share, row.share_of_map) == (0, (), None, 0.0)


def test_routes_with_a_crossing_are_not_apart() -> None:
    found = gaps_of(catalogue_of(simple_route("A", "X (2)"), simple_route("B", "X (2)"), simple_route("C", "Y (2)")))
    assert ids(found, "route apart") == ["c"]


def test_a_route_is_one_way_to_another_where_one_can_go_on_there_and_from_there_not_in_it() -> None:
    found = gaps_of(
        catalogue_of(
            simple_route("A", "Helper (2)", "Manager (4)"), simple_route("B", "Aide (2)", "Manager (4)", "Head (6)")
        )
    )
    (gap,) = of_kind(found, "one-way route")
    assert (gap.id, gap.beside, gap.lines) == ("a", ("b",), (1,))
    assert gap.finding == "2 of its 2 occupations can go on in B; nothing there can go on in A."
    there, back = cell(found, "a", "b"), cell(found, "b", "a")
    assert ([row.id for row in there.going_on], back.going_on) == (["a/helper-2", "a/manager-4"], ())
    assert [row.id for row in back.reaching] == ["b/aide-2", "b/manager-4"]


def test_two_routes_in_which_one_can_go_on_both_ways_are_not_one_way() -> None:
    one, other = (simple_route(name, "Aide (2)", "Manager (4)", "Head (6)") for name in "AB")
    assert not ids(gaps_of(catalogue_of(one, other)), "one-way route")


# Bridges ------------------------------------------------------------------------------------------------


def test_the_only_crossing_between_two_routes_is_a_bridge_with_both_its_ends() -> None:
    found = gaps_of(
        catalogue_of(simple_route("A", "X (2)"), simple_route("B", "X (2); Y (2)"), simple_route("C", "Y (2)"))
    )
    assert [(gap.id, gap.beside, gap.finding) for gap in of_kind(found, "bridge")] == [
        ("a/x-2", ("b/x-2",), "Without its crossing to B, A is cut off from 2 other routes, each taken as one place."),
        ("b/y-2", ("c/y-2",), "Without its crossing to C, C is cut off from 2 other routes, each taken as one place."),
    ]


def test_bridges_of_one_occupation_come_in_the_order_of_their_other_ends_whatever_the_order_of_relationships() -> None:
    # Equal in title to both, but of compatible level to each alone: the other two are not one occupation.
    hub, second, third = simple_route("A", "X"), simple_route("C", "X (3)"), simple_route("B", "X (2)")
    graph = build_graph(catalogue_of(hub, second, third))
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(graph.nodes(data=True))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    for either in (graph, turned):
        assert [(gap.id, gap.beside) for gap in of_kind(gaps(either), "bridge")] == [
            ("a/x", ("c/x-3",)),
            ("a/x", ("b/x-2",)),
        ]


def test_a_bridge_names_all_routes_that_it_alone_joins() -> None:
    inner, outer = ("X (2); Y (2); Z (2)", "Y (2)"), ("X (2); V (2); W (2)", "V (2); W (2)")
    names = iter("ABCD")
    found = gaps_of(catalogue_of(*(simple_route(next(names), entries) for entries in (*inner, *outer))))
    finding = "Without its crossing to C, 2 routes (A; B) are cut off from 2 other routes, each taken as one place."
    assert ("a/x-2", finding) in [(gap.id, gap.finding) for gap in of_kind(found, "bridge")]


def test_two_crossings_between_two_routes_are_no_bridges_nor_is_one_with_a_way_round() -> None:
    two = catalogue_of(simple_route("A", "X (2); Y (2)"), simple_route("B", "X (2); Y (2)"))
    ring = catalogue_of(*(simple_route(name, "X (2)") for name in "ABC"))
    assert not ids(gaps_of(two), "bridge")
    assert not ids(gaps_of(ring), "bridge")


def joined(routes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The routes that each route is joined to, itself among them: sets that are merged pair by pair."""
    together = {route: {route} for route in routes}
    for one, other in pairs:
        merged = together[one] | together[other]
        together |= dict.fromkeys(merged, merged)
    return together


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Two to five routes of one pathway, which share titles."""
    listed = st.lists(
        st.tuples(st.sampled_from("UVWXYZ"), st.sampled_from(["", " (2)", " (3)", " (4)", " (6)"])),
        max_size=3,
        unique=True,
    )
    routes = [
        simple_route(name, *("; ".join(title + level for title, level in draw(listed)) for _ in Column))
        for name in "ABCDE"[: draw(st.integers(2, 5))]
    ]
    return catalogue_of(*routes)


@settings(max_examples=tries(120))
@given(catalogues())
def test_a_crossing_is_a_bridge_just_where_without_it_the_routes_at_its_ends_are_no_longer_joined(
    catalogue: Catalogue,
) -> None:
    graph = build_graph(catalogue)
    of = {occupation: graph.nodes[occupation]["route"] for occupation in occupations(graph)}
    routes = [node for node, label in graph.nodes(data="label") if label == "Route"]
    once = {tuple(sorted(crossing)) for crossing in crossings(graph)}
    bridges = {tuple(sorted((gap.id, *gap.beside))) for gap in of_kind(gaps(graph), "bridge")}
    for crossing in once:
        without = joined(routes, ((of[one], of[other]) for one, other in once - {crossing}))
        assert (crossing in bridges) == (of[crossing[1]] not in without[of[crossing[0]]])
    assert bridges <= once


# The figures --------------------------------------------------------------------------------------------


def check_figures(graph: nx.MultiDiGraph, found: Gaps) -> None:
    """The matrix and the shares, counted by asking networkx for all that lies ahead of each occupation."""
    together = ways(graph, "PROGRESSES_TO", "SHARED_ACROSS_ROUTES")
    steps = ways(graph, "PROGRESSES_TO")
    node = graph.nodes
    reaching: dict[tuple[str, str], set[str]] = {}
    going_on: dict[tuple[str, str], set[str]] = {}
    at_the_top: dict[str, set[str]] = {}
    for one in together:
        ahead = nx.descendants(together, one)
        for other in ahead:
            reaching.setdefault((node[one]["route"], node[other]["route"]), set()).add(one)
            if node[one]["level"] == 2 and node[other]["column"] == "professional":
                at_the_top.setdefault(node[other]["route"], set()).add(one)
        for other in (one, *ahead):
            if steps.out_degree(other):
                going_on.setdefault((node[one]["route"], node[other]["route"]), set()).add(one)
    sizes = Counter(node[one]["route"] for one in together)
    for row in found.matrix:
        pair = row.origin, row.destination
        assert {listed.id for listed in row.reaching} == reaching.get(pair, set())
        assert {listed.id for listed in row.going_on} == going_on.get(pair, set())
        assert set(row.going_on) <= set(row.reaching)
        assert row.of == sizes[row.origin]
    twos = {one for one in together if node[one]["level"] == 2}
    for share in found.level_two:
        reached = at_the_top.get(share.route, set())
        assert {listed.id for listed in share.reaching} == reached
        assert {listed.id for listed in share.own} == {one for one in twos if node[one]["route"] == share.route}
        assert {listed.id for listed in share.cut_off} == {listed.id for listed in share.own} - reached
        assert share.of == len(twos)


@settings(max_examples=tries(80))
@given(catalogues())
def test_the_figures_of_any_map_are_those_that_its_paths_give(catalogue: Catalogue) -> None:
    graph = build_graph(catalogue)
    check_figures(graph, gaps(graph))


def test_occupations_that_lead_round_in_a_circle_reach_each_other_and_not_themselves() -> None:
    graph = build_graph(catalogue_of(simple_route("A", "X (2)"), simple_route("B", "X (2)")))
    found = gaps(graph)
    assert [len(cell.reaching) for cell in found.matrix] == [0, 1, 1, 0]
    check_figures(graph, found)


def test_the_share_of_level_2_counts_the_own_of_a_route_and_all_of_the_map() -> None:
    found = gaps_of(
        catalogue_of(
            simple_route("A", "Helper (2)", "Manager (4)"),
            simple_route("B", "Helper (2); Aide (2)", "Planner (4)", "Head (6)"),
        )
    )
    one, other = found.level_two
    assert (one.share, one.share_of_map, [row.id for row in one.cut_off]) == (0.0, 0.0, ["a/helper-2"])
    assert (other.share, other.share_of_map, other.professional, other.cut_off) == (1.0, 1.0, 1, ())
    assert [row.id for row in other.reaching] == ["a/helper-2", "b/aide-2", "b/helper-2"]


# On the map of 2017 -------------------------------------------------------------------------------------


def test_how_many_gaps_of_each_kind_the_map_has(whole: Gaps) -> None:
    assert Counter(gap.kind for gap in whole.findings) == {
        "dead end": 4,
        "one-way exit": 1,
        "entry at level 3 only": 42,
        "level jump": 58,
        "empty column": 3,
        "empty route": 1,
        "route apart": 5,
        "one-way route": 6,
        "bridge": 5,
    }


def test_dead_ends_and_one_way_exits_are_the_rows_of_the_question(
    graph: nx.MultiDiGraph, built_store: Path, whole: Gaps
) -> None:
    with EmbeddedStore(built_store) as store:
        rows = run(query("dead-ends"), store, {}, limit=None).rows
    asked = {row.id: row.goes_on_in for row in rows if isinstance(row, DeadEnd)}
    assert asked.keys() == set(ids(whole, "dead end", "one-way exit"))
    assert {id_ for id_, goes_on_in in asked.items() if not goes_on_in} == set(ids(whole, "dead end"))
    steps = ways(graph, "PROGRESSES_TO")
    below = {one for one in steps if graph.nodes[one]["column"] != "professional" and not steps.out_degree(one)}
    assert below == asked.keys()


def test_every_level_jump_is_one_by_all_that_its_origin_progresses_to(graph: nx.MultiDiGraph, whole: Gaps) -> None:
    steps = ways(graph, "PROGRESSES_TO")
    jumps = of_kind(whole, "level jump")
    for gap in jumps:
        gaps_up = [graph.edges[gap.id, other, "PROGRESSES_TO"]["level_gap"] for other in steps[gap.id]]
        assert min(up for up in gaps_up if up is not None) >= 2
    assert Counter(gap.level for gap in jumps) == {2: 17, 4: 41}


def test_the_figures_of_the_map_are_those_that_its_paths_give(graph: nx.MultiDiGraph, whole: Gaps) -> None:
    check_figures(graph, whole)
    assert len(whole.matrix) == 15 * 15
    shares = {row.route: row.share for row in whole.level_two}
    assert shares["catering-and-hospitality"] == 0.0
    assert shares["sales-and-marketing-and-procurement"] == 0.75
    assert Counter(shares.values()) == {1.0: 9, None: 4, 0.75: 1, 0.0: 1}


def test_every_finding_and_every_occupation_of_a_figure_has_its_lines(graph: nx.MultiDiGraph, whole: Gaps) -> None:
    listed = [row for cell in whole.matrix for row in cell.reaching]
    listed += [row for share in whole.level_two for row in (*share.own, *share.reaching)]
    assert all(row.lines == tuple(graph.nodes[row.id]["lines"]) for row in listed)
    for gap in whole.findings:
        assert gap.lines
        assert list(gap.lines) == sorted(set(gap.lines))
        assert gap.finding.endswith(".")
        assert gap.id in graph
        assert set(gap.beside) <= set(graph)


def test_findings_come_by_kind_then_in_the_document_s_order(graph: nx.MultiDiGraph, whole: Gaps) -> None:
    routes = [node for node, label in graph.nodes(data="label") if label == "Route"]

    def line(gap: Gap) -> int:
        about = graph.nodes[gap.id]
        return int(about["lines"][0] if "lines" in about else about["line"])

    order = [(KINDS.index(gap.kind), routes.index(gap.route), line(gap), gap.id) for gap in whole.findings]
    assert order == sorted(order)
    assert [(cell.origin, cell.destination) for cell in whole.matrix] == [(a, b) for a in routes for b in routes]


def test_the_answer_does_not_depend_on_the_order_of_the_relationships(graph: nx.MultiDiGraph, whole: Gaps) -> None:
    turned = nx.MultiDiGraph()
    turned.add_nodes_from(graph.nodes(data=True))
    turned.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert gaps(turned) == whole


def test_an_occupation_that_the_document_does_not_have_can_fill_a_gap_or_be_one() -> None:
    graph = build_graph(catalogue_of(simple_route("R", "Helper (2)", "Manager (4)")))
    assert ids(gaps(graph), "level jump", "dead end") == ["r/manager-4", "r/helper-2"]
    added = '[[add.occupation]]\ntitle = "{}"\nlevel = {}\ncluster = "R {}"\n'
    text = added.format("Fitter", 3, "technical") + added.format("Planner", 5, "higher_technical")
    found = gaps(changed_graph(graph, read_changes(text, "what-if.toml")))
    assert [(gap.id, gap.lines) for gap in of_kind(found, "level jump", "dead end")] == [("r/planner-5", ())]
