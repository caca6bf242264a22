import pytest
from small_catalogues import H, P, T, catalogue_of, cluster, one_pathway, pathway, route

from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.progression import COST
from career_pathways.loader.graph.validate import validate


def progressions(graph, label="Occupation"):
    """Who progresses to whom, without the id's route, and how."""
    return {
        (start.rpartition("/")[2], end.rpartition("/")[2]): properties
        for start, end, key, properties in graph.edges(keys=True, data=True)
        if key == "PROGRESSES_TO" and graph.nodes[start]["label"] == label
    }


def bases(tables, label="Occupation"):
    graph = build_graph(tables)
    validate(graph)
    return {pair: properties["basis"] for pair, properties in progressions(graph, label).items()}


# Clusters -----------------------------------------------------------------------------------------------

TABLES = {
    "next column, same row and another": (
        [("a", T, 1), ("b", H, 1), ("c", H, 2)],
        {("a", "b"): "same_row", ("a", "c"): "same_pathway"},
    ),
    "stacked in one cell": (
        [("a", T, 1), ("b", H, 1), ("c", H, 1), ("d", P, 1)],
        {("a", "b"): "same_row", ("a", "c"): "same_row", ("b", "d"): "same_row", ("c", "d"): "same_row"},
    ),
    "its row skips a column, which another row has": (
        [("a", T, 1), ("b", H, 2), ("c", P, 1), ("d", P, 2)],
        {
            ("a", "b"): "same_pathway",
            ("a", "c"): "skips_column",
            ("b", "c"): "same_pathway",
            ("b", "d"): "same_row",
        },
    ),
    "the pathway has no middle column": (
        [("a", T, 1), ("b", T, 2), ("c", P, 1)],
        {("a", "c"): "skips_column", ("b", "c"): "skips_column"},
    ),
    "a row with all three does not skip": (
        [("a", T, 1), ("b", H, 1), ("c", P, 1)],
        {("a", "b"): "same_row", ("b", "c"): "same_row"},
    ),
    "one column": ([("a", T, 1), ("b", T, 2)], {}),
}


@pytest.mark.parametrize(("places", "expected"), TABLES.values(), ids=TABLES)
def test_clusters_progress_by_their_place_in_the_table(places, expected):
    assert bases(one_pathway(*(cluster(*place) for place in places)), "Cluster") == expected


@pytest.mark.parametrize(("places", "expected"), TABLES.values(), ids=TABLES)
def test_occupations_without_level_progress_as_their_clusters(places, expected):
    assert bases(one_pathway(*(cluster(*place, place[0]) for place in places))) == expected


def test_nothing_progresses_to_another_pathway():
    one, other = cluster("A", T, 1, "Carer (2)"), cluster("B", H, 1, "Manager (4)")
    assert bases(catalogue_of(route("R", pathway("P", one), pathway("Q", other)))) == {}
    assert bases(catalogue_of(route("R", pathway("P", one), pathway("Q", other))), "Cluster") == {}


# Occupations --------------------------------------------------------------------------------------------


def test_within_a_cluster_one_progresses_to_the_next_stated_level_only():
    tables = one_pathway(cluster("A", T, 1, "Two (2)", "Deux (2)", "Three (3)", "Five (5)", "Open"))
    assert bases(tables) == {
        ("two-2", "three-3"): "within_cluster",
        ("deux-2", "three-3"): "within_cluster",
        ("three-3", "five-5"): "within_cluster",
    }


def test_never_to_a_stated_level_that_is_not_above():
    tables = one_pathway(cluster("A", H, 1, "Six (6)", "Four (4)"), cluster("B", P, 1, "Also six (6)", "Seven (7)"))
    assert bases(tables) == {
        ("four-4", "six-6"): "within_cluster",
        ("six-6", "seven-7"): "same_row",
        ("four-4", "also-six-6"): "same_row",
        ("four-4", "seven-7"): "same_row",
        ("also-six-6", "seven-7"): "within_cluster",
    }


def test_where_a_level_is_not_stated_the_columns_speak_and_there_is_no_gap():
    graph = build_graph(one_pathway(cluster("A", T, 1, "Roofer (2)"), cluster("B", H, 1, "Inspector", "Lead (5)")))
    found = progressions(graph)
    assert found["roofer-2", "inspector"]["level_gap"] is None
    assert found["roofer-2", "lead-5"]["level_gap"] == 3


def test_an_occupation_does_not_progress_to_itself():
    assert bases(one_pathway(cluster("A", T, 1, "Trainer"), cluster("B", H, 1, "Trainer"))) == {}


def test_of_several_ways_the_strongest_basis_is_kept():
    graph = build_graph(
        one_pathway(
            cluster("A", T, 1, "Carer (2)"),
            cluster("B", H, 2, "Manager (4)"),
            cluster("C", T, 2, "Carer (2)"),
        )
    )
    (found,) = progressions(graph).values()
    assert (found["basis"], found["from_cluster"], found["to_cluster"]) == ("same_row", "r/p/c", "r/p/b")


def test_of_ways_as_strong_the_most_related_is_kept_then_the_first_in_the_document():
    def from_cluster(*names):
        graph = build_graph(
            catalogue_of(
                route(
                    "R",
                    *(
                        pathway(
                            name,
                            cluster(f"{name} worker", T, 1, "Carer (2)"),
                            cluster("Adult care", H, 1, "Manager (4)"),
                        )
                        for name in names
                    ),
                )
            )
        )
        (found,) = progressions(graph).values()
        return found["pathway"], found["from_cluster"]

    assert from_cluster("Horse", "Adult") == ("r/adult", "r/adult/adult-worker")
    assert from_cluster("Horse", "Cow") == ("r/horse", "r/horse/horse-worker")


def test_the_cost_is_that_of_the_basis():
    graph = build_graph(one_pathway(*(cluster(*place, place[0]) for place in TABLES["stacked in one cell"][0])))
    assert all(p["cost"] == COST[p["basis"]] for p in progressions(graph).values())
    assert COST == {"within_cluster": 1, "same_row": 1, "skips_column": 2, "same_pathway": 2}
