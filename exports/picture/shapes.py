"""The shapes of a picture above its foot, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from career_pathways.exports.part import Node
from career_pathways.exports.text import xml_text
from career_pathways.loader.catalogue import Column

from .arrows import HEAD, WORDS_WIDTH, Arrow, Port, Ways, folded_words
from .boxes import BOX_WIDTH, PADDING, Box, Line, on_grid
from .layout import Layout, Section, Spot, Table
from .lettering import height_of, in_lines, lettered

MARGIN = 16
"""Around all that is drawn."""
_APART = 16
"""Between boxes of one cell, and the least between rows."""
_TRACK = 7
"""Between arrows that go along side by side."""

_TINTS = "#d9e7f2", "#c3d9ea", "#abc9e0"
"""Behind the names of the columns."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where columns and tracks lie, from left to right."""

    lefts: tuple[int, ...]
    """Of the boxes of each column."""
    tracks: tuple[int, ...]
    """The first track right of each column."""
    width: int

    @classmethod
    def of(cls, ways: Ways) -> Frame:
        """As wide as the arrows and their words need."""
        lefts, tracks, x = [], [], MARGIN
        ports = {
            (port.spot.column, port.sort == "right") for port in ways.offsets if port.words and port.sort != "leaves"
        }
        for column in range(len(Column)):
            lefts.append(x)
            x += BOX_WIDTH + 2 * HEAD + WORDS_WIDTH * ((column, True) in ports)
            tracks.append(x)
            number = ways.count(column + 1)
            if column + 1 < len(Column) or number:
                x += _TRACK * max(number - 1, 1) + 2 * HEAD + WORDS_WIDTH * ((column + 1, False) in ports)
            else:
                x = lefts[-1] + BOX_WIDTH
        return cls(tuple(lefts), tuple(tracks), x + MARGIN)


