"""Clusters that are long or repeat themselves: read in time that grows with their length, or refused.

Each text is made after a public report, with data of our own; the report stands beside it.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest

from career_pathways.loader.errors import ReadingError
from career_pathways.loader.reading import reader, tokens
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.reading.tokens import MOST_WORDS
from career_pathways.loader.source import SourceText

REPEATED = {
    "two words": "Roofer Tiler ",  # words-960.txt, which benchmarks/growth.py reads
    "one short word": "Hæ ",  # mideind/Tokenizer#40: sentences of one word, over and over
    "letters and digits": "A7 Q4 ",  # haifengl/smile#708: no boundary in the whole text
    "one long run without a delimiter": "Stonemasonroofertiler ",  # lindera/lindera#334
    "brackets that nothing closes": "Roofer ((((( ",  # nextcloud/suspicious_login#726
    "words far apart": "Second" + " " * 50 + "Fourth" + " " * 50,  # wanasit/chrono#399
    "marks": "Roofer ,,,,, ; : ",  # explosion/spaCy#1765: a comment of a hundred signs, repeated
    "lists": "Roofer (2): Slate Thatch Tile ",  # SpaceFrontiers/hermes#160: quadratic in the length of a run
}


def document(cell: str) -> SourceText:
    return SourceText(f"Occupational Map: Crafts\nMaking\tCluster: Tiler <i>Makes roofs.</i> <div>{cell}</div>\n")


def calls(cell: str) -> int:
    """How many functions are called to read a cell: what it costs, and the same on every machine."""
    source, count = document(cell), 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read_catalogue(source)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("text", REPEATED.values(), ids=REPEATED)
def test_twice_the_length_of_a_cluster_costs_about_twice_the_work(text: str) -> None:
    count = 40 // len(text.split())
    assert calls(text * 2 * count) < 2.5 * calls(text * count)


def test_as_many_words_in_one_cluster_as_may_be_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST_WORDS", 30)
    read_catalogue(document("Roofer Tiler " * 15))
    with pytest.raises(ReadingError, match="line 2: more than 30 words in one cluster"):
        read_catalogue(document("Roofer Tiler " * 15 + "Mason"))


def test_more_words_in_one_cluster_than_are_read_are_an_error_with_its_line() -> None:
    with pytest.raises(ReadingError, match="line 2: more than 1,000 words in one cluster"):
        read_catalogue(document("Roofer Tiler " * (MOST_WORDS // 2 + 1)))


def test_more_open_words_in_one_document_than_are_weighed_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_OPEN", 30)
    rows = "".join(
        f"\tCluster: Tiler {i} <i>Makes roofs.</i> <div>Roofer Tiler Mason Slater</div>\n" for i in range(11)
    )
    with pytest.raises(ReadingError, match="33 words that an occupation may begin with, and at most 30"):
        read_catalogue(SourceText(f"Occupational Map: Crafts\nMaking{rows}"))
