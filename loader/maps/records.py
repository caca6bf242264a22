"""What the tables of a map state, as records: occupations joined by their codes, where they stand, what leads where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from career_pathways.loader.catalogue import Column
from career_pathways.loader.toml import shown
from career_pathways.loader.words.near import near
from career_pathways.loader.words.titles import TITLE_WITH_LEVEL, named, normalised_title

from .groups import Groups, Layer
from .mapping import PROGRESSION, SAME, MapFile, TableMapping
from .tables import Bad, Report, Row, Tables, values_of

_NUMBER = re.compile(r"\d+")

_YES = frozenset({"yes", "true", "y", "x", "1"})
_NO = frozenset({"no", "false", "n", "0", "-"})


class Source(NamedTuple):
    """Where a table states something."""

    file: str
    row: int

    def __str__(self) -> str:
        """As an error says it."""
        return f"{self.file}, row {self.row}"


class Place(NamedTuple):
    """Where an occupation stands: the layers that are stated, from the route down, and the place in the table."""

    route: Layer | None
    pathway: Layer | None
    cluster: Layer | None
    column: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """An occupation in one place."""

    place: Place
    specialisms: tuple[str, ...]
    source: Source
    quote: str


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of a map."""

    code: str | None
    title: str
    level: int | None
    degree: bool
    specialisms: tuple[str, ...]
    description: str | None
    status: str | None
    listings: tuple[Listing, ...]
    """One at least."""
    sources: tuple[Source, ...]
    """All rows that state something of it, in the order in which they were read."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a table states of two occupations, given by their places in the records."""

    kind: str
    """`progression`, `related` or `same`."""
    origin: int
    destination: int
    rank: int | None
    note: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class MapRecords:
    """What the tables of a map state."""

    occupations: tuple[Occupation, ...]
    relations: tuple[Relation, ...]
    folded: tuple[tuple[Source, str], ...]
    """Rows with a column whose white space was folded."""
    twice: tuple[Relation, ...]
    """Relations that were stated before."""
    files: tuple[tuple[str, str], ...]
    """The files that were read, by name, each with its SHA-256."""


def read_records(mapping: MapFile, report: Report) -> MapRecords:
    """The records of a mapping file. What is bad in a table is reported and left out; nothing is guessed in its place.

    1. Rows of one code are one occupation, in however many tables they stand; without a code, rows of one route,
       normalised title and level are one.
    2. What two rows state of one occupation does not differ: the title, the level, the degree, the description, the
       status. A row that states nothing new beside another of its table is bad.
    3. A level is the first number of its cell, within the levels of the map. Where the cell is empty it is not stated.
    4. A row may place its occupation: in layers by their names, or in a group. Where several names stand in one cell,
       it is in several places; where several layers have several, they go together, one by one.
    5. An occupation that is below another stands in the groups of that.
    6. A relation names its ends by code, else by title, with the level in brackets where that is needed; of namesakes,
       that in the route of the other end is meant. A pair that is stated twice is one relation, and what is the same
       is so both ways.

    Raises WrongMap where a file cannot be read.
    """
    tables = Tables(mapping)
    reading = _Reading(mapping, report)
    for table in mapping.tables:
        for row in tables.rows(table, report):
            reading.folded += [(Source(row.file, row.number), column) for column in row.folded]
            reading.read(table, row)
    occupations = reading.occupations()
    relations, twice = reading.relations(occupations)
    files = tuple((file.name, file.sha256) for file in tables.files)
    return MapRecords(occupations, relations, tuple(reading.folded), twice, files)


@dataclass(slots=True)
class _Gathered:
    """An occupation while its rows are read."""

    code: str | None
    stated: dict[str, tuple[object, Source]] = field(default_factory=dict)
    """What rows state of it, each with the first that does."""
    specialisms: dict[str, None] = field(default_factory=dict)
    listings: dict[Place, Listing] = field(default_factory=dict)
    inside: dict[str, Source] = field(default_factory=dict)
    """The codes of groups, or of other occupations, that it stands in."""
    rows: list[tuple[Source, str]] = field(default_factory=list)
    tables: dict[str, Source] = field(default_factory=dict)
    """The tables that state something of it, each with the first row that does."""


