"""The map as a picture: what stands where in it, that all of it can be read, and that it is safe to show."""

from __future__ import annotations

import random
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

import networkx as nx
import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from parts import part_of, parts, written
from places import ROOT
from small_graph import PARTS, small_graph
from test_drawing import SVG, Area, area, crossed, lines_of, no_two_overlap, on_the_edge
from tries import tries

from career_pathways.exports.part import Part, graph_of
from career_pathways.exports.picture.map_picture import svg
from career_pathways.exports.picture.pixels import png
from career_pathways.exports.text import xml_text
from career_pathways.loader.errors import ExportError, WrongExport

COLUMNS = ("technical", "higher_technical", "professional")
PLACES = ("IN_CLUSTER", "IN_PATHWAY", "IN_ROUTE")


def picture(graph: nx.MultiDiGraph) -> Any:
    return etree.fromstring(written(svg, part_of(graph)))


def without(graph: nx.MultiDiGraph, *labels: str, kept: Callable[[str, str, str], bool] = lambda *_: True) -> Any:
    """The graph without nodes of some labels, and with the relationships that are kept."""
    smaller = nx.MultiDiGraph(graph)
    smaller.remove_nodes_from([node for node, label in graph.nodes(data="label") if label in labels])
    smaller.remove_edges_from([edge for edge in list(smaller.edges(keys=True)) if not kept(*edge)])
    return smaller


def shapes(root: Any, *kinds: str) -> list[Any]:
    return [shape for shape in root.iter() if shape.get("class") in kinds]


def boxes(root: Any) -> list[Area]:
    return [area(box.find(f"{SVG}rect")) for box in shapes(root, "cluster", "box")]


def texts(shape: Any, kind: str) -> list[str]:
    """The lines of each text of a kind that stands in a shape itself."""
    return [" ".join(span.text or "" for span in text) for text in shape if text.get("class") == kind]


def listed(shape: Any) -> list[tuple[str, str]]:
    """The levels and titles of the occupations in a shape."""
    return [(level, title) for level, title in (texts(o, "text") for o in shapes(shape, "occupation"))]


def cluster(root: Any, id_: str) -> Any:
    (found,) = (shape for shape in shapes(root, "cluster") if shape.get("data-id") == id_)
    return found


class Way(NamedTuple):
    """An arrow."""

    shape: Any
    points: list[tuple[float, float]]

    @property
    def ends(self) -> tuple[str, str]:
        return self.shape.get("data-from"), self.shape.get("data-to")

    @property
    def lines(self) -> Iterator[Area]:
        for (x, y), (to_x, to_y) in pairwise(self.points):
            yield Area(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))

    def runs_along(self, other: Way) -> bool:
        """Whether the two lie on each other for more than a point."""
        return any(
            (a.top == a.bottom == b.top == b.bottom and a.left < b.right and b.left < a.right)
            or (a.left == a.right == b.left == b.right and a.top < b.bottom and b.top < a.bottom)
            for a in self.lines
            for b in other.lines
        )


def ways(root: Any) -> list[Way]:
    found = []
    for shape in shapes(root, "progression", "crossing"):
        turns = re.findall(r"Q(\S+?) ", shape.find(f"{SVG}path").get("d"))
        start = re.match(r"M([^LQ]+)", shape.find(f"{SVG}path").get("d"))
        heads = [head.get("points").split()[0] for head in shape.findall(f"{SVG}polygon")]
        assert start is not None
        corners = [heads[1] if len(heads) == 2 else start[1], *turns, heads[0]]
        found.append(Way(shape, [(float(x), float(y)) for x, _, y in (corner.partition(",") for corner in corners)]))
    return found


