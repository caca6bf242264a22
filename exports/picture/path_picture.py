"""Paths drawn as SVG in the layout of the map: its three columns from left to right, a lane for each route. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from career_pathways.loader.catalogue import Column
from career_pathways.loader.errors import WrongParameter, visible
from career_pathways.loader.words.titles import named
from career_pathways.queries.answers import BASES, CROSSINGS, INFERENCE, STATED
from career_pathways.queries.rows.paths import Link, Path, Paths

from .image import Picture, image
from .lettering import FONTS, height_of, in_lines, lettered, safe

_BOX = 220
_BETWEEN = 130
"""From a box to that in the next column: room for an arrow and its words."""
_NAMES = 150
"""Left of the boxes: the names of the routes."""
_PORT = 94
"""From the middle of a box to where arrows leave and enter it: downwards left of it, upwards right of it."""
_PADDING = 12
_LOWEST = 64
"""Of the heights of a row, so that the words of an arrow across fit above it."""
_WIDTH = _NAMES + 3 * _BOX + 2 * _BETWEEN + 40


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture; a notebook shows it."""

    svg: str = field(repr=False)
    """All of it, for a file that ends in `.svg`."""

    words: str
    """What it is, in a few words."""

    def _repr_html_(self) -> str:
        return image(self.svg, self.words)


def drawn(found: Paths | Path) -> Drawing:
    """A path as a picture; several paths one below the other.

    In: what `Explorer.path` or `Explorer.paths` answers with. Out: a drawing, whose `svg` is the text of the file: the
    same bytes each time, with nothing to load or to run, readable without colour and by a screen reader (its `title`
    and `desc`).

    1. An occupation is one box, however often a path comes to it. It stands in its column of the map, or, where one of
       them has none, further right the later it comes; and in the lane of its route. The lanes come in the order in
       which the path comes to the routes.
    2. A lane has as many rows as it needs. A step to the right stays in its row where that is free; any other move
       takes the first row where its place is, further down than where it comes from in the lane.
    3. A step is an arrow with its basis. A crossing is dashed, and says so.
    4. An arrow goes straight where no box is in between, and else round, through the gaps between rows and columns.
    5. No text is cut off: it is folded by a measure of its letters that is wide for any of the fonts, and what holds
       it grows.

    Raises WrongParameter for what is neither.
    """
    if not isinstance(found, Paths | Path):
        raise WrongParameter(f"{type(found).__name__} is neither a path nor paths.")
    paths, total = (found.paths, found.total or len(found.paths)) if isinstance(found, Paths) else ((found,), 1)
    note = STATED if ":" in paths[0].links[0].id else INFERENCE
    return Drawing(paths_picture(paths, (note,), total).svg, visible(_ends_in_words(paths)))


def paths_picture(paths: Sequence[Path], foot: Sequence[str], total: int | None = None) -> Picture:
    """Paths as `drawn` draws them, with the lines of the foot below. `total`: of how many paths they are the first."""
    drawings, words, top, total = [], [], _PADDING, total or len(paths)
    for number, path in enumerate(paths, 1):
        heading = f"Path {number} of {total}: " if total > 1 else ""
        shapes, bottom = _path(path, heading, top)
        drawings.append(shapes)
        words.append(f"{heading}{_in_words(path)}")
        top = bottom + 24
    for note in foot:
        lines = in_lines(note, "text", _WIDTH - 2 * _PADDING)
        drawings.append(lettered("text", _PADDING, top, lines))
        top += height_of(lines, "text") + 4
    height = top - 4 + _PADDING
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" font-family={quoteattr(FONTS)} fill="#1a1a1a" '
        'style="max-width:100%;height:auto">\n'
        f"<title>{safe(_ends_in_words(paths))}</title>\n"
        f"<desc>{safe(' '.join([*words, *foot]))}</desc>\n"
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n{"".join(drawings)}</svg>\n'
    )
    return Picture(text, _WIDTH, height)


# Where things stand ---------------------------------------------------------------------------------------


class _Stop(NamedTuple):
    """An occupation of a path."""

    id: str
    title: str
    level: int | None
    column: int
    """0 for the leftmost."""
    route: str
    in_column: bool = True
    """Whether that is a column of the map."""


