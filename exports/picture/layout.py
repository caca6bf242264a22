"""The layout of a picture: tables below each other, boxes in their rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from career_pathways.exports.outline import Outline, Place, order
from career_pathways.exports.part import Node
from career_pathways.loader.catalogue import Column

from .boxes import Box, Line

Cells = dict[int, list[Box]]
"""A row: the boxes of each column, 0 for the leftmost."""


class Table(NamedTuple):
    """A pathway, or what stands in none."""

    pathway: Node | None
    rows: list[Cells]

    @property
    def in_columns(self) -> bool:
        """Whether any of its boxes stands in a column of the map; else they stand side by side as there is room."""
        boxes = [box for cells in self.rows for cell in cells.values() for box in cell]
        nodes = [box.cluster or box.lines[0].node for box in boxes if box.cluster or box.lines]
        return not nodes or any(node.properties["column"] is not None for node in nodes)


class Section(NamedTuple):
    """A route, or what names it."""

    route: Node | None
    name: str
    tables: list[Table]


def sections_of(drawn: Outline) -> list[Section]:
    """The routes of an outline, each with its tables, from the top (rules 1 and 2 of exports/picture/map_picture.py).

    A pathway is a table with a row for each row of its clusters. What stands in no pathway comes in a table without a
    name, in the route that its occupations name: clusters first, and occupations by themselves in a row below.
    """
    nodes = {place.node.id: place.node for root in drawn.roots for place in root}
    more: dict[str, list[Node]] = {}
    for relationship in drawn.also:
        if relationship.kind.name == "IN_CLUSTER":
            more.setdefault(relationship.destination, []).append(nodes[relationship.origin])

    def listed(place: Place) -> list[Node]:
        """The occupations of a cluster, or of a pathway; one by itself."""
        inside = [*(p.node for p in place), *(node for p in place for node in more.get(p.node.id, ()))]
        return sorted((node for node in inside if node.label.name == "Occupation"), key=order)

    def box(place: Place) -> tuple[int, Box]:
        cluster = place.node if place.node.label.name == "Cluster" else None
        column = place.node.properties["column"]
        return 0 if column is None else Column(column).position, Box.of(cluster, listed(place))

    def rows(places: Sequence[Place]) -> list[Cells]:
        """Clusters of a row of a pathway are a row; occupations by themselves are below, then what has no column."""
        pathways: dict[str, int] = {}
        loose = 0
        found: dict[tuple[int, int], Cells] = {}
        for place in places:
            key = (len(places), 0)
            if place.node.label.name == "Cluster":
                pathway = place.node.id.rpartition("/")[0]
                key = (pathways.setdefault(pathway, len(pathways)), place.node.properties["row"] or 0)
            column, one = box(place)
            if place.node.properties["column"] is None:
                key, column, loose = (len(places) + 1, loose // len(Column)), loose % len(Column), loose + 1
            found.setdefault(key, {}).setdefault(column, []).append(one)
        return [found[key] for key in sorted(found)]

    sections: list[Section] = []
    named: dict[str, Section] = {}
    loose: dict[str, list[Place]] = {}
    for root in drawn.roots:
        node = root.node
        if node.label.name == "Route":
            sections.append(Section(node, node.name, [Table(p.node, rows(p.held)) for p in root.held]))
            named.setdefault(node.name, sections[-1])
            continue
        name = next((occupation.properties["route_name"] for occupation in listed(root)), "")
        if name not in named:
            named[name] = Section(None, name, [])
            sections.append(named[name])
        if node.label.name == "Pathway":
            named[name].tables.append(Table(node, rows(root.held)))
        else:
            loose.setdefault(name, []).append(root)
    for name, places in loose.items():
        named[name].tables.append(Table(None, rows(places)))
    return sections


class Spot(NamedTuple):
    """Where a box stands, or a line of it."""

    row: int
    """From the top, over all tables."""
    column: int
    place: int
    """From the top of its cell."""
    line: int = -1
    """Of the occupations that the box lists; -1 for the box itself."""

    @property
    def box(self) -> Spot:
        """That of the box itself."""
        return self._replace(line=-1)


@dataclass(frozen=True, slots=True)
class Layout:
    """The place of each box."""

    boxes: dict[Spot, Box]
    spots: dict[tuple[str, str], Spot]
    """Of a cluster, by its id and ""; of an occupation, by its id and its cluster's, by its id and "" the first."""
    tables: list[int]
    """The number of the table of each row."""

    @classmethod
    def of(cls, sections: Sequence[Section]) -> Layout:
        """Of all tables, row by row as they are drawn."""
        layout = cls({}, {}, [])
        for number, table in enumerate(table for section in sections for table in section.tables):
            for cells in table.rows:
                for column, cell in sorted(cells.items()):
                    for place, box in enumerate(cell):
                        layout._add(Spot(len(layout.tables), column, place), box)
                layout.tables.append(number)
        return layout

    def _add(self, spot: Spot, box: Box) -> None:
        self.boxes[spot] = box
        cluster = "" if box.cluster is None else box.cluster.id
        if cluster:
            self.spots[cluster, ""] = spot
        for number, line in enumerate(box.lines):
            self.spots.setdefault((line.node.id, ""), spot._replace(line=number))
            self.spots[line.node.id, cluster] = spot._replace(line=number)

    def line(self, occupation: str) -> Line:
        """The first line of an occupation."""
        spot = self.spots[occupation, ""]
        return self.boxes[spot.box].lines[spot.line]
