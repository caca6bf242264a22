"""Rows gathered into records: occupations joined by their codes, and what tables state of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from career_pathways.loader.catalogue import Column
from career_pathways.loader.toml import shown
from career_pathways.loader.words.titles import named, normalised_title

from .groups import Groups, Layer
from .mapping import PROGRESSION, MapFile, TableMapping
from .records import Listing, MapRecords, Occupation, Place, Source
from .relations import MOST_OFFERED, End, Ends, NamedCorrespondence, StatedRelation, corresponding, joined, offered
from .tables import Bad, Report, Row, Tables, values_of

_NUMBER = re.compile(r"(?P<whole>(?:(?<![\w)])[-\u2212])?\d+)(?:[.,](?P<part>\d+))?")

_NAMES = frozenset(("code", "title", "route", "pathway", "cluster", "name"))
"""What ids are made of."""

_LONGEST_NAME = 1_000
"""Characters: ten times the longest of the maps that were tried."""

_YES = frozenset({"yes", "true", "y", "x", "1"})
_NO = frozenset({"no", "false", "n", "0", "-"})


def read_records(mapping: MapFile, report: Report) -> MapRecords:
    """The records of a mapping file. What is bad in a table is reported and left out; nothing is guessed in its place.

    1. Rows of one code are one occupation, in however many tables they stand; without a code, rows of one route,
       normalised title and level are one.
    2. What two rows state of one occupation does not differ: the title, the level, the degree, the description, the
       status. A row that states nothing new beside another of its table is bad.
    3. A level is the first number of its cell, whole and within the levels of the map; where that is empty, it is not
       stated.
    4. A row may place its occupation: in layers by their names, or in a group. Where several names stand in one cell,
       it is in several places; where several layers have several, they go together, one by one.
    5. An occupation that is below another stands in the groups of that.
    6. Relations are joined as `joined` says, correspondences as `corresponding` does.

    Raises WrongMap where a file cannot be read.
    """
    tables = Tables(mapping)
    reading = _Reading(mapping, report)
    for table in mapping.tables:
        for row in tables.rows(table, report):
            reading.folded += [(Source(row.file, row.number), column) for column in row.folded]
            reading.read(table, row)
    occupations = reading.occupations()
    numbers = {key: i for i, key in enumerate(reading.found)}
    ends = Ends(occupations, report)
    relations, twice = joined(reading.relations, ends, numbers, report)
    correspondences, aside = corresponding(reading.correspondences, ends)
    files = tuple((file.name, file.sha256) for file in tables.files)
    return MapRecords(occupations, relations, tuple(reading.folded), twice, correspondences, aside, files)


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
    quotes: dict[Source, str] = field(default_factory=dict)
    """What the rows say that state these."""
    destinations: set[str] = field(default_factory=set)
    """What its rows name that it progresses to."""
    rows: list[tuple[Source, str]] = field(default_factory=list)
    tables: dict[str, Source] = field(default_factory=dict)
    """The tables that state something of it, each with the first row that does."""


class _Reading:
    """Rows, taken in one by one."""

    def __init__(self, mapping: MapFile, report: Report) -> None:
        self._mapping = mapping
        self._report = report
        self._groups = Groups(mapping.groups_are)
        self.found: dict[object, _Gathered] = {}
        self._unknown = 0
        self.relations: list[StatedRelation] = []
        self.correspondences: list[NamedCorrespondence] = []
        self.folded: list[tuple[Source, str]] = []

    def bad(self, kind: str, source: Source, finding: str, cure: str) -> None:
        self._report(Bad(kind, source.file, source.row, finding, cure))

    def read(self, table: TableMapping, row: Row) -> None:
        """Take in one row."""
        source = Source(row.file, row.number)
        values = {key: values_of(row, value, self._report) for key, value in table.values.items()}
        for key, names in values.items():
            if key in _NAMES and (longest := max(map(len, names), default=0)) > _LONGEST_NAME:
                cure = "Is there a quote or a line end missing?"
                self.bad("name that is too long", source, f"{key} has {longest:,} characters", cure)
                return
        if table.kind == "occupations":
            self._occupation(table, row, source, values)
        elif table.kind == "groups":
            self._group(source, values)
        elif table.kind == "parents":
            self._parent(row, source, values)
        elif table.kind == "relations":
            self._relation(table, source, values)
        else:
            self._correspondence(table, source, values)

    def one(self, source: Source, values: Mapping[str, tuple[str, ...]], key: str) -> str | None:
        """The only value of a cell; several are bad, and none of them is taken."""
        found = tuple(dict.fromkeys(values.get(key, ())))
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
        gathered = self.found.setdefault(key, _Gathered(code))
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
        specialisms = tuple(dict.fromkeys(values.get("specialisms", ())))
        new += [specialism not in gathered.specialisms for specialism in specialisms]
        gathered.specialisms.update(dict.fromkeys(specialisms))
        for place in places:
            new.append(place not in gathered.listings)
            gathered.listings.setdefault(place, Listing(place, specialisms, source, row.quote))
        for inside in values.get("in", ()):
            new.append(inside not in gathered.inside)
            gathered.inside.setdefault(inside, source)
            gathered.quotes[source] = row.quote
        destinations = values.get("progresses_to", ())
        new.append(not gathered.destinations.issuperset(destinations))
        gathered.destinations.update(destinations)
        first = gathered.tables.setdefault(table.place, source)
        if first != source and not any(new):  # Rule 2
            what = f"code {shown(code)}" if code is not None else shown(named(str(title), level))
            self.bad("stated twice", source, f"{what} is in row {first.row} of {first.file} already", "Take one out.")
            return
        gathered.rows.append((source, row.quote))
        for destination in destinations:
            end = End(destination, table.values["progresses_to"].column)
            self.relations.append(StatedRelation(PROGRESSION, None, key, end, None, None, source))

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
        whole = None if found is None or len(found[0]) > 6 else int(found["whole"].replace("\u2212", "-"))
        if found is None or whole is None or (found["part"] or "").strip("0") or not low <= whole <= high:
            cure = f"A level is a whole number from {low} to {high}; an empty cell states none."
            self.bad("level that cannot be read", source, f"level is {shown(text)}", cure)
            return None, False
        return whole, True

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
        codes = {gathered.code: gathered for gathered in self.found.values() if gathered.code is not None}
        parents = {code: gathered.inside for code, gathered in codes.items()}
        self._groups.check(parents, self._report)
        kept: dict[object, _Gathered] = {}
        found = []
        for key, gathered in self.found.items():
            if "title" not in gathered.stated:
                if gathered.rows:
                    source = gathered.rows[0][0]
                    cure = "A table of occupations with its title belongs to it."
                    self.bad("code without a title", source, f"code {shown(gathered.code)} has no title", cure)
                continue
            kept[key] = gathered
            found.append(self._whole(gathered, parents))
        self.found = kept
        return tuple(found)

    def _whole(self, gathered: _Gathered, parents: Mapping[str, Mapping[str, Source]]) -> Occupation:
        stated = {name: value for name, (value, _) in gathered.stated.items()}
        listings = dict(gathered.listings)
        for (route, pathway, cluster), source in self._groups.places(gathered.inside, parents):  # Rule 5
            place = Place(route, pathway, cluster, None, None)
            listings.setdefault(place, Listing(place, (), source, gathered.quotes[source]))
        source, quote = gathered.rows[0]
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

    def _parent(self, row: Row, source: Source, values: Mapping[str, tuple[str, ...]]) -> None:
        child, parent = self.one(source, values, "child"), self.one(source, values, "parent")
        if child is None or parent is None:
            self.bad("child without a parent", source, "no child, or no parent", "Each row names both.")
        elif child in self._groups:
            self._groups.hang(child, parent, source)
        elif child in self.found:
            self.found[child].inside.setdefault(parent, source)
            self.found[child].quotes[source] = row.quote
        else:
            self.bad(
                "unknown child",
                source,
                f"child {shown(child)} is no occupation and no group",
                offered(child, self._names_of_parts()),
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
            End(text, table.values[key].column) for text, key in zip(ends, ("from", "to"), strict=True) if text
        )
        number = None if rank is None else int(rank)
        stated = StatedRelation(str(table.relation), start, None, end, number, self.one(source, values, "note"), source)
        self.relations.append(stated)

    def _correspondence(self, table: TableMapping, source: Source, values: Mapping[str, tuple[str, ...]]) -> None:
        start, code = (self.one(source, values, key) for key in ("from", "to"))
        if start is None or code is None:
            self.bad("correspondence without an end", source, "no from, or no to", "Each row names both.")
            return
        match = (self.one(source, values, "match") or "") if "match" in table.values else None
        end = End(start, table.values["from"].column)
        self.correspondences.append(NamedCorrespondence(str(table.edition), end, code, match, source))

    def _names_of_parts(self) -> list[str]:
        """The codes of groups and occupations, while there are few names that nothing has."""
        self._unknown += 1
        return [*self._groups, *map(str, self.found)] if self._unknown <= MOST_OFFERED else []
