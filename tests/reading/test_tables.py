"""Tables, whole and broken, as clusters in their column and row."""

from __future__ import annotations

import pytest

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.reading.blocks import read_blocks
from career_pathways.loader.reading.cells import OpenCluster
from career_pathways.loader.reading.tables import read_route
from career_pathways.loader.source import SourceText

INTRO = "This is one of 15 occupational maps. It has two pathways: metal work; and wood, stone and glass.\n\n"


def clusters_of(*lines: str) -> dict[str, list[OpenCluster]]:
    """The clusters of each pathway of a route with these lines."""
    source = SourceText("Occupational Map: Crafts\n\n" + INTRO + "\n".join(lines))
    blocks = read_blocks(source)
    pathways, _ = read_route(blocks.pieces, blocks.routes[0])
    return {pathway.name: pathway.clusters for pathway in pathways}


def places(clusters: list[OpenCluster]) -> list[tuple[str, str, int]]:
    return [(c.name, c.column.value, c.row) for c in clusters]


def bodies(clusters: list[OpenCluster]) -> list[list[str]]:
    return [[line.folded for line in c.lines] for c in clusters]


ONE_CELL = [
    "Cluster: Smith <i>Shape metal by hand.</i> Farrier (3) Blacksmith",
    "<div>Cluster: Smith <i>Shape metal by hand.</i></div> <div>Farrier (3) Blacksmith</div>",
    "<div><div>Cluster: Smith</div><div>Shape metal by hand.</div><div>Farrier (3) Blacksmith</div></div>",
    "<div>Smith <i>Shape metal by hand.</i></div><div>Farrier (3) Blacksmith</div>",
    "<div>Smith</div><div>Shape metal by hand.</div><div>Farrier (3) Blacksmith</div>",
    "<div>Cluster: Smith Shape metal by hand.</div> <div>Farrier (3) Blacksmith</div>",
]


@pytest.mark.parametrize("cell", ONE_CELL)
def test_a_cell_in_any_form_is_a_cluster_with_its_description_and_its_lines(cell: str) -> None:
    (cluster,) = clusters_of(f"Metal\t{cell}\t\t")["Metal"]
    assert (cluster.name, cluster.description, cluster.flag) == ("Smith", "Shape metal by hand.", False)
    assert bodies([cluster]) == [["Farrier (3) Blacksmith"]]


@pytest.mark.parametrize(
    "cell",
    [
        "Cluster: Smith APPRENTICESHIP ONLY <i>Shape metal by hand.</i>",
        "Smith APPRENTICESHIP ONLY <i>Shape metal by hand.</i>",
        "<div>Cluster: Smith</div><div>APPRENTICESHIP ONLY</div><div>Shape metal by hand.</div>",
        "<div>Cluster: Smith</div><div>Shape metal by hand.</div><div>APPRENTICESHIP ONLY</div>",
    ],
)
def test_the_flag_is_no_part_of_the_name(cell: str) -> None:
    (cluster,) = clusters_of(f"Metal\t{cell}\t\t")["Metal"]
    assert (cluster.name, cluster.description, cluster.flag) == ("Smith", "Shape metal by hand.", True)


def test_the_row_of_names_and_the_row_of_occupations_are_one() -> None:
    clusters = clusters_of(
        "Metal\tCluster: Smith <i>Shape.</i>\tCluster: Founder <i>Cast.</i>\t",
        "\tFarrier (3)\tBell founder (4)\tCluster: Metallurgist <i>Study.</i> Assayer (6)",
        "\tCluster: Welder <i>Join.</i> Welder (2)\t\t",
    )["Metal"]
    assert places(clusters) == [
        ("Smith", "technical", 1),
        ("Founder", "higher_technical", 1),
        ("Metallurgist", "professional", 1),
        ("Welder", "technical", 2),
    ]
    assert bodies(clusters) == [["Farrier (3)"], ["Bell founder (4)"], ["Assayer (6)"], ["Welder (2)"]]


