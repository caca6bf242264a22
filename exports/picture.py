"""A part drawn as the published map is: a table for each pathway, with its three columns and its rows. SVG and PNG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import BinaryIO, NamedTuple
from xml.sax.saxutils import quoteattr

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import ExportError, WrongExport

from .about import remarks
from .flat import write_text, xml_text
from .lettering import FONTS, folded, height_of, lettered, measured, safe
from .outline import Outline, Place, outline
from .part import Node, Part, Relationship

_COLUMN = 320
"""The width of a box."""
_MARGIN = 16
_PADDING = 10
_APART = 16
"""Between boxes of one cell, and the least between rows."""
_GRID = 16
"""Boxes of a row stand on lines so far apart, so that ends of arrows at different offsets never meet."""
_TRACK = 7
"""Between arrows that go along side by side."""
_HEAD = 8
"""How long the head of an arrow is."""
_WORDS = 116
"""The room for the words of an arrow."""
_OFFSETS = {"leaves": 8, "level": 8, "left": 16, "right": 20}
"""From a line of the grid to where arrows leave a box and enter it, by the sort of the port."""

_TINTS = "#d9e7f2", "#c3d9ea", "#abc9e0"
"""Behind the names of the columns."""

_FEW = 40
"""Up to so many progressions and crossings are drawn from occupation to occupation."""
_FEW_TURNS = 16
"""Up to so many progressions of a pathway's clusters into other rows are drawn: more of them hide the map."""

_BASES = {
    "within_cluster": "next level, same cluster",
    "same_row": "next column, same row",
    "skips_column": "past an empty column",
    "same_pathway": "next column, another row",
    "what_if": "what if",
}
_CROSSINGS = {"same_title": "same title", "close_title": "close title"}

_LONGEST = 32_767
"""Pixels a side: many programs open no more."""
_MOST = 60_000_000
"""Pixels of all: that takes some six seconds to draw, and half a gigabyte."""


def svg(part: Part, out: BinaryIO) -> None:
    """Write a part as a picture in SVG: real text, nothing to load or to run, the same bytes each time.

    1. A heading for each route, a table for each pathway with its columns from left to right, the rows as in the map.
       Clusters are boxes; each lists all its occupations, the level of each before it ("–" where none is stated).
    2. What stands in nothing that the part holds comes in the route that its occupations name: pathways as tables,
       clusters by row and column, occupations as boxes in their own column.
    3. Up to 40 progressions and crossings between occupations are arrows from line to line, with their basis in words,
       crossings dashed (one line with two heads where they lead both ways). Where there are more, or none, those
       between clusters are arrows from box to box: in the same row, past a column, and into another row where the
       pathway has 16 of these at most. The foot says how many of each are drawn, and how many there are.
    4. An arrow leaves its box on the right. It enters the next on the left, in the same column or further left on the
       right. It turns only between the columns and between the rows, where there are no boxes: those of one origin
       are one line up to where they part, and those that do not belong together never lie on each other.
    5. No text is cut off: it is folded by a measure that is wide for any of the fonts, and what holds it grows.
    """
    write_text(out, _picture(part).svg())


def png(part: Part, out: BinaryIO) -> None:
    """Write the same picture as PNG, in double size where that is not too large.

    Its letters are those of the machine's fonts. Raises ExportError where resvg-py is not installed or no font is
    found, WrongExport where the picture is too large for what opens PNG.
    """
    try:
        import resvg_py  # noqa: PLC0415 -- only this format needs it
    except ImportError as error:
        raise ExportError("PNG needs resvg-py, which is not installed: pip install 'career-pathways[png]'") from error
    picture = _picture(part)
    side, area = max(picture.width, picture.height), picture.width * picture.height
    if side > _LONGEST or area > _MOST:
        raise WrongExport(
            f"A picture of {picture.width:,} by {picture.height:,} pixels is too large for PNG: "
            "choose a route or a pathway, or export svg"
        )
    zoom = 2 if 2 * side <= _LONGEST and 4 * area <= _MOST else 1
    if not _has_fonts(resvg_py):
        raise ExportError(
            "PNG needs a font, and none was found: install DejaVu Sans, Liberation Sans or Noto Sans, or export svg"
        )
    out.write(_rendered(resvg_py, "".join(picture.svg()), zoom))


