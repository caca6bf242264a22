"""The figures of gaps.py of a whole map: who reaches which route, and level 2 with the professional column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from career_pathways.loader.catalogue import Column

from .reach import Say, silent
from .spreading import BITS, Closure, Masks, Search, bit, counted
from .whole_map import Links, Marks, Numbers, WholeMap, distinct, joined

PROFESSIONAL = list(Column).index(Column.PROFESSIONAL)


class Cells(NamedTuple):
    """The cells of the matrix in which anybody reaches anything, by origin and destination; all others are 0."""

    origin: Numbers
    destination: Numbers
    reaching: Numbers
    going_on: Numbers


class LevelTwo(NamedTuple):
    """For each route, what `gaps.LevelTwo` lists, in numbers."""

    professional: Numbers
    own: Numbers
    own_reaching: Numbers
    of: int
    reaching: Numbers


class Figures(NamedTuple):
    """Both of them."""

    matrix: Cells
    level_two: LevelTwo


def figures(whole: WholeMap, say: Say = silent) -> Figures:
    """Rules 11 to 13 of gaps.py, in its numbers."""
    ahead, routes = _RoutesAhead(whole), len(whole.routes["id"])
    level_two, professional = whole.level == 2, whole.column == PROFESSIONAL

    def told(part: int) -> Say:
        return lambda done, of: say(part * of + done, 3 * of)

    everybody = np.ones(whole.size, np.bool_)
    reaching = list(ahead.numbers(everybody, everybody, say=told(0)))
    going_on = list(ahead.numbers(whole.steps.number > 0, everybody, with_itself=True, say=told(1)))
    own, of_all = np.zeros(routes, np.int64), np.zeros(routes, np.int64)
    for origin, destination, number in ahead.numbers(professional, level_two, say=told(2)):
        at_home = origin == destination
        np.add.at(of_all, destination, number)
        np.add.at(own, destination[at_home], number[at_home])
    top, low = (np.bincount(whole.route[marks], minlength=routes) for marks in (professional, level_two))
    return Figures(_cells(reaching, going_on, routes), LevelTwo(top, low, own, int(level_two.sum()), of_all))


Numbered = tuple[Numbers, Numbers, Numbers]
"""Origins, destinations, numbers."""


def _cells(reaching: list[Numbered], going_on: list[Numbered], routes: int) -> Cells:
    tables = [tuple(map(np.concatenate, zip(*found, strict=True))) for found in (reaching, going_on)]
    keys = [origin * routes + destination for origin, destination, _ in tables]
    cells = distinct(np.concatenate(keys))
    columns = [np.zeros(len(cells), np.int64) for _ in tables]
    for column, key, (_, _, number) in zip(columns, keys, tables, strict=True):
        column[np.searchsorted(cells, key)] = number
    return Cells(cells // max(routes, 1), cells % max(routes, 1), *columns)


class _RoutesAhead:
    """From which occupations one comes to which routes.

    Occupations that lead to each other reach the same, so they are one node of the network that is searched, backwards
    from all of a route at once: 64 routes are one search.
    """

    def __init__(self, whole: WholeMap) -> None:
        self._whole = whole
        steps = whole.steps.origins, whole.steps.end
        links = Links.of(joined(steps, whole.crossings.both_ways), whole.size)
        network = csr_array((np.ones(len(links.end), np.int8), links.end, links.start), shape=(whole.size,) * 2)
        parts, of = connected_components(network, connection="strong")
        self._part: Numbers = of.astype(np.int64)
        origins, ends = self._part[links.origins], self._part[links.end]
        self._onward = Links.of((origins[origins != ends], ends[origins != ends]), parts)
        members = np.argsort(self._part, kind="stable")
        self._members = Links(np.searchsorted(self._part[members], np.arange(parts + 1)), members.astype(np.int32))
        self._search = Search(self._onward.reversed())

    def numbers(
        self, marked: Marks, origins: Marks, *, with_itself: bool = False, say: Say = silent
    ) -> Iterator[Numbered]:
        """How many of the origins in each route reach a marked occupation in each other one, and in their own.

        `with_itself`: whether an occupation that is marked reaches itself.
        """
        routes = len(self._whole.routes["id"])
        starts = np.flatnonzero(marked)
        starts = starts[np.argsort(self._whole.route[starts], kind="stable")]
        alone = self._alone(marked)
        step = self._search.at_once * BITS
        for base in range(0, max(routes, 1), step):
            here = starts[slice(*np.searchsorted(self._whole.route[starts], (base, base + step)))]
            number = self._whole.route[here].astype(np.int64) - base
            with self._search.closure(number // BITS, self._part[here], bit(number % BITS)) as closure:
                search, occupation, mask = self._of_occupations(closure)
                if not with_itself:
                    self._without_itself(search, occupation, mask, alone, base)
            kept = origins[occupation]
            route = self._whole.route[occupation[kept]].astype(np.int64)
            destination, origin, count = counted(search[kept], route, mask[kept], max(routes, 1))
            yield origin, destination + base, count
            say(min(base + step, routes), routes)

    def _of_occupations(self, closure: Closure) -> tuple[Numbers, Numbers, Masks]:
        """The searches that come to each occupation: those that come to its part."""
        place, which = self._members.following(closure.node)
        return closure.search[which], self._members.end[place].astype(np.int64), closure.mask[which]

    def _alone(self, marked: Marks) -> Marks:
        """The marked occupations that are the only ones of their route in their part."""
        places = self._part[marked] * max(len(self._whole.routes["id"]), 1) + self._whole.route[marked]
        _, index, counts = np.unique(places, return_inverse=True, return_counts=True)
        alone = np.zeros(self._whole.size, np.bool_)
        alone[np.flatnonzero(marked)] = counts[index] == 1
        return alone

    def _without_itself(self, search: Numbers, occupation: Numbers, mask: Masks, alone: Marks, base: int) -> None:
        """Rule 11: takes its own route from an occupation that comes to no other one there.

        It is alone in its part, and nothing beyond its part leads there.
        """
        own = self._whole.route[occupation].astype(np.int64) - base
        mine = np.flatnonzero((own // BITS == search) & alone[occupation])
        itself = bit(own[mine] % BITS)
        place, which = self._onward.following(self._part[occupation[mine]])
        beyond = self._search.seen(search[mine][which], self._onward.end[place].astype(np.int64))
        only = np.ones(len(mine), np.bool_)
        only[which[(beyond & itself[which]) != 0]] = False
        mask[mine[only]] &= ~itself[only]
