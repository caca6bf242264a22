"""Headings of routes: recognised as a reader sees them, and never lost without a word."""

from __future__ import annotations

import pytest
from places import TESTS
from small_documents import BAKING, ROW, outline, read_whole

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.source import read_source

FIRST = f"Occupational Map: First\n\n{ROW}\n\n"
REST = f"\n\n{ROW}\n"

HEADINGS = {
    "a form feed before it": "\fOccupational Map: Food",
    "a vertical tab before it": "\vOccupational Map: Food",
    "a NUL before it": "\0Occupational Map: Food",
    "a byte order mark, after commonmark/cmark#334": "\ufeffOccupational Map: Food",
    "a tab before it": "\tOccupational Map: Food",
    "tabs behind it": "Occupational Map: Food\t\t\t",
    "no-break spaces, after github/markup#1150": "#\u00a0Occupational\u00a0Map:\u00a0Food",
    "a row of a table, after docling-project/docling#2030": "<b>Occupational Map: Food</b>\t<br>\t\t",
    "an en dash, after mozilla/readability#954": "Occupational Map – Food",
    "an em dash": "OCCUPATIONAL MAP—Food",
    "a minus": "Occupational Map − Food",
    "a hyphen": "Occupational Maps - Food",
    "a wide colon": "Occupational Map：Food",
    "CR alone as line end, after jgm/pandoc#9959": "\rOccupational Map: Food\r",
    "zero-width characters": "Occu\u200bpational Map\u2060:\u200f Food",
    "soft hyphens": "Occupa&shy;tional Map: Food",
    "references": "Occupational&#32;Map&#58;&nbsp;Food",
    "tags": "<p class=x><b>Occupational</b> <span>Map:</span> Food</p>",
    "a comment before it": "<!-- page 3 -->Occupational Map: Food",
    "a heading of Markdown": "## **Occupational Map: Food** ##",
    "quotes": '"Occupational Map: Food"',
    "a bullet": "- Occupational Map: Food",
    "a line break": "Occupational Map:<br>Food",
    "a hyphen between the words": "Occupational-Map: Food",
    "a number": "2.1 Occupational Map: Food",
    "the colours of a terminal": "\x1b[1mOccupational\x1b[0;31m Map: Food\x1b[0m",
    "spaced letters": "O c c u p a t i o n a l  M a p : Food",
}


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
def test_a_heading_is_recognised_as_a_reader_sees_it(heading: str) -> None:
    read = outline(FIRST + heading + REST)
    assert read == ["# First", "## Baking", *BAKING, "# Food", "## Baking", *BAKING]


@pytest.mark.parametrize("heading", HEADINGS.values(), ids=HEADINGS)
def test_so_is_the_first_one(heading: str) -> None:
    assert outline(heading + REST) == ["# Food", "## Baking", *BAKING]


LOST = {
    "no colon": ("Occupational Map Food", "a heading of a route without a colon or a dash"),
    "a semicolon": ("Occupational Map; Food", "a heading of a route without a colon or a dash"),
    "no name": ("Occupational Map:", "a heading of a route without a name"),
    "no name, but signs": ("Occupational Map: ** --", "a heading of a route without a name"),
    "500 spaces for a name": (f"Occupational Map:{' ' * 500}<", "a heading of a route without a name"),
    "more cells": ("Occupational Map: Food\tBaking", "a heading of a route with more cells in its row"),
    "in a cell": ("Baking\tOccupational Map: Food", "the heading of a route within other text"),
    "in a cell, no colon": ("Baking\tOccupational Map Food", "the heading of a route within other text"),
    "behind an occupation": ("Baking\tCluster: Baker <i>Bakes.</i> Miller (2) Occupational Map - Food", "within other"),
    "in a description": ("Baking\tCluster: Baker <i>Occupational Map: Food</i> Miller (2)", "within a description"),
    "over two lines": ("Occupational\nMap: Food", "a heading of a route that is broken over two lines"),
    "of Markdown": ("# Something", 'a heading that is not "Occupational Map: …"'),
    "a paragraph behind it": ("<p>Occupational Map: Food</p><p>It has a pathway</p>", "with more text in its line"),
    "a letter misread": ("Occupatlonal Map: Food", 'a heading that is not "Occupational Map: …"'),
    "two misread": ("0ccupationa1 Map - Food", 'a heading that is not "Occupational Map: …"'),
    "another word": ("Route: Food", 'a heading that is not "Occupational Map: …"'),
    "behind its name": ("Food Technology Occupational Map: Three", 'a heading that is not "Occupational Map: …"'),
    "underlined": ("Food\n====", 'a heading that is not "Occupational Map: …"'),
    "underlined with dashes": ("Food\n----", 'a heading that is not "Occupational Map: …"'),
    "of HTML": ("<h2>Something</h2>", 'a heading that is not "Occupational Map: …"'),
}


