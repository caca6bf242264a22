"""What a user should know about an imported map and its tables: what is bad, what is missing, what was folded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from .read_map import ReadMap
from .records import Source

_UNKNOWN = "unknown"

MOST_NAMED = 10_000
"""Findings of one kind that are named; of the others it is said how many there are."""

KINDS = (
    "licence unknown",
    "relation stated twice",
    "correspondence stated twice",
    "correspondence not exact",
    "number taken for a level",
    "occupation without a place",
    "occupation without a level",
    "white space folded",
    "table read",
)
"""Of findings, the most serious first; all that is bad comes before them."""


class MapFinding(NamedTuple):
    """Something that a user of an imported map should know."""

    kind: str
    line: int | None
    """The row of the file."""
    where: str
    """The file."""
    finding: str
    places: int = 1
    """How many it stands for: beyond the first MOST_NAMED of its kind, all others are one finding."""


def map_findings(read: ReadMap) -> Iterator[MapFinding]:
    """The quality report, kind by kind: first what is bad, by kind, then those of KINDS."""
    name = read.mapping.path.name
    for kind, count in read.bad_counts.items():
        named = [MapFinding(kind, b.row, b.file, f"{b.finding}. {b.cure}") for b in read.bad if b.kind == kind]
        yield from named
        if count > len(named):
            yield _others(kind, name, count - len(named))
    for kind, found in _well(read):
        yield from islice(found, MOST_NAMED)
        if more := sum(1 for _ in found):
            yield _others(kind, name, more)


def _others(kind: str, name: str, count: int) -> MapFinding:
    return MapFinding(kind, None, name, f"and {count:,} more", count)


def _well(read: ReadMap) -> Iterator[tuple[str, Iterator[MapFinding]]]:
    """What is not bad, by KINDS."""
    records, occupations = read.records, read.records.occupations

    def at(source: Source, kind: str, finding: str) -> MapFinding:
        return MapFinding(kind, source.row, source.file, finding)

    if read.mapping.licence.casefold() == _UNKNOWN:
        kind = "licence unknown"
        yield kind, iter((MapFinding(kind, None, read.mapping.path.name, "nobody may pass this map on"),))
    again = "relation stated twice"
    yield again, (at(source, again, " → ".join(map(occupations.named, ends))) for source, *ends in records.twice)
    for kind in KINDS[2:5]:
        yield kind, (at(aside.source, kind, aside.finding) for aside in records.aside if aside.kind == kind)
    nowhere, no_level, folded, table = KINDS[5:]
    yield (
        nowhere,
        (
            at(o.sources[0], nowhere, o.title)
            for o in occupations
            if not any(any(listing.place[:3]) for listing in o.listings)
        ),
    )
    yield no_level, (at(o.sources[0], no_level, o.title) for o in occupations if o.level is None)
    yield folded, (at(source, folded, column) for source, column in records.folded)
    yield table, (MapFinding(table, None, name, f"SHA-256 {digest}") for name, digest in records.files)


def map_notes(read: ReadMap) -> tuple[str, ...]:
    """What whoever builds or loads a map must know, in lines of text."""
    left_out = [f"left out: {count:,} {kind}" for kind, count in read.bad_counts.items()]
    if read.mapping.licence.casefold() == _UNKNOWN:
        return (*left_out, "Its licence is unknown: nobody may pass this map on.")
    return tuple(left_out)