def is_right(root: Any) -> None:
    """A picture keeps to what the module promises of places."""
    page = Area(0, 0, float(root.get("width")), float(root.get("height")))
    there, arrows = boxes(root), ways(root)
    assert no_two_overlap(there)
    assert all(page.holds(box) for box in there)
    for shape, box in zip(shapes(root, "cluster", "box"), there, strict=True):
        assert all(box.holds(room) for _, room in lines_of(shape))
    lines = [room for _, room in lines_of(root)]
    assert no_two_overlap(lines)
    assert all(page.holds(room) for room in lines)
    for way in arrows:
        assert all(any(on_the_edge(end, box) for box in there) for end in (way.points[0], way.points[-1]))
        for line in way.lines:
            assert page.holds(line)
            assert line.left == line.right or line.top == line.bottom
            assert not any(crossed(line, room) for room in (*there, *lines))
    for i, one in enumerate(arrows):
        for other in arrows[:i]:
            together = one.points[0] == other.points[0] or one.points[-1] == other.points[-1]
            assert together or not one.runs_along(other)


# A small map --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small() -> Any:
    return picture(small_graph())


@pytest.fixture(scope="module")
def clusters_only() -> Any:
    """The small map, with progressions between clusters alone."""
    graph = small_graph()
    return picture(without(graph, kept=lambda a, _, kind: kind in PLACES or graph.nodes[a]["label"] == "Cluster"))


def test_a_heading_for_each_route_with_its_pathways_and_their_clusters(small: Any) -> None:
    found = {
        texts(route, "route")[0]: {
            texts(pathway, "heading")[0]: [texts(c, "title")[0] for c in shapes(pathway, "cluster")]
            for pathway in shapes(route, "pathway")
        }
        for route in shapes(small, "route")
        if route.tag == f"{SVG}g"
    }
    assert found == {
        "Care": {"Ward": ["Helpers", "Nurses", "Heads"]},
        "Health": {"Ward": ["Helpers", "Doctors"]},
        "Hair": {},
    }


def test_a_route_without_a_table_says_so(small: Any) -> None:
    (hair,) = (shape for shape in shapes(small, "route") if shape.get("data-id") == "hair")
    assert texts(hair, "text") == ["No pathway of it is here."]


def test_the_columns_stand_from_left_to_right_each_over_its_boxes(small: Any) -> None:
    names = shapes(shapes(small, "pathway")[0], "name")
    assert [text[0].text for text in names] == [
        "Technical, levels 2 to 3",
        "Higher technical, levels 4 to 5",
        "Professional, levels 6 to 7",
    ]
    middles = [float(text[0].get("x")) for text in names]
    assert middles == sorted(middles)
    three = [boxes_of(cluster(small, f"care/ward/{name}")) for name in ("helpers", "nurses", "heads")]
    assert [(box.left + box.right) / 2 for box in three] == middles
    assert len({box.top for box in three}) == 1


def boxes_of(shape: Any) -> Area:
    return area(shape.find(f"{SVG}rect"))


def test_a_cluster_lists_its_occupations_by_level_each_with_its_own(small: Any) -> None:
    helpers = cluster(small, "care/ward/helpers")
    assert listed(helpers) == [("2", "Carer"), ("2", "Cleaner"), ("–", "Ward clerk")]
    tops = [boxes_of(occupation).top for occupation in shapes(helpers, "occupation")]
    assert tops == sorted(tops)


def test_an_occupation_of_two_clusters_stands_in_both(small: Any) -> None:
    assert listed(cluster(small, "care/ward/nurses")) == [("5", "nurse")]
    assert listed(cluster(small, "care/ward/heads")) == [("5", "nurse"), ("7", "Matron")]


def test_apprenticeship_only_and_degrees_are_said(small: Any) -> None:
    only = {s.get("data-id") for s in shapes(small, "cluster") if texts(s, "reason") == ["apprenticeship only"]}
    assert only == {"care/ward/heads", "health/ward/doctors"}
    degrees = {o.get("data-id") for o in shapes(small, "occupation") if texts(o, "reason") == ["degree"]}
    assert degrees == {"care/matron-7", "health/uber-surgeon-7"}


def words_of(root: Any, way: Way) -> list[str]:
    """What stands right below the point of an arrow."""
    x, y = way.points[-1]
    below = Area(x - 20, y, x + 20, y + 12)
    return [
        texts(shape, "reason")[0]
        for shape in shapes(root, "words")
        if any(r.overlaps(below) for _, r in lines_of(shape))
    ]