@pytest.mark.parametrize(("line", "fact"), LOST.values(), ids=LOST)
def test_a_line_that_looks_like_a_heading_is_an_error_with_its_line(line: str, fact: str) -> None:
    with pytest.raises(ReadingError, match=r"^line [56]: .*\n  .*\n.*\bheading\b") as refused:
        read_whole(FIRST + line + REST)
    assert fact in refused.value.fact


@pytest.mark.parametrize("line", ["Occupational Map Food", "Occupational Map:", f"{ROW}", "Cluster: Baker\nBaker (2)"])
def test_nothing_of_a_map_is_lost_in_front_of_the_first_heading(line: str) -> None:
    with pytest.raises(ReadingError, match="line 1: "):
        read_whole(f"{line}\n\n{FIRST}")


@pytest.mark.parametrize("line", ["OCCUPATIONAL MAPS", "# Foreword", "<h1>Occupational maps</h1>", "Food\t3\nCare\t9"])
def test_a_title_page_is_front_matter(line: str) -> None:
    assert outline(f"{line}\n\n{FIRST}") == ["# First", "## Baking", *BAKING]


@pytest.mark.parametrize("heading", ["<h3>Cluster: Miller</h3>", "<h4>Cluster – Miller</h4>".replace(" –", ":")])
def test_the_heading_of_a_cluster_is_one(heading: str) -> None:
    read = outline(f"Occupational Map: Food\n\n{heading}\nMill hand (2)\n")
    assert read == ["# Food", "## ", "technical 1 Miller: Mill hand 2"]


@pytest.mark.parametrize(
    "text",
    ["Route planner: (3)", "Map: maker (2)", "Occupational aid: Sleep (3)", "Occupational lab: Sleep", "A (2)\n---"],
)
def test_what_is_no_heading_is_read(text: str) -> None:
    read = outline(f"Occupational Map: Food\n\nCluster: Baker\nBaker (2)\n\n{text}\n")
    assert len(read) == 3
    assert len(read[2]) > len("technical 1 Baker: Baker 2")


def test_an_occupation_may_be_about_maps() -> None:
    read = outline(f"{FIRST}\tOccupational map officer (2)\tOccupational mapping lead (4)\t")
    assert "technical 1 Baker: Craft baker 2, Occupational map officer 2" in read


def test_a_name_has_a_limit() -> None:
    for text in (
        f"Occupational Map: {'a' * 501}{REST}",
        f"{FIRST}\t{'a' * 501} (2)",
        f"{FIRST}{'a' * 501}\tCluster: A",
    ):
        with pytest.raises(ReadingError, match=r"line \d: a name of "):
            read_whole(text)
    assert "# " + "a" * 500 in outline(f"Occupational Map: {'a' * 500}{REST}")


@pytest.mark.parametrize(
    ("case", "routes"),
    [("31-ff-second.txt", ["Food", "Textiles"]), ("29-ff.txt", ["Test Route"]), ("17-cr-only.txt", ["Test Route"])],
)
def test_cases_of_page_breaks_and_line_ends(case: str, routes: list[str]) -> None:
    reading = read_whole(read_source(TESTS / "cases" / case).text)
    assert [route.name for route in reading.catalogue.routes] == routes
    assert all(route.pathways[0].clusters[0].entries for route in reading.catalogue.routes)


def test_a_paragraph_of_tags_is_refused_as_the_heading_above_it_is() -> None:
    with pytest.raises(ReadingError, match="line 1: a heading of a route without a name"):
        read_whole(read_source(TESTS / "cases" / "empty-paragraph.txt").text)


@pytest.mark.parametrize("paragraph", ["<div><div>", "<!-- x -->", "&#1;", "\u200b", "<", "</div>\n\n<i></i>"])
def test_a_paragraph_that_shows_nothing_is_none(paragraph: str) -> None:
    read = outline(f"Occupational Map: Food\n{paragraph}\n{ROW}")
    assert read[-2:] == BAKING