def _rendered(resvg_py: ModuleType, text: str, zoom: int) -> bytes:
    # the last of FONTS stands for any other font; where none of the rest is there, this one may be
    drawn: bytes = resvg_py.svg_to_bytes(svg_string=text, zoom=zoom, sans_serif_family="Noto Sans")
    return drawn


def _has_fonts(resvg_py: ModuleType) -> bool:
    """Whether letters are drawn: without a font, resvg leaves them out and says nothing."""
    one, none = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" font-family={quoteattr(FONTS)}>'
        f'<text y="15">{letters}</text></svg>'
        for letters in ("a", "")
    )
    return _rendered(resvg_py, one, 1) != _rendered(resvg_py, none, 1)


# What stands where ----------------------------------------------------------------------------------------


class _Entry(NamedTuple):
    """An occupation as a box lists it."""

    node: Node
    title: list[str]
    level: str
    indent: int
    """From the left of its level to that of its title."""

    @classmethod
    def of(cls, node: Node) -> _Entry:
        stated = node.properties["level"]
        level = "–" if stated is None else str(stated)
        indent = max(22, round(measured(level, "text")) + 8) + 8
        return cls(node, _lines(node.name, "text", _COLUMN - 2 * _PADDING - indent), level, indent)

    @property
    def degree_beside(self) -> bool:
        """Whether it takes a degree, and the word has room beside the last line of the title."""
        used = self.indent + measured(self.title[-1], "text") + 8 + measured("degree", "reason")
        return self.node.properties["degree"] and used <= _COLUMN - 2 * _PADDING

    @property
    def height(self) -> int:
        below = ["degree"] if self.node.properties["degree"] and not self.degree_beside else []
        return height_of(self.title, "text") + height_of(below, "reason") + 4


class _Box(NamedTuple):
    """A cluster with its occupations, or an occupation by itself."""

    cluster: Node | None
    name: list[str]
    entries: tuple[_Entry, ...]

    @classmethod
    def of(cls, cluster: Node | None, occupations: Sequence[Node]) -> _Box:
        name = [] if cluster is None else _lines(cluster.name, "title", _COLUMN - 2 * _PADDING)
        return cls(cluster, name, tuple(map(_Entry.of, occupations)))

    @property
    def only(self) -> list[str]:
        return ["apprenticeship only"] if self.cluster and self.cluster.properties["apprenticeship_only"] else []

    @property
    def heading(self) -> int:
        """The room for the name and what stands below it."""
        if self.cluster is None:
            return 0
        return _on_grid(height_of(self.name, "title") + height_of(self.only, "reason") + 4)


_Cells = dict[int, list[_Box]]
"""A row: the boxes of each column, 0 for the leftmost."""


class _Table(NamedTuple):
    """A pathway, or what stands in none."""

    pathway: Node | None
    rows: list[_Cells]


class _Section(NamedTuple):
    """A route, or what names it."""

    route: Node | None
    name: str
    tables: list[_Table]


