"""Choosing paths: on small maps all of them are tried, and the answers are what the rules make of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pairs import sampled_pairs
from small_graph import PARTS, small_graph
from tries import tries
from ways import Way, all_in_short, different_ways, every_way, in_short, length, namesakes, rank

from career_pathways.loader.errors import Contradiction, UnknownName, WrongParameter
from career_pathways.loader.graph.moves import MOVES
from career_pathways.loader.graph.progression import COST, COST_OF_IMPORTS
from career_pathways.queries.path_finding import By
from career_pathways.queries.paths import Closed, Conditions, all_shortest, alternatives, best_path, closing
from career_pathways.queries.rows.paths import Link, Path

BANDS = {"technical": (2, 3), "higher_technical": (4, 5), "professional": (6, 7)}

ROUTES = ("care", "health", "sales")

ANY = Conditions(by="steps")

MEASURES: tuple[By, ...] = ("rungs", "steps", "cost")

Question = tuple[nx.MultiDiGraph, str, str, Conditions]

# Small maps ---------------------------------------------------------------------------------------------


def map_of(
    occupations: Mapping[str, int | None],
    steps: Mapping[tuple[str, str], tuple[str, float] | tuple[str, float, str, bool]] = {},
    crossings: Sequence[tuple[str, str]] = (),
    clusters: Mapping[str, Sequence[str]] = {},
    unplaced: Set[str] = frozenset(),
) -> nx.MultiDiGraph:
    """Occupations by id and level; steps, which may go anywhere; crossings both ways.

    A step has a basis and a relatedness, and may have a move and whether it skips a rung.

    Each stands in the first cluster of its route, and in those named; of the unplaced no column is stated.
    """
    graph = nx.MultiDiGraph()
    for route in dict.fromkeys((*ROUTES, *(id_.partition("/")[0] for id_ in occupations))):
        graph.add_node(route, label="Route", name=route.title(), line=1)
        graph.add_node(f"{route}/ward", label="Pathway", name="Ward", line=1)
        graph.add_edge(f"{route}/ward", route, "IN_ROUTE")
        for row, name in enumerate("xy", 1):
            graph.add_node(f"{route}/ward/{name}", label="Cluster", name=name, column="technical", row=row, line=1)
            graph.add_edge(f"{route}/ward/{name}", f"{route}/ward", "IN_PATHWAY")
    columns = list(BANDS)
    for i, (id_, level) in enumerate(occupations.items()):
        route, column = id_.partition("/")[0], columns[i % 3]
        low, high = (level, level) if level else BANDS[column]
        if id_ in unplaced:  # as in an imported map
            column, low, high = None, level, level
        graph.add_node(
            id_,
            label="Occupation",
            title=id_.upper(),
            level=level,
            level_min=low,
            level_max=high,
            column=column,
            route=route,
            route_name=route.title(),
            lines=[i],
        )
        for cluster in dict.fromkeys((f"{route}/ward/x", *clusters.get(id_, ()))):
            graph.add_edge(id_, cluster, "IN_CLUSTER", specialisms=[], line=i, quote=id_)
    for (start, end), (basis, relatedness, *kind) in steps.items():
        move, skips = kind or ("in_trade", False)
        low_, high_ = occupations[start], occupations[end]
        graph.add_edge(
            start,
            end,
            "PROGRESSES_TO",
            basis=basis,
            cost=(COST | COST_OF_IMPORTS)[basis],
            move=move,
            skips=skips,
            level_gap=high_ - low_ if low_ and high_ else None,
            relatedness=relatedness,
            **PARTS | {"by_title": relatedness},
            shared_words=[],
            pathway=f"{start.partition('/')[0]}/ward",
            from_cluster=f"{start.partition('/')[0]}/ward/x",
            to_cluster=f"{end.partition('/')[0]}/ward/x",
        )
    for pair in crossings:
        for one, other in (pair, pair[::-1]):
            graph.add_edge(one, other, "SHARED_ACROSS_ROUTES", match="same_title", score=100)
    return graph


def chain_of(*ids: str, basis: str = "same_row", relatedness: float = 0.5) -> dict[tuple[str, str], tuple[str, float]]:
    return dict.fromkeys(pairwise(ids), (basis, relatedness))


@st.composite
def maps(draw: st.DrawFn, most: int = 8, crossings: int = 0, *, imported: bool = False) -> nx.MultiDiGraph:
    """4 to `most` occupations of up to 3 routes, with many ties: most steps lead on in the order of the occupations.

    The others go back, and some go across to other routes, also beside a crossing, as after a what if. `crossings`: how
    many are tried at least. Where the map is imported, half of the steps go back, and tables state some of them.
    """
    bases, prefix = (COST_OF_IMPORTS, "m:") if imported else (COST, "")
    letters = draw(st.permutations("abcdefgh"))[: draw(st.integers(4, most))]
    ids = [f"{prefix}{draw(st.sampled_from(ROUTES))}/{letter}" for letter in letters]
    levels = {id_: draw(st.sampled_from([None, 2, 3, 5])) for id_ in ids}
    places = st.integers(0, len(ids) - 1)
    pairs = st.tuples(places, places).filter(lambda pair: pair[0] != pair[1])
    moves = st.sampled_from(["in_trade", "in_trade", *MOVES])
    related, skips = st.sampled_from([0.0, 0.0, 0.0001, 0.3]), st.booleans()
    if imported:  # with more ties
        moves, related, skips = st.just(MOVES[0]), st.sampled_from([0.0, 0.0001]), st.just(False)
    qualities = st.tuples(st.sampled_from(list(bases)), related, moves, skips)
    drawn = st.tuples(pairs, st.sampled_from([False, imported, False, True]), qualities)
    steps = {}
    for pair, back, quality in draw(st.lists(drawn, min_size=len(ids), max_size=15)):
        start, end = sorted(pair, reverse=back)
        steps[ids[start], ids[end]] = quality
    tried = [(ids[i], ids[j]) for i, j in draw(st.lists(pairs, min_size=crossings, max_size=crossings + 4))]
    across = [(one, other) for one, other in tried if one.partition("/")[0] != other.partition("/")[0]]
    second = draw(st.sets(st.sampled_from(ids)))
    clusters = {id_: [f"{id_.partition('/')[0]}/ward/y"] for id_ in second}
    unplaced = draw(st.one_of(st.just(set[str]()), st.sets(st.sampled_from(ids))))
    return map_of(levels, steps, across, clusters, unplaced)


def occupations(graph: nx.MultiDiGraph) -> list[str]:
    return [node for node, label in graph.nodes(data="label") if label == "Occupation"]


@st.composite
def questions(draw: st.DrawFn, **of_map: Any) -> Question:
    """A map, its first and its last occupation, and conditions that do not exclude each other: often none of a kind."""
    graph = draw(maps(**of_map))
    origin, *others, destination = occupations(graph)
    bases = COST_OF_IMPORTS if of_map.get("imported") else COST
    via = tuple(draw(st.permutations(others))[: draw(st.sampled_from([0, 0, 0, 1, 1, 2]))])
    kept = {origin, destination, *via}
    places = [place for place in graph if (away := taken_away(graph, place)) and not away & kept]
    conditions = Conditions(
        via=via,
        avoid=draw(st.frozensets(st.sampled_from(places), max_size=2))
        if places and draw(st.booleans())
        else frozenset(),
        max_level_gap=draw(st.sampled_from([None, None, None, 1, 2])),
        only=frozenset(bases) - draw(st.frozensets(st.sampled_from(list(bases)), max_size=len(bases) // 2))
        if draw(st.booleans())
        else frozenset(),
        by=draw(st.sampled_from(MEASURES)),
    )
    return graph, origin, destination, conditions


# All paths of them, by trying ---------------------------------------------------------------------------


def taken_away(graph: nx.MultiDiGraph, place: str) -> set[str]:
    """The occupations of a route or a cluster, or the occupation itself."""
    return {
        id_
        for id_ in occupations(graph)
        if place in {id_, graph.nodes[id_]["route"]} or graph.has_edge(id_, place, "IN_CLUSTER")
    }


def keeps(graph: nx.MultiDiGraph, way: Way, conditions: Conditions) -> bool:
    avoided = {id_ for place in conditions.avoid for id_ in taken_away(graph, place)}
    for start, kind, end, properties in way:
        if {start, end} & avoided:
            return False
        if kind == "PROGRESSES_TO" and conditions.only and properties["basis"] not in conditions.only:
            return False
    return conditions.max_level_gap is None or any(
        all(
            None in (levels[start], levels[end])
            or levels[end] == levels[start]
            or not band(graph, start) & band(graph, end)
            if kind == "SHARED_ACROSS_ROUTES"
            else None in (levels[start], levels[end]) or levels[end] - levels[start] <= conditions.max_level_gap
            for start, kind, end, _ in way
        )
        for levels in every_levels(graph, way)
    )


def band(graph: nx.MultiDiGraph, id_: str) -> set[Any]:
    if graph.nodes[id_]["level_min"] is None:  # nothing is known of its level
        return {None}
    return set(range(graph.nodes[id_]["level_min"], graph.nodes[id_]["level_max"] + 1))


def every_levels(graph: nx.MultiDiGraph, way: Way) -> Iterator[dict[str, Any]]:
    """All choices of one level for each occupation of a path."""
    ids = list(dict.fromkeys(id_ for start, _, end, _ in way for id_ in (start, end)))
    return (dict(zip(ids, levels, strict=True)) for levels in product(*(sorted(band(graph, id_)) for id_ in ids)))


def ways_in_order(graph: nx.MultiDiGraph, origin: str, destination: str, conditions: Conditions) -> list[Way]:
    ways = [way for way in every_way(graph, origin, destination, conditions.via) if keeps(graph, way, conditions)]
    return sorted(ways, key=lambda way: rank(way, conditions.by))


# They agree ---------------------------------------------------------------------------------------------

many_questions = st.one_of(questions(), questions(most=5, crossings=6), questions(imported=True, most=7, crossings=2))

tried = settings(max_examples=tries(100))


@tried
@given(many_questions)
def test_of_all_paths_that_keep_the_conditions_the_best_is_found(
    question: Question,
) -> None:
    assert in_short(best_path(*question)) == in_short(next(iter(ways_in_order(*question)), ()))


@tried
@given(many_questions, st.sampled_from([None, 0, 1, 2, 5]))
def test_all_that_are_as_short_are_found_in_order_and_counted(question: Question, limit: int | None) -> None:
    by = question[-1].by
    ways = ways_in_order(*question)
    ways = [way for way in ways if length(way, by) == length(ways[0], by)]
    found, count = all_shortest(*question, limit)
    assert (all_in_short(found), count) == (all_in_short(ways[:limit]), len(ways))


@tried
@given(many_questions, st.sampled_from([None, 1, 2, 3, 8]))
def test_alternatives_are_the_best_paths_with_no_occupation_in_common(question: Question, k: int | None) -> None:
    graph, origin, destination, conditions = question
    ways = different_ways(graph, ways_in_order(*question), {origin, destination, *conditions.via})
    assert all_in_short(alternatives(*question, k)) == all_in_short(ways[:k])


@tried
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from([0.1, 0.2, 0.3])), min_size=8, max_size=8),
    st.sampled_from(MEASURES),
    st.sampled_from([None, 1, 2, 3]),
    st.booleans(),
)
def test_all_that_are_as_short_come_in_order_through_an_occupation_between(
    qualities: list[tuple[int, float]], by: Any, limit: int | None, imported: bool
) -> None:
    pairs = [f"{start} {end}".split() for start, end in zip("aabcddef", "bcddefgg", strict=True)]  # two diamonds
    route = "m:care" if imported else "care"
    bases = list(COST_OF_IMPORTS if imported else COST)
    drawn = [(bases[number % len(bases)], relatedness) for number, relatedness in qualities]
    steps = {(f"{route}/{start}", f"{route}/{end}"): q for (start, end), q in zip(pairs, drawn, strict=True)}
    question = map_of(dict.fromkeys(f"{route}/{c}" for c in "abcdefg"), steps), f"{route}/a", f"{route}/g"
    conditions = Conditions(via=(f"{route}/d",), by=by)
    ways = ways_in_order(*question, conditions)
    ways = [way for way in ways if length(way, by) == length(ways[0], by)]
    found, count = all_shortest(*question, conditions, limit)
    assert (all_in_short(found), count) == (all_in_short(ways[:limit]), len(ways))


@pytest.mark.parametrize("by", MEASURES)
def test_conditions_of_one_kind_alone_choose_right_too(by: Any) -> None:
    graph = map_of(
        {"care/a": 2, "care/b": 3, "care/c": 3, "care/d": 5, "health/b": 3, "health/d": 5},
        chain_of("care/a", "care/b", "care/d")
        | chain_of("care/a", "care/c", "care/d", basis="same_pathway")
        | chain_of("care/a", "care/d", basis="skips_column")
        | chain_of("health/b", "health/d"),
        [("care/b", "health/b"), ("care/d", "health/d")],
        {"care/b": ["care/ward/y"]},
    )
    ends = graph, "care/a", "care/d"
    for conditions in (
        Conditions(by=by),
        Conditions(by=by, via=("care/c",)),
        Conditions(by=by, via=("health/b",)),
        Conditions(by=by, via=("health/d", "care/b")),
        Conditions(by=by, avoid=frozenset({"care/ward/y"})),
        Conditions(by=by, avoid=frozenset({"health"})),
        Conditions(by=by, avoid=frozenset({"care/c", "care/b"})),
        Conditions(by=by, max_level_gap=2),
        Conditions(by=by, only=frozenset({"same_row"})),
        Conditions(by=by, only=frozenset({"within_cluster"})),
    ):
        ways = ways_in_order(*ends, conditions)
        shortest = [way for way in ways if length(way, by) == length(ways[0], by)]
        different = different_ways(graph, ways, {"care/a", "care/d", *conditions.via})
        assert in_short(best_path(*ends, conditions)) == in_short(next(iter(ways), ()))
        assert all_in_short(all_shortest(*ends, conditions, None)[0]) == all_in_short(shortest)
        assert all_in_short(alternatives(*ends, conditions, 9)) == all_in_short(different)


@pytest.mark.parametrize("by", MEASURES)
def test_of_two_ways_as_short_the_one_comes_first_of_which_tables_state_more(by: Any) -> None:
    stated, related = ("stated", 0.5), ("related", 0.6)
    pairs = {("m:care/a", "m:care/c"): stated, ("m:care/c", "m:care/d"): stated}
    pairs |= {("m:care/a", "m:care/b"): related, ("m:care/b", "m:care/d"): ("stated", 0.4)}
    pairs |= {end[::-1]: stated for end in pairs}  # each pair both ways
    graph = map_of(dict.fromkeys(["m:care/a", "m:care/b", "m:care/c", "m:care/d"], 3), pairs)
    for _, _, properties in graph.edges(data=True):
        properties.update({"cost": 1} if "cost" in properties else {})
    ways = all_shortest(graph, "m:care/a", "m:care/d", Conditions(by=by), None)[0]
    assert [ids(way) for way in ways][:1] == [["c", "d"]]


# One fact each ------------------------------------------------------------------------------------------


def ids(way: Sequence[Link]) -> list[str]:
    return [link.id.rpartition("/")[2] for link in way]


def test_after_a_direct_step_come_the_ways_that_do_not_take_it() -> None:
    graph = map_of(
        dict.fromkeys(["care/a", "care/b", "care/c", "care/d"]),
        chain_of("care/a", "care/d") | chain_of("care/a", "care/b", "care/d") | chain_of("care/a", "care/c", "care/d"),
    )
    assert [ids(way) for way in alternatives(graph, "care/a", "care/d", ANY, 5)] == [["d"], ["b", "d"], ["c", "d"]]


def test_the_same_occupation_in_another_route_makes_no_other_way() -> None:
    graph = map_of(
        dict.fromkeys(["care/a", "care/b", "care/d", "health/a1", "health/b1", "health/c1", "health/d1"]),
        chain_of("care/a", "care/b", "care/d")
        | chain_of("health/a1", "health/b1", "health/d1")
        | chain_of("health/a1", "health/c1", "health/d1", relatedness=0.1),
        [("care/a", "health/a1"), ("care/b", "health/b1"), ("care/d", "health/d1")],
    )
    ways = alternatives(graph, "care/a", "care/d", ANY, 5)
    assert [ids(way) for way in ways] == [["b", "d"], ["a1", "c1", "d1", "d"]]


def test_a_namesake_of_an_end_stays_open_though_it_is_one_of_an_occupation_taken_before() -> None:
    graph = map_of(
        dict.fromkeys(["care/a", "health/a", "care/b", "health/c", "care/d"]),
        chain_of("care/a", "care/b", "care/d") | chain_of("health/a", "health/c", "care/d"),
        [("care/a", "health/a"), ("health/a", "care/b")],
    )
    ways = alternatives(graph, "care/a", "care/d", ANY, 5)
    assert [[link.id for link in way][:-1] for way in ways] == [["care/b"], ["health/a", "health/c"]]


def test_other_ways_between_known_occupations_may_come_back_through_them() -> None:
    graph = map_of(
        dict.fromkeys(["care/a", "health/v", "health/x", "sales/y", "care/d"]),
        chain_of("health/x", "sales/y", "health/v") | chain_of("health/x", "health/v") | chain_of("care/a", "care/d"),
        [("care/a", "health/v"), ("care/a", "health/x"), ("care/a", "sales/y")],
    )
    ways = alternatives(graph, "care/a", "care/d", Conditions(via=("health/v",)), 9)
    assert [ids(way) for way in ways] == [
        ["v", "a", "d"],
        ["x", "v", "a", "d"],
        ["y", "v", "a", "d"],
        ["x", "y", "v", "a", "d"],
    ]


def test_a_path_comes_back_from_an_occupation_it_has_to_come_to() -> None:
    graph = map_of(
        dict.fromkeys(["care/a", "care/b", "health/a", "care/c"]),
        chain_of("care/a", "care/b", "care/c"),
        [("care/b", "health/a")],
    )
    way = best_path(graph, "care/a", "care/c", Conditions(via=("health/a",)))
    assert [link.id for link in way] == ["care/b", "health/a", "care/b", "care/c"]
    assert [link.position for link in way] == [1, 2, 3, 4]


def test_where_a_level_is_not_stated_the_rise_is_the_least_that_it_can_be() -> None:
    # Columns by place: technical (2 to 3), higher technical (4 to 5), professional (6 to 7)
    graph = map_of({"care/a": None, "care/b": 4, "care/c": None}, chain_of("care/a", "care/b", "care/c"))
    assert ids(best_path(graph, "care/a", "care/b", Conditions(max_level_gap=1))) == ["b"]
    assert best_path(graph, "care/b", "care/c", Conditions(max_level_gap=1)) == ()
    assert ids(best_path(graph, "care/b", "care/c", Conditions(max_level_gap=2))) == ["c"]


def test_crossings_pass_whatever_the_conditions_of_steps() -> None:
    graph = small_graph()
    conditions = Conditions(max_level_gap=1, only=frozenset({"within_cluster"}))
    assert [link.type for link in best_path(graph, "care/nurse-5", "health/nurse-5", conditions)] == [
        "SHARED_ACROSS_ROUTES"
    ]


def test_of_very_many_paths_the_first_few_are_found_at_once_and_all_are_counted() -> None:
    layers = [[f"care/{letter}{n}" for n in range(10)] for letter in "bcdefghijklmnopqrstu"]
    layers = [["care/a"], *layers, ["care/z"]]
    steps = {pair: ("same_row", 0.5) for one, other in pairwise(layers) for pair in product(one, other)}
    graph = map_of(dict.fromkeys(id_ for layer in layers for id_ in layer), steps)
    found, count = all_shortest(graph, "care/a", "care/z", ANY, 12)
    assert count == 10**20
    assert [ids(way)[-3:] for way in found] == [
        *(["t0", f"u{n}", "z"] for n in range(10)),
        *(["t1", f"u{n}", "z"] for n in range(2)),
    ]
    assert len(alternatives(graph, "care/a", "care/z", ANY, 20)) == 10
    found, count = all_shortest(graph, "care/a", "care/z", Conditions(via=("care/f3", "care/m7")), 12)
    assert count == 10**18
    assert [ids(way)[-3:] for way in found][9:] == [["t0", "u9", "z"], ["t1", "u0", "z"], ["t1", "u1", "z"]]


def test_without_a_path_there_is_nothing_in_all_three() -> None:
    ends = small_graph(), "care/matron-7", "care/carer-2"
    assert best_path(*ends) == alternatives(*ends, ANY, 3) == ()
    assert all_shortest(*ends, ANY, 5) == ((), 0)


# Errors -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "error", "message"),
    [
        (
            {"via": ("care/nurs-5",)},
            UnknownName,
            "no occupation 'care/nurs-5'. Did you mean 'care/nurse-5' or 'care/cleaner-2' or 'health/nurse-5'?",
        ),
        ({"via": ("care",)}, UnknownName, "no occupation 'care'. Name one by its id in the graph."),
        (
            {"avoid": {"care/ward"}},
            UnknownName,
            "no route, cluster or occupation 'care/ward'. Did you mean 'care/ward/heads' or ",
        ),
        (
            {"avoid": {"?"}},
            UnknownName,
            "no route, cluster or occupation '?'. Name one by its id in the graph.",
        ),
        (
            {"via": ("care/nurse-5",), "avoid": {"care/nurse-5"}},
            Contradiction,
            "via care/nurse-5 is what avoiding care/nurse-5 takes away. Leave out one of them.",
        ),
        (
            {"via": ("care/nurse-5",), "avoid": {"care/ward/nurses"}},
            Contradiction,
            "via care/nurse-5 stands in what avoiding care/ward/nurses takes away. Leave out one of them.",
        ),
        (
            {"via": ("health/nurse-5",), "avoid": {"health"}},
            Contradiction,
            "via health/nurse-5 stands in what avoiding health takes away. Leave out one of them.",
        ),
        (
            {"avoid": {"care/ward/helpers"}},
            Contradiction,
            "care/carer-2, where the path begins, stands in what avoiding care/ward/helpers takes away. "
            "Leave out that `avoid`.",
        ),
        (
            {"avoid": {"care/matron-7"}},
            Contradiction,
            "care/matron-7, where the path ends, is what avoiding care/matron-7 takes away. Leave out that `avoid`.",
        ),
        (
            {"via": ("care/carer-2",)},
            Contradiction,
            "via care/carer-2 is where the path begins already. Leave it out.",
        ),
        (
            {"via": ("care/matron-7",)},
            Contradiction,
            "via care/matron-7 is where the path ends already. Leave it out.",
        ),
        (
            {"via": ("care/nurse-5", "health/nurse-5", "care/nurse-5")},
            Contradiction,
            "via care/nurse-5 is named twice, and a path comes to it once. Leave out one of them.",
        ),
        (
            {"max_level_gap": 0},
            WrongParameter,
            "a level gap of at most 0: a progression rises by 1 level at least. Give 1 or more.",
        ),
        (
            {"only": {"same_row", "same_rwo"}},
            WrongParameter,
            "only same_rwo: no such basis. There are within_cluster, same_row, skips_column, same_pathway.",
        ),
        (
            {"by": "time"},
            WrongParameter,
            "by time: paths are short by rungs, by steps or by cost. Name one of the three.",
        ),
    ],
)
def test_conditions_that_cannot_be_kept_are_refused_with_the_cure(
    wanted: dict[str, Any], error: type[Exception], message: str
) -> None:
    conditions = replace(ANY, **{name: frozenset(v) if isinstance(v, set) else v for name, v in wanted.items()})
    ends = small_graph(), "care/carer-2", "care/matron-7"
    for ask in (best_path, lambda *of: all_shortest(*of, None), lambda *of: alternatives(*of, 2)):
        with pytest.raises(error, match="^" + re.escape(message)):
            ask(*ends, conditions)


def test_the_ends_of_a_path_are_two_occupations_of_the_graph() -> None:
    graph = small_graph()
    with pytest.raises(WrongParameter, match=r"^care/carer-2 is where the path begins and where it ends\. Name two "):
        best_path(graph, "care/carer-2", "care/carer-2")
    for ends in (("care/carer-2", "care/matrn-7"), ("care/matrn-7", "care/carer-2")):
        with pytest.raises(UnknownName, match=r"^no occupation 'care/matrn-7'\. Did you mean 'care/matron-7'"):
            best_path(graph, *ends)


# On the map of 2017 -------------------------------------------------------------------------------------


def test_paths_of_the_map_keep_their_conditions(graph: nx.MultiDiGraph) -> None:
    found = 0
    for origin, destination in sampled_pairs(graph, size=tries(300), seed=5):
        best = best_path(graph, origin, destination, ANY)
        if len(best) < 3:
            continue
        middle, basis = best[1].id, best[0].basis
        conditions = {
            "avoid": Conditions(avoid=frozenset({middle})),
            "via": Conditions(via=(middle,), by="cost"),
            "gap": Conditions(max_level_gap=1),
            "only": Conditions(only=frozenset({basis} if basis else COST)),
        }
        ways = {name: best_path(graph, origin, destination, wanted) for name, wanted in conditions.items()}
        assert middle not in {link.id for link in ways["avoid"]}
        assert middle in {link.id for link in ways["via"]}
        assert all((link.level_gap or 0) <= 1 for link in ways["gap"])
        assert {link.basis for link in ways["only"]} <= {None, *(conditions["only"].only)}
        for way in filter(None, ways.values()):
            assert [link.from_id for link in way] == [origin, *(link.id for link in way[:-1])]
            assert way[-1].id == destination
            assert len(way) >= len(best)
            found += 1
    assert found > tries(300) / 6


def test_alternatives_on_the_map_have_no_occupation_between_in_common(graph: nx.MultiDiGraph) -> None:
    several = 0
    for origin, destination in sampled_pairs(graph, size=tries(300), seed=7):
        ways = alternatives(graph, origin, destination, ANY, 3)
        known = {origin, destination}
        known |= namesakes(graph, known)
        between = [{link.id for link in way} - known for way in ways]
        for i, one in enumerate(between):
            for other in between[:i]:
                assert not (one | namesakes(graph, one)) & other
        assert [len(way) for way in ways] == sorted(len(way) for way in ways)
        assert ways[:1] == ((best_path(graph, origin, destination, ANY),) if ways else ())
        several += len(ways) == 3
    assert several > tries(300) / 10


def test_all_that_are_as_short_are_counted_on_the_map_as_networkx_lists_them(graph: nx.MultiDiGraph) -> None:
    between = {"PROGRESSES_TO", "SHARED_ACROSS_ROUTES"}
    known = set(occupations(graph))
    ways = nx.DiGraph((a, b) for a, b, kind in graph.edges(keys=True) if kind in between and {a, b} <= known)
    several = 0
    for origin, destination in sampled_pairs(graph, size=tries(300), seed=9):
        found, count = all_shortest(graph, origin, destination, ANY, None)
        if count:
            listed = {tuple(way) for way in nx.all_shortest_paths(ways, origin, destination)}
            assert {(origin, *(link.id for link in way)) for way in found} == listed
            ranks = [(Path(way).cost, -sum(round((k.relatedness or 0) * 10_000) for k in way)) for way in found]
            assert ranks == sorted(ranks)
        assert len(found) == count
        several += count > 1
    assert several > tries(300) / 15


def test_the_condition_that_closes_the_last_way_is_named(graph: nx.MultiDiGraph) -> None:
    sales = "sales-and-marketing-and-procurement"
    ends = f"{sales}/butcher-2", f"{sales}/retail-management-6"
    cluster = f"{sales}/retail/retail-manager"
    closed = Conditions(avoid=frozenset({cluster, "digital"}), max_level_gap=5)
    assert not best_path(graph, *ends, closed)
    assert closing(graph, *ends, closed) == (Closed("avoid", (cluster,)),)
    twice = Conditions(avoid=frozenset({cluster}), only=frozenset({"within_cluster"}))
    assert closing(graph, *ends, twice) == ()
