"""Lines and spans of a source text, and files that are none."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from places import TESTS

from career_pathways.loader.errors import LookupsError, ReadingError, UnreadableSource
from career_pathways.loader.files import read_bytes
from career_pathways.loader.reading.blocks import read_blocks
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


@pytest.mark.parametrize("name", ["jobs.csv", "jobs.TSV", "jobs.xlsx", "jobs.json"])
def test_a_table_is_told_to_need_a_mapping_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"Job,Level\nCook,3\n")
    with pytest.raises((UnreadableSource, ReadingError), match=r"A table needs a mapping file .*docs/maps\.md"):
        read_blocks(read_source(tmp_path / name))


def test_a_document_that_was_saved_out_of_a_spreadsheet_is_read_whatever_its_name(tmp_path: Path) -> None:
    file = tmp_path / "maps.csv"
    file.write_bytes((TESTS / "cases" / "21-excel-tsv.txt").read_bytes())
    assert read_blocks(read_source(file)).routes


def test_what_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "maps.txt"
    file.write_bytes(b"Occupational Map: X\n\nCaf\xe9\n")
    with pytest.raises(UnreadableSource, match="line 3: byte 0xe9 is not UTF-8"):
        read_source(file)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "maps.txt"
    file.write_bytes(b"\xef\xbb\xbfOccupational Map: X")
    assert read_source(file).quote(Span(0, 3)) == "Occ"


def test_a_pipe_is_read_as_a_file_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"Occupational Map: X",))
    writer.start()
    assert read_source(pipe).text == "Occupational Map: X"
    writer.join()


ENDLESS = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))
from career_pathways.loader.source import read_source
read_source("/dev/zero")
"""


def test_a_file_without_an_end_is_refused_in_little_memory() -> None:
    """After cdgriffith/puremagic#109."""
    run = subprocess.run([sys.executable, "-c", ENDLESS], capture_output=True, text=True, check=False)
    assert "UnreadableSource: /dev/zero: more than 5,000,000 bytes." in run.stderr


@pytest.mark.parametrize(
    ("name", "fact"), [("", "Is a directory"), ("none", "No such file"), ("\0", "null"), ("six", "more than 5 bytes")]
)
def test_a_file_that_cannot_be_read_is_the_error_of_whoever_reads_it(tmp_path: Path, name: str, fact: str) -> None:
    (tmp_path / "six").write_bytes(b"123456")
    with pytest.raises(LookupsError, match=rf"{fact}.*\. Name another\."):
        read_bytes(tmp_path / name, 5, LookupsError, "Name another.")
    assert read_bytes(tmp_path / "six", 6, LookupsError, "") == b"123456"