class _Cell(NamedTuple):
    """A place for a box."""

    row: int
    """From the top, over all lanes."""
    column: int


def _stops(path: Path) -> list[_Stop]:
    """The occupations of a path, in its order."""
    first = path.links[0]
    start = (first.from_id, first.from_title, first.from_level, first.from_column, first.from_route_name)
    ends = [start, *((link.id, link.title, link.level, link.column, link.route_name) for link in path.links)]
    columns = [column for _, _, _, column, _ in ends if column is not None]
    if len(columns) == len(ends):
        positions = [Column(column).position for column in columns]
        return [_Stop(*end[:3], position, end[4]) for end, position in zip(ends, positions, strict=True)]
    first_at = {id_: i for i, (id_, *_) in reversed(list(enumerate(ends)))}
    return [
        _Stop(id_, title, level, first_at[id_] * len(Column) // len(ends), route, in_column=False)
        for id_, title, level, _, route in ends
    ]


def _placed(stops: Sequence[_Stop]) -> tuple[dict[str, _Cell], list[str]]:
    """The cell of each occupation, and the route of each row."""
    rows: dict[str, list[set[int]]] = {stop.route: [] for stop in stops}
    free = Counter[tuple[str, int]]()  # the first row of a lane that may be free in a column
    placed: dict[str, tuple[str, int, int]] = {}
    for before, stop in zip((None, *stops), stops, strict=False):
        if stop.id in placed:  # Rule 1
            continue
        lane, wanted, first = rows[stop.route], {stop.column}, 0
        if before is not None and before.route == stop.route:  # Rule 2
            first = placed[before.id][1]
            if stop.column > before.column:
                wanted = set(range(before.column + 1, stop.column + 1))  # its arrow keeps what is between free
            else:
                first += 1
        else:
            first = free[stop.route, stop.column]
        chosen = next((i for i in range(first, len(lane)) if not lane[i] & wanted), len(lane))
        if before is None or before.route != stop.route:
            free[stop.route, stop.column] = chosen + 1
        lane.extend(set() for _ in range(chosen + 1 - len(lane)))
        lane[chosen] |= wanted
        placed[stop.id] = (stop.route, chosen, stop.column)
    starts = dict(zip(rows, accumulate(map(len, rows.values()), initial=0), strict=False))
    cells = {id_: _Cell(starts[route] + row, column) for id_, (route, row, column) in placed.items()}
    return cells, [route for route, lane in rows.items() for _ in lane]


class _Arrow(NamedTuple):
    """A relationship as it is to be drawn."""

    start: _Cell
    end: _Cell
    words: tuple[str, ...]
    crossing: bool
    shape: str
    """`across` or `straight` where no box is in between, else `round` (rule 4)."""

    @property
    def gaps(self) -> tuple[int, int]:
        """The rows above which it goes along, first and last, unless it goes across."""
        start, end = self.start.row, self.end.row
        return (start, end + 1) if start > end else (min(start + 1, end), end)


def _arrow(link: Link, start: _Cell, end: _Cell, taken: Mapping[int, Sequence[int]]) -> _Arrow:
    """The arrow of a link between two cells. `taken`: the rows of the boxes of each column, in their order."""
    (top, bottom), columns = sorted((start.row, end.row)), sorted((start.column, end.column))
    within = sum(
        bisect_right(taken[column], bottom) - bisect_left(taken[column], top)
        for column in range(columns[0], columns[1] + 1)
        if column in taken
    )
    between, shape = within > len({start, end}), "round"  # Rule 4
    if not between and start.row == end.row and start.column < end.column:
        shape = "across"
    elif not between and start.column == end.column:
        shape = "straight"
    room = _BETWEEN - 40 if shape == "across" else _PORT - 8
    return _Arrow(start, end, tuple(in_lines(_reason(link), "reason", room)), link.basis is None, shape)


# What is drawn --------------------------------------------------------------------------------------------


def _path(path: Path, heading: str, top: int) -> tuple[str, int]:
    """The shapes of one path from `top` down, and where they end."""
    stops = list(dict.fromkeys(_stops(path)))
    cells, routes = _placed(_stops(path))
    taken: dict[int, list[int]] = {}
    for cell in sorted(cells.values()):
        taken.setdefault(cell.column, []).append(cell.row)
    arrows = [_arrow(link, cells[link.from_id], cells[link.id], taken) for link in path.links]

    title = in_lines(f"{heading}{_summary(path)}", "heading", _WIDTH - 2 * _PADDING)
    shapes = [lettered("heading", _PADDING, top, title)]
    top += height_of(title, "heading") + _PADDING
    names: list[str] = []
    for column in Column if stops[0].in_column else ():
        names = [_spaced(column).capitalize(), "levels {} to {}".format(*column.band)]
        shapes.append(lettered("name", _left(column.position) + _BOX // 2, top, names, "middle"))
    top += height_of(names, "name") + 8

    boxes = {stop: _Box(in_lines(stop.title, "title", _BOX - 2 * _PADDING), _level(stop)) for stop in stops}
    needed, gaps = Counter[int](), Counter[int]()
    for stop, box in boxes.items():
        needed[cells[stop.id].row] = max(needed[cells[stop.id].row], box.needed)
    for arrow in arrows:
        for row in arrow.gaps if arrow.shape != "across" else ():
            gaps[row] = max(gaps[row], height_of(arrow.words, "reason") + 22)
    rows: list[_Row] = []
    for route, lane in groupby(range(len(routes)), key=lambda row: routes[row]):
        names, begin = in_lines(route, "name", _NAMES - 2 * _PADDING), top
        for row in lane:
            rows.append(_Row(top, top + 16 + gaps[row], max(_LOWEST, needed[row])))
            top = rows[-1].bottom
        top = max(top + 16, begin + height_of(names, "name") + 2 * _PADDING)
        shapes.append(
            f'<rect class="lane" x="1" y="{begin}" width="{_WIDTH - 2}" height="{top - begin}" '
            'fill="#f6f6f3" stroke="#8a8a8a" shape-rendering="crispEdges"/>\n'
            f"{lettered('name', _PADDING, begin + _PADDING, names)}"
        )
    shapes += [box.drawn(_left(cells[stop.id].column), rows[cells[stop.id].row]) for stop, box in boxes.items()]
    turns = accumulate((arrow.shape == "round" for arrow in arrows), initial=0)
    shapes += [_arrow_drawn(arrow, rows, turn) for arrow, turn in zip(arrows, turns, strict=False)]
    return "".join(shapes), top


class _Row(NamedTuple):
    """Where a row lies."""

    gap: int
    """Where the gap above it begins: that is for arrows, and words beside them."""
    top: int
    """Of its boxes."""
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


class _Box(NamedTuple):
    """The text of an occupation."""

    title: list[str]
    below_title: list[str]

    @property
    def needed(self) -> int:
        return height_of(self.title, "title") + height_of(self.below_title, "text") + 2 * _PADDING

    def drawn(self, x: int, row: _Row) -> str:
        start = row.top + (row.height - self.needed) // 2 + _PADDING
        middle, below = x + _BOX // 2, start + height_of(self.title, "title")
        return (
            f'<g class="occupation"><rect x="{x}" y="{row.top}" width="{_BOX}" '
            f'height="{row.height}" rx="4" fill="#ffffff" stroke="#1a1a1a" stroke-width="1.5"/>\n'
            f"{lettered('title', middle, start, self.title, 'middle')}"
            f"{lettered('text', middle, below, self.below_title, 'middle')}</g>\n"
        )


def _arrow_drawn(arrow: _Arrow, rows: Sequence[_Row], turn: int) -> str:
    """An arrow with its words: above it where it goes across, else beside it, in the gap above the lower row.

    `turn`: how many before it go round.
    """
    corners = _corners(arrow, rows, turn)
    (x, y), (end, _) = corners[0], corners[-1]
    height = height_of(arrow.words, "reason")
    if arrow.shape == "across":
        words = lettered("reason", x + _BETWEEN // 2 - 4, y - 5 - height, arrow.words, "middle")
    else:
        beside = rows[max(arrow.start.row, arrow.end.row)].top - 12 - height
        upwards = arrow.start.row > arrow.end.row
        words = lettered("reason", x - 6 if upwards else end + 6, beside, arrow.words, "end" if upwards else "start")
    # Rule 3
    dashes = ' stroke-dasharray="7 5"' if arrow.crossing else ""
    (before_x, before_y), (end_x, end_y) = corners[-2:]
    along_x, along_y = _sign(end_x - before_x), _sign(end_y - before_y)
    back = (end_x - 9 * along_x, end_y - 9 * along_y)
    head = [(end_x, end_y), *((back[0] + s * 5 * along_y, back[1] + s * 5 * along_x) for s in (1, -1))]
    return (
        f'<g class="{"crossing" if arrow.crossing else "step"}"><polyline points="{_points([*corners[:-1], back])}" '
        f'fill="none" stroke="#1a1a1a" stroke-width="1.5"{dashes}/>\n<polygon points="{_points(head)}"/>\n{words}</g>\n'
    )


def _corners(arrow: _Arrow, rows: Sequence[_Row], turn: int) -> list[tuple[int, int]]:
    """Where an arrow goes (rule 4): downwards by the ports left of the middle of the boxes, upwards by those right."""
    start, end = rows[arrow.start.row], rows[arrow.end.row]
    left, to_left = _left(arrow.start.column), _left(arrow.end.column)
    if arrow.shape == "across":
        return [(left + _BOX, start.top + start.height // 2), (to_left, start.top + start.height // 2)]
    x, to = left + _BOX // 2, to_left + _BOX // 2
    if start.top == end.top:
        leaves, enters, x, to = start.top, end.top, x + _PORT, to - _PORT
    elif start.top < end.top:
        leaves, enters, x, to = start.bottom, end.top, x - _PORT, to - _PORT
    else:
        leaves, enters, x, to = start.top, end.bottom, x + _PORT, to + _PORT
    if arrow.shape == "straight":
        return [(x, leaves), (to, enters)]
    shift = 4 * (turn % 5)  # so that those that go round do not lie on each other
    first, last = (rows[gap].gap + 6 + shift for gap in arrow.gaps)
    if first == last:
        return [(x, leaves), (x, first), (to, first), (to, enters)]
    side = left + _BOX + 8 + shift
    return [(x, leaves), (x, first), (side, first), (side, last), (to, last), (to, enters)]


def _left(column: int) -> int:
    return _NAMES + column * (_BOX + _BETWEEN)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


# Text -----------------------------------------------------------------------------------------------------


def _ends_in_words(paths: Sequence[Path]) -> str:
    """From where to where paths lead; those between the same two occupations are said once."""
    ends = [(path.links[0], path.links[-1]) for path in paths]
    words = [f"from {named(a.from_title, a.from_level)} to {named(b.title, b.level)}" for a, b in ends]
    return f"{'Path' if len(paths) == 1 else f'{len(paths)} paths'} {', '.join(dict.fromkeys(words))}"


def _summary(path: Path) -> str:
    first, last = path.links[0], path.links[-1]
    counts = [(path.steps, "step"), (path.crossings, "crossing")]
    length = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts if n)
    return f"{named(first.from_title, first.from_level)} → {named(last.title, last.level)}: {length}"


def _in_words(path: Path) -> str:
    """A path in words, for those who do not see it."""
    stops = _stops(path)
    words = [f"{_summary(path)}. From {_stop_in_words(stops[0])}"]
    words += [f"{_reason(link)}, to {_stop_in_words(stop)}" for link, stop in zip(path.links, stops[1:], strict=True)]
    return f"{'; '.join(words)}."


def _stop_in_words(stop: _Stop) -> str:
    return f"{stop.title}, {_level(stop)[0]}, {_place(stop)}"


def _place(stop: _Stop) -> str:
    return f"{_spaced(list(Column)[stop.column])} column of {stop.route}" if stop.in_column else stop.route


def _level(stop: _Stop) -> list[str]:
    return ["level not stated" if stop.level is None else f"level {stop.level}"]


def _reason(link: Link) -> str:
    if link.basis is None:
        return f"crossing: {CROSSINGS.get(link.match or '', link.match)}"
    return BASES[link.basis]


def _spaced(column: Column) -> str:
    return column.value.replace("_", " ")


def _points(corners: Sequence[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)