def test_few_progressions_are_arrows_between_occupations_with_their_basis(small: Any) -> None:
    told = {way.ends: words_of(small, way) for way in ways(small) if way.shape.get("class") == "progression"}
    assert len(told) == 8
    assert told["care/carer-2", "care/nurse-5"] == ["next column, same row"]
    assert told["care/ward-clerk", "care/nurse-5"] == ["next column, same row"]
    assert told["care/carer-2", "care/matron-7"] == ["past an empty column"]
    assert "care/ward/helpers" not in {origin for origin, _ in told}


def test_an_arrow_starts_and_ends_beside_its_occupations(small: Any) -> None:
    rooms: dict[str, list[tuple[float, float]]] = {}
    for box in shapes(small, "cluster"):
        tops = [boxes_of(occupation).top for occupation in shapes(box, "occupation")]
        for occupation, room in zip(shapes(box, "occupation"), pairwise([*tops, boxes_of(box).bottom]), strict=True):
            rooms.setdefault(occupation.get("data-id"), []).append(room)
    for way in ways(small):
        for id_, (_, y) in zip(way.ends, (way.points[0], way.points[-1]), strict=True):
            assert any(top < y < bottom for top, bottom in rooms[id_])


def test_an_arrow_ends_in_the_cluster_that_its_progression_names() -> None:
    graph = small_graph()
    graph.edges["care/carer-2", "care/nurse-5", "PROGRESSES_TO"]["to_cluster"] = "care/ward/heads"
    root = picture(graph)
    (way,) = (way for way in ways(root) if way.ends == ("care/carer-2", "care/nurse-5"))
    assert on_the_edge(way.points[-1], boxes_of(cluster(root, "care/ward/heads")))
    is_right(root)


def test_a_crossing_is_one_dashed_line_with_two_heads(small: Any) -> None:
    crossings = shapes(small, "crossing")
    assert {(shape.get("data-from"), shape.get("data-to")) for shape in crossings} == {
        ("care/carer-2", "health/carer-2"),
        ("health/nurse-5", "care/nurse-5"),
    }
    assert all(len(shape.findall(f"{SVG}polygon")) == 2 for shape in crossings)
    told = [words_of(small, way) for way in ways(small) if way.shape.get("class") == "crossing"]
    assert told == [["crossing: same title"]] * 2
    dashed = {p.getparent().get("class") for p in small.iter(f"{SVG}path") if p.get("stroke-dasharray")}
    assert dashed == {"crossing"}


def test_the_places_of_the_small_map_are_right(small: Any, clusters_only: Any) -> None:
    is_right(small)
    is_right(clusters_only)


def test_without_those_progressions_between_clusters_are_arrows_straight_across(clusters_only: Any) -> None:
    (way,) = ways(clusters_only)
    assert way.ends == ("care/ward/helpers", "care/ward/nurses")
    (x, y), (to_x, to_y) = way.points
    assert y == to_y
    assert x == boxes_of(cluster(clusters_only, "care/ward/helpers")).right
    assert to_x == boxes_of(cluster(clusters_only, "care/ward/nurses")).left


def foot(root: Any) -> list[str]:
    return [" ".join(span.text or "" for span in text) for text in root if text.get("class") == "reason"]


def test_the_foot_says_how_many_arrows_are_drawn_and_how_many_there_are(small: Any, clusters_only: Any) -> None:
    assert foot(small)[1] == (
        "Arrows drawn for crossings: 4 of 4 (same title). "
        "Arrows drawn for progressions between clusters: 0 of 1 (next column, same row). "
        "Arrows drawn for progressions between occupations: 7 of 7 (next column, same row), "
        "1 of 1 (past an empty column). A dashed arrow is a crossing: the same occupation under another route."
    )
    assert foot(clusters_only)[1] == "Arrows drawn for progressions between clusters: 1 of 1 (next column, same row)."
    nothing = without(small_graph(), kept=lambda _, __, kind: kind in PLACES)
    assert foot(picture(nothing))[1] == "The part holds no progressions and no crossings."