class _Area(NamedTuple):
    """Where a box is drawn."""

    top: int
    tops: tuple[int, ...]
    """The top of each occupation; after them, that of the end."""

    @property
    def bottom(self) -> int:
        return self.top + on_grid(self.tops[-1] + PADDING - self.top)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn above the foot."""

    sections: Sequence[Section]
    layout: Layout
    ways: Ways
    frame: Frame
    areas: dict[Spot, _Area] = field(default_factory=dict)
    gaps: dict[int, int] = field(default_factory=dict)
    """Where the gap above a row begins."""

    def drawn(self) -> tuple[list[str], int]:
        """The shapes, and where they end."""
        tables = self.layout.tables
        leaving = any(tables[a.start.spot.row] != tables[a.end.spot.row] for a in self.ways.arrows)
        # Rule 4 of map_picture.py: an arrow from table to table goes down between the columns, where no heading may
        # stand then
        width = BOX_WIDTH if leaving else self.frame.width - 2 * MARGIN
        shapes, top, row = [], MARGIN, 0
        for section in self.sections:
            shapes.append(f'<g class="route"{_data(section.route)}>\n')
            if section.name.split():
                name = in_lines(section.name, "route", width)
                shapes.append(lettered("route", MARGIN, top, name))
                top += height_of(name, "route") + 6
            if not section.tables:
                shapes.append(lettered("text", MARGIN, top, ["No pathway of it is here."]))
                top += height_of([""], "text")
            for table in section.tables:
                inside, bottom, row = self._table(table, top, row, width)
                shapes.append(
                    f'<g class="pathway"{_data(table.pathway)}><rect x="{MARGIN // 2}" y="{top}" '
                    f'width="{self.frame.width - MARGIN}" height="{bottom - top}" fill="#f3f4f2"/>\n'
                )
                shapes += [*inside, "</g>\n"]
                top = bottom + _APART
            shapes.append("</g>\n")
            top += _APART
        shapes += map(self._arrow, self.ways.arrows)
        shapes += map(self._words, self.ways.offsets)
        return shapes, top

    def _table(self, table: Table, top: int, row: int, width: int) -> tuple[list[str], int, int]:
        """The shapes of a table, where it ends, and the row after it."""
        shapes, top = [], top + PADDING
        if table.pathway is not None:
            name = in_lines(table.pathway.name, "heading", width)
            shapes.append(lettered("heading", MARGIN, top, name))
            top += height_of(name, "heading") + 6
        for column, x in zip(Column, self.frame.lefts, strict=True) if table.in_columns else ():
            words = [f"{column.value.replace('_', ' ').capitalize()}, levels {column.band[0]} to {column.band[1]}"]
            shapes.append(
                f'<rect x="{x}" y="{top}" width="{BOX_WIDTH}" height="24" fill="{_TINTS[column.position]}"/>\n'
                f"{lettered('name', x + BOX_WIDTH // 2, top + 4, words, 'middle')}"
            )
        top += 24 * table.in_columns
        for cells in table.rows:
            self.gaps[row] = top
            top += _APART + _TRACK * len(self.ways.above.get(row, ()))
            heading = max(cell[0].heading for cell in cells.values())
            bottom = top
            for position, cell in sorted(cells.items()):
                at = top
                for place, box in enumerate(cell):
                    spot = Spot(row, position, place)
                    area = self._area(spot, box, at, heading if place == 0 else box.heading)
                    self.areas[spot] = area
                    shapes.append(self._box(box, self.frame.lefts[position], area))
                    at = area.bottom + _APART
                bottom = max(bottom, area.bottom)
            top, row = bottom, row + 1
        return shapes, top + _APART, row

    def _area(self, spot: Spot, box: Box, top: int, heading: int) -> _Area:
        at = top + PADDING + max(heading, on_grid(self.ways.needed.get(spot, 0)))
        lines = [at]
        for number, line in enumerate(box.lines):
            needed = self.ways.needed.get(spot._replace(line=number), 0)
            at += on_grid(max(line.height, needed)) if self.ways.between_lines else line.height
            lines.append(at)
        return _Area(top, tuple(lines))

    def _box(self, box: Box, x: int, area: _Area) -> str:
        top = area.top + PADDING
        head = lettered("title", x + PADDING, top, box.name) if box.cluster else ""
        if box.only:
            head += lettered("reason", x + PADDING, top + height_of(box.name, "title"), box.only)
        listed = "".join(_line(line, x + PADDING, at) for line, at in zip(box.lines, area.tops, strict=False))
        return (
            f'<g class="{"cluster" if box.cluster else "box"}"{_data(box.cluster)}><rect x="{x}" y="{area.top}" '
            f'width="{BOX_WIDTH}" height="{area.bottom - area.top}" rx="4" fill="#ffffff" stroke="#1a1a1a"/>\n'
            f"{head}{listed}</g>\n"
        )

    def _arrow(self, arrow: Arrow) -> str:
        corners = self._corners(arrow)
        crossing = arrow.relationship.kind.name != "PROGRESSES_TO"
        dashes = ' stroke-dasharray="6 4"' if crossing else ""
        end, x = arrow.end, corners[-1][0]
        inwards = -1 if end.sort == "right" else 1
        heads = _head(corners[-1], inwards) + (_head(corners[0], -1) if arrow.both else "")
        line = [
            (corners[0][0] + HEAD * arrow.both, corners[0][1]),
            *corners[1:-1],
            (x - inwards * HEAD, corners[-1][1]),
        ]
        return (
            f'<g class="{"crossing" if crossing else "progression"}" data-from={_attribute(arrow.relationship.origin)} '
            f"data-to={_attribute(arrow.relationship.destination)}>"
            f'<path d="{_rounded(line)}" fill="none" stroke="#1a1a1a"{dashes}/>\n{heads}</g>\n'
        )

    def _words(self, port: Port) -> str:
        """What is said where arrows enter, once for all of them."""
        lines = folded_words(port)
        if not lines:
            return ""
        left, top = self.frame.lefts[port.spot.column], self._height(port) + 3
        x, anchor = (left + BOX_WIDTH + HEAD, "start") if port.sort == "right" else (left - HEAD, "end")
        return f'<g class="words">{lettered("reason", x, top, lines, anchor)}</g>\n'

    def _corners(self, arrow: Arrow) -> list[tuple[int, int]]:
        """Where an arrow begins, turns and ends (rule 4 of exports/picture/map_picture.py)."""
        start, end = arrow.start, arrow.end
        x, to = self.frame.lefts[start.spot.column] + BOX_WIDTH, self.frame.lefts[end.spot.column]
        to += BOX_WIDTH * (end.sort == "right")
        y, to_y = self._height(start), self._height(end)
        if end.sort == "level":
            return [(x, y), (to, to_y)]
        turn = self._track(arrow.out, start)
        if not arrow.round:
            return [(x, y), (turn, y), (turn, to_y), (to, to_y)]
        row, last = end.spot.row, self._track(arrow.back, end)
        along = self.gaps[row] + _APART // 2 + _TRACK * self.ways.above[row][start]
        return [(x, y), (turn, y), (turn, along), (last, along), (last, to_y), (to, to_y)]

    def _height(self, port: Port) -> int:
        area = self.areas[port.spot.box]
        top = area.top + PADDING if port.spot.line < 0 else area.tops[port.spot.line]
        return top + self.ways.offsets[port]

    def _track(self, channel: int, port: Port) -> int:
        return self.frame.tracks[channel - 1] + _TRACK * self.ways.tracks[channel, port]


def _line(line: Line, x: int, top: int) -> str:
    """An occupation in its box: its level, its title, and whether it takes a degree."""
    wide, degree = line.indent - 8, ""
    if line.degree_beside:
        last = top + height_of(line.title[1:], "text")
        degree = lettered("reason", x + BOX_WIDTH - 2 * PADDING, last + 1, ["degree"], "end")
    elif line.node.properties["degree"]:
        degree = lettered("reason", x + line.indent, top + height_of(line.title, "text"), ["degree"])
    return (
        f'<g class="occupation"{_data(line.node)}><rect x="{x}" y="{top}" width="{wide}" height="16" rx="3" '
        f'fill="#ffffff" stroke="#5a5a5a"/>\n{lettered("text", x + wide // 2, top, [line.level], "middle")}'
        f"{lettered('text', x + line.indent, top, line.title)}{degree}</g>\n"
    )


def _head(point: tuple[int, int], inwards: int) -> str:
    x, y = point
    back = x - inwards * HEAD
    return f'<polygon points="{x},{y} {back},{y - 4} {back},{y + 4}"/>\n'


def _rounded(points: Sequence[tuple[int, int]]) -> str:
    """A line that turns in a curve, so that a turn and a crossing of two lines do not look the same."""
    drawn = [f"M{points[0][0]},{points[0][1]}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        (x, y), (to_x, to_y) = _towards(at, before), _towards(at, after)
        drawn.append(f"L{x:g},{y:g}Q{at[0]},{at[1]} {to_x:g},{to_y:g}")
    return f"{''.join(drawn)}L{points[-1][0]},{points[-1][1]}"


def _towards(corner: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """Where the curve of a corner ends: up to 5 from it, half way at most."""
    (x, y), (to_x, to_y) = corner, other
    length = abs(to_x - x) + abs(to_y - y)
    part = min(5, length / 2) / length if length else 0
    return x + part * (to_x - x), y + part * (to_y - y)


def _data(node: Node | None) -> str:
    return "" if node is None else f" data-id={_attribute(node.id)}"


def _attribute(text: str) -> str:
    return quoteattr(xml_text(text))
