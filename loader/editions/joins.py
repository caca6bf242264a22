"""What joins an edition with the others of its store.

1. BECAME leads from an occupation to what it became (changes.py), where one edition says that it follows the other.
   What words alone propose, and what cannot be told, joins nothing.
2. CORRESPONDS_TO leads from an occupation to the same in another framework, where a table of its map says so.

Both are found anew whenever one of the two editions comes, and go with either of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any, NamedTuple

from career_pathways.loader.maps.records import Correspondence

from .changes import changes
from .curated import NO_LINK, applied
from .evidence import WORDS
from .former_titles import former_titles
from .listed import Listed

BECAME = "BECAME"
CORRESPONDS_TO = "CORRESPONDS_TO"

EXACT = "exact"
"""The one kind of correspondence that joins."""


class Join(NamedTuple):
    """What joins an occupation of one edition with one of another."""

    type: str
    """One of those that `LINKS` of schema.py declares."""
    origin: str
    destination: str
    properties: Mapping[str, Any]


class Lists(NamedTuple):
    """What an edition lists, as far as joins depend on it."""

    name: str
    follows: str | None
    """The name of the edition that it follows, as its mapping file says."""
    occupations: tuple[Listed, ...]


def joins_of(
    edition: Lists, others: Sequence[Lists], correspondences: Iterable[Correspondence], held: Iterable[Join]
) -> tuple[Join, ...]:
    """All that joins an edition with the others.

    In: the edition, the others of its store, what its own tables state to correspond, and what joins the store's
    editions so far, of which what others' tables state stays where its ends do.
    """
    pairs = [(one, other) for other in others for one, other in ((edition, other), (other, edition))]
    found = [join for older, newer in pairs if newer.follows == older.name for join in became(older, newer)]  # Rule 1
    found += _corresponding(correspondences, others)  # Rule 2
    own, there = ({o.id for o in edition.occupations}, {o.id for other in others for o in other.occupations})
    found += [j for j in held if j.type == CORRESPONDS_TO and j.origin in there and j.destination in own]
    return tuple(found)


def joins_among(editions: Sequence[tuple[Lists, Sequence[Correspondence]]]) -> tuple[Join, ...]:
    """All that joins some editions with each other. In: each, with what its own tables state to correspond."""
    lists = [one for one, _ in editions]
    pairs = [(older, newer) for older, newer in permutations(lists, 2) if newer.follows == older.name]
    found = [join for older, newer in pairs for join in became(older, newer)]  # Rule 1
    for own, stated in editions:
        found += _corresponding(stated, [other for other in lists if other is not own])  # Rule 2
    return tuple(found)


def became(older: Lists, newer: Lists) -> Iterator[Join]:
    """What the occupations of one edition became in the next, as far as that is certain (rule 1)."""
    was, now = older.occupations, newer.occupations
    curated = applied(older.name, newer.follows, was, now).curated
    for change in changes(was, now, former_titles(), curated):
        if change.origin is None or change.evidence == WORDS or change.change in NO_LINK:
            continue
        for end in change.became:
            levels = (change.origin.level, end.level)
            yield Join(
                BECAME,
                change.origin.id,
                end.id,
                {
                    "change": change.change,
                    "evidence": change.evidence,
                    "reason": change.reason,
                    "level_change": None if None in levels else levels[1] - levels[0],  # type: ignore[operator]
                },
            )


def _corresponding(stated: Iterable[Correspondence], others: Sequence[Lists]) -> Iterator[Join]:
    ids = {(other.name, o.code): o.id for other in others for o in other.occupations if o.code is not None}
    for one in stated:
        if end := ids.get((one.edition, one.code)):
            place = {"match": EXACT, "file": one.file, "line": one.row}
            yield Join(CORRESPONDS_TO, one.origin, end, place)
