"""Cells and paragraphs as lines whose characters know their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_pathways.loader.reading.coverage import Owner, coverage
from career_pathways.loader.reading.markup import Line, read_lines
from career_pathways.loader.source import SourceText, Span


def lines_of(text: str) -> list[Line]:
    return read_lines(SourceText(text), Span(0, len(text)))[0]


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
    lines, claims = read_lines(source, Span(0, len(source.text)))
    for line in lines:
        for char, offset in zip(line.text, line.offsets, strict=True):
            stands = source.text[offset]
            assert stands == char or (char.isspace() and (stands.isspace() or stands in "&\x0b"))
    owned = coverage(source, [*claims, *(claim for line in lines for claim in line.claims(Owner.TITLE))])
    assert owned.complete, [source.quote(span) for span in owned.unowned + owned.contested]