class _End(NamedTuple):
    """One end of a relation, as a table names it."""

    text: str
    column: str


class _Stated(NamedTuple):
    """A relation while its ends are names."""

    kind: str
    origin: _End | _Gathered
    destination: _End
    rank: int | None
    note: str | None
    source: Source


class _Reading:
    """Rows, taken in one by one."""

    def __init__(self, mapping: MapFile, report: Report) -> None:
        self._mapping = mapping
        self._report = report
        self._groups = Groups(mapping.groups_are)
        self._found: dict[object, _Gathered] = {}
        self._relations: list[_Stated] = []
        self._offered = 0
        self.folded: list[tuple[Source, str]] = []

    def cure(self, text: str, known: Callable[[], Iterable[str]]) -> str:
        """What may have been meant by a name that is not known."""
        self._offered += 1
        return _offer(text, known()) if self._offered <= _OFFERED else "Name one that a table of occupations has."

    def bad(self, kind: str, source: Source, finding: str, cure: str) -> None:
        self._report(Bad(kind, source.file, source.row, finding, cure))

    def read(self, table: TableMapping, row: Row) -> None:
        """Take in one row."""
        source = Source(row.file, row.number)
        values = {key: values_of(row, value, self._report) for key, value in table.values.items()}
        if table.kind == "occupations":
            self._occupation(table, row, source, values)
        elif table.kind == "groups":
            self._group(source, values)
        elif table.kind == "parents":
            self._parent(source, values)
        else:
            self._relation(table, source, values)

    def one(self, source: Source, values: Mapping[str, tuple[str, ...]], key: str) -> str | None:
        """The only value of a cell; several are bad, and none of them is taken."""
        found = values.get(key, ())
        if len(found) > 1:
            cure = "Only places, specialisms and progressions can be several."
            self.bad("several values", source, f"{key} is {shown(list(found))}", cure)
            return None
        return found[0] if found else None

    # Occupations

    def _occupation(self, table: TableMapping, row: Row, source: Source, values: Mapping[str, tuple[str, ...]]) -> None:
        code, title = self.one(source, values, "code"), self.one(source, values, "title")
        if "code" in table.values and code is None:
            self.bad("row without a code", source, "no code", "Each row of this table needs one.")
            return
        if "code" not in table.values and title is None:
            self.bad("row without a title", source, "no title", "Each row of this table needs one.")
            return
        level, readable = self._level(source, values)
        if not readable:
            return
        places = self._places(source, values)
        key: object = code
        if code is None:  # Rule 1
            route = places[0].route if places else None
            key = (normalised_title(str(title)), level, route and normalised_title(route.name))
        gathered = self._found.setdefault(key, _Gathered(code))
        degree = self._truth(source, values)
        new = [
            self._state(gathered, source, name, value)
            for name, value in (
                ("title", title),
                ("level", level),
                ("degree", degree),
                ("description", self.one(source, values, "description")),
                ("status", self.one(source, values, "status")),
            )
            if value is not None
        ]
        specialisms = values.get("specialisms", ())
        new += [specialism not in gathered.specialisms for specialism in specialisms]
        gathered.specialisms.update(dict.fromkeys(specialisms))
        for place in places:
            new.append(place not in gathered.listings)
            gathered.listings.setdefault(place, Listing(place, specialisms, source, row.quote))
        for inside in values.get("in", ()):
            new.append(inside not in gathered.inside)
            gathered.inside.setdefault(inside, source)
        for destination in values.get("progresses_to", ()):
            new.append(True)
            end = _End(destination, table.values["progresses_to"].column)
            self._relations.append(_Stated(PROGRESSION, gathered, end, None, None, source))
        first = gathered.tables.setdefault(table.place, source)
        if first != source and not any(new):  # Rule 2
            what = f"code {shown(code)}" if code is not None else shown(named(str(title), level))
            self.bad("stated twice", source, f"{what} is in row {first.row} of {first.file} already", "Take one out.")
            return
        gathered.rows.append((source, row.quote))

    def _state(self, gathered: _Gathered, source: Source, name: str, value: object) -> bool:
        """Rule 2. Out: whether that is new, or bad."""
        known, first = gathered.stated.setdefault(name, (value, source))
        if name == "title" and normalised_title(str(known)) == normalised_title(str(value)):
            return first == source
        if known != value:
            what = f"{name} is {shown(value)}, and {shown(known)} in {first}"
            self.bad(
                "two rows that differ", source, what, "Two rows of one occupation say the same, or one says nothing."
            )
            return True  # and is bad already
        return first == source

    def _level(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> tuple[int | None, bool]:
        """Rule 3: the level, and whether the cell can be read."""
        text = self.one(source, values, "level")
        if text is None:
            return None, True
        found = _NUMBER.search(text)
        low, high = self._mapping.levels
        if found is None or len(found[0]) > 6 or not low <= int(found[0]) <= high:
            cure = f"A level is a number from {low} to {high}; an empty cell states none."
            self.bad("level that cannot be read", source, f"level is {shown(text)}", cure)
            return None, False
        return int(found[0]), True

    def _truth(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> bool | None:
        text = self.one(source, values, "degree")
        if text is None:
            return None
        if text.casefold() not in _YES | _NO:
            self.bad("neither yes nor no", source, f"degree is {shown(text)}", "Write yes or no.")
        return text.casefold() in _YES

    def _places(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> list[Place]:
        """Rule 4."""
        names = [values.get(key, ()) for key in ("route", "pathway", "cluster")]
        count = max(map(len, names))
        if any(1 < len(found) < count for found in names):
            counts = ", ".join(str(len(found)) for found in names)
            cure = "Where several layers have several names, there are as many of each."
            self.bad("places that do not match", source, f"{counts} names of route, pathway and cluster", cure)
            return []
        column, row = self._column(source, values), self._row_of_table(source, values)
        if not count:
            return []
        layers = [
            [found[0] if len(found) == 1 else found[i] if found else None for i in range(count)] for found in names
        ]
        made = [
            [None if name is None else Layer(name, None, source) for name in one] for one in zip(*layers, strict=True)
        ]
        return [Place(route, pathway, cluster, column, row) for route, pathway, cluster in made]

    def _column(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> str | None:
        text = self.one(source, values, "column")
        if text is None:
            return None
        known = self._mapping.columns or {column.value: column.value for column in Column}
        if text not in known:
            cure = f"It can be {', '.join(known)}; [columns] in the mapping file says what each stands for."
            self.bad("no such column", source, f"column is {shown(text)}", cure)
        return known.get(text)

    def _row_of_table(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> int | None:
        text = self.one(source, values, "row")
        if text is None:
            return None
        if not re.fullmatch(r"[1-9]\d{0,5}", text):
            self.bad("no row of a pathway", source, f"row is {shown(text)}", "Rows count from 1.")
            return None
        return int(text)

    def occupations(self) -> tuple[Occupation, ...]:
        """All that has a title, in the order in which rows speak of it first."""
        codes = {gathered.code: gathered for gathered in self._found.values() if gathered.code is not None}
        parents = {code: gathered.inside for code, gathered in codes.items()}
        self._groups.check(parents, self._report)
        kept: dict[object, _Gathered] = {}
        found = []
        for key, gathered in self._found.items():
            if "title" not in gathered.stated:
                if gathered.rows:
                    source = gathered.rows[0][0]
                    cure = "A table of occupations with its title belongs to it."
                    self.bad("code without a title", source, f"code {shown(gathered.code)} has no title", cure)
                continue
            kept[key] = gathered
            found.append(self._whole(gathered, parents))
        self._found = kept
        return tuple(found)

    def _whole(self, gathered: _Gathered, parents: Mapping[str, Mapping[str, Source]]) -> Occupation:
        stated = {name: value for name, (value, _) in gathered.stated.items()}
        listings = dict(gathered.listings)
        quote = gathered.rows[0][1]
        for (route, pathway, cluster), source in self._groups.places(gathered.inside, parents):  # Rule 5
            place = Place(route, pathway, cluster, None, None)
            listings.setdefault(place, Listing(place, (), source, quote))
        source = gathered.rows[0][0]
        if not listings:
            nowhere = Place(None, None, None, None, None)
            listings[nowhere] = Listing(nowhere, (), source, quote)
        everywhere = tuple(s for s in gathered.specialisms if all(s not in li.specialisms for li in listings.values()))
        return Occupation(
            code=gathered.code,
            title=str(stated["title"]),
            level=stated.get("level"),  # type: ignore[arg-type]
            degree=bool(stated.get("degree")),
            specialisms=tuple(gathered.specialisms),
            description=stated.get("description"),  # type: ignore[arg-type]
            status=stated.get("status"),  # type: ignore[arg-type]
            listings=tuple(
                Listing(li.place, (*li.specialisms, *everywhere), li.source, li.quote) for li in listings.values()
            ),
            sources=tuple(dict.fromkeys(source for source, _ in gathered.rows)),
        )

    # Groups

    def _group(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> None:
        code, name = self.one(source, values, "code"), self.one(source, values, "name")
        if code is None or name is None:
            self.bad("group without a name", source, "no code, or no name", "A group needs both.")
        elif not self._groups.add(code, Layer(name, code, source)):
            self.bad("stated twice", source, f"group {shown(code)} is there already", "Take one out.")

    def _parent(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> None:
        child, parent = self.one(source, values, "child"), self.one(source, values, "parent")
        if child is None or parent is None:
            self.bad("child without a parent", source, "no child, or no parent", "Each row names both.")
        elif child in self._groups:
            self._groups.hang(child, parent, source)
        elif child in self._found:
            self._found[child].inside.setdefault(parent, source)
        else:
            self.bad(
                "unknown child",
                source,
                f"child {shown(child)} is no occupation and no group",
                self.cure(child, lambda: [*self._groups, *map(str, self._found)]),
            )

    # Relations

    def _relation(self, table: TableMapping, source: Source, values: Mapping[str, tuple[str, ...]]) -> None:
        ends = [self.one(source, values, key) for key in ("from", "to")]
        if ends[0] is None or ends[1] is None:
            self.bad("relation without an end", source, "no from, or no to", "Each row names both.")
            return
        rank = self.one(source, values, "rank")
        if rank is not None and not re.fullmatch(r"-?\d{1,9}", rank):
            self.bad("rank that is no number", source, f"rank is {shown(rank)}", "Write a whole number.")
            rank = None
        start, end = (
            _End(text, table.values[key].column) for text, key in zip(ends, ("from", "to"), strict=True) if text
        )
        number = None if rank is None else int(rank)
        stated = _Stated(str(table.relation), start, end, number, self.one(source, values, "note"), source)
        self._relations.append(stated)

    def relations(self, occupations: tuple[Occupation, ...]) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
        """All whose ends are occupations, and those that were stated before."""
        ends = _Ends(occupations)
        numbers = {id(gathered): i for i, gathered in enumerate(self._found.values())}
        found: dict[tuple[str, int, int], Relation] = {}
        twice = []
        for stated in self._relations:
            if isinstance(stated.origin, _Gathered):
                start = numbers.get(id(stated.origin))
            else:
                start = self._end(ends, stated.origin, stated.source, None)
            end = self._end(ends, stated.destination, stated.source, start)
            if start is None or end is None:
                continue
            relation = Relation(stated.kind, start, end, stated.rank, stated.note, stated.source)
            origin, destination = occupations[start], occupations[end]
            levels = origin.level, destination.level
            if start == end:
                self.bad("leads to itself", stated.source, f"{shown(origin.title)} leads to itself", "Name another.")
            elif stated.kind == PROGRESSION and None not in levels and levels[1] < levels[0]:  # type: ignore[operator]
                what = f"{named(*_name(origin))} leads down to {named(*_name(destination))}"
                cure = "A progression keeps the level or rises; what is only related is of the kind related."
                self.bad("progression that falls", stated.source, what, cure)
            elif stated.kind == SAME and (what := _apart(origin, destination)):
                cure = "The same occupation stands in two routes, at one level."
                self.bad("not the same", stated.source, what, cure)
            elif (key := (stated.kind, *(sorted((start, end)) if stated.kind == SAME else (start, end)))) in found:
                twice.append(relation)  # Rule 6
            else:
                found[key] = relation
        return tuple(found.values()), tuple(twice)

    def _end(self, ends: _Ends, end: _End, source: Source, beside: int | None) -> int | None:
        found = ends.fitting(end.text, beside)
        if len(found) == 1:
            return found[0]
        if found:
            what = f"{len(found)} occupations are called {shown(end.text)} ({end.column})"
            self.bad("name of several", source, what, "Name it by its code, or with its level, as in Welder (3).")
        else:
            what = f"no occupation {shown(end.text)} ({end.column})"
            self.bad("unknown end", source, what, self.cure(end.text, ends.names))
        return None


def _apart(one: Occupation, other: Occupation) -> str:
    """Why two occupations are not one in two routes; nothing where they can be."""
    if one.level != other.level and None not in {one.level, other.level}:
        return f"{named(*_name(one))} and {named(*_name(other))} are of two levels"
    first, second = (o.listings[0].place.route for o in (one, other))
    return f"{shown(one.title)} and {shown(other.title)} are of one route" if first == second else ""


def _name(occupation: Occupation) -> tuple[str, int | None]:
    return occupation.title, occupation.level


_OFFERED = 20
"""Names that are not known and for which others are offered: to compare them takes a millisecond each."""


def _offer(text: str, known: Iterable[str]) -> str:
    close = near(text, known)
    return f"Did you mean {' or '.join(map(shown, close))}?" if close else "Name one that a table of occupations has."


class _Ends:
    """Occupations, by what relations call them."""

    def __init__(self, occupations: tuple[Occupation, ...]) -> None:
        self._occupations = occupations
        self._by_code = {o.code: i for i, o in enumerate(occupations) if o.code is not None}
        self._by_title: dict[str, list[int]] = {}
        for i, occupation in enumerate(occupations):
            self._by_title.setdefault(normalised_title(occupation.title), []).append(i)

    def names(self) -> Iterator[str]:
        """All of them."""
        yield from self._by_code
        yield from (occupation.title for occupation in self._occupations)

    def fitting(self, text: str, beside: int | None) -> list[int]:
        """Rule 6: those of that code, else of that title; `beside`: the other end."""
        if text in self._by_code:
            return [self._by_code[text]]
        found = self._by_title.get(normalised_title(text), [])
        if not found and (match := TITLE_WITH_LEVEL.fullmatch(text)):
            of_title = self._by_title.get(normalised_title(match["title"]), [])
            found = [i for i in of_title if self._occupations[i].level == int(match["level"])]
        if len(found) > 1 and beside is not None:
            routes = self._routes(beside)
            found = [i for i in found if self._routes(i) & routes] or found
        return found

    def _routes(self, number: int) -> set[str]:
        listings = self._occupations[number].listings
        return {normalised_title(li.place.route.name) for li in listings if li.place.route is not None}
