"""Names in numbers: a line for each, or a column of a CSV, one at a time, so that what stands before a fault counts.

1. A name is what stands in a line, or in the cell; its place is the line where it begins, which is 1 for the first.
2. Both are UTF-8, with a byte order mark or without; no text has the character NUL, which UTF-16 is full of.
3. A CSV is parted by what its heading has most of outside quotes: commas, semicolons or tabs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from career_pathways.loader.errors import UnreadableSource
from career_pathways.loader.words.near import near, shortened

_UTF8 = "Save it as UTF-8."


class GivenName(NamedTuple):
    """A name as somebody wrote it."""

    line: int
    text: str


def names_of_lines(lines: Iterable[bytes], source: str) -> Iterator[GivenName]:
    """A name for each line that is not empty; `source`: what errors call it. Raises UnreadableSource."""
    for line, text in enumerate(_decoded(lines, source), 1):
        if name := text.strip():
            yield GivenName(line, name)


def names_of_column(lines: Iterable[bytes], source: str, column: str | None) -> Iterator[GivenName]:
    """A name for each row of a CSV with a heading, "" where its cell is empty or missing.

    `column`: the heading of the names; None where there is one column. Raises UnreadableSource.
    """
    headings, rows = _table(lines, source)
    at = _place(headings, column, source)
    for line, row in rows:
        if row:
            yield GivenName(line, row[at].strip() if at < len(row) else "")


def headings_of(lines: Iterable[bytes], source: str) -> list[str]:
    """What the columns of a CSV are called. Raises UnreadableSource."""
    return _table(lines, source)[0]


def _table(lines: Iterable[bytes], source: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The headings of a CSV, and the rows below them. Raises UnreadableSource."""
    texts = _decoded(lines, source)
    heading = next(texts, "")
    delimiter = max(",;\t", key="".join(heading.split('"')[::2]).count)  # Rule 3
    rows = _rows(chain([heading], texts), source, delimiter)
    _, columns = next(rows, (0, []))
    return [column.strip() for column in columns], rows


def _decoded(lines: Iterable[bytes], source: str) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        try:  # Rule 2
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UnreadableSource(f"{source}, line {number}: not text in UTF-8.", _UTF8) from error
        if "\0" in text:
            raise UnreadableSource(f"{source}, line {number}: not text in UTF-8.", _UTF8)
        yield text


def _rows(lines: Iterable[str], source: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV, each with the line where it begins. Raises UnreadableSource where one is none."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            fact = f"{source}, line {begins}: not a row of a CSV ({error})."
            raise UnreadableSource(fact, "See to the quotes: what opens must close.") from error
        if row is None:
            return
        yield begins, row


def _place(headings: Sequence[str], wanted: str | None, source: str) -> int:
    """Where a column stands. Raises UnreadableSource where the heading has it not, or twice."""
    if not any(headings):
        raise UnreadableSource(f"{source}, line 1: no heading.", "The first row names the columns.")
    listed = "".join(f"\n  {shortened(heading)}" for heading in headings)
    if wanted is None:
        if len(headings) > 1:
            raise UnreadableSource(
                f"{source} has {len(headings)} columns.", "Say which with {heading}:{all}", all=listed
            )
        return 0
    found = [i for i, heading in enumerate(headings) if heading == wanted.strip()] or [
        i for i, heading in enumerate(headings) if heading.casefold() == wanted.strip().casefold()
    ]
    if len(found) > 1:
        raise UnreadableSource(f"{source}: {len(found)} columns are called {shortened(wanted)!r}.", "Rename one.")
    if not found:
        alike = "".join(near(wanted, headings, n=1))
        cure = "Did you mean {near}? There are:{all}" if alike else "There are:{all}"
        raise UnreadableSource(f"{source} has no column {shortened(wanted)!r}.", cure, near=alike, all=listed)
    return found[0]
