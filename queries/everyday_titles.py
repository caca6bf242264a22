"""What people call their work, and the occupations of the packaged document that answer it: everyday_titles.tsv.

    file = HEADING row…            a row a line, in the order of their words, written together, by Unicode
    row  = WORDS TITLE KIND OCCUPATIONS SOURCE        a tab between two of them, a space between two of several

- WORDS: the key words of the title, as `spelt_alike` has them.
- KIND: `same`, it is these occupations; `near`, the map has none, and these are nearest; `none`, nor is anything near;
  `lost`, the document lost the table of the route that OCCUPATIONS names.
- OCCUPATIONS: ids, the best answer first, without the route where no other occupation's id ends so.
- SOURCE: `ncs`, `esco` or `own`; everyday_titles.md says what each is, how it was linked, and its licence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, cast

FILE = Path(__file__).with_suffix(".tsv")

_SPACE = ord(" ")

Kind = Literal["same", "near", "none", "lost"]


class EverydayTitle(NamedTuple):
    """What people call some work."""

    words: str
    title: str
    kind: Kind
    occupations: tuple[str, ...]
    """As in the table."""
    source: str


@cache
def _rows() -> bytes:
    """The rows as bytes, so that a question that needs one of them need not take all of them apart."""
    return FILE.read_bytes().partition(b"\n")[2]


def all_titles() -> list[EverydayTitle]:
    """All everyday titles, in the order of the table."""
    return [_read(row) for row in _rows().splitlines()]


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
    places = frozenset.intersection(*(_rows_with(beginning.encode()) for beginning in beginnings))
    return [_read(_row_at(place)) for place in sorted(places)]


@cache
def vocabulary() -> frozenset[str]:
    """All words of everyday titles, spelt alike."""
    return frozenset(b" ".join(row.partition(b"\t")[0] for row in _rows().splitlines()).decode().split())


@lru_cache(10_000)
def _rows_with(beginning: bytes) -> frozenset[int]:
    """Where the rows begin that have a word that begins so."""
    rows, found, place = _rows(), set(), -1
    while (place := rows.find(beginning, place + 1)) >= 0:
        start = rows.rfind(b"\n", 0, place) + 1
        if (place == start or rows[place - 1] == _SPACE) and rows.find(b"\t", start, place) < 0:
            found.add(start)
    return frozenset(found)


def _row_at(place: int) -> bytes:
    """The row that a byte is in, or ends."""
    rows = _rows()
    end = rows.find(b"\n", place)
    return rows[rows.rfind(b"\n", 0, place) + 1 : end if end >= 0 else None]


def _joined(row: bytes) -> bytes:
    return row.partition(b"\t")[0].replace(b" ", b"")


def _read(row: bytes) -> EverydayTitle:
    words, title, kind, occupations, source = row.decode().split("\t")
    return EverydayTitle(words, title, cast(Kind, kind), tuple(occupations.split()), source)
