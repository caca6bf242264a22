"""What a user should know about an imported map and its tables: what is bad, what is missing, what was folded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from career_pathways.loader.words.titles import named as titled

from .read_map import ReadMap

_UNKNOWN = "unknown"

KINDS = (
    "licence unknown",
    "relation stated twice",
    "correspondence stated twice",
    "correspondence not exact",
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


def map_findings(read: ReadMap) -> Iterator[MapFinding]:
    """The quality report, kind by kind: first what is bad, by kind, then those of KINDS."""
    for kind, count in read.bad_counts.items():
        named = [bad for bad in read.bad if bad.kind == kind]
        for bad in named:
            yield MapFinding(kind, bad.row, bad.file, f"{bad.finding}. {bad.cure}")
        if count > len(named):
            yield MapFinding(kind, None, read.mapping.path.name, f"and {count - len(named):,} more places")
    records, occupations = read.records, read.records.occupations
    if read.mapping.licence.casefold() == _UNKNOWN:
        yield MapFinding("licence unknown", None, read.mapping.path.name, "nobody may pass this map on")
    for source, *ends in records.twice:
        finding = " → ".join(titled(occupations[end].title, occupations[end].level) for end in ends)
        yield MapFinding("relation stated twice", source.row, source.file, finding)
    for aside in sorted(records.aside, key=lambda aside: KINDS.index(aside.kind)):
        yield MapFinding(aside.kind, aside.source.row, aside.source.file, aside.finding)
    for o in occupations:
        if not any(any(listing.place[:3]) for listing in o.listings):
            yield MapFinding("occupation without a place", o.sources[0].row, o.sources[0].file, o.title)
    for o in occupations:
        if o.level is None:
            yield MapFinding("occupation without a level", o.sources[0].row, o.sources[0].file, o.title)
    for source, column in records.folded:
        yield MapFinding("white space folded", source.row, source.file, column)
    for name, digest in records.files:
        yield MapFinding("table read", None, name, f"SHA-256 {digest}")


def map_notes(read: ReadMap) -> tuple[str, ...]:
    """What whoever builds or loads a map must know, in lines of text."""
    left_out = [f"left out: {count:,} {kind}" for kind, count in read.bad_counts.items()]
    if read.mapping.licence.casefold() == _UNKNOWN:
        return (*left_out, "Its licence is unknown: nobody may pass this map on.")
    return tuple(left_out)