def _sections(drawn: Outline) -> list[_Section]:
    """Rules 1 and 2."""
    nodes = {place.node.id: place.node for root in drawn.roots for place in root}
    more: dict[str, list[Node]] = {}
    for relationship in drawn.also:
        if relationship.kind.name == "IN_CLUSTER":
            more.setdefault(relationship.destination, []).append(nodes[relationship.origin])

    def listed(place: Place) -> list[Node]:
        """The occupations of a cluster, or of a pathway; one by itself."""
        inside = [*(p.node for p in place), *(node for p in place for node in more.get(p.node.id, ()))]
        return sorted((node for node in inside if node.label.name == "Occupation"), key=_order)

    def box(place: Place) -> tuple[int, _Box]:
        cluster = place.node if place.node.label.name == "Cluster" else None
        return Column(place.node.properties["column"]).position, _Box.of(cluster, listed(place))

    def rows(places: Sequence[Place]) -> list[_Cells]:
        """Clusters of one row of one pathway are a row; occupations by themselves are one below."""
        pathways: dict[str, int] = {}
        found: dict[tuple[int, int], _Cells] = {}
        for place in places:
            key = (len(places), 0)
            if place.node.label.name == "Cluster":
                pathway = place.node.id.rpartition("/")[0]
                key = (pathways.setdefault(pathway, len(pathways)), place.node.properties["row"])
            column, one = box(place)
            found.setdefault(key, {}).setdefault(column, []).append(one)
        return [found[key] for key in sorted(found)]

    sections: list[_Section] = []
    named: dict[str, _Section] = {}
    loose: dict[str, list[Place]] = {}
    for root in drawn.roots:
        node = root.node
        if node.label.name == "Route":
            sections.append(_Section(node, node.name, [_Table(p.node, rows(p.held)) for p in root.held]))
            named.setdefault(node.name, sections[-1])
            continue
        name = next((occupation.properties["route_name"] for occupation in listed(root)), "")
        if name not in named:
            named[name] = _Section(None, name, [])
            sections.append(named[name])
        if node.label.name == "Pathway":
            named[name].tables.append(_Table(node, rows(root.held)))
        else:
            loose.setdefault(name, []).append(root)
    for name, places in loose.items():
        named[name].tables.append(_Table(None, rows(places)))
    return sections


def _order(node: Node) -> tuple[bool, int, str, str]:
    """As in outline.py."""
    level = node.properties["level"]
    return level is None, level or 0, node.name, node.id


class _Spot(NamedTuple):
    """Where a box stands, or a line of it."""

    row: int
    """From the top, over all tables."""
    column: int
    place: int
    """From the top of its cell."""
    line: int = -1
    """Of the occupations that the box lists; -1 for the box itself."""

    @property
    def box(self) -> _Spot:
        return self._replace(line=-1)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where all boxes stand."""

    boxes: dict[_Spot, _Box]
    spots: dict[tuple[str, str], _Spot]
    """Of a cluster, by its id and ""; of an occupation, by its id and its cluster's, by its id and "" the first."""
    tables: list[int]
    """The number of the table of each row."""

    @classmethod
    def of(cls, sections: Sequence[_Section]) -> _Standing:
        """Row by row, as they are drawn."""
        standing = cls({}, {}, [])
        for number, table in enumerate(table for section in sections for table in section.tables):
            for cells in table.rows:
                for column, cell in sorted(cells.items()):
                    for place, box in enumerate(cell):
                        standing._add(_Spot(len(standing.tables), column, place), box)
                standing.tables.append(number)
        return standing

    def _add(self, spot: _Spot, box: _Box) -> None:
        self.boxes[spot] = box
        cluster = "" if box.cluster is None else box.cluster.id
        if cluster:
            self.spots[cluster, ""] = spot
        for line, entry in enumerate(box.entries):
            self.spots.setdefault((entry.node.id, ""), spot._replace(line=line))
            self.spots[entry.node.id, cluster] = spot._replace(line=line)

    def entry(self, occupation: str) -> _Entry:
        """The first line of an occupation."""
        spot = self.spots[occupation, ""]
        return self.boxes[spot.box].entries[spot.line]


class _Port(NamedTuple):
    """Where arrows leave or enter a box."""

    spot: _Spot
    sort: str
    """`leaves`, on the right; for those that enter `level`, on the left from a box beside it, `left` or `right`."""
    words: str
    """Said below it; for one where arrows leave, what kind of arrow."""


class _Arrow(NamedTuple):
    """A relationship that is drawn."""

    start: _Port
    end: _Port
    round: bool
    """Whether it goes along above the row of its end, past a box in between."""
    relationship: Relationship
    both: bool
    """Whether it leads back, too."""

    @property
    def out(self) -> int:
        """Between which columns it turns first: 1 is right of the leftmost."""
        return self.start.spot.column + 1

    @property
    def back(self) -> int:
        """Between which columns it turns last."""
        return self.end.spot.column + (self.end.sort == "right")


