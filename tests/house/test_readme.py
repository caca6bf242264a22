"""The README is short: what it is, a picture, how to install it, four answers, and where to go on."""

from __future__ import annotations

import re

from followed import blocks
from places import ROOT

README = ROOT / "README.md"
TEXT = README.read_text("utf-8")


def test_it_opens_with_the_two_commands_three_sentences_and_a_picture() -> None:
    opens = re.match(r"# Career Pathways\n\n    make run .*\n    make test .*\n\n((?:.+\n)+)\n!\[.+\]\((.+)\)\n", TEXT)
    assert opens
    assert len(re.findall(r"\.(?=\s)", opens[1])) == 3
    assert (ROOT / opens[2]).stat().st_size > 10_000


def test_it_is_read_in_five_minutes() -> None:
    assert len(TEXT.splitlines()) <= 150


def test_it_shows_four_kinds_of_answer() -> None:
    asked = [block.lines[0].split()[1] for block in blocks(README) if block.kind == "console"]
    assert asked == ["next", "path", "gaps", "query"]


def test_it_leads_each_reader_to_a_page() -> None:
    led = set(re.findall(r"\]\(docs/for/([a-z-]+)\.md\)", TEXT))
    assert led == {file.stem for file in (ROOT / "docs/for").glob("*.md")}