def test_it_says_what_it_is_to_those_who_do_not_see_it(small: Any) -> None:
    assert small.get("role") == "img"
    title, told, facts = small[0], small[1], small[2]
    assert [shape.tag for shape in (title, told, facts)] == [f"{SVG}title", f"{SVG}desc", f"{SVG}metadata"]
    assert title.text == "Care, Health, Hair: 3 routes, 2 pathways, 5 clusters, 9 occupations"
    assert "From Carer (2) to nurse (5): next column, same row." in told.text
    for words in ("Licence: ", "Source: ", "Note: A progression is inferred"):
        assert words in told.text
        assert words in facts.text
        assert any(line.startswith(words) for line in foot(small))


def test_occupations_by_themselves_stand_in_their_columns_under_the_route_that_they_name() -> None:
    root = picture(without(small_graph(), "Route", "Pathway", "Cluster"))
    found = {
        texts(route, "route")[0]: [title for _, title in listed(route)]
        for route in shapes(root, "route")
        if route.tag == f"{SVG}g"
    }
    assert found == {
        "Care": ["Carer", "Cleaner", "Ward clerk", "nurse", "Matron"],
        "Health": ["Carer", "Nurse", "Surgeon", "Über-surgeon"],
    }
    lefts = {title: boxes_of(box).left for box in shapes(root, "box") for _, title in listed(box)}
    assert lefts["Carer"] == lefts["Ward clerk"] < lefts["nurse"] < lefts["Matron"] == lefts["Surgeon"]
    is_right(root)


@pytest.mark.parametrize("gone", [("Route",), ("Route", "Pathway")])
def test_pathways_and_clusters_without_a_route_stand_under_the_one_that_their_occupations_name(
    gone: tuple[str, ...],
) -> None:
    root = picture(without(small_graph(), *gone))
    routes = [route for route in shapes(root, "route") if route.tag == f"{SVG}g"]
    assert [texts(route, "route")[0] for route in routes] == ["Care", "Health"]
    assert [len(shapes(route, "cluster")) for route in routes] == [3, 2]
    is_right(root)


def test_a_part_with_nothing_in_it_is_a_picture_too() -> None:
    graph = without(small_graph(), "Route", "Pathway", "Cluster", "Occupation")
    root = picture(graph)
    assert root[0].text == "Occupational map: nothing"
    assert boxes(root) == []


def test_it_is_the_same_each_time_and_loads_and_runs_nothing() -> None:
    text = written(svg, part_of(small_graph())).decode()
    assert written(svg, part_of(small_graph())).decode() == text
    assert not re.search(r"<script|href|url\(|<style|<image|<foreignObject|\bon\w+=|\sid=", text)


# The real map -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whole(graph: nx.MultiDiGraph) -> Any:
    return picture(graph)


def test_the_whole_map_has_every_cluster_once_and_every_occupation_in_each_of_its_clusters(
    graph: nx.MultiDiGraph, whole: Any
) -> None:
    drawn = Counter(
        (occupation.get("data-id"), box.get("data-id"))
        for box in shapes(whole, "cluster")
        for occupation in shapes(box, "occupation")
    )
    assert drawn == Counter((start, end) for start, end, kind in graph.edges(keys=True) if kind == "IN_CLUSTER")
    clusters = [box.get("data-id") for box in shapes(whole, "cluster")]
    assert sorted(clusters) == sorted(node for node, label in graph.nodes(data="label") if label == "Cluster")
    titles = {o.get("data-id"): texts(o, "text")[1] for o in shapes(whole, "occupation")}
    assert all("".join(title.split()) == "".join(graph.nodes[id_]["title"].split()) for id_, title in titles.items())


def test_the_places_of_the_whole_map_are_right(graph: nx.MultiDiGraph) -> None:
    for route in ("construction", "agriculture-environmental-and-animal-care", "engineering-and-manufacturing"):
        nodes = [n for n, label in graph.nodes(data="label") if f"{n}/".startswith(f"{route}/") or label == "Edition"]
        is_right(picture(graph.subgraph(nodes)))


