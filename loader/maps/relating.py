"""The rows of tables that relate occupations: to each other, or to those of another framework."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from career_pathways.loader.toml import shown

from .bad import Bad, Report
from .correspondences import NamedCorrespondence
from .ends import End, Ends
from .mapping import PROGRESSION, SAME, MapFile, TableMapping
from .records import Source
from .relations import StatedRelations
from .separated import Quick
from .stated import NO_LEVEL
from .tables import Row, one_of, values_of


class Relating:
    """Rows, taken in one by one."""

    def __init__(self, mapping: MapFile, ends: Ends, relations: StatedRelations, report: Report) -> None:
        """`ends`: what occupations are called. What is bad in a row is reported."""
        self._mapping = mapping
        self._tables = {table.place: number for number, table in enumerate(mapping.tables)}
        self._ends = ends
        self._relations = relations
        self._report = report
        self.correspondences: list[NamedCorrespondence] = []

    def destinations(self) -> None:
        """Take in what the rows of occupations name that these progress to."""
        for origin, table, source, names in self._ends.occupations.destinations():
            column = self._mapping.tables[table].values["progresses_to"].column
            for name in names:
                end = self._ends.place(End(name, column), source, origin if origin >= 0 else None)
                if end is not None and origin >= 0:
                    self._relations.add(PROGRESSION, (origin, end), table, source, None, None)

    def read(self, table: TableMapping, row: Row) -> None:
        """Take in one row."""
        source = Source(row.file, row.number)
        values = {key: values_of(row, value, self._report) for key, value in table.values.items()}

        def one(key: str) -> str | None:
            return one_of(values, key, source, self._report)

        start, end = one("from"), one("to")
        what = "relation" if table.kind == "relations" else "correspondence"
        if start is None or end is None:
            self._bad(f"{what} without an end", source, "no from, or no to", "Each row names both.")
        elif table.kind == "relations":
            rank = one("rank")
            if rank is not None and not re.fullmatch(r"-?\d{1,9}", rank):
                self._bad("rank that is not a number", source, f"rank is {shown(rank)}", "Write a whole number.")
                rank = None
            self._relate(table, source, (start, end), None if rank is None else int(rank), one("note"))
        else:
            match = (one("match") or "") if "match" in table.values else None
            origin = End(start, table.values["from"].column)
            self.correspondences.append(NamedCorrespondence(str(table.edition), origin, end, match, source))

    def _bad(self, kind: str, source: Source, finding: str, cure: str) -> None:
        self._report(Bad(kind, source.file, source.row, finding, cure))

    def _relate(
        self, table: TableMapping, source: Source, ends: tuple[str, str], rank: int | None, note: str | None
    ) -> None:
        start = self._ends.place(End(ends[0], table.values["from"].column), source)
        end = self._ends.place(End(ends[1], table.values["to"].column), source, start)
        if start is not None and end is not None:
            number = self._tables[table.place]
            self._relations.add(str(table.relation), (start, end), number, source, rank, note)

    def quick(self, table: TableMapping) -> Callable[[str], Quick] | None:
        """For each file of a table of relations in CSV, what takes the rows that hold two known names and no more."""
        keys = ("from", "to")
        plain = all(value.is_plain for value in table.values.values())
        if table.kind != "relations" or table.relation == SAME or table.where or not plain:
            return None
        columns = list(dict.fromkeys(value.column for value in table.values.values()))
        first, second = (columns.index(table.values[key].column) for key in keys)
        others = [place for place in range(len(columns)) if place not in {first, second}]
        rising = table.relation == PROGRESSION
        named, titled, levels = self._ends.numbers, self._ends.titled, self._ends.occupations.levels
        taken = self._relations.columns(str(table.relation))

        def of_file(file: str) -> Quick:
            part = self._relations.part(self._tables[table.place], file)

            def take(number: int, cells: Sequence[str]) -> bool:
                start, end = named.get(cells[first]), named.get(cells[second])
                if start is None:
                    start = titled.get(cells[first])
                if end is None:
                    end = titled.get(cells[second])
                if start is None or end is None or start == end:
                    return False
                if rising and levels[end] < levels[start] and levels[end] != NO_LEVEL:
                    return False
                for place in others:
                    if cells[place]:
                        return False
                taken.origins.append(start)
                taken.destinations.append(end)
                taken.rows.append(number)
                taken.parts.append(part)
                return True

            return take

        return of_file
