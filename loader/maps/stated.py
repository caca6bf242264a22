"""What rows state of occupations, in columns: an entry for each row, and of each occupation the chain of its entries.

A million rows are a few hundred megabytes so; an occupation is made of its entries when somebody looks at it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, NamedTuple

from career_pathways.loader.toml import shown
from career_pathways.loader.words.titles import named

from .bad import Bad, Report
from .groups import Groups
from .records import Listing, Occupation, Place, Source
from .texts import Texts

NO_LEVEL = -32_768
"""In a column of levels: none is stated."""

_NOWHERE = Place(None, None, None, None, None)

_MOST_ONCE = 100_000
"""Values of which the first is kept for all that are equal to it."""

_MOST_RECENT = 10_000
"""Occupations of several rows that are kept as what these state together."""


class Entry(NamedTuple):
    """What one row states of an occupation."""

    title: str | None
    level: int | None
    degree: bool | None
    description: str | None
    status: str | None
    specialisms: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    inside: tuple[str, ...] = ()
    """The codes of groups, or of other occupations, that it stands in."""
    destinations: tuple[str, ...] = ()
    """What it names that the occupation progresses to."""


@dataclass(slots=True)
class Gathered:
    """All that the rows of an occupation state so far."""

    stated: dict[str, tuple[object, int]] = field(default_factory=dict)
    """Each value with the first entry that states it."""
    specialisms: dict[str, None] = field(default_factory=dict)
    places: dict[Place, int] = field(default_factory=dict)
    inside: dict[str, int] = field(default_factory=dict)
    destinations: set[str] = field(default_factory=set)
    tables: dict[int, int] = field(default_factory=dict)
    """The tables that state something of it, each with the first entry that does."""

    def take(self, entry: Entry, number: int, table: int) -> None:
        """Take in an entry; what was stated before stays."""
        for name, value in zip(STATED_ONCE, entry, strict=False):
            if value is not None:
                self.stated.setdefault(name, (value, number))
        self.specialisms.update(dict.fromkeys(entry.specialisms))
        for place in entry.places:
            self.places.setdefault(place, number)
        for code in entry.inside:
            self.inside.setdefault(code, number)
        self.destinations.update(entry.destinations)
        self.tables.setdefault(table, number)


STATED_ONCE = Entry._fields[:5]
"""What no two rows of an occupation state differently."""


class Inside(NamedTuple):
    """Where a row states that an occupation stands in a group, or in another occupation."""

    file: str
    row: int
    entry: int


class Stated:
    """The occupations of a map, by their numbers, as rows speak of them first."""

    def __init__(self, groups: Groups, texts: Texts) -> None:
        """`groups`: those that occupations can stand in; `texts`: where quotes and descriptions are kept."""
        self.groups, self.texts = groups, texts
        self.codes: list[str | None] = []
        self.titles: list[str] = []
        """Of each occupation, as its levels; both are there once `close` has been called."""
        self.levels = array("h")
        self._first, self._last = array("I"), array("I")
        """Of each occupation, the ends of its chain of entries."""
        self._inside: dict[int, dict[str, Inside]] = {}
        self._above: dict[str, dict[str, Inside]] = {}
        self._recent: dict[int, Gathered] = {}
        self._once: dict[Any, Any] = {}
        self._files: list[str] = []
        self._numbers_of_files: dict[str, int] = {}
        self._hanging: set[int] = set()
        """The tables that state only what stands in what."""
        # The columns of the entries:
        self._of, self._following = array("i"), array("i")
        self._file, self._row, self._table = array("I"), array("I"), array("H")
        self._quote, self._description = array("I"), array("i")
        self._level, self._degree = array("h"), array("b")
        self._title: list[str | None] = []
        self._status: list[str | None] = []
        self._specialisms: list[tuple[str, ...]] = []
        self._places: list[tuple[Place, ...]] = []
        self._named: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        """What else it stands in, and what it progresses to, of the entries that state that."""

    def __len__(self) -> int:
        """How many occupations there are."""
        return len(self._first)

    # While rows are read

    def add(self, code: str | None) -> int:
        """A new occupation, to which `append` adds its first entry. Out: its number."""
        self.codes.append(code)
        self._first.append(len(self._of))
        self._last.append(len(self._of))
        return len(self._first) - 1

    def append(self, number: int, entry: Entry, source: Source, table: int, quote: str) -> None:
        """Add what a row states of an occupation; `table`: which of the mapping's tables it is of."""
        new = len(self._of)
        if self._last[number] != new:
            self._following[self._last[number]] = new
            self._last[number] = new
        self._of.append(number)
        self._following.append(-1)
        if source.file not in self._numbers_of_files:
            self._numbers_of_files[source.file] = len(self._files)
            self._files.append(source.file)
        self._file.append(self._numbers_of_files[source.file])
        self._row.append(source.row)
        self._table.append(table)
        self._quote.append(self.texts.add(quote))
        self._description.append(-1 if entry.description is None else self.texts.add(entry.description))
        self._level.append(NO_LEVEL if entry.level is None else entry.level)
        self._degree.append(-1 if entry.degree is None else entry.degree)
        self._title.append(entry.title)
        self._status.append(self.as_before(entry.status))
        self._specialisms.append(self.as_before(entry.specialisms))
        self._places.append(self.as_before(entry.places))
        if entry.inside or entry.destinations:
            self._named[new] = entry.inside, entry.destinations
        if number in self._recent:
            self._recent[number].take(entry, new, table)

    def hang(self, number: int, parent: str, source: Source, table: int, quote: str) -> None:
        """Add that an occupation stands in a group, or in another occupation, by a table that states no more."""
        self._hanging.add(table)
        self.append(number, Entry(None, None, None, None, None, inside=(parent,)), source, table, quote)

    def gathered(self, number: int) -> Gathered:
        """All that the rows of an occupation state so far."""
        found = self._recent.pop(number, None)
        if found is None:
            found = Gathered()
            for i in self._chain(number):
                found.take(self._entry(i), i, self._table[i])
            if len(self._recent) == _MOST_RECENT:
                del self._recent[next(iter(self._recent))]
        self._recent[number] = found
        return found

    def source(self, entry: int) -> Source:
        """Where an entry is stated."""
        return Source(self._files[self._file[entry]], self._row[entry])

    def destinations(self) -> Iterator[tuple[int, int, Source, tuple[str, ...]]]:
        """What rows name that occupations progress to: the occupation, -1 where it has no title, the row and its table.

        In the order in which they were read.
        """
        for entry, (_, names) in self._named.items():
            if names:
                yield self._of[entry], self._table[entry], self.source(entry), names

    def close(self, report: Report) -> Sequence[int]:
        """No row follows: what stands in what is checked, and what has no title is reported and left out.

        Out: by their numbers so far, the numbers that the occupations have now, -1 for those that are left out.
        """
        self._recent.clear()
        self._once.clear()
        self._check_inside(report)
        self.levels = array("h", (self._stated(number, self._level, NO_LEVEL) for number in range(len(self))))
        titles = [self._title[first] for first in self._first]
        for number, title in enumerate(titles):
            if title is None and (title := self._stated(number, self._title, None)) is None:
                source, code = self.source(self._first[number]), self.codes[number]
                cure = "A table of occupations with its title belongs to it."
                report(Bad("code without a title", source.file, source.row, f"code {shown(code)} has no title", cure))
            titles[number] = title
        kept = [number for number, title in enumerate(titles) if title is not None]
        self.titles = [title for title in titles if title is not None]
        return self._keep(kept)

    def _check_inside(self, report: Report) -> None:
        for entry, (inside, _) in self._named.items():
            if inside:
                above = self._inside.setdefault(self._of[entry], {})
                for code in inside:
                    above.setdefault(code, Inside(*self.source(entry), entry))
        if self._inside or self.groups.are_nested:
            none: dict[str, Inside] = {}
            self._above = {
                code: self._inside.get(number, none) for number, code in enumerate(self.codes) if code is not None
            }
            self.groups.check(self._above, report)

    def _keep(self, kept: list[int]) -> Sequence[int]:
        """Leave out the other occupations."""
        if len(kept) == len(self):
            return range(len(self))
        places = array("i", (-1,)) * len(self)
        for place, number in enumerate(kept):
            places[number] = place
        self.codes = [self.codes[number] for number in kept]
        self.levels = array("h", (self.levels[number] for number in kept))
        self._first = array("I", (self._first[number] for number in kept))
        self._of = array("i", (places[number] for number in self._of))
        self._inside = {places[number]: above for number, above in self._inside.items() if places[number] >= 0}
        return places

    # Once all rows are read

    def __iter__(self) -> Iterator[Occupation]:
        """All of them."""
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> Occupation:
        """An occupation, made of its entries."""
        entries = self._chain(number)
        stated: dict[str, Any] = {}
        for entry in map(self._entry, entries):
            for name in STATED_ONCE:
                if (value := getattr(entry, name)) is not None:
                    stated.setdefault(name, value)
        counting = [i for i in entries if self._table[i] not in self._hanging] if self._hanging else entries
        return Occupation(
            self.codes[number],
            self.titles[number],
            stated.get("level"),
            stated.get("degree", False),
            self.specialisms(number),
            stated.get("description"),
            stated.get("status"),
            self.listings(number),
            tuple(dict.fromkeys(map(self.source, counting))),
        )

    def named(self, number: int) -> str:
        """The title of an occupation with its level, where it is stated."""
        level = self.levels[number]
        return named(self.titles[number], None if level == NO_LEVEL else level)

    def specialisms(self, number: int) -> tuple[str, ...]:
        """All those of an occupation."""
        entries = self._chain(number)
        if len(entries) == 1:
            return self._specialisms[entries[0]]
        return tuple(dict.fromkeys(chain.from_iterable(self._specialisms[i] for i in entries)))

    def listings(self, number: int) -> tuple[Listing, ...]:
        """The places of an occupation: those that its rows name, then those of the groups that it stands in."""
        entries = self._chain(number)
        places: dict[Place, tuple[int, tuple[str, ...]]] = {}
        for i in entries:
            for place in self._places[i]:
                places.setdefault(place, (i, self._specialisms[i]))
        if number in self._inside:
            for layers, inside in self.groups.places(self._inside[number], self._above):
                places.setdefault(Place(*layers, None, None), (inside.entry, ()))
        if not places:
            places[_NOWHERE] = entries[0], ()
        if len(places) == len(entries) == 1:
            ((place, (i, _)),) = places.items()
            return (Listing(place, self._specialisms[i], self.source(i), self._quote[i]),)
        listed = set(chain.from_iterable(specialisms for _, specialisms in places.values()))
        everywhere = tuple(one for one in self.specialisms(number) if one not in listed)
        return tuple(
            Listing(place, (*specialisms, *everywhere), self.source(i), self._quote[i])
            for place, (i, specialisms) in places.items()
        )

    def _chain(self, number: int) -> list[int]:
        """The entries of an occupation."""
        found = [self._first[number]]
        while (following := self._following[found[-1]]) >= 0:
            found.append(following)
        return found

    def _entry(self, i: int) -> Entry:
        level, degree, description = self._level[i], self._degree[i], self._description[i]
        inside, destinations = self._named.get(i, ((), ()))
        return Entry(
            self._title[i],
            None if level == NO_LEVEL else level,
            None if degree < 0 else bool(degree),
            None if description < 0 else self.texts[description],
            self._status[i],
            self._specialisms[i],
            self._places[i],
            inside,
            destinations,
        )

    def _stated(self, number: int, column: Sequence[Any], none: Any) -> Any:
        """What the first entry of an occupation has in a column that has anything there."""
        return next((column[i] for i in self._chain(number) if column[i] != none), none)

    def as_before(self, value: Any) -> Any:
        """A value equal to this, and the same one as the last time."""
        if len(self._once) >= _MOST_ONCE:
            self._once.clear()
        return self._once.setdefault(value, value)
