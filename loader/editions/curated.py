"""Curated changes: what became of single occupations, as somebody read it, each with its reason.

A file of them is tab-separated, with a heading:

    from      the id of an occupation of the older edition
    to        codes or ids of the newer edition, with spaces between; none where it is withdrawn or cannot be told
    change    same, renamed, re-levelled, moved, split, merged, withdrawn or cannot tell
    reason    why a reader of both editions says so

They count before all evidence, and a name in them that an edition has not is an error.
"""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple

from career_pathways.loader.errors import LookupsError

PACKAGED = "became-2017-2026.tsv"
"""Of the document's map and the list of July 2026."""

_HEADING = ["from", "to", "change", "reason"]

NO_LINK = ("withdrawn", "cannot tell")
MERGED = "merged"

_CHANGES = (*NO_LINK, MERGED, "same", "renamed", "re-levelled", "moved", "split")


class CuratedChange(NamedTuple):
    """What became of one occupation."""

    origin: str
    became: tuple[str, ...]
    change: str
    reason: str


def packaged_changes() -> tuple[CuratedChange, ...]:
    """Those between the document's map and the list of July 2026, which ship with the package."""
    return parse_changes((files("career_pathways.loader.editions") / PACKAGED).read_text("utf-8"), PACKAGED)


def parse_changes(text: str, name: str) -> tuple[CuratedChange, ...]:
    """The curated changes in the text of a file. Raises LookupsError, with the line."""
    rows = [line.split("\t") for line in text.splitlines()]
    if rows[:1] != [_HEADING]:
        raise LookupsError(f"{name}: the heading is not {' '.join(_HEADING)}.", "Separate the columns by tabs.")
    found: dict[str, CuratedChange] = {}
    for line, row in enumerate(rows[1:], start=2):
        if len(row) != len(_HEADING) or not row[0] or not row[3]:
            raise LookupsError(f"{name}: line {line} has no origin, change and reason.", "Fill in its four columns.")
        origin, became, change, reason = row
        if origin in found:
            raise LookupsError(f"{name}: line {line} names {origin!r} a second time.", "Leave one of the two.")
        if change not in _CHANGES:
            raise LookupsError(f"{name}: line {line}: {change!r} is no change.", f"Say {', '.join(_CHANGES)}.")
        if bool(became) == (change in NO_LINK):
            raise LookupsError(f"{name}: line {line} says {change!r} of {became!r}.", "Correct one of the two.")
        found[origin] = CuratedChange(origin, tuple(became.split()), change, reason)
    return tuple(found.values())
