"""Drawn paths: what stands where in the picture, that all of it can be read, and that it is safe to show."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stops import Stop, path
from tries import tries

from career_pathways.explorer.explorer import Explorer
from career_pathways.exports.picture.lettering import folded, measured
from career_pathways.exports.picture.path_picture import drawn
from career_pathways.queries.rows.paths import Path, Paths

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = ("technical", "higher_technical", "professional")


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Area) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def shapes(svg: str, kind: str) -> list[ElementTree.Element]:
    return [shape for shape in ElementTree.fromstring(svg).iter() if shape.get("class") == kind]


def area(rect: ElementTree.Element) -> Area:
    x, y, width, height = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
    return Area(x, y, x + width, y + height)


def boxes(svg: str) -> list[Area]:
    return [area(rect) for shape in shapes(svg, "occupation") for rect in shape.iter(f"{SVG}rect")]


def lines_of(shape: ElementTree.Element) -> Iterator[tuple[str, Area]]:
    """Each line of text with the room that it takes."""
    for text in shape.iter(f"{SVG}text"):
        size, anchor = float(text.attrib["font-size"]), text.attrib["text-anchor"]
        for span in text.iter(f"{SVG}tspan"):
            wide, x, y = (
                measured(span.text or "", text.attrib["class"]),
                float(span.attrib["x"]),
                float(span.attrib["y"]),
            )
            left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            yield span.text or "", Area(left, y - size * 0.8, left + wide, y + size * 0.25)


def read(shape: ElementTree.Element, kind: str) -> str:
    return " ".join(span.text or "" for text in shape.iter(f"{SVG}text") if text.get("class") == kind for span in text)


def ways(svg: str) -> Iterator[tuple[ElementTree.Element, list[tuple[float, float]]]]:
    """Each arrow with its corners, from its start to its point."""
    for kind in ("step", "crossing"):
        for shape in shapes(svg, kind):
            line, head = shape.find(f"{SVG}polyline"), shape.find(f"{SVG}polygon")
            assert line is not None
            assert head is not None
            points = [*line.attrib["points"].split()[:-1], head.attrib["points"].split()[0]]
            yield shape, [(float(x), float(y)) for x, _, y in (point.partition(",") for point in points)]


@pytest.fixture(scope="module")
def asked(graph: Any) -> Explorer:
    return Explorer.of(graph)


@pytest.fixture(scope="module")
def retail(asked: Explorer) -> Path:
    return asked.path("Butcher (2)", "Retail management", in_route="engineering", by="steps")


# One fact each ------------------------------------------------------------------------------------------


def test_a_box_for_each_occupation_in_the_lane_of_its_route(retail: Path) -> None:
    svg = drawn(retail).svg
    lanes = [area(lane) for lane in shapes(svg, "lane")]
    found = [[read(box, "title") for box in shapes(svg, "occupation") if lane.holds(boxes_of(box))] for lane in lanes]
    assert found == [["Butcher"], ["Butcher", "Retail manager", "Retail management"]]
    names = [" ".join(words) for words in names_beside(svg)]
    assert names == ["Engineering and Manufacturing", "Sales and Marketing and Procurement"]


def boxes_of(shape: ElementTree.Element) -> Area:
    rect = shape.find(f"{SVG}rect")
    assert rect is not None
    return area(rect)


def names_beside(svg: str) -> list[list[str]]:
    texts = [text for text in ElementTree.fromstring(svg).iter(f"{SVG}text") if text.get("class") == "name"]
    return [[span.text or "" for span in text] for text in texts if text.get("text-anchor") == "start"]


def test_the_columns_have_their_names_and_levels_over_their_boxes(retail: Path) -> None:
    svg = drawn(retail).svg
    headings = [
        ([span.text for span in text], float(text[0].attrib["x"]))
        for text in ElementTree.fromstring(svg).iter(f"{SVG}text")
        if text.get("class") == "name" and text.get("text-anchor") == "middle"
    ]
    assert [lines for lines, _ in headings] == [
        ["Technical", "levels 2 to 3"],
        ["Higher technical", "levels 4 to 5"],
        ["Professional", "levels 6 to 7"],
    ]
    centres = {(box.left + box.right) / 2 for box in boxes(svg)}
    assert {x for _, x in headings} == centres


def test_a_crossing_is_dashed_and_says_so_and_a_step_says_its_basis(retail: Path) -> None:
    svg = drawn(retail).svg
    told = {kind: [read(shape, "reason") for shape in shapes(svg, kind)] for kind in ("crossing", "step")}
    assert told == {"crossing": ["crossing: same title"], "step": ["next column, same row"] * 2}
    dashed = [shape.get("class") for shape, _ in ways(svg) for line in shape if line.get("stroke-dasharray")]
    assert dashed == ["crossing"]


def test_a_level_stands_in_its_box_and_where_there_is_none_that_is_said(asked: Explorer) -> None:
    svg = drawn(asked.path("engineering-and-manufacturing/baker-2", "creative-and-design/head-of-sound")).svg
    told = {read(box, "title"): read(box, "text") for box in shapes(svg, "occupation")}
    assert told == {
        "Baker": "level 2",
        "Fashion studio assistant": "level 3",
        "Sound assistant": "level not stated",
        "Head of sound": "level not stated",
    }


def test_an_occupation_that_a_path_comes_back_to_is_one_box() -> None:
    here, there = ("a", "Butcher", 2, "technical", "Food"), ("b", "Butcher", 2, "technical", "Sales")
    svg = drawn(path([here, there, here, ("c", "Cook", 4, "higher_technical", "Food")], [None, None, "same_row"])).svg
    assert len(boxes(svg)) == 3
    to_and_fro = [points for shape, points in ways(svg) if shape.get("class") == "crossing"]
    assert to_and_fro[0][0][0] != to_and_fro[1][0][0]


def test_paths_stand_one_below_the_other_with_their_numbers(asked: Explorer) -> None:
    found = asked.paths("Butcher (2)", "Retail management", in_route="engineering", choice="alternatives", limit=3)
    svg = drawn(found).svg
    headings = [read_all(text) for text in shapes(svg, "heading")]
    assert [heading.partition(":")[0] for heading in headings] == [f"Path {n} of {len(found.paths)}" for n in (1, 2, 3)]
    assert no_two_overlap([area(lane) for lane in shapes(svg, "lane")])
    assert len(boxes(svg)) == sum(len(way.links) + 1 for way in found.paths)


def read_all(text: ElementTree.Element) -> str:
    return " ".join(span.text or "" for span in text)


def test_it_says_what_it_is_to_those_who_do_not_see_it(retail: Path) -> None:
    root = ElementTree.fromstring(drawn(retail).svg)
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == "Path from Butcher (2) to Retail management (6)"
    told = root[1].text or ""
    assert "crossing: same title, to Butcher, level 2, technical column of Sales and Marketing" in told
    assert "next column, same row, to Retail manager, level 4" in told
    assert told.endswith("the map itself states none.")


def test_a_notebook_shows_it_and_its_repr_is_short(retail: Path) -> None:
    drawing = drawn(retail)
    held = re.fullmatch(r'<img alt="(.+)" src="data:image/svg\+xml;base64,(.+)" />', drawing._repr_html_())
    assert held and b64decode(held[2]).decode() == drawing.svg and held[1] in drawing.svg
    assert repr(drawing) == "Drawing(words='Path from Butcher (2) to Retail management (6)')"


def test_it_is_the_same_each_time_and_loads_and_runs_nothing(retail: Path, asked: Explorer) -> None:
    svg = drawn(retail).svg
    again = asked.paths("Butcher (2)", "Retail management", in_route="engineering", by="steps")
    assert drawn(again).svg == svg
    assert drawn(Paths(again.origin, again.destination, again.paths, 1, {}, None)).svg == svg
    assert not re.search(r"<script|href|url\(|<style|<image|<foreignObject|\bon\w+=|\bid=", svg)
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("title", ["A & B <b> \"c\" 'd'", "]]> &amp; <!--", "nul \x00 bell \x07 half \ud800 \uffff"])
def test_any_title_gives_valid_xml(title: str) -> None:
    stops: list[Stop] = [("a", title, 2, "technical", title), ("b", "B", 4, "higher_technical", title)]
    svg = drawn(path(stops, ["same_row"])).svg
    svg.encode("utf-8")
    shown = read(shapes(svg, "occupation")[0], "title")
    assert shown == re.sub("[\x00\x07\ud800\uffff]", "\ufffd", title)


@pytest.mark.parametrize("size", ["title", "reason"])
@given(text=st.text(st.characters(codec="utf-8"), max_size=60), width=st.integers(20, 300))
def test_folded_text_is_no_wider_than_it_may_be_and_loses_nothing(size: str, text: str, width: int) -> None:
    lines = folded(text, size, width)
    assert all(measured(line, size) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_word_too_wide_for_its_box_is_broken_after_a_sign_if_it_has_one() -> None:
    assert folded("Accountancy/Taxation", "title", 130) == ["Accountancy/", "Taxation"]
    assert "".join(folded("w" * 90, "title", 130)) == "w" * 90


@pytest.mark.parametrize(
    "sign",
    [
        "\U0001f469\u200d\U0001f373",  # microsoft/vscode#124876, apache/commons-lang#1731: cut between its characters
        "\U0001f44d\U0001f3ff",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "e\u0301\u0323",
        "\u0939\u093f",
    ],
    ids=["joined", "with a colour of skin", "flag", "accents", "vowel"],
)
def test_a_word_is_not_broken_within_what_several_characters_make_up(sign: str) -> None:
    lines = folded(sign * 40, "title", 130)
    assert len(lines) > 5
    assert {line.replace(sign, "") for line in lines} == {""}
    assert folded("a" + "\u0301" * 400, "title", 130)[0] != ""  # which no line holds as one


def test_one_word_in_the_narrowest_room_is_folded_letter_by_letter() -> None:
    """mermaid-js/mermaid#4416, annefried/swan#289: a word wider than the room went on for ever."""
    assert folded("Roofer", "title", 1) == list("Roofer")


