"""Lines and spans of a source text, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from career_pathways.loader.errors import UnreadableSource
from career_pathways.loader.source import SourceText, Span, read_source


def test_lines_count_from_one_and_end_at_line_feeds_only() -> None:
    source = SourceText("a\u2028b\r\nc\n")
    assert [source.line_of(i) for i in (0, 2, 5, 6)] == [1, 1, 2, 2]
    assert source.quote(source.line_span(2)) == "c"
    assert source.line_count == 3
    with pytest.raises(IndexError, match="lines 1 to 3, not 4"):
        source.line_span(4)


def test_the_packaged_document_is_the_one_that_was_read_by_hand() -> None:
    assert read_source().sha256 == "5bdf98a443f738c4af2781300080ee7a0ab70a08c055d203b02c7c2e3ad63b68"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"nowhere\.txt: No such file"):
        read_source(tmp_path / "nowhere.txt")


def test_what_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "maps.txt"
    file.write_bytes(b"Occupational Map: X\n\nCaf\xe9\n")
    with pytest.raises(UnreadableSource, match="line 3: byte 0xe9 is not UTF-8"):
        read_source(file)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "maps.txt"
    file.write_bytes(b"\xef\xbb\xbfOccupational Map: X")
    assert read_source(file).quote(Span(0, 3)) == "Occ"
