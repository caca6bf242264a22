"""Many breadth-first searches at once: 64 origins a bit each, over relationships in arrays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .whole_map import Links, Numbers, distinct

BITS = 64
"""Origins that one search has: the bits of a word."""

_WORDS = 1 << 24
"""That are kept at a time, a word for each occupation and search: 128 MB. Small maps need less."""

_EXPANDED = 1 << 22
"""Relationships that are gone over at a time."""

_UNPACKED = 1 << 20
"""Masks whose bits are counted at a time, 64 bytes each."""

Masks = NDArray[np.uint64]


class Layer(NamedTuple):
    """What some searches came to for the first time, by one relationship more than the layer before."""

    away: int
    """How many relationships; 0 for where they begin."""
    search: Numbers
    """The number of a search, rising."""
    node: Numbers
    """Where it came to, rising within a search."""
    mask: Masks
    """Which of its origins came there."""


class Closure(NamedTuple):
    """Where some searches came to, each place once, and those that made it."""

    search: Numbers
    node: Numbers
    mask: Masks
    """Which of its origins came there, or began there."""
    by: Search


class Search:
    """Searches over the same relationships, one group of them after another."""

    def __init__(self, links: Links) -> None:
        """`links`: what they go over."""
        self._links = links
        self._size = max(links.size, 1)
        self.at_once = max(1, min(_WORDS // self._size, 4096))
        """How many searches a group can have."""
        self._seen = np.zeros(self.at_once * self._size, np.uint64)

    def layers(self, search: Numbers, node: Numbers, mask: Masks, most: int | None = None) -> Iterator[Layer]:
        """The layers of a group of searches, from where they begin; `most`: how far they go, None without end.

        In: for each beginning the search, from 0 to `at_once`, the node, and the mask of the origins that begin there.
        Where they begin counts as come to. After the last layer all is forgotten.
        """
        touched = list[Numbers]()
        yield from self._layers(search, node, mask, most, touched)
        self._forget(touched)

    @contextmanager
    def closure(self, search: Numbers, node: Numbers, mask: Masks) -> Iterator[Closure]:
        """All that a group of searches comes to, however far; in as `layers`."""
        touched = list[Numbers]()
        layers = [(layer.search * self._size + layer.node) for layer in self._layers(search, node, mask, None, touched)]
        keys = distinct(np.concatenate(layers)) if layers else search
        yield Closure(keys // self._size, keys % self._size, self._seen[keys], self)
        self._forget(touched)

    def seen(self, search: Numbers, node: Numbers) -> Masks:
        """Which origins of the searches of a closure came to some nodes."""
        return np.asarray(self._seen[search * self._size + node])

    def _forget(self, touched: list[Numbers]) -> None:
        for keys in touched:
            self._seen[keys] = 0

    def _layers(
        self, search: Numbers, node: Numbers, mask: Masks, most: int | None, touched: list[Numbers]
    ) -> Iterator[Layer]:
        key, mask = _joined(search * self._size + node, mask)
        self._seen[key] |= mask
        touched.append(key)
        away = 0
        while len(key):
            yield Layer(away, key // self._size, key % self._size, mask)
            if away == most:
                break
            away += 1
            pieces = [self._beyond(*piece) for piece in _pieces(key, mask, self._links, self._size)]
            key, mask = _joined(*map(np.concatenate, zip(*pieces, strict=True))) if len(pieces) > 1 else pieces[0]
            mask = mask & ~self._seen[key]
            key, mask = key[mask != 0], mask[mask != 0]
            self._seen[key] |= mask
            touched.append(key)

    def _beyond(self, key: Numbers, mask: Masks) -> tuple[Numbers, Masks]:
        """What is one relationship from there."""
        node = key % self._size
        place, which = self._links.following(node)
        beyond, masks = (key - node)[which] + self._links.end[place], mask[which]
        new = (masks & ~self._seen[beyond]) != 0
        return _joined(beyond[new], masks[new])


def _pieces(key: Numbers, mask: Masks, links: Links, size: int) -> Iterator[tuple[Numbers, Masks]]:
    """The same in pieces from which not too many relationships lead."""
    node = key % size
    number = np.cumsum(links.start[node + 1] - links.start[node])
    if number[-1] <= _EXPANDED:
        yield key, mask
        return
    cuts = np.searchsorted(number, np.arange(_EXPANDED, number[-1], _EXPANDED)) + 1
    yield from zip(np.split(key, cuts), np.split(mask, cuts), strict=True)


def _joined(key: Numbers, mask: Masks) -> tuple[Numbers, Masks]:
    """Each key once, rising, with all that any of its masks has."""
    if not len(key):
        return key, mask
    order = np.argsort(key)
    key = key[order]
    first = np.flatnonzero(np.concatenate(([True], np.diff(key) > 0)))
    return key[first], np.bitwise_or.reduceat(mask[order], first)


def bits_of(mask: Masks) -> NDArray[np.uint8]:
    """Each mask as a row of 64 times 0 or 1."""
    return np.unpackbits(mask.astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")


def bit(number: Numbers) -> Masks:
    """The mask of one origin, by its number among the 64."""
    return np.left_shift(np.uint64(1), number.astype(np.uint64))


def counted(search: Numbers, group: Numbers, mask: Masks, groups: int) -> tuple[Numbers, Numbers, Numbers]:
    """How many masks of a group have each origin: the origins (search * BITS + bit), the groups, the numbers above 0.

    In: for each mask its search and its group, from 0 to `groups`.
    """
    if not len(mask):
        return (np.zeros(0, np.int64),) * 3
    key = search * groups + group
    order = np.argsort(key, kind="stable")
    key, mask = key[order], mask[order]
    first = np.flatnonzero(np.concatenate(([True], np.diff(key) > 0)))
    found = []
    for begin, end in pairwise(np.searchsorted(first, range(0, len(key) + _UNPACKED, _UNPACKED))):
        if begin < end:
            rows = slice(first[begin], first[end] if end < len(first) else len(key))
            numbers = np.add.reduceat(bits_of(mask[rows]), first[begin:end] - first[begin], axis=0, dtype=np.int64)
            row, place = np.nonzero(numbers)
            of = key[first[begin:end][row]]
            found.append((of // groups * BITS + place, of % groups, numbers[row, place]))
    origins, of_groups, counts = map(np.concatenate, zip(*found, strict=True))
    return origins, of_groups, counts