# Of any path --------------------------------------------------------------------------------------------


def no_two_overlap(areas: list[Area]) -> bool:
    return not any(one.overlaps(other) for one, other in combinations(areas, 2))


def is_right(svg: str, way: Path) -> None:
    """The picture of one path keeps to what the module promises."""
    root = ElementTree.fromstring(svg)
    found, page = boxes(svg), Area(0, 0, float(root.attrib["width"]), float(root.attrib["height"]))
    assert no_two_overlap(found)
    assert all(page.holds(box) for box in found)
    for shape in shapes(svg, "occupation"):
        inside = [room for _, room in lines_of(shape)]
        assert all(boxes_of(shape).holds(room) for room in inside)
        assert no_two_overlap(inside)
    lanes = [area(lane) for lane in shapes(svg, "lane")]
    assert no_two_overlap(lanes)
    assert all(sum(lane.holds(box) for lane in lanes) == 1 for box in found)
    for kind in ("heading", "name", "text", "reason"):
        assert all(page.holds(room) for _, room in rooms(svg, kind))
    for kind in ("name", "reason"):
        assert not any(room.overlaps(box) for _, room in rooms(svg, kind) for box in found)
    arrows = list(ways(svg))
    assert len(arrows) == len(way.links)
    for _, points in arrows:
        for (x, y), (to_x, to_y) in pairwise(points):
            assert x == to_x or y == to_y
            line = Area(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
            assert page.holds(line)
            assert not any(crossed(line, box) for box in found)
        assert all(any(on_the_edge(point, box) for box in found) for point in (points[0], points[-1]))
    ends = {link.from_id: link.from_column for link in way.links} | {link.id: link.column for link in way.links}
    assert len(found) == len(ends)
    lefts = sorted({box.left for box in found})
    assert [round(left) for left in lefts] == [150 + 350 * COLUMNS.index(c) for c in COLUMNS if c in ends.values()]


def rooms(svg: str, kind: str) -> Iterator[tuple[str, Area]]:
    for parent in ElementTree.fromstring(svg).iter():
        for text in parent:
            if text.tag == f"{SVG}text" and text.get("class") == kind:
                holder = ElementTree.Element("g")
                holder.append(text)
                yield from lines_of(holder) if parent.get("class") != "occupation" else ()


def crossed(line: Area, box: Area) -> bool:
    return line.left < box.right and box.left < line.right and line.top < box.bottom and box.top < line.bottom


def on_the_edge(point: tuple[float, float], box: Area) -> bool:
    x, y = point
    across = y in {box.top, box.bottom} and box.left <= x <= box.right
    return across or (x in {box.left, box.right} and box.top <= y <= box.bottom)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    """Up to nine occupations of three routes, in any order, as no map has them but what-if may; some come again."""
    routes = ["Care Services", "Agriculture, Environmental and Animal Care", "Hair"]
    titles = st.sampled_from(
        [
            "Cook",
            "Community arts coordinator (Cultural learning and participation officer)",
            "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww/mmmmmmmmm",
            "European refrigeration, air conditioning and heat pump design & applications engineer",
        ]
    )
    known: list[Stop] = [
        (str(i), draw(titles), draw(st.sampled_from([None, 2, 7])), draw(st.sampled_from(COLUMNS)), draw(route))
        for i, route in enumerate([st.sampled_from(routes)] * draw(st.integers(2, 9)))
    ]
    again = draw(st.lists(st.sampled_from(known), max_size=3))
    stops = [stop for stop, before in zip([*known, *again], [None, *known, *again], strict=False) if stop != before]
    reasons = st.sampled_from(["same_row", "within_cluster", "skips_column", "same_pathway", "what_if"])
    return path(stops, [draw(reasons) if a[4] == b[4] else None for a, b in pairwise(stops)])


@settings(max_examples=tries(150))
@given(paths())
def test_boxes_and_arrows_and_words_of_any_path_keep_clear_of_each_other(way: Path) -> None:
    is_right(drawn(way).svg, way)


def test_so_do_those_of_the_map(asked: Explorer) -> None:
    for origin, destination in (
        ("engineering-and-manufacturing/butcher-2", "sales-and-marketing-and-procurement/retail-management-6"),
        ("engineering-and-manufacturing/baker-2", "creative-and-design/head-of-sound"),
        ("construction/roofer-2", "construction/construction-site-management-6"),
    ):
        way = asked.path(origin, destination)
        is_right(drawn(way).svg, way)