# Which arrows ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is drawn of the progressions and crossings."""

    between: str
    """`Occupation` or `Cluster`."""
    moves: tuple[Relationship, ...]
    told: str
    """For the foot."""


def _chosen(moves: Sequence[Relationship], standing: _Standing) -> _Chosen:
    """Rule 3."""

    def table(move: Relationship) -> int:
        return standing.tables[standing.spots[move.origin, ""].row]

    between = [move for move in moves if move.kind.start == "Occupation"]
    turns = Counter(table(move) for move in moves if _turns(move))
    if 0 < len(between) <= _FEW:
        of, drawn = "Occupation", between
    else:
        of = "Cluster"
        clusters = [move for move in moves if move.kind.start == "Cluster"]
        drawn = [move for move in clusters if not _turns(move) or turns[table(move)] <= _FEW_TURNS]
    strength = {why: position for position, why in enumerate((*_BASES.values(), *_CROSSINGS.values()))}
    kinds = sorted(map(_kind, moves), key=lambda kind: (kind[0], strength.get(kind[1], len(strength)), kind[1]))
    there, shown = Counter(kinds), Counter(map(_kind, drawn))
    words = ["The part holds no progressions and no crossings."] if not there else []
    for what in dict.fromkeys(what for what, _ in there):
        told = [f"{shown[kind]:,} of {there[kind]:,} ({kind[1]})" for kind in there if kind[0] == what]
        words.append(f"Arrows drawn for {what}: {', '.join(told)}.")
    if of == "Cluster" and any(number > _FEW_TURNS for number in turns.values()):
        words.append(f"Arrows into another row are drawn where a pathway has {_FEW_TURNS} of them at most.")
    if any(move.kind.name != "PROGRESSES_TO" for move in drawn):
        words.append("A dashed arrow is a crossing: the same occupation under another route.")
    return _Chosen(of, tuple(drawn), " ".join(words))


def _turns(move: Relationship) -> bool:
    return move.kind.start == "Cluster" and move.properties["basis"] == "same_pathway"


def _kind(move: Relationship) -> tuple[str, str]:
    of = f"progressions between {move.kind.start.lower()}s" if move.kind.name == "PROGRESSES_TO" else "crossings"
    return of, _reason(move)


def _reason(move: Relationship) -> str:
    words, key = (_BASES, "basis") if move.kind.name == "PROGRESSES_TO" else (_CROSSINGS, "match")
    return words.get(move.properties[key], str(move.properties[key]))


def _said(move: Relationship) -> str:
    """What stands beside an arrow."""
    return _reason(move) if move.kind.name == "PROGRESSES_TO" else f"crossing: {_reason(move)}"


# Where the arrows go --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ways:
    """All arrows, and the tracks that they take."""

    arrows: tuple[_Arrow, ...]
    tracks: dict[tuple[int, _Port], int]
    """Which track between two columns is that of a port: of the first turn by where an arrow leaves, of the last of a
    round one by where it enters."""
    above: dict[int, list[_Port]]
    """Those that go along above a row, by where they leave."""
    between_lines: bool
    """Whether they lead from line to line."""
    offsets: dict[_Port, int]
    """How far down each port is."""
    needed: dict[_Spot, int]
    """How high a spot is at least, for its ports and their words."""

    def count(self, channel: int) -> int:
        """How many tracks there are between two columns."""
        return max((track + 1 for (at, _), track in self.tracks.items() if at == channel), default=0)


def _ways(chosen: _Chosen, standing: _Standing) -> _Ways:
    """Rule 4."""
    arrows = _arrows(chosen, standing)
    reach: dict[tuple[int, _Port], tuple[int, int]] = {}
    above: dict[int, list[_Port]] = {}
    for arrow in arrows:
        if arrow.end.sort == "level":
            continue
        rows = sorted((arrow.start.spot.row, arrow.end.spot.row))
        low, high = reach.get((arrow.out, arrow.start), (rows[0], rows[1]))
        reach[arrow.out, arrow.start] = min(low, rows[0]), max(high, rows[1])
        if arrow.round:
            row = arrow.end.spot.row
            reach[arrow.back, arrow.end] = row, row
            if arrow.start not in above.setdefault(row, []):
                above[row].append(arrow.start)
    offsets, needed = _offsets(arrows)
    return _Ways(tuple(arrows), _tracks(reach), above, chosen.between == "Occupation", offsets, needed)


