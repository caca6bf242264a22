"""What paths go over: the progressions and crossings that lead on from an occupation, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from .carried_levels import Band

if TYPE_CHECKING:
    from .rows.reach import LinkAhead

PROGRESSION, CROSSING = "PROGRESSES_TO", "SHARED_ACROSS_ROUTES"

MOST_RELATIONSHIPS = 12
"""Of a shortest path, and within reach: the `*..12` of shortest-path.cypher and reach.cypher, where every path has a
bound (docs/stores.md); a path goes over what is within reach."""


def band_of(low: int | None, high: int | None) -> Band:
    """The two as a band."""
    return None if low is None or high is None else (low, high)


class Onward(NamedTuple):
    """A relationship, as paths are measured by it."""

    id: str
    """The occupation that it leads to."""
    crossing: bool
    """Whether it is the same occupation in another route; then what follows is empty."""
    basis: str | None
    cost: int
    move: str | None
    skips: bool
    related: int
    """Its relatedness in ten-thousandths."""
    inferred: bool = False
    """Whether it is a progression that no table states, in a map whose tables may state some."""


class Network(NamedTuple):
    """All that an occupation can lead to. Of a crossing and a progression between the same two, it has the crossing."""

    onward: Mapping[str, Mapping[str, Onward]]
    """By the id of an occupation, by the id of what follows."""
    bands: Mapping[str, Band]
    """The lowest and the highest level that each can have."""


def network_of(links: Iterable[LinkAhead]) -> Network:
    """The network of the rows of links-ahead.cypher, in whatever order."""
    onward: dict[str, dict[str, Onward]] = {}
    bands: dict[str, Band] = {}
    for here, low, high, there, there_low, there_high, kind, basis, cost, move, skips, relatedness in links:
        bands[here], bands[there] = band_of(low, high), band_of(there_low, there_high)
        found = onward.setdefault(here, {})
        if kind == CROSSING:
            found[there] = Onward(there, True, None, 0, None, False, 0)
        elif there not in found:
            related = round((relatedness or 0.0) * 10_000)
            inferred = basis != "stated" and ":" in there  # only the ids of an imported map have one
            found[there] = Onward(there, False, basis, cost or 0, move, bool(skips), related, inferred)
    return Network(onward, bands)
