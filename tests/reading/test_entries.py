"""What run-together lines are cut into: the cases of cases/entries.txt, and what holds for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_pathways.loader.catalogue import Entry
from career_pathways.loader.reading.boundaries import boundaries
from career_pathways.loader.reading.coverage import Owner, coverage
from career_pathways.loader.reading.entries import ClusterEntries, read_entries
from career_pathways.loader.reading.markup import Line, read_lines
from career_pathways.loader.reading.pieces import read_pieces
from career_pathways.loader.reading.tokens import read_words
from career_pathways.loader.reading.vocabulary import vocabulary
from career_pathways.loader.source import SourceText, Span, read_source

CASES = [
    tuple(part.strip() for part in line.split(" => "))
    for line in (Path(__file__).parent / "cases" / "entries.txt").read_text("utf-8").splitlines()
    if " => " in line
]
KNOWN = vocabulary([read_source().text], (), ())


def entries_of(text: str) -> ClusterEntries:
    source = SourceText(text)
    lines, _ = read_lines(read_pieces(source), Span(0, len(text)))
    return read_lines_as_entries(source, lines)


def read_lines_as_entries(source: SourceText, lines: list[Line]) -> ClusterEntries:
    cluster = read_words(source, lines)
    return read_entries(source, cluster, boundaries(cluster.words), KNOWN)


def written(entry: Entry) -> str:
    parts = [entry.title, *([str(entry.level)] if entry.level else []), *(["degree"] if entry.degree else [])]
    return " ".join(parts) + (": " + ", ".join(entry.specialisms) if entry.specialisms else "")


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_lines_are_cut_into_entries(text: str, expected: str) -> None:
    read = entries_of(text.replace(" | ", "\n"))
    assert "; ".join(map(written, read.entries)) == expected


def test_a_mark_with_no_occupation_before_it_is_owned_and_costs_no_other_entry() -> None:
    read = entries_of("(2), Roofer (3)")
    assert [written(entry) for entry in read.entries] == ["Roofer 3"]
    assert [claim.owner for claim in read.claims][:2] == [Owner.STRAY, Owner.STRAY]


TITLES = st.lists(
    st.sampled_from(
        "Roofer Lock keeper HR of and (2) (3): (degree) cutter - / Crane, operator [x] 6) "
        "Night ; (red meat) Café & x".split()
    ),
    min_size=1,
    max_size=25,
)


@given(TITLES, st.sampled_from([" ", "\n", "  "]))
def test_every_character_of_any_text_is_owned_once(words: list[str], gap: str) -> None:
    source = SourceText("Title " + gap.join(words))
    lines, claims = read_lines(read_pieces(source), Span(0, len(source.text)))
    read = read_lines_as_entries(source, lines)
    owned = coverage(source, [*claims, *read.claims])
    assert owned.complete, (owned.unowned, owned.contested)


@given(TITLES)
def test_the_same_text_is_always_read_the_same(words: list[str]) -> None:
    text = "Title " + " ".join(words)
    assert entries_of(text) == entries_of(text)


@given(TITLES.filter(lambda words: not {"[x]", "(red", "meat)"} & set(words)))  # these close over a level
def test_titles_and_specialisms_stand_at_their_spans(words: list[str]) -> None:
    text = "Title " + " ".join(words)
    for entry in entries_of(text).entries:
        pairs = [
            (entry.title, entry.title_span),
            *zip(entry.specialisms, entry.specialism_spans, strict=True),
        ]
        for name, span in pairs:
            assert " ".join(text[span.start : span.end].split()) == name
