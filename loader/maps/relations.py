"""Relations between occupations, in columns of numbers: 14 bytes each, and each pair once."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from career_pathways.loader.toml import shown

from .bad import Bad, Report
from .mapping import PROGRESSION, RELATION_KINDS, SAME
from .records import Source
from .stated import NO_LEVEL, Stated
from .texts import Texts

NO_RANK = -(2**31)
NO_NOTE = -1

Numbers: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Relations:
    """Relations of one kind, a column for what there is of each."""

    origins: Numbers
    destinations: Numbers
    rows: Numbers
    parts: Numbers
    """Where in `files` the file stands; they rise in the order in which tables are read."""
    files: Sequence[str]
    ranks: Numbers | None
    """NO_RANK where there is none."""
    notes: Numbers | None
    """The numbers of texts, NO_NOTE where there is none."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.origins)

    def at(self, places: Numbers) -> Relations:
        """Those at these places, in this order."""
        return Relations(
            self.origins[places],
            self.destinations[places],
            self.rows[places],
            self.parts[places],
            self.files,
            None if self.ranks is None else self.ranks[places],
            None if self.notes is None else self.notes[places],
        )

    def arrange(self, order: Numbers) -> None:
        """Put them into another order, column by column, so that no second copy of all lies in memory."""
        for column in (self.origins, self.destinations, self.rows, self.parts, self.ranks, self.notes):
            if column is not None:
                column[:] = column[order]

    def and_of(self, others: Relations) -> Relations:
        """These and then the others, without what only RELATED_TO has."""
        return Relations(
            np.concatenate((self.origins, others.origins)),
            np.concatenate((self.destinations, others.destinations)),
            np.concatenate((self.rows, others.rows)),
            np.concatenate((self.parts, others.parts)),
            self.files,
            None,
            None,
        )

    def turned(self) -> Relations:
        """The same from their destinations to their origins."""
        return replace(self, origins=self.destinations, destinations=self.origins)

    def source(self, place: int) -> Source:
        """Where a table states the one at a place."""
        return Source(self.files[self.parts[place]], int(self.rows[place]))


class Twice(Collection[tuple[Source, int, int]]):
    """Relations that were stated before, in the order in which they were read."""

    def __init__(self, relations: Sequence[Relations]) -> None:
        """In: those of each kind."""
        self._relations = relations

    def __len__(self) -> int:
        """How many there are."""
        return sum(map(len, self._relations))

    def __contains__(self, relation: object) -> bool:
        """Whether that is one of them."""
        return any(relation == one for one in self)

    def __iter__(self) -> Iterator[tuple[Source, int, int]]:
        """Each with its row and its ends."""
        if not self:
            return
        parts = np.concatenate([of.parts for of in self._relations])
        kinds = np.repeat(np.arange(len(self._relations)), [len(of) for of in self._relations])
        places = np.concatenate([np.arange(len(of)) for of in self._relations])
        for i in np.argsort(parts, kind="stable"):
            of, place = self._relations[kinds[i]], places[i]
            yield of.source(place), int(of.origins[place]), int(of.destinations[place])


