"""What tables state to be the same in the map of another framework."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from career_pathways.loader.toml import shown

from .ends import End, Ends
from .records import Aside, Source, StatedCorrespondence


class NamedCorrespondence(NamedTuple):
    """A correspondence while the occupation of this map is a name."""

    edition: str
    origin: End
    code: str
    match: str | None
    """What the table calls it; None where it has no column for that."""
    source: Source


def corresponding(
    stated: Iterable[NamedCorrespondence], ends: Ends
) -> tuple[tuple[StatedCorrespondence, ...], tuple[Aside, ...]]:
    """The correspondences to other editions, and what is left aside: rows that are not exact, or stated before.

    1. The occupation of this map is named as the end of a relation is; the other by its code, which nobody looks up
       here: its edition need not be at hand.
    2. A match is exact where it is called so in any of the ways of SKOS: "exact", "Exact match", "exactMatch",
       "skos:exactMatch", its address. Where a table has no column for it, all are.
    """
    found: dict[tuple[int, str, str], StatedCorrespondence] = {}
    aside = []
    for one in stated:
        if one.match is not None and not _is_exact(one.match):  # Rule 2
            finding = f"{shown(one.origin.text)} and {shown(one.code)} of {one.edition}: {shown(one.match)}"
            aside.append(Aside("correspondence not exact", one.source, finding))
        elif (start := ends.place(one.origin, one.source)) is not None:
            new = StatedCorrespondence(start, one.edition, one.code, one.source)
            if found.setdefault(new[:3], new) is not new:
                finding = f"{shown(one.origin.text)} and {shown(one.code)} of {one.edition}"
                aside.append(Aside("correspondence stated twice", one.source, finding))
    return tuple(found.values()), tuple(aside)


def _is_exact(match: str) -> bool:
    """Rule 2.

    >>> [_is_exact(text) for text in ("skos:exactMatch", "EXACT_MATCH", "close", "not exact", "")]
    [True, True, False, False, False]
    """
    name = re.sub(r"[\s_-]", "", re.split(r"[:#/]", match)[-1]).casefold()
    return name.removesuffix("match") == "exact"
