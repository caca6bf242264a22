"""Rows gathered into records: occupations joined by their codes, and what tables state of them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping

from career_pathways.loader.catalogue import Column
from career_pathways.loader.toml import shown
from career_pathways.loader.words.titles import named, normalised_title

from .bad import Bad, BadPlaces, Report
from .correspondences import corresponding
from .ends import MOST_OFFERED, Ends, offered
from .groups import Groups
from .mapping import MapFile, TableMapping
from .read_map import MapRecords
from .records import Aside, Layer, Place, Source
from .relating import Relating
from .relations import StatedRelations
from .stated import STATED_ONCE, Entry, Stated
from .table_files import Progress, TableFiles
from .tables import Row, Tables, one_of, values_of
from .texts import Texts

_NUMBER = re.compile(r"(?P<whole>(?:(?<![\w)])[-\u2212])?\d+)(?:[.,](?P<part>\d+))?")

_NAMES = frozenset(("code", "title", "route", "pathway", "cluster", "name"))
"""What ids are made of."""

_OF_OCCUPATIONS = frozenset(("occupations", "groups", "parents"))
"""The kinds of tables that are read before those that relate occupations."""

_LONGEST_NAME = 1_000
"""Characters: ten times the longest of the maps that were tried."""

_MOST_LEVELS = 10_000
"""Ways to write a level that are remembered."""

_YES = frozenset({"yes", "true", "y", "x", "1"})
_NO = frozenset({"no", "false", "n", "0", "-"})


def read_records(mapping: MapFile, bad: BadPlaces, progress: Progress | None = None) -> MapRecords:
    """The records of a mapping file. What is bad in a table is reported and left out; nothing is guessed in its place.

    1. Rows of one code are one occupation, in however many tables they stand; without a code, rows of one route,
       normalised title and level are one.
    2. What two rows state of one occupation does not differ: the title, the level, the degree, the description, the
       status. A row that states nothing new beside another of its table is bad.
    3. A level is the first number of its cell, whole and within the levels of the map; where that is empty, it is not
       stated. What a cell calls otherwise than a level of the map is told, once for each way to call it.
    4. A row may place its occupation: in layers by their names, or in a group. Where several names stand in one cell,
       it is in several places; where several layers have several, they go together, one by one.
    5. An occupation that is below another stands in the groups of that.
    6. An end of a relation is named by code, else by title, with the level in brackets where that is needed; of
       namesakes, that in the route of the other end is meant. A pair that is stated twice is one relation.
    7. Correspondences are joined as `corresponding` says.

    Raises WrongMap where a file cannot be read, or changes while it is.
    """
    files, texts, later, folded = TableFiles(mapping, progress), Texts(), BadPlaces(), Folded()
    tables, stated = Tables(files), Stated(Groups(mapping.groups_are), texts)
    reading = _Reading(mapping, stated, bad.add)
    for table in mapping.tables:
        for row in tables.rows(table, bad) if table.kind in _OF_OCCUPATIONS else ():
            folded.add(row)
            reading.read(table, row)
    kept, numbers = stated.close(later.add), reading.numbers
    if len(stated) < len(numbers):
        numbers = {key: kept[number] for key, number in numbers.items() if kept[number] >= 0}
    ends = Ends(stated, numbers, later.add)
    relations = StatedRelations(stated, texts, later.add)
    relating = Relating(mapping, ends, relations, bad.add)
    relating.destinations()
    for table in mapping.tables:
        rows = tables.rows(table, bad, relating.quick(table)) if table.kind not in _OF_OCCUPATIONS else ()
        for row in rows:
            folded.add(row)
            relating.read(table, row)
    correspondences, aside = corresponding(relating.correspondences, ends)
    bad.extend(later)
    aside = (*reading.aside, *aside)
    return MapRecords(stated, texts, *relations.joined(), folded, correspondences, aside, files.digests)


class Folded:
    """The cells whose white space was folded, in twelve bytes each."""

    def __init__(self) -> None:
        """There is none yet."""
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._cells = array("I")

    def add(self, row: Row) -> None:
        """Take in those of a row."""
        for column in row.folded:
            self._cells.extend((self._number(row.file), row.number, self._number(column)))

    def __iter__(self) -> Iterator[tuple[Source, str]]:
        """Each by its row and its column."""
        for i in range(0, len(self._cells), 3):
            file, row, column = self._cells[i : i + 3]
            yield Source(self._names[file], row), self._names[column]

    def _number(self, name: str) -> int:
        if name not in self._numbers:
            self._numbers[name] = len(self._names)
            self._names.append(name)
        return self._numbers[name]


class _Reading:
    """Rows, taken in one by one."""

    def __init__(self, mapping: MapFile, stated: Stated, report: Report) -> None:
        self._mapping = mapping
        self._report = report
        self._tables = {table.place: number for number, table in enumerate(mapping.tables)}
        self._columns = mapping.columns or {column.value: column.value for column in Column}
        self._levels: dict[str, int] = {}
        """By what cells hold, so far as that could be read."""
        self._groups = stated.groups
        self._unknown = 0
        self._called = {"", "level", "l", (mapping.level_name or "level").casefold()}
        """What a level is called, in small letters."""
        self.aside: list[Aside] = []
        self.stated = stated
        self.numbers: dict[object, int] = {}
        """The occupations, by what they are known by while rows are read: their codes, where they have any."""

    def bad(self, kind: str, source: Source, finding: str, cure: str) -> None:
        self._report(Bad(kind, source.file, source.row, finding, cure))

    def read(self, table: TableMapping, row: Row) -> None:
        """Take in one row."""
        source = Source(row.file, row.number)
        values = {key: values_of(row, value, self._report) for key, value in table.values.items()}
        for key, names in values.items():
            if names and key in _NAMES and (longest := max(map(len, names))) > _LONGEST_NAME:
                cure = "Is there a quote or a line end missing?"
                self.bad("name that is too long", source, f"{key} has {longest:,} characters", cure)
                return
        if table.kind == "occupations":
            self._occupation(table, row, source, values)
        elif table.kind == "groups":
            self._group(source, values)
        else:
            self._parent(table, row, source, values)

    def one(self, source: Source, values: Mapping[str, tuple[str, ...]], key: str) -> str | None:
        return one_of(values, key, source, self._report)

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
        entry = Entry(
            title,
            level,
            self._truth(source, values),
            self.one(source, values, "description"),
            self.one(source, values, "status"),
            tuple(dict.fromkeys(values.get("specialisms", ()))),
            tuple(dict.fromkeys(places)),
            tuple(dict.fromkeys(values.get("in", ()))),
            values.get("progresses_to", ()),
        )
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = self.stated.add(code)
        elif (first := self._repeats(number, self._tables[table.place], entry, source)) is not None:  # Rule 2
            what = f"code {shown(code)}" if code is not None else shown(named(str(title), level))
            self.bad("stated twice", source, f"{what} is in row {first.row} of {first.file} already", "Take one out.")
            return
        self.stated.append(number, entry, source, self._tables[table.place], row.quote)

    def _repeats(self, number: int, table: int, entry: Entry, source: Source) -> Source | None:
        """Rule 2: the first row of the same table, where this one states nothing that is new; what differs is bad."""
        gathered = self.stated.gathered(number)
        new = [
            name not in gathered.stated or self._is_new(*gathered.stated[name], source, name, value)
            for name, value in zip(STATED_ONCE, entry, strict=False)
            if value is not None
        ]
        new += [not gathered.specialisms.keys() >= set(entry.specialisms)]
        new += [not gathered.places.keys() >= set(entry.places), not gathered.inside.keys() >= set(entry.inside)]
        new += [not gathered.destinations.issuperset(entry.destinations)]
        first = gathered.tables.get(table)
        return None if first is None or any(new) else self.stated.source(first)

    def _is_new(self, known: object, first: int, source: Source, name: str, value: object) -> bool:
        """Whether a value is new beside the one that an entry states first, or bad."""
        stated = self.stated.source(first)
        if known != value and (name != "title" or normalised_title(str(known)) != normalised_title(str(value))):
            what = f"{name} is {shown(value)}, and {shown(known)} in {stated}"
            self.bad(
                "two rows that differ", source, what, "Two rows of one occupation say the same, or one says nothing."
            )
            return True  # and is bad already
        return stated == source

    def _level(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> tuple[int | None, bool]:
        """Rule 3: the level, and whether the cell can be read."""
        text = self.one(source, values, "level")
        if text is None or text in self._levels:
            return self._levels[text] if text else None, True
        found = _NUMBER.search(text)
        low, high = self._mapping.levels
        whole = None if found is None or len(found[0]) > 6 else int(found["whole"].replace("\u2212", "-"))
        if found is None or whole is None or (found["part"] or "").strip("0") or not low <= whole <= high:
            cure = f"A level is a whole number from {low} to {high}; an empty cell states none."
            self.bad("level that cannot be read", source, f"level is {shown(text)}", cure)
            return None, False
        if len(self._levels) < _MOST_LEVELS:
            self._levels[text] = whole
            if text.replace(found[0], "").strip(" .:").casefold() not in self._called:
                self.aside.append(Aside("number taken for a level", source, f"{shown(text)} is level {whole}"))
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
        if count == 1:
            route, pathway, cluster = (
                self.stated.as_before(Layer(found[0], None)) if found else None for found in names
            )
            return [Place(route, pathway, cluster, self._column(source, values), self._row_of_table(source, values))]
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
        made = [[None if name is None else Layer(name, None) for name in one] for one in zip(*layers, strict=True)]
        return [Place(route, pathway, cluster, column, row) for route, pathway, cluster in made]

    def _column(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> str | None:
        text = self.one(source, values, "column")
        if text is None:
            return None
        if text not in self._columns:
            cure = f"It can be {', '.join(self._columns)}; [columns] in the mapping file says what each stands for."
            self.bad("no such column", source, f"column is {shown(text)}", cure)
        return self._columns.get(text)

    def _row_of_table(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> int | None:
        text = self.one(source, values, "row")
        if text is None:
            return None
        if not re.fullmatch(r"[1-9]\d{0,5}", text):
            self.bad("no row of a pathway", source, f"row is {shown(text)}", "Rows count from 1.")
            return None
        return int(text)

    # Groups

    def _group(self, source: Source, values: Mapping[str, tuple[str, ...]]) -> None:
        code, name = self.one(source, values, "code"), self.one(source, values, "name")
        if code is None or name is None:
            self.bad("group without a name", source, "no code, or no name", "A group needs both.")
        elif not self._groups.add(code, name, source):
            self.bad("stated twice", source, f"group {shown(code)} is there already", "Take one out.")

    def _parent(self, table: TableMapping, row: Row, source: Source, values: Mapping[str, tuple[str, ...]]) -> None:
        child, parent = self.one(source, values, "child"), self.one(source, values, "parent")
        if child is None or parent is None:
            self.bad("child without a parent", source, "no child, or no parent", "Each row names both.")
        elif child in self._groups:
            self._groups.hang(child, parent, source)
        elif child in self.numbers:
            self.stated.hang(self.numbers[child], parent, source, self._tables[table.place], row.quote)
        else:
            self.bad(
                "unknown child",
                source,
                f"child {shown(child)} is neither an occupation nor a group",
                offered(child, self._names_of_parts()),
            )

    def _names_of_parts(self) -> list[str]:
        """The codes of groups and occupations, while there are few names that nothing has."""
        self._unknown += 1
        return [*self._groups, *map(str, self.numbers)] if self._unknown <= MOST_OFFERED else []
