"""What people call their work, and the occupations of the packaged document that answer it: everyday_titles.tsv.

    file = HEADING row…            a row a line, in the order of their words, written together, by Unicode
    row  = WORDS TITLE KIND OCCUPATIONS SOURCE        a tab between two of them, a space between two of several

- WORDS: the key words of the title, as `spelt_alike` has them.
- KIND: `same`, it is these occupations; `near`, the map has none, and these are nearest; `none`, nor is anything near;
  `lost`, the document lost the table of the route that OCCUPATIONS names.
- OCCUPATIONS: ids, the best answer first, without the route where no other occupation's id ends so.
- SOURCE: `ncs`, `esco` or `own`; everyday_titles.md says what each is, how it was linked, and its licence.

What is `same` of an occupation is so of what it became for certain: everyday_titles_2026.tsv has that of the list of
2026, row by row an occupation as above, a tab, and ids there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Literal, NamedTuple, cast

FILE = Path(__file__).with_suffix(".tsv")
FILE_2026 = FILE.with_name("everyday_titles_2026.tsv")

Kind = Literal["same", "near", "none", "lost"]


class EverydayTitle(NamedTuple):
    """What people call some work."""

    words: str
    title: str
    kind: Kind
    occupations: tuple[str, ...]
    """As in the table; then, of `same`, what they became in the list of 2026."""
    source: str


@cache
def _rows() -> bytes:
    """The rows as bytes, so that a question that needs one of them need not take all of them apart."""
    with FILE.open("rb") as file:
        file.readline()  # the heading
        return file.read()


def all_titles() -> list[EverydayTitle]:
    """All everyday titles, in the order of the table."""
    return [_read(row) for row in _all_rows()]


def everyday_title(words: str) -> EverydayTitle | None:
    """The everyday title of these words, spelt alike and written together; None where there is none.

    >>> everyday_title("plumber").occupations[0]
    'plumbing-and-domestic-heating-technician-3'
    """
    rows, wanted = _rows(), words.encode()
    row = _row_at(bisect_left(range(len(rows)), wanted, key=lambda place: _joined(_row_at(place))))
    return _read(row) if row and _joined(row) == wanted else None


def titles_with(beginnings: Iterable[str]) -> list[EverydayTitle]:
    """The everyday titles that have a word that begins so for each of these, in the order of the table."""
    first, *others = sorted(map(str.encode, beginnings), key=len, reverse=True)  # the longest are in the fewest
    found = _rows_with(first)
    for beginning in others:
        if found:
            found &= _rows_with(beginning)
    rows = _all_rows()
    return [_read(rows[number]) for number in sorted(found)]


@cache
def vocabulary() -> frozenset[str]:
    """All words of everyday titles, spelt alike."""
    return frozenset(_words()[0].decode().split())


@cache
def _all_rows() -> list[bytes]:
    return _rows().splitlines()


@cache
def _words() -> tuple[bytes, list[int]]:
    """The words of all rows, those of a row behind a line end, and where the line ends are."""
    lines = [b"\n" + row.partition(b"\t")[0] for row in _all_rows()]
    return b"".join(lines), list(accumulate(map(len, lines[:-1]), initial=0))


@lru_cache(10_000)
def _rows_with(beginning: bytes) -> frozenset[int]:
    """The numbers of the rows that have a word that begins so."""
    (words, line_ends), found = _words(), set()
    for before in (b"\n", b" "):
        place = -1
        while (place := words.find(before + beginning, place + 1)) >= 0:
            found.add(bisect_right(line_ends, place) - 1)
    return frozenset(found)


def _row_at(place: int) -> bytes:
    """The row that a byte is in, or ends."""
    rows = _rows()
    end = rows.find(b"\n", place)
    return rows[rows.rfind(b"\n", 0, place) + 1 : end if end >= 0 else None]


def _joined(row: bytes) -> bytes:
    return row.partition(b"\t")[0].replace(b" ", b"")


def _read(row: bytes) -> EverydayTitle:
    words, title, kind, listed, source = row.decode().split("\t")
    occupations = listed.split()
    if kind == "same":
        occupations += dict.fromkeys(id_ for one in occupations for id_ in _of_2026().get(one, ()))
    return EverydayTitle(words, title, cast(Kind, kind), tuple(occupations), source)


@cache
def _of_2026() -> dict[str, list[str]]:
    _, *rows = FILE_2026.read_text("utf-8").splitlines()
    parted = (row.partition("\t") for row in rows)
    return {occupation: ids.split() for occupation, _, ids in parted}