def _arrows(chosen: _Chosen, standing: _Standing) -> list[_Arrow]:
    spots = standing.spots
    taken = {(spot.row, spot.column) for spot in spots.values()}
    crossings = {(m.origin, m.destination) for m in chosen.moves if m.kind.name != "PROGRESSES_TO"}
    leaving: dict[_Spot, list[_Port]] = {}
    entered: set[_Spot] = set()
    arrows = []
    for move in chosen.moves:
        start = spots.get((move.origin, move.properties.get("from_cluster", "")), spots[move.origin, ""])
        end = spots.get((move.destination, move.properties.get("to_cluster", "")), spots[move.destination, ""])
        crossing = move.kind.name != "PROGRESSES_TO"
        both = crossing and move.origin != move.destination and (move.destination, move.origin) in crossings
        if both and (start.column, start) > (end.column, end):
            continue  # drawn with the one that leads the other way
        leaves = _Port(start, "leaves", "both" if both else "crossing" if crossing else "progression")
        ports = leaving.setdefault(start, [])
        if leaves not in ports:
            ports.append(leaves)
        rightwards = start.column < end.column
        between = any((end.row, column) in taken for column in range(start.column + 1, end.column))
        first = start.place == end.place == 0 and start.line == end.line <= 0
        sort = "left" if rightwards else "right"
        if rightwards and first and start.row == end.row and not between and ports[0] == leaves and end not in entered:
            sort = "level"
            entered.add(end)
        words = _said(move) if chosen.between == "Occupation" else ""
        past = between if rightwards else start.column != end.column
        arrows.append(_Arrow(leaves, _Port(end, sort, words), past, move, both))
    return arrows


def _tracks(reach: dict[tuple[int, _Port], tuple[int, int]]) -> dict[tuple[int, _Port], int]:
    """As few tracks as can be, so that no two on one track come to the same row. In: the first and the last row."""
    tracks: dict[tuple[int, _Port], int] = {}
    ends: dict[int, list[int]] = {}
    for (channel, port), (first, last) in sorted(reach.items(), key=lambda item: (item[0][0], item[1], item[0][1])):
        used = ends.setdefault(channel, [])
        track = next((i for i, end in enumerate(used) if end < first), len(used))
        used[track : track + 1] = [last]
        tracks[channel, port] = track
    return tracks


def _offsets(arrows: Sequence[_Arrow]) -> tuple[dict[_Port, int], dict[_Spot, int]]:
    """How far down in its spot each port is, and how high a spot is at least."""
    sides: dict[tuple[_Spot, bool], list[_Port]] = {}
    for port in dict.fromkeys([*(arrow.start for arrow in arrows), *(arrow.end for arrow in arrows)]):
        sides.setdefault((port.spot, port.sort in {"leaves", "right"}), []).append(port)
    offsets: dict[_Port, int] = {}
    needed: dict[_Spot, int] = {}
    for (spot, _), ports in sides.items():
        down = 0
        for port in sorted(ports, key=lambda port: port.sort not in {"leaves", "level"}):
            at = _OFFSETS[port.sort]
            at += _on_grid(max(0, down - at))
            offsets[port] = at
            down = at + 4 + height_of(_folded_words(port), "reason")
        needed[spot] = max(needed.get(spot, 0), down)
    return offsets, needed


def _folded_words(port: _Port) -> list[str]:
    return [] if port.sort == "leaves" or not port.words else _lines(port.words, "reason", _WORDS - 2 * _HEAD)


# What is drawn --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Picture:
    """The shapes of a part."""

    width: int
    height: int
    head: str
    shapes: list[str]

    def svg(self) -> Iterator[str]:
        """The file, in pieces."""
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" font-family={quoteattr(FONTS)} fill="#1a1a1a">\n{self.head}'
            f'<rect width="{self.width}" height="{self.height}" fill="#ffffff"/>\n'
        )
        yield from self.shapes
        yield "</svg>\n"


