"""Cells and paragraphs as lines whose characters know their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_pathways.loader.reading.coverage import Owner, coverage
from career_pathways.loader.reading.markup import Line, read_lines
from career_pathways.loader.reading.pieces import read_pieces
from career_pathways.loader.source import SourceText, Span


def lines_of(text: str) -> list[Line]:
    return read_lines(read_pieces(SourceText(text)), Span(0, len(text)))[0]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Roofer (2) Steeplejack", ["Roofer (2) Steeplejack"]),
        ("<div>Roofer (2)</div> <div>Steeplejack</div>", ["Roofer (2)", "Steeplejack"]),
        ("<div><div>Roofer</div><div>Steeplejack", ["Roofer", "Steeplejack"]),
        ("Roofer<br>Steeplejack", ["Roofer", "Steeplejack"]),
        ("Roofer\nSteeplejack", ["Roofer", "Steeplejack"]),
        ("H&S risks &amp; <b>costs</b>", ["H&S risks & costs"]),
        ("levels < 3 and > 1", ["levels < 3 and > 1"]),
        ("  \t <div> </div>", []),
        ("Roofer<!-- (2) <br> -->\r\nTiler", ["Roofer", "Tiler"]),
        ("levels <!-- 3", ["levels <!-- 3"]),
        ("<!-->Roofer--> (2)", ["Roofer--> (2)"]),
        ('<a href="x>y">Retailer</a> (2)', ["Retailer (2)"]),
        ("<b title='>'>Retailer</b>", ["Retailer"]),
        ("<b title=it's>Retailer</b>", ["Retailer"]),
        ('<b title="a>Retailer</b>', ["Retailer"]),
        ("Roofer &constructor; &#1; &lt;", ["Roofer &constructor; <"]),
        ("Roo\u00adfer\x01(2) \ue000\ue002", ["Roofer (2) \ue000\ue002"]),
    ],
)
def test_a_line_ends_where_a_reader_sees_it_end(text: str, lines: list[str]) -> None:
    assert [line.folded for line in lines_of(text)] == lines


def test_bullets_are_no_text_and_keep_their_indent() -> None:
    read = lines_of("- Engineering construction (3):\n - Erector\n* Rigger\nWelder")
    assert [(line.folded, line.indent) for line in read] == [
        ("Engineering construction (3):", 0),
        ("Erector", 1),
        ("Rigger", 0),
        ("Welder", None),
    ]


def test_italics_are_known_for_each_character() -> None:
    (line,) = lines_of("Name <i>what it is</i> rest")
    assert "".join(c for c, italic in zip(line.text, line.italics, strict=True) if italic) == "what it is"


@pytest.mark.parametrize(
    "text",
    ["<td><i>one<td>two", "<th><i>one<td>two", "<p><i>one<p>two", '<i title="a>b">one</i><br>two', "<I>one</I><br>two"],
)
def test_italics_end_where_the_next_cell_or_paragraph_begins(text: str) -> None:
    assert [(line.folded, set(line.italics)) for line in lines_of(text)] == [("one", {True}), ("two", {False})]


def test_white_space_before_the_text_of_a_cell_is_no_indent() -> None:
    assert [line.indent for line in lines_of("  - Rigger\n - Erector")] == [0, 1]


@pytest.mark.parametrize(
    ("text", "italics"),
    [
        ("<i>a<b>b</i>c", "ab"),
        ("<div><i>a</div>b", "a"),
        ("<i>a.</div>b", "a."),
        ("<i>a<br>b", "ab"),
        ("<i>a<i>b</i>c</i>d</i>e", "abc"),
        ("<i/>a<em>b</em>", "b"),
    ],
)
def test_a_closing_tag_closes_what_it_leaves_open(text: str, italics: str) -> None:
    read = "".join(c for line in lines_of(text) for c, italic in zip(line.text, line.italics, strict=True) if italic)
    assert read == italics


@pytest.mark.slow
def test_a_cell_of_100_000_tags_is_read() -> None:
    (line,) = lines_of("<b>" * 50_000 + "Roofer" + "</b>" * 50_000)
    assert line.text == "Roofer"


MARKUP = st.lists(
    st.sampled_from(
        [
            "<div>",
            "</div>",
            "<i>",
            "</i>",
            "<br>",
            "&amp;",
            "&nbsp;",
            "&",
            "<",
            ">",
            "- ",
            " ",
            "\n",
            "\x0b",
            "a",
            "É",
            "(2)",
        ]
    )
)


@given(MARKUP)
def test_every_character_keeps_its_place_or_is_markup(parts: list[str]) -> None:
    source = SourceText("x" + "".join(parts))
    lines, claims = read_lines(read_pieces(source), Span(0, len(source.text)))
    for line in lines:
        for char, offset in zip(line.text, line.offsets, strict=True):
            stands = source.text[offset]
            assert stands == char or (char.isspace() and (stands.isspace() or stands in "&\x0b"))
    owned = coverage(source, [*claims, *(claim for line in lines for claim in line.claims(Owner.TITLE))])
    assert owned.complete, [source.quote(span) for span in owned.unowned + owned.contested]