@pytest.mark.slow
def test_a_map_that_is_large_in_one_direction_alone_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from wide_maps import DIRECTIONS, large

    for direction in DIRECTIONS.values():
        part = large(1_500, direction)  # more than Python calls one in another
        assert "Made by: career-pathways" in etree.tostring(etree.fromstring(written(svg, part)), encoding=str)


def test_a_pathway_with_many_progressions_into_other_rows_shows_none_of_them(whole: Any) -> None:
    turned = Counter(way.ends[0].rpartition("/")[0] for way in ways(whole) if len(way.points) > 2)
    assert turned["agriculture-environmental-and-animal-care/agriculture-land-management-and-production"] == 0
    assert turned["engineering-and-manufacturing/engineering-manufacturing-and-process"] == 13
    assert (
        "97 of 97 (next column, same row), 1 of 1 (past an empty column), 87 of 147 (next column, another row)"
        in (foot(whole)[1])
    )
    assert "Arrows into another row are drawn where a pathway has 16 of them at most." in foot(whole)[1]


def test_a_path_of_the_map_is_drawn_by_its_occupations_alone(graph: nx.MultiDiGraph) -> None:
    path = [
        "engineering-and-manufacturing/butcher-2",
        "sales-and-marketing-and-procurement/butcher-2",
        "sales-and-marketing-and-procurement/retail-manager-4",
        "sales-and-marketing-and-procurement/retail-management-6",
    ]
    edition = next(node for node, label in graph.nodes(data="label") if label == "Edition")
    root = picture(graph.subgraph([edition, *path]))
    is_right(root)
    straight = {way.ends: len(way.points) == 2 for way in ways(root)}
    assert straight == {(path[0], path[1]): False, (path[1], path[2]): True, (path[2], path[3]): True}


# Of any part --------------------------------------------------------------------------------------------


def with_columns(part: Part) -> Part:
    """The part with a column of the map for each of its texts that stands for one."""
    graph = graph_of(part)
    for number, (_, attributes) in enumerate(graph.nodes(data=True)):
        if "column" in attributes:
            attributes["column"] = COLUMNS[number % 3]
    return part_of(graph)


@settings(max_examples=tries(300))
@given(parts().map(with_columns))
def test_any_part_is_well_formed_and_shows_every_title(part: Part) -> None:
    root = etree.fromstring(written(svg, part))
    shown = {occupation.get("data-id"): texts(occupation, "text")[1] for occupation in shapes(root, "occupation")}
    titles = {n.id: "".join(xml_text(n.name).split()) for n in part.nodes() if n.label.name == "Occupation"}
    assert {id_: "".join(title.split(" ")) for id_, title in shown.items()} == titles
    is_right(root)