def _picture(part: Part) -> _Picture:
    drawn = outline(part)
    sections = _sections(drawn)
    standing = _Standing.of(sections)
    chosen = _chosen(drawn.moves, standing)
    ways = _ways(chosen, standing)
    frame = _Frame.of(ways)
    shapes, top = _Sheet(sections, standing, ways, frame).drawn()
    facts = remarks(part)
    for words in ("Before an occupation stands its level, – where the map states none.", chosen.told, *facts):
        lines = _lines(words, "reason", frame.width - 2 * _MARGIN)
        shapes.append(lettered("reason", _MARGIN, top, lines))
        top += height_of(lines, "reason") + 4
    title = _title(part, sections)
    moves = [_told(move, standing) for move in chosen.moves if chosen.between == "Occupation"]
    head = (
        f"<title>{safe(title)}</title>\n<desc>{safe(' '.join([f'{title}.', *moves, chosen.told, *facts]))}</desc>\n"
        f"<metadata>{safe(chr(10).join(facts))}</metadata>\n"
    )
    return _Picture(frame.width, top + _MARGIN, head, shapes)


def _title(part: Part, sections: Sequence[_Section]) -> str:
    names = list(dict.fromkeys(" ".join(section.name.split()) for section in sections))
    labels = [label for label in ("Route", "Pathway", "Cluster", "Occupation") if part.counts.get(label)]
    counts = [f"{part.counts[label]:,} {label.lower()}{'s' * (part.counts[label] != 1)}" for label in labels]
    what = ", ".join(filter(None, names)) if len(names) <= 3 else ""
    return f"{what or 'Occupational map'}: {', '.join(counts) or 'nothing'}"


