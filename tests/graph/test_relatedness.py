"""What an adviser would name first comes first, and every suggestion shows why."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import ORDERS, by_relatedness, hits, judged
from small_catalogues import H, P, T, cluster, one_pathway

from career_pathways.loader.catalogue import Catalogue
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.progression import COST
from career_pathways.loader.graph.relatedness import BASIS_PART, WEIGHTS, Member, Rarity, Words, related
from career_pathways.loader.words.ranks import STANDING
from career_pathways.loader.words.stems import SHORT_FORMS, folded_word, folded_words
from career_pathways.loader.words.titles import words
from career_pathways.loader.words.trades import FAMILIES

EQUALLY_TELLING = Rarity({}, {})
"""No word is known, so that each tells as much as it can."""


def ranked(graph: nx.MultiDiGraph, origin: str) -> list[str]:
    """Where one can go from `origin`, in the order of every answer."""

    def place(end: str) -> tuple[float, int, bool, int, str, str]:
        step, node = graph.edges[origin, end, "PROGRESSES_TO"], graph.nodes[end]
        return -step["relatedness"], step["cost"], node["level"] is None, node["level"] or 0, node["title"], end

    return sorted((end for _, end, key in graph.out_edges(origin, keys=True) if key == "PROGRESSES_TO"), key=place)


def first(tables: Catalogue, origin: str) -> str:
    """What comes first, without the route."""
    return ranked(build_graph(tables), f"r/{origin}")[0].removeprefix("r/")


def only_step(tables: Catalogue) -> dict[str, Any]:
    graph = build_graph(tables)
    (found,) = (
        properties
        for start, _, key, properties in graph.edges(keys=True, data=True)
        if key == "PROGRESSES_TO" and graph.nodes[start]["label"] == "Occupation"
    )
    return found


# Words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "strangers",
    [
        "animal animator",
        "fabric fabrication",
        "internal international",
        "mental mentor",
        "office official",
        "organ organisation",
        "police policy",
        "probate probation",
        "product production",
        "static station",
        "community communication",
        "machine machinist",
        "train trainer",
        "customer customs",
        "reserve reservations",
    ],
)
def test_words_of_two_trades_do_not_meet_in_their_forms(strangers: str) -> None:
    assert len({folded_word(word) for word in strangers.split()}) == len(strangers.split())


@pytest.mark.parametrize(
    "family",
    [
        "dental dentist",
        "plumbing plumber",
        "butchery butcher",
        "agriculture agricultural",
        "architect architecture architectural",
        "environment environmental",
        "department departmental",
        "production producer",
        "organiser organizer organisation organization",
        "survey surveyor surveying",
        "craftsperson craftperson craft",
        "supply supplier",
    ],
)
def test_the_forms_of_a_word_of_a_trade_meet(family: str) -> None:
    assert len({folded_word(word) for word in family.split()}) == 1


@pytest.mark.parametrize(
    ("short", "long"), [("HR advisor", "Human resources adviser"), ("NDT operator", "Non-destructive testing operator")]
)
def test_a_short_form_counts_as_its_words(short: str, long: str) -> None:
    assert folded_words(short).keys() == folded_words(long).keys()


@pytest.mark.parametrize("title", ["Able seafarer - deck", "Able seafarer – deck", "Able seafarer- deck"])
def test_a_dash_with_white_space_parts_words(title: str) -> None:
    assert list(folded_words(title).values()) == ["able", "seafarer", "deck"]


def test_families_and_short_forms_are_plain_words_as_titles_have_them() -> None:
    for text in (*(word for family in FAMILIES for word in family), *SHORT_FORMS):
        assert words(text) == (text,)
    for family in FAMILIES:
        assert len({folded_word(word) for word in family}) > 1
        assert len(set(family)) == len(family)


def test_no_word_of_standing_is_of_a_trade() -> None:
    assert not STANDING & {folded_word(word) for family in FAMILIES for word in family}


def test_how_a_trade_is_learnt_says_nothing_of_it() -> None:
    assert folded_words("Police constable degree apprenticeship").keys() == folded_words("Police constable").keys()


# Shared words -------------------------------------------------------------------------------------------


def test_shared_words_come_as_the_origin_spells_them_the_rarest_first() -> None:
    graph = build_graph(
        one_pathway(
            cluster("A", T, 1, "Dental nursing manager (3): Surgery", "Office manager (3)", "Yard manager (3)"),
            cluster("B", H, 1, "Manager of nurses (4): Surgeries", "Stud manager (4)"),
        )
    )
    found = graph.edges["r/dental-nursing-manager-3", "r/manager-of-nurses-4", "PROGRESSES_TO"]
    assert found["shared_words"] == ["nursing", "surgery", "manager"]


def test_a_word_of_both_titles_comes_before_one_of_the_specialisms_however_rare() -> None:
    graph = build_graph(
        one_pathway(
            cluster("A", T, 1, "Hotel porter (2): Concierge", "Hotel cook (2)"),
            cluster("B", H, 1, "Hotel supervisor (4): Concierge"),
        )
    )
    found = graph.edges["r/hotel-porter-2", "r/hotel-supervisor-4", "PROGRESSES_TO"]
    assert found["shared_words"] == ["hotel", "concierge"]


def test_words_of_one_trade_are_shown_as_a_pair() -> None:
    found = only_step(one_pathway(cluster("A", T, 1, "Bespoke saddler"), cluster("B", H, 1, "Leather goods designer")))
    assert found["shared_words"] == ["saddler ~ leather"]


def test_a_short_form_is_shown_once_in_capitals() -> None:
    found = only_step(one_pathway(cluster("A", T, 1, "HR support"), cluster("B", H, 1, "Human resources manager")))
    assert found["shared_words"] == ["HR"]


# What comes first ---------------------------------------------------------------------------------------


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    tables = one_pathway(
        cluster("A", T, 1, "Metrology fitter", "Gas fitter", "Pipe fitter", "Lift fitter"),
        cluster("B", H, 1, "Metrology inspector", "Fitter inspector"),
    )
    assert first(tables, "metrology-fitter") == "metrology-inspector"


def test_a_word_that_its_pathway_is_full_of_tells_less_there() -> None:
    titles = ["Retail host", "Retail clown", *(["Steward"] * 9)]
    over_all = Rarity.among([Words.of(title) for title in titles])
    there = over_all.in_pathway(Member.of(title, title, None, (), "A", "P") for title in titles[:2])
    assert over_all.of(folded_word("retail")) > there.of(folded_word("retail"))
    assert over_all.of(folded_word("host")) == there.of(folded_word("host")) == 1


def test_a_word_of_standing_tells_less_than_a_word_of_the_trade() -> None:
    tables = one_pathway(
        cluster("A", H, 1, "Nursing associate (5)"),
        cluster("B", P, 1, "Physicians associate (7)"),
        cluster("C", P, 2, "Registered nurse (6)"),
    )
    assert first(tables, "nursing-associate-5") == "registered-nurse-6"


def test_the_own_trade_one_rung_up_comes_before_it_two_rungs_up() -> None:
    tables = one_pathway(cluster("A", T, 1, "Baker (2)"), cluster("B", H, 1, "Baker (5)", "Baker (4)"))
    assert first(tables, "baker-2") == "baker-4"


def test_where_no_level_is_stated_the_middle_of_the_columns_band_counts() -> None:
    tables = one_pathway(cluster("A", T, 1, "Baker (3)"), cluster("B", H, 1, "Baker (4)", "Baker of cakes (5)", "Cook"))
    graph = build_graph(tables)
    nearness = {end: graph.edges["r/baker-3", end, "PROGRESSES_TO"]["by_level"] for end in ranked(graph, "r/baker-3")}
    assert nearness == {"r/baker-4": 0.175, "r/cook": 0.1493, "r/baker-of-cakes-5": 0.134}


def test_a_chief_without_a_stated_level_stands_at_the_top_of_the_column() -> None:
    tables = one_pathway(cluster("A", H, 1, "Diver (5)"), cluster("B", P, 1, "Chief juggler", "Clown"))
    graph = build_graph(tables)
    nearness = {end: graph.edges["r/diver-5", end, "PROGRESSES_TO"]["by_level"] for end in ranked(graph, "r/diver-5")}
    assert nearness == {"r/clown": 0.1493, "r/chief-juggler": 0.134}


@pytest.mark.parametrize(
    ("origin", "near", "far"),
    [
        ("Diving assistant", "Juggler", "Chief juggler"),
        ("Diver", "Juggling supervisor", "Juggling assistant"),
        ("Diving supervisor", "Juggling manager", "Juggler"),
        ("Diving manager", "Juggling manager", "Juggler"),
        ("Diving manager", "Head of juggling", "Juggling supervisor"),
        ("Director of diving", "Director of juggling", "Juggler"),
    ],
)
def test_the_next_rung_by_the_words_of_the_title_comes_first(origin: str, near: str, far: str) -> None:
    def rise(destination: str) -> float:
        return float(only_step(one_pathway(cluster("A", T, 1, origin), cluster("B", H, 1, destination)))["by_level"])

    assert rise(near) > rise(far)


def test_the_place_makes_a_word_native_and_not_its_whole_trade() -> None:
    tables = one_pathway(
        cluster("Transport crew", T, 1, "Lookout"), cluster("B", H, 1, "Passenger manager", "Transport manager")
    )
    assert first(tables, "lookout") == "transport-manager"


def test_within_the_cluster_comes_before_the_next_column() -> None:
    tables = one_pathway(
        cluster("Shop", T, 1, "Retailer (2)", "Retail team leader (3)"), cluster("Shop", H, 1, "Retail manager (4)")
    )
    assert first(tables, "retailer-2") == "retail-team-leader-3"


@pytest.mark.parametrize(
    ("origin", "near", "far"),
    [
        ("Saddler", "Footwear technician", "Glass technician"),
        ("Weaver", "Textile designer", "Furniture designer"),
        ("Cabin crew", "Airport manager", "Railway manager"),
        ("Ship's cook", "Catering manager", "Facilities manager"),
        ("Bricklayer", "Stonemasonry manager of masons", "Plumbing manager of pipes"),
        ("Classroom assistant", "School teacher", "Dog trainer"),
        ("Ward assistant", "Nurse", "Librarian"),
    ],
)
def test_a_word_of_the_same_trade_brings_nearer(origin: str, near: str, far: str) -> None:
    tables = one_pathway(cluster("A", T, 1, origin), cluster("B", H, 1, far, near))
    graph = build_graph(tables)
    start = next(n for n, node in graph.nodes(data=True) if node.get("title") == origin)
    assert graph.nodes[ranked(graph, start)[0]]["title"] == near


def test_a_broad_occupation_comes_before_a_narrow_one_of_another_trade() -> None:
    tables = one_pathway(
        cluster("A", T, 1, "Fence installer"), cluster("B", H, 1, "Asbestos surveying manager", "Senior manager")
    )
    assert first(tables, "fence-installer") == "senior-manager"


@pytest.mark.parametrize(
    ("near", "far"),
    [("Director: Retail banking", "Director: Aquaria"), ("Banking director", "Aquaria director")],
    ids=["specialisms", "title"],
)
def test_what_two_occupations_share_brings_them_nearer(near: str, far: str) -> None:
    def relatedness(destination: str) -> float:
        tables = one_pathway(cluster("A", T, 1, "Banking clerk"), cluster("B", H, 1, destination))
        return float(only_step(tables)["relatedness"])

    assert relatedness(near) > relatedness(far)


# Parts --------------------------------------------------------------------------------------------------


def test_the_parts_of_relatedness_make_one_whole() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert sorted(BASIS_PART, key=BASIS_PART.__getitem__, reverse=True) == list(COST)


TITLES = st.lists(
    st.sampled_from("senior baker butcher HR leather saddler of manager - ship nurse nursing metrology".split()),
    max_size=6,
).map(" ".join)
MEMBERS = st.builds(
    Member.of,
    st.just("x"),
    TITLES,
    st.none() | st.integers(2, 7),
    st.lists(TITLES, max_size=2),
    TITLES,
    TITLES,
    st.sampled_from([None, (2, 3), (4, 5)]),
)


@given(MEMBERS, MEMBERS, st.sampled_from(list(COST)))
def test_each_part_lies_between_nothing_and_its_weight(origin: Member, destination: Member, basis: str) -> None:
    found = related(origin, destination, basis, EQUALLY_TELLING)
    assert found.parts.keys() == WEIGHTS.keys()
    assert all(0 <= part <= WEIGHTS[name] for name, part in found.parts.items())
    assert 0 <= found.whole <= 1
    assert len(set(found.shared_words)) == len(found.shared_words)


@given(MEMBERS)
def test_nothing_is_nearer_by_title_than_the_same_title(member: Member) -> None:
    found = related(member, member, "within_cluster", EQUALLY_TELLING)
    assert found.parts["by_title"] == (WEIGHTS["by_title"] if member.title.spelt else 0)


# On the map of 2017 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("construction/housing-property-management-3", "construction/senior-housing-property-management-4"),
        ("health-and-science/metrology-technician-3", "health-and-science/senior-metrology-technician-5"),
        ("health-and-science/nursing-associate-5", "health-and-science/registered-nurse-6"),
        (
            "protective-services/aviation-ground-operative-2",
            "protective-services/aviation-ground-specialist-3",
        ),
        ("care-services/adult-care-worker-2", "care-services/lead-adult-care-worker-3"),
        (
            "legal-financial-and-accounting/assistant-accountant-3",
            "legal-financial-and-accounting/professional-accounting-tax-technician-4",
        ),
    ],
)
def test_what_an_adviser_would_name_first_comes_first(graph: nx.MultiDiGraph, origin: str, expected: str) -> None:
    assert ranked(graph, origin)[0] == expected


@pytest.mark.parametrize(("among", "least"), [(1, 0.83), (3, 0.95)], ids=["the first", "one of the first three"])
def test_it_is_right_as_often_as_when_it_was_tuned(graph: nx.MultiDiGraph, among: int, least: float) -> None:
    assert hits(graph, judged("tuning"), by_relatedness, among) >= least


@pytest.mark.parametrize("part", ["aside", "fresh", "blind"])
def test_it_is_right_more_often_than_plain_orders_where_nothing_was_tuned(graph: nx.MultiDiGraph, part: str) -> None:
    for among in (1, 3):
        alphabetical, by_words, by_ours = (hits(graph, judged(part), order, among) for order in ORDERS.values())
        assert by_ours > by_words + 0.1 > alphabetical


def test_no_origin_is_both_tuned_on_and_set_aside() -> None:
    parts = [judged(part).keys() for part in ("tuning", "aside", "fresh", "blind")]
    assert sum(map(len, parts)) == len(set().union(*parts)) == 493