def map_of_seed(seed: int) -> nx.MultiDiGraph:
    """Up to two routes whose clusters stand anywhere, with progressions and crossings anywhere: as no map has them."""
    draw, graph = random.Random(seed), nx.MultiDiGraph()
    titles = (
        "Cook",
        "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww/mmmmmmmmm",
        "Air conditioning and heat pump design engineer",
    )
    graph.add_node("0" * 64, **small_graph().nodes["0" * 64])
    for pathway in ("a/x", "a/y", "b/z")[: draw.randint(1, 3)]:
        graph.add_node(pathway[0], label="Route", name=f"Route {pathway[0]}", line=1)
        graph.add_node(pathway, label="Pathway", name=draw.choice(titles), line=1)
        graph.add_edge(pathway, pathway[0], "IN_ROUTE")
        for number in range(draw.randint(0, 5)):
            place = {"column": draw.choice(COLUMNS), "row": draw.randint(1, 3), "apprenticeship_only": number == 0}
            name = f"{pathway}/{number}"
            graph.add_node(name, label="Cluster", name=draw.choice(titles), description="", line=1, **place)
            graph.add_edge(name, pathway, "IN_PATHWAY")
            for line in range(draw.randint(0, 3)):
                level = draw.choice((None, 2, 7))
                values = {"level": level, "level_min": 2, "level_max": 7, "degree": level == 7, "specialisms": []}
                values |= {"column": place["column"], "route": pathway[0], "route_name": "Cooking", "lines": [1]}
                graph.add_node(f"{name}-{line}", label="Occupation", title=draw.choice(titles), **values)
                graph.add_edge(f"{name}-{line}", name, "IN_CLUSTER", specialisms=[], line=1, quote="")
    for label in ("Cluster", "Occupation"):
        nodes = [node for node, of in graph.nodes(data="label") if of == label]
        for _ in range(draw.choice((0, 8)) if nodes else 0):
            values = {"basis": draw.choice(("same_row", "same_pathway", "what_if")), "cost": 1}
            if label == "Occupation":
                values |= {
                    "move": "in_trade",
                    "skips": False,
                    "level_gap": None,
                    "relatedness": 0.0,
                    **PARTS,
                    "shared_words": [],
                    "pathway": "",
                }
                values |= {"from_cluster": "", "to_cluster": ""}
            graph.add_edge(*(draw.choice(nodes) for _ in range(2)), "PROGRESSES_TO", **values)
        for _ in range(draw.choice((0, 3)) if nodes and label == "Occupation" else 0):
            one, other = (draw.choice(nodes) for _ in range(2))
            graph.add_edge(one, other, "SHARED_ACROSS_ROUTES", match="close_title", score=98)
            if draw.random() < 0.7:
                graph.add_edge(other, one, "SHARED_ACROSS_ROUTES", match="close_title", score=98)
    return graph


@settings(max_examples=tries(300))
@given(st.integers(0, 2**64 - 1).map(map_of_seed))
def test_boxes_and_arrows_and_words_of_any_map_keep_clear_of_each_other(graph: nx.MultiDiGraph) -> None:
    is_right(picture(graph))


# PNG ----------------------------------------------------------------------------------------------------


def size(image: bytes) -> tuple[int, int]:
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", image[16:24])
    return width, height


@pytest.mark.slow
def test_a_png_is_the_same_picture_in_double_size_with_its_letters() -> None:
    graph = without(small_graph(), "Route", "Pathway", "Cluster")
    image, text = written(png, part_of(graph)), written(svg, part_of(graph)).decode()
    root = etree.fromstring(text)
    assert size(image) == (2 * int(root.get("width")), 2 * int(root.get("height")))
    assert image.endswith(b"IEND\xaeB`\x82")
    silent = resvg_py.svg_to_bytes(svg_string=re.sub("<text.*?</text>", "", text), zoom=2)
    assert len(image) > 2 * len(silent)


def test_the_whole_map_as_png_is_in_single_size(monkeypatch: pytest.MonkeyPatch, graph: nx.MultiDiGraph) -> None:
    asked: list[int] = []

    def drawn(svg_string: str, zoom: int, **_: str) -> bytes:
        asked.append(zoom)
        return svg_string.encode()

    monkeypatch.setattr(resvg_py, "svg_to_bytes", drawn)
    assert written(png, part_of(graph)) == written(svg, part_of(graph))
    assert asked[-1] == 1


def test_without_fonts_png_is_refused_and_not_written_without_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resvg_py, "svg_to_bytes", partial(resvg_py.svg_to_bytes, skip_system_fonts=True))
    out = BytesIO()
    with pytest.raises(ExportError, match="PNG needs a font, and none was found: install DejaVu Sans"):
        png(part_of(small_graph()), out)
    assert out.getvalue() == b""


def test_a_picture_too_large_for_png_is_refused_with_the_cure() -> None:
    """Vanco/SequencePlugin#31, sverweij/mscgen_js#248: a file of a few bytes, or a fault."""
    graph = small_graph()
    for number in range(1000):
        graph.add_node(f"care/carer-{number}--2", **graph.nodes["care/carer-2"])
    with pytest.raises(WrongExport, match=r"by \d\d,\d{3} pixels is too large for PNG: choose a route or a pathway"):
        written(png, part_of(graph))