def _told(move: Relationship, standing: _Standing) -> str:
    """An arrow between occupations, for those who do not see it."""
    ends = (standing.entry(id_) for id_ in (move.origin, move.destination))
    origin, destination = (f"{' '.join(e.node.name.split())} ({e.level})" for e in ends)
    return f"From {origin} to {destination}: {_said(move)}."


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands where from left to right."""

    lefts: tuple[int, ...]
    """Of the boxes of each column."""
    tracks: tuple[int, ...]
    """The first track right of each column."""
    width: int

    @classmethod
    def of(cls, ways: _Ways) -> _Frame:
        """As wide as the arrows and their words need."""
        lefts, tracks, x = [], [], _MARGIN
        ports = {
            (port.spot.column, port.sort == "right") for port in ways.offsets if port.words and port.sort != "leaves"
        }
        for column in range(len(Column)):
            lefts.append(x)
            x += _COLUMN + 2 * _HEAD + _WORDS * ((column, True) in ports)
            tracks.append(x)
            number = ways.count(column + 1)
            if column + 1 < len(Column) or number:
                x += _TRACK * max(number - 1, 1) + 2 * _HEAD + _WORDS * ((column + 1, False) in ports)
            else:
                x = lefts[-1] + _COLUMN
        return cls(tuple(lefts), tuple(tracks), x + _MARGIN)


class _Area(NamedTuple):
    """Where a box is drawn."""

    top: int
    lines: tuple[int, ...]
    """The top of each occupation; after them, that of the end."""

    @property
    def bottom(self) -> int:
        return self.top + _on_grid(self.lines[-1] + _PADDING - self.top)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """All that is drawn above the foot."""

    sections: Sequence[_Section]
    standing: _Standing
    ways: _Ways
    frame: _Frame
    areas: dict[_Spot, _Area] = field(default_factory=dict)
    gaps: dict[int, int] = field(default_factory=dict)
    """Where the gap above a row begins."""

    def drawn(self) -> tuple[list[str], int]:
        """The shapes, and where they end."""
        tables = self.standing.tables
        leaving = any(tables[a.start.spot.row] != tables[a.end.spot.row] for a in self.ways.arrows)
        # Rule 4: an arrow from table to table goes down between the columns, where no heading may stand then
        width = _COLUMN if leaving else self.frame.width - 2 * _MARGIN
        shapes, top, row = [], _MARGIN, 0
        for section in self.sections:
            shapes.append(f'<g class="route"{_data(section.route)}>\n')
            if section.name.split():
                name = _lines(section.name, "route", width)
                shapes.append(lettered("route", _MARGIN, top, name))
                top += height_of(name, "route") + 6
            if not section.tables:
                shapes.append(lettered("text", _MARGIN, top, ["No pathway of it is here."]))
                top += height_of([""], "text")
            for table in section.tables:
                inside, bottom, row = self._table(table, top, row, width)
                shapes.append(
                    f'<g class="pathway"{_data(table.pathway)}><rect x="{_MARGIN // 2}" y="{top}" '
                    f'width="{self.frame.width - _MARGIN}" height="{bottom - top}" fill="#f3f4f2"/>\n'
                )
                shapes += [*inside, "</g>\n"]
                top = bottom + _APART
            shapes.append("</g>\n")
            top += _APART
        shapes += map(self._arrow, self.ways.arrows)
        shapes += map(self._words, self.ways.offsets)
        return shapes, top

    def _table(self, table: _Table, top: int, row: int, width: int) -> tuple[list[str], int, int]:
        """The shapes of a table, where it ends, and the row after it."""
        shapes, top = [], top + _PADDING
        if table.pathway is not None:
            name = _lines(table.pathway.name, "heading", width)
            shapes.append(lettered("heading", _MARGIN, top, name))
            top += height_of(name, "heading") + 6
        for column, x in zip(Column, self.frame.lefts, strict=True):
            words = [f"{column.value.replace('_', ' ').capitalize()}, levels {column.band[0]} to {column.band[1]}"]
            shapes.append(
                f'<rect x="{x}" y="{top}" width="{_COLUMN}" height="24" fill="{_TINTS[column.position]}"/>\n'
                f"{lettered('name', x + _COLUMN // 2, top + 4, words, 'middle')}"
            )
        top += 24
        for cells in table.rows:
            self.gaps[row] = top
            top += _APART + _TRACK * len(self.ways.above.get(row, ()))
            heading = max(cell[0].heading for cell in cells.values())
            bottom = top
            for position, cell in sorted(cells.items()):
                at = top
                for place, box in enumerate(cell):
                    spot = _Spot(row, position, place)
                    area = self._area(spot, box, at, heading if place == 0 else box.heading)
                    self.areas[spot] = area
                    shapes.append(self._box(box, self.frame.lefts[position], area))
                    at = area.bottom + _APART
                bottom = max(bottom, area.bottom)
            top, row = bottom, row + 1
        return shapes, top + _APART, row

    def _area(self, spot: _Spot, box: _Box, top: int, heading: int) -> _Area:
        at = top + _PADDING + max(heading, _on_grid(self.ways.needed.get(spot, 0)))
        lines = [at]
        for line, entry in enumerate(box.entries):
            needed = self.ways.needed.get(spot._replace(line=line), 0)
            at += _on_grid(max(entry.height, needed)) if self.ways.between_lines else entry.height
            lines.append(at)
        return _Area(top, tuple(lines))

    def _box(self, box: _Box, x: int, area: _Area) -> str:
        top = area.top + _PADDING
        head = lettered("title", x + _PADDING, top, box.name) if box.cluster else ""
        if box.only:
            head += lettered("reason", x + _PADDING, top + height_of(box.name, "title"), box.only)
        listed = "".join(_entry(entry, x + _PADDING, at) for entry, at in zip(box.entries, area.lines, strict=False))
        return (
            f'<g class="{"cluster" if box.cluster else "box"}"{_data(box.cluster)}><rect x="{x}" y="{area.top}" '
            f'width="{_COLUMN}" height="{area.bottom - area.top}" rx="4" fill="#ffffff" stroke="#1a1a1a"/>\n'
            f"{head}{listed}</g>\n"
        )

    def _arrow(self, arrow: _Arrow) -> str:
        corners = self._corners(arrow)
        crossing = arrow.relationship.kind.name != "PROGRESSES_TO"
        dashes = ' stroke-dasharray="6 4"' if crossing else ""
        end, x = arrow.end, corners[-1][0]
        inwards = -1 if end.sort == "right" else 1
        heads = _head(corners[-1], inwards) + (_head(corners[0], -1) if arrow.both else "")
        line = [
            (corners[0][0] + _HEAD * arrow.both, corners[0][1]),
            *corners[1:-1],
            (x - inwards * _HEAD, corners[-1][1]),
        ]
        return (
            f'<g class="{"crossing" if crossing else "progression"}" data-from={_attribute(arrow.relationship.origin)} '
            f"data-to={_attribute(arrow.relationship.destination)}>"
            f'<path d="{_rounded(line)}" fill="none" stroke="#1a1a1a"{dashes}/>\n{heads}</g>\n'
        )

    def _words(self, port: _Port) -> str:
        """What is said where arrows enter, once for all of them."""
        lines = _folded_words(port)
        if not lines:
            return ""
        left, top = self.frame.lefts[port.spot.column], self._height(port) + 3
        x, anchor = (left + _COLUMN + _HEAD, "start") if port.sort == "right" else (left - _HEAD, "end")
        return f'<g class="words">{lettered("reason", x, top, lines, anchor)}</g>\n'

    def _corners(self, arrow: _Arrow) -> list[tuple[int, int]]:
        """Rule 4."""
        start, end = arrow.start, arrow.end
        x, to = self.frame.lefts[start.spot.column] + _COLUMN, self.frame.lefts[end.spot.column]
        to += _COLUMN * (end.sort == "right")
        y, to_y = self._height(start), self._height(end)
        if end.sort == "level":
            return [(x, y), (to, to_y)]
        turn = self._track(arrow.out, start)
        if not arrow.round:
            return [(x, y), (turn, y), (turn, to_y), (to, to_y)]
        row, last = end.spot.row, self._track(arrow.back, end)
        along = self.gaps[row] + _APART // 2 + _TRACK * self.ways.above[row].index(start)
        return [(x, y), (turn, y), (turn, along), (last, along), (last, to_y), (to, to_y)]

    def _height(self, port: _Port) -> int:
        area = self.areas[port.spot.box]
        top = area.top + _PADDING if port.spot.line < 0 else area.lines[port.spot.line]
        return top + self.ways.offsets[port]

    def _track(self, channel: int, port: _Port) -> int:
        return self.frame.tracks[channel - 1] + _TRACK * self.ways.tracks[channel, port]


def _entry(entry: _Entry, x: int, top: int) -> str:
    """An occupation in its box: its level, its title, and whether it takes a degree."""
    wide, degree = entry.indent - 8, ""
    if entry.degree_beside:
        last = top + height_of(entry.title[1:], "text")
        degree = lettered("reason", x + _COLUMN - 2 * _PADDING, last + 1, ["degree"], "end")
    elif entry.node.properties["degree"]:
        degree = lettered("reason", x + entry.indent, top + height_of(entry.title, "text"), ["degree"])
    return (
        f'<g class="occupation"{_data(entry.node)}><rect x="{x}" y="{top}" width="{wide}" height="16" rx="3" '
        f'fill="#ffffff" stroke="#5a5a5a"/>\n{lettered("text", x + wide // 2, top, [entry.level], "middle")}'
        f"{lettered('text', x + entry.indent, top, entry.title)}{degree}</g>\n"
    )


def _head(point: tuple[int, int], inwards: int) -> str:
    x, y = point
    back = x - inwards * _HEAD
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


def _lines(text: str, size: str, width: int) -> list[str]:
    """Rule 5, of the text as XML can say it."""
    return folded(xml_text(text), size, width)


def _on_grid(height: int) -> int:
    return -(-height // _GRID) * _GRID


def _data(node: Node | None) -> str:
    return "" if node is None else f" data-id={_attribute(node.id)}"


def _attribute(text: str) -> str:
    return quoteattr(xml_text(text))
