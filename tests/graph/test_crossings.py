import pytest
from small_catalogues import H, P, T, catalogue_of, cluster, pathway, route

from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.validate import validate


def shared(graph):
    return {
        (start, end): (properties["match"], properties["score"])
        for start, end, key, properties in graph.edges(keys=True, data=True)
        if key == "SHARED_ACROSS_ROUTES"
    }


def shared_between(one, other):
    """What is shared by two routes of one cluster each; the clusters are given as column and entries."""
    graph = build_graph(
        catalogue_of(
            *(
                route(name, pathway("P", cluster("A", column, 1, *entries)))
                for name, (column, *entries) in (("R", one), ("S", other))
            )
        )
    )
    validate(graph)
    return shared(graph)


def test_the_same_title_in_another_route_is_shared_both_ways():
    assert shared_between((T, "Bid co-ordinator (3)"), (T, "Bid Coordinator (3)")) == {
        ("r/bid-co-ordinator-3", "s/bid-coordinator-3"): ("same_title", 100),
        ("s/bid-coordinator-3", "r/bid-co-ordinator-3"): ("same_title", 100),
    }


def test_a_slip_of_the_pen_is_shared_with_a_score_below_100():
    found = shared_between(
        (H, "Learning and devlopment consultant/ business partner (5)"),
        (H, "Learning and development consultant/business partner (5)"),
    )
    assert set(found.values()) == {("close_title", 98)}
    assert len(found) == 2


def test_two_words_of_the_document_are_not_slips_of_each_other():
    entries = ("Signing teacher", "Signing interpreter"), ("Singing teacher", "Singing coach")
    assert shared_between((T, *entries[0]), (T, *entries[1])) == {}


@pytest.mark.parametrize(
    ("one", "other", "compatible"),
    [
        ((T, "Baker (2)"), (T, "Baker (2)"), True),
        ((T, "Baker (2)"), (T, "Baker (3)"), False),
        ((H, "Baker (3)"), (T, "Baker (3)"), True),
        ((T, "Baker (3)"), (T, "Baker"), True),
        ((T, "Baker"), (T, "Baker (3)"), True),
        ((H, "Baker (3)"), (T, "Baker"), True),
        ((H, "Baker (4)"), (T, "Baker"), False),
        ((T, "Baker"), (T, "Baker"), True),
        ((T, "Baker"), (P, "Baker"), False),
    ],
)
def test_only_compatible_levels_are_shared(one, other, compatible):
    assert bool(shared_between(one, other)) is compatible


def test_an_occupation_without_level_is_shared_with_every_level_of_its_band():
    found = shared_between((T, "Welder"), (T, "Welder (2)", "Welder (3)"))
    assert {end for start, end in found if start == "r/welder"} == {"s/welder-2", "s/welder-3"}


def test_one_route_shares_nothing_with_itself():
    graph = build_graph(
        catalogue_of(
            route(
                "R",
                pathway("P", cluster("A", T, 1, "Floor layer (2)", "Floorlayer (2)", "Baker (2)", "Baker (3)")),
            )
        )
    )
    assert shared(graph) == {}


def test_the_document_shares_what_it_says_twice(graph):
    found = shared(graph)
    pair = (
        "construction/housing-property-management-3",
        "sales-and-marketing-and-procurement/housing-property-management-3",
    )
    assert found[pair] == found[pair[::-1]] == ("same_title", 100)
    close = {frozenset(p) for p, (match, _) in found.items() if match == "close_title"}
    assert close == {
        frozenset(
            (
                "business-and-administration/learning-and-devlopment-consultant-business-partner-5",
                "education-and-childcare/learning-and-development-consultant-business-partner-5",
            )
        )
    }