class StatedRelations:
    """Relations while they are read."""

    def __init__(self, occupations: Stated, texts: Texts, report: Report) -> None:
        """`report`: is told of what is none."""
        self._occupations, self._texts, self._report = occupations, texts, report
        self._files: list[str] = []
        self._parts: dict[tuple[int, str], int] = {}
        self._kinds = {kind: _Columns() for kind in RELATION_KINDS}

    def part(self, table: int, file: str) -> int:
        """A number for a file of a table."""
        if (table, file) not in self._parts:
            self._parts[table, file] = len(self._files)
            self._files.append(file)
        return self._parts[table, file]

    def columns(self, kind: str) -> _Columns:
        """Those of a kind, for whoever adds to them what is sure to be good."""
        return self._kinds[kind]

    def add(
        self, kind: str, ends: tuple[int, int], table: int, source: Source, rank: int | None, note: str | None
    ) -> None:
        """Take in a relation between two occupations, or report what is wrong with it.

        Nothing leads to itself. A progression does not fall. What is the same is of two routes and of one level.
        """
        if wrong := self._wrong(kind, *ends):
            self._report(Bad(wrong[0], source.file, source.row, *wrong[1:]))
            return
        columns = self._kinds[kind]
        columns.origins.append(ends[0])
        columns.destinations.append(ends[1])
        columns.rows.append(source.row)
        columns.parts.append(self.part(table, source.file))
        if rank is not None:
            columns.set(columns.ranks, NO_RANK, rank)
        if note is not None:
            columns.set(columns.notes, NO_NOTE, self._texts.add(note))

    def _wrong(self, kind: str, start: int, end: int) -> tuple[str, str, str] | None:
        """What is wrong with a relation, its kind first and the cure last."""
        if start == end:
            return "leads to itself", f"{shown(self._occupations.titles[start])} leads to itself", "Name another."
        levels = [None if (level := self._occupations.levels[i]) == NO_LEVEL else level for i in (start, end)]
        stated = None not in levels
        if kind == PROGRESSION and stated and (levels[1] or 0) < (levels[0] or 0):
            cure = "A progression keeps the level or rises; what is only related is of the kind related."
            return (
                "progression that falls",
                f"{self._occupations.named(start)} leads down to {self._occupations.named(end)}",
                cure,
            )
        if kind == SAME:
            cure = "The same occupation stands in two routes, at one level."
            routes = [self._occupations.listings(i)[0].place.route for i in (start, end)]
            if stated and levels[0] != levels[1]:
                return (
                    "not the same",
                    f"{self._occupations.named(start)} and {self._occupations.named(end)} are of two levels",
                    cure,
                )
            if routes[0] == routes[1]:
                return (
                    "not the same",
                    f"{self._occupations.named(start)} and {self._occupations.named(end)} are of one route",
                    cure,
                )
        return None

    def joined(self) -> tuple[dict[str, Relations], Twice]:
        """The relations of each kind, and those that were stated before: what is the same is so both ways."""
        kept, twice = {}, []
        for kind, columns in self._kinds.items():
            relations = columns.relations(self._files)
            first = _first(relations, both_ways=kind == SAME)
            if first is not None:
                twice.append(relations.at(~first))
                relations = relations.at(first)
            kept[kind] = relations
        return kept, Twice(twice)


class _Columns:
    """The columns of one kind while they grow."""

    def __init__(self) -> None:
        self.origins, self.destinations, self.rows, self.parts = array("I"), array("I"), array("I"), array("H")
        self.ranks, self.notes = array("i"), array("i")

    def set(self, column: array[int], none: int, value: int) -> None:
        """Set what few relations have, for the newest one."""
        column.extend([none] * (len(self.origins) - 1 - len(column)))
        column.append(value)

    def relations(self, files: Sequence[str]) -> Relations:
        """What there is."""
        for column, none in ((self.ranks, NO_RANK), (self.notes, NO_NOTE)):
            if column:
                column.extend([none] * (len(self.origins) - len(column)))
        return Relations(
            _numbers(self.origins),
            _numbers(self.destinations),
            _numbers(self.rows),
            _numbers(self.parts),
            files,
            _numbers(self.ranks) if self.ranks else None,
            _numbers(self.notes) if self.notes else None,
        )


def _numbers(column: array[int]) -> Numbers:
    return np.frombuffer(column, column.typecode)


def pairs(one: Numbers, other: Numbers) -> Numbers:
    """Two columns of ends as one that can be sorted and compared."""
    keys = one.astype(np.int64)
    keys <<= 32
    keys |= other
    return keys


def _first(relations: Relations, *, both_ways: bool) -> Numbers | None:
    """Which relations are the first of their pair; None where all are."""
    one, other = relations.origins, relations.destinations
    if both_ways:
        one, other = np.minimum(one, other), np.maximum(one, other)
    keys = pairs(one, other)
    keys.sort()
    if not (keys[1:] == keys[:-1]).any():
        return None
    keys = pairs(one, other)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.ones(len(relations), bool)
    first[order[1:][keys[1:] == keys[:-1]]] = False
    return first