def test_a_row_after_a_page_break_goes_on_column_by_column() -> None:
    clusters = clusters_of(
        "Metal\tCluster: Smith <i>Shape.</i> Blacksmith\tCluster: Founder <i>Cast.</i> Bell founder (4)\t",
        "-----\t--\t--\t---",
        "",
        " ",
        "\tFarrier (3)\tType founder (4)\t",
    )["Metal"]
    assert bodies(clusters) == [["Blacksmith", "Farrier (3)"], ["Bell founder (4)", "Type founder (4)"]]
    assert {c.row for c in clusters} == {1}


def test_clusters_stacked_in_a_cell_share_its_row() -> None:
    clusters = clusters_of(
        "Metal\t<div>Cluster: Smith <i>Shape.</i></div><div>Farrier (3)</div>"
        "<div>Cluster: Welder <i>Join.</i></div><div>Welder (2)</div>\t\t"
    )["Metal"]
    assert places(clusters) == [("Smith", "technical", 1), ("Welder", "technical", 1)]
    assert bodies(clusters) == [["Farrier (3)"], ["Welder (2)"]]


def test_a_broken_table_finds_its_columns_and_rows() -> None:
    pathways = clusters_of(
        "Wood,",
        "Stone and Glass",
        "",
        "Cluster: Joiner APPRENTICESHIP ONLY <i>Join wood.</i>",
        "Bench joiner (2) Site joiner (2)",
        "Cluster: Glass Operative",
        "Melt and blow glass for the table.",
        "",
        "APPRENTICESHIP ONLY",
        "",
        "- Glass blower (3):",
        " - Lead crystal",
        "- Glazier (2)",
        "",
        "Cluster: Joinery Manager <i>Run a workshop.</i>",
        "Workshop manager (4)",
        "",
        "Joinery Engineer",
        "Design machines that cut and join wood.",
        "",
        "Wood technologist (6)",
    )
    assert list(pathways) == ["Wood, Stone and Glass"]
    clusters = pathways["Wood, Stone and Glass"]
    assert places(clusters) == [
        ("Joiner", "technical", 1),
        ("Glass Operative", "technical", 2),
        ("Joinery Manager", "higher_technical", 1),
        ("Joinery Engineer", "professional", 1),
    ]
    assert [c.flag for c in clusters] == [True, True, False, False]
    assert [line.indent for line in clusters[1].lines] == [0, 1, 0]
    assert clusters[3].description == "Design machines that cut and join wood."


def test_paragraphs_that_go_on_with_a_table_stand_below_it() -> None:
    clusters = clusters_of(
        "Metal\tCluster: Smith <i>Shape.</i> Farrier (3)\tCluster: Founder <i>Cast.</i> Founder (4)\t",
        "",
        "Cluster: Print and Foil Operative APPRENTICESHIP ONLY <i>Print.</i>",
        "Printer (2)",
        "",
        "Cluster: Print and Foil Technologist <i>Improve printing.</i>",
        "Foil technologist (4)",
    )["Metal"]
    assert places(clusters)[2:] == [
        ("Print and Foil Operative", "technical", 2),
        ("Print and Foil Technologist", "higher_technical", 2),
    ]


def test_lost_names_stay_lost() -> None:
    pathways = clusters_of("\tFarrier (3)\t\t")
    assert places(pathways[""]) == [("", "technical", 1)]


def test_text_in_a_fourth_column_is_an_error_that_shows_it() -> None:
    with pytest.raises(ReadingError, match=r"line 5: text in a fourth column\n  Assayer \(6\)"):
        clusters_of("Metal\tCluster: Smith <i>Shape.</i>\t\t\tAssayer (6)")


def test_a_text_without_maps_is_an_error() -> None:
    with pytest.raises(ReadingError, match='no line "Occupational Map: …" in 1 line'):
        read_blocks(SourceText("Roofer (2)"))
