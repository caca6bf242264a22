"""Reach of all occupations at once: how many each leads to, how far away, and the nearest of a set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from career_pathways.queries.network import MOST_RELATIONSHIPS

from .spreading import BITS, Layer, Search, bit, bits_of
from .whole_map import UNSTATED, Levels, Links, Marks, Numbers, WholeMap

Say = Callable[[int, int], None]
"""Is told how many occupations of how many are done."""


def silent(_done: int, _of: int) -> None:
    """Tells nobody."""


class Distances(NamedTuple):
    """How far away some occupations are from others, as three arrays; by origin, distance, destination."""

    origin: Numbers
    destination: Numbers
    relationships: Numbers


class AllReach(NamedTuple):
    """For each occupation, how many others it leads to; an occupation is never counted for itself."""

    at: NDArray[np.int32]
    """By occupation and number of relationships, from 0 on, which has none, up to MOST_RELATIONSHIPS."""

    @property
    def reached(self) -> Numbers:
        """How many in all."""
        return np.asarray(self.at.sum(axis=1, dtype=np.int64))

    @property
    def farthest(self) -> Numbers:
        """How many relationships the farthest of them is away; 0 where there is none."""
        return np.asarray(np.where(self.at > 0, np.arange(self.at.shape[1]), 0).max(axis=1, initial=0))


def reach_of_all(
    whole: WholeMap, origins: Marks | None = None, *, backwards: bool = False, say: Say = silent
) -> AllReach:
    """How many occupations each of these leads to, within MOST_RELATIONSHIPS; `backwards`: how many lead to it.

    None: each of all. Of the others nothing is looked for.
    """
    at = np.zeros((whole.size, MOST_RELATIONSHIPS + 1), np.int32)
    for members, layers in _searched(whole, origins, backwards, say):
        for layer in layers:
            if layer.away:
                first = np.flatnonzero(np.concatenate(([True], np.diff(layer.search) > 0)))
                counts = np.add.reduceat(bits_of(layer.mask), first, axis=0, dtype=np.int32)
                number = layer.search[first, None] * BITS + np.arange(BITS)
                there = number < len(members)
                at[members[number[there]], layer.away] = counts[there]
    return AllReach(at)


def distances_of_all(
    whole: WholeMap, origins: Marks | None = None, *, backwards: bool = False, say: Say = silent
) -> Iterator[Distances]:
    """How far all are away that these origins lead to, within MOST_RELATIONSHIPS; None: all origins.

    Piece by piece; a piece has all of each of its origins. `backwards`: that lead to them.
    """
    for members, layers in _searched(whole, origins, backwards, say):
        parts = [_pairs(layer, members) for layer in layers if layer.away]
        if parts:
            origin, destination, away = map(np.concatenate, zip(*parts, strict=True))
            order = np.lexsort((destination, away, origin))
            yield Distances(origin[order], destination[order], away[order])


class SetReached(NamedTuple):
    """The occupations that lead to another of a set: how many they lead to, and the nearest."""

    occupation: Numbers
    others: Numbers
    nearest: Numbers
    relationships: Numbers


def sets_reached(
    whole: WholeMap, origins: Marks, destinations: Marks, *, backwards: bool = False, say: Say = silent
) -> SetReached:
    """The same as `in_memory.sets_reached`, in its order, of as many occupations as there are."""
    rows, others = (destinations, origins) if backwards else (origins, destinations)
    rank = ranks(whole)
    found = []
    for pairs in distances_of_all(whole, rows, backwards=backwards, say=say):
        kept = others[pairs.destination]
        origin, destination, away = (part[kept] for part in pairs)
        if len(origin):
            first = np.flatnonzero(np.concatenate(([True], np.diff(origin) > 0)))
            best = np.minimum.reduceat(away * whole.size + rank[destination], first)
            found.append((origin[first], np.diff(np.append(first, len(origin))), best))
    if not found:
        return SetReached(*(np.zeros(0, np.int64) for _ in SetReached._fields))
    occupation, number, best = map(np.concatenate, zip(*found, strict=True))
    nearest, away = np.argsort(rank)[best % whole.size], best // whole.size
    order = np.lexsort((rank[occupation], away, *_by_level(whole.level[occupation])))
    return SetReached(*(part[order] for part in (occupation, number, nearest, away)))


def ranks(whole: WholeMap) -> Numbers:
    """The place of each occupation by level, where it is not stated last, then title, then id."""
    title = pc.rank(whole.titles, tiebreaker="dense").to_numpy()
    rank = np.empty(whole.size, np.int64)
    rank[np.lexsort((np.arange(whole.size), title, *_by_level(whole.level)))] = np.arange(whole.size)
    return rank


def _by_level(level: Levels) -> tuple[Levels, Marks]:
    return level, level == UNSTATED


def _pairs(layer: Layer, members: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    row, place = np.nonzero(bits_of(layer.mask))
    origins = members[layer.search[row] * BITS + place]
    return origins, layer.node[row], np.full(len(row), layer.away)


def _searched(
    whole: WholeMap, origins: Marks | None, backwards: bool, say: Say
) -> Iterator[tuple[Numbers, Iterator[Layer]]]:
    """Groups of origins, each with the layers of its searches: an origin is search * BITS + bit of its group.

    Those of one route are searched for together, since they come to the same occupations.
    """
    links: Links = whole.onward.reversed() if backwards else whole.onward
    search, members = Search(links), np.lexsort((np.arange(whole.size), whole.route))
    members = members if origins is None else members[origins[members]]
    step = search.at_once * BITS
    for begin in range(0, len(members), step):
        group = members[begin : begin + step]
        number = np.arange(len(group))
        yield group, search.layers(number // BITS, group, bit(number % BITS), MOST_RELATIONSHIPS)
        say(min(begin + step, len(members)), len(members))
