"""Mutations of the document: a catalogue that owns each character and makes a good graph, or the reader's own error."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from unicodedata import category

import pytest
from catalogue_json import from_json
from hypothesis import given, settings
from hypothesis import strategies as st
from places import TESTS
from tries import tries

from career_pathways.loader.catalogue import to_json
from career_pathways.loader.errors import ReadingError
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import SourceText, read_source

LINES = read_source().text.split("\n")
HEADINGS = [i for i, line in enumerate(LINES) if line.startswith("Occupational Map:")] + [len(LINES)]
ROUTES = ["\n".join(LINES[start:end]) for start, end in pairwise(HEADINGS)]
CASES = {file.name: read_source(file).text for file in sorted((TESTS / "cases").iterdir())}
SHORT_ROUTES = [text for text in ROUTES if len(text) < 5_000]
LONG = "words-960.txt"
"""One cluster, which takes longer to read than all of the others: of test_long_clusters.py, and of the long tests."""
DOCUMENTS = [*(text for name, text in CASES.items() if name != LONG), *SHORT_ROUTES, ROUTES[0]]

TAGS = ["<", ">", "</div>", "<div>", "<i>", "</i", "<!--", "-->", "<br>", "<p>", "</p>", "<h2>", "<li>", "<a href='x>"]
TABLES = [
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<td rowspan=2>",
    "<td colspan=3>",
    "<html>",
    "|",
    "|---|---|\n",
]
HIDDEN = ["<style>", "</style>", "<title>", "<![CDATA[", "]]>", "<sup>1</sup>", "<![if !supportLists]>", "<![endif]>"]
REFERENCES = ["&", "&amp;", "&nbsp;", "&lt;", "&amp;amp;", "&#0;", "&#x1F469;", "&shy"]
SPACE = ["\t", "\t\t", "\n", "\n\n", "\r\n", "\r", " \n", "---\t--\n", "12\n", "# x\n", "# ", "- ", " - \n", " - "]
MARKS = ["(", ")", "(2)", "(degree)", "6)", "(3", ":", ";", ",", "/", '"', "'", "*", "**", "¹", "Cluster:"]
LINES_OF_TEXT = ["APPRENTICESHIP ONLY", "Occupational Map: ", "Occupational Map", "Map: X", "Pathway", "Technical"]
CHARACTERS = [
    "\x00",
    "\x0b",
    "\x0c",
    "\u00ad",
    "\u200b",
    "\u200d",
    "\u2028",
    "\ud800",
    "\ufffe",
    "\ufeff",
    "\u00a0",
    "é",
]
PIECES = st.sampled_from([*TAGS, *TABLES, *HIDDEN, *REFERENCES, *SPACE, *MARKS, *LINES_OF_TEXT, *CHARACTERS])
KINDS = st.sampled_from(["insert", "delete", "move"])
EDITS = st.lists(st.tuples(KINDS, st.floats(0, 1), st.integers(1, 60), st.floats(0, 1), PIECES), min_size=1, max_size=6)


def mutated(text: str, edits: list[tuple[str, float, int, float, str]]) -> str:
    for kind, place, length, other, piece in edits:
        at = int(place * len(text))
        if kind == "insert":
            text = text[:at] + piece + text[at:]
            continue
        taken, text = text[at : at + length], text[:at] + text[at + length :]
        if kind == "move":
            to = int(other * len(text))
            text = text[:to] + taken + text[to:]
    return text


def holds(text: str, *, graph: bool = True) -> None:
    """A text is read within 5 s, each of its characters owned once, or refused by the reader's own error.

    `graph`: whether a good graph is made of it, too.
    """
    source = SourceText(text, "mutation")
    begin = time.process_time()
    try:
        reading = read_catalogue(source)
    except ReadingError as error:
        assert re.search(r"line \d+: .*\n  \S|no line \"Occupational Map", str(error)), str(error)
        return
    finally:
        assert time.process_time() - begin < 5
    owned = reading.coverage
    assert owned.complete, [source.quote(span) for span in owned.unowned + owned.contested]
    assert from_json(to_json(reading.catalogue)) == reading.catalogue
    for _, _, cluster in reading.catalogue.clusters():
        for entry in cluster.entries:
            assert any(char.isalnum() or category(char) in {"So", "Sc"} for char in entry.title)
            assert entry.title_span.start < entry.title_span.end <= len(text)
    if graph:
        validate(build_graph(reading.catalogue))


@settings(max_examples=tries(150))
@given(st.sampled_from(DOCUMENTS), EDITS)
def test_a_mutation_of_the_document_is_read_or_refused_with_line_and_text(
    text: str, edits: list[tuple[str, float, int, float, str]]
) -> None:
    holds(mutated(text, edits))


@pytest.mark.slow
@settings(max_examples=tries(1_000))
@given(st.sampled_from(DOCUMENTS), EDITS)
def test_so_is_each_of_a_hundred_with_its_graph(text: str, edits: list[tuple[str, float, int, float, str]]) -> None:
    changed = mutated(text, edits)
    holds(changed, graph=len(changed) % 4 == 0)  # a graph takes longer than its reading


@pytest.mark.soak
@pytest.mark.slow
@settings(max_examples=10_000)
@given(st.sampled_from([*DOCUMENTS, CASES[LONG], *ROUTES, "\n".join(LINES)]), EDITS)
def test_so_is_each_of_ten_thousand_of_all_of_it(text: str, edits: list[tuple[str, float, int, float, str]]) -> None:
    holds(mutated(text, edits))
