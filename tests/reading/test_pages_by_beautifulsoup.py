"""Saved pages read as beautifulsoup reads them: the same rows, the same texts of cells."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from tries import tries

from career_pathways.loader.reading.html_tables import is_page, read_page
from career_pathways.loader.reading.pieces import read_pieces
from career_pathways.loader.source import SourceText

_WORDS = st.sampled_from(
    [
        "Baker",
        "Cluster: Miller",
        "(2)",
        "R&amp;D",
        "caf&eacute;",
        "a &lt; b",
        "&#8217;s",
        "<b>Lead</b>",
        "<i>Makes</i>",
        "<o:p></o:p>",
        "<!-- <td> -->",
        "<span title='a > b'>hand</span>",
        "<br>",
        "<p>One</p>",
        "\n",
        "<sub>2</sub>",
    ]
)
_CELL = st.tuples(
    st.sampled_from(["td", "th", "TD"]),
    st.sampled_from(["", " class=x", " style='a:b'", "\n width=10"]),
    st.lists(_WORDS, max_size=5).map(" ".join),
    st.booleans(),
)
_ROW = st.tuples(st.lists(_CELL, min_size=1, max_size=4), st.booleans())
_TABLE = st.tuples(st.lists(_ROW, min_size=1, max_size=4), st.sampled_from(["", "thead", "tbody"]), st.booleans())


def _written(table: tuple[list[tuple[list[tuple[str, str, str, bool]], bool]], str, bool]) -> str:
    """A table, some of whose cells, rows and groups have no end tag."""
    rows, group, ended = table
    text = f"<table>{f'<{group}>' * bool(group)}"
    for cells, row_ended in rows:
        text += "<tr>\n"
        for name, attributes, content, cell_ended in cells:
            text += f"<{name}{attributes}>{content}{f'</{name}>' * cell_ended}"
        text += "</tr>\n" * row_ended
    return f"{text}{f'</{group}>' * bool(group and ended)}</table>\n"


def _words(text: str) -> str:
    return "".join(text.split())  # where a line ends within a cell is compared elsewhere


@settings(max_examples=tries(1000), deadline=None)
@given(st.lists(_TABLE, min_size=1, max_size=3))
@pytest.mark.slow
def test_a_page_has_the_rows_and_cells_that_beautifulsoup_finds(tables: list) -> None:
    page = "<html><body>\n" + "<p>text</p>\n".join(map(_written, tables)) + "</body></html>"
    soup = BeautifulSoup(page, "lxml")
    theirs = [
        [_words(cell.get_text()) for cell in row.children if isinstance(cell, Tag)] for row in soup.find_all("tr")
    ]
    pieces = read_pieces(SourceText(page))
    assert is_page(pieces)
    records = read_page(pieces)
    ours = [
        [_words("".join(records.pieces.text_between(cell))) for cell in record.cells]
        for record in records.records
        if record.is_row
    ]
    assert ours == theirs
