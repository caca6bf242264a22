"""Mutations of the document: a catalogue that owns each character and makes a good graph, or the reader's own error."""

from __future__ import annotations

import re
from itertools import pairwise

from catalogue_json import from_json
from hypothesis import given, settings
from hypothesis import strategies as st
from tries import tries

from career_pathways.loader.catalogue import to_json
from career_pathways.loader.errors import ReadingError
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.reading.coverage import coverage
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import SourceText, read_source

LINES = read_source().text.split("\n")
HEADINGS = [i for i, line in enumerate(LINES) if line.startswith("Occupational Map:")] + [len(LINES)]
ROUTES = ["\n".join(LINES[start:end]) for start, end in pairwise(HEADINGS)]

MARKUP = ["<", ">", "</div>", "<div>", "<i>", "</i", "<!--", "&", "&amp;", "&nbsp;"]
SPACE = ["\t", "\t\t", "\n", "\n\n", "\r\n", " \n", "---\t--\n", "12\n", "# x\n", "- ", " - \n", " - "]
MARKS = [
    "(",
    ")",
    "(2)",
    "(degree)",
    "6)",
    "(3",
    ":",
    ";",
    ",",
    "/",
    "Cluster:",
    "APPRENTICESHIP ONLY",
    "Occupational Map: ",
]
CHARACTERS = ["\x00", "\u00ad", "\ud800", "\ufffe", "\u00a0", "\u2013", "é", "Roofer"]
PIECES = st.sampled_from([*MARKUP, *SPACE, *MARKS, *CHARACTERS])
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


@settings(max_examples=tries(150))
@given(st.sampled_from(ROUTES), EDITS)
def test_a_mutation_of_the_document_is_read_or_refused_with_line_and_text(
    route: str, edits: list[tuple[str, float, int, float, str]]
) -> None:
    source = SourceText(mutated(route, edits), "mutation")
    try:
        reading = read_catalogue(source)
    except ReadingError as error:
        assert re.search(r"line \d+: .*\n  \S|no line \"Occupational Map", str(error)), str(error)
        return
    owned = coverage(source, reading.claims)
    assert owned.complete, [source.quote(span) for span in owned.unowned + owned.contested]
    assert from_json(to_json(reading.catalogue)) == reading.catalogue
    for _, _, cluster in reading.catalogue.clusters():
        for entry in cluster.entries:
            assert any(char.isalnum() for char in entry.title)
    validate(build_graph(reading.catalogue))
